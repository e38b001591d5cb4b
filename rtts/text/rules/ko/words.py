"""What Korean counts and pays in, and the words that tell what a number is."""

import re

from rtts.text.rules.ja_ko.units import LATIN_UNIT, unit_words
from rtts.text.wordlists import any_listed, any_of

__all__ = [
    "CODE_NAME",
    "COUNTED",
    "COUNTER",
    "COUNTS_MONEY",
    "EACH_NAMES",
    "EACH_OF",
    "GLUED",
    "KNOWN",
    "LINKING",
    "MAGNITUDE",
    "MODEL_NAME",
    "NATIVE",
    "PARTICLE",
]

_NATIVE = (
    "개 명 마리 잔 병 권 살 시 번 대 벌 켤레 송이 그루 달 가지 시간 사람 군데 장 채 척 곳 번째 배"
    " 컵 큰술 작은술 스푼 테이블스푼 티스푼 숟갈 숟가락 꼬집 줌 방울 토막 조각 덩어리 끼 알 캔"
    " 봉지 상자 박스 팩 포기 통 접시 그릇 캡슐 차례 바퀴 걸음 글자 단어 문장 줄 칸 마디 쌍 곡 편"
    " 팀 골 판 게임 건 종류 자리 모금 다발 묶음 자루 단 뿌리 톨 모 갈래 갑 뭉치 필 학급 마을 나라"
    " 아이 학생 친구 도시 손가락 스쿱 세트 스틱 개비 가구 가족 겹 바가지 과목 표현 대목 숨 모델"
    " 노래 제품"
)
_SINO = (
    "원 년 월 일 분 초 층 호 과 쪽 페이지 도 퍼센트 퍼센트포인트 프로 인분 학년 주 개월 세 인 회"
    " 차 등 급 위 조 반 동 호선 호실 호점 번지 교시 평 단계 승 패 연승 연패 무 점 박 세기 분기"
    " 학기 학점 성급 개사 개국 개년 개소 개동 개교 주일 주년 주차 일차 년차 회차 년대 년도 년생"
    " 학년도 월호 월분 번길 번홈 번출구 번선 번가 년간 일간 주간 개월간 분간 초간 일분 회분 세대"
    " 킬로 킬로미터 킬로그램 그램 밀리그램 미터 센티미터 센티 밀리미터 밀리 리터 밀리리터 톤"
    " 킬로와트 인치 피트 마일 칼로리 킬로칼로리 와트 볼트 메가 기가 테라 메가바이트 기가바이트"
    " 테라바이트 데시벨 제곱미터 평방미터 헥타르 에이커 온스 파운드 배속 달러 유로 엔 위안 센트"
    " 루피 바트 페소 프랑 픽셀 프레임 헤르츠 헥토파스칼 포인트 인승 인용 인실 인조 종 차원 차로"
    " 차선 차전 대조 타석 타점 타 이닝 쿼터 라운드 회말 회초 안타 홈런 득점 실점 골차 점차 종목"
    " 관왕 강 대회 집 수 개점 분위 할 푼 리 표 석 선 구 부 절 항 관 막 악장 매 정 군 필지 면"
)
NATIVE = frozenset(_NATIVE.split())
"""What is counted with native numbers, up to 99 of it."""
_COUNTERS = any_listed(f"{_NATIVE} {_SINO}")
COUNTER = f"(?:{_COUNTERS})"
"""What stands behind a number of things."""
GLUED = frozenset(
    ["월", "호선", "년대", "년도", "학년도", "연승", "연패", "차원", "박", "주일", "성급"]
)
"""These stick to their number."""

COUNTS_MONEY = "(?:원|달러|유로|엔|위안|파운드|센트|루피|바트|페소|프랑|루블)"
_NO_MAGNITUDE = "조각|만큼|조[항건치기금용심사]|천장|백분|만점|만\\s?나이|억[지울]|천[연국막둥]"
MAGNITUDE = rf"(?:(?!{_NO_MAGNITUDE})[백천만억조]){{0,2}}"
"""What stands behind a number and multiplies it."""
COUNTED = re.compile(
    rf"\s?(?:{LATIN_UNIT}|(?!번(?!째))(?:{_COUNTERS})|[만억조여%％]|{COUNTS_MONEY})"
)
"""Behind a number: it is one of things, and no code."""

PARTICLE = re.compile(
    r"(?:은|는|이|가|을|를|의|에|와|과|로|으로|도|만|까지|부터|에서|보다|처럼|나|고|며|입|였|예|라|인|랑"
    r"|하고|하|든|님|씨|면|야|요|지만|란|했|한|할|됩|된|될|되)"
)
"""What sticks to the word in front of it; any other word is a word for itself."""

EACH_NAMES = {
    "월": "월",
    "개월": "월",
    "달": "월",
    "년": "연",
    "연": "연",
    "일": "하루",
    "주": "주당",
    "시간": "시간당",
    "시": "시간당",
    "h": "시간당",
    "분": "분당",
    "초": "초당",
    "인": "인당",
    "명": "명당",
    "개": "개당",
    "회": "회당",
    "박": "박당",
    "대": "대당",
    "건": "건당",
    "장": "장당",
    "병": "병당",
    "잔": "잔당",
    "권": "권당",
    "평": "평당",
    "주식": "주당",
    "킬로": "킬로당",
    "리터": "리터당",
    "s": "초당",
    "sec": "초당",
    "min": "분당",
    "month": "월",
    "year": "연",
    "day": "하루",
    "week": "주당",
    "person": "인당",
    "hour": "시간당",
}
EACH_OF = (
    rf"(?:10{{1,4}}(?=[A-Za-z]))?(?:{any_of(EACH_NAMES)}(?![A-Za-z])"
    r"|[A-Za-zµμ]{1,6}[²³]?(?![A-Za-z0-9])|[\u3371-\u337a\u3380-\u33df])"
)
"""What stands behind the stroke of a rate: 원/월, mg/dL, kcal/100g."""

_NAMES = any_listed(
    "번호 주문 코드 비밀번호 암호 패스워드 인증번호 확인번호 예약번호 주문번호 송장번호 운송장"
    " 접수번호 계좌 계좌번호 사업자번호 우편번호 PIN 핀 ID 아이디 시리얼 에러 오류 편명 항공편"
    " 포트 ISBN IBAN 뒷자리 끝자리 모델명 품번 종목코드 회원번호 차량번호 전화 전화번호 연락처"
    " 고객센터 신고 콜센터"
)
CODE_NAME = re.compile(
    rf"(?:(?:{_NAMES})(?:[은는이가의를]|인|란)?(?:\s|:|：|\"|'|“|‘|\[|\(|#|\*\*){{0,3}})\Z"
)
"""Behind these a number is read digit by digit."""

MODEL_NAME = re.compile(r"(?:보잉|에어버스|포르쉐|푸조)\s?\Z")
"""Three digits behind these are read one by one."""

KNOWN = {
    "2D": "투디",
    "3D": "쓰리디",
    "A4": "에이포",
    "A3": "에이쓰리",
    "B2B": "비투비",
    "B2C": "비투씨",
    "C2C": "씨투씨",
    "D2C": "디투씨",
    "P2P": "피투피",
    "O2O": "오투오",
    "MP3": "엠피쓰리",
    "MP4": "엠피포",
    "4K": "포케이",
    "8K": "에잇케이",
    "PS5": "피에스파이브",
    "PS4": "피에스포",
    "K8s": "쿠버네티스",
}
"""Names whose number is said in English."""

LINKING = frozenset(
    [
        "년",
        "월",
        "일",
        "시",
        "분",
        "초",
        "원",
        "만",
        "억",
        "조",
        "천",
        "백",
        "개",
        "명",
        "도",
        "오전",
        "오후",
        "에서",
        "부터",
        "달러",
        "점",
        "대",
    ]
) | (unit_words() | {"am", "pm", "million", "billion", "trillion"})
"""Words that go on behind a number."""
