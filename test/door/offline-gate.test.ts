/** A door at work through what networks do; any schedule at all is in offline-gate.property.test.ts. */
import { AppError } from '@core/refusal';
import { door, type Fate, makeDoorCloud } from '@test/support/door-cloud';
import { makeDoorPhone } from '@test/support/door-phone';

let cloud: ReturnType<typeof makeDoorCloud>;
let network: Fate | ((action: string) => Fate);
let phone: ReturnType<typeof makeDoorPhone>;
let forbidden: boolean;

beforeEach(async () => {
  cloud = makeDoorCloud({ anna: 3, bo: 1, chen: 2 });
  network = 'answered';
  forbidden = false;
  const answer = cloud.answer;
  cloud.answer = (...asked) => {
    if (forbidden) throw new AppError('caller.forbidden');
    return answer(...asked);
  };
  phone = makeDoorPhone(cloud, action => (typeof network === 'function' ? network(action) : network));
  phone.open();
  await phone.pass(1000);
});

const scan = (key: string, count?: number) =>
  phone.within(6000, phone.gate().admit({ ticket: cloud.ticket(key), way: 'scanned', count }));
const state = () => phone.gate().state();

it('asks the cloud while there is a network, and keeps nothing to tell', async () => {
  expect(await scan('bo')).toMatchObject({ from: 'cloud', result: { admitted: 1 } });
  expect(state()).toMatchObject({ online: true, waiting: 0 });
});

it('decides by the list after three seconds without an answer, and at once from then on', async () => {
  network = 'unanswered';
  const began = phone.now();
  expect(await scan('bo')).toMatchObject({ from: 'list', verdict: { verdict: 'admit' } });
  expect(phone.now() - began).toBeLessThanOrEqual(3100);
  const next = phone.now();
  expect(await scan('chen')).toMatchObject({ from: 'list', verdict: { verdict: 'admit' } });
  expect(phone.now() - next).toBeLessThanOrEqual(100);
  expect(state()).toMatchObject({ online: false, waiting: 2 });
});

it.each(['busy', 'unheard', 'unanswered', 'late'] as const)(
  'counts a scan whose call was %s once, and comes back by itself',
  async fate => {
    network = fate;
    await scan('anna');
    expect(phone.written()).toHaveLength(1);
    network = 'answered';
    await phone.pass(40_000);
    expect(state()).toMatchObject({ online: true, waiting: 0 });
    expect(cloud.present()).toBe(3);
    expect(Object.values(cloud.admissions())).toEqual([3]);
  },
);

it('has written down what it did before it says so, and has it after the app was killed', async () => {
  network = 'unheard';
  await scan('bo');
  phone.kill();
  phone.open();
  await phone.pass(100);
  expect(state().waiting).toBe(1);
  expect(await scan('bo')).toMatchObject({ from: 'list', verdict: { verdict: 'repeat' } });
});

it('lets nobody in that it could not write down', async () => {
  network = 'unheard';
  await scan('bo');
  phone.fill(true);
  expect(await scan('chen')).toEqual({ from: 'full-phone' });
});

it('takes back at the cloud what the cloud had let in unheard and this door then turned away', async () => {
  cloud.elsewhere('bo', 'other', phone.now());
  await phone.pass(70_000);
  cloud.takeBackElsewhere('bo', 'other', phone.now());
  network = action => (action === 'checkin.scan' ? 'unanswered' : 'answered');
  expect(await scan('bo')).toMatchObject({ from: 'list', verdict: { verdict: 'repeat' } });
  await phone.pass(10_000);
  expect(cloud.admissions()).toEqual({});
});

it('tells two hundred deeds in order, twenty a call', async () => {
  cloud = makeDoorCloud(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, 1])));
  phone = makeDoorPhone(cloud, () => network as Fate);
  phone.open();
  await phone.pass(1000);
  network = 'unheard';
  for (let i = 0; i < 200; i++) void (await scan(`k${i}`));
  expect(state().waiting).toBe(200);
  phone.kill();
  phone.open();
  network = 'answered';
  await phone.pass(60_000);
  expect(state().waiting).toBe(0);
  expect(cloud.present()).toBe(200);
  expect(cloud.told).toHaveLength(200);
});

it('keeps what is untold when its access is taken away, and wipes the lists of every session', async () => {
  network = 'unheard';
  await scan('bo');
  network = 'answered';
  forbidden = true;
  await phone.pass(40_000);
  expect(state()).toMatchObject({ waiting: 1, refused: { code: 'caller.forbidden' }, listAt: undefined });
  expect([phone.hasList(), phone.hasOtherList()]).toEqual([false, false]);
  forbidden = false;
  phone.gate().tellNow();
  await phone.pass(5000);
  expect(state()).toMatchObject({ waiting: 0 });
  expect(cloud.present()).toBe(1);
});

it('leaves what came back different to be looked at', async () => {
  network = 'unheard';
  await scan('bo');
  cloud.setState('bo', 'withdrawn');
  network = 'answered';
  await phone.pass(40_000);
  expect(phone.gate().looks()).toMatchObject([{ code: cloud.codes.bo, told: { outcome: 'walkIn' } }]);
  phone.gate().seen(phone.gate().looks()[0]!.requestId);
  expect(phone.gate().looks()).toEqual([]);
});

it('shows what came back different, also where that answer was lost and came with the next', async () => {
  network = 'unheard';
  await scan('bo');
  cloud.elsewhere('bo', 'other', phone.now());
  network = action => (action === 'checkin.sync' ? 'unanswered' : 'answered');
  await phone.pass(20_000);
  expect(cloud.told).toHaveLength(1);
  expect(state().waiting).toBe(1);
  network = 'answered';
  await phone.pass(40_000);
  expect(phone.gate().looks()).toMatchObject([{ code: cloud.codes.bo, told: { outcome: 'disputed' } }]);
});

/** Twenty counted and one scanned without a network, which is back when all but the last has been told. */
async function backWithOneUntold() {
  network = 'unheard';
  for (let i = 0; i < 20; i++) await phone.within(6000, phone.gate().count({ count: 1 }));
  await scan('anna', 2);
  let reports = 0;
  network = action => (action === 'checkin.sync' && ++reports > 1 ? 'unanswered' : 'answered');
  for (let i = 0; i < 100 && state().waiting > 1; i++) await phone.pass(500);
  expect(state()).toMatchObject({ online: true, waiting: 1 });
}

it('decides by itself about a party while the cloud has not been told of it', async () => {
  await backWithOneUntold();
  expect(await scan('bo')).toMatchObject({ from: 'cloud', result: { admitted: 1 } });
  expect(await scan('anna')).toMatchObject({ from: 'list', verdict: { verdict: 'admit', k: 1, arrived: 3 } });
  network = 'answered';
  await phone.pass(60_000);
  expect(cloud.present()).toBe(4);
  expect(phone.gate().looks()).toEqual([]);
  expect(await scan('anna')).toMatchObject({ from: 'cloud', result: { repeated: true } });
});

describe('somebody who leaves, where hours count', () => {
  const signOut = (key: string, who?: number) =>
    phone.within(6000, phone.gate().signOut({ ticket: cloud.ticket(key, who) }));

  it('is signed out by the cloud while there is a network', async () => {
    await scan('bo');
    await phone.pass(3_600_000);
    expect(await signOut('bo')).toMatchObject({ from: 'cloud', result: { repeated: false } });
    expect(state()).toMatchObject({ waiting: 0 });
    expect(cloud.stay(phone.now())).toEqual({ hours: 1, notSignedOut: 0 });
    network = 'unheard';
    expect(await signOut('bo')).toMatchObject({ from: 'list', verdict: { verdict: 'repeat' } });
  });

  it('is not asked about at the cloud before their coming in has been told there', async () => {
    await backWithOneUntold();
    expect(await signOut('anna')).toMatchObject({ from: 'list', verdict: { verdict: 'leave', here: true } });
    network = 'answered';
    await phone.pass(60_000);
    expect(cloud.stay(phone.now()).notSignedOut).toBe(0);
  });

  it.each(['busy', 'unheard', 'unanswered', 'late'] as const)(
    'whose call was %s leaves once, at the time they left',
    async fate => {
      await scan('bo');
      await phone.pass(3_600_000);
      network = fate;
      expect(await signOut('bo')).toMatchObject({ from: 'list', verdict: { verdict: 'leave' } });
      expect(state().waiting).toBe(1);
      phone.kill();
      phone.open();
      await phone.pass(fate === 'unheard' ? 3_600_000 : 3000);
      network = 'answered';
      await phone.pass(40_000);
      expect(state()).toMatchObject({ online: true, waiting: 0 });
      expect(Object.keys(cloud.leaves())).toHaveLength(1);
      expect(cloud.stay(phone.now()).hours).toBe(1);
    },
  );

  it('is told to come again where there is neither network nor list, with the same attempt', async () => {
    await scan('bo');
    network = 'unheard';
    phone.gate().leave();
    phone.open();
    await phone.pass(100);
    const answer = await signOut('bo');
    expect(answer).toMatchObject({ from: 'nobody' });
    if (answer?.from !== 'nobody') return;
    network = 'answered';
    const again = phone.within(6000, phone.gate().signOut(answer.attempt));
    expect(await again).toMatchObject({ from: 'cloud', result: { repeated: false } });
    expect(Object.keys(cloud.leaves())).toEqual([answer.attempt.requestId]);
  });

  it('is not signed out where that could not be written down', async () => {
    network = 'unheard';
    await signOut('bo');
    phone.fill(true);
    expect(await signOut('chen')).toEqual({ from: 'full-phone' });
  });

  it('hears late that the cloud had done it, and nothing is left to tell', async () => {
    await scan('bo');
    network = action => (action === 'checkin.signOut' ? 'late' : 'unheard');
    expect(await signOut('bo')).toMatchObject({ from: 'list' });
    expect(state().waiting).toBe(1);
    await phone.pass(2000);
    expect(state().waiting).toBe(0);
  });

  it('cannot be taken back', async () => {
    await scan('bo');
    await signOut('bo');
    const left = phone.written().find(deed => deed.what === 'leave');
    expect(phone.gate().undo(left!.requestId, '扫错人了')).toBe(false);
  });
});

it('asks for a list that is refused once a minute, not at once again', async () => {
  let asked = 0;
  network = action => {
    if (action === 'gate.pack') asked++;
    return 'answered';
  };
  const answer = cloud.answer;
  cloud.answer = (action, ...rest) => {
    if (action === 'gate.pack') throw new AppError('checkin.closed', { window: '', sessionId: 's1' });
    return answer(action, ...rest);
  };
  phone.gate().leave();
  phone.open();
  await phone.pass(150_000);
  expect(asked).toBe(3);
});

it('wipes its own list alone when its time is over', async () => {
  network = 'unheard';
  await phone.pass(31 * 3_600_000);
  expect(state().listAt).toBeUndefined();
  expect([phone.hasList(), phone.hasOtherList()]).toEqual([false, true]);
});

it('wipes the lists of every session on leaving, and keeps what is untold', async () => {
  network = 'unheard';
  await scan('bo');
  phone.gate().leave();
  expect([phone.hasList(), phone.hasOtherList()]).toEqual([false, false]);
  expect(phone.written()).toHaveLength(1);
});

it('finds no list and no network: nobody decided, and the same attempt is made again', async () => {
  network = 'unheard';
  phone.gate().leave();
  phone.open();
  await phone.pass(100);
  const answer = await scan('bo');
  expect(answer?.from).toBe('nobody');
  if (answer?.from !== 'nobody') return;
  network = 'answered';
  expect(await phone.within(5000, phone.gate().admit(answer.attempt))).toMatchObject({
    from: 'cloud',
    result: { admitted: 1 },
  });
  expect(door.sessionId).toBe('s1');
});
