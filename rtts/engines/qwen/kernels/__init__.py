"""Fused operations of a frame on a GPU, each with a plain PyTorch twin that says what is right.

A frame is hundreds of small operations, and on a GPU each launch costs more than the arithmetic
of a small batch. So what PyTorch does in several launches is done here in one, by Triton. Nothing
here is needed on a CPU: only what is chosen for a GPU imports these modules, and this file imports
none of them, nor Triton.

Every kernel computes in float32 and rounds to the tensors' dtype where its twin rounds; only the
products of few rows round less often, and say so. None allocates: outputs are given, so that a
launch can be recorded in a CUDA graph. Block sizes and warps are chosen by the shapes alone, never
by `triton.autotune`: it would measure on first use, which stalls a listener, and cannot measure
while a graph is captured. The price is that they are reasoned, not measured for each GPU.

The same kernels run without a GPU, slowly, in Triton's interpreter (`TRITON_INTERPRET=1` before
Triton is imported): so the tests compare them with their twins. Each module lists in `COMPILED`
the published shapes for which the tests compile it, also without a GPU.
"""

__all__: list[str] = []
