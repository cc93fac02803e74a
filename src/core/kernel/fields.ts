/** The fields that actions share, and what an action is. */

import * as v from 'valibot';
import { fromIso, isDate } from './dates';
import { isPhone } from './numbers';

/** Ids become parts of paths into documents, where `__proto__` is no name. */
export const id = v.pipe(v.string(), v.regex(/^(?!__)[\w-]{1,64}$/, '编号不对'));

export const requestId = v.pipe(v.string(), v.minLength(1, '缺少请求编号'), v.maxLength(100, '请求编号太长'));

export const month = v.pipe(v.string(), v.regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, '月份写成 2027-06'));

export const date = v.pipe(
  v.string(),
  v.regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期写成 2027-06-09'),
  v.check(isDate, '没有这一天'),
);

export const time = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/,
    '时间写成 2027-06-09T09:00+08:00',
  ),
  v.check(value => !Number.isNaN(fromIso(value)), '没有这个时间'),
);

export const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, `最多 ${max} 个字`));

export const someText = (max: number, empty: string) => v.pipe(text(max), v.minLength(1, empty));

export const seats = v.pipe(
  v.number('请填数字'),
  v.integer('请填整数'),
  v.minValue(1, '至少 1'),
  v.maxValue(100_000, '最多 100000'),
);

export const cursor = v.pipe(v.string(), v.maxLength(200));

export const phone = v.pipe(v.string(), v.trim(), v.check(isPhone, '请填能打通的电话号码'));

export const year = v.pipe(
  v.number('年份写成 2027'),
  v.integer('年份写成 2027'),
  v.minValue(1901, '年份要在 1901–2100 之间'),
  v.maxValue(2100, '年份要在 1901–2100 之间'),
);

export const version = v.pipe(v.number(), v.integer(), v.minValue(0));

export const within = ({ min, max }: { min: number; max: number }, unit: string) =>
  v.pipe(
    v.number('请填数字'),
    v.integer('请填整数'),
    v.minValue(min, `至少 ${min} ${unit}`),
    v.maxValue(max, `最多 ${max} ${unit}`),
  );

export const oneOf = <T extends Record<string, string>>(table: T, problem: string) =>
  v.picklist(Object.keys(table) as (keyof T & string)[], problem);

export const point = v.object({
  lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  lng: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
});

/** An action: the permission it asks for, its input's schema, and its output's type, which is there for the compiler alone. */
export const of = <Output>() => {
  return <P extends string, Schema extends v.GenericSchema>(permission: P, input: Schema) => ({
    permission,
    input,
    output: undefined as unknown as Output,
  });
};

export const partyCode = v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/, '入场码是六位数字'));

export const optionalSession = v.optional(id);

export const inActivity = { activityId: id, sessionId: optionalSession };
