// A channel that comes in or goes out by itself, as sound/fading.py says: power is kept all the way.

const faderPoints = 65;
const faderApart = 0.002;

/** The node a channel's notes are heard through from one fade in to the next. Times are the player's. */
export class Fader {
  constructor(stage, into) {
    Object.assign(this, { stage, fades: [] });
    this.build(into);
  }

  /** Make the node, of a context that may be new. */
  build(into) {
    this.node = this.stage.context.createGain();
    this.node.connect(into);
    const fades = this.fades;
    this.fades = [];
    for (const fade of fades) this.add(fade);
  }

  /** Come in (`up`) or go out from `at` on, over `seconds`. */
  add({ at, seconds, up }) {
    const { gain } = this.node;
    const { stage, fades } = this;
    const before = fades.at(-1);
    const begins = before ? Math.max(at, before.at + before.seconds + faderApart) : at;
    fades.push({ at: begins, seconds, up });
    const now = stage.now();
    const gone = Math.min(1, Math.max(0, (now - begins) / Math.max(seconds, 1e-4)));
    if (up && begins > now) gain.setValueAtTime(0, stage.context.currentTime);
    if (gone >= 1 || seconds < 0.01) {
      gain.setValueAtTime(up ? 1 : 0, Math.max(stage.at(begins), stage.context.currentTime));
      return;
    }
    const curve = Float32Array.from({ length: faderPoints }, (_, place) => Fader.of(up, gone + ((1 - gone) * place) / (faderPoints - 1)));
    gain.setValueCurveAtTime(curve, Math.max(stage.at(begins), stage.context.currentTime), seconds * (1 - gone));
  }

  static of(up, passed) {
    const angle = (Math.PI / 2) * Math.min(1, Math.max(0, passed));
    return up ? Math.sin(angle) : Math.cos(angle);
  }

  gain(time) {
    const fade = this.fades.findLast(({ at }) => this.stage.at(at) <= time);
    if (fade) return Fader.of(fade.up, (time - this.stage.at(fade.at)) / Math.max(fade.seconds, 1e-4));
    return this.fades[0]?.up ? 0 : 1;
  }

  /** How far it is turned up at the most between two times of the context's. */
  most(from, to) {
    const within = this.fades.map(({ at, seconds }) => this.stage.at(at + seconds)).filter((time) => time > from && time < to);
    return Math.max(...[from, ...within, to].map((time) => this.gain(time)));
  }
}
