import { compile, isOperation } from './expressions/evaluate';
import type { Expression } from './expressions/expression';
import type { Scope } from './expressions/scope';
import { failed } from './refusal';
import type { Surroundings } from './stage';
import { type Doc, isDocument } from './values';

/** What a stage does with each field: take it, leave it out, compute it, or look further inside. */
type Plan = Map<string, 'take' | 'leave' | Expression | Plan>;

function insert(plan: Plan, path: string[], what: 'take' | 'leave' | Expression): void {
  const [first = '', ...rest] = path;
  if (first === '') throw failed('FieldPath field names may not be empty');
  if (first.startsWith('$')) throw failed(`FieldPath field names may not start with '$': ${first}`);
  const below = plan.get(first);
  if (rest.length === 0) {
    if (below !== undefined) throw failed(`specification contains two conflicting paths: ${path.join('.')}`);
    plan.set(first, what);
    return;
  }
  if (below !== undefined && !(below instanceof Map))
    throw failed(`specification contains two conflicting paths: ${path.join('.')}`);
  const inner: Plan = below ?? new Map();
  plan.set(first, inner);
  insert(inner, rest, what);
}

function read(plan: Plan, spec: Doc, path: string[], flags: boolean): void {
  if (Object.keys(spec).length === 0)
    throw failed('an empty object is not a valid value. Found empty object at path');
  for (const [name, value] of Object.entries(spec)) {
    const at = [...path, ...name.split('.')];
    const flag = flags && (typeof value === 'boolean' || typeof value === 'number');
    if (flag) insert(plan, at, value ? 'take' : 'leave');
    else if (isDocument(value) && !isOperation(value)) read(plan, value, at, flags);
    else insert(plan, at, compile(value));
  }
}

function has(plan: Plan, kind: (what: 'take' | 'leave' | Expression) => boolean): boolean {
  return [...plan].some(([_name, what]) => (what instanceof Map ? has(what, kind) : kind(what)));
}
const computes = (plan: Plan): boolean => has(plan, what => typeof what === 'function');

/** The fields taken, inside arrays of each document. Fields come in the document's order. */
function taken(value: unknown, plan: Plan): unknown {
  if (Array.isArray(value)) return value.map(item => taken(item, plan)).filter(item => item !== undefined);
  if (!isDocument(value)) return undefined;
  const made: Doc = {};
  for (const [name, inner] of Object.entries(value)) {
    const what = plan.get(name);
    const next = what === 'take' ? inner : what instanceof Map ? taken(inner, what) : undefined;
    if (next !== undefined) made[name] = next;
  }
  return made;
}

function left(value: unknown, plan: Plan): unknown {
  if (Array.isArray(value)) return value.map(item => left(item, plan));
  if (!isDocument(value)) return value;
  const made: Doc = {};
  for (const [name, inner] of Object.entries(value)) {
    const what = plan.get(name);
    if (what !== 'leave') made[name] = what instanceof Map ? left(inner, what) : inner;
  }
  return made;
}

/** Puts the computed fields in: into every document of an array, and over a value that is no document. */
function computed(value: unknown, plan: Plan, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map(item => computed(item, plan, scope));
  const made: Doc = isDocument(value) ? { ...value } : {};
  for (const [name, what] of plan) {
    if (what instanceof Map) {
      if (computes(what)) made[name] = computed(made[name], what, scope);
    } else if (typeof what === 'function') {
      const next = what(scope);
      if (next === undefined) delete made[name];
      else made[name] = next;
    }
  }
  return made;
}

/** $project: takes fields (and computes others), or leaves fields out; `_id` comes unless left out. */
export function project(documents: Doc[], value: unknown, { scope }: Surroundings): Doc[] {
  if (!isDocument(value) || Object.keys(value).length === 0)
    throw failed('$project specification must be a non-empty object');
  const plan: Plan = new Map();
  read(plan, value, [], true);
  const withoutId = plan.get('_id') === 'leave';
  const others = new Map([...plan].filter(([name]) => name !== '_id'));
  const including = has(others, what => what !== 'leave') || (plan.has('_id') && !withoutId);
  if (!including) return documents.map(doc => left(doc, plan) as Doc);
  if (has(others, what => what === 'leave'))
    throw failed(
      "Bad projection specification, cannot exclude fields other than '_id' in an inclusion projection",
    );
  if (!plan.has('_id')) plan.set('_id', 'take');
  return documents.map(root => {
    const { _id, ...rest } = taken(root, plan) as Doc;
    const base = _id === undefined ? rest : { _id, ...rest };
    return computes(plan) ? (computed(base, plan, { ...scope, root }) as Doc) : base;
  });
}

/** $addFields: computes fields, and keeps all others. */
export function addFields(documents: Doc[], value: unknown, { scope }: Surroundings): Doc[] {
  if (!isDocument(value)) throw failed('$addFields specification stage must be an object');
  const plan: Plan = new Map();
  read(plan, value, [], false);
  return documents.map(root => computed(root, plan, { ...scope, root }) as Doc);
}
