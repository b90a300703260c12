"""What a file system can do to a run: a sentence, the right exit code, every file old or new, and nothing left over."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

DAMAGED = "The bank , and the teh gang’s “ loan ” .\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="faults of POSIX file systems")


def run(*arguments: str | bytes, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """The real command; output as text, with what is no UTF-8 as escapes."""
    command = [sys.executable, "-m", "cleaner", *arguments]
    settings: dict[str, object] = {"capture_output": True, "timeout": 60, "cwd": cwd, **options}
    done = subprocess.run(command, encoding="utf-8", errors="backslashreplace", check=False, **settings)  # type: ignore[call-overload]
    assert "Traceback" not in (done.stderr or ""), done.stderr
    return done  # type: ignore[no-any-return]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "c/d.txt"):
        write(tmp_path / name)
    return tmp_path


def write(path: Path, text: str = DAMAGED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def is_fixed(path: Path) -> bool:
    """Whether the file was cleaned; it is the old or the new one, and never a third."""
    text = path.read_text(encoding="utf-8")
    assert text in (DAMAGED, fixed_text()), text
    return text == fixed_text()


_FIXED: list[str] = []


def fixed_text() -> str:
    if not _FIXED:
        done = subprocess.run([sys.executable, "-m", "cleaner", "fix", "-q", "-"], input=DAMAGED.encode(), capture_output=True, check=False)
        _FIXED.append(done.stdout.decode())
        assert _FIXED[0] != DAMAGED
    return _FIXED[0]


def no_litter(folder: Path) -> bool:
    return not [path for path in folder.rglob("*") if ".mt-cleaner-" in path.name]


def small_files() -> None:
    """In a child: no file may grow beyond 20 bytes."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))


# --- a full disk -----------------------------------------------------------------------------------------------------


def test_a_full_disk_leaves_the_files(tree: Path) -> None:
    done = run("fix", ".", cwd=tree, preexec_fn=small_files)
    assert done.returncode == 2
    assert done.stderr.count("cannot be written: File too large. It was left as it was.") == 3
    assert not any(map(is_fixed, tree.rglob("*.txt")))
    assert no_litter(tree)


@pytest.mark.parametrize(
    "command",
    [
        ["fix", "a.txt", "-o", "out"],
        ["report", "a.txt", "-o", "out.html"],
        ["glossary", "report", "a.txt", "-o", "out.html"],
        ["glossary", "export", "zh-en", "-o", "out.csv"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_full_disk_leaves_no_half_output(command: list[str], tree: Path) -> None:
    done = run(*command, cwd=tree, preexec_fn=small_files, env={**os.environ, "XDG_CACHE_HOME": str(tree / "cache")})
    assert done.returncode == 2
    assert "cannot be written: File too large" in done.stderr
    assert no_litter(tree)
    assert not (tree / command[-1]).is_file()
    assert not (tree / command[-1] / "a.txt").exists()


def test_a_full_disk_stops_a_corpus_and_a_next_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": DAMAGED}) + "\n", encoding="utf-8")
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--column", "text", cwd=tmp_path, preexec_fn=small_files)
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert run("corpus", "in.jsonl", "-o", "out.jsonl", "--column", "text", cwd=tmp_path).returncode == 0
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_real_full_disk(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = shutil.which("mount") and not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)], capture_output=True, check=False
    ).returncode
    if not mounted:
        pytest.skip("no tmpfs can be mounted here")
    try:
        write(folder / "a.txt")
        handle = os.open(folder / "rest", os.O_CREAT | os.O_WRONLY)
        with pytest.raises(OSError, match="No space left"):
            while True:
                os.write(handle, b"x" * 4096)
        os.close(handle)
        done = run("fix", "a.txt", cwd=folder)
        assert done.returncode == 2
        assert "No space left on device. It was left as it was." in done.stderr
        assert not is_fixed(folder / "a.txt")
        assert no_litter(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


# --- what may not be read or written ---------------------------------------------------------------------------------


def without_rights() -> None:
    """In a child: root obeys the modes of files as everybody does."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.fixture
def modes_hold(tmp_path: Path) -> None:
    """Skips where a child process reads what its mode forbids."""
    path = write(tmp_path / "probe")
    path.chmod(0)
    done = subprocess.run(["cat", str(path)], preexec_fn=without_rights, capture_output=True, check=False)
    path.unlink()
    if done.returncode == 0:
        pytest.skip("this user reads and writes everything, and cannot give that up")


@pytest.mark.usefixtures("modes_hold")
def test_a_read_only_folder(tree: Path) -> None:
    (tree / "c").chmod(0o555)
    done = run("fix", ".", cwd=tree, preexec_fn=without_rights)
    assert done.returncode == 2
    assert "c/d.txt: the file cannot be written: Permission denied. It was left as it was." in done.stderr
    assert [is_fixed(tree / name) for name in ("a.txt", "b.txt", "c/d.txt")] == [True, True, False]
    (tree / "c").chmod(0o755)


@pytest.mark.usefixtures("modes_hold")
def test_a_folder_and_a_file_that_cannot_be_read(tree: Path) -> None:
    (tree / "c").chmod(0)
    (tree / "a.txt").chmod(0o200)
    done = run("fix", ".", cwd=tree, preexec_fn=without_rights)
    (tree / "c").chmod(0o755)
    (tree / "a.txt").chmod(0o644)
    assert done.returncode == 2
    assert "c: the folder cannot be read: Permission denied." in done.stderr
    assert "a.txt: the file cannot be read: Permission denied." in done.stderr
    assert [is_fixed(tree / name) for name in ("a.txt", "b.txt", "c/d.txt")] == [False, True, False]


def test_a_read_only_file(tree: Path) -> None:
    (tree / "a.txt").chmod(0o444)
    done = run("fix", ".", cwd=tree)
    assert done.returncode == 2
    assert "a.txt: the file is read-only. It was left as it was; make it writable, or use -o DIR." in done.stderr
    assert [is_fixed(tree / name) for name in ("a.txt", "b.txt", "c/d.txt")] == [False, True, True]


# --- what changes under the run --------------------------------------------------------------------------------------

MEANWHILE = """
import sys
from cleaner import files
from cleaner.cli import main
read = files.read
def interfere(path, *rest):
    loaded = read(path, *rest)
    {what}
    return loaded
files.read = interfere
sys.exit(main(sys.argv[1:]))
"""


def meanwhile(what: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command with something happening between the reading of a file and its writing."""
    script = MEANWHILE.replace("{what}", what)
    done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("open(path, 'a').write('more')", "changed while it was being cleaned, so it was not overwritten. Run again."),
        ("import os; os.unlink(path)", "cannot be written: No such file or directory."),
        ("import os; os.unlink(path); os.mkdir(path)", "this is not a regular file"),
        ("import os; os.unlink(path); os.mkfifo(path)", "this is not a regular file"),
        ("import os; os.unlink(path); os.symlink('b.txt', path)", "changed while it was being cleaned"),
        ("import os; os.chmod(path, 0o444)", "is read-only. It was left as it was"),
    ],
)
def test_a_file_that_changes_between_reading_and_writing(what: str, said: str, tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", "Another file.\n")
    done = meanwhile(what, "fix", "a.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert f"a.txt: {'the file ' if said[0] != 't' else ''}{said}" in done.stderr
    assert (tmp_path / "b.txt").read_text() == "Another file.\n"
    assert no_litter(tmp_path)


def test_a_folder_that_becomes_a_link(tmp_path: Path) -> None:
    write(tmp_path / "c" / "d.txt")
    write(tmp_path / "other" / "d.txt", "Another file.\n")
    done = meanwhile("import os; os.rename('c', 'old'); os.symlink('other', 'c')", "fix", "c/d.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "changed while it was being cleaned" in done.stderr
    assert (tmp_path / "other" / "d.txt").read_text() == "Another file.\n"


def test_a_link_stays_a_link_and_hard_links_are_said(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "link.txt").symlink_to("real/a.txt")
    os.link(tmp_path / "real" / "a.txt", tmp_path / "second.text")
    done = run("fix", "link.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "link.txt").is_symlink()
    assert is_fixed(tmp_path / "real" / "a.txt")
    assert (tmp_path / "second.text").read_text() == DAMAGED
    assert "link.txt: the file has another name (a hard link), which keeps the old text." in done.stderr


def test_two_runs_at_once(tmp_path: Path) -> None:
    for number in range(40):
        write(tmp_path / f"{number}.txt")
    command = [sys.executable, "-m", "cleaner", "fix", "-q", "."]
    runs = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [each.communicate(timeout=60)[1] for each in runs]
    assert not any("Traceback" in each for each in said)
    assert {each.returncode for each in runs} <= {0, 2}
    assert all("Run again" in each or "No such file" in each for each, done in zip(said, runs, strict=True) if done.returncode)
    assert run("fix", ".", cwd=tmp_path).returncode == 0
    assert all(map(is_fixed, tmp_path.glob("*.txt")))
    assert no_litter(tmp_path)


# --- what is no file, and what names can be ---------------------------------------------------------------------------


def test_pipes_devices_and_sockets_in_a_tree(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    (tree / "null.txt").symlink_to("/dev/zero")
    (tree / "lost.txt").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tree / "s.txt"))
        done = run("fix", ".", cwd=tree)
    assert done.returncode == 0
    assert all(is_fixed(tree / name) for name in ("a.txt", "b.txt", "c/d.txt"))


def test_a_pipe_that_is_named_is_read_but_not_rewritten(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.txt")
    threading.Thread(target=(tmp_path / "p.txt").write_text, args=(DAMAGED,), daemon=True).start()
    assert run("check", "p.txt", cwd=tmp_path).returncode == 1
    done = run("fix", "p.txt", cwd=tmp_path)  # nobody writes into it, and nobody needs to
    assert done.returncode == 2
    assert "p.txt: this is not a regular file, so it cannot be rewritten. Pipe it through `mt-cleaner fix -`." in done.stderr


def test_names_that_are_not_utf8_or_hold_newlines(tmp_path: Path) -> None:
    names = [b"caf\xe9.txt", b"two\nlines.txt", b"esc\x1b[31m.txt", "क.txt".encode()]
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(DAMAGED.encode())
    findings = len(run("check", "क.txt", cwd=tmp_path).stdout.splitlines())
    done = run("check", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == findings * len(names)
    assert "\x1b" not in done.stdout + done.stderr
    rows = [json.loads(line) for line in run("check", "--format", "json", ".", cwd=tmp_path).stdout.splitlines()]
    assert len({row["path"] for row in rows}) == len(names)
    for style in ("full", "github", "sarif", "rdjson"):
        assert run("check", "--format", style, ".", cwd=tmp_path).returncode == 1
    assert run("report", ".", "-o", "r.html", cwd=tmp_path).returncode == 0
    assert run("fix", ".", cwd=tmp_path).returncode == 0
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "rb") as file:
            assert file.read().decode() == fixed_text()


def test_paths_of_four_thousand_bytes(tmp_path: Path) -> None:
    deep = tmp_path
    home = os.getcwd()
    try:
        os.chdir(tmp_path)
        while len(os.fsencode(deep)) < 3900:
            os.mkdir("d" * 100)
            os.chdir("d" * 100)
            deep = deep / ("d" * 100)
        Path("a.txt").write_text(DAMAGED)
        for _ in range(3):
            os.mkdir("e" * 200)
            os.chdir("e" * 200)
        Path("b.txt").write_text(DAMAGED)
    finally:
        os.chdir(home)
    done = run("fix", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert "File name too long" in done.stderr
    assert is_fixed(deep / "a.txt")


# --- where output goes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["text", "full", "json", "sarif", "rdjson", "github"])
def test_a_broken_pipe(style: str, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", DAMAGED * 3000)
    command = f"{sys.executable} -m cleaner check --format {style} a.txt | head -c 10 > /dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    assert "rror" not in done.stderr
    assert done.stdout.strip() in ("0", "1", "141")


def test_output_that_is_closed_or_full(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    for command, said in ((">&-", ""), ("> /dev/full", "No space left on device"), ("2>&-", "")):
        script = f"{sys.executable} -m cleaner check a.txt {command}"
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert "Traceback" not in done.stderr
        assert said in done.stderr
        assert done.returncode in (1, 2)
    assert not is_fixed(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "change",
    [lambda env: env.pop("HOME", None), lambda env: env.update(HOME="/nowhere"), lambda env: env.update(XDG_CACHE_HOME="/dev/null/x")],
    ids=["no HOME", "HOME is missing", "no writable cache"],
)
def test_without_a_home_or_a_cache(change: Callable[[dict[str, str]], object], tree: Path) -> None:
    environment = dict(os.environ)
    change(environment)
    done = run("fix", "-q", ".", cwd=tree, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(map(is_fixed, tree.rglob("*.txt")))


def test_a_folder_that_goes_away(tmp_path: Path) -> None:
    write(tmp_path / "gone" / "a.txt")
    script = f"cd {tmp_path}/gone && rm -r ../gone && {sys.executable} -m cleaner check ."
    started = time.monotonic()
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    assert done.stderr.strip()
    assert time.monotonic() - started < 30
