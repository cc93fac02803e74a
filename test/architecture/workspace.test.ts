/** The local cloud as a package: what it depends on is its own affair, and none of it ships with the product. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { filesBelow, importsOf } from '@test/support/source';
import localCloud from 'wechat-local-cloud/package.json';

const product = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const ofProduct: Record<string, string> = { ...product.dependencies, ...product.devDependencies };
const { dependencies, devDependencies } = localCloud;

/** The packages that some files import, by the names they are installed under. */
function packagesOf(files: string[]): string[] {
  const names = files.flatMap(importsOf).map(({ target }) => target);
  const packages = names.filter(name => !/^(emulator\/|node:)/.test(name));
  return [...new Set(packages.map(name => name.split('/', name.startsWith('@') ? 2 : 1).join('/')))];
}

describe('the local cloud’s package', () => {
  const files = filesBelow('emulator');
  const tests = files.filter(file => file.startsWith('emulator/test/'));

  it('names every package that it imports, apart from what only its tests need', () => {
    const running = files.filter(file => !tests.includes(file));
    expect(packagesOf(running).filter(name => !(name in dependencies))).toEqual([]);
    expect(packagesOf(tests).filter(name => !(name in { ...dependencies, ...devDependencies }))).toEqual([]);
  });

  it('names none that it does not use: its command needs tsx, its types those of a package or of Node and Jest', () => {
    const used = [...packagesOf(files), 'tsx', 'wx-server-sdk', 'jest'];
    const named = Object.keys({ ...dependencies, ...devDependencies });
    expect(named.filter(name => !used.includes(name.replace(/^@types\/(?!node|jest)/, '')))).toEqual([
      '@types/jest',
      '@types/node',
    ]);
  });

  it('has of what the product names too the same version', () => {
    const own: Record<string, string> = { ...dependencies, ...devDependencies };
    const shared = Object.keys(own).filter(name => name in ofProduct);
    expect(shared).not.toEqual([]);
    expect(shared.map(name => [name, own[name]])).toEqual(shared.map(name => [name, ofProduct[name]]));
  });

  it('is under the licence of the whole', () => {
    expect(readFileSync('emulator/LICENSE', 'utf8')).toBe(readFileSync('LICENSE', 'utf8'));
  });
});

describe('the audit', () => {
  /** The packages that a registry is asked about, when it answers that nothing is wrong with them. */
  async function asked(): Promise<string[]> {
    let names: string[] = [];
    const registry = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', chunk => chunks.push(chunk));
      req.on('end', () => {
        names = Object.keys(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()));
        res.setHeader('content-type', 'application/json');
        res.end('{}');
      });
    });
    await new Promise<void>(up => registry.listen(0, '127.0.0.1', up));
    const { port } = registry.address() as AddressInfo;
    const args = ['config/audit.mjs', '--registry', `http://127.0.0.1:${port}`];
    await new Promise<void>((done, failed) => {
      execFile(process.execPath, args, error => (error ? failed(error) : done()));
    });
    registry.close();
    return names;
  }

  it('counts what deploys, and nothing of the local cloud or of the tests', async () => {
    const names = await asked();
    expect(names).toEqual(expect.arrayContaining(Object.keys(product.dependencies)));
    // The SDK, which ships, needs protobufjs itself.
    const own = Object.keys(dependencies).filter(name => name !== 'protobufjs');
    expect(own).not.toEqual([]);
    expect(names.filter(name => [...own, localCloud.name, 'jest', 'playwright-core'].includes(name))).toEqual(
      [],
    );
  });
});
