// Listening again to what was played, whole or a stretch of it, and taking it along as a file.

import { el, fill } from "./base.js";
import { Playhead } from "./playhead.js";

const relistenLead = 0.08;

/** Plays a take again and follows it in the lanes (or what has their `node`, `mark` and `playhead`). `take()` is what is told about just now. */
export class Relistening {
  constructor(words, lanes, sound, { send, say, take }) {
    Object.assign(this, { words, lanes, sound, send, say, take, asked: null });
    this.playhead = new Playhead(lanes, () => {
      this.send("hush"); // for the voices: those chosen come back
      this.sound.restore();
      this.say(this.words.listened);
    });
  }

  async listen(who, span) {
    const told = this.take();
    if (!told) return;
    this.hush();
    const [from, to] = span ?? [0, Infinity];
    if (!span) this.lanes.mark(null);
    this.asked = told.id;
    this.sound.wake().player.resume();
    this.send("listen", { take: told.id, who, from, to: Math.min(to, 1e6) });
    this.say(this.words.listening);
  }

  /** What there is to hear: sounded here, or by the sound card already. */
  async hearAgain({ take, events, voices, start, length }) {
    if (take !== this.asked || take !== this.take()?.id) return;
    this.asked = null;
    if (events.length) {
      await this.sound.dress(voices);
      if (take !== this.take()?.id) return;
      this.sound.player.play(events, this.sound.player.now() + relistenLead);
    }
    this.playhead.run(performance.now() / 1000 + relistenLead, start, length);
  }

  hush() {
    this.asked = null;
    if (!this.playhead.stop()) return;
    this.sound.silence();
    this.sound.restore();
    this.send("hush");
    this.say(this.words.ready);
  }

  fetch(take, format) {
    this.say(this.words.making_file);
    this.send("fetch", { take, format });
  }

  hearFile({ name, mime }, [bytes]) {
    const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
    const link = el("a", { href: address, download: name, hidden: true });
    this.lanes.node.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    this.say(fill(this.words.file_made, { name }));
  }
}
