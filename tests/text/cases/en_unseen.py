"""English that was written down before the rules were looked at: a second examination.

The accepted forms of a line are written as one text in which braces hold what a reader may
choose between: "{a|one} hundred {and |}twenty" stands for four forms.
"""

import itertools
import re

__all__ = ["BLIND", "CASES", "LATER", "ORDINARY", "PROSE", "SENTENCES"]

Cases = list[tuple[str, tuple[str, ...]]]

_CHOICE = re.compile(r"\{([^{}]*)\}")


def forms(*written: str) -> tuple[str, ...]:
    """Every form that the choices in the given texts allow."""
    return tuple(
        "".join(parts)
        for text in written
        for parts in itertools.product(
            *(
                part.split("|") if index % 2 else (part,)
                for index, part in enumerate(_CHOICE.split(text))
            )
        )
    )


CASES: dict[str, Cases] = {
    "url and e-mail": [
        ("Visit example.org/help.", forms("Visit example dot org slash help")),
        (
            "https://www.python.org",
            forms("{https colon slash slash |}{www|w w w} dot python dot org", "python dot org"),
        ),
        ("Write to jane.doe@mail.com", forms("Write to jane dot doe at mail dot com")),
        ("sales_team@acme.co.uk", forms("sales underscore team at acme dot co dot {uk|u k}")),
    ],
    "phone": [
        (
            "Call 415-555-0132",
            forms("Call four one five{ |, }five five five {zero|oh} one three two"),
        ),
        ("(212) 555-7890", forms("two one two five five five seven eight nine {zero|oh}")),
        (
            "+44 20 7946 0958",
            forms(
                "plus {four four|forty four} two {zero|oh} seven nine four six {zero|oh} nine "
                "five eight",
                "plus {four four|forty four} twenty seven nine four six {zero|oh} nine five eight",
            ),
        ),
        ("Dial 911", forms("Dial nine one one")),
        (
            "Call 1-800-555-0199",
            forms(
                "Call one eight hundred five five five {zero|oh} one nine nine",
                "Call one eight {zero zero|oh oh} five five five {zero|oh} one nine nine",
            ),
        ),
        (
            "555-2368 ext. 42",
            forms("five five five two three six eight {extension|ext} {four two|forty two}"),
        ),
        ("x204", forms("{extension|x} two {zero|oh} four")),
        (
            "text HELP to 741741",
            forms(
                "text HELP to seven four one seven four one",
                "text HELP to seventy four seventeen forty one",
            ),
        ),
    ],
    "date": [
        (
            "2025-03-14",
            forms(
                "March {the |}fourteenth{, |}{twenty twenty five|two thousand twenty five|two "
                "thousand and twenty five}",
            ),
        ),
        ("Sept. 3rd", forms("September {the |}third")),
        (
            "7/4/1976",
            forms(
                "July {the |}fourth nineteen seventy six",
                "seven four nineteen seventy six",
                "seven slash four slash nineteen seventy six",
            ),
        ),
        (
            "12 May 1998",
            forms(
                "{the |}twelfth {of |}May nineteen ninety eight",
                "May {the |}twelfth nineteen ninety eight",
                "twelve May nineteen ninety eight",
            ),
        ),
        (
            "Feb 29, 2024",
            forms(
                "February {the |}twenty ninth {twenty twenty four|two thousand twenty four|two "
                "thousand and twenty four}",
            ),
        ),
        ("Tue, Nov 5", forms("Tuesday November {the |}fifth")),
        (
            "June 10-14",
            forms(
                "June {the |}tenth {to|through} {the |}fourteenth",
                "June ten {to|through} fourteen",
            ),
        ),
        ("the 4th of July", forms("the fourth of July")),
        (
            "11/22/63",
            forms(
                "November {the |}twenty second {nineteen |}sixty three",
                "eleven twenty two sixty three",
                "eleven slash twenty two slash sixty three",
            ),
        ),
        (
            "Q2 2023",
            forms(
                "{Q two|the second quarter of|second quarter} {twenty twenty three|two thousand "
                "twenty three|two thousand and twenty three}",
            ),
        ),
        ("FY25", forms("{FY|fiscal year|F Y} {twenty five|twenty twenty five}")),
        (
            "Jan–Mar 2022",
            forms(
                "January {to|through} March {twenty twenty two|two thousand twenty two|two "
                "thousand and twenty two}",
            ),
        ),
    ],
    "time": [
        ("at 7:05 am", forms("at seven {oh|o} five {am|a m}")),
        ("at 12:30 PM", forms("at twelve thirty {pm|p m}")),
        ("9 a.m.", forms("nine {am|a m}")),
        (
            "at 18:00",
            forms(
                "at eighteen hundred{ hours|}",
                "at eighteen o'clock",
                "at six {pm|p m}",
                "at eighteen {zero zero|oh oh}",
                "at six o'clock",
            ),
        ),
        ("9-11 a.m.", forms("nine to eleven {am|a m}")),
        ("10:15-11:45", forms("ten fifteen to eleven forty five")),
        ("3 PM EST", forms("three {pm|p m} {EST|E S T|Eastern Standard Time|Eastern}")),
        ("14:30 UTC", forms("fourteen thirty {UTC|U T C}")),
        ("UTC-5", forms("{UTC|U T C} minus five")),
        (
            "a 1:23:45 video",
            forms(
                "a one hour{,|} twenty three minutes{,|} {and |}forty five seconds video",
                "a one twenty three forty five video",
                "a one hour twenty three minute {and |}forty five second video",
            ),
        ),
        ("open 24/7", forms("open twenty four seven")),
        ("Mon-Fri 8am-6pm", forms("Monday {to|through} Friday eight {am|a m} to six {pm|p m}")),
    ],
    "money": [
        ("$19.99", forms("nineteen ninety nine", "nineteen dollars {and |}ninety nine{ cents|}")),
        ("$0.05", forms("five cents", "zero dollars {and |}five cents")),
        ("$1", forms("{one|a} dollar")),
        ("$4.2M", forms("four point two million dollars")),
        ("$750k", forms("seven hundred {and |}fifty thousand dollars")),
        (
            "€1,250.50",
            forms(
                "{one|a} thousand{,|} two hundred {and |}fifty euros {and |}fifty{ cents|}",
                "twelve hundred {and |}fifty euros {and |}fifty{ cents|}",
                "one thousand two hundred {and |}fifty point five euros",
            ),
        ),
        ("£30", forms("thirty pounds")),
        ("-$50", forms("{minus|negative} fifty dollars")),
        ("$5-10", forms("five to ten dollars")),
        ("$1–2 billion", forms("one to two billion dollars")),
        (
            "$9.99/month",
            forms(
                "nine {ninety nine|dollars ninety nine|dollars and ninety nine cents|dollars "
                "ninety nine cents} {a|per} month",
            ),
        ),
        ("$25/hr", forms("twenty five dollars {an|per} hour")),
        ("200 EUR", forms("two hundred euros")),
        ("CHF 80", forms("eighty Swiss francs", "eighty francs")),
        ("¥5000", forms("five thousand yen")),
        ("US$300", forms("three hundred {US|U S} dollars")),
        ("50¢", forms("fifty cents")),
        ("a $20 bill", forms("a twenty dollar{s|} bill")),
    ],
    "measure": [
        ("5 km", forms("five {kilometers|kilometres}")),
        ("1 kg", forms("one kilogram", "one kilo")),
        ("65 mph", forms("sixty five {miles per hour|miles an hour}")),
        ("350°F", forms("three {hundred |hundred and |}fifty degrees{ Fahrenheit|}")),
        ("-12 °C", forms("{minus|negative} twelve degrees{ Celsius|}")),
        ("16 GB", forms("sixteen {gigabytes|gigs}")),
        ("1.5 TB", forms("one point five terabytes", "one and a half terabytes")),
        ("100 Mbps", forms("{a|one} hundred megabits per second")),
        ("6'2\"", forms("six {feet|foot} two{ inches|}")),
        ("5 ft 4 in", forms("five {feet|foot} four{ inches|}")),
        ("2 tbsp", forms("two tablespoons")),
        ("1 1/2 cups", forms("one and a half cups", "one and one half cups")),
        ("1/2 tsp", forms("{half a|a half|one half|one half a|one half of a} teaspoon")),
        ("10x20 cm", forms("ten by twenty centimeters")),
        (
            "1920x1080",
            forms(
                "nineteen twenty by ten eighty",
                "{one|a} thousand nine hundred {and |}twenty by {one|a} thousand {and |}eighty",
                "nineteen {hundred |hundred and |}twenty by ten eighty",
                "nineteen {hundred |hundred and |}twenty by one thousand {and |}eighty",
            ),
        ),
        ("80 m²", forms("eighty square {meters|metres}")),
        ("3.6 kWh", forms("three point six kilowatt hours")),
        ('a 27" monitor', forms("a twenty seven inch monitor")),
        ("500mg", forms("five hundred milligrams")),
        (
            "120/80 mmHg",
            forms(
                "{one|a} {hundred |hundred and |}twenty over eighty {millimeters of "
                "mercury|millimetres of mercury|mmHg}",
            ),
        ),
        ("8 fl oz", forms("eight fluid ounces")),
    ],
    "percent": [
        ("45%", forms("forty five percent", "forty five per cent")),
        ("0.5%", forms("{zero|nought|} point five percent", "half a percent")),
        ("10-15%", forms("ten to fifteen percent")),
        ("-2.3%", forms("{minus|negative} two point three percent")),
        ("+7%", forms("plus seven percent", "up seven percent")),
    ],
    "range": [
        ("pages 10–25", forms("pages ten {to|through} twenty five")),
        (
            "2019–2024",
            forms(
                "{twenty nineteen|two thousand nineteen|two thousand and nineteen} to {twenty "
                "twenty four|two thousand twenty four|two thousand and twenty four}",
            ),
        ),
        ("ages 5-7", forms("ages five {to|through} seven")),
        ("20–30 minutes", forms("twenty to thirty minutes")),
    ],
    "fraction and ratio": [
        ("3/4", forms("three quarters", "three fourths", "three over four")),
        ("2/3 of voters", forms("two thirds of voters")),
        ("5 1/8", forms("five and {one|an} eighth")),
        ("½ cup", forms("{half a|a half|one half|one half a} cup")),
        ("a 4:1 ratio", forms("a four to one ratio")),
        ("16:9", forms("sixteen {by|to} nine", "sixteen nine")),
        ("split 50/50", forms("split fifty fifty")),
        ("7/16", forms("seven sixteenths", "seven over sixteen")),
    ],
    "version and IP": [
        (
            "Python 3.12",
            forms(
                "Python three point {twelve|one two}",
                "Python three dot twelve",
                "Python three twelve",
            ),
        ),
        ("v2.1.3", forms("{version|v} two {point|dot} one {point|dot} three")),
        (
            "192.168.0.1",
            forms(
                "{one ninety two|one nine two|one hundred ninety two|one hundred and ninety "
                "two} {dot|point} {one sixty eight|one six eight|one hundred sixty eight|one "
                "hundred and sixty eight} {dot|point} zero {dot|point} one",
            ),
        ),
        ("iOS 17.4", forms("iOS seventeen {point|dot} four")),
    ],
    "ordinal": [
        ("the 21st century", forms("the twenty first century")),
        ("42nd Street", forms("forty second Street")),
        (
            "the 103rd floor",
            forms("the {one|a} hundred {and |}third floor", "the one oh third floor"),
        ),
        ("1st place", forms("first place")),
    ],
    "roman": [
        ("Henry VIII", forms("Henry {the |}{eighth|eight}")),
        ("World War II", forms("World War {two|the second}")),
        ("Chapter IV", forms("Chapter four")),
        ("Super Bowl LVIII", forms("Super Bowl fifty eight")),
        ("Rocky III", forms("Rocky {three|the third}")),
        ("Louis XIV of France", forms("Louis {the |}fourteenth of France")),
    ],
    "number": [
        ("3.14", forms("three point one four")),
        (
            "1,234,567",
            forms(
                "{one|a} million{,|} two hundred {and |}thirty four thousand{,|} five hundred "
                "{and |}sixty seven",
            ),
        ),
        ("-7", forms("{minus|negative} seven")),
        ("10k users", forms("ten {thousand|k} users")),
        (
            "1200 people",
            forms("{twelve hundred|one thousand two hundred|a thousand two hundred} people"),
        ),
        ("2.5 million", forms("two point five million", "two and a half million")),
        ("007", forms("{zero zero|oh oh|double oh|double zero} seven")),
        ("1.2B downloads", forms("one point two billion downloads")),
    ],
    "year": [
        ("in 1984", forms("in nineteen eighty four")),
        ("in 2005", forms("in two thousand {and |}five", "in twenty oh five")),
        ("since 1900", forms("since nineteen hundred")),
        ("the 1990s", forms("the nineteen nineties")),
        ("the '80s", forms("the eighties")),
        ("500 BC", forms("five hundred {BC|B C}")),
        ("AD 79", forms("{AD|A D} seventy nine")),
        ("in 1066", forms("in ten sixty six")),
        ("in her 40s", forms("in her forties")),
    ],
    "address": [
        (
            "123 N Main St",
            forms(
                "{one twenty three|one two three|one hundred twenty three|one hundred and "
                "twenty three} North Main Street",
            ),
        ),
        ("1600 Pennsylvania Ave", forms("sixteen hundred Pennsylvania Avenue")),
        (
            "221B Baker St.",
            forms(
                "{two twenty one|two two one|two hundred twenty one|two hundred and twenty one} "
                "B Baker Street",
            ),
        ),
        (
            "San Francisco, CA 94105",
            forms("San Francisco{,|} {California|CA|C A} nine four one {zero|oh} five"),
        ),
        ("Apt 4B", forms("{Apartment|Apt} four B")),
        ("Sunset Blvd", forms("Sunset Boulevard")),
    ],
    "serial and code": [
        ("flight UA 245", forms("flight {UA|U A|United} two {four five|forty five}")),
        ("room 204", forms("room two {oh|zero} four")),
        ("code 4821", forms("code four eight two one", "code forty eight twenty one")),
        ("COVID-19", forms("COVID nineteen")),
        ("GPT-4", forms("{GPT|G P T} four")),
        ("H2O", forms("H two O")),
        ("CO₂", forms("{C O|CO} two")),
        ("seat 14C", forms("seat {fourteen|one four} C")),
        ("Interstate I-95", forms("Interstate I ninety five")),
        ("a 401(k)", forms("a four {oh|zero|o} one k")),
        ("9/11", forms("nine eleven")),
        ("B12", forms("B twelve", "B one two")),
        ("MP3", forms("{MP|M P} three")),
        (
            "ISBN 978-0-13-468599-1",
            forms(
                "{ISBN|I S B N} nine seven eight {zero|oh} one three four six eight five nine "
                "nine one",
                "{ISBN|I S B N} nine seven eight zero thirteen four six eight five nine nine one",
            ),
        ),
        ("USB-C", forms("{USB|U S B} C")),
        ("Ctrl+Alt+Del", forms("{Control|Ctrl} {plus |}Alt {plus |}{Delete|Del}")),
        ("F5", forms("F five")),
    ],
    "symbol": [
        ("Tom & Jerry", forms("Tom and Jerry")),
        ("2 + 2 = 4", forms("two plus two {equals|is} four")),
        ("7 × 8", forms("seven {times|multiplied by} eight")),
        ("x² + y²", forms("x {squared|square} plus y {squared|square}")),
        ("√16", forms("{the |}square root of sixteen", "root sixteen")),
        ("~50 people", forms("{about|approximately|around|roughly} fifty people")),
        ("x ≥ 3", forms("x {is |}greater than or {equal to|equals} three")),
        ("<5 ms", forms("{less than|under} five milliseconds")),
        ("10⁻³", forms("ten to the {power of |}{minus|negative} {three|third}{ power|}")),
        ("#1", forms("number one")),
        ("a → b", forms("a to b", "a {right |}arrow b", "a leads to b", "a goes to b")),
        ("and/or", forms("and{ slash|} or")),
        ("5★ hotel", forms("five star hotel")),
        ("±2 points", forms("plus or minus two points", "plus minus two points")),
        ("50+ states", forms("{fifty plus|more than fifty|over fifty} states")),
    ],
    "abbreviation and title": [
        ("Dr. Smith", forms("Doctor Smith")),
        ("Mr. and Mrs. Jones", forms("Mister and {Missus|Misses|Mrs} Jones")),
        ("St. Louis", forms("Saint Louis")),
        ("e.g., apples", forms("for example{,|} apples", "e g apples")),
        ("i.e., now", forms("that is now", "i e now")),
        ("cats vs. dogs", forms("cats versus dogs")),
        ("approx. 20", forms("{approximately|about} twenty")),
        ("tea, coffee, etc.", forms("tea coffee {etcetera|et cetera}")),
        ("No. 5", forms("number five")),
        ("w/ milk", forms("with milk")),
        ("Martin Luther King Jr.", forms("Martin Luther King Junior")),
        ("Acme Inc.", forms("Acme {Incorporated|Inc}")),
        ("the U.S. Army", forms("the {U S|US} Army")),
        ("Gen. Lee", forms("General Lee")),
        ("min. 3 items", forms("minimum {of |}three items")),
    ],
}

SENTENCES: Cases = [
    (
        "Your appointment with Dr. Patel is on Tuesday, March 3rd at 2:30 PM.",
        forms(
            "Your appointment with Doctor Patel is on Tuesday March {the |}third at two thirty "
            "{pm|p m}",
        ),
    ),
    (
        "I moved your dentist visit to Thu, Oct 12 at 9:15 a.m.",
        forms(
            "I moved your dentist visit to Thursday October {the |}twelfth at nine fifteen "
            "{am|a m}",
        ),
    ),
    (
        "You have 3 meetings today: 9-10am, 11:30am-12pm, and 4pm.",
        forms(
            "You have three meetings today nine to ten {am|a m} eleven thirty {am|a m} to "
            "twelve {pm|p m} and four {pm|p m}",
        ),
    ),
    (
        "The clinic is open Mon–Fri, 8:00–17:00.",
        forms(
            "The clinic is open Monday {to|through} Friday eight{ o'clock| hundred|} to "
            "{seventeen hundred|seventeen o'clock|seventeen|five o'clock|five pm|five p m}",
            "The clinic is open Monday {to|through} Friday eight {am|a m} to five {pm|p m}",
        ),
    ),
    (
        "Please arrive 10–15 min early and bring your ID.",
        forms("Please arrive ten to fifteen minutes early and bring your {ID|I D}"),
    ),
    (
        "Your next check-up is due by 06/15/2025.",
        forms(
            "Your next check up is due by June {the |}fifteenth {twenty twenty five|two "
            "thousand twenty five|two thousand and twenty five}",
        ),
    ),
    (
        "The call starts at 10 a.m. PT / 1 p.m. ET.",
        forms(
            "The call starts at ten {am|a m} {PT|P T|Pacific Time|Pacific}{ slash| or|} one "
            "{pm|p m} {ET|E T|Eastern Time|Eastern}",
        ),
    ),
    (
        "I set a 45-minute timer and a 6:45 alarm.",
        forms("I set a forty five minute timer and a six forty five alarm"),
    ),
    (
        "Your Zoom meeting ID is 842 1957 3306.",
        forms(
            "Your Zoom meeting {ID|I D} is eight four two one nine five seven three three "
            "{zero|oh} six",
        ),
    ),
    (
        "Remind me on the 1st and the 15th of each month.",
        forms("Remind me on the first and the fifteenth of each month"),
    ),
    (
        "Your order #48213 shipped on Jan. 5 and should arrive by Jan. 9.",
        forms(
            "Your order {number |}four eight two one three shipped on January {the |}fifth and "
            "should arrive by January {the |}ninth",
        ),
    ),
    (
        "The total comes to $84.37, including $6.12 in tax.",
        forms(
            "The total comes to eighty four {thirty seven|dollars thirty seven|dollars and "
            "thirty seven cents|dollars thirty seven cents} including six {twelve|dollars "
            "twelve|dollars and twelve cents|dollars twelve cents} in tax",
        ),
    ),
    (
        "A 12-pack costs $7.49, or about $0.62 each.",
        forms(
            "A twelve pack costs seven {forty nine|dollars forty nine|dollars and forty nine "
            "cents|dollars forty nine cents} or about sixty two cents each",
        ),
    ),
    (
        "The Pro plan is $20/month or $200/year.",
        forms("The Pro plan is twenty dollars {a|per} month or two hundred dollars {a|per} year"),
    ),
    (
        "Houses there sell for $450k to $1.2M.",
        forms(
            "Houses there sell for four hundred {and |}fifty thousand dollars to one point two "
            "million dollars",
            "Houses there sell for four hundred {and |}fifty thousand to one point two million "
            "dollars",
        ),
    ),
    (
        "Expect to pay $15–$20 per person.",
        forms("Expect to pay fifteen {dollars |}to twenty dollars per person"),
    ),
    (
        "Shipping is free on orders over $35.",
        forms("Shipping is free on orders over thirty five dollars"),
    ),
    (
        "You saved £12.50 with code SAVE20.",
        forms(
            "You saved twelve {fifty|pounds fifty|pounds and fifty pence|pounds fifty pence} "
            "with code {SAVE|save} {twenty|two zero}",
        ),
    ),
    (
        "The tracking number is 1Z999AA10123456784.",
        forms(
            "The tracking number is {one Z|1Z} nine nine nine A A one zero one two three four "
            "five six seven eight four",
            "The tracking number is one Z nine nine nine AA one zero one two three four five "
            "six seven eight four",
        ),
    ),
    (
        "Buy 2, get 1 free — that's 33% off!",
        forms("Buy two get one free that's thirty three percent off"),
    ),
    (
        "Item A-113 is out of stock, but B-207 is available.",
        forms(
            "Item A {one one three|one thirteen|one hundred thirteen|one hundred and thirteen} "
            "is out of stock but B two {oh|zero} seven is available",
            "Item A {one one three|one thirteen|one hundred thirteen|one hundred and thirteen} "
            "is out of stock but B two hundred {and |}seven is available",
        ),
    ),
    (
        "Each ticket is €25 (about $27).",
        forms("Each ticket is twenty five euros about twenty seven dollars"),
    ),
    (
        "Head north on 5th Ave. for 0.4 miles, then turn left onto W 42nd St.",
        forms(
            "Head north on fifth Avenue for {zero |}point four miles then turn left onto West "
            "forty second Street",
        ),
    ),
    (
        "The store is at 350 5th Ave, New York, NY 10118.",
        forms(
            "The store is at {three fifty|three five zero|three hundred fifty|three hundred and "
            "fifty} fifth Avenue New York {NY|N Y|New York} one {zero|oh} one one eight",
            "The store is at three fifty fifth Avenue New York {NY|N Y|New York} one zero one "
            "eighteen",
        ),
    ),
    (
        "Take I-80 E for 12 mi and use exit 47B.",
        forms("Take I eighty East for twelve miles and use exit forty seven B"),
    ),
    (
        "Turn right onto Elm St. Your destination is on the left.",
        forms("Turn right onto Elm Street Your destination is on the left"),
    ),
    (
        "It's at 2210 S. Lamar Blvd., Ste. 300, Austin, TX 78704.",
        forms(
            "It's at {twenty two ten|two two one zero|two thousand two hundred ten|two thousand "
            "two hundred and ten} South Lamar Boulevard Suite three {hundred|zero zero|oh oh} "
            "Austin {Texas|TX|T X} seven eight seven {zero|oh} four",
        ),
    ),
    (
        "Walk 500 ft and cross Martin Luther King Jr. Dr.",
        forms("Walk five hundred feet and cross Martin Luther King Junior Drive"),
    ),
    (
        "The route is 24 km long and takes approx. 35 min.",
        forms(
            "The route is twenty four {kilometers|kilometres} long and takes "
            "{approximately|about} thirty five minutes",
        ),
    ),
    (
        "Take Route 66 W and merge onto US-101 N.",
        forms("Take Route sixty six West and merge onto {US|U S} one {oh|zero} one North"),
    ),
    (
        "My office is at 77 Mt. Vernon Rd, Unit 12.",
        forms(
            "My office is at seventy seven Mount Vernon Road Unit twelve",
            "My office is at seven seven Mount Vernon Road Unit twelve",
        ),
    ),
    (
        "Gate B22 is about a 7-min walk from Terminal 2.",
        forms("Gate B twenty two is about a seven minute walk from Terminal two"),
    ),
    (
        "Preheat the oven to 375°F (190°C).",
        forms(
            "Preheat the oven to three {hundred |hundred and |}seventy five degrees{ "
            "Fahrenheit|} {one|one hundred|one hundred and|a hundred and|a hundred} ninety "
            "degrees{ Celsius|}",
        ),
    ),
    (
        "Mix 2 1/4 cups flour with 1 tsp salt and 3/4 cup sugar.",
        forms(
            "Mix two and {a quarter|one quarter|one fourth|a fourth} cups flour with one "
            "teaspoon salt and three {quarters|quarters of a|quarter|fourths|fourths of a} cup "
            "sugar",
        ),
    ),
    (
        "Bake for 25-30 min. or until golden.",
        forms("Bake for twenty five to thirty minutes or until golden"),
    ),
    (
        "Add 1½ lbs of ground beef and 8 oz of mushrooms.",
        forms("Add one and {a|one} half pounds of ground beef and eight ounces of mushrooms"),
    ),
    (
        "Whisk 3 eggs w/ 1/3 cup milk.",
        forms("Whisk three eggs with {one third|a third} {of a |}cup milk"),
    ),
    ("Use a 9x13-inch pan.", forms("Use a nine by thirteen inch pan")),
    (
        "Simmer for 1 hr 20 min over low heat.",
        forms("Simmer for one hour {and |}twenty minutes over low heat"),
    ),
    (
        "You'll need 500 g of pasta, 200 ml of cream, and 2 tbsp. of butter.",
        forms(
            "You'll need five hundred grams of pasta two hundred {milliliters|millilitres} of "
            "cream and two tablespoons of butter",
        ),
    ),
    (
        "Each serving has 320 kcal and 12g of protein.",
        forms(
            "Each serving has three {hundred |hundred and |}twenty {kilocalories|kcal|calories} "
            "and twelve grams of protein",
        ),
    ),
    ("The ratio of water to rice is 2:1.", forms("The ratio of water to rice is two to one")),
    (
        "It's 72°F and sunny with a high of 78°.",
        forms(
            "It's seventy two degrees{ Fahrenheit|} and sunny with a high of seventy eight{ "
            "degrees|}",
        ),
    ),
    (
        "Tonight's low will be -5°C with winds of 20 km/h.",
        forms(
            "Tonight's low will be {minus|negative} five degrees{ Celsius|} with winds of "
            "twenty {kilometers|kilometres} {per|an} hour",
        ),
    ),
    (
        "There's a 40% chance of rain after 3pm.",
        forms("There's a forty percent chance of rain after three {pm|p m}"),
    ),
    (
        "Expect 2–4 in. of snow by Sat. morning.",
        forms("Expect two to four inches of snow by Saturday morning"),
    ),
    (
        "Winds from the NW at 10-15 mph.",
        forms("Winds from the {northwest|NW|N W} at ten to fifteen {miles per hour|miles an hour}"),
    ),
    (
        "The UV index is 8, humidity is 65%, and pressure is 1013 hPa.",
        forms(
            "The {UV|U V} index is eight humidity is sixty five percent and pressure is {one "
            "thousand|a thousand|one thousand and} thirteen hectopascals",
            "The {UV|U V} index is eight humidity is sixty five percent and pressure is ten "
            "thirteen hectopascals",
        ),
    ),
    (
        "Temps will drop from 60 °F to 38 °F overnight.",
        forms(
            "Temps will drop from sixty degrees{ Fahrenheit|} to thirty eight degrees{ "
            "Fahrenheit|} overnight",
        ),
    ),
    (
        "Sunrise is at 6:02 and sunset at 19:48.",
        forms(
            "Sunrise is at six {oh|o} two and sunset at nineteen forty eight",
            "Sunrise is at six {oh|o} two and sunset at seven forty eight",
        ),
    ),
    (
        "The Lakers beat the Celtics 112-108 last night.",
        forms(
            "The Lakers beat the Celtics {one twelve|one hundred twelve|one hundred and "
            "twelve|a hundred and twelve} to {one oh eight|one hundred eight|one hundred and "
            "eight|a hundred and eight} last night",
        ),
    ),
    (
        "Real Madrid won 3–1, and it's 2:2 on aggregate.",
        forms("Real Madrid won three {to |}one and it's two {to two|two|all} on aggregate"),
    ),
    (
        "He ran 100 m in 9.58 s.",
        forms("He ran {one|a} hundred {meters|metres} in nine point five eight seconds"),
    ),
    ("She won the set 6-4, 7-6.", forms("She won the set six {to |}four seven {to |}six")),
    (
        "Super Bowl LIX was played on Feb. 9, 2025.",
        forms(
            "Super Bowl fifty nine was played on February {the |}ninth {twenty twenty five|two "
            "thousand twenty five|two thousand and twenty five}",
        ),
    ),
    (
        "The team is 10-3 this season, ranked #2 in the NFC.",
        forms("The team is ten {and|to|} three this season ranked number two in the {NFC|N F C}"),
    ),
    (
        "Her marathon time was 2:31:07.",
        forms(
            "Her marathon time was two {hours|hours,|} thirty one {minutes|minutes and|} "
            "{seven|oh seven}{ seconds|}",
            "Her marathon time was two thirty one {oh|o} seven",
        ),
    ),
    (
        "He bats .312 with 27 HRs.",
        forms(
            "He bats {point |}three twelve with twenty seven {HRs|H Rs|home runs}",
            "He bats point three one two with twenty seven {HRs|H Rs|home runs}",
        ),
    ),
    (
        "The S&P 500 rose 1.2% to 5,278.",
        forms(
            "The {S and P|S&P|S P} five hundred rose one point two percent to five thousand{,|} "
            "two hundred {and |}seventy eight",
            "The S and P five hundred rose one point two percent to fifty two seventy eight",
        ),
    ),
    (
        "Apple's revenue hit $94.9B in Q4 2024.",
        forms(
            "Apple's revenue hit ninety four point nine billion dollars in {Q four|the fourth "
            "quarter of|fourth quarter} {twenty twenty four|two thousand twenty four|two "
            "thousand and twenty four}",
        ),
    ),
    (
        "The 30-yr mortgage rate is 6.85%.",
        forms(
            "The thirty year mortgage rate is six point eight five percent",
            "The thirty year mortgage rate is six point eighty five percent",
        ),
    ),
    (
        "You owe $1,204.00 by 4/15.",
        forms(
            "You owe {one|a} thousand{,|} two hundred {and |}four dollars by April {the "
            "|}fifteenth",
            "You owe twelve hundred {and |}four dollars by April {the |}fifteenth",
            "You owe {one|a} thousand two hundred {and |}four dollars by four fifteen",
        ),
    ),
    (
        "Max out your 401(k) at $23,500 before opening a Roth IRA.",
        forms(
            "Max out your four {oh|o|zero} one k at twenty three thousand{,|} five hundred "
            "dollars before opening a Roth {IRA|I R A}",
        ),
    ),
    (
        "EUR/USD is trading at 1.0842.",
        forms(
            "{EUR|E U R|euro|euros} {slash |to |}{USD|U S D|dollar|US dollar|US "
            "dollars|dollars|U S dollar|U S dollars} is trading at one point {zero|oh} eight "
            "four two",
        ),
    ),
    (
        "The fund returned -3.4% YTD vs. +2.1% for the index.",
        forms(
            "The fund returned {minus|negative} three point four percent {YTD|Y T D|year to "
            "date} versus {plus|positive} two point one percent for the index",
        ),
    ),
    (
        "A $10k deposit at 4.5% APY earns about $450 a year.",
        forms(
            "A ten thousand dollar{s|} deposit at four point five percent {APY|A P Y} earns "
            "about four hundred {and |}fifty dollars a year",
        ),
    ),
    (
        "Bitcoin is above $65,000 for the 1st time since 2021.",
        forms(
            "Bitcoin is above sixty five thousand dollars for the first time since {twenty "
            "twenty one|two thousand twenty one|two thousand and twenty one}",
        ),
    ),
    (
        "Press Ctrl+Shift+Esc to open the Task Manager.",
        forms("Press {Control|Ctrl} {plus |}Shift {plus |}{Escape|Esc} to open the Task Manager"),
    ),
    (
        "Update to version 3.2.1 and restart.",
        forms("Update to version three {point|dot} two {point|dot} one and restart"),
    ),
    (
        "You're seeing error 404; the page wasn't found.",
        forms("You're seeing error four {oh|zero} four the page wasn't found"),
    ),
    (
        "Go to Settings > General > About.",
        forms(
            "Go to Settings{ then| to| greater than| and then|} General{ then| to| greater "
            "than| and then|} About",
        ),
    ),
    (
        "Open http://192.168.1.1 in your browser.",
        forms(
            "Open {http colon slash slash|h t t p colon slash slash|} {one ninety two|one nine "
            "two|one hundred ninety two|one hundred and ninety two} {dot|point} {one sixty "
            "eight|one six eight|one hundred sixty eight|one hundred and sixty eight} "
            "{dot|point} one {dot|point} one in your browser",
        ),
    ),
    (
        'The laptop has 16GB of RAM, a 512 GB SSD, and a 15.6" display.',
        forms(
            "The laptop has sixteen gigabytes of RAM a {five twelve|five hundred twelve|five "
            "hundred and twelve} {gigabyte|gigabytes} {SSD|S S D} and a fifteen point six inch "
            "display",
        ),
    ),
    (
        "Download speeds reach 940 Mbps on Wi-Fi 6.",
        forms(
            "Download speeds reach nine {hundred |hundred and |}forty megabits per second on "
            "{Wi Fi|Wifi} six",
        ),
    ),
    (
        "Hold the power button for 10s, then press F12.",
        forms("Hold the power button for ten seconds then press F twelve"),
    ),
    (
        "It runs Windows 11 on an Intel Core i7-1260P.",
        forms(
            "It runs Windows eleven on an Intel Core i seven {twelve sixty|one two six zero|one "
            "two six oh|one thousand two hundred sixty|one thousand two hundred and sixty} P",
        ),
    ),
    (
        "Use a USB 3.0 port or a USB-C cable.",
        forms("Use a {USB|U S B} three {point|dot} {zero|oh} port or a {USB|U S B} C cable"),
    ),
    (
        "The CPU runs at 3.4 GHz and stays under 70°C.",
        forms(
            "The {CPU|C P U} runs at three point four gigahertz and stays under seventy "
            "degrees{ Celsius|}",
        ),
    ),
    (
        "Your verification code is 739204.",
        forms("Your verification code is seven three nine two {zero|oh} four"),
    ),
    (
        "Email support@example.com or call 1-888-555-0147.",
        forms(
            "Email support at example dot com or call one {eight eight eight|eight eighty "
            "eight} five five five {zero|oh} one four seven",
        ),
    ),
    (
        "Version 10.15.7 of macOS requires 4GB+ of memory.",
        forms(
            "Version ten {point|dot} fifteen {point|dot} seven of macOS requires four "
            "{gigabytes plus|plus gigabytes|gigabytes or more|or more gigabytes} of memory",
            "Version ten {point|dot} fifteen {point|dot} seven of macOS requires {more "
            "than|over} four gigabytes of memory",
        ),
    ),
    (
        "Save it as report_v2.pdf in C:\\Users.",
        forms(
            "Save it as report underscore {v two|version two} dot {pdf|p d f} in C colon "
            "{backslash|back slash} Users",
            "Save it as report {v two|version two} dot {pdf|p d f} in C {colon |}{backslash "
            "|back slash |}Users",
        ),
    ),
    (
        "Take 1–2 tablets (200 mg each) every 4-6 hrs.",
        forms("Take one to two tablets two hundred milligrams each every four to six hours"),
    ),
    (
        "A normal blood pressure is around 120/80.",
        forms(
            "A normal blood pressure is around {one|one hundred|one hundred and|a hundred and|a "
            "hundred} twenty over eighty",
        ),
    ),
    (
        "Vitamin D3 of 1,000 IU is common, and B12 helps too.",
        forms(
            "Vitamin D three of {one|a} thousand {IU|I U|international units} is common and B "
            "twelve helps too",
        ),
    ),
    (
        "A fever above 100.4°F (38°C) needs attention.",
        forms(
            "A fever above {one|a} hundred point four degrees{ Fahrenheit|} thirty eight "
            "degrees{ Celsius|} needs attention",
        ),
    ),
    (
        "Type 2 diabetes affects 1 in 10 adults over age 45.",
        forms("Type two diabetes affects one in ten adults over age forty five"),
    ),
    (
        "Her BMI is 24.3 and her pulse is 68 bpm.",
        forms(
            "Her {BMI|B M I} is twenty four point three and her pulse is sixty eight {beats per "
            "minute|bpm|b p m}",
        ),
    ),
    (
        "Give 5 mL of the syrup 3x a day.",
        forms("Give five {milliliters|millilitres} of the syrup three times a day"),
    ),
    (
        "COVID-19 cases fell by 3/4 between 2021 and 2023.",
        forms(
            "COVID nineteen cases fell by three {quarters|fourths} between {twenty twenty "
            "one|two thousand twenty one|two thousand and twenty one} and {twenty twenty "
            "three|two thousand twenty three|two thousand and twenty three}",
        ),
    ),
    (
        "Flight BA117 departs Heathrow at 08:25 from Gate A10.",
        forms(
            "Flight {BA|B A} one {one seven|seventeen} departs Heathrow at {oh |zero |}eight "
            "twenty five{ am| a m|} from Gate A ten",
        ),
    ),
    (
        "Your room is 1412 on the 14th floor; checkout is at 11 AM.",
        forms(
            "Your room is {fourteen twelve|one four one two} on the fourteenth floor checkout "
            "is at eleven {am|a m}",
        ),
    ),
    (
        "Delta 2047 to JFK is delayed 1h 15m.",
        forms(
            "Delta {twenty forty seven|two zero four seven|two oh four seven|two thousand forty "
            "seven|two thousand and forty seven} to {JFK|J F K} is delayed one hour {and "
            "|}fifteen minutes",
        ),
    ),
    (
        "The Eiffel Tower is 330 m (1,083 ft) tall.",
        forms(
            "The Eiffel Tower is three {hundred |hundred and |}thirty {meters|metres} {one|a} "
            "thousand{,|} {and |}eighty three feet tall",
            "The Eiffel Tower is three {hundred |hundred and |}thirty {meters|metres} ten "
            "eighty three feet tall",
        ),
    ),
    (
        "Take the #7 train or the M15 bus.",
        forms(
            "Take the number seven train or the M fifteen bus",
            "Take the seven train or the M fifteen bus",
        ),
    ),
    (
        "Your confirmation number is XK7R9Q.",
        forms("Your confirmation number is {X K|XK} seven R nine Q"),
    ),
    (
        "The trip from Paris to Lyon takes ~2 hrs and costs €40–60.",
        forms(
            "The trip from Paris to Lyon takes {about|approximately|around|roughly} two hours "
            "and costs forty {euros |}to sixty euros",
        ),
    ),
    (
        "We land at 5:50 p.m. Please fasten your seat belts.",
        forms("We land at five fifty {pm|p m} Please fasten your seat belts"),
    ),
    (
        "World War I lasted from 1914 to 1918.",
        forms("World War {one|I} lasted from nineteen fourteen to nineteen eighteen"),
    ),
    (
        "Queen Elizabeth II reigned from 1952–2022.",
        forms(
            "Queen Elizabeth {the |}second reigned from nineteen fifty two to {twenty twenty "
            "two|two thousand twenty two|two thousand and twenty two}",
        ),
    ),
    (
        "Rome was founded in 753 BC and fell in AD 476.",
        forms(
            "Rome was founded in seven {hundred |hundred and |}fifty three {BC|B C} and fell in "
            "{AD|A D} four {hundred |hundred and |}seventy six",
        ),
    ),
    (
        "Apollo 11 landed on July 20, 1969.",
        forms("Apollo eleven landed on July {the |}twentieth nineteen sixty nine"),
    ),
    (
        "Pope John Paul II visited in the early '90s.",
        forms("Pope John Paul {the |}second visited in the early nineties"),
    ),
    (
        "The Treaty of 1648 ended the Thirty Years' War.",
        forms("The Treaty of sixteen forty eight ended the Thirty Years' War"),
    ),
    (
        "By the 1800s, about 1,000,000 people lived there.",
        forms("By the eighteen hundreds about {one|a} million people lived there"),
    ),
    (
        "The law passed 52-48 in 2009.",
        forms(
            "The law passed fifty two to forty eight in {two thousand nine|two thousand and "
            "nine|twenty oh nine}",
        ),
    ),
    (
        "The square of 12 is 144, and √144 = 12.",
        forms(
            "The square of twelve is {one forty four|one hundred forty four|one hundred and "
            "forty four|a hundred and forty four} and {the |}square root of {one forty four|one "
            "hundred forty four|one hundred and forty four|a hundred and forty four} "
            "{equals|is} twelve",
        ),
    ),
    (
        "15 ÷ 3 = 5, and 5 × 3 = 15.",
        forms(
            "fifteen divided by three {equals|is} five and five {times|multiplied by} three "
            "{equals|is} fifteen",
        ),
    ),
    (
        "The area is πr², so about 78.5 cm².",
        forms(
            "The area is {pi r|pi times r} {squared|square} so about seventy eight point five "
            "square {centimeters|centimetres}",
        ),
    ),
    (
        "If x = 3, then 2x + 1 = 7.",
        forms("If x {equals|is} three then {two x|two times x} plus one {equals|is} seven"),
    ),
    (
        "1/2 + 1/4 = 3/4.",
        forms("{one|a} half plus {one|a} {quarter|fourth} {equals|is} three {quarters|fourths}"),
    ),
    (
        "There are 10^6 micrometers in a meter.",
        forms(
            "There are ten to the {sixth|sixth power|power of six|power six|six|power of sixth} "
            "micrometers in a meter",
        ),
    ),
    (
        "About 68.27% of values fall within ±1 standard deviation.",
        forms(
            "About sixty eight point {two seven|twenty seven} percent of values fall within "
            "plus {or |}minus one standard deviation",
        ),
    ),
    (
        "The population grew from 1.4 to 2.1 million, i.e. by 50%.",
        forms(
            "The population grew from one point four to two point one million {that is|i e} by "
            "fifty percent",
        ),
    ),
    (
        "You can reach them at (503) 555-0119, ext. 7.",
        forms(
            "You can reach them at five {zero|oh} three five five five {zero|oh} one one nine "
            "extension seven",
        ),
    ),
    (
        "In an emergency, dial 911, or 112 in Europe.",
        forms("In an emergency dial nine one one or one {one two|twelve} in Europe"),
    ),
    (
        "The Wi-Fi password is Sunny42!",
        forms(
            "The {Wi Fi|Wifi} password is Sunny {forty two|four two}{ exclamation mark| "
            "exclamation point|}",
        ),
    ),
    (
        "Your PIN ending in 0042 was changed.",
        forms(
            "Your {PIN|P I N} ending in {zero zero|oh oh|double oh|double zero} four two was "
            "changed",
            "Your PIN ending in {zero zero|oh oh} forty two was changed",
        ),
    ),
    (
        "Case no. 2024-117 was closed on 11/30.",
        forms(
            "Case number {twenty twenty four|two zero two four|two oh two four|two thousand "
            "twenty four} {dash |}{one one seven|one seventeen|one hundred seventeen|one "
            "hundred and seventeen} was closed on {November thirtieth|November the "
            "thirtieth|eleven thirty}",
        ),
    ),
    (
        "The card ending in 4417 expires 09/27.",
        forms(
            "The card ending in {four four one seven|forty four seventeen} expires "
            "{September|September of|oh nine|zero nine|nine} {twenty seven|twenty twenty "
            "seven|slash twenty seven|two thousand twenty seven}",
        ),
    ),
    (
        "NASA's budget is $25.4 billion, i.e., less than 0.5% of spending.",
        forms(
            "NASA's budget is twenty five point four billion dollars {that is|i e} less than "
            "{zero |}point five percent of spending",
        ),
    ),
    (
        "The U.S. has 50 states; the E.U. has 27 members.",
        forms("The {U S|US} has fifty states the {E U|EU} has twenty seven members"),
    ),
    (
        "Mt. Everest is 29,032 ft. high.",
        forms("Mount Everest is twenty nine thousand{,|} {and |}thirty two feet high"),
    ),
    (
        "He's 6'1\" and weighs 185 lbs.",
        forms(
            "He's six {feet|foot} one{ inch|} and weighs {one eighty five|one hundred eighty "
            "five|one hundred and eighty five|a hundred and eighty five} pounds",
        ),
    ),
    (
        "Chapter VII covers the years 1789-1815.",
        forms("Chapter seven covers the years seventeen eighty nine to eighteen fifteen"),
    ),
    (
        "I'd give it a 4.5/5.",
        forms(
            "I'd give it a four point five {out of|over} five",
            "I'd give it a four and a half out of five",
        ),
    ),
    (
        "It's rated 9/10 by 3.2K reviewers.",
        forms("It's rated nine out of ten by three point two {thousand|k} reviewers"),
    ),
    (
        "Sen. Warren met Gov. Newsom at 1 p.m.",
        forms("Senator Warren met Governor Newsom at one {pm|p m}"),
    ),
    (
        'Use 2x4s or 3/8" plywood.',
        forms("Use two by fours or three {eighths|eighths of an|eighth|eights} inch plywood"),
    ),
    (
        "Smith et al. found 95% accuracy (p < 0.05).",
        forms(
            "Smith et al found ninety five percent accuracy p {is |}less than {zero |}point "
            "{zero|oh} five",
        ),
    ),
]

BLIND: Cases = [
    (
        "I've booked you with Dr. Alvarez for Wed., Aug. 6 at 10:45 a.m. in Suite 210.",
        forms(
            "I've booked you with Doctor Alvarez for Wednesday August {the |}sixth at ten forty "
            "five {am|a m} in Suite two {ten|one zero|one oh|hundred ten|hundred and ten}",
        ),
    ),
    (
        "Your lab results from 07/22 are in; your A1C is 5.4% and your LDL is 96 mg/dL.",
        forms(
            "Your lab results from {July|July the} twenty second are in your A {one|1} C is "
            "five point four percent and your {LDL|L D L} is ninety six milligrams per "
            "{deciliter|decilitre}",
        ),
    ),
    (
        "The 8:05 ferry takes 35 minutes and costs $9.25 for adults, $4.60 for kids 6–18.",
        forms(
            "The eight oh five ferry takes thirty five minutes and costs nine {twenty "
            "five|dollars and twenty five cents|dollars twenty five cents|dollars twenty five} "
            "for adults four {sixty|dollars and sixty cents|dollars sixty cents|dollars sixty} "
            "for kids six to eighteen",
        ),
    ),
    (
        "Roast at 425°F for 20–25 min, flip, then roast 10 more min.",
        forms(
            "Roast at four {twenty five|hundred twenty five|hundred and twenty five} degrees{ "
            "Fahrenheit|} for twenty to twenty five minutes flip then roast ten more "
            "{minutes|min}",
        ),
    ),
    (
        "Combine 1 lb ground turkey, 1/3 cup breadcrumbs, 2 cloves garlic & 1 egg.",
        forms(
            "Combine {one|a} pound {of |}ground turkey {one third|a third} {of a |}cup {of "
            "|}breadcrumbs two cloves {of |}garlic and one egg",
        ),
    ),
    (
        "Drive 1.2 mi on Hwy 12 N, then keep right at the fork onto CA-37 W.",
        forms(
            "Drive one point two miles on Highway twelve North then keep right at the fork onto "
            "{California|C A|CA} thirty seven West",
        ),
    ),
    (
        "It's a 3-bed, 2.5-bath home at 418 Birch Ct., listed for $629,900.",
        forms(
            "It's a three bed two {point five|and a half} bath home at {four eighteen|four one "
            "eight|four hundred eighteen|four hundred and eighteen} Birch Court listed for six "
            "{hundred |hundred and |}twenty nine thousand nine hundred dollars",
        ),
    ),
    (
        "The Dow lost 312 points (0.8%) while the 10-yr yield ticked up to 4.31%.",
        forms(
            "The Dow lost three {hundred twelve|hundred and twelve|twelve} points {zero |}point "
            "eight percent while the ten year yield ticked up to four point three one percent",
        ),
    ),
    (
        "Q1 2025 revenue came in at $1.87B vs. $1.79B expected, up 6% YoY.",
        forms(
            "{Q one|first quarter|the first quarter of} {twenty twenty five|two thousand twenty "
            "five|two thousand and twenty five} revenue came in at one point eight seven "
            "billion dollars versus one point seven nine billion dollars expected up six "
            "percent {YoY|Y o Y|year over year|year on year}",
            "Q one {twenty twenty five|two thousand twenty five|two thousand and twenty five} "
            "revenue came in at one point eight seven billion versus one point seven nine "
            "billion expected up six percent year over year",
        ),
    ),
    (
        "He's shooting 48.7% from the field and averages 23.4 ppg.",
        forms(
            "He's shooting forty eight point seven percent from the field and averages twenty "
            "three point four {ppg|p p g|points per game}",
        ),
    ),
    (
        "The Yankees lead the series 2–1 with Game 4 on Fri., Oct. 17 at 8:08 PM ET.",
        forms(
            "The Yankees lead the series two {to |}one with Game four on Friday October {the "
            "|}seventeenth at eight oh eight {pm|p m} {ET|E T|Eastern|Eastern Time}",
        ),
    ),
    (
        "Usain Bolt's 200 m record, 19.19 s, has stood since Aug. 20, 2009.",
        forms(
            "Usain Bolt's two hundred {meter|meters|metre|metres} record nineteen point one "
            "nine seconds has stood since August {the |}twentieth {two thousand nine|two "
            "thousand and nine|twenty oh nine}",
        ),
    ),
    (
        "To undo, press Ctrl+Z (or Cmd+Z on a Mac); to redo, use Ctrl+Y.",
        forms(
            "To undo press {Control|Ctrl} {plus |}Z or {Command|Cmd} {plus |}Z on a Mac to redo "
            "use {Control|Ctrl} {plus |}Y",
        ),
    ),
    (
        "Make sure your router uses 192.168.0.1 and the 5 GHz band on channel 36.",
        forms(
            "Make sure your router uses {one ninety two|one nine two|one hundred ninety two} "
            "{dot|point} {one sixty eight|one six eight|one hundred sixty eight} {dot|point} "
            "{zero|oh} {dot|point} one and the five gigahertz band on channel thirty six",
        ),
    ),
    (
        'The phone has a 5,000 mAh battery, 8GB RAM, and a 6.7" 120Hz screen.',
        forms(
            "The phone has a five thousand {milliamp hour|milliamp hours|milliampere hour|mAh} "
            "battery eight {gigabytes|gigabyte|gigabytes of|gigs} RAM and a six point seven "
            "inch {one twenty|one hundred twenty|one hundred and twenty|a hundred twenty} hertz "
            "screen",
        ),
    ),
    (
        "Download the 64-bit installer (approx. 85 MB) from https://example.com/download.",
        forms(
            "Download the sixty four bit installer {approximately|about} eighty five megabytes "
            "from example dot com slash download",
        ),
    ),
    (
        "Python 3.11.4 fixes CVE-2023-24329, so upgrade ASAP.",
        forms(
            "Python three point eleven point four fixes {CVE|C V E} {twenty twenty three|two "
            "zero two three|two thousand twenty three} {dash |}{two four three two nine|twenty "
            "four three twenty nine|two four three twenty nine} so upgrade {ASAP|A S A P|as "
            "soon as possible}",
        ),
    ),
    (
        "Take two 325 mg tablets every 6–8 hours; don't exceed 4 g/day.",
        forms(
            "Take two three {hundred |hundred and |}twenty five milligram{s|} tablets every six "
            "to eight hours don't exceed four grams {per|a} day",
        ),
    ),
    (
        "Normal resting heart rate is 60–100 bpm, and SpO2 should be ≥95%.",
        forms(
            "Normal resting heart rate is sixty to {one|a} hundred {beats per minute|bpm|b p m} "
            "and {SpO|Sp O|S p O} two should be {at least|greater than or equal to|is greater "
            "than or equal to} ninety five percent",
        ),
    ),
    (
        "Her 2nd dose is due 3–4 weeks after the 1st, i.e., around 5/20.",
        forms(
            "Her second dose is due three to four weeks after the first {that is|i e} around "
            "{May|May the} twentieth",
        ),
    ),
    (
        "Flight DL 402 leaves JFK Terminal 4 at 6:55 p.m. and lands in L.A. at 10:10 p.m.",
        forms(
            "Flight {DL|D L|Delta} four {oh|zero} two leaves {JFK|J F K} Terminal four at six "
            "fifty five {pm|p m} and lands in {L A|LA} at ten ten {pm|p m}",
        ),
    ),
    (
        "The exchange rate is 1 USD = 0.92 EUR, so $500 is about €460.",
        forms(
            "The exchange rate is one {US |U S |}dollar {equals|is} {zero |}point nine two "
            "euros so five hundred dollars is about four {hundred |hundred and |}sixty euros",
            "The exchange rate is one {US |U S |}dollar {equals|is} ninety two {euro |}cents so "
            "five hundred dollars is about four {hundred |hundred and |}sixty euros",
        ),
    ),
    (
        "Hotel Lux is 4.6★ (2,318 reviews) and starts at £145/night.",
        forms(
            "Hotel Lux is four point six stars two thousand{,|} three hundred {and |}eighteen "
            "reviews and starts at {one forty five|one hundred forty five pounds|one hundred "
            "and forty five pounds|a hundred and forty five pounds} {a|per} night",
        ),
    ),
    (
        "Check-in is 3 p.m.–midnight; check-out is by 11:00.",
        forms("Check in is three {pm|p m} to midnight check out is by eleven{ o'clock| a m|}"),
    ),
    (
        "Napoleon I was crowned on Dec. 2, 1804, and abdicated in 1814.",
        forms(
            "Napoleon {I|one|the first} was crowned on December {the |}second eighteen {oh "
            "four|zero four|hundred four|hundred and four} and abdicated in eighteen fourteen",
        ),
    ),
    (
        "The Hundred Years' War (1337–1453) spanned the 14th and 15th centuries.",
        forms(
            "The Hundred Years' War thirteen thirty seven to fourteen fifty three spanned the "
            "fourteenth and fifteenth centuries",
        ),
    ),
    (
        "King Louis XVI was executed on Jan. 21, 1793 at age 38.",
        forms(
            "King Louis {the |}sixteenth was executed on January {the |}twenty first seventeen "
            "ninety three at age thirty eight",
        ),
    ),
    (
        "Between 1500 and 1800, the city grew from 40k to over 1M people.",
        forms(
            "Between fifteen hundred and eighteen hundred the city grew from forty {thousand|k} "
            "to over {one|a} million people",
        ),
    ),
    (
        "If f(x) = x² − 4, then f(3) = 5.",
        forms("If f {of |}x {equals|is} x squared minus four then f {of |}three {equals|is} five"),
    ),
    (
        "12 × 8 = 96, and 96 ÷ 6 = 16.",
        forms(
            "twelve {times|multiplied by} eight {equals|is} ninety six and ninety six divided "
            "by six {equals|is} sixteen",
        ),
    ),
    (
        "A 6-sided die gives a 1/6 chance, or about 16.7%.",
        forms(
            "A six sided die gives a {one sixth|one in six|one over six|sixth} chance or about "
            "sixteen point seven percent",
        ),
    ),
    (
        "The ratio 3:4 is the same as 0.75 or 75%.",
        forms(
            "The ratio three to four is the same as {zero |}point seven five or seventy five "
            "percent",
        ),
    ),
    (
        "Call the front desk at ext. 0 or dial 1-800-555-0123 after 6pm.",
        forms(
            "Call the front desk at extension zero or dial one {eight hundred|eight zero "
            "zero|eight oh oh} five five five {zero|oh} one two three after six {pm|p m}",
        ),
    ),
    (
        "Your one-time passcode is 408117; it expires in 10 min.",
        forms(
            "Your one time passcode is four {zero|oh} eight one one seven it expires in ten "
            "minutes",
        ),
    ),
    (
        "Use promo code FALL25 for 25% off orders of $50+.",
        forms(
            "Use promo code {FALL|F A L L} {twenty five|two five} for twenty five percent off "
            "orders of {fifty dollars plus|fifty plus dollars|fifty dollars or more|fifty "
            "dollars and up|over fifty dollars|fifty plus}",
        ),
    ),
    (
        "Return label #RT-55821 was emailed to kim.lee88@example.org.",
        forms(
            "Return label {number |}{RT|R T} five five eight two one was emailed to kim dot lee "
            "{eighty eight|eight eight} at example dot org",
            "Return label {number |}{RT|R T} {dash |}{fifty five|five five} eight {twenty "
            "one|two one} was emailed to kim dot lee {eighty eight|eight eight} at example dot "
            "org",
        ),
    ),
    (
        'Tonight: lows near -3°F, wind chills of -20 to -25, and 1-3" of snow.',
        forms(
            "Tonight lows near {minus|negative} three degrees{ Fahrenheit|} wind chills of "
            "{minus|negative} twenty to {minus|negative} twenty five and one to three inches of "
            "snow",
        ),
    ),
    (
        "The AQI is 152 (unhealthy), PM2.5 is at 57 µg/m³, and visibility is 4 mi.",
        forms(
            "The {AQI|A Q I} is one {fifty two|hundred fifty two|hundred and fifty two} "
            "unhealthy {PM|P M} {two point five|2.5} is at fifty seven micrograms per cubic "
            "{meter|metre} and visibility is four miles",
        ),
    ),
    (
        "Mr. Ito's 5'9\", 160-lb frame belies his 3rd-degree black belt.",
        forms(
            "Mister Ito's five {foot|feet} nine{ inch| inches|} {one sixty|one hundred "
            "sixty|one hundred and sixty|a hundred and sixty} pound frame belies his third "
            "degree black belt",
        ),
    ),
    (
        "Elvis (1935–77) had 18 No. 1 hits; the '50s made him a star.",
        forms(
            "Elvis nineteen thirty five to {nineteen |}seventy seven had eighteen number one "
            "hits the fifties made him a star",
        ),
    ),
]
"""Written when the rules had been tuned on the others."""

LATER: Cases = [
    (
        "Your eye exam is on 11/3 at 4:20 p.m. with Dr. Okafor, Rm. 117.",
        forms(
            "Your eye exam is on November {the |}third at four twenty {pm|p m} with Doctor "
            "Okafor {Room|Rm} {one seventeen|one one seven|one hundred seventeen|one hundred "
            "and seventeen}",
        ),
    ),
    (
        "We're open Tue–Sat, 10–6, and closed Sun. and Mon.",
        forms("We're open Tuesday {to|through} Saturday ten to six and closed Sunday and Monday"),
    ),
    (
        "I can offer Thurs. 6/12 at 1:00 or Fri. 6/13 at 9:30.",
        forms(
            "I can offer Thursday June {the |}twelfth at one{ o'clock|} or Friday June {the "
            "|}thirteenth at nine thirty",
        ),
    ),
    (
        "Your refund of $1,029.99 for order 114-5582913 posts in 3–5 business days.",
        forms(
            "Your refund of {one|a} thousand {and |}twenty nine {dollars |}{and |}ninety nine{ "
            "cents|} for order {one one four|one fourteen} {dash |}five five eight two nine one "
            "three posts in three to five business days",
            "Your refund of ten twenty nine ninety nine for order one one four five five eight "
            "two nine one three posts in three to five business days",
        ),
    ),
    (
        "It's $3 each, 2 for $5, or $27.50 for a dozen.",
        forms(
            "It's three dollars each two for five dollars or twenty seven {fifty|dollars and "
            "fifty cents|dollars fifty cents|dollars fifty} for a dozen",
        ),
    ),
    (
        "Members save 15%, so your $240 cart drops to $204.",
        forms(
            "Members save fifteen percent so your two {hundred |hundred and |}forty dollar{s|} "
            "cart drops to two {hundred |hundred and |oh }four dollars",
        ),
    ),
    (
        "Gas is $3.459/gal, up 8¢ since last week.",
        forms(
            "Gas is three point four five nine dollars {a|per} gallon up eight cents since last "
            "week",
            "Gas is three dollars and forty five point nine cents {a|per} gallon up eight cents "
            "since last week",
            "Gas is three dollars four five nine {a|per} gallon up eight cents since last week",
        ),
    ),
    (
        "Head SW on Oak Ln. for 800 ft, then merge onto I-35W S.",
        forms(
            "Head {southwest|SW|S W} on Oak Lane for eight hundred feet then merge onto I "
            "thirty five {W|West} {S|South}",
        ),
    ),
    (
        "It's at 1 Ferry Bldg., 2nd fl., San Francisco.",
        forms("It's at one Ferry Building second floor San Francisco"),
    ),
    (
        "Our address is 905 NE 12th Ave., Unit C, Portland, OR 97232.",
        forms(
            "Our address is {nine oh five|nine zero five|nine hundred five|nine hundred and "
            "five} Northeast twelfth Avenue Unit C Portland {Oregon|OR|O R} nine seven two "
            "three two",
        ),
    ),
    (
        "Park on Level P2, then take elevator B to the 3rd floor.",
        forms("Park on Level P two then take elevator B to the third floor"),
    ),
    (
        "Cream 1 cup (2 sticks) butter with 1 1/4 cups sugar for 3–4 mins.",
        forms(
            "Cream one cup two sticks butter with one and {a|one} {quarter|fourth} cups {of "
            "|}sugar for three to four minutes",
        ),
    ),
    (
        "Brush with 1 tsp. olive oil & season w/ 1/8 tsp. cayenne.",
        forms(
            "Brush with one teaspoon {of |}olive oil and season with {one|an} eighth {of a "
            "|}teaspoon {of |}cayenne",
        ),
    ),
    (
        "Chill ≥2 hrs or up to 24 hrs; makes about 3 dozen 2-inch cookies.",
        forms(
            "Chill {at least|greater than or equal to} two hours or up to twenty four hours "
            "makes about three dozen two inch cookies",
        ),
    ),
    (
        "Highs will reach 95–100°F, with a heat index near 110°.",
        forms(
            "Highs will reach ninety five to {one|a} hundred degrees{ Fahrenheit|} with a heat "
            "index near {one ten|one hundred ten|one hundred and ten|a hundred and ten}{ "
            "degrees|}",
        ),
    ),
    (
        'We got 0.75" of rain and 55-mph gusts overnight.',
        forms(
            "We got {zero |}point seven five {inches|inch|of an inch} of rain and fifty five "
            "{mile per hour|miles per hour|mile an hour} gusts overnight",
            "We got three quarters of an inch of rain and fifty five mile per hour gusts overnight",
        ),
    ),
    (
        "Pressure is steady at 30.02 inHg; dew point 61°F.",
        forms(
            "Pressure is steady at thirty point {zero|oh} two inches of mercury dew point sixty "
            "one degrees{ Fahrenheit|}",
        ),
    ),
    (
        "The Chiefs (11–1) face the Bills (9–3) at 4:25 PM ET on CBS.",
        forms(
            "The Chiefs eleven {and|to|} one face the Bills nine {and|to|} three at four twenty "
            "five {pm|p m} {ET|E T|Eastern|Eastern Time} on {CBS|C B S}",
        ),
    ),
    (
        "Messi scored in the 23rd and 80th minutes for a 2-0 win.",
        forms(
            "Messi scored in the twenty third and eightieth minutes for a two {to "
            "|}{zero|nil|nothing|oh} win",
        ),
    ),
    (
        "She swam the 100 m freestyle in 52.16 and the 4x100 relay in 3:31.",
        forms(
            "She swam the {one|a|} hundred {meter|meters|metre|metres} freestyle in fifty two "
            "point {one six|sixteen} and the four by {one |a |}hundred relay in three thirty one",
        ),
    ),
    (
        "Nvidia's market cap topped $3T; shares rose 4.9% to $131.88.",
        forms(
            "Nvidia's market cap topped three trillion dollars shares rose four point nine "
            "percent to {one|one hundred|one hundred and} thirty one {eighty eight|dollars "
            "eighty eight|dollars and eighty eight cents|dollars eighty eight cents}",
        ),
    ),
    (
        "The Fed cut rates by 25 bps to 4.50%–4.75%.",
        forms(
            "The Fed cut rates by twenty five {basis points|bps|b p s} to four point {five "
            "zero|five|five oh|fifty} {percent |}to four point {seven five|seventy five} percent",
        ),
    ),
    (
        "Contribute up to $7,000/yr ($8,000 if you're 50+).",
        forms(
            "Contribute up to seven thousand dollars {a|per} year eight thousand dollars if "
            "you're {fifty plus|over fifty|fifty or older}",
        ),
    ),
    (
        "USD/JPY fell to 149.32, while gold hit $2,400/oz.",
        forms(
            "{USD|U S D|dollar|US dollar} {slash |to |}{JPY|J P Y|yen} fell to {one|one "
            "hundred|one hundred and} forty nine point {three two|thirty two} while gold hit "
            "{two thousand four hundred|twenty four hundred} dollars {an|per} ounce",
        ),
    ),
    (
        "Clear your cache with Ctrl+Shift+R, or open DevTools with F12.",
        forms(
            "Clear your cache with {Control|Ctrl} {plus |}Shift {plus |}R or open DevTools with "
            "F twelve",
        ),
    ),
    (
        "The server at 10.0.0.25:8443 returned a 503 after 30s.",
        forms(
            "The server at ten {dot|point} {zero|oh} {dot|point} {zero|oh} {dot|point} twenty "
            "five {colon|port} {eight four four three|eighty four forty three|eight thousand "
            "four hundred forty three} returned a five {oh|zero} three after thirty seconds",
            "The server at ten dot zero dot zero dot twenty five colon eighty four forty three "
            "returned a five hundred {and |}three after thirty seconds",
        ),
    ),
    (
        "Your SSD is 92% full: 471 GB of 512 GB used.",
        forms(
            "Your {SSD|S S D} is ninety two percent full four {hundred |hundred and |}seventy "
            "one gigabytes of {five twelve|five hundred twelve|five hundred and twelve} "
            "gigabytes used",
        ),
    ),
    (
        "Install Node v20.11.1 and run it on port 3000.",
        forms(
            "Install Node {version|v} twenty {point|dot} eleven {point|dot} one and run it on "
            "port {three thousand|three zero zero zero|thirty hundred}",
        ),
    ),
    (
        "Firmware 2.0.17-beta fixes the USB4 bug on the X1 Carbon.",
        forms(
            "Firmware two {point|dot} {zero|oh} {point|dot} seventeen beta fixes the {USB|U S "
            "B} four bug on the X one Carbon",
        ),
    ),
    (
        "Take 0.5–1 mg at bedtime, max. 2 mg in 24 h.",
        forms(
            "Take {zero |}point five to one milligram{s|} at bedtime {maximum|max} two "
            "milligrams in twenty four hours",
        ),
    ),
    (
        "His BP was 142/91 with a pulse of 76; temp 99.1°F.",
        forms(
            "His {BP|B P} was {one forty two|one hundred forty two|one hundred and forty two} "
            "over ninety one with a pulse of seventy six {temp|temperature} ninety nine point "
            "one degrees{ Fahrenheit|}",
        ),
    ),
    (
        "The 5-yr survival rate is ~90% for stage I–II.",
        forms(
            "The five year survival rate is {about|approximately|around|roughly} ninety percent "
            "for stage {one|I} {to|through} {two|II}",
        ),
    ),
    (
        "The 9:40 a.m. Acela (#2155) arrives at Penn Sta. at 1:08 p.m.",
        forms(
            "The nine forty {am|a m} Acela {number |}{twenty one fifty five|two one five "
            "five|two thousand one hundred fifty five|two thousand one hundred and fifty five} "
            "arrives at Penn {Station|Sta} at one oh eight {pm|p m}",
        ),
    ),
    (
        'Two carry-ons ≤ 22" x 14" x 9" are allowed per person.',
        forms(
            "Two carry ons {at most|less than or equal to|up to|is less than or equal to} "
            "twenty two {inches |}by fourteen {inches |}by nine inches are allowed per person",
        ),
    ),
    (
        "It's 11 p.m. in London (GMT+1) and 6 p.m. in NYC.",
        forms(
            "It's eleven {pm|p m} in London {GMT|G M T} plus one and six {pm|p m} in {NYC|N Y "
            "C|New York City}",
        ),
    ),
    (
        "Edward VIII abdicated on Dec. 11, 1936, after just 326 days.",
        forms(
            "Edward {the |}eighth abdicated on December {the |}eleventh nineteen thirty six "
            "after just three {hundred |hundred and |}twenty six days",
        ),
    ),
    (
        "Caesar (100–44 BC) crossed the Rubicon in 49 BC.",
        forms(
            "Caesar {one|a} hundred to forty four {BC|B C} crossed the Rubicon in forty nine "
            "{BC|B C}",
        ),
    ),
    (
        "The 19th Amendment passed in 1920, 72 yrs. after Seneca Falls.",
        forms(
            "The nineteenth Amendment passed in nineteen twenty seventy two years after Seneca "
            "Falls",
        ),
    ),
    (
        "Solve 3x + 5 = 20: subtract 5, divide by 3, and x = 5.",
        forms(
            "Solve {three x|three times x} plus five {equals|is} twenty subtract five divide by "
            "three and x {equals|is} five",
        ),
    ),
    (
        "A 45-45-90 triangle's sides are in a 1:1:√2 ratio.",
        forms(
            "A forty five forty five ninety triangle's sides are in a one to one to {the "
            "|}{square |}root {of |}two ratio",
        ),
    ),
    (
        "5/8 is 0.625, which rounds to 0.63.",
        forms(
            "five eighths is {zero |}point six two five which rounds to {zero |}point {six "
            "three|sixty three}",
        ),
    ),
    (
        "Call or text 646-555-0172 (ask for Jo, ext. 214).",
        forms(
            "Call or text six four six five five five {zero|oh} one seven two ask for Jo "
            "extension {two one four|two fourteen}",
        ),
    ),
]
"""Written when they had been tuned on those too."""

ORDINARY: Cases = [
    (
        "Sure! I've rescheduled your haircut to next Tuesday, June 10th, at 5:15 PM.",
        forms(
            "Sure I've rescheduled your haircut to next Tuesday June {the |}tenth at five "
            "fifteen {pm|p m}",
        ),
    ),
    (
        "You have 2 unread messages and 1 voicemail from 917-555-0164.",
        forms(
            "You have two unread messages and one voicemail from nine one seven five five five "
            "{zero|oh} one six four",
        ),
    ),
    (
        "The package left Memphis, TN at 3:12 a.m. and is 45 miles away.",
        forms(
            "The package left Memphis {Tennessee|TN|T N} at three twelve {am|a m} and is forty "
            "five miles away",
        ),
    ),
    (
        "That jacket was $120, but it's now $84 — a 30% discount.",
        forms(
            "That jacket was {one twenty|one hundred twenty dollars|one hundred and twenty "
            "dollars|a hundred and twenty dollars} but it's now eighty four dollars a thirty "
            "percent discount",
        ),
    ),
    (
        "Your Uber, a black Honda CR-V (plate 8XYZ204), is 4 min away.",
        forms(
            "Your Uber a black Honda {CR V|C R V} plate eight X Y Z two {zero|oh} four is four "
            "minutes away",
        ),
    ),
    (
        "Walk 0.2 miles to 14th St. and take the L train 3 stops.",
        forms("Walk {zero |}point two miles to fourteenth Street and take the L train three stops"),
    ),
    (
        "Fold in 3/4 cup of chocolate chips and bake 9–11 minutes at 350°.",
        forms(
            "Fold in three {quarters|quarter|fourths} {of a |}cup of chocolate chips and bake "
            "nine to eleven minutes at three {fifty|hundred fifty|hundred and fifty}{ degrees|}",
        ),
    ),
    (
        "A standard can of soda has 39 g of sugar, about 10 tsp.",
        forms("A standard can of soda has thirty nine grams of sugar about ten teaspoons"),
    ),
    (
        "It'll feel like 102°F this afternoon, so drink water.",
        forms(
            "It'll feel like one {oh two|hundred two|hundred and two} degrees{ Fahrenheit|} "
            "this afternoon so drink water",
        ),
    ),
    (
        "There's a winter storm warning until 6 a.m. Friday, with 8–12 inches expected.",
        forms(
            "There's a winter storm warning until six {am|a m} Friday with eight to twelve "
            "inches expected",
        ),
    ),
    (
        "The Warriors are up 98–91 with 2:40 left in the 4th.",
        forms(
            "The Warriors are up ninety eight {to |}ninety one with two forty left in the fourth",
        ),
    ),
    (
        "LeBron has 28 points on 11-of-19 shooting.",
        forms("LeBron has twenty eight points on eleven of nineteen shooting"),
    ),
    (
        "Tesla closed at $248.50, down 1.75% on the day.",
        forms(
            "Tesla closed at two {forty eight fifty|hundred forty eight dollars and fifty "
            "cents|hundred and forty eight dollars and fifty cents|hundred forty eight dollars "
            "fifty cents} down one point seven five percent on the day",
        ),
    ),
    (
        "At 7% a year, $1,000 doubles in roughly 10 years (the rule of 72).",
        forms(
            "At seven percent a year {one|a} thousand dollars doubles in roughly ten years the "
            "rule of seventy two",
        ),
    ),
    (
        "Your credit score is 742, up 12 pts since Jan.",
        forms(
            "Your credit score is seven {forty two|hundred forty two|hundred and forty two} up "
            "twelve points since January",
        ),
    ),
    (
        "Try turning Bluetooth off for 10 seconds, then pair again with PIN 0000.",
        forms(
            "Try turning Bluetooth off for ten seconds then pair again with {PIN|P I N} {zero "
            "zero zero zero|oh oh oh oh}",
        ),
    ),
    (
        "You're on iOS 18.1; version 18.2 adds 5 new features.",
        forms(
            "You're on iOS eighteen {point|dot} one version eighteen {point|dot} two adds five "
            "new features",
        ),
    ),
    (
        "That error usually means port 8080 is already in use.",
        forms(
            "That error usually means port {eighty eighty|eight zero eight zero|eight thousand "
            "eighty} is already in use",
        ),
    ),
    (
        "Adults can take 650 mg of acetaminophen every 4–6 hours, up to 3,000 mg a day.",
        forms(
            "Adults can take six {fifty|hundred fifty|hundred and fifty} milligrams of "
            "acetaminophen every four to six hours up to three thousand milligrams a day",
        ),
    ),
    (
        "A healthy adult needs 7–9 hours of sleep and ~2 L of water.",
        forms(
            "A healthy adult needs seven to nine hours of sleep and "
            "{about|approximately|around|roughly} two liters of water",
        ),
    ),
    (
        "Your flight, B6 623, boards at 1:25 PM from Gate 27A.",
        forms(
            "Your flight B six six {twenty three|two three} boards at one twenty five {pm|p m} "
            "from Gate twenty seven A",
            "Your flight B six six hundred {and |}twenty three boards at one twenty five {pm|p "
            "m} from Gate twenty seven A",
        ),
    ),
    (
        "Tokyo is 14 hours ahead, so it's 9:30 AM on Thursday there.",
        forms("Tokyo is fourteen hours ahead so it's nine thirty {am|a m} on Thursday there"),
    ),
    (
        "The Hilton at 1335 Avenue of the Americas has rooms from $289.",
        forms(
            "The Hilton at {thirteen thirty five|one three three five|one thousand three "
            "hundred thirty five} Avenue of the Americas has rooms from two {eighty "
            "nine|hundred eighty nine dollars|hundred and eighty nine dollars}",
        ),
    ),
    (
        "The Berlin Wall fell on November 9, 1989, 28 years after it went up in 1961.",
        forms(
            "The Berlin Wall fell on November {the |}ninth nineteen eighty nine twenty eight "
            "years after it went up in nineteen sixty one",
        ),
    ),
    (
        "George Washington served two terms, from 1789 to 1797.",
        forms(
            "George Washington served two terms from seventeen eighty nine to seventeen ninety "
            "seven",
        ),
    ),
    (
        "Alexander the Great died in 323 BC at the age of 32.",
        forms(
            "Alexander the Great died in three {twenty three|hundred twenty three|hundred and "
            "twenty three} {BC|B C} at the age of thirty two",
        ),
    ),
    (
        "17 × 24 is 408.",
        forms(
            "seventeen {times|multiplied by} twenty four is four {hundred eight|hundred and "
            "eight|oh eight}",
        ),
    ),
    (
        "The 8th Fibonacci number is 21, and 21/13 ≈ 1.615.",
        forms(
            "The eighth Fibonacci number is twenty one and twenty one {over|divided by|slash} "
            "thirteen {is approximately|is about|approximately equals|equals "
            "approximately|approximately|is approximately equal to} one point six one five",
        ),
    ),
    ("Half of 3/8 is 3/16.", forms("Half of three eighths is three sixteenths")),
    (
        "Your confirmation code is HZ4-29Q; please save it.",
        forms(
            "Your confirmation code is {H Z|HZ} four {dash |}{two nine|twenty nine} Q please "
            "save it",
        ),
    ),
    (
        "Season 3, Ep. 7 is 52 mins long and was released on 4/22/2025.",
        forms(
            "Season three {Episode|Ep} seven is fifty two minutes long and was released on "
            "April {the |}twenty second {twenty twenty five|two thousand twenty five|two "
            "thousand and twenty five}",
        ),
    ),
    (
        "Plug it into the HDMI 2 port and set the TV to 4K at 60Hz.",
        forms(
            "Plug it into the {HDMI|H D M I} two port and set the {TV|T V} to four K at sixty "
            "hertz",
        ),
    ),
]
"""Written at the end, with no more in a sentence than people put there."""

PROSE: list[str] = [
    "The mayor said on Thursday that the city would reopen the bridge before winter.",
    "Officials in Washington declined to comment on the report.",
    "May I sit here for a moment, or are you waiting for someone?",
    "In May the orchards are white, and by June the fruit has begun to set.",
    "March on, he told them, and they marched.",
    "The sun sat low; Sun worship was common among them.",
    "She sat. He sat, too. Sat and waited, that is.",
    "No. I won't do it. No, sir, not ever.",
    '"No," she said. "No one asked you."',
    "He is an art teacher, and she is an ex-dancer.",
    "Pick a fig. Then pick a date. Then wed.",
    "He put the can in. She took it out.",
    "Will Jan come with us, or is Jun on call?",
    "The ch sound in loch is hard. It is no sec rule.",
    "Ms Jones met the rep. He was late.",
    "The gen. pop. was unaware.",
    "The general sent the major to the capital.",
    "The X-ray showed nothing, and the MRI was clear.",
    "I, for one, welcome the change. So do I. And I.",
    "I am what I am, and that is all that I am.",
    "Plan B failed, so we turned to plan C, D, and E.",
    "Vitamin C is good for you; vitamin K, less so.",
    "She got an A in math and a B in art.",
    "He lives in LA, she lives in DC, and they met in OK.",
    "OK, let's go. OK? OK!",
    "Oh, hi there. Oh, me? Hi, Ma! Hello, Pa.",
    "In or out? It's me. Or is it?",
    "The US team beat the UK team in the EU finals.",
    "My ID is lost. I'd call that bad luck. Id and ego are at odds.",
    "The CEO, the CFO, and the CTO met at HQ.",
    "Send me a PDF via the API, and ASAP, please.",
    "IT is a growing field; HR is not.",
    "The DJ played a mix of CDs and MP files.",
    "He drank a mild beer and a dim view of it was taken.",
    "Civic pride, vivid colors, livid faces.",
    "The DVD case was full of LPs.",
    "The hero, Vim, fought Dixie in the MIDI hall.",
    "We'll meet at Main Street, near the church.",
    "The saint was a doctor; the doctor was no saint.",
    "Est-ce que tu viens? C'est la vie.",
    "The co-op is co-owned, co-run and well-loved.",
    "A state-of-the-art, up-to-date, well-to-do household.",
    "It's a win-win, all-or-nothing, take-it-or-leave-it deal.",
    "He wanted—no, needed—an answer.",
    "Well… perhaps. Or perhaps not…",
    '"Wait!" he cried. "Don\'t—" But she had gone.',
    "'Tis the season. 'Twas the night before. Rock 'n' roll. The '‘boys’' are back.",
    "The dogs' bowls are empty; the boss's car is gone.",
    "Who's there? It is I, the one you're after.",
    "She'd've gone if she could've, y'all.",
    "The café's façade is naïve; the résumé, passé.",
    "El Niño came, and São Paulo flooded.",
    "Jean-Luc met Ana María O'Neill-García.",
    "McDonald and MacArthur met van der Berg at the Château d'If.",
    "Do re mi fa so la ti do.",
    "The court was in session, and the lane was empty.",
    "The place, the square, the circle: all were gone.",
    "Prime ministers come and go. Kings, too: Henry, Louis, and Charles.",
    "King Charles I think is fine as a name.",
    "World War, and the war after that.",
    "War is over. War, I said, is over.",
    "Act now. Act I did not. Part of me agrees. Book a table. Level with me.",
    "Chapter and verse, he quoted it all.",
    "Type in your name. Class is over. Phase me out.",
    "They rated it highly; the score was level.",
    "A month in the sun, an hour in the rain, a second in time.",
    "Ounces and pounds, feet and inches, meters and miles.",
    "Per my last note, and per se, it's fine.",
    "The bar is open, the bit is loose, the byte is gone.",
    "The min and the max, the temp and the co, the rep and the col.",
    "The temp. He quit. The col. They climbed it.",
    "Al came. Al. Said hi. Et al came too.",
    "Ave Maria, gratia plena. Pl and Sq are not words.",
    "Go N and then E. The S is silent. W is a letter.",
    "Route and highway, exit and ramp.",
    "Text me, call me, ring me, reach out.",
    "Your code is bad. The PIN is wrong. The order is late. The room is cold.",
    "Your card is expired and your flight is late.",
    "The question is, who? The answer: me.",
    "First, open it. Second, close it. Third, wait.",
    "One, two, three, go! Ten of them came. Hundreds left.",
    "Half the class was ill; a quarter of them stayed home.",
    "Nineteen eighty-four is a novel. Catch twenty-two, too.",
    "At noon, or midnight, or dawn.",
    "Monday to Friday, January through March.",
    "The Fed raised rates, and stocks fell sharply.",
    "The senator, a Democrat, voted against the measure.",
    "Police said the man was armed when officers arrived.",
    "Scientists have found water beneath the surface of the moon.",
    "The company, based in Ohio, said it would appeal.",
    "Rain is expected in the north, with sunshine elsewhere.",
    "The striker scored twice in the second half.",
    "Rs and Ls are hard for him. Ks too.",
    "He was a man of few words: terse, dry, kind.",
    "The tall man who sat by the door rose, bowed, and left.",
]
"""What stays as it is."""
