"""What Spanish says around numbers, in the words of the shared rules."""

import re

from rtts.text.rules.base import Match
from rtts.text.rules.es.numbers import DIGITS, cardinal, gender, ordinal
from rtts.text.rules.es.words import (
    ABBREVIATIONS,
    CURRENCIES,
    FEMININE_SIGNS,
    KINGS,
    LABELS,
    LONE_UNITS,
    MONTHS,
    NO_NOUNS,
    NUMBERED,
    OPENERS,
    PER,
    PERIODS,
    QUEENS,
    RATES,
    SHORT_MONTHS,
    SLASHED,
    UNITS,
    WEEKDAYS,
)
from rtts.text.rules.iberian.codes import CodeWords
from rtts.text.rules.iberian.compose import Phrases
from rtts.text.rules.iberian.dates import DateWords
from rtts.text.rules.iberian.measures import MeasureWords
from rtts.text.rules.iberian.money import MoneyWords, mentions
from rtts.text.rules.iberian.names import NameWords
from rtts.text.rules.iberian.signs import SYMBOLS, SignWords
from rtts.text.rules.iberian.speech import Noun, Speech
from rtts.text.rules.keypad import Keys
from rtts.text.rules.links import LinkWords
from rtts.text.wordlists import word_list

__all__ = ["PHRASES"]

_SPEECH = Speech(
    digits=DIGITS,
    cardinal=cardinal,
    ordinal=ordinal,
    gender=gender,
    no_nouns=NO_NOUNS,
    labels=LABELS,
    feminine_before=frozenset(("las", "la")),
    year_before=frozenset(word_list("en de del desde hasta año años para sobre hacia entre y a")),
    marks={",": "coma", ".": "punto"},
    comma_groups=True,
    before_of=frozenset(("sobre", "bajo")),
    feminine_after=frozenset(("de las", "de ellas")),
    signs=FEMININE_SIGNS,
)

_LINKS = LinkWords(
    at="arroba",
    dot="punto",
    slash="barra",
    dash="guion",
    underscore="guion bajo",
    colon="dos puntos",
    question="interrogación",
    equals="igual",
    ampersand="y",
    plus="más",
    hash="almohadilla",
    percent="por ciento",
    hashtag="hashtag",
)


def _dollar(match: Match, digits: str) -> str:
    """Pesos, where the text speaks of a country that has them, or writes as they do there."""
    if mentions(match, "dólar", "usd", "estados unidos", "ee. uu", "ee.uu"):
        return "USD"
    if mentions(
        match, "pesos", "méxic", "mexic", "argentin", "colombia", "chile", "uruguay", "mxn"
    ):
        return "pesos"
    return "pesos" if re.search(r"\d\.\d{3}(?!\d)", digits) else "USD"


_MILLION, _BILLION = (10**6, "millón", "millones"), (10**9, "mil millones", "mil millones")

_MONEY = MoneyWords(
    currencies=CURRENCIES,
    dollar=_dollar,
    scales={
        **dict.fromkeys(
            ("M", "MM", "mill.", "mill", "mills.", "mdd", "millones", "millón"), _MILLION
        ),
        **dict.fromkeys(("B", "mil millones", "mil mill.", "mm"), _BILLION),
        **dict.fromkeys(("billones", "billón"), (10**12, "billón", "billones")),
        **dict.fromkeys(("mil", "k", "K"), (1000, "mil", "mil")),
    },
    plain_scales={"M": "M", "MM": "M", "mill.": "M", "mills.": "M", "k": "mil"},
    joins="con",
    per=PER,
)

_MEASURES = MeasureWords(
    units=UNITS,
    lone=LONE_UNITS,
    singular_before=frozenset(word_list("por cada un una el la al del")),
    per="por",
    rates=RATES,
    periods=PERIODS,
    by="por",
    product="por",
    score="a",
    times=Noun("vez", "veces", feminine=True),
    goals=re.compile(
        r"(?:\b(?:gan|venc|empat|perd|derrot|marcador|gol|partido|cay[óe])\w*)", re.IGNORECASE
    ),
    percent="por ciento",
    permille="por mil",
    percentage="porcentaje",
    halves={"hora": "y media"},
)

_DATES = DateWords(
    months=MONTHS,
    first="primero",
    short_months=SHORT_MONTHS,
    weekdays=WEEKDAYS,
    day_before=frozenset(
        word_list(
            "el del al día fecha hasta desde lunes martes miércoles jueves viernes sábado domingo"
        )
    ),
    year="de",
)

_SIGNS = SignWords(
    minus="menos",
    plus="más",
    operators={
        "=": "es igual a",
        "x": "por",
        "+": "más",
        "×": "por",
        "*": "por",
        "·": "por",
        "÷": "entre",
        "/": "entre",
        "±": "más menos",
        "≤": "menor o igual que",
        "≥": "mayor o igual que",
        "<": "menor que",
        ">": "mayor que",
        "≈": "es aproximadamente",
        "≠": "es distinto de",
        "⁄": "sobre",
        "→": "a",
    },
    before_number={
        "~": "aproximadamente",
        "≈": "aproximadamente",
        "<": "menos de",
        ">": "más de",
        "≤": "como máximo",
        "≥": "al menos",
        "±": "más menos",
        "√": "raíz cuadrada de",
    },
    symbols={
        **SYMBOLS,
        "&": "y",
        "§": "sección",
        "√": "raíz de",
        "°": "grados",
        "¥": "yenes",
        "₿": "bitcoines",
        "≠": "distinto de",
    },
    more_than="más de",
    powers={"2": "al cuadrado", "3": "al cubo"},
    power="elevado a",
    over="sobre",
    out_of="sobre",
    parts={
        2: ("medio", "medios", "media"),
        3: ("tercio", "tercios", "tercio"),
        4: ("cuarto", "cuartos", "cuarto"),
        5: ("quinto", "quintos", "quinto"),
        6: ("sexto", "sextos", "sexto"),
        7: ("séptimo", "séptimos", "séptimo"),
        8: ("octavo", "octavos", "octavo"),
        9: ("noveno", "novenos", "noveno"),
        10: ("décimo", "décimos", "décimo"),
        1000: ("milésimo", "milésimos", "milésimo"),
    },
    part_ending=("avo", "avos"),
    joined="y",
    half_and={"alone": "y medio", "m": "y medio", "f": "y media"},
)

_PHONE_WORDS = (
    r"\b(?:tel(?:éfonos?|éf|f)?|tfno|tlf|móvil(?:es)?|celular(?:es)?|whatsapp|fax|contacto"
    r"|llam\w{0,8}|marc[aáeo]\w{0,6}|comun[ií]\w{0,8})\b[^.\d]{0,24}(?:\.\s?)?\Z"
)
_CODES = CodeWords(
    phones=(
        r"[6789]\d{2}[ .-]\d{2}[ .-]\d{2}[ .-]\d{2}",
        r"[6789]\d{2}[ .-]\d{3}[ .-]\d{3}",
        r"9[1-8][ .-]\d{3}[ .-]\d{2}[ .-]\d{2}",
        r"[679]\d{8}",
        r"\d{2}[ -]\d{4}[ -]\d{4}",
        r"\(\d{2,4}\)\s?\d{3,4}[ -]?\d{4}",
        r"\(\d{2}\)\s?\d{2}-\d{4}-\d{4}",
        r"[1-9]\d{2}[ -]\d{3}[ -]\d{4}",
        r"(?:0|01[ -]?|1[ -])?[89]00[ -]\d{2,3}[ -]\d{2,4}(?:[ -]\d{2,3})?",
        r"9[ -]\d{4}[ -]\d{4}",
        r"0\d{3,5}[ -]\d{3}[ -]\d{3,4}",
        r"(?!(?:19|20)\d\d-(?:19|20))[2-9]\d{3}-\d{4}",
    ),
    phone_before=re.compile(_PHONE_WORDS, re.IGNORECASE),
    code_before=re.compile(
        r"\b(?:códigos?|pedidos?|pin|contraseña|referencia|ref|reserva|seguimiento|expediente|cuenta"
        r"|tarjeta|ticket|clave|token|factura|localizador|matrícula|folio|serie|extensión|incidencia"
        r"|(?:tarjeta|cuenta|visa|mastercard)\s(?:\w{1,12}\s)?(?:termina|acaba)(?:da|do)?\sen"
        r"|dni|nif|cif|rfc|curp|postal|c\.\s?p|cp)\b(?:\s(?:es|número|núm|n\.?º|postal|de|el)){0,2}"
        r"[.:\s#]{0,3}\Z",
        re.IGNORECASE,
    ),
    short_phones=re.compile(
        r"\b(?:llam\w{0,8}|marc[aáeo]\w{0,6}|teléfono|emergencias?)\s(?:al|el|a|es)?[\s:]{0,2}(?:el\s)?\Z",
        re.IGNORECASE,
    ),
    plus="más",
    dot="punto",
    version="versión",
)

_NAMES = NameWords(
    abbreviations=ABBREVIATIONS,
    openers=OPENERS,
    kings=KINGS,
    queens=QUEENS,
    numbered=NUMBERED,
    ordinals_to=10,
    centuries=frozenset(("siglo", "s", "siglos", "ss")),
    events=frozenset(
        word_list(
            "aniversario centenario edición congreso encuentro jornada jornadas feria festival"
            " premio torneo legislatura certamen maratón cumbre asamblea campeonato concurso foro"
            " bienal semana dinastía guerra milenio trimestre semestre"
        )
    ),
    articles=frozenset(word_list("el la los las del al su un una este esta nuestro nuestra")),
    number_sign="número",
    periods=PERIODS,
    either="o",
    slashed=SLASHED,
    degrees="grados",
    ordinal_endings="er|ero|era|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na|o|a|os|as|ros|ras",
)

_KEYS = Keys(
    pound="almohadilla",
    star="asterisco",
    pressed=r"puls\w{1,4}|mar[cq]\w{1,4}|presion\w{1,4}|oprim\w{1,4}|tecl\w{1,4}",
)

PHRASES = Phrases(_SPEECH, _LINKS, _DATES, _MONEY, _SIGNS, _MEASURES, _CODES, _NAMES, _KEYS)
