/** What was released holds: whatever a client of then sends is taken, and whatever it reads is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { inputFields } from './input-fields';
import { reference } from './reference';
import { brokenPromises, type Contract, type Fields, releasedWith } from './release-rules';
import { contractToday } from './today';

const released = JSON.parse(readFileSync(join(__dirname, 'released.json'), 'utf8')) as Contract;

const today = contractToday();

describe('the contract as released', () => {
  it('holds today, every name and every field of it', () => {
    expect(Object.keys(released.actions).length).toBeGreaterThan(80);
    expect(brokenPromises(released, today)).toEqual([]);
  });
});

test('the reference of actions is as the contract is: npx tsx test/contract/reference.ts writes it', () => {
  const written = readFileSync('docs/actions.md', 'utf8');
  expect(written).toBe(reference(today));
  for (const action of Object.keys(today.actions)) expect(written).toContain(`### ${action}\n`);
});

const seat: Contract = {
  refusals: ['seat.taken'],
  actions: {
    'seat.take': {
      permission: 'seat.own',
      input: {
        '': ['object'],
        row: ['number'],
        by: ['"phone"', '"desk"'],
        note: ['undefined', 'string'],
        party: ['array'],
        'party[]': ['object'],
        'party[].name': ['string'],
      },
      output: { '': ['object'], seat: ['string'], status: ['"seated"'], until: ['string', 'undefined'] },
    },
  },
};

type Change = { input?: Fields; output?: Fields; permission?: string };

/** The contract with some fields otherwise, or with none of them where the kinds are empty. */
function seatWith({ input = {}, output = {}, permission = 'seat.own' }: Change): Contract {
  const was = seat.actions['seat.take']!;
  const changed = (fields: Fields, by: Fields) =>
    Object.fromEntries(Object.entries({ ...fields, ...by }).filter(([, kinds]) => kinds.length > 0));
  const is = { permission, input: changed(was.input, input), output: changed(was.output, output) };
  return { ...seat, actions: { 'seat.take': is } };
}

describe('of a later contract', () => {
  const later: [what: string, change: Change][] = [
    ['an optional input', { input: { age: ['undefined', 'number'] } }],
    ['an optional input further in', { input: { 'party[].age': ['number', 'undefined'] } }],
    ['another value that is taken', { input: { by: ['"phone"', '"desk"', '"post"'] } }],
    ['any text where some words were taken', { input: { by: ['string'] } }],
    ['an input that may be left out now', { input: { row: ['number', 'undefined'] } }],
    [
      'a new group of inputs with a field it must have',
      { input: { place: ['object', 'undefined'], 'place.hall': ['string'] } },
    ],
    ['another output', { output: { gate: ['string'] } }],
    ['an output that is always there now', { output: { until: ['string'] } }],
    ['another word in an output of words', { output: { status: ['"seated"', '"waiting"'] } }],
  ];
  it.each(later)('%s is fine', (_, change) => {
    expect(brokenPromises(seat, seatWith(change))).toEqual([]);
  });

  const broken: [what: string, change: Change, named: string][] = [
    ['an input gone', { input: { note: [] } }, 'seat.take, input: note is gone'],
    [
      'an input required that was optional',
      { input: { note: ['string'] } },
      'seat.take, input: note was optional and is required',
    ],
    ['a new input required', { input: { age: ['number'] } }, 'seat.take, input: age is new and required'],
    [
      'a new input required further in',
      { input: { 'party[].age': ['number'] } },
      'seat.take, input: party[].age is new and required',
    ],
    [
      'a value not taken any more',
      { input: { by: ['"phone"'] } },
      'seat.take, input: by takes no "desk" any more',
    ],
    [
      'a kind not taken any more',
      { input: { row: ['string'] } },
      'seat.take, input: row takes no number any more',
    ],
    [
      'fields refused that were passed over',
      { input: { 'party[]': ['strict object'] } },
      'seat.take, input: party[] takes no object any more',
    ],
    ['an output gone', { output: { until: [] } }, 'seat.take, output: until is gone'],
    [
      'an output missing at times',
      { output: { seat: ['string', 'undefined'] } },
      'seat.take, output: seat was always there',
    ],
    ['an output of another kind', { output: { seat: ['number'] } }, 'seat.take, output: seat may be number'],
    ['another permission', { permission: 'seat.edit' }, 'seat.take: asks for seat.edit and not seat.own'],
  ];
  it.each(broken)('%s is named', (_, change, named) => {
    const problems = brokenPromises(seat, seatWith(change));
    expect(problems).toEqual([expect.stringContaining(named)]);
    expect(problems[0]).toMatch(/: [a-z ]*(it|ask|answer)/);
  });

  it('an action gone is named, and so is a refusal', () => {
    expect(brokenPromises(seat, { refusals: [], actions: {} })).toEqual([
      expect.stringContaining('refusal seat.taken is gone'),
      expect.stringContaining('seat.take is gone'),
    ]);
  });
});

describe('a release', () => {
  it('adds what is new and overwrites nothing', () => {
    const today = seatWith({
      input: { note: [], row: ['undefined'], age: ['number', 'undefined'] },
      permission: 'seat.edit',
    });
    today.refusals = ['seat.late'];
    const both = releasedWith(seat, today);
    expect(both.refusals).toEqual(['seat.late', 'seat.taken']);
    expect(both.actions['seat.take']).toMatchObject({
      permission: 'seat.own',
      input: { note: ['undefined', 'string'], row: ['number', 'undefined'], age: ['number', 'undefined'] },
    });
  });
});

describe('an input', () => {
  it('is read from its schema to the last field', () => {
    const schema = v.object({
      party: v.optional(v.array(v.strictObject({ name: v.nullable(v.string()) })), []),
      ages: v.record(v.picklist(['old', 'young']), v.number()),
      span: v.strictTuple([v.number(), v.boolean()]),
      deed: v.variant('what', [
        v.object({ what: v.literal('go'), at: v.string() }),
        v.object({ what: v.literal('stay') }),
      ]),
    });
    expect(inputFields(schema)).toEqual({
      '': ['object'],
      party: ['undefined', 'array'],
      'party[]': ['strict object'],
      'party[].name': ['null', 'string'],
      ages: ['object'],
      'ages.*': ['undefined', 'number'],
      'ages.(name)': ['undefined', '"old"', '"young"'],
      span: ['array'],
      'span[0]': ['number'],
      'span[1]': ['boolean'],
      deed: ['object'],
      'deed{what="go"}': ['object'],
      'deed{what="go"}.what': ['"go"'],
      'deed{what="go"}.at': ['string'],
      'deed{what="stay"}': ['object'],
      'deed{what="stay"}.what': ['"stay"'],
    });
  });
});
