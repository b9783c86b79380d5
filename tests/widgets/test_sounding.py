"""How loud, through which device and how quickly sound goes out is remembered, each for its device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.learner.store import Store
from mtlearn.sound.event import VOLUME
from mtlearn.widgets.sounding import BROWSER, Memory, choose_device, choose_volume, device, volume

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = Store(tmp_path / "learner.sqlite3")
    yield kept
    kept.close()


def test_each_device_has_its_own_volume_and_the_rest_the_one_set_before_there_were_any(store: Store) -> None:
    assert VOLUME == volume(store) == volume(store, "Speakers") == volume(None)
    choose_volume(store, 0.5)
    choose_volume(store, 0.2, "Headphones")
    choose_volume(store, 7, BROWSER)
    assert [0.5, 0.2, 1.0, 0.5] == [volume(store, name) for name in ("Speakers", "Headphones", BROWSER, None)]
    assert {"Headphones": 0.2, BROWSER: 1.0} == Memory(store).volumes()
    assert 0.5 == Memory(store).first_volume()


def test_a_device_is_the_systems_until_one_is_chosen_and_may_be_again(store: Store) -> None:
    chosen = []
    for name in ("Headphones, ALSA", None):
        choose_device(store, name)
        chosen.append(device(store))
    assert ["Headphones, ALSA", None] == chosen


def test_a_new_session_begins_one_step_quicker_than_the_last_ended(store: Store) -> None:
    """One bad moment does not slow a device down for ever."""
    Memory(store).keep_step("Speakers", 2)
    begun = []
    for _ in range(3):
        session = Memory(store)
        begun.append(session.steps()["Speakers"])
        session.keep_step("Speakers", begun[-1])
    assert [1, 0, 0] == begun


def test_a_device_that_stumbles_again_at_the_quicker_step_is_left_at_the_slower_one(store: Store) -> None:
    Memory(store).keep_step("Speakers", 2)
    session = Memory(store)
    for step in (session.steps()["Speakers"], 2):
        session.keep_step("Speakers", step)
    for _ in range(3):
        session = Memory(store)
        assert {"Speakers": 2} == session.steps()
        session.keep_step("Speakers", 2)
    choose_device(store, "Speakers")
    assert {"Speakers": 0} == Memory(store).steps()


def test_a_stumble_where_nothing_was_tried_is_not_held_against_the_device(store: Store) -> None:
    session = Memory(store)
    for step in (0, 1):
        session.keep_step("Speakers", step)
    assert {"Speakers": 0} == Memory(store).steps()


def test_what_the_log_holds_wrongly_counts_as_nothing(store: Store) -> None:
    store.append("setting", "sound-volume:Speakers", "loud")
    store.append("setting", "sound-step:Speakers", "slow")
    store.append("setting", "sound-device", 7)
    assert VOLUME == volume(store, "Speakers")
    memory = Memory(store)
    assert {"Speakers": 0} == memory.steps()
    memory.keep_step("Speakers", 1)
    assert device(store) is None
