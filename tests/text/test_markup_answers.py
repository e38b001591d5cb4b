"""Whole answers of assistants, and what is left of them to be said."""

import pytest

from rtts.text.markup import Markup, plain

# Name, answer, and what is left of it.
ANSWERS: list[tuple[str, str, str]] = [
    (
        "english how-to",
        (
            "# Getting started with **Rust**\n"
            "\n"
            "Rust is a *systems* language 🚀. To install it:\n"
            "\n"
            "1. Open a terminal\n"
            "2. Run `rustup update`\n"
            "\n"
            "```bash\n"
            "curl https://sh.rustup.rs | sh\n"
            "```\n"
            "\n"
            "- **Fast**: compiles to machine code\n"
            "- **Safe**: no data races\n"
            "  even in threads\n"
            "\n"
            '> Note: see [the book](https://doc.rust-lang.org/book/ "The Book").\n'
            "\n"
            "Happy coding! 🎉\n"
        ),
        (
            "Getting started with Rust.\n"
            "\n"
            "Rust is a systems language . To install it:\n"
            "\n"
            "1. Open a terminal\n"
            "2. Run rustup update\n"
            "\n"
            "\n"
            "Fast: compiles to machine code.\n"
            "Safe: no data races\n"
            "  even in threads.\n"
            "\n"
            "Note: see the book.\n"
            "\n"
            "Happy coding! \n"
        ),
    ),
    (
        "table of prices",
        (
            "| Plan | Price | Notes |\n"
            "|:-----|------:|-------|\n"
            "| Free | $0 | Up to 3 users |\n"
            "| **Pro** | $12.50 | ✅ Support |\n"
            "| Team | $40 | |\n"
            "\n"
            "Pick one."
        ),
        (
            "Plan, Price, Notes.\n"
            "Free, $0, Up to 3 users.\n"
            "Pro, $12.50, Support.\n"
            "Team, $40.\n"
            "\n"
            "Pick one."
        ),
    ),
    (
        "mathematics",
        (
            "The quadratic formula is\n"
            "\n"
            "$$\n"
            "x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}\n"
            "$$\n"
            "\n"
            "where $a \\neq 0$. If $b^2 < 4ac$, there is no real root. It costs $5 or $6 to print."
        ),
        (
            "The quadratic formula is\n"
            "\n"
            "x = (−b ± √(b² − 4\u2062a\u2062c))⁄2\u2062a\n"
            "\n"
            "where a ≠ 0. If b² < 4\u2062a\u2062c, there is no real root."
            " It costs $5 or $6 to print."
        ),
    ),
    (
        "thoughts and a poem",
        (
            "<think>\n"
            "The user wants a haiku.\n"
            "- five\n"
            "- seven\n"
            "</think>\n"
            "\n"
            "Here you go:\n"
            "\n"
            "Old pond <br>a frog jumps in<br/>the sound of water &mdash; *plop*!"
        ),
        ("\n\nHere you go:\n\nOld pond \na frog jumps in\nthe sound of water — plop!"),
    ),
    (
        "german with sources",
        (
            "Berlin hat rund 3,8 Millionen Einwohner[1]. Laut dem Amt[^2] wächst die Stadt.\n"
            "\n"
            "## Quellen\n"
            "\n"
            "[^2]: Amt für Statistik, 2024\n"
            "[1]: https://example.org/berlin\n"
        ),
        (
            "Berlin hat rund 3,8 Millionen Einwohner. Laut dem Amt wächst die Stadt.\n"
            "\n"
            "Quellen.\n"
            "\n"
            "Amt für Statistik, 2024.\n"
        ),
    ),
    (
        "german recipe",
        (
            "## Zutaten\n"
            "\n"
            "* 200 g Mehl\n"
            "* 2 Eier 🥚🥚\n"
            "* etwas Salz\n"
            "\n"
            "### Zubereitung\n"
            "\n"
            "Alles **gut** verrühren; danach ~10 Minuten ruhen lassen. Fertig :)"
        ),
        (
            "Zutaten.\n"
            "\n"
            "200 g Mehl.\n"
            "2 Eier.\n"
            "etwas Salz.\n"
            "\n"
            "Zubereitung.\n"
            "\n"
            "Alles gut verrühren; danach ~10 Minuten ruhen lassen. Fertig "
        ),
    ),
    (
        "french recipe",
        (
            "### Recette\n"
            "\n"
            "– Bonjour !\n"
            "\n"
            "Voici les étapes :\n"
            "\n"
            "1. Préchauffez le four à 180 °C.\n"
            "2. Mélangez *délicatement* les œufs.\n"
            "\n"
            "---\n"
            "\n"
            "Bon appétit ! 😋"
        ),
        (
            "Recette.\n"
            "\n"
            "– Bonjour !\n"
            "\n"
            "Voici les étapes :\n"
            "\n"
            "1. Préchauffez le four à 180 °C.\n"
            "2. Mélangez délicatement les œufs.\n"
            "\n"
            "\n"
            "Bon appétit ! "
        ),
    ),
    (
        "spanish list",
        (
            "¡Hola! 👋 Esto es lo que necesitas:\n"
            "\n"
            "- [ ] Pasaporte\n"
            "- [x] Billete de avión ✈️\n"
            "- Dinero (≈ 300 €)\n"
            "\n"
            "Más información en <https://ejemplo.es/viaje_2024?id=7&x=1>."
        ),
        (
            "¡Hola! Esto es lo que necesitas:\n"
            "\n"
            "Pasaporte.\n"
            "Billete de avión.\n"
            "Dinero (≈ 300 €).\n"
            "\n"
            "Más información en https://ejemplo.es/viaje_2024?id=7&x=1."
        ),
    ),
    (
        "chinese plan",
        (
            "## 今天的计划\n"
            "\n"
            "- **上午**：开会\n"
            "- 下午：写 `main.py`\n"
            "- 晚上休息😴\n"
            "\n"
            "这是**重点**内容，请看[这里](https://x.cn/a_b)。"
        ),
        (
            "今天的计划。\n\n上午：开会。\n下午：写 main.py。\n晚上休息。\n\n"
            "这是重点内容，请看这里。"
        ),
    ),
    (
        "japanese steps",
        (
            "### 手順\n"
            "\n"
            "1. ファイルを開く\n"
            "2. 「保存」を押す\n"
            "\n"
            "| 項目 | 値 |\n"
            "| --- | --- |\n"
            "| 速度 | 10 |\n"
            "\n"
            "よろしくお願いします🙇\u200d♀️！"
        ),
        (
            "手順。\n"
            "\n"
            "1. ファイルを開く\n"
            "2. 「保存」を押す\n"
            "\n"
            "項目, 値。\n"
            "速度, 10。\n"
            "\n"
            "よろしくお願いします！"
        ),
    ),
    (
        "korean list",
        (
            "**안녕하세요!** 😊\n"
            "\n"
            "- 첫째 항목\n"
            "- 둘째 항목\n"
            "\n"
            "자세한 내용은 [여기](https://x.kr)를 보세요."
        ),
        ("안녕하세요! \n\n첫째 항목.\n둘째 항목.\n\n자세한 내용은 여기를 보세요."),
    ),
    (
        "persian list",
        ("سلام 👋\n\n- می\u200cخواهم **کتاب** بخوانم\n- آب\n\nممنون؟"),
        ("سلام \n\nمی\u200cخواهم کتاب بخوانم.\nآب.\n\nممنون؟"),
    ),
    (
        "hindi list",
        ("## नमस्ते 🙏\n\nयह *बहुत* अच्छा है। क्\u200dषमा करें।\n\n- एक\n- दो"),
        ("नमस्ते.\n\nयह बहुत अच्छा है। क्\u200dषमा करें।\n\nएक.\nदो."),
    ),
    (
        "code",
        (
            "Sure! Here's the function:\n"
            "\n"
            "```python\n"
            "def add(a, b):\n"
            "    return a + b  # **not** bold\n"
            "```\n"
            "\n"
            "Call it as `add(2, 3)`; `snake_case` names, 2 * 3 and a_b. AT&T's `x < y`: 1 < 2.\n"
            "\n"
            "```\n"
            "unclosed\n"
            "forever"
        ),
        (
            "Sure! Here's the function:\n"
            "\n"
            "\n"
            "Call it as add(2, 3); snake_case names, 2 * 3 and a_b. AT&T's x < y: 1 < 2.\n"
            "\n"
        ),
    ),
    (
        "setext, images, details",
        (
            "Title of it\n"
            "===========\n"
            "\n"
            "See image ![a cat](cat.png) and [docs][1].\n"
            "\n"
            '[1]: http://docs.example.com "Docs"\n'
            "\n"
            "<details>\n"
            "<summary>More</summary>\n"
            "\n"
            "The area is \\(\\pi r^2\\), i.e. $\\pi \\cdot 2^2 \\approx 12.57$.\n"
            "\n"
            "</details>\n"
            "<!-- done -->\n"
        ),
        (
            "Title of it.\n"
            "\n"
            "See image a cat and docs.\n"
            "\n"
            "\n"
            "\n"
            "More\n"
            "\n"
            "\n"
            "The area is π r², i.e. π · 2² ≈ 12.57.\n"
            "\n"
            "\n"
            "\n"
        ),
    ),
    (
        "citations, ticks, a bare table",
        (
            "The model scored 98%[2][3]【4†source】 on tests. \\*Not a footnote\\*. Good!!! 🎉🎉\n"
            "\n"
            "✅ Fast\n"
            "✅ Cheap\n"
            "\n"
            "Name | Age\n"
            "--- | ---\n"
            "Bob | 5\n"
        ),
        (
            "The model scored 98% on tests. *Not a footnote*. Good!!! \n"
            "\n"
            "Fast.\n"
            "Cheap.\n"
            "\n"
            "Name | Age\n"
            "Bob, 5.\n"
        ),
    ),
]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(answer, expected) for _, answer, expected in ANSWERS],
    ids=[name for name, _, _ in ANSWERS],
)
def test_whole_answers(answer: str, expected: str) -> None:
    """An answer reads as a person would read it out, whole and token by token."""
    assert plain(answer) == expected
    markup = Markup()
    pieces = [
        piece for at in range(0, len(answer), 4) for piece in markup.push(answer[at : at + 4])
    ]
    pieces += markup.flush()
    assert "".join(piece.text for piece in pieces) == expected


def test_there_are_many_answers() -> None:
    """Answers in at least eight languages, fifteen in all."""
    assert len(ANSWERS) >= 15
