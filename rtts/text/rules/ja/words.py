"""What Japanese counts and pays in, and the words that tell what a number is."""

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
    "KNOWN",
    "LINKING",
    "MODEL_NAME",
]

_LONG_COUNTERS = any_listed(
    "時間 分間 秒間 日間 週間 年間 か月 ヶ月 カ月 ヵ月 ケ月 か月間 ヶ月間 カ月間 年代 年度 人前"
    " 人分 世紀 学期 年生 番目 日目 回目 つ目 人目 年目 番線 号車 号線 丁目 か国 カ国 ヶ国 か所"
    " カ所 ヶ所 ページ パーセント ポイント キロ キログラム キロメートル グラム ミリ ミリグラム"
    " ミリリットル センチ センチメートル メートル リットル カロリー キロカロリー カップ 大さじ"
    " 小さじ セット ギガ メガ ワット ボルト トン 平方メートル 平米 種類 箇所 ヘクタール マイル"
    " ケース パック 人以上 点差 連勝 連敗 試合 得点 ゴール 泊 語 文字 単語 グループ チーム クラス"
    " インチ 段階 週 倍速 割 軒 本入り 個入り 名様 位 株 席 科目"
)
COUNTER = (
    rf"(?:{_LONG_COUNTERS}|[年月日時分秒円個人名回本枚冊匹台歳才階点倍杯件着足頭羽束粒袋箱缶皿錠滴"
    r"通曲話巻章節問題校社店室戸棟部号番段度畳坪坏膳切玉房株輪両隻機発票票勝敗打球組代世桁円]"
    r"(?![一-龯]分の)|つ)"
)
"""What stands behind a number of things, and stays as it is."""
COUNTS_MONEY = (
    "(?:円|ドル|ユーロ|ポンド|ウォン|元|人民元|フラン|ルピー|ルーブル|バーツ|ペソ|米ドル|セント)"
)
COUNTED = re.compile(rf"\s?(?:{LATIN_UNIT}|{COUNTER}|{COUNTS_MONEY}|[万億兆余数%％])")
"""Behind a number: it is one of things, and no code."""

EACH_NAMES = {
    "月": "か月",
    "ヶ月": "か月",
    "か月": "か月",
    "年": "年",
    "日": "日",
    "週": "週間",
    "時": "時間",
    "時間": "時間",
    "h": "時間",
    "分": "分",
    "秒": "秒",
    "人": "人",
    "名": "人",
    "個": "個",
    "本": "本",
    "枚": "枚",
    "回": "回",
    "泊": "泊",
    "台": "台",
    "件": "件",
    "部": "部",
    "食": "食",
    "杯": "杯",
    "坪": "坪",
    "株": "株",
    "室": "室",
    "キロ": "キロ",
    "kg": "キログラム",
    "month": "か月",
    "year": "年",
    "day": "日",
    "week": "週間",
    "person": "人",
    "hour": "時間",
}
EACH_OF = (
    rf"(?:10{{1,4}}(?=[A-Za-z]))?(?:{any_of(EACH_NAMES)}(?![A-Za-z])"
    r"|[A-Za-zµμ]{1,6}[²³]?(?![A-Za-z0-9])|[\u3371-\u337a\u3380-\u33df])"
)
"""What stands behind the stroke of a rate: 円/月, mg/dL, kcal/100g."""

_NAMES = any_listed(
    "番号 注文 コード パスワード 暗証番号 PIN ピン ID シリアル エラー エラーコード 型番 品番 口座"
    " 会員番号 追跡番号 予約番号 注文番号 受付番号 便名 号室 ルーム ポート ナンバー ISBN IBAN"
    " 下4桁 下四桁 末尾 証券コード 銘柄コード JAN お問い合わせ番号 ミーティングID 伝票番号 整理券"
)
CODE_NAME = re.compile(rf"(?:{_NAMES})(?:は|が|：|:|を|「|\[|【|（|\(|\s|No\.|#|の){{0,3}}\Z")
"""Behind these a number is read digit by digit."""

MODEL_NAME = re.compile(r"(?:ボーイング|エアバス|航空|プジョー|ポルシェ|国道|系統)\s?\Z")
"""Three digits behind these are read one by one."""

KNOWN = {
    "2D": "ツーディー",
    "3D": "スリーディー",
    "4D": "フォーディー",
    "B2B": "ビートゥービー",
    "B2C": "ビートゥーシー",
    "C2C": "シートゥーシー",
    "D2C": "ディートゥーシー",
    "P2P": "ピートゥーピー",
    "O2O": "オートゥーオー",
    "MP3": "エムピースリー",
    "MP4": "エムピーフォー",
    "PS5": "ピーエスファイブ",
    "PS4": "ピーエスフォー",
    "Web3": "ウェブスリー",
    "K8s": "クバネティス",
}
"""Names whose number is said in English."""

LINKING = frozenset(
    "年月日時分秒円個人回度本枚冊匹台歳階号番千万億兆ヶか週間曜火水木金土名点倍前後午"
) | (unit_words() | {"am", "pm", "million", "billion", "trillion"})
"""Units and what else goes on behind a number. Characters of Japanese count one by one."""
