// One zone of the bank sounding: the same envelope as sound/voice.py, built of Web Audio's nodes.

import { samplesCell } from "./samples.js";

const strokeFall = Math.log(1e5); // 100 dB, in nepers
const strokeFloor = 10 ** (-90 / 20);
const strokeHush = 0.02;

/** Of a key struck: its sample, its envelope, its end. All times are the context's. */
export class Stroke {
  /** `at` may be past: then it goes on from where it would be by now. `into` is the node it is heard through, `fader` whose it is. */
  constructor(context, { buffer, profile }, zone, { pitch, gain, pan, at, into, fader }) {
    Object.assign(this, { context, buffer, profile, zone, gain, fader, at, released: Infinity, hushed: Infinity, ends: Infinity });
    this.speed = 2 ** ((pitch - zone.root) / 12);
    this.top = at + Math.max(zone.attack, 1 / context.sampleRate);
    this.fallsFrom = this.top + zone.hold;
    this.floor = Math.max(zone.sustain, strokeFloor);
    this.floored = this.fallsFrom + (zone.decay * -Math.log(this.floor)) / strokeFall;
    const angle = ((Math.min(1, Math.max(-1, zone.pan + pan)) + 1) * Math.PI) / 4;
    this.left = Math.SQRT2 * Math.cos(angle);
    this.right = Math.SQRT2 * Math.sin(angle);
    this.most = gain * profile.reduce((top, one) => Math.max(top, one), 0) * Math.max(this.left, this.right);
    if (this.floor <= strokeFloor) this.ends = this.floored;
    if (!zone.loop) this.ends = Math.min(this.ends, at + buffer.duration / this.speed);
    this.#build(into, angle);
  }

  /** Seconds after its onset beyond which it only goes round its loop. */
  get known() {
    return Math.max(this.buffer.duration / this.speed, this.floored - this.at);
  }

  #build(into, angle) {
    const { context, zone, at } = this;
    const source = (this.source = context.createBufferSource());
    source.buffer = this.buffer;
    source.playbackRate.value = this.speed;
    if (zone.loop) {
      source.loop = true;
      source.loopStart = zone.loop[0] / zone.rate;
      source.loopEnd = zone.loop[1] / zone.rate;
    }
    const shape = context.createGain();
    this.fade = context.createGain();
    let last = source.connect(shape).connect(this.fade);
    let even = 1;
    if (Math.abs(angle - Math.PI / 4) > 1e-6 && context.createStereoPanner) {
      // The panner keeps the power; sqrt(2) makes the middle the same as a zone that is not panned.
      const panner = context.createStereoPanner();
      panner.pan.value = (4 * angle) / Math.PI - 1;
      even = Math.SQRT2;
      last = last.connect(panner);
    }
    last.connect(into);
    this.last = last;
    const gone = Math.max(0, context.currentTime - at);
    this.#shape(shape.gain, this.gain * even, gone);
    if (gone > 0) source.start(0, this.#place(gone));
    else source.start(at);
    if (Number.isFinite(this.ends)) source.stop(this.ends);
  }

  #shape(param, gain, gone) {
    const { at, top, fallsFrom, floor, floored } = this;
    const now = at + gone;
    if (now < top) {
      param.setValueAtTime(gain * (gone / (top - at)), now);
      param.linearRampToValueAtTime(gain, top);
    } else param.setValueAtTime(gain * this.#fallen(now), now);
    if (floored > Math.max(fallsFrom, now)) {
      if (now < fallsFrom) param.setValueAtTime(gain, fallsFrom);
      param.exponentialRampToValueAtTime(gain * floor, floored);
    }
  }

  #fallen(time) {
    if (time <= this.fallsFrom) return 1;
    return time >= this.floored ? this.floor : Math.exp((-strokeFall * (time - this.fallsFrom)) / this.zone.decay);
  }

  /** Where in the sample one is some time after the onset, in seconds. */
  #place(gone) {
    const { zone } = this;
    const place = gone * this.speed;
    if (!zone.loop) return place;
    const [start, end] = [zone.loop[0] / zone.rate, zone.loop[1] / zone.rate];
    return place < end ? place : start + ((place - start) % (end - start));
  }

  letGo(time) {
    const { zone, context } = this;
    this.released = time;
    const gone = Math.max(0, context.currentTime - time);
    if (gone > 0.05) this.fade.gain.value = Math.exp((-strokeFall * gone) / zone.release);
    this.fade.gain.setTargetAtTime(0, Math.max(time, context.currentTime), zone.release / strokeFall);
    this.#end(time + zone.release);
  }

  /** Fade within 20 ms from a time on, as a choked or crowded-out note does. */
  hush(time) {
    this.hushed = Math.min(this.hushed, time);
    this.fade.gain.setTargetAtTime(0, time, strokeHush / strokeFall);
    this.#end(time + strokeHush);
  }

  /** It never sounds, or no longer: without a fade, for what has not begun or is heard no more. */
  cut() {
    this.ends = 0;
    this.source.onended = null;
    this.source.stop(0);
    this.source.disconnect();
    this.last.disconnect();
  }

  #end(time) {
    if (time >= this.ends) return;
    this.ends = time;
    this.source.stop(Math.max(time, this.context.currentTime));
  }

  /** How high it can stand between two times, before its place left and right. */
  level(from, to) {
    if (this.at >= to || this.ends <= from) return 0;
    const begins = Math.max(from, this.at);
    const cells = this.profile.length;
    let cell = Math.floor(this.#place(begins - this.at) / samplesCell);
    const many = Math.min(cells, Math.ceil(((to - begins) * this.speed) / samplesCell) + 1);
    let top = 0;
    for (let on = 0; on < many; on += 1, cell += 1) {
      if (cell >= cells - 1) cell = this.zone.loop ? Math.floor(this.zone.loop[0] / this.zone.rate / samplesCell) : cells - 1;
      top = Math.max(top, this.profile[cell]);
    }
    let left = 1;
    if (begins > this.released) left = Math.exp((-strokeFall * (begins - this.released)) / this.zone.release);
    if (begins > this.hushed) left *= Math.exp((-strokeFall * (begins - this.hushed)) / strokeHush);
    return this.gain * top * this.#fallen(begins) * left * (this.fader?.most(from, to) ?? 1);
  }
}
