// Choices of an exercise as controls: lists, sliders, ticks, and buttons of which one is on.

import { el, freshId } from "./base.js";

/** Makes controls that tell `set(name, value)`, and shows what is chosen when asked to `show(made)`. */
export class Settings {
  constructor(set) {
    Object.assign(this, { set, fields: {} });
  }

  select(name, label, options, { hidden = false } = {}) {
    const id = freshId("choice");
    const field = el("select", { id, onchange: () => this.set(name, options.find(([value]) => String(value) === field.value)[0]) },
      ...options.map(([value, text]) => el("option", { value: String(value) }, String(text))));
    this.fields[name] = (value) => {
      if (document.activeElement !== field || field.value === "") field.value = String(value);
    };
    return el("div", { class: "mt-field" }, el("label", { for: id, class: hidden ? "mt-hidden" : "" }, label), field);
  }

  range(name, label, [least, most], said, wait = 150) {
    const id = freshId("range");
    let timer = 0;
    const output = el("output", { class: "mt-dial-said", for: id, "aria-hidden": "true" });
    const tell = () => {
      const text = said(Number(input.value));
      input.setAttribute("aria-valuetext", text);
      input.style.setProperty("--mt-at", `${(100 * (input.value - least)) / (most - least)}%`);
      output.value = text;
    };
    const input = el("input", { type: "range", id, min: least, max: most, step: 1, oninput: () => {
      tell();
      clearTimeout(timer);
      timer = setTimeout(() => this.set(name, Number(input.value)), wait);
    } });
    this.fields[name] = (value) => {
      if (document.activeElement !== input) input.value = value;
      tell();
    };
    return el("div", { class: "mt-field mt-range" }, el("div", { class: "mt-dial-head" }, el("label", { for: id }, label), output), input);
  }

  check(name, label) {
    const input = el("input", { type: "checkbox", onchange: () => this.set(name, input.checked) });
    this.fields[name] = (value) => {
      input.checked = value;
    };
    return el("label", { class: "mt-field mt-check" }, input, label);
  }

  /** Buttons of which one is on. `each(value, button)` may add to one. */
  one(name, legend, options, { pressed = null } = {}) {
    const buttons = options.map(([value, ...inside]) => el("button", {
      type: "button", class: "mt-choice", "aria-pressed": "false", onclick: () => {
        pressed?.(value);
        this.set(name, value);
      },
    }, ...inside));
    this.fields[name] = (chosen) => buttons.forEach((button, at) => {
      button.setAttribute("aria-pressed", String(options[at][0] === chosen));
    });
    return el("fieldset", { class: "mt-choices" }, el("legend", {}, legend), el("div", { class: "mt-row" }, ...buttons));
  }

  show(made) {
    for (const [name, put] of Object.entries(this.fields)) if (name in made) put(made[name]);
  }
}

/** A part of the page that can be folded away. */
export function fold(title, ...inside) {
  return el("details", { class: "mt-fold", "data-scan": "" }, el("summary", {}, title), el("div", { class: "mt-fields" }, ...inside));
}
