"""The learner's log outlives what stops a kernel: damage, a full or read-only disk, a kill, other pages."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING

import pytest

from mtlearn.errors import StoreError, StoreFullError, StoreReadOnlyError
from mtlearn.learner.store import Store, default_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of one megabyte, where the system lets us make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = mounted("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder))
    if not made:
        pytest.skip("no disk can be mounted here (it takes root on Linux)")
    yield folder
    mounted("umount", "--lazy", str(folder))


def mounted(*command: str) -> bool:
    """Ask the system to mount or unmount something, and say whether it did."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


def test_what_is_written_is_there_when_the_file_is_opened_again(open_store: Callable[..., Store]) -> None:
    """Each entry is committed when it is made, whatever words it holds."""
    times = iter([10.0, 20.0, 30.0])
    store = open_store(clock=lambda: next(times))
    store.append("words", "a/warm-up", "blåbær ♪ 'x'")
    store.append("words", "a/warm-up", {"list": [1, None, 2.5]})
    store.append("answer", "a/1", ["x"])
    again = open_store()
    assert (20.0, "words", "a/warm-up", {"list": [1, None, 2.5]}) == again.latest("words", "a/warm-up")
    assert ["blåbær ♪ 'x'", {"list": [1, None, 2.5]}] == [entry.data for entry in again.entries("words")]
    assert again.latest("words", "a") is None
    assert ["a/1"] == [entry.key for entry in again.entries("answer", prefix="a/")]
    assert [] == again.entries("answer", prefix="A/")
    assert [] == again.entries("answer", prefix="%")


def test_the_file_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """MTLEARN_DATA names the folder; without it the platform's own folder is used."""
    monkeypatch.setenv("MTLEARN_DATA", str(tmp_path))
    assert tmp_path / "learner.sqlite3" == default_path()
    monkeypatch.delenv("MTLEARN_DATA")
    assert "mtlearn" in str(default_path())


def test_a_file_of_a_newer_mtlearn_is_left_as_it_is(path: Path, open_store: Callable[..., Store]) -> None:
    """It is not damaged; it is said that mtlearn should be updated, and nothing in it is changed."""
    open_store().close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    store = open_store()
    assert store.set_aside is None
    assert "newer mtlearn" in str(store.trouble)
    with pytest.raises(StoreError, match="Update mtlearn"):
        store.append("words", "a/1", "kept here")
    assert "kept here" == store.entries("words")[0].data
    assert before == path.read_bytes()


def test_where_the_folder_cannot_be_made_it_says_so_and_goes_on(
    tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    """A file stands where the folder should be: said with the place, and the entry still counts."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    store = open_store(tmp_path / "taken" / "learner.sqlite3")
    assert store.trouble is not None
    assert "taken" in str(store.trouble)
    with pytest.raises(StoreError):
        store.append("words", "a/1", "kept")
    assert "kept" == store.entries("words", "a/1")[0].data
    (tmp_path / "taken").unlink()
    store.append("words", "a/2", "after")
    assert store.trouble is None
    assert ["kept", "after"] == [entry.data for entry in open_store(store.path).entries("words")]


def test_a_read_only_disk_is_said_and_earlier_work_still_shown(
    small_disk: Path, open_store: Callable[..., Store]
) -> None:
    """What was saved before can be read; what is done now counts, and is saved once writing is allowed."""
    earlier = open_store(small_disk / "learner.sqlite3")
    earlier.append("words", "a/1", "before")
    earlier.close()
    assert mounted("mount", "-o", "remount,ro", str(small_disk))
    store = open_store(small_disk / "learner.sqlite3")
    with pytest.raises(StoreReadOnlyError, match="may not be written to") as caught:
        store.append("words", "a/1", "now")
    assert small_disk == caught.value.details["folder"]
    assert ["before", "now"] == [entry.data for entry in store.entries("words")]
    assert "now" == (store.latest("words", "a/1") or ("",) * 4)[3]
    assert mounted("mount", "-o", "remount,rw", str(small_disk))
    store.append("words", "a/1", "after")
    assert store.trouble is None
    store.close()
    again = open_store(small_disk / "learner.sqlite3")
    assert ["before", "now", "after"] == [entry.data for entry in again.entries("words")]
    again.close()


def test_a_full_disk_is_said_and_nothing_is_half_written(
    small_disk: Path, open_store: Callable[..., Store]
) -> None:
    """Entries wait until there is room, in their order; the file stays whole."""
    ballast = small_disk / "ballast"
    store = open_store(small_disk / "learner.sqlite3")
    store.append("words", "a/0", "first")
    ballast.write_bytes(b"\0" * (os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize))
    written = 0
    while store.trouble is None and written < 1000:
        try:
            store.append("words", f"a/{written + 1}", "x" * 500)
            written += 1
        except StoreFullError as error:
            assert "no room left" in str(error)  # noqa: PT017 - which entry meets it is not known
    assert isinstance(store.trouble, StoreFullError)
    assert written + 2 == len(store.entries("words"))
    with pytest.raises(StoreFullError):
        store.append("words", "a/last", "last")
    other = open_store(small_disk / "learner.sqlite3")
    assert other.set_aside is None
    assert written + 1 == len(other.entries("words"))
    other.close()
    ballast.unlink()
    store.save()
    assert store.trouble is None
    assert [] == store.unsaved
    assert "last" == open_store(small_disk / "learner.sqlite3").entries("words")[-1].data
    store.close()


def test_a_disk_full_from_the_start_is_said(small_disk: Path, open_store: Callable[..., Store]) -> None:
    """Not even an empty log fits: the page still opens, and it is said."""
    (small_disk / "ballast").write_bytes(b"\0" * (os.statvfs(small_disk).f_bavail * 4096))
    store = open_store(small_disk / "learner.sqlite3")
    assert isinstance(store.trouble, StoreFullError)
    assert store.set_aside is None
    with pytest.raises(StoreFullError):
        store.append("words", "a/1", "kept")
    (small_disk / "ballast").unlink()
    store.append("words", "a/2", "after")
    assert ["kept", "after"] == [entry.data for entry in store.entries("words")]
    store.close()


def test_a_limit_on_a_files_size_is_no_damage(path: Path, open_store: Callable[..., Store]) -> None:
    """Where the system limits how large a file may grow, the entry waits and the file stays whole."""
    done = run(
        """
        import resource, signal, sys
        from pathlib import Path
        from mtlearn.errors import StoreError
        from mtlearn.learner.store import Store
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        store = Store(Path(sys.argv[1]))
        store.append("words", "a/0", "first")
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
        said = []
        for number in range(400):
            try:
                store.append("words", f"a/{number + 1}", "x" * 1000)
            except StoreError as error:
                said.append(str(error))
        assert said and store.trouble is not None, said
        assert len(store.entries("words")) == 401
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        store.save()
        store.close()
        """,
        path,
    )
    assert "" == done.stderr
    assert 401 == len(open_store().entries("words"))


def test_two_pages_write_and_read_the_same_log(open_store: Callable[..., Store]) -> None:
    """What one page wrote the other reads at once, in the order it was done."""
    one, other = open_store(), open_store()
    one.append("words", "a/1", "one")
    other.append("words", "a/1", "other")
    one.append("words", "a/1", "one again")
    assert ["one", "other", "one again"] == [entry.data for entry in one.entries("words", "a/1")]
    assert one.entries("words") == other.entries("words")


def test_many_kernels_opening_and_writing_at_once_lose_nothing(
    path: Path, open_store: Callable[..., Store]
) -> None:
    """Eight processes begin the file together and write; every entry is there."""
    code = """
        import sys
        from pathlib import Path
        from mtlearn.learner.store import Store
        sys.stdin.readline()
        store = Store(Path(sys.argv[1]))
        for number in range(50):
            store.append("words", f"{sys.argv[2]}/{number}", "x")
        store.close()
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(path)]
    writers = [subprocess.Popen([*command, str(name)], stdin=subprocess.PIPE, text=True) for name in range(8)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("now\n")
        writer.stdin.close()
    assert [0] * 8 == [writer.wait(60) for writer in writers]
    assert 400 == len(open_store().entries("words"))


def test_a_killed_kernel_loses_nothing_it_had_committed(path: Path, open_store: Callable[..., Store]) -> None:
    """The writer says what it has written; after a kill in the middle all of that is there."""
    code = """
        import sys
        from pathlib import Path
        from mtlearn.learner.store import Store
        store = Store(Path(sys.argv[1]))
        for number in range(100_000):
            store.append("words", f"a/{number}", "x" * 50)
            print(number, flush=True)
    """
    writer = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    said = ""
    while said.strip() != "300":
        said = writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    last = max(int(number) for number in [said, *rest[:-1]])
    store = open_store()
    assert store.set_aside is None
    assert list(range(last + 1)) == [int(e.key.split("/")[1]) for e in store.entries("words")][: last + 1]


def test_several_threads_of_one_kernel_share_a_log(open_store: Callable[..., Store]) -> None:
    """A widget's messages and a sound card's notices may come from different threads."""
    store = open_store()
    threads = [
        threading.Thread(target=lambda: [store.append("words", "a", "x") for _ in range(50)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 200 == len(store.entries("words", "a"))


def test_what_json_cannot_hold_is_refused_and_harms_nothing(open_store: Callable[..., Store]) -> None:
    """A mistake in the course's own code does not block the entries after it."""
    store = open_store()
    with pytest.raises(TypeError):
        store.append("words", "a", {1, 2})
    store.append("words", "a", "well")
    assert ["well"] == [entry.data for entry in store.entries("words")]


def test_closing_twice_is_no_trouble(open_store: Callable[..., Store]) -> None:
    """A page may be closed while it is closing."""
    store = open_store()
    store.close()
    store.close()
    store.append("words", "a", "opens again")
    assert ["opens again"] == [entry.data for entry in store.entries("words")]
    store.close()
