"""What a server costs, measured from outside."""
