"""What the settings mean for the parts of the house, each in its own words.

A part is told what concerns it and nothing else, so none below reads the settings.
"""

from dataclasses import replace

from rtts.capacity.gate import GateRules
from rtts.http.port import HttpBind
from rtts.protocol.messages import Limits
from rtts.settings.settings import Settings
from rtts.worker.watchdog import Limits as WorkerLimits
from rtts.worker.wire import WorkerSpec

__all__ = [
    "gate_rules",
    "http_bind",
    "limits",
    "metrics_bind",
    "worker_limits",
    "worker_spec",
]


def limits(settings: Settings) -> Limits:
    """What a session may do, as its `ready` tells it."""
    return Limits(
        max_contexts=settings.max_contexts,
        max_text_chars=settings.max_text_chars,
        max_buffer_chars=settings.max_buffer_chars,
        max_message_bytes=settings.max_message_bytes,
        idle_timeout_s=round(settings.session_idle_timeout_s),
    )


def gate_rules(settings: Settings) -> GateRules:
    """Who may begin."""
    return GateRules(
        max_sessions=settings.max_sessions,
        max_queue=settings.max_queue,
        first_audio_target_ms=settings.first_audio_target_ms,
        encode_threads=settings.encode_threads,
    )


def worker_spec(settings: Settings) -> WorkerSpec:
    """What a worker is to be."""
    return WorkerSpec(
        engine=settings.engine,
        model=settings.model,
        options=dict(settings.engine_options),
        log_level=settings.log_level,
    )


def worker_limits(settings: Settings) -> WorkerLimits:
    """What a worker may do before it is replaced."""
    return WorkerLimits(step_s=settings.worker_step_s, memory_mb=settings.worker_memory_mb)


def http_bind(settings: Settings) -> HttpBind:
    """Where the HTTP port listens, and how."""
    return HttpBind(
        host=settings.http_host,
        port=settings.http_port,
        path=settings.http_socket,
        tls_cert=settings.tls_cert,
        tls_key=settings.tls_key,
        handshake_timeout_s=settings.handshake_timeout_s,
        send_timeout_s=settings.send_timeout_s,
    )


def metrics_bind(settings: Settings) -> HttpBind:
    """The same of the port that has nothing but metrics, which has to be set."""
    assert settings.metrics_port is not None
    return replace(
        http_bind(settings),
        host=settings.metrics_host,
        port=settings.metrics_port,
        path=None,
        name="metrics port",
        flags="--metrics-port or --metrics-host",
    )
