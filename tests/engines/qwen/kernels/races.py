"""What would go wrong only on a GPU, where programs and their threads take no turns.

The interpreter runs one program after the other, and each operation of one as a whole. So a kernel
whose programs get in each other's way, or which reads a place before all of its threads have
written it, is right there and wrong on a GPU. Here every load and store of a launch is noted:

* Between programs nothing is in order: what one writes no other may read or write. Rows that pad
  a batch do meet, in the scratch slot: a test that has such says so by `pardon`.
* Within a program a thread may be ahead of the others, up to the next barrier: what was stored may
  be loaded only behind one, what was loaded overwritten only behind one. A reduction of a whole
  block is one too, since no thread has its result before all have given their part; and any, where
  a program is one warp.
* A place beside the tensors that a kernel was given is somebody else's, or nobody's.
"""

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch
from triton.runtime import interpreter

__all__ = ["Races", "places_of", "span_of", "watch"]

_WARPS = 4
"""Of a program, where its launch does not say."""
_KERNELS = str(Path("rtts", "engines", "qwen", "kernels"))


class _Access(NamedTuple):
    """Addresses, each once and ascending, that a line of a program loaded or stored."""

    places: np.ndarray
    program: int
    line: str

    def meets(self, other: "_Access") -> bool:
        """Whether both go to one place."""
        both = np.intersect1d(self.places, other.places, assume_unique=True)
        return bool(both.size)


class Races:
    """Watches launches. `faults` are sentences that name two lines each."""

    def __init__(self) -> None:
        self.faults: set[str] = set()
        self._pardoned = np.array([], dtype=np.int64)
        self._kernel = ""
        self._spans: list[tuple[int, int]] = []
        self._warps = _WARPS
        self._program = 0
        self._loads: list[_Access] = []
        self._stores: list[_Access] = []
        self._barred = (0, 0)
        """How many of both there were at the last barrier."""

    def begin_test(self) -> None:
        """Forget what was."""
        self.faults.clear()
        self._pardoned = self._pardoned[:0]

    def pardon(self, *tensors: torch.Tensor) -> None:
        """Programs may meet in these tensors."""
        self._pardoned = np.concatenate([self._pardoned, *map(places_of, tensors)])

    # What happens.

    def begin_launch(self, kernel: str, warps: int, tensors: Iterable[torch.Tensor]) -> None:
        """A kernel is launched over these tensors, so many warps a program."""
        self._spans = sorted(map(span_of, tensors))
        self._kernel, self._warps, self._program = kernel, warps, -1
        self._loads, self._stores = [], []

    def begin_program(self) -> None:
        """The next of its programs begins."""
        self._program += 1
        self.pass_barrier()

    def pass_barrier(self) -> None:
        """No thread goes on before all are here."""
        self._barred = len(self._loads), len(self._stores)

    def reduce(self, given: Any) -> None:
        """A program reduces a tensor, or several together."""
        first = given[0] if isinstance(given, tuple) else given
        if self._warps == 1 or len(first.shape) == 1:
            self.pass_barrier()

    def load(self, pointers: Any, mask: Any) -> None:
        """A program loads."""
        access = self._access(pointers, mask)
        self._see_that_none_meets(access, self._stores[self._barred[1] :], "was stored")
        self._loads.append(access)

    def store(self, pointers: Any, mask: Any) -> None:
        """A program stores."""
        access = self._access(pointers, mask)
        self._see_that_none_meets(access, self._loads[self._barred[0] :], "was loaded")
        self._see_that_none_meets(access, self._stores[self._barred[1] :], "was stored")
        self._stores.append(access)

    def end_launch(self) -> None:
        """All programs have run: see that none got in the way of another."""
        if not self._stores:
            return
        stored, stores = self._listed(self._stores)
        order = np.argsort(stored, kind="stable")
        stored, stores = stored[order], stores[order]
        again = np.flatnonzero(stored[1:] == stored[:-1])
        self._see_that_they_are_one(self._stores, stores[again + 1], stores[again])
        loaded, loads = self._listed(self._loads)
        met = np.isin(loaded, stored)
        writers = stores[np.searchsorted(stored, loaded[met])]
        self._see_that_they_are_one(self._loads, loads[met], writers)

    # What follows.

    def _access(self, pointers: Any, mask: Any) -> _Access:
        places = np.asarray(pointers.data).astype(np.int64)
        chosen = np.broadcast_to(np.asarray(mask.data).astype(bool), places.shape)
        access = _Access(np.unique(places[chosen]), self._program, _line())
        self._see_that_it_stays_inside(access)
        return access

    def _see_that_it_stays_inside(self, access: _Access) -> None:
        inside = np.zeros(len(access.places), dtype=bool)
        for begin, end in self._spans:
            inside |= (access.places >= begin) & (access.places < end)
        if not inside.all():
            self.faults.add(f"{self._kernel}: {access.line} goes beside all that it was given")

    def _listed(self, accesses: list[_Access]) -> tuple[np.ndarray, np.ndarray]:
        """All places that are not pardoned, and by which of the accesses."""
        places = np.concatenate([np.array([], np.int64), *(each.places for each in accesses)])
        by = np.repeat(np.arange(len(accesses)), [len(each.places) for each in accesses])
        kept = ~np.isin(places, self._pardoned)
        return places[kept], by[kept]

    def _see_that_none_meets(self, access: _Access, others: list[_Access], what: str) -> None:
        for other in others:
            if access.meets(other):
                self.faults.add(
                    f"{self._kernel}: {access.line} goes to what {what} by {other.line}, "
                    "with no barrier between"
                )

    def _see_that_they_are_one(
        self, accesses: list[_Access], those: np.ndarray, writers: np.ndarray
    ) -> None:
        """See that who goes to a place and who writes there are one program, pair by pair."""
        for at, writer_at in np.unique(np.stack([those, writers]), axis=1).T.tolist():
            access, writer = accesses[at], self._stores[writer_at]
            if access.program != writer.program:
                self.faults.add(
                    f"{self._kernel}: {access.line} of one program meets {writer.line} of another"
                )


def span_of(tensor: torch.Tensor) -> tuple[int, int]:
    """The address of a tensor, and that behind its last element."""
    if not tensor.numel():
        return 0, 0
    reach = sum((n - 1) * step for n, step in zip(tensor.shape, tensor.stride(), strict=True))
    begin = tensor.data_ptr()
    return begin, begin + (reach + 1) * tensor.element_size()


def places_of(tensor: torch.Tensor) -> np.ndarray:
    """The addresses of all elements of a tensor."""
    at = torch.zeros((), dtype=torch.int64)
    for size, stride in zip(tensor.shape, tensor.stride(), strict=True):
        at = at[..., None] + torch.arange(size) * stride
    found: np.ndarray = (tensor.data_ptr() + at * tensor.element_size()).flatten().numpy()
    return found


def _line() -> str:
    """The line of a kernel, or of what it calls, that is being run."""
    frame = inspect.currentframe()
    while frame is not None:
        path = frame.f_code.co_filename
        if _KERNELS in path:
            return f"{Path(path).name}:{frame.f_lineno}"
        frame = frame.f_back
    return "somewhere"


def watch(races: Races, patch: pytest.MonkeyPatch) -> None:
    """Let `races` see all that the interpreter runs."""
    builder, executor = interpreter.InterpreterBuilder, interpreter.GridExecutor
    launch = executor.__call__

    def launched(self: Any, *given: Any, **named: Any) -> Any:
        everything = (*given, *named.values())
        tensors = [each for each in everything if isinstance(each, torch.Tensor)]
        races.begin_launch(self.fn.__name__, named.get("num_warps", _WARPS), tensors)
        launch(self, *given, **named)
        races.end_launch()

    patch.setattr(executor, "__call__", launched)
    reductions = interpreter.ReduceScanOpInterface
    patch.setattr(reductions, "apply", _noted(reductions.apply, races.reduce))
    for name, note in (
        ("create_masked_load", lambda pointers, mask, *_: races.load(pointers, mask)),
        ("create_masked_store", lambda pointers, _, mask, *__: races.store(pointers, mask)),
        ("create_barrier", races.pass_barrier),
        ("set_grid_idx", lambda *_: races.begin_program()),
    ):
        patch.setattr(builder, name, _noted(getattr(builder, name), note))


def _noted(do: Callable[..., Any], note: Callable[..., None]) -> Callable[..., Any]:
    """The same, told of before it is done."""

    def both(self: Any, *given: Any) -> Any:
        note(*given)
        return do(self, *given)

    return both
