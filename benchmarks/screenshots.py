#!/usr/bin/env python3
"""Takes the screenshots of the review page that stand in docs/, with Debian's chromium.

    python benchmarks/screenshots.py docs/images

The texts are those of examples/, and a made one with 10,000 changes.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LINE = "It was the the end ."


def page(folder: Path, name: str, *paths: str) -> Path:
    target = folder / f"{name}.html"
    command = [sys.executable, "-m", "cleaner", "report", "--isolated", "-q", "-o", str(target), *paths]
    subprocess.run(command, check=True, cwd=HERE)
    return target


def shoot(target: Path, image: Path, size: str, *flags: str) -> None:
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed (apt-get install chromium)")
    common = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=20000"]
    command = [chromium, *common, f"--window-size={size}", *flags, f"--screenshot={image}", target.as_uri()]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        many = Path(work) / "many.txt"
        many.write_text("\n".join(f"{number} {LINE}" for number in range(5000)) + "\n", encoding="utf-8")
        examples = page(Path(work), "examples", "examples")
        shoot(examples, folder / "review.png", "1280,860")
        shoot(examples, folder / "review-dark.png", "1280,860", "--blink-settings=preferredColorScheme=0", "--force-dark-mode")
        shoot(examples, folder / "review-narrow.png", "500,900")
        shoot(page(Path(work), "many", str(many)), folder / "review-10000.png", "1280,860")


if __name__ == "__main__":
    main()
