// The page's own way out of sound: the bank's voices played with Web Audio, each note as sound/voice.py plays it.
//
// Notes wait in a heap and become nodes only a little before they sound, so that hundreds can be planned at once, and what
// is planned can be taken back. All times are seconds on the player's own clock, `now()`, which goes on also where the
// browser puts the audio to sleep or its device is lost.

import { voiceOf } from "./samples.js";
import { Fader } from "./fader.js";
import { Plan } from "./plan.js";
import { Stage } from "./stage.js";
import { Stroke } from "./stroke.js";

const playerTouch = 1.5; // loudness follows touch as in sound/voice.py
const playerMost = 48;
const playerAhead = 1.5;
const playerAheadHidden = 3; // a hidden page may be called once a second only
const playerLate = 0.3;
const playerQuick = 0.004;

/**
 * Plays the bank's voices in the page.
 *
 * `ask(kind, payload)` asks the kernel and resolves to `{content, buffers}`. `context` may be an OfflineAudioContext.
 * `onTold(key)` hears what happens to the sound: a key of content/locale/nb/sound.po.
 */
export class Player {
  constructor(ask, context = null) {
    this.ask = ask;
    this.onTold = null;
    this.voices = new Map();
    this.pans = new Map();
    this.faders = new Map(); // of each channel that comes in or goes out, the newest
    this.plan = new Plan();
    this.sounding = new Set();
    this.held = new Map(); // the strikes of each key that are not let go, the earliest first
    this.order = 0;
    this.stage = Stage.of(context);
    this.stage.players.add(this);
    this.bus = this.stage.bus();
    this.#follow = (told) => this.onTold?.(told);
    this.stage.listeners.add(this.#follow);
  }

  #follow;

  /** "running", "suspended" (nothing sounds before a press: call resume() from one), "interrupted" or "closed". */
  get state() {
    return this.stage.state;
  }

  /** Whether the browser holds the sound back, so that somebody has to press something. */
  get isAsleep() {
    return this.stage.isAsleep;
  }

  get context() {
    return this.stage.context;
  }

  get volume() {
    return this.stage.volume;
  }

  /** All notes that sound or are planned. */
  get notes() {
    return new Set([...this.sounding, ...this.plan.notes]);
  }

  /** The node all is heard through, before the ceiling. It changes when the context is made anew. */
  get level() {
    return this.stage.level;
  }

  /** The last node before the way out: what is heard. */
  get output() {
    return this.stage.output;
  }

  /** Seconds from a press to sound that the browser itself tells of. */
  get latency() {
    const { base, output } = this.measure();
    return base + output;
  }

  /** What the browser tells of its own latency, in seconds. */
  measure() {
    return { base: this.context.baseLatency ?? 0, output: this.context.outputLatency ?? 0 };
  }

  now() {
    return this.stage.now();
  }

  /** When a time of the player's is heard, in seconds of `performance.now()`: for what is to be seen together with it. */
  pageTime(when) {
    const page = performance.now() / 1000;
    if (!this.stage.runs) return page + when - this.now();
    const { contextTime = 0, performanceTime = 0 } = this.context.getOutputTimestamp?.() ?? {};
    if (contextTime > 0) return performanceTime / 1000 + this.stage.at(when) - contextTime;
    return page + when - this.now() + this.latency;
  }

  /** Hear what happens to the sound, beside `onTold`. Gives a function that ends it. */
  listen(told) {
    this.stage.listeners.add(told);
    return () => this.stage.listeners.delete(told);
  }

  async resume() {
    return this.stage.resume();
  }

  /** Give a channel a voice, fetched when the page does not have it. `onProgress(done, all)` counts samples. */
  async load(channel, voice, onProgress = null) {
    const loaded = await voiceOf(this.ask, voice, onProgress);
    if (globalThis.mtlearnVolume !== undefined && globalThis.mtlearnVolume !== this.volume) this.setVolume(globalThis.mtlearnVolume);
    this.voices.set(channel, loaded);
  }

  noteOn(channel, pitch, velocity, when = 0) {
    const note = this.#note(channel, pitch, velocity, Math.max(when, this.now()), Infinity);
    if (!note) return false;
    const key = channel * 128 + pitch;
    const those = this.held.get(key) ?? this.held.set(key, []).get(key);
    those.push(note);
    for (let at = those.length - 1; at > 0 && those[at].at < those[at - 1].at; at -= 1) [those[at], those[at - 1]] = [those[at - 1], those[at]];
    this.plan.add(note);
    this.fill();
    return true;
  }

  noteOff(channel, pitch, when = 0) {
    const at = Math.max(when, this.now());
    // Of several strikes of one key, the earliest is let go: each press has its own release.
    const [note] = this.held.get(channel * 128 + pitch) ?? [];
    if (!note || note.at > at) return;
    this.#forget(note);
    note.off = at;
    if (!note.strokes) return;
    for (const stroke of note.strokes) stroke.letGo(this.stage.at(at));
    this.stage.limit(this.stage.at(at));
  }

  /** Play `[[time, channel, pitch, velocity, duration], …]`, time 0 being `start` on the player's clock. */
  play(events, start = this.now()) {
    for (const [time, channel, pitch, velocity, duration] of events) {
      const note = this.#note(channel, pitch, velocity, start + time, start + time + duration);
      if (note) this.plan.add(note);
    }
    this.fill();
  }

  /**
   * Take back what is planned on channels from a time on: it never sounds, nor does its end come. What sounds already
   * keeps its planned end, and more may be planned at once.
   */
  cancel(channels, after) {
    const those = new Set(channels);
    const now = this.now();
    const kept = (note) => !those.has(note.channel) || note.at < after;
    for (const notes of this.held.values()) for (const note of [...notes]) if (!kept(note) && note.at > now) this.#forget(note);
    this.plan.keep(kept);
    for (const note of this.sounding) {
      if (kept(note) || note.at <= now) continue;
      for (const stroke of note.strokes) {
        stroke.cut();
        this.stage.strokes.delete(stroke);
      }
      this.sounding.delete(note);
    }
    this.stage.limit(this.context.currentTime);
  }

  /** Let a channel come in (`up`) or go out over `seconds`, from a time on: what it has come to then it keeps. */
  fade(channel, at, seconds, up) {
    const known = up ? null : this.faders.get(channel); // what comes in is another piece: what goes out keeps its own
    const fader = known ?? new Fader(this.stage, this.bus);
    this.faders.set(channel, fader);
    fader.add({ at, seconds, up });
    if (known) this.stage.limit(this.context.currentTime);
  }

  /** Place a channel between left (-1) and right (1), for the notes struck from now on. */
  setPan(channel, pan) {
    this.pans.set(channel, pan);
  }

  setVolume(volume) {
    this.stage.setVolume(volume);
    globalThis.mtlearnVolume = this.volume;
  }

  /** Let frames be heard as they are, such as a chirp to measure with. Gives the time they begin, on the player's clock. */
  playFrames(frames, when = 0) {
    const { context } = this;
    const source = context.createBufferSource();
    source.buffer = context.createBuffer(1, frames.length, context.sampleRate);
    source.buffer.getChannelData(0).set(frames);
    source.connect(this.bus);
    const at = Math.max(when, this.now());
    source.start(this.stage.at(at));
    return at;
  }

  /** Silence everything, what is planned too: faded within 40 ms. */
  silence() {
    const { currentTime } = this.context;
    this.plan = new Plan();
    this.held.clear();
    this.faders.clear();
    this.bus.gain.setTargetAtTime(0, currentTime, playerQuick);
    for (const note of this.sounding) {
      for (const stroke of note.strokes) {
        if (stroke.at > currentTime) stroke.cut();
        else stroke.source.stop(currentTime + 0.04);
        this.stage.strokes.delete(stroke);
      }
    }
    this.sounding.clear();
    this.bus = this.stage.bus();
  }

  /** Be silent and leave the stage: the widget has gone from the page. */
  dispose() {
    this.silence();
    this.stage.players.delete(this);
    this.stage.listeners.delete(this.#follow);
  }

  /** Make nodes of what sounds soon. Called by the stage, too, while something is planned. */
  fill() {
    if (!this.plan.size) return;
    const { stage } = this;
    if (stage.runs) {
      const now = this.now();
      const until = stage.isOffline ? Infinity : now + (globalThis.document?.hidden ? playerAheadHidden : playerAhead);
      let earliest = Infinity;
      while (this.plan.size && this.plan.first.at <= until) {
        const note = this.plan.take();
        if (this.#begin(note, now)) earliest = Math.min(earliest, note.at);
      }
      if (earliest < Infinity) stage.limit(Math.max(stage.at(earliest), stage.context.currentTime));
    }
    if (this.plan.size) stage.want(this);
  }

  /** The context runs again, or is another: all goes on from where it would be by now. */
  goOn() {
    const notes = [...this.sounding];
    for (const note of notes) for (const stroke of note.strokes) stroke.cut();
    this.sounding.clear();
    this.bus.disconnect();
    this.bus = this.stage.bus();
    for (const fader of new Set([...this.faders.values(), ...notes.map((note) => note.fader)])) fader?.build(this.bus);
    for (const note of notes) {
      note.strokes = null;
      this.plan.add(note);
    }
    this.fill();
  }

  #note(channel, pitch, velocity, at, off) {
    const voice = this.voices.get(channel);
    if (!voice) return null;
    this.order += 1;
    return { voice, channel, pitch, velocity, at, off, pan: this.pans.get(channel) ?? 0, order: this.order, strokes: null, begun: false };
  }

  #forget(note) {
    const key = note.channel * 128 + note.pitch;
    const those = (this.held.get(key) ?? []).filter((one) => one !== note);
    if (those.length) this.held.set(key, those);
    else this.held.delete(key);
  }

  #begin(note, now) {
    const late = now - note.at;
    if (note.choked && note.choked <= now) return false;
    if (late > 0 && late <= playerLate && !note.begun) {
      note.at += late; // a first touch that woke the page, or a page that was busy: a little late, and whole
      note.off += late;
    } else if (late > 0 && note.off + 0.05 < now) return false;
    const { stage, context } = this;
    const { description, sounds } = note.voice;
    const touch = description.gain * (note.velocity / 127) ** playerTouch;
    note.strokes = [];
    note.begun = true;
    note.fader ??= this.faders.get(note.channel);
    for (const zone of description.zones) {
      if (note.pitch < zone.low || note.pitch > zone.high || note.velocity < zone.low_velocity || note.velocity > zone.high_velocity) continue;
      const how = { pitch: note.pitch, gain: touch * zone.gain, pan: note.pan, at: stage.at(note.at), into: note.fader?.node ?? this.bus, fader: note.fader };
      const stroke = new Stroke(context, sounds.get(zone.sample), zone, how);
      note.strokes.push(stroke);
      stage.strokes.add(stroke);
      stroke.source.onended = () => this.#ended(note, stroke);
      if (zone.choke) this.#choke(note, stroke);
      if (note.off < Infinity) stroke.letGo(stage.at(note.off));
      if (note.choked) stroke.hush(stage.at(note.choked));
    }
    if (!note.strokes.length) return false;
    this.sounding.add(note);
    if (this.sounding.size > playerMost / 2) this.#makeRoom(stage.at(note.at));
    return true;
  }

  #ended(note, stroke) {
    stroke.last.disconnect();
    this.stage.strokes.delete(stroke);
    stroke.ends = Math.min(stroke.ends, this.context.currentTime);
    if (note.strokes?.every((one) => !this.stage.strokes.has(one))) this.sounding.delete(note);
  }

  /** An open hat ends when the closed one is struck: the later of two strikes fades the earlier. */
  #choke(note, stroke) {
    for (const other of this.sounding) {
      if (other === note || other.channel !== note.channel) continue;
      for (const one of other.strokes) {
        if (one.zone.choke !== stroke.zone.choke) continue;
        const [earlier, when] = one.at <= stroke.at ? [one, stroke.at] : [stroke, one.at];
        if (earlier.hushed <= when || earlier.ends <= when) continue;
        earlier.hush(when);
        (earlier === one ? other : note).choked = when + this.stage.offset;
      }
    }
  }

  /** Let the oldest fade when too many sound at once; those let go go first. */
  #makeRoom(at) {
    const those = [...this.sounding].flatMap((note) => note.strokes).filter((one) => one.at <= at && one.ends > at && one.hushed > at);
    if (those.length <= playerMost) return;
    those.sort((one, other) => (one.released > at) - (other.released > at) || one.at - other.at);
    for (const one of those.slice(0, those.length - playerMost)) one.hush(at);
  }
}
