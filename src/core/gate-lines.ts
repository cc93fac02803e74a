/** The gate's slim roster as text: one party a line, some 25 characters each, so that 3,000 travel in one reply. */
import type { RosterLine } from './contract/roster';

/**
 * Milliseconds after its door has closed for which a gate keeps a session's roster: six hours, in which its phone comes
 * home to a network, and what it queued can still be told and taken back with a name beside it. The queue itself needs
 * no roster, and is kept until it is told.
 */
export const keptFor = 6 * 3_600_000;

/** A party as the gate knows it. `disputed`: two gates claim more of it than there are, and staff should look. */
export type GateLine = RosterLine & { disputed: boolean };

const letters = { applied: 'a', seated: 's', waiting: 'w', withdrawn: 'x', declined: 'd' } as const;
const statuses = Object.fromEntries(
  Object.entries(letters).map(([status, letter]) => [letter, status]),
) as Record<string, RosterLine['status']>;

export function writeLines(lines: readonly GateLine[]): string {
  return lines
    .map(({ code, name, phoneTail, size, status, arrived, disputed }) =>
      [
        code,
        name.replace(/[|\n]/g, ' '),
        phoneTail ?? '',
        size,
        letters[status],
        arrived || '',
        disputed ? '!' : '',
      ].join('|'),
    )
    .join('\n');
}

export function readLines(text: string): GateLine[] {
  return text.split('\n').flatMap((line): GateLine[] => {
    const [code, name = '', phoneTail, size, letter = '', arrived, disputed] = line.split('|');
    const status = statuses[letter];
    if (!code || !status) return [];
    return [
      {
        code,
        name,
        ...(phoneTail ? { phoneTail } : {}),
        size: Number(size),
        status,
        arrived: Number(arrived || 0),
        disputed: disputed === '!',
      },
    ];
  });
}
