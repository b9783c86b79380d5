// The page's way out and in again: a pattern is played, and the microphone's frames are kept with the times they came.
//
// The microphone is opened when this is called, which is after a press, and closed before it returns. Sound and recording run
// on one audio clock, so that the two can be laid together to the frame.

const loopbackAhead = 0.5;
const loopbackPatience = 4;
const loopbackWorklet = `registerProcessor("mt-loopback", class extends AudioWorkletProcessor {
  process([[heard]]) {
    if (heard) this.port.postMessage([currentFrame, heard.slice()]);
    return true;
  }
});`;

/** Why there is no recording: a key of the check's words. */
export class NoRecording extends Error {
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/**
 * Play `pattern` with `player` and record it for `lasts` seconds. Gives `{ rate, emitted, told, back, frames }`: when each chord
 * was sent, in seconds after the first frame of `frames`. `listening()` is called once the microphone is open. Throws NoRecording.
 */
export async function recordLoop(player, pattern, lasts, signal, listening) {
  const stream = await loopbackMicrophone();
  const closing = [() => stream.getTracks().forEach((track) => track.stop())];
  try {
    const { context } = player;
    const heard = await loopbackFrames(context, stream, closing);
    signal.throwIfAborted();
    listening();
    const start = player.now() + loopbackAhead;
    player.play(pattern, start);
    const clock = player.stage.at(start);
    const enough = Math.round((clock + lasts) * context.sampleRate);
    await heard.until(enough, lasts + loopbackAhead + loopbackPatience, signal);
    const { first, frames } = heard.all();
    // Chords begin where the pattern pauses: their own notes follow one another within a few hundredths of a second.
    const times = pattern.map(([time]) => time);
    const emitted = times.filter((time, at) => at === 0 || time - times[at - 1] > 0.1).map((time) => clock + time - first / context.sampleRate);
    const back = stream.getAudioTracks()[0]?.getSettings?.().latency ?? 0;
    return { rate: context.sampleRate, emitted, told: player.latency, back, frames };
  } catch (error) {
    player.silence();
    throw signal.aborted ? new NoRecording("loop_stopped") : error;
  } finally {
    for (const close of closing.reverse()) close();
  }
}

async function loopbackMicrophone() {
  if (!navigator.mediaDevices?.getUserMedia) throw new NoRecording(globalThis.isSecureContext ? "loop_no_way" : "loop_insecure");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1, latency: 0 },
    });
  } catch (error) {
    const keys = { NotAllowedError: "loop_denied", SecurityError: "loop_denied", NotFoundError: "loop_no_microphone" };
    throw new NoRecording(keys[error.name] ?? "loop_busy");
  }
}

/** Keep each frame the microphone gives, by its number on the context's clock. */
async function loopbackFrames(context, stream, closing) {
  if (!context.audioWorklet) throw new NoRecording("loop_no_way");
  if (!context.mtlearnLoopback) {
    const url = URL.createObjectURL(new Blob([loopbackWorklet], { type: "text/javascript" }));
    context.mtlearnLoopback = context.audioWorklet.addModule(url).finally(() => URL.revokeObjectURL(url));
  }
  await context.mtlearnLoopback;
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, "mt-loopback", { numberOfOutputs: 1, channelCount: 1, channelCountMode: "explicit" });
  const deaf = context.createGain(); // what is heard is not played again; a node that leads nowhere would not run
  deaf.gain.value = 0;
  const pieces = [];
  let come = () => {};
  node.port.onmessage = ({ data }) => {
    pieces.push(data);
    come(data[0] + data[1].length);
  };
  source.connect(node).connect(deaf).connect(context.destination);
  closing.push(() => [source, node, deaf].forEach((one) => one.disconnect()), () => node.port.close());
  return {
    until: (frame, seconds, signal) => new Promise((enough, failed) => {
      const late = setTimeout(() => failed(new NoRecording("loop_busy")), seconds * 1000);
      closing.push(() => clearTimeout(late));
      signal.addEventListener("abort", () => failed(signal.reason), { once: true });
      come = (last) => last >= frame && enough();
    }),
    all: () => {
      const first = pieces[0][0];
      const last = pieces.at(-1);
      const frames = new Float32Array(last[0] + last[1].length - first); // what was left out stays silent
      for (const [at, piece] of pieces) frames.set(piece, at - first);
      return { first, frames };
    },
  };
}
