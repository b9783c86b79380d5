// An example of the exercise to hear, with both players in the lanes: started and stopped by one button.

import { el } from "./base.js";
import { Lanes } from "./lanes.js";
import { Playhead } from "./playhead.js";

const demoLead = 0.1;

/** The example of an exercise. `sound` sounds it where the sound card does not; `quiet()` makes all else quiet first. */
export class Demo {
  constructor(words, names, sound, { send, say, quiet }) {
    Object.assign(this, { words, sound, send, say, quiet, asked: null });
    this.lanes = new Lanes({ ...words, me: words.example_one, partner: words.example_other, lanes_label: words.example_label, lanes_label_alone: words.example_label_alone }, names);
    this.playhead = new Playhead(this.lanes, () => {
      this.send("hush"); // for the voices: those chosen come back
      this.rest(words.example_over);
    });
    this.button = el("button", { type: "button", class: "mt-demo-play", onclick: () => (this.asked ? this.stop() : this.start()) }, words.example);
    this.place = el("div", { hidden: true }, this.lanes.node);
    this.node = el("div", { class: "mt-demo" },
      el("p", { class: "mt-listen-for" }, words.listen_for), this.button, this.place);
  }

  start() {
    this.quiet();
    this.asked = {};
    this.button.replaceChildren(this.words.example_stop);
    this.say(this.words.example_loading);
    this.sound.wake().player.resume();
    this.send("demonstrate");
  }

  /** What there is to hear: sounded here, or by the sound card already. */
  async hearDemonstrated({ events, voices, length, mine, partner }) {
    const { asked } = this;
    if (!asked) {
      this.send("hush"); // it was stopped before it came
      return;
    }
    this.lanes.call({}, partner.length > 0);
    this.lanes.show(mine, partner, []);
    this.place.hidden = false;
    if (events.length) {
      await this.sound.dress(voices);
      if (asked !== this.asked) return;
      this.sound.player.play(events, this.sound.player.now() + demoLead);
    }
    this.say(this.words.example_playing);
    this.playhead.run(performance.now() / 1000 + demoLead, 0, length);
  }

  /** Stop the example, if it is being heard. */
  stop() {
    if (!this.asked) return;
    this.playhead.stop();
    this.sound.silence();
    this.send("hush");
    this.rest(this.words.ready);
  }

  rest(sentence) {
    this.asked = null;
    this.sound.restore();
    this.button.replaceChildren(this.words.example);
    this.say(sentence);
  }

  dispose() {
    this.lanes.dispose();
  }
}
