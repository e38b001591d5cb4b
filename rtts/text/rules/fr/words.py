"""Tables of French: units, currencies, months, titles, abbreviations, and nouns by gender."""

from rtts.text.rules.fr_it.figures import Currency, Magnitude, Unit
from rtts.text.wordlists import word_set

__all__ = [
    "ABBREVIATIONS",
    "CURRENCIES",
    "FEMININE",
    "MAGNITUDES",
    "MONTHS",
    "MONTHS_SHORT",
    "NO_NOUNS",
    "SPEEDS",
    "TITLES",
    "UNITS",
    "WEEKDAYS_SHORT",
]


def _unit(one: str, *, feminine: bool = False) -> Unit:
    """A noun with a regular plural, and its adjective."""
    many = " ".join(
        word if word.endswith(("s", "x")) or word[0].isupper() else word + "s"
        for word in one.split()
    )
    return Unit(one, many, feminine)


def _units(text: str, *, feminine: bool = False) -> dict[str, Unit]:
    lines = (line.partition("=") for line in text.split("\n") if line.strip())
    return {
        name: _unit(noun.strip(), feminine=feminine)
        for names, _, noun in lines
        for name in names.split()
    }


_MASCULINE_UNITS = """
    µm μm = micromètre
    nm = nanomètre
    mm = millimètre
    cm = centimètre
    dm = décimètre
    m = mètre
    km = kilomètre
    mm² mm2 = millimètre carré
    cm² cm2 = centimètre carré
    dm² dm2 = décimètre carré
    m² m2 = mètre carré
    km² km2 = kilomètre carré
    cm³ cm3 = centimètre cube
    m³ m3 = mètre cube
    ha = hectare
    ml mL = millilitre
    cl cL = centilitre
    dl dL = décilitre
    l L ℓ = litre
    hl hL = hectolitre
    µg μg mcg = microgramme
    mg = milligramme
    g gr = gramme
    kg Kg = kilogramme
    °C ℃ = degré Celsius
    °F ℉ = degré Fahrenheit
    ° = degré
    W = watt
    kW = kilowatt
    MW = mégawatt
    GW = gigawatt
    Wh = wattheure
    kWh KWh = kilowattheure
    MWh = mégawattheure
    GWh = gigawattheure
    TWh = térawattheure
    V = volt
    kV = kilovolt
    mA = milliampère
    A = ampère
    mAh = milliampère heure
    Ah = ampère heure
    J = joule
    kJ = kilojoule
    N = newton
    Nm = newton mètre
    Pa = pascal
    hPa = hectopascal
    bar = bar
    lm = lumen
    Ω = ohm
    Hz = hertz
    kHz = kilohertz
    MHz = mégahertz
    GHz = gigahertz
    dB = décibel
    o = octet
    ko Ko = kilo-octet
    Mo = mégaoctet
    Go Gio = gigaoctet
    To = téraoctet
    kB KB = kilo-octet
    MB MiB = mégaoctet
    GB GiB = gigaoctet
    TB = téraoctet
    kbit = kilobit
    Mbit = mégabit
    Gbit = gigabit
    px = pixel
    Mpx MP Mpix = mégapixel
    ch = cheval
    pers. = personne
    hab. = habitant
    j = jour
    ft pi = pied
    po = pouce
    pt pts = point
    ppm = partie par million
"""
_FEMININE_UNITS = """
    t = tonne
    h = heure
    min mn = minute
    sec s = seconde
    ms = milliseconde
    kcal = kilocalorie
    cal = calorie
    lb = livre
    oz = once
    fps ips = image par seconde
    cs = cuillère à soupe
"""
UNITS = {
    **_units(_MASCULINE_UNITS),
    **_units(_FEMININE_UNITS, feminine=True),
    "pers.": Unit("personne", "personnes", feminine=True),
    "ppm": Unit("partie par million", "parties par million", feminine=True),
    "fps": Unit("image par seconde", "images par seconde", feminine=True),
    "ips": Unit("image par seconde", "images par seconde", feminine=True),
    "Hz": Unit("hertz", "hertz"),
    "kHz": Unit("kilohertz", "kilohertz"),
    "MHz": Unit("mégahertz", "mégahertz"),
    "GHz": Unit("gigahertz", "gigahertz"),
    "ch": Unit("cheval", "chevaux"),
    "dpi": Unit("point par pouce", "points par pouce"),
    "ppp": Unit("point par pouce", "points par pouce"),
    **dict.fromkeys(
        ("cs", "c. à s.", "c. à soupe", "c.à.s.", "c. à. s.", "càs", "CàS", "CAS", "cuil. à soupe"),
        Unit("cuillère à soupe", "cuillères à soupe", feminine=True),
    ),
    **dict.fromkeys(
        ("cc", "c. à c.", "c. à café", "c.à.c.", "c. à. c.", "càc", "CàC", "CAC", "cuil. à café"),
        Unit("cuillère à café", "cuillères à café", feminine=True),
    ),
}
SPEEDS = {
    "km/h": Unit("kilomètre heure", "kilomètres heure"),
    "kbit/s": Unit("kilobit par seconde", "kilobits par seconde"),
    **dict.fromkeys(
        ("Mbit/s", "Mb/s", "Mbps", "Mbits/s"), Unit("mégabit par seconde", "mégabits par seconde")
    ),
    **dict.fromkeys(
        ("Gbit/s", "Gb/s", "Gbps", "Gbits/s"), Unit("gigabit par seconde", "gigabits par seconde")
    ),
    "tr/min": Unit("tour par minute", "tours par minute"),
    "req/s": Unit("requête par seconde", "requêtes par seconde", feminine=True),
}

_CENTIME = _unit("centime")
_CENT = Unit("cent", "cents")
_EURO = Currency(_unit("euro"), _CENTIME)
_DOLLAR = Currency(_unit("dollar"), _CENT)
_POUND = Currency(
    _unit("livre sterling", feminine=True)._replace(many="livres sterling"), Unit("penny", "pence")
)
_YEN = Currency(_unit("yen"))
CURRENCIES = {
    **dict.fromkeys(("€", "EUR", "euro", "euros"), _EURO),
    **dict.fromkeys(("$", "US$", "$US", "dollar", "dollars"), _DOLLAR),
    "USD": Currency(_unit("dollar américain"), _CENT),
    **dict.fromkeys(("CAD", "$CA", "C$"), Currency(_unit("dollar canadien"), _CENT)),
    **dict.fromkeys(("£", "GBP"), _POUND),
    **dict.fromkeys(("CHF", "Fr."), Currency(_unit("franc suisse"), _CENTIME)),
    **dict.fromkeys(("¥", "JPY"), _YEN),
    "CNY": Currency(_unit("yuan")),
    **dict.fromkeys(("₽", "RUB"), Currency(_unit("rouble"))),
    **dict.fromkeys(("₹", "INR"), Currency(_unit("roupie", feminine=True))),
    **dict.fromkeys(("₩", "KRW"), Currency(Unit("won", "wons"))),
    "₿": Currency(_unit("bitcoin")),
    "BTC": Currency(_unit("bitcoin")),
    **dict.fromkeys(("FCFA", "F CFA"), Currency(Unit("franc C F A", "francs C F A"))),
    **dict.fromkeys(("c€", "cts", "ct"), Currency(_CENTIME)),
    "¢": Currency(_CENT),
}
_MILLION = Magnitude(10**6, "million", "millions")
_BILLION = Magnitude(10**9, "milliard", "milliards")
MAGNITUDES = {
    **dict.fromkeys(("k", "K"), Magnitude(1000, "mille", "mille")),
    **dict.fromkeys(("M", "million", "millions"), _MILLION),
    **dict.fromkeys(("Md", "Mds", "Mrd", "Mrds", "G", "milliard", "milliards"), _BILLION),
}

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MONTHS_SHORT = {
    "janv": "janvier", "jan": "janvier", "févr": "février", "fév": "février", "fevr": "février",
    "avr": "avril", "juil": "juillet", "sept": "septembre", "oct": "octobre",
    "nov": "novembre", "déc": "décembre", "dec": "décembre",
}  # fmt: skip
WEEKDAYS_SHORT = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi",
    "ven": "vendredi", "sam": "samedi", "dim": "dimanche",
}  # fmt: skip

TITLES = {
    "M.": "monsieur", "MM.": "messieurs", "Mr": "monsieur", "Mr.": "monsieur",
    "Mme": "madame", "Mme.": "madame", "Mmes": "mesdames", "Mlle": "mademoiselle",
    "Mlle.": "mademoiselle", "Mlles": "mesdemoiselles", "Dr": "docteur", "Dr.": "docteur",
    "Drs": "docteurs", "Dre": "docteure", "Pr": "professeur", "Pr.": "professeur",
    "Prof.": "professeur", "Me": "maître", "St": "saint", "St.": "saint", "Ste": "sainte",
    "Ste.": "sainte", "Mgr": "monseigneur",
}  # fmt: skip
"""Said so before a name."""
ABBREVIATIONS = {
    "etc.": "et cetera", "p. ex.": "par exemple", "p.ex.": "par exemple", "ex.": "exemple",
    "par ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "c.à.d.": "c'est-à-dire",
    "c-à-d": "c'est-à-dire", "càd": "c'est-à-dire", "env.": "environ",
    "apr. J.-C.": "après Jésus-Christ", "ap. J.-C.": "après Jésus-Christ",
    "av. J.-C.": "avant Jésus-Christ", "J.-C.": "Jésus-Christ",
    "réf.": "référence", "bât.": "bâtiment", "th.": "thermostat", "tel.": "téléphone",
    "cf.": "voir", "N.B.": "nota bene", "NB": "nota bene", "P.-S.": "post-scriptum",
    "P.S.": "post-scriptum", "tél.": "téléphone", "max.": "maximum", "min.": "minimum",
    "al.": "alinéa",
    "chap.": "chapitre", "vol.": "volume", "fig.": "figure", "art.": "article", "éd.": "édition",
    "bd": "boulevard", "Bd": "boulevard", "bld": "boulevard", "boul.": "boulevard",
    "svp": "s'il vous plaît", "SVP": "s'il vous plaît", "stp": "s'il te plaît",
    "rdv": "rendez-vous", "RDV": "rendez-vous", "bcp": "beaucoup", "vs": "contre",
    "vs.": "contre", "resp.": "respectivement", "hab.": "habitants", "dép.": "département",
    "qqch": "quelque chose", "qqn": "quelqu'un",
    "apt.": "appartement", "appt.": "appartement", "pers.": "personnes", "qté": "quantité",
    "arr.": "arrondissement",
    "càd.": "c'est-à-dire", "tjs": "toujours",
}  # fmt: skip

NO_NOUNS = word_set(
    "avec chez contre dans depuis dont elle elles entre environ font mais mois moins pendant plus"
    " pour puis quand sans selon sera seront soit sont sous vers voire après avant"
)
"""Words behind a number that are not what it counts."""
FEMININE = word_set(
    "personne heure minute seconde semaine journée nuit fois tasse cuillère cuillerée tranche"
    " gousse pincée pomme tomate carotte orange banane boîte bouteille chambre place page ligne"
    " étape réponse mise chanson photo image voiture maison ville île rue table porte clé carte"
    " lettre chose femme fille mère sœur amie équipe victoire défaite école classe tonne livre"
    " pièce marche gare ambulance boisson bière pizza tarte feuille branche goutte poignée noix"
    " olive courgette aubergine poire fraise cerise datte figue échalote botte brique dose gélule"
    " cuillères baguette pâte crêpe série saison balle médaille arme tâche erreur mesure méthode"
    " piste fenêtre touche prise lampe pile batterie caméra chaîne radio revue facture commande"
    " amende taxe prime remise offre entreprise usine société banque action année décennie vie"
    " mort victime guerre bataille loi règle partie fin main jambe tête dent côte plage montagne"
    " vallée forêt région province commune capitale langue grande grosse petite bonne nouvelle"
    " belle"
    " dernière première seule fleur couleur valeur douleur peur odeur sueur largeur longueur"
    " hauteur profondeur épaisseur grandeur chaleur vapeur faveur rumeur voix croix paix part"
    " mer cour tour dernières calorie copie entrée chaussure paire robe chemise jupe veste"
    " connexion requête vidéo syllabe candidature consigne demande alarme playlist liste note"
    " app appli pause réunion douche assiette plaque noisette portion cuisse escale valise rose"
    " façon manière phrase histoire idée raison info matière norme zone borne tablette puce pompe"
    " course distance boucle station nuitée plante espèce étoile planète lune galaxie"
    " notification alerte"
)
"""Nouns, and adjectives before nouns, that people count."""
