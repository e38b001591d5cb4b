r"""Reads LaTeX's mathematics as one line of Unicode signs: `\frac{a}{b}` as a⁄b, `x^2` as x².

What the signs are called is a matter of the language, and of the rules behind this one. A
command that is not known is read by its name; braces vanish.
"""

import re
from collections.abc import Iterator

from rtts.text.markup.symbols import UNSAID
from rtts.text.wordlists import word_set

__all__ = ["math_text"]

_DEPTH = 12
"""Braces within braces are read as far down as this; further in, they are passed over."""

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι"
    " kappa κ lambda λ mu μ nu ν xi ξ pi π varpi π rho ρ varrho ρ sigma σ varsigma ς tau τ"
    " upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π"
    " Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
_SIGNS = (
    "infty ∞ partial ∂ nabla ∇ angle ∠ degree ° emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬"
    " lnot ¬ prime ′ hbar ℏ ell ℓ ldots … dots … cdots … vdots … ddots … dotsc … dotsb … sum ∑"
    " prod ∏ int ∫ iint ∬ iiint ∭ oint ∮ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉"
    " lbrace { rbrace } lbrack [ rbrack ] vert | lvert | rvert | aleph ℵ triangle △ therefore ∴"
    " because ∵ colon :"
)
_RELATIONS = (
    "times × cdot · div ÷ pm ± mp ∓ ast * star ⋆ bullet · circ ∘ oplus ⊕ otimes ⊗ leq ≤ le ≤"
    " geq ≥ ge ≥ lt < gt > neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫"
    " leqslant ≤ geqslant ≥ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩"
    " setminus ∖ land ∧ wedge ∧ lor ∨ vee ∨ to → rightarrow → longrightarrow → Rightarrow ⇒"
    " Longrightarrow ⇒ implies ⇒ leftarrow ← gets ← Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔"
    " iff ⇔ mapsto ↦ rightleftharpoons ⇌ uparrow ↑ downarrow ↓ perp ⊥ parallel ∥ mid | vdash ⊢"
    " models ⊨"
)


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    words = table.split()
    return zip(words[::2], words[1::2], strict=True)


_SAID = dict(_pairs(_GREEK)) | dict(_pairs(_SIGNS))
_BETWEEN = dict(_pairs(_RELATIONS))
_BIG = frozenset("∑∏∫∬∭∮")
_FRACTIONS = frozenset(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"])
_VERBATIM = word_set(
    "text textrm textbf textit textsf texttt mbox hbox operatorname mathrm mathbf mathit mathsf"
    " mathtt mathbb mathcal mathfrak mathscr boldsymbol bm ce boxed fbox underline pmb"
)
"""What stands in their braces is read as if they were not there."""
_MUTE = word_set(
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr displaystyle textstyle"
    " scriptstyle limits nolimits nonumber notag quad qquad hline centering rm bf it"
)
_MUTE_WITH_ARGUMENT = word_set(
    "begin end tag label color textcolor hspace vspace phantom hphantom vphantom"
)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_FUNCTIONS = word_set(
    "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln lg exp lim max min sup inf"
    " mod gcd lcm det dim ker deg arg km hm dm cm mm nm kg mg ml dl cl Hz Pa kJ kW kV mA mol hl ha"
)
"""Short words and units that are no product of their letters."""
_PRODUCT = re.compile(r"(?!d[a-z]\Z)[A-Za-z]{2,3}")
_TIMES = "\u2062"
"""Unicode's invisible sign between factors: `4ac` is no four acres."""
_SIGN = re.compile(r"[-−+=<>]")
_OPERAND = re.compile(r"[\w)\]}!°′∞%²³¹⁰-ₜ]")
_WORD = re.compile(r"[^\W_²³¹⁰-ₜ]")
_PADDED = re.compile(r"(?<=[(\[]) | (?=[)\],;])")
_NUMBER = re.compile(r"[+\-−]?[0-9]+")
_ONE_TERM = re.compile(r"√?(?:[\w.,°′\u2062]|[⁰-₉])*(?:√\w+)?")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def math_text(source: str) -> str:
    """Return LaTeX, without the marks around it, as a line of text. Linear in its length."""
    text = _PADDED.sub("", " ".join(_Reader(source).read().split()))
    return _TIMES.join(UNSAID.sub("", part) for part in text.split(_TIMES))


class _Reader:
    """Goes over the tokens once, and never back."""

    def __init__(self, source: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(source)
        self._at = 0
        self._worded = False
        """In the braces of a command that holds words, not factors."""

    def read(self) -> str:
        """All there is; a brace that closes nothing is passed over."""
        parts: list[str] = []
        while self._at < len(self._tokens):
            parts.append(self._group(0))
        return "".join(parts)

    def _group(self, depth: int) -> str:
        """What stands before the next brace that closes, which is taken too."""
        out: list[str] = []
        while self._at < len(self._tokens):
            part = self._next()
            if part == "}":
                break
            self._add(out, self._say(part, out, depth))
        return "".join(out)

    def _next(self) -> str:
        part = self._tokens[self._at]
        self._at += 1
        return part

    def _add(self, out: list[str], said: str) -> None:
        """Keep words, factors and fractions apart from what no sign parts them from."""
        if not said:
            return
        last = out[-1][-1:] if out else ""
        if last.isalnum() and said[0].isalpha() and self._multiplies(said):
            out += (_TIMES, said)
            return
        word = len(said) > 1 and _WORD.match(said) and last.isalnum()
        if word and not (said[0].isalpha() and said.isalnum() and last.isdigit()):
            out.append(" ")
        out.append(said)

    def _multiplies(self, said: str) -> bool:
        return not self._worded and (len(said) == 1 or said[1] == _TIMES)

    def _say(self, part: str, out: list[str], depth: int) -> str:
        if part == "{":
            return self._deeper(depth)
        if not self._worded:
            if _SIGN.fullmatch(part):
                return _operator(part, out)
            if _PRODUCT.fullmatch(part) and part not in _FUNCTIONS:
                return _TIMES.join(part)
        if part == "^":
            return self._raise(self._argument(depth), out)
        if part == "_":
            return self._lower(self._argument(depth), out)
        if part.startswith("\\") and len(part) > 1:
            return self._command(part[1:].rstrip("*") or "*", depth)
        if part in "&\\~" or part.isspace():
            return "" if part == "\\" else " "
        return part

    def _deeper(self, depth: int) -> str:
        """A group in braces. Too far down its braces are passed over, one at a time."""
        return self._group(depth + 1) if depth < _DEPTH else ""

    def _argument(self, depth: int) -> str:
        """What a command, or a raised or lowered sign, is applied to: a group or one sign."""
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        if self._at == len(self._tokens) or self._tokens[self._at] == "}":
            return ""
        part = self._tokens[self._at]
        if len(part) > 1 and part.isalnum():
            self._tokens[self._at] = part[1:]
            return part[0]
        self._at += 1
        if depth >= _DEPTH and part != "{":
            return part.lstrip("\\")
        return self._say(part, [], depth + 1).strip()

    def _option(self) -> str:
        """What stands in brackets directly behind a command."""
        if self._at == len(self._tokens) or self._tokens[self._at] != "[":
            return ""
        end = self._at + 1
        while end < len(self._tokens) and end < self._at + 8 and self._tokens[end] != "]":
            end += 1
        option = "".join(self._tokens[self._at + 1 : end])
        self._at = min(end + 1, len(self._tokens))
        return option

    def _command(self, name: str, depth: int) -> str:
        if name in _SAID:
            return _SAID[name]
        if name in _BETWEEN:
            return f" {_BETWEEN[name]} "
        if name in _FRACTIONS:
            parts = (_term(self._argument(depth)), _term(self._argument(depth)))
            return "⁄".join(filter(None, parts))
        if name == "sqrt":
            return self._root(depth)
        if name in _VERBATIM:
            return self._words(depth)
        if not name[0].isalpha():
            return _escaped(name)
        return self._other_command(name, depth)

    def _words(self, depth: int) -> str:
        outer, self._worded = self._worded, True
        words = self._argument(depth)
        self._worded = outer
        return words

    def _other_command(self, name: str, depth: int) -> str:
        if name in _MUTE_WITH_ARGUMENT:
            self._argument(depth)
            return ""
        if name in _MUTE:
            if self._at < len(self._tokens) and self._tokens[self._at] == ".":
                self._at += 1  # the side of `\left.` that shows nothing
            return " " if name.endswith("quad") else ""
        return f" {name}" + self._space_before_word()

    def _space_before_word(self) -> str:
        """A space, if the name of a command would run into what follows."""
        following = self._tokens[self._at] if self._at < len(self._tokens) else ""
        return " " if following[:1].isalnum() or following[:1] in ("\\", "{") else ""

    def _root(self, depth: int) -> str:
        degree = self._option()
        root = _ROOTS.get(degree) or f"{degree.translate(_RAISED)}√"
        return root + _term(self._argument(depth))

    def _raise(self, exponent: str, out: list[str]) -> str:
        if exponent in ("°", "∘"):
            return "°"
        if _NUMBER.fullmatch(exponent):
            return exponent.translate(_RAISED)
        if not exponent or not exponent.strip("′*"):
            return exponent
        if any(sign in _BIG for sign in out[-2:]):
            return f" → {exponent} "
        return "^" + (exponent if len(exponent) == 1 else f"({exponent})")

    def _lower(self, index: str, out: list[str]) -> str:
        big = bool(out) and out[-1] in _BIG
        if _NUMBER.fullmatch(index) and not big:
            return index.translate(_LOWERED)
        following = self._tokens[self._at] if self._at < len(self._tokens) else ""
        space = " " if following[:1].isalnum() or (big and following != "^") else ""
        return f" {index}{space}" if index else ""


def _operator(sign: str, out: list[str]) -> str:
    """A sign between two operands stands free; in front of one it belongs to it."""
    sign = "−" if sign == "-" else sign
    left = "".join(out[-2:]).rstrip()
    return f" {sign} " if _OPERAND.match(left[-1:]) else sign


def _term(text: str) -> str:
    """An operand, in parentheses where it is more than one sign."""
    text = text.strip()
    if _ONE_TERM.fullmatch(text) or (text[0] == "(" and text.find(")") == len(text) - 1):
        return text
    return f"({text})"


def _escaped(sign: str) -> str:
    """A backslash and one sign: a sign, a space or a new line."""
    if sign == "\\":
        return ", "
    return sign if sign in "%$#&_{}|*" else " " if sign in ",;:> \n\t" else ""
