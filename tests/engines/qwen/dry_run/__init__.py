"""The way of the engine on a GPU, gone on a machine that has none.

Tensors say that they lie on a GPU and have no numbers; `torch.cuda` and the launches of kernels are
stand-ins that look at what they are given. So the real code is loaded, recorded and spoken with,
at any size, and what CUDA would refuse, or wait for, is found. What is computed is not: nor how
long it takes, nor whether two streams get into each other's way.
"""
