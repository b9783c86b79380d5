// The page's own copy of my notes in the take now playing, so that none is lost with the kernel.

/** Keeps the notes of one take in this tab until the kernel has told about the take whole. */
export class Ledger {
  constructor(name) {
    this.key = `mtlearn-take:${name}`;
    this.take = null;
  }

  begin(take) {
    Object.assign(this, { take, rows: [], held: new Map() });
  }

  /** Write down that a note was struck or let go of at `time`, in seconds from the take's start. */
  move({ time, sounding, pitch, velocity }) {
    if (!this.take) return;
    const struck = this.held.get(pitch);
    if (struck) {
      this.held.delete(pitch);
      const length = Math.max(0.03, time - struck.time);
      this.rows.push([Math.round(struck.time * 1e4) / 1e4, Math.round(length * 1e4) / 1e4, pitch, struck.velocity]);
      try {
        sessionStorage.setItem(this.key, JSON.stringify({ take: this.take, mine: this.rows }));
      } catch { /* storage is full or closed to the page: the kernel's own log is all there is */ }
    }
    if (sounding) this.held.set(pitch, { time, velocity });
  }

  /** The kernel has the whole take. */
  settle(take) {
    if (this.take === take) this.take = null;
    if (this.left()?.take === take) sessionStorage.removeItem(this.key);
  }

  /** What an earlier page of this tab left behind, or null. */
  left() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      return null;
    }
  }
}
