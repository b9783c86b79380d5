"""A damaged log is kept aside and a new one begun, whoever finds it, and whoever opens it meanwhile."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from mtlearn.learner.file import alone, in_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mtlearn.learner.store import Store


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
