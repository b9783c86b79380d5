// A file from elsewhere, chosen or dropped: sent to the kernel piece by piece, and told about in words.

import { el, fill, freshId } from "./base.js";

const bringPiece = 512 * 1024;
const bringMost = 64 * 1024 * 1024;

/** `send(type, content, buffers)` sends a message; `done(take)` is told of the take that came of it. */
export class Bring {
  constructor(words, send, done = () => {}) {
    Object.assign(this, { words, send, done, now: null });
    const about = freshId("bring");
    this.input = el("input", { type: "file", hidden: true, tabindex: -1, accept: ".mid,.midi,.kar,.rmi,.musicxml,.xml,.mxl,.wav,.flac",
      onchange: () => this.choose(this.input.files) });
    this.chooseButton = el("button", { type: "button", "aria-describedby": about, onclick: () => this.input.click() }, words.bring_choose);
    this.stopButton = el("button", { type: "button", class: "mt-plain", hidden: true, onclick: () => this.stop() }, words.bring_stop);
    this.status = el("p", { role: "status", class: "mt-bring-status" });
    this.node = el("fieldset", { class: "mt-bring" }, el("legend", {}, words.bring_title),
      el("p", { id: about, class: "mt-soft" }, words.bring_about),
      el("div", { class: "mt-row" }, this.chooseButton, this.stopButton, this.input), this.status);
    this.node.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      this.node.classList.add("mt-is-over");
    });
    this.node.addEventListener("dragleave", () => this.node.classList.remove("mt-is-over"));
    this.node.addEventListener("drop", (event) => {
      event.preventDefault();
      this.node.classList.remove("mt-is-over");
      this.choose(event.dataTransfer.files);
    });
  }

  async choose(files) {
    const [file] = files;
    if (!file) return;
    if (files.length > 1) {
      this.say(this.words.bring_one);
      return;
    }
    const id = freshId("file");
    this.now = { id, name: file.name, at: 0, blob: null };
    this.busy(true);
    this.say(fill(this.words.bring_reading, { file: file.name }));
    try {
      const blob = await withoutSound(file);
      if (blob.size > bringMost) {
        const megabytes = (bytes) => Math.ceil(bytes / 1048576);
        this.finish(id, fill(this.words.bring_too_large, { file: file.name, size: megabytes(blob.size), limit: megabytes(bringMost) }));
        return;
      }
      if (this.now?.id !== id) return;
      this.now.blob = blob;
      await this.sendPiece();
    } catch {
      this.finish(id, fill(this.words.bring_unreadable, { file: file.name }));
    }
  }

  async sendPiece() {
    const { id, name, blob, at } = this.now;
    const piece = await blob.slice(at, at + bringPiece).arrayBuffer();
    if (this.now?.id !== id) return;
    this.now.at = at + piece.byteLength;
    const last = this.now.at >= blob.size;
    this.say(last ? fill(this.words.bring_reading, { file: name })
      : fill(this.words.bring_sending, { file: name, percent: Math.floor((100 * this.now.at) / blob.size) }));
    this.send("bring", { id, name, first: at === 0, last }, [piece]);
  }

  /** The kernel has the last piece, and wants the next. */
  hearBring_more({ id }) {
    if (this.now?.id !== id || !this.now.blob) return;
    this.sendPiece().catch(() => this.finish(id, fill(this.words.bring_unreadable, { file: this.now?.name ?? "" })));
  }

  hearBrought({ id, take, said }) {
    if (this.finish(id, said)) this.done(take);
  }

  hearBring_refused({ id, said }) {
    this.finish(id, said);
  }

  stop() {
    if (!this.now) return;
    this.send("bring_stop", {}, []);
    this.finish(this.now.id, this.words.bring_stopped);
    this.chooseButton.focus();
  }

  finish(id, sentence) {
    if (this.now?.id !== id) return false;
    this.now = null;
    this.input.value = "";
    this.busy(false);
    this.say(sentence);
    return true;
  }

  busy(busy) {
    this.node.setAttribute("aria-busy", String(busy));
    this.chooseButton.disabled = busy;
    this.stopButton.hidden = !busy;
  }

  say(sentence) {
    this.status.textContent = sentence;
  }
}

/** Leave the sound of a WAV or FLAC out: its notes are enough, and a hundredth of the size. Others are sent as they are. */
async function withoutSound(file) {
  const look = async (at, count) => new DataView(await file.slice(at, at + count).arrayBuffer());
  const name = (view, at = 0) => String.fromCharCode(...new Uint8Array(view.buffer, at, 4));
  const head = await look(0, 12);
  if (head.byteLength < 12) return file;
  if (name(head) === "fLaC") {
    let at = 4;
    for (let count = 0; count < 1000 && at + 4 <= file.size; count += 1) {
      const block = (await look(at, 4)).getUint32(0);
      at += 4 + (block & 0xffffff);
      if (block >>> 31) break;
    }
    return file.slice(0, at);
  }
  if (name(head) !== "RIFF" || name(head, 8) !== "WAVE") return file;
  const kept = [file.slice(0, 12)];
  for (let at = 12, count = 0; count < 1000 && at + 8 <= file.size; count += 1) {
    const chunk = await look(at, 8);
    const size = chunk.getUint32(4, true);
    const next = at + 8 + size + (size % 2);
    if (name(chunk) === "data") kept.push(file.slice(at, at + 4), new Uint8Array(4));
    else kept.push(file.slice(at, Math.min(next, file.size)));
    at = next;
  }
  return new Blob(kept);
}
