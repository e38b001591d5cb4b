"""English: what is written, and all the ways in which a person would say it."""

__all__ = ["BLIND", "CASES", "SENTENCES"]

CASES: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "url": [
        ("https://www.example.com/docs", ("www dot example dot com slash docs",)),
        ("Write to jane.doe@example.org", ("Write to jane dot doe at example dot org",)),
        ("open config.yaml", ("open config dot yaml",)),
        ("#ThrowbackThursday", ("hashtag Throwback Thursday",)),
        (
            "localhost:8080/api",
            (
                "localhost colon eighty eighty slash api",
                "localhost colon eight thousand eighty slash api",
            ),
        ),
        ("C:\\Users", ("C colon backslash Users",)),
        ("application/json", ("application slash json",)),
        ("r/python", ("r slash python",)),
    ],
    "phone": [
        ("(415) 555-2671", ("four one five five five five two six seven one",)),
        ("415-555-0123", ("four one five five five five zero one two three",)),
        ("415.555.0123", ("four one five five five five zero one two three",)),
        ("+1 212 555 0199", ("plus one two one two five five five zero one nine nine",)),
        ("+49 30 901820", ("plus four nine three zero nine zero one eight two zero",)),
        ("+442079460958", ("plus four four two zero seven nine four six zero nine five eight",)),
        ("call 555-0142", ("call five five five zero one four two",)),
        ("1-800-FLOWERS", ("one eight hundred FLOWERS", "one eight zero zero flowers")),
        (
            "1-800-273-8255",
            (
                "one eight hundred two seven three eight two five five",
                "one eight zero zero two seven three eight two five five",
            ),
        ),
        (
            "212-555-0100 x204",
            (
                "two one two five five five zero one zero zero extension two oh four",
                "two one two five five five zero one zero zero extension two zero four",
            ),
        ),
        ("dial ext. 12", ("dial extension twelve", "dial extension one two")),
        ("Call 911 now", ("Call nine one one now",)),
        (
            "020 7946 0958",
            (
                "zero two zero seven nine four six zero nine five eight",
                "oh two oh seven nine four six oh nine five eight",
            ),
        ),
        ("text STOP to 22395", ("text STOP to two two three nine five",)),
        ("x86 or x64", ("x eighty-six or x sixty-four",)),
    ],
    "date": [
        ("2024-05-03", ("May third twenty twenty-four", "May third two thousand twenty-four")),
        ("5/3/2024", ("May third twenty twenty-four", "May third two thousand twenty-four")),
        ("12/25/99", ("December twenty-fifth nineteen ninety-nine",)),
        ("25/12/2024", ("December twenty-fifth twenty twenty-four",)),
        ("due 05/03", ("due May third",)),
        ("on 7/14", ("on July fourteenth",)),
        ("May 5, 2024", ("May fifth twenty twenty-four", "May five twenty twenty-four")),
        ("Jan 5", ("January fifth", "January five")),
        ("Sept. 30th", ("September thirtieth",)),
        (
            "5 March 2023",
            (
                "March fifth twenty twenty-three",
                "the fifth of March twenty twenty-three",
                "five March twenty twenty-three",
            ),
        ),
        ("the 4th of July", ("the fourth of July",)),
        ("Jan 5–8", ("January fifth to eighth", "January fifth through eighth")),
        ("Jan 28 – Feb 3", ("January twenty-eighth to February third",)),
        ("Mon-Fri", ("Monday to Friday", "Monday through Friday")),
        ("Mon., Jan. 6", ("Monday January sixth",)),
        ("June–August", ("June to August", "June through August")),
        ("9/11", ("nine eleven",)),
        ("2024-05", ("May twenty twenty-four",)),
        (
            "2024-05-03T14:30:00Z",
            (
                "May third twenty twenty-four at fourteen thirty U T C",
                "May third twenty twenty-four at fourteen thirty and zero seconds U T C",
            ),
        ),
        ("Prices rose by 1/3.", ("Prices rose by one third",)),
        (
            "for 1/2 hour",
            (
                "for half an hour",
                "for one half hour",
            ),
        ),
        ("the week of 12/2–12/8", ("the week of December second to December eighth",)),
        ("The card expires 09/27", ("The card expires September twenty twenty-seven",)),
        ("closed Sat & Sun", ("closed Saturday and Sunday",)),
        ("closed Sun. and Mon.", ("closed Sunday and Monday",)),
        ("Mon/Wed/Fri", ("Monday Wednesday Friday",)),
        ("3-May-24", ("May third twenty twenty-four",)),
    ],
    "time": [
        ("3:30 PM", ("three thirty p m",)),
        ("at 5 p.m.", ("at five p m",)),
        ("7:05am", ("seven oh five a m",)),
        ("12:00 pm", ("twelve p m", "noon")),
        ("14:30", ("fourteen thirty", "two thirty p m")),
        ("9am-5pm", ("nine a m to five p m",)),
        ("9–11 a.m.", ("nine to eleven a m",)),
        ("9:00–17:00", ("nine o'clock to seventeen hundred", "nine to seventeen hundred")),
        ("10:15:30", ("ten fifteen and thirty seconds", "ten fifteen thirty")),
        ("8 PM ET", ("eight p m e t", "eight p m eastern time", "eight p m eastern")),
        ("UTC+2", ("U T C plus two",)),
        ("GMT-05:30", ("G M T minus five thirty",)),
        ("a 1:32.608 lap", ("a one thirty-two point six zero eight lap",)),
        (
            "0700 hours",
            (
                "zero seven hundred hours",
                "oh seven hundred hours",
            ),
        ),
        ("a 1:23:45 video", ("a one hour twenty-three minute forty-five second video",)),
        ("a 1:10 dilution", ("a one to ten dilution",)),
        ("10 a.m.-noon", ("ten a m to noon",)),
        ("wait 10s", ("wait ten seconds",)),
        ("John 3:16", ("John three sixteen",)),
        ("Matthew 5:3–12", ("Matthew five three to twelve",)),
    ],
    "money": [
        ("$1", ("one dollar",)),
        ("$3.50", ("three dollars and fifty cents", "three fifty", "three dollars fifty")),
        ("$0.99", ("ninety-nine cents",)),
        (
            "$1,234.56",
            (
                "one thousand two hundred thirty-four dollars and fifty-six cents",
                "one thousand two hundred and thirty-four dollars and fifty-six cents",
            ),
        ),
        ("$3.5M", ("three point five million dollars",)),
        ("$1.2bn", ("one point two billion dollars",)),
        ("$20 million", ("twenty million dollars",)),
        ("-$50", ("minus fifty dollars", "negative fifty dollars")),
        ("$10/mo", ("ten dollars per month", "ten dollars a month")),
        ("$99/yr", ("ninety-nine dollars per year", "ninety-nine dollars a year")),
        ("$5-10", ("five to ten dollars",)),
        ("$1–2M", ("one to two million dollars",)),
        ("$10k", ("ten thousand dollars",)),
        ("€20", ("twenty euros",)),
        ("€1.234,50", ("one thousand two hundred thirty-four euros and fifty cents",)),
        ("15 €", ("fifteen euros",)),
        ("£1.01", ("one pound and one penny", "one pound one")),
        ("¥5,000", ("five thousand yen",)),
        ("₹250", ("two hundred fifty rupees",)),
        ("50 USD", ("fifty US dollars", "fifty U S dollars", "fifty dollars")),
        ("CHF 20", ("twenty Swiss francs", "twenty francs")),
        ("75¢", ("seventy-five cents",)),
        ("a $20 gift card", ("a twenty dollar gift card",)),
        ("10k users", ("ten thousand users",)),
        ("2.5B views", ("two point five billion views",)),
        (
            "a $100-million deal",
            (
                "a one hundred million dollar deal",
                "a hundred million dollar deal",
            ),
        ),
        ("Rs. 500", ("five hundred rupees",)),
        ("NT$500", ("five hundred Taiwan dollars",)),
    ],
    "measure": [
        ("5 km", ("five kilometers",)),
        ("1 kg", ("one kilogram",)),
        ("60 km/h", ("sixty kilometers per hour",)),
        ("5 req/s", ("five requests per second",)),
        ("500 mg", ("five hundred milligrams",)),
        ("20 m²", ("twenty square meters",)),
        ("3.5 kWh", ("three point five kilowatt hours",)),
        ("16GB", ("sixteen gigabytes",)),
        ("100 Mbit/s", ("one hundred megabits per second",)),
        ("350°F", ("three hundred fifty degrees Fahrenheit",)),
        ("−5 °C", ("minus five degrees Celsius", "negative five degrees Celsius")),
        ("65–70°F", ("sixty-five to seventy degrees Fahrenheit",)),
        (
            "5'10\"",
            (
                "five foot ten",
                "five feet ten inches",
                "five foot ten inches",
                "five feet ten",
            ),
        ),
        ("6 ft 2 in", ("six feet two inches", "six foot two")),
        ('a 12" pizza', ("a twelve inch pizza",)),
        ("10x20 cm", ("ten by twenty centimeters",)),
        (
            "1920×1080",
            (
                "nineteen twenty by ten eighty",
                "one thousand nine hundred twenty by one thousand eighty",
            ),
        ),
        ("1/2 tsp", ("half a teaspoon", "one half teaspoon", "a half teaspoon")),
        ("1 1/2 cups", ("one and a half cups",)),
        ("3/4 cup", ("three quarters of a cup", "three quarter cup", "three fourths cup")),
        ("8 oz.", ("eight ounces",)),
        ("2 tbsp", ("two tablespoons",)),
        ("2h 15m 30s", ("two hours fifteen minutes thirty seconds",)),
        ("5 mg/kg", ("five milligrams per kilogram",)),
        ("a 10-km run", ("a ten kilometer run",)),
        ("24px", ("twenty-four pixels",)),
        ("40 m2.", ("forty square meters",)),
        (
            "7.5 L/100 km",
            (
                "seven point five liters per hundred kilometers",
                "seven point five liters per one hundred kilometers",
            ),
        ),
        ("3 in of snow", ("three inches of snow",)),
        ('1-3" of snow', ("one to three inches of snow",)),
        ("at 45°N.", ("at forty-five degrees north",)),
        ("a 45° angle", ("a forty-five degree angle",)),
        ("2x4s", ("two by fours",)),
        (
            "165°F/74°C",
            ("one hundred sixty-five degrees Fahrenheit or seventy-four degrees Celsius",),
        ),
        (
            "1/2 c. milk",
            (
                "half a cup milk",
                "one half cup milk",
            ),
        ),
        ("3 × 10^8 m/s", ("three times ten to the eighth meters per second",)),
        ("Route 66 W", ("Route sixty-six West",)),
        ("a 10' x 12' room", ("a ten by twelve foot room",)),
        ("120/80 mmHg", ("one twenty over eighty millimeters of mercury",)),
    ],
    "percent": [
        ("50%", ("fifty percent",)),
        ("0.5 %", ("zero point five percent", "point five percent", "half a percent")),
        ("5-10%", ("five to ten percent",)),
        ("+3.2%", ("plus three point two percent",)),
        ("5‰", ("five per mille", "five per mil", "five per thousand")),
        (
            "15% - 20% off",
            (
                "fifteen percent to twenty percent off",
                "fifteen to twenty percent off",
            ),
        ),
    ],
    "range": [
        ("5–10 people", ("five to ten people",)),
        ("pages 12-15", ("pages twelve to fifteen", "pages twelve through fifteen")),
        ("2019–2024", ("twenty nineteen to twenty twenty-four",)),
        ("1939-45", ("nineteen thirty-nine to forty-five",)),
        ("a 3-2 win", ("a three two win", "a three to two win")),
        ("50-50", ("fifty fifty",)),
        ("a 4-4-2", ("a four four two",)),
        ("44 BC–14 AD", ("forty-four B C to fourteen A D",)),
        (
            "fig. 4-2",
            (
                "figure four dash two",
                "figure four two",
            ),
        ),
    ],
    "fraction": [
        ("½", ("one half", "a half", "half")),
        ("3½", ("three and a half",)),
        ("2 1/4", ("two and a quarter", "two and one quarter", "two and one fourth")),
        ("2/3", ("two thirds",)),
        ("3⁄8", ("three eighths", "three over eight")),
        ("24/7", ("twenty-four seven",)),
        ("50/50", ("fifty fifty",)),
        ("8/10", ("eight out of ten", "eight tenths")),
        ("120/80", ("one twenty over eighty", "one hundred twenty over eighty")),
        ("3:1", ("three to one",)),
        ("16:9", ("sixteen to nine", "sixteen by nine", "sixteen nine")),
        ("20/40 vision", ("twenty forty vision",)),
        ("Windows 10/11", ("Windows ten or eleven",)),
        ("1:1:√2", ("one to one to the square root of two",)),
    ],
    "version": [
        ("v2.1.3", ("version two point one point three", "v two point one point three")),
        ("Python 3.12", ("Python three point twelve", "Python three dot twelve")),
        (
            "192.168.0.1",
            (
                "one ninety-two dot one sixty-eight dot zero dot one",
                "one nine two dot one six eight dot zero dot one",
            ),
        ),
        ("iOS 17.4.1", ("iOS seventeen point four point one",)),
        ("python3.11", ("python three point eleven",)),
        ("Ubuntu 22.04", ("Ubuntu twenty-two point oh four", "Ubuntu twenty-two oh four")),
        ("802.11ax", ("eight oh two dot eleven a x",)),
        ("ICD E11.9", ("ICD E eleven point nine",)),
    ],
    "ordinal": [
        ("21st", ("twenty-first",)),
        ("the 3rd", ("the third",)),
        ("112th", ("one hundred twelfth", "one hundred and twelfth")),
        ("5th Ave", ("Fifth Avenue",)),
    ],
    "roman": [
        ("Henry VIII", ("Henry the Eighth",)),
        ("World War II", ("World War Two", "World War the Second")),
        ("Chapter IV", ("Chapter Four",)),
        ("Super Bowl LVIII", ("Super Bowl fifty-eight",)),
        ("Elizabeth II's reign", ("Elizabeth the Second's reign",)),
        ("a mix of CD, MD and DC", ("a mix of CD MD and DC",)),
        ("an IV drip", ("an IV drip",)),
        ("stages I–III", ("stages one to three",)),
        ("Vol. II", ("Volume two",)),
        ("the WWII-era plane", ("the World War Two era plane",)),
    ],
    "number": [
        (
            "1,234,567",
            (
                "one million two hundred thirty-four thousand five hundred sixty-seven",
                "one million two hundred and thirty-four thousand five hundred and sixty-seven",
            ),
        ),
        (
            "1\u202f234",
            (
                "one thousand two hundred thirty-four",
                "one thousand two hundred and thirty-four",
            ),
        ),
        ("3.14", ("three point one four",)),
        ("2015 tickets", ("two thousand fifteen tickets", "two thousand and fifteen tickets")),
        (".5", ("point five",)),
        ("-3", ("minus three", "negative three")),
        ("007", ("zero zero seven", "double oh seven", "oh oh seven")),
        ("1200 people", ("one thousand two hundred people", "twelve hundred people")),
        ("No. 5", ("Number five",)),
        ("#1", ("number one",)),
        ("100s of files", ("hundreds of files",)),
        (
            "12345678901234567890",
            (
                (
                    "one two three four five six seven eight nine zero one two three four five"
                    " six seven eight nine zero"
                ),
            ),
        ),
        ("10x faster", ("ten times faster",)),
        ("3x a day", ("three times a day",)),
        ("1,000s of people", ("thousands of people",)),
        (
            "1.5e-10",
            (
                "one point five times ten to the minus tenth",
                "one point five times ten to the minus ten",
            ),
        ),
        ("60k-point bonus", ("sixty thousand point bonus",)),
    ],
    "year": [
        ("in 1984", ("in nineteen eighty-four",)),
        ("since 2005", ("since two thousand five", "since two thousand and five")),
        ("the 1990s", ("the nineteen nineties",)),
        ("the '90s", ("the nineties",)),
        ("the 90s", ("the nineties",)),
        ("in 1905", ("in nineteen oh five",)),
        ("500 BC", ("five hundred B C",)),
        ("AD 79", ("A D seventy-nine",)),
        ("Q3 2024", ("Q three twenty twenty-four", "third quarter twenty twenty-four")),
        ("FY24", ("fiscal year twenty twenty-four", "F Y twenty-four")),
        ("class of '98", ("class of ninety-eight",)),
        ("the mid-1800s", ("the mid eighteen hundreds",)),
        ("from the Sun, far", ("from the Sun far",)),
        ("c. 1850", ("circa eighteen fifty",)),
        ("Q3'24", ("Q three twenty twenty-four",)),
        ("between 1500 and 1800,", ("between fifteen hundred and eighteen hundred",)),
        ("(r. 1643–1715)", ("reigned sixteen forty-three to seventeen fifteen",)),
    ],
    "code": [
        ("room 204", ("room two oh four", "room two zero four")),
        ("code 4821", ("code four eight two one",)),
        ("PIN is 0007", ("PIN is zero zero zero seven",)),
        ("flight UA 245", ("flight UA two four five", "flight U A two forty-five")),
        (
            "order #10482",
            (
                "order number one zero four eight two",
                "order number one oh four eight two",
            ),
        ),
        ("CA 94105", ("California nine four one zero five", "California nine four one oh five")),
        ("221B", ("two twenty-one B", "two two one B")),
        ("1600 Pennsylvania Ave", ("sixteen hundred Pennsylvania Avenue",)),
        ("COVID-19", ("COVID nineteen",)),
        ("GPT-4", ("GPT four", "G P T four")),
        ("H2O", ("H two O",)),
        ("CO₂", ("C O two",)),
        ("B12", ("B twelve",)),
        ("MP3s", ("M P threes", "MP threes")),
        ("plate ABC-1234", ("plate A B C one two three four",)),
        ("401(k)", ("four oh one k",)),
        (
            "ISBN 978-0-306-40615-7",
            ("ISBN nine seven eight zero three zero six four zero six one five seven",),
        ),
        (
            "card ending in 4242",
            (
                "card ending in four two four two",
                "card ending in forty-two forty-two",
            ),
        ),
        ("Route 66", ("Route sixty-six",)),
        ("I-405", ("I four oh five", "I four zero five")),
        (
            "GB29 NWBK 6016 1331 9268 19",
            (
                (
                    "G B two nine N W B K six zero one six one three three one nine two six eight"
                    " one nine"
                ),
                (
                    "G B two nine NWBK six zero one six one three three one nine two six eight"
                    " one nine"
                ),
            ),
        ),
        (
            "Zoom ID 842 1957 3306",
            ("Zoom ID eight four two one nine five seven three three zero six",),
        ),
        ("your code is 123 456", ("your code is one two three four five six",)),
        ("order #A1234", ("order number A one two three four",)),
        ("code ABC123", ("code A B C one two three",)),
        ("#RT-55821", ("number R T five five eight two one",)),
        ("order 114-5582913", ("order one one four five five eight two nine one three",)),
        ("0x1F", ("zero x one F",)),
        ("MiG-29", ("MiG twenty-nine",)),
        (
            "My flight is 245 miles",
            (
                "My flight is two hundred forty-five miles",
                "My flight is two hundred and forty-five miles",
            ),
        ),
        ("Your room is 1412", ("Your room is fourteen twelve",)),
        ("My ID 12345", ("My ID one two three four five",)),
    ],
    "symbol": [
        ("2 + 2 = 4", ("two plus two equals four",)),
        ("10 − 3", ("ten minus three",)),
        ("6 × 7", ("six times seven",)),
        ("x² + y²", ("x squared plus y squared",)),
        (
            "10⁻³",
            (
                "ten to the power of minus three",
                "ten to the minus three",
                "ten to the minus third",
            ),
        ),
        ("√16", ("the square root of sixteen", "square root of sixteen")),
        ("~5", ("about five", "approximately five")),
        ("<5", ("less than five", "under five")),
        (">10", ("more than ten", "greater than ten", "over ten")),
        ("±2", ("plus or minus two",)),
        ("18+", ("eighteen plus",)),
        ("R&D", ("R and D",)),
        ("C++", ("C plus plus",)),
        ("A → B", ("A to B",)),
        ("and/or", ("and or", "and slash or")),
        ("w/o sugar", ("without sugar",)),
        ("Ctrl+Shift+P", ("Control Shift P",)),
        ("Cmd-C", ("Command C",)),
        ("Alt+F4", ("Alt F four",)),
        ("⌘+Shift+4", ("Command Shift four",)),
        ("1. Open", ("one open", "first open")),
        ("★★★★☆", ("four out of five stars",)),
        ("a 4.5★ stay", ("a four point five star stay",)),
        (
            "|x| < 5",
            (
                "the absolute value of x is less than five",
                "the absolute value of x less than five",
            ),
        ),
        ("Ca²⁺", ("Ca two plus",)),
        ("θ = 30°", ("theta equals thirty degrees",)),
        ("AT&T", ("A T and T",)),
        ("log₂(8)", ("log base two of eight",)),
        (
            "70 / 1.75² = 22.9",
            ("seventy divided by one point seven five squared equals twenty-two point nine",),
        ),
    ],
    "abbreviation": [
        ("Dr. Smith", ("Doctor Smith",)),
        ("Mr. and Mrs. Jones", ("Mister and Missus Jones",)),
        (
            "123 N Main St Apt 4B",
            (
                "one twenty-three North Main Street apartment four B",
                "one two three North Main Street apartment four B",
                "one hundred twenty-three North Main Street apartment four B",
            ),
        ),
        ("on Main St.", ("on Main Street",)),
        ("St. Louis", ("Saint Louis",)),
        ("45 Oak Dr", ("forty-five Oak Drive",)),
        ("e.g. apples", ("for example apples", "e g apples")),
        ("i.e. now", ("that is now", "i e now")),
        ("pens, paper, etc.", ("pens paper et cetera",)),
        ("Lakers vs. Celtics", ("Lakers versus Celtics",)),
        ("approx. 40", ("approximately forty",)),
        ("pp. 5–7", ("pages five to seven", "pages five through seven")),
        ("the U.S. economy", ("the U S economy",)),
        ("J.K. Rowling", ("J K Rowling",)),
        ("Martin Luther King Jr.", ("Martin Luther King Junior",)),
        ("Mt. Everest", ("Mount Everest",)),
        ("Austin, TX", ("Austin Texas", "Austin T X")),
        ("Apple Inc.", ("Apple Incorporated", "Apple Inc")),
        ("N. Dakota", ("North Dakota",)),
        ("Roe v. Wade", ("Roe versus Wade",)),
        ("up 6% YoY", ("up six percent year over year",)),
        ("3.1% y/y", ("three point one percent year over year",)),
        ("2nd fl.", ("second floor",)),
        ("w/out it", ("without it",)),
        ("Penn Sta.", ("Penn Station",)),
        ("Hwy 101", ("Highway one oh one",)),
    ],
}

SENTENCES: list[tuple[str, tuple[str, ...]]] = [
    (
        "Your appointment is on Tuesday, March 5 at 3:30 PM with Dr. Patel.",
        ("Your appointment is on Tuesday March fifth at three thirty P M with Doctor Patel",),
    ),
    (
        "The total comes to $42.75, including a 15% tip.",
        (
            (
                "The total comes to forty-two dollars and seventy-five cents including a fifteen"
                " percent tip"
            ),
        ),
    ),
    (
        "It's 72°F right now, with a high of 85 and a low of 61.",
        (
            (
                "It's seventy-two degrees Fahrenheit right now with a high of eighty-five and a"
                " low of sixty-one"
            ),
        ),
    ),
    (
        "Preheat the oven to 350°F and mix 1 1/2 cups of flour with 1/2 tsp of salt.",
        (
            (
                "Preheat the oven to three hundred fifty degrees Fahrenheit and mix one and a"
                " half cups of flour with half a teaspoon of salt"
            ),
        ),
    ),
    (
        "Your order #48213 shipped on 5/3 and should arrive in 2–3 business days.",
        (
            (
                "Your order number four eight two one three shipped on May third and should"
                " arrive in two to three business days"
            ),
        ),
    ),
    (
        "Flight DL 1423 departs at 6:05 a.m. from Gate B12.",
        (
            "Flight DL one four two three departs at six oh five A M from Gate B twelve",
            "Flight DL fourteen twenty-three departs at six oh five A M from Gate B twelve",
        ),
    ),
    (
        "The Lakers beat the Celtics 112-108 last night.",
        (
            "The Lakers beat the Celtics one hundred twelve to one hundred eight last night",
            "The Lakers beat the Celtics one twelve to one oh eight last night",
        ),
    ),
    (
        "You can reach us at (800) 555-0199, ext. 42, from 9am to 5pm EST.",
        (
            (
                "You can reach us at eight hundred five five five zero one nine nine extension"
                " forty-two from nine A M to five P M E S T"
            ),
            (
                "You can reach us at eight zero zero five five five zero one nine nine extension"
                " four two from nine A M to five P M E S T"
            ),
        ),
    ),
    (
        "To fix it, press Ctrl+Alt+Delete, then run version 2.1.3 of the installer.",
        (
            (
                "To fix it press Control Alt Delete then run version two point one point three of"
                " the installer"
            ),
        ),
    ),
    (
        "Take 500 mg every 4-6 hours, but no more than 3,000 mg in 24 hours.",
        (
            (
                "Take five hundred milligrams every four to six hours but no more than three"
                " thousand milligrams in twenty-four hours"
            ),
        ),
    ),
    (
        "The company raised $3.5M in 2021 and another $12 million in Q3 2023.",
        (
            (
                "The company raised three point five million dollars in twenty twenty-one and"
                " another twelve million dollars in Q three twenty twenty-three"
            ),
        ),
    ),
    (
        "Henry VIII ruled England from 1509 to 1547.",
        ("Henry the Eighth ruled England from fifteen oh nine to fifteen forty-seven",),
    ),
    (
        "My address is 123 N Main St., Apt 4B, San Francisco, CA 94105.",
        (
            (
                "My address is one twenty-three North Main Street apartment four B San Francisco"
                " California nine four one zero five"
            ),
            (
                "My address is one hundred twenty-three North Main Street apartment four B San"
                " Francisco California nine four one zero five"
            ),
        ),
    ),
    (
        "About 1,200 people attended the event in 1998.",
        (
            "About one thousand two hundred people attended the event in nineteen ninety-eight",
            "About twelve hundred people attended the event in nineteen ninety-eight",
        ),
    ),
    (
        "The meeting runs from 10:00–11:30 AM (PST).",
        ("The meeting runs from ten to eleven thirty A M P S T",),
    ),
    (
        "She's 5'10\" tall and weighs 140 lbs.",
        (
            "She's five foot ten tall and weighs one hundred forty pounds",
            "She's five feet ten inches tall and weighs one hundred forty pounds",
            "She's five foot ten inches tall and weighs one hundred forty pounds",
        ),
    ),
    (
        "Use Python 3.12 or newer; version 3.9 won't work.",
        ("Use Python three point twelve or newer version three point nine won't work",),
    ),
    (
        "Water boils at 100 °C, which is 212 °F.",
        (
            (
                "Water boils at one hundred degrees Celsius which is two hundred twelve degrees"
                " Fahrenheit"
            ),
        ),
    ),
    (
        "The hike is 5.2 miles long with about 1,500 ft of climbing.",
        (
            (
                "The hike is five point two miles long with about one thousand five hundred feet"
                " of climbing"
            ),
        ),
    ),
    (
        "The plan costs $10/mo or $99/yr, whichever you prefer.",
        (
            (
                "The plan costs ten dollars per month or ninety-nine dollars per year whichever"
                " you prefer"
            ),
        ),
    ),
    (
        "World War II ended in 1945, and the 1950s were a boom.",
        ("World War Two ended in nineteen forty-five and the nineteen fifties were a boom",),
    ),
    ("If x = 3, then 2x + 5 = 11.", ("If x equals three then two x plus five equals eleven",)),
    (
        "The wind is blowing at 15–20 mph from the NW.",
        ("The wind is blowing at fifteen to twenty miles per hour from the northwest",),
    ),
    (
        "Your verification code is 482913. It expires in 10 min.",
        ("Your verification code is four eight two nine one three It expires in ten minutes",),
    ),
    (
        "I'd give it 4.5/5 stars, or maybe 9/10.",
        ("I'd give it four point five out of five stars or maybe nine out of ten",),
    ),
    (
        "We're open Mon-Fri, 8am–6pm, and closed on Sun.",
        ("We're open Monday to Friday eight A M to six P M and closed on Sunday",),
    ),
    (
        "The S&P 500 rose 1.2% to 4,567.89 points.",
        (
            (
                "The S and P five hundred rose one point two percent to four thousand five"
                " hundred sixty-seven point eight nine points"
            ),
        ),
    ),
    (
        "There's a 30% chance of rain on Sat., Oct. 14th.",
        ("There's a thirty percent chance of rain on Saturday October fourteenth",),
    ),
    (
        'A 65" TV at $1,299.99 is 20% off this week.',
        (
            (
                "A sixty-five inch TV at one thousand two hundred ninety-nine dollars and"
                " ninety-nine cents is twenty percent off this week"
            ),
        ),
    ),
    (
        "The marathon record is 2:00:35, set in Chicago in 2023.",
        (
            (
                "The marathon record is two hours thirty-five seconds set in Chicago in twenty"
                " twenty-three"
            ),
            (
                "The marathon record is two hours and thirty-five seconds set in Chicago in"
                " twenty twenty-three"
            ),
            "The marathon record is two oh oh thirty-five set in Chicago in twenty twenty-three",
        ),
    ),
    (
        "Call 911 immediately if you have chest pain, e.g. on the left side.",
        ("Call nine one one immediately if you have chest pain for example on the left side",),
    ),
    (
        "I live at 221B Baker St. in London.",
        ("I live at two twenty-one B Baker Street in London",),
    ),
    (
        "He was born on July 4th, 1776, in St. Louis.",
        ("He was born on July fourth seventeen seventy-six in Saint Louis",),
    ),
    (
        "You'll need 2 tbsp butter, 3/4 cup sugar, and 8 oz cream cheese.",
        (
            (
                "You'll need two tablespoons butter three quarters of a cup sugar and eight"
                " ounces cream cheese"
            ),
        ),
    ),
    (
        "It has 16 GB of RAM, a 2 TB SSD, and a 3840x2160 display.",
        (
            (
                "It has sixteen gigabytes of RAM a two terabyte SSD and a thirty-eight forty by"
                " twenty-one sixty display"
            ),
        ),
    ),
    (
        "The game starts at 7 p.m. Bring a jacket, since it will drop to -2°C.",
        (
            (
                "The game starts at seven P M Bring a jacket since it will drop to minus two"
                " degrees Celsius"
            ),
        ),
    ),
    (
        "COVID-19 cases fell by 3–5% vs. last month.",
        ("COVID nineteen cases fell by three to five percent versus last month",),
    ),
    (
        "See pp. 12–15 of Chapter IV for the details.",
        ("See pages twelve to fifteen of Chapter Four for the details",),
    ),
    (
        "Her blood pressure was 120/80 and her pulse 72 bpm.",
        (
            (
                "Her blood pressure was one twenty over eighty and her pulse seventy-two beats"
                " per minute"
            ),
        ),
    ),
    (
        "Set your router's IP to 192.168.1.10 and reboot it.",
        (
            (
                "Set your router's IP to one ninety-two dot one sixty-eight dot one dot ten and"
                " reboot it"
            ),
        ),
    ),
    (
        "You can support a 401(k) with up to $23,000 in 2024.",
        (
            (
                "You can support a four oh one k with up to twenty-three thousand dollars in"
                " twenty twenty-four"
            ),
        ),
    ),
    (
        "The 2024 Olympics had 10,500 athletes from 206 countries.",
        (
            (
                "The twenty twenty-four Olympics had ten thousand five hundred athletes from two"
                " hundred six countries"
            ),
        ),
    ),
    (
        "Rome fell in AD 476, long after 44 BC.",
        (
            "Rome fell in A D four hundred seventy-six long after forty-four B C",
            "Rome fell in A D four seventy-six long after forty-four B C",
        ),
    ),
    (
        "1. Open Settings > Privacy & Security.",
        (
            "One Open Settings Privacy and Security",
            "One open Settings greater than Privacy and Security",
            "one Open Settings then Privacy and Security",
            "One Open Settings to Privacy and Security",
        ),
    ),
]

BLIND: list[tuple[str, tuple[str, ...]]] = [
    (
        "Sure! I've booked you a table for 4 at 7:45 PM on Fri, Nov 14.",
        (
            (
                "Sure I've booked you a table for four at seven forty-five P M on Friday November"
                " fourteenth"
            ),
        ),
    ),
    (
        "Your package (tracking #9400 1118 9956) is 3 stops away and should arrive by 2 p.m.",
        (
            (
                "Your package tracking number nine four zero zero one one one eight nine nine"
                " five six is three stops away and should arrive by two P M"
            ),
        ),
    ),
    (
        "Tomorrow will be mostly sunny, 18–22 °C, with winds of 10 km/h and a 5% chance of rain.",
        (
            (
                "Tomorrow will be mostly sunny eighteen to twenty-two degrees Celsius with winds"
                " of ten kilometers per hour and a five percent chance of rain"
            ),
        ),
    ),
    (
        "Whisk 3 eggs with 1/4 cup milk, then add 2½ cups flour and 1 tsp. baking powder.",
        (
            (
                "Whisk three eggs with a quarter cup milk then add two and a half cups flour and"
                " one teaspoon baking powder"
            ),
            (
                "Whisk three eggs with one quarter cup milk then add two and a half cups flour"
                " and one teaspoon baking powder"
            ),
            (
                "Whisk three eggs with one quarter of a cup milk then add two and a half cups"
                " flour and one teaspoon baking powder"
            ),
        ),
    ),
    (
        (
            "The cheapest flight is UA 1175, leaving SFO at 11:20 a.m. and landing at JFK at 8:02"
            " p.m."
        ),
        (
            (
                "The cheapest flight is UA one one seven five leaving SFO at eleven twenty A M"
                " and landing at JFK at eight oh two P M"
            ),
            (
                "The cheapest flight is UA eleven seventy-five leaving SFO at eleven twenty A M"
                " and landing at JFK at eight oh two P M"
            ),
        ),
    ),
    (
        "Man City won 3-1, while Arsenal drew 2-2 with Chelsea.",
        (
            "Man City won three to one while Arsenal drew two to two with Chelsea",
            "Man City won three one while Arsenal drew two two with Chelsea",
        ),
    ),
    (
        "Hold Shift+F10, then type 'ipconfig /all' and look for 10.0.0.1.",
        (
            (
                "Hold Shift F ten then type ipconfig slash all and look for ten dot zero dot zero"
                " dot one"
            ),
        ),
    ),
    (
        "Tesla's stock fell 4.8% to $242.68, wiping out about $38B in value.",
        (
            (
                "Tesla's stock fell four point eight percent to two hundred forty-two dollars and"
                " sixty-eight cents wiping out about thirty-eight billion dollars in value"
            ),
        ),
    ),
    (
        "Adults can take 200–400 mg of ibuprofen every 6 hrs, max. 1,200 mg per day.",
        (
            (
                "Adults can take two hundred to four hundred milligrams of ibuprofen every six"
                " hours maximum one thousand two hundred milligrams per day"
            ),
            (
                "Adults can take two hundred to four hundred milligrams of ibuprofen every six"
                " hours maximum twelve hundred milligrams per day"
            ),
            (
                "Adults can take two hundred to four hundred milligrams of ibuprofen every six"
                " hours max one thousand two hundred milligrams per day"
            ),
        ),
    ),
    (
        "The museum is at 1071 5th Ave, about 0.6 mi. from here.",
        (
            "The museum is at ten seventy-one Fifth Avenue about zero point six miles from here",
            (
                "The museum is at one zero seven one Fifth Avenue about zero point six miles from"
                " here"
            ),
        ),
    ),
    (
        "In the 1800s, only 1 in 10 people could read; by 1900 it was 9 in 10.",
        (
            (
                "In the eighteen hundreds only one in ten people could read by nineteen hundred"
                " it was nine in ten"
            ),
        ),
    ),
    (
        "Your balance is -$128.40 as of 10/31/2025.",
        (
            (
                "Your balance is minus one hundred twenty-eight dollars and forty cents as of"
                " October thirty-first twenty twenty-five"
            ),
            (
                "Your balance is negative one hundred twenty-eight dollars and forty cents as of"
                " October thirty-first twenty twenty-five"
            ),
        ),
    ),
    (
        "The M3 MacBook Air has up to 24GB of memory and an 18-hour battery.",
        (
            (
                "The M three MacBook Air has up to twenty-four gigabytes of memory and an"
                " eighteen-hour battery"
            ),
        ),
    ),
    (
        "Check-in is from 3 to 10 PM; call +44 20 7946 0123 if you're running late.",
        (
            (
                "Check-in is from three to ten P M call plus four four two zero seven nine four"
                " six zero one two three if you're running late"
            ),
        ),
    ),
    (
        "Your room is #1408 on the 14th floor, and the Wi-Fi password is hotel2024.",
        (
            (
                "Your room is number fourteen oh eight on the fourteenth floor and the Wi-Fi"
                " password is hotel twenty twenty-four"
            ),
            (
                "Your room is number one four oh eight on the fourteenth floor and the Wi-Fi"
                " password is hotel two zero two four"
            ),
            (
                "Your room is number one four zero eight on the fourteenth floor and the Wi-Fi"
                " password is hotel two zero two four"
            ),
            (
                "Your room is number fourteen oh eight on the fourteenth floor and the Wi-Fi"
                " password is hotel two zero two four"
            ),
        ),
    ),
    (
        "King Charles III was crowned on 6 May 2023 at the age of 74.",
        (
            (
                "King Charles the Third was crowned on May sixth twenty twenty-three at the age"
                " of seventy-four"
            ),
            (
                "King Charles the Third was crowned on the sixth of May twenty twenty-three at"
                " the age of seventy-four"
            ),
        ),
    ),
    (
        'The sofa is 84" x 36" and weighs approx. 120 lbs.',
        (
            (
                "The sofa is eighty-four by thirty-six inches and weighs approximately one"
                " hundred twenty pounds"
            ),
            (
                "The sofa is eighty-four inches by thirty-six inches and weighs approximately one"
                " hundred twenty pounds"
            ),
        ),
    ),
    (
        "Rates dropped from 7.25% to 6.5% in Q2, i.e. by 75 basis points.",
        (
            (
                "Rates dropped from seven point two five percent to six point five percent in Q"
                " two that is by seventy-five basis points"
            ),
        ),
    ),
    (
        "Upgrade to Node.js v20.11 or later with npm install -g npm@10.",
        (
            (
                "Upgrade to Node dot js version twenty point eleven or later with npm install"
                " dash g npm at ten"
            ),
            (
                "Upgrade to Node dot js version twenty point eleven or later with npm install g"
                " npm at ten"
            ),
            "Upgrade to Node dot js v twenty point eleven or later with npm install g npm at ten",
        ),
    ),
    (
        "The area of a circle is πr², so with r = 5 cm it's about 78.5 cm².",
        (
            (
                "The area of a circle is pi r squared so with r equals five centimeters it's"
                " about seventy-eight point five square centimeters"
            ),
        ),
    ),
    (
        "You have 2 meetings: 9:30–10:00 with HR, and 1–2 PM with Sen. Ruiz.",
        (
            (
                "You have two meetings nine thirty to ten o'clock with HR and one to two P M with"
                " Senator Ruiz"
            ),
            (
                "You have two meetings nine thirty to ten with HR and one to two P M with Senator"
                " Ruiz"
            ),
        ),
    ),
    (
        "He ran the 100m in 9.58s and the 200m in 19.19s.",
        (
            (
                "He ran the one hundred meters in nine point five eight seconds and the two"
                " hundred meters in nineteen point one nine seconds"
            ),
            (
                "He ran the hundred meters in nine point five eight seconds and the two hundred"
                " meters in nineteen point one nine seconds"
            ),
            (
                "He ran the one hundred meter in nine point five eight seconds and the two"
                " hundred meter in nineteen point one nine seconds"
            ),
        ),
    ),
    (
        "Tickets are £12.50 for adults and £8 for kids under 16; a family of 4 pays £35.",
        (
            (
                "Tickets are twelve pounds and fifty pence for adults and eight pounds for kids"
                " under sixteen a family of four pays thirty-five pounds"
            ),
            (
                "Tickets are twelve pounds fifty for adults and eight pounds for kids under"
                " sixteen a family of four pays thirty-five pounds"
            ),
        ),
    ),
    (
        "Stop by 501(c)(3) headquarters, 2200 Wilson Blvd., Ste. 102, Arlington, VA 22201.",
        (
            (
                "Stop by five oh one c three headquarters twenty-two hundred Wilson Boulevard"
                " Suite one oh two Arlington Virginia two two two zero one"
            ),
            (
                "Stop by five oh one c three headquarters twenty-two hundred Wilson Boulevard"
                " Suite one zero two Arlington Virginia two two two zero one"
            ),
        ),
    ),
    (
        "NASA's Apollo 11 landed on July 20, 1969, at 20:17 UTC.",
        (
            (
                "NASA's Apollo eleven landed on July twentieth nineteen sixty-nine at twenty"
                " seventeen U T C"
            ),
        ),
    ),
    (
        "The ratio is 2:1, so use 500 ml of water per 250 g of rice, for 12–15 mins.",
        (
            (
                "The ratio is two to one so use five hundred milliliters of water per two hundred"
                " fifty grams of rice for twelve to fifteen minutes"
            ),
        ),
    ),
]
