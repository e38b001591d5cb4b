"""From the text a client sends to the text an engine speaks."""
