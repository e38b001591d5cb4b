"""The conversation with one client: what it says, on what terms, and what it is answered."""
