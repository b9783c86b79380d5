// Whether the page's sound is awake. Browsers let no sound out before somebody has pressed something in the page; phones
// interrupt it for a call; a computer that slept, or an unplugged device, may leave a context that runs and plays nothing.

import { el } from "./base.js";

const awakeGestures = ["pointerdown", "pointerup", "touchend", "keydown", "click"];
const awakeGrace = 400; // ms a context may take to begin, before the page calls it asleep
const awakeLook = 250;
const awakeStill = 700; // ms its clock may stand while it says it runs

/**
 * Watch a context until the returned function is called.
 *
 * `onAsleep()`: it does not run. `onAwake()`: it runs (again). `onLost(why)`: it was closed, failed, or its clock stands
 * still: another must be made. Any press in the page wakes it, and so does coming back to the page.
 */
export function watchAwake(context, { onAsleep, onAwake, onLost }) {
  const ended = new AbortController();
  const { signal } = ended;
  let awake = null;
  let lost = false;
  let [last, moved] = [context.currentTime, performance.now()];
  const wake = () => {
    if (context.state === "suspended" || context.state === "interrupted") context.resume().catch(() => {});
  };
  const lose = (why) => {
    if (lost) return;
    lost = true;
    onLost(why);
  };
  const see = () => {
    if (context.state === "closed") return lose("closed");
    const runs = context.state === "running";
    if (runs === awake) return undefined;
    awake = runs;
    [last, moved] = [context.currentTime, performance.now()];
    return runs ? onAwake() : onAsleep();
  };
  const look = () => {
    see();
    if (context.state !== "running") return;
    const at = context.currentTime;
    if (at !== last) [last, moved] = [at, performance.now()];
    else if (performance.now() - moved > awakeStill) lose("still");
  };
  const back = () => {
    if (document.hidden) return;
    // A long sleep of the page itself is no stillness of the context: give its clock time to move again.
    [last, moved] = [context.currentTime, performance.now()];
    wake();
    see();
  };
  for (const kind of awakeGestures) document.addEventListener(kind, wake, { capture: true, passive: true, signal });
  document.addEventListener("visibilitychange", back, { signal });
  window.addEventListener("pageshow", back, { signal });
  window.addEventListener("focus", back, { signal });
  context.addEventListener("statechange", see, { signal });
  context.addEventListener("sinkchange", look, { signal });
  context.addEventListener("error", () => lose("error"), { signal });
  navigator.mediaDevices?.addEventListener?.("devicechange", look, { signal });
  const looking = setInterval(lookOnce, awakeLook);
  let looked = performance.now();
  function lookOnce() {
    // After the page was busy or asleep itself, stillness counts from now on.
    if (performance.now() - looked > awakeStill) moved = Math.max(moved, performance.now() - awakeStill / 2);
    looked = performance.now();
    look();
  }
  const grace = setTimeout(see, awakeGrace);
  if (context.state === "running") see();
  wake();
  return () => {
    clearInterval(looking);
    clearTimeout(grace);
    ended.abort();
  };
}

/** A line that says when this page's sound is asleep, with a button that wakes it. `words` has content/locale/nb/sound.po's. */
export function awakeLine(words, player) {
  const said = el("span", { class: "mt-asleep-said" });
  const button = el("button", { type: "button", class: "mt-asleep-wake" }, words.sound_wake);
  const node = el("div", { class: "mt-asleep mt-row" }, el("span", { role: "status" }, said), button);
  const show = (told = null) => {
    const asleep = player.isAsleep;
    said.textContent = asleep ? words.sound_asleep : told && told !== "sound_asleep" ? (words[told] ?? "") : "";
    button.hidden = !asleep;
    if (!asleep && document.activeElement === button) node.dispatchEvent(new CustomEvent("mt-awake", { bubbles: true }));
  };
  button.addEventListener("click", () => player.resume());
  player.listen(show);
  show();
  return node;
}
