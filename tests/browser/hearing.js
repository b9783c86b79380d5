// Ears for tests of the page's player: joined after its modules by hearing.py.

Object.assign(globalThis, { Player, Stage, awakeLine, voiceOf, cupboardSum, el });
globalThis.asked = [];
globalThis.ask = async (kind, payload) => {
  asked.push(payload);
  const answer = await fetch("/ask", { method: "POST", body: JSON.stringify({ type: kind, id: 1, ...payload }) });
  const { content, buffers } = await answer.json();
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return { content, buffers: buffers.map((text) => new DataView(bytes(text).buffer)) };
};
/** Wait until all that was to be kept is kept. */
globalThis.settled = () => mtlearnSamples.cupboard.pending;
globalThis.text = (frames) => {
  const bytes = new Uint8Array(frames.buffer, frames.byteOffset, frames.byteLength);
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
};
globalThis.both = (sound) => {
  const frames = new Float32Array(sound.length * 2);
  for (const side of [0, 1]) {
    sound.getChannelData(side).forEach((value, at) => { frames[2 * at + side] = value; });
  }
  return text(frames);
};
/** An OfflineAudioContext with the player's whole graph: give it to `play`, and get what is heard. */
globalThis.offline = async ({ seconds, voices, events, volume = 0.6, silenceAt = null, start = 0.1, fades = [] }) => {
  const context = new OfflineAudioContext(2, seconds * 48000, 48000);
  const player = new Player(ask, context);
  for (const [channel, voice] of Object.entries(voices)) await player.load(Number(channel), voice);
  player.setVolume(volume);
  for (const [channel, at, fading, up] of fades) player.fade(channel, at + start, fading, up);
  player.play(events, start);
  if (silenceAt) context.suspend(silenceAt).then(() => { player.silence(); context.resume(); });
  return both(await context.startRendering());
};
/** Ears: what goes to the way out of a running context, from now until `stop()`. */
globalThis.listen = async (player) => {
  const { context } = player;
  const code = `registerProcessor("ears", class extends AudioWorkletProcessor {
    process([input]) {
      const [left = new Float32Array(128), right = left] = input;
      this.port.postMessage([currentFrame, left.slice(), right.slice()]);
      return true;
    }
  })`;
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const ears = new AudioWorkletNode(context, "ears", { numberOfInputs: 1, numberOfOutputs: 1 });
  const deaf = context.createGain();
  deaf.gain.value = 0;
  const parts = [];
  ears.port.onmessage = ({ data }) => parts.push(data);
  player.output.connect(ears).connect(deaf).connect(context.destination);
  return { parts, stop: async () => {
    await new Promise((told) => setTimeout(told, 100));
    player.output.disconnect(ears);
    const first = parts[0][0];
    const length = parts.at(-1)[0] + 128 - first;
    const frames = new Float32Array(2 * length);
    for (const [at, left, right] of parts) for (let on = 0; on < 128; on += 1) {
      frames[2 * (at - first + on)] = left[on];
      frames[2 * (at - first + on) + 1] = right[on];
    }
    return { first: first / context.sampleRate, rate: context.sampleRate, sound: text(frames) };
  } };
};
globalThis.until = async (test, seconds = 10) => {
  const begun = performance.now();
  while (!test()) {
    if (performance.now() - begun > seconds * 1000) throw new Error(`never came true: ${test}`);
    await new Promise((later) => setTimeout(later, 20));
  }
};
globalThis.ready = true;

/** A voice that is a click and nothing else: its onset can be told to the frame. */
globalThis.click = (player, channel) => {
  const buffer = player.context.createBuffer(1, 480, 48000);
  const frames = buffer.getChannelData(0);
  let seed = 1;
  for (let at = 0; at < 240; at += 1) {
    seed = (seed * 16807) % 2147483647;
    frames[at] = (seed / 2147483647 - 0.5) * 0.8;
  }
  const zone = { sample: "click", low: 0, high: 127, low_velocity: 1, high_velocity: 127, root: 60, rate: 48000, frames: 480 };
  const envelope = { loop: null, attack: 0, hold: 1, decay: 1, sustain: 1, release: 0.01, gain: 1, pan: 0, choke: 0 };
  const description = { gain: 1, zones: [{ ...zone, ...envelope }] };
  player.voices.set(channel, { description, sounds: new Map([["click", { buffer, profile: new Float32Array(3).fill(0.4) }]]) });
};
