"""The layers of the codec, made from the official decoder's modules.

What depends on weights alone is done here once, in float32, before they take the type that
the decoder computes in: the snakes' exponentials, the scales of branches (which go into the
last weight of the branch), and the codebooks, each of which becomes a table of what its codes
add to the input of the first convolution.
"""

from collections.abc import Callable
from typing import Any, Protocol

import torch
from torch.nn import functional

from rtts.engines.qwen.codec.flow import Kernels
from rtts.engines.qwen.codec.layers import CausalConv, ConvNeXt, SnakeBeta, TransposedConv
from rtts.engines.qwen.codec.transformer import Block, Linear, Shape, Transformer
from rtts.engines.qwen.codec.transformer import Kernels as TransformerKernels
from rtts.engines.qwen.codec.vocoder import Block as VocoderBlock
from rtts.engines.qwen.codec.vocoder import Unit, Vocoder
from rtts.errors import SettingsError

__all__ = ["CodecKernels", "CodecWeights"]

_ACTIVATIONS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "gelu": functional.gelu,
    "relu": functional.relu,
    "silu": functional.silu,
}
_NO_DIVISION_BY_ZERO = 1e-9  # the official SnakeBeta's


class CodecKernels(Kernels, TransformerKernels, Protocol):
    """All that the layers of the codec are done by: `rtts.engines.qwen.kernels.codec`."""


class CodecWeights:
    """Reads the modules of a `Qwen3TTSTokenizerV2Decoder`; raises SettingsError.

    With `kernels` its layers use them; without, they are plain PyTorch.
    """

    def __init__(
        self, decoder: Any, device: str, dtype: torch.dtype, kernels: CodecKernels | None = None
    ) -> None:
        self._decoder = decoder
        self._device = device
        self._dtype = dtype
        self.kernels = kernels

    def codebooks(self) -> torch.Tensor:
        """What each code adds, group by group: (G * codebook size, channels)."""
        quantizer = self._decoder.quantizer
        tables = [
            self._codebook(codebook) @ part.output_proj.weight.detach().float()[:, :, 0].T
            for part in (quantizer.rvq_first, quantizer.rvq_rest)
            for codebook in part.vq.layers
        ]
        return self._cast(torch.cat(tables))

    def entrance(self) -> CausalConv:
        """The convolution between codebooks and transformer."""
        return self._convolution(self._decoder.pre_conv)

    def transformer(self) -> Transformer:
        """The transformer, with the projections around it."""
        module, config = self._decoder.pre_transformer, self._decoder.config
        rotary = module.rotary_emb
        shape = Shape(
            heads=config.num_attention_heads,
            kv_heads=config.num_key_value_heads,
            window=config.sliding_window,
            eps=config.rms_norm_eps,
            rope_scale=float(rotary.attention_scaling),
        )
        ends = self._linear(module.input_proj), self._exact(module.norm.weight)
        return Transformer(
            shape,
            [self._block(layer) for layer in module.layers],
            (*ends, self._linear(module.output_proj)),
            self._exact(rotary.inv_freq),
            self._activation(),
            self.kernels,
        )

    def vocoder(self) -> Vocoder:
        """All that comes after the transformer."""
        first, *blocks, snake, last = self._decoder.decoder
        stretches = (
            (self._transposed(upsampler), self._convnext(convnext))
            for upsampler, convnext in self._decoder.upsample
        )
        return Vocoder(
            stretches=tuple(stretches),
            first=self._convolution(first),
            blocks=tuple(self._vocoder_block(*module.block) for module in blocks),
            snake=self._snake(snake),
            last=self._convolution(last),
        )

    def _vocoder_block(self, snake: Any, upsampler: Any, *units: Any) -> VocoderBlock:
        return VocoderBlock(
            self._snake(snake),
            self._transposed(upsampler),
            tuple(
                Unit(
                    (self._snake(unit.act1), self._convolution(unit.conv1)),
                    (self._snake(unit.act2), self._convolution(unit.conv2)),
                )
                for unit in units
            ),
        )

    def _codebook(self, quantization: Any) -> torch.Tensor:
        book = quantization._codebook  # noqa: SLF001 - it has no other name
        usage = book.cluster_usage.detach().float().clamp(min=book.epsilon)
        vectors = book.embedding_sum.detach().float() / usage[:, None]
        projection = quantization.project_out
        if isinstance(projection, torch.nn.Linear):
            vectors = functional.linear(
                vectors, projection.weight.detach().float(), projection.bias.detach().float()
            )
        return vectors

    def _activation(self) -> Callable[[torch.Tensor], torch.Tensor]:
        name = self._decoder.config.hidden_act
        if name not in _ACTIVATIONS:
            known = ", ".join(sorted(_ACTIVATIONS))
            raise SettingsError(
                f"The speech tokenizer of this checkpoint has hidden_act {name!r}, which is not"
                f" supported; use a checkpoint with one of {known}."
            )
        return _ACTIVATIONS[name]

    def _block(self, layer: Any) -> Block:
        attention, mlp = layer.self_attn, layer.mlp
        sources = attention.q_proj, attention.k_proj, attention.v_proj
        bias = None
        if attention.q_proj.bias is not None:
            bias = self._cast(torch.cat([source.bias for source in sources]))
        return Block(
            attention_norm=self._exact(layer.input_layernorm.weight),
            projection=(self._cast(torch.cat([source.weight for source in sources])), bias),
            output=self._linear(attention.o_proj, layer.self_attn_layer_scale.scale),
            feed_norm=self._exact(layer.post_attention_layernorm.weight),
            gate_up=self._cast(torch.cat((mlp.gate_proj.weight, mlp.up_proj.weight))),
            down=self._linear(mlp.down_proj, layer.mlp_layer_scale.scale)[0],
        )

    def _convolution(self, module: Any) -> CausalConv:
        conv = module.conv
        weight = self._cast(conv.weight)
        if self.kernels is not None:  # which read what one output of one sample takes end to end
            order = (2, 1, 0) if conv.groups > 1 else (0, 2, 1)
            weight = weight.permute(order).contiguous().permute(order)
        return CausalConv(
            weight,
            self._cast(conv.bias),
            dilation=conv.dilation[0],
            groups=conv.groups,
        )

    def _transposed(self, module: Any) -> TransposedConv:
        conv = module.conv
        return TransposedConv(self._cast(conv.weight), self._cast(conv.bias), stride=conv.stride[0])

    def _snake(self, module: Any) -> SnakeBeta:
        alpha, beta = (each.detach().float().exp() for each in (module.alpha, module.beta))
        inverse_beta = 1 / (beta + _NO_DIVISION_BY_ZERO)
        return SnakeBeta(self._cast(alpha)[:, None], self._cast(inverse_beta)[:, None])

    def _convnext(self, module: Any) -> ConvNeXt:
        norm = module.norm
        widen, shrink = module.pwconv1, module.pwconv2
        gamma = module.gamma.detach().float()
        return ConvNeXt(
            self._convolution(module.dwconv),
            (self._exact(norm.weight), self._exact(norm.bias), norm.eps),
            (self._cast(widen.weight), self._cast(widen.bias)),
            (
                self._cast(gamma[:, None] * shrink.weight.detach().float()),
                self._cast(gamma * shrink.bias.detach().float()),
            ),
        )

    def _linear(self, module: Any, scale: torch.Tensor | None = None) -> Linear:
        """A projection, its outputs times `scale`."""
        weight = module.weight.detach().float()
        bias = None if module.bias is None else module.bias.detach().float()
        if scale is not None:
            factor = scale.detach().float()
            weight = factor[:, None] * weight
            bias = None if bias is None else factor * bias
        return self._cast(weight), None if bias is None else self._cast(bias)

    def _cast(self, weight: torch.Tensor) -> torch.Tensor:
        return weight.detach().to(self._device, self._dtype).contiguous()

    def _exact(self, weight: torch.Tensor) -> torch.Tensor:
        return weight.detach().to(self._device, torch.float32)
