"""Which pages may call: the two headers by which a browser gives a bad guest away.

Loopback is no defence. A page from anywhere can open a socket to 127.0.0.1, so its `Origin`
is checked; and it can bend its own name to point here (DNS rebinding), so the name in `Host`
is checked as well. Only a name can be bent: an address in `Host` is always what it says.
"""

import ipaddress
import re
from collections.abc import Sequence

from rtts.errors import Refused

__all__ = ["check_host", "check_origin", "check_place", "same_origin"]

_AUTHORITY = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253})(?::[0-9]{1,5})?")


def check_place(
    headers: dict[str, str], allowed_origins: Sequence[str], allowed_hosts: Sequence[str]
) -> None:
    """Raise Refused for a page of another site, or a name that was bent to point here."""
    host, origin = headers.get("host", ""), headers.get("origin")
    if not check_host(host, allowed_hosts):
        raise Refused(
            403,
            "unauthorized",
            "This server does not answer to the name in the Host header; "
            "start it with --allowed-host for that name.",
            close_code=4403,
        )
    if origin is not None and not check_origin(origin, host, allowed_origins):
        raise Refused(
            403,
            "unauthorized",
            "Pages of this origin may not connect; start the server with --allowed-origin for it.",
            close_code=4403,
        )


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


def same_origin(one: str, other: str) -> bool:
    """Whether two origins are one, however they are spelled. `null` is nobody's."""
    return _origin(one) == _origin(other) != "null"


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
