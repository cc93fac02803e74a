/** The station that a host column names. */
import type { Misreading, NamedStation } from './plan';
import { bare } from './writing';

/** The units that a cell lists: 「区图书馆、各街道」. */
export function unitsIn(cell: string): string[] {
  return cell
    .normalize('NFKC')
    .split(/[、,;/\n]|\s{1,}/)
    .map(name => name.trim())
    .filter(name => name && !/^[-—无/]+$/.test(name));
}

/**
 * Finds a station by its name or an alias; where none is exactly so, by the only one whose full name ends in what
 * was written, or that ends it (「区文化馆」 for 「××区文化馆」). Otherwise suggests the name most like it.
 */
export function stationNamed(host: string, stations: NamedStation[]): NamedStation | Misreading {
  const wanted = bare(host).replace(/盖章$/, '');
  const names = stations.flatMap(station =>
    [station.name, ...(station.aliases ?? [])].map(name => ({ station, name: bare(name) })),
  );
  const exact = names.find(({ name }) => name === wanted);
  if (exact) return exact.station;
  const endings = names.filter(
    ({ name }) => name.length > 2 && wanted.length > 2 && (name.endsWith(wanted) || wanted.endsWith(name)),
  );
  const ending = new Set(endings.map(({ station }) => station.stationId));
  if (ending.size === 1) return endings[0]!.station;
  const nearest = names
    .map(({ station, name }) => ({ station, alike: likeness(name, wanted) }))
    .sort((a, b) => b.alike - a.alike)[0];
  const some = stations
    .slice(0, 5)
    .map(station => station.name)
    .join('、');
  return {
    problem: `没有叫「${host}」的站点`,
    write:
      nearest && nearest.alike >= 0.5
        ? `是不是「${nearest.station.name}」？`
        : `写站点的全称：${some || '先在后台建站点'}`,
  };
}

/** 0 to 1: one minus the letters to change, over the longer one's length. */
function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0 || longest > 60) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return 1 - row[b.length]! / longest;
}
