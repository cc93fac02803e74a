/** Who may know of whom: laws 1, 2 and 3, read off the source. */

import collections from '@config/collections.json';
import { bundledWith, filesBelow, importsOf, nodesOf, specifiersOf, textOf } from '@test/support/source';
import ts from 'typescript';
import localCloud from 'wechat-local-cloud/package.json';

const core = filesBelow('src/core');
const app = filesBelow('src').filter(file => !file.startsWith('src/core/'));
const functions = filesBelow('cloudfunctions');
const product = [...core, ...app, ...functions];
const isPackage = (target: string) => !/^(src|cloudfunctions|config|emulator|demo|test|bench)\//.test(target);

/** Lines of the form “file → what it should not”, so that a failure says where to look. */
function offences(files: string[], wrong: (target: string, file: string) => boolean): string[] {
  return files.flatMap(file =>
    importsOf(file)
      .filter(({ target }) => wrong(target, file))
      .map(({ target }) => `${file} → ${target}`),
  );
}

/** The same for what is written in a file. */
function mentions(files: string[], pattern: RegExp): string[] {
  return files.flatMap(file => {
    const code = textOf(file).replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm, '');
    return code.match(pattern) ? [`${file}: ${code.match(pattern)![0]}`] : [];
  });
}

it('there is source to keep in order', () => {
  expect([core.length, app.length, functions.length].every(count => count > 10)).toBe(true);
});

describe('law 1: the core is pure', () => {
  it('it imports its own files and valibot', () => {
    const dates = (target: string, file: string) =>
      file === 'src/core/kernel/dates.ts' && /^dayjs(\/plugin\/utc)?$/.test(target);
    expect(
      offences(
        core,
        (target, file) => !target.startsWith('src/core/') && target !== 'valibot' && !dates(target, file),
      ),
    ).toEqual([]);
  });

  it('time is an argument, and so is chance', () => {
    const clocks = core.flatMap(file =>
      nodesOf(file)
        .filter(
          node =>
            (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
            (ts.isPropertyAccessExpression(node) &&
              /^(Date\.now|Math\.random|performance\.now)$/.test(node.getText())),
        )
        .map(node => `${file}: ${node.getText()}`),
    );
    expect(clocks).toEqual([]);
  });

  it('it knows no platform, no machine and no zone', () => {
    const pattern =
      /\b(process\.|wx\.|Taro\.|window\.|document\.|globalThis|localStorage|getTimezoneOffset|toLocale\w*String|Intl\.)/;
    expect(mentions(core, pattern)).toEqual([]);
  });
});

describe('law 2: one door to the platform', () => {
  const mayUseSdk = (file: string) => /^cloudfunctions\/(\w+\/main|api\/store\/[\w-]+)\.ts$/.test(file);
  /** The database's kit, and what a capability keeps in its collections. */
  const isStore = (file: string) =>
    /^cloudfunctions\/api\/(store\/[\w-]+|[\w-]+\/([\w-]+-)?store)\.ts$/.test(file);
  const stores = functions.filter(isStore);

  it('wx-server-sdk is imported by main.ts and store/', () => {
    expect(offences(product, (target, file) => target === 'wx-server-sdk' && !mayUseSdk(file))).toEqual([]);
    expect(functions.filter(file => importsOf(file).some(one => one.target === 'wx-server-sdk'))).not.toEqual(
      [],
    );
  });

  it('the database is reached from store/ alone', () => {
    const outside = functions.filter(file => !isStore(file));
    expect(offences(outside, target => target.endsWith('store/database.ts'))).toEqual([]);
    expect(mentions(outside, /\.collection\(|\.database\(/)).toEqual([]);
  });

  it('every collection named there is configured, and every one configured is used', () => {
    const named = new Set(
      stores.flatMap(file => {
        const constant = /^const name = '(\w+)'/m.exec(textOf(file))?.[1];
        return nodesOf(file).flatMap(node => {
          if (!ts.isCallExpression(node)) return [];
          if (!/^(collection|readOne|insertOnce)$/.test(node.expression.getText())) return [];
          const [first] = node.arguments;
          if (first && ts.isStringLiteral(first)) return [first.text];
          return first?.getText() === 'name' && constant ? [constant] : [];
        });
      }),
    );
    expect([...named].sort()).toEqual(collections.map(collection => collection.name).sort());
  });

  it('no collection is open to clients', () => {
    expect(collections.filter(collection => collection.rule !== 'ADMINONLY')).toEqual([]);
  });

  it('every query says how many documents it wants', () => {
    const endless = stores.flatMap(file =>
      nodesOf(file)
        .filter(
          (node): node is ts.CallExpression =>
            ts.isCallExpression(node) && /\.(get|end)$/.test(node.expression.getText()),
        )
        .map(node => node.getText())
        .filter(chain => !/\.limit\(|\bdoc(ument)?\b/.test(chain))
        .map(chain => `${file}: ${chain}`),
    );
    expect(endless).toEqual([]);
  });
});

describe('law 3: pages reach the cloud by call and upload', () => {
  const outside = app.filter(file => !file.startsWith('src/services/'));

  it('and by no other way', () => {
    const pattern =
      /\b(fetch\(|XMLHttpRequest|WebSocket|(Taro|wx)\.(cloud|request|uploadFile|downloadFile)\b)/;
    expect(mentions(outside, pattern)).toEqual([]);
  });

  it('the transports are the service’s own affair', () => {
    expect(offences(outside, target => /services\/transport/.test(target))).toEqual([]);
    const users = app.filter(file => importsOf(file).some(one => /services\/transport/.test(one.target)));
    expect(users.filter(file => file !== 'src/services/cloud.ts')).toEqual([]);
  });

  it('the product imports nothing of what it is tried with', () => {
    expect(
      offences(product, target => /^((emulator|test|bench|demo|config)\/|wechat-local-cloud\b)/.test(target)),
    ).toEqual([]);
  });

  it('the app knows nothing of the functions, and they nothing of the app but the core', () => {
    expect(offences(app, target => target.startsWith('cloudfunctions/'))).toEqual([]);
    const wrong = (target: string) => target.startsWith('src/') && !target.startsWith('src/core/');
    expect(offences(functions, wrong)).toEqual([]);
  });

  it('the local cloud knows nothing of the product', () => {
    const emulator = filesBelow('emulator');
    expect(emulator).not.toEqual([]);
    expect(emulator.some(file => file.startsWith('emulator/test/'))).toBe(true);
    expect(
      offences(emulator, target => /^(src|cloudfunctions|demo|deploy|test|bench|config)\//.test(target)),
    ).toEqual([]);
  });

  it('the local cloud is imported by what its package exports, which is no more than that', () => {
    const outside = filesBelow('src', 'cloudfunctions', 'config', 'deploy', 'demo', 'bench', 'test');
    expect(offences(outside, target => target.startsWith('emulator/'))).toEqual([]);
    const used = outside.flatMap(specifiersOf).filter(name => /^wechat-local-cloud\b/.test(name));
    const exported = Object.keys(localCloud.exports).map(name => name.replace('.', localCloud.name));
    expect([...new Set(used)].sort()).toEqual(exported.sort());
  });
});

describe('what a phone has to load', () => {
  it('no page of the main package imports the station’s or the admins’', () => {
    const main = app.filter(file => !/^src\/(station|admin)\//.test(file));
    expect(offences(main, target => /^src\/(station|admin)\//.test(target))).toEqual([]);
  });

  it('holds no calendar tables, no plan reading and no heavy library', () => {
    const loaded = [...bundledWith(app)];
    expect(loaded.filter(file => /^src\/core\/(data|almanac\/tables)\//.test(file))).toEqual([]);
    expect(loaded.filter(file => file.startsWith('src/core/plan/'))).toEqual([]);
    expect(loaded.filter(name => /^(exceljs|tyme4ts|chinese-days|wx-server-sdk|node:)/.test(name))).toEqual(
      [],
    );
    expect(loaded.filter(isPackage)).toContain('react');
  });

  it('valibot stays on the server: pages know the contract by its types', () => {
    expect([...bundledWith(app)]).not.toContain('valibot');
  });
});
