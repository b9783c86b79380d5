// The music to play over, in the page: its notes laid on the audio clock, its bars kept for the eyes.

const kompStep = 0.002; // how far (in seconds) the two clocks may be brought together from bar to bar, unheard
const kompApart = 0.1;
const kompLooks = 240;
const kompLate = 0.02;
const kompFaded = 60; // seconds a fade is kept after its end: for as long as a piece may sound on what it has come to

/**
 * Keeps what the kernel plans, in seconds of the take. `now()` gives them; `isPlaying()` says whether a take is played.
 * What comes while the sound card sounds is kept too, so that the page can take over in the middle of a bar.
 */
export class Komp {
  constructor(sound, channels, { now, isPlaying, counted }) {
    Object.assign(this, { sound, channels, now, isPlaying, counted });
    this.end();
  }

  begin() {
    this.end();
  }

  end() {
    Object.assign(this, { take: {}, bars: [], events: [], fades: [], voices: {}, latency: 0, zero: null, looks: [], turn: Promise.resolve() });
  }

  hearBacking({ at, cancel, voices, events, bars, latency, fades = [] }) {
    if (!this.isPlaying()) return;
    this.latency = latency ?? 0;
    if (!this.bars.length && bars[0]?.counts) this.counted((bars.find(({ counts }) => !counts) ?? bars.at(-1)).start);
    if (cancel !== null) {
      this.events = this.events.filter(([time]) => time < cancel);
      this.bars = this.bars.filter((bar) => bar.start < at - 0.001);
    }
    const past = this.now() - 1;
    this.events = [...this.events.filter(([time, , , , duration]) => time + duration > past), ...events];
    for (const bar of bars) this.bars.push({ ...bar, count: bar.counts ? 0 : (this.bars.at(-1)?.count ?? 0) + 1 });
    Object.assign(this.voices, voices);
    this.fades = [...this.fades.filter(([, when, seconds]) => when + seconds > past - kompFaded), ...fades];
    if (this.sound.isHere) this.inTurn((take) => this.plan(take, events, voices, cancel, fades));
  }

  /** Sound has come to this page from the sound card: go on where the music is. */
  takeOver() {
    this.inTurn((take) => this.plan(take, this.events, this.voices, null, this.fades));
  }

  /** One plan after the other: a voice may have to be fetched first, and a take-back must not overtake it. */
  inTurn(act) {
    const { take } = this;
    this.turn = this.turn.then(() => take === this.take && act(take));
  }

  async plan(take, events, voices, cancel, fades) {
    const { player } = this.sound.wake();
    this.look();
    this.zero ??= Math.max(...this.looks);
    if (cancel !== null) player.cancel(this.channels, cancel + this.zero);
    await this.sound.dress(voices);
    if (take !== this.take || !this.sound.isHere) return;
    this.bringTogether();
    for (const [channel, when, seconds, up] of fades) player.fade(channel, when + this.zero, seconds, up);
    const soon = this.now() - kompLate;
    player.play(events.filter(([time]) => time > soon), this.zero);
  }

  /**
   * Look at both clocks. The audio clock goes on in small leaps, so it is the furthest it is seen ahead that tells; the two
   * may walk apart by some milliseconds in ten minutes.
   */
  look() {
    const { player } = this.sound;
    if (!player) return;
    const seen = player.now() - this.now();
    if (this.looks.length && Math.abs(seen - Math.max(...this.looks)) > kompApart) this.looks = [];
    this.looks.push(seen);
    if (this.looks.length > kompLooks) this.looks.shift();
  }

  bringTogether() {
    const best = Math.max(...this.looks);
    const apart = best - this.zero;
    this.zero += Math.abs(apart) > kompApart ? apart : Math.min(kompStep, Math.max(-kompStep, apart));
  }

  /** Which moment of the take is heard just now: what was planned for then is coming out of the loudspeaker. */
  heard() {
    const { player, isHere } = this.sound;
    if (!isHere || !player) return this.now() - this.latency;
    this.look();
    if (this.zero === null) return this.now() - player.latency;
    const planned = player.now();
    const late = (player.pageTime?.(planned) ?? performance.now() / 1000 + player.latency) - performance.now() / 1000;
    return planned - late - this.zero;
  }
}
