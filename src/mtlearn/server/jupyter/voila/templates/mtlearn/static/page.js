// A lesson's page around its widgets: how far it has come, its footnotes, its other language, and whether the
// course still answers. Loaded in the head, before anything else, so that the page speaks from the first moment.
"use strict";

const mtStart = performance.now();
const mtWord = (name) => JSON.parse(document.getElementById("mt-words").textContent)[name];
const mtFill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/* ---- how far the page has come ---- */

const MT_PATIENCE = 45_000;
let mtDone = false;

function mtSay(text) {
  document.querySelector("#mt-progress span").textContent = text;
}

/** One more cell has run. */
function mtProgress(done, all) {
  const bar = document.querySelector("#mt-progress progress");
  bar.max = all + 1;
  bar.value = done;
  mtSay(mtFill(mtWord("progress"), { done, all }));
}

/** Every cell has run; now Voilà makes the widgets. */
function mtFinished() {
  mtDone = true;
  mtSay(mtWord("almost"));
  const places = [...document.querySelectorAll('script[type="application/vnd.voila.cell-output+json"]')]
    .filter((script) => script.textContent.includes("application/vnd.jupyter.widget-view+json"))
    .map((script) => script.parentElement);
  const filled = (place) => place.querySelector(".mt-widget > *, .jupyter-widgets > *, .jupyter-widgets:not(:empty)");
  const late = setTimeout(() => {
    watcher.disconnect();
    mtLost(mtWord("page-stopped"));
  }, MT_PATIENCE);
  // Voilà moves the cells into a frame of its own; the reader, who has begun to read, should not notice.
  let read = window.scrollY;
  const keep = () => { read = window.scrollY; };
  window.addEventListener("scroll", keep, { passive: true });
  let moved = false;
  const watcher = new MutationObserver(() => {
    if (!moved && document.getElementById("main")) {
      moved = true;
      window.scrollTo({ top: read, behavior: "instant" });
      window.removeEventListener("scroll", keep);
    }
    if (!moved || !places.every(filled)) return;
    watcher.disconnect();
    clearTimeout(late);
    mtReady();
  });
  watcher.observe(document.body, { childList: true, subtree: true });
}

function mtReady() {
  mtSay(mtWord("ready"));
  document.getElementById("mt-progress").classList.add("mt-done");
  document.body.dataset.mtState = "ready";
  document.body.dataset.mtReadyAfter = String(Math.round(performance.now() - mtStart));
  mtWatch();
}

document.addEventListener("DOMContentLoaded", () => {
  if (!mtDone) mtLost(mtWord("page-stopped"));
});

// Voilà's own script calls these; what they do in its templates is done above.
window.voila_process = window.voila_heartbeat = window.update_loading_text = () => {};
window.voila_finish = window.display_cells = () => {};

/* ---- whether the course still answers ---- */

const MT_EVERY = 4000;
let mtMissed = 0;

function mtConfig() {
  return JSON.parse(document.getElementById("jupyter-config-data").textContent);
}

/** Ask for the kernel: true, false when it is gone, null when nobody answers. */
async function mtAlive() {
  try {
    const { baseUrl, kernelId } = mtConfig();
    const answer = await fetch(`${baseUrl}mtlearn/alive/${kernelId}`, { cache: "no-store" });
    return answer.ok ? (await answer.json()).alive : null;
  } catch {
    return null;
  }
}

async function mtLook() {
  if (document.hidden) return;
  const alive = await mtAlive();
  mtMissed = alive === null ? mtMissed + 1 : 0;
  if (alive === true) mtFound();
  else if (alive === false || mtMissed > 1) mtLost(mtWord("lost"));
  else setTimeout(mtLook, 500);
}

function mtWatch() {
  setInterval(mtLook, MT_EVERY);
  document.addEventListener("visibilitychange", mtLook);
  window.addEventListener("pageshow", (event) => event.persisted && mtLook());
  window.addEventListener("mt-socket-closed", mtLook);
}

/** Say that the connection is lost, and offer to load the page again. */
function mtLost(text) {
  const box = document.getElementById("mt-lost");
  if (box.firstChild) return;
  document.getElementById("mt-progress").classList.add("mt-done");
  const said = document.createElement("p");
  said.textContent = text;
  const again = document.createElement("button");
  again.type = "button";
  again.className = "mt-button";
  again.textContent = mtWord("reload");
  again.addEventListener("click", async () => {
    if ((await mtAlive()) !== null) location.reload();
    else said.textContent = mtWord("lost-again");
  });
  box.append(said, again);
  document.body.dataset.mtState = "lost";
}

function mtFound() {
  if (document.body.dataset.mtState !== "lost" || !mtDone) return;
  document.getElementById("mt-lost").replaceChildren();
  document.body.dataset.mtState = "ready";
}

// Notice at once when a connection to the kernel closes, whoever opened it.
window.WebSocket = class extends WebSocket {
  constructor(...how) {
    super(...how);
    this.addEventListener("close", () => window.dispatchEvent(new Event("mt-socket-closed")));
  }
};

/* ---- the same place in the other language ---- */

/** The id of the cell now in view: the last one that begins above the upper third of the window. */
function mtInView() {
  const line = window.innerHeight * 0.35;
  const cells = [...document.querySelectorAll('[id^="cell-id="]')];
  const above = cells.filter((cell) => cell.getBoundingClientRect().top <= line);
  return above.length > 1 ? above.at(-1).id : "";
}

function mtAim(event) {
  const link = event.target.closest?.(".mt-language");
  if (link) link.hash = mtInView();
}
for (const act of ["pointerdown", "focusin", "click"]) document.addEventListener(act, mtAim, true);

/* ---- links between the course's own pages ---- */

// What shows a cell's HTML sends every link to a new tab; one's way through the course stays in one.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[target="_blank"]');
  if (link?.origin === location.origin) link.removeAttribute("target");
}, true);

/* ---- footnotes ---- */

const mtNote = (button) => document.getElementById(button.getAttribute("aria-controls"));
const mtButton = (note) => document.querySelector(`.mt-cite[aria-controls="${note.id}"]`);

function mtOpen(button, open) {
  const note = mtNote(button);
  if (open) {
    const block = button.closest("li, blockquote, table, p, h1, h2, h3") ?? button.parentElement;
    if (block.tagName === "LI") block.append(note);
    else block.after(note);
  }
  note.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}

function mtClose(note) {
  const button = mtButton(note);
  mtOpen(button, false);
  button.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".mt-cite");
  if (button) mtOpen(button, button.getAttribute("aria-expanded") === "false");
  const note = event.target.closest?.(".mt-note-close")?.closest(".mt-note");
  if (note) mtClose(note);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const inside = event.target.closest?.(".mt-note") ?? (event.target.matches?.('.mt-cite[aria-expanded="true"]') && mtNote(event.target));
  if (inside) mtClose(inside);
});
