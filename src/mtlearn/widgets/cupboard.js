// What the page keeps of the sound bank between visits: samples by their digest, in IndexedDB, which a page over plain
// http has too. Where the browser gives no room (a private window, a full disk, a closed store) nothing is kept, and
// nothing is said: the samples then come from the kernel at each visit.

const cupboardPatience = 2000;

/** A number that changes when the bytes do: enough to see a damaged entry (FNV-1a). */
export function cupboardSum(bytes) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at += 1) sum = Math.imul(sum ^ bytes[at], 0x01000193);
  return sum >>> 0;
}

function cupboardAsked(request) {
  return new Promise((answered, failed) => {
    request.onsuccess = () => answered(request.result);
    request.onerror = () => failed(request.error);
  });
}

function cupboardDone(transaction) {
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = transaction.onerror = () => failed(transaction.error);
  });
}

function cupboardOpened() {
  return new Promise((opened) => {
    setTimeout(() => opened(null), cupboardPatience);
    try {
      const asked = indexedDB.open("mtlearn-sound", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("samples");
      asked.onsuccess = () => {
        const database = asked.result;
        database.onversionchange = () => database.close();
        opened(database);
      };
      asked.onerror = (event) => {
        event.preventDefault();
        opened(null);
      };
      asked.onblocked = () => opened(null);
    } catch {
      opened(null);
    }
  });
}

/** The samples this browser keeps. No method ever fails: what cannot be kept is not. */
export class Cupboard {
  constructor() {
    this.database = cupboardOpened();
    this.pending = Promise.resolve(); // until all that was to be written is written
  }

  /** Give what is kept of these digests, as a Map to bytes. A damaged entry counts as not kept. */
  async get(digests) {
    const found = new Map();
    await this.#within("readonly", async (store) => {
      await Promise.all(digests.map(async (digest) => {
        const kept = await cupboardAsked(store.get(digest));
        if (!(kept?.bytes instanceof Uint8Array) || cupboardSum(kept.bytes) !== kept.sum) return;
        found.set(digest, kept.bytes);
      }));
    });
    return found;
  }

  /** Keep bytes under their digests: a Map. */
  async put(samples) {
    await this.#write(async (store) => {
      // A view of a whole message would keep the message.
      for (const [digest, bytes] of samples) store.put({ bytes: bytes.slice(), sum: cupboardSum(bytes) }, digest);
    });
  }

  /** Forget what the bank no longer has. */
  async keepOnly(digests) {
    const wanted = new Set(digests);
    await this.#write(async (store) => {
      for (const digest of await cupboardAsked(store.getAllKeys())) {
        if (!wanted.has(String(digest).replace(/-pcm$/, ""))) store.delete(digest);
      }
    });
  }

  #write(act) {
    const written = this.#within("readwrite", act);
    this.pending = Promise.all([this.pending, written]);
    return written;
  }

  async #within(mode, act) {
    try {
      const database = await this.database;
      if (!database) return;
      const transaction = database.transaction("samples", mode);
      const done = cupboardDone(transaction);
      await Promise.all([act(transaction.objectStore("samples")), done]);
    } catch {
      this.database = Promise.resolve(null); // no room, or no store: memory is enough for this page
    }
  }
}
