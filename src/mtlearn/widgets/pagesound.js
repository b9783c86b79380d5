// How this page sounds, where the sound card does not: voices made ready, notes struck and let go.

import { el } from "./base.js";
import { awakeLine } from "./awake.js";
import { Player } from "./player.js";
import { voiceOf } from "./samples.js";

/**
 * The page's own way out of sound. `ask(kind, payload)` fetches voices, `say(sentence)` tells the learner how
 * it goes, `settings()` gives the voices chosen, `under(style)` the voices of music to play over. `out` says which way
 * sound goes: "browser" is here. `line` says when the browser holds sound back, and has a button to wake it.
 */
export class PageSound {
  constructor(words, out, { ask, say, settings, under }) {
    Object.assign(this, { words, out, ask, say, settings, under, player: null, loaded: "", line: el("div") });
  }

  get isHere() {
    return this.out === "browser";
  }

  get isLoaded() {
    return this.player !== null && this.loaded === pageSoundVoices(this.settings());
  }

  /** Make ready the voices this page plays, mine first. Called from a press, so that the browser lets sound out. */
  async load(settings = this.settings(), onProgress = null) {
    const { player } = this.wake();
    const awake = player.resume();
    await player.load(0, settings.mine, onProgress);
    if (settings.together) await player.load(1, settings.second, onProgress);
    await this.fetch(settings.backing, onProgress);
    await awake;
    this.loaded = pageSoundVoices(settings);
  }

  wake() {
    if (!this.player) {
      this.player = new Player(this.ask);
      this.line.append(awakeLine(this.words, this.player));
    }
    return this;
  }

  /** Have the voices of a style here before they are needed; they are kept for the whole page. */
  async fetch(style, onProgress = null) {
    const came = await Promise.allSettled(this.under(style).map((voice) => voiceOf(this.ask, voice, onProgress)));
    if (came.some(({ status }) => status === "rejected")) this.say(this.words.no_voices);
  }

  /** Give channels their voices; one that does not come is said, and leaves the others be. */
  async dress(voices) {
    const { player } = this.wake();
    const came = await Promise.allSettled(Object.entries(voices).map(([channel, voice]) => player.load(Number(channel), voice)));
    if (came.some(({ status }) => status === "rejected")) this.say(this.words.no_voices);
  }

  /** Give both players the voices chosen again, after something else was heard in others. */
  restore() {
    if (!this.loaded) return;
    const { mine, second, together } = this.settings();
    this.dress({ 0: mine, ...(together && { 1: second }) });
  }

  /** As `load`; where voices do not come, the learner is told, and plays on without sound. */
  async tryToLoad(settings = this.settings(), onProgress = null) {
    try {
      await this.load(settings, onProgress);
      return true;
    } catch {
      this.say(this.words.no_voices);
      return false;
    }
  }

  sound(channel, { sounding, pitch, velocity }, when = 0) {
    if (!this.player) return;
    if (sounding) this.player.noteOn(channel, pitch, velocity, when);
    else this.player.noteOff(channel, pitch, when);
  }

  /** Sound a note that came before any voice was here; `isHeld` says whether it is held when the voices are. */
  async firstTouch(move, ready, isHeld) {
    this.say(this.words.loading);
    if (!(await this.tryToLoad())) return;
    ready();
    this.sound(0, move);
    if (!isHeld()) setTimeout(() => this.sound(0, { ...move, sounding: false }), 400);
  }

  silence() {
    this.player?.silence();
  }

  dispose() {
    this.player?.dispose();
  }
}

function pageSoundVoices({ mine, second, together }) {
  return `${mine} ${together ? second : ""}`;
}
