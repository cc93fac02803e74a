import { ObjectId, sameValue } from './values';

/** A set of values, equal as MongoDB sees them, in the order they came; looked up by their order, not one by one. */
export class ValueMap<T> {
  readonly #slots = new Map<unknown, { key: unknown; value: T }[]>();
  readonly #all: { key: unknown; value: T }[] = [];

  /** A cheap name that equal values share. */
  static #slot(key: unknown): unknown {
    if (typeof key !== 'object' || key === null) return key === 0 ? 0 : key;
    if (key instanceof Date) return `date ${key.getTime()}`;
    if (key instanceof ObjectId) return `id ${key.hex}`;
    if (Array.isArray(key)) return `array ${key.length} ${typeof key[0] === 'object' ? '' : String(key[0])}`;
    if (key instanceof RegExp) return `regex ${key.source}`;
    const [first] = Object.values(key);
    return `object ${Object.keys(key).join()} ${typeof first === 'object' ? '' : String(first)}`;
  }

  get(key: unknown): T | undefined {
    return this.#slots.get(ValueMap.#slot(key))?.find(held => sameValue(held.key, key))?.value;
  }

  has(key: unknown): boolean {
    return this.#slots.get(ValueMap.#slot(key))?.some(held => sameValue(held.key, key)) ?? false;
  }

  /** Adds a key that is not there yet. */
  add(key: unknown, value: T): void {
    const slot = ValueMap.#slot(key);
    const held = { key, value };
    const others = this.#slots.get(slot);
    if (others) others.push(held);
    else this.#slots.set(slot, [held]);
    this.#all.push(held);
  }

  entries(): { key: unknown; value: T }[] {
    return this.#all;
  }
}

/** The values without repeats, in the order they first came. */
export function distinct(values: unknown[]): unknown[] {
  const seen = new ValueMap<true>();
  for (const value of values) if (!seen.has(value)) seen.add(value, true);
  return seen.entries().map(({ key }) => key);
}
