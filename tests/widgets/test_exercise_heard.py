"""What the partner hears and is about to do, as the learner is shown it while playing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from mtlearn.language import LANGUAGES, Language
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.music.coplayers.coplayer import WAYS, CoPlayer
from mtlearn.music.move import Move
from mtlearn.music.partner.calling import Calling
from mtlearn.music.partner.partner import STANCES, Partner
from mtlearn.widgets.exercise_heard import telling
from mtlearn.widgets.session import Alone

from .take_time import TakeTime
from .test_exercise import Page, play
from .test_exercise_kind import opened, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TONES = (60, 62, 64, 67, 69, 72)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "studio")
    store.close()


def steady(other: Partner | CoPlayer | Calling, seconds: int = 12) -> float:
    """Play a soft note every half second to somebody who listens; say when it is over."""
    for tenth in range(seconds * 10):
        if tenth % 5 == 0:
            pitch = TONES[(tenth // 5) % 4]
            other.hear(Move(tenth / 10, sounding=True, pitch=pitch, velocity=40))
            other.hear(Move(tenth / 10 + 0.05, sounding=False, pitch=pitch, velocity=1))
        other.wait(tenth / 10 + 0.06)
    return seconds - 0.1


def test_what_was_played_is_what_is_shown() -> None:
    """Softly, between C and G, two notes a second: so it is told."""
    partner = Partner("mirroring", 1.0, TONES, 1)
    told = telling(partner, steady(partner), "en")
    assert told
    rows = dict(told["heard"])
    assert "Soft" == rows["Loudness"]
    assert "From C4 to G4" == rows["Register"]
    assert rows["Pulse"] in {f"A pulse of {tempo} beats a minute" for tempo in (60, 120)}
    assert told["plan"]


def test_before_anything_was_played_nothing_is_claimed() -> None:
    """There are no rows yet, and nobody who is not there is told of."""
    told = telling(Partner("matching", 1.0, TONES, 1), 0.0, "nb")
    assert told
    assert [] == told["heard"]
    assert telling(Alone(), 0.0, "nb") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_anybody_is_about_to_do_there_are_words_for_it(lang: Language) -> None:
    """Every stance, every simulated person and the caller can be told of at any moment of a take."""
    others = [Partner(stance, closeness, TONES, 3) for stance in STANCES for closeness in (0.0, 1.0)]
    for other in [*others, *(CoPlayer(way, TONES, 3) for way in WAYS), Calling(TONES, 3)]:
        for tenth in range(200):
            if tenth % 7 == 0 and tenth % 80 < 50:
                other.hear(Move(tenth / 10, sounding=True, pitch=TONES[tenth % 5], velocity=70))
                other.hear(Move(tenth / 10 + 0.2, sounding=False, pitch=TONES[tenth % 5], velocity=1))
            other.wait(tenth / 10 + 0.25)
            if tenth % 10 == 0:
                told = telling(other, tenth / 10 + 0.25, lang)
                assert told
                assert told["plan"]
                assert "{" not in told["plan"]


def test_the_page_is_told_a_few_times_a_second_and_only_what_is_new(record: Record) -> None:
    """In eight seconds of playing there are no more than twenty tellings, and no two alike in a row."""
    time = TakeTime()

    async def act() -> None:
        page: Page = opened(record, "partner", time)
        page.says("start")
        await page.hears("started")
        page.says("clock", at=time.now)
        for _ in range(2):
            await phrase(page, time, 60, 64, 67)
        await time.run(2.0)
        told = [content for content in page.heard if content["type"] == "heard"]
        assert 2 <= len(told) <= 20
        assert all(one != other for one, other in itertools.pairwise(told))

    play(act)
