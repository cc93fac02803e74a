import { ValueMap } from './distinct';
import { ACCUMULATORS } from './expressions/accumulators';
import { compile, isOperation } from './expressions/evaluate';
import type { Expression } from './expressions/expression';
import type { Scope } from './expressions/scope';
import { failed } from './refusal';
import type { Surroundings } from './stage';
import { countFrom } from './stage-arguments';
import { compareValues, type Doc, isDocument, rankOf } from './values';

type Output = (documents: Doc[], scope: Scope) => Doc;

/** Compiles what a stage computes of a group's documents: {n: {$sum: 1}}. */
function outputOf(spec: Doc): Output {
  const fields = Object.entries(spec).map(([name, value]) => {
    if (name.includes('.')) throw failed(`The field name '${name}' cannot contain '.'`);
    if (!isOperation(value)) throw failed(`The field '${name}' must be an accumulator object`);
    const [[operator, argument] = ['', undefined]] = Object.entries(value);
    const accumulate = Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined;
    if (!accumulate) throw failed(`unknown group operator '${operator}'`);
    return { name, accumulate, expression: compile(argument) };
  });
  return (documents, scope) =>
    Object.fromEntries(
      fields.map(({ name, accumulate, expression }) => [
        name,
        accumulate(documents.map(root => expression({ ...scope, root }))),
      ]),
    );
}

function gather(documents: Doc[], key: Expression, scope: Scope): ValueMap<Doc[]> {
  const groups = new ValueMap<Doc[]>();
  for (const root of documents) {
    const id = key({ ...scope, root }) ?? null;
    const members = groups.get(id);
    if (members) members.push(root);
    else groups.add(id, [root]);
  }
  return groups;
}

/** $group. MongoDB promises no order of the groups; here they come as their first documents came. */
export function group(documents: Doc[], value: unknown, { scope }: Surroundings): Doc[] {
  if (!isDocument(value)) throw failed("a group's fields must be specified in an object");
  const { _id: id, ...fields } = value;
  if (id === undefined) throw failed('a group specification must include an _id');
  const output = outputOf(fields);
  return gather(documents, compile(id), scope)
    .entries()
    .map(({ key, value: members }) => ({ _id: key, ...output(members, scope) }));
}

/** $sortByCount: the values of an expression, the most frequent first. */
export function sortByCount(documents: Doc[], value: unknown, { scope }: Surroundings): Doc[] {
  if (!(typeof value === 'string' && value.startsWith('$')) && !isOperation(value))
    throw failed(
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  return gather(documents, compile(value), scope)
    .entries()
    .map(({ key, value: members }) => ({ _id: key, count: members.length }))
    .sort((a, b) => b.count - a.count);
}

const COUNT = { count: { $sum: 1 } };

/** $bucket: documents by the boundaries between which a value lies; empty buckets are not told. */
export function bucket(documents: Doc[], value: unknown, { scope }: Surroundings): Doc[] {
  if (!isDocument(value) || value.groupBy === undefined || !Array.isArray(value.boundaries))
    throw failed("$bucket requires 'groupBy' and 'boundaries' to be specified.");
  const { boundaries, default: otherwise } = value;
  if (boundaries.length < 2) throw failed("The $bucket 'boundaries' field must have at least 2 values");
  boundaries.forEach((bound, i) => {
    const before = boundaries[i - 1];
    if (i > 0 && rankOf(bound) !== rankOf(before))
      throw failed("All values in the 'boundaries' option to $bucket must have the same type.");
    if (i > 0 && compareValues(before, bound) >= 0)
      throw failed("The 'boundaries' option to $bucket must be sorted");
  });
  const lowest = boundaries[0];
  const highest = boundaries.at(-1);
  if (
    otherwise !== undefined &&
    compareValues(otherwise, lowest) >= 0 &&
    compareValues(otherwise, highest) < 0
  )
    throw failed(
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  const groupBy = compile(value.groupBy);
  const output = outputOf(isDocument(value.output) ? value.output : COUNT);
  const placed: Expression = inner => {
    const found = groupBy(inner);
    const above = boundaries.findIndex(bound => compareValues(found, bound) < 0);
    if (found !== undefined && above > 0) return boundaries[above - 1];
    if (otherwise === undefined)
      throw failed('$switch could not find a matching branch for an input, and no default was specified.');
    return otherwise;
  };
  return gather(documents, placed, scope)
    .entries()
    .sort((a, b) => compareValues(a.key, b.key))
    .map(({ key, value: members }) => ({ _id: key, ...output(members, scope) }));
}

/** $bucketAuto: so many buckets of about the same size; equal values stay together. */
export function bucketAuto(documents: Doc[], value: unknown, { scope }: Surroundings): Doc[] {
  if (!isDocument(value) || value.groupBy === undefined)
    throw failed("$bucketAuto requires 'groupBy' and 'buckets' to be specified.");
  const buckets = countFrom('$bucketAuto buckets', value.buckets, 1);
  if (value.granularity !== undefined)
    throw failed('$bucketAuto granularity is not offered by the local cloud; leave it out');
  const groupBy = compile(value.groupBy);
  const output = outputOf(isDocument(value.output) ? value.output : COUNT);
  const items = documents
    .map(root => ({ root, key: groupBy({ ...scope, root }) ?? null }))
    .sort((a, b) => compareValues(a.key, b.key));
  const size = Math.max(1, Math.round(items.length / buckets));
  const made: Doc[] = [];
  for (let from = 0; from < items.length; ) {
    let to = made.length === buckets - 1 ? items.length : Math.min(from + size, items.length);
    while (to < items.length && compareValues(items[to]!.key, items[to - 1]!.key) === 0) to++;
    const last = to === items.length;
    const _id = { min: items[from]!.key, max: items[last ? to - 1 : to]!.key };
    made.push({
      _id,
      ...output(
        items.slice(from, to).map(({ root }) => root),
        scope,
      ),
    });
    from = to;
  }
  return made;
}
