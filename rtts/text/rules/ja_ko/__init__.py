"""What Japanese and Korean have in common: how things are written, not how they are said."""
