import { matcher } from './match';
import { failed } from './refusal';
import { placeIn } from './update';
import { type Doc, isDocument } from './values';

/** A projection as a tree: `true` takes (or leaves out) the whole field. */
type Tree = Map<string, Tree | true>;
/** A change of one field after the others were taken or left out; undefined removes it. */
type Change = (value: unknown, doc: Doc) => unknown;

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
  for (const [field, inner] of Object.entries(value)) {
    const below = tree.get(field);
    const part = below === true ? inner : below && take(inner, below);
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

function slice(argument: unknown): Change {
  const [skip, limit] = Array.isArray(argument) ? argument : [0, argument];
  if (
    !Number.isInteger(skip) ||
    !Number.isInteger(limit) ||
    (Array.isArray(argument) && argument.length !== 2)
  )
    throw failed('$slice only supports numbers and [skip, limit] arrays');
  if (Array.isArray(argument) && limit <= 0) throw failed('$slice limit must be positive');
  return list => {
    if (!Array.isArray(list)) return list;
    if (!Array.isArray(argument)) return limit < 0 ? list.slice(limit) : list.slice(0, limit);
    const from = skip < 0 ? Math.max(0, list.length + skip) : skip;
    return list.slice(from, from + limit);
  };
}

function elemMatch(argument: unknown): Change {
  const test = matcher({ one: { $elemMatch: argument } });
  return list => {
    const item = Array.isArray(list) ? list.findIndex(one => test({ one: [one] })) : -1;
    return item < 0 ? undefined : [(list as unknown[])[item]];
  };
}

/** `list.$`: of an array the element by which the query found the document. */
function positional(field: string, query: Doc): Change {
  return (list, doc) => {
    if (!Array.isArray(list)) return list;
    return [list[Number(placeIn(doc, field.split('.'), query))]];
  };
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

/**
 * Compiles the SDK's `field({…})` for documents that `query` found: fields taken or left out, `$slice`, `$elemMatch` and
 * the positional `list.$`; `_id` comes unless left out.
 */
export function projector(spec: Doc, query: Doc): (doc: Doc) => Doc {
  const taken: Tree = new Map();
  const left: Tree = new Map();
  const sliced: string[] = [];
  const changes: { field: string; change: Change }[] = [];
  for (const [field, how] of Object.entries(spec)) {
    if (isDocument(how) && '$slice' in how) {
      sliced.push(field);
      changes.push({ field, change: slice(how.$slice) });
    } else if (isDocument(how) && '$elemMatch' in how) {
      grow(taken, field);
      changes.push({ field, change: elemMatch(how.$elemMatch) });
    } else if (isDocument(how))
      throw failed(`Unsupported projection option: ${field}: ${Object.keys(how).join()}`);
    else if (field.endsWith('.$') && how) {
      const list = field.slice(0, -2);
      grow(taken, list);
      changes.push({ field: list, change: positional(list, query) });
    } else grow(how ? taken : left, field);
  }
  const withoutId = left.delete('_id');
  const including = taken.size > 0;
  if (including && left.size > 0) throw failed('Projection cannot have a mix of inclusion and exclusion.');
  if (including) {
    // A slice alone leaves the other fields; beside fields that are taken it is one of them.
    for (const field of sliced) grow(taken, field);
    if (withoutId) taken.delete('_id');
    else taken.set('_id', true);
  } else if (withoutId) left.set('_id', true);
  return doc => {
    const picked = (including ? take(doc, taken) : left.size > 0 ? leave(doc, left) : doc) as Doc;
    return changes.reduce(
      (result, { field, change }) => setField(result, field, value => change(value, doc)),
      picked,
    );
  };
}
