"""How one player moves in relation to the other, by the published rules and our border."""

from __future__ import annotations

from mtlearn.music.note import Duo, Note, Phrase
from mtlearn.music.timeline.relation import relation

TIMES = tuple(float(n) for n in range(1, 31))


def strengths(*steps: tuple[float, float, float]) -> Phrase:
    """Four tones a second; each step goes from a strength to another in so many seconds."""
    notes: list[Note] = []
    time = 0.0
    for begins, ends, seconds in steps:
        count = round(seconds * 4)
        notes += [
            Note(time + n / 4, 0.2, 60, round(begins + (ends - begins) * n / count)) for n in range(count)
        ]
        time += seconds
    return tuple(notes)


def test_going_to_the_other_is_towards_and_staying_is_still() -> None:
    """I play 40 and rise to 100, the partner stays at 100: I move towards, the partner is still."""
    found = relation(Duo(strengths((40, 100, 30)), strengths((100, 100, 30))), "velocity", TIMES)
    assert {"towards"} == set(found.mine[8:28])
    assert {"still"} == set(found.partner[2:28])


def test_going_from_the_other_is_away() -> None:
    """Both begin alike, and I grow softer: away, and after a while far, on one's own way."""
    found = relation(Duo(strengths((90, 30, 30)), strengths((90, 90, 30))), "velocity", TIMES)
    assert {"away"} == set(found.mine[8:28])
    assert "first" == found.mine_in[6]
    assert "own-way" == found.mine_in[26]


def test_coming_from_afar_is_nearing_and_then_after() -> None:
    """Towards the other is nearing while far, and after once near."""
    found = relation(Duo(strengths((30, 95, 30)), strengths((100, 100, 30))), "velocity", TIMES)
    assert "nearing" == found.mine_in[9]
    assert "after" == found.mine_in[27]


def test_still_beside_one_another_is_together() -> None:
    """Two who stay where they are, near each other; a range is needed for near to mean something."""
    mine = strengths((60, 60, 20), (60, 100, 5), (100, 100, 5))
    found = relation(Duo(mine, strengths((62, 62, 30))), "velocity", TIMES)
    assert {"together"} == set(found.mine_in[3:17])
    assert {"together"} == set(found.partner_in[3:17])


def test_alone_there_is_no_relation() -> None:
    """Where only one plays, a passage is left out for both."""
    found = relation(Duo(strengths((60, 100, 30)), ()), "velocity", TIMES)
    assert {None} == {*found.mine, *found.partner, *found.mine_in, *found.partner_in}


def test_one_percent_of_the_range_a_second_is_still() -> None:
    """My range is about 95: half a unit of strength a second is still, three units are a move."""
    mine = strengths((10, 20, 20), (20, 50, 10), (50, 110, 10), (110, 110, 8))
    times = tuple(float(n) for n in range(1, 49))
    found = relation(Duo(mine, strengths((126, 126, 48))), "velocity", times)
    assert {"still"} == set(found.mine[8:19])
    assert {"towards"} == set(found.mine[23:39])
    assert "still" == found.mine[47]


def test_each_side_is_for_itself() -> None:
    """One can come nearer in strength and go away in register."""
    mine = tuple(Note(n / 4, 0.2, 60 + n // 8, 40 + n // 2) for n in range(120))
    partner = tuple(Note(n / 4, 0.2, 50, 110) for n in range(120))
    duo = Duo(mine, partner)
    assert "towards" == relation(duo, "velocity", TIMES).mine[20]
    assert "away" == relation(duo, "pitch", TIMES).mine[20]
    assert "still" == relation(duo, "density", TIMES).mine[20]
