// Keeping the page's sound under the ceiling without letting a note wait for it.
//
// A DynamicsCompressor looks 6 ms ahead, and every note would come out 6 ms later. The player knows instead what it is about
// to play: how high each sample stands at each hundredth of a second, and how its envelope runs. Where the notes of a
// moment could together pass the ceiling, all is turned down in a straight line before it and let up slowly after
// (`Lean`). What the reckoning does not foresee, a curve that bends at -3 dBFS and ends at -2 dBFS catches.

import { samplesCell } from "./samples.js";

export const limitStraight = 10 ** (-3 / 20);
const limitCeiling = 10 ** (-2 / 20);
const limitRange = 6;
const limitCrest = 0.9; // many notes together stand as high as this times the root of their squares; few, as their sum
const limitDown = 0.005;
const limitUp = 0.15;

/** The steps looked at ahead: fine ones where notes begin, coarse ones where they only fade. */
const limitSteps = [...Array(60).fill(samplesCell), ...Array(60).fill(5 * samplesCell), ...Array(20).fill(50 * samplesCell)];

/** A curve for a WaveShaper between two gains, 1/6 before and 6 after. */
export function limitCurve() {
  const points = 16385;
  const bend = limitCeiling - limitStraight;
  return Float32Array.from({ length: points }, (_, at) => {
    const x = ((2 * at) / (points - 1) - 1) * limitRange;
    const over = Math.abs(x) - limitStraight;
    return over <= 0 ? x / limitRange : (Math.sign(x) * (limitStraight + bend * Math.tanh(over / bend))) / limitRange;
  });
}

/** Put the curve into a graph; gives its first and last node. */
export function limitCeilingNodes(context) {
  const before = context.createGain();
  before.gain.value = 1 / limitRange;
  const shaper = context.createWaveShaper();
  shaper.curve = limitCurve();
  const after = context.createGain();
  after.gain.value = limitRange;
  before.connect(shaper).connect(after);
  return [before, after];
}

/** Turns a gain down for as long as what sounds would together pass the ceiling. Times are the context's. */
export class Lean {
  constructor(param) {
    this.param = param;
    this.line = [[0, 1]];
  }

  /** Begin anew, turned down by nothing. */
  clear(now) {
    this.line = [[now, 1]];
    this.param.cancelScheduledValues(0);
    this.param.setValueAtTime(1, now);
  }

  /** How far all is turned down at a time: 1 is not at all. */
  at(time) {
    const { line } = this;
    const next = line.findIndex(([when]) => when > time);
    if (next === 0) return line[0][1];
    if (next < 0) return line.at(-1)[1];
    const [[from, low], [to, high]] = [line[next - 1], line[next]];
    return low + ((high - low) * (time - from)) / (to - from);
  }

  /** Reckon anew from a time on. `soundings` are what sounds or is planned; `now` the context's time. */
  follow(soundings, from, now, volume) {
    const those = [...soundings].filter((one) => one.ends > from);
    const most = those.reduce((sum, one) => sum + one.most, 0) * volume;
    if (most <= limitStraight && this.at(from) === 1 && this.line.at(-1)[1] === 1 && this.line.at(-1)[0] <= from) return;
    const begins = Math.max(now, from - limitDown);
    let gain = this.at(begins);
    const edges = [[begins, gain]];
    const last = those.reduce((end, one) => Math.max(end, Math.min(one.ends, one.at + one.known)), from) + 2;
    const even = last - from > 20; // an offline render: all of it is looked at finely
    let before = Infinity;
    for (let time = from, on = 0; time < last; on += 1) {
      const step = even ? 5 * samplesCell : (limitSteps[on] ?? limitSteps.at(-1));
      const risen = 1 - (1 - gain) * Math.exp(-step / limitUp);
      gain = Math.min(this.#needs(those, time, time + step, volume), risen > 0.9999 ? 1 : risen);
      // At the edge between two cells it is not above what either of them needs.
      edges.push([Math.max(time, begins + 0.003), Math.min(before, gain)]);
      before = gain;
      time += step;
    }
    this.#write(edges, begins);
  }

  #needs(soundings, from, to, volume) {
    let [left, right, leftPower, rightPower] = [0, 0, 0, 0];
    for (const one of soundings) {
      const level = one.level(from, to);
      if (!level) continue;
      const [l, r] = [level * one.left, level * one.right];
      left += l;
      right += r;
      leftPower += l * l;
      rightPower += r * r;
    }
    const mixed = (sum, power) => Math.min(sum, limitCrest * Math.sqrt(power));
    const height = volume * Math.max(mixed(left, leftPower), mixed(right, rightPower));
    return height <= limitStraight ? 1 : limitStraight / height;
  }

  #write(edges, begins) {
    const turns = edges.filter(([, gain], on) => gain !== edges[on - 1]?.[1] || gain !== edges[on + 1]?.[1]);
    this.line = turns.length ? turns : [edges.at(-1)];
    this.param.cancelScheduledValues(begins);
    this.param.setValueAtTime(this.line[0][1], begins);
    for (const [time, gain] of this.line.slice(1)) this.param.linearRampToValueAtTime(gain, time);
  }
}
