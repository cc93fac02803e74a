/** A capability declares itself; the router, the clock and the deployment's collections are put together from that. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities, collections, duties, handlers, personal } from '@api/capabilities';
import { declared } from '@config/collections';
import deployed from '@config/collections.json';
import { errorsIn, worlds } from '@config/typecheck';
import { actions } from '@core/contract';
import ts from 'typescript';

const list = 'cloudfunctions/api/capabilities.ts';
const wall = 'cloudfunctions/api/wall/capability.ts';

/** The compiler's complaints about the list and the wall's declaration, where some files read otherwise than they are. */
function complaints(otherwise: Record<string, string> = {}): string[] {
  const server = worlds().find(({ name }) => name === 'cloudfunctions')!;
  const files = [list, wall].map(file => join(process.cwd(), file));
  const host = ts.createCompilerHost(server.options);
  const read = host.readFile;
  const changed = (file: string) => otherwise[file.slice(process.cwd().length + 1)];
  host.readFile = file => changed(file) ?? read(file);
  host.getSourceFile = (file, options) => ts.createSourceFile(file, host.readFile(file) ?? '', options, true);
  return errorsIn({ ...server, files }, host).map(({ file }) => file!.fileName.split('/api/')[1]!);
}

/** A file's text without one piece of it, which must be there. */
function without(file: string, piece: string): string {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(piece);
  return text.replace(piece, '');
}

describe('an action', () => {
  it('is handled by one capability', () => {
    const named = capabilities.flatMap(one => Object.keys(one.handlers));
    expect(named.sort()).toEqual(Object.keys(actions).sort());
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(actions).sort());
  });

  it('compiles where its capability is listed and handles it', () => {
    expect(complaints()).toEqual([]);
  });

  it('that no listed capability handles does not compile', () => {
    expect(complaints({ [list]: without(list, '  wall,\n') })).toEqual(['capabilities.ts']);
  });

  it('that its own capability forgets does not compile', () => {
    expect(complaints({ [wall]: without(wall, "    'wall.live': wall.live,\n") })).toContain(
      'wall/capability.ts',
    );
  });
});

describe('a capability that owns a collection', () => {
  const ofWall = 'cloudfunctions/api/wall/personal.ts';

  it('and says nothing of what it holds about people does not compile', () => {
    expect(complaints({ [wall]: without(wall, '  personal,\n') })).toContain('wall/capability.ts');
  });

  it('and leaves it out of what it holds about people does not compile', () => {
    const [line] = /^ {2}screenCodes: .*\n/m.exec(readFileSync(ofWall, 'utf8'))!;
    expect(complaints({ [ofWall]: without(ofWall, line) })).toContain('wall/capability.ts');
  });
});

it('every collection says what it holds about people, or why it holds nothing', () => {
  expect(Object.keys(personal).sort()).toEqual(Object.keys(collections).sort());
});

it('a duty belongs to one capability', () => {
  const named = capabilities.flatMap(one => ('duties' in one ? Object.keys(one.duties) : []));
  expect(named.length).toBeGreaterThan(10);
  expect(named).toEqual(Object.keys(duties));
});

it('the collections that are deployed are those declared: npx tsx config/collections.ts writes them', () => {
  expect(deployed).toEqual(declared());
});
