"""German: what is written, and how people say it."""

__all__ = ["BLIND", "CASES", "SENTENCES"]

Table = list[tuple[str, tuple[str, ...]]]

CASES: dict[str, Table] = {
    "link": [
        ("Öffne ~/.config/app/", ("Öffne Schrägstrich Punkt config Schrägstrich app",)),
        ("in /etc/hosts und/oder", ("in Schrägstrich etc Schrägstrich hosts und oder",)),
        ("www.bahn.de", ("www Punkt bahn Punkt de",)),
        ("info@beispiel.de", ("info ät beispiel Punkt de",)),
        ("#Energiewende", ("Hashtag Energiewende",)),
    ],
    "phone": [
        ("Tel. 030 1234567", ("Telefon null drei null eins zwei drei vier fünf sechs sieben",)),
        ("0171/1234567", ("null eins sieben eins eins zwei drei vier fünf sechs sieben",)),
        (
            "+49 30 901820",
            ("plus vier neun drei null neun null eins acht zwei null",),
        ),
        ("(040) 428 28-0", ("null vier null vier zwei acht zwei acht null",)),
        ("Wähle im Notfall die 112.", ("Wähle im Notfall die eins eins zwei",)),
        (
            "Ruf die 116 117 an.",
            ("Ruf die eins eins sechs eins eins sieben an",),
        ),
        ("die 112 Teilnehmer", ("die einhundertzwölf Teilnehmer", "die hundertzwölf Teilnehmer")),
    ],
    "date": [
        ("am 03.05.2024: nichts", ("am dritten Mai zweitausendvierundzwanzig: nichts",)),
        ("vom 3. Mai–5. Juni", ("vom dritten Mai bis fünften Juni",)),
        ("1.–4. Klasse", ("erste bis vierte Klasse",)),
        ("5./6. Klasse", ("fünfte und sechste Klasse",)),
        ("Mo, Mi und Fr von 9–12 Uhr", ("Montag Mittwoch und Freitag von neun bis zwölf Uhr",)),
        ("Jan.–März 2024", ("Januar bis März zweitausendvierundzwanzig",)),
        ("KW 12", ("Kalenderwoche zwölf",)),
        ("am 3. Mai", ("am dritten Mai",)),
        ("der 3. Mai", ("der dritte Mai",)),
        ("3. Mai 2024", ("dritter Mai zweitausendvierundzwanzig",)),
        (
            "am 03.05.2024",
            (
                "am dritten Mai zweitausendvierundzwanzig",
                "am dritten fünften zweitausendvierundzwanzig",
            ),
        ),
        ("vom 3.5. an", ("vom dritten Mai an", "vom dritten fünften an")),
        ("vom 3. bis 5. Mai", ("vom dritten bis fünften Mai",)),
        ("vom 3.–5. Mai", ("vom dritten bis fünften Mai",)),
        ("bis 12. Dez. 2023", ("bis zwölften Dezember zweitausenddreiundzwanzig",)),
        (
            "Montag, den 4.11.1989",
            ("Montag, den vierten November neunzehnhundertneunundachtzig",),
        ),
        ("2024-05-03", ("dritter Mai zweitausendvierundzwanzig",)),
        ("Mo.–Fr.", ("Montag bis Freitag",)),
        ("Mo-Fr geöffnet", ("Montag bis Freitag geöffnet",)),
        ("Fr., 3. Mai", ("Freitag dritter Mai",)),
        ("im 19. Jh.", ("im neunzehnten Jahrhundert",)),
        ("am Ende des 18. Jahrhunderts", ("am Ende des achtzehnten Jahrhunderts",)),
        ("die 90er", ("die neunziger",)),
        (
            "in den 1920er-Jahren",
            ("in den neunzehnhundertzwanziger Jahren",),
        ),
        ("ab 05/2025", ("ab Mai zweitausendfünfundzwanzig",)),
        ("2019–2024", ("zweitausendneunzehn bis zweitausendvierundzwanzig",)),
        (
            "1914–18",
            (
                "neunzehnhundertvierzehn bis achtzehn",
                "neunzehnhundertvierzehn bis neunzehnhundertachtzehn",
            ),
        ),
        ("Saison 2023/24", ("Saison zweitausenddreiundzwanzig vierundzwanzig",)),
        ("44 v. Chr.", ("vierundvierzig vor Christus",)),
    ],
    "time": [
        ("15:30 Uhr", ("fünfzehn Uhr dreißig",)),
        ("um 14 Uhr", ("um vierzehn Uhr",)),
        ("um 1 Uhr", ("um ein Uhr",)),
        ("8.05 Uhr", ("acht Uhr fünf",)),
        ("um 9:00", ("um neun Uhr",)),
        ("0:15 Uhr", ("null Uhr fünfzehn",)),
        ("9–17 Uhr", ("neun bis siebzehn Uhr",)),
        ("9:00–17:30 Uhr", ("neun bis siebzehn Uhr dreißig", "neun Uhr bis siebzehn Uhr dreißig")),
        (
            "von 8:30-12:15",
            ("von acht Uhr dreißig bis zwölf Uhr fünfzehn",),
        ),
        ("um 8 h", ("um acht Uhr",)),
        ("nach 8 h", ("nach acht Stunden",)),
        (
            "12:34:56",
            ("zwölf Uhr vierunddreißig und sechsundfünfzig Sekunden",),
        ),
        ("UTC+2", ("UTC plus zwei",)),
        ("3:45 min", ("drei Minuten und fünfundvierzig Sekunden",)),
    ],
    "money": [
        ("5,99 €", ("fünf Euro neunundneunzig",)),
        (
            "1.249,50 Euro",
            (
                "eintausendzweihundertneunundvierzig Euro fünfzig",
                "tausendzweihundertneunundvierzig Euro fünfzig",
                "zwölfhundertneunundvierzig Euro fünfzig",
            ),
        ),
        ("0,99 €", ("neunundneunzig Cent",)),
        ("5,- €", ("fünf Euro",)),
        ("für 1 €", ("für einen Euro",)),
        ("1,50 €", ("ein Euro fünfzig",)),
        ("€ 20", ("zwanzig Euro",)),
        ("EUR 12,00", ("zwölf Euro",)),
        ("CHF 12.50", ("zwölf Franken fünfzig",)),
        ("$3.50", ("drei Dollar fünfzig",)),
        ("$1.2M", ("eins Komma zwei Millionen Dollar",)),
        ("3,5 Mio. €", ("drei Komma fünf Millionen Euro",)),
        ("1 Mrd. Euro", ("eine Milliarde Euro",)),
        ("10k €", ("zehntausend Euro",)),
        ("5–10 €", ("fünf bis zehn Euro",)),
        (
            "4,99–7,49 €",
            ("vier Euro neunundneunzig bis sieben Euro neunundvierzig",),
        ),
        ("10 €/Monat", ("zehn Euro pro Monat",)),
        ("32 ct/kWh", ("zweiunddreißig Cent pro Kilowattstunde",)),
        ("-50 €", ("minus fünfzig Euro",)),
        (
            "1 234 567 €",
            ("eine Million zweihundertvierunddreißigtausendfünfhundertsiebenundsechzig Euro",),
        ),
        ("1'200 Franken", ("eintausendzweihundert Franken", "tausendzweihundert Franken")),
    ],
    "measure": [
        ("in 300 m", ("in dreihundert Metern", "in dreihundert Meter")),
        (
            "9,81 m/s²",
            (
                "neun Komma acht eins Meter pro Quadratsekunde",
                "neun Komma acht eins Meter pro Sekunde zum Quadrat",
            ),
        ),
        ("1,80 m", ("ein Meter achtzig",)),
        ("30 Cent pro kWh", ("dreißig Cent pro Kilowattstunde",)),
        ("30 x 20 x 10 cm", ("dreißig mal zwanzig mal zehn Zentimeter",)),
        ("20 °C", ("zwanzig Grad Celsius",)),
        ("−5 °C", ("minus fünf Grad Celsius",)),
        ("-3° bis 4°", ("minus drei Grad bis vier Grad",)),
        (
            "120 km/h",
            ("einhundertzwanzig Kilometer pro Stunde", "hundertzwanzig Kilometer pro Stunde"),
        ),
        ("1 kg", ("ein Kilogramm",)),
        ("1 m hoch", ("einen Meter hoch",)),
        ("in 1 h", ("in einer Stunde",)),
        ("75 m²", ("fünfundsiebzig Quadratmeter",)),
        ("2,5 l", ("zwei Komma fünf Liter",)),
        ("100 Mbit/s", ("einhundert Megabit pro Sekunde", "hundert Megabit pro Sekunde")),
        (
            "6,5 l/100 km",
            (
                "sechs Komma fünf Liter pro einhundert Kilometer",
                "sechs Komma fünf Liter pro hundert Kilometer",
            ),
        ),
        ("8 Std. 30 Min.", ("acht Stunden dreißig Minuten",)),
        ("10x20 cm", ("zehn mal zwanzig Zentimeter",)),
        (
            "1920×1080",
            (
                "eintausendneunhundertzwanzig mal eintausendachtzig",
                "neunzehnhundertzwanzig mal tausendachtzig",
            ),
        ),
        ("1/2 TL", ("ein halber Teelöffel", "einen halben Teelöffel")),
        ("5 St.", ("fünf Stück",)),
        ("16 GB RAM", ("sechzehn Gigabyte RAM",)),
        ("10–15 km", ("zehn bis fünfzehn Kilometer",)),
    ],
    "percent": [
        ("5 %", ("fünf Prozent",)),
        ("3,5%", ("drei Komma fünf Prozent",)),
        ("10–15 %", ("zehn bis fünfzehn Prozent",)),
        ("100%ig", ("hundertprozentig", "einhundertprozentig")),
        ("0,5 ‰", ("null Komma fünf Promille",)),
    ],
    "range": [
        ("5-7 Tage", ("fünf bis sieben Tage",)),
        ("S. 12–15", ("Seite zwölf bis fünfzehn", "Seiten zwölf bis fünfzehn")),
        ("3 - 4 Wochen", ("drei bis vier Wochen",)),
    ],
    "fraction": [
        ("1/2", ("ein halb", "einhalb")),
        ("2 1/2", ("zweieinhalb",)),
        ("3/4", ("drei Viertel",)),
        ("½ Liter", ("ein halber Liter", "einen halben Liter")),
        ("1½ Stunden", ("eineinhalb Stunden",)),
        ("2/3 der Leute", ("zwei Drittel der Leute",)),
        ("24/7", ("vierundzwanzig sieben",)),
        ("50/50", ("fünfzig fünfzig",)),
    ],
    "ratio": [
        ("1:0", ("eins zu null",)),
        ("16:9", ("sechzehn zu neun",)),
        ("im Maßstab 1:100", ("im Maßstab eins zu einhundert", "im Maßstab eins zu hundert")),
    ],
    "version": [
        ("v2.1.3", ("Version zwei Punkt eins Punkt drei", "v zwei Punkt eins Punkt drei")),
        ("Python 3.12", ("Python drei Punkt zwölf",)),
        (
            "192.168.0.1",
            ("einhundertzweiundneunzig Punkt einhundertachtundsechzig Punkt null Punkt eins",),
        ),
    ],
    "ordinal": [
        ("der 3. Versuch", ("der dritte Versuch",)),
        ("in der 3. Etage", ("in der dritten Etage",)),
        ("das 2. Kapitel", ("das zweite Kapitel",)),
        ("zum 1. Mal", ("zum ersten Mal",)),
        ("ihr 3. Kind", ("ihr drittes Kind",)),
        ("ein 2. Versuch", ("ein zweiter Versuch",)),
        ("die 5te Frage", ("die fünfte Frage",)),
        ("jeder 4. Deutsche", ("jeder vierte Deutsche",)),
        ("1. Öffnen Sie die App.", ("erstens öffnen sie die app", "eins öffnen sie die app")),
    ],
    "roman": [
        ("Ludwig XIV. war König.", ("Ludwig der Vierzehnte war König",)),
        ("unter Ludwig XIV.", ("unter Ludwig dem Vierzehnten",)),
        ("Königin Elisabeth II.", ("Königin Elisabeth die Zweite",)),
        ("im XIX. Jahrhundert", ("im neunzehnten Jahrhundert",)),
        ("Kapitel IV", ("Kapitel vier",)),
        ("der II. Weltkrieg", ("der zweite Weltkrieg",)),
    ],
    "cardinal": [
        ("1 Apfel", ("ein Apfel",)),
        ("1 Stunde", ("eine Stunde",)),
        ("mit 1 Tasse", ("mit einer Tasse",)),
        ("Gleis 1", ("Gleis eins",)),
        ("3,14", ("drei Komma eins vier",)),
        ("1.000.000", ("eine Million",)),
        ("12 345", ("zwölftausenddreihundertfünfundvierzig",)),
        ("101.000", ("einhunderteintausend", "hunderteintausend")),
        ("2 Mio. Menschen", ("zwei Millionen Menschen",)),
        ("007", ("null null sieben",)),
        (
            "12345678901234567890",
            (
                (
                    "eins zwei drei vier fünf sechs sieben acht neun null"
                    " eins zwei drei vier fünf sechs sieben acht neun null"
                ),
            ),
        ),
        (
            "1.500 Menschen",
            (
                "eintausendfünfhundert Menschen",
                "tausendfünfhundert Menschen",
                "fünfzehnhundert Menschen",
            ),
        ),
    ],
    "year": [
        ("im Jahr 1984", ("im Jahr neunzehnhundertvierundachtzig",)),
        ("1989 fiel die Mauer.", ("neunzehnhundertneunundachtzig fiel die Mauer",)),
        ("seit 2024", ("seit zweitausendvierundzwanzig",)),
    ],
    "code": [
        ("Fehler 0x80A", ("Fehler null x acht null A",)),
        ("0-8-15", ("null acht fünfzehn",)),
        (
            "IBAN DE89 3704 0044 0532 0130 00",
            (
                (
                    "IBAN D E acht neun drei sieben null vier null null vier vier null fünf"
                    " drei zwei null eins drei null null null"
                ),
            ),
        ),
        (
            "978-3-16-148410-0",
            ("neun sieben acht drei eins sechs eins vier acht vier eins null null",),
        ),
        ("3D-Drucker", ("drei D Drucker",)),
        ("COVID-19", ("COVID neunzehn",)),
        ("GPT-4", ("GPT vier",)),
        ("CO₂", ("C O zwei",)),
        ("H2O", ("H zwei O",)),
        ("PIN 4821", ("PIN vier acht zwei eins",)),
        ("Bestellnummer: 739204", ("Bestellnummer sieben drei neun zwei null vier",)),
        ("10115 Berlin", ("eins null eins eins fünf Berlin",)),
        ("Flug LH 1234", ("Flug LH eins zwei drei vier", "Flug LH zwölf vierunddreißig")),
        ("ABC-1234", ("ABC eins zwei drei vier",)),
    ],
    "compound": [
        ("5-fach", ("fünffach",)),
        ("3x täglich", ("dreimal täglich",)),
        ("2-Zimmer-Wohnung", ("zwei-Zimmer-Wohnung",)),
        ("10-km-Lauf", ("zehn-Kilometer-Lauf",)),
        ("eine 10-jährige Schülerin", ("eine zehnjährige Schülerin",)),
        ("5- bis 6-mal", ("fünf- bis sechsmal",)),
    ],
    "symbol": [
        ("x = (−b ± c)", ("x gleich (minus b plus minus c)",)),
        ("12/4 = 3", ("zwölf geteilt durch vier gleich drei",)),
        ("f(x) = 2x + 1", ("f x gleich zwei x plus eins",)),
        ("Datei > Öffnen", ("Datei Öffnen",)),
        ("Strg+C", ("Strg plus C",)),
        ("±5 %", ("plus minus fünf Prozent",)),
        ("Schüler:innen", ("Schüler innen",)),
        ("√2", ("Wurzel aus zwei",)),
        ("§ 5 Abs. 2", ("Paragraf fünf Absatz zwei",)),
        ("2 + 3 = 5", ("zwei plus drei gleich fünf", "zwei plus drei ist gleich fünf")),
        ("7 - 3 = 4", ("sieben minus drei gleich vier",)),
        ("6 × 7", ("sechs mal sieben",)),
        ("x²", ("x hoch zwei", "x quadrat")),
        ("10⁻³", ("zehn hoch minus drei",)),
        ("~5 km", ("etwa fünf Kilometer", "ungefähr fünf Kilometer", "circa fünf Kilometer")),
        ("≥ 18", ("größer oder gleich achtzehn", "größer gleich achtzehn", "mindestens achtzehn")),
        ("#1", ("Nummer eins",)),
        ("Müller & Söhne", ("Müller und Söhne",)),
        ("er/sie", ("er oder sie",)),
        ("und/oder", ("und oder",)),
    ],
    "abbreviation": [
        ("inkl. 19 % MwSt", ("inklusive neunzehn Prozent Mehrwertsteuer",)),
        ("zzgl. MwSt. Dann", ("zuzüglich Mehrwertsteuer. Dann",)),
        ("die sog. Experten", ("die sogenannten Experten",)),
        ("geb. Weber", ("geborene Weber",)),
        ("S. 5 f.", ("Seite fünf folgende", "Seite fünf folgend")),
        ("Kundennr. 48291", ("Kundennummer vier acht zwei neun eins",)),
        ("Frankfurt a. M.", ("Frankfurt am Main",)),
        ("z. B. morgens", ("zum Beispiel morgens",)),
        ("z.B. morgens", ("zum Beispiel morgens",)),
        ("d. h. nein", ("das heißt nein",)),
        ("Obst, Gemüse usw.", ("Obst Gemüse und so weiter",)),
        ("ca. 5", ("circa fünf",)),
        ("Dr. Müller", ("Doktor Müller",)),
        ("Prof. Dr. Fr. Weber", ("Professor Doktor Frau Weber",)),
        ("Dipl.-Ing. Schmidt", ("Diplom-Ingenieur Schmidt",)),
        ("Hauptstr. 5", ("Hauptstraße fünf",)),
        ("St. Pölten", ("Sankt Pölten",)),
        ("ggf. inkl. Mwst", ("gegebenenfalls inklusive Mwst",)),
    ],
}

SENTENCES: Table = [
    (
        "Der Zug fährt um 8:05 Uhr von Gleis 7 ab und kommt gegen 11:47 Uhr in Köln an.",
        (
            (
                "Der Zug fährt um acht Uhr fünf von Gleis sieben ab und kommt gegen elf Uhr"
                " siebenundvierzig in Köln an"
            ),
        ),
    ),
    (
        "Dein Termin bei Dr. Schneider ist am Montag, dem 12.05.2025, um 9 Uhr.",
        (
            (
                "Dein Termin bei Doktor Schneider ist am Montag dem zwölften Mai"
                " zweitausendfünfundzwanzig um neun Uhr"
            ),
            (
                "Dein Termin bei Doktor Schneider ist am Montag dem zwölften fünften"
                " zweitausendfünfundzwanzig um neun Uhr"
            ),
        ),
    ),
    (
        "Die Rechnung über 1.249,50 € ist bis zum 30. Juni fällig.",
        (
            (
                "Die Rechnung über eintausendzweihundertneunundvierzig Euro fünfzig ist bis"
                " zum dreißigsten Juni fällig"
            ),
            (
                "Die Rechnung über tausendzweihundertneunundvierzig Euro fünfzig ist bis zum"
                " dreißigsten Juni fällig"
            ),
        ),
    ),
    (
        "Morgen wird es 5–7 °C kalt, nachts bis zu -3 °C.",
        ("Morgen wird es fünf bis sieben Grad Celsius kalt nachts bis zu minus drei Grad Celsius",),
    ),
    (
        "Gib 1 EL Öl und 1/2 TL Salz dazu.",
        ("Gib einen Esslöffel Öl und einen halben Teelöffel Salz dazu",),
    ),
    (
        "Für 4 Personen brauchst du 500 g Mehl, 2 Eier und 250 ml Milch.",
        (
            (
                "Für vier Personen brauchst du fünfhundert Gramm Mehl zwei Eier und"
                " zweihundertfünfzig Milliliter Milch"
            ),
        ),
    ),
    (
        "Bayern gewann 3:1 gegen Dortmund, zur Halbzeit stand es 1:1.",
        ("Bayern gewann drei zu eins gegen Dortmund zur Halbzeit stand es eins zu eins",),
    ),
    (
        "Nimm 3x täglich 1 Tablette, d. h. morgens, mittags und abends.",
        ("Nimm dreimal täglich eine Tablette das heißt morgens mittags und abends",),
    ),
    (
        "Die Hotline erreichst du Mo.–Fr. von 8–18 Uhr unter 0800 3301000.",
        (
            (
                "Die Hotline erreichst du Montag bis Freitag von acht bis achtzehn Uhr unter"
                " null acht null null drei drei null eins null null null"
            ),
        ),
    ),
    (
        "Ludwig XIV. regierte von 1643 bis 1715.",
        (
            (
                "Ludwig der Vierzehnte regierte von sechzehnhundertdreiundvierzig bis"
                " siebzehnhundertfünfzehn"
            ),
        ),
    ),
    (
        "Die Wohnung hat ca. 75 m² und kostet 890 € kalt.",
        (
            (
                "Die Wohnung hat circa fünfundsiebzig Quadratmeter und kostet"
                " achthundertneunzig Euro kalt"
            ),
        ),
    ),
    (
        "Im 2. Quartal stieg der Umsatz um 3,5 % auf 1,2 Mrd. Euro.",
        (
            (
                "Im zweiten Quartal stieg der Umsatz um drei Komma fünf Prozent auf eins"
                " Komma zwei Milliarden Euro"
            ),
        ),
    ),
    (
        "Ich wohne in der Hauptstr. 12a, 10115 Berlin.",
        ("Ich wohne in der Hauptstraße zwölf a eins null eins eins fünf Berlin",),
    ),
    (
        "Laut § 5 Abs. 2 BGB gilt das nicht.",
        ("Laut Paragraf fünf Absatz zwei BGB gilt das nicht",),
    ),
    (
        "Das Paket kommt in 2-3 Tagen, spätestens am 5.12. an.",
        (
            "Das Paket kommt in zwei bis drei Tagen spätestens am fünften Dezember an",
            "Das Paket kommt in zwei bis drei Tagen spätestens am fünften zwölften an",
        ),
    ),
    (
        "Er wurde am 9. November 1989 in der 3. Etage geboren.",
        (
            (
                "Er wurde am neunten November neunzehnhundertneunundachtzig in der dritten"
                " Etage geboren"
            ),
        ),
    ),
    (
        "Installiere Python 3.12 und öffne dann https://python.org/downloads.",
        (
            (
                "Installiere Python drei Punkt zwölf und öffne dann python Punkt org"
                " Schrägstrich downloads"
            ),
        ),
    ),
    (
        "Auf der A9 gilt zwischen München und Nürnberg Tempo 120.",
        (
            "Auf der A neun gilt zwischen München und Nürnberg Tempo einhundertzwanzig",
            "Auf der A neun gilt zwischen München und Nürnberg Tempo hundertzwanzig",
        ),
    ),
    (
        "In 1 Stunde bin ich da, vielleicht auch erst in 1,5 Stunden.",
        ("In einer Stunde bin ich da vielleicht auch erst in eins Komma fünf Stunden",),
    ),
    (
        "Der FC Bayern spielt am 21. Spieltag um 15.30 Uhr.",
        ("Der FC Bayern spielt am einundzwanzigsten Spieltag um fünfzehn Uhr dreißig",),
    ),
    (
        "Der 2. Weltkrieg dauerte von 1939 bis 1945.",
        (
            (
                "Der zweite Weltkrieg dauerte von neunzehnhundertneununddreißig bis"
                " neunzehnhundertfünfundvierzig"
            ),
        ),
    ),
    (
        "Deutschland hat rund 84 Mio. Einwohner.",
        ("Deutschland hat rund vierundachtzig Millionen Einwohner",),
    ),
    (
        "Der Blutdruck liegt bei 120/80 mmHg.",
        (
            "Der Blutdruck liegt bei einhundertzwanzig zu achtzig mmHg",
            "Der Blutdruck liegt bei einhundertzwanzig zu achtzig Millimeter Quecksilbersäule",
        ),
    ),
    (
        "Kauf bitte Brot, Milch, Eier usw. Die Liste hängt am Kühlschrank.",
        ("Kauf bitte Brot Milch Eier und so weiter die liste hängt am kühlschrank",),
    ),
    (
        "Im Jahr 1500 lebten dort 1500 Menschen.",
        (
            "Im Jahr fünfzehnhundert lebten dort eintausendfünfhundert Menschen",
            "Im Jahr fünfzehnhundert lebten dort fünfzehnhundert Menschen",
        ),
    ),
    (
        "Der Flug LH 454 geht um 10:15 Uhr ab Gate B22.",
        (
            "Der Flug LH vier fünf vier geht um zehn Uhr fünfzehn ab Gate B zweiundzwanzig",
            (
                "Der Flug LH vierhundertvierundfünfzig geht um zehn Uhr fünfzehn ab Gate B"
                " zweiundzwanzig"
            ),
        ),
    ),
    (
        "Der Akku hat 5.000 mAh und lädt mit 65 W.",
        ("Der Akku hat fünftausend Milliamperestunden und lädt mit fünfundsechzig Watt",),
    ),
    (
        "Die 1. Halbzeit war gut, die 2. leider nicht.",
        ("Die erste Halbzeit war gut die zweite leider nicht",),
    ),
]

BLIND: Table = [
    (
        "Dein nächster Termin beim Zahnarzt ist am Do., 17. Okt., um 14:45 Uhr.",
        (
            (
                "Dein nächster Termin beim Zahnarzt ist am Donnerstag siebzehnten Oktober um"
                " vierzehn Uhr fünfundvierzig"
            ),
            (
                "Dein nächster Termin beim Zahnarzt ist am Donnerstag dem siebzehnten"
                " Oktober um vierzehn Uhr fünfundvierzig"
            ),
            (
                "Dein nächster Termin beim Zahnarzt ist am Donnerstag siebzehnter Oktober um"
                " vierzehn Uhr fünfundvierzig"
            ),
        ),
    ),
    (
        "Ich habe den Tisch für 4 Personen am 1.12. ab 19 Uhr reserviert.",
        (
            "Ich habe den Tisch für vier Personen am ersten Dezember ab neunzehn Uhr reserviert",
            "Ich habe den Tisch für vier Personen am ersten zwölften ab neunzehn Uhr reserviert",
        ),
    ),
    (
        "Das Abo kostet 9,99 €/Monat bzw. 99 € im Jahr, inkl. 19 % MwSt.",
        (
            (
                "Das Abo kostet neun Euro neunundneunzig pro Monat beziehungsweise"
                " neunundneunzig Euro im Jahr inklusive neunzehn Prozent MwSt"
            ),
            (
                "Das Abo kostet neun Euro neunundneunzig pro Monat beziehungsweise"
                " neunundneunzig Euro im Jahr inklusive neunzehn Prozent Mehrwertsteuer"
            ),
        ),
    ),
    (
        (
            "Heute Nachmittag liegt die Temperatur zwischen 18 und 22 °C, der Wind weht mit"
            " 10–15 km/h aus Südwest."
        ),
        (
            (
                "Heute Nachmittag liegt die Temperatur zwischen achtzehn und zweiundzwanzig"
                " Grad Celsius der Wind weht mit zehn bis fünfzehn Kilometern pro Stunde aus"
                " Südwest"
            ),
            (
                "Heute Nachmittag liegt die Temperatur zwischen achtzehn und zweiundzwanzig"
                " Grad Celsius der Wind weht mit zehn bis fünfzehn Kilometer pro Stunde aus Südwest"
            ),
        ),
    ),
    (
        "Verrühre 250 g Mehl, 1 Päckchen Backpulver, 1 Prise Salz und 3/8 l Milch.",
        (
            (
                "Verrühre zweihundertfünfzig Gramm Mehl ein Päckchen Backpulver eine Prise"
                " Salz und drei achtel Liter Milch"
            ),
        ),
    ),
    (
        "Backe den Kuchen bei 180 °C (Umluft: 160 °C) ca. 45-50 Min. lang.",
        (
            (
                "Backe den Kuchen bei einhundertachtzig Grad Celsius Umluft"
                " einhundertsechzig Grad Celsius circa fünfundvierzig bis fünfzig Minuten lang"
            ),
            (
                "Backe den Kuchen bei hundertachtzig Grad Celsius Umluft hundertsechzig Grad"
                " Celsius circa fünfundvierzig bis fünfzig Minuten lang"
            ),
        ),
    ),
    (
        "Der ICE 721 nach München hat ca. 25 Min. Verspätung und fährt heute von Gleis 9.",
        (
            (
                "Der ICE siebenhunderteinundzwanzig nach München hat circa fünfundzwanzig"
                " Minuten Verspätung und fährt heute von Gleis neun"
            ),
            (
                "Der ICE sieben zwei eins nach München hat circa fünfundzwanzig Minuten"
                " Verspätung und fährt heute von Gleis neun"
            ),
        ),
    ),
    (
        "Am 34. Spieltag gewann der VfB mit 4:0, und Kane traf in der 90. Minute.",
        (
            (
                "Am vierunddreißigsten Spieltag gewann der VfB mit vier zu null und Kane"
                " traf in der neunzigsten Minute"
            ),
        ),
    ),
    (
        "Die Bundestagswahl 2021 gewann die SPD mit 25,7 % der Stimmen.",
        (
            (
                "Die Bundestagswahl zweitausendeinundzwanzig gewann die SPD mit"
                " fünfundzwanzig Komma sieben Prozent der Stimmen"
            ),
        ),
    ),
    (
        "Starte den Router neu, warte 30 Sek. und verbinde dich dann mit dem 5-GHz-Netz.",
        (
            (
                "Starte den Router neu warte dreißig Sekunden und verbinde dich dann mit dem"
                " fünf Gigahertz Netz"
            ),
        ),
    ),
    (
        "Öffne im Browser die Adresse 192.168.178.1 und gib das Passwort 4711 ein.",
        (
            (
                "Öffne im Browser die Adresse einhundertzweiundneunzig Punkt"
                " einhundertachtundsechzig Punkt einhundertachtundsiebzig Punkt eins und gib das"
                " Passwort vier sieben eins eins ein"
            ),
        ),
    ),
    (
        "Ibuprofen 400 mg: max. 3 Tabletten am Tag, d. h. alle 6-8 Stunden 1 Tablette.",
        (
            (
                "Ibuprofen vierhundert Milligramm maximal drei Tabletten am Tag das heißt"
                " alle sechs bis acht Stunden eine Tablette"
            ),
        ),
    ),
    (
        "Deine Bestellung Nr. 302-558190 wird zwischen dem 5. und 7. März geliefert.",
        (
            (
                "Deine Bestellung Nummer drei null zwei fünf fünf acht eins neun null wird"
                " zwischen dem fünften und siebten März geliefert"
            ),
            (
                "Deine Bestellung Nummer dreihundertzwei fünf fünf acht eins neun null wird"
                " zwischen dem fünften und siebten März geliefert"
            ),
        ),
    ),
    (
        "Prof. Dr. Klein erreichst du unter 0221/478-0 oder per E-Mail an klein@uni-koeln.de.",
        (
            (
                "Professor Doktor Klein erreichst du unter null zwei zwei eins vier sieben"
                " acht null oder per E-Mail an klein ät uni Bindestrich koeln Punkt de"
            ),
        ),
    ),
    (
        "Friedrich II. von Preußen, geb. 1712, regierte ab 1740 und starb 1786 in Potsdam.",
        (
            (
                "Friedrich der Zweite von Preußen geboren siebzehnhundertzwölf regierte ab"
                " siebzehnhundertvierzig und starb siebzehnhundertsechsundachtzig in Potsdam"
            ),
        ),
    ),
    (
        "Im 2. Halbjahr 2023 sank der Gewinn um 1,3 Mrd. auf 4,75 Mrd. Euro.",
        (
            (
                "Im zweiten Halbjahr zweitausenddreiundzwanzig sank der Gewinn um eins Komma"
                " drei Milliarden auf vier Komma sieben fünf Milliarden Euro"
            ),
        ),
    ),
    (
        "Die Strecke ist 1.250 km lang; mit dem Auto brauchst du etwa 12 1/2 Stunden.",
        (
            (
                "Die Strecke ist eintausendzweihundertfünfzig Kilometer lang mit dem Auto"
                " brauchst du etwa zwölfeinhalb Stunden"
            ),
            (
                "Die Strecke ist tausendzweihundertfünfzig Kilometer lang mit dem Auto"
                " brauchst du etwa zwölfeinhalb Stunden"
            ),
        ),
    ),
    (
        "Das Museum hat Di–So von 10–18 Uhr geöffnet, der Eintritt kostet 12 € (ermäßigt 8,50 €).",
        (
            (
                "Das Museum hat Dienstag bis Sonntag von zehn bis achtzehn Uhr geöffnet der"
                " Eintritt kostet zwölf Euro ermäßigt acht Euro fünfzig"
            ),
        ),
    ),
    (
        "Nimm die U6 bis zur Friedrichstr. und steig dort in die S1 um.",
        ("Nimm die U sechs bis zur Friedrichstraße und steig dort in die S eins um",),
    ),
    (
        "Laut Art. 5 Abs. 1 GG hat jeder das Recht, seine Meinung frei zu äußern.",
        ("Laut Artikel fünf Absatz eins GG hat jeder das Recht seine Meinung frei zu äußern",),
    ),
    (
        "In den 1980er Jahren kostete 1 l Benzin umgerechnet rund 0,70 €.",
        (
            (
                "In den neunzehnhundertachtziger Jahren kostete ein Liter Benzin umgerechnet"
                " rund siebzig Cent"
            ),
            (
                "In den neunzehnhundertachtziger Jahren kostete einen Liter Benzin"
                " umgerechnet rund siebzig Cent"
            ),
        ),
    ),
    (
        "Der Umrechnungskurs liegt bei 1,08 $ pro Euro, also bekommst du für 500 € etwa 540 $.",
        (
            (
                "Der Umrechnungskurs liegt bei einem Dollar acht pro Euro also bekommst du"
                " für fünfhundert Euro etwa fünfhundertvierzig Dollar"
            ),
            (
                "Der Umrechnungskurs liegt bei ein Dollar acht pro Euro also bekommst du für"
                " fünfhundert Euro etwa fünfhundertvierzig Dollar"
            ),
            (
                "Der Umrechnungskurs liegt bei eins Komma null acht Dollar pro Euro also"
                " bekommst du für fünfhundert Euro etwa fünfhundertvierzig Dollar"
            ),
        ),
    ),
    (
        "Das neue iPhone 16 hat einen 6,1-Zoll-Bildschirm, 128 GB Speicher und 5G.",
        (
            (
                "Das neue iPhone sechzehn hat einen sechs Komma eins Zoll Bildschirm"
                " einhundertachtundzwanzig Gigabyte Speicher und fünf G"
            ),
            (
                "Das neue iPhone sechzehn hat einen sechs Komma eins Zoll Bildschirm"
                " hundertachtundzwanzig Gigabyte Speicher und fünf G"
            ),
        ),
    ),
    (
        "Ca. 3/4 der Befragten, v. a. die 18- bis 25-Jährigen, nutzen KI mind. 1x pro Woche.",
        (
            (
                "circa drei Viertel der Befragten vor allem die achtzehn bis"
                " fünfundzwanzigjährigen nutzen KI mindestens einmal pro Woche"
            ),
        ),
    ),
    (
        "Der Marathon ist 42,195 km lang, der Weltrekord liegt bei 2:00:35 h.",
        (
            (
                "Der Marathon ist zweiundvierzig Komma eins neun fünf Kilometer lang der"
                " Weltrekord liegt bei zwei Stunden und fünfunddreißig Sekunden"
            ),
            (
                "Der Marathon ist zweiundvierzig Komma eins neun fünf Kilometer lang der"
                " Weltrekord liegt bei zwei Stunden null Minuten und fünfunddreißig Sekunden"
            ),
            (
                "Der Marathon ist zweiundvierzig Komma eins neun fünf Kilometer lang der"
                " Weltrekord liegt bei zwei Stunden fünfunddreißig Sekunden"
            ),
        ),
    ),
    (
        "Wenn x² = 49 ist, dann ist x = 7 oder x = −7.",
        (
            (
                "Wenn x hoch zwei gleich neunundvierzig ist dann ist x gleich sieben oder x"
                " gleich minus sieben"
            ),
            (
                "Wenn x Quadrat gleich neunundvierzig ist dann ist x gleich sieben oder x"
                " gleich minus sieben"
            ),
        ),
    ),
    (
        "Auf deinem Konto sind noch 2.345,67 €, am 15. werden 780 € Miete abgebucht.",
        (
            (
                "Auf deinem Konto sind noch zweitausenddreihundertfünfundvierzig Euro"
                " siebenundsechzig am fünfzehnten werden siebenhundertachtzig Euro Miete abgebucht"
            ),
        ),
    ),
    (
        "Hr. Yilmaz wohnt in der Goethestr. 7b, 60313 Frankfurt a. M., im 3. Stock.",
        (
            (
                "Herr Yilmaz wohnt in der Goethestraße sieben b sechs null drei eins drei"
                " Frankfurt am Main im dritten Stock"
            ),
        ),
    ),
    (
        "Die Aktie stieg seit Jan. 2024 um +12,4 %, gestern verlor sie aber 0,8 %.",
        (
            (
                "Die Aktie stieg seit Januar zweitausendvierundzwanzig um plus zwölf Komma"
                " vier Prozent gestern verlor sie aber null Komma acht Prozent"
            ),
        ),
    ),
    (
        "Im Notfall wählst du die 112; bei Vergiftungen hilft die Nummer 030 19240.",
        (
            (
                "Im Notfall wählst du die eins eins zwei bei Vergiftungen hilft die Nummer"
                " null drei null eins neun zwei vier null"
            ),
        ),
    ),
    (
        "Dein Paket mit der Sendungsnummer 00340434161094 kommt morgen zwischen 9 und 13 Uhr an.",
        (
            (
                "Dein Paket mit der Sendungsnummer null null drei vier null vier drei vier"
                " eins sechs eins null neun vier kommt morgen zwischen neun und dreizehn Uhr an"
            ),
        ),
    ),
    (
        "Es bleibt bei max. 25 °C trocken, die Regenwahrscheinlichkeit liegt unter 10 %.",
        (
            (
                "Es bleibt bei maximal fünfundzwanzig Grad Celsius trocken die"
                " Regenwahrscheinlichkeit liegt unter zehn Prozent"
            ),
        ),
    ),
    (
        "Der Zug um 6:58 Uhr fällt aus, nimm stattdessen den RE 4 um 7:12 Uhr von Gleis 11.",
        (
            (
                "Der Zug um sechs Uhr achtundfünfzig fällt aus nimm stattdessen den RE vier"
                " um sieben Uhr zwölf von Gleis elf"
            ),
        ),
    ),
    (
        "Für den Teig brauchst du 1 Würfel Hefe (42 g), 1/4 l lauwarme Milch und 2–3 EL Zucker.",
        (
            (
                "Für den Teig brauchst du einen Würfel Hefe zweiundvierzig Gramm ein Viertel"
                " Liter lauwarme Milch und zwei bis drei Esslöffel Zucker"
            ),
            (
                "Für den Teig brauchst du einen Würfel Hefe zweiundvierzig Gramm einen"
                " Viertel Liter lauwarme Milch und zwei bis drei Esslöffel Zucker"
            ),
            (
                "Für den Teig brauchst du einen Würfel Hefe zweiundvierzig Gramm einen"
                " viertel Liter lauwarme Milch und zwei bis drei Esslöffel Zucker"
            ),
        ),
    ),
    (
        "Das Hotel kostet 129 € pro Nacht, für 3 Nächte also 387 €, zzgl. 5 € Kurtaxe/Person.",
        (
            (
                "Das Hotel kostet einhundertneunundzwanzig Euro pro Nacht für drei Nächte"
                " also dreihundertsiebenundachtzig Euro zuzüglich fünf Euro Kurtaxe pro Person"
            ),
            (
                "Das Hotel kostet hundertneunundzwanzig Euro pro Nacht für drei Nächte also"
                " dreihundertsiebenundachtzig Euro zuzüglich fünf Euro Kurtaxe pro Person"
            ),
        ),
    ),
    (
        "Novak Djokovic siegte in 3 Sätzen mit 6:4, 7:6 und 6:2.",
        (
            (
                "Novak Djokovic siegte in drei Sätzen mit sechs zu vier sieben zu sechs und"
                " sechs zu zwei"
            ),
        ),
    ),
    (
        "Halte Strg+Umschalt+Esc gedrückt und beende den Prozess mit 98 % CPU-Last.",
        (
            (
                "Halte Strg plus Umschalt plus Esc gedrückt und beende den Prozess mit"
                " achtundneunzig Prozent CPU Last"
            ),
        ),
    ),
    (
        "Das Treffen wurde vom 28.02. auf den 6.3.2025 verschoben.",
        (
            (
                "Das Treffen wurde vom achtundzwanzigsten Februar auf den sechsten März"
                " zweitausendfünfundzwanzig verschoben"
            ),
            (
                "Das Treffen wurde vom achtundzwanzigsten zweiten auf den sechsten dritten"
                " zweitausendfünfundzwanzig verschoben"
            ),
        ),
    ),
    (
        "Johann Sebastian Bach (1685–1750) komponierte über 1.100 Werke.",
        (
            (
                "Johann Sebastian Bach sechzehnhundertfünfundachtzig bis"
                " siebzehnhundertfünfzig komponierte über eintausendeinhundert Werke"
            ),
            (
                "Johann Sebastian Bach sechzehnhundertfünfundachtzig bis"
                " siebzehnhundertfünfzig komponierte über elfhundert Werke"
            ),
            (
                "Johann Sebastian Bach sechzehnhundertfünfundachtzig bis"
                " siebzehnhundertfünfzig komponierte über tausendeinhundert Werke"
            ),
        ),
    ),
    (
        "Der Leitzins bleibt bei 4,5 %, teilte die EZB am Do. mit.",
        ("Der Leitzins bleibt bei vier Komma fünf Prozent teilte die EZB am Donnerstag mit",),
    ),
    (
        "Ein normaler Ruhepuls liegt bei 60–80 Schlägen/min, Fieber beginnt ab 38,5 °C.",
        (
            (
                "Ein normaler Ruhepuls liegt bei sechzig bis achtzig Schlägen pro Minute"
                " Fieber beginnt ab achtunddreißig Komma fünf Grad Celsius"
            ),
        ),
    ),
    (
        "Die Erde ist rund 149,6 Mio. km von der Sonne entfernt, das sind 8,3 Lichtminuten.",
        (
            (
                "Die Erde ist rund einhundertneunundvierzig Komma sechs Millionen Kilometer"
                " von der Sonne entfernt das sind acht Komma drei Lichtminuten"
            ),
        ),
    ),
    (
        "Klicke auf Einstellungen > System > Update und installiere Version 14.2.1.",
        (
            (
                "Klicke auf Einstellungen System Update und installiere Version vierzehn"
                " Punkt zwei Punkt eins"
            ),
        ),
    ),
    (
        "Kaiser Karl V. dankte 1556 ab; sein Sohn Philipp II. folgte ihm.",
        (
            (
                "Kaiser Karl der Fünfte dankte fünfzehnhundertsechsundfünfzig ab sein Sohn"
                " Philipp der Zweite folgte ihm"
            ),
        ),
    ),
    (
        "Der Wecker klingelt um 6 Uhr 45, in genau 7 Std. und 10 Min.",
        (
            (
                "Der Wecker klingelt um sechs Uhr fünfundvierzig in genau sieben Stunden und"
                " zehn Minuten"
            ),
        ),
    ),
    (
        "Schreib uns unter service@shop-24.de oder ruf an: +49 (0)40 556677.",
        (
            (
                "Schreib uns unter service ät shop Bindestrich vierundzwanzig Punkt de oder"
                " ruf an plus vier neun vier null fünf fünf sechs sechs sieben sieben"
            ),
            (
                "Schreib uns unter service ät shop Bindestrich zwei vier Punkt de oder ruf"
                " an plus vier neun null vier null fünf fünf sechs sechs sieben sieben"
            ),
        ),
    ),
    (
        "Von den 1.500 Befragten stimmten 2/3 zu, d. h. ca. 1.000 Personen.",
        (
            (
                "Von den eintausendfünfhundert Befragten stimmten zwei Drittel zu das heißt"
                " circa eintausend Personen"
            ),
        ),
    ),
    (
        "Dein Handyvertrag läuft noch bis 31.8., kündigen musst du spätestens 1 Monat vorher.",
        (
            (
                "Dein Handyvertrag läuft noch bis einunddreißigsten August kündigen musst du"
                " spätestens einen Monat vorher"
            ),
            (
                "Dein Handyvertrag läuft noch bis einunddreißigsten achten kündigen musst du"
                " spätestens einen Monat vorher"
            ),
        ),
    ),
    (
        "Sie ist 1,68 m groß, wiegt 61,5 kg und hat Schuhgröße 39.",
        (
            (
                "Sie ist einen Meter achtundsechzig groß wiegt einundsechzig Komma fünf"
                " Kilogramm und hat Schuhgröße neununddreißig"
            ),
            (
                "Sie ist ein Meter achtundsechzig groß wiegt einundsechzig Komma fünf"
                " Kilogramm und hat Schuhgröße neununddreißig"
            ),
            (
                "Sie ist eins Komma sechs acht Meter groß wiegt einundsechzig Komma fünf"
                " Kilogramm und hat Schuhgröße neununddreißig"
            ),
        ),
    ),
    (
        "Im Jahr 476 n. Chr. endete das Weströmische Reich, im 5. Jh. also.",
        (
            (
                "Im Jahr vierhundertsechsundsiebzig nach Christus endete das Weströmische"
                " Reich im fünften Jahrhundert also"
            ),
        ),
    ),
    (
        "Die 7-Tage-Inzidenz liegt bei 35,2, am 1. Tag der Woche war sie noch 1,5-mal so hoch.",
        (
            (
                "Die sieben Tage Inzidenz liegt bei fünfunddreißig Komma zwei am ersten Tag"
                " der Woche war sie noch eins Komma fünfmal so hoch"
            ),
        ),
    ),
    (
        "Ich habe 2 Flüge gefunden: EW 583 für 89,90 € und LH 2078 für 134 €.",
        (
            (
                "Ich habe zwei Flüge gefunden EW fünfhundertdreiundachtzig für"
                " neunundachtzig Euro neunzig und LH zweitausendachtundsiebzig für"
                " einhundertvierunddreißig Euro"
            ),
            (
                "Ich habe zwei Flüge gefunden EW fünf acht drei für neunundachtzig Euro"
                " neunzig und LH zwei null sieben acht für einhundertvierunddreißig Euro"
            ),
        ),
    ),
    (
        "Der Film läuft Sa. und So. um 17.15 Uhr in Saal 3, FSK ab 12 J.",
        (
            (
                "Der Film läuft Samstag und Sonntag um siebzehn Uhr fünfzehn in Saal drei"
                " FSK ab zwölf Jahren"
            ),
        ),
    ),
    (
        "Vorm. Sonne, nachm. Wolken: Am 2. Weihnachtstag fallen 5–10 l/m² Regen.",
        (
            (
                "Vormittags Sonne nachmittags Wolken am zweiten Weihnachtstag fallen fünf"
                " bis zehn Liter pro Quadratmeter Regen"
            ),
        ),
    ),
    (
        "Mit 1 Ei und 1 halben Tasse Zucker wird der Teig zu 100 % gelingen.",
        (
            (
                "Mit einem Ei und einer halben Tasse Zucker wird der Teig zu einhundert"
                " Prozent gelingen"
            ),
            "Mit einem Ei und einer halben Tasse Zucker wird der Teig zu hundert Prozent gelingen",
        ),
    ),
]
