"""The least that a frame can cost: its bytes over the bandwidth, its arithmetic over the rate.

Bytes are those that must move through device memory, each input read once and each output
written once: weights (the predictor's once for every pass over it, since they do not stay in a
cache that is smaller than they are), keys and values, the codec's state, and what its
convolutions hand on. Arithmetic is that of matrix products, convolutions and attention; norms,
draws and lookups are nothing beside it.

`overlapped` is the larger of the two times, and `summed` is both, one after the other. No frame
is quicker than the first; the second is what a machine comes to that does one thing at a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

__all__ = [
    "H200",
    "Ceilings",
    "CodecSize",
    "FrameSize",
    "Least",
    "StackSize",
    "least",
    "least_codec",
    "least_networks",
]

_ITEM = 2
"""Bytes of a bfloat16."""


@dataclass(frozen=True)
class Ceilings:
    """What a device does at best."""

    bandwidth: float
    """Bytes a second, read and written together."""
    rate: float
    """Operations a second of matrix products, a multiplication and an addition being two."""


H200 = Ceilings(4.3e12, 790e12)
"""As measured on one by large copies and products in bfloat16."""


@dataclass(frozen=True)
class StackSize:
    """The sizes of the talker or of the predictor."""

    layers: int
    hidden: int
    intermediate: int
    heads: int
    kv_heads: int
    head_dim: int

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "StackSize":
        """As a configuration says them."""
        return cls(
            layers=config["num_hidden_layers"],
            hidden=config["hidden_size"],
            intermediate=config["intermediate_size"],
            heads=config["num_attention_heads"],
            kv_heads=config["num_key_value_heads"],
            head_dim=config["head_dim"],
        )

    @property
    def weights(self) -> int:
        """Elements of the matrices of all layers."""
        attention = 2 * self.heads + 2 * self.kv_heads
        layer = self.hidden * (attention * self.head_dim + 3 * self.intermediate)
        return self.layers * layer

    @property
    def token_bytes(self) -> int:
        """Keys and values of a position, in all layers."""
        return self.layers * 2 * self.kv_heads * self.head_dim * _ITEM

    def attention(self, positions: int) -> int:
        """Operations of one query over so many positions, in all layers."""
        return self.layers * 4 * self.heads * self.head_dim * positions


@dataclass(frozen=True)
class _Product:
    """A matrix product or convolution of the codec, for a frame."""

    weights: int
    times: int
    """Positions that all weights are applied to."""
    given: int
    """Elements that go in."""
    made: int
    """Elements that come out."""


@dataclass(frozen=True)
class CodecSize:
    """What the codec's decoder does for a frame of one stream."""

    products: tuple[_Product, ...]
    state_bytes: int
    attention: int

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "CodecSize":
        """As the decoder's configuration says."""
        products = (*_transformer(config), *_upsamplers(config), *_vocoder(config))
        heads = config["num_attention_heads"] * config["head_dim"]
        layers, window = config["num_hidden_layers"], config["sliding_window"]
        kept = layers * 2 * config["num_key_value_heads"] * config["head_dim"] * (window - 1)
        return cls(products, (kept + _tails(config)) * _ITEM, layers * 4 * heads * window)

    @property
    def weights(self) -> int:
        """Elements of all weights."""
        return sum(each.weights for each in self.products)

    @property
    def operations(self) -> int:
        """For a frame."""
        return self.attention + sum(2 * each.weights * each.times for each in self.products)

    @property
    def moved(self) -> int:
        """Bytes a frame of one stream: what products hand on, and the state, there and back."""
        handed = sum(each.given + each.made for each in self.products)
        return handed * _ITEM + 2 * self.state_bytes


def _dense(given: int, made: int, times: int, kernel: int = 1) -> _Product:
    """A layer of `given` channels to `made`, at so many positions."""
    return _Product(given * made * kernel, times, given * times, made * times)


def _transformer(config: Mapping[str, Any]) -> Iterable[_Product]:
    hidden, latent = config["hidden_size"], config["latent_dim"]
    yield _dense(config["codebook_dim"], latent, 1, 3)
    yield _dense(latent, hidden, 1)
    query = config["num_attention_heads"] * config["head_dim"]
    keys = config["num_key_value_heads"] * config["head_dim"]
    for _ in range(config["num_hidden_layers"]):
        yield _dense(hidden, query + 2 * keys, 1)
        yield _dense(query, hidden, 1)
        yield _dense(hidden, 2 * config["intermediate_size"], 1)
        yield _dense(config["intermediate_size"], hidden, 1)
    yield _dense(hidden, latent, 1)


def _upsamplers(config: Mapping[str, Any]) -> Iterable[_Product]:
    latent, times = config["latent_dim"], 1
    for factor in config["upsampling_ratios"]:
        yield _dense(latent, latent * factor, times)
        times *= factor
        yield _Product(7 * latent, times, latent * times, latent * times)
        yield _dense(latent, 4 * latent, times)
        yield _dense(4 * latent, latent, times)


def _vocoder(config: Mapping[str, Any]) -> Iterable[_Product]:
    times = prod(config["upsampling_ratios"])
    channels = config["decoder_dim"]
    yield _dense(config["latent_dim"], channels, times, 7)
    for rate in config["upsample_rates"]:
        # The kernel is twice the rate: each input gives two blocks of outputs.
        given, channels = channels, channels // 2
        weights = given * channels * 2 * rate
        yield _Product(weights, times, given * times, channels * times * rate)
        times *= rate
        for _ in range(3):
            yield _dense(channels, channels, times, 7)
            yield _dense(channels, channels, times)
            yield _Product(0, 0, channels * times, 0)  # the input that is added is read again
    yield _dense(channels, 1, times, 7)


def _tails(config: Mapping[str, Any]) -> int:
    """Elements that the convolutions keep of a stream."""
    latent, channels = config["latent_dim"], config["decoder_dim"]
    kept = 2 * config["codebook_dim"] + 6 * latent * (len(config["upsampling_ratios"]) + 1)
    for rate in config["upsample_rates"]:
        channels //= 2
        kept += channels * (rate + 6 * (1 + 3 + 9))  # kernels of 7, dilated so
    return int(kept + 6 * channels)


_DECODER_DEFAULTS: dict[str, Any] = {
    "num_hidden_layers": 8,
    "num_attention_heads": 16,
    "num_key_value_heads": 16,
    "sliding_window": 72,
    "upsampling_ratios": (2, 2),
    "upsample_rates": (8, 5, 4, 3),
    "decoder_dim": 1536,
}
"""What the published configurations leave to the class."""


@dataclass(frozen=True)
class FrameSize:
    """What a frame runs through."""

    talker: StackSize
    predictor: StackSize
    codec: CodecSize
    groups: int
    codes: int
    """The height of the talker's head."""
    predictor_codes: int

    @classmethod
    def of(cls, config: Mapping[str, Any], codec: Mapping[str, Any]) -> "FrameSize":
        """Of a checkpoint's config.json and that of its speech tokenizer."""
        talker = config["talker_config"]
        predictor = talker["code_predictor_config"]
        return cls(
            talker=StackSize.of(talker),
            predictor=StackSize.of(predictor),
            codec=CodecSize.of(_DECODER_DEFAULTS | codec["decoder_config"]),
            groups=talker["num_code_groups"],
            codes=talker["vocab_size"],
            predictor_codes=predictor["vocab_size"],
        )

    @property
    def bridge(self) -> int:
        """Elements of the projection between the two networks, if they are not equally wide."""
        wide, narrow = self.talker.hidden, self.predictor.hidden
        return 0 if wide == narrow else wide * narrow


@dataclass(frozen=True)
class Least:
    """What one frame of a whole batch takes at least."""

    bytes: float
    operations: float
    ceilings: Ceilings

    @property
    def memory_ms(self) -> float:
        """To move the bytes."""
        return self.bytes / self.ceilings.bandwidth * 1000

    @property
    def arithmetic_ms(self) -> float:
        """To do the arithmetic."""
        return self.operations / self.ceilings.rate * 1000

    @property
    def overlapped_ms(self) -> float:
        """Both at once."""
        return max(self.memory_ms, self.arithmetic_ms)

    @property
    def summed_ms(self) -> float:
        """One after the other."""
        return self.memory_ms + self.arithmetic_ms

    def plus(self, other: "Least") -> "Least":
        """Both pieces of work together."""
        moved, done = self.bytes + other.bytes, self.operations + other.operations
        return Least(moved, done, self.ceilings)


def least_networks(size: FrameSize, batch: int, length: int, ceilings: Ceilings) -> Least:
    """Talker and predictor: a frame of `batch` rows that each hold `length` positions."""
    talker, predictor, later = size.talker, size.predictor, size.groups - 1
    talker_weights = talker.weights + size.codes * talker.hidden + size.bridge
    head = size.predictor_codes * predictor.hidden
    # Positions 0 and 1 go through together, the others one by one: one pass for each later group.
    weights = talker_weights + later * (predictor.weights + head)
    seen = sum(range(2, size.groups + 1))  # positions that the passes look back on
    kept = talker.token_bytes * (length + 1) + predictor.token_bytes * (seen + size.groups)
    row = 2 * (talker_weights + size.groups * predictor.weights + later * head)
    row += talker.attention(length) + predictor.attention(seen)
    return Least(weights * _ITEM + batch * kept, batch * row, ceilings)


def least_codec(size: CodecSize, batch: int, ceilings: Ceilings, frames: int = 1) -> Least:
    """The codec: so many frames of each of `batch` streams at once."""
    moved = size.weights * _ITEM + batch * frames * size.moved
    return Least(moved, batch * frames * size.operations, ceilings)


def least(size: FrameSize, batch: int, length: int, ceilings: Ceilings = H200) -> Least:
    """All of a frame: talker, predictor and codec."""
    networks = least_networks(size, batch, length, ceilings)
    return networks.plus(least_codec(size.codec, batch, ceilings))
