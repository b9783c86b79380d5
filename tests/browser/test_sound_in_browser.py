"""The page makes the same sound as the renderer: pitches, onsets, level; and is silent when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtlearn.sound.bank import bank
from mtlearn.sound.event import Event
from mtlearn.sound.fading import Fade
from mtlearn.sound.limiter import CEILING
from mtlearn.sound.listening import cents_from, longest_gap, place_of
from mtlearn.sound.loudness import loudness, true_peak
from mtlearn.sound.render import render

from .hearing import RATE, Host, Kernel, heard, open_player

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
VOICES = {0: "kalimba", 1: "piano", 2: "warm-pad"}
PITCHES = (60, 62, 64, 67, 69, 72, 74, 76)
PHRASE = [Event(0.3 * step, 0, pitch, 60 + 8 * step, 0.25) for step, pitch in enumerate(PITCHES)]
DUO = [
    *PHRASE,
    *(event._replace(time=event.time + 0.15, channel=1, pitch=event.pitch - 12) for event in PHRASE),
    Event(0.0, 2, 43, 60, 2.8),
]
START = 0.1


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as running:
        yield running


def played(
    page: Page, host: Host, events: list[Event], seconds: float, **how: Any
) -> tuple[NDArray[np.float32], Kernel]:
    """Give what the page's player makes of events, and the kernel that answered it."""
    kernel = open_player(page, host)
    return heard(page, events, seconds, **{"voices": VOICES, "start": START, **how}), kernel


def test_the_page_plays_a_phrase_at_the_renderers_pitches_times_and_level(page: Page, host: Host) -> None:
    sound, _ = played(page, host, PHRASE, 4.0)
    rendered = render(PHRASE, VOICES)
    begin = round(START * RATE)
    for event in PHRASE:
        onset = begin + round(event.time * RATE)
        alone = render([event._replace(time=0.0)], VOICES)[: RATE // 20, 0]
        near = onset - RATE // 50
        found = near + place_of(alone, sound[near : onset + RATE // 14, 0])
        assert abs(found - onset) < RATE // 1000
        assert abs(cents_from(event.pitch, sound[onset : onset + RATE // 4, 0], RATE)) < 15
        mine, theirs = (
            np.abs(part[: RATE // 5]).max() for part in (sound[onset:], rendered[onset - begin :])
        )
        assert abs(20 * np.log10(mine / theirs)) < 1.5
    assert abs(loudness(sound, RATE) - loudness(rendered, RATE)) < 1.0


def test_the_page_plays_a_duo_and_drone_as_loud_as_the_renderer_and_as_promised(
    page: Page, host: Host
) -> None:
    sound, kernel = played(page, host, DUO, 5.0)
    rendered = render(DUO, VOICES)
    assert abs(loudness(sound, RATE) - loudness(rendered, RATE)) < 1.0
    assert -24 < loudness(sound, RATE) < -17
    assert list(VOICES.values()) == list(dict.fromkeys(asked["voice"] for asked in kernel.asked))


@pytest.mark.parametrize("voice", bank().voices)
def test_every_voice_is_as_loud_in_the_page_as_in_the_renderer(page: Page, host: Host, voice: str) -> None:
    keys = sorted(bank().voice(voice).keys)[:8] or [48, 55, 60, 64, 67, 72]
    events = [Event(0.4 * step, 0, key, 45 + 12 * (step % 6), 0.35) for step, key in enumerate(keys)]
    sound, _ = played(page, host, events, 0.4 * len(keys) + 2, voices={0: voice})
    assert abs(loudness(sound, RATE) - loudness(render(events, {0: voice}), RATE)) < 1.0


def test_the_page_never_passes_the_ceiling(page: Page, host: Host) -> None:
    crowd = [Event(0.02 * step, step % 3, 48 + step % 30, 127, 2.0) for step in range(90)]
    sound, _ = played(page, host, crowd, 4.0, volume=1.0)
    assert np.abs(sound).max() <= CEILING + 1e-3
    assert true_peak(sound) <= -1.0


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            Event,
            st.one_of(st.floats(0, 2), st.sampled_from([0.0, 0.5, 1.0])),
            st.integers(0, 2),
            st.integers(30, 96),
            st.integers(60, 127),
            st.floats(0.03, 2),
        ),
        min_size=1,
        max_size=80,
    )
)
def test_no_music_passes_minus_1_dbfs_true_peak(page: Page, host: Host, events: list[Event]) -> None:
    if page.url != host.url:
        open_player(page, host)
    assert true_peak(heard(page, events, 4.5, VOICES, volume=1.0)) <= -1.0


def test_a_loud_duo_is_turned_down_as_the_renderer_does_and_hardly_bent(page: Page, host: Host) -> None:
    """At full volume and touch: within 1 dB of the renderer; the curve bends two in a thousand frames."""
    loud = [event._replace(velocity=127) for event in DUO]
    sound, _ = played(page, host, loud, 5.0, volume=1.0)
    assert abs(loudness(sound, RATE) - loudness(render(loud, VOICES, volume=1.0), RATE)) < 1.0
    assert np.mean(np.abs(sound) > 10 ** (-3 / 20)) < 2e-3


def test_the_page_is_silent_within_50_ms_of_being_asked_and_stays_so(page: Page, host: Host) -> None:
    sound, _ = played(page, host, DUO, 4.0, silenceAt=1.2)
    asked = round(1.2 * RATE)
    assert np.abs(sound[asked - RATE // 10 : asked]).max() > 0.05
    assert np.abs(sound[asked + RATE // 20 :]).max() < 1e-3
    assert np.abs(np.diff(sound[asked : asked + RATE // 20, 0])).max() < 0.05
    assert longest_gap(sound[asked:]) > 2 * RATE


def test_a_browser_that_cannot_decode_flac_is_sent_bare_frames(page: Page, host: Host) -> None:
    page.add_init_script(
        "BaseAudioContext.prototype.decodeAudioData = () => Promise.reject(new Error('no such format here'))"
    )
    sound, kernel = played(page, host, PHRASE, 4.0, voices={0: "kalimba"})
    assert "pcm" == kernel.asked[-1]["format"]
    assert abs(loudness(sound, RATE) - loudness(render(PHRASE, VOICES), RATE)) < 1.0


def test_a_channel_comes_in_and_another_goes_out_as_in_the_renderer(page: Page, host: Host) -> None:
    """As loud in each 0.4 s as the renderer makes it, whose fades are measured in tests/sound."""
    voices = {2: "strings", 3: "warm-pad"}
    events = [
        *(Event(0.0, 2, pitch, 66, 7.0) for pitch in (48, 55, 64)),
        *(Event(0.0, 3, pitch, 79, 7.0) for pitch in (50, 57, 66)),
    ]
    fades = [Fade(2, 2.0, 3.0, up=False), Fade(3, 2.0, 3.0, up=True)]
    sound, _ = played(page, host, events, 8.0, voices=voices, fades=fades)
    rendered = render(events, voices, fades=fades)
    begin, window = round(START * RATE), round(0.4 * RATE)
    for at in range(round(1.2 * RATE), round(6.4 * RATE), window):
        mine, theirs = (loudness(part[at : at + window], RATE) for part in (sound[begin:], rendered))
        assert abs(mine - theirs) < 0.5, at / RATE
    assert true_peak(sound) <= -1.0


def test_silence_forgets_what_was_to_come_in_or_go_out(page: Page, host: Host) -> None:
    """What is struck then is heard whole, on the same channel."""
    open_player(page, host)
    levels = page.evaluate(
        """async () => {
          const context = new OfflineAudioContext(2, 4 * 48000, 48000);
          const player = new Player(ask, context);
          await player.load(2, "strings");
          player.setVolume(0.6);
          player.fade(2, 0, 0.2, false);
          player.play([[0.3, 2, 60, 90, 0.5]], 0);
          context.suspend(1).then(() => {
            player.silence();
            player.play([[1.5, 2, 60, 90, 1]], 0);
            context.resume();
          });
          const frames = (await context.startRendering()).getChannelData(0);
          const top = (from, to) => Math.max(...[...frames.slice(from * 48000, to * 48000)].map(Math.abs));
          return [top(0.3, 1), top(1.5, 3)];
        }"""
    )
    assert levels[0] < 1e-3
    assert levels[1] > 0.02
