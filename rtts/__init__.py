"""A self-hosted, WebSocket-first, real-time text-to-speech server."""

__version__ = "0.1.0"
