// Events of several topics, sorted by ce_sequence. Each waits for the others of its time as long as the hold, and less
// when too many wait; one that comes later still is handled then, out of order. Without a hold nothing waits, and events
// of one key are in order all the same, because they are in one partition.
export class Sorted {
  #hold;
  #limit;
  #waiting = [];
  // By partition: the offset up to which all is handled, and whether that was committed.
  #partitions = new Map();

  constructor(holdMillis, limit) {
    this.#hold = holdMillis;
    this.#limit = limit;
  }

  add(record) {
    this.#waiting.push({ ...record, since: Date.now(), sequence: record.headers.ce_sequence });
  }

  /** As many wait as may: reading waits too. */
  get full() {
    return this.#waiting.length > this.#limit;
  }

  /** Partitions have gone to other members or come from them; what waited comes again. */
  clear() {
    this.#waiting = [];
    this.#partitions.clear();
  }

  /** Those whose time has come, in order; each waits on until it is done. */
  due() {
    this.#waiting.sort((a, b) => (a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : 0));
    const now = Date.now();
    let count = 0;
    while (
      count < this.#waiting.length &&
      (this.#waiting.length - count > this.#limit || now - this.#waiting[count].since >= this.#hold)
    ) {
      count++;
    }
    return this.#waiting.slice(0, count);
  }

  done(record) {
    const at = this.#waiting.indexOf(record);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
    }
    const partition = `${record.topic} ${record.partition}`;
    const next = BigInt(record.offset) + 1n;
    const before = this.#partitions.get(partition)?.next ?? 0n;
    this.#partitions.set(partition, { next: next > before ? next : before, committed: false });
  }

  /** How far each partition is handled: up to the first event that waits, or behind the last that was done. */
  offsets() {
    const offsets = [];
    for (const [name, state] of this.#partitions) {
      if (!state.committed) {
        const [topic, partition] = name.split(' ');
        const first = this.#waiting
          .filter((record) => record.topic === topic && record.partition === Number(partition))
          .reduce((least, record) => (BigInt(record.offset) < least ? BigInt(record.offset) : least), state.next);
        offsets.push({ topic, partition: Number(partition), offset: first.toString() });
        state.committed = first === state.next;
      }
    }
    return offsets;
  }
}
