"""Takes markdown, HTML, LaTeX and emoji out of a text that is still being written."""

from rtts.text.markup.stream import Markup, plain

__all__ = ["Markup", "plain"]
