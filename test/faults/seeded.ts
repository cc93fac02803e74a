/** Faults that the suite must find, kept: so it is seen whether a guard was lost when things were moved about. */
import type { Fault } from './fault';
import { inPages } from './in-pages';
import { inRules } from './in-rules';
import { inUseCases } from './in-use-cases';

/** By where they are put: in what is decided, in what a call does, in what somebody sees or a phone keeps. */
export const worlds: Record<'rules' | 'useCases' | 'pages', readonly Fault[]> = {
  rules: inRules,
  useCases: inUseCases,
  pages: inPages,
};

export const seeded: readonly Fault[] = Object.values(worlds).flat();
