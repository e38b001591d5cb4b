"""One turn of speech: its text, its audio, and how much of it was heard."""
