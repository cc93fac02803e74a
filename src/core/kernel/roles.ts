/** What people may do, in one table (product.md, “Roles”). What a role means lives here and nowhere else. */
import { day } from '@core/kernel/dates';

export type Role = 'resident' | 'helper' | 'editor' | 'manager' | 'reviewer' | 'admin';

export type Capability =
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

const resident: Capability[] = [
  'programme.read',
  'registration.own',
  'family.own',
  'privacy.own',
  'helping.own',
];
const helper: Capability[] = [...resident, 'gate.run', 'gate.report', 'attendance.read'];
const editor: Capability[] = [
  ...helper,
  'door.settle',
  'roster.read',
  'people.read',
  'registration.desk',
  'activity.write',
  'programme.import',
];
const manager: Capability[] = [
  ...editor,
  'activity.stop',
  'team.write',
  'registration.decide',
  'people.export',
  'audit.read',
  'counts.correct',
  'noshow.decide',
];
const reviewer: Capability[] = [...resident, 'attendance.read'];
const admin: Capability[] = [...resident, 'attendance.read', 'almanac.write', 'keys.read', 'rules.write'];

const grants: Record<Role, readonly Capability[]> = { resident, helper, editor, manager, reviewer, admin };

/** Whether a role carries a capability, its reach set aside. */
export function can(role: Role, capability: Capability): boolean {
  return grants[role].includes(capability);
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
 * How long after its end a grant still carries a capability, in ms. A gate that had no signal tells what it did when it
 * has some again, which is days later for a phone that stayed in a drawer; it lets nobody in by that.
 */
const grace: { [C in Capability]?: number } = { 'gate.report': 7 * day };
/** After this a grant that ended is good for nothing any more, in ms. */
export const longestGrace = Math.max(...Object.values(grace));

function lasts(grant: Grant, capability: Capability, now: number): boolean {
  return grant.until === undefined || now <= grant.until + (grace[capability] ?? 0);
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

/** Whether anything a person holds allows a capability on a scope at a moment. Everybody is a resident. */
export function allows(grants: readonly Grant[], capability: Capability, scope: Scope, now: number): boolean {
  return (
    can('resident', capability) ||
    grants.some(
      grant => can(grant.role, capability) && reaches(grant, scope) && lasts(grant, capability, now),
    )
  );
}
