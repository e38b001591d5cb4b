r"""Whole answers as assistants write them, and what must be heard of each, in order.

The accepted forms of an essential are one text in which braces hold what a reader may choose
between: "{a|one} hundred {and |}twenty" stands for four forms.
"""

from typing import NamedTuple

# A line of an answer cannot be wrapped: its end is markup.
# ruff: noqa: E501

__all__ = ["ANSWERS", "UNSEEN", "Answer"]


class Answer(NamedTuple):
    """An answer in a language; what must be said of it in this order, and what must not be."""

    language: str
    text: str
    essentials: tuple[str, ...]
    absent: tuple[str, ...] = ()


ENGLISH: list[Answer] = [
    Answer(
        "en",
        """\
**Order confirmed!** 🎉

- **Order #:** 48213
- **Total:** $1,249.50
- **Ships:** Mon, Mar 3
- **ETA:** 3–5 business days

Questions? Email support@example.com or call 1-800-555-0199.
""",
        (
            "Order confirmed",
            "four eight two one three|forty-eight thousand two hundred {and |}thirteen|forty-eight two thirteen",
            "one thousand two hundred {and |}forty-nine dollars {and |}fifty cents",
            "Monday March {third|the third}",
            "three to five business days",
            "support at example dot com",
            "one eight hundred five five five",
        ),
    ),
    Answer(
        "en",
        """\
## Weather for Boston

Right now it's **72°F** (22°C) with a 30% chance of rain. Winds NW at 10–15 mph.

| Day | High | Low |
|-----|------|-----|
| Tue | 75°F | 58°F |
| Wed | 68°F | 55°F |

Don't forget an umbrella! ☔
""",
        (
            "Weather for Boston",
            "seventy-two degrees{ Fahrenheit|}",
            "twenty-two degrees{ Celsius|}",
            "thirty percent chance of rain",
            "northwest at ten to fifteen miles {per|an} hour",
            "Day High Low",
            "Tuesday seventy-five degrees{ Fahrenheit|} fifty-eight degrees",
            "Wednesday sixty-eight degrees",
            "Don't forget an umbrella",
        ),
    ),
    Answer(
        "en",
        """\
### Ingredients

- 2 1/2 cups all-purpose flour
- 1 tsp baking soda
- ¾ cup (170 g) butter
- 2 tbsp. milk

### Directions

1. Preheat the oven to 375°F.
2. Mix *everything* for ~5 min.
3. Bake for 9-11 minutes.
""",
        (
            "Ingredients",
            "two and {a|one} half cups all-purpose flour",
            "one teaspoon {of |}baking soda",
            "three quarters cup one hundred {and |}seventy grams butter|{three quarters|three-quarters} {of a |}cup one hundred {and |}seventy grams{ of|} butter",
            "two tablespoons{ of|} milk",
            "Directions",
            "Preheat the oven to three hundred {and |}seventy-five degrees",
            "everything for {about|approximately|around} five minutes",
            "nine to eleven minutes",
        ),
    ),
    Answer(
        "en",
        """\
Sure! Here's how to revert the last commit:

```bash
git reset --hard HEAD~1
```

⚠️ **Warning:** this *permanently* deletes your changes. If you only want to undo the commit, use `git reset --soft` instead.
""",
        (
            "Here's how to revert the last commit",
            "Warning this permanently deletes your changes",
            "git reset",
            "soft instead",
        ),
        ("hard",),
    ),
    Answer(
        "en",
        """\
The quadratic formula gives

$$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$

For $a = 1$, $b = -3$ and $c = 2$ we get $x_1 = 2$ and $x_2 = 1$.
""",
        (
            "The quadratic formula gives",
            "x equals",
            "{minus|negative} b plus or minus",
            "square root of b squared minus four {ac|a c}",
            "{over|divided by} two a",
            "a equals one",
            "b equals {minus|negative} three",
            "c equals two",
            "x {one|sub one} equals two",
            "x {two|sub two} equals one",
        ),
    ),
    Answer(
        "en",
        """\
Let me break it down step by step:

1. **Find 15% of $84.00:** 0.15 × 84 = $12.60
2. **Add it to the bill:** $84.00 + $12.60 = **$96.60**

So each of the 4 people pays ≈ $24.15.
""",
        (
            "fifteen percent of eighty-four dollars",
            "{zero |}point one five times eighty-four equals twelve dollars {and |}sixty cents",
            "eighty-four dollars plus twelve dollars {and |}sixty cents equals ninety-six dollars {and |}sixty cents",
            "each of the four people pays {approximately|about|is approximately equal to|approximately equal to|is approximately} twenty-four dollars {and |}fifteen cents",
        ),
    ),
    Answer(
        "en",
        """\
Here are the differences between Python 3.11 and 3.12:

* **Speed**: ~5% faster on average
  * comprehensions are inlined (PEP 709)
* **f-strings**: nested quotes are OK
* **`distutils`**: removed

See https://docs.python.org/3/whatsnew/3.12.html for more.
""",
        (
            "Python three point {eleven|one one} and three point {twelve|one two}",
            "Speed {about|approximately|around} five percent faster on average",
            "comprehensions are inlined",
            "seven hundred {and |}nine|seven {oh|zero|o} nine",
            "nested quotes are",
            "distutils removed",
            "docs dot python dot org slash three slash {whatsnew|what's new} slash three dot {twelve|one two}",
            "dot html for more",
        ),
    ),
    Answer(
        "en",
        """\
Your flight **UA 328** departs at 6:45 AM from gate B12 on 11/24/2025.

- Boarding: 6:05 a.m.
- Seat: 14C
- Baggage: 2 × 50 lb

Have a safe trip ✈️!
""",
        (
            "UA three {two eight|twenty-eight|hundred twenty-eight|hundred and twenty-eight}",
            "six forty-five A M|six forty-five AM",
            "B {twelve|one two}",
            "November {twenty-fourth|the twenty-fourth} {twenty twenty-five|two thousand twenty-five|two thousand and twenty-five}",
            "six {oh|o} five",
            "fourteen C|one four C",
            "two {times|by|x} fifty pounds",
            "Have a safe trip",
        ),
    ),
    Answer(
        "en",
        """\
| Team | W | L | Pct |
|:-----|--:|--:|----:|
| Celtics | 57 | 25 | .695 |
| Knicks | 50 | 32 | .610 |

The Celtics beat the Knicks 118-112 on Sunday.
""",
        (
            "Team W L",
            "Celtics fifty-seven twenty-five {zero |}point six nine five|Celtics fifty-seven twenty-five six ninety-five",
            "Knicks fifty thirty-two {zero |}point six one{ zero|}|Knicks fifty thirty-two six ten",
            "beat the Knicks one {eighteen|hundred eighteen|hundred and eighteen} {to |}one {twelve|hundred twelve|hundred and twelve} on Sunday",
        ),
    ),
    Answer(
        "en",
        """\
For adults, the usual dose is **200–400 mg every 4–6 h**, max. 1.2 g/day.

> **Note:** Don't take ibuprofen with alcohol, and see a doctor if fever > 103 °F lasts 3+ days.

Sources: [Mayo Clinic](https://www.mayoclinic.org/ibuprofen)[^1], NHS[2].

[^1]: Accessed Jan. 2025.
""",
        (
            "two hundred to four hundred milligrams every four to six hours",
            "one point two grams {per|a} day",
            "Don't take ibuprofen with alcohol",
            "fever {is |}{greater than|over|above|more than} one hundred {and |}three degrees",
            "lasts three {plus|or more} days",
            "Sources Mayo Clinic",
        ),
        ("mayoclinic",),
    ),
    Answer(
        "en",
        """\
Error: `TypeError: unsupported operand type(s) for +: 'int' and 'str'`

This happens on **line 42** of `app.py`, because you add a number to a string. Fix:

    total = int(count) + 5

or convert with `str()`. 🙂
""",
        (
            "Error",
            "unsupported operand",
            "int and str",
            "line forty-two of app dot {py|p y}",
            "because you add a number to a string",
            "or convert with",
        ),
    ),
    Answer(
        "en",
        """\
The API returned `{"status": 404, "error": "Not Found"}`.

That means the page doesn't exist. Check that:

- the URL is right (e.g. `/v1/users` vs. `/v2/users`)
- your key isn't expired
- you send `Content-Type: application/json`
""",
        (
            "four {oh|hundred and|hundred|zero|o} four",
            "Not Found",
            "That means the page doesn't exist",
            "{for example|e g}",
            "versus",
            "your key isn't expired",
            "application {slash |}{json|j s o n}",
        ),
    ),
    Answer(
        "en",
        """\
**Day 1 – Rome**

- 9:00 AM: Colosseum (€18)
- 12:30 PM: Lunch in Trastevere
- 3 PM – 5 PM: Vatican Museums

**Day 2 – Florence**

- Train at 08:10 (1 h 32 min, ~280 km)
""",
        (
            "Day one",
            "nine {A M|AM|o'clock A M|o'clock AM}",
            "Colosseum eighteen euros",
            "twelve thirty",
            "three P M to five P M|three PM to five PM",
            "Day two",
            "eight ten",
            "one hour {and |}thirty-two minutes {about|approximately|around} two hundred {and |}eighty kilometers",
        ),
    ),
    Answer(
        "en",
        """\
Great question! 😊 Here's a quick comparison:

| Feature | iPhone 16 | Pixel 9 |
|---|---|---|
| Display | 6.1" OLED | 6.3" OLED |
| Battery | 3,561 mAh | 4,700 mAh |
| Price | $799 | $799 |
| 5G | ✅ | ✅ |

**TL;DR:** The Pixel has a ~32% larger battery.
""",
        (
            "Feature iPhone sixteen Pixel nine",
            "Display six point one {inch|inches}",
            "six point three {inch|inches}",
            "Battery three thousand five hundred {and |}sixty-one {milliamp|milliampere} hours",
            "four thousand seven hundred {milliamp|milliampere} hours",
            "Price seven hundred {and |}ninety-nine dollars seven hundred {and |}ninety-nine dollars",
            "thirty-two percent larger battery",
        ),
    ),
    Answer(
        "en",
        """\
Here's the latest:

1. **Fed cuts rates by 0.25%** — The target range is now 4.25%-4.50%. [Reuters](https://reuters.com/fed)
2. **S&P 500 rises 1.2%** to 5,998.74
3. **Q3 GDP** grew at 2.8% y/y, vs. 3.0% in Q2

*Updated: 2024-12-18 14:05 EST*
""",
        (
            "Fed cuts rates by {zero |}point two five percent",
            "four point two five {percent |}to four point five{ zero|} percent",
            "Reuters",
            "S and P five hundred rises one point two percent",
            "five thousand nine hundred {and |}ninety-eight point seven four",
            "{Q three|third quarter}",
            "two point eight percent",
            "versus three{ point zero|} percent in {Q two|the second quarter|second quarter}",
            "December {eighteenth|the eighteenth} {twenty twenty-four|two thousand twenty-four|two thousand and twenty-four}",
            "{fourteen|two} {oh five|o five}",
        ),
    ),
    Answer(
        "en",
        """\
Hi Dr. Smith,

Your appt. is on Tue., Feb. 4th at 2:30pm at 123 Main St., Suite 4B.

Please arrive 15 mins early & bring:
• your ID
• your insurance card

Thx!
""",
        (
            "Hi Doctor Smith",
            "is on Tuesday February {fourth|the fourth} at two thirty {P M|PM}",
            "one {twenty-three|two three|hundred twenty-three|hundred and twenty-three} Main Street Suite four B",
            "fifteen {minutes|mins} early and bring",
            "your {ID|I D}",
            "your insurance card",
        ),
    ),
    Answer(
        "en",
        """\
<think>
The user asks for the speed of light. I should be brief.
</think>

The speed of light is exactly 299,792,458 m/s, or about $3 \\times 10^8$ m/s. By Einstein's $E = mc^2$, 1 kg holds ≈ 9×10^16 J.
""",
        (
            "two hundred {and |}ninety-nine million seven hundred {and |}ninety-two thousand four hundred {and |}fifty-eight {meters|metres} per second",
            "three times ten to the {eighth|power of eight|eight|eighth power}",
            "E equals {m c|mc} squared",
            "one kilogram holds",
            "nine times ten to the {sixteenth|power of sixteen|sixteen|sixteenth power} {joules|J}",
        ),
        ("I should be brief",),
    ),
    Answer(
        "en",
        """\
To install Node.js v20.11.1 on Ubuntu 22.04:

1. Run `sudo apt-get update`
2. Download from <https://nodejs.org>
3. Check: `node --version`

You'll need at least 4GB of RAM & 10 GB of disk space.
""",
        (
            "Node dot {js|JS|j s} {version |v |}twenty point {eleven|one one} point one",
            "Ubuntu twenty-two point {oh four|zero four|o four}",
            "update",
            "Download from {nodejs|node js} dot org",
            "version",
            "at least four {gigabytes|gigs} of RAM and ten {gigabytes|gigs} of disk space",
        ),
    ),
    Answer(
        "en",
        """\
Here's a fun fact: honey **never** spoils!! 🍯🐝

Archaeologists found 3,000-year-old honey in Egypt that's still edible ¯\\_(ツ)_/¯

Want another one? :D
""",
        (
            "honey never spoils",
            "three thousand year old honey|three-thousand-year-old honey|three thousand-year-old honey",
            "still edible",
            "Want another one",
        ),
        ("ツ",),
    ),
    Answer(
        "en",
        """\
The area of a circle with radius \\(r\\) is

\\[ A = \\pi r^2 \\]

so for r = 5 cm you get A ≈ 78.54 cm². The circumference is $2\\pi r$ ≈ 31.4 cm.
""",
        (
            "circle with radius r is",
            "A equals {pi|π} r squared",
            "r equals five centimeters",
            "seventy-eight point five four {square centimeters|centimeters squared}",
            "two pi r",
            "thirty-one point four centimeters",
        ),
    ),
    Answer(
        "en",
        """\
# Meeting notes — 10/02

**Attendees:** Ana, Raj, Li

## Action items

- [x] Ana: send the Q4 deck
- [ ] Raj: fix bug #1187 by EOD Fri.
- [ ] Li: follow up w/ legal re: the NDA

Next sync: Oct. 9 @ 10 AM PT.
""",
        (
            "Meeting notes October {second|the second}",
            "Attendees Ana Raj Li",
            "Action items",
            "Ana send the Q four deck",
            "fix bug {number |hash |}{one one eight seven|eleven eighty-seven|one thousand one hundred eighty-seven}",
            "follow up with legal",
            "October {ninth|the ninth} at ten {A M|AM}",
        ),
    ),
    Answer(
        "en",
        """\
The MacBook Air (M3, 2024) comes with:

* 13.6-inch Liquid Retina display, 2560×1664
* Up to 24GB unified memory
* 8-core CPU / 10-core GPU
* Weight: 2.7 lbs (1.24 kg)

It starts at $1,099 — or £1,099 in the UK.
""",
        (
            "M three {twenty twenty-four|two thousand twenty-four|two thousand and twenty-four}",
            "thirteen point six inch",
            "{twenty-five sixty|two thousand five hundred sixty|two thousand five hundred and sixty} by {sixteen sixty-four|one thousand six hundred sixty-four|one thousand six hundred and sixty-four}",
            "twenty-four {gigabytes|gigabyte} {of |}unified memory",
            "eight core {CPU|C P U}",
            "ten core {GPU|G P U}",
            "two point seven pounds one point two four kilograms",
            "one thousand {and |}ninety-nine dollars",
            "one thousand {and |}ninety-nine pounds",
        ),
    ),
    Answer(
        "en",
        """\
In the 1960s, the U.S. sent astronauts to the Moon; Apollo 11 landed on July 20, 1969 at 20:17 UTC.

Neil Armstrong (1930–2012) said: "That's one small step for [a] man, one giant leap for mankind."

Further reading: NASA's site, nasa.gov/apollo11.
""",
        (
            "nineteen sixties",
            "the {U S|US} sent",
            "Apollo eleven",
            "July {twentieth|the twentieth} nineteen sixty-nine at twenty seventeen",
            "Neil Armstrong nineteen thirty to {twenty twelve|two thousand twelve|two thousand and twelve} said",
            "one small step for",
            "one giant leap for mankind",
            "nasa dot gov slash {apollo eleven|apollo11|apollo one one}",
        ),
    ),
    Answer(
        "en",
        """\
Sure, I can help with that! Your current balance is **$3,402.17**, and your last 3 transactions were:

1. 11/02 – Amazon: -$45.99
2. 11/03 – Payroll: +$2,150.00
3. 11/05 – Rent: -$1,400

Card ending in 4417. Anything else?
""",
        (
            "three thousand four hundred {and |}two dollars {and |}seventeen cents",
            "November {second|the second} Amazon {minus|negative} forty-five dollars {and |}ninety-nine cents",
            "November {third|the third} Payroll {plus |}two thousand one hundred {and |}fifty dollars",
            "November {fifth|the fifth} Rent {minus|negative} {one thousand four hundred|fourteen hundred} dollars",
            "ending in {four four one seven|forty-four seventeen}",
            "Anything else",
        ),
    ),
    Answer(
        "en",
        """\
A healthy BMI is 18.5–24.9. To calculate yours:

BMI = weight (kg) / height² (m²)

E.g., for 70 kg and 1.75 m: 70 / 1.75² = 22.9 ✅
""",
        (
            "eighteen point five to twenty-four point nine",
            "{BMI|B M I} equals weight",
            "height squared",
            "{for example|E g}",
            "seventy kilograms and one point seven five meters",
            "seventy {over|divided by|slash} one point seven five squared equals twenty-two point nine",
        ),
    ),
    Answer(
        "en",
        """\
**World War II** lasted from 1939 to 1945. Key dates:

- **Sept. 1, 1939** – Germany invades Poland
- **6 June 1944** – D-Day (≈156,000 troops)
- **8 May 1945** – V-E Day

King George VI reigned in Britain, and Louis XIV had been dead for 200+ years ;)
""",
        (
            "World War {two|the second} lasted from nineteen thirty-nine to nineteen forty-five",
            "September {first|the first} nineteen thirty-nine",
            "{the sixth of June|June sixth|June the sixth|sixth of June|sixth June} nineteen forty-four",
            "one hundred {and |}fifty-six thousand troops",
            "{the eighth of May|May eighth|eighth of May|eighth May} nineteen forty-five",
            "King George the sixth",
            "Louis the fourteenth",
            "two hundred {plus|or more} years",
        ),
    ),
    Answer(
        "en",
        """\
Use `Ctrl+C` to copy and `Ctrl+V` to paste. On a Mac it's `⌘C` / `⌘V`.

If that doesn't work:
1) restart the app,
2) update to v2.3.1 or later,
3) contact us: help@my-app.io.
""",
        (
            "{control|Ctrl} {plus |}C to copy",
            "{control|Ctrl} {plus |}V to paste",
            "On a Mac it's",
            "restart the app",
            "update to {version|v} two point three point one or later",
            "help at my {dash |hyphen |}app dot {io|i o}",
        ),
    ),
    Answer(
        "en",
        """\
The train leaves every 20 min between 5:30 and 23:00, i.e. 3x/hour. Fares:

- Adult: €2.80
- Child (<12): €1.40
- Dogs: free 🐶

It's 12 km (≈7.5 mi) to the airport & takes ½ hour.
""",
        (
            "every twenty minutes between five thirty and {twenty-three hundred|twenty-three|eleven P M|twenty-three hundred hours|twenty-three o'clock}",
            "three times {per|an} hour",
            "Adult two euros {and |}eighty{ cents|}",
            "Child {under|less than} twelve one euro {and |}forty{ cents|}",
            "twelve kilometers",
            "seven point five miles to the airport and takes {half an hour|one half hour|a half hour|one half of an hour}",
        ),
    ),
    Answer(
        "en",
        """\
Let's compare loans of $250k at 6.5% APR:

| Term | Monthly | Total interest |
| --- | ---: | ---: |
| 15 yr | $2,177.77 | $141,998 |
| 30 yr | $1,580.17 | $318,861 |

A 30-yr loan costs **$176.9K** more, i.e. ~2.2x as much interest.
""",
        (
            "two hundred {and |}fifty thousand dollars at six point five percent",
            "Term Monthly Total interest",
            "fifteen {years|year} two thousand one hundred {and |}seventy-seven dollars {and |}seventy-seven cents one hundred {and |}forty-one thousand nine hundred {and |}ninety-eight dollars",
            "thirty {years|year} one thousand five hundred {and |}eighty dollars {and |}seventeen cents",
            "{A|a} thirty year loan costs one hundred {and |}seventy-six point nine thousand dollars more",
            "two point two times as much interest",
        ),
    ),
    Answer(
        "en",
        """\
<p>Thanks for your order, <b>Jamie</b>!</p>
<ul>
<li>1x Large pizza &ndash; $18.99</li>
<li>2x Coke (12 oz) &ndash; $3.98</li>
</ul>
<p>Subtotal: $22.97<br>Tax (8.25%): $1.90<br><strong>Total: $24.87</strong></p>
""",
        (
            "Thanks for your order Jamie",
            "one {x |times |}large pizza eighteen dollars {and |}ninety-nine cents",
            "two {x |times |}Coke twelve ounces three dollars {and |}ninety-eight cents",
            "Subtotal twenty-two dollars {and |}ninety-seven cents",
            "Tax eight point two five percent one dollar {and |}ninety cents",
            "Total twenty-four dollars {and |}eighty-seven cents",
        ),
    ),
    Answer(
        "en",
        """\
"To be, or not to be" is from *Hamlet*, Act III, Scene 1, ca. 1600.

> To be, or not to be, that is the question:
> Whether 'tis nobler in the mind to suffer…

It's spoken by Prince Hamlet -- arguably Shakespeare's most famous line (cf. pp. 12-14).
""",
        (
            "is from Hamlet Act three Scene one {circa|about|around} sixteen hundred",
            "that is the question",
            "Whether 'tis nobler",
            "arguably Shakespeare's most famous line",
            "pages twelve to fourteen",
        ),
    ),
    Answer(
        "en",
        """\
Your Wi-Fi should reach 300 Mbps on the 5 GHz band. If it's slow:

1. Reboot the router (hold the button for 10 s).
2. Open 192.168.1.1 in a browser.
3. Change the channel from 6 to 11.
4. Use WPA2 or WPA3.

A ping < 50 ms is fine.
""",
        (
            "three hundred megabits per second on the five gigahertz band",
            "for ten seconds",
            "one {nine two|hundred and ninety-two|hundred ninety-two|ninety-two} dot one {six eight|hundred and sixty-eight|hundred sixty-eight|sixty-eight} dot one dot one",
            "from six to eleven",
            "{WPA|W P A} two or {WPA|W P A} three",
            "{under|less than|below} fifty milliseconds is fine",
        ),
    ),
    Answer(
        "en",
        """\
Photosynthesis in one line:

6 CO₂ + 6 H₂O → C₆H₁₂O₆ + 6 O₂

In words: carbon dioxide + water → glucose + oxygen. It takes place in the chloroplasts at around 25 °C.
""",
        (
            "six {CO|C O} two plus six H two O {to|yields|arrow|becomes|gives|leads to|then} C six H twelve O six plus six O two",
            "carbon dioxide plus water",
            "glucose plus oxygen",
            "around twenty-five degrees{ Celsius|}",
        ),
    ),
    Answer(
        "en",
        """\
Here's your workout 💪:

**Warm-up** (5-10 min)
**Main set** 3×12 squats @ 135 lbs
    - rest 60–90 sec
    - last set: AMRAP
**Cool-down** 0.5 mi walk

Total: ~45 min, ≈ 350 kcal.
""",
        (
            "Warm-up five to ten minutes",
            "three {times|by|sets of|x} twelve squats at one hundred {and |}thirty-five pounds",
            "sixty to ninety seconds",
            "{zero |}point five {miles|mile} walk|{half a|one half} mile walk",
            "forty-five minutes",
            "three hundred {and |}fifty {kilocalories|calories}",
        ),
    ),
    Answer(
        "en",
        """\
Mount Everest is 8,848.86 m (29,031.7 ft) tall. It was first climbed on 29 May 1953.

Top 3:
1. Everest – 8,849 m
2. K2 – 8,611 m
3. Kangchenjunga – 8,586 m

[Image: Mount Everest](https://example.org/everest.jpg)
""",
        (
            "eight thousand eight hundred {and |}forty-eight point eight six {meters|metres} twenty-nine thousand {and |}thirty-one point seven feet tall",
            "{the twenty-ninth of May|May twenty-ninth|twenty-ninth of May|twenty-ninth May} nineteen fifty-three",
            "Everest eight thousand eight hundred {and |}forty-nine meters",
            "K two eight thousand six hundred {and |}eleven meters",
            "Image Mount Everest",
        ),
        ("example",),
    ),
    Answer(
        "en",
        """\
To get the value, call `config["db"]["host"]`; it's `localhost:5432` by default. Set `MAX_RETRIES=3` and `DEBUG=false` in your `.env` file:

```env
MAX_RETRIES=3
DEBUG=false
```

Then restart with `docker compose up -d`.
""",
        (
            "To get the value call config",
            "{localhost|local host} {colon |}{five four three two|fifty-four thirty-two|five thousand four hundred thirty-two} by default",
            "{retries|RETRIES} equals three and DEBUG equals false in your",
            "Then restart with docker compose up",
        ),
    ),
    Answer(
        "en",
        """\
The U.S. population was 331,449,281 in the 2020 census — about 4.2% of the world's 7.8B people. California leads w/ 39.5M, followed by Texas (29.1M) and Florida (21.5 million).

The median household income was approx. $67.5K/yr.
""",
        (
            "three hundred {and |}thirty-one million four hundred {and |}forty-nine thousand two hundred {and |}eighty-one in the {twenty twenty|two thousand twenty|two thousand and twenty} census",
            "four point two percent of the world's seven point eight billion people",
            "with thirty-nine point five million",
            "Texas twenty-nine point one million",
            "twenty-one point five million",
            "approximately sixty-seven point five thousand dollars {per|a} year",
        ),
    ),
    Answer(
        "en",
        """\
Good morning! ☀️ It's Friday, 21 November. You have **2 events** today:

- *09:30–10:00* Stand-up (Zoom)
- *1:15pm* Dentist, 45 Oak Ave.

Your commute is about 25 min via I-90. It's 5° outside, feels like -2°.
""",
        (
            "Friday {the |}{twenty-first of November|November twenty-first|twenty-first November|November the twenty-first}",
            "two events today",
            "nine thirty to ten",
            "Stand-up Zoom",
            "one fifteen {P M|PM}",
            "forty-five Oak Avenue",
            "twenty-five minutes via {I|interstate} ninety",
            "five degrees outside feels like {minus|negative} two degrees",
        ),
    ),
    Answer(
        "en",
        """\
| Question | Answer |
| --- | --- |
| What's 7 × 8? | 56 |
| What's √144? | 12 |
| What's 2^10? | 1,024 |
| What's 1/3 + 1/6? | 1/2 |

Score: 4/4 (100%) 🏆 — well done!
""",
        (
            "What's seven times eight fifty-six",
            "{the |}square root of one hundred {and |}forty-four twelve",
            "two to the {tenth|power of ten|ten|tenth power} one thousand {and |}twenty-four",
            "one third plus one sixth {one half|a half}",
            "{four out of four|four of four|four slash four|four over four} one hundred percent",
            "well done",
        ),
    ),
    Answer(
        "en",
        """\
***Important:*** The offer ends on 12/31 at 11:59 p.m. ET. Use code `SAVE20` for 20% off (min. $50).

---

T&Cs apply. See www.shop.example.com/terms?ref=mail&id=7#faq or reply **STOP** to opt-out.
""",
        (
            "Important The offer ends on December {thirty-first|the thirty-first} at eleven fifty-nine {P M|PM|p m}",
            "save {twenty|two zero} for twenty percent off",
            "fifty dollars",
            "T and Cs apply",
            "shop dot example dot com slash terms",
            "or reply stop to opt-out",
        ),
    ),
]

GERMAN: list[Answer] = [
    Answer(
        "de",
        """\
## Zutaten für 4 Personen

- **250 g** Mehl
- ½ TL Salz
- 2 EL Öl
- ca. 150 ml Wasser

1. Den Ofen auf 180 °C (Umluft 160 °C) vorheizen.
2. Den Teig *mind.* 30 Min. ruhen lassen.
3. Ca. 20–25 Minuten backen. Guten Appetit! 😋
""",
        (
            "Zutaten für vier Personen",
            "zweihundertfünfzig Gramm Mehl",
            "{einen halben|ein halber|ein halbes|halber} Teelöffel Salz",
            "zwei Esslöffel Öl",
            "circa {ein|}hundertfünfzig Milliliter Wasser",
            "auf {ein|}hundertachtzig Grad{ Celsius|} Umluft {ein|}hundertsechzig Grad{ Celsius|} vorheizen",
            "mindestens dreißig Minuten ruhen lassen",
            "circa zwanzig bis fünfundzwanzig Minuten backen",
        ),
    ),
    Answer(
        "de",
        """\
Ihre Bestellung **Nr. 4711** vom 03.05.2024:

| Artikel | Menge | Preis |
|---|---|---|
| Kopfhörer | 1 | 89,99 € |
| Kabel (2 m) | 3 | 12,50 € |

**Summe:** 127,49 € inkl. 19 % MwSt. Die Lieferung erfolgt zwischen 8:00 und 12:30 Uhr.
""",
        (
            "Nummer {vier sieben eins eins|siebenundvierzig elf|viertausendsiebenhundertelf}",
            "vom dritten {Mai|Fünften} zweitausendvierundzwanzig",
            "Kopfhörer eins neunundachtzig Euro neunundneunzig",
            "Kabel zwei Meter drei zwölf Euro fünfzig",
            "{ein|}hundertsiebenundzwanzig Euro neunundvierzig inklusive neunzehn Prozent Mehrwertsteuer",
            "zwischen acht und zwölf Uhr dreißig|zwischen acht Uhr und zwölf Uhr dreißig",
        ),
    ),
    Answer(
        "de",
        """\
Klar! Der ICE 597 fährt am Mo., 3. März um 09:28 Uhr ab Gleis 7:

1. Frankfurt (Main) Hbf – 09:28
2. Stuttgart Hbf – 10:53

Fahrtzeit: 1 h 25 min. Der Preis liegt bei ca. 49,90 €, d. h. ~20 % günstiger als sonst. Mehr unter https://www.bahn.de.
""",
        (
            "am Montag {dem |den |}dritten März um neun Uhr achtundzwanzig ab Gleis sieben",
            "Frankfurt Main Hauptbahnhof neun Uhr achtundzwanzig",
            "Stuttgart Hauptbahnhof zehn Uhr dreiundfünfzig",
            "{eine Stunde|ein Stunde} {und |}fünfundzwanzig Minuten",
            "circa neunundvierzig Euro neunzig das heißt {etwa|circa|ungefähr|rund} zwanzig Prozent günstiger",
            "bahn punkt {de|d e}",
        ),
    ),
    Answer(
        "de",
        """\
Der Satz des Pythagoras lautet $a^2 + b^2 = c^2$. Für $a = 3$ und $b = 4$ gilt also:

$$c = \\sqrt{3^2 + 4^2} = \\sqrt{25} = 5$$

Die Fläche ist $\\frac{1}{2} \\cdot 3 \\cdot 4 = 6$ cm².
""",
        (
            "a {zum Quadrat|Quadrat|hoch zwei} plus b {zum Quadrat|Quadrat|hoch zwei} {gleich|ist gleich} c {zum Quadrat|Quadrat|hoch zwei}",
            "a {gleich|ist gleich} drei und b {gleich|ist gleich} vier gilt also",
            "c {gleich|ist gleich} {die |}{Quadratwurzel|Wurzel} {aus|von} drei {zum Quadrat|Quadrat|hoch zwei} plus vier {zum Quadrat|Quadrat|hoch zwei}",
            "fünfundzwanzig {gleich|ist gleich} fünf",
            "{ein halb|einhalb|ein Halbes|eins durch zwei|ein halbes} mal drei mal vier {gleich|ist gleich} sechs",
            "Quadratzentimeter",
        ),
    ),
    Answer(
        "de",
        """\
**Wetter in München** 🌦️

- Heute: -3 °C bis 5 °C, Wind mit bis zu 40 km/h
- Niederschlag: 70 %
- Sonnenaufgang: 7.42 Uhr

> Hinweis: Ab dem 24.12. wird's kälter (vgl. [DWD](https://dwd.de))[1].
""",
        (
            "Wetter in München",
            "minus drei Grad {Celsius |}bis fünf Grad{ Celsius|} Wind mit bis zu vierzig {Kilometer pro Stunde|Kilometern pro Stunde|Stundenkilometern|km h}",
            "siebzig Prozent",
            "sieben Uhr zweiundvierzig",
            "ab dem vierundzwanzigsten {Dezember|Zwölften} wird's kälter vergleiche DWD",
        ),
        ("dwd punkt",),
    ),
    Answer(
        "de",
        """\
Der Fehler `FileNotFoundError: config.yaml` heißt, dass die Datei fehlt. So geht's:

1. Öffne `~/.config/app/`
2. Lege `config.yaml` an
3. Setze `port: 8080`

Läuft ab Version 2.4.1; z. B. unter Windows 11 oder macOS 14. Fragen? E-Mail an info@beispiel.de oder Tel. 030/1234567.
""",
        (
            "config Punkt {yaml|YAML}",
            "heißt dass die Datei fehlt",
            "Lege config Punkt {yaml|YAML} an",
            "Version zwei Punkt vier Punkt eins zum Beispiel unter Windows elf oder macOS vierzehn",
            "info {at|ät} beispiel Punkt {de|d e} oder Telefon null drei{ |ß}",
        ),
    ),
]

FRENCH: list[Answer] = [
    Answer(
        "fr",
        """\
### Ingrédients (4 pers.)

- 200 g de farine
- 1/2 l de lait
- 3 œufs 🥚
- 1 c. à s. de sucre

**Préparation :** mélangez le tout, laissez reposer 1 h 30 min, puis cuisez à 180 °C pendant 10–12 min.
""",
        (
            "Ingrédients quatre {personnes|pers}",
            "deux cents grammes de farine",
            "{un demi litre|un demi-litre|une demi litre|un demi} {de |litre de |}lait",
            "trois œufs",
            "une {cuillère|cuillerée} à soupe de sucre",
            "une heure trente {minutes|}",
            "à cent quatre-vingts degrés{ Celsius|} pendant dix à douze minutes",
        ),
    ),
    Answer(
        "fr",
        """\
Votre commande n° 58214 est confirmée ✅

| Article | Qté | Prix |
|---|---|---|
| Livre | 2 | 15,90 € |
| Stylo | 1 | 3,50 € |

**Total : 35,30 €** (TVA 5,5 %). Livraison le 14/07/2025 entre 8h et 12h30.
""",
        (
            "numéro {cinquante-huit mille deux cent quatorze|cinq huit deux un quatre}",
            "Livre deux quinze euros quatre-vingt-dix",
            "Stylo {un|une} trois euros cinquante",
            "Total trente-cinq euros trente TVA cinq virgule cinq {pour cent|pourcent}",
            "le quatorze juillet deux mille vingt-cinq entre huit heures et douze heures trente",
        ),
    ),
    Answer(
        "fr",
        """\
Bonjour M. Dupont,

Votre RDV avec le Dr Martin est fixé au **mardi 4 févr. à 14h15**, au 12 bis, rue Victor-Hugo (2e étage).

En cas d'empêchement, appelez le 01 42 68 53 00 ou écrivez à contact@exemple.fr.
""",
        (
            "Bonjour monsieur Dupont",
            "docteur Martin est fixé au mardi quatre février à quatorze heures quinze au douze bis rue Victor-Hugo deuxième étage",
            "{zéro un|zéro-un} quarante-deux soixante-huit cinquante-trois zéro zéro",
            "contact {arobase|at|chez} exemple point {fr|f r}",
        ),
    ),
    Answer(
        "fr",
        """\
Louis XIV (1638-1715) fut roi au XVIIe siècle. Quelques repères :

1. **1643** : il devient roi à 4 ans
2. **1682** : la cour s'installe à Versailles (à ~20 km de Paris)
3. **1er sept. 1715** : il meurt

Voir [l'article](https://fr.wikipedia.org/wiki/Louis_XIV)[3].
""",
        (
            "Louis quatorze",
            "mille six cent trente-huit",
            "mille sept cent quinze",
            "dix-septième siècle",
            "mille six cent quarante-trois il devient roi à quatre ans",
            "{environ|à environ|à peu près} vingt kilomètres de Paris",
            "premier septembre mille sept cent quinze il meurt",
            "Voir l'article",
        ),
        ("wikipedia",),
    ),
    Answer(
        "fr",
        """\
Pour calculer l'aire d'un disque de rayon $r = 3$ cm :

$$A = \\pi r^2 = \\pi \\times 9 \\approx 28{,}27 \\text{ cm}^2$$

Donc l'aire vaut environ 28,3 cm², soit 25 % de plus qu'avant.
""",
        (
            "r égale trois centimètres|r égal trois centimètres|r est égal à trois centimètres",
            "A {égale|égal|est égal à} pi r {au |}carré",
            "pi {fois|multiplié par} neuf",
            "vingt-huit virgule vingt-sept",
            "vingt-huit virgule trois centimètres carrés soit vingt-cinq {pour cent|pourcent} de plus",
        ),
    ),
    Answer(
        "fr",
        """\
**Météo – Lyon** : 12 °C, vent de 30 km/h, humidité 85 %.

- Demain : de -1 °C à 6 °C
- Risque de pluie : 40 % ☔

« Prévoyez un parapluie ! » conseille Météo-France (bulletin du 3 mars à 6 h).
""",
        (
            "douze degrés{ Celsius|} vent de trente {kilomètres heure|kilomètres-heure|kilomètres à l'heure|kilomètres par heure} humidité quatre-vingt-cinq {pour cent|pourcent}",
            "de moins un degré{ Celsius|} à six degrés",
            "quarante {pour cent|pourcent}",
            "Prévoyez un parapluie",
            "trois mars à six heures",
        ),
    ),
]

SPANISH: list[Answer] = [
    Answer(
        "es",
        """\
## Receta de tortilla 🍳

- 500 g de patatas
- 6 huevos
- 1/2 cebolla
- 150 ml de aceite

1. Fría las patatas a 160 °C durante 15-20 min.
2. Añada *sal* al gusto (aprox. 1 cdta.).
""",
        (
            "quinientos gramos de patatas",
            "seis huevos",
            "media cebolla",
            "ciento cincuenta mililitros de aceite",
            "a ciento sesenta grados{ Celsius|} durante {quince a|de quince a|quince o} veinte minutos",
            "Añada sal al gusto aproximadamente una cucharadita",
        ),
    ),
    Answer(
        "es",
        """\
¡Hola, Sr. García! Su vuelo **IB 3166** sale el 05/06/2025 a las 14:35 h desde la T4.

| Clase | Precio |
|---|---|
| Turista | 129,99 € |
| Business | 1.450 € |

Más info en www.ejemplo.es o en el 902 400 500.
""",
        (
            "señor García",
            "cinco de junio de dos mil veinticinco a las catorce {horas |y |}treinta y cinco",
            "Turista ciento veintinueve {euros con|euros|con|coma} noventa y nueve",
            "Business mil cuatrocientos cincuenta euros",
            "ejemplo punto {es|e s}",
            "{nueve cero dos|novecientos dos}",
        ),
    ),
    Answer(
        "es",
        """\
La población de México es de aprox. 126,7 millones de habitantes (2020), un 10% más que en 2010.

- **Capital:** Ciudad de México (9,2 M)
- **Superficie:** 1 964 375 km²
- **Moneda:** peso (MXN); 1 USD ≈ 17,05 MXN

Fuente: [INEGI](https://inegi.org.mx) [1]
""",
        (
            "aproximadamente ciento veintiséis {coma|punto|con} siete millones de habitantes dos mil veinte {un |}diez por ciento más que en dos mil diez",
            "nueve {coma|punto|con} dos millones",
            "un millón novecientos sesenta y cuatro mil trescientos setenta y cinco kilómetros cuadrados",
            "{un dólar|un USD} ",
            "diecisiete",
            "Fuente INEGI",
        ),
    ),
    Answer(
        "es",
        """\
Para resolver $2x + 6 = 14$:

1. Resta 6: $2x = 8$
2. Divide entre 2: $x = 4$ ✅

Comprobación: 2 × 4 + 6 = 14. ¡Listo! 😀
""",
        (
            "dos x más seis {es igual a|igual a} catorce",
            "dos x {es igual a|igual a} ocho",
            "x {es igual a|igual a} cuatro",
            "dos por cuatro más seis {es igual a|igual a} catorce",
        ),
    ),
    Answer(
        "es",
        """\
**Pronóstico para Bogotá**

- Hoy: 14–19 °C, lluvia 80 %
- Viento: 12 km/h
- Amanecer: 5:47 a. m.

> Consejo: lleve paraguas ☂️ y salga antes de las 7:30.

El Real Madrid ganó 3-1 anoche.
""",
        (
            "{de |}catorce a diecinueve grados{ Celsius|} lluvia {del |}ochenta por ciento|{de |}catorce a diecinueve grados{ Celsius|} lluvia ochenta por ciento",
            "doce kilómetros por hora",
            "cinco {y |}cuarenta y siete",
            "antes de las siete {y |}{treinta|media}",
            "ganó tres {a |}uno anoche",
        ),
    ),
    Answer(
        "es",
        """\
El error `404 Not Found` significa que la página no existe. Revisa:

* que la URL sea `https://api.ejemplo.com/v2`
* que el servidor (versión 3.8.1) esté activo
* el archivo `config.json`

El s. XXI y Felipe VI no tienen nada que ver ;-)
""",
        (
            "{cuatrocientos cuatro|cuatro cero cuatro} Not Found significa que la página no existe",
            "{api|a p i|A P I} punto ejemplo punto com barra {v dos|uve dos|versión dos}",
            "versión tres punto ocho punto uno",
            "config punto {json|JSON|j s o n}",
            "siglo veintiuno y Felipe sexto",
        ),
    ),
]

ITALIAN: list[Answer] = [
    Answer(
        "it",
        """\
## Tiramisù 🍰

- 500 g di mascarpone
- 4 uova
- 100 g di zucchero
- 300 ml di caffè

1. Montate i tuorli per 5–7 min.
2. Lasciate in frigo a 4 °C per almeno 3 h.
""",
        (
            "cinquecento grammi di mascarpone",
            "quattro uova",
            "cento grammi di zucchero",
            "trecento millilitri di caffè",
            "per {cinque sette|cinque-sette|da cinque a sette|cinque a sette} minuti",
            "a quattro gradi{ Celsius|} per almeno tre ore",
        ),
    ),
    Answer(
        "it",
        """\
Gentile Sig.ra Rossi, il suo ordine **n. 1042** del 12/03/2025 è in arrivo:

| Prodotto | Prezzo |
|---|---|
| Scarpe | € 79,90 |
| Sciarpa | 24,50 € |

Totale: **€ 104,40** (IVA 22% incl.).
""",
        (
            "Gentile signora Rossi",
            "numero {mille quarantadue|millequarantadue|uno zero quattro due} del dodici marzo duemilaventicinque",
            "Scarpe settantanove euro e novanta",
            "Sciarpa ventiquattro euro e cinquanta",
            "centoquattro euro e quaranta IVA {al |}ventidue per cento|centoquattro euro e quaranta I V A ventidue per cento",
        ),
    ),
    Answer(
        "it",
        """\
Il treno *Frecciarossa 9614* parte alle 14:05 dal binario 8 e arriva a Milano alle 17:10, cioè in ca. 3 h 5 min.

**Consiglio:** prenota su https://www.trenitalia.com; il prezzo parte da 29,90 € (-40%).
""",
        (
            "Frecciarossa {novemilaseicentoquattordici|nove sei uno quattro|novantasei quattordici} parte alle quattordici e {zero |}cinque dal binario otto",
            "alle diciassette e dieci",
            "circa tre ore {e |}cinque minuti",
            "trenitalia punto com",
            "ventinove euro e novanta meno quaranta per cento",
        ),
    ),
    Answer(
        "it",
        """\
Leonardo da Vinci (1452–1519) visse nel XV secolo. Le sue opere:

1. *La Gioconda* (ca. 1503)
2. *L'Ultima Cena* (4,6 m × 8,8 m)

Papa Leone X lo ospitò nel 1513.
""",
        (
            "{mille|mille e }quattrocento{ |}cinquantadue",
            "millecinquecento{ |}diciannove",
            "quindicesimo secolo",
            "circa millecinquecento{ |}tre|circa millecinquecentotré",
            "quattro virgola sei metri per otto virgola otto metri",
            "Papa Leone decimo",
        ),
    ),
    Answer(
        "it",
        """\
Ecco le previsioni per Roma:

- **Oggi**: 8–15 °C, vento 20 km/h
- **Domani**: -2 °C all'alba 🥶, pioggia al 60%

L'Italia ha vinto 2-1 contro la Francia al 90° minuto.
""",
        (
            "otto {a |}quindici gradi{ Celsius|} vento {a |}venti {chilometri all'ora|chilometri orari|chilometri per ora}",
            "meno due gradi{ Celsius|} all'alba pioggia al sessanta per cento",
            "ha vinto due {a |}uno contro la Francia al novantesimo minuto",
        ),
    ),
    Answer(
        "it",
        """\
Se $f(x) = x^2 + 3x$, allora $f(2) = 4 + 6 = 10$.

Usa il comando `npm install` e poi apri `http://localhost:3000`. Richiede Node 18.2 o superiore e almeno 2 GB di RAM.
""",
        (
            "x al quadrato più tre x allora",
            "due {è uguale a|uguale a|uguale} quattro più sei {è uguale a|uguale a|uguale} dieci",
            "npm install e poi apri localhost",
            "{tremila|tre zero zero zero}",
            "Node diciotto {punto|virgola} due o superiore e almeno due {gigabyte|giga} di RAM",
        ),
    ),
]

PORTUGUESE: list[Answer] = [
    Answer(
        "pt",
        """\
## Bolo de cenoura 🥕

- 3 cenouras (250 g)
- 1/2 xícara de óleo
- 2 xícaras de açúcar
- 1 colher de sopa de fermento

Asse a 180 °C por 35–40 min. Rende 12 porções.
""",
        (
            "três cenouras duzentos e cinquenta gramas",
            "meia xícara de óleo",
            "duas xícaras de açúcar",
            "uma colher de sopa",
            "a cento e oitenta graus{ Celsius|} por {trinta e cinco a|de trinta e cinco a} quarenta minutos",
            "doze porções",
        ),
    ),
    Answer(
        "pt",
        """\
Olá, Sra. Silva! Seu pedido **nº 3021** foi confirmado:

| Item | Valor |
|---|---|
| Fone | R$ 199,90 |
| Capa | R$ 45,00 |

Total: **R$ 244,90**. Entrega até 15/08/2025, das 8h às 18h.
""",
        (
            "senhora Silva",
            "número {três mil e vinte e um|três mil vinte e um|três zero dois um}",
            "cento e noventa e nove reais e noventa centavos",
            "quarenta e cinco reais",
            "duzentos e quarenta e quatro reais e noventa centavos",
            "quinze de agosto de dois mil e vinte e cinco das oito {horas |}às dezoito{ horas|}",
        ),
    ),
    Answer(
        "pt",
        """\
**Previsão para São Paulo** ☁️

- Mín. 16 °C, máx. 24 °C
- Chuva: 70%
- Vento: 15 km/h

O Palmeiras venceu por 2 a 0; público de 38.512 pessoas. Veja em www.exemplo.com.br.
""",
        (
            "dezesseis graus",
            "vinte e quatro graus",
            "setenta por cento",
            "quinze quilômetros por hora",
            "dois a zero",
            "trinta e oito mil {e |}quinhentas e doze pessoas",
            "exemplo ponto com ponto {br|b r}",
        ),
    ),
    Answer(
        "pt",
        """\
Dom Pedro II (1825–1891) governou no séc. XIX. Pontos-chave:

1. **1831**: torna-se imperador aos 5 anos
2. **13 de maio de 1888**: Lei Áurea
3. **1889**: Proclamação da República (≈ 14 milhões de hab.)
""",
        (
            "Dom Pedro segundo",
            "mil oitocentos e vinte e cinco",
            "mil oitocentos e noventa e um",
            "século dezenove",
            "mil oitocentos e trinta e um torna-se imperador aos cinco anos",
            "treze de maio de mil oitocentos e oitenta e oito",
            "catorze milhões de|quatorze milhões de",
        ),
    ),
    Answer(
        "pt",
        """\
Para achar 20% de R$ 350: $0{,}20 \\times 350 = 70$. Logo, você paga 350 − 70 = **R$ 280,00**.

Dica: $x^2 = 49$ tem soluções $x = \\pm 7$. 😉
""",
        (
            "vinte por cento de trezentos e cinquenta reais",
            "zero vírgula {vinte|dois zero|dois} vezes trezentos e cinquenta {é igual a|igual a} setenta",
            "trezentos e cinquenta menos setenta {é igual a|igual a} duzentos e oitenta reais",
            "x ao quadrado {é igual a|igual a} quarenta e nove tem soluções x {é igual a|igual a} mais ou menos sete",
        ),
    ),
    Answer(
        "pt",
        """\
O erro `Connection refused (port 5432)` indica que o banco não está no ar. Faça assim:

- Rode `docker ps`
- Verifique o arquivo `app.config`
- Atualize p/ a versão 14.2

Se persistir, ligue (11) 4002-8922 ou escreva para ajuda@exemplo.pt.
""",
        (
            "Connection refused",
            "indica que o banco não está no ar",
            "docker ps",
            "{app|a p p} ponto config",
            "versão {catorze|quatorze} ponto dois",
            "quatro zero zero dois|quatro mil e dois",
            "ajuda {arroba|at} exemplo ponto {pt|p t}",
        ),
    ),
]

RUSSIAN: list[Answer] = [
    Answer(
        "ru",
        """\
## Рецепт блинов 🥞

- 500 мл молока
- 2 яйца
- 200 г муки
- 1 ст. л. сахара
- ½ ч. л. соли

Жарьте 1–2 мин. с каждой стороны при 180 °C.
""",
        (
            "пятьсот миллилитров молока",
            "два яйца",
            "двести {граммов|грамм} муки",
            "одна столовая ложка сахара",
            "{половина чайной ложки|пол чайной ложки|полчайной ложки|одна вторая чайной ложки} соли",
            "{одну-две|одна две|одну две|от одной до двух|одна-две} минуты с каждой стороны",
            "ста восьмидесяти градусах",
        ),
    ),
    Answer(
        "ru",
        """\
Ваш заказ **№ 5017** от 12.03.2025 г. подтверждён ✅

| Товар | Кол-во | Цена |
|---|---|---|
| Книга | 2 | 450 ₽ |
| Ручка | 3 | 35 руб. |

Итого: 1 005 руб. Доставка с 10:00 до 18:00.
""",
        (
            "номер {пять тысяч семнадцать|пять ноль один семь|пятьдесят семнадцать}",
            "двенадцатого марта две тысячи двадцать пятого года",
            "Книга {два|две} четыреста пятьдесят рублей",
            "Ручка три тридцать пять рублей",
            "{одна |}тысяча пять рублей",
            "с десяти {часов |ноль ноль |}до восемнадцати",
        ),
    ),
    Answer(
        "ru",
        """\
**Погода в Москве:** −5 °C, ветер 7 м/с, влажность 85 %.

- Завтра: от −8 до −3 °C ❄️
- Вероятность снега: 60%

Подробнее: https://example.ru/pogoda.
""",
        (
            "минус пять градусов{ Цельсия|} ветер семь метров в секунду влажность восемьдесят пять процентов",
            "от минус восьми до минус трёх градусов",
            "шестьдесят процентов",
            "example точка {ру|ru|эр у} {слэш|косая черта|слеш} pogoda",
        ),
    ),
    Answer(
        "ru",
        """\
Пётр I (1672–1725) правил в XVII–XVIII вв. Ключевые даты:

1. **1703 г.** — основан Санкт-Петербург
2. **1709 г.** — Полтавская битва
3. **22 октября 1721 г.** — Россия стала империей

Население тогда — ок. 15 млн чел.
""",
        (
            "Пётр Первый",
            "{семнадцатом|семнадцатого}",
            "{восемнадцатом|восемнадцатого} {веках|веков|веке}",
            "{тысяча |}семьсот третий год|в тысяча семьсот третьем году",
            "двадцать второе октября тысяча семьсот двадцать первого года|двадцать второго октября тысяча семьсот двадцать первого года",
            "около пятнадцати миллионов человек",
        ),
    ),
    Answer(
        "ru",
        """\
Решим уравнение $x^2 - 5x + 6 = 0$:

1. Дискриминант: $D = 25 - 24 = 1$
2. Корни: $x_1 = 3$, $x_2 = 2$

Проверка: 3 × 2 = 6 👍
""",
        (
            "{икс|x} в квадрате минус пять {икс|x} плюс шесть равно {нулю|ноль}",
            "двадцать пять минус двадцать четыре равно {один|одному}",
            "{икс|x} {один|первое} равно {три|трём}",
            "{икс|x} {два|второе} равно {два|двум}",
            "три {умножить на|на} два равно {шесть|шести}",
        ),
    ),
    Answer(
        "ru",
        """\
Чтобы обновить Python до версии 3.12:

* откройте терминал;
* введите `pip install --upgrade pip`;
* перезагрузите ПК (займёт ~5 мин.).

Нужно мин. 4 ГБ ОЗУ и 2,5 ГБ на диске, т. е. совсем немного. Вопросы — на help@example.ru или по тел. 8 (495) 123-45-67.
""",
        (
            "версии три точка двенадцать",
            "откройте терминал",
            "введите",
            "{около|примерно} {пяти|пять} минут",
            "{четыре гигабайта|четырёх гигабайт|четырёх гигабайтов}",
            "{две целых пять десятых|две целые пять десятых|два с половиной|две целых и пять десятых|два и пять|двух с половиной} {гигабайта|гигабайт} на диске то есть совсем немного",
            "{help|хелп} {собака|эт} example точка {ру|ru|эр у}",
            "восемь четыреста девяносто пять",
        ),
    ),
]

CHINESE: list[Answer] = [
    Answer(
        "zh",
        """\
## 番茄炒蛋 🍅

**食材：**
- 鸡蛋 3 个
- 番茄 500 g
- 盐 1/2 茶匙

1. 油烧到约 180°C；
2. 炒 2–3 分钟即可。
""",
        (
            "番茄炒蛋",
            "鸡蛋三个",
            "番茄五百克",
            "盐{二分之一|半}茶匙",
            "{约|大约}一百八十{摄氏度|度}",
            "炒{二|两}{到|至}三分钟即可",
        ),
    ),
    Answer(
        "zh",
        """\
您的订单已确认 ✅

| 商品 | 数量 | 价格 |
|---|---|---|
| 耳机 | 1 | ¥299.00 |
| 数据线 | 2 | ¥39.90 |

**合计：¥378.80**，预计 2025-03-08 送达。客服电话：400-123-4567。
""",
        (
            "商品数量价格",
            "耳机一{二百九十九|两百九十九}元",
            "数据线{二|两}三十九{点九|点九零|元九角}{元|}",
            "{三百七十八|三百七十八}{点八|点八零|元八角}{元|}",
            "{二零二五|两千零二十五}年三月八{日|号}送达",
            "四{零|〇}{零|〇}{一|幺}二三",
        ),
    ),
    Answer(
        "zh",
        """\
**北京天气**：今天 -2~8℃，北风 3-4 级，湿度 45%。

- 明天：多云，最高 10°C
- 空气质量指数（AQI）：85

> 提示：早晚温差大，请注意保暖！🧣
""",
        (
            "{零下二|负二|零下两}{摄氏度|度|}{到|至}八{摄氏度|度}",
            "三{到|至}四级湿度百分之四十五",
            "最高十{摄氏度|度}",
            "八十五",
            "请注意保暖",
        ),
    ),
    Answer(
        "zh",
        """\
勾股定理：$a^2 + b^2 = c^2$。

例如 a = 3、b = 4，则 $c = \\sqrt{9 + 16} = 5$。面积为 $\\frac{1}{2} \\times 3 \\times 4 = 6$ cm²。
""",
        (
            "a{的|}平方加b{的|}平方等于c{的|}平方",
            "a等于三b等于四",
            "c等于根号{下|}九加十六等于五",
            "二分之一乘{以|}三乘{以|}四等于六",
            "平方厘米",
        ),
    ),
    Answer(
        "zh",
        """\
高铁 G101 次列车 06:20 从北京南出发，11:58 到达上海虹桥，全程 1,318 公里，二等座 ¥553。

订票请访问 https://www.12306.cn 或下载 App（版本 ≥ 5.8.0）。
""",
        (
            "{六点二十|六点二十分}从北京南出发",
            "十一点五十八{分|}到达上海虹桥全程一千三百一十八公里二等座五百五十三元",
            "点cn",
            "五点八点零",
        ),
    ),
    Answer(
        "zh",
        """\
安装步骤：

1. 打开终端，运行 `pip install numpy`
2. 看到 `Successfully installed` 就成功了 🎉
3. 如果报错 `Error 403`，请检查网络

需要至少 8GB 内存和 20% 的磁盘空间，大约 10 分钟。
""",
        (
            "打开终端运行pip install numpy",
            "就成功了",
            "四{零|百零}三请检查网络",
            "至少八{GB|吉字节|G}内存和百分之二十的磁盘空间大约十分钟",
        ),
    ),
]

JAPANESE: list[Answer] = [
    Answer(
        "ja",
        """\
## 親子丼の作り方 🍳

- 鶏肉 200g
- 卵 3個
- 玉ねぎ 1/2個

1. 鶏肉を**一口大**に切る
2. 中火で5〜6分煮る
""",
        (
            "鶏肉{二百|にひゃく}グラム",
            "卵{三個|三こ|さんこ}",
            "玉ねぎ{二分の一|半}個",
            "一口大",
            "中火で{五|}{から|、}{六分|六ふん|ろっぷん}煮る|中火で五から六分煮る|中火で五六分煮る",
        ),
    ),
    Answer(
        "ja",
        """\
ご注文ありがとうございます！

| 商品 | 数量 | 価格 |
|---|---|---|
| ノート | 2 | ¥480 |
| ペン | 3 | 1,200円 |

**合計：1,680円**（税込10%）。お届けは2025年3月8日（土）14:00〜16:00です。
""",
        (
            "ノート二四百八十円",
            "ペン三千二百円",
            "千六百八十円税込十パーセント",
            "二千二十五年三月八日",
            "十四時{から|、}十六時です",
        ),
    ),
    Answer(
        "ja",
        """\
**東京の天気** ☀️

- 最高気温：25℃、最低気温：-1℃
- 降水確率：30%
- 風速：5m/s

詳しくは[こちら](https://example.jp/tenki)をご覧ください。
""",
        (
            "最高気温二十五度最低気温マイナス一度",
            "三十パーセント",
            "{五メートル毎秒|毎秒五メートル|秒速五メートル|五メートルパーセカンド}",
            "詳しくはこちらをご覧ください",
        ),
        ("example",),
    ),
    Answer(
        "ja",
        """\
円の面積は $S = \\pi r^2$ です。半径が 3 cm なら、3.14 × 9 = 28.26 cm² になります。

つまり、約28平方センチメートルです 😊
""",
        (
            "{パイ|π}r{の|}{二乗|2乗}です",
            "{三|さん}センチメートルなら三点一四かける九{イコール|は}二十八点二六平方センチ{メートル|}になります",
            "約二十八平方センチメートルです",
        ),
    ),
    Answer(
        "ja",
        """\
新幹線「のぞみ225号」は東京を10:30に出発し、12:57に新大阪に着きます。料金は14,720円、距離は約515kmです。

- 乗り場：14番線
- 所要時間：2時間27分
""",
        (
            "{二百二十五号|二二五号}",
            "{十時三十分|十時半}に出発し十二時五十七分に新大阪に着きます料金は一万四千七百二十円距離は約五百十五キロ{メートル|}です",
            "十四番線",
            "二時間二十七分",
        ),
    ),
    Answer(
        "ja",
        """\
エラー `404 Not Found` はページがないという意味です。次の手順をお試しください：

1. `https://example.com` を開く
2. Python 3.12 をインストールする
3. `config.json` の8行目を直す

メモリは4GB以上、空き容量は1.5GB必要です。
""",
        (
            "{四百四|四ゼロ四|四零四|よんまるよん}",
            "ページがないという意味です",
            "example{ドット|点}com",
            "{三点十二|三点一二|三ドット十二|三てん十二}をインストール",
            "config{ドット|点}json",
            "八行目を直す",
            "四ギガ{バイト|}以上空き容量は一点五ギガ{バイト|}必要です",
        ),
    ),
]

KOREAN: list[Answer] = [
    Answer(
        "ko",
        """\
## 김치찌개 레시피 🍲

- 김치 300g
- 돼지고기 200g
- 두부 1/2모

1. 김치를 **5분** 볶습니다.
2. 물 500ml를 넣고 20~25분 끓입니다.
""",
        (
            "김치 삼백 그램|김치 삼백그램",
            "돼지고기 {이백 그램|이백그램}",
            "두부 {이분의 일|이 분의 일|반} 모|두부 {이분의 일|반}모",
            "{오 분|오분} 볶습니다",
            "물 {오백 밀리리터|오백밀리리터}를 넣고 {이십 분에서|이십에서|이십|이십분에서} {이십오 분|이십오분} 끓입니다",
        ),
    ),
    Answer(
        "ko",
        """\
주문이 완료되었습니다! ✅

| 상품 | 수량 | 가격 |
|---|---|---|
| 이어폰 | 1 | ₩45,000 |
| 케이블 | 2 | 9,900원 |

**합계: 64,800원** (부가세 10% 포함). 배송일은 2025년 3월 8일입니다.
""",
        (
            "이어폰 일 사만 {오천 원|오천원}",
            "케이블 이 {구천구백 원|구천구백원|구천 구백 원|구천 구백원}",
            "합계 {육만 사천팔백 원|육만 사천팔백원|육만사천팔백 원}",
            "십 퍼센트 포함|십퍼센트 포함",
            "{이천이십오 년|이천이십오년} {삼 월|삼월} {팔 일|팔일}입니다",
        ),
    ),
    Answer(
        "ko",
        """\
**서울 날씨** ☁️

- 현재 기온: -3°C, 체감 -7°C
- 강수 확률: 40%
- 바람: 4m/s

내일 오전 7:30에는 눈이 올 수 있어요. 자세한 내용은 [기상청](https://weather.go.kr)을 보세요.
""",
        (
            "{영하 |마이너스 |섭씨 영하 }삼 도",
            "{영하 |마이너스 |섭씨 영하 }칠 도",
            "사십 퍼센트|사십퍼센트",
            "{초속 사 미터|사 미터 퍼 세컨드|사 미터 매 초|사 미터 매초|초당 사 미터}",
            "오전 {일곱 시|일곱시} {삼십 분|삼십분|반}에는 눈이 올 수 있어요",
            "자세한 내용은 기상청을 보세요",
        ),
        ("weather",),
    ),
    Answer(
        "ko",
        """\
KTX 101편은 서울역에서 9:05에 출발해 부산에 11:42에 도착합니다. 요금은 59,800원이고 거리는 약 417km예요.

- 좌석: 5호차 12A
- 소요 시간: 2시간 37분
""",
        (
            "{백일 편|백일편|일공일 편|일공일편|백 일 편}",
            "{아홉 시|아홉시} {오 분|오분}에 출발해 부산에 {열한 시|열한시} {사십이 분|사십이분}에 도착합니다",
            "{오만 구천팔백 원|오만 구천팔백원|오만구천팔백 원}이고 거리는 약 {사백십칠 킬로미터|사백십칠킬로미터}예요",
            "{오 호차|오호차}",
            "{두 시간|두시간} {삼십칠 분|삼십칠분}",
        ),
    ),
    Answer(
        "ko",
        """\
피타고라스 정리는 $a^2 + b^2 = c^2$ 입니다. 예를 들어 3² + 4² = 25이므로 c는 5입니다 😊

사과 3개와 배 2개를 사면 모두 5개예요.
""",
        (
            "제곱 {더하기|플러스} b{의| |}{ |}제곱 {은|는|이퀄|이콜} {c|씨}|제곱 {더하기|플러스} b 제곱 {은|는|이퀄|이콜} {c|씨}",
            "{삼의 제곱|삼 제곱} {더하기|플러스} {사의 제곱|사 제곱} {은|는|이퀄|이콜} 이십오이므로 c는 오입니다",
            "사과 {세 개|세개}와 배 {두 개|두개}를 사면 모두 {다섯 개|다섯개}예요",
        ),
    ),
    Answer(
        "ko",
        """\
오류 `404 Not Found`는 페이지가 없다는 뜻입니다. 이렇게 해 보세요:

1. `https://example.com`을 여세요
2. Python 3.12를 설치하세요
3. `config.json` 파일의 8번째 줄을 고치세요

메모리는 최소 4GB, 저장 공간은 1.5GB가 필요합니다. 문의: help@example.kr
""",
        (
            "{사백사|사공사|사백 사} Not Found는 페이지가 없다는 뜻입니다",
            "example {닷|점} com",
            "삼 점 {십이|일이}|삼점{십이|일이}",
            "config {닷|점} json",
            "{여덟 번째|여덟번째} 줄",
            "{사 기가바이트|사기가바이트} 저장 공간은 {일 점 오|일점오} 기가바이트가",
            "help {골뱅이|앳} example {닷|점} kr",
        ),
    ),
]

ANSWERS: list[Answer] = [
    *ENGLISH,
    *GERMAN,
    *FRENCH,
    *SPANISH,
    *ITALIAN,
    *PORTUGUESE,
    *RUSSIAN,
    *CHINESE,
    *JAPANESE,
    *KOREAN,
]

UNSEEN: list[Answer] = [
    Answer(
        "en",
        """\
### 🚗 Route options

1. **I-95 N** – 215 mi, 3 h 40 min, $12.75 in tolls
2. **US-1** – 232 mi, ~5 hrs

Traffic's heaviest from 4-6pm. Speed limit: 65 mph (≈105 km/h).
""",
        (
            "two hundred {and |}fifteen miles three hours {and |}forty minutes twelve dollars {and |}seventy-five cents in tolls",
            "two hundred {and |}thirty-two miles {about|approximately|around} five hours",
            "from four to six {P M|PM}",
            "sixty-five miles {per|an} hour {about|approximately|around} one hundred {and |}five kilometers {per|an} hour",
        ),
    ),
    Answer(
        "en",
        """\
The function `add(a, b)` returns `a + b`. Its complexity is $O(n \\log n)$, while bubble sort needs $O(n^2)$.

| n | n² |
|---|----|
| 10 | 100 |
| 1000 | 1000000 |

See [RFC 2119][rfc] & §3.2 for details.

[rfc]: https://www.rfc-editor.org/rfc/rfc2119
""",
        (
            "a plus b",
            "O n log n",
            "O n squared",
            "ten {one hundred|a hundred}",
            "{one thousand|a thousand} {one million|a million}",
            "R F C {twenty-one nineteen|two one one nine|two thousand one hundred nineteen}|RFC {twenty-one nineteen|two one one nine|two thousand one hundred nineteen|two thousand one hundred and nineteen}",
            "and section three point two for details",
        ),
        ("editor",),
    ),
    Answer(
        "en",
        """\
Your blood pressure of 128/82 mmHg is *slightly* elevated (normal: < 120/80). Your LDL is 142 mg/dL & your resting HR is 64 bpm.

- Walk ≥ 30 min/day, 5x a week
- Limit salt to <2,300 mg
""",
        (
            "one {hundred twenty-eight|hundred and twenty-eight|twenty-eight} over eighty-two",
            "{less than|under|below} one {hundred twenty|hundred and twenty|twenty} over eighty",
            "one hundred {and |}forty-two milligrams per deciliter",
            "sixty-four {beats per minute|B P M|BPM}",
            "{at least|greater than or equal to|more than or equal to} thirty minutes {per|a} day five times a week",
            "{less than|under|below} two thousand three hundred milligrams",
        ),
    ),
    Answer(
        "en",
        """\
**Q:** What's the capital of Australia?
**A:** Canberra — *not* Sydney! 😄

Population: 467,194 (2023 est.). Founded: 12 March 1913.
Time zone: UTC+10.
""",
        (
            "What's the capital of Australia",
            "Canberra not Sydney",
            "four hundred {and |}sixty-seven thousand one hundred {and |}ninety-four",
            "March twelfth nineteen thirteen|{the |}twelfth of March nineteen thirteen|twelfth March nineteen thirteen",
            "{UTC|U T C} plus ten",
        ),
    ),
    Answer(
        "en",
        """\
```json
{"temp": 21.5}
```

The sensor reads **21.5 °C** at 55% RH. Set it to 20° with:

> `PUT /api/v2/devices/7`

Error codes: 400 (bad request), 401 (unauthorized) and 500.
""",
        (
            "twenty-one point five degrees{ Celsius|} at fifty-five percent",
            "twenty degrees with",
            "slash {v two|version two} slash devices slash seven",
            "four hundred bad request",
            "four {oh one|zero one|hundred one|hundred and one|o one} unauthorized and five hundred",
        ),
        ("temp",),
    ),
    Answer(
        "en",
        """\
1. Warm up:
   - 10 push-ups
   - 20 jumping jacks
2. Main part (3 rounds):
   - 1-min plank
   - 400 m run

> Tip: drink ~500 mL of water & don't skip the cooldown :-)
""",
        (
            "ten push-ups",
            "twenty jumping jacks",
            "three rounds",
            "one minute plank",
            "four hundred {meter|meters} run",
            "{about|approximately|around} five hundred milliliters of water and don't skip the cooldown",
        ),
    ),
    Answer(
        "en",
        """\
Apple (AAPL) closed at $189.95, up 2.3% (+$4.27). Market cap: $2.95T; P/E ratio: 31.2.

<details><summary>Disclaimer</summary>Not financial advice!</details>

Next earnings: Thu, Feb 1, after 4:30 p.m. EST.
""",
        (
            "one hundred {and |}eighty-nine dollars {and |}ninety-five cents up two point three percent {plus |}four dollars {and |}twenty-seven cents",
            "two point nine five trillion dollars",
            "thirty-one point two",
            "Not financial advice",
            "Thursday February {first|the first} after four thirty {P M|PM}",
        ),
    ),
    Answer(
        "en",
        """\
Translate "Good morning!" like so:

* 🇫🇷 French: *Bonjour !*
* 🇩🇪 German: _Guten Morgen!_
* 🇪🇸 Spanish: **¡Buenos días!**

That's 3 of the world's ~7,100 languages; English has 1.5bn speakers.
""",
        (
            "French Bonjour",
            "German Guten Morgen",
            "Spanish Buenos días",
            "three of the world's {about|approximately|around} seven thousand one hundred languages",
            "one point five billion speakers",
        ),
    ),
    Answer(
        "en",
        """\
Dear Ms. O'Neil,

Invoice no. 2024-0117 (due 1/31/24) totals €3,450.00 incl. 20% VAT. Please transfer it to IBAN DE89 3704 0044 0532 0130 00.

Best,
J. Doe, Ph.D.
+49 30 901820
""",
        (
            "Dear {Miss|Ms|Miz} O'Neil",
            "January {thirty-first|the thirty-first} {twenty twenty-four|two thousand twenty-four}",
            "three thousand four hundred {and |}fifty euros {including|inclusive of|included|inclusive} twenty percent",
            "eight nine",
            "plus {four nine|forty-nine}",
        ),
    ),
    Answer(
        "de",
        """\
**Stundenplan** 📅

| Zeit | Mo | Di |
|---|---|---|
| 8:00–9:30 | Mathe | Bio |
| 9:45–11:15 | Sport (2. Halle) | Kunst |

Am Fr., 17.10., entfällt die 3. Stunde.
""",
        (
            "Zeit Montag Dienstag",
            "acht {Uhr |}bis neun Uhr dreißig Mathe Bio",
            "neun Uhr fünfundvierzig bis elf Uhr fünfzehn Sport zweite Halle Kunst",
            "am Freitag {dem |den |}siebzehnten {Zehnten|Oktober} entfällt die dritte Stunde",
        ),
    ),
    Answer(
        "de",
        """\
Laut Statistik[^3] stieg der Umsatz im 2. Quartal 2024 um 3,5 % auf 1,2 Mrd. €, der Gewinn fiel dagegen auf -15 Mio. €.

1. Umsatz: +3,5 %
2. Mitarbeiter: ca. 12.500

Quelle: www.statistik-amt.de/q2
""",
        (
            "stieg der Umsatz im zweiten Quartal zweitausendvierundzwanzig um drei Komma fünf Prozent auf eins Komma zwei Milliarden Euro der Gewinn fiel dagegen auf minus fünfzehn Millionen Euro",
            "plus drei Komma fünf Prozent",
            "circa zwölftausendfünfhundert",
            "statistik {Minus|Bindestrich|Strich} amt Punkt de {Schrägstrich|Slash}",
        ),
    ),
    Answer(
        "de",
        """\
Friedrich II. (1712–1786) regierte im 18. Jh. Er sprach 5 Sprachen, z. B. Französisch und Latein.

Für $x = -2$ gilt: $x^3 + 1 = -7$ ✅
""",
        (
            "Friedrich der Zweite",
            "siebzehnhundertzwölf bis siebzehnhundertsechsundachtzig",
            "im achtzehnten Jahrhundert",
            "fünf Sprachen zum Beispiel",
            "x {gleich|ist gleich} minus zwei gilt x hoch drei plus eins {gleich|ist gleich} minus sieben",
        ),
    ),
    Answer(
        "fr",
        """\
## Itinéraire 🗺️

- **9h30** : départ de la gare (quai n° 3)
- **11 h** : musée d'Orsay (16 €/pers.)
- **13h-14h30** : déjeuner, 2e arr.

Distance : 4,5 km à pied. Réservez au +33 1 40 49 48 14 ou sur musee-orsay.fr !
""",
        (
            "neuf heures trente départ de la gare quai numéro trois",
            "onze heures musée d'Orsay seize euros par personne",
            "{de |}treize heures à quatorze heures trente déjeuner deuxième",
            "quatre virgule cinq kilomètres à pied",
            "trente-trois",
            "orsay point {fr|f r}",
        ),
    ),
    Answer(
        "fr",
        """\
En 2023, le PIB de la France était d'env. 2 800 Md€, soit +0,9 %. L'équation $y = 2x - 1$ donne $y = 5$ pour $x = 3$.

1. Inflation : 4,9 %
2. Chômage : 7,3 % (T3)
""",
        (
            "deux mille vingt-trois",
            "environ deux mille huit cents milliards d'euros soit plus zéro virgule neuf {pour cent|pourcent}",
            "y {égale|égal|est égal à} deux x moins un donne y {égale|égal|est égal à} cinq pour x {égale|égal|est égal à} trois",
            "quatre virgule neuf {pour cent|pourcent}",
            "sept virgule trois {pour cent|pourcent}",
        ),
    ),
    Answer(
        "es",
        """\
**Itinerario – Día 1**

1. 9:00 – Desayuno (5 €/pers.)
2. 10:30 – Museo del Prado, 2.ª planta
3. 21:00 – Cena con la Dra. López

Temperatura: entre -2 °C y 8 °C. Más en [la web](https://ejemplo.es).
""",
        (
            "nueve {en punto |de la mañana |horas |}Desayuno cinco euros por persona",
            "diez {y media|treinta|y treinta}",
            "segunda planta",
            "Cena con la doctora López",
            "entre menos dos grados{ Celsius|} y ocho grados",
            "Más en la web",
        ),
    ),
    Answer(
        "es",
        """\
Tu saldo es de $1.250,75 y debes pagar el 25% (≈ $312,69) antes del 31/12/2025.

- Ref.: #AB-1234
- Tel.: +34 912 345 678
- Peso: 2,5 kg × 3 = 7,5 kg
""",
        (
            "mil doscientos cincuenta {dólares|pesos} con setenta y cinco",
            "veinticinco por ciento aproximadamente trescientos doce {dólares|pesos}",
            "antes del treinta y uno de diciembre de dos mil veinticinco",
            "{uno dos tres cuatro|doce treinta y cuatro|mil doscientos treinta y cuatro}",
            "dos coma cinco kilogramos por tres {es igual a|igual a} siete coma cinco kilogramos|dos coma cinco kilos por tres {es igual a|igual a} siete coma cinco kilos",
        ),
    ),
    Answer(
        "it",
        """\
**Spesa** 🛒

- 1,5 l di latte
- 2 kg di pane (3,20 €/kg)
- ½ kg di farina

Totale: ca. € 12,80. Il negozio apre alle 8:30 e chiude alle 19.30; per info: info@esempio.it o 02 1234567.
""",
        (
            "{uno virgola cinque litri|un litro e mezzo} di latte",
            "due {chili|chilogrammi} di pane tre euro e venti al {chilo|chilogrammo}",
            "mezzo {chilo|chilogrammo} di farina",
            "circa dodici euro e ottanta",
            "alle otto e {trenta|mezza|mezzo} e chiude alle diciannove e {trenta|mezza|mezzo}",
            "info chiocciola esempio punto {it|i t}",
        ),
    ),
    Answer(
        "pt",
        """\
Para 2 pessoas:

1. Cozinhe 250 g de massa por 8–10 min
2. Junte 1 col. de chá de sal

Custo: R$ 18,50 (aprox. US$ 3,40). O jogo começa às 21h30; a seleção venceu por 3 x 1 no dia 1º de maio.
""",
        (
            "duas pessoas",
            "duzentos e cinquenta gramas de massa por {oito a|de oito a} dez minutos",
            "uma colher de chá de sal",
            "dezoito reais e cinquenta centavos aproximadamente três dólares e quarenta centavos",
            "às vinte e uma {horas e trinta|e trinta|horas e meia|e meia|e trinta minutos}",
            "três a um no dia primeiro de maio",
        ),
    ),
    Answer(
        "ru",
        """\
**Расписание** 🚆

1. Поезд № 77 — 8:15, 2-й путь
2. Автобус 24 — каждые 10 мин.

Билет стоит 1 250,50 руб., скидка 15%. Длина маршрута ~35 км. Подробности в п. 3.2 и на стр. 14.
""",
        (
            "номер семьдесят семь восемь {часов |}пятнадцать {минут |}второй путь",
            "двадцать четыре каждые десять минут",
            "{одна |}тысяча{ |у }двести пятьдесят рублей пятьдесят копеек|тысячу двести пятьдесят рублей пятьдесят копеек|одну тысячу двести пятьдесят рублей пятьдесят копеек",
            "пятнадцать процентов",
            "{примерно|около|приблизительно} {тридцать пять|тридцати пяти} километров",
            "странице четырнадцать|страницах четырнадцать|страница четырнадцать",
        ),
    ),
    Answer(
        "ru",
        """\
Площадь круга: $S = \\pi r^2$. При r = 2 м получаем S ≈ 12,57 м².

| Город | Темп. |
|---|---|
| Сочи | +21 °C |
| Омск | −3 °C |
""",
        (
            "равно {пи|π} {r|эр} в квадрате",
            "равно {два метра|двум метрам}",
            "{приблизительно|примерно} {равно |}{двенадцать целых|двенадцати целым} пятьдесят семь",
            "Сочи плюс двадцать один градус",
            "Омск минус три градуса",
        ),
    ),
    Answer(
        "zh",
        """\
### 旅行计划 ✈️

1. **3月15日**：08:30 飞往东京（约 3.5 小时）
2. 酒店：¥680/晚，共 2 晚
3. 预算：1.2万元，比去年多 15%

联系邮箱：trip@example.com
""",
        (
            "三月十五{日|号}{八点三十分|八点半|八点三十}飞往东京约三点五{个|}小时",
            "六百八十元每晚共{二|两}晚|每晚六百八十元共{二|两}晚",
            "一点二万元比去年多百分之十五",
            "trip{艾特|at}example点com",
        ),
    ),
    Answer(
        "zh",
        """\
手机对比：

| 型号 | 屏幕 | 电池 | 价格 |
|---|---|---|---|
| A1 | 6.7英寸 | 5000mAh | ¥2,999 |

结论：A1 的**性价比**更高，重量只有 189g，5G 速度可达 1Gbps。
""",
        (
            "六点七英寸五千毫安时{二千|两千}九百九十九元",
            "性价比更高重量只有一百八十九克",
        ),
    ),
    Answer(
        "ja",
        """\
## 今週の予定 📅

- 3/15（金）10:00〜 会議（第2会議室）
- 3/16（土）歯医者 15時半

電話番号は 03-1234-5678、費用は約¥5,500（税込）です。
""",
        (
            "三月十五日",
            "十時",
            "第二会議室",
            "三月十六日",
            "十五時半",
            "五千五百円",
        ),
    ),
    Answer(
        "ko",
        """\
## 여행 일정 ✈️

1. **3월 15일** 오전 9시 30분 출발 (약 2시간 소요)
2. 숙박비: 1박 85,000원 × 2박 = 170,000원
3. 문의: 02-1234-5678

할인율은 15%이고, 최대 3명까지 가능합니다 😊
""",
        (
            "삼월 십오일 오전 아홉 시 삼십 분 출발 약 두 시간 소요",
            "일박 팔만 오천 원 곱하기 이박 {은|는|이퀄|이콜} 십칠만 원",
            "십오 퍼센트이고 최대 세 명까지 가능합니다",
        ),
    ),
    Answer(
        "de",
        """\
<b>Fehler 0x80070005</b><br>Zugriff verweigert (E_ACCESSDENIED).

Lösung:
1) Rechtsklick auf `C:\\Program Files\\App`
2) „Als Administrator ausführen“
3) PC neu starten – dauert 1–2 Min.

Klappt's nicht? → support@firma.de, Mo–Fr 9–17 Uhr
""",
        (
            "Zugriff verweigert",
            "Rechtsklick auf",
            "Als Administrator ausführen",
            "PC neu starten dauert {ein|eins|eine} bis zwei Minuten",
            "support {at|ät} firma Punkt {de|d e} Montag bis Freitag neun bis siebzehn Uhr",
        ),
    ),
]
