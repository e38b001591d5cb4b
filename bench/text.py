"""Measures how text is cut, what it costs, and how long it is held back.

`python -m bench.text` in the project's root. Scores are of the tables in tests/text, in percent:
texts that are cut right at every place, of those that the rules were made with and of those
that were written later (as they stand now; tests/text/segments_later.py tells what they were at
first sight), and how the cuts of both agree with what is right (the harmonic mean of
precision and recall). Times are of an assistant's answer in ten languages, cut whole and as a
stream of pieces of 4 characters, each the best of several rounds, since other work on the
machine only ever adds. Lateness is how many characters behind a segment's last mark had been
seen when it was given out. The last table doubles texts that are made to be slow: 2 is linear,
4 a square.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate, cycle

from rtts.text.normalize import normalize
from rtts.text.segment import Mode, Segmenter, segment
from tests.text.segments import SEGMENTS
from tests.text.segments_later import SEGMENTS as LATER_SEGMENTS
from tests.text.segments_more import SEGMENTS as MORE_SEGMENTS
from tests.text.streams import parts_of

ROUNDS = 7
REPEATS = 20
PIECE_CHARS = 4
HOSTILE_CHARS = 30_000

ANSWERS = {
    "en": (
        "Sure, I can help with that! Your order no. 4512 left our warehouse on Jan. 5 at 3.30 p.m. "
        "and should be with you by Friday. Dr. Smith asked us to ring the bell twice, e.g. if "
        "nobody hears it at first. The total was $1,249.50, which includes shipping. Is there "
        "anything else you would like to know?\n\nHere is what you can do now:\n"
        "1. Track the parcel on our page.\n2. Change the address until noon.\n"
    ),
    "zh": (
        "当然可以，我来帮您查一下。您的订单已经在昨天下午三点半发出，预计星期五可以送到。"
        "如果您当天不在家，快递员会把包裹放在门口。总价是1249.5元，包括运费。您还有什么别的问题吗？"
    ),
    "ja": (
        "はい、お調べいたします。ご注文の商品は昨日の午後三時に発送されました。"
        "金曜日までにはお届けできる予定です。お客様は「必ず二回ベルを鳴らして。」とおっしゃいました。"
        "他に何かご質問はございますか？"
    ),
    "ko": (
        "네, 제가 도와 드리겠습니다. 주문하신 상품은 어제 오후 세 시에 발송되었습니다. "
        "금요일까지 도착할 예정이에요. 총 금액은 12.5달러입니다. 다른 궁금한 점이 있으신가요?"
    ),
    "de": (
        "Gern helfe ich Ihnen weiter! Ihre Bestellung Nr. 4512 hat am 3. Mai unser Lager "
        "verlassen. "
        "Herr Dr. Maier bat uns, z. B. zweimal zu klingeln. Das macht zusammen 1.249,50 Euro. "
        "Möchten Sie sonst noch etwas wissen?"
    ),
    "fr": (
        "Bien sûr, je peux vous aider ! Votre commande est partie hier à 15 h. M. Dupont "
        "nous a dit : "
        "« Sonnez deux fois ! » Le total est de 1 249,50 euros. Avez-vous une autre question ?"
    ),
    "es": (
        "¡Claro que sí! Su pedido salió ayer a las tres de la tarde. El Sr. García nos pidió "
        "tocar dos "
        "veces. Si no está en casa, no pasa nada. El total es de 1.249,50 euros. ¿Desea "
        "saber algo más?"
    ),
    "it": (
        "Certo, posso aiutarla! Il suo ordine è partito ieri alle 15.30. Il sig. Rossi ci ha "
        "chiesto "
        "di suonare due volte. Il totale è di 1.249,50 euro. Posso fare altro per lei?"
    ),
    "pt": (
        "Claro, posso ajudar! O seu pedido saiu ontem às 15h. A Dra. Ana pediu para tocar "
        "duas vezes. "
        "O total é de 1.249,50 reais. Deseja saber mais alguma coisa?"
    ),
    "ru": (
        "Конечно, я вам помогу! Ваш заказ отправлен вчера в 15.30. А. С. Иванов просил "
        "звонить дважды, "
        "т. е. не уходить сразу. Сумма составляет 1249,5 руб. вместе с доставкой. Что-нибудь ещё?"
    ),
}
MODES: tuple[Mode, ...] = ("sentence", "clause")
HOSTILE = (
    *(". ", "Dr. ", "J. ", "1. a\n", '"a. ', "「。」と", "«! ", "3.", " ", "\n", "-\n", "a"),
    *("“。”他", "! 🎉 ", "a.B ", "”Tom ", ", ", "— ", "[1]", "\u0301"),
)


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def pieces(text: str) -> list[str]:
    """The text in pieces of the size of an LLM's tokens."""
    return [text[at : at + PIECE_CHARS] for at in range(0, len(text), PIECE_CHARS)]


def run_stream(language: str, parts: list[str], mode: Mode = "sentence") -> None:
    """Cut a stream."""
    segmenter = Segmenter(language, mode=mode)
    for part in parts:
        segmenter.push(part)
    segmenter.flush()


def lateness(language: str, text: str) -> list[int]:
    """Characters seen behind the last mark of each segment, one character at a time."""
    segmenter = Segmenter(language)
    return [
        seen - part.start - len(part.text.rstrip())
        for seen, char in enumerate(text, start=1)
        for part in segmenter.push(char)
    ]


Cases = Sequence[tuple[str, list[str]]]


def show_scores() -> None:
    """One line for each language, and one for all."""
    print("            right texts, %          right cuts, %")
    print("            known      later        known    later")
    known = parts_of(SEGMENTS) + parts_of(MORE_SEGMENTS)
    later = parts_of(LATER_SEGMENTS)
    for name in (*SEGMENTS, "all"):
        known_of, later_of = (
            [case for case in cases if name in (case[0], "all")] for cases in (known, later)
        )
        print(
            f"  {name:9} {_right_texts(known_of)}  {_right_texts(later_of)}"
            f"   {_agreement(known_of):6.1f}   {_agreement(later_of):6.1f}"
        )


def _right_texts(cases: Cases) -> str:
    right = sum(segment("".join(parts), language) == parts for language, parts in cases)
    return f"{100 * right / len(cases):5.1f} /{len(cases):4}"


def _agreement(cases: Cases) -> float:
    """The harmonic mean of precision and recall over all cuts, in percent."""
    made = wanted = right = 0
    for language, parts in cases:
        expected = _cuts(parts)
        found = _cuts(segment("".join(parts), language))
        made, wanted = made + len(found), wanted + len(expected)
        right += len(found & expected)
    return 200 * right / (made + wanted)


def _cuts(parts: list[str]) -> set[int]:
    return set(accumulate(map(len, parts[:-1])))


def show_costs() -> None:
    """One line for each language."""
    print("            whole        stream, us a character     lateness, characters")
    print("            us/sentence  sentence      clause       p50  p95  max")
    total: list[int] = []
    for language, answer in ANSWERS.items():
        text = answer * REPEATS
        parts = pieces(text)
        whole = best(partial(segment, text, language)) / len(segment(text, language))
        costs = [best(partial(run_stream, language, parts, mode)) / len(text) for mode in MODES]
        late = sorted(lateness(language, answer))
        total += late
        print(
            f"  {language}        {whole * 1e6:8.1f}  {costs[0] * 1e6:12.2f}{costs[1] * 1e6:12.2f}"
            f"       {_quantiles(late)}"
        )
    print(f"  all{'':50}{_quantiles(sorted(total))}")


def _quantiles(late: list[int]) -> str:
    middle, high = late[len(late) // 2], late[len(late) * 95 // 100]
    return f"{middle:3}  {high:3}  {late[-1]:3}"


def show_lexicon() -> None:
    """What a lexicon costs for each segment."""
    sentence = segment(ANSWERS["en"])[1]
    words = cycle(("kubectl", "order", "nginx", "warehouse", "New York"))
    for size in (0, 5, 500):
        lexicon = [(f"{next(words)}{i or ''}", "a word") for i in range(size)]
        cost = best(partial(normalize, sentence, "en", lexicon))
        print(f"  normalize, lexicon of {size:3}: {cost * 1e6:7.1f} us a sentence")


def show_hostile() -> None:
    """How time grows when the text doubles."""
    for unit in HOSTILE:
        parts = [pieces(unit * (HOSTILE_CHARS * n // len(unit))) for n in (1, 2)]
        once, twice = (best(partial(run_stream, "en", some)) for some in parts)
        each = once / HOSTILE_CHARS * 1e6
        print(f"  {unit!r:10} {each:6.2f} us a character, x{twice / once:.2f}")


if __name__ == "__main__":
    show_scores()
    show_costs()
    show_lexicon()
    show_hostile()
