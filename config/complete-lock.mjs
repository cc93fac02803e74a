/**
 * Completes package-lock.json after an `npm install` on one platform. npm leaves out the platform packages its
 * registry did not offer, and npm 11's `npm ci` then refuses the lock as incomplete. The missing ones are
 * written at the exact version their parent asks for, marked for their platform, so that only that platform
 * ever fetches them. Run: node config/complete-lock.mjs; with --check it only says
 * what is missing, and fails.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const systems = [
  'darwin',
  'linux',
  'win32',
  'android',
  'freebsd',
  'openharmony',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
];
const processors = [
  'x64',
  'arm64',
  'arm',
  'ia32',
  'ppc64',
  'ppc',
  's390x',
  'loong64',
  'riscv64',
  'mips64el',
  'wasm32',
];

/** Where node would find a dependency from a package's place in the tree, nearest first. */
function places(parent, name) {
  const steps = parent.split('/node_modules/');
  return [...steps.keys()]
    .reverse()
    .map(i => `${steps.slice(0, i + 1).join('/node_modules/')}/node_modules/${name}`)
    .concat(`node_modules/${name}`);
}

/** What platform a package is for, read from its name as all of these packages spell it. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = words.filter(word => systems.includes(word));
  const cpu = words.filter(word => processors.includes(word));
  const libc = words.some(word => word.startsWith('musl'))
    ? ['musl']
    : words.some(word => word.startsWith('gnu')) && os[0] === 'linux'
      ? ['glibc']
      : [];
  return os.length && cpu.length ? { cpu, ...(libc.length ? { libc } : {}), os } : undefined;
}

function missingFrom(lock) {
  const missing = {};
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const exact = /^\d+\.\d+\.\d+\S*$/.test(version);
      const platform = platformOf(name);
      if (!exact || !platform || !parent) continue;
      if (places(parent, name).some(place => (lock.packages[place] ?? missing[place])?.version === version))
        continue;
      const top = `node_modules/${name}`;
      const place = lock.packages[top] || missing[top] ? `${parent}/node_modules/${name}` : top;
      missing[place] = {
        version,
        ...platform,
        ...(entry.dev ? { dev: true } : {}),
        license: entry.license ?? 'MIT',
        optional: true,
      };
    }
  }
  return missing;
}

const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingFrom(lock);
if (process.argv.includes('--check')) {
  const names = Object.keys(missing);
  if (names.length > 0)
    console.error(`package-lock.json lacks ${names.join(', ')}: node config/complete-lock.mjs`);
  process.exit(names.length > 0 ? 1 : 0);
}
const { '': root, ...packages } = { ...lock.packages, ...missing };
lock.packages = {
  '': root,
  ...Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))),
};
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} platform packages added`);
