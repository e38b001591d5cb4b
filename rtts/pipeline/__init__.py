"""From text to frames: one context's way through the house, in stages."""
