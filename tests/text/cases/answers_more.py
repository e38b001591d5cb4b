"""More answers: `MORE` was written without a look at the rules; the form is that of `answers`."""

from tests.text.cases.answers import Answer

# A line of an answer cannot be wrapped: its end is markup.
# ruff: noqa: E501

__all__ = ["MENDED", "MORE"]

ENGLISH: list[Answer] = [
    Answer(
        "en",
        """\
Your parcel is at the locker on **Elm St.**, box 17. Use code `5519` before Fri, Nov 22 at 9 PM; after that it goes back to the depot.
""",
        (
            "locker on Elm Street",
            "box seventeen",
            "five five one nine|fifty-five nineteen",
            "Friday November {twenty-second|the twenty-second}",
            "nine P M",
            "back to the depot",
        ),
    ),
    Answer(
        "en",
        """\
Sure! To repot a **monstera**:

1. Pick a pot 2" wider than the old one.
2. Mix 60% potting soil, 20% perlite & 20% bark.
3. Water with ~500 ml and keep it at 65–80 °F.

_Tip:_ don't fertilize for 4–6 weeks.
""",
        (
            "repot a monstera",
            "two inches wider",
            "sixty percent potting soil twenty percent perlite and twenty percent bark",
            "{about|around|approximately|roughly} five hundred milliliters",
            "sixty-five to eighty degrees",
            "four to six weeks",
        ),
        ("tilde", "asterisk"),
    ),
    Answer(
        "en",
        """\
Here's your commute for today:

- **I-80 W**: heavy traffic, +22 min
- **US-101 S**: clear, 38 min (31.4 mi)
- **Caltrain #512**: departs 7:52, arrives 8:49

I'd take the train. Want me to set an alarm for 6:45?
""",
        (
            "I eighty",
            "{plus |}twenty-two minutes",
            "U S one oh one|U S one hundred {and |}one",
            "thirty-eight minutes",
            "thirty-one point four miles",
            "five twelve|five one two|five hundred {and |}twelve",
            "departs seven fifty-two arrives eight forty-nine",
            "alarm for six forty-five",
        ),
    ),
    Answer(
        "en",
        """\
The mortgage on a $425k home with 20% down is about **$2,149/mo** at 6.5% APR over 30 yrs. Rates moved by −0.25 pts. this week.
""",
        (
            "four hundred {and |}twenty-five thousand dollar{s|}",
            "twenty percent down",
            "two thousand one hundred {and |}forty-nine dollars {per|a} month",
            "six point five percent",
            "thirty years",
            "{minus|negative} zero point two five points",
        ),
    ),
    Answer(
        "en",
        """\
Ibuprofen: adults may take **200–400 mg** every 4–6 h, max. 1,200 mg/day without a prescription. For children (< 12 yrs), ask a pharmacist. If symptoms last > 3 days, see a doctor.
""",
        (
            "two hundred to four hundred milligrams",
            "every four to six hours",
            "{max|maximum} one thousand two hundred milligrams {per|a} day|{max|maximum} twelve hundred milligrams {per|a} day",
            "{less than|under|below} twelve years",
            "{more than|over|greater than|longer than} three days",
        ),
    ),
    Answer(
        "en",
        """\
> "The only way out is through." — R. Frost

It's from *A Servant to Servants* (1914), ll. 56–57, published in **North of Boston**.
""",
        (
            "The only way out is through",
            "R Frost",
            "A Servant to Servants nineteen fourteen",
            "fifty-six to fifty-seven",
            "North of Boston",
        ),
        ("greater than",),
    ),
    Answer(
        "en",
        """\
To find which process holds port 8080, run:

```bash
lsof -i :8080
```

Then stop it with `kill <PID>`. On Windows, use `netstat -ano` instead.
""",
        (
            "holds port eighty eighty|holds port eight oh eight oh|holds port eight zero eight zero|holds port eight thousand {and |}eighty",
            "Then stop it with kill",
            "On Windows use netstat",
            "instead",
        ),
        ("lsof",),
    ),
    Answer(
        "en",
        """\
**Game recap** 🏀

Celtics 112, Heat 98 (Final/OT). Tatum: 34 pts, 11 reb, 7 ast on 12-of-21 shooting. Boston is now 38–14, 2½ games ahead of the Bucks. Next: Sun @ Philly, 3:30 p.m. ET.
""",
        (
            "Celtics one hundred {and |}twelve Heat ninety-eight|Celtics one twelve Heat ninety-eight",
            "thirty-four points",
            "twelve of twenty-one shooting",
            "thirty-eight {and|to|} fourteen",
            "two and a half games ahead",
            "Sunday at Philly",
            "three thirty P M",
        ),
    ),
    Answer(
        "en",
        """\
| Plan | Price | Storage |
|:-----|------:|:-------:|
| Basic | $0 | 5 GB |
| Pro | $9.99/mo | 2 TB |

Most people choose **Pro**; it's $99/yr if you pay upfront (save ~17%).
""",
        (
            "Plan Price Storage",
            "Basic zero dollars five gigabytes",
            "Pro nine {dollars and |}ninety-nine {cents |}{per|a} month two terabytes",
            "ninety-nine dollars {per|a} year",
            "{about|around|approximately|roughly} seventeen percent",
        ),
    ),
    Answer(
        "en",
        """\
Photosynthesis in one line: $6CO_2 + 6H_2O \\rightarrow C_6H_{12}O_6 + 6O_2$. In words, plants turn carbon dioxide and water into sugar & oxygen.
""",
        (
            "Photosynthesis in one line",
            "plus",
            "In words plants turn carbon dioxide and water into sugar and oxygen",
        ),
        ("dollar", "backslash", "underscore"),
    ),
    Answer(
        "en",
        """\
Hi Sam,

I moved your 1:1 w/ Priya to Thu 12/5, 2–2:30 PM (Rm. 3B). The Q4 OKR review is still Dec. 10th. FYI: Lee is OOO until the 9th.
""",
        (
            "Hi Sam",
            "one on one with Priya|one to one with Priya",
            "Thursday December {fifth|the fifth}",
            "two to two thirty P M",
            "{Room|Rm} three B",
            "Q four",
            "December tenth",
            "until the ninth",
        ),
    ),
    Answer(
        "en",
        """\
The Pacific is ~165.2 million km² and holds the Mariana Trench, 10,935 m (35,876 ft) deep. For scale: Everest is only 8,849 m tall.
""",
        (
            "one hundred {and |}sixty-five point two million square kilometers",
            "ten thousand nine hundred {and |}thirty-five meters",
            "thirty-five thousand eight hundred {and |}seventy-six feet",
            "eight thousand eight hundred {and |}forty-nine meters tall",
        ),
    ),
    Answer(
        "en",
        """\
Got it — your table for 6 at **Chez Léa** is booked for tonight, 8:15. Confirmation no. `QX7-20B`. Running late? Call (212) 555-0136 ext. 4.
""",
        (
            "table for six at Chez Léa",
            "eight fifteen",
            "Confirmation number",
            "Q X seven",
            "two one two five five five zero one three six|two one two five five five oh one three six",
            "extension four",
        ),
    ),
    Answer(
        "en",
        """\
### Why the sky is blue

Sunlight scatters off air molecules, & short wavelengths (≈ 450 nm) scatter far more than red (≈ 700 nm): the intensity goes as $1/\\lambda^4$.[^1]

[^1]: Rayleigh, 1871.
""",
        (
            "Why the sky is blue",
            "molecules and short wavelengths",
            "{about|approximately|roughly|around} four hundred {and |}fifty nanometers",
            "{about|approximately|roughly|around} seven hundred nanometers",
            "one {over|divided by} lambda to the {power of four|fourth|fourth power|power four|four}",
        ),
    ),
    Answer(
        "en",
        """\
You've got 3 new messages:

* **Mom** (8:02 AM): "Call me when u can!! ❤️"
* **+1 646 555 0187**: "Your code is 884-201"
* **Dr. Okafor's office**: "Appt. confirmed for 1/14 @ 10:40 a.m."
""",
        (
            "three new messages",
            "Mom eight oh two A M",
            "one six four six five five five",
            "eight eight four two zero one|eight eight four two oh one",
            "Doctor Okafor's office",
            "January {fourteenth|the fourteenth} at ten forty A M",
        ),
    ),
    Answer(
        "en",
        """\
No, TLS 1.3 isn't the same as QUIC. QUIC = UDP + TLS in a faster *framing*; see [RFC 9114](https://www.rfc-editor.org/rfc/rfc9114) for details.
""",
        (
            "TLS one point three",
            "equals",
            "plus",
            "in a faster framing",
            "R F C ninety-one fourteen|RFC ninety-one fourteen|R F C nine one one four|RFC nine one one four|RFC nine thousand one hundred {and |}fourteen",
            "for details",
        ),
        ("rfc-editor",),
    ),
    Answer(
        "en",
        """\
Heat oven to 375°F/190°C. Whisk 2¼ cups flour, 1 tsp. baking soda and ½ tsp salt. Cream 1 c. butter with ¾ cup sugar; add 2 lg. eggs. Bake 9–11 min. Makes ~5 doz. cookies.
""",
        (
            "three hundred {and |}seventy-five degrees|three seventy-five degrees",
            "one hundred {and |}ninety degrees|one ninety degrees",
            "two and {a|one} quarter cups",
            "one teaspoon baking soda",
            "{half a|a half|one half|one-half} teaspoon salt",
            "{three quarters|three fourths} {of a |}cup",
            "nine to eleven minutes",
            "five dozen cookies",
        ),
    ),
    Answer(
        "en",
        """\
Queen Victoria reigned from 1837 to 1901, i.e., 63 yrs., 7 mos. & 2 days. Only Elizabeth II (r. 1952–2022) sat longer on the throne, at 70 years and 214 days.
""",
        (
            "from eighteen thirty-seven to nineteen {oh one|hundred one|hundred and one}",
            "that is|I E",
            "sixty-three years seven months and two days",
            "Elizabeth the second",
            "nineteen fifty-two to {twenty twenty-two|two thousand twenty-two}",
            "two hundred {and |}fourteen days",
        ),
    ),
    Answer(
        "en",
        """\
<think>User wants the 3 largest moons.</think>
Saturn's three biggest moons are:

1. **Titan**: 5,149 km across
2. **Rhea**: 1,527 km
3. **Iapetus**: 1,469 km

Titan's air is 1.5× denser than ours.
""",
        (
            "Saturn's three biggest moons are",
            "Titan five thousand one hundred {and |}forty-nine kilometers across",
            "Rhea one thousand five hundred {and |}twenty-seven kilometers|Rhea fifteen hundred {and |}twenty-seven kilometers",
            "Iapetus one thousand four hundred {and |}sixty-nine kilometers|Iapetus fourteen hundred {and |}sixty-nine kilometers",
            "one point five times denser",
        ),
        ("User wants",),
    ),
    Answer(
        "en",
        """\
Flight **DL 1482** JFK→SEA is delayed: new dep. 6:10 PM, arr. 9:31 PM local, Gate B44. You'll miss AS 3391. Rebook at delta.com/trips or text 65432?
""",
        (
            "{D L|DL} {fourteen eighty-two|one four eight two}",
            "to",
            "delayed",
            "six ten P M",
            "nine thirty-one P M",
            "Gate B forty-four",
            "delta dot com slash trips",
            "six five four three two|sixty-five four thirty-two|sixty-five thousand four hundred {and |}thirty-two",
        ),
    ),
    Answer(
        "en",
        """\
In Excel, use `=SUM(A1:A10)` to add the column, or `=A1*B1` for a product. Press **Ctrl+Shift+Enter** for array formulas (pre-2019), **F4** to lock a cell.
""",
        (
            "In Excel use",
            "A one",
            "to A ten",
            "to add the column",
            "A one times B one",
            "for a product",
            "{Control|Ctrl|C T R L} {plus |}Shift {plus |}Enter",
            "{pre twenty nineteen|pre two thousand nineteen}",
            "F four to lock a cell",
        ),
    ),
    Answer(
        "en",
        """\
The company was founded in the '90s & now has 12k+ employees in 40+ countries. FY23 revenue: $3.2bn (+8% YoY); net loss: ($41M).
""",
        (
            "{in the |}{nineties|nineteen nineties}",
            "twelve thousand {plus|or more} employees|more than twelve thousand employees|over twelve thousand employees",
            "forty {plus|or more} countries|more than forty countries|over forty countries",
            "three point two billion dollars",
            "{plus|up} eight percent",
            "forty-one million dollars",
        ),
    ),
    Answer(
        "en",
        """\
Roger that! Timer set: **1 h 25 min**. I'll also remind you @ 5:05pm to pick up:
- [ ] 2 lbs. ground beef
- [x] 1 doz. eggs
- [ ] 6 x 330 ml cans of soda
""",
        (
            "Timer set one hour {and |}twenty-five minutes",
            "at five oh five P M",
            "two pounds ground beef",
            "{one|a} dozen eggs",
            "six {times|by|} three hundred {and |}thirty milliliter{s|} cans",
        ),
    ),
    Answer(
        "en",
        """\
Honestly? Either works: **(a)** refinance now, or **(b)** wait for Q1 '26. The break-even point is roughly 2.5–3 yrs; w/o points it's < 24 mos. Your call 🤷‍♂️
""",
        (
            "Either works",
            "refinance now",
            "Q one",
            "{twenty twenty-six|twenty-six}",
            "two point five to three years",
            "without points it's {less than|under} twenty-four months",
            "Your call",
        ),
    ),
]

GERMAN: list[Answer] = [
    Answer(
        "de",
        """\
Klar! Dein Paket liegt in der **Packstation 112**, Bahnhofstr. 8. Abholen kannst du es bis Mi., 27.11., um 22 Uhr. Der Code ist `4470`.
""",
        (
            "Packstation {ein|}hundertzwölf|Packstation eins eins zwei",
            "Bahnhofstraße acht",
            "Mittwoch {den |}{siebenundzwanzigsten|siebenundzwanzigster} {elften|elfter|November}",
            "um zweiundzwanzig Uhr",
            "vier vier sieben null",
        ),
    ),
    Answer(
        "de",
        """\
### Balkonkraftwerk – kurz gerechnet

- Leistung: max. 800 W
- Ertrag: ca. 600–700 kWh/Jahr
- Preis: ab 399 €, d. h. bei 0,35 €/kWh ist es nach ~2 Jahren bezahlt.
""",
        (
            "maximal achthundert Watt",
            "{circa|zirka|ungefähr|etwa} sechshundert bis siebenhundert Kilowattstunden {pro|im} Jahr",
            "ab dreihundertneunundneunzig Euro",
            "das heißt",
            "{null Komma drei fünf Euro|fünfunddreißig Cent|null Euro fünfunddreißig} pro Kilowattstunde",
            "nach {etwa|ungefähr|circa} zwei Jahren",
        ),
    ),
    Answer(
        "de",
        """\
Der Film läuft heute um 17:30, 20:15 u. 22:45 Uhr im Kino 3 (1. OG). Eine Karte kostet 11,50 €, ermäßigt 9 €. Soll ich Reihe F, Platz 7+8 reservieren?
""",
        (
            "siebzehn Uhr dreißig zwanzig Uhr fünfzehn und zweiundzwanzig Uhr fünfundvierzig",
            "Kino drei",
            "{ersten|erstes|erster|erste} {OG|O G|Obergeschoss}",
            "elf Euro fünfzig",
            "neun Euro",
            "Platz sieben {plus|und} acht",
        ),
    ),
    Answer(
        "de",
        """\
Johann Sebastian Bach (* 1685 in Eisenach; † 1750 in Leipzig) schrieb das *Wohltemperierte Klavier*, BWV 846–893. Sein 2. Sohn, C. P. E. Bach, wurde am Hof Friedrichs II. bekannt.
""",
        (
            "Johann Sebastian Bach",
            "sechzehnhundertfünfundachtzig in Eisenach",
            "siebzehnhundertfünfzig in Leipzig",
            "Wohltemperierte Klavier",
            "achthundertsechsundvierzig bis achthundertdreiundneunzig",
            "zweiter Sohn",
            "Friedrichs des Zweiten",
        ),
        ("Sternchen",),
    ),
]

SPANISH: list[Answer] = [
    Answer(
        "es",
        """\
¡Listo! 🧾 Tu factura de luz es de **64,37 €** (IVA incl.) y vence el 15/12. Consumo: 212 kWh, un 8 % menos que en nov. de 2023.
""",
        (
            "sesenta y cuatro euros con treinta y siete",
            "I V A|IVA",
            "quince de diciembre",
            "doscientos doce {kilovatios hora|kilovatios-hora|kilovatio hora|kilovatio-horas}",
            "ocho por ciento menos",
            "noviembre de dos mil veintitrés",
        ),
    ),
    Answer(
        "es",
        """\
Para una tortilla (4 pers.):

1. Corta 600 g de patatas.
2. Fríelas a fuego medio 20–25 min.
3. Bate 6 huevos y añade 1/2 cdta. de sal.
""",
        (
            "cuatro personas",
            "seiscientos gramos de patatas",
            "veinte a veinticinco minutos",
            "seis huevos",
            "media {cucharadita|cdta} de sal",
        ),
    ),
    Answer(
        "es",
        """\
El vuelo **IB 3166** sale a las 7:05 de la T4S, puerta S12. El equipaje de mano no puede pesar > 10 kg ni medir más de 56 x 40 x 25 cm.
""",
        (
            "{I B|IB}",
            "a las siete {y |cero |}cinco",
            "T cuatro S",
            "S doce",
            "{más de|mayor que|mayor a|superior a} diez {kilos|kilogramos}",
            "cincuenta y seis por cuarenta por veinticinco centímetros",
        ),
    ),
    Answer(
        "es",
        """\
La Guerra de los Treinta Años (1618-1648) empezó con la *defenestración de Praga*. Felipe IV reinaba en España desde 1621; su valido era el conde-duque de Olivares, n.º 1 en la corte.
""",
        (
            "mil seiscientos dieciocho a mil seiscientos cuarenta y ocho",
            "defenestración de Praga",
            "Felipe cuarto",
            "mil seiscientos veintiuno",
            "número uno en la corte",
        ),
    ),
]

FRENCH: list[Answer] = [
    Answer(
        "fr",
        """\
Votre train **TGV 6607** part à 8h04 de la voie 12 et arrive à Lyon à 10h02. Voiture 7, place 84 (haut). Prix : 49,90 €, échangeable jusqu'au 30/11.
""",
        (
            "huit heures {zéro |}quatre",
            "voie douze",
            "dix heures {zéro |}deux",
            "Voiture sept place quatre-vingt-quatre",
            "quarante-neuf euros quatre-vingt-dix",
            "trente novembre",
        ),
    ),
    Answer(
        "fr",
        """\
Pour une pâte à crêpes :

- 250 g de farine
- 4 œufs
- 1/2 l de lait (≈ 500 ml)
- 1 c. à s. d'huile

Laissez reposer **1 h** au min., puis cuisez env. 2 min de chaque côté.
""",
        (
            "deux cent cinquante grammes de farine",
            "quatre œufs",
            "{un demi|demi} litre de lait",
            "cinq cents millilitres",
            "une cuillère à soupe d'huile",
            "une heure au {minimum|min}",
            "environ deux minutes",
        ),
    ),
    Answer(
        "fr",
        """\
François Ier (1494-1547) et Henri VIII se rencontrent en juin 1520 au *Camp du Drap d'or*. Au XVIe s., c'était le sommet politique n° 1 !
""",
        (
            "François premier mille quatre cent quatre-vingt-quatorze {à |}mille cinq cent quarante-sept",
            "Henri huit",
            "juin mille cinq cent vingt",
            "seizième {siècle|s}",
            "numéro un",
        ),
    ),
    Answer(
        "fr",
        """\
Il fera **−3 °C** demain matin à Lille, puis 4 °C l'après-midi (vent de NE, 35 km/h). Risque de neige : 60 %. Pensez au 0 800 100 200 (gratuit, 24h/24, 7j/7).
""",
        (
            "moins trois degrés",
            "quatre degrés",
            "trente-cinq kilomètres {heure|par heure|à l'heure}",
            "soixante pour cent",
            "zéro huit {cent|cents} cent deux cents",
            "vingt-quatre heures sur vingt-quatre sept jours sur sept",
        ),
    ),
]

ITALIAN: list[Answer] = [
    Answer(
        "it",
        """\
Certo! La tua visita dal **dott. Neri** è ven 6/12 alle 9:20, in via Dante 14, 2° piano. Il ticket costa 36,15 €. Porta la tessera sanitaria e gli esami del 2023.
""",
        (
            "{dottor|dottore} Neri",
            "venerdì sei dicembre alle nove e venti",
            "via Dante quattordici secondo piano",
            "trentasei euro e quindici",
            "duemilaventitré",
        ),
    ),
    Answer(
        "it",
        """\
## Risotto per 4 persone

- 320 g di riso
- 1 l di brodo
- 1/2 cipolla
- 50 g di burro (ca. 3 cucchiai)

Cuoci per 16–18 min., poi manteca *fuori dal fuoco*.
""",
        (
            "quattro persone",
            "trecentoventi grammi di riso",
            "un litro di brodo",
            "mezza cipolla",
            "cinquanta grammi di burro circa tre cucchiai",
            "{da |}sedici {a |}diciotto minuti",
            "fuori dal fuoco",
        ),
    ),
    Answer(
        "it",
        """\
Il Po è lungo 652 km; la sua portata media è di 1.540 m³/s. Nasce dal Monviso (3.841 m s.l.m.) e sfocia nell'Adriatico.
""",
        (
            "seicentocinquantadue chilometri",
            "millecinquecentoquaranta metri cubi al secondo",
            "tremilaottocentoquarantuno metri {sul livello del mare|s l m}",
            "sfocia nell'Adriatico",
        ),
    ),
    Answer(
        "it",
        """\
Juventus-Inter è finita 2-1 (gol al 12', 55' e 90+3'). In classifica: 1ª l'Inter a 34 pt., 2ª la Juve a 31. Prossimo turno: sab. 30 nov., ore 20:45.
""",
        (
            "Juventus Inter è finita due {a |}uno",
            "dodicesimo|dodici minuti|dodici",
            "prima l'Inter",
            "trentaquattro punti",
            "seconda la Juve a trentuno",
            "sabato trenta novembre",
            "venti e quarantacinque",
        ),
    ),
]

PORTUGUESE: list[Answer] = [
    Answer(
        "pt",
        """\
Prontinho! ✅ Pix de **R$ 1.350,00** para João da Silva agendado para sex., 29/11. Seu saldo fica em R$ 212,07.
""",
        (
            "mil trezentos e cinquenta reais",
            "sexta{ feira|}",
            "vinte e nove de novembro",
            "duzentos e doze reais e sete centavos",
        ),
    ),
    Answer(
        "pt",
        """\
### Treino de hoje

1. Agachamento: 4x12, 60 kg
2. Supino: 3 séries de 8–10 rep.
3. Corrida: 5 km em 27min30s (≈ 5:30/km)

Descanse 90 s entre as séries.
""",
        (
            "quatro {por|vezes|x|de} doze sessenta {quilos|quilogramas}",
            "oito a dez {repetições|rep}",
            "cinco quilômetros em vinte e sete minutos e trinta segundos",
            "cinco {e|minutos e} trinta {segundos |}por quilômetro",
            "noventa segundos",
        ),
    ),
    Answer(
        "pt",
        """\
D. Pedro II governou o Brasil de 1840 a 1889. No séc. XIX, o país tinha ~10 milhões de hab.; hoje são 203,1 milhões (Censo 2022, IBGE).
""",
        (
            "Dom Pedro segundo",
            "mil oitocentos e quarenta a mil oitocentos e oitenta e nove",
            "século dezenove",
            "dez milhões de habitantes",
            "duzentos e três vírgula um milhões",
            "dois mil e vinte e dois",
        ),
    ),
    Answer(
        "pt",
        """\
A farmácia da Av. Paulista, nº 2.073, abre das 8h às 22h. O remédio custa de R$ 18,90 a R$ 24,50 (gen. 500 mg, c/ 20 comp.). Tel.: (11) 3253-0000.
""",
        (
            "Avenida Paulista número dois mil e setenta e três",
            "das oito{ horas|} às vinte e duas",
            "dezoito reais e noventa centavos a vinte e quatro reais e cinquenta centavos",
            "quinhentos miligramas",
            "com vinte {comprimidos|comp}",
            "um um três dois cinco três zero zero zero zero",
        ),
    ),
]

RUSSIAN: list[Answer] = [
    Answer(
        "ru",
        """\
Готово! Такси приедет через **7 мин.** на ул. Гоголя, д. 15, к. 2. Белая Kia, номер А 482 МР. Стоимость ≈ 430 ₽.
""",
        (
            "через семь минут",
            "улицу Гоголя|улица Гоголя|улице Гоголя",
            "дом пятнадцать {корпус|квартира|комната} два",
            "четыреста восемьдесят два",
            "четыреста тридцать рублей",
        ),
    ),
    Answer(
        "ru",
        """\
### Как заварить кофе

1. Возьмите 15 г молотого кофе на 250 мл воды.
2. Нагрейте воду до 92–96 °C.
3. Подождите 4 мин. и медленно нажмите на поршень.
""",
        (
            "пятнадцать грамм{ов|} молотого кофе на двести пятьдесят миллилитров воды",
            "до девяноста двух девяноста шести градусов|от девяноста двух до девяноста шести градусов|до девяносто двух девяносто шести градусов",
            "четыре минуты",
            "на поршень",
        ),
    ),
    Answer(
        "ru",
        """\
Пётр I родился 30 мая 1672 г. и правил до 1725 г. В 1703 г. он основал Санкт-Петербург. При нём население выросло на 20 %, до ~15 млн чел.
""",
        (
            "Пётр первый",
            "тридцатого мая {тысяча|одна тысяча} шестьсот семьдесят второго года",
            "до {тысяча|одна тысяча} семьсот двадцать пятого года",
            "В {тысяча|одна тысяча} семьсот третьем году",
            "на двадцать процентов",
            "пятнадцати миллионов человек|пятнадцать миллионов человек",
        ),
    ),
    Answer(
        "ru",
        """\
Ваш рейс **SU 1702** вылетает 5 декабря в 06:40 (терминал B, выход 21). Багаж — до 23 кг. Онлайн-регистрация: www.aeroflot.ru, тел. 8 800 444-55-55.
""",
        (
            "пятого декабря",
            "шесть {часов |}сорок",
            "выход двадцать один",
            "до двадцати трёх {килограммов|килограмм|кило}",
            "точка",
            "телефон восемь восемьсот четыреста сорок четыре пятьдесят пять пятьдесят пять",
        ),
    ),
]

CHINESE: list[Answer] = [
    Answer(
        "zh",
        """\
好的!您的快递已到 **3号柜**,取件码 `8-2-4017`,请在 11月25日 20:00 前取走。📦
""",
        ("三号柜", "{四零一七|四零幺七|四千零一十七}", "十一月二十五日", "二十点|晚上八点"),
    ),
    Answer(
        "zh",
        """\
## 明天的天气

- 北京:晴,-4~6℃,北风3–4级
- 上海:小雨,9~13℃,降水概率70%

记得带伞哦!
""",
        (
            "{零下四度|负四|零下四}",
            "到六{摄氏度|度}",
            "三{至|到}四级",
            "九到十三{摄氏度|度}|九至十三{摄氏度|度}",
            "百分之七十",
            "记得带伞",
        ),
    ),
    Answer(
        "zh",
        """\
李白(701年—762年),字太白,唐代诗人。他写了约1000首诗,其中《静夜思》只有20个字,却流传了1200多年。
""",
        (
            "七零一年{至|到|}七六二年",
            "约{一千|1000}首诗",
            "静夜思",
            "二十个字",
            "{一千二百|一千两百}多年",
        ),
    ),
    Answer(
        "zh",
        """\
G1234次列车 14:05 从杭州东站出发,16:47 到达南京南站,二等座票价 ¥117.5,还剩 2 张。需要我帮您订 1/2 张吗?
""",
        (
            "{一二三四|幺二三四}次",
            "十四点{零|}五{分|}",
            "十六点四十七{分|}",
            "{一百一十七点五元|一百一十七块五|一百一十七元五角}",
            "两张",
        ),
    ),
]

JAPANESE: list[Answer] = [
    Answer(
        "ja",
        """\
かしこまりました。**11月28日(木)19:30** に4名様でご予約を承りました。コースは1人5,500円(税込)です。
""",
        (
            "十一月二十八日",
            "{木曜日|木曜|木}",
            "十九時{三十分|半}",
            "四名様",
            "{一人|ひとり}五千五百円",
        ),
    ),
    Answer(
        "ja",
        """\
## 肉じゃがの作り方

1. じゃがいも3個を一口大に切ります。
2. 牛肉200gを炒めます。
3. だし400mlと砂糖大さじ2を加え、15〜20分煮ます。
""",
        (
            "三個",
            "二百グラム",
            "四百ミリリットル",
            "大さじ{二|に}",
            "十五{から|ないし}二十分",
        ),
    ),
    Answer(
        "ja",
        """\
富士山の高さは3,776mで、日本一です。2番目は南アルプスの北岳(3,193m)、3番目は奥穂高岳(3,190m)です。
""",
        (
            "三千七百七十六メートル",
            "{二番目|2番目}",
            "三千百九十三メートル",
            "{三番目|3番目}",
            "三千百九十メートル",
        ),
    ),
    Answer(
        "ja",
        """\
次の「のぞみ225号」は東京駅15:00発、新大阪17:27着です。料金は指定席で14,720円。乗り場は18番線です。
""",
        (
            "のぞみ{二百二十五|二二五}号",
            "十五時",
            "十七時二十七分",
            "{一|}万四千七百二十円",
            "十八番線",
        ),
    ),
]

KOREAN: list[Answer] = [
    Answer(
        "ko",
        """\
네! **11월 30일(토) 오후 6:30**에 2명 예약했어요. 예약 번호는 `3907`이고, 주차는 2시간 무료예요. 🚗
""",
        (
            "십일월 삼십일",
            "{토요일|토}",
            "오후 여섯 시 {삼십 분|반}",
            "두 명",
            "삼구공칠|삼 구 공 칠|삼구영칠",
            "두 시간 무료",
        ),
    ),
    Answer(
        "ko",
        """\
### 김치찌개 (2인분)

1. 돼지고기 150g을 볶아요.
2. 김치 1/4포기와 물 500ml를 넣어요.
3. 중불에서 15~20분 끓이면 끝!
""",
        (
            "이 인분",
            "백오십 그램을",
            "사분의 일 포기|사 분의 일 포기",
            "오백 밀리리터",
            "십오{ 분|}에서 이십 분",
        ),
    ),
    Answer(
        "ko",
        """\
한라산의 높이는 1,947m이고, 제주도 면적은 약 1,850km²입니다. 인구는 67만 명쯤 되고, 매년 1,300만 명 이상이 찾아요.
""",
        (
            "천구백사십칠 미터",
            "천팔백오십 제곱킬로미터",
            "육십칠만 명",
            "천삼백만 명",
        ),
    ),
    Answer(
        "ko",
        """\
KTX 115 열차는 서울역에서 10:27에 출발해 13:05에 부산역에 도착합니다. 요금은 59,800원, 3호차 12A석이에요. 문의: 1544-7788.
""",
        (
            "열 시 이십칠 분",
            "{열세 시|십삼 시} {오|공오} 분",
            "오만 구천팔백 원|오만구천팔백 원",
            "삼 호차",
            "{십이|열두} {에이|A} 석",
            "일오사사",
        ),
    ),
]

MENDED: list[Answer] = [
    Answer(
        "en",
        """\
Filter size: 16x25x1". Print a 4x6" photo, or use code "4x4" (Darwin, 1859; Mendel, 1866).
""",
        (
            "sixteen by twenty-five by one inches",
            "four by six inch photo",
            "code four by four Darwin eighteen fifty-nine Mendel eighteen sixty-six",
        ),
    ),
    Answer(
        "de",
        "Büro (3. Stock): Mo.–Fr. 8–18 Uhr, Di.-Do. auch abends.",
        ("Büro {dritter|drittes|dritte} Stock", "Montag bis Freitag acht bis achtzehn Uhr"),
    ),
    Answer("pt", "Consulta: qui., 5/12, às 14h20.", ("quinta cinco de dezembro",)),
    Answer("es", "Cita: vie. 5/12 a las 9:30.", ("viernes cinco de diciembre",)),
    Answer("ru", "Приём до 18:00, каб. 5.", ("кабинет пять",)),
    Answer(
        "en",
        """\
The update brings a ~32% gain, an ~8% smaller file and ~5 new icons. Take **US-1 – 232 mi** of coast road (Baedeker, 1893).
""",
        (
            "a roughly thirty-two percent gain",
            "an eight percent smaller file",
            "about five new icons",
            "two hundred thirty-two miles",
            "Baedeker eighteen ninety-three",
        ),
        ("one to two hundred",),
    ),
    Answer(
        "en",
        """\
Easy pace: 5:30/km or 8:50/mi; your long run stays at 6:00/km. Buy a 2" wider belt, it's > 3 ft. Use ref. no. KD4471, dep. 7:20 AM.
""",
        (
            "five thirty per kilometer",
            "eight fifty per mile",
            "six minutes per kilometer",
            "two inch wider belt",
            "it's more than three feet",
            "number K D",
            "departure seven twenty A M",
        ),
    ),
    Answer(
        "de",
        """\
| Zeit | Fach |
|---|---|
| 9:45 | Sport (2. Halle) |

Milch u. 6 Eier reichen für ~4 Personen. Tempo: 5:30/km.
""",
        (
            "Sport {zweite|zwei} Halle",
            "Milch und sechs Eier",
            "für {etwa|ungefähr|circa} vier Personen",
            "fünf Minuten dreißig pro Kilometer",
        ),
        ("ungefähr gleich",),
    ),
    Answer(
        "es",
        "Ritmo: 5:30/km, menú para 2 pers. y postre.",
        ("cinco treinta por kilómetro", "dos personas y postre"),
    ),
    Answer(
        "fr",
        "Allure : 4:45 min/km, puis 6:00/km.",
        ("quatre minutes quarante-cinq par kilomètre", "six minutes par kilomètre"),
    ),
    Answer(
        "it",
        "Passo: 5:30/km. Rifugio a 2.100 m s.l.m. Chiude sab 7/9, 21 pt. in tutto.",
        (
            "cinque minuti e trenta secondi al chilometro",
            "duemilacento metri sul livello del mare",
            "sabato sette settembre",
            "ventuno punti in tutto",
        ),
    ),
    Answer(
        "pt",
        "Assinatura (aprox. US$ 3,40 por mês). Ritmo de 4:05/km.",
        ("aproximadamente três dólares e quarenta centavos", "quatro e zero cinco por quilômetro"),
    ),
    Answer(
        "ru",
        "1. **1709 г.** — Полтавская битва\n2. Адрес: ул. Мира, д. 3, к. 12",
        ("тысяча семьсот девятый год Полтавская битва", "дом три корпус двенадцать"),
    ),
    Answer("zh", "解:x = −b,y = (−a)。", ("x等于负b", "y等于负a")),
    Answer(
        "ja",
        "- 10:00〜 会議\n- 13:00〜 昼食\n\n解は $x = \\frac{-b}{2a}$ です。",
        ("十時から会議", "十三時から昼食", "イコールマイナスb"),
    ),
    Answer(
        "ko",
        "- 10:00~ 회의\n\n해는 $x = \\frac{-b}{2a}$ 입니다.",
        ("열 시부터 회의", "마이너스 b"),
    ),
]
"""What was said wrongly once, and is not in the others."""

MORE: list[Answer] = [
    *ENGLISH,
    *GERMAN,
    *SPANISH,
    *FRENCH,
    *ITALIAN,
    *PORTUGUESE,
    *RUSSIAN,
    *CHINESE,
    *JAPANESE,
    *KOREAN,
]
