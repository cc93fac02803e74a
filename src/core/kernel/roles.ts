/** What people may do, in one table (product.md, “Roles”). What a role means lives here and nowhere else. */
import { day } from './dates';

export type Role = 'resident' | 'helper' | 'editor' | 'manager' | 'reviewer' | 'admin';

export type Permission =
  | 'programme.read'
  | 'registration.own'
  | 'family.own'
  | 'privacy.own'
  | 'helping.own'
  | 'gate.run'
  | 'gate.report'
  | 'door.settle'
  | 'attendance.read'
  | 'roster.read'
  | 'people.read'
  | 'people.export'
  | 'audit.read'
  | 'counts.correct'
  | 'registration.desk'
  | 'registration.decide'
  | 'activity.write'
  | 'activity.stop'
  | 'team.write'
  | 'programme.import'
  | 'almanac.write'
  | 'keys.read'
  | 'noshow.decide'
  | 'rules.write';

const resident: Permission[] = [
  'programme.read',
  'registration.own',
  'family.own',
  'privacy.own',
  'helping.own',
];
const helper: Permission[] = [...resident, 'gate.run', 'gate.report', 'attendance.read'];
const editor: Permission[] = [
  ...helper,
  'door.settle',
  'roster.read',
  'people.read',
  'registration.desk',
  'activity.write',
  'programme.import',
];
const manager: Permission[] = [
  ...editor,
  'activity.stop',
  'team.write',
  'registration.decide',
  'people.export',
  'audit.read',
  'counts.correct',
  'noshow.decide',
];
const reviewer: Permission[] = [...resident, 'attendance.read'];
const admin: Permission[] = [...resident, 'attendance.read', 'almanac.write', 'keys.read', 'rules.write'];

const grants: Record<Role, readonly Permission[]> = { resident, helper, editor, manager, reviewer, admin };

/** Whether a role carries a permission, its reach set aside. */
export function can(role: Role, permission: Permission): boolean {
  return grants[role].includes(permission);
}

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
 * How long after its end a grant still carries a permission, in ms. A gate that had no signal tells what it did when it
 * has some again, which is days later for a phone that stayed in a drawer; it lets nobody in by that.
 */
const grace: { [P in Permission]?: number } = { 'gate.report': 7 * day };
/** After this a grant that ended is good for nothing any more, in ms. */
export const longestGrace = Math.max(...Object.values(grace));

function lasts(grant: Grant, permission: Permission, now: number): boolean {
  return grant.until === undefined || now <= grant.until + (grace[permission] ?? 0);
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

/** Whether anything a person holds allows a permission on a scope at a moment. Everybody is a resident. */
export function allows(grants: readonly Grant[], permission: Permission, scope: Scope, now: number): boolean {
  return (
    can('resident', permission) ||
    grants.some(
      grant => can(grant.role, permission) && reaches(grant, scope) && lasts(grant, permission, now),
    )
  );
}
