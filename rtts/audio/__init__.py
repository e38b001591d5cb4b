"""Samples: resampling, joining, and encoding. Imported only when somebody first speaks."""
