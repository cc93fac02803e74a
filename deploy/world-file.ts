import type { Grant, Role } from '@core/kernel/roles';
import * as v from 'valibot';
import type { Document } from './ejson';

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,32}$/, 'letters, digits, _ and - only'));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
const roles: Role[] = ['helper', 'editor', 'manager', 'reviewer', 'admin'];

/** The file that `npm run places` reads: an environment’s first areas, stations, rooms and people. */
const schema = v.strictObject({
  areas: v.array(
    v.strictObject({
      id,
      name,
      within: v.optional(id),
      population: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ),
  stations: v.optional(
    v.array(
      v.strictObject({
        id,
        name,
        area: id,
        aliases: v.optional(v.array(name), []),
        trusted: v.optional(v.boolean(), false),
      }),
    ),
    [],
  ),
  venues: v.optional(
    v.array(
      v.strictObject({
        id,
        name,
        station: id,
        capacity: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
        stepFree: v.boolean(),
        /** Degrees of GCJ-02, as WeChat's maps have it. */
        at: v.optional(v.strictObject({ lat: v.number(), lng: v.number() })),
      }),
    ),
    [],
  ),
  people: v.optional(
    v.array(
      v.strictObject({
        openid: v.pipe(v.string(), v.regex(/^[\w-]{6,64}$/, 'an openid')),
        title: name,
        roles: v.array(
          v.strictObject({ role: v.picklist(roles), area: v.optional(id), station: v.optional(id) }),
        ),
      }),
    ),
    [],
  ),
});
type World = v.InferOutput<typeof schema>;

/** The area that stands above all others; the functions know it by this id. */
const ROOT = 'root';

/**
 * Reads a world file’s JSON as documents of the collections they belong to.
 * @throws Error naming everything that is wrong, each where it is
 */
export function readWorld(json: unknown): Map<string, Document[]> {
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) {
    throw new Error(
      parsed.issues.map(issue => `- ${v.getDotPath(issue) ?? ''}: ${issue.message}`).join('\n'),
    );
  }
  const world = parsed.output;
  const problems = problemsOf(world);
  if (problems.length > 0) throw new Error(problems.map(problem => `- ${problem}`).join('\n'));
  const pathTo = (area: string): string[] => pathOf(world, area)!;
  return new Map<string, Document[]>([
    [
      'areas',
      world.areas.map(area => ({
        _id: area.id,
        name: area.name,
        parentId: area.within ?? null,
        path: pathTo(area.id),
        ...(area.population === undefined ? {} : { population: area.population }),
      })),
    ],
    [
      'stations',
      world.stations.map(({ id: _id, area, ...rest }) => ({
        _id,
        ...rest,
        areaId: area,
        areaPath: pathTo(area),
      })),
    ],
    ['venues', world.venues.map(({ id: _id, station, ...rest }) => ({ _id, stationId: station, ...rest }))],
    [
      'staff',
      world.people.map(({ openid, title, roles: held }) => ({
        _id: openid,
        title,
        roles: held.map(grantOf),
      })),
    ],
  ]);
}

function grantOf({ role, area, station }: World['people'][number]['roles'][number]): Grant {
  return { role, ...(area ? { areaId: area } : {}), ...(station ? { stationId: station } : {}) };
}

/** The ids from the root down to an area; undefined where the way up does not end there. */
function pathOf({ areas }: World, area: string): string[] | undefined {
  const path: string[] = [];
  for (let at: string | undefined = area; at !== undefined; ) {
    if (path.includes(at)) return undefined;
    path.unshift(at);
    const found = areas.find(one => one.id === at);
    if (!found) return undefined;
    at = found.within;
  }
  return path[0] === ROOT ? path : undefined;
}

function problemsOf(world: World): string[] {
  const areas = new Set(world.areas.map(area => area.id));
  const stations = new Set(world.stations.map(station => station.id));
  const twice = (what: string, ids: string[]) =>
    ids.filter((one, at) => ids.indexOf(one) !== at).map(one => `${what}: ${one} is there twice`);
  return [
    ...twice(
      'areas',
      world.areas.map(area => area.id),
    ),
    ...twice(
      'stations',
      world.stations.map(station => station.id),
    ),
    ...twice(
      'venues',
      world.venues.map(venue => venue.id),
    ),
    ...twice(
      'people',
      world.people.map(person => person.openid),
    ),
    ...(areas.has(ROOT) ? [] : [`areas: there must be one with the id “${ROOT}”, above all others`]),
    ...world.areas
      .filter(area => !pathOf(world, area.id))
      .map(area => `areas: the way up from ${area.id} (within) does not end at ${ROOT}`),
    ...world.stations
      .filter(station => !areas.has(station.area))
      .map(station => `stations: ${station.id} is in an area ${station.area} that is not there`),
    ...world.venues
      .filter(venue => !stations.has(venue.station))
      .map(venue => `venues: ${venue.id} is of a station ${venue.station} that is not there`),
    ...world.people.flatMap(person =>
      person.roles.flatMap(grant =>
        problemsOfGrant(grant, areas, stations).map(text => `people: ${person.title}: ${text}`),
      ),
    ),
  ];
}

function problemsOfGrant(
  { role, area, station }: World['people'][number]['roles'][number],
  areas: Set<string>,
  stations: Set<string>,
): string[] {
  if (role === 'helper') return ['helpers are named by a station, for one activity; not here'];
  if (role === 'editor' || role === 'manager') {
    return station && stations.has(station) && !area
      ? []
      : [`a ${role} needs a station that is in this file`];
  }
  return area && areas.has(area) && !station ? [] : [`a ${role} needs an area that is in this file`];
}
