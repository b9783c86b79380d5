// One take, from start to stop: the clock it is kept in, what both players do, and how it comes to its end.

import { fill } from "./base.js";

/** Said on the document by whoever is about to sound, with the take it belongs to: all others become quiet. */
export const takeBegins = "mtlearn-take-begins";
const takeNow = () => performance.now() / 1000;

/**
 * The course of a take. It is "ready", "starting" or "playing". Times are seconds since `zero`, on the page's
 * clock. `parts` are the parts of the exercise it moves: pads, lanes, dials, switches, ledger, sound, komp, pulse, hearing, buttons.
 */
export class Take {
  constructor(words, parts, { send, say, view, width, begun, rested }) {
    Object.assign(this, { words, ...parts, send, say, view, width, begun, rested, state: "ready", zero: 0, timers: new Set(), moved: null });
  }

  /** Of all exercises of a page one is played at a time: they share the sound. */
  giveWay(signal) {
    document.addEventListener(takeBegins, (event) => event.detail !== this && this.stop(), { signal });
  }

  get isPlaying() {
    return this.state === "playing";
  }

  /** Seconds since the take began. */
  now() {
    return takeNow() - this.zero;
  }

  /** A note of the learner's: heard at once, seen at once, and then told to the kernel. */
  play(move) {
    const { sound } = this;
    const at = Math.max(0, move.stamp - this.zero);
    if (sound.isHere) {
      if (sound.isLoaded || this.isPlaying) sound.sound(0, move);
      else if (move.sounding) this.firstTouch(move);
    }
    if (this.isPlaying) {
      this.lanes.move("mine", { ...move, time: at });
      this.ledger.move({ ...move, time: at });
    }
    this.send("play", { on: move.sounding, pitch: move.pitch, velocity: move.velocity, at, loose: !this.isPlaying });
  }

  firstTouch(move) {
    const ready = () => this.state === "ready" && this.say(this.words.ready);
    this.sound.firstTouch(move, ready, () => [...this.pads.held.values()].includes(move.pitch));
  }

  async start() {
    if (this.state !== "ready") return;
    this.state = "starting";
    document.dispatchEvent(new CustomEvent(takeBegins, { detail: this }));
    this.buttons.start.disabled = true;
    this.say(this.words.loading);
    if (this.sound.isHere) {
      await this.sound.tryToLoad(this.view().settings, (done, all) => all > 1 && this.say(fill(this.words.loading_part, { done, all })));
    }
    this.send("start", { latency: this.sound.player?.latency ?? 0 });
  }

  hearStarted({ take, out }) {
    if (this.state !== "starting") return;
    this.ledger.begin(take);
    this.sound.out = out;
    this.zero = takeNow();
    this.state = "playing";
    this.send("clock", { at: 0 });
    this.ticking = setInterval(() => this.send("clock", { at: this.now() }), 1000);
    this.dials.lock(true);
    this.lanes.begin(() => this.now());
    this.komp.begin();
    this.pulse.begin();
    this.hearing.begin();
    this.begun();
    this.buttons.stop.disabled = false;
    this.switches.refresh();
    if (this.switches.count > 0) this.switches.press.focus();
    else this.pads.focus();
    this.say(this.moved ?? this.words.playing);
    this.moved = null;
  }

  /** The partner's notes: sounded on the audio clock, seen when they sound. */
  hearMoves({ moves }) {
    if (!this.isPlaying) return;
    const { sound } = this;
    for (const [time, sounding, pitch, velocity] of moves) {
      const wait = Math.max(0, time - this.now());
      if (sound.isHere) sound.sound(1, { sounding, pitch, velocity }, wait && sound.player ? sound.player.now() + wait : 0);
      this.lanes.move("partner", { time, sounding, pitch, velocity });
      this.later(wait, () => this.pads.light("partner", pitch, sounding));
    }
  }

  later(seconds, act) {
    if (seconds < 0.005) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, seconds * 1000);
    this.timers.add(timer);
  }

  stop() {
    if (!this.isPlaying) return;
    this.pads.releaseAll();
    this.send("stop", { at: this.now(), width: this.width() });
    this.rest(this.words.stopped);
    this.focusStart();
  }

  /** Where the next take begins, there focus is: on Start, or on the switch that reaches it. */
  focusStart() {
    if (!this.switches.focusAtRest()) this.buttons.start.focus();
  }

  /** The take is over, whoever ended it. */
  rest(sentence) {
    clearInterval(this.ticking);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.state = "ready";
    this.komp.end();
    this.pulse.end();
    this.hearing.end();
    this.sound.silence();
    this.pads.darken();
    this.lanes.end();
    this.dials.lock(false);
    this.buttons.start.disabled = false;
    this.buttons.stop.disabled = true;
    this.sound.out = this.view().out;
    this.rested();
    this.switches.refresh();
    this.say(sentence);
  }

  hearEnded({ why }) {
    if (this.state === "ready") return;
    this.pads.releaseAll();
    const here = this.buttons.start.getRootNode().activeElement;
    const wasHere = this.buttons.start.closest(".mt-widget")?.contains(here);
    this.rest(this.words[why] ?? this.words.stopped);
    if (wasHere) this.focusStart();
  }

  /** Sound moves from the sound card to this page, while playing too. */
  async hearOut({ out, said }) {
    this.sound.out = out;
    this.say(said);
    if (this.state === "starting") this.moved = said;
    if (out !== "browser") this.sound.silence();
    else if ((await this.sound.tryToLoad()) && this.isPlaying) this.komp.takeOver();
  }
}
