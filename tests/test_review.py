"""The review page in a real browser: what it shows, how it is used, and what becomes of the decisions."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.edits import apply
from cleaner.formats.base import Format
from cleaner.reports.review import Reviewed, review

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="Debian's chromium and chromium-driver are not installed")

ROOT = Path(__file__).parent.parent
TEXT = "All of thisyear is over .\nThe the police said so , and left .\n"
PO = 'msgid "the end"\nmsgstr "It was the the \\"end\\" of it ."\n'
HOSTILE = """<script>document.title = "broken"</script> thisyear </script><!-- <img src=x onerror="document.title='broken'">
& \u2028 \u202e over .\nthe the @data@ @script@ end .\n"""


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    yield driver
    driver.quit()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cleaner", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"})


@pytest.fixture
def page(tmp_path: Path, browser: Any) -> Path:
    """A folder with two files and the page of them, which is open in the browser, without marks of earlier pages."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.po").write_text(PO, encoding="utf-8")
    done = run(tmp_path, "report", "--isolated", "--no-glossary", "-o", "review.html", "a.txt", "b.po")
    assert done.returncode == 0, done.stderr
    show(browser, tmp_path / "review.html")
    return tmp_path


def show(browser: Any, path: Path) -> None:
    browser.get(path.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.get(path.as_uri())
    assert browser.execute_script("return document.body.dataset.ready") == "yes"


def press(browser: Any, keys: str) -> None:
    for key in keys:
        browser.find_element("tag name", "body").send_keys(key)


def texts(browser: Any, selector: str) -> list[str]:
    """The texts of the elements that are shown."""
    return [each.text for each in browser.find_elements("css selector", selector) if each.is_displayed()]


def decisions(browser: Any) -> dict[str, Any]:
    exported: dict[str, Any] = browser.execute_script("return window.mtCleaner.exported()")
    return exported


def test_the_page_shows_every_change_in_its_place(page: Path, browser: Any) -> None:
    assert texts(browser, ".place") == ["a.txt:1", "a.txt:2", "b.po:2"]
    outcome = Cleaner(glossaries=[]).clean(TEXT)
    deleted = [TEXT[change.start : change.end] for change in outcome.changes if change.end > change.start]
    shown = browser.execute_script("return [...document.querySelectorAll('.text del')].map((each) => each.textContent)")
    assert shown[: len(deleted)] == deleted
    assert texts(browser, ".source") == ["the end"]
    assert "0 accepted, 0 rejected" in browser.find_element("id", "progress").text
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_the_keyboard_walks_and_decides(page: Path, browser: Any) -> None:
    press(browser, "jar")
    assert "1 accepted, 1 rejected" in browser.find_element("id", "progress").text
    states = [(len(file["accepted"]), len(file["rejected"])) for file in decisions(browser)["files"]]
    assert states == [(1, 1)]
    press(browser, "ku")
    assert "1 accepted, 0 rejected" in browser.find_element("id", "progress").text
    press(browser, "?")
    assert browser.find_element("id", "help").is_displayed()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the tests' output is not a server's log."""


@pytest.fixture
def served(page: Path) -> Iterator[str]:
    """The page's address at a server of its own: a driven Chromium gives the pages of `file:` one of two storages, now this, now that."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(page))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/review.html"
        server.shutdown()


def test_marks_are_still_there_when_the_page_is_opened_again(served: str, browser: Any) -> None:
    browser.get(served)
    assert "0 accepted" in browser.find_element("id", "progress").text
    press(browser, "ja")
    browser.get(served)
    assert "1 accepted" in browser.find_element("id", "progress").text


def test_filters_and_search(page: Path, browser: Any) -> None:
    rule = next(each for each in browser.find_elements("css selector", "#rules button") if "doubled.word" in each.text)
    rule.click()
    assert texts(browser, ".place") == ["a.txt:2", "b.po:2"]
    assert set(texts(browser, ".changes .rule")) == {"doubled.word"}
    rule.click()
    browser.find_element("id", "search").send_keys("the end")
    assert texts(browser, ".place") == ["b.po:2"]
    browser.find_element("id", "search").clear()
    browser.find_element("id", "search").send_keys("nowhere")
    assert texts(browser, ".place") == [] and browser.find_element("id", "empty").is_displayed()


def test_exported_decisions_make_the_accepted_changes_and_no_other_byte(page: Path, browser: Any, downloads: Path) -> None:
    chosen = decisions(browser)
    assert chosen["files"] == []
    press(browser, "jarra")  # of a.txt
    browser.find_element("id", "state").send_keys("Open")
    browser.find_element("id", "search").send_keys("the end")
    browser.find_element("id", "accept-shown").click()
    (exported := downloads / "decisions.json").unlink(missing_ok=True)
    browser.find_element("id", "export").click()
    for _ in range(100):
        if exported.exists() and exported.read_bytes().endswith(b"\n"):
            break
        time.sleep(0.05)
    read = json.loads(exported.read_text(encoding="utf-8"))
    changes = Cleaner(glossaries=[]).clean(TEXT).changes
    accepted = [changes[0], changes[3]]
    assert [each["start"] for each in read["files"][0]["accepted"]] == [change.start for change in accepted]
    done = run(page, "fix", "--isolated", "--decisions", str(exported))
    assert done.returncode == 0, done.stderr
    assert (page / "a.txt").read_text(encoding="utf-8") == apply(TEXT, accepted)
    assert (page / "b.po").read_text(encoding="utf-8") == 'msgid "the end"\nmsgstr "It was the \\"end\\" of it."\n'
    again = run(page, "fix", "--isolated", "--decisions", str(exported))
    assert again.returncode == 2 and "no longer what the page was made of" in again.stderr


def test_hostile_text_shows_as_text(tmp_path: Path, browser: Any) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, encoding="utf-8")
    assert run(tmp_path, "report", "--isolated", "--no-glossary", "a.txt").returncode == 0
    show(browser, tmp_path / "review.html")
    assert browser.title == "mt-cleaner: review"
    assert browser.find_elements("css selector", "main script, main img") == []
    shown = " ".join(texts(browser, ".text"))
    assert "</script>" in shown and "@data@ @script@" in shown and "U+202E" in shown


def test_ten_thousand_changes_stay_quick(tmp_path: Path, browser: Any) -> None:
    line = "It was the the end ."
    text = "\n".join(f"{number} {line}" for number in range(5000)) + "\n"
    changes = Cleaner(glossaries=[], select=["doubled", "spacing"]).clean(text).changes
    assert len(changes) == 10_000
    path = tmp_path / "review.html"
    path.write_text(review([Reviewed("a.txt", "0" * 64, Format("text"), text, changes, ())]), encoding="utf-8")
    start = time.monotonic()
    show(browser, path)  # twice
    assert time.monotonic() - start < 30
    press(browser, "jjaa")
    milliseconds = browser.execute_script(
        "const start = performance.now(); const box = document.getElementById('search'); box.value = '4999 '; "
        "box.dispatchEvent(new Event('input')); return performance.now() - start"
    )
    assert texts(browser, ".place") == ["a.txt:5000"]
    assert milliseconds < 2000
