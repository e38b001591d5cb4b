"""Spanish numbers in words, and the gender of Spanish nouns.

num2words has no forms that agree ("veintiuno mil" for "veintiún mil") and no ordinals beyond 10.
"""

from functools import lru_cache

from rtts.text.rules.iberian.speech import Form
from rtts.text.wordlists import word_list

__all__ = ["DIGITS", "cardinal", "gender", "ordinal"]

DIGITS = ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")

_TEENS = word_list(
    "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte"
    " veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete"
    " veintiocho veintinueve"
)
_TENS = word_list("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_HUNDREDS = word_list(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos"
    " ochocientos novecientos"
)
_SCALES = (("billón", "billones", 10**12), ("millón", "millones", 10**6))

_ORDINAL_UNITS = word_list(
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo"
    " duodécimo decimotercero decimocuarto decimoquinto decimosexto decimoséptimo"
    " decimoctavo decimonoveno"
)
_ORDINAL_TENS = word_list(
    "vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo"
)
_ORDINAL_HUNDREDS = word_list(
    "centésimo ducentésimo tricentésimo cuadringentésimo quingentésimo sexcentésimo"
    " septingentésimo octingentésimo noningentésimo"
)

_FEMININE_ENDINGS = tuple(
    word_list(
        "a as ción ciones sión siones xión xiones gión giones nión niones tión tiones dad"
        " dades tad tades tud tudes umbre umbres triz trices itis"
    )
)
_PEOPLE_ENDINGS = ("ista", "istas", "nauta", "nautas", "crata", "cratas")
_NO_PEOPLE = frozenset(
    word_list(
        "lista listas pista pistas vista vistas revista revistas entrevista entrevistas"
        " conquista conquistas autopista autopistas arista aristas"
    )
)
_MASCULINE = frozenset(
    word_list(
        "día mapa planeta cometa tranvía sofá papá problema programa sistema tema idioma"
        " clima poema esquema síntoma dilema diagrama drama panorama teorema axioma aroma"
        " diploma enigma emblema trauma fantasma crucigrama plasma telegrama organigrama"
        " pentagrama lema carisma prisma atleta poeta policía guardia colega gorila pijama"
        " yoga tequila karma koala espía cineasta gimnasta vigía camarada terapeuta estigma"
        " magma paradigma pragma dogma"
    )
)
_FEMININE = frozenset(
    word_list(
        "noche tarde mano foto moto clase calle parte llave vez mujer flor imagen gente leche"
        " nube red ley luz voz cruz paz sal piel sangre base fase frase serie especie"
        " superficie nieve fiebre fuente mente suerte muerte serpiente sed pared señal cárcel"
        " catedral capital sucursal credencial orden razón hambre torre carne nave ave clave"
        " sede raíz nariz perdiz lombriz crisis tesis dosis síntesis hipótesis url app web api"
        " variante corriente pendiente vertiente índole prole col miel hiel postal tos elipse"
        " hélice nuez codorniz cicatriz laringe catástrofe estirpe imágene órdene razone raíce"
        " narice luce voce vece nuece flore mujere rede leye señale cárcele catedrale capitale"
        " sucursale credenciale cole cicatrice perdice lombrice codornice parede piele hab pág"
        " av cda cdta hr"
    )
)


_STRESSED = frozenset(
    word_list("agua alma arma área aula águila ave hacha arpa ala ancla ama asa alga hambre")
)
"""Feminine, but "un" stands before their stressed a."""


@lru_cache(maxsize=4096)
def cardinal(value: int, form: Form = "alone") -> str:
    """A number of 0 or more below 10^18 in words: 21 is veintiuno, veintiún, veintiuna."""
    if not value:
        return "cero"
    words = []
    for one, many, size in _SCALES:
        count, value = divmod(value, size)
        if count == 1:
            words += ["un", one]
        elif count:
            words += [_below_million(count, "m"), many]
    if value:
        words.append(_below_million(value, form))
    return " ".join(words)


def _below_million(value: int, form: Form) -> str:
    thousands, rest = divmod(value, 1000)
    words = []
    if thousands:
        words = [] if thousands == 1 else [_below_thousand(thousands, "f" if form == "f" else "m")]
        words.append("mil")
    if rest:
        words.append(_below_thousand(rest, form))
    return " ".join(words)


def _below_thousand(value: int, form: Form) -> str:
    if value == 100:
        return "cien"
    hundreds, rest = divmod(value, 100)
    words = []
    if hundreds:
        word = _HUNDREDS[hundreds - 1]
        words.append(word[:-2] + "as" if form == "f" and hundreds > 1 else word)
    if rest:
        words.append(_below_hundred(rest, form))
    return " ".join(words)


def _below_hundred(value: int, form: Form) -> str:
    if value % 10 == 1 and value != 11 and form != "alone":
        return _with_one(value, form)
    if value < 10:
        return DIGITS[value]
    if value < 30:
        return _TEENS[value - 10]
    tens, unit = divmod(value, 10)
    return _TENS[tens - 3] + (f" y {DIGITS[unit]}" if unit else "")


def _with_one(value: int, form: Form) -> str:
    if value == 21:
        return "veintiuna" if form == "f" else "veintiún"
    one = "una" if form == "f" else "un"
    return one if value == 1 else f"{_TENS[value // 10 - 3]} y {one}"


@lru_cache(maxsize=1024)
def ordinal(value: int, form: Form = "alone") -> str:
    """The ordinal of 1 to 1,000: primero, primer (before its noun), primera; then a number."""
    if not 0 < value <= 1000:
        return cardinal(value, form)
    words = _ordinal_words(value)
    if form == "f":
        return " ".join(word[:-1] + "a" for word in words)
    if form == "m" and words[-1].endswith(("primero", "tercero")):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def _ordinal_words(value: int) -> list[str]:
    if value == 1000:
        return ["milésimo"]
    hundreds, rest = divmod(value, 100)
    words = [_ORDINAL_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest >= 20:
        words.append(_ORDINAL_TENS[rest // 10 - 2])
        rest %= 10
    if rest:
        words.append(_ORDINAL_UNITS[rest - 1])
    return words


def gender(noun: str) -> Form:
    """The gender of a noun in lower case, by its ending but for the common exceptions."""
    if noun in _STRESSED:
        return "m"
    stem = noun.removesuffix("s")
    if noun in _FEMININE or stem in _FEMININE:
        return "f"
    if stem in _MASCULINE or (noun.endswith(_PEOPLE_ENDINGS) and noun not in _NO_PEOPLE):
        return "m"
    return "f" if noun.endswith(_FEMININE_ENDINGS) else "m"
