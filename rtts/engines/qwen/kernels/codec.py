"""All kernels of the codec under one name, for who is given them as one thing."""

from rtts.engines.qwen.kernels.convolution import convolve
from rtts.engines.qwen.kernels.depthwise import depthwise_norm
from rtts.engines.qwen.kernels.gated import silu_mul
from rtts.engines.qwen.kernels.norm import add_norm, norm
from rtts.engines.qwen.kernels.snake import extend, overlap
from rtts.engines.qwen.kernels.window import attend_window

__all__ = [
    "add_norm",
    "attend_window",
    "convolve",
    "depthwise_norm",
    "extend",
    "norm",
    "overlap",
    "silu_mul",
]
