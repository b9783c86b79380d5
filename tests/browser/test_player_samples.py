"""The page keeps the bank's samples: asked for once, a few at a time, and never more than the bank has."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtlearn.sound.bank import bank

from .hearing import Host, Kernel, frames, open_player

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LOAD = """async (voice) => {
  const context = new OfflineAudioContext(2, 24000, 48000);
  const player = new Player(ask, context);
  const steps = [];
  await player.load(0, voice, (done, all) => steps.push([done, all]));
  player.play([[0, 0, 60, 90, 0.4]], 0.06);
  const sound = both(await context.startRendering());
  await settled();
  return { steps, sound };
}"""
ENTRIES = """async () => {
  const database = await mtlearnSamples.cupboard.database;
  const store = database.transaction("samples", "readwrite").objectStore("samples");
  return new Promise((told) => { store.getAllKeys().onsuccess = (event) => told(event.target.result); });
}"""
CHANGE = """async (how) => {
  const database = await mtlearnSamples.cupboard.database;
  const transaction = database.transaction("samples", "readwrite");
  const store = transaction.objectStore("samples");
  store.openCursor().onsuccess = ({ target: { result: at } }) => {
    if (!at) return;
    if (how === "bit") at.value.bytes[2000] ^= 16;
    if (how === "short") {
      at.value.bytes = at.value.bytes.slice(0, 3000);
      at.value.sum = cupboardSum(at.value.bytes);
    }
    at.update(how === "other" ? "not a sample" : at.value);
    if (how === "old") store.put(at.value, "0123456789abcdef");
    at.continue();
  };
  await new Promise((done) => { transaction.oncomplete = done; });
}"""


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as running:
        yield running


def again(page: Page, kernel: Kernel) -> None:
    """Visit the page once more, with a kernel that has not been asked yet."""
    kernel.asked.clear()
    page.reload()
    page.wait_for_function("globalThis.ready")


def test_a_second_visit_asks_for_no_sample(page: Page, host: Host) -> None:
    kernel = open_player(page, host)
    first = page.evaluate(LOAD, "marimba")
    assert sorted(bank().voice("marimba").samples) == sorted(kernel.samples_sent)
    again(page, kernel)
    second = page.evaluate(LOAD, "marimba")
    assert [] == kernel.samples_sent
    assert 1 == len(kernel.asked)
    assert first["sound"] == second["sound"]


def test_loading_tells_of_each_sample_and_comes_in_several_messages(page: Page, host: Host) -> None:
    kernel = open_player(page, host)
    steps = page.evaluate(LOAD, "piano")["steps"]
    every = len(bank().voice("piano").samples)
    assert [[done, every] for done in range(every + 1)] == steps
    assert len([asked for asked in kernel.asked if asked.get("samples")]) > 1


def test_two_widgets_share_a_voice_and_both_hear_of_its_progress(page: Page, host: Host) -> None:
    kernel = open_player(page, host)
    both = page.evaluate("""async () => {
      const [one, other] = [new Player(ask, new OfflineAudioContext(2, 100, 48000)), new Player(ask, new OfflineAudioContext(2, 100, 48000))];
      let [a, b] = [0, 0];
      await Promise.all([one.load(0, "marimba", (done) => { a = done; }), other.load(5, "marimba", (done) => { b = done; })]);
      const same = one.voices.get(0).sounds.values().next().value === other.voices.get(5).sounds.values().next().value;
      return [a, b, same];
    }""")  # fmt: skip # noqa: E501 - one thing to do in the page
    every = len(bank().voice("marimba").samples)
    assert [every, every, True] == both
    assert every == len(kernel.samples_sent)


@pytest.mark.parametrize("how", ["bit", "short", "other"])
def test_a_damaged_entry_is_fetched_again(page: Page, host: Host, how: str) -> None:
    kernel = open_player(page, host)
    whole = page.evaluate(LOAD, "marimba")["sound"]
    page.evaluate(CHANGE, how)
    again(page, kernel)
    assert whole == page.evaluate(LOAD, "marimba")["sound"]
    assert sorted(bank().voice("marimba").samples) == sorted(kernel.samples_sent)
    again(page, kernel)
    page.evaluate(LOAD, "marimba")
    assert [] == kernel.samples_sent


def test_what_the_bank_no_longer_has_is_forgotten(page: Page, host: Host) -> None:
    kernel = open_player(page, host)
    page.evaluate(LOAD, "marimba")
    kept = page.evaluate(ENTRIES)
    page.evaluate(CHANGE, "old")
    assert len(kept) + 1 == len(page.evaluate(ENTRIES))
    again(page, kernel)
    page.evaluate(LOAD, "marimba")
    assert sorted(kept) == sorted(page.evaluate(ENTRIES))


@pytest.mark.parametrize(
    "no_room",
    [
        "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new Error('SecurityError'); } })",
        "indexedDB.open = () => { throw new Error('InvalidStateError'); }",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    ],
    ids=["none", "private", "full"],
)
def test_a_browser_that_keeps_nothing_sounds_all_the_same(page: Page, host: Host, no_room: str) -> None:
    page.add_init_script(no_room)
    kernel = open_player(page, host)
    sound = frames(page.evaluate(LOAD, "marimba")["sound"])
    assert np.abs(sound).max() > 0.05
    again(page, kernel)
    page.evaluate(LOAD, "marimba")
    assert sorted(bank().voice("marimba").samples) == sorted(kernel.samples_sent)


def test_notes_on_a_voice_that_is_there_sound_while_another_is_on_its_way(page: Page, host: Host) -> None:
    open_player(page, host)
    top = page.evaluate("""async () => {
      const context = new OfflineAudioContext(2, 24000, 48000);
      let answer;
      const slow = (kind, payload) => (payload.voice === "flute" ? new Promise((told) => { answer = told; }) : ask(kind, payload));
      const player = new Player(slow, context);
      await player.load(0, "marimba");
      const loading = player.load(1, "flute");
      player.noteOn(0, 60, 90, 0.1);
      const sound = await context.startRendering();
      answer({ content: { trouble: "no more" }, buffers: [] });
      await loading.catch(() => {});
      return Math.max(...sound.getChannelData(0));
    }""")  # noqa: E501 - one thing to do in the page
    assert top > 0.05


def test_a_kernel_that_does_not_answer_is_said_to_be_late_and_may_be_asked_again(
    page: Page, host: Host
) -> None:
    open_player(page, host)
    told = page.evaluate("""async () => {
      globalThis.mtlearnPatience = 50;
      const player = new Player(() => new Promise(() => {}), new OfflineAudioContext(2, 100, 48000));
      const first = await player.load(0, "marimba").catch((error) => error.told);
      globalThis.mtlearnPatience = 20000;
      player.ask = ask;
      await player.load(0, "marimba");
      return [first, player.voices.has(0)];
    }""")
    assert ["sound_voices_late", True] == told


def test_a_voice_the_bank_does_not_have_is_said_so(page: Page, host: Host) -> None:
    open_player(page, host)
    told = page.evaluate("""() => new Player(ask, new OfflineAudioContext(2, 100, 48000))
      .load(0, "theremin").then(() => "", (error) => error.told)""")
    assert "sound_voices_gone" == told


def test_a_page_over_plain_http_in_a_local_network_keeps_samples_too(browser: Browser, host: Host) -> None:
    """As in a class: such a page has no secure context, and so no worklets and no cache of its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: asks which address this machine would use
        address = probe.getsockname()[0]
    if address.startswith("127."):
        pytest.skip("This machine has no address in a local network.")
    context = browser.new_context()
    page = context.new_page()
    host.kernel = Kernel()
    page.goto(f"http://{address}:{host.port}/")
    page.wait_for_function("globalThis.ready")
    assert not page.evaluate("isSecureContext")
    first = page.evaluate(LOAD, "marimba")["sound"]
    again(page, host.kernel)
    assert first == page.evaluate(LOAD, "marimba")["sound"]
    assert [] == host.kernel.samples_sent
    context.close()
