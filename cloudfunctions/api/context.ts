import { AppError } from '@core/kernel/refusal';
import { allows, type Grant, longestGrace, type Permission, type Scope } from '@core/kernel/roles';
import * as staff from './staff/store';

/** What others see beside what the caller did, how that is stored, and what they hold. */
type Person = { title: string; signed: string; grants: Grant[] };

/** Who asks, when, and what they may do: everything a use case knows of the outside. */
export type Context = {
  openid: string;
  /** Epoch milliseconds of the server's clock, the same throughout one call. */
  now: number;
  /** What the caller holds, also what only just ended; read once, when first asked for. */
  person(): Promise<Person>;
  /** Lets the call go on only if its permission reaches a scope read from the document. @throws caller.forbidden */
  permit(scope: Scope): Promise<void>;
  /** Stations and activities where the caller holds this action's permission, for a condition on a write. */
  reach(): Promise<{ stationIds: string[]; activityIds: string[] }>;
  /** Whether a permission was asked for; the router insists on it. */
  permitted(): boolean;
};

/** A call's context. `permission` is the action's, from the contract. */
export function contextFor(openid: string, permission: Permission, now: number): Context {
  let reading: Promise<Person> | undefined;
  let asked = false;
  const person = () => {
    reading ??= staff.find(openid).then(found => ({
      ...staff.titleOf(found),
      grants: staff.grantsOf(found).filter(({ until }) => until === undefined || now <= until + longestGrace),
    }));
    return reading;
  };
  const holding = async (scope: Scope) => {
    asked = true;
    return allows((await person()).grants, permission, scope, now);
  };
  return {
    openid,
    now,
    person,
    permitted: () => asked,
    async permit(scope) {
      if (!(await holding(scope))) throw new AppError('caller.forbidden');
    },
    async reach() {
      asked = true;
      const held = (await person()).grants;
      return {
        stationIds: held.flatMap(grant =>
          grant.stationId && allows([grant], permission, { stationId: grant.stationId }, now)
            ? [grant.stationId]
            : [],
        ),
        activityIds: held.flatMap(grant =>
          grant.activityId && allows([grant], permission, { activityId: grant.activityId }, now)
            ? [grant.activityId]
            : [],
        ),
      };
    },
  };
}
