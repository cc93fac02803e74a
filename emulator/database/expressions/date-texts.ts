import { failed } from '../refusal';
import { typeName } from '../values';
import { isNothing, onFields, textFor } from './arguments';
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, shownAt, timeOf, weekOfYear } from './date-parts';
import type { Operator } from './expression';
import { instantOf, offsetAt, utc } from './zones';

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60), 2)}${digits(size % 60, 2)}`;
}

const WRITERS: Record<string, (date: Date, minutes: number) => string> = {
  d: date => digits(date.getUTCDate(), 2),
  G: date => digits(isoWeekYear(date), 4),
  H: date => digits(date.getUTCHours(), 2),
  j: date => digits(dayOfYear(date), 3),
  L: date => digits(date.getUTCMilliseconds(), 3),
  m: date => digits(date.getUTCMonth() + 1, 2),
  M: date => digits(date.getUTCMinutes(), 2),
  S: date => digits(date.getUTCSeconds(), 2),
  u: date => String(isoDayOfWeek(date)),
  U: date => digits(weekOfYear(date), 2),
  V: date => digits(isoWeek(date), 2),
  w: date => String(date.getUTCDay() + 1),
  Y: date => digits(date.getUTCFullYear(), 4),
  z: (_date, minutes) => offsetText(minutes),
  Z: (_date, minutes) => String(minutes),
  '%': () => '%',
};

function write(at: number, format: string, zone: string | undefined): string {
  const date = shownAt(at, zone);
  const minutes = zone === undefined ? 0 : offsetAt(zone, at) / 60_000;
  return format.replace(/%([\s\S]?)/g, (_all, letter: string) => {
    const writer = Object.hasOwn(WRITERS, letter) ? WRITERS[letter] : undefined;
    if (!writer) throw failed(`Invalid format character '%${letter}' in format string`);
    return writer(date, minutes);
  });
}

const dateToString = onFields(
  '$dateToString',
  ['date'],
  ['format', 'timezone', 'onNull'],
  fields => scope => {
    const at = fields.date!(scope);
    if (isNothing(at)) return fields.onNull ? fields.onNull(scope) : null;
    const zone = fields.timezone?.(scope);
    const format = fields.format?.(scope);
    if ((fields.timezone && isNothing(zone)) || (fields.format && isNothing(format))) return null;
    const name = zone === undefined ? undefined : textFor('$dateToString', zone);
    const ending = name === undefined || offsetAt(name, timeOf(at)) === 0 ? 'Z' : '';
    return write(
      timeOf(at),
      format === undefined ? `%Y-%m-%dT%H:%M:%S.%L${ending}` : textFor('$dateToString', format),
      name,
    );
  },
);

const READERS: Record<string, string> = {
  d: '(?<d>\\d{1,2})',
  G: '(?<G>\\d{4})',
  H: '(?<H>\\d{1,2})',
  j: '(?<j>\\d{1,3})',
  L: '(?<L>\\d{1,3})',
  m: '(?<m>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  u: '(?<u>[1-7])',
  V: '(?<V>\\d{1,2})',
  Y: '(?<Y>\\d{4})',
  z: '(?<z>Z|[+-]\\d\\d(?::?\\d\\d)?|[A-Za-z]+(?:\\/[A-Za-z_]+)*)',
  Z: '(?<Z>[+-]?\\d+)',
  '%': '%',
};
/** Without a format: what ISO 8601 writes, with a space for its T, slashes for its hyphens, or neither. */
const USUAL =
  /^(?<Y>\d{4})([-/]?)(?<m>\d{1,2})\2(?<d>\d{1,2})(?:[T ]+(?<H>\d{1,2}):?(?<M>\d{2})(?::?(?<S>\d{2})(?:[.,](?<L>\d{1,9}))?)?)?\s*(?<z>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

function reader(format: string): RegExp {
  const source = format.replace(/%([\s\S]?)|[.*+?^${}()|[\]\\]/g, (all, letter?: string) => {
    if (letter === undefined) return `\\${all}`;
    const part = Object.hasOwn(READERS, letter) ? READERS[letter] : undefined;
    if (!part) throw failed(`Invalid format character '%${letter}' in format string`);
    return part;
  });
  return new RegExp(`^${source}$`);
}

function localOf(parts: Record<string, string | undefined>, text: string): number {
  const number = (name: string, otherwise: number): number =>
    parts[name] === undefined ? otherwise : Number(parts[name]);
  const [month, hour, minute, second] = [number('m', 1), number('H', 0), number('M', 0), number('S', 0)];
  const year = parts.G === undefined ? number('Y', 1970) : number('G', 1970);
  const day = parts.G !== undefined ? 4 : parts.j === undefined ? number('d', 1) : number('j', 1);
  const ms = Number((parts.L ?? '0').padEnd(3, '0').slice(0, 3));
  let local = utc(year, month, day, hour, minute, second, ms);
  if (parts.G !== undefined) {
    const fourth = new Date(utc(year, 1, 4));
    local += ((number('V', 1) - 1) * 7 + number('u', 1) - isoDayOfWeek(fourth)) * 86_400_000;
  }
  const shown = new Date(local);
  const carried = parts.d !== undefined && (shown.getUTCDate() !== day || shown.getUTCMonth() + 1 !== month);
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59 || carried)
    throw failed(`Error parsing date string '${text}'; the parsed date was invalid`);
  return local;
}

/** Reads a date off a text, in MongoDB's usual forms or in a given one; refuses (-502001) what is none. */
export function dateFromText(text: string, format: string | undefined, zone: string | undefined): Date {
  const parts = (format === undefined ? USUAL : reader(format)).exec(text)?.groups;
  if (!parts) throw failed(`Error parsing date string '${text}'${format ? ` with format '${format}'` : ''}`);
  const local = localOf(parts, text);
  const own = parts.z;
  if (own !== undefined || parts.Z !== undefined) {
    if (zone !== undefined)
      throw failed(
        'you cannot pass in a date/time string with time zone information together with a timezone argument',
      );
    if (parts.Z !== undefined) return new Date(local - Number(parts.Z) * 60_000);
    return new Date(instantOf(local, own!.toUpperCase() === 'Z' ? 'UTC' : own!));
  }
  return new Date(zone === undefined ? local : instantOf(local, zone));
}

const dateFromString = onFields(
  '$dateFromString',
  ['dateString'],
  ['format', 'timezone', 'onError', 'onNull'],
  fields => scope => {
    const text = fields.dateString!(scope);
    const zone = fields.timezone?.(scope);
    const format = fields.format?.(scope);
    if (isNothing(text)) return fields.onNull ? fields.onNull(scope) : null;
    if ((fields.timezone && isNothing(zone)) || (fields.format && isNothing(format))) return null;
    try {
      if (typeof text !== 'string')
        throw failed(`$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`);
      return dateFromText(
        text,
        format === undefined ? undefined : textFor('$dateFromString', format),
        zone === undefined ? undefined : textFor('$dateFromString', zone),
      );
    } catch (error) {
      if (!fields.onError) throw error;
      return fields.onError(scope);
    }
  },
);

export const dateTexts: Record<string, Operator> = {
  $dateToString: dateToString,
  $dateFromString: dateFromString,
};
