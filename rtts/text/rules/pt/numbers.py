"""Portuguese numbers in words, as in Brazil, and the gender of Portuguese nouns.

num2words has no feminine forms ("duzentas pessoas").
"""

from functools import lru_cache

from rtts.text.rules.iberian.speech import Form
from rtts.text.wordlists import word_list

__all__ = ["DIGITS", "cardinal", "gender", "ordinal"]

DIGITS = ("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove")

_TEENS = word_list("dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove")
_TENS = word_list("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
_HUNDREDS = word_list(
    "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
)
_SCALES = (
    ("trilhão", "trilhões", 10**12),
    ("bilhão", "bilhões", 10**9),
    ("milhão", "milhões", 10**6),
)
_FEMININE_UNITS = {1: "uma", 2: "duas"}

_ORDINAL_UNITS = word_list("primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono")
_ORDINAL_TENS = word_list(
    "décimo vigésimo trigésimo quadragésimo quinquagésimo sexagésimo septuagésimo"
    " octogésimo nonagésimo"
)
_ORDINAL_HUNDREDS = word_list(
    "centésimo ducentésimo trecentésimo quadringentésimo quingentésimo sexcentésimo"
    " septingentésimo octingentésimo noningentésimo"
)

_FEMININE_ENDINGS = tuple(
    word_list(
        "a as ção ções são sões gião giões nião niões stão stões dade dades gem gens tude"
        " tudes ície ícies triz trizes ã ãs"
    )
)
_NO_PEOPLE = frozenset(
    word_list(
        "lista listas pista pistas vista vistas revista revistas entrevista entrevistas"
        " conquista conquistas"
    )
)
_MASCULINE = frozenset(
    word_list(
        "dia mapa planeta cometa sofá papá problema programa sistema tema idioma clima poema"
        " esquema sintoma dilema diagrama drama panorama teorema axioma aroma diploma enigma"
        " emblema trauma fantasma telegrama grama quilograma miligrama lema carisma prisma"
        " atleta poeta guarda colega gorila pijama koala limite apetite convite site item trem"
        " refém cinema telefonema palpite satélite chá crachá guaraná maracujá camarada"
        " cineasta terapeuta paradigma dogma"
    )
)
_FEMININE = frozenset(
    word_list(
        "noite tarde vez veze mulher mulhere mão foto moto parte classe chave mente fonte"
        " ponte gente flor flore cor core dor dore luz luze voz voze cruz cruze paz lei rede"
        " sede base fase frase série espécie carne nuven nuvem orden ordem colher colhere url"
        " api web morte sorte corrente enchente semente serpente estante vertente febre neve"
        " nave ave tese crise síntese hipótese dose análise catástrofe torre metade tosse pele"
        " prole raiz raíze maré fé ré tv pág cx xíc unid tribo equipe saudade torneira avó nau"
        " via hélice índole peste árvore hashtag live playlist selfie startup"
    )
)


@lru_cache(maxsize=4096)
def cardinal(value: int, form: Form = "alone") -> str:
    """A number of 0 or more below 10^18 in words: 2 is dois, and duas before a feminine noun."""
    if not value:
        return "zero"
    groups = []
    for one, many, size in _SCALES:
        count, value = divmod(value, size)
        if count:
            groups.append((count, f"{_below_thousand(count, 'm')} {one if count == 1 else many}"))
    thousands, rest = divmod(value, 1000)
    if thousands:
        words = f"{_below_thousand(thousands, form)} mil" if thousands > 1 else "mil"
        groups.append((thousands, words))
    if rest:
        groups.append((rest, _below_thousand(rest, form)))
    return _joined(groups)


def _joined(groups: list[tuple[int, str]]) -> str:
    """The last group takes an "e" when it is short: mil e duzentos, mil duzentos e dez."""
    words = [said for _, said in groups]
    last = groups[-1][0]
    if len(groups) > 1 and (last <= 100 or last % 100 == 0):
        words[-1] = f"e {words[-1]}"
    return " ".join(words)


def _below_thousand(value: int, form: Form) -> str:
    if value == 100:
        return "cem"
    hundreds, rest = divmod(value, 100)
    words = []
    if hundreds:
        word = _HUNDREDS[hundreds - 1]
        words.append(word[:-2] + "as" if form == "f" and hundreds > 1 else word)
    if rest >= 20:
        words.append(_TENS[rest // 10 - 2])
        rest %= 10
    if rest >= 10:
        words.append(_TEENS[rest - 10])
    elif rest:
        feminine = _FEMININE_UNITS.get(rest) if form == "f" else None
        words.append(feminine or DIGITS[rest])
    return " e ".join(words)


@lru_cache(maxsize=1024)
def ordinal(value: int, form: Form = "alone") -> str:
    """The ordinal of 1 to 1,000: primeiro, primeira; then a number."""
    if not 0 < value <= 1000:
        return cardinal(value, form)
    words = ["milésimo"] if value == 1000 else []
    hundreds, rest = divmod(value % 1000, 100)
    for names, count in (
        (_ORDINAL_HUNDREDS, hundreds),
        (_ORDINAL_TENS, rest // 10),
        (_ORDINAL_UNITS, rest % 10),
    ):
        if count:
            words.append(names[count - 1])
    return " ".join(word[:-1] + "a" if form == "f" else word for word in words)


def gender(noun: str) -> Form:
    """The gender of a noun in lower case, by its ending but for the common exceptions."""
    stem = noun.removesuffix("s")
    if noun in _FEMININE or stem in _FEMININE:
        return "f"
    if stem in _MASCULINE or (stem.endswith("ista") and noun not in _NO_PEOPLE):
        return "m"
    return "f" if noun.endswith(_FEMININE_ENDINGS) else "m"
