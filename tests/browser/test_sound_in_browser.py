"""The page makes the same sound as the renderer: pitches, onsets, level; and is silent when asked."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.sound.bank import bank
from mtlearn.sound.event import Event
from mtlearn.sound.limiter import CEILING
from mtlearn.sound.listening import cents_from, longest_gap, place_of
from mtlearn.sound.loudness import loudness, true_peak
from mtlearn.sound.render import render
from mtlearn.widgets.bundle import script
from mtlearn.widgets.voices import PLAYER

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
RATE = 48_000
VOICES = {0: "kalimba", 1: "piano", 2: "warm-pad"}
PITCHES = (60, 62, 64, 67, 69, 72, 74, 76)
PHRASE = [Event(0.3 * step, 0, pitch, 60 + 8 * step, 0.25) for step, pitch in enumerate(PITCHES)]
DUO = [
    *PHRASE,
    *(event._replace(time=event.time + 0.15, channel=1, pitch=event.pitch - 12) for event in PHRASE),
    Event(0.0, 2, 43, 60, 2.8),
]
START = 0.1

PLAY = """async ({ seconds, voices, events, silenceAt, only, volume }) => {
  const context = new OfflineAudioContext(2, seconds * 48000, 48000);
  const asked = [];
  const player = new Player(async (kind, payload) => {
    asked.push(`${kind} ${payload.voice} ${payload.format}`);
    const { content, samples } = await window.askKernel(payload);
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return { content, buffers: samples.map((text) => new DataView(bytes(text).buffer)) };
  }, context);
  if (only === "pcm") context.decodeAudioData = () => Promise.reject(new Error("no such format here"));
  player.setVolume(volume);
  for (const [channel, voice] of Object.entries(voices)) await player.load(Number(channel), voice);
  player.play(events, START);
  if (silenceAt) context.suspend(silenceAt).then(() => { player.silence(); context.resume(); });
  const sound = await context.startRendering();
  const frames = new Float32Array(sound.length * 2);
  for (const side of [0, 1]) {
    sound.getChannelData(side).forEach((value, at) => { frames[2 * at + side] = value; });
  }
  let text = "";
  const bytes = new Uint8Array(frames.buffer);
  const n = 32768;
  for (let at = 0; at < bytes.length; at += n) text += String.fromCharCode(...bytes.subarray(at, at + n));
  return { sound: btoa(text), asked };
}""".replace("START", str(START))


def played(
    page: Page, events: list[Event], seconds: float, **how: Any
) -> tuple[NDArray[np.float32], list[str]]:
    """Give what the page's player makes of events, rendered by the browser itself, and what it asked for."""

    def ask_kernel(_source: object, payload: dict[str, Any]) -> dict[str, Any]:
        give = bank().sample_as_pcm if payload["format"] == "pcm" else bank().sample
        description = bank().description(payload["voice"])
        samples = [base64.b64encode(give(name)).decode() for name in description["samples"]]
        return {"content": {"description": description}, "samples": samples}

    page.expose_binding("askKernel", ask_kernel)
    page.add_script_tag(content=script("base.js", *PLAYER) + "\nglobalThis.Player = Player;", type="module")
    page.wait_for_function("typeof globalThis.Player === 'function'")
    told = {"volume": 0.6, "voices": {str(c): v for c, v in VOICES.items()}, **how}
    result = page.evaluate(PLAY, {"seconds": seconds, "events": json.loads(json.dumps(events)), **told})
    frames = np.frombuffer(base64.b64decode(result["sound"]), np.float32).reshape(-1, 2)
    return frames, result["asked"]


def test_the_page_plays_a_phrase_at_the_renderers_pitches_times_and_level(page: Page) -> None:
    sound, _ = played(page, PHRASE, 4.0)
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


def test_the_page_plays_a_duo_and_drone_as_loud_as_the_renderer_and_as_promised(page: Page) -> None:
    sound, asked = played(page, DUO, 5.0)
    rendered = render(DUO, VOICES)
    assert abs(loudness(sound, RATE) - loudness(rendered, RATE)) < 1.0
    assert -24 < loudness(sound, RATE) < -17
    assert asked == ["voice kalimba flac", "voice piano flac", "voice warm-pad flac"]


def test_the_page_never_passes_the_ceiling(page: Page) -> None:
    crowd = [Event(0.02 * step, step % 3, 48 + step % 30, 127, 2.0) for step in range(90)]
    sound, _ = played(page, crowd, 4.0, volume=1.0)
    assert np.abs(sound).max() <= CEILING + 1e-3
    assert true_peak(sound) <= -1.0


def test_the_page_is_silent_within_50_ms_of_being_asked_and_stays_so(page: Page) -> None:
    sound, _ = played(page, DUO, 4.0, silenceAt=1.2)
    asked = round(1.2 * RATE)
    assert np.abs(sound[asked - RATE // 10 : asked]).max() > 0.05
    assert np.abs(sound[asked + RATE // 20 :]).max() < 1e-3
    assert np.abs(np.diff(sound[asked : asked + RATE // 20, 0])).max() < 0.05
    assert longest_gap(sound[asked:]) > 2 * RATE


def test_a_browser_that_cannot_decode_flac_is_sent_bare_frames(page: Page) -> None:
    sound, asked = played(page, PHRASE, 4.0, only="pcm", voices={"0": "kalimba"})
    assert asked == ["voice kalimba flac", "voice kalimba pcm"]
    assert abs(loudness(sound, RATE) - loudness(render(PHRASE, VOICES), RATE)) < 1.0
