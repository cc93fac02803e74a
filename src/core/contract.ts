/**
 * The one contract between pages and functions, put together from every capability's room: its actions, the permissions
 * they ask for, and the refusals they may answer with. Times are ISO 8601 with offset, dates `YYYY-MM-DD` are Beijing
 * days, unlimited is null. A phone takes only types from here: the rest would be most of what it loads.
 */

import type * as v from 'valibot';
import * as almanac from './almanac/contract';
import * as counts from './counts/contract';
import * as desk from './desk/contract';
import * as door from './door/contract';
import * as helpers from './helpers/contract';
import * as household from './household/contract';
import type { AuditWords } from './kernel/audit';
import type { HeldGrant } from './kernel/roles';
import * as messages from './messages/contract';
import * as noShows from './no-shows/contract';
import * as places from './places/contract';
import * as plan from './plan/contract';
import * as privacy from './privacy/contract';
import * as programme from './programme/contract';
import * as publishing from './publishing/contract';
import * as registration from './registration/contract';
import * as selfCheckIn from './self-check-in/contract';
import * as staff from './staff/contract';
import * as trail from './trail/contract';
import * as wall from './wall/contract';

/** Refusals of no capability: whatever was asked, the answer may be one of these. */
const common = {
  refusals: {
    'caller.unknown': '没有认出您是谁。请关闭后从微信重新打开。',
    'caller.forbidden': '您没有这项权限。需要时请联系站点负责人。',
    'input.invalid': '填写的内容有误，请检查后再试。',
    'network.offline': '网络不通。请检查信号后再试。',
    'system.busy': '现在人太多，请过几秒再试一次。您填的内容都在。',
    'system.failure': '出了点问题，请稍后再试。您填的内容都在。',
  },
};

/** Every capability's contract, by its word in camel case. */
export const contracts = {
  common,
  almanac,
  counts,
  desk,
  door,
  helpers,
  household,
  messages,
  noShows,
  places,
  plan,
  privacy,
  programme,
  publishing,
  registration,
  selfCheckIn,
  staff,
  trail,
  wall,
};

type Part = 'actions' | 'permissions' | 'refusals' | 'audit' | 'news';
type All<T> = (T extends unknown ? (one: T) => void : never) extends (all: infer Both) => void ? Both : never;
type Sum<P extends Part> = All<
  (typeof contracts)[keyof typeof contracts] extends infer C
    ? C extends Record<P, infer T>
      ? T
      : never
    : never
>;

/** One part of every contract, in one record. @throws where two capabilities declare the same name */
function sum<P extends Part>(part: P): Sum<P> {
  const all: Record<string, unknown> = {};
  for (const contract of Object.values<Partial<Record<Part, object>>>(contracts))
    for (const [name, one] of Object.entries(contract[part] ?? {})) {
      if (Object.hasOwn(all, name)) throw new Error(`${name} is declared by two capabilities`);
      all[name] = one;
    }
  return all as Sum<P>;
}

/** Every action the door answers. Names of shared use hold for released clients; more may be added. */
export const actions = sum('actions');

/** Does not compile where an action asks for a permission that nobody declares. */
type Declared<A extends Record<keyof A, { permission: Permission }>> = A;
type Actions = Declared<Sum<'actions'>>;
export type Action = keyof Actions;

/** Every permission, with the roles that carry it. */
export const permissions = sum('permissions');
export type Permission = keyof Sum<'permissions'>;
export type Held = HeldGrant<Permission>;

/**
 * The sentence for every refusal the product can give: it always says what to do next. `{name}` places are filled
 * from the details. Only the server holds this table; its replies bring the sentence along, so that a phone need
 * not, and an old one shows sentences it has never heard of.
 */
export const refusals = sum('refusals');

/** Every refusal, typed once for both sides. A page reads the code, a person the message. */
export type ErrorCode = keyof Sum<'refusals'>;
export type ErrorDetails = Record<string, string | number>;

/** Every kind of line in a station's trail, in words. They come with the reply: an old page shows kinds it has never heard of. */
export const audit: AuditWords = sum('audit');
export type AuditKind = keyof Sum<'audit'>;

/** Every kind of news that people are told, with its sentences. */
export const news = sum('news');
export type MessageKind = keyof Sum<'news'>;

/** What the door answers, always with HTTP 200; `now` is the server's clock, which pages follow whatever the phone says. */
export type Reply<T> =
  | { ok: true; data: T; now?: string }
  | {
      ok: false;
      code: ErrorCode;
      message: string;
      details?: ErrorDetails | Record<string, string>;
      now?: string;
    };

/** What a caller may write: optional fields may be left out. */
export type Input<A extends Action> = v.InferInput<Actions[A]['input']>;

/** What a handler receives once the schema has passed it. */
export type Parsed<A extends Action> = v.InferOutput<Actions[A]['input']>;

/** The permission an action asks for. */
export type PermissionOf<A extends Action> = Actions[A]['permission'];

export type Output<A extends Action> = Actions[A]['output'];
