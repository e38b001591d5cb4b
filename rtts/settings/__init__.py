"""Every setting of a server, and where it comes from."""
