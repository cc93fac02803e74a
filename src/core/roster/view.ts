/**
 * What is read of a roster: which of its fields, and of the parts that hold an entry for each of many, whose. A view is
 * named where it is needed; its type says what reading by it returns, and nothing else compiles.
 */

import type { Member, Roster } from './roster';

type Field = Exclude<keyof Roster, '_id'>;

/** Parts that hold an entry for each party, code or request. A view has such a part whole, or the entries it names. */
type Part = 'members' | 'codes' | 'walkIns' | 'undoneWalkIns' | 'wrongCodes';
type Entry<P extends Part> = NonNullable<Roster[P]>[string];

/** Some entries of a part; of a party, some of its facts where they are named. `entry` is for the compiler alone. */
type Some = { part: Part; keys: readonly string[]; facts?: readonly string[]; entry?: unknown };
type Piece = Field | Some;

/** What a field is taken to be in a roster that does not have it: one of before it, or on which nobody has it yet. */
const absent = {
  queue: [],
  members: {},
  codes: {},
  walkIns: {},
  undoneWalkIns: {},
  wrongCodes: {},
  news: [],
  moving: [],
} satisfies Partial<Roster>;
type Defaulted = keyof typeof absent;

type Whole<F extends Field> = Pick<Roster, Exclude<F, Defaulted>> & {
  [D in Extract<F, Defaulted>]-?: NonNullable<Roster[D]>;
};
type Entries<S extends Some> = { [One in S as One['part']]: Record<string, NonNullable<One['entry']>> };

/** Fields to read, with the type of what comes. */
export type View<Seen> = { readonly pieces: readonly Piece[]; readonly seen?: Seen };

/** What is read by a view, also by one that is made for certain keys. */
export type Seen<V> = V extends View<infer S> ? S : V extends (...keys: never[]) => View<infer S> ? S : never;

/** A view of whole fields and of `some` entries. The id always comes. */
export function view<const P extends readonly Piece[]>(
  ...pieces: P
): View<{ _id: string } & Whole<Extract<P[number], Field>> & Entries<Extract<P[number], Some>>> {
  return { pieces };
}

/** The entries of a part that have these keys. */
export function some<const P extends Part>(part: P, keys: readonly string[]) {
  return { part, keys } as { part: P; keys: readonly string[]; entry?: Entry<P> };
}

/** Some facts of the parties that have these keys. */
export function factsOf<const F extends keyof Member>(keys: readonly string[], facts: readonly F[]) {
  return { part: 'members', keys, facts } as {
    part: 'members';
    keys: readonly string[];
    facts: readonly F[];
    entry?: Pick<Member, F>;
  };
}

/** The paths that the database is asked for. */
export function pathsOf({ pieces }: View<unknown>): Record<string, true> {
  const paths = pieces.flatMap((piece): string[] => {
    if (typeof piece === 'string') return [piece];
    const entries = piece.keys.map(key => `${piece.part}.${key}`);
    return piece.facts ? entries.flatMap(at => piece.facts!.map(fact => `${at}.${fact}`)) : entries;
  });
  // Without any path a whole document would come.
  return Object.fromEntries(['_id', ...paths].map(path => [path, true]));
}

/** What came for a view, with what an older or an empty roster does not have. */
export function completed<S>({ pieces }: View<S>, found: object): S {
  const asked = pieces.map(piece => (typeof piece === 'string' ? piece : piece.part));
  const missing = Object.entries(absent).filter(([field]) => asked.includes(field as Field));
  return { ...Object.fromEntries(missing), ...found } as S;
}
