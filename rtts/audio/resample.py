"""Sample rate conversion of a stream, by a windowed sinc in polyphase form.

From rate M·g to rate L·g every output is a weighted sum of the inputs around it, and the
weights repeat after L outputs. Library resamplers either hold a stream back for tens of
milliseconds or lose its tail; a loop in Python is a hundred times too slow. So the weights
of a run of neighbouring outputs are laid into one small matrix, and a whole chunk is one call
of `matmul` over a strided view of the input: nothing is gathered, nothing is copied.

Each run is multiplied on its own, as one row times one matrix. Therefore the result does not
depend on how the stream was cut into chunks, to the bit; and as the matrices are small, the
linear algebra library never wakes its threads for one (it would, for a chunk in one product,
and burn a second core for nothing).

The output is aligned with the input: output m lies at input time m·M/L, and n inputs give
ceil(n·L/M) outputs.
"""

from functools import lru_cache
from math import ceil, gcd
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Resampler"]

# 48 taps at the lower of the two rates and 66 dB of attenuation: flat to 83 % of the lower
# Nyquist frequency (3.3 kHz of a telephone line's 4), and all that could alias is gone.
_TAPS = 48
_ATTENUATION_DB = 66.0
_KAISER_BETA = 0.1102 * (_ATTENUATION_DB - 8.7)
_TRANSITION = (_ATTENUATION_DB - 8) / (2.285 * np.pi * _TAPS)  # of the lower Nyquist frequency

_SMALLEST_STEP_HZ = 25
_PACKETS_PER_SECOND = 50
_FEW_OUTPUTS = 48


class Resampler:
    """Converts one stream of mono samples from rate `source` to rate `target`, in Hz.

    Raises ValueError for two rates with no common divisor of at least 25 Hz: their weights
    would repeat too rarely for a stream.
    """

    def __init__(self, source: int, target: int) -> None:
        self._ratio = target, source
        self._bank = None if source == target else _filter_bank(source, target)
        self._begin()

    def _begin(self) -> None:
        self._taken = 0
        self._made = 0
        lead_in = 0 if self._bank is None else self._bank.taps // 2 - 1
        self._inputs: NDArray[np.float32] = np.zeros(lead_in, np.float32)

    def length(self, samples: int) -> int:
        """How many outputs a stream of that many inputs has."""
        target, source = self._ratio
        return -(-samples * target // source)

    def push(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Append inputs; returns the outputs whose surroundings are complete."""
        if self._bank is None:
            return samples
        self._taken += len(samples)
        self._inputs = np.concatenate((self._inputs, samples))
        made = self._bank.run(self._inputs)
        self._inputs = self._inputs[len(made) // self._bank.outputs * self._bank.inputs :]
        self._made += len(made)
        return made

    def flush(self) -> NDArray[np.float32]:
        """End the stream; returns the rest of it. The next `push` begins another."""
        if self._bank is None:
            return np.empty(0, np.float32)
        missing = self.length(self._taken) - self._made
        rounds = ceil(missing / self._bank.outputs)
        padded = np.zeros(self._bank.reach(rounds), np.float32)
        padded[: len(self._inputs)] = self._inputs
        self._begin()
        return self._bank.run(padded)[:missing]


class _FilterBank(NamedTuple):
    """Weights for rounds of `outputs` outputs, each made from the next `inputs` inputs.

    A round has `len(weights)` runs of equal length, whose windows begin `stride` inputs
    apart: `weights[k, i, j]` is what input `k * stride + i` adds to output j of run k.
    """

    inputs: int
    outputs: int
    taps: int
    stride: int
    weights: NDArray[np.float32]

    def reach(self, rounds: int) -> int:
        """How many inputs that many rounds look at."""
        runs, width, _ = self.weights.shape
        inputs: int = (rounds - 1) * self.inputs + (runs - 1) * self.stride + width
        return inputs

    def run(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """The outputs of all rounds that the inputs are enough for."""
        rounds = (len(samples) - self.reach(0)) // self.inputs
        if rounds <= 0:
            return np.empty(0, np.float32)
        runs, width, _ = self.weights.shape
        item = samples.itemsize
        windows: NDArray[np.float32] = np.ndarray(
            (rounds, runs, 1, width),
            np.float32,
            samples,
            strides=(self.inputs * item, self.stride * item, width * item, item),
        )
        outputs: NDArray[np.float32] = np.matmul(windows, self.weights)
        return outputs.reshape(-1)


@lru_cache(maxsize=32)
def _filter_bank(source: int, target: int) -> _FilterBank:
    """The weights for a pair of rates; made once, shared by all streams."""
    step = gcd(source, target)
    if step < _SMALLEST_STEP_HZ:
        raise ValueError(
            f"Samples cannot be converted from {source} to {target} Hz: the rates have no common "
            f"divisor of at least {_SMALLEST_STEP_HZ} Hz. Use an engine with a usual rate."
        )
    taps = 2 * ceil(_TAPS / 2 * max(1.0, source / target))
    inputs, outputs = _round(source // step, target // step, step)
    run = max(d for d in _divisors(outputs) if d == 1 or d * inputs <= taps * outputs)
    return _lay_out(inputs, outputs, taps, outputs // run)


def _round(inputs: int, outputs: int, step: int) -> tuple[int, int]:
    """Repeat a short cycle of weights until it is worth a matrix.

    Rounds per second stay such that a packet of 20 ms is made of whole rounds, as it is for
    long cycles of the usual rates; else the end of each packet would wait for another chunk.
    """
    per_packet = max(1, step // _PACKETS_PER_SECOND)
    times = max(d for d in _divisors(per_packet) if d == 1 or d * outputs <= _FEW_OUTPUTS)
    return times * inputs, times * outputs


def _divisors(number: int) -> list[int]:
    return [d for d in range(1, number + 1) if number % d == 0]


def _lay_out(inputs: int, outputs: int, taps: int, runs: int) -> _FilterBank:
    """Put the taps of each output where its run's window finds its inputs."""
    output = np.arange(outputs)
    first, phase = np.divmod(output * inputs, outputs)
    run, column = np.divmod(output, outputs // runs)
    stride = inputs // runs
    row = first - run * stride
    weights = np.zeros((runs, int(row.max()) + taps, outputs // runs), np.float32)
    tap = np.arange(taps)
    distance = tap - (taps // 2 - 1) - phase[:, None] / outputs
    rows, columns = row[:, None] + tap, column[:, None]
    weights[run[:, None], rows, columns] = _windowed_sinc(distance, taps, outputs / inputs)
    return _FilterBank(inputs, outputs, taps, stride, weights)


def _windowed_sinc(distance: NDArray[np.float64], taps: int, ratio: float) -> NDArray[np.float64]:
    """Weights of inputs by their distance, in inputs, from the output; one output a row.

    A Kaiser window (Oppenheim and Schafer, Discrete-Time Signal Processing, 7.5.3). The stop
    band begins at the Nyquist frequency of the lower rate. Each row sums to one, so that a
    constant stays constant.
    """
    cutoff = min(1.0, ratio) * (1 - _TRANSITION / 2)
    inside = np.clip(1 - (2 * distance / taps) ** 2, 0, None)
    weights = np.sinc(cutoff * distance) * np.i0(_KAISER_BETA * np.sqrt(inside))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))
