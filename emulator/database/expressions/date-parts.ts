import { failed } from '../refusal';
import { isDocument, ObjectId, typeName } from '../values';
import { isNothing, onFields, textFor, wholeFor } from './arguments';
import type { Compile, Expression, Operator } from './expression';
import { instantOf, offsetAt, utc } from './zones';

const DAY_MS = 86_400_000;

/** Milliseconds since 1970 of a date, or of the moment an ObjectId was made. */
export function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return Number.parseInt(value.hex.slice(0, 8), 16) * 1000;
  throw failed(`can't convert from BSON type ${typeName(value)} to Date`);
}

/** A date whose UTC parts are what a clock of the zone shows at `at`. */
export function shownAt(at: number, zone: string | undefined): Date {
  return new Date(zone === undefined ? at : at + offsetAt(zone, at));
}

export function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - utc(date.getUTCFullYear(), 1, 1)) / DAY_MS) + 1;
}

/** The week of the year, 0 to 53; weeks begin on Sundays, and days before the first Sunday are in week 0. */
export function weekOfYear(date: Date): number {
  return Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7);
}

export function isoDayOfWeek(date: Date): number {
  return date.getUTCDay() || 7;
}

/** The Thursday of the date's week, whose year is the ISO year of the week. */
function thursday(date: Date): Date {
  return new Date(date.getTime() + (4 - isoDayOfWeek(date)) * DAY_MS);
}

export function isoWeekYear(date: Date): number {
  return thursday(date).getUTCFullYear();
}

export function isoWeek(date: Date): number {
  return Math.ceil(dayOfYear(thursday(date)) / 7);
}

type Dated = { date: Expression; zone: Expression | undefined };

/** A date operator's argument: a date, or {date, timezone}. */
function datedArgument(name: string, argument: unknown, compile: Compile): Dated {
  const one = Array.isArray(argument) && argument.length === 1 ? argument[0] : argument;
  if (isDocument(one) && !Object.keys(one)[0]?.startsWith('$')) {
    const { date, timezone, ...others } = one;
    if (date === undefined || Object.keys(others).length > 0)
      throw failed(
        `unrecognized option to ${name}: ${Object.keys(others).join() || "missing 'date' argument"}`,
      );
    return { date: compile(date), zone: timezone === undefined ? undefined : compile(timezone) };
  }
  return { date: compile(one), zone: undefined };
}

function part(name: string, read: (shown: Date) => number): Operator {
  return (argument, compile) => {
    const { date, zone } = datedArgument(name, argument, compile);
    return scope => {
      const at = date(scope);
      const place = zone?.(scope);
      if (isNothing(at) || (zone && isNothing(place))) return null;
      return read(shownAt(timeOf(at), place === undefined ? undefined : textFor(name, place)));
    };
  };
}

const CIVIL = ['year', 'month', 'day'] as const;
const ISO = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'] as const;
const CLOCK = ['hour', 'minute', 'second', 'millisecond'] as const;

/** The Monday of a year's first ISO week: that of its 4 January. */
function firstMonday(year: number): number {
  const fourth = utc(year, 1, 4);
  return fourth - (isoDayOfWeek(new Date(fourth)) - 1) * DAY_MS;
}

const dateFromParts = onFields(
  '$dateFromParts',
  [],
  [...CIVIL, ...ISO, ...CLOCK, 'timezone'],
  (fields, argument) => {
    const iso = argument.isoWeekYear !== undefined;
    if (!iso && argument.year === undefined)
      throw failed("$dateFromParts requires either 'year' or 'isoWeekYear'");
    if (
      iso ? CIVIL.some(name => argument[name] !== undefined) : ISO.some(name => argument[name] !== undefined)
    )
      throw failed('$dateFromParts does not allow mixing natural dates with ISO dates');
    return scope => {
      const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field!(scope)]));
      if (Object.values(values).some(isNothing)) return null;
      const whole = (name: string, otherwise: number): number =>
        values[name] === undefined ? otherwise : wholeFor('$dateFromParts', values[name]);
      const year = whole(iso ? 'isoWeekYear' : 'year', 0);
      if (year < (iso ? 1 : 0) || year > 9999)
        throw failed(`'year' must evaluate to an integer in the range 0 to 9999, found ${year}`);
      const day = iso
        ? firstMonday(year) + ((whole('isoWeek', 1) - 1) * 7 + whole('isoDayOfWeek', 1) - 1) * DAY_MS
        : utc(year, whole('month', 1), whole('day', 1));
      const [hour, minute, second, millisecond] = CLOCK.map(name => whole(name, 0));
      const local = day + ((hour! * 60 + minute!) * 60 + second!) * 1000 + millisecond!;
      return new Date(
        values.timezone === undefined ? local : instantOf(local, textFor('$dateFromParts', values.timezone)),
      );
    };
  },
);

const dateToParts = onFields('$dateToParts', ['date'], ['timezone', 'iso8601'], fields => scope => {
  const at = fields.date!(scope);
  const zone = fields.timezone?.(scope);
  if (isNothing(at) || (fields.timezone && isNothing(zone))) return null;
  const date = shownAt(timeOf(at), zone === undefined ? undefined : textFor('$dateToParts', zone));
  const day = fields.iso8601?.(scope)
    ? { isoWeekYear: isoWeekYear(date), isoWeek: isoWeek(date), isoDayOfWeek: isoDayOfWeek(date) }
    : { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  return {
    ...day,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
});

export const dateParts: Record<string, Operator> = {
  $year: part('$year', date => date.getUTCFullYear()),
  $month: part('$month', date => date.getUTCMonth() + 1),
  $dayOfMonth: part('$dayOfMonth', date => date.getUTCDate()),
  $dayOfWeek: part('$dayOfWeek', date => date.getUTCDay() + 1),
  $dayOfYear: part('$dayOfYear', dayOfYear),
  $hour: part('$hour', date => date.getUTCHours()),
  $minute: part('$minute', date => date.getUTCMinutes()),
  $second: part('$second', date => date.getUTCSeconds()),
  $millisecond: part('$millisecond', date => date.getUTCMilliseconds()),
  $week: part('$week', weekOfYear),
  $isoWeek: part('$isoWeek', isoWeek),
  $isoWeekYear: part('$isoWeekYear', isoWeekYear),
  $isoDayOfWeek: part('$isoDayOfWeek', isoDayOfWeek),
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
};
