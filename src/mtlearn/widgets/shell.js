// Keeps the learner's place in a served lesson: reports it, and brings them back. In JupyterLab it keeps still.
import { el, fill, root, wakes } from "./base.js";

const shellCells = () => [...document.querySelectorAll('[id^="cell-id="]')];
const shellSection = (cell) => cell.id.slice("cell-id=".length);
const shellCell = (section) => document.getElementById(`cell-id=${section}`);

export default {
  render({ model, el: node, signal }) {
    root(model, node, "shell");
    wakes(model, signal);
    if (!shellCells().length) return;
  },
};
