import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';

const name = 'consents';

/**
 * How often somebody agreed to a template and how often that was used up. WeChat keeps the true count and tells
 * nobody; one agreement is one message.
 */
export type Consent = {
  _id: string;
  key: string;
  template: string;
  left: number;
  given: number;
  spent: number;
  /** The last requests that were counted, so that a replay counts nothing. */
  requests: string[];
};

const idOf = (key: string, template: string) => `${key}|${template}`;
const remembered = 20;

/** Notes an answer to WeChat's question, once for every request; a refusal is noted too, as nothing given. */
export async function note(key: string, template: string, agreed: boolean, request: string): Promise<void> {
  const more = agreed ? 1 : 0;
  const count = async () => {
    const { stats } = await collection<Consent>(name)
      .where({ _id: idOf(key, template), requests: command.neq(request) })
      .update({
        data: {
          left: command.inc(more),
          given: command.inc(more),
          requests: command.push({ each: [request], slice: -remembered }),
        },
      });
    return stats.updated > 0;
  };
  if (await count()) return;
  const first = { _id: idOf(key, template), key, template, left: more, given: more, spent: 0 };
  // Taken: by this very request, or by another that was a moment quicker.
  if (!(await insertOnce<Consent>(name, { ...first, requests: [request] }))) await count();
}

/** What is left of each person's agreement to a template; somebody never asked is missing. */
export async function leftOf(keys: string[], template: string): Promise<Map<string, number>> {
  const left = new Map<string, number>();
  for (let start = 0; start < keys.length; start += 500) {
    const ids = keys.slice(start, start + 500).map(key => idOf(key, template));
    const { data } = await collection<Consent>(name)
      .where({ _id: command.in(ids) })
      .field({ key: true, left: true })
      .limit(queryLimit)
      .get();
    for (const consent of data) left.set(consent.key, consent.left);
  }
  return left;
}

/** Whether somebody was ever asked for a template. */
export async function isKnown(key: string, template: string): Promise<boolean> {
  return (await readOne<Consent>(name, idOf(key, template), { _id: true })) !== undefined;
}

/** Uses one agreement up. False when there is none. */
export async function spend(key: string, template: string): Promise<boolean> {
  const { stats } = await collection<Consent>(name)
    .where({ _id: idOf(key, template), left: command.gt(0) })
    .update({ data: { left: command.inc(-1), spent: command.inc(1) } });
  return stats.updated > 0;
}

/** Takes back a use that WeChat did not make. */
export async function giveBack(key: string, template: string): Promise<void> {
  await collection<Consent>(name)
    .where({ _id: idOf(key, template), spent: command.gt(0) })
    .update({ data: { left: command.inc(1), spent: command.inc(-1) } });
}

/** WeChat says that nothing is left, whatever was counted here. */
export async function exhaust(key: string, template: string): Promise<void> {
  const none = { _id: idOf(key, template), key, template, left: 0, given: 0, spent: 0, requests: [] };
  if (await insertOnce<Consent>(name, none)) return;
  await collection<Consent>(name)
    .where({ _id: none._id })
    .update({ data: { left: 0 } });
}

/** What somebody agreed to, a few templates at most. */
export async function ofPerson(key: string): Promise<Consent[]> {
  const { data } = await collection<Consent>(name).where({ key }).limit(20).get();
  return data;
}

/** Forgets what somebody agreed to. */
export async function removeOf(key: string): Promise<void> {
  await collection<Consent>(name).where({ key }).remove();
}
