// All that is about what has been played: told of, heard again, looked at in time, written to, saved, brought in.

import { el } from "./base.js";
import { AfterTake } from "./aftertake.js";
import { Bring } from "./bring.js";
import { Lanes } from "./lanes.js";
import { Reflection } from "./reflect.js";
import { Relistening } from "./relisten.js";
import { CutOff, SavedTakes } from "./shelf.js";
import { Timeline } from "./timeline.js";

/**
 * Joins what there is after a take. `send` and `say` reach the kernel and the learner; `quiet()` makes an example
 * quiet, `resting()` says whether nothing is played, `width()` is for notation, `setUp(setup)` makes choices.
 */
export class Afterwards {
  constructor(words, view, sound, { send, say, quiet, resting, width, setUp, ended }) {
    Object.assign(this, { send, names: view.names });
    this.lanes = new Lanes(words, view.names);
    this.timeline = new Timeline(words.timeline, { send, listen: (span) => this.listen("both", span) });
    const both = {
      node: this.lanes.node,
      mark: (span) => this.lanes.mark(span),
      playhead: (seconds) => {
        this.lanes.playhead(seconds);
        this.timeline.playhead(seconds);
      },
    };
    this.again = new Relistening(words, both, sound, { send, say, take: () => (resting() ? this.after.take : null) });
    this.quiet = quiet;
    const act = {
      listen: (who, span) => this.listen(who, span),
      hush: () => this.again.hush(),
      keep: (take, kept) => send("keep", { take, kept }),
      open: (take) => send("open", { take, width: width() }),
      fetch: (take, format) => this.again.fetch(take, format),
      leave: (take) => send("leave", { take }),
      setUp,
    };
    this.reflection = new Reflection(words, view.name, send, ended);
    this.place = el("div", { hidden: true }, this.lanes.node);
    this.after = new AfterTake(words, this.lanes, { lanes: this.place, timeline: this.timeline.node, reflection: this.reflection.node }, act);
    this.saved = new SavedTakes(words, act);
    this.cutOff = new CutOff(words, act);
    this.bring = new Bring(words, (type, content, buffers) => send(type, content, buffers));
    this.node = el("div", {}, this.after.node, this.saved.node, this.bring.node);
  }

  listen(who, span) {
    this.quiet();
    this.again.listen(who, span);
  }

  /** Whether a take is being heard again. */
  get isHeard() {
    return this.again.playhead.running !== null;
  }

  show(view) {
    this.saved.show(view.saved);
    if (this.after.take) this.after.showKept(view.saved.some((take) => take.id === this.after.take.id));
    this.cutOff.show(view.unfinished);
  }

  hide() {
    this.after.hide();
    this.timeline.hide();
  }

  /** Show a take; says whether there was anything in it to see. */
  tell(told) {
    const played = told.mine.length + told.partner.length > 0;
    this.lanes.names = told.names ?? this.names;
    this.place.hidden = !played;
    this.reflection.tell(told);
    this.after.tell(told);
    if (played) this.timeline.ask(told.id);
    else this.timeline.hide();
    if (told.asked) this.after.heading.focus();
    return played;
  }

  hearEngraved(engraved) {
    this.after.engrave(engraved);
  }

  hearTimeline(told) {
    this.timeline.tell(told);
  }

  hearMarked(message) {
    this.timeline.heard(message);
  }

  dispose() {
    this.lanes.dispose();
    this.timeline.dispose();
  }
}
