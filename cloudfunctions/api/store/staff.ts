import type { Grant } from '../../../src/core/roles';
import { readOne } from './database';

/** What somebody may do, and the title others see beside what they did. */
export type StaffDocument = { _id: string; title: string; roles: Grant[] };

export function find(openid: string): Promise<StaffDocument | undefined> {
  return readOne<StaffDocument>('staff', openid);
}
