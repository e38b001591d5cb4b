"""Everyday answers of voice assistants; `LAST` was written without a look at the rules."""

from tests.text.cases.answers import Answer

# A line of an answer cannot be wrapped: its end is markup.
# ruff: noqa: E501

__all__ = ["LAST", "LAST_MENDED"]

ENGLISH: list[Answer] = [
    Answer(
        "en",
        "Right now it's 41°F and cloudy in Portland, with a high of 48. Expect about 0.3 inches of rain after 2:30 PM, so bring an umbrella! ☔",
        (
            "forty-one degrees {Fahrenheit |}and cloudy",
            "a high of forty-eight",
            "{zero |}point three inches",
            "two thirty P M",
            "umbrella",
        ),
    ),
    Answer(
        "en",
        """\
You have **3 events** today:

- 9:00 AM – Stand-up (15 min)
- 11:30 AM – Dentist, Dr. Patel
- 4 PM – Pick up Mia @ school

Anything you'd like me to move?
""",
        (
            "three events",
            "nine {A M|o'clock A M}",
            "Stand-up",
            "fifteen minutes",
            "eleven thirty A M",
            "Doctor Patel",
            "four P M",
            "Mia at school",
        ),
    ),
    Answer(
        "en",
        "Your balance is $2,418.07 as of 11/20/2025. The last transaction was a $64.99 charge from Target on Nov. 19.",
        (
            "two thousand four hundred {and |}eighteen dollars and seven cents",
            "November {twentieth|the twentieth|twenty} {twenty twenty-five|two thousand twenty-five}",
            "sixty-four dollars and ninety-nine cents|sixty-four ninety-nine",
            "November nineteenth|November the nineteenth|November nineteen",
        ),
    ),
    Answer(
        "en",
        """\
To reset your router:

1. Unplug the power cable and wait **30 seconds**.
2. Plug it back in; the light turns green after 1–2 minutes.
3. Open `192.168.1.1` in your browser and log in as *admin*.
""",
        (
            "thirty seconds",
            "one to two minutes",
            "one {nine two|ninety-two} {dot|point} one {six eight|sixty-eight} {dot|point} one {dot|point} one",
            "log in as admin",
        ),
    ),
    Answer(
        "en",
        "Flight UA 482 to Denver is delayed by 45 min. It now leaves at 6:05 p.m. from Gate B14, Terminal 3.",
        (
            "{U A|UA} four {eight two|eighty-two|hundred eighty-two|hundred and eighty-two}",
            "forty-five minutes",
            "six {oh|o} five P M",
            "Gate B fourteen",
            "Terminal three",
        ),
    ),
    Answer(
        "en",
        "15% of $86.40 is $12.96, so the total comes to **$99.36**. Split 4 ways, that's $24.84 each.",
        (
            "fifteen percent of eighty-six dollars and forty cents",
            "twelve dollars and ninety-six cents",
            "ninety-nine dollars and thirty-six cents",
            "four ways",
            "twenty-four dollars and eighty-four cents each",
        ),
    ),
    Answer(
        "en",
        """\
Here's a quick pancake recipe 🥞:

- 1½ cups flour
- 2 tbsp sugar
- 1 tsp baking powder
- 1¼ cups milk
- 1 egg

Cook on medium heat for ~2 min per side.
""",
        (
            "one and a half cups flour",
            "two tablespoons {of |}sugar",
            "one teaspoon baking powder",
            "one and {a quarter|one quarter|one fourth} cups milk",
            "one egg",
            "{about|around|roughly|approximately} two minutes per side",
        ),
    ),
    Answer(
        "en",
        "The Lakers beat the Celtics 112–104 last night. LeBron James had 28 points, 9 rebounds, and 11 assists in his 1,500th game.",
        (
            "one {hundred |hundred and |}twelve {to |}one {hundred four|hundred and four|oh four}",
            "twenty-eight points",
            "nine rebounds",
            "eleven assists",
            "{one thousand five|fifteen} hundredth game",
        ),
    ),
    Answer(
        "en",
        "I found 2 pharmacies nearby:\n\n**CVS** – 0.4 mi away, open until 10 PM, (503) 555-0142\n**Walgreens** – 1.1 mi away, open 24/7",
        (
            "two pharmacies",
            "C V S|CVS",
            "{zero |}point four miles away",
            "ten P M",
            "five {oh|zero} three five five five {oh|zero} one four two",
            "one point one miles away",
            "twenty-four seven",
        ),
    ),
    Answer(
        "en",
        "Sure, I set a timer for 1 hr 20 min. It'll go off at 5:47.",
        ("one hour {and |}twenty minutes", "five forty-seven"),
    ),
    Answer(
        "en",
        "George Washington was the 1st U.S. president (1789–1797). He was born on February 22, 1732, in Virginia and died at age 67.",
        (
            "first U S president",
            "seventeen eighty-nine to seventeen ninety-seven",
            "February {twenty-second|the twenty-second} seventeen thirty-two",
            "sixty-seven",
        ),
    ),
    Answer(
        "en",
        """\
Adults can usually take **200–400 mg** of ibuprofen every 4 to 6 hours, but no more than 1,200 mg/day without a doctor's advice.

⚠️ If your fever stays above 103 °F (39.4 °C), call your doctor.
""",
        (
            "two hundred to four hundred milligrams",
            "four to six hours",
            "{one thousand two|twelve} hundred milligrams {per|a} day",
            "one hundred {and |}three degrees Fahrenheit",
            "thirty-nine point four degrees Celsius",
        ),
    ),
    Answer(
        "en",
        "Your order **#A-20931** shipped via UPS and should arrive Tue., Dec. 2, between 8 a.m. and 12 p.m. Track it at [ups.com](https://www.ups.com/track?id=20931).",
        (
            "{number |}A {two zero nine three one|two oh nine three one|twenty nine thirty-one}",
            "U P S|UPS",
            "Tuesday December {second|the second}",
            "eight A M and twelve P M",
            "{U P S|ups} dot com",
        ),
        ("https", "track question mark"),
    ),
    Answer(
        "en",
        """\
| Plan | Price | Data |
|------|-------|------|
| Basic | $15/mo | 5 GB |
| Plus | $30/mo | Unlimited |

Most people your usage level pick **Plus**.
""",
        (
            "Basic",
            "fifteen dollars {per|a} month",
            "five gigabytes",
            "Plus",
            "thirty dollars {per|a} month",
            "Unlimited",
            "Most people",
        ),
    ),
    Answer(
        "en",
        "A marathon is 26.2 miles, or 42.195 km. At a 9:30/mile pace you'd finish in roughly 4 h 9 min.",
        (
            "twenty-six point two miles",
            "forty-two point one nine five kilometers",
            "nine thirty {per|a} mile",
            "four hours {and |}nine minutes",
        ),
    ),
    Answer(
        "en",
        "Okay, I've added *2% milk*, a dozen eggs & 3 lbs of apples to your list. You now have 8 items.",
        (
            "two percent milk",
            "eggs and three pounds of apples",
            "eight items",
        ),
    ),
    Answer(
        "en",
        "Python 3.12 was released in Oct 2023. To check which version you have, run:\n\n```bash\npython3 --version\n```\n\nIf it prints something older, download the latest from python.org.",
        (
            "Python three {point|dot} {twelve|one two}",
            "October {twenty twenty-three|two thousand twenty-three|two thousand and twenty-three}",
            "something older",
            "python dot org",
        ),
        ("backtick",),
    ),
    Answer(
        "en",
        "The S&P 500 closed up 0.8% at 6,642.16, while the Nasdaq fell 1.2%. Apple (AAPL) gained $3.15.",
        (
            "S and P five hundred",
            "{zero |}point eight percent",
            "six thousand six hundred {and |}forty-two point one six",
            "one point two percent",
            "three dollars and fifteen cents",
        ),
    ),
    Answer(
        "en",
        "Got it! Your table for 2 is booked at **Luigi's**, 1420 Oak Ave., on Sat 11/29 at 7:15pm. I sent the confirmation to j.miller@gmail.com.",
        (
            "table for two",
            "{fourteen twenty|one four two oh|one thousand four hundred {and |}twenty|one four two zero} Oak Avenue",
            "Saturday November twenty-ninth|Saturday November twenty-nine|Saturday November the twenty-ninth",
            "seven fifteen P M",
            "j dot miller at gmail dot com",
        ),
    ),
    Answer(
        "en",
        "There are 5,280 feet in a mile, so 3 miles = 15,840 ft. In metric that's about 4.8 km.",
        (
            "five thousand two hundred {and |}eighty feet",
            "three miles {equals|is|equal} fifteen thousand eight hundred {and |}forty feet",
            "four point eight kilometers",
        ),
    ),
]

GERMAN: list[Answer] = [
    Answer(
        "de",
        "Heute wird es in Hamburg bis zu 9 °C, mit einer Regenwahrscheinlichkeit von 70 %. Morgen, am 22.11., bleibt es bei -1 bis 4 Grad meist trocken.",
        (
            "neun Grad {Celsius|}",
            "siebzig Prozent",
            "am zweiundzwanzigsten {elften|November}",
            "minus {eins|ein} bis vier Grad",
        ),
    ),
    Answer(
        "de",
        """\
Deine nächste Verbindung nach **Köln Hbf**:

- ICE 577, Abfahrt 14:05 Uhr, Gleis 7
- Ankunft 18:12 Uhr, 1 Umstieg
- Preis: ab 39,90 €
""",
        (
            "Köln {Hauptbahnhof|Hbf}",
            "{I C E|ICE} {fünfhundertsiebenundsiebzig|fünf sieben sieben|fünf siebenundsiebzig}",
            "vierzehn Uhr fünf",
            "Gleis sieben",
            "achtzehn Uhr zwölf",
            "{ein|eins} Umstieg",
            "neununddreißig Euro {und |}neunzig",
        ),
    ),
    Answer(
        "de",
        "Für 4 Personen brauchst du ca. 500 g Nudeln, 2 EL Olivenöl und 1/2 Bund Petersilie. Alles bei 180 °C ca. 20–25 Min. backen.",
        (
            "vier Personen",
            "{circa|zirka} fünfhundert Gramm",
            "zwei Esslöffel Olivenöl",
            "ein halbes Bund",
            "{einhundertachtzig|hundertachtzig} Grad",
            "{circa|zirka} zwanzig bis fünfundzwanzig Minuten",
        ),
    ),
    Answer(
        "de",
        "Die Praxis Dr. Weber, Lindenstr. 12, hat Mo–Fr von 8 bis 17:30 Uhr geöffnet. Du erreichst sie unter 040 1234567. 📞",
        (
            "Doktor Weber",
            "Lindenstraße zwölf",
            "Montag bis Freitag",
            "acht bis siebzehn Uhr dreißig",
            "null vier{zig|}",
        ),
    ),
]

SPANISH: list[Answer] = [
    Answer(
        "es",
        "Mañana en Sevilla habrá máximas de 24 °C y mínimas de 11. La probabilidad de lluvia es del 15 % por la tarde.",
        (
            "veinticuatro grados",
            "once",
            "quince por ciento",
        ),
    ),
    Answer(
        "es",
        """\
Tu pedido **n.º 40512** está en camino 🚚:

1. Total: 58,75 €
2. Entrega: 25/11/2025, de 9:00 a 14:00
3. Transportista: Correos
""",
        (
            "número {cuarenta mil quinientos doce|cuatro cero cinco uno dos|cuarenta cinco doce}",
            "cincuenta y ocho euros {con|y} setenta y cinco",
            "{veinticinco de noviembre de|veinticinco del once de} dos mil veinticinco",
            "de {las |}nueve a {las |}{catorce|dos}",
            "Correos",
        ),
    ),
    Answer(
        "es",
        "El Real Madrid ganó 3-1 al Sevilla. Los goles fueron en los minutos 12', 45' y 78'. Es su 8.ª victoria de la temporada.",
        (
            "tres {a |}uno",
            "doce",
            "cuarenta y cinco",
            "setenta y ocho",
            "octava victoria",
        ),
    ),
    Answer(
        "es",
        "He puesto una alarma a las 6:45 a. m. de lunes a viernes. El Dr. Ruiz te espera el jueves a las 17:30 en la C/ Mayor, 21, 2.º B.",
        (
            "seis {y |}cuarenta y cinco|siete menos cuarto",
            "doctor Ruiz",
            "diecisiete {y |}treinta|diecisiete {y |}media|cinco y media",
            "calle Mayor veintiuno segundo B",
        ),
    ),
]

FRENCH: list[Answer] = [
    Answer(
        "fr",
        "Il fait actuellement 12 °C à Lyon. Cet après-midi, le vent soufflera à 35 km/h et il tombera environ 4 mm de pluie.",
        (
            "douze degrés",
            "trente-cinq kilomètres {à l'|par |}heure",
            "quatre millimètres",
        ),
    ),
    Answer(
        "fr",
        """\
Voici votre programme de **demain** :

- 9h30 : réunion avec M. Dupont
- 12 h 15 : déjeuner chez Mme Leroy
- 18h : cours de yoga (1h15)
""",
        (
            "neuf heures {trente|et demie}",
            "Monsieur Dupont",
            "{douze|midi} heures quinze|midi et quart|douze heures et quart",
            "Madame Leroy",
            "dix-huit heures",
            "une heure {quinze|et quart}",
        ),
    ),
    Answer(
        "fr",
        "Le train n° 6607 pour Paris part à 7h04, voie 2, et coûte 45,50 € en 2de classe. Réservation : 01 23 45 67 89.",
        (
            "numéro {six mille six cent sept|soixante-six zéro sept}",
            "sept heures {zéro |}quatre",
            "voie {deux|2}",
            "quarante-cinq euros {et |}cinquante",
            "{deuxième|seconde} classe",
            "zéro un vingt-trois quarante-cinq soixante-sept quatre-vingt-neuf",
        ),
    ),
    Answer(
        "fr",
        "Louis XIV est né le 5 septembre 1638 et a régné 72 ans, au XVIIe siècle. *Le saviez-vous ?* Versailles compte env. 2 300 pièces.",
        (
            "Louis quatorze",
            "cinq septembre {mille|seize cent} {six cent |}trente-huit",
            "soixante-douze ans",
            "dix-septième siècle",
            "environ deux mille trois cents pièces",
        ),
    ),
]

ITALIAN: list[Answer] = [
    Answer(
        "it",
        "Oggi a Torino ci sono 8 °C con cielo coperto; domani la massima sarà di 13° e pioverà dalle 15:30 in poi.",
        (
            "otto gradi",
            "tredici gradi",
            "quindici e {trenta|mezza|mezzo}",
        ),
    ),
    Answer(
        "it",
        """\
Ecco la lista della spesa:

- 1,5 kg di patate
- 250 g di burro
- 2 l di latte
- 6 uova

Totale stimato: **14,80 €**
""",
        (
            "{uno|un} {virgola cinque chilogrammi|chilo e mezzo|virgola cinque chili}",
            "duecentocinquanta grammi di burro",
            "due litri di latte",
            "sei uova",
            "quattordici euro e ottanta",
        ),
    ),
    Answer(
        "it",
        "La farmacia di via Roma 45 è aperta lun-ven dalle 8:30 alle 19:30, tel. 011 5551234. È a circa 300 m da te.",
        (
            "via Roma quarantacinque",
            "lunedì {a |}venerdì|lunedì al venerdì|dal lunedì al venerdì",
            "otto e {trenta|mezza|mezzo}",
            "diciannove e {trenta|mezza|mezzo}",
            "telefono zero {uno uno|undici}",
            "trecento metri",
        ),
    ),
]

PORTUGUESE: list[Answer] = [
    Answer(
        "pt",
        "Agora faz 27 °C em Salvador, com 80% de umidade. À noite, a mínima será de 22 graus e há 30% de chance de chuva. ⛈️",
        (
            "vinte e sete graus",
            "oitenta por cento de umidade",
            "vinte e dois graus",
            "trinta por cento",
        ),
    ),
    Answer(
        "pt",
        """\
Seu pagamento foi aprovado ✅

- **Valor:** R$ 1.249,90 em 10x de R$ 124,99
- **Cartão:** final 4821
- **Data:** 21/11/2025 às 14h32
""",
        (
            "mil {e |}duzentos e quarenta e nove reais e noventa centavos",
            "dez {vezes|x|parcelas}",
            "cento e vinte e quatro reais e noventa e nove centavos",
            "final {quatro oito dois um|quarenta e oito vinte e um}",
            "vinte e um de novembro de dois mil e vinte e cinco|vinte e um do onze de dois mil e vinte e cinco",
            "{catorze|quatorze} {horas |}e trinta e dois",
        ),
    ),
    Answer(
        "pt",
        "O 1º lugar é do Palmeiras, com 68 pontos; em 2º vem o Flamengo. A próxima rodada é na 4ª-feira, às 21h30.",
        (
            "primeiro lugar",
            "sessenta e oito pontos",
            "em segundo",
            "quarta feira",
            "vinte e uma {horas |}e {trinta|meia}",
        ),
    ),
]

RUSSIAN: list[Answer] = [
    Answer(
        "ru",
        "Сейчас в Казани −3 °C, ветер 5 м/с. Завтра днём до +2°, вероятность снега 60%.",
        (
            "минус три градуса",
            "пять метров в секунду",
            "{плюс |}{два градуса|двух градусов}",
            "шестьдесят процентов",
        ),
    ),
    Answer(
        "ru",
        """\
Вот ваши дела на **22 ноября**:

- 10:30 — встреча с г-ном Орловым
- 13:00 — обед
- 18:45 — тренировка (1,5 ч)
""",
        (
            "двадцать второе ноября|двадцать второго ноября",
            "десять {часов |}тридцать",
            "господином Орловым",
            "тринадцать {часов|ноль ноль}",
            "восемнадцать {часов |}сорок пять",
            "полтора часа|одна целая {и |}пять десятых часа",
        ),
    ),
    Answer(
        "ru",
        "Заказ № 7145 на сумму 2 390 ₽ доставят 25.11.2025 с 14 до 18 ч. по адресу: ул. Ленина, д. 5, кв. 48.",
        (
            "номер {семь тысяч сто сорок пять|семьдесят один сорок пять|семь один четыре пять}",
            "две тысячи триста девяносто рублей",
            "двадцать пятого ноября две тысячи двадцать пятого года",
            "с четырнадцати до восемнадцати часов",
            "улица Ленина дом пять квартира сорок восемь",
        ),
    ),
]

CHINESE: list[Answer] = [
    Answer(
        "zh",
        "今天上海多云,气温12~18℃,降水概率30%。明天气温会下降5度左右,记得多穿点哦!🧥",
        ("十二到十八摄氏度|十二至十八摄氏度", "百分之三十", "五度"),
    ),
    Answer(
        "zh",
        """\
您今天有 **2 个日程**:

1. 上午9:30 部门会议(约45分钟)
2. 下午3点 和李医生视频通话

需要我提前10分钟提醒您吗?
""",
        ("{两|二}个日程", "上午九点{三十分|三十|半}", "四十五分钟", "下午三点", "十分钟"),
    ),
    Answer(
        "zh",
        "从北京南到上海虹桥,G7次列车19:00发车,23:29到达,二等座¥626起。客服电话是12306。",
        (
            "G七次",
            "十九点",
            "二十三点二十九分",
            "六百二十六{元|块}",
            "{一|幺}二三零六",
        ),
    ),
]

JAPANESE: list[Answer] = [
    Answer(
        "ja",
        "明日の東京は晴れのち曇り、最高気温は16℃、最低気温は7℃の予報です。降水確率は20%なので、傘は要らないでしょう。",
        ("十六度", "七度", "二十パーセント", "傘"),
    ),
    Answer(
        "ja",
        """\
本日の予定は**2件**です。

- 10:30 田中さんと打ち合わせ(1時間)
- 15時 歯医者

10分前にお知らせしますね😊
""",
        ("二件", "十時{三十分|半}", "一時間", "十五時", "十分前"),
    ),
    Answer(
        "ja",
        "新宿駅から横浜駅までは、湘南新宿ラインで約33分、運賃は580円です。次の電車は8:14発、3番線から出ます。",
        ("約三十三分", "五百八十円", "八時十四分発", "三番線"),
    ),
]

KOREAN: list[Answer] = [
    Answer(
        "ko",
        "오늘 서울은 맑고 낮 최고기온은 11도, 아침 최저기온은 -2℃예요. 미세먼지 농도는 35㎍/㎥로 보통입니다.",
        (
            "십일 도|십일도",
            "영하 이 도|마이너스 이 도|영하 이도",
            "삼십오 마이크로그램",
            "보통",
        ),
    ),
    Answer(
        "ko",
        """\
오늘 일정은 **3개**입니다.

1. 오전 9:30 팀 회의
2. 오후 2시 치과 예약
3. 19:00 친구 2명과 저녁 식사
""",
        (
            "{세|삼} 개",
            "오전 아홉 시 {삼십 분|반}",
            "오후 두 시",
            "{열아홉|십구} 시",
            "친구 두 명",
        ),
    ),
    Answer(
        "ko",
        "주문하신 상품(총 48,500원)은 11월 24일(월)에 도착 예정이에요. 문의는 1588-0000으로 전화해 주세요.",
        (
            "사만 팔천오백 원",
            "십일월 이십사 일",
            "{월요일|월}",
            "일 오 팔 팔",
        ),
    ),
]

LAST_MENDED: list[Answer] = [
    Answer(
        "en",
        "You ran **5:20/km**, or 8:35 min/mile. Meet at 9:30/10:00.",
        ("five twenty per kilometer", "eight thirty-five per mile", "nine thirty ten o'clock"),
    ),
    Answer(
        "en",
        "Arsenal 2–1 Chelsea (Saka 12', Rice 45'+2; Palmer 80'). Silva scored in the 67', in minute 67'.",
        (
            "Saka twelfth minute",
            "Rice forty-fifth minute plus two",
            "Palmer eightieth minute",
            "in the sixty-seventh minute",
            "in minute sixty-seven",
        ),
        ("feet",),
    ),
    Answer(
        "en",
        "The goal is a fence 8' tall; cut the boards to 10' with a 6' ladder. In a minute, lift the header 8' up.",
        ("eight feet tall", "to ten feet", "a six foot ladder", "eight feet up"),
    ),
    Answer("en", "It's 1 to 0, and he's 6'2\" tall.", ("six {feet|foot} two {inches|} tall",)),
    Answer(
        "de",
        "Nimm 1/2 Bund Dill und 1 Bd. Minze. Die Karte mit den Endziffern 4821 gilt.",
        ("ein halbes Bund Dill", "ein Bund Minze", "Endziffern vier acht zwei eins"),
    ),
    Answer(
        "es",
        "Tarjeta Visa terminada en **3174**. La obra fue terminada en 2019.",
        ("terminada en tres uno siete cuatro", "terminada en dos mil diecinueve"),
    ),
    Answer(
        "fr",
        "La carte se terminant par 4821. La guerre se termine en 1945.",
        ("se terminant par quatre huit deux un", "en mille neuf cent quarante-cinq"),
    ),
    Answer(
        "it",
        "La carta che termina con 4821 scade nel 2027.",
        ("termina con quattro otto due uno", "nel duemilaventisette"),
    ),
    Answer(
        "pt",
        "Cartão com final 4821. A obra foi terminada em 2019, e a final 2022 foi boa.",
        ("final quatro oito dois um", "em dois mil e dezenove", "final dois mil e vinte e dois"),
    ),
    Answer(
        "ru",
        "PM2.5: 35 µg/m³ и 40 μg/m³.",
        (
            "тридцать пять микрограммов на кубический метр",
            "сорок микрограммов на кубический метр",
        ),
    ),
    Answer(
        "zh",
        "- PM2.5:35㎍/㎥\n- 噪音60㏈",
        ("每立方米三十五微克", "六十分贝"),
    ),
    Answer(
        "ja",
        "- PM2.5は35㎍/㎥\n- 気圧は1013㍱です",
        ("三十五マイクログラムパー立方メートル", "千十三ヘクトパスカル"),
    ),
    Answer(
        "ko",
        "- 미세먼지 40㎍/㎥\n- 소음 60㏈, 면적 3㏊, 소비전력 5㎾",
        (
            "사십 마이크로그램 퍼 세제곱미터|세제곱미터당 사십 마이크로그램",
            "육십 데시벨",
            "삼 헥타르",
            "오 킬로와트",
        ),
    ),
]
"""What was said wrongly once, in other words."""

LAST: list[Answer] = [
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
