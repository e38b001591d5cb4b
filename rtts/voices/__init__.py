"""Voices and languages, as clients and operators name them."""
