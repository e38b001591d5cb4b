"""What the server counts, and tells of it."""
