"""Tables of Italian: units, currencies, months, titles, abbreviations, and nouns by gender."""

from rtts.text.rules.fr_it.figures import Currency, Magnitude, Unit
from rtts.text.wordlists import word_set

__all__ = [
    "ABBREVIATIONS",
    "CURRENCIES",
    "FEMININE_E",
    "MAGNITUDES",
    "MASCULINE_A",
    "MONTHS",
    "MONTHS_SHORT",
    "NO_NOUNS",
    "SPEEDS",
    "TITLES",
    "UNITS",
    "WEEKDAYS_SHORT",
]


def _units(text: str, *, feminine: bool = False) -> dict[str, Unit]:
    """Lines of `names = singular, plural`; without a plural the noun does not change."""
    units = {}
    for line in filter(str.strip, text.split("\n")):
        names, _, nouns = line.partition("=")
        one, _, many = nouns.partition(",")
        unit = Unit(one.strip(), many.strip() or one.strip(), feminine)
        units.update(dict.fromkeys(names.split(), unit))
    return units


_MASCULINE_UNITS = """
    µm μm = micrometro, micrometri
    nm = nanometro, nanometri
    mm = millimetro, millimetri
    cm = centimetro, centimetri
    dm = decimetro, decimetri
    m mt = metro, metri
    km Km = chilometro, chilometri
    mm² mm2 = millimetro quadrato, millimetri quadrati
    cm² cm2 = centimetro quadrato, centimetri quadrati
    dm² dm2 = decimetro quadrato, decimetri quadrati
    m² m2 mq = metro quadrato, metri quadrati
    km² km2 kmq = chilometro quadrato, chilometri quadrati
    cm³ cm3 cc = centimetro cubo, centimetri cubi
    m³ m3 mc = metro cubo, metri cubi
    ha = ettaro, ettari
    ml mL = millilitro, millilitri
    cl cL = centilitro, centilitri
    dl dL = decilitro, decilitri
    l L lt ℓ = litro, litri
    hl = ettolitro, ettolitri
    µg μg mcg = microgrammo, microgrammi
    mg = milligrammo, milligrammi
    g gr = grammo, grammi
    hg = etto, etti
    kg Kg = chilo, chili
    °C ℃ = grado Celsius, gradi Celsius
    °F ℉ = grado Fahrenheit, gradi Fahrenheit
    W = watt
    kW = chilowatt
    MW = megawatt
    GW = gigawatt
    Wh = wattora
    kWh KWh = chilowattora
    MWh = megawattora
    GWh = gigawattora
    TWh = terawattora
    V = volt
    kV = chilovolt
    mA = milliampere
    A = ampere
    mAh = milliampere ora
    Ah = ampere ora
    J = joule
    kJ = chilojoule
    N = newton
    Nm = newton metro
    Pa = pascal
    hPa = ettopascal
    bar = bar
    lm = lumen
    Ω = ohm
    Hz = hertz
    kHz = chilohertz
    MHz = megahertz
    GHz = gigahertz
    dB = decibel
    kB KB = kilobyte
    MB MiB = megabyte
    GB GiB Gb = gigabyte
    TB = terabyte
    kbit = kilobit
    Mbit = megabit
    Gbit = gigabit
    px = pixel
    Mpx MP = megapixel
    CV cv = cavallo, cavalli
    gg = giorno, giorni
    min = minuto, minuti
    sec s = secondo, secondi
    ms = millisecondo, millisecondi
    ft = piede, piedi
    pt pti = punto, punti
    fps = fotogramma al secondo, fotogrammi al secondo
    dpi = punto per pollice, punti per pollice
    abitanti/km² ab./km² = abitante per chilometro quadrato, abitanti per chilometro quadrato
"""
_FEMININE_UNITS = """
    t = tonnellata, tonnellate
    h = ora, ore
    kcal = chilocaloria, chilocalorie
    cal = caloria, calorie
    lb = libbra, libbre
    oz = oncia, once
    ppm = parte per milione, parti per milione
"""
UNITS = {
    **_units(_MASCULINE_UNITS),
    **_units(_FEMININE_UNITS, feminine=True),
    "min.": Unit("minuto", "minuti"),
    "pt.": Unit("punto", "punti"),
    "sec.": Unit("secondo", "secondi"),
    "ab.": Unit("abitante", "abitanti"),
    "°": Unit("grado", "gradi"),
    "cucch.": Unit("cucchiaio", "cucchiai"),
    "pers.": Unit("persona", "persone", feminine=True),
}
SPEEDS = {
    "km/h": Unit("chilometro orario", "chilometri orari"),
    "Km/h": Unit("chilometro orario", "chilometri orari"),
    "kbit/s": Unit("kilobit al secondo", "kilobit al secondo"),
    **dict.fromkeys(("Mbit/s", "Mb/s", "Mbps"), Unit("megabit al secondo", "megabit al secondo")),
    **dict.fromkeys(("Gbit/s", "Gb/s", "Gbps"), Unit("gigabit al secondo", "gigabit al secondo")),
    "giri/min": Unit("giro al minuto", "giri al minuto"),
    "req/s": Unit("richiesta al secondo", "richieste al secondo", feminine=True),
}

_CENTESIMO = Unit("centesimo", "centesimi")
_EURO = Currency(Unit("euro", "euro"), _CENTESIMO)
_DOLLARO = Currency(Unit("dollaro", "dollari"), _CENTESIMO)
_STERLINA = Currency(Unit("sterlina", "sterline", feminine=True), Unit("penny", "pence"))
CURRENCIES = {
    **dict.fromkeys(("€", "EUR", "euro"), _EURO),
    **dict.fromkeys(("$", "US$", "dollaro", "dollari"), _DOLLARO),
    "USD": Currency(Unit("dollaro americano", "dollari americani"), _CENTESIMO),
    "CAD": Currency(Unit("dollaro canadese", "dollari canadesi"), _CENTESIMO),
    **dict.fromkeys(("£", "GBP"), _STERLINA),
    **dict.fromkeys(
        ("CHF", "Fr."), Currency(Unit("franco svizzero", "franchi svizzeri"), _CENTESIMO)
    ),
    **dict.fromkeys(("¥", "JPY"), Currency(Unit("yen", "yen"))),
    "CNY": Currency(Unit("yuan", "yuan")),
    **dict.fromkeys(("₽", "RUB"), Currency(Unit("rublo", "rubli"))),
    **dict.fromkeys(("₹", "INR"), Currency(Unit("rupia", "rupie", feminine=True))),
    **dict.fromkeys(("₩", "KRW"), Currency(Unit("won", "won"))),
    **dict.fromkeys(("₿", "BTC"), Currency(Unit("bitcoin", "bitcoin"))),
    **dict.fromkeys(("cent.", "c€"), Currency(_CENTESIMO)),
    "¢": Currency(_CENTESIMO),
}
_MILLION = Magnitude(10**6, "milione", "milioni")
_BILLION = Magnitude(10**9, "miliardo", "miliardi")
MAGNITUDES = {
    **dict.fromkeys(("k", "K", "mila"), Magnitude(1000, "mille", "mila")),
    **dict.fromkeys(("M", "Mln", "mln", "mil.", "milione", "milioni"), _MILLION),
    **dict.fromkeys(("Mld", "mld", "Mrd", "mrd", "miliardo", "miliardi"), _BILLION),
}

MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
MONTHS_SHORT = {
    "gen": "gennaio", "feb": "febbraio", "febbr": "febbraio", "mar": "marzo", "apr": "aprile",
    "mag": "maggio", "giu": "giugno", "lug": "luglio", "ago": "agosto", "set": "settembre",
    "sett": "settembre", "ott": "ottobre", "nov": "novembre", "dic": "dicembre",
}  # fmt: skip
WEEKDAYS_SHORT = {
    "lun": "lunedì", "mar": "martedì", "mer": "mercoledì", "gio": "giovedì",
    "ven": "venerdì", "sab": "sabato", "dom": "domenica",
}  # fmt: skip

TITLES = {
    "Sig.": "signor", "Sig": "signor", "Sigg.": "signori", "Sig.ra": "signora",
    "Sig.re": "signore", "Sig.na": "signorina", "Sig.ri": "signori", "Dott.": "dottor",
    "Dott.ssa": "dottoressa", "Dr.": "dottor", "Dr": "dottor", "Dr.ssa": "dottoressa",
    "Prof.": "professor", "Prof.ssa": "professoressa", "Ing.": "ingegner", "Avv.": "avvocato",
    "Arch.": "architetto", "Geom.": "geometra", "Rag.": "ragionier", "On.": "onorevole",
    "Sen.": "senatore", "Spett.": "spettabile", "Egr.": "egregio", "Gent.": "gentile",
    "Gent.mo": "gentilissimo", "Gent.ma": "gentilissima", "Cav.": "cavalier", "Mons.": "monsignor",
    "Comm.": "commendator", "Gen.": "generale", "Cap.": "capitano", "Col.": "colonnello",
}  # fmt: skip
"""Said so before a name."""
ABBREVIATIONS = {
    "incl.": "incluso", "ecc.": "eccetera", "etc.": "eccetera", "p.es.": "per esempio",
    "p. es.": "per esempio", "per es.": "per esempio", "ad es.": "ad esempio", "es.": "esempio",
    "a.C.": "avanti Cristo", "a. C.": "avanti Cristo", "d.C.": "dopo Cristo",
    "d. C.": "dopo Cristo", "c.a.": "circa", "ca.": "circa", "cfr.": "confronta",
    "N.B.": "nota bene", "NB": "nota bene", "P.S.": "post scriptum", "tel.": "telefono",
    "cell.": "cellulare", "max": "massimo", "max.": "massimo", "min.": "minimo",
    "pag.": "pagina", "pagg.": "pagine", "pp.": "pagine", "p.": "pagina", "cap.": "capitolo",
    "vol.": "volume", "fig.": "figura", "art.": "articolo", "artt.": "articoli",
    "tab.": "tabella", "n.": "numero", "nr.": "numero", "nn.": "numeri",
    "N.": "numero", "V.le": "viale", "v.le": "viale", "P.zza": "piazza", "p.zza": "piazza",
    "P.za": "piazza", "C.so": "corso", "c.so": "corso", "L.go": "largo",
    "q.b.": "quanto basta", "S.p.A.": "esse pi a", "s.p.a.": "esse pi a", "SpA": "esse pi a",
    "S.r.l.": "esse erre elle", "s.r.l.": "esse erre elle", "Srl": "esse erre elle",
    "s.l.m.": "sul livello del mare",
    "vs": "contro", "vs.": "contro", "c/o": "presso", "u.s.": "ultimo scorso",
    "p.v.": "prossimo venturo", "c.m.": "corrente mese", "i.e.": "cioè", "dx": "destra",
    "sx": "sinistra", "cmq": "comunque", "appart.": "appartamento",
    "rif.": "riferimento",
    "op. cit.": "opera citata", "S.S.": "Sua Santità",
}  # fmt: skip

FEMININE_E = word_set(
    "baguette brioche"
    " notte parte chiave classe carne pelle voce luce pace croce legge rete sede siepe valle estate"
    " arte morte mente gente fonte fronte corte sorte nave neve fame sete fede febbre botte"
    " torre moglie madre volpe tigre ape lente consonante vocale serie specie superficie"
    " capitale finale patente scadenze cornice radice noce vite indice polvere cenere cute"
    " e-mail email app password mail foto moto auto radio mano città metà età pagina"
)
"""Feminine nouns that do not end as such."""
MASCULINE_A = word_set(
    "problema programma sistema tema clima panorama schema poema dramma diploma enigma dilemma"
    " teorema diagramma grammo pianeta poeta pilota turista giornalista dentista autista artista"
    " atleta collega cinema sofà pigiama delta messaggia crucigramma cruciverba telegramma papa"
    " comunista musicista gorilla koala puma boa karma coma trauma sisma stemma fantasma"
    " promemoria vaglia panda mantra cobra yoga scriba patriarca"
)
NO_NOUNS = word_set(
    "a ad al alla alle ai agli allo anche c che ci co come con contro cosa da dal dalla dalle dai"
    " di"
    " del della delle dei degli dello dopo e ed era è entro fa fino fra gli ha hanno ho i il in"
    " invece la le li lo ma mentre ne nel nella nelle nei né no non o oltre per perché però più"
    " poi prima quando quindi rispetto se si sia solo sono sopra sotto su sul sulla sulle tra un"
    " una uno va verso vs viene vince circa oppure ovvero cioè quale qui tutto tutti ogni senza"
    " grazie meno fa"
)
"""Words behind a number that are not what it counts."""
