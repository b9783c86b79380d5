"""Music from a file, brought into an exercise in a real page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.music.bars import bars
from mtlearn.music.files import midi
from mtlearn.music.note import Duo, phrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from ..serving import Course  # noqa: TID252 - tests are no package to name from outside

pytestmark = pytest.mark.browser
MINE = [[0.5 * step, 0.4, 60 + 2 * (step % 4), 80] for step in range(16)]
PARTNER = [[0.5 * step + 0.25, 0.2, 72, 60] for step in range(8)]


@pytest.fixture
def exercise(fresh_course: Course, page: Page, open_lesson: Callable[[Page, str], Page]) -> Any:
    open_lesson(page, fresh_course.url("en/02-user-leads.ipynb"))
    return page.locator(".mt-exercise")


def test_a_midi_file_becomes_a_take_and_a_saved_recording_comes_back(
    exercise: Any, page: Page, tmp_path: Path, violations: Callable[..., list[str]]
) -> None:
    """Brought in as MIDI, fetched as FLAC, brought in again: the same notes, told and kept."""
    duo = Duo(phrase(MINE), phrase(PARTNER))
    song = tmp_path / "my song.mid"
    song.write_bytes(midi(duo, bars(duo), names=("You", "Partner"), voices=("piano", "flute")))
    exercise.locator("input[type=file]").set_input_files(song)
    status = exercise.locator(".mt-bring-status")
    page.wait_for_function(
        "document.querySelector('.mt-bring-status').textContent.includes('16 notes from you')"
    )
    assert "my song.mid" in status.text_content()
    exercise.locator(".mt-notation svg[role=img]").wait_for()
    with page.expect_download() as coming:
        exercise.get_by_role("button", name="Get sound file (FLAC)").click()
    recording = tmp_path / coming.value.suggested_filename
    coming.value.save_as(recording)
    assert b"fLaC" == recording.read_bytes()[:4]
    exercise.locator("input[type=file]").set_input_files(recording)
    page.wait_for_function(
        "name => document.querySelector('.mt-bring-status').textContent.includes(name)", arg=recording.name
    )
    page.wait_for_function(
        "document.querySelector('.mt-bring-status').textContent.includes('8 from the partner')"
    )
    expect(exercise.locator(".mt-saved li")).to_have_count(2)
    assert [] == violations(page, ".mt-bring")


def test_a_file_that_is_no_music_is_said_to_be_none(exercise: Any, page: Page, tmp_path: Path) -> None:
    """The sentence names the file; nothing is saved, and another file can be chosen."""
    letter = tmp_path / "letter.mid"
    letter.write_text("Dear diary")
    exercise.locator("input[type=file]").set_input_files(letter)
    page.wait_for_function("document.querySelector('.mt-bring').getAttribute('aria-busy') === 'false'")
    assert "letter.mid" in exercise.locator(".mt-bring-status").text_content()
    assert 0 == exercise.locator(".mt-saved li").count()
    assert exercise.get_by_role("button", name="Choose a file").is_enabled()
