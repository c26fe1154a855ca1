// Chance that can be repeated: the same seed gives the same trial.

export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1. [mulberry32](https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(least, most) {
    return least + this.next() * (most - least);
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least, most) {
    return Math.floor(this.between(least, most + 1));
  }

  of(choices) {
    return choices[this.whole(0, choices.length - 1)];
  }
}

/** What chance begins with in tests that everyone runs: what is red for one is red for all. */
export const FIXED_SEED = Number(process.env.SOAK_SEED ?? 203);

/** A seed that nobody chose. */
export function anySeed() {
  return Math.floor(Math.random() * 2 ** 32);
}
