"""The WebSocket port and its connections."""
