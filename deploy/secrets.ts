/** What the functions need in their environment, and what must hold before it may be set. */

type Environment = Record<string, string | undefined>;

/** Which functions get the variables; the others have no use for a secret and get none. */
export const HOLDERS = ['api', 'clock'];

/** Message templates; none has to be there. */
const TEMPLATES = ['YUEYUE_TEMPLATE_SEATED', 'YUEYUE_TEMPLATE_CHANGE', 'YUEYUE_TEMPLATE_REMINDER'];

const draw = (prefix: string) =>
  `node -p "'${prefix}'+require('node:crypto').randomBytes(32).toString('hex')"`;

/**
 * Reads the functions’ variables from this process’s environment. Nothing of a value is in any problem.
 * Problems say how to make what is missing.
 */
export function readVariables(environment: Environment): {
  variables: Record<string, string>;
  problems: string[];
} {
  const { YUEYUE_KEYS: keys, YUEYUE_PEPPER: pepper } = environment;
  const problems: string[] = [];
  if (!keys) {
    problems.push(
      `YUEYUE_KEYS is not set: it seals personal data and signs tickets. Draw one with ${draw('k1:')} and keep it where you keep passwords; without it nothing sealed can be opened again.`,
    );
  } else {
    problems.push(...problemsOfKeys(keys));
  }
  if (!pepper) {
    problems.push(
      `YUEYUE_PEPPER is not set: it names residents on rosters and must never change. Draw it once with ${draw('')} and keep it with the keys.`,
    );
  } else if (!/^[0-9a-f]{64}$/.test(pepper)) {
    problems.push('YUEYUE_PEPPER must be 64 hex digits, in small letters.');
  }
  const variables = {
    ...(keys ? { YUEYUE_KEYS: keys } : {}),
    ...(pepper ? { YUEYUE_PEPPER: pepper } : {}),
    ...Object.fromEntries(TEMPLATES.flatMap(name => (environment[name] ? [[name, environment[name]]] : []))),
  };
  return { variables, problems };
}

function problemsOfKeys(keys: string): string[] {
  const pairs = keys.split(',').map(pair => pair.trim().split(':'));
  const wrong = pairs.findIndex(
    ([id = '', hex = '', ...rest]) =>
      !/^[A-Za-z0-9_-]+$/.test(id) || !/^[0-9a-f]{64}$/.test(hex) || rest.length > 0,
  );
  if (wrong >= 0) {
    return [
      `YUEYUE_KEYS: the key in place ${wrong + 1} is not of the form id:64 hex digits (newest first, comma between).`,
    ];
  }
  const ids = pairs.map(([id]) => id);
  return new Set(ids).size === ids.length ? [] : ['YUEYUE_KEYS: two keys have the same id.'];
}

/**
 * Why variables must not take the place of those deployed: another pepper would make every resident a stranger to
 * their registrations, and a key that is gone leaves what it sealed shut for ever. `dropped` are the ids of keys that
 * may go.
 */
export function problemsOfChange(
  deployed: Record<string, string>,
  next: Record<string, string>,
  dropped: string[],
): string[] {
  const problems: string[] = [];
  if (deployed.YUEYUE_PEPPER && deployed.YUEYUE_PEPPER !== next.YUEYUE_PEPPER) {
    problems.push(
      'YUEYUE_PEPPER is not the one deployed. It must never change: every resident would lose their registrations. Set the one the environment was first deployed with; the console shows it (云函数 → api → 环境变量).',
    );
  }
  const after = keysIn(next);
  for (const [id, hex] of keysIn(deployed)) {
    if (after.get(id) === hex) continue;
    if (after.has(id))
      problems.push(
        `YUEYUE_KEYS: “${id}” is another key than the one deployed under that id. Give the new one a new id.`,
      );
    else if (!dropped.includes(id)) {
      problems.push(
        `YUEYUE_KEYS: the key “${id}” is deployed and not listed; what it sealed could not be opened again. Put it behind the newest, or say --drop-key ${id} when nothing is left that it sealed.`,
      );
    }
  }
  return problems;
}

const keysIn = ({ YUEYUE_KEYS = '' }: Record<string, string>) =>
  new Map(
    YUEYUE_KEYS.split(',')
      .map(pair => pair.trim().split(':'))
      .filter((pair): pair is [string, string] => pair.length === 2),
  );
