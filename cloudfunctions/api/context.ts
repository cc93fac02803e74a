import { AppError } from '@core/kernel/refusal';
import { allows, type Grant, longestGrace, type Permission, type Scope } from '@core/kernel/roles';
import * as staff from './staff/store';

/** Who asks, when, and what they may do: everything a use case knows of the outside. `P` is what its action asks for. */
export type Context<P extends Permission = Permission> = {
  openid: string;
  readonly permission: P;
  /** Epoch milliseconds of the server's clock, the same throughout one call. */
  now: number;
  /** What the caller holds, also what only just ended; read once, when first asked for. */
  person(): Promise<{ title: string; grants: Grant[] }>;
  /** Lets the call go on only if its permission reaches a scope read from the document. @throws caller.forbidden */
  permit(scope: Scope): Promise<void>;
  /** Stations and activities where the caller holds this action's permission, for a condition on a write. */
  reach(): Promise<{ stationIds: string[]; activityIds: string[] }>;
  /** Whether a permission was asked for; the router insists on it. */
  permitted(): boolean;
};

/** A call's context. `permission` is the action's, from the contract. */
export function contextFor<P extends Permission>(openid: string, permission: P, now: number): Context<P> {
  let reading: Promise<{ title: string; grants: Grant[] }> | undefined;
  let asked = false;
  const person = () => {
    reading ??= staff.find(openid).then(found => ({
      title: found?.title ?? '',
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
    permission,
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
