"""The rules of Spanish, as spoken in Spain and Latin America."""

from rtts.text.rules.es.clock import CLOCK_RULES
from rtts.text.rules.es.phrases import PHRASES
from rtts.text.rules.iberian.compose import compose
from rtts.text.wordlists import word_list

__all__ = ["RULES"]

_HOT = word_list("l-v l-s l-d")
_LINKING = word_list("a al y e o u de del p m hasta sobre")

RULES = compose("es", PHRASES, CLOCK_RULES, hot=set(_HOT), linking=set(_LINKING))
