// What all players of a page share: one context, one way out with one volume and one ceiling, and one clock that only goes
// forward, also when the context slept, was interrupted, or had to be made anew.

import { Lean, limitCeilingNodes } from "./limit.js";
import { watchAwake } from "./awake.js";

const stageSoft = 0.05;
const stageBeat = 0.4;
const stagePatience = 1000;

function stageContext() {
  const kind = globalThis.AudioContext ?? globalThis.webkitAudioContext;
  return new kind({ latencyHint: "interactive" });
}

export class Stage {
  /** The page's stage, or, for an OfflineAudioContext, one of its own. */
  static of(context) {
    if (context) return new Stage(context);
    return (globalThis.mtlearnStage ??= new Stage(null));
  }

  constructor(context) {
    this.players = new Set();
    this.listeners = new Set();
    this.strokes = new Set();
    this.isOffline = Boolean(context?.startRendering);
    this.runs = this.isOffline;
    this.isAsleep = false;
    this.losses = 0;
    this.offset = 0; // from the context's clock to ours
    this.wall = -performance.now() / 1000; // from the page's clock to ours, while the context does not run
    this.last = 0;
    this.volume = globalThis.mtlearnVolume ?? 0.6;
    this.wanting = new Set();
    this.#build(context ?? stageContext());
  }

  #build(context) {
    this.context = context;
    this.level = context.createGain();
    this.level.gain.value = this.volume;
    const turned = context.createGain();
    const [first, last] = limitCeilingNodes(context);
    this.output = context.createGain();
    this.level.connect(turned).connect(first);
    last.connect(this.output).connect(context.destination);
    this.hush = context.createGain();
    this.hush.gain.value = 0;
    this.hush.connect(context.destination);
    this.lean = new Lean(turned.gain);
    this.beating = null;
    if (this.isOffline) {
      this.#comeIn();
      return;
    }
    this.output.gain.value = 0;
    this.unwatch = watchAwake(context, {
      onAsleep: () => this.#sleep(),
      onAwake: () => this.#wake(),
      onLost: () => this.#lose(),
    });
  }

  /** Seconds on our clock; it never goes back. */
  now() {
    const now = this.runs ? this.context.currentTime + this.offset : performance.now() / 1000 + this.wall;
    this.last = Math.max(this.last, now);
    return this.last;
  }

  /** A time of ours on the context's clock. */
  at(time) {
    return time - this.offset;
  }

  get state() {
    return this.context.state;
  }

  /** Wake the context; call it from a press. Gives the state it is in after a second at most. */
  async resume() {
    if (this.isOffline) return this.state;
    const { context } = this;
    if (context.state !== "running" && context.state !== "closed") {
      await Promise.race([context.resume().catch(() => {}), new Promise((late) => setTimeout(late, stagePatience))]);
    }
    if (context === this.context && context.state === "running" && !this.runs) this.#wake();
    return this.state;
  }

  setVolume(volume) {
    this.volume = Math.min(1, Math.max(0, volume));
    const { gain } = this.level;
    const now = this.context.currentTime;
    gain.cancelScheduledValues(now);
    gain.setTargetAtTime(this.volume, now, 0.02);
    this.lean.follow(this.strokes, now, now, this.volume);
  }

  /** A node a player is heard through. */
  bus() {
    const bus = this.context.createGain();
    bus.connect(this.level);
    return bus;
  }

  /** Reckon the limiter anew from a time of the context's on. */
  limit(from) {
    this.lean.follow(this.strokes, from, this.context.currentTime, this.volume);
  }

  /** Call a player's `fill` soon. Timers of a hidden page come once a second or less; a sound's end is told in time. */
  want(player) {
    this.wanting.add(player);
    if (this.beating || this.isOffline) return;
    const { context } = this;
    const beat = (this.beating = {});
    const go = () => {
      if (this.beating !== beat) return;
      this.beating = null;
      const those = [...this.wanting];
      this.wanting.clear();
      for (const one of those) one.fill();
    };
    setTimeout(go, stageBeat * 1000);
    if (!this.runs) return;
    const tick = context.createBufferSource();
    tick.buffer = context.createBuffer(1, 1, context.sampleRate);
    tick.onended = go;
    tick.connect(this.hush);
    tick.start(context.currentTime + stageBeat);
  }

  #comeIn() {
    const { gain } = this.output;
    const now = this.context.currentTime;
    gain.cancelScheduledValues(now);
    gain.setValueAtTime(0, now);
    gain.linearRampToValueAtTime(1, now + stageSoft);
  }

  #tell(told) {
    for (const listener of this.listeners) listener(told);
  }

  #sleep() {
    const now = this.now();
    this.runs = false;
    this.wall = now - performance.now() / 1000;
    this.isAsleep = true;
    this.#tell("sound_asleep");
  }

  #wake() {
    if (this.runs) return;
    const now = this.now();
    const slept = this.isAsleep;
    this.offset = now - this.context.currentTime;
    this.runs = true;
    this.isAsleep = false;
    this.lean.clear(this.context.currentTime);
    this.#comeIn();
    this.strokes.clear();
    for (const player of this.players) player.goOn();
    if (this.losses) this.#settle();
    else if (slept) this.#tell("sound_awake");
  }

  /** Believe in a new context when its clock has gone on for a while. */
  #settle() {
    const { context } = this;
    const begun = context.currentTime;
    setTimeout(() => {
      if (context !== this.context || context.currentTime - begun < 0.1) return;
      this.losses = 0;
      this.#tell("sound_back");
    }, 300);
  }

  /** The context is gone, or plays nothing: make another. Where that does not help, try again, more and more seldom. */
  #lose() {
    const now = this.now();
    this.unwatch();
    this.runs = false;
    this.wall = now - performance.now() / 1000;
    const old = this.context;
    if (old.state !== "closed") old.close().catch(() => {});
    this.losses += 1;
    if (this.losses > 1) this.#tell("sound_gone");
    const again = () => {
      try {
        this.#build(stageContext());
      } catch {
        this.losses += 1;
        setTimeout(again, Math.min(30_000, 500 * 2 ** this.losses));
      }
    };
    if (this.losses === 1) again();
    else setTimeout(again, Math.min(30_000, 500 * 2 ** this.losses));
  }
}
