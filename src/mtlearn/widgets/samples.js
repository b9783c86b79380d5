// A voice's samples, in this page: from memory, from what the browser keeps, or else from the kernel, a few at a time.
//
// What every widget of a page shares hangs on globalThis, since each widget brings a copy of these modules.

import { Cupboard } from "./cupboard.js";

const samplesChunk = 200_000; // bytes a message: progress moves, and the kernel has time for notes in between
const samplesPatience = 20_000;
const samplesRate = 48_000;
export const samplesCell = 0.01; // seconds of a cell of a sample's profile

const samplesShared = (globalThis.mtlearnSamples ??= { voices: new Map(), sounds: new Map(), cupboard: null, format: "flac", tidied: false });

function samplesError(message, told) {
  return Object.assign(new Error(message), { told });
}

/** Ask the kernel, and wait a stated time at most. */
function samplesAsk(ask, payload) {
  let timer;
  const late = new Promise((_, failed) => {
    const patience = globalThis.mtlearnPatience ?? samplesPatience;
    timer = setTimeout(() => failed(samplesError(`no answer about ${payload.voice} within ${patience} ms`, "sound_voices_late")), patience);
  });
  return Promise.race([ask("voice", payload), late]).finally(() => clearTimeout(timer)).then((answer) => {
    if (answer.content.trouble) throw samplesError(answer.content.trouble, "sound_voices_gone");
    return answer;
  });
}

function samplesContext() {
  const kind = globalThis.OfflineAudioContext ?? globalThis.webkitOfflineAudioContext;
  return new kind(1, 1, samplesRate); // decodes while the page's own context is asleep, too
}

/** The highest frame of each cell of 10 ms: what the limiter knows beforehand. */
function samplesProfile(buffer) {
  const frames = buffer.getChannelData(0);
  const cell = Math.round(samplesCell * buffer.sampleRate);
  const profile = new Float32Array(Math.ceil(frames.length / cell) + 1);
  for (let at = 0, on = 0; at < frames.length; at += cell, on += 1) {
    let top = 0;
    for (let frame = at; frame < at + cell && frame < frames.length; frame += 1) top = Math.max(top, Math.abs(frames[frame]));
    profile[on] = top;
  }
  return profile;
}

/** Make bytes into sound; throws where they cannot be that sample. */
async function samplesSound(bytes, zone, format) {
  let buffer;
  if (format === "pcm") {
    if (bytes.byteLength !== 2 * zone.frames) throw samplesError(`sample ${zone.sample} has the wrong length`, "sound_voices_gone");
    const frames = new Int16Array(bytes.slice().buffer);
    buffer = samplesContext().createBuffer(1, frames.length, zone.rate);
    const channel = buffer.getChannelData(0);
    for (let at = 0; at < frames.length; at += 1) channel[at] = frames[at] / 32768;
  } else {
    buffer = await samplesContext().decodeAudioData(bytes.slice().buffer);
    if (Math.abs(buffer.duration - zone.frames / zone.rate) > 0.003) throw samplesError(`sample ${zone.sample} has the wrong length`, "sound_voices_gone");
  }
  return { buffer, profile: samplesProfile(buffer) };
}

const samplesKey = (digest) => (samplesShared.format === "pcm" ? `${digest}-pcm` : digest);

/** Cut a list of names into messages of some 200 kB. */
function samplesParts(names, sizes) {
  const parts = [];
  let room = 0;
  for (const name of names) {
    const size = sizes?.[name] ?? samplesChunk;
    if (size > room) {
      parts.push([]);
      room = samplesChunk;
    }
    parts.at(-1).push(name);
    room -= size;
  }
  return parts;
}

class SamplesOfVoice {
  constructor(ask, voice, tell) {
    Object.assign(this, { ask, voice, tell, sounds: new Map() });
    samplesShared.cupboard ??= new Cupboard();
  }

  async fetch() {
    const first = await samplesAsk(this.ask, { voice: this.voice, tidy: !samplesShared.tidied });
    const { content } = first;
    globalThis.mtlearnVolume ??= content.volume;
    this.description = content.description;
    this.digests = content.digests ?? {};
    this.sizes = content.sizes;
    this.zones = new Map(this.description.zones.map((zone) => [zone.sample, zone]));
    this.names = this.description.samples;
    this.#told();
    await this.#fromMemory();
    if (first.buffers?.length) await this.#take(first, "flac");
    await this.#fromCupboard();
    await this.#fromKernel();
    if (content.bank && !samplesShared.tidied) {
      samplesShared.tidied = true;
      samplesShared.cupboard.keepOnly(content.bank);
    }
    return { description: this.description, sounds: this.sounds };
  }

  #missing() {
    return this.names.filter((name) => !this.sounds.has(name));
  }

  #told() {
    this.tell(this.sounds.size, this.names.length);
  }

  #add(name, sound) {
    this.sounds.set(name, sound);
    if (this.digests[name]) samplesShared.sounds.set(this.digests[name], sound);
    this.#told();
  }

  async #fromMemory() {
    for (const name of this.#missing()) {
      const sound = samplesShared.sounds.get(this.digests[name]);
      if (sound) this.#add(name, sound);
    }
  }

  async #fromCupboard() {
    const names = this.#missing().filter((name) => this.digests[name]);
    const kept = await samplesShared.cupboard.get(names.map((name) => samplesKey(this.digests[name])));
    await Promise.all(names.map(async (name) => {
      const bytes = kept.get(samplesKey(this.digests[name]));
      if (!bytes) return;
      try {
        this.#add(name, await samplesSound(bytes, this.zones.get(name), samplesShared.format));
      } catch { /* kept badly: the kernel has it */ }
    }));
  }

  async #fromKernel() {
    for (const part of samplesParts(this.#missing(), this.sizes)) {
      const { format } = samplesShared;
      try {
        await this.#take(await samplesAsk(this.ask, { voice: this.voice, samples: part, format }), format);
      } catch (error) {
        if (error.told || format === "pcm") throw error;
        samplesShared.format = "pcm"; // a browser that cannot read FLAC is sent bare frames from here on
        await this.#fromCupboard();
        await this.#fromKernel();
        return;
      }
    }
  }

  /** Take samples out of an answer, keep them, and let them be heard of. */
  async #take({ content, buffers }, format) {
    const names = content.samples ?? this.names;
    const good = new Map();
    await Promise.all(names.map(async (name, at) => {
      const sent = buffers[at];
      const bytes = new Uint8Array(sent.buffer ?? sent, sent.byteOffset ?? 0, sent.byteLength);
      const sound = await samplesSound(bytes, this.zones.get(name), format);
      if (this.digests[name]) good.set(samplesKey(this.digests[name]), bytes);
      this.#add(name, sound);
    }));
    samplesShared.cupboard.put(good);
  }
}

/**
 * Give a voice of the bank, `{description, sounds}`, loaded once for all widgets of the page.
 *
 * `onProgress(done, all)` counts samples. Fails with an error whose `told` is a key of content/locale/nb/sound.po.
 */
export async function voiceOf(ask, voice, onProgress = null) {
  const { voices } = samplesShared;
  const others = voices.get(voice);
  if (others) {
    others.listeners.add(onProgress);
    if (others.at) onProgress?.(...others.at);
    try {
      return await others.loading;
    } catch (error) {
      if (others.ask === ask) throw error; // else its widget may have gone from the page: ask for ourselves
    }
  }
  if (voices.has(voice) && voices.get(voice) !== others) return voiceOf(ask, voice, onProgress);
  const mine = { ask, listeners: new Set([onProgress]), at: null };
  const tell = (done, all) => {
    mine.at = [done, all];
    for (const listener of mine.listeners) listener?.(done, all);
  };
  mine.loading = new SamplesOfVoice(ask, voice, tell).fetch();
  voices.set(voice, mine);
  mine.loading.catch(() => voices.get(voice) === mine && voices.delete(voice));
  return mine.loading;
}
