// A lesson's page around its widgets: how far it has come, where the reader is, whether the course still answers.
// Loaded in the head, before anything else, so that the page speaks from the first moment.
"use strict";

const mtStart = performance.now();
const mtWords = () => JSON.parse(document.getElementById("mt-words").textContent);

function mtFill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/* ---- how far the page has come ---- */

/** One more cell has run. */
function mtProgress(done, all) {
  const box = document.getElementById("mt-progress");
  box.querySelector("progress").max = all + 1;
  box.querySelector("progress").value = done;
  box.querySelector("span").textContent = mtFill(mtWords().progress, { done, all });
}

/** Every cell has run; now Voilà makes the widgets. */
function mtFinished() {
  document.querySelector("#mt-progress span").textContent = mtWords().almost;
  const outputs = [...document.querySelectorAll('script[type="application/vnd.voila.cell-output+json"]')]
    .filter((script) => script.textContent.includes("application/vnd.jupyter.widget-view+json"))
    .map((script) => script.parentElement);
  const shown = () => outputs.every((place) => place.querySelector(".lm-Widget > *, .jupyter-widgets"));
  const look = () => {
    if (!shown() || (outputs.length === 0 && !globalThis.themeLoaded)) return false;
    watcher.disconnect();
    mtReady();
    return true;
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.documentElement, { childList: true, subtree: true, attributes: outputs.length === 0 });
  look();
}

function mtReady() {
  document.querySelector("#mt-progress span").textContent = mtWords().ready;
  document.getElementById("mt-progress").classList.add("mt-done");
  document.body.dataset.mtState = "ready";
  document.body.dataset.mtReadyAfter = String(Math.round(performance.now() - mtStart));
}

// Voilà's page calls these; what they do here is done above.
window.voila_process = window.voila_heartbeat = window.update_loading_text = () => {};
window.voila_finish = window.display_cells = () => {};
