"""Several server processes on one port, in front of one worker."""
