"""Every setting of a server: from a flag, a variable, the settings file, or its default.

A setting that is misspelled or out of range must stop the start: a server that runs with the
wrong limit, or without the key somebody thinks it has, is worse than one that does not run.
So each source is read strictly, and an error names the place where the wrong thing stands.

A flag wins over a variable, a variable over the file, the file over the default; a setting
that holds a list is taken whole from the highest place that has it. Credentials are no flags,
which every user of a machine can read, and do not stand in the settings file.
"""

import ipaddress
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from rtts.errors import SettingsError

__all__ = [
    "CONFIG_VARIABLE",
    "SettingRow",
    "Settings",
    "describe",
    "load_settings",
    "refuse_open_address",
    "settings_table",
]

PREFIX = "RTTS_"
CONFIG_VARIABLE = "RTTS_CONFIG"
"""Where the settings file is."""
_NO_SETTINGS = (CONFIG_VARIABLE, "RTTS_API_KEY")
"""Variables with our prefix that are no settings; the second is what clients send."""

_NO_FLAG = frozenset({"api_keys", "token_secret"})
_NOT_IN_FILE = {
    "api_keys": "keys belong in a file of their own",
    "token_secret": "a secret belongs in a file of its own",
}
_SECRET_WORDS = ("key", "token", "secret", "password")

Name = Annotated[str, Meta(min_length=1)]
Port = Annotated[int, Meta(ge=0, le=65535)]
Count = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(ge=0, le=31_536_000)]
SomeSeconds = Annotated[float, Meta(gt=0, le=31_536_000)]
PerSecond = Annotated[float, Meta(gt=0, le=1_000_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a server. Raises SettingsError for values that break a rule."""

    host: Name = "127.0.0.1"
    """Address or name that the WebSocket port listens on."""
    port: Port = 8765
    """The WebSocket port; 0 picks a free one."""
    socket: Path | None = None
    """Unix socket, for this user alone, that takes the place of the WebSocket port."""
    processes: Annotated[int, Meta(ge=1, le=256)] = 1
    """Server processes that share the WebSocket port, in front of one worker. Linux only."""
    http: bool = True
    """Whether there is an HTTP port: health, metrics, voices."""
    http_host: str = ""
    """Address or name that the HTTP port listens on; left out, the same as `host`."""
    http_port: Port = 8766
    """The HTTP port; 0 picks a free one."""
    http_socket: Path | None = None
    """Unix socket, for this user alone, that takes the place of the HTTP port."""
    metrics_host: str = ""
    """Address or name that `metrics_port` listens on; left out, the same as `http_host`."""
    metrics_port: Port | None = None
    """Port for `/metrics` alone, which the HTTP port then has no more; 0 picks a free one."""
    metrics_key: bool = False
    """Whether `/metrics` wants an API key with the scope `metrics`."""
    tls_cert: Path | None = None
    """Certificate chain, in PEM, for both ports."""
    tls_key: Path | None = None
    """Private key of the certificate, in PEM."""
    engine: Name = "espeak"
    """The engine that speaks."""
    model: str = ""
    """What the engine is to load; left out, its own default."""
    engine_options: dict[str, str] = field(default_factory=dict)
    """Options of the engine, as `name=value`."""
    preload: bool = False
    """Start the worker with the server, not with the first session."""
    idle_timeout: Seconds = 300.0
    """Seconds without speech after which the worker is stopped; 0: never."""
    api_keys_file: Path | None = None
    """File with the API keys, one a line, plain or as `sha256:` and their hash; or, as `.toml`,
    with names, scopes and limits."""
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    """API keys, beside those in the file."""
    token_secret_file: Path | None = None
    """File with what browser tokens are signed with; left out, drawn at every start."""
    token_secret: str = field(default="", repr=False)
    """The same, as a variable. Server processes that share it take each other's tokens."""
    tokens_dir: Path | None = None
    """Folder where used tokens are noted; left out, in memory. Processes that share a secret
    share it."""
    token_ttl_s: SomeSeconds = 60.0
    """Seconds that a browser token holds unless asked otherwise."""
    token_max_ttl_s: SomeSeconds = 3600.0
    """Seconds that a browser token holds at most."""
    allow_open: bool = False
    """Listen on other addresses than loopback without any API key."""
    allowed_origins: tuple[str, ...] = ()
    """Origins whose pages may connect, `*` for any; left out, those of the server's own host."""
    allowed_hosts: tuple[str, ...] = ()
    """Names the server answers to, `*` for any, beside its addresses, `localhost` and `host`."""
    max_sessions: Count = 1000
    """Sessions at once."""
    max_contexts: Count = 8
    """Contexts open at once in a session."""
    max_text_chars: Count = 4000
    """Code points in one message."""
    max_buffer_chars: Count = 20_000
    """Code points accepted and not yet spoken, in one context."""
    max_message_bytes: Annotated[int, Meta(ge=1024)] = 1_048_576
    """Bytes in one message."""
    max_context_audio_s: SomeSeconds = 300.0
    """Seconds of audio in one context."""
    messages_per_second: PerSecond = 500.0
    """Messages a second that a client may send for long."""
    messages_burst: Count = 2000
    """Messages that a client may send at once."""
    session_idle_timeout_s: SomeSeconds = 600.0
    """Seconds of silence on both sides after which a session is closed."""
    handshake_timeout_s: SomeSeconds = 5.0
    """Seconds that a client has for its handshake."""
    drain_timeout_s: Seconds = 30.0
    """Seconds that running contexts have to finish when the server goes down."""
    send_timeout_s: SomeSeconds = 10.0
    """Seconds without progress after which a client that does not read is dropped."""
    speech_timeout_s: SomeSeconds = 8.0
    """Seconds that the engine has for the first audio of a text, once it has its turn."""
    worker_step_s: Seconds = 10.0
    """Seconds that one call of the engine may take before its worker is replaced; 0: any time."""
    worker_memory_mb: Seconds = 0.0
    """MiB above which a worker is replaced when idle; a quarter above that, at once. 0: never."""
    first_audio_target_ms: Annotated[float, Meta(gt=0, le=60_000)] = 1000.0
    """New contexts are refused while they would wait longer than half of this for first audio."""
    max_queue: Count = 200
    """How many contexts may wait for their first audio before new ones are refused."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least important lines that are logged."""
    encode_threads: Count = 2
    """Threads that encode audio."""

    def __post_init__(self) -> None:
        for name, kind in _kinds().items():
            _convert(getattr(self, name), kind, name, strict=True)
        http_host = self.http_host or self.host
        own = (self.host, http_host, *filter(None, [self.metrics_host]))
        names = dict.fromkeys((*self.allowed_hosts, *own))
        object.__setattr__(self, "http_host", http_host)
        if self.metrics_port is not None:
            object.__setattr__(self, "metrics_host", self.metrics_host or http_host)
        object.__setattr__(self, "allowed_hosts", tuple(names))
        _check_together(self)


class SettingRow(NamedTuple):
    """One setting as people meet it, for help texts and tables."""

    name: str
    flag: str | None
    """None for what must not be a flag."""
    variable: str
    kind: type
    """`bool`, `int`, `float`, `str`, `Path`, `tuple` or `dict`; the last two are given as often
    as wanted."""
    default: Any
    doc: str


@cache
def settings_table() -> tuple[SettingRow, ...]:
    """Every setting in the order of `Settings`."""
    docs = _field_docs()
    return tuple(
        SettingRow(
            each.name,
            None if each.name in _NO_FLAG else _flag(each.name),
            _variable(each.name),
            _plain_kind(_kinds()[each.name]),
            {} if each.default is MISSING else each.default,
            docs[each.name],
        )
        for each in fields(Settings)
    )


def load_settings(
    flags: Mapping[str, object], environ: Mapping[str, str], file: Path | None = None
) -> Settings:
    """The settings that hold, by all three sources.

    `flags` are by the names of the fields; None and empty collections count as not given. The
    variables begin with `RTTS_`; lists are parted by commas. The file is TOML, flat but for
    the table `engine_options`. Raises SettingsError.
    """
    given = _from_file(file) | _from_environ(environ) | _from_flags(flags)
    return Settings(**given)


def describe(settings: Settings) -> dict[str, Any]:
    """The settings for a log line, ready for JSON. What may be a credential is left out."""
    shown = {each.name: _showable(getattr(settings, each.name)) for each in fields(settings)}
    shown["api_keys"] = len(settings.api_keys)
    shown["token_secret"] = bool(settings.token_secret)
    shown["engine_options"] = {
        name: "…" if any(word in name.lower() for word in _SECRET_WORDS) else value
        for name, value in settings.engine_options.items()
    }
    return shown


def refuse_open_address(settings: Settings) -> None:
    """Raise SettingsError if strangers could reach a server that asks for no key."""
    if settings.allow_open or settings.api_keys or settings.api_keys_file:
        return
    listening = [settings.host] if settings.socket is None else []
    if settings.http and settings.http_socket is None:
        listening.append(settings.http_host)
    for host in listening:
        if not _is_loopback(host):
            raise SettingsError(
                f"Whoever reaches {host} could speak with this server: no API key is set. "
                f"Name a file of keys (--api-keys-file), or say --allow-open if that is meant."
            )


# The three sources. Each gives values of the right kind, or says where the wrong one stands.


def _from_file(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings file {file} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise SettingsError(f"The settings file {file} is not TOML: {error}.") from None
    allowed = [name for name in _kinds() if name not in _NOT_IN_FILE]
    given = {}
    for name, value in table.items():
        if name in _NOT_IN_FILE:
            raise SettingsError(f"{name} in {file}: {_NOT_IN_FILE[name]}.")
        if name not in allowed:
            raise _unknown(name, allowed, f"in {file}")
        option = _option_texts(value) if name == "engine_options" else value
        given[name] = _convert(option, _kinds()[name], f"{name} in {file}", strict=True)
    return given


def _from_environ(environ: Mapping[str, str]) -> dict[str, Any]:
    by_variable = {_variable(name): name for name in _kinds()}
    given = {}
    for variable, text in environ.items():
        if not variable.startswith(PREFIX) or variable in _NO_SETTINGS:
            continue
        name = by_variable.get(variable)
        if name is None:
            raise _unknown(variable, by_variable, "in the environment")
        given[name] = _from_text(text, _kinds()[name], variable)
    return given


def _from_flags(flags: Mapping[str, object]) -> dict[str, Any]:
    allowed = [name for name in _kinds() if name not in _NO_FLAG]
    given = {}
    for name, value in flags.items():
        if value is None or value in ((), [], {}):
            continue
        if name in _NO_FLAG:
            raise SettingsError(
                f"{name} is no flag, since anyone on a machine can read those; "
                f"use {_variable(name)} or {_flag(f'{name}_file')}."
            )
        if name not in allowed:
            raise _unknown(_flag(name), map(_flag, allowed), "among the flags")
        kind, place = _kinds()[name], _flag(name)
        pairs = _plain_kind(kind) is dict and not isinstance(value, dict)
        given[name] = _convert(_pairs(value, place) if pairs else value, kind, place, strict=False)
    return given


def _from_text(text: str, kind: Any, place: str) -> Any:
    """A variable's value; lists and tables are parted by commas."""
    plain = _plain_kind(kind)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if plain is tuple:
        return _convert(parts, kind, place, strict=False)
    if plain is dict:
        return _convert(_pairs(parts, place), kind, place, strict=False)
    if not text and NoneType in get_args(kind):
        return None
    return _convert(text, kind, place, strict=False)


def _pairs(written: Any, place: str) -> dict[str, str]:
    """A table out of `name=value`, once or more often."""
    pairs = {}
    for pair in [written] if isinstance(written, str) else written:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise SettingsError(f"{place}: an option is written as name=value.")
        pairs[name.strip()] = value.strip()
    return pairs


def _option_texts(options: Any) -> Any:
    """An engine's options as text. What is no scalar is left for the check to refuse."""
    if not isinstance(options, dict):
        return options
    return {
        name: str(value).lower() if isinstance(value, bool | int | float) else value
        for name, value in options.items()
    }


# The kinds of values, and the rules.


@cache
def _kinds() -> dict[str, Any]:
    return get_type_hints(Settings, include_extras=True)


def _plain_kind(kind: Any) -> type:
    """What is left of a kind without its rules: `int` of `Port`, `Path` of `Path | None`."""
    if isinstance(kind, UnionType) or get_origin(kind) is Union:
        [kind] = [each for each in get_args(kind) if each is not NoneType]
    if get_origin(kind) is Literal:
        return str
    if get_origin(kind) is Annotated:
        kind = kind.__origin__
    plain: type = get_origin(kind) or kind
    return plain


def _convert(value: Any, kind: Any, place: str, *, strict: bool) -> Any:
    """The value as its kind. Not strict: numbers and truth values may be text."""
    try:
        return msgspec.convert(value, kind, strict=strict, dec_hook=_make_path)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{place}: {_rule(kind, error)}.") from None


def _rule(kind: Any, error: msgspec.ValidationError) -> str:
    if get_origin(kind) is Literal:
        return f"Expected one of {', '.join(get_args(kind))}"
    if kind is bool:
        return "Expected true or false"
    return str(error).partition(" - at ")[0]


def _make_path(kind: type, value: Any) -> Any:
    if kind is Path and isinstance(value, str) and value:
        return Path(value)
    return value


def _check_together(settings: Settings) -> None:
    """Rules that hold between settings."""
    _check_processes(settings)
    if (settings.tls_cert is None) != (settings.tls_key is None):
        given, missing = ("tls_cert", "tls_key") if settings.tls_cert else ("tls_key", "tls_cert")
        raise SettingsError(f"{given} is set and {missing} is not; TLS needs both.")
    if settings.http and _same_place(settings):
        raise SettingsError("The HTTP port needs another place than the WebSocket port.")
    if settings.metrics_host and settings.metrics_port is None:
        raise SettingsError("metrics_host is set and metrics_port is not; it needs a port.")
    if settings.metrics_port and _takes_port(settings, settings.metrics_port):
        raise SettingsError("The metrics port needs another place than the other two.")
    if settings.token_ttl_s > settings.token_max_ttl_s:
        raise SettingsError(
            f"token_ttl_s ({settings.token_ttl_s:g}) is more than token_max_ttl_s "
            f"({settings.token_max_ttl_s:g})."
        )
    if settings.token_secret and settings.token_secret_file:
        raise SettingsError("token_secret and token_secret_file are both set; keep one of them.")
    if settings.max_buffer_chars < settings.max_text_chars:
        raise SettingsError(
            f"max_buffer_chars ({settings.max_buffer_chars}) is less than max_text_chars "
            f"({settings.max_text_chars}): a message that is allowed could never be accepted."
        )
    for origin in settings.allowed_origins:
        if origin != "*" and "://" not in origin:
            raise SettingsError(
                f"allowed_origins: {origin} is no origin; write https://{origin} or the like."
            )


def _check_processes(settings: Settings) -> None:
    """Rules for several processes on one port."""
    if settings.processes == 1:
        return
    if sys.platform != "linux":
        raise SettingsError("processes: only Linux lets several share a port; use 1 here.")
    if settings.socket is not None:
        raise SettingsError("processes: they share a port, and no Unix socket; leave socket out.")


def _takes_port(settings: Settings, port: int) -> bool:
    """Whether one of the two other ports is the same one on the metrics port's address."""
    taken = [] if settings.socket else [(settings.host, settings.port)]
    if settings.http and settings.http_socket is None:
        taken.append((settings.http_host, settings.http_port))
    return (settings.metrics_host, port) in taken


def _same_place(settings: Settings) -> bool:
    if settings.socket or settings.http_socket:
        return settings.socket == settings.http_socket
    same_port = settings.port == settings.http_port != 0
    return same_port and settings.host == settings.http_host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


# Names and texts.


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _flag(name: str) -> str:
    """`--http-port`; what is given one at a time is in the singular: `--allowed-host`."""
    kind = _kinds().get(name)
    several = kind is not None and _plain_kind(kind) in (tuple, dict)
    return "--" + (name.removesuffix("s") if several else name).replace("_", "-")


def _unknown(name: str, known: Any, place: str) -> SettingsError:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1)
    hint = f"; did you mean {near[0]}?" if near else "."
    return SettingsError(f"There is no setting {name} ({place}){hint}")


def _field_docs() -> dict[str, str]:
    """The string under each field of `Settings`, which Python itself throws away."""
    source = Path(__file__).read_text("utf-8")
    body = source.partition("class Settings:")[2].partition("def __post_init__")[0]
    found = re.finditer(r'^    (\w+): [^\n]+\n    """(.+?)"""', body, re.MULTILINE | re.DOTALL)
    return {match[1]: " ".join(match[2].split()) for match in found}


def _showable(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Path) else value
