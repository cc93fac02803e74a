import { forgetPerson } from '@app/services/forgetting';
import { keep, keepCopy, kept } from '@app/services/storage';

test('a ticket outlives any number of copies, of which the oldest go', () => {
  keep('ticket', { code: '123456' });
  for (let day = 1; day <= 100; day++) keepCopy(`day-${day}`, day);
  expect(kept('ticket')).toEqual({ code: '123456' });
  expect(kept('day-1')).toBeUndefined();
  expect(kept('day-100')).toBe(100);
});

test('forgetting a person leaves the phone’s settings and staff’s unsent work', () => {
  keep('family', [{ name: '王秀兰' }]);
  keep('ticket|a1|', { code: '123456' });
  keep('pending|registration.create', { intent: '{}' });
  keepCopy('family.list|{}', { at: 1 });
  keep('elder', true);
  keep('walk-ins|a1|', { unsent: 3 });
  forgetPerson();
  for (const name of ['family', 'ticket|a1|', 'pending|registration.create', 'family.list|{}'])
    expect(kept(name)).toBeUndefined();
  expect(kept('elder')).toBe(true);
  expect(kept('walk-ins|a1|')).toEqual({ unsent: 3 });
});
