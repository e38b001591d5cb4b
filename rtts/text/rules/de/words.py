"""German words that rules look for: months, weekdays, openers of sentences, short forms."""

__all__ = [
    "ABBREVIATIONS",
    "INITIALS",
    "MONTHS",
    "MONTH_NUMBERS",
    "STARTERS",
    "WEEKDAYS",
    "word_set",
]


def word_set(words: str) -> frozenset[str]:
    """The words of a list that spaces part."""
    return frozenset(words.split())


MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]

_MONTH_SHORTS = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"]

MONTH_NUMBERS: dict[str, int] = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{short: number for number, short in enumerate(_MONTH_SHORTS, 1)},
    "jän": 1,
    "jänner": 1,
    "febr": 2,
    "mrz": 3,
    "sept": 9,
}
"""By name and short form, in lower case and without a stop."""

WEEKDAYS: dict[str, str] = {
    "Mo": "Montag",
    "Di": "Dienstag",
    "Mi": "Mittwoch",
    "Do": "Donnerstag",
    "Fr": "Freitag",
    "Sa": "Samstag",
    "So": "Sonntag",
}

STARTERS = word_set(
    "Aber Alle Allerdings Als Also Am An Anschließend Auch Auf Aus Außerdem Bei Beide Beim Bis"
    " Bitte Da Dabei Dadurch Dafür Daher Damit Danach Dann Darauf Darum Das Dazu Dein Deine Dem Den"
    " Denn Der Deshalb Dich Die Dies Diese Diesen Dieser Dieses Dir Doch Dort Du Durch Ein Eine"
    " Einen Einer Er Es Euch Falls Für Gegen Gib Gibt Gut Hast Hat Hier Ich Ihr Ihre Im In"
    " Insgesamt Ist Ja Jede Jeder Jedes Jetzt Kann Kannst Kein Keine Können Man Mein Meine Mit"
    " Möchten Möchtest Nach Nein Nicht Nimm Nun Nur Ob Oder Ohne Sein Seine Seit Sie Sind So Sobald"
    " Soll Somit Sonst Später Trotzdem Um Und Unser Unter Viel Viele Vielleicht Vom Von Vor Wann"
    " War Warum Was Weil Weitere Welche Wenn Wer Wie Wir Wird Wo Wurde Während Zu Zudem Zuerst"
    " Zum Zur Zwischen Zwar Über Übrigens"
)
"""Words that are capitalised only where a sentence begins."""

ABBREVIATIONS: dict[str, str] = {
    "abb": "Abbildung",
    "abds": "abends",
    "abg": "Abgeordneter",
    "abs": "Absatz",
    "abschn": "Abschnitt",
    "abzgl": "abzüglich",
    "allg": "allgemein",
    "anm": "Anmerkung",
    "art": "Artikel",
    "aufl": "Auflage",
    "bd": "Band",
    "bde": "Bände",
    "betr": "betrifft",
    "bhf": "Bahnhof",
    "bspw": "beispielsweise",
    "bzgl": "bezüglich",
    "bzw": "beziehungsweise",
    "ca": "circa",
    "chr": "Christus",
    "dr": "Doktor",
    "drs": "Doktores",
    "dipl": "Diplom",
    "eigtl": "eigentlich",
    "einschl": "einschließlich",
    "entspr": "entsprechend",
    "etc": "et cetera",
    "ev": "evangelisch",
    "evtl": "eventuell",
    "exkl": "exklusive",
    "ff": "fortfolgende",
    "frl": "Fräulein",
    "geb": "geboren",
    "gegr": "gegründet",
    "gem": "gemäß",
    "gest": "gestorben",
    "gl": "Gleis",
    "gez": "gezeichnet",
    "ggf": "gegebenenfalls",
    "ggfs": "gegebenenfalls",
    "ggü": "gegenüber",
    "hbf": "Hauptbahnhof",
    "hl": "heilige",
    "hr": "Herr",
    "hrn": "Herrn",
    "hrsg": "Herausgeber",
    "hst": "Haltestelle",
    "ing": "Ingenieur",
    "inkl": "inklusive",
    "insb": "insbesondere",
    "insbes": "insbesondere",
    "jh": "Jahrhundert",
    "jhd": "Jahrhundert",
    "jhdt": "Jahrhundert",
    "jr": "junior",
    "jun": "junior",
    "kap": "Kapitel",
    "kath": "katholisch",
    "kfm": "kaufmännisch",
    "kl": "Klasse",
    "lfd": "laufend",
    "lt": "laut",
    "mag": "Magister",
    "max": "maximal",
    "min": "minimal",
    "mind": "mindestens",
    "mwst": "Mehrwertsteuer",
    "mtl": "monatlich",
    "nachm": "nachmittags",
    "nr": "Nummer",
    "nrn": "Nummern",
    "österr": "österreichisch",
    "pkt": "Punkt",
    "pl": "Platz",
    "prof": "Professor",
    "red": "Redaktion",
    "rd": "rund",
    "sen": "senior",
    "sog": "sogenannt",
    "ehem": "ehemalig",
    "str": "Straße",
    "tab": "Tabelle",
    "tägl": "täglich",
    "tel": "Telefon",
    "univ": "Universität",
    "usf": "und so fort",
    "usw": "und so weiter",
    "verh": "verheiratet",
    "vgl": "vergleiche",
    "vorm": "vormittags",
    "vs": "versus",
    "wg": "wegen",
    "wöchentl": "wöchentlich",
    "zi": "Zimmer",
    "zus": "zusammen",
    "zw": "zwischen",
    "zzgl": "zuzüglich",
    "zzt": "zurzeit",
}
"""One word and its stop; the keys in lower case."""

INITIALS: dict[str, str] = {
    "a.a.o": "am angegebenen Ort",
    "a.d": "außer Dienst",
    "a.m": "am Main",
    "d.h": "das heißt",
    "d.j": "dieses Jahres",
    "d.m": "dieses Monats",
    "e.v": "E V",
    "h.c": "honoris causa",
    "i.a": "im Auftrag",
    "i.allg": "im Allgemeinen",
    "i.d.r": "in der Regel",
    "i.e.s": "im engeren Sinne",
    "i.h.v": "in Höhe von",
    "i.r": "im Ruhestand",
    "i.v": "in Vertretung",
    "i.v.m": "in Verbindung mit",
    "m.e": "meines Erachtens",
    "m.w": "meines Wissens",
    "n.chr": "nach Christus",
    "n.v": "nach Verlängerung",
    "o.a": "oder andere",
    "o.ä": "oder Ähnliches",
    "o.g": "oben genannt",
    "o.k": "okay",
    "p.a": "pro Jahr",
    "p.s": "P S",
    "s.a": "siehe auch",
    "s.o": "siehe oben",
    "s.u": "siehe unten",
    "u.a": "unter anderem",
    "u.ä": "und Ähnliches",
    "u.a.m": "und andere mehr",
    "u.u": "unter Umständen",
    "u.v.a": "und viele andere",
    "u.v.a.m": "und viele andere mehr",
    "u.v.m": "und vieles mehr",
    "ü.nn": "über Normalnull",
    "v.a": "vor allem",
    "v.chr": "vor Christus",
    "z.b": "zum Beispiel",
    "z.hd": "zu Händen",
    "z.t": "zum Teil",
    "z.zt": "zurzeit",
    "z.z": "zurzeit",
}
"""Initials, with or without spaces between; the keys in lower case and without either."""
