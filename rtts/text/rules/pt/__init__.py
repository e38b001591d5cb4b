"""The rules of Portuguese, as spoken in Brazil; the forms of Portugal are understood."""

from rtts.text.rules.iberian.compose import compose
from rtts.text.rules.pt.clock import CLOCK_RULES
from rtts.text.rules.pt.phrases import PHRASES
from rtts.text.wordlists import word_list

__all__ = ["RULES"]

_HOT = word_list("a. d. e. i. p. s. v. exa. sa.")
_LINKING = word_list("a ao às e ou de do até")

RULES = compose("pt", PHRASES, CLOCK_RULES, hot=set(_HOT), linking=set(_LINKING))
