"""The command line: `rtts serve`, `say`, `voices`, `bench`.

Only `click` and the settings are imported here; each command imports what it needs, so that
`rtts --help` answers at once.
"""

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import rtts
from rtts.errors import RttsError
from rtts.settings import CONFIG_VARIABLE, SettingRow, Settings, load_settings, settings_table

__all__ = ["main"]

F = TypeVar("F", bound=Callable[..., Any])

_CONFIG_HELP = "Settings file, in TOML."


def _setting_flags(command: F) -> F:
    """A flag for every setting, in the order of `Settings`."""
    for row in reversed(settings_table()):
        if row.flag is not None:
            command = click.option(*_names(row), **_kind(row))(command)
    config = click.option(
        "--config",
        type=click.Path(path_type=Path),
        envvar=CONFIG_VARIABLE,
        show_envvar=True,
        help=_CONFIG_HELP,
    )
    return config(command)


def _names(row: SettingRow) -> tuple[str, ...]:
    assert row.flag is not None
    if row.kind is bool:
        return (f"{row.flag}/--no-{row.flag[2:]}", row.name)
    return (row.flag, row.name)


def _kind(row: SettingRow) -> dict[str, Any]:
    """Values stay text here: the settings know the rules, and say which was broken."""
    several = row.kind in (tuple, dict)
    default = (
        "" if row.default in (None, "", (), {}, True, False) else f"  [default: {row.default}]"
    )
    options: dict[str, Any] = {"default": None, "help": row.doc + default}
    if row.kind is not bool:
        options |= {"type": str, "metavar": "NAME=VALUE" if row.kind is dict else "VALUE"}
    return options | ({"multiple": True, "default": ()} if several else {})


def _settings(config: Path | None, flags: dict[str, Any]) -> Settings:
    return load_settings(flags, os.environ, config)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(rtts.__version__, prog_name="rtts")
def cli() -> None:
    """Real-time speech over WebSocket: text in as it is written, speech out before it ends."""


@cli.command()
@_setting_flags
def serve(config: Path | None, **flags: Any) -> None:
    """Start the server.

    Every flag is also a variable (RTTS_PORT) and a line of the settings file (port).
    """
    from rtts import app, log

    settings = _settings(config, flags)
    log.configure(settings.log_level)
    _run(app.serve(settings, _announce))


def _announce(addresses: Any) -> None:
    lines = [f"WebSocket  {addresses.websocket}"]
    if addresses.http:
        lines.append(f"HTTP       {addresses.http}")
    url = addresses.websocket.removesuffix("/v1/stream")
    lines.append(f"Try        {_own_command()} say --url {url} 'Hello there. How are you?'")
    click.echo("\n".join(lines))
    sys.stdout.flush()


def _own_command() -> str:
    """How this program is called from where it was called: it may not be on the PATH."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{Path(sys.executable).name} -m rtts"
    return called.name if shutil.which(called.name) else str(called)


@cli.command()
@click.argument("text")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A .wav, .ogg, .opus or .pcm file."
)
@click.option(
    "--url", help="Of a running server; left out, one on this machine, or one of its own."
)
@click.option("--api-key", envvar="RTTS_API_KEY", help="Better as the variable RTTS_API_KEY.")
@click.option("--voice", help="A voice of the engine; `rtts voices` lists them.")
@click.option("--language", help="A code or a name; left out, the voice's own.")
@click.option("--speed", type=float, help="1 is the voice's own pace.")
@click.option("--rate", type=int, help="Samples per second.")
@click.option("--engine", default="espeak", show_default=True, help="Of a server of its own.")
def say(text: str, engine: str, **options: Any) -> None:
    """Speak TEXT, or standard input as it arrives if TEXT is `-`."""
    from rtts import say as speaking

    chosen = speaking.SayOptions(**options)
    _run(speaking.say(chosen, text, start_server=lambda: _own_server(engine)))


@contextlib.asynccontextmanager
async def _own_server(engine: str) -> AsyncIterator[str]:
    """A server for as long as one command lasts; gives its URL."""
    from rtts import log
    from rtts.app import App

    log.configure("error")
    app = App(Settings(engine=engine, port=0, http=False))
    try:
        yield (await app.start()).websocket
    finally:
        await app.close()


@cli.command()
@click.option("--engine", default="espeak", show_default=True)
@click.option("--model", default="", help="What the engine is to load.")
@click.option("--language", help="Only voices for this language.")
def voices(engine: str, model: str, language: str | None) -> None:
    """List an engine's voices and their languages."""
    info = _run(_describe(engine, model))
    listed = [each for each in info.voices if language is None or language in each.languages]
    if not listed:
        known = ", ".join(info.languages)
        raise RttsError(f"No voice of {engine} speaks {language}; it knows {known}.")
    for voice in listed:
        mark = "*" if voice.id == info.default_voice else " "
        click.echo(f"{mark} {voice.id:<24} {', '.join(voice.languages):<24} {voice.name}")
    if info.voice_variants:
        click.echo(f"\nVariants, as in {info.default_voice}+f3: {', '.join(info.voice_variants)}")


async def _describe(engine: str, model: str) -> Any:
    from rtts.worker.supervisor import Supervisor
    from rtts.worker.wire import WorkerSpec

    supervisor = Supervisor(WorkerSpec(engine=engine, model=model))
    try:
        return await supervisor.describe()
    finally:
        await supervisor.close()


@cli.command()
@click.option("--engine", default="espeak", show_default=True)
@click.option("--turns", default=200, show_default=True, help="Turns of the one session.")
@click.option("--sessions", default=100, show_default=True, help="Sessions that speak at once.")
@click.option("--seconds", default=20.0, show_default=True, help="How long they speak.")
@click.option("--find-limit", is_flag=True, help="Raise the sessions until the first underrun.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures.")
def bench(json_file: Path | None, **options: Any) -> None:
    """Measure what the server costs, beside what its engine costs alone."""
    from rtts import bench as benchmark

    report = _run(benchmark.bench(benchmark.BenchOptions(**options)))
    click.echo(benchmark.render(report))
    if json_file is not None:
        json_file.write_text(benchmark.to_json(report) + "\n")


def _run(coroutine: Any) -> Any:
    """Run to the end, on the fastest loop there is."""
    try:
        import uvloop
    except ImportError:  # Windows has none
        return asyncio.run(coroutine)
    return uvloop.run(coroutine)


def main() -> None:
    """The entry point. What went wrong is told in a sentence, not in a traceback."""
    # numpy would start a thread for every core; our products are too small to share.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        cli()
    except RttsError as error:
        click.echo(f"rtts: {error}", err=True)
        sys.exit(2)
