"""Run a coroutine as a test, with a limit that only a hang can reach."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T], timeout: float = 300.0) -> T:
    """The coroutine's result. Raises TimeoutError if it hangs."""

    async def limited() -> T:
        return await asyncio.wait_for(coroutine, timeout)

    return asyncio.run(limited())


async def turn() -> None:
    """Let every task go on to its next wait."""
    await asyncio.sleep(0)


async def until(condition: Callable[[], object]) -> None:
    """Come back once it holds; `run` ends the wait for what never does."""
    while not condition():  # noqa: ASYNC110  # whoever changes it knows of no event
        await asyncio.sleep(0.002)
