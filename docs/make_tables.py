"""Write what the pages say of messages, options and settings from the code itself.

    python docs/make_tables.py            write it anew
    python docs/make_tables.py --check    fail if a page says something else

What is made stands between `<!-- made from NAME -->` and `<!-- end -->`; everything around it
is written by hand and stays. NAME is a struct of `rtts.protocol`, CODECS, Settings, or `said_en`:
the first cases of each class in `tests/text/cases/en.py`, and what is said for them. The words of
a struct come from the strings below the fields, which Python itself throws away, so they are read
from the source.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import msgspec
import msgspec.inspect as shapes

from rtts.protocol import messages
from rtts.protocol.options import CODECS, CodecRules, SessionOptions
from rtts.settings.table import settings_table
from rtts.text.codes import LANGUAGES
from rtts.text.normalize import normalize

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))  # for the tests' tables
EXAMPLES = 3
MARKED = re.compile(r"(?<=<!-- made from )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
JSON_NAMES: dict[type, str] = {
    shapes.BoolType: "boolean",
    shapes.BytesType: "string",
    shapes.DictType: "object",
    shapes.FloatType: "number",
    shapes.IntType: "integer",
    shapes.ListType: "array",
    shapes.StrType: "string",
    shapes.StructType: "object",
    shapes.VarTupleType: "array",
}
UNITS: dict[type, str] = {shapes.StrType: " characters", shapes.VarTupleType: " items"}


def main() -> int:
    """Write or check the pages; returns the exit status."""
    said = {f"said_{language}" for language in LANGUAGES}
    pages = {"protocol.md": {*of_protocol()}, "settings.md": {"Settings"}, "topics/text.md": said}
    check = "--check" in sys.argv[1:]
    return max(make(FOLDER / name, wanted, check=check) for name, wanted in pages.items())


def make(path: Path, wanted: set[str], *, check: bool) -> int:
    """Write or check one page, which has to have all the wanted names; returns 1 if it fails."""
    page = path.read_text(encoding="utf-8")
    missing = wanted - {match[1] for match in MARKED.finditer(page)}
    if missing:
        print(f"{path}: there is no `<!-- made from … -->` for {', '.join(sorted(missing))}.")
        return 1
    made = MARKED.sub(lambda match: f"{match[1]}{match[2]}\n{section(match[1])}\n\n", page)
    if not check:
        path.write_text(made, encoding="utf-8")
    elif made != page:
        print(f"{path} is not in step with the code; run `make docs`.")
        return 1
    return 0


def of_protocol() -> Iterator[str]:
    """Every name that has to be on the page of the protocol."""
    yield from ("CODECS", "SessionOptions")
    for union in (messages.ClientMessage, messages.ServerMessage):
        yield from (shape.__name__ for shape in get_args(union))


def section(name: str) -> str:
    """The text made from one name."""
    if name == "CODECS":
        return codec_table()
    if name == "Settings":
        return settings_rows()
    if name == "SessionOptions":
        return "\n".join(bullets(SessionOptions))
    if name.startswith("said_"):
        return said_table(name.removeprefix("said_"))
    shape = getattr(messages, name)
    heading = f"### `{shape.__struct_config__.tag}`\n\n{inspect.getdoc(shape)}"
    return "\n".join([heading, "", *bullets(shape)]).strip()


def codec_table() -> str:
    """Codecs, with the rates that each allows."""
    rows = [
        "| codec | rates in Hz | default | `clock` | packet | header |",
        "|---|---|---|---|---|---|",
    ]
    for name, rules in CODECS.items():
        cells = (
            f"`{name}`",
            ", ".join(map(str, rules.rates)),
            str(rules.default_rate),
            str(rules.clock or "the rate"),
            codec_packet(rules),
            "yes" if rules.container else "",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def codec_packet(rules: CodecRules) -> str:
    """How long a packet is."""
    if rules.packet is None:
        return "`frame_ms`"
    lengths: dict[int, list[int]] = {}
    for rate in rules.rates:
        lengths.setdefault(rules.packet(rate), []).append(rate)
    said = [f"{samples} samples" for samples in lengths]
    for at, rates in enumerate([*lengths.values()][1:], 1):
        said[at] = f"from {rates[0]} Hz {said[at]}"
    return ", ".join(said)


def settings_rows() -> str:
    """Every setting of the server."""
    rows = ["| flag | variable | default | what it is |", "|---|---|---|---|"]
    for row in settings_table():
        flag = f"`{row.flag}`" if row.flag else "no flag"
        default = "" if row.default in (None, "", (), {}) else f"`{row.default}`"
        rows.append(f"| {flag} | `{row.variable}` | {default} | {row.doc} |")
    return "\n".join(rows)


def said_table(language: str) -> str:
    """What is said for the first cases of each class."""
    classes = import_module(f"tests.text.cases.{language}").CASES
    rows = ["| class | written | said |", "|---|---|---|"]
    for name, cases in classes.items():
        for number, (written, _) in enumerate(cases[:EXAMPLES]):
            shown = written.replace("|", "\\|").replace("\n", " ")
            rows.append(f"| {'' if number else name} | {shown} | {normalize(written, language)} |")
    return "\n".join(rows)


def bullets(shape: Any, path: str = "") -> Iterator[str]:
    """One line a field; those of an object inside stand by their path.

    The session's options have a list of their own.
    """
    told = told_of_fields(shape)
    info = shapes.type_info(shape)
    assert isinstance(info, shapes.StructType)
    for field in info.fields:
        name = f"{path}{field.name}"
        if isinstance(field.type, shapes.StructType) and field.type.cls is not SessionOptions:
            yield from bullets(field.type.cls, f"{name}.")
        else:
            words = f". {told[field.name]}" if field.name in told else ""
            yield f"- `{name}`: {kind(field.type)}{presence(field, shape)}{words}"


def told_of_fields(shape: Any) -> dict[str, str]:
    """What the source says below each field of a struct."""
    [definition] = ast.parse(inspect.getsource(shape)).body
    assert isinstance(definition, ast.ClassDef)
    told = {}
    for field, below in zip(definition.body, definition.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(str(text))):
                told[name] = " ".join(text.split())
    return told


def kind(shape: Any) -> str:
    """A type in the words of JSON, with its limits. Null is the business of `presence`."""
    if isinstance(shape, shapes.UnionType):
        return " or ".join(kind(each) for each in shape.types if each != shapes.NoneType())
    if isinstance(shape, shapes.LiteralType):
        return " or ".join(f"`{value}`" for value in shape.values)
    return JSON_NAMES[type(shape)] + limits(shape)


def limits(shape: Any) -> str:
    """The range of a number, or how long a string or an array may be."""
    low, high = bound(shape, "ge", "min_length"), bound(shape, "le", "max_length")
    if high is None:
        return ""
    most = "2^53 - 1" if high == 2**53 - 1 else f"{high:g}"
    above = getattr(shape, "gt", None)
    if above is not None:
        return f" above {above:g}, at most {most}"
    span = f", {low:g} to {most}" if low is not None else f" of at most {most}"
    return span + UNITS.get(type(shape), "")


def bound(shape: Any, *names: str) -> float | None:
    """The first of these limits that the type has."""
    found = (getattr(shape, name, None) for name in names)
    return next((value for value in found if value is not None), None)


def presence(field: Any, shape: Any) -> str:
    """Whether a field may be left out or null, and what holds then."""
    if field.required:
        return ", or null" if shapes.NoneType() in getattr(field.type, "types", ()) else ""
    if shape in get_args(messages.ClientMessage):
        return ", optional"
    if field.default is msgspec.NODEFAULT:
        return ", or left out"
    if field.default is None:
        return ", or null"
    if shape in get_args(messages.ServerMessage):
        return ""
    return f"; default `{msgspec.json.encode(field.default).decode()}`"


if __name__ == "__main__":
    sys.exit(main())
