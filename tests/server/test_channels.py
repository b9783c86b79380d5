"""More notes than hands play end before the kernel, and nothing else is ever held back."""

from __future__ import annotations

import json

import pytest

from mtlearn.server.channels import Gate


def message(**content: object) -> bytes:
    """Write what a page sends, as the page writes it: offsets and other parts before, no spaces."""
    data = {"comm_id": "1f", "data": {"method": "custom", "content": content}}
    return b"\x06\0\0\0shell{}{}{}" + json.dumps(data, separators=(",", ":")).encode()


NOTE = message(type="play", on=True, pitch=60, velocity=80, at=1.25)
WORDS = message(type="write", text=NOTE.decode())


@pytest.fixture
def now() -> list[float]:
    """Give a clock that stands where it is set."""
    return [100.0]


@pytest.fixture
def gate(now: list[float]) -> Gate:
    """Give a gate that reads that clock."""
    return Gate(lambda: now[0])


def test_of_twenty_thousand_notes_at_once_some_hundreds_pass(gate: Gate) -> None:
    """What a device out of order sends does not drown the rest."""
    passed = sum(gate.lets_through(NOTE) for _ in range(20_000))
    assert 400 == passed


def test_a_glissando_with_both_hands_passes_whole(gate: Gate, now: list[float]) -> None:
    """Sixty notes a second, struck and let go of, for a minute."""
    for _ in range(60 * 120):
        now[0] += 1 / 120
        assert gate.lets_through(NOTE)


def test_words_pass_however_many_notes_went_before(gate: Gate) -> None:
    """Also words that quote a note, and a stop, and words of any length."""
    for _ in range(1000):
        gate.lets_through(NOTE)
    assert not gate.lets_through(NOTE)
    for passing in (
        WORDS,
        WORDS.decode(),
        message(type="stop", at=2),
        message(type="write", text="å" * 10**6),
    ):
        assert gate.lets_through(passing)


def test_after_a_second_there_is_room_again(gate: Gate, now: list[float]) -> None:
    """A flood is over when it is over."""
    for _ in range(1000):
        gate.lets_through(NOTE)
    now[0] += 1
    assert 400 == sum(gate.lets_through(NOTE) for _ in range(1000))
