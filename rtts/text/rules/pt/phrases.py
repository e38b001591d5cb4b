"""What Portuguese says around numbers, in the words of the shared rules."""

import re

from rtts.text.rules.base import Match
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
from rtts.text.rules.pt.numbers import DIGITS, cardinal, gender, ordinal
from rtts.text.rules.pt.words import (
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
from rtts.text.wordlists import word_list

__all__ = ["PHRASES"]

_SPEECH = Speech(
    digits=DIGITS,
    cardinal=cardinal,
    ordinal=ordinal,
    gender=gender,
    no_nouns=NO_NOUNS,
    labels=LABELS,
    feminine_before=frozenset(("às", "as", "à", "das", "pelas")),
    year_before=frozenset(word_list("em de desde até ano anos para sobre entre e a no")),
    marks={",": "vírgula", ".": "ponto"},
    comma_groups=False,
    feminine_after=frozenset(("das", "delas")),
    signs=FEMININE_SIGNS,
)

_LINKS = LinkWords(
    at="arroba",
    dot="ponto",
    slash="barra",
    dash="hífen",
    underscore="sublinhado",
    colon="dois pontos",
    question="interrogação",
    equals="igual",
    ampersand="e",
    plus="mais",
    hash="cerquilha",
    percent="por cento",
    hashtag="hashtag",
)


def _dollar(match: Match, _digits: str) -> str:
    """Dollars, but pesos where the text speaks of a country that has them."""
    if mentions(match, "pesos", "argentin", "chile", "méxic", "uruguai", "colômbia"):
        return "pesos"
    return "USD"


_MILLION, _BILLION = (10**6, "milhão", "milhões"), (10**9, "bilhão", "bilhões")
_TRILLION = (10**12, "trilhão", "trilhões")

_MONEY = MoneyWords(
    currencies=CURRENCIES,
    dollar=_dollar,
    scales={
        **dict.fromkeys(("M", "MM", "mi", "mi.", "milhões", "milhão"), _MILLION),
        **dict.fromkeys(("B", "bi", "bi.", "bilhões", "bilhão", "mil milhões"), _BILLION),
        **dict.fromkeys(("T", "tri", "trilhões", "trilhão"), _TRILLION),
        **dict.fromkeys(("mil", "k", "K"), (1000, "mil", "mil")),
    },
    plain_scales={"M": "M", "MM": "M", "mi": "M", "bi": "B", "tri": "T", "k": "mil"},
    joins="e",
    per=PER,
)

_MEASURES = MeasureWords(
    units=UNITS,
    lone=LONE_UNITS,
    singular_before=frozenset(word_list("por cada um uma o a ao do")),
    per="por",
    rates=RATES,
    periods=PERIODS,
    by="por",
    product="vezes",
    score="a",
    times=Noun("vez", "vezes", feminine=True),
    goals=re.compile(
        r"\b(?:ganh|venc|empat|perd|derrot|placar|gol|jogo|partida)\w*", re.IGNORECASE
    ),
    percent="por cento",
    permille="por mil",
    percentage="porcentagem",
    halves={"hora": "e meia"},
)

_DATES = DateWords(
    months=MONTHS,
    first="primeiro",
    short_months=SHORT_MONTHS,
    weekdays=WEEKDAYS,
    day_before=frozenset(
        word_list(
            "dia em no até desde data segunda terça quarta quinta sexta sábado domingo"
            " segunda-feira terça-feira quarta-feira quinta-feira sexta-feira"
        )
    ),
    year="de",
)

_SIGNS = SignWords(
    minus="menos",
    plus="mais",
    operators={
        "=": "é igual a",
        "x": "por",
        "+": "mais",
        "×": "vezes",
        "*": "vezes",
        "·": "vezes",
        "÷": "dividido por",
        "/": "dividido por",
        "±": "mais ou menos",
        "≤": "menor ou igual a",
        "≥": "maior ou igual a",
        "<": "menor que",
        ">": "maior que",
        "≈": "é aproximadamente",
        "≠": "é diferente de",
        "⁄": "sobre",
        "→": "para",
    },
    before_number={
        "~": "aproximadamente",
        "≈": "aproximadamente",
        "<": "menos de",
        ">": "mais de",
        "≤": "no máximo",
        "≥": "pelo menos",
        "±": "mais ou menos",
        "√": "raiz quadrada de",
    },
    symbols={
        **SYMBOLS,
        "&": "e",
        "§": "parágrafo",
        "√": "raiz de",
        "°": "graus",
        "¥": "ienes",
        "₿": "bitcoins",
        "≠": "diferente de",
    },
    more_than="mais de",
    powers={"2": "ao quadrado", "3": "ao cubo"},
    power="elevado a",
    over="por",
    out_of="de",
    parts={
        2: ("meio", "meios", "meia"),
        3: ("terço", "terços", "terço"),
        4: ("quarto", "quartos", "quarto"),
        5: ("quinto", "quintos", "quinto"),
        6: ("sexto", "sextos", "sexto"),
        7: ("sétimo", "sétimos", "sétimo"),
        8: ("oitavo", "oitavos", "oitavo"),
        9: ("nono", "nonos", "nono"),
        10: ("décimo", "décimos", "décimo"),
        1000: ("milésimo", "milésimos", "milésimo"),
    },
    part_ending=(" avos", " avos"),
    joined="e",
    half_and={"alone": "e meio", "m": "e meio", "f": "e meia"},
)

_PHONE_WORDS = (
    r"\b(?:tel(?:efones?|ef)?|celular(?:es)?|telem[óo]vel|whatsapp|fax|contato|contacto|zap"
    r"|lig(?:ue|ar|a)|disque|disc\w{1,4}|número|central)\b[^.\d]{0,24}(?:\.\s?)?\Z"
)
_CODES = CodeWords(
    phones=(
        r"\(?\d{2}\)?[ ]?9?[ ]?\d{4}-\d{4}",
        r"\(\d{2}\)[ ]?9?[ ]?\d{4}[ -]?\d{4}",
        r"9\d{4}-\d{4}",
        r"(?!(?:19|20)\d\d-(?:19|20))[2-57]\d{3}-\d{4}",
        r"(?:4004|400\d|300\d)[ -]\d{4}",
        r"0[389]00[ -]\d{3}[ -]\d{2,4}(?:[ -]\d{2})?",
        r"[23679]\d{2}[ ]\d{3}[ ]\d{3}",
        r"2\d[ ]\d{3}[ ]\d{2}[ ]\d{2}",
        r"9\d[ ]\d{3}[ ]\d{2}[ ]\d{2}",
        r"9\d{8}",
    ),
    phone_before=re.compile(_PHONE_WORDS, re.IGNORECASE),
    code_before=re.compile(
        r"\b(?:códigos?|pedidos?|pin|senha|referência|ref|reserva|rastreio|rastreamento|processo|conta"
        r"|cartão|ticket|chamado|chave|token|fatura|localizador|matrícula|protocolo|série|ramal|cep"
        r"|(?:cartão|conta|visa|mastercard):?\s(?:\w{1,12}\s){0,2}(?:final|termina(?:do|da)?\sem)"
        r"|cpf|rg|cnpj|nif|agência|postal|encomenda)\b(?:\s(?:é|número|núm|n\.?º|postal|de|o)){0,2}"
        r"[.:\s#]{0,3}\Z",
        re.IGNORECASE,
    ),
    short_phones=re.compile(
        r"\b(?:lig(?:ue|ar|a|ou|uem)|disque|discar|telefone|emergências?|samu|bombeiros|polícia)\s"
        r"(?:para|pro|ao|o|no|pelo|é)?[\s:(]{0,2}(?:o\s)?\Z",
        re.IGNORECASE,
    ),
    plus="mais",
    dot="ponto",
    version="versão",
)

_NAMES = NameWords(
    abbreviations=ABBREVIATIONS,
    openers=OPENERS,
    kings=KINGS,
    queens=QUEENS,
    numbered=NUMBERED,
    ordinals_to=10,
    centuries=frozenset(("século", "séc", "séculos", "sécs")),
    events=frozenset(
        word_list(
            "aniversário centenário edição congresso encontro jornada jornadas feira festival"
            " prêmio torneio legislatura certame maratona cúpula assembleia campeonato concurso"
            " fórum bienal semana dinastia guerra milênio trimestre semestre"
        )
    ),
    articles=frozenset(word_list("o a os as do da ao à no na seu sua um uma este esta pelo pela")),
    number_sign="número",
    periods=PERIODS,
    either="ou",
    slashed=SLASHED,
    degrees="graus",
    ordinal_endings="o|a|os|as",
    street_before=frozenset(word_list("na da pela à a endereço em é fica")),
)

_KEYS = Keys(
    pound="jogo da velha",
    star="asterisco",
    pressed=r"tecl\w{1,4}|press\w{1,6}|apert\w{1,4}|digit\w{1,4}|disqu\w{1,4}",
)

PHRASES = Phrases(_SPEECH, _LINKS, _DATES, _MONEY, _SIGNS, _MEASURES, _CODES, _NAMES, _KEYS)
