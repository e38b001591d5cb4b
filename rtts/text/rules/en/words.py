"""The words that the rules of English know: plain tables."""

from rtts.text.wordlists import word_list, word_set

__all__ = [
    "ABBREVIATIONS",
    "AFTER_STOP",
    "BOOKS",
    "CODES",
    "CURRENCIES",
    "KEYS",
    "MONTHS",
    "MONTHS_SHORT",
    "NAMES_OF_KINGS",
    "NUMBERED",
    "OPENERS",
    "PERIODS",
    "SHARED_OUT",
    "SHORT_WORDS",
    "SOFTWARE",
    "STATES",
    "STATE_WORDS",
    "STREETS",
    "STREETS_SHORT",
    "TITLES",
    "WEEKDAYS",
    "WEEKDAYS_SHORT",
    "ZONES",
]


MONTHS = word_list(
    "january february march april may june july august september october november december"
)
MONTHS_SHORT = {
    "Jan": "January",
    "Feb": "February",
    "Mar": "March",
    "Apr": "April",
    "Jun": "June",
    "Jul": "July",
    "Aug": "August",
    "Sep": "September",
    "Sept": "September",
    "Oct": "October",
    "Nov": "November",
    "Dec": "December",
}
WEEKDAYS = word_list("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAYS_SHORT = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thur": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
ZONES = word_list(
    "UTC GMT ET CT MT PT EST EDT CST CDT MST MDT PST PDT AKST HST BST CET CEST EET IST JST"
    " AEST AEDT"
)

OPENERS = word_set(
    "a after all also although an and another are as at because before bring but by call"
    " can check could did do does don't each everyone every finally first for from get have"
    " he her here here's his how however i i'll i'm i've if in is it it's its just let let's"
    " make many meanwhile most my next no note now on once one or our please remember see"
    " set she should since so some take thank thanks that that's the their then there"
    " there's these they they're this those to today tomorrow until use we we'll we're what"
    " when where which while who why will with would yes you you'll you're your"
)
"""Words that open a sentence when an abbreviation's stop and a capital stand before it."""

STREETS = word_list(
    "street avenue boulevard road drive lane court place square highway parkway way"
)
STREETS_SHORT = {
    "Ave": "Avenue",
    "Blvd": "Boulevard",
    "Rd": "Road",
    "Ln": "Lane",
    "Ct": "Court",
    "Pl": "Place",
    "Sq": "Square",
    "Hwy": "Highway",
    "Pkwy": "Parkway",
    "Ter": "Terrace",
    "Cir": "Circle",
    "Expy": "Expressway",
    "Trl": "Trail",
    "Plz": "Plaza",
    "Ctr": "Center",
    "Bldg": "Building",
    "Sta": "Station",
}
STATES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "D C",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}
STATE_WORDS = frozenset(name.split()[-1].lower() for name in STATES.values())

TITLES = {
    "mr": "Mister",
    "mrs": "Missus",
    "ms": "Ms",
    "prof": "Professor",
    "rev": "Reverend",
    "gen": "General",
    "col": "Colonel",
    "lt": "Lieutenant",
    "maj": "Major",
    "cpt": "Captain",
    "capt": "Captain",
    "sgt": "Sergeant",
    "cmdr": "Commander",
    "gov": "Governor",
    "sen": "Senator",
    "rep": "Representative",
    "pres": "President",
    "hon": "Honorable",
    "supt": "Superintendent",
}
"""Said so in front of a name; with a stop, but for the first three, which the British leave out."""

ABBREVIATIONS = {
    "etc": "et cetera",
    "vs": "versus",
    "approx": "approximately",
    "dept": "department",
    "govt": "government",
    "jr": "Junior",
    "sr": "Senior",
    "inc": "Incorporated",
    "corp": "Corporation",
    "co": "Company",
    "ltd": "Limited",
    "bros": "Brothers",
    "assn": "Association",
    "univ": "University",
    "avg": "average",
    "max": "maximum",
    "min": "minimum",
    "misc": "miscellaneous",
    "incl": "including",
    "excl": "excluding",
    "temp": "temperature",
    "appt": "appointment",
    "mgmt": "management",
    "est": "established",
    "tel": "telephone",
    "cf": "compare",
    "viz": "namely",
    "ca": "circa",
    "al": "al",
    "esp": "especially",
    "intl": "international",
    "natl": "national",
    "ea": "each",
    "fl": "floor",
}
"""Said so when a stop stands behind them, unless `SHORT_WORDS` has them too."""
AFTER_STOP = word_set("vs approx dept govt avg appt")
"""Of these the ones that need no stop."""
SHORT_WORDS = word_set("max min co al temp sen rep col gen rev hon pres")
"""Words and names of their own, whose stop may be a sentence's."""

NUMBERED = {
    "arr": "arrival",
    "dep": "departure",
    "no": "number",
    "nos": "numbers",
    "p": "page",
    "pp": "pages",
    "pg": "page",
    "pgs": "pages",
    "vol": "volume",
    "fig": "figure",
    "figs": "figures",
    "ch": "chapter",
    "chap": "chapter",
    "sec": "section",
    "eq": "equation",
    "art": "article",
    "ver": "version",
    "ext": "extension",
    "apt": "apartment",
    "ste": "suite",
    "rm": "room",
    "bldg": "building",
    "fl": "floor",
    "c": "circa",
    "est": "established",
    "par": "paragraph",
    "ex": "example",
    "op": "opus",
    "rt": "route",
    "rte": "route",
    "hwy": "highway",
}
"""Said so, with a stop, in front of a number."""

CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "US$": ("US dollar", "US dollars", "cent", "cents"),
    "CA$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "C$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "A$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "AU$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "NZ$": ("New Zealand dollar", "New Zealand dollars", "cent", "cents"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "NT$": ("Taiwan dollar", "Taiwan dollars", "cent", "cents"),
    "MX$": ("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "S$": ("Singapore dollar", "Singapore dollars", "cent", "cents"),
    "R$": ("real", "reais", "centavo", "centavos"),
    "€": ("euro", "euros", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "¥": ("yen", "yen", "", ""),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "₽": ("ruble", "rubles", "kopeck", "kopecks"),
    "₩": ("won", "won", "", ""),
    "₺": ("lira", "lira", "kurus", "kurus"),
    "₪": ("shekel", "shekels", "agora", "agorot"),
    "฿": ("baht", "baht", "satang", "satang"),
    "₴": ("hryvnia", "hryvnias", "kopiyka", "kopiykas"),
    "₿": ("bitcoin", "bitcoins", "", ""),
}
"""One and many, and the same of the hundredth part."""
CODES = {
    "USD": ("US dollar", "US dollars", "cent", "cents"),
    "EUR": CURRENCIES["€"],
    "GBP": ("British pound", "British pounds", "penny", "pence"),
    "JPY": CURRENCIES["¥"],
    "CHF": ("Swiss franc", "Swiss francs", "centime", "centimes"),
    "CAD": CURRENCIES["C$"],
    "AUD": CURRENCIES["A$"],
    "NZD": CURRENCIES["NZ$"],
    "HKD": CURRENCIES["HK$"],
    "SGD": CURRENCIES["S$"],
    "CNY": ("yuan", "yuan", "fen", "fen"),
    "RMB": ("yuan", "yuan", "fen", "fen"),
    "INR": ("Indian rupee", "Indian rupees", "paisa", "paise"),
    "KRW": CURRENCIES["₩"],
    "MXN": ("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "BRL": ("Brazilian real", "Brazilian reais", "centavo", "centavos"),
    "SEK": ("Swedish krona", "Swedish kronor", "", ""),
    "NOK": ("Norwegian krone", "Norwegian kroner", "", ""),
    "DKK": ("Danish krone", "Danish kroner", "", ""),
    "PLN": ("zloty", "zlotys", "", ""),
    "CZK": ("Czech koruna", "Czech korunas", "", ""),
    "RUB": CURRENCIES["₽"],
    "BTC": ("bitcoin", "bitcoins", "", ""),
    "ETH": ("ether", "ether", "", ""),
    "Rs": ("rupee", "rupees", "paisa", "paise"),
}
PERIODS = {
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "mth": "month",
    "yr": "year",
    "y": "year",
    "ea": "each",
    "pp": "person",
    "ppl": "person",
}

KEYS = {
    "ctrl": "Control",
    "cmd": "Command",
    "opt": "Option",
    "del": "Delete",
    "esc": "Escape",
    "ins": "Insert",
    "win": "Windows",
    "pgup": "Page Up",
    "pgdn": "Page Down",
    "prtsc": "Print Screen",
    "⌘": "Command",
    "⌥": "Option",
    "⇧": "Shift",
    "⌃": "Control",
    "⏎": "Return",
    "+": "plus",
    "-": "minus",
    "/": "slash",
    ".": "period",
    ",": "comma",
    "`": "backtick",
    "=": "equals",
    "[": "left bracket",
    "]": "right bracket",
    ";": "semicolon",
    "\\": "backslash",
    "↑": "Up",
    "↓": "Down",
    "←": "Left",
    "→": "Right",
}

SOFTWARE = word_set(
    "version versions release python node npm java javascript typescript php ruby go golang"
    " rust swift kotlin ios ipados android macos ubuntu debian fedora linux kernel windows"
    " chrome firefox safari edge kubernetes docker postgres postgresql mysql sqlite redis"
    " pytorch django tensorflow cuda react angular vue numpy pandas openssl wordpress"
    " bluetooth usb hdmi gpt claude gemini llama qwen opus sonnet haiku build v ver update"
    " upgrade nginx flask"
)
"""What has versions."""
SHARED_OUT = word_set(
    "cup teaspoon tablespoon mile inch hour pound gallon ounce pint quart liter dozen day"
    " acre year million stick onion lemon"
)
"""What a fraction is one of."""

BOOKS = word_set(
    "genesis exodus leviticus numbers deuteronomy joshua judges ruth samuel kings chronicles ezra"
    " nehemiah esther job psalm psalms proverbs ecclesiastes isaiah jeremiah lamentations ezekiel"
    " daniel hosea joel amos obadiah jonah micah nahum habakkuk zephaniah haggai zechariah malachi"
    " matthew mark luke john acts romans corinthians galatians ephesians philippians colossians"
    " thessalonians timothy titus philemon hebrews james peter jude revelation surah sura quran"
)
"""Behind these, a colon parts a chapter from its verses."""

NAMES_OF_KINGS = word_set(
    "henry edward george charles louis philip felipe william james richard john paul pius"
    " benedict gregory leo clement innocent alexander nicholas peter catherine elizabeth"
    " mary frederick wilhelm napoleon ramses ramesses ptolemy cleopatra darius xerxes"
    " constantine otto francis ferdinand leopold albert alfonso carlos juan margaret"
    " christian gustav haakon harald carl robert david michael ivan mehmed murad selim urban"
    " boniface julius sixtus adrian stephen thomas joseph king queen pope emperor tsar"
    " kaiser prince sultan"
)
"""Behind these a Roman numeral is a place in a row."""
