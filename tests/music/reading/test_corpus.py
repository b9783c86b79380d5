"""Real scores go through the project's files and back, note for note; what differs has a reason."""

from __future__ import annotations

import pytest
from music21 import corpus

from .corpus_trip import REASONS, trip

SCORES = (
    *("chopin/mazurka06-2.krn", "joplin/maple_leaf_rag.mxl", "verdi/laDonnaEMobile.mxl"),
    *("johnson_j_r/lift_every_voice.mxl", "liliuokalani/aloha_oe.mxl", "demos/drum_sample.xml"),
    *("schoenberg/opus19/movement2.mxl", "schoenberg/opus19/movement6.mxl"),
    *("bach/bwv66.6.mxl", "bach/bwv281.krn", "bach/bwv313.mxl", "bach/bwv10.7.mxl"),
    *("palestrina/Agnus_00.krn", "monteverdi/madrigal.3.3.mxl"),
)
"""Upbeats, ties, tuplets, chords, grace notes, repeats, drums, one to six parts, three file formats."""


@pytest.mark.parametrize("name", SCORES)
def test_a_real_score_comes_back_note_for_note(name: str) -> None:
    """As MusicXML and as MIDI; every kind of difference there is has a reason."""
    path = corpus.getWork(name.rsplit(".", 1)[0], fileExtensions=[name.rsplit(".", 1)[1]])
    one = trip(path[0] if isinstance(path, list) else path)
    assert one.notes > 20
    assert 0 == one.musicxml["unexplained"]
    assert 0 == one.midi["unexplained"]
    assert {*one.musicxml, *one.midi} <= set(REASONS)
