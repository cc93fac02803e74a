import {
  type DraftForm,
  emptyForm,
  formOf,
  newPool,
  nextSession,
  type PoolForm,
} from '@app/station/publishing/edit/draft-form';
import { draftOf, problemsAt, restText, wholeNumber } from '@app/station/publishing/edit/draft-writing';
import type { Draft } from '@core/publishing/contract';

const formWith = (overrides: Partial<DraftForm> = {}): DraftForm => ({
  ...emptyForm('2027-06-01'),
  title: '端午包粽子',
  capacity: '20',
  placeText: '一楼大厅',
  ...overrides,
});

const draftFrom = (form: DraftForm, stored?: Draft): Draft => {
  const outcome = draftOf(form, stored);
  if (!('draft' in outcome)) throw new Error(JSON.stringify(outcome.problems));
  return outcome.draft;
};

const problemsOf = (form: DraftForm) => {
  const outcome = draftOf(form);
  return 'problems' in outcome ? outcome.problems : {};
};

describe('what the form sends', () => {
  it('writes Beijing times with their offset, whatever zone the phone is in', () => {
    expect(draftFrom(formWith())).toMatchObject({
      title: '端午包粽子',
      capacity: 20,
      startsAt: '2027-06-08T09:00:00+08:00',
      endsAt: '2027-06-08T11:00:00+08:00',
      place: { kind: 'venue', text: '一楼大厅' },
      opensAt: null,
      closesAt: null,
      waitingMax: null,
    });
  });

  it('sends no capacity where it is unlimited or people just come', () => {
    expect(draftFrom(formWith({ unlimited: true, capacity: '' })).capacity).toBeNull();
    expect(draftFrom(formWith({ mode: 'open', capacity: '' })).capacity).toBeNull();
  });

  it('leaves the end out when none is chosen, so that two hours are assumed and said', () => {
    const [session] = formWith().sessions;
    expect(draftFrom(formWith({ sessions: [{ ...session!, end: '' }] })).endsAt).toBeUndefined();
  });

  it('runs a whole day to its midnight', () => {
    const allDay = { date: '2027-05-18', start: '', endDate: '2027-05-24', end: '', allDay: true };
    expect(draftFrom(formWith({ sessions: [allDay] }))).toMatchObject({
      startsAt: '2027-05-18T00:00:00+08:00',
      endsAt: '2027-05-25T00:00:00+08:00',
      allDay: true,
    });
  });

  it('lists every session when there are several', () => {
    const first = formWith().sessions[0]!;
    const draft = draftFrom(formWith({ sessions: [first, nextSession(first)] }));
    expect(draft.sessions?.map(session => session.startsAt)).toEqual([
      '2027-06-08T09:00:00+08:00',
      '2027-06-15T09:00:00+08:00',
    ]);
  });

  it('says nobody may wait with 0 and everybody with null', () => {
    expect(draftFrom(formWith({ waiting: 'none' })).waitingMax).toBe(0);
    expect(draftFrom(formWith({ waiting: 'some', waitingMax: '12' })).waitingMax).toBe(12);
  });
});

describe('questions', () => {
  it('sends choices without the lines left empty, and none for a question that has none', () => {
    const questions: DraftForm['questions'] = [
      { id: 'q1', label: ' 哪一场？ ', type: 'choice', choices: ['上午 ', '', '下午'] },
      { id: 'q2', label: '几岁？', type: 'number', choices: ['留下的'] },
    ];
    expect(draftFrom(formWith({ questions })).questions).toEqual([
      { id: 'q1', label: '哪一场？', type: 'choice', choices: ['上午', '下午'] },
      { id: 'q2', label: '几岁？', type: 'number' },
    ]);
  });
});

describe('whom it is for', () => {
  it('is sent where residents register, and comes back into the form', () => {
    const limits = { ages: ['senior', 'elder'] as DraftForm['ages'], residentsOf: ' 石桥社区 ' };
    const draft = draftFrom(formWith(limits));
    expect(draft).toMatchObject({ ages: ['senior', 'elder'], residentsOf: '石桥社区' });
    expect(formOf(draft)).toMatchObject({ ages: ['senior', 'elder'], residentsOf: '石桥社区' });
    expect(draftFrom(formWith({ ...limits, mode: 'open' }))).toMatchObject({ ages: [] });
  });

  it('is everybody again once it is taken out, whatever was stored', () => {
    const stored = draftFrom(formWith({ ages: ['elder'], residentsOf: '石桥社区' }));
    const draft = draftFrom({ ...formOf(stored), ages: [], residentsOf: '' }, stored);
    expect(draft.ages).toEqual([]);
    expect(draft.residentsOf).toBeUndefined();
  });
});

describe('what is missing is said at its field', () => {
  it.each([
    [{ title: ' ' }, 'title'],
    [{ capacity: '' }, 'capacity'],
    [{ capacity: '二十' }, 'capacity'],
    [{ placeText: '' }, 'place'],
    [{ waiting: 'some', waitingMax: '' }, 'waitingMax'],
    [{ opensTime: '08:00' }, 'opensAt'],
    [{ questions: [{ id: 'q1', label: ' ', type: 'text' }] }, 'questions.0.label'],
    [
      { questions: [{ id: 'q1', label: '哪一场？', type: 'choice', choices: ['上午', ''] }] },
      'questions.0.choices',
    ],
    [
      { sessions: [{ date: '', start: '09:00', endDate: '', end: '', allDay: false }] },
      'sessions.0.startsAt',
    ],
    [
      {
        sessions: [
          { date: '2027-06-08', start: '11:00', endDate: '2027-06-08', end: '09:00', allDay: false },
        ],
      },
      'sessions.0.endsAt',
    ],
  ] as [Partial<DraftForm>, string][])('%o at %s', (overrides, path) => {
    expect(Object.keys(problemsOf(formWith(overrides)))).toEqual([path]);
  });

  it('puts the server’s problems at the same fields', () => {
    expect(
      problemsAt({
        'draft.endsAt': '结束要晚于开始',
        'draft.sessions.1.startsAt': '没有这个时间',
        title: '请写活动名称',
      }),
    ).toEqual({
      'sessions.0.endsAt': '结束要晚于开始',
      'sessions.1.startsAt': '没有这个时间',
      title: '请写活动名称',
    });
  });
});

describe('editing what is stored', () => {
  const stored: Draft = {
    title: '读书会',
    kind: 'reading',
    mode: 'registration',
    capacity: 15,
    unit: 'group',
    perGroup: 2,
    startsAt: '2027-04-23T14:00:00+08:00',
    endsAt: '2027-04-23T16:30:00+08:00',
    place: { kind: 'undecided', text: '' },
    opensAt: '2027-04-10T08:00:00+08:00',
    coHosts: ['区图书馆'],
    theme: '书香四月',
    checkInBefore: 30,
  };

  it('shows it as it is and sends it back unchanged', () => {
    expect(draftFrom(formOf(stored), stored)).toMatchObject(stored);
  });

  it('keeps what the page does not show when the title changes', () => {
    const draft = draftFrom({ ...formOf(stored), title: '春日读书会' }, stored);
    expect(draft).toMatchObject({
      title: '春日读书会',
      coHosts: ['区图书馆'],
      theme: '书香四月',
      checkInBefore: 30,
    });
  });

  it('moves every session that shares the activity’s place when that changes, and no other', () => {
    const hall = { kind: 'venue' as const, text: '大厅', venueId: 'v1' };
    const elsewhere = { kind: 'venue' as const, text: '公园' };
    const course: Draft = {
      ...stored,
      place: hall,
      venueId: 'v1',
      sessions: [
        { startsAt: '2027-04-23T14:00:00+08:00', endsAt: '2027-04-23T16:30:00+08:00', place: hall },
        { startsAt: '2027-04-30T14:00:00+08:00', endsAt: '2027-04-30T16:30:00+08:00', place: elsewhere },
      ],
    };
    const draft = draftFrom({ ...formOf(course), venueId: 'v2', placeText: '阅览室' }, course);
    expect(draft.venueId).toBe('v2');
    expect(draft.sessions?.map(session => session.place)).toEqual([undefined, elsewhere]);
  });

  it('keeps the days of a run of whole days', () => {
    const exhibition: Draft = {
      ...stored,
      startsAt: '2027-05-18T00:00:00+08:00',
      endsAt: '2027-05-25T00:00:00+08:00',
      allDay: true,
    };
    expect(formOf(exhibition).sessions[0]).toMatchObject({ date: '2027-05-18', endDate: '2027-05-24' });
    expect(draftFrom(formOf(exhibition), exhibition)).toMatchObject(exhibition);
  });
});

it('reads whole numbers as people type them', () => {
  expect(wholeNumber(' 20 ')).toBe(20);
  expect(wholeNumber('２０')).toBe(20);
  expect(wholeNumber('20.5')).toBeNull();
  expect(wholeNumber('-1')).toBeNull();
});

describe('seats kept for some', () => {
  const pool = (overrides: Partial<PoolForm> = {}): PoolForm => ({
    ...newPool([]),
    name: '长者席',
    seats: '5',
    ages: ['elder'],
    ...overrides,
  });

  it('are sent with their ages, and the time they open in Beijing', () => {
    const released = pool({ releasesOn: '2027-06-07', releasesTime: '09:00' });
    expect(draftFrom(formWith({ pools: [released] })).pools).toEqual([
      {
        id: 'p1',
        name: '长者席',
        seats: 5,
        for: 'ages',
        ages: ['elder'],
        releasesAt: '2027-06-07T09:00:00+08:00',
      },
    ]);
    expect(draftFrom(formWith({ pools: [pool({ for: 'desk' })] })).pools).toEqual([
      { id: 'p1', name: '长者席', seats: 5, for: 'desk', releasesAt: null },
    ]);
  });

  it('come back from the stored draft as they were written', () => {
    const form = formWith({
      approval: true,
      pools: [
        pool({ releasesOn: '2027-06-07', releasesTime: '09:00' }),
        { ...pool({ for: 'choice' }), id: 'p2', ages: [] },
      ],
    });
    const { approval, pools } = formOf(draftFrom(form));
    expect({ approval, pools }).toEqual({ approval: true, pools: form.pools });
  });

  it('are none where there is no number to keep them of, or nobody registers', () => {
    expect(draftFrom(formWith({ unlimited: true, pools: [pool()] })).pools).toEqual([]);
    expect(draftFrom(formWith({ mode: 'open', approval: true, pools: [pool()] }))).toMatchObject({
      pools: [],
      approval: false,
    });
  });

  it('get ids that the others do not have', () => {
    expect(newPool([pool({ id: 'p3' }), pool({ id: 'elders' })]).id).toBe('p4');
  });

  it.each<[string, Partial<PoolForm>, string]>([
    ['no name', { name: ' ' }, 'pools.0.name'],
    ['no number', { seats: '' }, 'pools.0.seats'],
    ['no ages', { ages: [] }, 'pools.0.ages'],
    ['a time without a day', { releasesTime: '09:00' }, 'pools.0.releasesAt'],
    ['more seats than there are', { seats: '21' }, 'pools'],
  ])('with %s are refused at the field', (_, overrides, path) => {
    expect(Object.keys(problemsOf(formWith({ pools: [pool(overrides)] })))).toEqual([path]);
  });

  it('say what they leave for everybody', () => {
    expect(restText(formWith({ pools: [] }))).toBeUndefined();
    expect(restText(formWith({ pools: [pool()] }))).toBe('20 个名额里留了 5 个，其余 15 个谁都能报。');
    expect(restText(formWith({ pools: [pool({ seats: '20' })] }))).toMatch(/全部留给上面这些人/);
    expect(restText(formWith({ pools: [pool({ seats: '21' })] }))).toBeUndefined();
  });

  it('the server’s problems with them come to their fields', () => {
    expect(problemsAt({ 'draft.pools.0.ages': '请选年龄段', 'draft.pools': '太多' })).toEqual({
      'pools.0.ages': '请选年龄段',
      pools: '太多',
    });
  });
});
