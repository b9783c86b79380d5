// A MIDI keyboard, where the browser can reach one; asked for only when the learner presses the button.

import { fill } from "./base.js";

/** Connect to all MIDI inputs; `say(sentence)` is told what was found, now and when that changes. */
export async function connectMidi(words, pads, ways, say, signal) {
  if (!navigator.requestMIDIAccess) {
    say(globalThis.isSecureContext ? words.midi_none : words.midi_insecure);
    return false;
  }
  let access;
  try {
    access = await navigator.requestMIDIAccess();
  } catch {
    say(words.midi_refused);
    return false;
  }
  const hear = (event) => midiMessage(event, pads, ways());
  const look = () => {
    const inputs = [...access.inputs.values()].filter((input) => input.state === "connected");
    for (const input of inputs) input.onmidimessage = hear;
    say(inputs.length ? fill(words.midi_found, { names: inputs.map((input) => input.name).join(", ") }) : words.midi_empty);
  };
  access.onstatechange = look;
  signal.addEventListener("abort", () => {
    access.onstatechange = null;
    for (const input of access.inputs.values()) input.onmidimessage = null;
  });
  look();
  return true;
}

/** Play what one MIDI message says: notes on and off, in the scale or as they are. */
export function midiMessage({ data, timeStamp, target }, pads, { midi }) {
  const [status, key, velocity] = data;
  const kind = status & 0xf0;
  const source = `midi ${target?.id ?? ""} ${key}`;
  if (kind === 0x90 && velocity > 0) {
    pads.strike(source, midi === "scale" ? pads.inScale(key) : key, velocity, timeStamp / 1000);
  } else if (kind === 0x80 || kind === 0x90) pads.release(source, timeStamp / 1000);
}
