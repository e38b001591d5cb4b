"""Who may come in: API keys, and the two headers by which a browser gives a bad guest away.

Loopback is no defence. A page from anywhere can open a socket to 127.0.0.1, so its `Origin`
is checked; and it can bend its own name to point here (DNS rebinding), so the name in `Host`
is checked as well. Only a name can be bent: an address in `Host` is always what it says.

Keys are held as SHA-256 and compared in constant time, all of them for every credential.
"""

import hashlib
import hmac
import ipaddress
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from rtts.errors import SettingsError

__all__ = ["Keys", "check_host", "check_origin", "load_keys"]

_HASHED = "sha256:"
_SHORT_KEY = 16
_OTHERS_READ = 0o004

_AUTHORITY = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253})(?::[0-9]{1,5})?")


class _Key(NamedTuple):
    digest: bytes
    id: str


class Keys:
    """The API keys that open this server. None at all leave it open to whoever reaches it."""

    def __init__(self, digests: Iterable[bytes] = ()) -> None:
        """`digests` are SHA-256 digests of keys; see `load_keys` for keys as people write them."""
        self._keys = tuple(_Key(digest, digest.hex()[:8]) for digest in dict.fromkeys(digests))

    def __repr__(self) -> str:
        return f"<Keys {len(self._keys)}>"

    @property
    def open(self) -> bool:
        """Whether anyone may come in."""
        return not self._keys

    def check(self, credential: str) -> str | None:
        """The id of the key that this is, None for a stranger.

        An id is the start of the key's SHA-256: good for logs and limits, no way back to it.
        """
        digest = hashlib.sha256(credential.encode("utf-8", "surrogatepass")).digest()
        found = None
        for key in self._keys:
            if hmac.compare_digest(digest, key.digest):
                found = key.id
        return found


def load_keys(file: Path | None, listed: Sequence[str] = ()) -> tuple[Keys, list[str]]:
    """Keys out of a file, one a line, and those listed; and warnings about how they are kept.

    A key is written as it is, or as `sha256:` and the 64 hexadecimal digits of its hash. `#`
    begins a comment line. Raises SettingsError, which never shows a key, for a file that
    cannot be read, a key that no client could send, and a file with no key in it.
    """
    warnings: list[str] = []
    digests = [_digest(key, "RTTS_API_KEYS", warnings) for key in listed]
    if file is not None:
        digests += _read_file(file, warnings)
    return Keys(digests), warnings


def _read_file(file: Path, warnings: list[str]) -> list[bytes]:
    try:
        lines = file.read_text("utf-8").splitlines()
        mode = file.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise SettingsError(f"The API keys cannot be read from {file}: {reason}.") from None
    if mode & _OTHERS_READ:
        warnings.append(f"Everyone on this machine can read the API keys in {file}; chmod 600 it.")
    digests = [
        _digest(line.strip(), f"{file}, line {number}", warnings)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not digests:
        raise SettingsError(f"There is no key in {file}; write one, or leave api_keys_file out.")
    return digests


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


def check_host(host: str, allowed: Sequence[str]) -> bool:
    """Whether a `Host` header names this server.

    An IP address does, and `localhost`, which browsers do not look up; any other name has to
    be among the allowed ones, of which `*` is any.
    """
    if "*" in allowed:
        return True
    name = _hostname(host)
    if name is None:
        return False
    return name == "localhost" or _is_address(name) or name in map(_hostname, allowed)


def check_origin(origin: str, host: str, allowed: Sequence[str]) -> bool:
    """Whether pages of this origin may use the server.

    With no list: those of the host that was asked, on any port. With one: exactly the listed
    (`https://app.example.com`), of which `*` is any. `null` is nobody's origin.
    """
    if "*" in allowed:
        return True
    if origin.strip().lower() == "null":
        return False
    if allowed:
        return _origin(origin) in map(_origin, allowed)
    scheme, separator, authority = origin.strip().lower().partition("://")
    if scheme not in ("http", "https") or not separator:
        return False
    name = _hostname(authority)
    return name is not None and name == _hostname(host)


def _origin(written: str) -> str:
    """An origin as browsers write it (RFC 6454, section 6.2): without the usual port."""
    origin = written.strip().lower().rstrip("/")
    scheme = origin.partition("://")[0]
    return origin.removesuffix({"http": ":80", "https": ":443"}.get(scheme, ""))


def _hostname(authority: str) -> str | None:
    """The host of `host[:port]` in one spelling; None for what is not of that form."""
    text = authority.strip().lower()
    if text.count(":") > 1 and not text.startswith("["):
        text = f"[{text}]"  # an IPv6 address without brackets, as settings have it
    match = _AUTHORITY.fullmatch(text)
    if match is None:
        return None
    name = match[1]
    if name.startswith("["):
        try:
            return ipaddress.IPv6Address(name[1:-1]).compressed
        except ValueError:
            return None
    return name.rstrip(".") or None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
