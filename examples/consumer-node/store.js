import { existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

// What was done, one line per event: its id, a tab, the effect. Stands for a table of the consumer's own database whose
// primary key is the event's id, in which the id is inserted in the transaction that also makes the effect: either both
// are there or neither.
export class Store {
  #file;
  #ids;

  static open(path) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) {
      // A line that a crash cut off never happened.
      truncateSync(path, Buffer.byteLength(whole));
    }
    const store = new Store();
    store.#ids = new Set(whole.split('\n').slice(0, -1).map((line) => line.slice(0, line.indexOf('\t'))));
    store.#file = openSync(path, 'a');
    return store;
  }

  contains(id) {
    return this.#ids.has(id);
  }

  add(id, effect) {
    writeSync(this.#file, `${id}\t${effect}\n`);
    fsyncSync(this.#file);
    this.#ids.add(id);
  }

}
