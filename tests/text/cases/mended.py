"""What a blind examination found said wrong, by cause, each beside what has to stay as it is."""

__all__ = ["MENDED"]

Row = tuple[str, tuple[str, ...]]

# fmt: off
POWERS_AND_TERMS: dict[str, list[Row]] = {
    "en": [
        ("Solve 3x² - 5x + 2 = 0.",
         ("Solve three x squared minus five x plus two equals zero",)),
        ("4y² = 16", ("four y squared equals sixteen",)),
        ("a word² and the 5th²", ("a word and the five th", "a word and the fifth")),
    ],
    "fr": [
        ("Résolvez 3x² - 5x + 2 = 0.",
         ("Résolvez trois x au carré moins cinq x plus deux égale zéro",)),
        ("f(x) = x² - 4", ("f(x) égale x au carré moins quatre",)),
        ("L'aire vaut πr² et plus.", ("L'aire vaut pi r au carré et plus",)),
        ("Le total = 5 - voir la note.", ("Le total égale cinq voir la note",)),
        ("Paris - Lyon = 2 h", ("Paris Lyon égale deux heures",)),
    ],
    "it": [
        ("Risolvi 3x² - 5x + 2 = 0.",
         ("Risolvi tre x al quadrato meno cinque x più due uguale zero",)),
        ("Roma - Milano = 3 ore", ("Roma Milano uguale tre ore",)),
    ],
    "es": [
        ("El área es πr² y E = mc².",
         ("El área es pi r al cuadrado y E es igual a mc al cuadrado",)),
        ("Lo dijo de² paso.", ("Lo dijo de paso",)),
    ],
    "zh": [
        ("2x-3=5,x-1>0", ("二x减三等于五x减一大于零",)),
        ("x²+2x-3=0", ("x的平方加二x减三等于零",)),
        ("型号x-3", ("型号x杠三",)),
    ],
    "ja": [
        ("2x-3=5です。", ("二x引く三イコール五です",)),
        ("型番はx-3です。", ("型番はx三です",)),
    ],
    "ko": [
        ("2x-3=5입니다.", ("이x빼기삼은오입니다",)),
        ("x-3 모델", ("x삼모델",)),
    ],
}

SO_OFTEN_IN_A_TIME: dict[str, list[Row]] = {
    "en": [
        ("2 times/week, 3x/day", ("two times per week three times per day",)),
        ("a day/night switch", ("a day night switch",)),
    ],
    "de": [
        ("3x/Tag, 2 Stunden/Woche", ("dreimal pro Tag zwei Stunden pro Woche",)),
        ("der Tag/Nacht-Betrieb", ("der Tag Nacht Betrieb",)),
    ],
    "fr": [
        ("2 fois/semaine, 3x/jour", ("deux fois par semaine trois fois par jour",)),
        ("Date/heure et jour/nuit", ("Date ou heure et jour ou nuit",)),
    ],
    "it": [
        ("2 volte/settimana, 3x/giorno", ("due volte a settimana tre volte al giorno",)),
        ("Data/ora e giorno/notte", ("Data o ora e giorno o notte",)),
    ],
    "es": [
        ("2 veces/semana, 3x/día, 1 vez/mes",
         ("dos veces a la semana tres veces al día una vez al mes",)),
        ("Fecha/hora y día/noche", ("Fecha o hora y día o noche",)),
        ("5 tal vez", ("cinco tal vez",)),
    ],
    "pt": [
        ("2 vezes/semana, 3x/dia", ("duas vezes por semana três vezes por dia",)),
        ("Data/hora e dia/noite", ("Data ou hora e dia ou noite",)),
    ],
    "ru": [
        ("2 раза/нед., 1 раз/день", ("два раза в неделю один раз в день",)),
        ("День/ночь", ("День или ночь",)),
    ],
}

KEYS_AND_TOLERANCES: dict[str, list[Row]] = {
    "en": [
        ("Press # or *, then 1#.", ("Press pound or star then one pound",)),
        ("Then the # key.", ("Then the pound key",)),
        ("Dial *67.", ("Dial star sixty-seven",)),
        ("Press F# and read issue #3*.", ("Press F sharp and read issue number three",)),
    ],
    "de": [
        ("+/- 2 Punkte", ("plus minus zwei Punkte",)),
        ("Drücken Sie # oder die *-Taste.", ("Drücken Sie Raute oder die Stern Taste",)),
        ("Der Preis*", ("Der Preis",)),
    ],
    "fr": [
        ("+/- 2 points", ("plus ou moins deux points",)),
        ("Tapez 1, 2 ou #.", ("Tapez un deux ou dièse",)),
    ],
    "it": [
        ("+/- 2 punti", ("più o meno due punti",)),
        ("Premi # o *.", ("Premi cancelletto o asterisco",)),
    ],
    "es": [
        ("+/- 2 puntos", ("más menos dos puntos",)),
        ("Pulse 1, 2 o #.", ("Pulse uno dos o almohadilla",)),
        ("Marque el #5.", ("Marque el número cinco",)),
    ],
    "pt": [
        ("+/- 2 pontos", ("mais ou menos dois pontos",)),
        ("Tecle # ou *.", ("Tecle jogo da velha ou asterisco",)),
    ],
    "ru": [
        ("+/- 2 балла", ("плюс минус два балла",)),
        ("Нажмите # или *.", ("Нажмите решётку или звёздочку",)),
    ],
}

FORMULAS_CODES_AND_RATIOS: dict[str, list[Row]] = {
    "de": [
        ("im Verhältnis 1:2:3", ("im Verhältnis eins zu zwei zu drei",)),
        ("um 12:30:15 Uhr", ("um zwölf Uhr dreißig und fünfzehn Sekunden",)),
    ],
    "fr": [
        ("le CO2, le CO₂ et l'eau, H2O", ("le C O deux le C O deux et l'eau H deux O",)),
        ("un ratio 1:2:3", ("un ratio un à deux à trois",)),
        ("L'article L. 121-1, pages 3-5",
         ("L'article L cent vingt et un tiret un pages trois à cinq",)),
    ],
    "it": [
        ("il CO2 e il CO₂", ("il C O due e il C O due",)),
        ("proporzione 1:2:3", ("proporzione uno a due a tre",)),
    ],
    "es": [
        ("el CO₂", ("el C O dos",)),
        ("pedido 9K8765432", ("pedido nueve K ocho siete seis cinco cuatro tres dos",)),
        ("talla 4XL", ("talla cuatro X L",)),
        ("proporción 1:2:3", ("proporción uno a dos a tres",)),
    ],
    "pt": [
        ("o CO₂", ("o C O dois",)),
        ("pacote 8R123456", ("pacote oito R um dois três quatro cinco seis",)),
    ],
    "zh": [
        ("气温-10~-5℃,5~10℃", ("气温零下十到零下五摄氏度五到十摄氏度",)),
        ("¥99.9,$5.50,20欧元", ("九十九点九元五点五美元二十欧元",)),
        ("$5,600", ("五千六百美元",)),
    ],
}
GRAMMAR_AND_SHORT_FORMS: dict[str, list[Row]] = {
    "de": [
        ("Temperatur: -10 bis -5 °C", ("Temperatur minus zehn bis minus fünf Grad Celsius",)),
        ("5 km - 3 km", ("fünf Kilometer bis drei Kilometer",)),
        ("Am Donnerstag, 14. November, um 10 Uhr.",
         ("Am Donnerstag dem vierzehnten November um zehn Uhr",)),
        ("Am Do., 14.11., kommt er.", ("Am Donnerstag dem vierzehnten November kommt er",)),
        ("Es ist Freitag, 3. Mai.", ("Es ist Freitag dritter Mai",)),
        ("Durchwahl -12", ("Durchwahl zwölf",)),
        ("Fa. Braun", ("Firma Braun",)),
        ("der Vers. Und", ("der Vers Und",)),
        ("Haupt-Str. 5 b", ("Haupt Straße fünf b",)),
    ],
    "fr": [
        ("au XXIᵉ siècle", ("au vingt et unième siècle",)),
        ("MM. Dupont et Durand", ("messieurs Dupont et Durand",)),
        ("Il mesure 1,75 m, elle 2,05 m.",
         ("Il mesure un mètre soixante-quinze elle deux mètres zéro cinq",)),
        ("4,5 m et 0,75 m", ("quatre virgule cinq mètres et zéro virgule soixante-quinze mètre",)),
        ("Art. 5, al. 2", ("article cinq alinéa deux",)),
        ("Et al. ont dit", ("Et al ont dit",)),
    ],
}

ENGLISH_FIGURES: dict[str, list[Row]] = {
    "en": [
        ("Your card ends in -9821.", ("Your card ends in nine eight two one",)),
        ("It ends in -5.", ("It ends in minus five",)),
        ("at 0600 hrs", ("at zero six hundred hours",)),
        ("Bake at 375F.", ("Bake at three hundred seventy-five degrees Fahrenheit",)),
        ("seat 12F, size 34F, an 8F-cable",
         ("seat twelve F size thirty-four F an eight F cable",)),
        ("45°30'15\" N and 5'4\"",
         ("forty-five degrees thirty minutes fifteen seconds north and five feet four inches",)),
    ],
}

DAYS_AND_MONTHS_WITHOUT_STOPS: dict[str, list[Row]] = {
    "es": [
        ("Abierto lun-vie, el sáb 14 nov cerrado.",
         ("Abierto lunes a viernes el sábado catorce de noviembre cerrado",)),
        ("el mar 3 veces, 3 mar, 3 may", ("el mar tres veces tres mar tres de mayo",)),
    ],
    "pt": [
        ("Aberto seg.–sex. 9h", ("Aberto segunda a sexta nove horas",)),
        ("em 14 nov, ganhou por 3 set", ("em quatorze de novembro ganhou por três set",)),
    ],
    "fr": [
        ("jeu 14 nov à 9 h", ("jeudi quatorze novembre à neuf heures",)),
        ("le jeu 3 est fini, la mer 3 fois", ("le jeu trois est fini la mer trois fois",)),
    ],
    "it": [
        ("gio 14 nov e lun 3 mag", ("giovedì quattordici novembre e lunedì tre maggio",)),
        ("3 set e il mar Rosso", ("tre set e il mar Rosso",)),
    ],
}

_CAUSES = (
    DAYS_AND_MONTHS_WITHOUT_STOPS,
    ENGLISH_FIGURES, POWERS_AND_TERMS, SO_OFTEN_IN_A_TIME, KEYS_AND_TOLERANCES,
    FORMULAS_CODES_AND_RATIOS, GRAMMAR_AND_SHORT_FORMS,
)
MENDED: dict[str, list[Row]] = {
    language: [row for cause in _CAUSES for row in cause.get(language, [])]
    for language in ("de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh")
}
# fmt: on
