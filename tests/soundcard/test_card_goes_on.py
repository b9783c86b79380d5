"""Whatever ends the engine or takes its device away, sound is back within a second on what is left."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.errors import DeviceLostError, SoundError
from mtlearn.learner.store import Store
from mtlearn.sound import card as card_module
from mtlearn.sound.card import SoundCard, shared_card
from mtlearn.sound.event import Event
from mtlearn.sound.listening import place_of
from mtlearn.sound.render import render
from mtlearn.widgets.sounding import Memory, choose_volume, volume

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.soundcard
RATE = 48_000
VOICES = {0: "kalimba", 2: "warm-pad"}
SOFT = 1e-3


class Told:
    """What a card has told its lesson."""

    def __init__(self, card: SoundCard) -> None:
        self.moved: list[tuple[str, SoundError]] = []
        self.lost: list[SoundError] = []
        self._told = threading.Condition()
        card.on_moved = lambda device, why: self._hear(self.moved, (device, why))
        card.on_lost = lambda why: self._hear(self.lost, why)

    def _hear(self, what: list[Any], said: object) -> None:
        with self._told:
            what.append(said)
            self._told.notify_all()

    def wait(self, what: list[Any], count: int = 1) -> None:
        """Wait until so many things of a kind have been told."""
        with self._told:
            assert self._told.wait_for(lambda: len(what) >= count, 20)


def settled(card: SoundCard) -> None:
    """Wait until the card has a spare engine that is ready to take over."""
    until = time.perf_counter() + 20
    while card._spare is None or not card._spare.warm:
        assert time.perf_counter() < until
        threading.Event().wait(0.01)


def kill(card: SoundCard) -> None:
    os.kill(card._engine.pid, signal.SIGKILL)


def longest_silence(sound: Any) -> float:
    """Give the longest stretch in which nothing is heard, in seconds, once sound has begun."""
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > SOFT)
    return float(np.diff(loud).max()) / RATE


@pytest.mark.parametrize("spare", [True, False])
def test_a_phrase_over_a_drone_goes_on_within_a_second_of_its_engine_being_killed(
    sink: Any, within: Any, unhurried: Any, *, spare: bool
) -> None:
    """With a spare engine and without; what was planned for later is heard at its time."""
    phrase = [Event(0.25 * step, 0, 60 + step, 100, 0.2) for step in range(13)]

    def attempt() -> None:
        with SoundCard(VOICES, memory=unhurried) as card:
            told = Told(card)
            if spare:
                settled(card)
            card.note_on(2, 43, 60)
            first = sink.recorder.frames
            card.play(phrase, time.perf_counter() + 0.2)
            sink.recorder.wait(first + RATE)
            kill(card)
            told.wait(told.moved)
            sink.recorder.wait(first + 4 * RATE)
            sound = sink.recorder.sound(first)
        assert longest_silence(sound) < 1.0
        (device, why) = told.moved[0]
        assert card.status.device == device
        assert isinstance(why, DeviceLostError)
        found = []
        for event in (phrase[1], phrase[-1]):
            near = round((0.2 + event.time) * RATE)
            pattern = render([event._replace(time=0.0)], VOICES)[: RATE // 20, 0]
            found.append(near + place_of(pattern, sound[near : near + RATE // 5, 0]))
        apart = (found[1] - found[0]) / RATE - (phrase[-1].time - phrase[1].time)
        assert abs(apart) < 0.060, "a new stream's latency may differ by a block or two, not more"
        assert np.abs(sound[-RATE // 2 :]).max() > SOFT, "the drone is there"

    within(attempt)


def test_sound_that_comes_back_comes_softly_and_no_louder_than_it_was(sink: Any, within: Any) -> None:
    def attempt() -> None:
        with SoundCard(VOICES, volume=0.3) as card:
            told = Told(card)
            settled(card)
            for pitch in (43, 50, 55):
                card.note_on(2, pitch, 70)
            sink.record(1.0)
            before = np.abs(sink.record(1.0)).max()
            first = sink.recorder.frames
            kill(card)
            told.wait(told.moved)
            sink.recorder.wait(first + 2 * RATE)
            sound = np.abs(sink.recorder.sound(first)).max(axis=1)
        loud = np.flatnonzero(sound > SOFT)
        back = sound[int(loud[np.diff(loud).argmax() + 1]) :]
        assert back[: RATE // 20].max() < 0.5 * before
        assert back.max() < 1.1 * before
        assert 0.3 == card.volume

    within(attempt)


def test_what_was_let_go_silenced_or_taken_back_stays_so_in_a_new_engine(sink: Any, within: Any) -> None:
    def attempt() -> None:
        with SoundCard(VOICES) as card:
            told = Told(card)
            settled(card)
            now = time.perf_counter()
            card.note_on(2, 43, 80)
            card.play([Event(2.5, 0, 60, 100, 0.3), Event(1.2, 2, 50, 80, 30.0)], now)
            card.silence()
            card.note_on(2, 48, 80)
            card.note_off(2, 48)
            card.play([Event(2.6, 0, 72, 100, 0.3)], now)
            card.cancel([0], now + 2.0)
            sink.record(0.3)
            kill(card)
            told.wait(told.moved)
            first = sink.recorder.frames
            sink.recorder.wait(first + 3 * RATE)
            assert np.abs(sink.recorder.sound(first)).max() <= SOFT

    within(attempt)


def test_an_engine_that_is_killed_again_and_again_is_given_up(sink: Any) -> None:
    """Four times within ten seconds: something keeps ending it, and the page is to take over."""
    assert sink
    with SoundCard(VOICES) as card:
        told = Told(card)
        for times in (1, 2, 3):
            kill(card)
            told.wait(told.moved, times)
        kill(card)
        told.wait(told.lost)
        assert isinstance(told.lost[0], DeviceLostError)
        assert not card.alive
        card.note_on(0, 60, 90)  # goes nowhere, and says nothing


def test_a_shared_card_that_was_lost_opens_again(sink: Any) -> None:
    card = shared_card()
    told = Told(card)
    for times in (1, 2, 3):
        kill(card)
        told.wait(told.moved, times)
    kill(card)
    told.wait(told.lost)
    again = shared_card()
    try:
        assert again is not card
        assert again.alive
        again.note_on(0, 60, 100)
        assert np.abs(sink.record(0.5)).max() > 0.01
    finally:
        again.close()
        card_module._shared = None


def test_a_device_pulled_out_with_nothing_left_is_told_of(brief_sink: Any) -> None:
    with SoundCard(VOICES) as card:
        told = Told(card)
        card.note_on(2, 48, 90)
        brief_sink.pull_out()
        pulled = time.perf_counter()
        told.wait(told.lost)
        assert time.perf_counter() - pulled < 5
        assert isinstance(told.lost[0], DeviceLostError)
        assert told.lost[0].details["device"]
        assert not told.moved
        assert not card.alive


def test_a_device_pulled_out_moves_the_sound_to_the_other_at_no_greater_volume(
    brief_sink: Any, tmp_path: Path
) -> None:
    """The drone goes on in the other device within a second; the log keeps what it sounds at there."""
    store = Store(tmp_path / "learner.sqlite3")
    choose_volume(store, 0.9, "second")
    choose_volume(store, 0.3, "first")
    other = brief_sink.elsewhere()
    try:
        with SoundCard(VOICES, device="first", memory=Memory(store)) as card:
            assert ("first", 0.3) == (card.status.device, card.volume)
            told = Told(card)
            settled(card)
            card.note_on(2, 43, 90)
            brief_sink.record(1.0)
            first = other.frames
            pulled = time.perf_counter()
            brief_sink.pull_out()
            told.wait(told.moved)
            other.wait(first + 2 * RATE)
            sound = np.abs(other.sound(first)).max(axis=1)
            back = other.heard_at(first + int(np.flatnonzero(sound > SOFT)[0])) - pulled
            assert back < 1.0
            assert told.moved[0][0] == card.status.device != "first"
            assert 0.3 == card.volume == volume(store, card.status.device)
            assert not told.lost
    finally:
        other.close()
        store.close()


def test_a_sound_server_that_stands_still_is_left_in_the_end(brief_sink: Any) -> None:
    """Calls into PortAudio that never come back end with the engine's own end."""
    with SoundCard(VOICES) as card:
        told = Told(card)
        brief_sink.record(0.2)
        brief_sink.stand_still()
        try:
            stopped = time.perf_counter()
            told.wait(told.lost)
            assert time.perf_counter() - stopped < 10
        finally:
            brief_sink.go_on()
