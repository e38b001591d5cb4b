"""The worker process that holds an engine, and the server side that talks to it."""
