"""The house has floors: a module imports only modules of lower layers."""

import ast
from collections.abc import Container, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Top to bottom. A package that is not named lies below them all: it imports nothing of rtts.
# Of `name.*` all modules share a layer, and import each other as they like, but in no circle.
LAYERS = {
    15: "__main__",
    14: "cli",
    13: "commands.serve processes.child",
    12: "app commands.bench commands.say",
    11: "http.api",
    10: "plan http.desks server.server",
    9: "commands.player commands.say_files http.port http.speech server.connection"
    " server.reception",
    8: "http.library pipeline.one_shot processes.crew resume.homecoming session.session",
    7: "pipeline.pipeline",
    6: "commands.voices metrics.observe pipeline.speaking processes.process resume.resume"
    " session.actions session.roster worker.child worker.client",
    5: "text access.door capacity.gate commands.text context.context engines.registry"
    " processes.parent resume.held server.refusals settings.flags worker.supervisor worker.trials",
    4: "capacity.effort context.agenda http.guard http.speech_watch http.status pipeline.utterance"
    " processes.wire protocol.native resume.line resume.outbox server.websocket session.terms"
    " settings.sources text.whole worker.process worker.router worker.utterance",
    3: "access.credentials audio.encoder commands.token context.flow context.gap"
    " engines.espeak engines.qwen.* engines.tone metrics.metrics pipeline.speech protocol.dialect"
    " resume.lost session.answers settings.table text.intake text.normalize text.rules.de.*"
    " text.rules.en.* text.rules.es.* text.rules.fr.* text.rules.it.* text.rules.ja.*"
    " text.rules.ko.* text.rules.pt.* text.rules.ru.* text.rules.zh.* voices.catalog worker.driver"
    " worker.guard worker.observed worker.wire",
    2: "access.allowance access.tokens audio.container context.heard context.track engines.base"
    " engines.espeak_data engines.espeak_library engines.espeak_words engines.options"
    " measure.first_audio measure.load metrics.series pipeline.pacing protocol.messages"
    " settings.settings text.growing text.rules.fr_it.* text.rules.iberian.* text.rules.ja_ko.*"
    " text.segment text.words voices.files worker.admission worker.scheduler",
    1: "log access.bucket access.keys access.origins audio.flac audio.g711 audio.join"
    " audio.mp3_file audio.mp4 audio.mpeg audio.muxed audio.ogg audio.opus audio.packet audio.pcm"
    " audio.recording audio.resample audio.webm capacity.lag capacity.strain http.answers http.body"
    " http.cors http.web_page measure.alone measure.memory metrics.tallies pipeline.channel"
    " pipeline.threads protocol.frames protocol.options server.listening settings.kinds"
    " text.cutting.* text.language text.lexicon text.markup.* text.rules.keypad"
    " text.rules.links text.rules.loader"
    " voices.languages worker.backoff worker.blame worker.circuit worker.load worker.pipe"
    " worker.vitals worker.watchdog",
    0: "errors context.timings measure.figures measure.house measure.turns metrics.report"
    " metrics.snapshot resume.rules session.silence system text.audible text.codes text.offsets"
    " text.rules.base text.rules.numbers text.scripts text.wordlists",
}
ENTRIES = {f"rtts.{name}": layer for layer, names in LAYERS.items() for name in names.split()}
ROOMS = {name.removesuffix(".*") for name in ENTRIES if name.endswith(".*")}
LAYER_OF = {name.removesuffix(".*"): layer for name, layer in ENTRIES.items()}
CELLAR = -1


def test_every_module_has_a_layer() -> None:
    """A module that the table does not name is not built into the house."""
    strangers = [name for name, path in modules("rtts").items() if path.name != "__init__.py"]
    assert [name for name in strangers if home(name) not in LAYER_OF] == []


def test_every_name_of_the_table_is_that_of_one_module() -> None:
    """It is there, and named once: of two layers, only the lower would count."""
    names = [name for line in LAYERS.values() for name in line.split()]
    assert sorted(names) == sorted(set(names))
    assert [name for name in LAYER_OF if name not in modules("rtts")] == []


def test_no_module_is_reached_from_itself() -> None:
    """Inside a package whose modules share a layer, imports run in no circle."""
    known = modules("rtts")
    graph = {name: direct(path, known) - {name} for name, path in known.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_modules_import_only_lower_layers() -> None:
    """No module of the server imports its own layer or a higher one."""
    wrong = [line for name, path in modules("rtts").items() for line in violations(name, path)]
    assert not wrong, "\n".join(wrong)


def test_client_imports_nothing_of_the_server() -> None:
    """The Python client stands alone."""
    client = modules("clients/python/rtts_client")
    assert [name for name, path in client.items() if ours(path)] == []


def test_an_import_upwards_is_found(tmp_path: Path) -> None:
    """An import hidden in a function is told with both modules and both layers."""
    path = tmp_path / "heard.py"
    path.write_text("def late():\n    from rtts.resume.resume import Held\n    import rtts.log\n")
    (found,) = violations("rtts.context.heard", path)
    imports = "rtts.context.heard (layer 2) imports rtts.resume.resume (layer 6)"
    assert found == f"{imports}: import lower layers only."


def test_a_package_imports_nothing(tmp_path: Path) -> None:
    """A package that the table does not name lies below everything."""
    path = tmp_path / "__init__.py"
    path.write_text("from rtts import errors\n")
    assert len(violations("rtts.engines", path)) == 1


def violations(name: str, path: Path) -> list[str]:
    """A sentence for each import of `name` that does not lead downwards."""
    room = home(name)
    layer = LAYER_OF.get(room, CELLAR)
    return [
        f"{name} (layer {layer}) imports {target} (layer {above}): import lower layers only."
        for target in sorted(ours(path))
        if (above := LAYER_OF.get(target, CELLAR)) >= layer
        and not (target == room and room in ROOMS)
    ]


def modules(folder: str) -> dict[str, Path]:
    """Every module under a folder by its name; a package by its own."""
    base = ROOT / folder
    names = {path: path.relative_to(base.parent).with_suffix("") for path in base.rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): path for path, name in names.items()}


def imported(path: Path) -> Iterator[str]:
    """The full names that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: write imports with full names."
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> set[str]:
    """What a file imports of rtts, by modules of the table where they are in it."""
    return {home(name) for name in imported(path) if name.split(".")[0] == "rtts"}


def direct(path: Path, known: Container[str]) -> set[str]:
    """The modules that a file imports, or imports names from."""
    names = {name if name in known else name.rpartition(".")[0] for name in imported(path)}
    return {name for name in names if name in known}


def home(name: str) -> str:
    """The module of the table that `name` is, or is found in; else `name`."""
    parts = name.split(".")
    above = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((module for module in above if module in LAYER_OF), name)
