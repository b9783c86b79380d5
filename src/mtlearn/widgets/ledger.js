// The page's own copy of my notes in the take now playing, so that none is lost with the kernel.
import { tabMemory } from "./base.js";

/** Keeps the notes of one take in this tab until the kernel has told about the take whole. */
export class Ledger {
  constructor(name) {
    this.memory = tabMemory(`take:${name}`);
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
      this.memory.set({ take: this.take, mine: this.rows });
    }
    if (sounding) this.held.set(pitch, { time, velocity });
  }

  /** The kernel has the whole take. */
  settle(take) {
    if (this.take === take) this.take = null;
    if (this.left()?.take === take) this.memory.clear();
  }

  /** What an earlier page of this tab left behind, or null. */
  left() {
    return this.memory.get();
  }
}
