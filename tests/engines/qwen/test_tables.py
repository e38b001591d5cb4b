"""Tables give what the official modules give, with the projections done beforehand."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from rtts.engines.qwen.networks import tables as tables_module
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official
from tests.engines.qwen.test_sampling import operations
from tests.engines.qwen.tiny import SIZES

Loader = Callable[[Path], Official]
Builder = Callable[..., Path]


@pytest.fixture(params=SIZES)
def model(request: pytest.FixtureRequest, tiny: Builder, official: Loader) -> Official:
    """A checkpoint of each shape."""
    return official(tiny("custom_voice", request.param))


@pytest.fixture
def tables(model: Official) -> Tables:
    """Its tables."""
    return Tables.from_official(model.model.talker)


def random_codes(model: Official, *shape: int) -> torch.Tensor:
    """Codes (..., G); those of group 0 are of the whole of its vocabulary."""
    config = model.model.config.talker_config
    heights = [config.vocab_size]
    heights += [config.code_predictor_config.vocab_size] * (config.num_code_groups - 1)
    chance = torch.Generator().manual_seed(len(shape))
    columns = [torch.randint(0, height, shape, generator=chance) for height in heights]
    return torch.stack(columns, -1)


@torch.inference_mode()
def official_sum(model: Official, codes: torch.Tensor) -> torch.Tensor:
    """Frames (n, G) as the official code sums them: (n, H)."""
    talker = model.model.talker
    embeddings = [talker.get_input_embeddings(), *talker.code_predictor.get_input_embeddings()]
    parts = [embed(codes[:, i : i + 1]) for i, embed in enumerate(embeddings)]
    return torch.cat(parts, dim=1).sum(1)


def test_text_is_projected(model: Official, tables: Tables) -> None:
    """Every text id looks as it does behind the official projection."""
    talker = model.model.talker
    ids = torch.arange(len(tables.text)).flip(0)
    with torch.inference_mode():
        expected = talker.text_projection(talker.get_text_embeddings()(ids))
    assert torch.allclose(tables.embed_text(ids), expected, atol=1e-6)
    assert tables.text.shape == (
        model.model.config.talker_config.text_vocab_size,
        model.model.config.talker_config.hidden_size,
    )


@pytest.mark.parametrize("chunk", [7, 64, 10**6])
def test_text_is_projected_in_chunks(
    model: Official, tables: Tables, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No chunk is higher than the bound, all are equally high, and their height changes nothing."""
    talker = model.model.talker
    heights: list[int] = []
    hook = talker.text_projection.register_forward_hook(
        lambda _module, given, _result: heights.append(len(given[0]))
    )
    monkeypatch.setattr(tables_module, "_CHUNK", chunk)
    again = Tables.from_official(talker)
    hook.remove()
    assert set(heights) == {min(chunk, len(tables.text))}
    assert len(heights) == -(-len(tables.text) // chunk)
    assert torch.allclose(again.text, tables.text, atol=1e-6)


def test_code0_is_looked_up(model: Official, tables: Tables) -> None:
    """Ids of the talker's vocabulary give its rows, in any shape."""
    weight = model.model.talker.get_input_embeddings().weight
    ids = torch.tensor([[0, 1, len(weight) - 1], [5, 5, 9]])
    assert torch.equal(tables.embed_code0(ids), weight[ids])


def test_frames_are_summed_as_the_official_code_sums_them(model: Official, tables: Tables) -> None:
    """The sum over the groups is equal to the bit, one frame at a time or many."""
    codes = random_codes(model, 23)
    expected = official_sum(model, codes)
    assert torch.equal(tables.embed_frames(codes), expected)
    assert torch.equal(tables.embed_frames(codes[:1]), official_sum(model, codes[:1]))
    assert torch.equal(tables.embed_frames(codes[4]), expected[4])


def test_sixteen_groups_are_summed_alike(tiny: Builder, official: Loader) -> None:
    """With as many groups as the published checkpoints have, the sums are equal to the bit too."""
    model = official(tiny("custom_voice", "1b7", groups=16))
    codes = random_codes(model, 9)
    tables = Tables.from_official(model.model.talker)
    assert tables.groups == 16
    assert torch.equal(tables.embed_frames(codes), official_sum(model, codes))


def test_the_predictor_reads_projected_codes(model: Official, tables: Tables) -> None:
    """Each group but the last is looked up in its own table and projected; so is the hidden."""
    talker, predictor = model.model.talker, model.model.talker.code_predictor
    embeddings = [talker.get_input_embeddings(), *predictor.get_input_embeddings()]
    codes = random_codes(model, 5)
    with torch.inference_mode():
        for group in range(tables.groups - 1):
            ids = codes[:, group]
            expected = predictor.small_to_mtp_projection(embeddings[group](ids))
            assert torch.allclose(tables.predictor_input(group, ids), expected, atol=1e-6), group
        hidden = tables.embed_frames(codes)
        expected = predictor.small_to_mtp_projection(hidden)
        assert torch.equal(tables.project_hidden(hidden), expected)
    assert expected.shape[-1] == predictor.config.hidden_size


def test_no_second_copy_where_nothing_is_projected(tiny: Builder, official: Loader) -> None:
    """Networks of equal width share one table, which lies in memory once."""
    tables = Tables.from_official(official(tiny("custom_voice", "0b6")).model.talker)
    storages = {
        tensor.untyped_storage().data_ptr()
        for tensor in (tables._codes, tables._code0, *tables._inputs)
    }
    assert len(storages) == 1


def test_tables_outlive_what_they_were_made_from(tables: Tables, model: Official) -> None:
    """They share no memory with the official embeddings, so those can be released."""
    talker = model.model.talker
    official_tables = [
        talker.get_text_embeddings().weight,
        talker.get_input_embeddings().weight,
        *(table.weight for table in talker.code_predictor.get_input_embeddings()),
    ]
    theirs = {weight.untyped_storage().data_ptr() for weight in official_tables}
    ours = (tables.text, tables._codes, *tables._inputs)
    assert not theirs & {tensor.untyped_storage().data_ptr() for tensor in ours}
    assert not any(tensor.requires_grad for tensor in ours)


def test_lookups_of_a_frame_are_few(tables: Tables, model: Official) -> None:
    """A frame's sum is one addition, one lookup, one sum; one code is one lookup."""
    codes = random_codes(model, 3)
    assert operations(lambda: tables.embed_frames(codes)) == ["add", "embedding", "sum"]
    assert operations(lambda: tables.predictor_input(1, codes[:, 1])) == ["embedding"]
