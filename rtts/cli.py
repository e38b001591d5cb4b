"""The command line: `rtts serve`, `say`, `text`, `voices`, `token`, `bench`.

Here stands what can be typed; what is done for it, in `rtts.commands`. Only `click` and the
settings are imported here; each command imports what it needs, so that `rtts --help` answers at
once.
"""

import asyncio
import os
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, TextIO

import click

import rtts
from rtts.errors import RttsError
from rtts.settings.flags import setting_flags
from rtts.settings.sources import load_settings
from rtts.system import spare_threads

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(rtts.__version__, prog_name="rtts")
def cli() -> None:
    """Real-time speech over WebSocket: text in as it is written, speech out before it ends."""


@cli.command()
@setting_flags
def serve(config: Path | None, **flags: Any) -> None:
    """Start the server.

    Every flag is also a variable (RTTS_PORT) and a line of the settings file (port).
    """
    from rtts import log
    from rtts.commands import serve as serving

    settings = load_settings(flags, os.environ, config)
    log.configure(settings.log_level)
    _run(serving.serve(settings, click.echo))


@cli.command()
@click.argument("text")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A .wav, .flac, .ogg, .opus, .webm, .mp3, .m4a, .aac or .pcm file.",
)
@click.option(
    "--url", help="Of a running server; left out, one on this machine, or one of its own."
)
@click.option("--api-key", envvar="RTTS_API_KEY", help="Better as the variable RTTS_API_KEY.")
@click.option("--voice", help="A voice of the engine; `rtts voices` lists them.")
@click.option("--language", help="A code or a name; left out, told from the text.")
@click.option("--speed", type=float, help="1 is the voice's own pace.")
@click.option("--rate", type=int, help="Samples per second.")
@click.option("--engine", default="espeak", show_default=True, help="Of a server of its own.")
def say(text: str, engine: str, **options: Any) -> None:
    """Speak TEXT, or standard input as it arrives if TEXT is `-`."""
    from rtts.commands import say as speaking

    chosen = speaking.SayOptions(**options)
    _run(speaking.say(chosen, text, start_server=lambda: _own_server(engine)))


def _own_server(engine: str) -> AbstractAsyncContextManager[str]:
    from rtts.commands import serve as serving  # only where no server answers

    return serving.own_server(engine)


@cli.command("text")
@click.argument("text")
@click.option("--language", default="auto", help="A code or a name; left out, told from the text.")
@click.option(
    "--lexicon",
    multiple=True,
    metavar="MATCH=SAY",
    help="How a word is to be said; may be given again.",
)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each segment.")
def show_text(text: str, language: str, lexicon: tuple[str, ...], *, as_json: bool) -> None:
    """Show what would be said for TEXT, or for standard input if TEXT is `-`.

    Each segment, its language, and its spoken form, as soon as it is certain.
    """
    from rtts.commands import text as showing

    fragments = sys.stdin if text == "-" else [text]
    entries = [_pair(each, "entry of a lexicon", "MATCH=SAY") for each in lexicon]
    for line in showing.render(fragments, language, entries, as_json=as_json):
        click.echo(line)


def _pair(pair: str, what: str, form: str) -> tuple[str, str]:
    """Both sides of a text with an equals sign in it."""
    left, equals, right = pair.partition("=")
    if not left or not equals:
        raise RttsError(f"{pair!r} is no {what}; write {form}.")
    return left, right


@cli.group(invoke_without_command=True)
@click.option("--engine", default="espeak", show_default=True)
@click.option("--model", default="", help="What the engine is to load.")
@click.option("--engine-option", multiple=True, metavar="NAME=VALUE", help="Options of the engine.")
@click.option("--language", help="Only voices for this language.")
@click.pass_context
def voices(
    context: click.Context,
    engine: str,
    model: str,
    engine_option: tuple[str, ...],
    language: str | None,
) -> None:
    """List an engine's voices and their languages, or keep recorded voices in a folder."""
    if context.invoked_subcommand is not None:
        return
    from rtts.commands import voices as listing

    options = dict(_pair(each, "option of an engine", "NAME=VALUE") for each in engine_option)
    info = _run(listing.describe(engine, model, options))
    for line in listing.render(engine, info, language):
        click.echo(line)


_voices_folder = click.option(
    "--folder",
    type=click.Path(path_type=Path),
    required=True,
    help="Where recorded voices are kept; the engine's option `voices`.",
)


@voices.command("add")
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@_voices_folder
@click.option("--text", default="", help="What is said in it, word for word.")
@click.option("--replace", is_flag=True, help="Take the place of a voice of that name.")
def add_voice(name: str, file: Path, folder: Path, text: str, *, replace: bool) -> None:
    """Keep the recording FILE as the voice NAME.

    It needs 1 to 30 seconds of one person, best 5 to 15. Only add a voice whose owner agreed.
    """
    from rtts.voices import files as voice_files

    click.echo(voice_files.add_voice(folder, name, file, text, replace=replace))


@voices.command("remove")
@click.argument("name")
@_voices_folder
@click.option(
    "--cache", type=click.Path(path_type=Path), help="The engine's `voice_cache`, if set."
)
def remove_voice(name: str, folder: Path, cache: Path | None) -> None:
    """Delete the voice NAME: recording, text, and what engines made of it."""
    from rtts.voices import files as voice_files

    voice_files.remove_voice(folder, name, cache)


@voices.command("list")
@_voices_folder
def list_voices(folder: Path) -> None:
    """List recorded voices: name, whether its words are known, file."""
    from rtts.commands import voices as listing

    for line in listing.recorded(folder):
        click.echo(line)


@cli.command()
@click.option(
    "--url", default="http://127.0.0.1:8766", show_default=True, help="Of the server's HTTP port."
)
@click.option("--api-key", envvar="RTTS_API_KEY", help="Better as the variable RTTS_API_KEY.")
@click.option("--ttl", type=float, help="For how many seconds it holds.")
@click.option("--origin", default="", help="The only origin whose pages may use it.")
@click.option("--voice", help="The only voice that it speaks with.")
@click.option("--language", help="The only language that it speaks.")
@click.option("--max-contexts", type=int, help="Contexts open at once.")
@click.option("--chars-per-minute", type=int, help="Characters of text in a minute.")
@click.option(
    "--sign-for",
    metavar="KEY",
    help="Ask no server: sign with its secret, for the key of this name.",
)
@click.option(
    "--secret-file",
    type=click.Path(path_type=Path),
    envvar="RTTS_TOKEN_SECRET_FILE",
    help="The secret, with --sign-for; or the variable RTTS_TOKEN_SECRET.",
)
@click.option("--json", "as_json", is_flag=True, help="The token and when it expires.")
def token(
    url: str,
    api_key: str | None,
    sign_for: str | None,
    secret_file: Path | None,
    *,
    as_json: bool,
    **wish: Any,
) -> None:
    """Get a token, with which a page may open one session in place of an API key."""
    from rtts.access.tokens import load_secret
    from rtts.commands import token as tokens

    asked = tokens.make_wish(**wish)
    if sign_for is None:
        answer = tokens.ask_for_token(url, api_key, asked)
    else:
        secret = load_secret(secret_file, os.environ.get("RTTS_TOKEN_SECRET", ""))
        if secret is None:
            raise RttsError("Signing needs the server's secret: --secret-file.")
        answer = tokens.sign_token(secret, sign_for, asked)
    click.echo(tokens.to_json(answer) if as_json else answer.token)


@cli.command()
@click.option("--engine", default="espeak", show_default=True)
@click.option(
    "--turns",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    help="Turns of the one session.",
)
@click.option(
    "--sessions",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Sessions that speak at once.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=20.0,
    show_default=True,
    help="How long they speak.",
)
@click.option(
    "--find-limit", is_flag=True, help="Raise the sessions to the first underrun or refusal."
)
@click.option("--json", "json_file", type=click.File("w", lazy=False), help="Write the figures.")
def bench(json_file: TextIO | None, **options: Any) -> None:
    """Measure what the server costs, beside what its engine costs alone."""
    from rtts.commands import bench as benchmark

    report = _run(benchmark.bench(benchmark.BenchOptions(**options)))
    click.echo(benchmark.render(report))
    if json_file is not None:
        json_file.write(benchmark.to_json(report) + "\n")


def _run(coroutine: Any) -> Any:
    """Run to the end, on the fastest loop there is."""
    try:
        import uvloop
    except ImportError:  # Windows has none
        return asyncio.run(coroutine)
    return uvloop.run(coroutine)


def main() -> None:
    """The entry point. What went wrong is told in a sentence, not in a traceback."""
    spare_threads()
    try:
        cli()
    except RttsError as error:
        click.echo(f"rtts: {error}", err=True)
        sys.exit(2)
