"""Every setting of a server, and the rules that they keep to.

A setting that is out of range must stop the start: a server that runs with the wrong limit, or
without the key somebody thinks it has, is worse than one that does not run. So settings are
checked at birth, each by its kind and all together, and nobody changes them later.
"""

import ipaddress
import sys
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

from msgspec import Meta

from rtts.errors import SettingsError
from rtts.settings.kinds import (
    Count,
    Mebibytes,
    Name,
    PerSecond,
    Port,
    Seconds,
    SomeSeconds,
    convert,
)

__all__ = ["Settings", "describe", "kinds", "refuse_open_address"]

_SECRET_WORDS = ("key", "token", "secret", "password")


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
    engine_options: dict[str, str] = field(default_factory=dict, repr=False)
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
    worker_memory_mb: Mebibytes = 0.0
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
        for name, kind in kinds().items():
            convert(getattr(self, name), kind, name, strict=True)
        http_host = self.http_host or self.host
        own = (self.host, http_host, *filter(None, [self.metrics_host]))
        names = dict.fromkeys((*self.allowed_hosts, *own))
        object.__setattr__(self, "http_host", http_host)
        if self.metrics_port is not None:
            object.__setattr__(self, "metrics_host", self.metrics_host or http_host)
        object.__setattr__(self, "allowed_hosts", tuple(names))
        _check_together(self)


@cache
def kinds() -> dict[str, Any]:
    """The kind of each setting, with its rules, by the names of the fields."""
    return get_type_hints(Settings, include_extras=True)


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


# The rules between settings.


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


def _showable(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Path) else value
