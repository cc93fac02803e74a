import type { Scope } from './expressions/scope';
import { find } from './find';
import { metresFrom, nearOf } from './geo-query';
import { valueAt, withValue } from './paths';
import { failed } from './refusal';
import type { Aggregated } from './stage';
import { countFrom } from './stage-arguments';
import type { Collection, Store } from './store';
import { type Doc, isDocument } from './values';

/** The field a $geoNear measures: the one it names, or the collection's only one with a geographic index. */
function fieldOf(spec: Doc, collection: Collection): string {
  if (typeof spec.key === 'string') return spec.key;
  const indexed = collection.indexes.flatMap(({ geo }) => geo ?? []);
  if (indexed.length > 1)
    throw failed('There is more than one 2dsphere index; unsure which to use for $geoNear');
  if (indexed[0] === undefined)
    throw failed(
      '$geoNear requires a 2dsphere index, or a key in a collection that no index was declared for',
    );
  return indexed[0];
}

/** The $geoNear stage: documents by distance from a point (metres), which is written into `distanceField`. */
export function geoNear(store: Store, collection: Collection, value: unknown, scope: Scope): Aggregated {
  if (!isDocument(value) || value.near === undefined) throw failed('$geoNear requires a near option');
  if (typeof value.distanceField !== 'string')
    throw failed('$geoNear requires a distanceField option as a String');
  const { least, most, centre } = nearOf(value, { least: 'minDistance', most: 'maxDistance' });
  const scale = value.distanceMultiplier === undefined ? 1 : Number(value.distanceMultiplier);
  const limit = countFrom('$geoNear limit', value.limit ?? value.num ?? 100, 1);
  const field = fieldOf(value, collection);
  const near = { $nearSphere: { $geometry: value.near, $minDistance: least, $maxDistance: most } };
  const query = { $and: [{ [field]: near }, isDocument(value.query) ? value.query : {}] };
  const { documents, ...found } = find(store, collection, { query, limit }, { scope });
  return {
    ...found,
    documents: documents.map(({ doc }) => {
      const place = valueAt(doc, field.split('.'));
      const told = withValue(
        doc,
        String(value.distanceField).split('.'),
        (metresFrom(centre, place) ?? 0) * scale,
      );
      return typeof value.includeLocs === 'string'
        ? withValue(told, value.includeLocs.split('.'), place)
        : told;
    }),
  };
}
