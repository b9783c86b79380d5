// Music to listen to: one button an example, both players in time while it sounds, and words for what happens.
import { el, fill, root } from "./base.js";
import { Lanes } from "./lanes.js";

/** The files are at -18 LUFS; at 60 % volume everything comes to -20. */
const exampleLevel = 10 ** (-2 / 20) / 0.6;

const exampleFiles = (globalThis.mtlearnExamples ??= new Map());

/** The example that sounds in this page, whichever widget it belongs to. */
const examplePlaying = { now: null };

class ListeningExample {
  constructor(example, words, names, { fetch, say, volume }) {
    Object.assign(this, { example, words, fetch, say, volume, audio: null, turn: 0 });
    const short = fill(words.listen, { title: example.title });
    this.button = el("button", { type: "button", class: "mt-example-play", "aria-label": short, onclick: () => this.press() }, words.listen_short);
    this.time = el("span", { class: "mt-soft mt-example-time", "aria-hidden": "true" }, exampleClock(example.seconds));
    this.lanes = new Lanes({ ...words, me: example.me, partner: example.partner }, names);
    this.node = el("li", { class: "mt-card mt-example-one", "data-example": example.id },
      el("h3", {}, example.title), el("p", {}, example.happens),
      el("div", { class: "mt-row" }, this.button, this.time), this.lanes.node);
    this.lanes.show(example.mine, example.theirs, []);
  }

  press() {
    if (examplePlaying.now === this) this.stop(this.words.stopped);
    else this.play();
  }

  async play() {
    examplePlaying.now?.stop();
    examplePlaying.now = this;
    const turn = (this.turn += 1);
    this.label(true);
    try {
      if (!exampleFiles.has(this.example.id)) this.say(this.words.loading);
      const address = await this.fetch(this.example.id);
      if (turn !== this.turn) return;
      this.audio ??= new Audio(address);
      this.audio.volume = Math.min(1, this.volume() * exampleLevel);
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
    if (examplePlaying.now === this) examplePlaying.now = null;
    this.label(false);
    this.lanes.playhead(null);
    this.time.textContent = exampleClock(this.example.seconds);
    if (sentence) this.told(sentence);
  }

  label(playing) {
    const { words, example } = this;
    this.button.replaceChildren(playing ? words.stop_short : words.listen_short);
    this.button.setAttribute("aria-label", fill(playing ? words.stop : words.listen, { title: example.title }));
    this.button.classList.toggle("mt-main", playing);
  }

  told(sentence) {
    this.say(fill(sentence, { title: this.example.title }));
  }

  follow(turn) {
    const frame = () => {
      if (turn !== this.turn || !this.node.isConnected) return;
      const now = this.audio.currentTime;
      this.lanes.playhead(now);
      this.time.textContent = fill(this.words.time, { now: exampleClock(now), all: exampleClock(this.example.seconds) });
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  dispose() {
    this.stop();
    this.lanes.dispose();
  }
}

function exampleClock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

export default {
  render({ model, el: node }) {
    root(model, node, "example");
    const [words, view, asked] = [model.get("words"), model.get("view"), new Map()];
    const status = el("p", { role: "status", class: "mt-example-status" });
    // One fetch a sound in a page, however many widgets show it; a failed one may be tried again.
    const fetch = (id) => {
      if (!exampleFiles.has(id)) {
        exampleFiles.set(id, new Promise((came, failed) => {
          asked.set(id, { came, failed });
          model.send({ type: "fetch", id });
        }));
        exampleFiles.get(id).catch(() => exampleFiles.delete(id));
      }
      return exampleFiles.get(id);
    };
    const hear = (content, buffers) => {
      const waits = content.type === "sound" && asked.get(content.id);
      if (!waits) return;
      asked.delete(content.id);
      if (content.trouble) waits.failed(new Error(content.id));
      else waits.came(URL.createObjectURL(new Blob([buffers[0]], { type: "audio/mpeg" })));
    };
    const act = { fetch, say: (sentence) => status.replaceChildren(sentence), volume: () => globalThis.mtlearnVolume ?? view.volume };
    const shown = view.examples.map((one) => new ListeningExample(one, words, view.names, act));
    node.append(el("ol", { class: "mt-examples" }, ...shown.map((one) => one.node)), status);
    const quiet = (event) => {
      if (event.key !== "Escape" || !shown.includes(examplePlaying.now)) return;
      event.preventDefault();
      examplePlaying.now.stop(words.stopped);
    };
    node.addEventListener("keydown", quiet);
    model.on("msg:custom", hear);
    return () => {
      model.off("msg:custom", hear);
      node.removeEventListener("keydown", quiet);
      for (const one of shown) one.dispose();
      for (const { failed } of asked.values()) failed(new Error("closed"));
    };
  },
};
