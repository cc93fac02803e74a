/** The fields that an input's schema takes, by path (release-rules.ts). */

import type * as v from 'valibot';
import type { Fields } from './release-rules';

/** The parts of a valibot schema that are read here. */
type Schema = {
  type: string;
  wrapped?: Schema;
  entries?: Record<string, Schema>;
  item?: Schema;
  items?: Schema[];
  options?: unknown[];
  literal?: unknown;
  key?: Schema;
  value?: Schema;
};

const isObject = ({ type }: Schema) => /^(strict_|loose_)?object$/.test(type);

/** What one form of several is known by: its literals, or else what it must have. */
function formOf({ entries = {} }: Schema): string {
  const literals = Object.entries(entries).filter(([, entry]) => entry.type === 'literal');
  if (literals.length > 0)
    return literals.map(([name, entry]) => `${name}=${JSON.stringify(entry.literal)}`).join();
  return Object.keys(entries)
    .filter(name => entries[name]!.type !== 'optional')
    .sort()
    .join();
}

/** Every path that a schema takes something at, with what it takes. */
export function inputFields(schema: v.GenericSchema): Fields {
  const found = new Map<string, Set<string>>();

  const note = (path: string, ...kinds: string[]) => {
    const known = found.get(path) ?? new Set();
    for (const kind of kinds) known.add(kind);
    found.set(path, known);
  };

  const readFields = (path: string, entries: Record<string, Schema>) => {
    for (const [name, entry] of Object.entries(entries)) read(path ? `${path}.${name}` : name, entry);
  };

  const readForms = (path: string, options: Schema[]) => {
    const several = options.filter(isObject).length > 1;
    for (const option of options) {
      if (!several || !isObject(option)) {
        read(path, option);
        continue;
      }
      note(path, 'object');
      read(`${path}{${formOf(option)}}`, option);
    }
  };

  const read = (path: string, node: Schema) => {
    switch (node.type) {
      case 'string':
      case 'number':
      case 'boolean':
        note(path, node.type);
        break;
      case 'literal':
        note(path, JSON.stringify(node.literal));
        break;
      case 'picklist':
        note(path, ...node.options!.map(one => JSON.stringify(one)));
        break;
      case 'optional':
      case 'nullable':
      case 'nullish':
        if (node.type !== 'nullable') note(path, 'undefined');
        if (node.type !== 'optional') note(path, 'null');
        read(path, node.wrapped!);
        break;
      case 'union':
      case 'variant':
        readForms(path, node.options as Schema[]);
        break;
      case 'array':
        note(path, 'array');
        read(`${path}[]`, node.item!);
        break;
      case 'tuple':
      case 'strict_tuple':
        note(path, 'array');
        for (const [i, item] of node.items!.entries()) read(`${path}[${i}]`, item);
        break;
      case 'record':
        note(path, 'object');
        note(`${path}.*`, 'undefined');
        note(`${path}.(name)`, 'undefined');
        read(`${path}.(name)`, node.key!);
        read(`${path}.*`, node.value!);
        break;
      case 'object':
      case 'loose_object':
      case 'strict_object':
        note(path, node.type === 'strict_object' ? 'strict object' : 'object');
        readFields(path, node.entries!);
        break;
      default:
        throw new Error(`A schema of ${node.type} is not read here yet: add it`);
    }
  };

  read('', schema as unknown as Schema);
  return Object.fromEntries([...found].map(([path, kinds]) => [path, [...kinds]]));
}
