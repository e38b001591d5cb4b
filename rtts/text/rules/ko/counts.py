"""Numbers in Korean that are not said as their counter alone would have it."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, follows, precedes
from rtts.text.rules.ja_ko.figures import NUMBER, is_latin
from rtts.text.rules.ja_ko.speech import Day
from rtts.text.rules.ko.numbers import cardinal, digits, native, number
from rtts.text.rules.ko.speech import KOREAN
from rtts.text.rules.ko.words import COUNTED, MAGNITUDE
from rtts.text.rules.numbers import narrow

__all__ = ["COUNT_RULES", "OWN_CODE_RULES", "OWN_DATE_RULES", "WORD_RULES", "parted"]

# Codes

_HISTORY = re.compile(
    r"(\d{1,2})(?:[.·ㆍ・](\d{1,2})(?=\s?(?:절|운동|전쟁|혁명|민주화|사태|사건|광복|테러|참사|총선|항쟁))"
    r"|[·ㆍ・](\d{1,2})(?!\d))"
)
_EMERGENCY = re.compile(r"(?:112|119)(?!\d|[.,:/-]\d|[%％])")
_HOTLINE = re.compile(r"\d{3,4}(?=(?:번\s?)?(?:으로|로|에|에게)\s?(?:전화|신고|연락|문의|문자))")
_CALLED = re.compile(r"(?:국번\s?없이|전화|신고|상담|콜센터|다산콜|문의)[는은:]?\s?\Z")
_SHORT = re.compile(r"\d{3,4}(?!\d|[.,:/%-]\d|[%％])")
_FLIGHT = re.compile(r"\d{3,4}(?=편(?:[은는을이에으 ,.]|\Z))")
_SHORT_DATE = re.compile(r"(\d{2})\.\s(\d{1,2})\.\s(\d{1,2})\.(?!\d)")
_QUARTERS = re.compile(r"([1-4])[/·]4(?=\s?분기)")
_OFFER = re.compile(r"([12])\s?\+\s?1(?![\d.=]|\s?[=＝])")


def _say_history(match: Match) -> str | None:
    if precedes(match, _PREFIX) or (match[3] and follows(match, COUNTED)):
        return None
    return digits(match[1]) + digits(match[2] or match[3])


def _say_emergency(match: Match) -> str | None:
    if follows(match, COUNTED) or is_latin(before(match, 1)):
        return None
    return digits(match[0])


def _say_short_date(match: Match) -> str | None:
    year, month, day = (int(part) for part in match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    stop = "" if after(match).strip() else "."
    return f"{cardinal(year)}년 {KOREAN.day(Day('', str(month), str(day)))}{stop}"


def _say_quarter(match: Match) -> str:
    return f"{digits(match[1])}사"


def _say_hotline(match: Match) -> str:
    return digits(match[0])


def _say_flight(match: Match) -> str:
    return digits(match[0]) + " "


def _say_short(match: Match) -> str | None:
    if not precedes(match, _CALLED) or follows(match, COUNTED):
        return None
    return digits(match[0])


def _say_offer(match: Match) -> str | None:
    if is_latin(before(match, 1)) or before(match).rstrip()[-1:] in tuple("=+-×÷"):
        return None
    return f"{'원' if match[1] == '1' else '투'} 플러스 원{KOREAN.ends(match)}"


# Counts

_NTH = re.compile(r"(\d{1,3})\s?번째")
_TIMES = re.compile(r"(\d{1,4})\s?번(?!째|[가-힣]?지)")
_NUMBERED = re.compile(
    r"\s?(?:출구|문제|버스|국도|게이트|홈|탑승|방[은을에]|선[은을에]?|채널|항목|메뉴|트랙|타자|좌석|자리|테이블"
    r"|창구|키|버튼|주자|칸|질문|줄|레인|승강장|플랫폼|환자|후보|선수|고객|카드|보기|길|고속|염색체|포트|슬롯"
    r"|가(?=\s|\Z)|[을를]\s(?:누|눌|선택|입력|클릭|고르|골|타)|으로|입니다|이\s정답|에서\s(?:내|출발|탑승|하차))"
)
_NUMBER_OF = re.compile(
    r"(?:[0-9]반|보기|번호|문항|선택지|메뉴|옵션|버튼|문제|국도|노선|출구|게이트|대기|순번|등번호|채널|버스)[은는이가:]?\s?\Z"
)
_HANGUL = re.compile("[가-힣]")
_PREFIX = re.compile(r"(?:\A|[^가-힣])제\s?\Z")
_THE = re.compile(r"(?:(?<=제)|(?<=제 ))\d{1,6}(?:\.\d{1,3})?(?!\d|[.,]\d)")
_DAY = re.compile(r"(?:(?<=[월박])|(?<=[월박] ))(\d{1,2})\s?일(?![당차])")
_PEOPLE = re.compile(r"(\d{1,2})\s?분(?!\s?(?:[뒤후전안간]|동안|이내|만에|정도|가량|거리))")
_GUESTS = re.compile(r"(?:손님|어르신|고객|선생님|성인|일행|참석자|어른)\s?(?:은|는|이|가)?\s?\Z")
_CLOVES = re.compile(r"(\d{1,2})\s?(쪽|알)(?![가-힣]?지)")
_GARLIC = re.compile(r"(?:마늘|생강|귤|오렌지|사과|레몬|두부)\s?\Z")
_AGAINST = re.compile(rf"({NUMBER})\s?대\s?({NUMBER})(?!\d|[.,]\d)")
_PLATE = re.compile(
    r"(\d{2,3})([가나다라마거너더러머버서어저고노로모보소오누두루무우허바사아자배])\s(\d{4})(?!\d)"
)
_GREAT = re.compile(
    r"(\d{1,2})대(?=\s?(?:요소|원칙|명절|영양소|도시|기업|과제|불가사의|메이저|미술관|축제|리그|강국|뉴스|지수|폭포|박물관|성인|문명|핵심))"
)
_PARTS = re.compile(r"(\d{1,6})\s?분의\s?(\d{1,6})")
_MYRIAD = re.compile(rf"({NUMBER})([백천만억조]{{1,2}})(?=\d)")
_WORD_BEHIND = re.compile(rf"({NUMBER})({MAGNITUDE})(?=[가-힣])")
_PLUS_MANY = re.compile(rf"({NUMBER})({MAGNITUDE})여(?=\s?[가-힣])\s?")


def _say_nth(match: Match) -> str:
    return KOREAN.ordinal(narrow(match[1]))


def _say_times(match: Match) -> str | None:
    """Three times are 세 번; number three is 삼 번."""
    value = int(match[1])
    is_name = value > 20 or follows(match, _NUMBERED) or precedes(match, _NUMBER_OF)
    if value and not is_name:
        return f"{native(value)} 번"
    return f"{number(match[1])} 번"


def _say_the(match: Match) -> str | None:
    if not precedes(match, _PREFIX):
        return None
    counted = follows(match, COUNTED)
    gap = " " if counted and not counted[0][0].isspace() else KOREAN.ends(match)
    return number(match[0]) + gap


def _say_day(match: Match) -> str:
    return f"{cardinal(int(match[1]))}일"


def _say_people(match: Match) -> str | None:
    if not int(match[1]) or not precedes(match, _GUESTS):
        return None
    return f"{native(int(match[1]))} 분"


def _say_cloves(match: Match) -> str | None:
    if not int(match[1]) or not precedes(match, _GARLIC):
        return None
    return f"{native(int(match[1]))} {match[2]}"


def _say_against(match: Match) -> str | None:
    if follows(match, COUNTED):
        return None
    return f"{number(match[1])} 대 {number(match[2])}"


def _say_plate(match: Match) -> str:
    return f"{number(match[1])} {match[2]} {digits(match[3])}"


def _say_great(match: Match) -> str:
    return f"{cardinal(int(match[1]))}대"


def _say_parts(match: Match) -> str:
    return KOREAN.fraction(narrow(match[2]), narrow(match[1]))


def _say_myriad(match: Match) -> str:
    return KOREAN.amount(match[1], match[2], "") + " "


def _say_word(match: Match) -> str | None:
    if is_latin(before(match, 1)):
        return None
    return KOREAN.amount(match[1], match[2], "") + KOREAN.ends(match)


def _say_many(match: Match) -> str:
    return KOREAN.amount(match[1], match[2], "") + "여 "


OWN_DATE_RULES = (
    Rule("date", _SHORT_DATE, _say_short_date),
    Rule("date", _QUARTERS, _say_quarter),
)
OWN_CODE_RULES = (
    Rule("code", _HISTORY, _say_history),
    Rule("phone", _EMERGENCY, _say_emergency),
    Rule("phone", _HOTLINE, _say_hotline),
    Rule("phone", _SHORT, _say_short),
    Rule("code", _FLIGHT, _say_flight),
    Rule("money", _OFFER, _say_offer),
)
COUNT_RULES = (
    Rule("ordinal", _NTH, _say_nth),
    Rule("cardinal", _TIMES, _say_times),
    Rule("ordinal", _THE, _say_the),
    Rule("date", _DAY, _say_day),
    Rule("cardinal", _PEOPLE, _say_people),
    Rule("cardinal", _CLOVES, _say_cloves),
    Rule("ratio", _AGAINST, _say_against),
    Rule("code", _PLATE, _say_plate),
    Rule("cardinal", _GREAT, _say_great),
    Rule("fraction", _PARTS, _say_parts),
    Rule("cardinal", _MYRIAD, _say_myriad),
    Rule("cardinal", _PLUS_MANY, _say_many),
)


def parted(rule: Rule) -> Rule:
    """The rule, with a space between what it says and a word that stands right in front.

    Only 제, which makes an ordinal, sticks to its number.
    """

    def say(match: Match) -> str | None:
        said = rule.say(match)
        touches = said and match[0][0].isalnum() and _HANGUL.match(before(match, 1))
        return f" {said}" if touches and not precedes(match, _PREFIX) else said

    return rule._replace(say=say)


WORD_RULES = (Rule("cardinal", _WORD_BEHIND, _say_word, Begins.DIGIT),)
