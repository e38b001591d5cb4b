"""Voices of recordings: what is made of them once, and how it is kept."""
