import type { Permission } from '@core/contract';
import { allows, type HeldGrant, type Scope } from '@core/kernel/roles';

/** Whether somebody may do something on a scope at a moment (epoch ms), as `me.view` says; the server judges again. */
export const may = (
  grants: readonly HeldGrant[],
  permission: Permission,
  scope: Scope,
  now: number,
): boolean => allows<string>(grants, permission, scope, now);
