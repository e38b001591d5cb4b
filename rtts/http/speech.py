"""`POST /v1/audio/speech`: one text in, one file of speech out, in the shape of OpenAI's API.

The answer begins with the first packet, so whoever plays it while it comes hears it soon. Who
hangs up frees the engine. An error before the first sound is an answer of its own; behind it, the
only honest thing left is to end the answer in its middle, which every client notices.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Literal, Protocol, TypeVar, TypeVarTuple

from msgspec import Meta, Struct
from starlette.types import Message, Receive, Scope, Send

from rtts.audio.mp3_file import Mp3Writer
from rtts.engines.base import EngineInfo
from rtts.errors import RequestError, SpeechError
from rtts.http.body import read_object
from rtts.http.speech_watch import SpeechWatch
from rtts.log import logger
from rtts.pipeline.one_shot import OneShot
from rtts.protocol.messages import AudioFormat, Limits
from rtts.protocol.options import SessionOptions, merge_options
from rtts_client.ogg import OggOpusWriter
from rtts_client.wav import WavWriter

__all__ = ["SpeechAnswer", "SpeechRequest", "read_request"]

R = TypeVar("R")
Ts = TypeVarTuple("Ts")

Form = Literal["pcm", "wav", "flac", "opus", "ogg", "mp3", "aac"]

_PAGE_MS = 100
_MEDIA_TYPES: dict[str, str] = {
    "pcm": "audio/pcm",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "opus": "audio/ogg",
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
    "aac": "audio/aac",
}
_CODECS: dict[str, dict[str, object]] = {
    "pcm": {"codec": "pcm_s16le", "rate": 24000},
    "wav": {"codec": "pcm_s16le", "rate": 24000},
    # Its blocks are longer than any packet: there is no use in short ones.
    "flac": {"codec": "pcm_s16le", "rate": 24000, "frame_ms": 60},
    "opus": {"codec": "opus", "rate": 48000},
    "ogg": {"codec": "opus", "rate": 48000},
    "mp3": {"codec": "mp3", "rate": 24000},
    "aac": {"codec": "aac", "rate": 24000},
}
_TELLS_SAMPLES = ("pcm", "wav")
_IN_THREADS = ("flac",)
"""What is encoded once more on its way into the file."""


class SpeechRequest(Struct, kw_only=True):
    """The body of a request.

    Fields that nobody here knows are left aside: OpenAI's clients send more of them every year.
    """

    input: Annotated[str, Meta(min_length=1)]
    model: str = ""
    """Read and not used: a server has one engine."""
    voice: str = ""
    response_format: Form = "wav"
    speed: Annotated[float, Meta(ge=0.25, le=4.0)] = 1.0
    instructions: str = ""
    language: str = "auto"
    stream: bool = True
    """Whether the answer begins before the speech is whole."""
    stream_format: Literal["audio"] = "audio"


def read_request(
    body: bytes, engine: EngineInfo, limits: Limits
) -> tuple[SpeechRequest, SessionOptions]:
    """What is to be spoken, and how. Raises RequestError, which names the field."""
    request = read_object(body, SpeechRequest)
    if len(request.input) > limits.max_buffer_chars:
        raise RequestError(
            "text_too_long",
            f"input has {len(request.input)} characters; {limits.max_buffer_chars} are the most.",
            param="input",
        )
    patch = {
        "voice": request.voice or engine.default_voice,
        "language": request.language,
        "speed": request.speed,
        "instructions": request.instructions,
        "audio": _CODECS[request.response_format],
    }
    options, _ = merge_options(SessionOptions(voice=engine.default_voice), patch, where="body")
    return request, options


class _Writer(Protocol):
    """A form of file."""

    def write(self, data: bytes, samples: int, /) -> None: ...
    def close(self) -> None: ...


class _Bare:
    """Samples as they come."""

    def __init__(self, file: io.BytesIO) -> None:
        self._file = file

    def write(self, data: bytes, samples: int, /) -> None:
        self._file.write(data)

    def close(self) -> None:
        """There is nothing behind the last sample."""


class SpeechAnswer:
    """The answer to one request, as an ASGI application."""

    def __init__(self, request: SpeechRequest, speech: OneShot, watch: SpeechWatch) -> None:
        """`watch` is told what comes of it."""
        self._request = request
        self._speech = speech
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speak until all was sent or the peer is gone.

        Raises what happens before the first sound, while another answer can still be given.
        """
        async with self._speech:
            answering = asyncio.create_task(self._answer(send))
            gone = asyncio.create_task(_hung_up(receive))
            try:
                await asyncio.wait({answering, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                gone.cancel()
                if not answering.done():
                    answering.cancel()
                await asyncio.wait({answering, gone})
            if answering.cancelled():
                self._watch.end("lost")
            else:
                answering.result()

    async def _answer(self, send: Send) -> None:
        format = await self._speech.format()
        pieces = self._pieces(format)
        first = await anext(pieces)  # an error before any sound is told as one
        if not self._request.stream:
            first += b"".join([piece async for piece in pieces])
        await send(self._head(format, None if self._request.stream else len(first)))
        await send({"type": "http.response.body", "body": first, "more_body": True})
        try:
            async for piece in pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except SpeechError as error:
            logger.warning("speech_cut_off", code=error.code, message=error.message)
            self._watch.end(error.code)
            return  # without its end the answer is broken off
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _pieces(self, format: AudioFormat) -> AsyncIterator[bytes]:
        """The file, in the pieces in which it comes to be."""
        file = io.BytesIO() if not self._request.stream else _Outbox()
        writer = await self._do(_writer, self._request.response_format, file, format)
        async for frame in self._speech.packets():
            self._watch.audio(frame.samples * 1000 / format.clock)
            await self._do(writer.write, frame.payload, frame.samples)
            if isinstance(file, _Outbox) and (piece := file.take()):
                yield piece
        await self._do(writer.close)
        yield file.take() if isinstance(file, _Outbox) else file.getvalue()

    async def _do(self, function: Callable[[*Ts], R], *arguments: *Ts) -> R:
        """The function's result; in a thread where it takes its time."""
        if self._request.response_format in _IN_THREADS:
            return await asyncio.to_thread(function, *arguments)
        return function(*arguments)

    def _head(self, format: AudioFormat, length: int | None) -> Message:
        headers = {
            "content-type": _MEDIA_TYPES[self._request.response_format],
            "cache-control": "no-store",
            "x-accel-buffering": "no",  # a proxy that gathers it would undo the streaming
            "x-pcm-sample-rate": str(format.rate),
            "x-pcm-bit-depth": "16",
            "x-pcm-channels": str(format.channels),
        }
        if length is not None:
            headers["content-length"] = str(length)
        if self._request.response_format not in _TELLS_SAMPLES:
            headers = {name: value for name, value in headers.items() if "pcm" not in name}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        return {"type": "http.response.start", "status": 200, "headers": raw}


class _Outbox(io.RawIOBase):
    """A file that cannot be rewound, from which is taken what was written."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(data)
        return len(data)

    def take(self) -> bytes:
        """Everything since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _writer(form: Form, file: io.BytesIO | _Outbox, format: AudioFormat) -> _Writer:
    if form == "wav":
        return WavWriter(file, format.codec, format.rate, format.channels)  # type: ignore[arg-type]
    if form == "flac":
        from rtts.audio.flac import FlacWriter  # brings the codecs

        return FlacWriter(file, format.rate)  # type: ignore[arg-type]
    if form == "mp3":
        return Mp3Writer(file, format.rate, format.preskip)  # type: ignore[arg-type]
    if form in ("opus", "ogg"):
        return OggOpusWriter(
            file,  # type: ignore[arg-type]
            rate=format.rate,
            channels=format.channels,
            preskip=format.preskip,
            page_ms=_PAGE_MS,
        )
    return _Bare(file)  # type: ignore[arg-type]


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
