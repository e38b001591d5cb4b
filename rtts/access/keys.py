"""API keys: who may call, for what, and how much of it at once.

A key is held as its SHA-256 and compared in constant time, all of them for every credential.
What is said of a caller, in a log or a metric, is the name of its key; there is no way back
from that to the key.

Two forms of file. Plain: one key a line, each of which may do everything. A name that ends in
`.toml`: one table a key, with the scopes and limits that it has.
"""

import hashlib
import hmac
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from rtts.errors import SettingsError

__all__ = ["ALL_SCOPES", "Key", "KeyLimits", "Keys", "Scope", "load_keys"]

Scope = Literal["speak", "tokens", "metrics", "admin"]
"""`speak`: sessions and what they need to know; `tokens`: make tokens for browsers; `metrics`:
read the figures, where that wants a key; `admin`: all of these."""

ALL_SCOPES: frozenset[Scope] = frozenset({"speak", "tokens", "metrics", "admin"})

_HASHED = "sha256:"
_SHORT_KEY = 16
_OTHERS_READ = 0o004
_VARIABLE = "RTTS_API_KEYS"

Count = Annotated[int, Meta(ge=1)] | None


class KeyLimits(NamedTuple):
    """How much the holders of a key may do, all together. None: as much as the server."""

    max_sessions: int | None = None
    """Sessions at once."""
    max_contexts: int | None = None
    """Contexts open at once, over all sessions."""
    chars_per_minute: int | None = None
    """Code points of text in a minute, over all sessions."""

    def part(self, share: int) -> "KeyLimits":
        """One part in so many of each limit, rounded up: none may become 0."""
        return KeyLimits(*(None if limit is None else -(-limit // share) for limit in self))


_AS_MUCH_AS_THE_SERVER = KeyLimits()


@dataclass(frozen=True)
class Key:
    """One key, without the key."""

    name: str
    digest: bytes = field(repr=False)
    scopes: frozenset[Scope] = ALL_SCOPES
    limits: KeyLimits = _AS_MUCH_AS_THE_SERVER

    def allows(self, scope: Scope) -> bool:
        """Whether the key is good for this."""
        return scope in self.scopes or "admin" in self.scopes


class Keys:
    """The API keys that open this server. None at all leave it open to whoever reaches it."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        """Of keys with the same digest the first one counts."""
        by_digest: dict[bytes, Key] = {}
        for key in keys:
            by_digest.setdefault(key.digest, key)
        self._keys = tuple(by_digest.values())

    def __repr__(self) -> str:
        return f"<Keys {len(self._keys)}>"

    @property
    def open(self) -> bool:
        """Whether anyone may come in."""
        return not self._keys

    @property
    def all(self) -> tuple[Key, ...]:
        """Every key, in the order in which they were given."""
        return self._keys

    def find(self, credential: str) -> Key | None:
        """The key that this is, None for a stranger's."""
        digest = hashlib.sha256(credential.encode("utf-8", "surrogatepass")).digest()
        found = None
        for key in self._keys:
            if hmac.compare_digest(digest, key.digest):
                found = key
        return found

    def named(self, name: str) -> Key | None:
        """The key of a name."""
        return next((key for key in self._keys if key.name == name), None)


def load_keys(file: Path | None, listed: Sequence[str] = ()) -> tuple[Keys, list[str]]:
    """Keys out of a file and those listed; and warnings about how they are kept.

    A key is written as it is, or as `sha256:` and the 64 hexadecimal digits of its hash. One
    that has no name goes by the first 8 digits of the hash. Raises SettingsError, which never
    shows a key, for a file that cannot be read, a key that no client could send, a file with
    no key in it, and two keys of one name.
    """
    warnings: list[str] = []
    keys = [_unnamed(_digest(key, _VARIABLE, warnings)) for key in listed]
    if file is not None:
        keys += _read_file(file, warnings)
    _refuse_twins(keys)
    return Keys(keys), warnings


def _read_file(file: Path, warnings: list[str]) -> list[Key]:
    try:
        text = file.read_text("utf-8")
        mode = file.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise SettingsError(f"The API keys cannot be read from {file}: {reason}.") from None
    if mode & _OTHERS_READ:
        warnings.append(f"Everyone on this machine can read the API keys in {file}; chmod 600 it.")
    read = _read_table if file.suffix == ".toml" else _read_lines
    keys = read(text, file, warnings)
    if not keys:
        raise SettingsError(f"There is no key in {file}; write one, or leave api_keys_file out.")
    return keys


# The plain form.


def _read_lines(text: str, file: Path, warnings: list[str]) -> list[Key]:
    """One key a line; `#` begins a comment line."""
    return [
        _unnamed(_digest(line.strip(), f"{file}, line {number}", warnings))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _unnamed(digest: bytes) -> Key:
    return Key(digest.hex()[:8], digest)


# The form with names, scopes and limits.


class _Entry(Struct, forbid_unknown_fields=True):
    """A `[[key]]` table of the file."""

    name: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]{1,64}\Z")]
    key: str = ""
    sha256: str = ""
    scopes: tuple[Scope, ...] = ("speak",)
    max_sessions: Count = None
    max_contexts: Count = None
    chars_per_minute: Count = None


class _File(Struct, forbid_unknown_fields=True):
    key: tuple[_Entry, ...] = ()


def _read_table(text: str, file: Path, warnings: list[str]) -> list[Key]:
    try:
        table = msgspec.convert(tomllib.loads(text), _File)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{file}: {_rule(error)}") from None
    except ValueError as error:
        raise SettingsError(f"{file} is not TOML: {_at(str(error))}") from None
    return [_key(entry, file, warnings) for entry in table.key]


def _rule(error: msgspec.ValidationError) -> str:
    """The rule that was broken and where; of names and values in the file, none.

    Somebody may have put a key where a name or a scope belongs.
    """
    rule, _, path = str(error).partition(" - at `$")
    place = path.rstrip("`").lstrip(".") or "the file"
    if "unknown field" in rule:
        rule = f"a field that nobody knows; there are {', '.join(_Entry.__struct_fields__)}"
    elif rule.startswith("Invalid enum value"):
        rule = f"a scope is one of {', '.join(sorted(ALL_SCOPES))}"
    elif "matching regex" in rule:
        rule = "a name has 1 to 64 letters, digits, dots, hyphens and underscores"
    return f"{place}: {rule}."


def _at(sentence: str) -> str:
    """Where a file stops being TOML; what stands there may be a key."""
    place = re.search(r"\(at [a-z0-9 ,]+\)", sentence)
    return f"it cannot be read {place[0][1:-1]}." if place else "it cannot be read."


def _key(entry: _Entry, file: Path, warnings: list[str]) -> Key:
    place = f"{file}, key {entry.name}"
    if bool(entry.key) == bool(entry.sha256):
        raise SettingsError(f"{place}: it needs either key or sha256.")
    written = entry.key or _HASHED + entry.sha256.removeprefix(_HASHED)
    return Key(
        entry.name,
        _digest(written, place, warnings),
        frozenset(entry.scopes),
        KeyLimits(entry.max_sessions, entry.max_contexts, entry.chars_per_minute),
    )


# Both forms.


def _digest(key: str, place: str, warnings: list[str]) -> bytes:
    """The SHA-256 of a key as it was written at a place."""
    if key.startswith(_HASHED):
        written = key.removeprefix(_HASHED)
        if not re.fullmatch("[0-9a-fA-F]{64}", written):
            raise SettingsError(f"{place}: behind sha256: there have to be 64 hexadecimal digits.")
        return bytes.fromhex(written)
    if not re.fullmatch("[!-~]+", key):
        raise SettingsError(f"{place}: a key has only printable ASCII characters and no space.")
    if len(key) < _SHORT_KEY:
        warnings.append(f"{place}: a key of fewer than {_SHORT_KEY} characters may be guessed.")
    return hashlib.sha256(key.encode()).digest()


def _refuse_twins(keys: Sequence[Key]) -> None:
    """Raise SettingsError where it would depend on chance which of two keys is meant.

    The same key twice with the same rights does no harm.
    """
    names: dict[str, Key] = {}
    digests: dict[bytes, Key] = {}
    for key in keys:
        if names.setdefault(key.name, key) != key:
            raise SettingsError(f"Two API keys have the name {key.name}; give each its own.")
        if digests.setdefault(key.digest, key) != key:
            other = digests[key.digest].name
            raise SettingsError(f"{other} and {key.name} are the same API key; keep one of them.")
