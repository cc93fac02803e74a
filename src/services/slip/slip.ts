/** What is handed over at the desk or sent on to the family: in large print, on paper and as a picture. */
import { spacedCode } from '@app/components/spaced-code';
import { severalText, whenText } from '@app/components/when';
import type { ActivityRef } from '@app/services/links';
import type { Output } from '@core/contract';
import type { ActivityView } from '@core/programme/contract';
import type { Ticket } from '@core/registration/contract';

export type Slip = {
  station: string;
  title: string;
  facts: { name: string; value: string }[];
  /** 「王秀兰 一行 3 人」 */
  who: string;
  /** Six digits in two groups, as they are said, and the code to scan; missing while there is no seat. */
  digits?: string;
  qr?: string;
  /** What to do with it. */
  advice: string;
};

/** The slip of a party that was just registered. `names` are as they were given, since it goes into their hands. */
export function slipOf(
  view: ActivityView,
  target: ActivityRef,
  names: readonly string[],
  made: Output<'roster.register'>,
): Slip {
  return { ...slipFor(view, target, names), ...coded(made.ticket), advice: adviceOf(made) };
}

/** A ticket to send on: the whole party's, or with one name that member's own. */
export function slipOfTicket(
  view: ActivityView,
  target: ActivityRef,
  names: readonly string[],
  ticket: Ticket,
): Slip {
  const advice = '进门时出示这张图，或者报上面的号。一个码只进一次。';
  return { ...slipFor(view, target, names), ...coded(ticket), advice };
}

function slipFor(
  view: ActivityView,
  { sessionId }: ActivityRef,
  names: readonly string[],
): Omit<Slip, 'advice'> {
  const session = view.sessions.find(one => one.sessionId === sessionId) ?? view.sessions[0]!;
  const all = view.enrolment === 'activity' && view.sessions.length > 1;
  return {
    station: view.stationName,
    title: view.title,
    facts: [
      { name: '时间', value: all ? severalText(view, view.sessions.length) : whenText(session) },
      { name: '地点', value: session.place.text },
      { name: '人数', value: `${names.length} 人` },
      ...(view.contact ? [{ name: '电话', value: view.contact }] : []),
    ],
    who: names.length > 1 ? `${names[0]} 一行 ${names.length} 人` : (names[0] ?? ''),
  };
}

const coded = (ticket: Ticket | undefined) =>
  ticket ? { digits: spacedCode(ticket.code), qr: ticket.qr } : {};

function adviceOf({ status, position }: Output<'roster.register'>): string {
  if (status === 'waiting') return `正在候补，第 ${position ?? 1} 家。有了座位，站点会联系您。`;
  if (status === 'applied') return '已经登记，等站点确认，确认后会联系您。';
  return '进门时出示这张纸，或者报上面的号。';
}
