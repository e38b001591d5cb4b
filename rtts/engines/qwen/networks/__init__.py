"""The two networks of a frame, over tensors of ours: weights, tables, layers, draws."""
