// The page's own way out of sound: the bank's zones played with Web Audio, each note as sound/voice.py plays it.
//
// Keeping it under the ceiling. A DynamicsCompressor looks 6 ms ahead, and every note would come out 6 ms later; the player
// knows instead what it is about to play. It turns all down a little before many strong notes sound together (`lean`), and
// a curve that is straight up to -3 dBFS and bends to -2 dBFS at most (`ceiling`) catches what is left of a peak.

const PLAYER_TOUCH = 1.5;
const PLAYER_FALL = Math.log(1e5); // 100 dB, in nepers
const PLAYER_STRAIGHT = 10 ** (-3 / 20);
const PLAYER_CEILING = 10 ** (-2 / 20);
const PLAYER_MOST = 48;
const PLAYER_QUICK = 0.008;

/** Voices this page has loaded, shared by all its widgets: name → Promise of {description, buffers}. */
const playerVoices = (globalThis.mtlearnVoices ??= new Map());

/** The page's one audio context; browsers allow only a few. */
function playerContext() {
  const kind = globalThis.AudioContext ?? globalThis.webkitAudioContext;
  if (!globalThis.mtlearnAudio || globalThis.mtlearnAudio.state === "closed") {
    globalThis.mtlearnAudio = new kind({ latencyHint: "interactive" });
  }
  return globalThis.mtlearnAudio;
}

function playerCurve() {
  const range = 4;
  const points = 8193;
  const bend = PLAYER_CEILING - PLAYER_STRAIGHT;
  return Float32Array.from({ length: points }, (_, at) => {
    const x = ((2 * at) / (points - 1) - 1) * range;
    const over = Math.abs(x) - PLAYER_STRAIGHT;
    return over <= 0 ? x / range : (Math.sign(x) * (PLAYER_STRAIGHT + bend * Math.tanh(over / bend))) / range;
  });
}

async function playerDecode(context, bytes, zone) {
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return context.decodeAudioData(copy).catch((error) => {
    throw Object.assign(new Error(`sample ${zone.sample} could not be decoded: ${error}`), { name: "EncodingError" });
  });
}

function playerFrames(context, bytes, zone) {
  const frames = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const buffer = context.createBuffer(1, frames.length, zone.rate);
  const channel = buffer.getChannelData(0);
  for (let at = 0; at < frames.length; at += 1) channel[at] = frames[at] / 32768;
  return buffer;
}

async function playerFetch(ask, context, voice, onProgress) {
  for (const format of ["flac", "pcm"]) {
    const { content, buffers } = await ask("voice", { voice, format });
    if (content.trouble) throw new Error(content.trouble);
    globalThis.mtlearnVolume ??= content.volume;
    const { description } = content;
    const zones = new Map(description.zones.map((zone) => [zone.sample, zone]));
    const sounds = new Map();
    try {
      for (const [at, name] of description.samples.entries()) {
        const bytes = new Uint8Array(buffers[at].buffer ?? buffers[at], buffers[at].byteOffset ?? 0, buffers[at].byteLength);
        const zone = zones.get(name);
        sounds.set(name, format === "flac" ? await playerDecode(context, bytes, zone) : playerFrames(context, bytes, zone));
        onProgress?.((at + 1) / description.samples.length);
      }
      return { description, sounds };
    } catch (error) {
      if (error.name !== "EncodingError" || format === "pcm") throw error;
    }
  }
  throw new Error("no format could be decoded");
}

/**
 * Plays the bank's voices in the page.
 *
 * `ask(kind, payload)` asks the kernel and resolves to `{content, buffers}`. `context` may be an OfflineAudioContext.
 * Times (`when`, `start`) are seconds on the player's own clock, `now()`; 0 means at once.
 */
export class Player {
  constructor(ask, context = null) {
    this.ask = ask;
    this.context = context ?? playerContext();
    this.voices = new Map();
    this.notes = new Set();
    this.pans = new Map();
    this.volume = globalThis.mtlearnVolume ?? 0.6;
    const { context: at } = this;
    this.level = at.createGain();
    this.level.gain.value = this.volume;
    this.lean = at.createGain();
    const before = at.createGain();
    before.gain.value = 1 / 4;
    const ceiling = at.createWaveShaper();
    ceiling.curve = playerCurve();
    const after = at.createGain();
    after.gain.value = 4;
    this.level.connect(this.lean).connect(before).connect(ceiling).connect(after).connect(at.destination);
  }

  /** "running", "suspended" (nothing sounds before a press: call resume() from one) or "closed". */
  get state() {
    return this.context.state;
  }

  /** Seconds from a press to sound that the browser itself tells of. */
  get latency() {
    return (this.context.baseLatency ?? 0) + (this.context.outputLatency ?? 0);
  }

  now() {
    return this.context.currentTime;
  }

  async resume() {
    if (this.context.state === "suspended" && this.context.resume && !this.context.startRendering) await this.context.resume();
    return this.state;
  }

  /** Give a channel a voice, fetching it from the kernel when no widget of this page has done so yet. */
  async load(channel, voice, onProgress = null) {
    if (!playerVoices.has(voice)) {
      const fetched = playerFetch(this.ask, this.context, voice, onProgress);
      playerVoices.set(voice, fetched);
      fetched.catch(() => playerVoices.delete(voice));
    }
    const loaded = await playerVoices.get(voice);
    onProgress?.(1);
    if (globalThis.mtlearnVolume !== undefined && globalThis.mtlearnVolume !== this.volume) this.setVolume(globalThis.mtlearnVolume);
    this.voices.set(channel, loaded);
  }

  noteOn(channel, pitch, velocity, when = 0) {
    const voice = this.voices.get(channel);
    if (!voice) return false;
    const at = Math.max(when, this.now());
    const touch = voice.description.gain * (velocity / 127) ** PLAYER_TOUCH;
    for (const zone of voice.description.zones) {
      if (pitch < zone.low || pitch > zone.high || velocity < zone.low_velocity || velocity > zone.high_velocity) continue;
      this.#begin(voice.sounds.get(zone.sample), zone, { channel, pitch, at, gain: touch * zone.gain });
    }
    this.#keepUnder(at);
    return true;
  }

  noteOff(channel, pitch, when = 0) {
    const at = Math.max(when, this.now());
    const held = [...this.notes].filter(
      (note) => note.channel === channel && note.pitch === pitch && note.released === Infinity && note.at <= at,
    );
    if (!held.length) return;
    // Of several strikes of one key, the earliest is let go: each press has its own release.
    const first = Math.min(...held.map((note) => note.at));
    for (const note of held) if (note.at === first) this.#letGo(note, at);
  }

  /** Play `[[time, channel, pitch, velocity, duration], …]`, time 0 being `start` on the player's clock. */
  play(events, start = this.now()) {
    for (const [time, channel, pitch, velocity, duration] of events) {
      const before = new Set(this.notes);
      this.noteOn(channel, pitch, velocity, start + time);
      for (const note of this.notes) if (!before.has(note)) this.#letGo(note, Math.max(start + time + duration, note.at));
    }
  }

  /** Take back what is planned on channels from a time on: it never sounds; what sounds already keeps its planned end. */
  cancel(channels, after) {
    const those = new Set(channels);
    for (const note of [...this.notes]) {
      if (!those.has(note.channel) || note.at < after || note.at <= this.now()) continue;
      note.source.stop(0);
      note.fade.disconnect();
      this.notes.delete(note);
    }
  }

  /** Place a channel between left (-1) and right (1), for the notes struck from now on. */
  setPan(channel, pan) {
    this.pans.set(channel, pan);
  }

  setVolume(volume) {
    this.volume = Math.min(1, Math.max(0, volume));
    globalThis.mtlearnVolume = this.volume;
    this.level.gain.setTargetAtTime(this.volume, this.now(), 0.02);
  }

  /** Silence everything, what is planned too: faded within 30 ms. */
  silence() {
    const now = this.now();
    for (const note of [...this.notes]) {
      note.fade.gain.cancelScheduledValues(now);
      note.fade.gain.setTargetAtTime(0, now, PLAYER_QUICK / 2);
      if (note.at > now) note.fade.gain.value = 0;
      note.source.stop(Math.max(now + 0.04, 0));
      this.notes.delete(note);
    }
  }

  #begin(buffer, zone, { channel, pitch, at, gain }) {
    const { context } = this;
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.playbackRate.value = 2 ** ((pitch - zone.root) / 12);
    if (zone.loop) {
      source.loop = true;
      source.loopStart = zone.loop[0] / zone.rate;
      source.loopEnd = zone.loop[1] / zone.rate;
    }
    const shape = context.createGain();
    const top = at + Math.max(zone.attack, 1 / context.sampleRate);
    const fallsFrom = top + zone.hold;
    shape.gain.setValueAtTime(0, at);
    shape.gain.linearRampToValueAtTime(gain, top);
    const floor = Math.max(zone.sustain, 10 ** (-90 / 20));
    const floored = fallsFrom + (zone.decay * -Math.log(floor)) / PLAYER_FALL;
    if (floored > fallsFrom) {
      shape.gain.setValueAtTime(gain, fallsFrom);
      shape.gain.exponentialRampToValueAtTime(gain * floor, floored);
    }
    const fade = context.createGain();
    source.connect(shape).connect(fade);
    const place = Math.min(1, Math.max(-1, zone.pan + (this.pans.get(channel) ?? 0)));
    if (place && context.createStereoPanner) {
      // The panner keeps the power; sqrt(2) makes the middle the same as a zone that is not panned.
      const pan = context.createStereoPanner();
      pan.pan.value = place;
      const even = context.createGain();
      even.gain.value = Math.SQRT2;
      fade.connect(pan).connect(even).connect(this.level);
    } else fade.connect(this.level);
    source.start(at);
    const note = { source, fade, zone, channel, pitch, at, gain, released: Infinity, fallsFrom, floor, ends: Infinity };
    if (floor < 1e-4) note.ends = floored;
    if (!zone.loop) note.ends = Math.min(note.ends, at + buffer.duration / source.playbackRate.value);
    if (Number.isFinite(note.ends)) source.stop(note.ends);
    source.onended = () => {
      this.notes.delete(note);
      fade.disconnect();
    };
    this.notes.add(note);
    this.#makeRoom();
  }

  #letGo(note, at) {
    note.released = at;
    note.fade.gain.setTargetAtTime(0, at, note.zone.release / PLAYER_FALL);
    note.ends = Math.min(note.ends, at + note.zone.release);
    note.source.stop(note.ends);
  }

  /** Let the oldest note fade when too many sound at once. */
  #makeRoom() {
    const sounding = [...this.notes].filter((note) => note.at <= this.now());
    if (sounding.length <= PLAYER_MOST) return;
    const [oldest] = sounding.sort((a, b) => a.released - b.released || a.at - b.at);
    oldest.fade.gain.setTargetAtTime(0, this.now(), PLAYER_QUICK);
    oldest.source.stop(this.now() + 0.06);
    this.notes.delete(oldest);
  }

  /** Turn all down for as long as the notes sounding at `at` would together pass the ceiling. */
  #keepUnder(at) {
    let power = 0;
    for (const note of this.notes) {
      if (note.at > at || note.ends <= at) continue;
      const fallen = Math.max(note.floor, Math.exp((-PLAYER_FALL * Math.max(0, at - note.fallsFrom)) / Math.max(note.zone.decay, 0.01)));
      const left = Math.exp((-PLAYER_FALL * Math.max(0, at - note.released)) / note.zone.release);
      power += (note.gain * fallen * left) ** 2;
    }
    const strength = Math.sqrt(power) * this.volume;
    if (strength <= PLAYER_STRAIGHT) return;
    const { gain } = this.lean;
    gain.setTargetAtTime(PLAYER_STRAIGHT / strength, at, 0.002);
    gain.setTargetAtTime(1, at + 0.15, 0.15);
  }
}
