"""How each language says what is not written as words: one module or package a language."""
