"""Draws what was measured as one picture, where matplotlib is installed."""

import importlib.util
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["draw", "is_drawable"]

_LENGTH = 256
_WIDTH, _HEIGHT, _DOTS = 11.0, 4.2, 110


def is_drawable() -> bool:
    """Whether matplotlib is here."""
    return importlib.util.find_spec("matplotlib") is not None


def draw(merged: Mapping[str, Any], path: Path) -> bool:
    """Write a PNG of `results.merge`: a frame by batch, first audio by load; whether it was drawn.

    Sizes are colours. What was not measured is left out of the picture.
    """
    if not is_drawable() or not merged.get("sizes"):
        return False
    mpl, plt = import_module("matplotlib"), import_module("matplotlib.pyplot")
    mpl.use("Agg")
    figure, (left, right) = plt.subplots(1, 2, figsize=(_WIDTH, _HEIGHT))
    for color, (size, parts) in enumerate(sorted(merged["sizes"].items())):
        _draw_frames(left, size, parts.get("frames") or {}, f"C{color}")
        _draw_first(right, size, parts.get("first") or {}, f"C{color}")
    _label(left, "utterances at once", "ms a frame of 80 ms", both=True)
    _label(right, "requests a second, of 1 to 10 s", "first audio at the socket, ms", both=False)
    machine = merged["machine"]
    figure.suptitle(f"Qwen3-TTS on {machine['device']}, {machine['at'][:10]}", fontsize=10)
    figure.tight_layout()
    figure.savefig(path, dpi=_DOTS)
    plt.close(figure)
    return True


def _draw_frames(axes: Any, size: str, found: Mapping[str, Any], color: str) -> None:
    rows = found.get("rows", ())
    lengths = {row["length"] for row in rows}
    length = _LENGTH if _LENGTH in lengths else max(lengths, default=0)
    rows = sorted((row for row in rows if row["length"] == length), key=lambda row: row["batch"])
    if rows:
        batches = [row["batch"] for row in rows]
        axes.plot(batches, [row["ms"] for row in rows], "o-", color=color, label=size)
        least = [max(row["memory_ms"], row["arithmetic_ms"]) for row in rows]
        axes.plot(batches, least, ":", color=color, label=f"{size}, at the least")
    whole = [row for row in found.get("engine", ()) if not row.get("lead_s")]
    if whole:
        batches, times = [row["batch"] for row in whole], [row["ms"] for row in whole]
        axes.plot(batches, times, "s--", color=color, label=f"{size}, codec and host with it")


def _draw_first(axes: Any, size: str, found: Mapping[str, Any], color: str) -> None:
    rows = [row for row in found.get("rates", ()) if row["first_ms"]["count"]]
    rows.sort(key=lambda row: row["rate"])
    for share, style in (("p50", "o-"), ("p95", "s--"), ("p99", "^:")):
        if rows:
            rates = [row["rate"] for row in rows]
            times = [row["first_ms"][share] for row in rows]
            axes.plot(rates, times, style, color=color, label=f"{size}, {share}")


def _label(axes: Any, x: str, y: str, *, both: bool) -> None:
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.set_xscale("log")
    axes.set_yscale("log" if both else "linear")
    ticks = sorted({float(x) for line in axes.get_lines() for x in line.get_xdata()})
    axes.minorticks_off()
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.grid(visible=True, alpha=0.3)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(fontsize=7)
