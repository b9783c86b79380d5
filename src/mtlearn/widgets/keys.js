// The computer's keyboard as an instrument: a row of keys, by where they are and not what is printed on them.

const keysRow = ["KeyA", "KeyS", "KeyD", "KeyF", "KeyG", "KeyH", "KeyJ", "KeyK", "KeyL", "Semicolon"];
const keysAbove = ["KeyW", "KeyE", "KeyR", "KeyT", "KeyY"];
const keysTouch = { soft: 46, medium: 76, strong: 106 };

/**
 * Let keys pressed while focus is inside `node` play the pads. Space and Enter play the pad that has focus.
 * Tab, Escape, and anything with Ctrl, Alt or the like are left alone. Shift plays stronger.
 */
export function listenToKeys(node, pads, ways, signal) {
  const codes = [...keysRow, ...keysAbove];
  const strength = (event) => (event.shiftKey ? 118 : keysTouch[ways().touch] ?? 76);
  const writesOrChooses = (target) => target.matches("select, textarea, input:not([type=range], [type=checkbox], [type=radio])");
  node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || writesOrChooses(event.target)) return;
    const stamp = event.timeStamp / 1000;
    const focused = event.target.closest(".mt-pad");
    if (focused && (event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      if (!event.repeat) pads.strike(`key ${event.code}`, Number(focused.dataset.pitch), strength(event), stamp);
      return;
    }
    const pad = pads.pads?.[codes.indexOf(event.code)];
    if (!pad) return;
    event.preventDefault();
    if (!event.repeat) pads.strike(`key ${event.code}`, pad.pitch, strength(event), stamp);
  }, { signal });
  // Heard on the whole page: the finger may leave the key after focus has moved on.
  document.addEventListener("keyup", (event) => {
    if (event.target.closest?.(".mt-pad") && event.key === " ") event.preventDefault();
    pads.release(`key ${event.code}`, event.timeStamp / 1000);
  }, { signal });
}

/** What is printed on those keys, as far as the browser tells; else as on this language's keyboard. */
export async function keyLabels(count, lang) {
  const printed = { Semicolon: lang === "nb" ? "Ø" : ";" };
  let layout = null;
  try {
    layout = await navigator.keyboard?.getLayoutMap?.();
  } catch {
    // Not told in this browser or frame: the fallback names are close enough.
  }
  return [...keysRow, ...keysAbove].slice(0, count).map(
    (code) => (layout?.get(code) ?? printed[code] ?? code.replace("Key", "")).toUpperCase());
}
