/** Inputs made from an action's own schema: whatever it allows, odd text and boundary lengths above all. */
import fc from 'fast-check';
import * as v from 'valibot';

/** The parts of a valibot schema that are read here. */
type Node = {
  type: string;
  pipe?: { kind: string; type: string; requirement?: unknown }[];
  wrapped?: Node;
  entries?: Record<string, Node>;
  item?: Node;
  items?: Node[];
  options?: unknown[];
  literal?: unknown;
  key?: Node;
  value?: Node;
};

/** Pieces that text is made of: scripts of both directions, what is not seen, what is half a character, what means something elsewhere. */
const pieces = [
  ...['王', '字', 'a', 'Ж', 'ñ', 'e\u0301', 'עברית', 'مرحبا', '\u202e', '\u2066'],
  ...['\u200b', '\u200d', '\ufeff', '\u0000', '\u0007', '\u2028', '\n', ' ', '\u3000'],
  ...['👨‍👩‍👧‍👦', '🏳️‍🌈', '𠮷', '\ud800', '\udfff', '\uffff'],
  ...['$', '.', '$gt', '__proto__', 'a.b', '"', "'", '\\', '<b>', '{{x}}', '%s', '=1+1'],
];

/** Well-formed text for what a pattern asks for, found by what it takes. */
const shaped: [sample: string, arbitrary: fc.Arbitrary<string>][] = [
  [
    '2027-06-09T09:00:00+08:00',
    fc
      .date({ min: new Date('2027-06-01'), max: new Date('2028-02-29'), noInvalidDate: true })
      .map(date => date.toISOString()),
  ],
  [
    '2027-06-09',
    fc.constantFrom('1901-01-01', '2027-06-09', '2028-02-29', '2100-12-31', '2199-12-31', '2027-06-30'),
  ],
  ['2027-06', fc.constantFrom('1900-01', '2027-06', '2100-12', '2199-12')],
  [
    '+86 138-1234-5678',
    fc.constantFrom('13812345678', '+86 138-1234-5678', '00000', '+9()))))))))))))))))))))'),
  ],
  ['elders', fc.constantFrom('elders', 'z', 'a1234567890123456789', 'constructor', 'tostring')],
  ['123456', fc.constantFrom('000000', '123456', '999999')],
];
const names = fc.oneof(
  fc.stringMatching(/^[\w-]{1,64}$/),
  fc.constantFrom('constructor', 'toString', 'hasOwnProperty', '-', '_', '0', 'x'.repeat(64)),
);

const requirement = (node: Node, type: string) =>
  (node.pipe ?? []).find(action => action.type === type)?.requirement;
const bound = (node: Node, type: string, otherwise: number) => Number(requirement(node, type) ?? otherwise);
const passes = (node: Node, value: unknown) => v.safeParse(node as unknown as v.GenericSchema, value).success;

function textFor(node: Node): fc.Arbitrary<string> {
  const pattern = requirement(node, 'regex') as RegExp | undefined;
  // What only a check of ours knows, such as a telephone number, is drawn from what passes it.
  const checked = !pattern && (node.pipe ?? []).some(action => action.type === 'check');
  const drawn = checked && shaped.find(([sample]) => passes(node, sample))?.[1];
  if (drawn) return drawn;
  if (pattern) return shaped.find(([sample]) => pattern.test(sample) && sample !== '2027')?.[1] ?? names;
  const [min, max] = [bound(node, 'min_length', 0), bound(node, 'max_length', 80)];
  return fc
    .record({
      text: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 20 }).map(list => list.join('')),
      length: fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, min + 30) })),
    })
    .map(({ text, length }) => text.repeat(Math.ceil(length / text.length)).slice(0, length));
}

function numberFor(node: Node): fc.Arbitrary<number> {
  if (!requirement(node, 'integer') && !(node.pipe ?? []).some(action => action.type === 'integer')) {
    return fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 1e308, 5e-324),
    );
  }
  const [min, max] = [bound(node, 'min_value', -(2 ** 53)), bound(node, 'max_value', 2 ** 53 - 1)];
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, min + 40) }));
}

/** `known` names ids that exist by the field that takes them: most of what is made uses one, to get further. */
export type Known = Record<string, string[]>;

function objectFor(entries: Record<string, Node>, known: Known): fc.Arbitrary<unknown> {
  return fc.record(
    Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => {
        const any = valueFor(entry, known);
        const ids = known[name];
        return [name, ids ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>(...ids) }, any) : any];
      }),
    ),
  );
}

function valueFor(node: Node, known: Known): fc.Arbitrary<unknown> {
  const within = (other: Node) => valueFor(other, known);
  const made = ((): fc.Arbitrary<unknown> => {
    switch (node.type) {
      case 'string':
        return textFor(node);
      case 'number':
        return numberFor(node);
      case 'boolean':
        return fc.boolean();
      case 'literal':
        return fc.constant(node.literal);
      case 'picklist':
        return fc.constantFrom(...node.options!);
      case 'union':
      case 'variant':
        return fc.oneof(...(node.options as Node[]).map(within));
      case 'optional':
        return fc.oneof(fc.constant(undefined), within(node.wrapped!), within(node.wrapped!));
      case 'nullable':
        return fc.oneof(fc.constant(null), within(node.wrapped!), within(node.wrapped!));
      case 'array': {
        const [min, max] = [bound(node, 'min_length', 0), bound(node, 'max_length', 20)];
        const few = { minLength: min, maxLength: Math.min(max, min + 3), size: 'max' as const };
        const all = { minLength: max, maxLength: max, size: 'max' as const };
        return fc.oneof(
          { weight: 12, arbitrary: fc.array(within(node.item!), few) },
          { weight: 1, arbitrary: fc.array(within(node.item!), all) },
        );
      }
      case 'strict_tuple':
        return fc.tuple(...node.items!.map(within));
      case 'record':
        return fc.dictionary(within(node.key!) as fc.Arbitrary<string>, within(node.value!), { maxKeys: 5 });
      case 'object':
      case 'strict_object':
        return objectFor(node.entries!, known);
      default:
        throw new Error(`No values are made for a schema of ${node.type}`);
    }
  })();
  return node.pipe ? made.filter(value => passes(node, value)) : made;
}

/** Inputs that a schema allows, as they arrive: JSON, so that what is undefined is not there. */
export function inputsFor(schema: v.GenericSchema, known: Known): fc.Arbitrary<unknown> {
  return valueFor(schema as unknown as Node, known)
    .map(value => JSON.parse(JSON.stringify(value)) as unknown)
    .filter(value => v.safeParse(schema, value).success);
}
