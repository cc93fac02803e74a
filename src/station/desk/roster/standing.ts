/** What the list of those who registered says, and what is searched for. */
import { momentText } from '@app/components/when';
import type { Output } from '@core/contract';
import type { Decided, StaffLine } from '@core/desk/contract';
import { maskName } from '@core/kernel/masking';
import type { ActivityView } from '@core/programme/contract';
import type { RegistrationStatus } from '@core/registration/contract';
import { registrationWords } from '@core/registration/registration-words';

/** The list's tabs, in the order staff work through them. */
export const tabs: readonly RegistrationStatus[] = ['applied', 'waiting', 'seated', 'withdrawn', 'declined'];

/** What a tab says: 「候补 6 人」. The server counts no declined ones. */
export function tabText(
  status: RegistrationStatus,
  counts: Output<'roster.list'>['counts'] | undefined,
): string {
  const people = status === 'declined' ? 0 : (counts?.[status] ?? 0);
  const { staff } = registrationWords[status];
  return people > 0 ? `${staff} ${people}` : staff;
}

/** Where a party stands: 「候补第 2 家」「已报上 · 长者席」「已到 1 / 3」. */
export function standingText(line: StaffLine): string {
  if (line.status === 'withdrawn' && line.movedTo) return '已改到另一场';
  if (line.status === 'waiting') return `候补第 ${line.position ?? 1} 家`;
  if (line.status !== 'seated') return registrationWords[line.status].staff;
  if (line.arrived > 0) return line.arrived < line.size ? `已到 ${line.arrived} / ${line.size}` : '已到';
  const { staff } = registrationWords.seated;
  return line.pool ? `${staff} · ${line.pool}` : staff;
}

/** Whether where a party stands is no more than its tab says, also after staff decided on it. */
export function isAsItsTab(line: StaffLine, done: Decided | undefined): boolean {
  if (done) return done.status === line.status && done.status !== 'waiting';
  if (line.status === 'seated') return line.arrived === 0 && !line.pool;
  return line.status !== 'waiting' && !line.movedTo;
}

/** The line under a name: how to find them again. */
export function factsText({ phoneTail, code }: StaffLine): string {
  return `${phoneTail ? `尾号 ${phoneTail}` : '没留电话'} · 入场码 ${code}`;
}

/** Since when they stand where they stand, and how they came to: 「6月9日 周三 8:02 · 代登记」. */
export function sinceText({ at, desk }: StaffLine): string {
  return [momentText(at), desk ? '代登记' : '自己报的'].join(' · ');
}

/** Between which sessions staff moved a party: 「从 6月9日 周三 9:00 那一场改来」. Nothing where they did not. */
export function movedText(
  { movedTo, movedFrom }: Pick<StaffLine, 'movedTo' | 'movedFrom'>,
  { sessions }: Pick<ActivityView, 'sessions'>,
): string | undefined {
  const session = sessions.find(one => one.sessionId === (movedTo ?? movedFrom));
  if (!session) return undefined;
  const when = momentText(session.startsAt);
  return movedTo ? `站点改到了 ${when} 那一场` : `从 ${when} 那一场改来`;
}

/**
 * The list after a refresh, with nothing moved from under a thumb: lines keep the places they had in `before`, those
 * staff have just decided stay where they were, new ones come last.
 */
export function inPlace(
  before: readonly StaffLine[],
  now: readonly StaffLine[],
  isDecided: (line: StaffLine) => boolean,
): StaffLine[] {
  const id = (line: StaffLine) => line.registrationId;
  const stayed = before.flatMap(
    old => now.find(line => id(line) === id(old)) ?? (isDecided(old) ? [old] : []),
  );
  return [...stayed, ...now.filter(line => !before.some(old => id(old) === id(line)))];
}

/** What became of a party that staff decided on: 「已通过，名额满了，候补第 3 家」. */
export function outcomeText(done: Decided): string {
  if (done.status === 'waiting') return `名额满了，排在候补第 ${done.position ?? 1} 家`;
  return registrationWords[done.status].staff;
}

/** What the server is asked for: a code or the last digits of a phone as typed, and of a name its first character. */
export function searchOf(text: string): string {
  const plain = plainOf(text);
  if (/^\d+$/.test(plain)) return plain.length > 6 ? plain.slice(-4) : plain;
  return [...plain][0] ?? '';
}

/** Whether a masked line may be who was typed in full: 「王秀兰」 finds 「王*兰」 and leaves out 「王*梅」. */
export function mayBe(line: Pick<StaffLine, 'name'>, text: string): boolean {
  const plain = plainOf(text);
  return /^\d*$/.test(plain) || [...plain].length < 2 || maskName(plain) === line.name;
}

/** Without spaces, and with digits as a Chinese keyboard types them made plain. */
function plainOf(text: string): string {
  return text
    .replace(/\s+/g, '')
    .replace(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}
