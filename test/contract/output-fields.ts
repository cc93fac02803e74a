/** The fields that a type has, by path (release-rules.ts), as the compiler sees them: outputs are types and nothing else. */
import { join } from 'node:path';
import ts from 'typescript';
import type { Fields } from './release-rules';

const root = join(__dirname, '..', '..');

/** What a type is one of. */
const members = (type: ts.Type) => (type.flags & ts.TypeFlags.Union ? (type as ts.UnionType).types : [type]);

/** Reads a file's types under the project's own options. Only what the file imports is loaded. */
export function checkerOf(file: string): { checker: ts.TypeChecker; source: ts.SourceFile } {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config.config, include: [], files: [file] },
    ts.sys,
    root,
  );
  const program = ts.createProgram([join(root, file)], { ...options, types: [] });
  return { checker: program.getTypeChecker(), source: program.getSourceFile(join(root, file))! };
}

/** The type of what a file exports under a name. */
export function exportedType(checker: ts.TypeChecker, source: ts.SourceFile, name: string): ts.Type {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  const found = exported.find(one => one.name === name);
  if (!found) throw new Error(`${source.fileName} exports no ${name}`);
  return checker.getTypeOfSymbolAtLocation(found, source);
}

/** Property by property: name, type, and whether it may be missing. */
export function propertiesOf(checker: ts.TypeChecker, type: ts.Type) {
  return checker.getPropertiesOfType(type).map(property => ({
    name: property.name,
    type: checker.getTypeOfSymbol(property),
    optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
  }));
}

function plainKind(checker: ts.TypeChecker, type: ts.Type): string | null {
  const { flags } = type;
  if (flags & ts.TypeFlags.StringLiteral) return JSON.stringify((type as ts.StringLiteralType).value);
  if (flags & ts.TypeFlags.NumberLiteral) return JSON.stringify((type as ts.NumberLiteralType).value);
  if (flags & ts.TypeFlags.StringLike) return 'string';
  if (flags & ts.TypeFlags.NumberLike) return 'number';
  if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return 'undefined';
  // Of booleans, null and the like the compiler's own word is the kind.
  return flags & ts.TypeFlags.Object || flags & ts.TypeFlags.Intersection ? null : checker.typeToString(type);
}

/** The compiler takes a boolean for a union of its two literals. */
function inOneWord(kinds: string[]): string[] {
  if (!kinds.includes('true') || !kinds.includes('false')) return kinds;
  return ['boolean', ...kinds.filter(kind => kind !== 'true' && kind !== 'false')];
}

/**
 * Every path of a type, with what may stand there. Forms of a union are laid over each other: a field that one of them
 * lacks may be missing, which is what whoever reads it must expect.
 */
export function outputFields(checker: ts.TypeChecker, whole: ts.Type): Fields {
  const found = new Map<string, Set<string>>();

  const note = (path: string, ...kinds: string[]) => {
    const known = found.get(path) ?? new Set();
    for (const kind of kinds) known.add(kind);
    found.set(path, known);
  };

  const readObjects = (path: string, objects: ts.Type[], within: ts.Type[]) => {
    const fields = objects.map(object => propertiesOf(checker, object));
    for (const name of new Set(fields.flat().map(field => field.name))) {
      const forms = fields.map(one => one.find(field => field.name === name));
      const below = path ? `${path}.${name}` : name;
      if (forms.some(form => !form || form.optional)) note(below, 'undefined');
      read(
        below,
        forms.flatMap(form => (form ? [form.type] : [])),
        within,
      );
    }
    for (const object of objects) {
      const any = checker.getIndexInfoOfType(object, ts.IndexKind.String);
      if (!any) continue;
      note(`${path}.*`, 'undefined');
      read(`${path}.*`, [any.type], within);
    }
  };

  const read = (path: string, types: ts.Type[], within: ts.Type[]): void => {
    const objects: ts.Type[] = [];
    for (const type of types.flatMap(members)) {
      const plain = plainKind(checker, type);
      if (plain !== null) note(path, plain);
      else if (checker.isArrayType(type) || checker.isTupleType(type)) {
        note(path, 'array');
        read(`${path}[]`, [...checker.getTypeArguments(type as ts.TypeReference)], [...within, type]);
      } else if (within.includes(type)) note(path, 'the same again');
      else objects.push(type);
    }
    if (objects.length === 0) return;
    note(path, 'object');
    readObjects(path, objects, [...within, ...objects]);
  };

  read('', [whole], []);
  return Object.fromEntries([...found].map(([path, kinds]) => [path, inOneWord([...kinds].sort())]));
}
