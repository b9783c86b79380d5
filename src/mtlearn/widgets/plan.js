// What is to be played and is not yet sounding.

/** Notes to come, the earliest first; a binary heap. */
export class Plan {
  constructor() {
    this.notes = [];
  }

  get size() {
    return this.notes.length;
  }

  get first() {
    return this.notes[0];
  }

  static before(one, other) {
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  /** Notes have `at`, a time, and `order`, which decides between notes of one time. */
  add(note) {
    const { notes } = this;
    let at = notes.push(note) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!Plan.before(note, notes[above])) break;
      notes[at] = notes[above];
      at = above;
    }
    notes[at] = note;
  }

  /** Take the earliest out. */
  take() {
    const { notes } = this;
    const [first] = notes;
    const last = notes.pop();
    if (!notes.length) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= notes.length) break;
      if (below + 1 < notes.length && Plan.before(notes[below + 1], notes[below])) below += 1;
      if (!Plan.before(notes[below], last)) break;
      notes[at] = notes[below];
      at = below;
    }
    notes[at] = last;
    return first;
  }

  /** Keep only what a test lets through. */
  keep(wanted) {
    const kept = this.notes.filter(wanted);
    this.notes = [];
    for (const note of kept) this.add(note);
  }
}
