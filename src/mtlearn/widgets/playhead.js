// Following in the lanes what is being heard, from a first sound to the last.

const playheadRest = 0.2;

/** Moves the mark of some lanes along. `over()` is called when all has been heard. */
export class Playhead {
  constructor(lanes, over) {
    Object.assign(this, { lanes, over, running: null });
  }

  /** Follow `length` seconds of sound that began, or begins, at `begun` on the page's clock; they are shown from `from` on. */
  run(begun, from, length) {
    const mine = (this.running = {});
    const frame = () => {
      if (this.running !== mine) return;
      const gone = performance.now() / 1000 - begun;
      if (gone > length + playheadRest) {
        this.stop();
        this.over();
        return;
      }
      this.lanes.playhead(from + Math.max(0, gone));
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** Stop; says whether there was anything to stop. */
  stop() {
    if (!this.running) return false;
    this.running = null;
    this.lanes.playhead(null);
    return true;
  }
}
