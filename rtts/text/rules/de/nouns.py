"""The gender of German nouns, as far as their endings and the last part of a compound tell it."""

from functools import lru_cache
from typing import Literal

__all__ = ["Gender", "gender_of", "is_noun"]

Gender = Literal["m", "f", "n"]

_MASCULINE = (
    "abend abschnitt absatz akt anruf antrag apfel april artikel arzt august bahnhof ball"
    " band bann baum becher beitrag bericht besuch betrag bezirk block brief bruder bus"
    " cent cup dezember dienstag dollar donnerstag durchgang einsatz eintrag esslöffel euro"
    " fall fan fc februar fehler feiertag film fisch flug franken freitag freund fuß gang gast"
    " gedanke geburtstag gegner gegenstand golf grad grund gutschein hals herbst hund januar"
    " joghurt juli juni kaffee kanal kandidat karton kasten käse keks kilometer klick knopf"
    " koch kopf kreis kuchen kunde kurs könig kürbis lauf lauch liter löffel magen mai mann"
    " markt meter mittwoch monat montag motor mord morgen mund märz nachmittag name november"
    " oktober ort parkplatz pfennig pfeffer pilz pkw platz preis prozess punkt quadratmeter"
    " rabatt rang rat raum ring saft salat samstag satz schal schinken schirm schlag schluck"
    " schnitt schritt schuss sc see semesterplatz september sieg sinn sitz sitzplatz sohn"
    " sommer sonntag spieltag stand start stein stock streik strich stuhl sturm satz tag tee"
    " teelöffel teil teller tennisplatz termin test text tipp tisch titel tod ton topf traum"
    " treffer treffpunkt trick tropfen typ umschlag unfall unterschied urlaub vater vertrag"
    " versuch verein verlust vertreter vorschlag vormittag vorteil vogel vorname wagen wald"
    " weg wein wert winter witz wunsch würfel zahn zaun zoll zentimeter zug zustand zweck"
    " zylinder hamburger weltkrieg krieg vfb vfl tsv fsv svz bissen kohl rettich apfelsaft"
    " sprung staat stopp strafstoß elfmeter eckball freistoß laptop computer rechner drucker"
    " router server akku speicher ordner link account browser download stick monitor"
    " bildschirm schlüssel ausweis pass koffer rucksack zucker faktor sektor doktor direktor"
    " rektor vektor reaktor autor mentor senator ator schalter essig senf honig teig brokkoli"
    " spargel ingwer mais reis speck sellerie"
)
_FEMININE = (
    "abbildung adresse anzeige app art aufgabe auflage aussage bahn banane bank bestellung"
    " bewertung birne bohne box brücke bundesliga chance couch cola dame datei dose dosis"
    " dusche e-mail ebene ecke ehe einheit email energie etage etappe fahrt familie farbe"
    " firma flasche folge form frage frau freude freundin gabe gefahr generation geschichte"
    " gruppe gurke halbzeit hälfte hand handvoll hilfe idee instanz insel kaffeetasse kalorie"
    " kanne karotte karte kartoffel kategorie katze kerze kilowattstunde kirche kiste klasse"
    " knolle knoblauchzehe krone kugel kuh küche lampe lehre liebe liga linie liste luft"
    " mahlzeit mail mango maschine mail meile melone messerspitze milch milliarde million"
    " minute mitte mutter möglichkeit möhre nacht nachricht nase nation nummer nuss nudel oma"
    " option orange packung paprika paprikaschote party pause person pflanze phase pizza"
    " portion position prise quelle reihe reise rolle rose rosine runde ruhe sache saison"
    " schachtel schale scheibe schicht schote schule schwester seite sekunde serie sonne sorte"
    " spalte sprache stadt station stelle stimme stange steckdose straße stufe stunde suche"
    " suppe symphonie sinfonie tablette tafel tante tasche tasse taste tat theorie tochter"
    " tomate tonne tour treppe tube tür tüte u-bahn uhr umdrehung version viertelstunde"
    " vorlesung wahl wahrheit wand welle welt woche wohnung wolke wurst zahl zehe zeile zeit"
    " zigarette zitrone zone zutat zwiebel zucchini liga aubergine avocado hefe butter sahne"
    " soße sauce schokolade vanilleschote gelatine limette brühe dosis rate miete steuer"
    " gebühr ermäßigung versicherung impfung spritze mark lira lektion ausgabe arbeit legende"
    " pflicht"
)
_NEUTER = (
    "abenteuer abitur alter amt angebot archiv arzneimittel auge auto bad bein beispiel bett"
    " bier bild bit blatt blech boot brot brötchen buch bund büro byte café dach datum detail ding"
    " dokument dorf drittel dutzend ei eigelb eis element ende ergebnis ereignis erlebnis"
    " essen exemplar fach fahrrad fass feld fenster fest finale fleisch foto gas gebiet gebot"
    " gebäude gefühl gehalt geld gemüse gerät gericht geschäft geschoss gesetz gespräch"
    " getränk gewicht gewürz glas glied glück gramm gymnasium haar halbfinale handy haus heft"
    " heim herz hotel huhn hähnchen jahr jahrhundert jahrtausend jahrzehnt kapitel kilo"
    " kilogramm kind kissen kleid knie konto konzert land leben lehrjahr licht lied loch"
    " lorbeerblatt mal maß mädchen mehl menü mehrfamilienhaus messer milligramm mineralwasser"
    " mitglied modell modul motiv museum netz nein niveau obst og og ug obergeschoss ohr öl"
    " paar paket papier passwort pfund pferd pils plakat problem produkt programm projekt"
    " prozent quartal quadrat radio rad restaurant rezept rind sandwich salz schaf schiff"
    " schild schloss schnitzel schuljahr schwein semester signal spiel stadion steak stück"
    " studio stockwerk system team telefon thema ticket tier tor trimester tuch update"
    " untergeschoss unternehmen viertel viertelfinale volt video volk wasser watt wetter werk"
    " wort wunder zeichen zeug ziel zimmer zitat lebensjahr kabel passfoto ladegerät stadium"
    " gebot megabyte gigabyte terabyte kilobyte ehepaar baby cent-stück mittel medikament"
    " sakrament päckchen tütchen gleis"
)

_TABLE: dict[str, Gender] = {
    **dict.fromkeys(_MASCULINE.split(), "m"),
    **dict.fromkeys(_FEMININE.split(), "f"),
    **dict.fromkeys(_NEUTER.split(), "n"),
}
_ENDINGS: tuple[tuple[str, Gender], ...] = (
    ("chen", "n"),
    ("lein", "n"),
    ("ment", "n"),
    ("nis", "n"),
    ("um", "n"),
    ("ung", "f"),
    ("heit", "f"),
    ("keit", "f"),
    ("schaft", "f"),
    ("ion", "f"),
    ("tät", "f"),
    ("ik", "f"),
    ("ie", "f"),
    ("ei", "f"),
    ("ur", "f"),
    ("enz", "f"),
    ("anz", "f"),
    ("in", "f"),
    ("e", "f"),
)
"""What none of them fits is masculine more often than not."""

_SHORTEST = 3
_LONGEST = 20


@lru_cache(maxsize=4096)
def gender_of(noun: str) -> Gender:
    """The likely gender of a noun in the singular; a compound has that of its last part."""
    word = noun.lower()
    known = _known(word)
    if known is not None:
        return known
    return next((gender for ending, gender in _ENDINGS if word.endswith(ending)), "m")


def is_noun(word: str) -> bool:
    """Whether a word is, or ends in, a noun of the table."""
    return word[:1].isupper() and _known(word.lower()) is not None


def _known(word: str) -> Gender | None:
    if word in _TABLE:
        return _TABLE[word]
    for length in range(min(len(word) - 2, _LONGEST), _SHORTEST - 1, -1):
        tail = word[-length:]
        if tail in _TABLE:
            return _TABLE[tail]
    return None
