// What every widget builds its page from: elements, words, notices.

/** Make an element. `props` are attributes; those beginning with "on" are listeners; text may be a child. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let counter = 0;
/** Give an id no other element of the page has. */
export function freshId(stem) {
  counter += 1;
  return `mt-${stem}-${Date.now().toString(36)}-${counter}`;
}

/** Fill "{name}" in a sentence from `values`. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Say how many there are: of a key that counts, the words for one are `<key>_one`; "{count}" is filled. */
export function counted(words, key, count, values = {}) {
  return fill(words[count === 1 ? `${key}_one` : key], { count, ...values });
}

/** Seconds as minutes and seconds, whole ones that have gone: 1:05. Python says the same (timeline_values.py). */
export function clockSaid(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

/** Show the widget's `notice` as a polite message with a button that closes it. */
export function notices(model) {
  const box = el("div", { class: "mt-notices", role: "status", "aria-live": "polite" });
  const show = () => {
    const text = model.get("notice");
    box.replaceChildren();
    if (!text) return;
    const close = el("button", { type: "button", class: "mt-plain", onclick: () => {
      model.set("notice", "");
      model.save_changes();
    } }, model.get("words").dismiss);
    box.append(el("p", { class: "mt-notice" }, text, " ", close));
  };
  model.on("change:notice", show);
  show();
  return box;
}

/** Begin a widget's root: its language, its class, its notices. */
export function root(model, el_, name) {
  el_.classList.add("mt-widget", `mt-${name}`);
  el_.lang = model.get("lang");
  el_.append(notices(model));
  return el_;
}

/** Questions to the kernel, told apart by an id that comes back with the answer. `send(content)` sends one. */
export class Questions {
  constructor(send) {
    Object.assign(this, { send, waiting: new Map() });
  }

  /** Ask for something; give what comes back: `{ content, buffers }`. */
  ask(kind, payload) {
    const id = freshId("ask");
    return new Promise((answered) => {
      this.waiting.set(id, answered);
      this.send({ type: kind, id, ...payload });
    });
  }

  hear(content, buffers) {
    this.waiting.get(content.id)?.({ content, buffers });
    this.waiting.delete(content.id);
  }
}

/** Send what a page sends as it is being left: it may have let go of its kernel already, and then nobody hears. */
export function sendLeaving(model, content) {
  try {
    model.send(content);
  } catch { /* what must not be lost is kept in the tab */ }
}

/** Ask the kernel to read the log again each time this page comes back into sight, until `signal` aborts. */
export function wakes(model, signal) {
  const wake = () => {
    if (!document.hidden) model.send({ type: "wake" });
  };
  document.addEventListener("visibilitychange", wake, { signal });
}

/** A place of this tab's own, by a name: it outlives the page and the kernel, and closes with the tab. */
export function tabMemory(name) {
  const key = `mtlearn-${name}`;
  return {
    get() {
      try {
        return JSON.parse(sessionStorage.getItem(key));
      } catch {
        return null;
      }
    },
    set(value) {
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch { /* no room, or storage is closed to the page: the kernel's log is there all the same */ }
    },
    clear() {
      try {
        sessionStorage.removeItem(key);
      } catch { /* as above */ }
    },
  };
}
