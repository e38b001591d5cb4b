"""How things are written and said: one module a language, plain data."""
