"""The learner's log outlives what stops a kernel: damage, a full or read-only disk, a kill, other pages."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.errors import StoreError, StoreFullError, StoreReadOnlyError
from mtlearn.learner.file import alone, in_place
from mtlearn.learner.store import Store, default_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "learner.sqlite3"


@pytest.fixture
def open_store(path: Path) -> Iterator[Callable[..., Store]]:
    """Opens logs, and closes them when the test is over, as a kernel's end would."""
    opened = []

    def open_one(where: Path | None = None, **details: Any) -> Store:
        opened.append(Store(where or path, **details))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


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


@pytest.mark.parametrize("damage", ["text", "header", "middle", "table", "cut"])
def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(
    path: Path, damage: str, open_store: Callable[..., Store]
) -> None:
    """Whatever is wrong with the file, it is kept beside the new one, and what is done now is saved."""
    store = open_store()
    for number in range(2000):
        store.append("words", f"a/{number}", "x" * 200)
    store.close()
    whole = path.read_bytes()
    spoilt = {
        "text": b"this is not a database at all" * 100,
        "header": b"\0" * 100 + whole[100:],
        "middle": whole[: len(whole) // 2] + b"\xff" * 40000 + whole[len(whole) // 2 + 40000 :],
        "cut": whole[: len(whole) // 3],
    }
    if damage == "table":
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE log")
        connection.close()
    else:
        path.write_bytes(spoilt[damage])
    before = path.read_bytes()
    store = open_store()
    assert store.set_aside is not None
    assert before == store.set_aside.read_bytes()
    assert path.parent == store.set_aside.parent
    assert "damaged" in store.set_aside.name
    assert store.trouble is None
    store.append("words", "a/1", "new")
    store.close()
    fresh = open_store()
    assert fresh.set_aside is None
    assert ["new"] == [entry.data for entry in fresh.entries("words", "a/1")][-1:]


def test_two_damaged_files_in_one_second_are_both_kept(path: Path, open_store: Callable[..., Store]) -> None:
    """A file once kept aside is never overwritten."""
    path.parent.mkdir()
    aside = []
    for word in (b"first" * 50, b"second" * 50):
        path.write_bytes(word)
        store = open_store(clock=lambda: 0.0)
        store.close()
        aside.append(store.set_aside)
        path.unlink()
    assert [b"first" * 50, b"second" * 50] == [one.read_bytes() for one in aside if one]


def test_pages_that_find_the_same_damage_at_once_begin_one_new_file(
    path: Path, open_store: Callable[..., Store]
) -> None:
    """The new file one page has begun is not moved away by the next."""
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    stores: list[Store] = []
    threads = [threading.Thread(target=lambda: stores.append(open_store())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 == len(list(path.parent.glob("*damaged*.sqlite3")))
    for number, store in enumerate(stores):
        assert store.trouble is None
        store.append("words", f"a/{number}", "x")
    assert 6 == len(open_store().entries("words"))


def test_a_damaged_file_stays_where_it_is_while_another_page_opens_it(
    path: Path, open_store: Callable[..., Store]
) -> None:
    """Moved between its opening and its first reading, it would be read with what belongs to the new one."""
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    finds = threading.Thread(target=open_store)
    with in_place(path):
        finds.start()
        finds.join(0.5)
        assert finds.is_alive()
        assert not list(path.parent.glob("*damaged*"))
    finds.join()
    assert 1 == len(list(path.parent.glob("*damaged*.sqlite3")))


def test_a_page_waits_to_open_the_log_while_another_keeps_it_aside(
    path: Path, open_store: Callable[..., Store]
) -> None:
    """And then opens what is there; pages that only open it do not wait for each other."""
    open_store().append("words", "a/1", "x")
    with in_place(path):
        assert open_store().trouble is None
    opens = threading.Thread(target=open_store)
    with alone(path):
        opens.start()
        opens.join(0.5)
        assert opens.is_alive()
    opens.join()


@pytest.mark.parametrize("anew", [True, False])
def test_what_is_written_goes_to_the_file_that_is_there(
    path: Path, open_store: Callable[..., Store], *, anew: bool
) -> None:
    """A file moved away while a page has it open, by another page or by hand, takes nothing more."""
    store = open_store()
    store.append("words", "a/1", "before")
    moved = path.with_stem("moved")
    path.replace(moved)
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).replace(f"{moved}{tail}")
    if anew:
        open_store().append("words", "a/2", "of the next page")
    store.append("words", "a/3", "after")
    assert store.trouble is None
    assert "after" == [entry.data for entry in open_store().entries("words")][-1]
    assert ["before"] == [entry.data for entry in open_store(moved).entries("words")]


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


def test_damage_found_while_the_course_is_open_begins_a_new_file(
    path: Path, open_store: Callable[..., Store]
) -> None:
    """A file spoilt under an open page is kept aside too, and the page goes on."""
    store = open_store()
    for number in range(500):
        store.append("words", f"a/{number}", "x" * 500)
    store.close()
    store = open_store()
    with path.open("r+b") as file:
        file.write(b"\xff" * path.stat().st_size)
    store.entries("words")
    store.append("words", "a/now", "now")
    assert store.set_aside is not None
    assert store.trouble is None
    assert ["now"] == [entry.data for entry in store.entries("words")]
    store.close()
    again = open_store()
    assert ["now"] == [entry.data for entry in again.entries("words")]


def test_damage_met_while_writing_loses_nothing_that_is_being_written(
    path: Path, open_store: Callable[..., Store]
) -> None:
    """The entry that met the damage is the first of the new file."""
    store = open_store()
    store.append("words", "a/1", "old")
    store.close()
    store = open_store()
    path.write_bytes(b"\xff" * path.stat().st_size)
    store.append("words", "a/2", "new")
    assert store.set_aside is not None
    assert ["new"] == [entry.data for entry in store.entries("words")]


def test_closing_twice_is_no_trouble(open_store: Callable[..., Store]) -> None:
    """A page may be closed while it is closing."""
    store = open_store()
    store.close()
    store.close()
    store.append("words", "a", "opens again")
    assert ["opens again"] == [entry.data for entry in store.entries("words")]
    store.close()
