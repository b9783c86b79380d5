// Music to listen to: one button an example, both players in time while it sounds, and words for what happens.
import { el, root } from "./base.js";
import { Lanes } from "./lanes.js";
import { Listening, listeningFetch } from "./listening.js";

class ListeningExample {
  constructor(example, words, names, act) {
    this.lanes = new Lanes({ ...words, me: example.me, partner: example.partner }, names);
    this.heard = new Listening(example, words, act, (now) => this.lanes.playhead(now));
    this.node = el("li", { class: "mt-card mt-example-one", "data-example": example.id },
      el("h3", {}, example.title), el("p", {}, example.happens),
      el("div", { class: "mt-row" }, this.heard.button, this.heard.time), this.lanes.node);
    this.lanes.show(example.mine, example.theirs, []);
  }

  dispose() {
    this.heard.stop();
    this.lanes.dispose();
  }
}

export default {
  render({ model, el: node }) {
    root(model, node, "example");
    const [words, view, sounds] = [model.get("words"), model.get("view"), listeningFetch(model)];
    const status = el("p", { role: "status", class: "mt-example-status" });
    const act = {
      fetch: sounds.fetch, say: (sentence) => status.replaceChildren(sentence),
      volume: () => globalThis.mtlearnVolume ?? view.volume,
    };
    const shown = view.examples.map((one) => new ListeningExample(one, words, view.names, act));
    node.append(el("ol", { class: "mt-examples" }, ...shown.map((one) => one.node)), status);
    const quiet = (event) => {
      const sounding = event.key === "Escape" && shown.find((one) => one.heard.sounds);
      if (!sounding) return;
      event.preventDefault();
      sounding.heard.stop(words.stopped);
    };
    node.addEventListener("keydown", quiet);
    return () => {
      node.removeEventListener("keydown", quiet);
      for (const one of shown) one.dispose();
      sounds.stop();
    };
  },
};
