import { compile } from './expressions/evaluate';
import { withVariables } from './expressions/scope';
import { find } from './find';
import { valuesAt } from './keys';
import { withValue } from './paths';
import { failed } from './refusal';
import type { Stage, Surroundings } from './stage';
import type { Collection, Store } from './store';
import { type Doc, isDocument } from './values';

function textOf(spec: Doc, name: string): string {
  const value = spec[name];
  if (typeof value !== 'string') throw failed(`$lookup argument '${name}' must be a string`);
  return value;
}

function byEquality(
  store: Store,
  foreign: Collection,
  spec: Doc,
  doc: Doc,
): { found: Doc[]; examined: number } {
  const values = valuesAt(doc, textOf(spec, 'localField')).map(value =>
    typeof value === 'symbol' ? null : (value ?? null),
  );
  const field = textOf(spec, 'foreignField');
  // A pattern is looked up as itself, not as what it matches.
  const query = values.some(value => value instanceof RegExp)
    ? { $or: values.map(value => ({ [field]: { $eq: value } })) }
    : { [field]: { $in: values } };
  const { documents, examined } = find(store, foreign, { query });
  return { found: documents.map(match => match.doc), examined };
}

function stagesOf(pipeline: unknown): Stage[] {
  if (!Array.isArray(pipeline)) throw failed("'pipeline' option must be specified as an array");
  return pipeline.map(stage => {
    const [entry, ...others] = isDocument(stage) ? Object.entries(stage) : [];
    if (!entry || others.length > 0)
      throw failed('A pipeline stage specification object must contain exactly one field.');
    return { name: entry[0], value: entry[1] };
  });
}

/** $lookup: by the equality of two fields, through an index where there is one, or by a pipeline with variables. */
export function lookup(
  documents: Doc[],
  value: unknown,
  { store, scope, examined, run }: Surroundings,
): Doc[] {
  if (!isDocument(value)) throw failed('the $lookup specification must be an object');
  const as = textOf(value, 'as').split('.');
  const foreign = store.collections.get(textOf(value, 'from'));
  const fields = [value.localField, value.foreignField].filter(field => field !== undefined).length;
  if (value.pipeline === undefined ? fields !== 2 : fields !== 0) {
    throw failed(
      '$lookup requires both or neither of localField and foreignField to be specified, and either them or a pipeline',
    );
  }
  const stages = value.pipeline === undefined ? undefined : stagesOf(value.pipeline);
  const variables = Object.entries((value.let as Doc | undefined) ?? {}).map(
    ([name, expression]) => [name, compile(expression)] as const,
  );
  return documents.map(root => {
    if (!foreign) return withValue(root, as, []);
    if (!stages) {
      const joined = byEquality(store, foreign, value, root);
      examined(joined.examined);
      return withValue(root, as, joined.found);
    }
    const inner = withVariables(
      scope,
      variables.map(([name, expression]) => [name, expression({ ...scope, root }) ?? null]),
    );
    const joined = run(foreign, stages, inner);
    examined(joined.examined);
    return withValue(root, as, joined.documents);
  });
}
