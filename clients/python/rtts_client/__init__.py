"""The Python client of rtts: text goes in as it is written, speech comes out as it is made.

    async with connect("ws://127.0.0.1:8765", voice="en-us") as session:
        async for audio in session.speak("Hello there."):
            play(audio.data)

`connect_sync` is the same without `async`.
"""

from rtts_client.audio import AudioWriter, open_writer
from rtts_client.client import DEFAULT_URL, connect
from rtts_client.context import Context
from rtts_client.errors import (
    ConnectionRefused,
    ProtocolError,
    RttsError,
    ServerError,
    ServerUnreachable,
    SessionClosed,
)
from rtts_client.events import Audio, Event, WordTime
from rtts_client.link import Notice
from rtts_client.messages import (
    AudioFormat,
    Closing,
    ContextCancelled,
    ContextDone,
    ContextStarted,
    ErrorMessage,
    Flushed,
    MarkReached,
    Ready,
    SegmentBegun,
    SegmentDone,
    Timestamps,
    WarningMessage,
)
from rtts_client.options import Codec, Options
from rtts_client.session import Session
from rtts_client.speech import Speech
from rtts_client.sync import SyncContext, SyncSession, SyncSpeech, connect_sync

__all__ = [
    "DEFAULT_URL",
    "Audio",
    "AudioFormat",
    "AudioWriter",
    "Closing",
    "Codec",
    "ConnectionRefused",
    "Context",
    "ContextCancelled",
    "ContextDone",
    "ContextStarted",
    "ErrorMessage",
    "Event",
    "Flushed",
    "MarkReached",
    "Notice",
    "Options",
    "ProtocolError",
    "Ready",
    "RttsError",
    "SegmentBegun",
    "SegmentDone",
    "ServerError",
    "ServerUnreachable",
    "Session",
    "SessionClosed",
    "Speech",
    "SyncContext",
    "SyncSession",
    "SyncSpeech",
    "Timestamps",
    "WarningMessage",
    "WordTime",
    "connect",
    "connect_sync",
    "open_writer",
]

__version__ = "0.1.0"
