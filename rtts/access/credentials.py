"""What a credential opens: an API key, or a token that was made with one.

Both ports ask here. The answer is a `Grant`: under which key a caller comes, and what it may do
there. A token is only looked at by `check`; it is `use`d up last, when nothing else speaks
against the session, so that a browser which meets a full house can try again with it. Where the
session cannot be made after all, it is given back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rtts.access.allowance import Allowance, Quota
from rtts.access.keys import Keys, Scope
from rtts.access.origins import same_origin
from rtts.access.tokens import PREFIX, BadToken, Token, Tokens, TokenWish
from rtts.errors import Refused

__all__ = ["Credentials", "Grant"]


@dataclass(frozen=True)
class Grant:
    """What a caller may do."""

    key: str = ""
    """Name of the key; empty where the server wants none."""
    token: Token | None = None
    """The token that was shown in place of the key."""


_OPEN = Grant()
"""What everyone has on a server without keys."""


class Credentials:
    """Knows keys and tokens, and how much each key uses.

    `clock` is what sessions go by; `wall_clock`, in seconds since 1970, what tokens go by.
    """

    def __init__(
        self,
        keys: Keys,
        tokens: Tokens,
        *,
        clock: Callable[[], float],
        wall_clock: Callable[[], float],
    ) -> None:
        self._keys = keys
        self.tokens = tokens
        self._clock = clock
        self.wall_clock = wall_clock
        self._quotas = {key.name: Quota(key.name, key.limits, clock()) for key in keys.all}

    def __repr__(self) -> str:
        return f"<Credentials {self._keys!r} {self.tokens!r}>"

    @property
    def quotas(self) -> Iterable[Quota]:
        """What each key uses."""
        return self._quotas.values()

    def check(
        self, credential: str | None, scope: Scope, *, origin: str | None, in_url: bool = False
    ) -> Grant:
        """What the caller may do, if it may do what it came for. Raises Refused.

        `origin` is that of the page which asks, None where no browser does. In a URL only a
        token is taken: URLs end up in logs.
        """
        if credential is not None and not in_url:
            key = self._keys.find(credential)
            if key is not None:
                if not key.allows(scope):
                    raise _forbidden(f"The API key is not good for this: it lacks {scope}.")
                return Grant(key.name)
        if credential is not None and credential.startswith(PREFIX):
            return self._check_token(credential, scope, origin)
        if self._keys.open:
            return _OPEN
        raise _unauthorized(_problem(credential, in_url=in_url))

    def make_token(self, grant: Grant, wish: TokenWish) -> tuple[str, Token]:
        """A token for one session, as it is written and what it says.

        Raises Refused where the key could not open a session itself, RequestError for a wish
        that cannot be had.
        """
        key = self._keys.named(grant.key)
        if key is not None and not key.allows("speak"):
            raise _forbidden("The API key lacks speak, so it cannot give that away.")
        return self.tokens.make(grant.key, wish, self.wall_clock())

    def use(self, grant: Grant) -> None:
        """Use up the token of a grant, if it has one. Raises Refused if it is used already."""
        if grant.token is None:
            return
        try:
            self.tokens.use(grant.token, self.wall_clock())
        except BadToken as bad:
            raise _refused(bad) from None

    def give_back(self, grant: Grant) -> None:
        """Let the token of a grant, if it has one, be used after all."""
        if grant.token is not None:
            self.tokens.give_back(grant.token)

    def allowance(self, grant: Grant) -> Allowance:
        """What a session with this grant may do."""
        quotas = [self._quotas[grant.key]] if grant.key else []
        if grant.token is None:
            return Allowance(*quotas)
        own = Quota("token", grant.token.limits.as_key_limits(), self._clock())
        return Allowance(*quotas, own, fixed=grant.token.session)

    def _check_token(self, written: str, scope: Scope, origin: str | None) -> Grant:
        try:
            token = self.tokens.read(written, self.wall_clock())
        except BadToken as bad:
            raise _refused(bad) from None
        if not self._maker_may(token):
            raise _unauthorized("The API key that this token was made with is not known here.")
        if token.scope != scope:
            raise _forbidden("A token opens a session and nothing else; send an API key.")
        if token.origin and (origin is None or not same_origin(origin, token.origin)):
            raise _forbidden("The token was made for pages of another origin.")
        return Grant(token.key, token)

    def _maker_may(self, token: Token) -> bool:
        """Whether the key of a token is still there, and may still do what the token does."""
        if not token.key:
            return self._keys.open
        key = self._keys.named(token.key)
        return key is not None and key.allows("tokens") and key.allows(token.scope)


def _problem(credential: str | None, *, in_url: bool) -> str:
    if credential is None:
        return "This server wants an API key; send it as Authorization: Bearer."
    if in_url:
        return (
            "A key in the URL ends up in logs, so only a token is taken there; "
            "send the key as Authorization: Bearer."
        )
    return "The API key is not known here."


def _refused(bad: BadToken) -> Refused:
    if bad.retry_after:
        return Refused(503, "overloaded", bad.message, close_code=1013, retry_after=bad.retry_after)
    return _unauthorized(bad.message)


def _unauthorized(problem: str) -> Refused:
    return Refused(401, "unauthorized", problem, close_code=4401)


def _forbidden(problem: str) -> Refused:
    return Refused(403, "unauthorized", problem, close_code=4403)
