import { type Held, type Permission, permissions } from '@core/contract';
import { allows, carries, held, type Permissions, type Scope } from '@core/kernel/roles';
import { AppError } from '@core/refusal';
import * as staff from './staff/store';

/** What others see beside what the caller did, how that is stored, and what they hold. */
type Person = { title: string; signed: string; grants: Held[] };

/** Who asks, when, and what they may do: everything a use case knows of the outside. `P` is what its action asks for. */
export type Context<P extends Permission = Permission> = {
  openid: string;
  readonly permission: P;
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

const declared: Permissions = permissions;
/** After this a grant that ended carries nothing any more, in ms. */
const longestGrace = Math.max(...Object.values(declared).map(({ graceMs = 0 }) => graceMs));

/** A call's context. `permission` is the action's, from the contract. */
export function contextFor<P extends Permission>(openid: string, permission: P, now: number): Context<P> {
  let reading: Promise<Person> | undefined;
  let asked = false;
  const person = () => {
    reading ??= staff.find(openid).then(found => ({
      ...staff.titleOf(found),
      grants: staff
        .grantsOf(found)
        .filter(({ until }) => until === undefined || now <= until + longestGrace)
        .map(grant => held(permissions, grant)),
    }));
    return reading;
  };
  const everybody = carries(declared, 'resident', permission);
  const allowedBy = (grants: readonly Held[], scope: Scope) =>
    everybody || allows(grants, permission, scope, now, declared[permission]?.graceMs);
  return {
    openid,
    permission,
    now,
    person,
    permitted: () => asked,
    async permit(scope) {
      asked = true;
      if (!allowedBy((await person()).grants, scope)) throw new AppError('caller.forbidden');
    },
    async reach() {
      asked = true;
      const { grants } = await person();
      return {
        stationIds: grants.flatMap(grant =>
          grant.stationId && allowedBy([grant], { stationId: grant.stationId }) ? [grant.stationId] : [],
        ),
        activityIds: grants.flatMap(grant =>
          grant.activityId && allowedBy([grant], { activityId: grant.activityId }) ? [grant.activityId] : [],
        ),
      };
    },
  };
}
