"""The music to play over, planned bar by bar: none missing, none twice, changed only at bar lines."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.errors import MusicError
from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.music.backing.setting import Setting
from mtlearn.widgets.transport import AHEAD, COUNT_IN, SOON, Laid, Score, Stretch, Transport, laid


class Even:
    """Four beats a bar, a bass note a bit before each; what it is asked for can be told from its pitch."""

    def bar(self, setting: Setting, number: int, *, coming_from: Bar | None = None) -> Bar:
        """Make one bar."""
        assert coming_from is None or number >= 0
        beat = 60 / setting.tempo
        early = -0.02 if number else 0.0
        strokes = (
            Stroke("bass", early, beat, 40 + number % 12, 80),
            Stroke("drums", 3.9 * beat, 0.05, 42, 60),
        )
        return Bar(4 * beat, tuple(n * beat for n in range(4)), ((0.0, f"C{number}"),), strokes)

    def count_in(self, setting: Setting) -> Bar:
        """Count in."""
        beat = 60 / setting.tempo
        return Bar(4 * beat, tuple(n * beat for n in range(4)), (), (Stroke("count-in", 0.0, 0.1, 76, 90),))


SCORE = Score(Setting(tempo=120))
WALTZ = Score(Setting(style="waltz", tempo=120))


def begun(score: Score = SCORE, at: float = 0.5, *, counted: bool = False) -> Transport:
    transport = Transport(Even())
    transport.begin(score, at, counted=counted)
    return transport


def test_so_much_is_planned_that_the_kernel_may_be_busy() -> None:
    """At any time six seconds are planned, and two bars where bars are long."""
    assert 6.5 == begun().plan(0.0)[-1].end
    slow = begun(Score(Setting(tempo=40))).plan(0.0)
    assert [0.5, 6.5] == [bar.start for bar in slow[:2]]
    assert slow[-1].end >= 12


def test_the_count_in_comes_before_the_first_bar() -> None:
    """It is a bar of its own, and the music's first bar follows it without a seam."""
    first, second = begun(counted=True).plan(0.0)[:2]
    assert (COUNT_IN, 0) == (first.number, second.number)
    assert first.end == second.start
    assert ["count-in"] == [stroke.part for stroke in first.strokes()]


@given(st.lists(st.floats(0.02, 3.0), min_size=5, max_size=60), st.integers(40, 160))
def test_no_bar_is_missing_and_none_comes_twice(steps: list[float], tempo: int) -> None:
    """However often it is asked, bars follow one another without gap or overlap, in order."""
    transport = begun(Score(Setting(tempo=tempo)))
    found = transport.plan(0.0)
    for now in itertools.accumulate(steps):
        found += transport.plan(now)
    assert list(range(len(found))) == [bar.number for bar in found]
    assert all(abs(one.end - other.start) < 1e-9 for one, other in itertools.pairwise(found))


CHANGES = st.lists(
    st.tuples(st.floats(0.05, 4.0), st.sampled_from([SCORE, WALTZ, None, Score(Setting(tempo=97), 0.5)])),
    max_size=12,
)


@given(CHANGES)
def test_a_change_comes_at_a_bar_line_and_what_was_heard_can_be_made_again(
    changes: list[tuple[float, Score | None]],
) -> None:
    """Bars never overlap, no bar is cut short but by a rest, and the log gives the very same bars."""
    transport = begun()
    heard, now = transport.plan(0.0), 0.0
    for step, score in changes:
        now += step
        heard += transport.plan(now)
        change = transport.change(score, now)
        assert change.at >= now + SOON
        assert change.cancel <= change.at
        assert all(change.cancel <= stroke.onset < change.at for stroke in change.again)
        dropped = [bar for bar in heard if bar.start >= change.at - 1e-9]
        heard = [bar for bar in heard if bar not in dropped]
        assert all(bar.end <= change.at + 1e-9 for bar in heard)
        heard += transport.plan(now)
    until = now + AHEAD
    again = list(laid(Even(), [Stretch.of(one.as_data()) for one in transport.fresh()], until))
    heard, again = ([bar for bar in bars if bar.start < until - 0.01] for bars in (heard, again))
    assert [(bar.number, bar.score) for bar in heard] == [(bar.number, bar.score) for bar in again]
    starts = pytest.approx([bar.start for bar in again], abs=0.001)  # the log keeps tenths of a millisecond
    assert [bar.start for bar in heard] == starts


def test_a_new_tempo_goes_on_where_the_music_was_and_a_new_style_begins() -> None:
    """The form is not begun again for a tempo; a waltz has its own first bar."""
    transport = begun()
    transport.plan(0.0)
    change = transport.change(Score(Setting(tempo=60)), 3.0)
    assert (4.5, 2) == (change.at, transport.plan(3.0)[0].number)
    assert 0 == _changed(transport, WALTZ, 5.0).number


def _changed(transport: Transport, score: Score, now: float) -> Laid:
    transport.change(score, now)
    return transport.plan(now)[0]


def test_what_stays_but_was_taken_back_is_given_again() -> None:
    """A stroke that comes before the bar line takes the end of the bar before it with it, for a moment."""
    transport = Transport(Even())
    transport.begin(Score(Setting(tempo=160)), 0.0, counted=False)
    transport.plan(-1.0)
    change = transport.change(SCORE, 1.0)
    assert 1.5 == change.at
    assert round(change.cancel, 3) == 1.479
    assert [] == change.again  # the last stroke of the bar that stays lies 38 ms before the line


def test_a_kernel_that_was_busy_for_long_goes_on_at_a_bar_line() -> None:
    """Nothing is played late or piled up: there is a rest, then the bar that belongs there."""
    transport = begun()
    planned = transport.plan(0.0)
    found = transport.plan(30.0)
    assert 6.5 == planned[-1].end
    assert (30.5, 15) == (found[0].start, found[0].number)
    again = list(laid(Even(), transport.fresh(), 36.0))
    assert [0.5, 2.5, 4.5, 30.5, 32.5, 34.5] == [bar.start for bar in again]


def test_nothing_comes_after_stop() -> None:
    """Stopped is stopped."""
    transport = begun()
    transport.plan(0.0)
    transport.stop()
    assert [] == transport.plan(1.0)
    assert [] == transport.bar_lines()
    assert transport.playing is None


def test_parts_can_be_left_out_and_the_whole_be_softer() -> None:
    """Without drums there are no drums; at half the level every stroke is half as hard."""
    (first, *_) = begun(Score(Setting(tempo=120), 0.5, ("drums",))).plan(0.0)
    assert [("bass", 40)] == [(stroke.part, stroke.velocity) for stroke in first.strokes()]


def test_out_of_silence_there_is_no_bar_line_to_wait_for() -> None:
    """Switched off, then on again, the music begins at once."""
    transport = begun()
    transport.plan(0.0)
    assert 2.5 == transport.change(None, 1.0).at
    assert [] == transport.plan(4.0)
    assert 9.0 + SOON == transport.change(SCORE, 9.0).at


@pytest.mark.parametrize("data", [{}, {"at": "x"}, {"at": 1, "setting": 3}, {"at": 1, "setting": {"key": 1}}])
def test_what_no_log_of_ours_holds_is_refused(data: dict[str, object]) -> None:
    """A stretch that cannot be read says so with an error of its kind."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        Stretch.of(data)


def test_a_setting_there_can_be_no_music_of_is_refused() -> None:
    """A style from a later version of the course is not played as something else."""
    with pytest.raises(MusicError):
        Stretch.of({"at": 0, "setting": {"style": "polka"}})
