// Something to listen to: a button that plays and stops a sound the kernel has; one sounds at a time in a page.
import { clockSaid, el, fill } from "./base.js";

/** The files are at -18 LUFS; at 60 % volume everything comes to -20. */
const listeningLevel = 10 ** (-2 / 20) / 0.6;

/** What has been fetched in this page, by name, whichever widget asked for it. */
const listeningFiles = (globalThis.mtlearnExamples ??= new Map());

/** What sounds in this page just now, whichever widget it belongs to. */
const listeningNow = (globalThis.mtlearnListening ??= { now: null });

/**
 * A button and a clock for one sound. `heard` is { id, title, seconds }; `act` is { fetch, say, volume };
 * `moved(seconds or null)` is told where it is.
 */
export class Listening {
  constructor(heard, words, { fetch, say, volume }, moved = () => {}) {
    Object.assign(this, { heard, words, fetch, say, volume, moved, audio: null, turn: 0 });
    this.button = el("button", { type: "button", class: "mt-example-play", onclick: () => this.press() });
    this.time = el("span", { class: "mt-soft mt-example-time", "aria-hidden": "true" }, clockSaid(heard.seconds));
    this.label(false);
  }

  get sounds() {
    return listeningNow.now === this;
  }

  press() {
    if (this.sounds) this.stop(this.words.stopped);
    else this.play();
  }

  async play() {
    listeningNow.now?.stop();
    listeningNow.now = this;
    const turn = (this.turn += 1);
    this.label(true);
    try {
      if (!listeningFiles.has(this.heard.id)) this.say(this.words.loading);
      const address = await this.fetch(this.heard.id);
      if (turn !== this.turn) return;
      this.audio ??= new Audio(address);
      this.audio.volume = Math.min(1, this.volume() * listeningLevel);
      this.audio.currentTime = 0;
      this.audio.onended = () => this.stop(this.words.ended);
      await this.audio.play();
      if (turn !== this.turn) return;
      this.told(this.words.playing);
      this.follow(turn);
    } catch {
      if (turn === this.turn) this.stop(this.words.no_sound);
    }
  }

  stop(sentence = null) {
    this.turn += 1;
    this.audio?.pause();
    if (this.sounds) listeningNow.now = null;
    this.label(false);
    this.moved(null);
    this.time.textContent = clockSaid(this.heard.seconds);
    if (sentence) this.told(sentence);
  }

  label(playing) {
    const { words, heard } = this;
    this.button.replaceChildren(playing ? words.stop_short : words.listen_short);
    this.button.setAttribute("aria-label", fill(playing ? words.stop : words.listen, { title: heard.title }));
    this.button.classList.toggle("mt-main", playing);
  }

  told(sentence) {
    this.say(fill(sentence, { title: this.heard.title }));
  }

  follow(turn) {
    const frame = () => {
      if (turn !== this.turn || !this.button.isConnected) return;
      const now = this.audio.currentTime;
      this.moved(now);
      this.time.textContent = fill(this.words.time, { now: clockSaid(now), all: clockSaid(this.heard.seconds) });
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }
}

/** Fetch sounds from the kernel: { fetch(id), stop() }. */
export function listeningFetch(model) {
  const asked = new Map();
  const hear = (content, buffers) => {
    const waits = content.type === "sound" && asked.get(content.id);
    if (!waits) return;
    asked.delete(content.id);
    if (content.trouble) waits.failed(new Error(content.id));
    else waits.came(URL.createObjectURL(new Blob([buffers[0]], { type: content.mime ?? "audio/mpeg" })));
  };
  model.on("msg:custom", hear);
  return {
    // One fetch a sound in a page, however many widgets show it; a failed one may be tried again.
    fetch(id) {
      if (!listeningFiles.has(id)) {
        listeningFiles.set(id, new Promise((came, failed) => {
          asked.set(id, { came, failed });
          model.send({ type: "fetch", id });
        }));
        listeningFiles.get(id).catch(() => listeningFiles.delete(id));
      }
      return listeningFiles.get(id);
    },
    stop() {
      model.off("msg:custom", hear);
      for (const { failed } of asked.values()) failed(new Error("closed"));
    },
  };
}
