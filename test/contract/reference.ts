/**
 * Writes docs/actions.md, the reference of every action, from the contracts: `npx tsx test/contract/reference.ts`. A test
 * holds the two equal.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Action, contracts, permissions } from '@core/contract';
import type { Permissions, Role } from '@core/kernel/roles';
import type { Fields } from './release-rules';
import { contractToday } from './today';

type Part = { actions?: object; permissions?: Permissions; refusals?: Record<string, string>; news?: object };
const parts = Object.entries<Part>(contracts);
const declared: Permissions = permissions;
const roles: readonly Role[] = ['helper', 'editor', 'manager', 'reviewer', 'admin'];

/** `noShows` is the folder no-shows. */
const wordOf = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;

/** Fields on one line: path, a question mark where it may be missing, and what may stand there. */
function fieldsLine(fields: Fields): string {
  const told = Object.entries(fields)
    .filter(([path]) => path !== '')
    .map(([path, kinds]) => {
      const missing = kinds.includes('undefined') ? '?' : '';
      const there = kinds.filter(
        kind => kind !== 'undefined' && kind !== 'object' && kind !== 'strict object',
      );
      return code(there.length > 0 ? `${path}${missing}: ${there.join(' or ')}` : `${path}${missing}`);
    });
  return told.length > 0 ? told.join(' · ') : 'nothing';
}

function whoMay(permission: string): string {
  const who = declared[permission]!.roles;
  return who === 'everybody' ? 'everybody' : who.join(', ');
}

function sectionOf(name: string, part: Part, today: ReturnType<typeof contractToday>) {
  const own = Object.keys(part.actions ?? {}) as Action[];
  if (own.length === 0) return '';
  const entries = own.map(action => {
    const { permission, input, output } = today.actions[action]!;
    const comment = today.comments[action];
    return [
      `### ${action}`,
      ...(comment ? [comment] : []),
      `- asks for ${code(permission)}: ${whoMay(permission)}\n- takes ${fieldsLine(input)}\n- answers ${fieldsLine(output)}`,
    ].join('\n\n');
  });
  return [`## ${wordOf(name)}`, ...entries].join('\n\n');
}

/** A table of permissions by role. */
function permissionTable(): string {
  const rows = Object.entries(declared)
    .filter(([, { roles: who }]) => who !== 'everybody')
    .map(([permission, { roles: who }]) => [
      code(permission),
      ...roles.map(role => (who.includes(role) ? '✓' : '')),
    ]);
  return table(['permission', ...roles], rows);
}

function refusalTable(): string {
  const rows = parts
    .flatMap(([, { refusals = {} }]) => Object.entries(refusals))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return table(
    ['code', 'sentence'],
    rows.map(([name, sentence]) => [code(name), sentence]),
  );
}

const table = (head: readonly string[], rows: readonly string[][]) =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');

/** The whole reference as Markdown. */
export function reference(today: ReturnType<typeof contractToday>): string {
  return `${[
    '# Every action',
    'Written by `npx tsx test/contract/reference.ts` from `src/core/*/contract.ts`; a test holds it. `[]` is each of a list, `.*` each of a record, `{…}` one form of several.',
    ...parts.map(([name, part]) => sectionOf(name, part, today)).filter(Boolean),
    '## Permissions by role',
    `Everybody may: ${Object.keys(declared)
      .filter(permission => declared[permission]!.roles === 'everybody')
      .map(code)
      .join(', ')}.`,
    permissionTable(),
    '## Refusals',
    refusalTable(),
  ].join('\n\n')}\n`;
}

if (require.main === module)
  writeFileSync(join(__dirname, '../../docs/actions.md'), reference(contractToday()));
