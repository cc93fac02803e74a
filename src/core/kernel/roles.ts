/** Who may do what where, as an engine: what each role may do is declared by the capabilities and summed in contract.ts. */

export type Role = 'resident' | 'helper' | 'editor' | 'manager' | 'reviewer' | 'admin';

/**
 * Permissions with the roles that carry them; everybody is a resident. `graceMs` is how long after its end a grant still
 * carries the permission.
 */
export type Permissions = Record<string, { roles: readonly Role[] | 'everybody'; graceMs?: number }>;

/**
 * One role somebody holds, with where it reaches: a helper one activity, an editor or manager one station, the others an
 * area and all below it. After `until` (epoch ms) it carries nothing.
 */
export type Grant = {
  role: Role;
  areaId?: string;
  stationId?: string;
  activityId?: string;
  until?: number;
};

/**
 * A grant with the permissions it carries, so that a phone needs no table of roles. They are missing in a copy of the
 * reply that an earlier version of the mini-program kept, which therefore allows nothing until it is read again.
 */
export type HeldGrant<Permission extends string = string> = Grant & { permissions?: readonly Permission[] };

/** Whether a role carries a permission, its reach set aside. A permission that nobody declared is carried by no role. */
export function carries(table: Permissions, role: Role, permission: string): boolean {
  const roles = Object.hasOwn(table, permission) ? table[permission]!.roles : [];
  return roles === 'everybody' || roles.includes(role);
}

/** The grant with the permissions that its role carries and everybody's does not. */
export function held<P extends Permissions>(table: P, grant: Grant): HeldGrant<keyof P & string> {
  const permissions = Object.keys(table).filter(
    permission => table[permission]!.roles !== 'everybody' && carries(table, grant.role, permission),
  );
  return { ...grant, permissions };
}

/** What an action touches, read from the document and never from what the caller sent. `areaPath` runs from the root to the station's own area. */
export type Scope = { activityId?: string; stationId?: string; areaPath?: readonly string[] };

/** Whether a grant reaches a scope: only the one place it names, or everything below a named area. */
function reaches(grant: Grant, scope: Scope): boolean {
  switch (grant.role) {
    case 'resident':
      return true;
    case 'helper':
      return grant.activityId !== undefined && grant.activityId === scope.activityId;
    case 'editor':
    case 'manager':
      return grant.stationId !== undefined && grant.stationId === scope.stationId;
    case 'reviewer':
    case 'admin':
      return grant.areaId !== undefined && (scope.areaPath?.includes(grant.areaId) ?? false);
  }
}

/**
 * Whether anything a person holds allows a permission, not everybody's, on a scope at a moment (epoch ms). `graceMs` is
 * the permission's.
 */
export function allows<Permission extends string>(
  grants: readonly HeldGrant<Permission>[],
  permission: NoInfer<Permission>,
  scope: Scope,
  now: number,
  graceMs = 0,
): boolean {
  const lasts = ({ until }: Grant) => until === undefined || now <= until + graceMs;
  return grants.some(
    grant => grant.permissions?.includes(permission) && reaches(grant, scope) && lasts(grant),
  );
}
