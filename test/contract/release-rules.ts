/**
 * What a released contract promises, compared with today's. Released clients go on calling for years: whatever they send
 * must be taken, whatever they read must be there. So names and fields may be added, and none may go.
 */

/**
 * What may stand at each path below an input or an output: `party[].name`, `answers.*` for any name, `days[]{what="undo"}`
 * for one form of several, '' for the whole. The kinds are typeof's words, 'null', 'array', 'strict object' (refuses
 * fields it does not name), a literal as JSON, and 'undefined' where it may be left out.
 */
export type Fields = Record<string, string[]>;

type ReleasedAction = { permission: string; input: Fields; output: Fields };

export type Contract = { refusals: string[]; actions: Record<string, ReleasedAction> };

const literal = /^(".*"|true|false|-?\d.*)$/s;

/** A literal's kind: a caller that sends "film" is served by whatever takes any string. */
function baseOf(kind: string): string {
  if (kind === 'strict object') return 'object';
  return literal.test(kind) ? typeof JSON.parse(kind) : kind;
}

function parentOf(path: string): string {
  return path.replace(/(\.[^.[{]+|\[\d*\]|\{[^{}]*\})$|^[^.[{]+$/, '');
}

const named = (path: string) => path || 'the whole';

/** Today's inputs take all that released ones took. */
function inputProblems(released: Fields, today: Fields): string[] {
  const gone = Object.entries(released).flatMap(([path, kinds]) => {
    const now = today[path];
    if (!now) return [`${named(path)} is gone: take it again, and pass it over if it means nothing now`];
    const takes = (kind: string) =>
      now.includes(kind) || (kind !== 'object' && kind !== 'undefined' && now.includes(baseOf(kind)));
    return kinds
      .filter(kind => !takes(kind))
      .map(kind =>
        kind === 'undefined'
          ? `${named(path)} was optional and is required: make it optional, and say what its absence means`
          : `${named(path)} takes no ${kind} any more: take it again`,
      );
  });
  const required = Object.entries(today)
    .filter(([path, kinds]) => {
      const within = released[parentOf(path)] ?? [];
      const known = within.some(kind => baseOf(kind) === 'object' || kind === 'array');
      return !released[path] && known && !path.endsWith('}') && !kinds.includes('undefined');
    })
    .map(([path]) => `${path} is new and required, which nobody sends yet: make it optional`);
  return [...gone, ...required];
}

/** Today's outputs are read by whoever reads released ones: no field less, and none of a kind it never had. */
function outputProblems(released: Fields, today: Fields): string[] {
  return Object.entries(released).flatMap(([path, kinds]) => {
    const now = today[path];
    if (!now) return [`${named(path)} is gone: answer it again`];
    const known = new Set(kinds.map(baseOf));
    return [...new Set(now.map(baseOf))]
      .filter(kind => !known.has(kind))
      .map(kind =>
        kind === 'undefined'
          ? `${named(path)} was always there and may be missing: answer it always`
          : `${named(path)} may be ${kind}, which it never was: answer that in a field of its own`,
      );
  });
}

/** Whatever was released and does not hold today: where, and what to do. */
export function brokenPromises(released: Contract, today: Contract): string[] {
  const refusals = released.refusals
    .filter(code => !today.refusals.includes(code))
    .map(code => `refusal ${code} is gone: pages read it by name, so keep it with its sentence`);
  const actions = Object.entries(released.actions).flatMap(([action, was]) => {
    const is = today.actions[action];
    if (!is) return [`${action} is gone: answer it again, by the new way if there is one`];
    const asks = `asks for ${is.permission} and not ${was.permission}: ask for what it was, or add an action`;
    return [
      ...(is.permission === was.permission ? [] : [`${action}: ${asks}`]),
      ...inputProblems(was.input, is.input).map(problem => `${action}, input: ${problem}`),
      ...outputProblems(was.output, is.output).map(problem => `${action}, output: ${problem}`),
    ];
  });
  return [...refusals, ...actions];
}

/** In the order of their names, so that two releases differ by what was added alone. */
const inOrder = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

const together = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])];

/** Adds what is new to what is there. */
function added(released: Fields, today: Fields): Fields {
  const all = { ...released };
  for (const [path, kinds] of Object.entries(today)) all[path] = together(released[path] ?? [], kinds);
  return inOrder(all);
}

/** What was released, and with it what is new today. Nothing that was released is overwritten. */
export function releasedWith(released: Contract, today: Contract): Contract {
  const actions = { ...released.actions };
  for (const [action, is] of Object.entries(today.actions)) {
    const was = released.actions[action] ?? { permission: is.permission, input: {}, output: {} };
    actions[action] = {
      permission: was.permission,
      input: added(was.input, is.input),
      output: added(was.output, is.output),
    };
  }
  return {
    refusals: together(released.refusals, today.refusals).sort(),
    actions: inOrder(actions),
  };
}
