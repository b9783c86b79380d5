// A light that moves by itself, for those who play or choose with one key.

/**
 * Moves every so often, and remembers where it was: a press belongs to what was lit when the key went down, also where the
 * page was busy and hears of it after the light has moved on. `where()` gives what is lit, `move()` moves.
 */
export class Wander {
  constructor(where, move, ended) {
    Object.assign(this, { where, move, ended, timer: 0, before: null, since: 0 });
    ended.addEventListener("abort", () => this.halt());
  }

  /** Stay `pace` seconds from now where the light is, and then move every `pace` seconds. */
  go(pace) {
    this.halt();
    if (this.ended.aborted) return;
    this.since = performance.now();
    this.timer = setInterval(() => {
      this.before = this.where();
      this.move();
      this.since = performance.now();
    }, pace * 1000);
  }

  halt() {
    clearInterval(this.timer);
    this.before = null;
  }

  /** What was lit at `stamp` (milliseconds, as events have it) where the light has moved on since; else null. */
  left(stamp) {
    return stamp < this.since ? this.before : null;
  }
}
