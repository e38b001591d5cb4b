"""Languages by name and by code, and which of an engine's languages a wish is met by.

Clients write `english`, `en`, `eng`, `en-US` or `en_us`; one engine lists `en-us` and `cmn`,
another `en` and `zh`. Both sides are brought to one form here: lower case, hyphens, and the
two-letter code where ISO 639-1 has one. Scripts and regions stay behind it, because an
engine may speak them differently.
"""

import re
from collections.abc import Iterable

__all__ = ["LANGUAGES", "language_code", "language_name", "match_language"]

# ISO 639-1 (or 639-3 where there is none), ISO 639-3, the name in English.
_TABLE = """
aa aar Afar; ab abk Abkhazian; af afr Afrikaans; ak aka Akan; am amh Amharic; an arg Aragonese;
ar ara Arabic; as asm Assamese; av ava Avaric; ay aym Aymara; az aze Azerbaijani; ba bak Bashkir;
be bel Belarusian; bg bul Bulgarian; bi bis Bislama; bm bam Bambara; bn ben Bengali;
bo bod Tibetan; br bre Breton; bs bos Bosnian; ca cat Catalan; ce che Chechen; ch cha Chamorro;
co cos Corsican; cr cre Cree; cs ces Czech; cu chu Church Slavic; cv chv Chuvash; cy cym Welsh;
da dan Danish; de deu German; dv div Divehi; dz dzo Dzongkha; ee ewe Ewe; el ell Greek;
en eng English; eo epo Esperanto; es spa Spanish; et est Estonian; eu eus Basque; fa fas Persian;
ff ful Fula; fi fin Finnish; fj fij Fijian; fo fao Faroese; fr fra French;
fy fry Western Frisian; ga gle Irish; gd gla Scottish Gaelic; gl glg Galician; gn grn Guarani;
gu guj Gujarati; gv glv Manx; ha hau Hausa; he heb Hebrew; hi hin Hindi; ho hmo Hiri Motu;
hr hrv Croatian; ht hat Haitian Creole; hu hun Hungarian; hy hye Armenian; hz her Herero;
ia ina Interlingua; id ind Indonesian; ie ile Interlingue; ig ibo Igbo; ii iii Sichuan Yi;
ik ipk Inupiaq; io ido Ido; is isl Icelandic; it ita Italian; iu iku Inuktitut; ja jpn Japanese;
jv jav Javanese; ka kat Georgian; kg kon Kongo; ki kik Kikuyu; kj kua Kuanyama; kk kaz Kazakh;
kl kal Greenlandic; km khm Khmer; kn kan Kannada; ko kor Korean; kr kau Kanuri; ks kas Kashmiri;
ku kur Kurdish; kv kom Komi; kw cor Cornish; ky kir Kyrgyz; la lat Latin; lb ltz Luxembourgish;
lg lug Ganda; li lim Limburgish; ln lin Lingala; lo lao Lao; lt lit Lithuanian;
lu lub Luba-Katanga; lv lav Latvian; mg mlg Malagasy; mh mah Marshallese; mi mri Māori;
mk mkd Macedonian; ml mal Malayalam; mn mon Mongolian; mr mar Marathi; ms msa Malay;
mt mlt Maltese; my mya Burmese; na nau Nauru; nb nob Norwegian Bokmål; nd nde North Ndebele;
ne nep Nepali; ng ndo Ndonga; nl nld Dutch; nn nno Norwegian Nynorsk; no nor Norwegian;
nr nbl South Ndebele; nv nav Navajo; ny nya Nyanja; oc oci Occitan; oj oji Ojibwa; om orm Oromo;
or ori Odia; os oss Ossetic; pa pan Punjabi; pi pli Pali; pl pol Polish; ps pus Pashto;
pt por Portuguese; qu que Quechua; rm roh Romansh; rn run Rundi; ro ron Romanian;
ru rus Russian; rw kin Kinyarwanda; sa san Sanskrit; sc srd Sardinian; sd snd Sindhi;
se sme Northern Sami; sg sag Sango; si sin Sinhala; sk slk Slovak; sl slv Slovenian;
sm smo Samoan; sn sna Shona; so som Somali; sq sqi Albanian; sr srp Serbian; ss ssw Swati;
st sot Southern Sotho; su sun Sundanese; sv swe Swedish; sw swa Swahili; ta tam Tamil;
te tel Telugu; tg tgk Tajik; th tha Thai; ti tir Tigrinya; tk tuk Turkmen; tl tgl Tagalog;
tn tsn Tswana; to ton Tongan; tr tur Turkish; ts tso Tsonga; tt tat Tatar; ty tah Tahitian;
ug uig Uyghur; uk ukr Ukrainian; ur urd Urdu; uz uzb Uzbek; ve ven Venda; vi vie Vietnamese;
vo vol Volapük; wa wln Walloon; wo wol Wolof; xh xho Xhosa; yi yid Yiddish; yo yor Yoruba;
za zha Zhuang; zh zho Chinese; zu zul Zulu;
ast ast Asturian; bar bar Bavarian; ban ban Balinese; bho bho Bhojpuri;
bpy bpy Bishnupriya Manipuri; ceb ceb Cebuano; chr chr Cherokee; ckb ckb Central Kurdish;
cmn cmn Mandarin; csb csb Kashubian; dsb dsb Lower Sorbian; fil fil Filipino; fur fur Friulian;
grc grc Ancient Greek; gsw gsw Swiss German; hak hak Hakka; haw haw Hawaiian;
hmn hmn Hmong; hsb hsb Upper Sorbian; hyw hyw Western Armenian; ilo ilo Iloko; jbo jbo Lojban;
kaa kaa Karakalpak; kab kab Kabyle; kok kok Konkani; lfn lfn Lingua Franca Nova;
lij lij Ligurian; lmo lmo Lombard; ltg ltg Latgalian; mai mai Maithili; mni mni Manipuri;
mto mto Totontepec Mixe; nan nan Min Nan; nap nap Neapolitan; nci nci Classical Nahuatl;
nds nds Low German; new new Newari; nog nog Nogai; nso nso Northern Sotho; pap pap Papiamento;
piqd piqd Klingon; py py Pyash; qdb qdb Lang Belta; quc quc K'iche'; qya qya Quenya;
sat sat Santali; scn scn Sicilian; sco sco Scots; shn shn Shan; sjn sjn Sindarin;
smj smj Lule Sami; smn smn Inari Sami; szl szl Silesian; tpi tpi Tok Pisin; tzm tzm Tamazight;
vec vec Venetian; war war Waray; wuu wuu Wu; yue yue Cantonese
"""

_ROWS = [row.split(maxsplit=2) for row in " ".join(_TABLE.split()).split(";")]

LANGUAGES: dict[str, str] = {code: name for code, _, name in _ROWS}
"""Language code to English name."""

# Other names in use.
_OTHER_NAMES = {
    "american english": "en-us",
    "bangla": "bn",
    "brazilian portuguese": "pt-br",
    "british english": "en-gb",
    "burmese (myanmar)": "my",
    "castilian": "es",
    "european portuguese": "pt-pt",
    "farsi": "fa",
    "flemish": "nl-be",
    "gaelic": "gd",
    "haitian": "ht",
    "kalaallisut": "kl",
    "maori": "mi",
    "mandarin chinese": "cmn",
    "mexican spanish": "es-mx",
    "moldovan": "ro",
    "myanmar": "my",
    "norwegian bokmal": "nb",
    "oriya": "or",
    "setswana": "tn",
}

_CODES = {name.casefold(): code for code, name in LANGUAGES.items()} | _OTHER_NAMES

# Three letters to two: ISO 639-3, and where it differs the bibliographic code of ISO 639-2.
_SHORT = {long: code for code, long, _ in _ROWS if code != long} | {
    "alb": "sq", "arm": "hy", "baq": "eu", "bur": "my", "chi": "zh", "cze": "cs", "dut": "nl",
    "fre": "fr", "geo": "ka", "ger": "de", "gre": "el", "ice": "is", "mac": "mk", "mao": "mi",
    "may": "ms", "per": "fa", "rum": "ro", "slo": "sk", "tib": "bo", "wel": "cy",
}  # fmt: skip

# One language under two codes: the usual member of a family, and codes that were withdrawn.
_SAME = {
    "arb": "ar", "azj": "az", "cmn": "zh", "ekk": "et", "fil": "tl", "hbs": "hr", "in": "id",
    "iw": "he", "ji": "yi", "jw": "jv", "khk": "mn", "kmr": "ku", "lvs": "lv", "mo": "ro",
    "nb": "no", "npi": "ne", "ory": "or", "pes": "fa", "plt": "mg", "sh": "hr", "swh": "sw",
    "uzn": "uz", "zlm": "ms", "zsm": "ms",
}  # fmt: skip

# The region that a bare code most often stands for, where it is not named like the language.
_USUAL_REGION = {"ar": "eg", "bn": "in", "en": "us", "pt": "br", "zh": "cn"}

_CODE = re.compile(r"[a-z]{2,4}(?:-[a-z0-9]{1,8}){0,4}")


def language_code(language: str) -> str | None:
    """The code of a language given by name or code; None for what is neither.

    `English` and `eng` give `en`, `en_US` gives `en-us`, `auto` stays. A code that is in no
    table is given back in lower case: engines speak more than the tables know.
    """
    name = language.strip().casefold()
    if name in _CODES:
        return _CODES[name]
    code = name.replace("_", "-")
    if not _CODE.fullmatch(code):
        return None
    primary, hyphen, rest = code.partition("-")
    return _SHORT.get(primary, primary) + hyphen + rest


def language_name(code: str) -> str:
    """The English name for people to read: `English (US)`. An unknown code is its own name."""
    primary, _, rest = code.lower().partition("-")
    name = LANGUAGES.get(_SHORT.get(primary, primary))
    if name is None:
        return code
    return f"{name} ({rest.upper()})" if rest else name


def match_language(wanted: str, available: Iterable[str]) -> str | None:
    """The one of the available codes that comes closest to the wanted code.

    First the same language, then the same with its last parts left out (`en-us-nyc`, `en-us`,
    `en`; RFC 4647, section 3.4), then the family's usual region, then the first of the family.
    """
    codes = tuple(available)
    if wanted in codes:
        return wanted
    by_form: dict[str, str] = {}
    for code in codes:
        by_form.setdefault(_form(code), code)
    for form in _nearest_first(_form(wanted), by_form):
        if form in by_form:
            return by_form[form]
    return None


def _nearest_first(form: str, known: Iterable[str]) -> Iterable[str]:
    """Forms to look for, best first; of the family only those that are known."""
    while form:
        yield form
        primary, form = form, form.rpartition("-")[0]
    yield f"{primary}-{_USUAL_REGION.get(primary, primary)}"
    for other in known:
        if other.partition("-")[0] == primary:
            yield other


def _form(code: str) -> str:
    """The form in which two codes of one language are equal."""
    parts = code.lower().replace("_", "-").split("-")
    if parts[0] == "zh" and len(parts) > 1 and parts[1] in LANGUAGES:
        del parts[0]  # `zh-yue` is an older way to write `yue`
    short = _SHORT.get(parts[0], parts[0])
    parts[0] = _SAME.get(short, short)
    return "-".join(parts)
