/** A deployment as data: the calls it would make, in order, before any is made. */

/** One call of an official interface: Tencent Cloud's API (`tcb`, `scf`) or WeChat's uploading tool (`wechat`). */
export type Call = {
  service: 'tcb' | 'scf' | 'wechat';
  action: string;
  parameters: Record<string, unknown>;
};

/** What belongs together: done, or not done, for a reader. */
export type Step = { title: string; calls: Call[] };

/** `notes` are for people and stop nothing; with a problem nothing is written at all. */
export type Plan = { steps: Step[]; notes: string[]; problems: string[] };

export const nothing: Plan = { steps: [], notes: [], problems: [] };

/** Several plans as one, in their order. */
export function together(plans: Plan[]): Plan {
  return {
    steps: plans.flatMap(plan => plan.steps),
    notes: plans.flatMap(plan => plan.notes),
    problems: plans.flatMap(plan => plan.problems),
  };
}

/** What must never be read on a screen or in a log: values of variables, and code, which is only long. */
const HIDDEN = new Set(['Value', 'ZipFile']);

/** A call as one line, without its secrets. */
export function lineOf({ service, action, parameters }: Call): string {
  const shown = JSON.stringify(parameters, (key, value) => (HIDDEN.has(key) ? '•••' : value));
  return `${service} ${action} ${shown}`;
}
