import { compile } from './expressions/evaluate';
import { bucket, bucketAuto, group, sortByCount } from './group';
import { lookup } from './join';
import { sorted } from './keys';
import { matcher } from './match';
import { valueAt, withValue } from './paths';
import { failed } from './refusal';
import { addFields, project } from './shape';
import type { Surroundings } from './stage';
import { countFrom, orderFrom } from './stage-arguments';
import { type Doc, isDocument, typeName } from './values';

/** One stage: the documents that come out of it. Documents are shared with the store and never changed in place. */
type StageRunner = (documents: Doc[], value: unknown, around: Surroundings) => Doc[];

function match(documents: Doc[], value: unknown, { scope }: Surroundings): Doc[] {
  if (!isDocument(value)) throw failed('the match filter must be an expression in an object');
  return documents.filter(matcher(value, scope));
}

function count(documents: Doc[], value: unknown): Doc[] {
  if (typeof value !== 'string' || value === '' || value.startsWith('$') || value.includes('.'))
    throw failed('the count field must be a non-empty string without $ at its front and without a dot');
  return documents.length === 0 ? [] : [{ [value]: documents.length }];
}

function sample(documents: Doc[], value: unknown): Doc[] {
  if (!isDocument(value)) throw failed('the $sample stage specification must be an object');
  const size = countFrom('$sample size', value.size, 0);
  const drawn = documents.slice();
  for (let i = 0; i < Math.min(size, drawn.length); i++) {
    const other = i + Math.floor(Math.random() * (drawn.length - i));
    [drawn[i], drawn[other]] = [drawn[other]!, drawn[i]!];
  }
  return drawn.slice(0, size);
}

function replaceRoot(documents: Doc[], value: unknown, { scope }: Surroundings): Doc[] {
  if (!isDocument(value) || value.newRoot === undefined)
    throw failed('no newRoot specified for the $replaceRoot stage');
  const newRoot = compile(value.newRoot);
  return documents.map(root => {
    const next = newRoot({ ...scope, root });
    if (!isDocument(next))
      throw failed(
        `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(next)}`,
      );
    return next;
  });
}

function unwind(documents: Doc[], value: unknown): Doc[] {
  const spec = typeof value === 'string' ? { path: value } : value;
  if (!isDocument(spec) || typeof spec.path !== 'string') throw failed('no path specified to $unwind stage');
  if (!spec.path.startsWith('$'))
    throw failed(`path option to $unwind stage should be prefixed with a '$': ${spec.path}`);
  const { includeArrayIndex: index, preserveNullAndEmptyArrays: preserve } = spec;
  if (index !== undefined && (typeof index !== 'string' || index === '' || index.startsWith('$')))
    throw failed('includeArrayIndex option to $unwind stage must be a field name without $');
  const path = spec.path.slice(1).split('.');
  const place = (doc: Doc, at: number | null): Doc =>
    index === undefined ? doc : withValue(doc, (index as string).split('.'), at);
  return documents.flatMap(doc => {
    const inner = valueAt(doc, path);
    if (Array.isArray(inner) && inner.length > 0)
      return inner.map((item, i) => place(withValue(doc, path, item), i));
    if (inner !== undefined && inner !== null && !Array.isArray(inner)) return [place(doc, null)];
    if (preserve !== true) return [];
    return [place(Array.isArray(inner) ? withValue(doc, path, undefined) : doc, null)];
  });
}

/** MongoDB's stages that the cloud runs; $geoNear, which only begins a pipeline, stands in near.ts. */
export const STAGES: Record<string, StageRunner> = {
  $addFields: addFields,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $count: count,
  $group: group,
  $limit: (documents, value) => documents.slice(0, countFrom('$limit', value, 1)),
  $lookup: lookup,
  $match: match,
  $project: project,
  $replaceRoot: replaceRoot,
  $sample: sample,
  $skip: (documents, value) => documents.slice(countFrom('$skip', value, 0)),
  $sort: (documents, value) => sorted(documents, orderFrom(value), doc => doc),
  $sortByCount: sortByCount,
  $unwind: unwind,
};
