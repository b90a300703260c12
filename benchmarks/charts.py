#!/usr/bin/env python3
"""The charts of the README, drawn from what the other benchmarks have measured.

    python benchmarks/peers.py --json .bench/peers.json
    python benchmarks/growth.py --json .bench/growth.json
    python benchmarks/scale.py FILE… --json .bench/scale.json
    python benchmarks/charts.py [--figures FOLDER] [--to FOLDER]

`make bench` does the first and the last, in an environment that has matplotlib. A chart is drawn where its figures are there. The same
figures give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
from peers import AGAIN, FIRST

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402 - after the choice of what draws
from matplotlib.axes import Axes  # noqa: E402

HERE = Path(__file__).resolve().parent.parent
OURS, OTHERS, INK = "#0969da", "#8c959f", "#6e7781"
"""Colours that can be read on white and on black."""
_WIDTH = 7.0
_LOOK = {
    **{"svg.hashsalt": "mt-cleaner", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10, "savefig.transparent": True},
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), INK),
    **{"axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left", "axes.titlesize": 10},
}


def peers(figures: dict[str, Any], axes: Axes) -> None:
    """Megabytes a second of wall time, the fastest first."""
    rates = {name: figures["size"] / wall for name, (wall, _) in figures["rows"].items()}
    names = sorted(rates, key=lambda name: rates[name])
    ours = {FIRST: "mt-cleaner, first time", AGAIN: "mt-cleaner, known files"}
    bars = axes.barh([ours.get(name, name) for name in names], [rates[name] for name in names], height=0.6)
    for bar, name in zip(bars, names, strict=True):
        bar.set_color(OURS if name in ours else OTHERS)
    axes.bar_label(bars, [f"{rates[name]:.1f}" for name in names], padding=4, color=INK)
    axes.set_xlabel("MB of text a second, more is better")
    where = f"{figures['size']:.0f} MB of English in {figures['files']} files, {figures['processors']} processors"
    axes.set_title(f"{where}, everything on")


def growth(figures: dict[str, Any], axes: Axes) -> None:
    """Time against length, for every kind of text that is the worst for some rule."""
    short, long = figures["size"], 10 * figures["size"]
    plain, *worst = figures["rows"]
    for row in worst:
        label = f"{len(worst)} kinds of text, each the worst for some rule" if row is worst[0] else None
        axes.plot([short, long], _seconds(row, short, long), "o-", color=OTHERS, lw=0.8, ms=2.5, label=label)
    axes.plot([short, long], _seconds(plain, short, long), "o-", color=OURS, lw=2.5, ms=5, label=plain["kind"])
    axes.plot([short, long], [0.01, 0.1], "--", color=INK, lw=1, label="linear")
    axes.set(xscale="log", yscale="log", xlabel="characters", ylabel="seconds", title="Time against length of one text")
    axes.set_xticks([short, long], [f"{short:,}", f"{long:,}"])
    axes.minorticks_off()
    axes.legend(frameon=False, loc="upper left", fontsize=9)


def _seconds(row: dict[str, Any], short: int, long: int) -> list[float]:
    return [row["short"] * short / 1e6, row["long"] * long / 1e6]


def scale(figures: list[dict[str, Any]], axes: Axes) -> None:
    """Time for a megabyte against the number of entries."""
    names = ["the bundled one", *(row["name"].removesuffix(" entries") for row in figures[1:])]
    bars = axes.bar(names, [row["per_mb"] for row in figures], width=0.55, color=[OURS, *[OTHERS] * (len(names) - 1)])
    axes.bar_label(bars, fmt="%.2f s", padding=2, color=INK)
    axes.set(xlabel="entries of the glossary", ylabel="seconds for a megabyte", title="Time against size of the glossary")
    axes.margins(y=0.12)


CHARTS: dict[str, tuple[Callable[[Any, Axes], None], float]] = {"peers": (peers, 2.4), "growth": (growth, 3.6), "scale": (scale, 2.8)}
"""What draws each chart, and how high it is, in inches."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=Path, default=HERE / ".bench", help="where the JSON of the benchmarks is (default: .bench)")
    parser.add_argument("--to", type=Path, default=HERE / "docs" / "charts", help="where the charts go (default: docs/charts)")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    for name, (draw, height) in CHARTS.items():
        figures = given.figures / f"{name}.json"
        if not figures.exists():
            print(f"{figures}: not measured yet, so that this chart stays as it is")
            continue
        with pyplot.rc_context(_LOOK):
            figure, axes = pyplot.subplots(figsize=(_WIDTH, height), layout="constrained")
            draw(json.loads(figures.read_text(encoding="utf-8")), axes)
            figure.savefig(given.to / f"{name}.svg", metadata={"Date": None, "Creator": None})
            pyplot.close(figure)
        print(given.to / f"{name}.svg")


if __name__ == "__main__":
    main()
