"""What needs the engine qwen is tested where its extra is installed."""

import importlib.util
import os

NEEDED = ("torch", "transformers", "qwen_tts", "safetensors", "soundfile", "accelerate")

if any(importlib.util.find_spec(name) is None for name in NEEDED):
    collect_ignore_glob = ["test_qwen_*.py"]
else:
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    import torch

    # A second thread makes small tensors several times slower.
    torch.set_num_threads(1)
