/** The people a resident keeps: one document, changed on the version the phone has seen. */

import type { Context } from '@api/context';
import { digest, memberKey, open, requestField, seal, sealedBy } from '@api/secrets';
import type { Parsed } from '@core/contract';
import type { Family } from '@core/household/contract';
import {
  childrenNotice,
  type FamilyMember,
  householdLimit,
  isChild,
  withMember,
  wrongChildren,
} from '@core/household/family';
import { AppError } from '@core/refusal';
import * as households from './store';

/** Requests remembered: a replay comes soon or never. */
const remembered = 20;

type Household = { version: number; people: readonly FamilyMember[]; requests: string[] };

async function read(key: string): Promise<Household> {
  const stored = await households.find(key);
  return stored
    ? { ...stored, people: open<FamilyMember[]>(stored.people) }
    : { version: 0, people: [], requests: [] };
}

function view({ version, people }: Household): Family {
  return {
    version,
    people: people.map(({ id, name, phone, ageBand }) => ({
      personId: id,
      name,
      ...(phone ? { phone } : {}),
      ...(ageBand ? { ageBand } : {}),
    })),
  };
}

export async function list(_: Parsed<'family.list'>, context: Context): Promise<Family> {
  return view(await read(memberKey(context.openid)));
}

export function save(input: Parsed<'family.save'>, context: Context): Promise<Family> {
  const { personId, name, phone, ageBand, guardian } = input;
  const problems = wrongChildren([input], guardian, () => '');
  if (Object.keys(problems).length > 0) throw new AppError('input.invalid', problems);
  return change(input, context, people => {
    const id = personId ?? `f${digest(input.requestId, 12)}`;
    if (personId && !people.some(one => one.id === personId)) throw new AppError('family.not-found');
    const changed = withMember(people, {
      id,
      name,
      ...(phone ? { phone } : {}),
      ...(ageBand ? { ageBand } : {}),
      ...(isChild(input) ? { guardian: { notice: childrenNotice.version, at: context.now } } : {}),
    });
    if (!changed) throw new AppError('family.full', { max: householdLimit });
    return changed;
  });
}

export function remove(input: Parsed<'family.remove'>, context: Context): Promise<Family> {
  return change(input, context, people => people.filter(one => one.id !== input.personId));
}

/** Makes a change once, on the household its phone has seen. @throws family.changed where another has written since */
async function change(
  { version, requestId }: { version: number; requestId: string },
  context: Context,
  decide: (people: readonly FamilyMember[]) => readonly FamilyMember[],
): Promise<Family> {
  const key = memberKey(context.openid);
  const request = requestField(requestId);
  const before = await read(key);
  if (before.requests.includes(request)) return view(before);
  if (before.version !== version) throw new AppError('family.changed');
  const after = { version: version + 1, people: decide(before.people) };
  const people = seal(after.people);
  const written: households.Household = {
    _id: key,
    version: after.version,
    people,
    keys: [sealedBy(people)],
    requests: [...before.requests, request].slice(-remembered),
    updatedAt: context.now,
  };
  if (version === 0 ? await households.create(written) : await households.replace(written, version))
    return view({ ...after, requests: [] });
  // Somebody else was quicker: mostly the same tap, twice.
  const now = await read(key);
  if (now.requests.includes(request)) return view(now);
  throw new AppError('family.changed');
}
