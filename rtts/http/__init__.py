"""The HTTP port: health, readiness, metrics, speech in one request, and the page."""
