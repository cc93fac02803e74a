/** Finding somebody on the door's list without a network: by surname, phone tail or code. */
import type { RosterLine } from '@core/desk/contract';
import { maskName } from '@core/kernel/masking';
import { registrationWords } from '@core/registration/registration-words';

/** Full-width digits and letters as a phone's Chinese keyboard types them, made plain. */
function plain(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, '')
    .toLowerCase();
}

/**
 * How well a masked name fits what was typed: 0 the whole name, 1 its beginning, null not at all. 「王」, 「王秀」 and
 * 「王秀兰」 all find 「王*兰」; 「王秀梅」 does not.
 */
function nameRank(masked: string, typed: string): 0 | 1 | null {
  if (maskName(typed) === masked) return 0;
  const longer = [...masked].length > [...typed].length;
  return longer && masked.startsWith([...typed][0] ?? '') ? 1 : null;
}

function rank(line: RosterLine, typed: string): number | null {
  const code = line.code.toLowerCase();
  if (code === typed) return 0;
  if (/^\d+$/.test(typed)) {
    const tail = line.phoneTail ?? '';
    if (tail !== '' && typed.length <= 4 && tail.endsWith(typed)) return 1;
    if (tail !== '' && typed.length > 4 && typed.endsWith(tail)) return 1;
    if (code.startsWith(typed)) return 2;
    return null;
  }
  return nameRank(plain(line.name), typed) ?? (code.startsWith(typed) ? 2 : null);
}

const order = { seated: 0, applied: 1, waiting: 2, withdrawn: 3, declined: 4 } as const;

/** Who is still expected comes first, then those who are in, then those without a seat. */
function place(line: RosterLine): number {
  if (line.status !== 'seated') return 1 + order[line.status];
  return line.arrived < line.size ? 0 : 1;
}

/** The lines a typed text may mean, the likeliest first; with nothing typed, everybody still expected first. */
export function searchRoster<Line extends RosterLine>(lines: readonly Line[], text: string): Line[] {
  const typed = plain(text);
  return lines
    .map((line, index) => ({ line, index, rank: typed === '' ? 0 : rank(line, typed) }))
    .filter((hit): hit is { line: Line; index: number; rank: number } => hit.rank !== null)
    .sort((a, b) => a.rank - b.rank || place(a.line) - place(b.line) || a.index - b.index)
    .map(hit => hit.line);
}

/** What a line says beside its name: 「未到」「到 1 / 3」「都到了」「候补」. */
export function lineText(line: RosterLine): string {
  if (line.status !== 'seated') return registrationWords[line.status].staff;
  if (line.arrived === 0) return '未到';
  return line.arrived < line.size ? `到 ${line.arrived} / ${line.size}` : '已到';
}
