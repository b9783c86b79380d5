"""The page's player keeps time on the audio clock whatever the page does, and takes back what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtlearn.sound.event import Event

from .hearing import RATE, Host, frames, heard, jitter, onsets, open_player

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
EVEN = [0.125 * step for step in range(32)]
UNEVEN = [0.0, 0.31, 0.4, 0.95, 1.03, 1.6, 1.7071, 2.2, 2.7182, 2.9, 3.1416, 3.5]
CAPTURE = """async ({ times, busy = false }) => {
  const player = new Player(ask);
  await player.resume();
  click(player, 0);
  const ears = await listen(player);
  await until(() => ears.parts.length > 0);
  const start = player.now() + 0.3;
  player.play(times.map((time) => [time, 0, 60, 127, 0.03]), start);
  const timer = busy ? setInterval(() => {
    const until = performance.now() + 300;
    while (performance.now() < until) ; // the page thinks hard
  }, 500) : 0;
  await until(() => player.now() > start + times.at(-1) + 0.3, 30);
  clearInterval(timer);
  const end = await ears.stop();
  return { ...end, start: player.stage.at(start) };
}"""


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as running:
        yield running


@pytest.mark.parametrize("times", [EVEN, UNEVEN], ids=["even", "uneven"])
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_notes_fall_within_a_millisecond_of_their_times(
    page: Page, host: Host, times: list[float], *, busy: bool
) -> None:
    open_player(page, host)
    assert jitter(times, page.evaluate(CAPTURE, {"times": times, "busy": busy})) <= 0.001


def test_hundreds_of_notes_become_nodes_only_a_little_before_they_sound(page: Page, host: Host) -> None:
    open_player(page, host)
    counted = page.evaluate("""async () => {
      let made = 0;
      const { createBufferSource } = AudioContext.prototype;
      BaseAudioContext.prototype.createBufferSource = function () {
        made += 1;
        return createBufferSource.call(this);
      };
      const player = new Player(ask);
      await player.resume();
      await player.load(0, "marimba");
      made = 0;
      const many = (count) => Array.from({ length: count }, (_, on) => [on * 0.1, 0, 60, 80, 0.1]);
      player.play(many(2000), player.now() + 0.1);
      const first = [made, player.plan.size];
      await until(() => player.plan.size < first[1] - 3);
      player.silence();
      return [...first, player.plan.size, player.sounding.size, player.stage.strokes.size];
    }""")
    made, waiting, *left = counted
    assert 10 <= made <= 20  # a second and a half ahead, and the beat that calls again
    assert waiting >= 1980
    assert [0, 0, 0] == left


def test_what_is_cancelled_never_sounds_and_what_sounds_keeps_its_end(page: Page, host: Host) -> None:
    open_player(page, host)
    sound = frames(
        page.evaluate("""async () => {
      const context = new OfflineAudioContext(2, 4 * 48000, 48000);
      const player = new Player(ask, context);
      await player.load(0, "marimba");
      await player.load(4, "marimba");
      player.play([[0, 0, 60, 90, 0.2], [1, 0, 60, 90, 0.2], [2, 0, 60, 90, 0.2]], 0.1);
      player.play([[0.5, 4, 48, 90, 0.2], [2.5, 4, 48, 90, 0.2]], 0.1);
      player.noteOn(0, 72, 90, 3.0);
      player.cancel([0], 1.1);
      player.play([[0, 0, 60, 90, 0.2]], 3.4);
      return both(await context.startRendering());
    }""")
    )
    found = onsets(sound, RATE, 0.03)
    rising = [time for time in (0.1, 0.6, 2.6, 3.4) if np.any(np.abs(found - time) < 0.01)]
    assert [0.1, 0.6, 2.6, 3.4] == rising
    assert not np.any(np.abs(found - 1.1) < 0.1)
    assert not np.any(np.abs(found - 2.1) < 0.1)
    assert not np.any(np.abs(found - 3.0) < 0.1)


def test_silence_is_heard_within_50_ms_in_a_running_page_with_all_that_was_planned(
    page: Page, host: Host
) -> None:
    open_player(page, host)
    told = page.evaluate("""async () => {
      const player = new Player(ask);
      await player.resume();
      const voices = ["marimba", "piano", "warm-pad"];
      for (const [channel, voice] of voices.entries()) await player.load(channel, voice);
      const ears = await listen(player);
      await until(() => ears.parts.length > 0);
      player.noteOn(2, 43, 90);
      const many = Array.from({ length: 200 }, (_, on) => [on * 0.05, on % 2, 50 + on % 20, 90, 1]);
      player.play(many, player.now());
      const begun = player.now();
      await until(() => player.now() > begun + 1.2);
      const asked = player.context.currentTime;
      player.silence();
      await until(() => player.context.currentTime > asked + 2);
      return { ...(await ears.stop()), asked };
    }""")
    sound = frames(told["sound"])
    asked = round((told["asked"] - told["first"]) * told["rate"])
    assert np.abs(sound[asked - 4800 : asked]).max() > 0.03
    # What the context has computed already is 128 frames, and a block of the system's at most.
    assert np.abs(sound[asked + round(0.05 * told["rate"]) :]).max() < 1e-3


def test_a_struck_closed_hat_chokes_the_open_one_within_20_ms(page: Page, host: Host) -> None:
    open_player(page, host)
    parts = page.evaluate("""async () => {
      const hear = async (choke, times) => {
        const context = new OfflineAudioContext(2, 2 * 48000, 48000);
        const player = new Player(ask, context);
        await player.load(6, "warm-pad");
        const voice = player.voices.get(6);
        const zones = voice.description.zones.map((zone) => ({ ...zone, attack: 0.001, choke }));
        player.voices.set(6, { ...voice, description: { ...voice.description, zones } });
        for (const at of times) player.noteOn(6, 46, at === 0.6 ? 1 : 100, at);
        return both(await context.startRendering());
      };
      return [await hear(1, [0.1, 0.6]), await hear(0, [0.1, 0.6]), await hear(1, [0.1])];
    }""")
    choked, free, alone = (np.abs(frames(part)) for part in parts)
    after = slice(round(0.63 * RATE), round(1.5 * RATE))
    assert choked[after].max() < 0.02 * free[after].max()
    before = slice(0, round(0.59 * RATE))
    assert np.allclose(choked[before], alone[before], atol=1e-4)


def test_each_release_lets_go_of_the_earliest_strike_of_a_key(page: Page, host: Host) -> None:
    open_player(page, host)
    page.evaluate("""async () => {
      const player = new Player(ask, new OfflineAudioContext(2, 48000, 48000));
      await player.load(0, "marimba");
      player.noteOn(0, 60, 80, 0.2);
      player.noteOn(0, 60, 80, 0.1);
      player.noteOff(0, 60, 0.3);
      globalThis.offs = [...player.sounding].map((note) => [note.at, note.off]);
    }""")
    assert [[0.2, None], [0.1, 0.3]] == page.evaluate(
        "offs.map(([at, off]) => [at, off === Infinity ? null : off])"
    )


def test_the_same_notes_planned_at_once_or_one_by_one_sound_the_same(page: Page, host: Host) -> None:
    open_player(page, host)
    events = [Event(0.2 * step, step % 2, 55 + step, 80, 0.3) for step in range(8)]
    voices = {0: "marimba", 1: "warm-pad"}
    assert np.allclose(heard(page, events, 3, voices), heard(page, events[::-1], 3, voices), atol=1e-6)
