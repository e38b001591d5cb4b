"""How much more the server can carry."""
