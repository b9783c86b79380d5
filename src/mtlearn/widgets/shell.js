// Keeps the learner's place in a served lesson: reports it, and brings them back. In JupyterLab it keeps still.
import { el, fill, root, sendLeaving, tabMemory, wakes } from "./base.js";

const SHELL_PAUSE = 400;
const SHELL_SETTLING = 8000;
const SHELL_LINE = 0.35; // the section in view is the one that crosses this part of the window's height

const shellCells = () => [...document.querySelectorAll('[id^="cell-id="]')];
const shellSection = (cell) => cell.id.slice("cell-id=".length);
const shellCell = (section) => (section ? document.getElementById(`cell-id=${section}`) : null);

/** The cell now in view: the last one that begins above the line. */
function shellInView() {
  const line = window.innerHeight * SHELL_LINE;
  const above = shellCells().filter((cell) => cell.getBoundingClientRect().top <= line);
  return above.at(-1) ?? shellCells()[0];
}

/** The words of the heading a cell stands under. */
function shellHeading(cell) {
  const within = cell.querySelector("h1, h2, h3");
  const before = [...document.querySelectorAll("h1, h2")]
    .filter((heading) => heading.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
  const heading = within ?? before;
  return heading ? (heading.firstChild?.nodeType === Node.TEXT_NODE ? heading.firstChild.data : heading.textContent).trim() : "";
}

/** Bring a cell to the window's top, and keep it there while the page is still growing and nobody scrolls. */
function shellGoTo(cell, offset, signal) {
  const go = () => window.scrollTo({ top: window.scrollY + cell.getBoundingClientRect().top + offset, behavior: "instant" });
  const growing = new ResizeObserver(go);
  const stop = () => growing.disconnect();
  for (const act of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    window.addEventListener(act, stop, { once: true, passive: true, signal });
  }
  setTimeout(stop, SHELL_SETTLING);
  growing.observe(document.body);
  for (const one of shellCells()) growing.observe(one);
  go();
}

/** How far above a cell to stop, so that nothing the page keeps at its top covers it. */
const shellAbove = (cell) => -(parseFloat(getComputedStyle(cell).scrollMarginTop) || 8);

/** Where a page that was just loaded should open: the place and how far into it, or null for its top. */
function shellReturn(memory) {
  const how = performance.getEntriesByType("navigation")[0]?.type;
  const left = memory.get();
  const cell = shellCell(left?.section);
  if (cell && (how === "reload" || how === "back_forward")) return [cell, left.offset];
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  return named?.id.startsWith("cell-id=") ? [named, shellAbove(named)] : null;
}

export default {
  render({ model, el: node, signal }) {
    root(model, node, "shell");
    wakes(model, signal);
    const words = model.get("words");
    const told = el("div", { class: "mt-shell-said", role: "status" });
    const closed = new Set();
    const show = () => told.replaceChildren(...model.get("view").told.filter((text) => !closed.has(text)).map((text) =>
      el("p", { class: "mt-notice" }, text, " ", el("button", { type: "button", class: "mt-plain", onclick: () => {
        closed.add(text);
        show();
      } }, words.dismiss))));
    model.on("change:view", show);
    signal?.addEventListener("abort", () => model.off("change:view", show));
    node.append(told);
    show();
    if (!shellCells().length) return;

    const memory = tabMemory(`place:${location.pathname}:${model.get("view").lesson}`);
    history.scrollRestoration = "manual";
    const saved = model.get("view").place;
    const back = shellReturn(memory);
    if (back) shellGoTo(...back, signal);
    else if (shellCells().indexOf(shellCell(saved)) > 1) {
      const cell = shellCell(saved);
      const resume = el("button", { type: "button", class: "mt-resume", onclick: () => {
        shellGoTo(cell, shellAbove(cell), signal);
        const heading = cell.querySelector("h1, h2, h3") ?? cell;
        heading.setAttribute("tabindex", "-1");
        heading.focus({ preventScroll: true });
        resume.remove();
      } }, fill(words.resume, { heading: shellHeading(cell) }));
      node.append(resume);
    }

    let timer = null;
    let reported = "";
    const report = () => {
      clearTimeout(timer);
      timer = null;
      const section = shellSection(shellInView());
      if (section === reported) return;
      reported = section;
      sendLeaving(model, { type: "place", section });
    };
    window.addEventListener("scroll", () => {
      const cell = shellInView();
      memory.set({ section: shellSection(cell), offset: -cell.getBoundingClientRect().top });
      clearTimeout(timer);
      timer = setTimeout(report, SHELL_PAUSE);
    }, { passive: true, signal });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && timer) report();
    }, { signal });
  },
};
