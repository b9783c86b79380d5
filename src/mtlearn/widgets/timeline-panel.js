// A saved take in time, on its own.

import { el, freshId, Questions, root, wakes } from "./base.js";
import { PageSound } from "./pagesound.js";
import { Relistening } from "./relisten.js";
import { Timeline } from "./timeline.js";

class TimelineAlone {
  constructor(model) {
    Object.assign(this, { model, words: model.get("words"), shown: null });
    this.questions = new Questions((content) => this.model.send(content));
    const { words } = this;
    const id = freshId("take");
    this.status = el("p", { class: "mt-soft", role: "status" });
    this.sound = new PageSound(words, model.get("view").out, {
      ask: (kind, payload) => this.questions.ask(kind, payload), say: (sentence) => this.say(sentence), settings: () => ({}), under: () => [],
    });
    this.timeline = new Timeline(words.timeline, {
      listen: (span) => this.again.listen("both", span), send: (type, content) => model.send({ type, ...content }),
    });
    const lanes = { node: this.timeline.node, mark: () => {}, playhead: (seconds) => this.timeline.playhead(seconds) };
    this.again = new Relistening(words, lanes, this.sound, {
      send: (type, content = {}) => model.send({ type, ...content }), say: (sentence) => this.say(sentence), take: () => (this.shown ? { id: this.shown } : null),
    });
    this.choice = el("select", { id, onchange: () => this.show(this.choice.value) });
    this.choosing = el("p", { class: "mt-row" }, el("label", { for: id }, words.timeline.which_take), this.choice);
    this.hush = el("button", { type: "button", class: "mt-plain", onclick: () => this.again.hush() }, words.stop_listening);
    this.none = el("p", {}, words.timeline.no_take);
    this.node = el("div", {}, this.none, this.choosing, this.timeline.node, el("div", { class: "mt-row" }, this.hush), this.status, this.sound.line);
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this.again.hush());
    this.follow();
  }

  follow() {
    const { takes, shown, out } = this.model.get("view");
    this.sound.out = out;
    this.none.hidden = takes.length > 0;
    this.hush.hidden = takes.length === 0;
    this.choosing.hidden = takes.length < 2;
    const when = (at) => new Date(at * 1000).toLocaleString(this.words.locale, { dateStyle: "medium", timeStyle: "short" });
    this.choice.replaceChildren(...takes.map(({ id, at }) => el("option", { value: id, selected: id === (this.shown ?? shown) }, when(at))));
    if (!this.shown && shown) this.show(shown);
  }

  show(take) {
    this.again.hush();
    this.shown = take;
    this.timeline.ask(take);
  }

  say(sentence) {
    this.status.replaceChildren(sentence);
  }

  hear(message, buffers) {
    if (message.type === "voice") {
      this.questions.hear(message, buffers);
    } else if (message.type === "timeline") this.timeline.tell(message);
    else if (message.type === "marked") this.timeline.heard(message);
    else if (message.type === "again") this.again.hearAgain(message);
    else if (message.type === "out") this.say(message.said ?? "");
  }

  dispose() {
    this.again.hush();
    this.timeline.dispose();
    this.sound.dispose();
  }
}

export default {
  render({ model, el: node, signal }) {
    root(model, node, "timeline-panel");
    wakes(model, signal);
    const panel = new TimelineAlone(model);
    node.append(panel.node);
    node.panel = panel; // for a look from the browser's console, and from tests
    const hear = (message, buffers) => panel.hear(message, buffers);
    const follow = () => panel.follow();
    model.on("msg:custom", hear);
    model.on("change:view", follow);
    model.send({ type: "open", local: ["localhost", "127.0.0.1", "[::1]", ""].includes(location.hostname) });
    return () => {
      model.off("msg:custom", hear);
      model.off("change:view", follow);
      panel.dispose();
    };
  },
};
