/**
 * The one contract between pages and functions: every action with its capability, its input's schema and its
 * output's type. Times are ISO 8601 with offset, dates `YYYY-MM-DD` are Beijing days, unlimited is null.
 */
import * as v from 'valibot';
import {
  type ActivityState,
  type AgeBand,
  ageBands,
  type Kind,
  kinds,
  type Mode,
  modes,
  type Place,
  type PoolRule,
  type Question,
} from './activity';
import { isDate } from './calendar/beijing';
import type { DayOff } from './calendar/days-off';
import type { OwnDay } from './calendar/own-days';
import { type Correctable, correctable, type Figures } from './counts';
import type { ErrorCode, ErrorDetails } from './errors';
import type { Outcome } from './gate-reports';
import type { InvitationState } from './helping';
import type { MessageKind, TemplateKind } from './messaging';
import { type AppealState, type NoShowRule, ruleLimits } from './no-shows';
import { isPhone } from './numbers';
import { longestAnswer, mostChoices, mostQuestions } from './questions';
import type { Capability, Grant } from './roles';
import type { SelfCheckIn } from './self-check-in';

/** What the door answers, always with HTTP 200; `now` is the server's clock, which pages follow whatever the phone says. */
export type Reply<T> =
  | { ok: true; data: T; now?: string }
  | {
      ok: false;
      code: ErrorCode;
      message: string;
      details?: ErrorDetails | Record<string, string>;
      now?: string;
    };

/** Ids become parts of paths into documents, where `__proto__` is no name. */
const id = v.pipe(v.string(), v.regex(/^(?!__)[\w-]{1,64}$/, '编号不对'));
const requestId = v.pipe(v.string(), v.minLength(1, '缺少请求编号'), v.maxLength(100, '请求编号太长'));
const month = v.pipe(v.string(), v.regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, '月份写成 2027-06'));
const date = v.pipe(
  v.string(),
  v.regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期写成 2027-06-09'),
  v.check(isDate, '没有这一天'),
);
const time = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/,
    '时间写成 2027-06-09T09:00+08:00',
  ),
  // Date.parse takes 30 February for 2 March.
  v.check(value => !Number.isNaN(Date.parse(value)) && isDate(value.slice(0, 10)), '没有这个时间'),
);
const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, `最多 ${max} 个字`));
const someText = (max: number, empty: string) => v.pipe(text(max), v.minLength(1, empty));
const seats = v.pipe(
  v.number('请填数字'),
  v.integer('请填整数'),
  v.minValue(1, '至少 1'),
  v.maxValue(100_000, '最多 100000'),
);
const cursor = v.pipe(v.string(), v.maxLength(200));
const phone = v.pipe(v.string(), v.trim(), v.check(isPhone, '请填能打通的电话号码'));

const year = v.pipe(
  v.number('年份写成 2027'),
  v.integer('年份写成 2027'),
  v.minValue(1901, '年份要在 1901–2100 之间'),
  v.maxValue(2100, '年份要在 1901–2100 之间'),
);
const version = v.pipe(v.number(), v.integer(), v.minValue(0));
const spans = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.regex(
        /^(19|20|21)\d\d-\d\d-\d\d(\/(19|20|21)\d\d-\d\d-\d\d)?$/,
        '日子写成 2027-02-05 或 2027-02-05/2027-02-12',
      ),
    ),
  ),
  v.maxLength(60, '日子太多'),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31));
const monthAndDay = v.strictTuple([count, count]);
const ownDay = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, '请写名称'), v.maxLength(12, '名称最多 12 个字')),
  rule: v.union(
    [
      v.strictObject({ fixed: monthAndDay }),
      v.strictObject({ lunar: monthAndDay }),
      v.strictObject({ term: v.pipe(v.string(), v.maxLength(2)) }),
      v.strictObject({ nthWeekday: v.strictTuple([count, count, count]) }),
      v.strictObject({ period: v.strictObject({ from: monthAndDay, to: monthAndDay }) }),
    ],
    '请写是哪天',
  ),
  since: v.optional(year),
  until: v.optional(year),
  solemn: v.optional(v.literal(true)),
});

const within = ({ min, max }: { min: number; max: number }, unit: string) =>
  v.pipe(
    v.number('请填数字'),
    v.integer('请填整数'),
    v.minValue(min, `至少 ${min} ${unit}`),
    v.maxValue(max, `最多 ${max} ${unit}`),
  );

const oneOf = <T extends Record<string, string>>(table: T, problem: string) =>
  v.picklist(Object.keys(table) as (keyof T & string)[], problem);

const person = v.object({
  name: someText(60, '请填姓名或称呼'),
  phone: v.optional(phone),
  ageBand: v.optional(oneOf(ageBands, '请选年龄段')),
  accompanying: v.optional(v.boolean()),
});
/** One of a party as the form sends it. */
export type Person = v.InferOutput<typeof person>;

/** Whoever sends children under 14 says that they are their guardian and agreed to the notice (family.ts). */
const guardian = v.optional(v.boolean());
/** That they live or work in the area an activity is for (limits.ts). */
const declares = v.optional(v.boolean());
const familyVersion = v.pipe(v.number(), v.integer(), v.minValue(0));

const answer = v.union([
  text(longestAnswer),
  v.number(),
  v.pipe(v.array(text(100)), v.maxLength(mostChoices, '选得太多')),
]);
const answers = v.pipe(
  v.record(id, answer),
  v.check(value => Object.keys(value).length <= 30, '问题太多'),
);
export type Answers = v.InferOutput<typeof answers>;

const place = v.object({
  kind: v.picklist(['venue', 'online', 'undecided']),
  text: text(60),
  venueId: v.optional(id),
});
const question = v.object({
  id,
  label: someText(60, '请写问题'),
  type: v.picklist(['text', 'choice', 'choices', 'number', 'phone', 'ageBand']),
  choices: v.optional(
    v.pipe(v.array(someText(40, '选项不能空')), v.maxLength(mostChoices, `最多 ${mostChoices} 个选项`)),
  ),
  required: v.optional(v.boolean()),
});
const questions = v.pipe(v.array(question), v.maxLength(mostQuestions, `最多问 ${mostQuestions} 个问题`));
const pool = v.object({
  id: v.pipe(v.string(), v.regex(/^(?!open$)[a-z][a-z0-9]{0,19}$/, '名额池编号用小写字母和数字')),
  name: someText(12, '请写名额池的名字'),
  seats,
  for: v.picklist(['ages', 'desk', 'choice']),
  ages: v.optional(v.pipe(v.array(oneOf(ageBands, '请选年龄段')), v.minLength(1, '请选年龄段'))),
  /** When what is unused goes to everybody; null is never. */
  releasesAt: v.optional(v.nullable(time)),
});
const minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60));

const draft = v.pipe(
  v.object({
    title: someText(60, '请写活动名称'),
    kind: oneOf(kinds, '请选类型'),
    mode: v.optional(oneOf(modes, '请选参加方式')),
    unit: v.optional(v.picklist(['person', 'group'])),
    perGroup: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
    capacity: v.nullable(seats),
    startsAt: time,
    endsAt: v.optional(time),
    allDay: v.optional(v.boolean()),
    /** Sessions after the first; the first is startsAt–endsAt. Or all of them, when given. */
    sessions: v.optional(
      v.pipe(
        v.array(
          v.object({
            startsAt: time,
            endsAt: v.optional(time),
            allDay: v.optional(v.boolean()),
            place: v.optional(place),
            venueId: v.optional(id),
          }),
        ),
        v.minLength(1),
        v.maxLength(60, '一个活动最多 60 场'),
      ),
    ),
    enrolment: v.optional(v.picklist(['activity', 'session'])),
    place: v.optional(v.union([place, text(60)])),
    venueId: v.optional(id),
    expected: v.optional(v.nullable(seats)),
    partyMax: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20, '一次最多报 20 人'))),
    waitingMax: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5000)))),
    opensAt: v.optional(v.nullable(time)),
    closesAt: v.optional(v.nullable(time)),
    checkInBefore: v.optional(minutes),
    checkInAfter: v.optional(minutes),
    /** Tickets change every 30 s, so that a picture of one is not let in. */
    turning: v.optional(v.boolean()),
    /** Hours count: people sign out when they leave. */
    signOut: v.optional(v.boolean()),
    /** Whether residents may check themselves in, and by what. */
    selfCheckIn: v.optional(v.picklist(['off', 'poster', 'screen'])),
    /** Metres from the venue within which they may. */
    within: v.optional(
      v.nullable(
        v.pipe(
          v.number('请填米数'),
          v.integer('请填整数'),
          v.minValue(50, '定位会差几十米，至少填 50 米'),
          v.maxValue(5000, '最多 5000 米'),
        ),
      ),
    ),
    phoneRequired: v.optional(v.boolean()),
    /** Staff accept or decline whoever registers. */
    approval: v.optional(v.boolean()),
    /** Parts of the capacity kept for some; the rest is for everybody. */
    pools: v.optional(v.pipe(v.array(pool), v.maxLength(6, '最多分 6 个名额池'))),
    questions: v.optional(questions),
    /** The ages it is only for; none is all. */
    ages: v.optional(v.pipe(v.array(oneOf(ageBands, '请选年龄段')), v.maxLength(5, '年龄段选重了'))),
    /** The area whose residents it is for, in words: declared by them, never proved. */
    residentsOf: v.optional(text(20)),
    coHosts: v.optional(v.pipe(v.array(text(40)), v.maxLength(20))),
    audience: v.optional(text(60)),
    summary: v.optional(text(1000)),
    remark: v.optional(text(300)),
    contact: v.optional(text(60)),
    theme: v.optional(text(40)),
  }),
  v.forward(
    v.check(
      value => !value.endsAt || Date.parse(value.endsAt) > Date.parse(value.startsAt),
      '结束要晚于开始',
    ),
    ['endsAt'],
  ),
);
/** An activity as staff write it. */
export type Draft = v.InferOutput<typeof draft>;

export type RegistrationStatus = 'applied' | 'seated' | 'waiting' | 'withdrawn' | 'declined';
/** `secret` is set where a ticket must be shown on the phone, which turns it by that (ticket.ts). */
export type Ticket = { code: string; qr: string; secret?: string };
/** A ticket of one named member of a party, to forward or print. */
export type MemberTicket = Ticket & { name: string; accompanying: boolean };

export type CalendarDay = {
  date: string;
  lunar: string;
  festivals: string[];
  /** Those of the festivals that last several days, each with all of it; on every one of its days. */
  periods?: { name: string; from: string; to: string }[];
  term?: string;
  dayOff: DayOff;
  /** A day of mourning: no festive colours. */
  solemn?: true;
  count: number;
};
export type Theme = { title: string; slogan?: string; pushDay?: string; areaName: string };
export type CalendarMonth = { month: string; today: string; theme?: Theme; days: CalendarDay[] };

export type ActivityCard = {
  activityId: string;
  title: string;
  kind: Kind;
  mode: Mode;
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  place: string;
  stationName: string;
  capacity: number | null;
  left: number | null;
  kept: number;
  /** Parties waiting, and how many may; null is as many as come. */
  waiting: number;
  waitingMax: number | null;
  /** What a seat counts. */
  unit: 'person' | 'group';
  /** Set when the card stands for one of several sessions. */
  sessionId?: string;
  sessionCount: number;
};

export type SessionView = {
  sessionId: string;
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  endAssumed: boolean;
  place: Place;
  stepFree?: boolean;
  capacity: number | null;
  left: number | null;
  kept: number;
  waiting: number;
  checkInOpensAt: string;
  checkInClosesAt: string;
};

/** The caller's own registration: names are the caller's to read in full. */
export type MyRegistration = {
  registrationId: string;
  activityId: string;
  sessionId?: string;
  status: RegistrationStatus;
  /** Parties, from 1; only while waiting. */
  position?: number;
  size: number;
  arrived: number;
  /** Why staff declined it or took it off. */
  reason?: string;
  /** The session staff moved it to. */
  movedTo?: string;
  /** Phones and ages only where the holder may change them: on the activity's own page. */
  party: { name: string; accompanying: boolean; phone?: string; ageBand?: AgeBand }[];
  ticket?: Ticket;
  memberTickets?: MemberTicket[];
};

export type ActivityView = {
  activityId: string;
  code: string;
  title: string;
  kind: Kind;
  mode: Mode;
  unit: 'person' | 'group';
  perGroup: number;
  state: ActivityState;
  stoppedReason?: string;
  postponed?: { from: string; reason: string };
  stationId: string;
  stationName: string;
  coHosts: string[];
  audience?: string;
  summary?: string;
  remark?: string;
  contact?: string;
  theme?: string;
  startsAt: string;
  endsAt: string;
  enrolment: 'activity' | 'session';
  opensAt: string | null;
  closesAt: string;
  partyMax: number;
  waitingMax: number | null;
  phoneRequired: boolean;
  approval: boolean;
  /** Whom it is only for; nothing where it is for all. */
  ages?: AgeBand[];
  residentsOf?: string;
  selfCheckIn: SelfCheckIn;
  pools: {
    poolId: string;
    name: string;
    for: PoolRule['for'];
    ages?: AgeBand[];
    releasesAt: string | null;
    /** Kept by the activity, and those of them nobody holds. */
    seats: number;
    left: number;
  }[];
  questions: Question[];
  capacity: number | null;
  /** Seats anybody may have, and further ones kept for some of its pools. */
  left: number | null;
  kept: number;
  waiting: number;
  sessions: SessionView[];
  mine?: MyRegistration;
  /** Until when no-shows pause the caller's own registrations here; the family's are taken all the same. */
  pausedUntil?: string;
  /** Why staff turned the caller's application down, while no other one has followed. */
  declined?: string;
};

export type MineEntry = {
  registration: MyRegistration;
  activity: {
    activityId: string;
    title: string;
    kind: Kind;
    state: ActivityState;
    stoppedReason?: string;
    postponed?: { from: string; reason: string };
    stationName: string;
    contact?: string;
    startsAt: string;
    endsAt: string;
    allDay: boolean;
    place: string;
    sessions: { sessionId: string; startsAt: string; endsAt: string; allDay: boolean; place: string }[];
  };
};

/** A year's days off as the calendar shows them now: stored here since, brought along by the release, or not announced. */
export type DaysOffView = {
  year: number;
  state: 'stored' | 'released' | 'unannounced';
  /** Dates, or spans of dates: '2027-02-05/2027-02-12'. */
  off: string[];
  work: string[];
  /** The announcement's number, as whoever stored it wrote it. */
  source?: string;
  /** The last change here, also where it took the stored announcement back. */
  changed?: { at: string; by: string };
  version: number;
};
/** What an announcement was read as, what in it cannot be, and which days would show something else. */
export type DaysOffReading = {
  off: string[];
  work: string[];
  problems: { phrase: string; problem: string; write: string }[];
  notes: string[];
  changes: { date: string; from: DayOff; to: DayOff }[];
  source?: string;
};
/** An area's own day, said in words, with the next dates on which it begins. */
export type OwnDayView = OwnDay & { when: string; next: string[] };
export type OwnDaysView = {
  areaId: string;
  areaName: string;
  days: OwnDayView[];
  /** What the areas above show here too. */
  above: { areaName: string; name: string; when: string }[];
  changed?: { at: string; by: string };
  version: number;
};

/** How staff check somebody in: the ticket scanned, its code typed, or ticked on the roster. */
export type CheckInWay = 'scanned' | 'typed' | 'ticked';
/** How somebody came in; `self`: without staff. */
export type ArrivalWay = CheckInWay | 'self';
export type ScanResult = {
  name: string;
  size: number;
  /** People of the party here by now. */
  arrived: number;
  /** People let in by this scan; 0 on a repeat. */
  admitted: number;
  repeated: boolean;
  at: string;
  by: string;
  way: ArrivalWay;
  sessionId: string;
};

type SelfPlace = { activityId: string; sessionId: string; title: string; startsAt: string };
/** Somebody is in by themselves; a repeat says who let them in, and when. */
export type SelfDone = SelfPlace & {
  need: 'nothing';
  size: number;
  /** People of the party here by now. */
  arrived: number;
  repeated: boolean;
  at: string;
  by: string;
};
/** Checking in by oneself: done, or what must be known first. */
export type SelfAnswer =
  | SelfDone
  | { need: 'choice'; choices: SelfPlace[] }
  | (SelfPlace & { need: 'count'; remaining: number });

/** What became of a deed a gate told of afterwards; `refused` is a ticket that is not ours, which counts nobody. */
export type DeedResult = { requestId: string; outcome: Outcome | 'refused' };

/**
 * What a gate holds to work without a network: a line for each party, and the keys that open this activity's tickets
 * (by the id of ours they come from) and nothing else. It is to be kept encrypted and wiped by `wipeAt`.
 */
export type GatePack = {
  activityId: string;
  sessionId: string;
  title: string;
  sessions: SessionView[];
  /** Tickets must be shown on the phone that turns them. */
  turning: boolean;
  /** People the venue holds, seated by registration, here, and walk-ins, as it was packed. */
  room: number | null;
  seated: number;
  arrived: number;
  walkIns: number;
  /** `code|masked name|phone's tail|size|status|here|disputed|last let in`, one party a line (gate-lines.ts). */
  lines: string;
  keys: Record<string, string>;
  packedAt: string;
  wipeAt: string;
};

/** What a gate says it did. `told` is when, where it could not tell at once; `member` the one whose own ticket was shown. */
export type GateClaim = {
  claimId: string;
  at: string;
  told?: string;
  by: string;
  way: ArrivalWay;
  people: number;
  member?: string;
};

/** What offline gates told that staff should look at, masked; of more than a hundred, the first. */
export type Disputes = {
  /** Parties claimed twice. `turn` goes back with staff's agreement, so that it is to what they saw. */
  parties: {
    registrationId: string;
    code: string;
    name: string;
    size: number;
    arrived: number;
    turn: number;
    claims: GateClaim[];
  }[];
  /** People let in with a registration that had no seat, counted as walk-ins; `name` where it is still known. */
  seatless: { claimId: string; at: string; told?: string; by: string; people: number; name?: string }[];
};

/** A line of the gate's roster: masked, and no more than the door needs. */
export type RosterLine = {
  code: string;
  name: string;
  phoneTail?: string;
  size: number;
  status: RegistrationStatus;
  arrived: number;
};

/** A party as its station's staff see it in a list: masked, and in full one at a time elsewhere. */
export type StaffLine = RosterLine & {
  registrationId: string;
  /** Parties, from 1; only while waiting. */
  position?: number;
  at: string;
  /** The pool its seats are from, where it is not everybody's. */
  pool?: string;
  /** Registered by staff for somebody without the app. */
  desk: boolean;
  /** Whether a message can reach them. */
  consent: boolean;
  reason?: string;
  /** The session staff moved it to from here, or from which to here. */
  movedTo?: string;
  movedFrom?: string;
};

/** A session's figures: as they stand, or as they were when they closed, with what came later. */
export type SessionCounts = {
  sessionId: string;
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  place: string;
  closed: boolean;
  /** When they closed, or will by themselves. */
  closesAt: string;
  figures: Figures;
  /** What came after closing, figure by figure. */
  late: Partial<Record<keyof Figures, number>>;
  corrections: {
    figure: Correctable;
    from: number | null;
    to: number;
    why: string;
    by: string;
    at: string;
  }[];
  closings: { what: 'close' | 'reopen'; at: string; by: string; why?: string }[];
};
/** Where staff moved a party, and how it stands there. */
export type Moved = Decided & { registrationId: string; sessionId: string };

/** What staff decided about a party, as it then stands. */
export type Decided = { status: RegistrationStatus; position?: number };

export type Attendance = {
  activityId: string;
  sessionId: string;
  title: string;
  capacity: number | null;
  /** People who fit the venue, walk-ins included; null when unknown. */
  room: number | null;
  seated: number;
  waiting: number;
  withdrawn: number;
  arrived: number;
  walkIns: number;
};

/** What a screen in the hall shows; `at` is when it was so. */
export type WallFigures = Omit<Attendance, 'waiting' | 'withdrawn'> & {
  code: string;
  at: string;
  /** Where residents check themselves in by what this screen shows: its digits in this minute. */
  screen?: { step: number; digits: string };
};

export type StationActivity = {
  activityId: string;
  code: string;
  title: string;
  kind: Kind;
  mode: Mode;
  state: ActivityState;
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  sessionCount: number;
  place: string;
  capacity: number | null;
  left: number | null;
  /** People who wait for staff's decision. */
  applied: number;
  /** Hours count, so people sign out. */
  signOut: boolean;
};

/** One to be phoned, since no message reaches them. The number is shown one at a time, elsewhere. */
export type ToPhone = { registrationId: string; name: string; phone: string; size: number };

/** Who hears of a change by message, and who must be phoned. `reasonHidden`: the content check did not pass the reason, so residents do not see it. */
export type Told = { told: number; toPhone: ToPhone[]; reasonHidden?: boolean };

export type PlanPreview = {
  year: number;
  themes: { month: string; title: string }[];
  rows: {
    row: number;
    reading: PlanReadingView | null;
    problems: { cell: string; problem: string; write: string }[];
  }[];
  /** What the import would do, row by row already known from an earlier one. */
  created: number;
  changed: number;
  unchanged: number;
};
export type PlanReadingView = {
  title: string;
  kind: Kind;
  mode: Mode;
  unit: 'person' | 'group';
  perGroup?: number;
  capacity: number | null;
  expected: number | null;
  place: Place;
  hostName: string;
  stationId: string;
  coHosts: string[];
  audience?: string;
  grouping: 'single' | 'series' | 'sessions';
  occurrences: { startsAt: string; endsAt: string; allDay: boolean; endAssumed: boolean }[];
  summary: string;
  notes: string[];
  status: 'new' | 'changed' | 'unchanged';
};

/** Somebody a resident keeps, in full: it is the resident's own. A child has neither phone nor more than a nickname. */
export type FamilyPerson = { personId: string; name: string; phone?: string; ageBand?: AgeBand };
/** `version` goes back with the next change, so that two phones do not overwrite each other. */
export type Family = { people: FamilyPerson[]; version: number };

/** One registration with everything held about it, for its holder. */
export type HeldRegistration = {
  registrationId: string;
  activity: string;
  startsAt: string;
  place: string;
  station: string;
  registeredAt: string;
  status: RegistrationStatus;
  reason?: string;
  people: { name: string; phone?: string; age?: string; accompanying?: true }[];
  answers: { question: string; answer: string }[];
  guardianAgreedAt?: string;
  arrivals: { at: string; people: number; by: string; way: string }[];
  /** Who of the staff looked at it in full or decided on it. */
  looks: { at: string; by: string; what: string; reason?: string }[];
};

/** A line of a station's trail. Names masked; `name` is missing where a line is about a whole list. */
export type TrailLine = {
  at: string;
  by: string;
  what: AuditKind;
  activityId: string;
  activity: string;
  name?: string;
  reason?: string;
  /** Parties on an exported list, people an invitation is for. */
  count?: number;
};

/** What of staff's doings is kept: looks at people in full, lists taken out, decisions on a party, and who may help. */
export type AuditKind =
  | 'person'
  | 'call'
  | 'register'
  | 'accept'
  | 'decline'
  | 'promote'
  | 'withdraw'
  | 'agree'
  | 'takeBack'
  | 'export'
  | 'exportFull'
  | 'correct'
  | 'close'
  | 'reopen'
  | 'move'
  | 'appealAccept'
  | 'appealDecline'
  | 'invite'
  | 'closeInvite'
  | 'join'
  | 'dismiss';

/** Something the caller was told; `ticket` where it leads to their ticket, otherwise to the activity. */
export type MyMessage = {
  messageId: string;
  kind: MessageKind;
  heading: string;
  text: string;
  at: string;
  unread: boolean;
  activityId: string;
  sessionId?: string;
  ticket: boolean;
};

/** Somebody to be phoned and what to tell them: masked. `unsure` where a message may have reached them after all. */
export type CallLine = {
  messageId: string;
  kind: MessageKind;
  activityId: string;
  activity: string;
  startsAt: string;
  heading: string;
  text: string;
  name: string;
  phone: string;
  size: number;
  unsure: boolean;
  /** Calls that reached nobody so far, and the last of them. */
  calls: number;
  lastCall?: { at: string; by: string };
};

/** A no-show of the caller's own, with what it was counted on. */
export type MyNoShow = {
  noShowId: string;
  activityId: string;
  title: string;
  startsAt: string;
  stationName: string;
  /** Whom to phone, where the activity says so. */
  contact?: string;
  /** Since when the seat was held. */
  seatedAt: string;
  /** `counts`, or why it does not: they came after all (or the activity moved), or an appeal was accepted. */
  state: 'counts' | 'takenBack' | 'excused';
  appeal?: { state: AppealState; text: string; at: string; reason?: string };
  /** When it is removed. */
  until: string;
};

/** An appeal that waits for the station's manager: the resident's name masked, their words in full. */
export type AppealLine = {
  noShowId: string;
  activityId: string;
  activity: string;
  startsAt: string;
  name: string;
  size: number;
  text: string;
  at: string;
  /** Whether an arrival has come in since: then it does not count anyhow. */
  takenBack: boolean;
};

/** An area's no-show rule: its own (null: that of above), and the one that holds there now, with whose it is. */
export type NoShowRuleView = {
  areaId: string;
  areaName: string;
  own: NoShowRule | null;
  holds: (NoShowRule & { areaName: string }) | null;
  changed?: { at: string; by: string };
  version: number;
};
/** An invitation to help at one activity's door, as its station sees it. */
export type InvitationView = {
  invitationId: string;
  code: string;
  most: number;
  used: number;
  expiresAt: string;
  state: InvitationState;
  /** Who made it. */
  by: string;
};
/** Somebody who came in by an invitation; `until` is when the activity's last door closes. */
export type Helper = { helperId: string; name: string; since: string; until: string; removedAt?: string };

export type Area = { areaId: string; name: string; parentId: string | null };
export type Station = { stationId: string; name: string; areaId: string; trusted: boolean };
export type Venue = { venueId: string; name: string; capacity: number | null; stepFree: boolean };

const point = v.object({
  lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  lng: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
});

const of = <Output>() => {
  return <Schema extends v.GenericSchema>(capability: Capability, input: Schema) => ({
    capability,
    input,
    output: undefined as unknown as Output,
  });
};
const walkInCount = v.pipe(
  v.number('请填人数'),
  v.integer('请填整数'),
  v.minValue(1, '至少 1 人'),
  v.maxValue(500, '一次最多记 500 人'),
);
/** Whoever of them gave a name; it is masked before it is kept. */
const walkInNames = v.optional(
  v.pipe(v.array(someText(60, '请填称呼')), v.maxLength(20, '一次最多记 20 个名字')),
);
const walkInAges = v.optional(
  v.pipe(
    v.record(oneOf(ageBands, '请选年龄段'), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500))),
    v.check(value => Object.keys(value).length <= 5, '请选年龄段'),
  ),
);
/** People who came unannounced: no more names and ages than there are of them. */
const unannounced = { count: walkInCount, names: walkInNames, ages: walkInAges };
/** Of all ages together. */
export const peopleIn = (ages: Partial<Record<AgeBand, number>> = {}) =>
  Object.values(ages).reduce((sum, people) => sum + people, 0);
const partyCode = v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/, '入场码是六位数字'));
const optionalSession = v.optional(id);
const inActivity = { activityId: id, sessionId: optionalSession };

/** Every action the door answers. Names of shared use hold for released clients; more may be added. */
export const actions = {
  'calendar.month': of<CalendarMonth>()(
    'programme.read',
    v.object({ areaId: v.optional(id), month, kind: v.optional(oneOf(kinds, '没有这个类型')) }),
  ),
  'calendar.day': of<{ activities: ActivityCard[]; next?: string }>()(
    'programme.read',
    v.object({
      areaId: v.optional(id),
      date,
      kind: v.optional(oneOf(kinds, '没有这个类型')),
      open: v.optional(v.boolean()),
      cursor: v.optional(cursor),
    }),
  ),
  'area.list': of<{ name: string; areas: Area[] }>()('programme.read', v.object({})),
  'activity.view': of<ActivityView>()('programme.read', v.object(inActivity)),
  'activity.find': of<{ activityId: string; sessionId?: string }>()(
    'programme.read',
    v.object({ code: v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/, '活动码是六位数字')) }),
  ),
  'me.view': of<{
    title?: string;
    grants: Grant[];
    stations: Station[];
    /** The caller's own folder in storage: a file outside it is taken for somebody else's. */
    uploads: string;
  }>()('programme.read', v.object({})),
  'registration.create': of<{
    registrationId: string;
    status: RegistrationStatus;
    position?: number;
    ticket?: Ticket;
    repeated: boolean;
  }>()(
    'registration.own',
    v.object({
      ...inActivity,
      party: v.pipe(v.array(person), v.minLength(1, '请至少填一位'), v.maxLength(100, '一次报的人太多')),
      answers: v.optional(answers, {}),
      guardian,
      declares,
      /** None of them is the registrant: then no pause of the registrant's own matters. */
      forFamily: v.optional(v.boolean()),
      /** Which of the activity's pools they come in, where residents choose (competitors, audience). */
      pool: v.optional(id),
      /** Whether the registrant agreed to be sent service messages. */
      consent: v.optional(v.boolean()),
      requestId,
    }),
  ),
  'registration.revise': of<{
    status: RegistrationStatus;
    position?: number;
    ticket?: Ticket;
    requeued: boolean;
  }>()(
    'registration.own',
    v.object({
      ...inActivity,
      party: v.pipe(v.array(person), v.minLength(1, '请至少填一位'), v.maxLength(100, '一次报的人太多')),
      answers: v.optional(answers),
      guardian,
      /** Agreed to give up seats that no longer suffice and to wait for all of them. */
      requeue: v.optional(v.boolean()),
      requestId,
    }),
  ),
  'registration.withdraw': of<{ status: RegistrationStatus }>()(
    'registration.own',
    v.object({ ...inActivity, requestId }),
  ),
  'registration.mine': of<{ registrations: MineEntry[]; next?: string }>()(
    'registration.own',
    v.object({ cursor: v.optional(cursor) }),
  ),
  'noshow.mine': of<{ noShows: MyNoShow[]; pauses: { areaName: string; until: string }[] }>()(
    'registration.own',
    v.object({}),
  ),
  'noshow.appeal': of<{ state: AppealState }>()(
    'registration.own',
    v.object({ noShowId: id, text: someText(200, '请写明原因'), requestId }),
  ),
  'noshow.appeals': of<{ lines: AppealLine[]; next?: string }>()(
    'noshow.decide',
    v.object({ stationId: id, cursor: v.optional(cursor) }),
  ),
  'noshow.accept': of<{ state: AppealState }>()('noshow.decide', v.object({ noShowId: id, requestId })),
  'noshow.decline': of<{ state: AppealState }>()(
    'noshow.decide',
    v.object({ noShowId: id, reason: someText(100, '请写明原因，本人会看到'), requestId }),
  ),
  'area.noShowRule': of<NoShowRuleView>()('rules.write', v.object({ areaId: id })),
  /** `rule` null goes by the area above; `version` is the one that was shown. */
  'area.setNoShowRule': of<NoShowRuleView>()(
    'rules.write',
    v.object({
      areaId: id,
      rule: v.nullable(
        v.object({
          on: v.boolean(),
          count: within(ruleLimits.count, '次'),
          days: within(ruleLimits.days, '天'),
          pauseDays: within(ruleLimits.pauseDays, '天'),
        }),
      ),
      version,
    }),
  ),
  'family.list': of<Family>()('family.own', v.object({})),
  'family.save': of<Family>()(
    'family.own',
    v.object({
      /** Whose entry is changed; without it somebody is added. */
      personId: v.optional(id),
      name: someText(60, '请填姓名或称呼'),
      phone: v.optional(phone),
      ageBand: v.optional(oneOf(ageBands, '请选年龄段')),
      guardian,
      version: familyVersion,
      requestId,
    }),
  ),
  'family.remove': of<Family>()('family.own', v.object({ personId: id, version: familyVersion, requestId })),
  'privacy.export': of<{
    madeAt: string;
    /** On the first page. */
    family?: { name: string; phone?: string; age?: string; guardianAgreedAt?: string }[];
    /** On the first page: how often messages were agreed to, and may still be sent. */
    agreed?: { template: string; given: number; left: number }[];
    /** On the first page: doors helped at, and under which name. */
    helping?: { activity: string; name: string; joinedAt: string }[];
    registrations: HeldRegistration[];
    /** On the last pages. */
    messages: { at: string; heading: string; text: string }[];
    /** On the first page. */
    noShows?: {
      activity: string;
      startsAt: string;
      recordedAt: string;
      until: string;
      appeal?: string;
      answer?: string;
    }[];
    next?: string;
  }>()('privacy.own', v.object({ cursor: v.optional(cursor) })),
  'privacy.delete': of<{ state: 'done' | 'underWay' }>()(
    'privacy.own',
    v.object({ confirm: v.literal('删除', '请写“删除”两个字'), requestId }),
  ),
  'checkin.scan': of<ScanResult>()(
    'gate.run',
    v.object({
      ...inActivity,
      ticket: v.pipe(v.string(), v.trim(), v.minLength(1, '没有读到码'), v.maxLength(600, '这不是入场码')),
      count: v.optional(seats),
      way: v.optional(v.picklist(['scanned', 'typed', 'ticked'])),
      requestId,
    }),
  ),
  'checkin.walkIn': of<{ walkIns: number }>()(
    'gate.run',
    v.pipe(
      v.object({
        ...inActivity,
        ...unannounced,
        /** Gives them seats of registered people who did not come. */
        spare: v.optional(v.boolean()),
        requestId,
      }),
      v.forward(
        v.check(value => peopleIn(value.ages) <= value.count, '各年龄段加起来比人数多'),
        ['ages'],
      ),
      v.forward(
        v.check(value => (value.names?.length ?? 0) <= value.count, '名字比人数多'),
        ['names'],
      ),
    ),
  ),
  /**
   * A resident says they are here, by what stands there: `code` is a poster's scene, a venue's or a screen's, or six digits
   * of any of them. `count` is asked for where several of the party are still to come.
   */
  'checkin.self': of<SelfAnswer>()(
    'registration.own',
    v.object({
      activityId: v.optional(id),
      sessionId: optionalSession,
      code: v.pipe(v.string(), v.trim(), v.minLength(1, '没有读到码'), v.maxLength(100, '这不是签到码')),
      count: v.optional(seats),
      /** Where the phone is, for an activity that asks within how many metres; looked at and not kept. */
      where: v.optional(point),
      requestId,
    }),
  ),
  /** Takes back what the request `of` did: a party's admission (`party` is its code) or walk-ins. Its own, for whoever knows the request. */
  'checkin.undo': of<{ arrived: number } | { walkIns: number }>()(
    'gate.run',
    v.object({
      ...inActivity,
      of: requestId,
      party: v.optional(partyCode),
      reason: v.optional(text(60)),
      requestId,
    }),
  ),
  /** Everything the door needs for the time without a network. */
  'gate.pack': of<GatePack>()('gate.run', v.object(inActivity)),
  /** What a gate did while it could not ask, in order. All of it has happened: nothing but a ticket not ours is refused. */
  'checkin.sync': of<{ results: DeedResult[] }>()(
    // It may come after the end: a helper's access to the door is over then, what they did there is still to be told.
    'gate.report',
    v.object({
      ...inActivity,
      deeds: v.pipe(
        v.array(
          v.variant('what', [
            v.object({
              what: v.literal('arrive'),
              requestId,
              at: time,
              /** A ticket as it was shown, or a party's code, with `-2` behind it for its second member. */
              ticket: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600)),
              count: walkInCount,
              way: v.picklist(['scanned', 'typed', 'ticked']),
            }),
            v.object({
              what: v.literal('walkIn'),
              requestId,
              at: time,
              ...unannounced,
            }),
            v.object({
              what: v.literal('undo'),
              requestId,
              at: time,
              of: requestId,
              party: v.optional(partyCode),
              reason: v.optional(text(60)),
            }),
            v.object({
              what: v.literal('leave'),
              requestId,
              at: time,
              /** As where it let them in. */
              ticket: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600)),
            }),
          ]),
        ),
        v.minLength(1),
        v.maxLength(20, '一次最多 20 条'),
      ),
    }),
  ),
  'checkin.disputes': of<Disputes>()('door.settle', v.object(inActivity)),
  /** Agrees to what gates claim, or takes one claim back; answers with what is left to settle. */
  'checkin.settle': of<Disputes>()(
    'door.settle',
    v.variant('what', [
      v.object({
        ...inActivity,
        what: v.literal('agree'),
        registrationId: id,
        turn: v.pipe(v.number(), v.integer(), v.minValue(1)),
        requestId,
      }),
      v.object({ ...inActivity, what: v.literal('agreeSeatless'), claimId: id, requestId }),
      v.object({
        ...inActivity,
        what: v.literal('takeBack'),
        /** Whose admission it was; none for people counted as walk-ins. */
        registrationId: v.optional(id),
        claimId: id,
        reason: someText(60, '请写明原因，会留下记录'),
        requestId,
      }),
    ]),
  ),
  'attendance.live': of<Attendance>()('attendance.read', v.object(inActivity)),
  /** Where hours count: a party, or one named member of it, leaves. */
  'checkin.signOut': of<{ name: string; at: string; by: string; repeated: boolean }>()(
    'gate.run',
    v.object({
      ...inActivity,
      ticket: v.pipe(v.string(), v.trim(), v.minLength(1, '没有读到码'), v.maxLength(600, '这不是入场码')),
      requestId,
    }),
  ),
  'counts.view': of<{
    title: string;
    mode: Mode;
    /** Hours count, so people sign out. */
    signOut: boolean;
    sessions: SessionCounts[];
    /** People over all sessions; where not exact, at least so many. */
    total: { personTimes: number; people: number; exact: boolean };
  }>()('attendance.read', v.object({ activityId: id })),
  /** `from` is the figure that was shown: where it has moved since, nothing is put right. */
  'counts.correct': of<SessionCounts>()(
    'counts.correct',
    v.object({
      activityId: id,
      sessionId: id,
      figure: v.picklist(correctable, '没有这个数'),
      from: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
      to: v.pipe(
        v.number('请填数字'),
        v.integer('请填整数'),
        v.minValue(0, '不能小于 0'),
        v.maxValue(1_000_000, '太大了'),
      ),
      why: someText(100, '请写明原因，会留下记录'),
      requestId,
    }),
  ),
  'counts.close': of<SessionCounts>()(
    'counts.correct',
    v.object({ activityId: id, sessionId: id, requestId }),
  ),
  'counts.reopen': of<SessionCounts>()(
    'counts.correct',
    v.object({ activityId: id, sessionId: id, why: someText(100, '请写明原因，会留下记录'), requestId }),
  ),
  /** A screen's token: whoever holds it sees these figures and nothing else, until `until`. */
  'wall.open': of<{ token: string; until: string }>()('attendance.read', v.object(inActivity)),
  'wall.live': of<WallFigures>()(
    // The token says what may be seen, so that a screen costs no look at who opened it.
    'programme.read',
    v.object({ token: v.pipe(v.string(), v.maxLength(300)) }),
  ),
  /** The picture of what a screen shows in one minute, the same for all; null while it is being made. */
  'wall.code': of<{ image: string | null; digits: string; step: number }>()(
    'programme.read',
    v.object({ token: v.pipe(v.string(), v.maxLength(300)) }),
  ),
  /** A venue's permanent door code, to print. */
  'venue.code': of<{
    image: string;
    code: string;
    scene: string;
    page: string;
    name: string;
    stationName: string;
    /** Whether it is known where the venue is. */
    located: boolean;
  }>()('activity.write', v.object({ venueId: id })),
  /** Where a venue is, told by staff who stand in it. */
  'venue.locate': of<{ located: true }>()('activity.write', v.object({ venueId: id, at: point })),
  'poster.code': of<{ image: string; code: string; scene: string; page: string; title: string }>()(
    'gate.run',
    v.object(inActivity),
  ),
  'roster.list': of<{
    lines: StaffLine[];
    /** People, by status. */
    counts: { applied: number; seated: number; waiting: number; withdrawn: number };
    next?: string;
  }>()(
    'roster.read',
    v.object({
      ...inActivity,
      status: v.optional(v.picklist(['applied', 'seated', 'waiting', 'withdrawn', 'declined'])),
      /** A surname, the last digits of a phone, or a code. */
      search: v.optional(text(20)),
      cursor: v.optional(cursor),
    }),
  ),
  'roster.person': of<{
    party: Person[];
    answers: { question: string; answer: string }[];
  }>()(
    'people.read',
    /** Why it is looked at, for the trail. */
    v.object({ ...inActivity, registrationId: id, reason: v.optional(text(100)) }),
  ),
  'roster.register': of<{
    registrationId: string;
    status: RegistrationStatus;
    position?: number;
    ticket?: Ticket;
  }>()(
    'registration.desk',
    v.object({
      ...inActivity,
      party: v.pipe(v.array(person), v.minLength(1, '请至少填一位'), v.maxLength(100, '一次报的人太多')),
      answers: v.optional(answers, {}),
      guardian,
      declares,
      pool: v.optional(id),
      requestId,
    }),
  ),
  'roster.withdraw': of<Decided>()(
    'registration.desk',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.accept': of<Decided>()(
    'registration.decide',
    v.object({ ...inActivity, registrationId: id, requestId }),
  ),
  'roster.decline': of<Decided>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.promote': of<Decided>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，会留下记录'),
      requestId,
    }),
  ),
  'roster.move': of<Moved>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      /** The session it is moved to. */
      to: id,
      /** Agreed that a seated party waits there where it does not fit. */
      queue: v.optional(v.boolean()),
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.export': of<{ url: string; name: string; parties: number; until: string }>()(
    'roster.read',
    v.object({
      ...inActivity,
      /** Names, phones and answers in full: a manager's. */
      full: v.optional(v.boolean()),
      reason: v.optional(text(100)),
      requestId,
    }),
  ),
  'audit.list': of<{ lines: TrailLine[]; next?: string }>()(
    'audit.read',
    v.object({ stationId: id, cursor: v.optional(cursor) }),
  ),
  'station.activities': of<{ activities: StationActivity[]; next?: string }>()(
    'roster.read',
    v.object({
      stationId: id,
      state: v.optional(v.picklist(['draft', 'submitted', 'published', 'cancelled'])),
      from: v.optional(date),
      cursor: v.optional(cursor),
    }),
  ),
  'station.venues': of<{ station: Station; venues: Venue[] }>()('roster.read', v.object({ stationId: id })),
  'gate.activities': of<{ activities: StationActivity[] }>()('registration.own', v.object({})),
  'activity.draft': of<{ activityId: string; draft: Draft; state: ActivityState }>()(
    'activity.write',
    v.object({ activityId: id }),
  ),
  'activity.save': of<{ activityId: string; state: ActivityState }>()(
    'activity.write',
    v.object({
      stationId: v.optional(id),
      activityId: v.optional(id),
      draft,
      requestId: v.optional(requestId),
    }),
  ),
  'activity.publish': of<{ activityId: string; submitted?: true }>()(
    'activity.write',
    v.object({
      stationId: v.optional(id),
      activityId: v.optional(id),
      draft: v.optional(draft),
      requestId: v.optional(requestId),
    }),
  ),
  'activity.cancel': of<Told>()(
    'activity.stop',
    v.object({ activityId: id, reason: someText(100, '请写明原因，居民会看到') }),
  ),
  'activity.postpone': of<Told>()(
    'activity.stop',
    v.object({
      activityId: id,
      reason: someText(100, '请写明原因，居民会看到'),
      startsAt: time,
      endsAt: v.optional(time),
    }),
  ),
  'almanac.daysOff': of<DaysOffView>()('almanac.write', v.object({ year })),
  /** Reads an announcement's text, or holds days given one by one against the same rules. Changes nothing. */
  'almanac.previewDaysOff': of<DaysOffReading>()(
    'almanac.write',
    v.object({
      year,
      text: v.optional(v.pipe(v.string(), v.maxLength(5000, '太长了，只贴通知本身'))),
      off: v.optional(spans, []),
      work: v.optional(spans, []),
    }),
  ),
  /** `version` is the one that was shown: 0 where nothing is stored. */
  'almanac.setDaysOff': of<DaysOffView>()(
    'almanac.write',
    v.object({ year, off: spans, work: spans, source: someText(60, '请写明通知的文号或网址'), version }),
  ),
  'almanac.withdrawDaysOff': of<DaysOffView>()('almanac.write', v.object({ year, version })),
  'almanac.days': of<OwnDaysView>()('almanac.write', v.object({ areaId: id })),
  /** What 「农历五月初五」 or 「6月第二个星期六」 means; refused, saying why, where it means nothing. */
  'almanac.readDay': of<{ rule: OwnDay['rule']; when: string; next: string[] }>()(
    'almanac.write',
    v.object({ areaId: id, when: text(40) }),
  ),
  /** The whole list, in the order it is to be shown. */
  'almanac.setDays': of<OwnDaysView>()(
    'almanac.write',
    v.object({
      areaId: id,
      days: v.pipe(v.array(ownDay), v.maxLength(60, '一个地区最多 60 个日子')),
      version,
    }),
  ),
  /** How many messages are unread, up to a hundred, and the templates to ask the caller about. */
  'message.status': of<{ unread: number; templates: Partial<Record<TemplateKind, string>> }>()(
    'registration.own',
    v.object({}),
  ),
  'message.list': of<{ messages: MyMessage[]; next?: string }>()(
    'registration.own',
    v.object({ cursor: v.optional(cursor) }),
  ),
  'message.read': of<{ unread: number }>()(
    'registration.own',
    v.object({ messageIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(50, '一次最多 50 条')) }),
  ),
  /** What WeChat answered to its question, template by template; those that are not ours are passed over. */
  'message.consent': of<{ counted: number }>()(
    'registration.own',
    v.object({
      results: v.pipe(
        v.record(id, text(40)),
        v.check(value => Object.keys(value).length <= 5, '一次最多问 5 种'),
      ),
      requestId,
    }),
  ),
  'helper.list': of<{ title: string; invitations: InvitationView[]; helpers: Helper[] }>()(
    'team.write',
    v.object({ activityId: id }),
  ),
  'helper.invite': of<InvitationView>()(
    'team.write',
    v.object({
      activityId: id,
      /** How many it is for, and how long it lets people in. */
      most: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50, '一个邀请码最多 50 人用')),
      hours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 30, '最长 30 天')),
      requestId,
    }),
  ),
  'helper.remove': of<{ removed: true }>()(
    'team.write',
    v.object({ activityId: id, helperId: id, requestId }),
  ),
  /** The code to scan, beside the eight characters. */
  'invitation.code': of<{ image: string; scene: string; page: string }>()(
    'team.write',
    v.object({ activityId: id, invitationId: id }),
  ),
  'invitation.close': of<InvitationView>()(
    'team.write',
    v.object({ activityId: id, invitationId: id, requestId }),
  ),
  'invitation.view': of<{
    activityId: string;
    title: string;
    stationName: string;
    startsAt: string;
    endsAt: string;
    allDay: boolean;
    place: string;
    /** When the last door closes, and the helping with it. */
    until: string;
    joined: boolean;
  }>()('helping.own', v.object({ code: text(40) })),
  'invitation.accept': of<{ activityId: string; title: string; until: string }>()(
    'helping.own',
    v.object({
      code: text(40),
      /** How others see who did something at the door. */
      name: v.pipe(v.string(), v.trim(), v.minLength(1, '请填称呼'), v.maxLength(12, '称呼最多 12 个字')),
      requestId,
    }),
  ),
  'calls.list': of<{ lines: CallLine[]; next?: string }>()(
    'roster.read',
    v.object({ stationId: id, cursor: v.optional(cursor) }),
  ),
  /** In full, with a line in the trail; null where none was left. */
  'calls.number': of<{ name: string; phone: string | null }>()('people.read', v.object({ messageId: id })),
  'calls.tick': of<{ done: boolean }>()(
    'people.read',
    v.object({
      messageId: id,
      outcome: v.picklist(['reached', 'notReached'], '请选打通了没有'),
      requestId,
    }),
  ),
  /** Documents still sealed with each older key; `most` says that there are at least so many. */
  'keys.status': of<{ newest: string; older: { keyId: string; documents: number; most: boolean }[] }>()(
    'keys.read',
    v.object({}),
  ),
  'publishing.preview': of<PlanPreview>()(
    'programme.import',
    v.object({
      fileId: v.pipe(v.string(), v.maxLength(500)),
      year: v.optional(v.pipe(v.number(), v.integer())),
    }),
  ),
  'publishing.import': of<{ created: number; unchanged: number; changed: number; published: boolean }>()(
    'programme.import',
    v.object({
      fileId: v.pipe(v.string(), v.maxLength(500)),
      /** true for every row, or the sheet's row numbers to take. */
      accept: v.union([v.literal(true), v.array(v.pipe(v.number(), v.integer()))], '请先确认预览'),
      year: v.optional(v.pipe(v.number(), v.integer())),
      /** Rows whose 预计人数 staff declare to be the capacity; true is every row that has one. */
      expectedIsCapacity: v.optional(v.union([v.boolean(), v.array(v.pipe(v.number(), v.integer()))])),
      /** Keep everything as drafts even where the station is trusted. */
      keepDrafts: v.optional(v.boolean()),
    }),
  ),
};

export type Actions = typeof actions;
export type Action = keyof Actions;
/** What a caller may write: optional fields may be left out. */
export type Input<A extends Action> = v.InferInput<Actions[A]['input']>;
/** What a handler receives once the schema has passed it. */
export type Parsed<A extends Action> = v.InferOutput<Actions[A]['input']>;
export type Output<A extends Action> = Actions[A]['output'];
