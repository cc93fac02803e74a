/** People a resident registers again and again: those kept as family, and whoever came the last time on this phone. */

import { useQuery } from '@app/hooks/useQuery';
import { keep, kept } from '@app/services/storage';
import { isChild } from '@core/household/family';
import { nobody, type PersonDraft } from './form';

const LAST = 'family';

/** The party registered last on this phone; empty on a new one. */
export function lastParty(): PersonDraft[] {
  return kept<PersonDraft[]>(LAST) ?? [];
}

/** Keeps a party for the next time. Children stay out of it: they are the guardian's to keep, on the server. */
export function rememberParty(people: readonly PersonDraft[]): void {
  keep(
    LAST,
    people.filter(person => !isChild(person)),
  );
}

/** Everybody to offer, family first; the last party alone while that is still coming or out of reach. */
export function useKnown(): PersonDraft[] {
  const family = useQuery('family.list', {}, { keep: true }).data?.people ?? [];
  return merged(
    family.map(({ name, phone = '', ageBand }) => ({
      ...nobody,
      name,
      phone,
      ...(ageBand ? { ageBand } : {}),
    })),
    lastParty(),
  );
}

/** Both lists, each name once, as the first list has it. */
export function merged(first: readonly PersonDraft[], second: readonly PersonDraft[]): PersonDraft[] {
  const named = [...first, ...second].filter(person => person.name.trim() !== '');
  return named.filter((person, at) => named.findIndex(other => other.name === person.name) === at);
}

/** A party with a known person added, in the first empty place, or taken out again where they were in it. */
export function toggled(people: readonly PersonDraft[], known: PersonDraft, max: number): PersonDraft[] {
  if (people.some(person => person.name === known.name)) {
    const others = people.filter(person => person.name !== known.name);
    return others.length > 0 ? others : [nobody];
  }
  const empty = people.findIndex(person => person.name.trim() === '');
  if (empty >= 0) return people.map((person, at) => (at === empty ? known : person));
  return people.length < max ? [...people, known] : [...people];
}
