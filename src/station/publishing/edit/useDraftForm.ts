import { now } from '@app/services/now';
import { forget, keep, kept } from '@app/services/storage';
import { beijingDay } from '@core/kernel/dates';
import type { Draft } from '@core/publishing/contract';
import { useState } from 'react';
import { type DraftForm, emptyForm, formOf } from './draft-form';

/**
 * What is being typed, kept on the phone with every change until it is saved: a call, a full battery or a refusal
 * loses nothing. `name` tells one activity's form from another's.
 */
export function useDraftForm(name: string, stored: Draft | undefined) {
  const key = `edit|${name}`;
  const [restored, setRestored] = useState(() => kept<DraftForm>(key) !== undefined);
  const fresh = () => (stored ? formOf(stored) : emptyForm(beijingDay(now())));
  // What an older version of the form had kept lacks what was added since.
  const [form, setForm] = useState<DraftForm>(() => ({ ...fresh(), ...kept<DraftForm>(key) }));

  const change = (part: Partial<DraftForm>) => {
    setForm(before => {
      const next = { ...before, ...part };
      keep(key, next);
      return next;
    });
  };
  const startOver = () => {
    forget(key);
    setRestored(false);
    setForm(fresh());
  };
  return { form, change, restored, startOver, saved: () => forget(key) };
}
