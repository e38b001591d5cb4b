"""What is made on request: tokens for pages, and the speech of one text."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ASGIScope

from rtts.access.credentials import Credentials
from rtts.access.tokens import TokenWish
from rtts.http.answers import json_answer
from rtts.http.body import read_body, read_object
from rtts.http.guard import GRANT
from rtts.http.speech_watch import SpeechWatch
from rtts.http.status import ServerStatus
from rtts.metrics.metrics import Metrics

__all__ = ["SpeechDesk", "TokenDesk"]

_MAX_WISH_BYTES = 16 * 1024


class TokenDesk:
    """Makes tokens for pages, which must not have a key."""

    def __init__(self, credentials: Credentials, body_within_s: float) -> None:
        self._credentials = credentials
        self._body_within_s = body_within_s

    async def answer(self, request: Request) -> Response:
        """A token that opens one session, soon. Raises Refused and RequestError."""
        body = await read_body(request, _MAX_WISH_BYTES, self._body_within_s)
        wish = read_object(body, TokenWish) if body.strip() else TokenWish()
        written, token = self._credentials.make_token(request.scope[GRANT], wish)
        return json_answer({"token": written, "expires_at": token.expires_at})


class SpeechDesk:
    """Speaks one text for each request."""

    def __init__(
        self,
        status: ServerStatus,
        credentials: Credentials,
        metrics: Metrics,
        clock: Callable[[], float],
        body_within_s: float,
    ) -> None:
        self._status = status
        self._credentials = credentials
        self._metrics = metrics
        self._clock = clock
        self._body_within_s = body_within_s

    async def answer(self, request: Request) -> ASGIApp:
        """The speech of a text, as an answer that begins with its first packet."""

        async def counted(_scope: ASGIScope, receive: Receive, send: Send) -> None:
            with SpeechWatch(self._metrics, self._clock) as watch:
                await self._speak(request, watch, receive, send)

        return counted

    async def _speak(
        self, request: Request, watch: SpeechWatch, receive: Receive, send: Send
    ) -> None:
        # They bring the writers of files, which most servers never need.
        from rtts.http.speech import SpeechAnswer, read_request
        from rtts.pipeline.one_shot import OneShot

        limit = self._status.limits.max_message_bytes
        body = await read_body(request, limit, self._body_within_s)
        watch.read()
        grant = request.scope[GRANT]
        allowance = self._credentials.allowance(grant)
        allowance.enter()
        try:
            async with self._status.speech() as (engine, service):
                wish, options = read_request(body, engine, self._status.limits)
                allowance.check_options(options)
                speech = OneShot(wish.input, options, engine, service)
                chars, now = len(wish.input), service.clock()
                allowance.check_chars(chars, now)
                self._credentials.use(grant)  # last of all that may be refused
                allowance.spend(chars, now)
                watch.begin(wish.response_format, chars)
                await SpeechAnswer(wish, speech, watch)(request.scope, receive, send)
        finally:
            allowance.leave()
