"""Russian: the rules in the order of their priority."""

import re

from rtts.text.rules.base import Rules
from rtts.text.rules.ru.abbreviations import HOT_WORDS, abbreviation_rules
from rtts.text.rules.ru.codes import address_rules, code_rules, phone_rules
from rtts.text.rules.ru.counts import count_rules
from rtts.text.rules.ru.dates import MONTH_WORDS, WEEKDAYS, date_rules, short_date_rules
from rtts.text.rules.ru.ordinals import ordinal_rules, roman_rules
from rtts.text.rules.ru.quantities import money_rules, quantity_rules
from rtts.text.rules.ru.symbols import symbol_rules
from rtts.text.rules.ru.times import time_rules
from rtts.text.rules.ru.units import UNIT_WORDS
from rtts.text.rules.ru.years import year_rules
from rtts.text.wordlists import word_set

__all__ = ["RULES"]

_MAGNITUDES = "тыс млн млрд трлн тысяч тысячи тысячу миллион миллиона миллионов миллиард миллиарда"
_YEARS = "год года году годы годов годам годах г гг в вв век века веке веков утра вечера дня ночи"
_MONEY = "руб коп р долл грн рублей рубля рубль евро usd eur rub"

_WEEKDAYS = frozenset(WEEKDAYS) | {
    f"{a}{dash}{b}" for a in WEEKDAYS for b in WEEKDAYS for dash in "-–"
}
_CODES = word_set("мск usd eur rub chf gbp cny π")

RULES = Rules(
    language="ru",
    rules=(
        *address_rules(),
        *phone_rules(),
        *time_rules(),
        *date_rules(),
        *ordinal_rules(),
        *year_rules(),
        *short_date_rules(),
        *money_rules(),
        *quantity_rules(),
        *code_rules(),
        *roman_rules(),
        *count_rules(),
        *abbreviation_rules(),
        *symbol_rules(),
    ),
    hot=HOT_WORDS | _WEEKDAYS | _CODES,
    hot_word=re.compile("[IVXХ]{1,7}|[IVXLCDMХ]{2,8}"),
    linking=MONTH_WORDS | UNIT_WORDS | word_set(f"{_MAGNITUDES} {_YEARS} {_MONEY} до по и или"),
    lookahead=2,
)
