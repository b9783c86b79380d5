"""An author of a scene is told of words never told, ways nobody can take and playing that leads nowhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from mtlearn.course.check_scenes import check_scenes
from mtlearn.course.lesson import scene
from mtlearn.course.loading import CONTENT
from mtlearn.errors import UnknownLessonError

if TYPE_CHECKING:
    from pathlib import Path

LITTLE = """
id: tea
title: {nb: Te, en: Tea}
person: {name: Tor, note: {nb: Tor er oppdiktet., en: Tor is invented.}}
setting: {nb: Et kjøkken., en: A kitchen.}
start: door
decisions: 2
widest: 3
moments:
  - id: door
    text: {nb: Tor står i døren., en: Tor stands in the doorway.}
    choices:
      - id: ask
        text: {nb: Spør., en: Ask.}
        response: {nb: Han nikker., en: He nods.}
        debrief: {nb: Du spurte., en: You asked.}
        effects: {trust: 1}
        goto: table
      - id: pour
        text: {nb: Hell i., en: Pour.}
        response: {nb: Han ser ned., en: He looks down.}
        debrief: {nb: Du valgte., en: You chose.}
        effects: {trust: -1}
        goto: table
  - id: table
    text: {nb: Han nynner., en: He hums.}
    variants:
      - when: trust < 0
        text: {nb: Han nynner lavt., en: He hums low.}
    plays:
      who: Tor
      coplayer: hesitant
      seed: 3
      seconds: 8
      voice: flute
      mine: piano
      invitation: {nb: Du har et piano., en: You have a piano.}
    choices:
      - id: listen
        heard: nothing
        text: {nb: Lytt., en: Listen.}
        response: {nb: Han nynner., en: He hums.}
        debrief: {nb: Du lyttet., en: You listened.}
        effects: {trust: 2}
        branches:
          - when: trust >= 3
            goto: hum
        goto: later
      - id: softly
        heard: softer or room
        text: {nb: Spill svakt., en: Play softly.}
        response: {nb: Han smiler., en: He smiles.}
        debrief: {nb: Du var med., en: You joined in.}
        goto: later
      - id: along
        heard: ""
        text: {nb: Spill med., en: Play along.}
        response: {nb: Han ler., en: He laughs.}
        debrief: {nb: Du spilte., en: You played.}
        goto: later
endings:
  - id: hum
    text: {nb: Dere nynner., en: You hum.}
  - id: later
    text: {nb: Dere ses., en: You will meet again.}
qualities: {}
closing: {nb: Det er flere veier., en: There are several ways.}
"""
"""A scene of two decisions, the second of which can be played."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The map, and one scene in a lesson that may have several."""
    (tmp_path / "meetings" / "scenes").mkdir(parents=True)
    (tmp_path / "meetings" / "scenes" / "tea.yaml").write_text(LITTLE, encoding="utf-8")
    shutil.copy(CONTENT / "lessons.yaml", tmp_path / "lessons.yaml")
    return tmp_path


def said(content: Path, old: str, new: str) -> list[tuple[str, str]]:
    """Write something else in the case; give the line each finding points at, and what it says."""
    path = content / "meetings" / "scenes" / "tea.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = list(check_scenes("meetings", content))
    assert all(each.path == path for each in found)
    return [(lines[each.line - 1].strip() if each.line else "", each.said) for each in found]


def test_a_scene_that_is_as_it_should_be_has_nothing_to_mend(content: Path) -> None:
    assert [] == said(content, "id: tea\n", "id: tea\n")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("when: trust < 0", "when: trust < -4", "- when: trust < -4", "'trust < -4' is never first to hold"),
        ("when: trust >= 3", "when: trust > 9", "- when: trust > 9", "'trust > 9' is never first to hold"),
        ("- id: hum\n", "- id: dance\n", "- id: table", "'hum', which is neither a moment nor an ending"),
        ("- id: softly\n", "- id: softly\n        offered_when: room > 5\n", "- id: softly", "'room > 5'"),
        ('heard: ""', "heard: nothing", "heard: nothing", "no playing comes to 'nothing'"),
        ("softer or room", "softer and stronger", "heard: softer", "no playing comes to"),
        ("softer or room", "loud", "", "write for example"),
        ("decisions: 2", "decisions: 3", "- id: hum", "2 decisions; 3 are promised"),
        ("widest: 3", "widest: 2", "widest: 2", "trust can come 3 steps"),
        ("goto: table\n", "goto: door\n", "- id: door", "comes back here"),
        ("id: tea\n", "id: coffee\n", "", "its file is called otherwise"),
    ],
)
def test_each_slip_is_named_with_its_line(content: Path, old: str, new: str, line: str, words: str) -> None:
    found = said(content, old, new)
    assert any(words in each and where.startswith(line) for where, each in found), found


def test_playing_that_has_no_outcome_is_named(content: Path) -> None:
    [(line, words)] = said(content, 'heard: ""', "heard: stronger")
    assert ("plays:", True) == (line, words.startswith("table: some playing has no outcome"))


def test_an_outcome_where_nobody_plays_is_named(content: Path) -> None:
    found = said(content, "- id: pour\n", "- id: pour\n        heard: softer\n")
    assert [("heard: softer", "pour: it says what is heard, and nobody plays here.")] == found


def test_one_of_several_scenes_is_asked_for_by_its_name() -> None:
    assert "mikkel" == scene("meetings", which="mikkel").id
    with pytest.raises(UnknownLessonError, match="bodil, mikkel, vilde"):
        scene("meetings")
    with pytest.raises(UnknownLessonError, match="only one"):
        scene("safety", which="linn")
