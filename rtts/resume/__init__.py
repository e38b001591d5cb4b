"""Sessions that outlive their line."""
