"""What Chinese counts, measures and pays in, and the words that tell what a number is."""

import re

from rtts.text.rules.base import Match, follows
from rtts.text.rules.numbers import SQUARED_UNITS, narrow
from rtts.text.rules.zh.numbers import number
from rtts.text.wordlists import any_listed, any_of

__all__ = [
    "CHINESE_UNIT",
    "CODE_NOUN",
    "COUNTED",
    "CURRENCIES",
    "CURRENCY",
    "CURRENCY_CODES",
    "LINKING",
    "MAGNITUDE",
    "PER",
    "UNIT",
    "is_measured",
    "is_temperature",
    "is_unit",
    "per_unit",
    "unit_name",
]


MAGNITUDE = "[百千万亿萬億]{0,2}"

_COUNTERS = (
    "个個位名只隻条條张張件本杯瓶碗盒袋包块塊片台臺辆輛架艘趟遍顿頓场場天秒倍颗顆粒滴根支枝把扇棵朵"
    "匹对對双雙套份页頁句段首幅种種项項步岁歲晚夜站轮輪局克斤吨噸升米里寸尺亩畝间間家所座头頭箱桶罐"
    "勺匙串卷束团圈堆批群股阵元刻封则則门門堂篇盏盘盆锅壶管列行边邊侧端厅廳卫衛房居周週百千万亿萬億"
    "番款大者方地集季章节節课課回册餐针剂国國成折半球胜家瓣丝颗坨撮捆顶床部角毛口字磅"
)
_LONG_COUNTERS = any_listed(
    "小时 小時 分钟 分鐘 星期 礼拜 公里 公斤 千米 千克 千瓦 毫米 厘米 毫升 毫克 平米 平方 立方"
    " 英寸 英尺 英里 美元 美金 欧元 英镑 日元 港元 港币 韩元 卢布 人民币 字节 克拉 大勺 小勺"
    " 汤匙 茶匙 汤勺 茶勺 周年 层楼 層樓 连胜 连败 连冠 盎司 海里 公顷 光年 磅"
)
COUNTED = re.compile(
    rf"\s?(?:{_LONG_COUNTERS}|[{_COUNTERS}]|年(?![级級])|次(?!元|方|函|曲)|[点點](?!\d(?![\d分]))"
    r"|分(?!之)|人(?!称|稱)|室(?=\d))"
)
"""What is behind a number of things: two of them are 两, and a year or a code it is not.

Missing are 月日号楼级层线度 and their like, which have a number for a name: 二月, 二楼, 二级.
"""

_UNITS = {
    "平方公里": "km² km2 km^2",
    "平方米": "m² m2 m^2 ㎡ sqm",
    "平方厘米": "cm² cm2 cm^2",
    "平方毫米": "mm² mm2",
    "立方米": "m³ m3 m^3 ㎥",
    "立方厘米": "cm³ cm3 cm^3",
    "公里": "km ㎞ KM Km",
    "米": "m",
    "分米": "dm",
    "厘米": "cm ㎝ CM",
    "毫米": "mm ㎜ MM",
    "微米": "μm µm um",
    "纳米": "nm",
    "公斤": "kg ㎏ KG Kg",
    "克": "g",
    "毫克": "mg ㎎",
    "微克": "μg µg ug mcg",
    "吨": "t",
    "磅": "lb lbs",
    "盎司": "oz",
    "升": "L l",
    "分升": "dL dl",
    "毫升": "ml mL ML ㎖ cc CC",
    "英尺": "ft",
    "英寸": "inch inches ″",
    "英里": "mi mile miles",
    "公顷": "ha",
    "小时": "h hr hrs hours",
    "分钟": "min mins minutes",
    "秒": "s sec secs",
    "毫秒": "ms",
    "微秒": "μs µs",
    "纳秒": "ns",
    "摄氏度": "°C ℃ ºC",
    "华氏度": "°F ℉ ºF",
    "度": "° º",
    "瓦": "W",
    "千瓦": "kW KW",
    "兆瓦": "MW",
    "千瓦时": "kWh KWh kwh KWH",
    "伏": "V",
    "千伏": "kV",
    "毫安": "mA",
    "毫安时": "mAh mah MAH",
    "欧": "Ω",
    "赫兹": "Hz HZ hz",
    "千赫": "kHz KHz",
    "兆赫": "MHz",
    "吉赫兹": "GHz",
    "帕": "Pa",
    "百帕": "hPa",
    "千帕": "kPa",
    "兆帕": "MPa",
    "毫米汞柱": "mmHg",
    "分贝": "dB db",
    "牛": "N",
    "摩尔": "mol",
    "微摩尔": "μmol µmol umol",
    "纳摩尔": "nmol",
    "二次方秒": "s² s2 s^2",
    "焦": "J",
    "千焦": "kJ KJ",
    "千卡": "kcal Kcal",
    "卡": "cal",
    "国际单位": "IU",
    "毫摩尔": "mmol",
    "像素": "px",
    "帧": "fps FPS",
    "兆": "M",
    "兆比特": "Mb Mbit",
    "吉比特": "Gb Gbit",
    "兆比特每秒": "Mbps",
    "千比特每秒": "kbps Kbps",
    "吉比特每秒": "Gbps",
    "转每分钟": "rpm RPM",
    "英里每小时": "mph",
    "万": "w",
}
_AS_WRITTEN = "GB MB KB TB PB kB G T K k ppm dpi GiB MiB VA"
"""Units that people say by their letters."""

_UNIT_NAMES = {written: name for name, many in _UNITS.items() for written in many.split()}
_UNIT_NAMES |= {written: written for written in _AS_WRITTEN.split()}
_UNIT_NAMES |= {
    sign: _UNIT_NAMES[letters] for sign, letters in SQUARED_UNITS.items() if letters in _UNIT_NAMES
}
UNIT = (
    r"(?:[A-Za-zμµΩ]{1,7}(?:\^?[23²³])?|°\s?[CF]|º[CF]?|[°℃℉\u3371-\u337a\u3380-\u33df″])"
    r"(?![A-Za-z0-9_])"
)
"""What may be a unit in Latin letters or signs; `is_unit` knows whether it is one."""
_UNIT_BEHIND = re.compile(rf"\s?({UNIT})")

_CHINESE_UNITS = (
    "元 美元 美金 欧元 英镑 日元 港元 港币 块 块钱 角 毛 分 次 个 個 件 人 人次 公里 千米 米"
    " 厘米 毫米 克 毫克 微克 公斤 千克 斤 升 毫升 吨 度 转 帧 字 张 瓶 杯 台 辆 票 片 粒 滴 卡"
    " 千卡 大卡 分钟 小时 天 页 步 套 份 间 支 盒 袋 箱 包 下 拍 毫摩尔 平方米 立方米 千瓦"
    " 千瓦时 兆 名 位 本 篇 条 场 节 晚 期 单 只 枚 元人民币"
)
CHINESE_UNIT = f"(?:{any_listed(_CHINESE_UNITS)})"

_PERS = (
    "人 天 日 月 年 周 小时 小時 时 分钟 分 秒 次 晚 夜 间 斤 公斤 千克 克 吨 个 個 件 份 杯 瓶"
    " 张 位 平米 平方米 平方公里 平方 平 米 公里 千米 立方米 立方 升 分升 毫升 度 千瓦时 本 台"
    " 套 盒 袋 桌 季 季度 亩 股 票 条 课时 节 片 辆 户 字 千字 页 站 场 局 箱 两 只 支 包 单"
    " 学期 期 枚 人次 间夜 百公里 百克 克拉 盎司"
)
_LATIN_PERS = {
    "d": "天",
    "day": "天",
    "hour": "小时",
    "mo": "月",
    "month": "月",
    "night": "晚",
    "person": "人",
    "week": "周",
    "year": "年",
    "yr": "年",
}
_PER_NAMES = _LATIN_PERS | {"时": "小时", "分": "分钟", "平": "平米"}
_LATIN_PER = any_listed(
    "kg g mg t L l dL dl ml mL m km cm m² m2 ㎡ m³ m3 ㎥ cm² cm³ h hr min s s² s2 sec ms kWh GB MB"
    f" TB mol lb oz {' '.join(_LATIN_PERS)}"
)
PER = rf"(?:\d{{1,4}})?(?:{any_listed(_PERS)}|(?:{_LATIN_PER})(?![A-Za-z0-9_^]))"
"""What stands behind the stroke of a rate: 元/月, km/h, 克/100g."""

_PER_PARTS = re.compile(r"(\d*)(.+)", re.DOTALL)


def _plain(written: str) -> str:
    return "".join(narrow(written).split())


def is_unit(written: str) -> bool:
    """Whether what `UNIT` matched is a unit."""
    return _plain(written) in _UNIT_NAMES


def is_measured(match: Match) -> bool:
    """Whether a unit in Latin letters or signs is behind a match."""
    unit = follows(match, _UNIT_BEHIND)
    return unit is not None and is_unit(unit[1])


def unit_name(written: str) -> str:
    """What a unit is called; one of Chinese characters is its own name."""
    return _UNIT_NAMES.get(_plain(written), written)


def per_unit(written: str) -> str:
    """Say of a rate what it is for one of: 每月, 每百克."""
    parts = _PER_PARTS.match(written)
    assert parts is not None
    amount, unit = parts.groups()
    name = _PER_NAMES.get(unit) or unit_name(unit)
    return f"每{number(amount, counted=True).removeprefix('一') if amount else ''}{name}"


def is_temperature(written: str) -> bool:
    """Whether a unit is one of temperature, which is below zero rather than negative."""
    return unit_name(written) in {"摄氏度", "华氏度"}


_CURRENCY_SIGNS = {
    "元": "¥ ￥ CN¥ CNY¥",
    "美元": "$ ＄ US$",
    "欧元": "€",
    "英镑": "£ ￡",
    "日元": "JP¥ 円",
    "韩元": "₩ ￦",
    "卢布": "₽",
    "卢比": "₹",
    "泰铢": "฿",
    "越南盾": "₫",
    "港元": "HK$",
    "新台币": "NT$",
    "澳元": "A$ AU$",
    "加元": "C$ CA$",
    "新加坡元": "S$",
    "比特币": "₿",
}
CURRENCY_CODES = {
    "rmb": "元人民币",
    "cny": "元人民币",
    "usd": "美元",
    "eur": "欧元",
    "gbp": "英镑",
    "jpy": "日元",
    "krw": "韩元",
    "hkd": "港元",
    "twd": "新台币",
    "sgd": "新加坡元",
    "aud": "澳元",
    "cad": "加元",
    "chf": "瑞士法郎",
    "rub": "卢布",
    "inr": "卢比",
    "thb": "泰铢",
}
CURRENCIES = {sign: name for name, many in _CURRENCY_SIGNS.items() for sign in many.split()}
CURRENCIES |= CURRENCY_CODES | {code.upper(): name for code, name in CURRENCY_CODES.items()}
CURRENCY = f"(?:{any_of(CURRENCIES)})"

_CODE_NOUNS = any_listed(
    "验证码 驗證碼 校验码 动态码 取件码 提货码 邀请码 兑换码 优惠码 提取码 激活码 密钥 识别码"
    " 代码 错误 错误码 編號 编号 单号 單號 订单 订单号 运单 快递 流水号 序列号 账号 帐号 賬號"
    " 卡号 学号 工号 证号 身份证 护照 档案号 车牌 车号 航班 班次 车次 列车 房间 房間 客房 门牌"
    " 房号 包间 邮编 邮政编码 区号 密码 密碼 口令 尾号 末四位 后四位 股票代码 端口 会议号"
    " 會議號 QQ QQ号 微信 微信号 群号 会员号 合同号 案号 批号 型号 货号 条形码 PIN PIN码 ID"
    " ISBN SN Error error HTTP 代号 座号 桌号 床号 柜号 挂号 票号 机号 座 栋 幢 单元 号楼"
)
CODE_NOUN = re.compile(
    rf"(?:{_CODE_NOUNS}|\d[楼樓])(?:号码|號碼|号|號|码)?(?:是|为|為|叫|No\.?)?"
    r"[\s:：=#“\"「『（(【]{0,3}\Z"
)
"""Behind these a number is read digit by digit."""

LINKING = (
    frozenset(
        "年月日号號时時点點分秒元块塊角毛万亿萬億千百个個到至公里米克斤升吨小钟鐘半星期周週礼拜季度平方立厘毫"
        "摄氏美欧英镑港币日本人民天次一二三四五六七八九十级層层楼岁"
    )
    | {written.lower() for written in _UNIT_NAMES if written.isalpha()}
    | {
        *_PER_NAMES,
        *CURRENCY_CODES,
        *("am", "pm", "million", "billion", "trillion", "bn", "mn", "b"),
    }
)
"""Units, magnitudes and the rest of what goes on behind a number. Chinese ones count one by one."""
