import { type Doc, isDocument } from './ejson';
import { matcher } from './find';
import { failed } from './refusal';

/** A projection as a tree: `true` takes (or leaves out) the whole field. */
type Tree = Map<string, Tree | true>;

function grow(tree: Tree, field: string): void {
  const parts = field.split('.');
  let node = tree;
  parts.forEach((part, i) => {
    const below = node.get(part);
    if (below === true) return;
    if (i === parts.length - 1) node.set(part, true);
    else {
      const next: Tree = below ?? new Map();
      node.set(part, next);
      node = next;
    }
  });
}

function take(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value))
    return value.filter(item => isDocument(item) || Array.isArray(item)).map(item => take(item, tree));
  if (!isDocument(value)) return undefined;
  const taken: Doc = {};
  for (const [field, below] of tree) {
    if (!Object.hasOwn(value, field)) continue;
    const part = below === true ? value[field] : take(value[field], below);
    if (part !== undefined) taken[field] = part;
  }
  return taken;
}

function leave(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map(item => leave(item, tree));
  if (!isDocument(value)) return value;
  const left: Doc = {};
  for (const [field, part] of Object.entries(value)) {
    const below = tree.get(field);
    if (below !== true) left[field] = below ? leave(part, below) : part;
  }
  return left;
}

function slice(list: unknown, argument: unknown): unknown {
  if (!Array.isArray(list)) return list;
  if (typeof argument === 'number') return argument < 0 ? list.slice(argument) : list.slice(0, argument);
  if (!Array.isArray(argument) || argument.length !== 2)
    throw failed('$slice only supports numbers and [skip, limit] arrays');
  const [skip, limit] = argument as [number, number];
  const from = skip < 0 ? Math.max(0, list.length + skip) : skip;
  return list.slice(from, from + limit);
}

function setField(doc: Doc, field: string, change: (value: unknown) => unknown): Doc {
  const [first = '', ...rest] = field.split('.');
  if (!Object.hasOwn(doc, first)) return doc;
  const inner = doc[first];
  const changed =
    rest.length === 0 ? change(inner) : isDocument(inner) ? setField(inner, rest.join('.'), change) : inner;
  if (changed !== undefined) return { ...doc, [first]: changed };
  const { [first]: _gone, ...others } = doc;
  return others;
}

/** Compiles the SDK's `field({…})`: fields taken or left out, `$slice` and `$elemMatch`; `_id` comes unless left out. */
export function projector(spec: Doc): (doc: Doc) => Doc {
  const taken: Tree = new Map();
  const left: Tree = new Map();
  const changes: ((doc: Doc) => Doc)[] = [];
  for (const [field, how] of Object.entries(spec)) {
    if (isDocument(how) && '$slice' in how) {
      changes.push(doc => setField(doc, field, list => slice(list, how.$slice)));
    } else if (isDocument(how) && '$elemMatch' in how) {
      const test = matcher({ one: { $elemMatch: how.$elemMatch } });
      grow(taken, field);
      changes.push(doc =>
        setField(doc, field, list => {
          const item = Array.isArray(list) ? list.findIndex(one => test({ one: [one] })) : -1;
          return item < 0 ? undefined : [(list as unknown[])[item]];
        }),
      );
    } else if (isDocument(how))
      throw failed(`Unsupported projection option: ${field}: ${Object.keys(how).join()}`);
    else grow(how ? taken : left, field);
  }
  const withoutId = left.delete('_id');
  if (taken.size > 0 && left.size > 0)
    throw failed('Projection cannot have a mix of inclusion and exclusion.');
  const including = taken.size > 0;
  if (including && !withoutId) taken.set('_id', true);
  if (!including && withoutId) left.set('_id', true);
  if (including && withoutId) taken.delete('_id');
  return doc => {
    const picked = including ? take(doc, taken) : left.size > 0 ? leave(doc, left) : doc;
    return changes.reduce((result, change) => change(result), picked as Doc);
  };
}
