/** Who may do what, read off product.md’s “Roles” by hand. Every line of the table is tried for real. */
import { type Action, actions } from '@core/contract';
import type { Grant } from '@core/kernel/roles';
import type { Draft } from '@core/publishing/contract';
import type { Roster } from '@core/roster/roster';
import { planFile } from '@test/support/plan-files';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

/** `yes`: it is done. `no`: caller.forbidden. `own`: there is none of the caller’s. `rows`: read, but every row of another's station is refused at its cell. */
type Verdict = 'yes' | 'no' | 'rows' | 'own';

const callers = [
  'resident',
  'helper',
  'helperElsewhere',
  'editor',
  'editorElsewhere',
  'manager',
  'managerElsewhere',
  'reviewer',
  'reviewerElsewhere',
  'admin',
  'adminElsewhere',
] as const;

/** The columns are `callers`; what is touched belongs to `hall`, in the area `east`. */
const table: { [A in Action]: string } = {
  //                       resident helper      editor      manager     reviewer    admin
  //                                own else    own else    own else    own else    own else
  'calendar.month': '        yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'calendar.day': '          yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'area.list': '             yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'activity.view': '         yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'activity.find': '         yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'me.view': '               yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'registration.create': '   yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'registration.revise': '   yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'registration.withdraw': ' yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'registration.mine': '     yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'noshow.mine': '           yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  // Nobody here has any to appeal against: what is one’s own is shown in test/no-shows/appeals.test.ts.
  'noshow.appeal': '         own    own own     own own     own own     own own     own own ',
  'noshow.appeals': '        no     no  no      no  no      yes no      no  no      no  no  ',
  'noshow.accept': '         no     no  no      no  no      yes no      no  no      no  no  ',
  'noshow.decline': '        no     no  no      no  no      yes no      no  no      no  no  ',
  'area.noShowRule': '       no     no  no      no  no      no  no      no  no      yes no  ',
  'area.setNoShowRule': '    no     no  no      no  no      no  no      no  no      yes no  ',
  'family.list': '           yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'family.save': '           yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'family.remove': '         yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'privacy.export': '        yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'privacy.delete': '        yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'gate.activities': '       yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'checkin.scan': '          no     yes no      yes no      yes no      no  no      no  no  ',
  'checkin.walkIn': '        no     yes no      yes no      yes no      no  no      no  no  ',
  'checkin.undo': '          no     yes no      yes no      yes no      no  no      no  no  ',
  'gate.pack': '             no     yes no      yes no      yes no      no  no      no  no  ',
  'checkin.sync': '          no     yes no      yes no      yes no      no  no      no  no  ',
  'checkin.disputes': '      no     no  no      yes no      yes no      no  no      no  no  ',
  'checkin.settle': '        no     no  no      yes no      yes no      no  no      no  no  ',
  'poster.code': '           no     yes no      yes no      yes no      no  no      no  no  ',
  'attendance.live': '       no     yes no      yes no      yes no      yes no      yes no  ',
  'checkin.signOut': '       no     yes no      yes no      yes no      no  no      no  no  ',
  'counts.view': '           no     yes no      yes no      yes no      yes no      yes no  ',
  'counts.correct': '        no     no  no      no  no      yes no      no  no      no  no  ',
  'counts.close': '          no     no  no      no  no      yes no      no  no      no  no  ',
  'counts.reopen': '         no     no  no      no  no      yes no      no  no      no  no  ',
  'wall.open': '             no     yes no      yes no      yes no      yes no      yes no  ',
  'wall.code': '             yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'venue.code': '            no     no  no      yes no      yes no      no  no      no  no  ',
  'venue.locate': '          no     no  no      yes no      yes no      no  no      no  no  ',
  'checkin.self': '          yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'wall.live': '             yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'roster.list': '           no     no  no      yes no      yes no      no  no      no  no  ',
  'roster.person': '         no     no  no      yes no      yes no      no  no      no  no  ',
  'roster.register': '       no     no  no      yes no      yes no      no  no      no  no  ',
  'roster.withdraw': '       no     no  no      yes no      yes no      no  no      no  no  ',
  'roster.accept': '         no     no  no      no  no      yes no      no  no      no  no  ',
  'roster.decline': '        no     no  no      no  no      yes no      no  no      no  no  ',
  'roster.promote': '        no     no  no      no  no      yes no      no  no      no  no  ',
  'roster.move': '           no     no  no      no  no      yes no      no  no      no  no  ',
  'roster.export': '         no     no  no      yes no      yes no      no  no      no  no  ',
  'audit.list': '            no     no  no      no  no      yes no      no  no      no  no  ',
  'keys.status': '           no     no  no      no  no      no  no      no  no      no  no  ',
  'message.status': '        yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'message.list': '          yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'message.read': '          yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'message.consent': '       yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'helper.list': '           no     no  no      no  no      yes no      no  no      no  no  ',
  'helper.invite': '         no     no  no      no  no      yes no      no  no      no  no  ',
  'helper.remove': '         no     no  no      no  no      yes no      no  no      no  no  ',
  'invitation.code': '       no     no  no      no  no      yes no      no  no      no  no  ',
  'invitation.close': '      no     no  no      no  no      yes no      no  no      no  no  ',
  'invitation.view': '       yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'invitation.accept': '     yes    yes yes     yes yes     yes yes     yes yes     yes yes ',
  'calls.list': '            no     no  no      yes no      yes no      no  no      no  no  ',
  'calls.number': '          no     no  no      yes no      yes no      no  no      no  no  ',
  'calls.tick': '            no     no  no      yes no      yes no      no  no      no  no  ',
  'station.activities': '    no     no  no      yes no      yes no      no  no      no  no  ',
  'station.venues': '        no     no  no      yes no      yes no      no  no      no  no  ',
  'activity.draft': '        no     no  no      yes no      yes no      no  no      no  no  ',
  'activity.save': '         no     no  no      yes no      yes no      no  no      no  no  ',
  'activity.publish': '      no     no  no      yes no      yes no      no  no      no  no  ',
  'activity.cancel': '       no     no  no      no  no      yes no      no  no      no  no  ',
  'activity.postpone': '     no     no  no      no  no      yes no      no  no      no  no  ',
  // The nation's days off are the root's, and nobody here is its admin: test/almanac/almanac.test.ts has one.
  'almanac.daysOff': '       no     no  no      no  no      no  no      no  no      no  no  ',
  'almanac.previewDaysOff': 'no     no  no      no  no      no  no      no  no      no  no  ',
  'almanac.setDaysOff': '    no     no  no      no  no      no  no      no  no      no  no  ',
  'almanac.withdrawDaysOff': 'no    no  no      no  no      no  no      no  no      no  no  ',
  'almanac.days': '          no     no  no      no  no      no  no      no  no      yes no  ',
  'almanac.readDay': '       no     no  no      no  no      no  no      no  no      yes no  ',
  'almanac.setDays': '       no     no  no      no  no      no  no      no  no      yes no  ',
  'publishing.preview': '    no     no  no      yes rows    yes rows    no  no      no  no  ',
  'publishing.import': '     no     no  no      yes rows    yes rows    no  no      no  no  ',
};

const roles = ['helper', 'editor', 'manager', 'reviewer', 'admin'] as const;
/** Somebody of every role written down without its place, and somebody of every role whose record was removed. */
const without = (role: string) => `u-${role}-nowhere`;
const removed = (role: string) => `u-${role}-removed`;

let world: World;
let activityId: string;
let code: string;
let ticket: string;
let registrationId: string;
beforeAll(async () => {
  world = await startWorld();
  activityId = await world.publish({ capacity: 60 });
  await world.publish({ title: '书院夜读' }, people.editorElsewhere);
  ({ code } = await world.ok('activity.view', { activityId }));
  const made = await world.register(activityId, people.neighbour, 2);
  ticket = made.ticket!.qr;
  registrationId = made.registrationId;
  for (const role of roles) {
    world.appoint(without(role), [{ role }]);
    // They could until a moment ago: it shows that nothing of it is remembered.
    world.appoint(removed(role), ownOf(role));
    const area = { admin: 'almanac.days', reviewer: 'attendance.live' } as const;
    const action = area[role as keyof typeof area] ?? 'gate.pack';
    expect([role, await verdictOf(action, removed(role))]).toEqual([role, 'yes']);
    await world.dismiss(removed(role));
  }
});
afterAll(() => world.close());

/** The inputs that would be accepted from somebody who may, made anew where an action can be done once only. */
const inputs: { [A in Action]: (openid: string) => unknown | Promise<unknown> } = {
  'calendar.month': () => ({ month: '2027-06' }),
  'calendar.day': () => ({ date: '2027-06-09' }),
  'area.list': () => ({}),
  'activity.view': () => ({ activityId }),
  'activity.find': () => ({ code }),
  'me.view': () => ({}),
  'registration.create': () => ({ activityId, party: [{ name: '王秀兰' }], requestId: freshRequest() }),
  'registration.revise': async openid => {
    const own = await world.publish();
    await world.register(own, openid, 1);
    return { activityId: own, party: [{ name: '王秀兰' }, { name: '李明' }], requestId: freshRequest() };
  },
  'registration.withdraw': async openid => {
    const own = await world.publish();
    await world.register(own, openid, 1);
    return { activityId: own, requestId: freshRequest() };
  },
  'registration.mine': () => ({}),
  'noshow.mine': () => ({}),
  'noshow.appeal': () => ({ noShowId: appealed(), text: '那天住院了', requestId: freshRequest() }),
  'noshow.appeals': () => ({ stationId: 'hall' }),
  'noshow.accept': () => ({ noShowId: appealed(), requestId: freshRequest() }),
  'noshow.decline': () => ({ noShowId: appealed(), reason: '签到表上没有', requestId: freshRequest() }),
  'area.noShowRule': () => ({ areaId: 'east' }),
  'area.setNoShowRule': async () => {
    const [stored] = world.dump<{ version: number }>('rules');
    return { areaId: 'east', rule: null, version: stored?.version ?? 0 };
  },
  'family.list': () => ({}),
  'family.save': async openid => ({ name: '王秀兰', ...(await seen(openid)) }),
  'family.remove': async openid => ({ personId: 'f1', ...(await seen(openid)) }),
  'privacy.export': () => ({}),
  'privacy.delete': () => ({ confirm: '删除', requestId: freshRequest() }),
  'gate.activities': () => ({}),
  'checkin.scan': () => ({ activityId, ticket, requestId: freshRequest() }),
  'checkin.walkIn': () => ({ activityId, count: 1, requestId: freshRequest() }),
  'checkin.undo': () => ({ activityId, of: freshRequest(), requestId: freshRequest() }),
  'gate.pack': () => ({ activityId }),
  'checkin.sync': () => ({ activityId, deeds: [deedOf(ticket)] }),
  'checkin.disputes': () => ({ activityId }),
  'checkin.settle': async () => ({ ...(await claimToTakeBack()), what: 'takeBack', reason: '重复签到' }),
  'poster.code': () => ({ activityId }),
  'attendance.live': () => ({ activityId }),
  'checkin.signOut': async () => ({ ...(await hoursOf()), requestId: freshRequest() }),
  'counts.view': () => ({ activityId }),
  'counts.correct': async () => ({
    ...(await over()),
    figure: 'online',
    from: null,
    to: 30,
    why: '直播间人数',
    requestId: freshRequest(),
  }),
  'counts.close': async () => ({ ...(await over()), requestId: freshRequest() }),
  'counts.reopen': async () => {
    const session = await over();
    await world.ok('counts.close', { ...session, requestId: freshRequest() }, people.manager);
    return { ...session, why: '补登', requestId: freshRequest() };
  },
  'wall.open': () => ({ activityId }),
  'wall.code': () => world.ok('wall.open', { activityId }, people.manager),
  'venue.code': () => ({ venueId: 'stage' }),
  'venue.locate': () => ({ venueId: 'stage', at: { lat: 31.3, lng: 120.6 } }),
  'checkin.self': async openid => {
    const own = await world.publish({ selfCheckIn: 'poster' });
    await world.register(own, openid, 1);
    return { code: `a=${own}`, requestId: freshRequest() };
  },
  'wall.live': () => world.ok('wall.open', { activityId }, people.manager),
  'roster.list': () => ({ activityId }),
  'roster.person': () => ({ activityId, registrationId }),
  'roster.register': () => ({ activityId, party: [{ name: '王秀兰' }], requestId: freshRequest() }),
  'roster.withdraw': async () => ({ ...(await partyOf({})), reason: '本人来电', requestId: freshRequest() }),
  'roster.accept': async () => ({ ...(await partyOf({ approval: true })), requestId: freshRequest() }),
  'roster.decline': async () => ({
    ...(await partyOf({ approval: true })),
    reason: '面向本社区居民',
    requestId: freshRequest(),
  }),
  'roster.promote': async () => ({
    ...(await partyOf({})),
    reason: '已打电话确认',
    requestId: freshRequest(),
  }),
  'roster.move': async () => {
    const sessions = ['2027-06-09T09:00:00+08:00', '2027-06-09T14:00:00+08:00'].map(startsAt => ({
      startsAt,
    }));
    const own = await world.publish({ enrolment: 'session', sessions });
    const { registrationId } = await world.register(own, people.stranger, 1, { sessionId: 's1' });
    const reason = '本人来电';
    return { activityId: own, sessionId: 's1', registrationId, to: 's2', reason, requestId: freshRequest() };
  },
  'roster.export': () => ({ activityId, requestId: freshRequest() }),
  'audit.list': () => ({ stationId: 'hall' }),
  'keys.status': () => ({}),
  'message.status': () => ({}),
  'message.list': () => ({}),
  'message.read': () => ({ messageIds: ['none'] }),
  'message.consent': () => ({ results: { none: 'accept' }, requestId: freshRequest() }),
  'helper.list': () => ({ activityId }),
  'helper.invite': () => ({ activityId, most: 1, hours: 1, requestId: freshRequest() }),
  'helper.remove': async () => {
    const { activityId: own, code: invited } = await invitation();
    await world.ok(
      'invitation.accept',
      { code: invited, name: '小何', requestId: freshRequest() },
      people.stranger,
    );
    const { helpers } = await world.ok('helper.list', { activityId: own }, people.manager);
    return { activityId: own, helperId: helpers[0]!.helperId, requestId: freshRequest() };
  },
  'invitation.code': invitation,
  'invitation.close': async () => ({ ...(await invitation()), requestId: freshRequest() }),
  'invitation.view': invitation,
  'invitation.accept': async () => ({ ...(await invitation()), name: '小何', requestId: freshRequest() }),
  'calls.list': () => ({ stationId: 'hall' }),
  'calls.number': async () => ({ messageId: await callToMake() }),
  'calls.tick': async () => ({
    messageId: await callToMake(),
    outcome: 'reached',
    requestId: freshRequest(),
  }),
  'station.activities': () => ({ stationId: 'hall' }),
  'station.venues': () => ({ stationId: 'hall' }),
  'activity.draft': () => ({ activityId }),
  'activity.save': () => ({ activityId, draft: makeDraft({ capacity: 60 }) }),
  'activity.publish': () => ({ stationId: 'hall', draft: makeDraft() }),
  'activity.cancel': async () => ({ activityId: await world.publish(), reason: '大雨' }),
  'activity.postpone': async () => ({
    activityId: await world.publish(),
    reason: '大雨',
    startsAt: '2027-06-12T09:00:00+08:00',
  }),
  'almanac.daysOff': () => ({ year: 2027 }),
  'almanac.previewDaysOff': () => ({ year: 2027, text: '一、元旦：1月1日放假。' }),
  'almanac.setDaysOff': () => ({ year: 2027, off: ['2027-01-01'], work: [], source: '通知', version: 0 }),
  'almanac.withdrawDaysOff': () => ({ year: 2027, version: 0 }),
  'almanac.days': () => ({ areaId: 'east' }),
  'almanac.readDay': () => ({ areaId: 'east', when: '6月9日' }),
  'almanac.setDays': () => ({
    areaId: 'east',
    days: [{ name: '东街日', rule: { fixed: [6, 9] } }],
    version: 0,
  }),
  'publishing.preview': async openid => ({ fileId: await uploadPlan(openid) }),
  'publishing.import': async openid => ({ fileId: await uploadPlan(openid), accept: true }),
};

/** What goes with a change of one's own household. */
async function seen(openid: string) {
  return { version: (await world.ok('family.list', {}, openid)).version, requestId: freshRequest() };
}

/** An invitation to an activity made for it alone. */
async function invitation() {
  const own = await world.publish();
  const asked = { activityId: own, most: 1, hours: 1, requestId: freshRequest() };
  const { invitationId, code: invited } = await world.ok('helper.invite', asked, people.manager);
  return { activityId: own, invitationId, code: invited };
}

/** One thing a gate tells afterwards. */
function deedOf(shown: string) {
  const at = '2027-06-09T08:00:00+08:00';
  return { what: 'arrive', requestId: freshRequest(), at, ticket: shown, count: 1, way: 'scanned' } as const;
}

/** A party let in at an activity made for it alone. */
async function claimToTakeBack() {
  const own = await world.publish();
  const { registrationId, ticket: theirs } = await world.register(own, people.stranger, 1);
  const deeds = [deedOf(theirs!.qr)];
  await world.ok('checkin.sync', { activityId: own, deeds }, people.manager);
  const roster = world.dump<Roster>('rosters').find(one => one._id === own)!;
  const [claimId] = Object.values(roster.members).flatMap(member => Object.keys(member.arrivals));
  return { activityId: own, registrationId, claimId, requestId: freshRequest() };
}

/** A party on an activity made for it alone. */
async function partyOf(draft: Partial<Draft>) {
  const own = await world.publish(draft);
  return { activityId: own, registrationId: (await world.register(own, people.stranger, 1)).registrationId };
}

/** A session that is over by the clock here, though its door is still open. */
async function over() {
  const own = await world.publish({
    startsAt: '2027-06-09T06:00:00+08:00',
    endsAt: '2027-06-09T07:00:00+08:00',
  });
  return { activityId: own, sessionId: 's1' };
}

/** Somebody who has come to an activity whose hours count. */
async function hoursOf() {
  const own = await world.publish({ signOut: true });
  const { ticket: shown } = await world.register(own, people.stranger, 1);
  const at = { activityId: own, ticket: shown!.qr };
  await world.ok('checkin.scan', { ...at, requestId: freshRequest() }, people.manager);
  return at;
}

/** A no-show at `hall` that somebody else has appealed against. */
function appealed(): string {
  const _id = freshRequest();
  const appeal = { state: 'open', text: '', at: 1, request: 'r' };
  const of = { stationId: 'hall', activityId, registrationId, rosterId: activityId, areaId: 'east' };
  const times = { startsAt: 1, seatedAt: 1, recordedAt: 1, until: 4e12 };
  world.load('noShows', [{ _id, key: 'm-other', ...of, ...times, appeal, keys: [] }]);
  return _id;
}

/** Somebody whom no message reaches, of an activity that was stopped. */
async function callToMake(): Promise<string> {
  const party = await partyOf({});
  await world.ok('activity.cancel', { activityId: party.activityId, reason: '大雨' }, people.manager);
  const of = ({ registrationId }: { registrationId: string }) => registrationId === party.registrationId;
  return world.dump<{ _id: string; registrationId: string }>('messages').find(of)!._id;
}

function uploadPlan(openid: string): Promise<string> {
  return world.upload(planFile({ 活动名称: `${openid} 的活动`, 主办单位: '东街文化站' }), 'plan.csv', openid);
}

/** A role at the place that is touched. */
function ownOf(role: Grant['role']): Grant[] {
  const area = role === 'reviewer' || role === 'admin';
  return [
    { role, ...(role === 'helper' ? { activityId } : area ? { areaId: 'east' } : { stationId: 'hall' }) },
  ];
}

async function verdictOf(action: Action, openid: string): Promise<string> {
  return verdictIn(await world.raw({ action, input: await inputs[action](openid) }, openid));
}

function verdictIn(reply: Awaited<ReturnType<World['raw']>>): string {
  if (!reply.ok)
    return (
      { 'caller.forbidden': 'no', 'plan.problems': 'rows', 'noshow.not-found': 'own' }[
        reply.code as string
      ] ?? reply.code
    );
  const { rows } = reply.data as { rows?: { problems: { cell: string }[] }[] };
  return rows?.some(row => row.problems.length > 0) ? 'rows' : 'yes';
}

it('has a line for every action and a column for every caller', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(actions).sort());
  for (const line of Object.values(table)) expect(line.trim().split(/\s+/)).toHaveLength(callers.length);
});

describe.each(Object.entries(table) as [Action, string][])('%s', (action, line) => {
  const verdicts = line.trim().split(/\s+/) as Verdict[];
  it.each(callers.map((caller, i) => [caller, verdicts[i]!]))('%s: %s', async (caller, expected) => {
    expect(await verdictOf(action, people[caller])).toBe(expected);
  });

  it(`whoever has a role with no place, or was removed, may what a resident may: ${verdicts[0]}`, async () => {
    // Who is refused uses nothing up, so that one input serves them all.
    const refused = verdicts[0] === 'no' ? await inputs[action](people.stranger) : undefined;
    for (const openid of roles.flatMap(role => [without(role), removed(role)])) {
      const input = refused ?? (await inputs[action](openid));
      expect([openid, verdictIn(await world.raw({ action, input }, openid))]).toEqual([openid, verdicts[0]]);
    }
  });
});

/** The fields of an action's input, read off the contract. */
function fieldsOf(action: Action): Record<string, unknown> {
  const schema = actions[action].input as { entries?: object; pipe?: { entries?: object }[] };
  return (schema.entries ?? schema.pipe?.[0]?.entries ?? {}) as Record<string, unknown>;
}
const all = Object.keys(actions) as Action[];
/** A code that is shown says where one is; there is no activity but that. */
const byCode: Action = 'checkin.self';
const ofActivity = all.filter(action => 'activityId' in fieldsOf(action) && action !== byCode);
const ofSession = all.filter(action => 'sessionId' in fieldsOf(action));
/** Who may not is told that, and nothing of what there is. */
const refusedTo = (action: Action, caller: number) =>
  table[action].trim().split(/\s+/)[caller] === 'no' ? 'caller.forbidden' : 'activity.not-found';

describe('what an action is about, and is not there', () => {
  it('is found among the actions of activities and their sessions', () => {
    expect([ofActivity.length > 35, ofSession.length > 20]).toEqual([true, true]);
    expect(ofSession.filter(action => action !== byCode && !ofActivity.includes(action))).toEqual([]);
  });

  it.each(ofSession)('%s, of a session the activity does not have', async action => {
    const input = { ...((await inputs[action](people.resident)) as object), sessionId: 's99' };
    for (const [i, caller] of callers.entries()) {
      const reply = await world.raw({ action, input }, people[caller]);
      expect([caller, reply]).toMatchObject([caller, { ok: false, code: refusedTo(action, i) }]);
    }
  });

  it.each(ofActivity)('%s, of an activity that is not there', async action => {
    const input = { ...((await inputs[action](people.resident)) as object), activityId: 'none' };
    for (const caller of ['resident', 'helperElsewhere', 'manager'] as const) {
      const reply = await world.raw({ action, input }, people[caller]);
      expect([caller, reply]).toMatchObject([caller, { ok: false, code: 'activity.not-found' }]);
    }
  });
});

describe('of an activity that was stopped', () => {
  let stopped: { activityId: string };
  let party: { ticket: string; registrationId: string };
  let applied: { activityId: string; registrationId: string };
  beforeAll(async () => {
    stopped = { activityId: await world.publish() };
    const made = await world.register(stopped.activityId, people.neighbour, 1);
    party = { ticket: made.ticket!.qr, registrationId: made.registrationId };
    applied = await partyOf({ approval: true });
    for (const { activityId: id } of [stopped, applied])
      await world.ok('activity.cancel', { activityId: id, reason: '大雨' }, people.manager);
  });

  const people1 = { party: [{ name: '王秀兰' }] };
  const refused: [Action, string, () => object, string][] = [
    ['registration.create', people.resident, () => ({ ...stopped, ...people1 }), 'activity.cancelled'],
    ['roster.register', people.editor, () => ({ ...stopped, ...people1 }), 'activity.cancelled'],
    ['checkin.scan', people.helper, () => ({ ...stopped, ticket: party.ticket }), 'activity.cancelled'],
    ['checkin.walkIn', people.helper, () => ({ ...stopped, count: 1 }), 'activity.cancelled'],
    ['roster.accept', people.manager, () => applied, 'activity.cancelled'],
    ['helper.invite', people.manager, () => ({ ...stopped, most: 1, hours: 1 }), 'invitation.not-now'],
  ];
  it.each(refused)('%s is refused', async (action, openid, input, code) => {
    const reply = await world.raw({ action, input: { ...input(), requestId: freshRequest() } }, openid);
    expect(reply).toMatchObject({ ok: false, code });
  });

  const looks: [Action, string][] = [
    ['activity.view', people.resident],
    ['gate.pack', people.helper],
    ['attendance.live', people.reviewer],
    ['counts.view', people.reviewer],
    ['roster.list', people.editor],
    ['checkin.disputes', people.editor],
  ];
  it.each(looks)('%s is still there to look at', async (action, openid) => {
    expect(await world.raw({ action, input: stopped }, openid)).toMatchObject({ ok: true });
  });
});

describe('what has ended carries nothing', () => {
  it.each([
    ['helper', 'checkin.scan'],
    ['helper', 'checkin.walkIn'],
    ['helper', 'gate.pack'],
    ['helper', 'attendance.live'],
    ['helper', 'poster.code'],
  ] as const)('%s, %s', async (caller, action) => {
    const openid = people[caller];
    const { grants } = await world.ok('me.view', {}, openid);
    const at = Date.parse('2027-06-09T08:00:00+08:00');
    const input = await inputs[action](openid);
    world.appoint(openid, [{ role: 'helper', activityId, until: at - 1 }]);
    expect(await world.raw({ action, input }, openid)).toMatchObject({ code: 'caller.forbidden' });
    world.appoint(openid, [{ role: 'helper', activityId, until: at + 3_600_000 }]);
    expect(await verdictOf(action, openid)).toBe('yes');
    world.appoint(openid, grants);
  });
});
