"""Who may come in, with what credential, and how much of the server they may use."""
