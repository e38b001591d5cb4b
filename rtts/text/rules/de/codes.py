"""Telephone numbers, codes that are read digit by digit, versions and formulas."""

import re
import unicodedata

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.de.grammar import left_words, right_word
from rtts.text.rules.de.numbers import GAP, cardinal, digits, in_groups, whole
from rtts.text.rules.de.words import STARTERS
from rtts.text.rules.numbers import plain_digits
from rtts.text.wordlists import word_set

__all__ = ["CODE_RULES", "PHONE_RULES", "VERSION_RULES"]

_INTERNATIONAL = re.compile(rf"(?:\+{GAP}?|00)[1-9](?:(?:[-/.()‑–]|{GAP}){{0,3}}\d){{6,15}}(?!\d)")
_NATIONAL = re.compile(
    rf"\(?0[1-9]\d{{1,4}}\)?(?:{GAP}?[-/–]{GAP}?|{GAP})\d{{2,}}(?:(?:{GAP}|[-/–])\d{{2,}}){{0,5}}(?:[-–]\d)?(?![\d.,]\d|\d)"
    r"|0[1-9]\d{7,12}(?![\d.,]\d|\d)"
)
_LOCAL = re.compile(rf"\d{{2,}}(?:(?:{GAP}|[-/–])\d{{2,}}){{0,5}}(?!\d|[.,:]\d)")
_EMERGENCY = re.compile(r"(?P<n>11[0257]|116 ?117|1922[0-9]|118\d\d)(?![\d.,:%]\d|\d)")
_PHONE_CUE = re.compile(
    r"(?:Tel\.?|Telefon|Telefonnummer|Fax|Faxnummer|Handy|Handynummer|Mobil|Mobilnummer|Rufnummer"
    r"|Hotline|Durchwahl|Servicenummer)(?: ist| lautet)?:?\s\Z"
)
_EMERGENCY_CUES = word_set(
    "notruf notrufnummer wähle wählen wählst rufe rufen ruf unter nummer polizei feuerwehr hotline"
    " rettungsdienst telefonnummer rufnummer"
)

_CODE = re.compile(r"\d(?:[ .\u00a0-]?\d){2,40}(?![\d€%])(?!,\d)")
_CODE_WORD = re.compile(
    r"(?:[\w-]*(?:nummer|code|kennzeichen|passwort|kennwort|pin)|tan|plz|postleitzahl|iban|bic|isbn|blz"
    r"|bankleitzahl|konto|aktenzeichen|flug|vorwahl|puk|otp|\w+(?:-nr|nr)\.|ticket|wkn|ean|endziffern?)"
)
_CODE_LINKS = word_set("lautet ist war wäre nr. nummer # nr")
_CASES = word_set("auftrag bestellung buchung rechnung reservierung sendung vertrag vorgang")
_COUNTED = word_set(
    "nummer hausnummer zimmernummer raumnummer platznummer gleisnummer seitennummer startnummer"
    " trikotnummer rückennummer"
)
_IBAN = re.compile(r"(?<!\w)(?P<l>[A-Z]{2})(?P<d>\d{2}(?: ?\d{4}){3,7}(?: ?\d{1,3})?)(?!\w)")
_ISBN = re.compile(r"97[89][- ]\d(?:[- ]?\d){8,9}(?:[- ]?[\dX])?(?!\w)")
_FOURS = re.compile(r"\d{4}(?:[ -]\d{4}){2,5}(?!\d)")
_POSTAL = re.compile(rf"(?:(?<=D-)|(?<!\w))(?P<d>\d{{4,5}})(?={GAP}[A-ZÄÖÜ])")
_ADDRESS = re.compile(r"(?:\d{1,4} ?[a-z]?,\s?|\bD-|straße,\s|PLZ:?\s)\Z")
_CITIES = word_set(
    "Aachen Augsburg Berlin Bielefeld Bochum Bonn Braunschweig Bremen Chemnitz Dortmund Dresden"
    " Duisburg Düsseldorf Erfurt Essen Frankfurt Freiburg Gelsenkirchen Halle Hamburg Hannover"
    " Heidelberg Karlsruhe Kassel Kiel Köln Leipzig Lübeck Magdeburg Mainz Mannheim München Münster"
    " Nürnberg Oldenburg Potsdam Regensburg Rostock Saarbrücken Stuttgart Ulm Wiesbaden Wuppertal"
    " Würzburg"
)
_ABROAD = word_set("Wien Graz Linz Salzburg Innsbruck Zürich Basel Bern Genf Luzern")
"""Where postal codes have four digits."""
_LONG = re.compile(r"#(?P<d>\d{4,})(?!\w)")

_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}(?![\d.]\d|\d)(?P<port>[:/]\d{1,5})?")
_VERSION = re.compile(r"\d{1,5}(?:\.\d{1,5}){2,5}(?!\w|\.\d)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_TWO_PART = re.compile(r"(?P<a>\d{1,3})\.(?P<b>\d{1,2})(?![\d,.]|\.\d)")
_V = re.compile(r"(?<!\w)[vV]\.?(?=\d{1,4}(?:\.\d|(?!\w)))")
_NAMED_BEFORE = re.compile(
    r"(?:[Vv]ersion|[Vv]|Kapitel|Abschnitt|Punkt|Ziffer|Tabelle|Abbildung|Python|Java|Node|iOS|iPadOS"
    r"|macOS|Android|Ubuntu|Debian|Fedora|Kernel|Linux|PHP|Ruby|Rust|Go|Swift|Kotlin|TypeScript|Django"
    r"|React|Angular|Vue|PostgreSQL|MySQL|Bluetooth|USB|HDMI|TLS|HTTP|Release|Update|Build|Firmware"
    r"|GPT|Claude|Llama|Gemini|Qwen|Windows|Chrome|Firefox|Safari|Docker|Kubernetes|Rails|Spring"
    r"|Unity|Blender)[ -]?(?:Version )?\Z"
)
_FORMULA = re.compile(
    r"(?<![\w-])(?=[A-Za-z]{0,8}[\d₀-₉])"
    r"(?P<f>CO[2₂]|H[2₂]O(?:[2₂])?|H[2₂]SO[4₄]|NH[3₃]|CH[4₄]|N[2₂]O|NO[2₂]|SO[2₂]"
    r"|C[6₆]H(?:12|₁₂)O[6₆]|CaCO[3₃]|NaHCO[3₃]|Na[2₂]CO[3₃]|Fe[2₂]O[3₃]|Al[2₂]O[3₃]|SiO[2₂]|TiO[2₂]"
    r"|C[2₂]H[5₅]OH|HNO[3₃]|H[3₃]PO[4₄]|PM(?:10|2[.,]5)|[OHN][2₂₃])(?!\w)"
)
_FORMULA_PART = re.compile(r"[A-Z][a-z]?|\d+(?:[.,]\d+)?")
_PLATE = re.compile(
    r"(?<!\w)(?P<a>[A-ZÄÖÜ]{1,3})-(?P<b>[A-Z]{1,2})[ -](?P<d>\d{1,4})(?P<e>[EH]?)(?!\w)"
)
_QUANTITY = re.compile(rf"{GAP}?(?:€|Euro|%|Prozent|Uhr|Million|Mal)")


def _say_international(match: Match) -> str | None:
    text = match[0]
    count = len(plain_digits(text))
    if before(match, 1).isalnum() or not 9 <= count <= 16:
        return None
    plain = "." not in text and "(" not in text and "/" not in text
    grouped = re.fullmatch(r"\+[1-9]\d{0,2}(?:[ .]\d{3})+", text)
    if grouped and plain and count < 10:
        return None
    return ("plus " if text[0] == "+" else "") + in_groups(text.replace("(0)", " "))


def _say_national(match: Match) -> str | None:
    if before(match, 1).isalnum() or before(match, 1) in {".", ",", "-"}:
        return None
    if not 6 <= len(plain_digits(match[0])) <= 16:
        return None
    return in_groups(match[0])


def _say_local(match: Match) -> str | None:
    if not _PHONE_CUE.search(before(match)) or len(plain_digits(match[0])) < 3:
        return None
    return in_groups(match[0])


def _say_emergency(match: Match) -> str | None:
    if before(match, 1).isalnum() or before(match, 1) in {".", ",", ":", "/"}:
        return None
    number = match["n"]
    right = right_word(match)
    if number.startswith("116"):
        return in_groups(number)
    near = {word.lower().strip(":,") for word in left_words(match, 40)[:3]}
    called = right.lower() in {"an", "wählen", "anrufen", "rufen", "oder", "und"} or not right
    if near & _EMERGENCY_CUES and not (right[:1].isupper() and right not in STARTERS):
        return in_groups(number)
    return in_groups(number) if "die" in near and called and len(number) == 3 else None


def _say_code(match: Match) -> str | None:
    if not _is_coded(match) or _QUANTITY.match(after(match)[:12]):
        return None
    return in_groups(match[0])


def _is_coded(match: Match) -> bool:
    """Whether the words before it say that a number is one to be read digit by digit."""
    words = [word.lower().rstrip(":").strip("#") for word in left_words(match, 48)[:4]]
    if words and re.fullmatch(r"[a-z]{1,4}-?", words[0]) and words[0] not in _CODE_LINKS:
        prefix = left_words(match, 48)[0].isupper() and _CODE_WORD.fullmatch(words[0]) is None
        words = words[1:] if prefix else words
    if len(words) > 1 and words[0] in _CODE_LINKS:
        words = words[1:]
        if words[0] in _CASES:
            return True
    return bool(words) and words[0] not in _COUNTED and bool(_CODE_WORD.fullmatch(words[0]))


def _say_iban(match: Match) -> str:
    return f"{' '.join(match['l'])} {in_groups(match['d'])}"


def _say_groups(match: Match) -> str | None:
    if before(match, 1).isalnum():
        return None
    return in_groups(match[0]) + (" X" if match[0].endswith("X") else "")


def _say_postal(match: Match) -> str | None:
    city = right_word(match)
    four = len(match["d"]) == 4 and match["d"][:2] not in {"15", "16", "17", "18", "19", "20"}
    known = (city in _CITIES and len(match["d"]) == 5) or (four and city in _ABROAD)
    if not known and _ADDRESS.search(before(match)) is None:
        return None
    return digits(match["d"])


def _say_long(match: Match) -> str:
    return f"Nummer {digits(match['d'])}"


def _say_ip(match: Match) -> str | None:
    if before(match, 1).isalnum():
        return None
    address = match[0].removesuffix(match["port"] or "")
    parts = address.split(".")
    if any(int(part) > 255 for part in parts):
        return None
    said = " Punkt ".join(cardinal(int(part)) for part in parts)
    port = match["port"]
    if not port:
        return said
    return f"{said} {'Doppelpunkt' if port[0] == ':' else 'Schrägstrich'} {digits(port[1:])}"


def _say_version(match: Match) -> str | None:
    if before(match, 1) in {".", ",", ":"} or _GROUPED.fullmatch(match[0]):
        return None
    return " Punkt ".join(whole(part) for part in match[0].split("."))


def _say_two_part(match: Match) -> str | None:
    if not _NAMED_BEFORE.search(before(match, 40)):
        return None
    return f"{whole(match['a'])} Punkt {whole(match['b'])}"


def _say_v(match: Match) -> str:
    return "Version" if not re.search(r"[Vv]ersion\s\Z", before(match, 10)) else ""


def _say_formula(match: Match) -> str:
    parts = _FORMULA_PART.findall(unicodedata.normalize("NFKC", match["f"]))
    return " ".join(_formula_part(part) for part in parts)


def _formula_part(part: str) -> str:
    if not part[0].isalpha():
        return " Komma ".join(cardinal(int(number)) for number in re.split(r"[.,]", part))
    return part if len(part) == 1 else " ".join(part.upper())


def _say_plate(match: Match) -> str:
    letters = " ".join(match["a"] + match["b"])
    return f"{letters} {digits(match['d'])} {match['e']}".rstrip()


PHONE_RULES = (
    Rule("phone", _INTERNATIONAL, _say_international, Begins.DIGIT | Begins.SIGN),
    Rule("phone", _NATIONAL, _say_national, Begins.DIGIT | Begins.SIGN),
    Rule("phone", _LOCAL, _say_local),
    Rule("phone", _EMERGENCY, _say_emergency),
)
CODE_RULES = (
    Rule("code", _IBAN, _say_iban, Begins.LETTER),
    Rule("code", _ISBN, _say_groups),
    Rule("code", _FOURS, _say_groups),
    Rule("code", _CODE, _say_code),
    Rule("code", _POSTAL, _say_postal),
    Rule("code", _LONG, _say_long, Begins.SIGN),
    Rule("code", _PLATE, _say_plate, Begins.LETTER),
    Rule("code", _FORMULA, _say_formula, Begins.LETTER),
)
VERSION_RULES = (
    Rule("version", _IP, _say_ip),
    Rule("version", _VERSION, _say_version),
    Rule("version", _TWO_PART, _say_two_part),
    Rule("version", _V, _say_v, Begins.LETTER),
)
