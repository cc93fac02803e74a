/** No-shows as their holder sees them, and the appeal: made by the resident, decided by the station's manager. */

import type { Context } from '@api/context';
import * as places from '@api/places/store';
import * as activities from '@api/programme/store';
import * as ruledRosters from '@api/roster/ruled-store';
import * as rosters from '@api/roster/store';
import { digest, memberKey, openOr, seal, sealedBy } from '@api/secrets';
import * as audits from '@api/trail/store';
import type { Output, Parsed } from '@core/contract';
import { iso } from '@core/kernel/dates';
import { nearestRule, pausedUntil, stands } from '@core/no-shows/absences';
import type { MyNoShow } from '@core/no-shows/contract';
import { appealWords } from '@core/no-shows/no-show-words';
import { AppError } from '@core/refusal';
import type { RosterRule } from '@core/roster/no-shows-slice';
import { factsOf, view } from '@core/roster/view';
import { tell } from './recording';
import * as rules from './rules-store';
import * as noShows from './store';

/** Those of somebody's that still stand by what the rosters say now. */
async function standing(found: readonly noShows.NoShow[], key: string): Promise<noShows.NoShow[]> {
  const seen = await ruledRosters.presences([...new Set(found.map(one => one.rosterId))], key);
  return found.filter(one => stands(one, seen.get(one.rosterId)));
}

/**
 * Until when somebody's own registrations are paused under a roster's rule. One read for nearly everybody; the rosters are
 * asked again only where what is stored would pause.
 */
export async function pauseOf(key: string, rule: RosterRule, now: number): Promise<number | undefined> {
  const found = await noShows.ofPerson(key);
  if (pausedUntil(found, rule, now) === undefined) return undefined;
  return pausedUntil(await standing(found, key), rule, now);
}

export async function mine(_: Parsed<'noshow.mine'>, context: Context): Promise<Output<'noshow.mine'>> {
  const key = memberKey(context.openid);
  const found = await noShows.ofPerson(key);
  if (found.length === 0) return { noShows: [], pauses: [] };
  const areaIds = [...new Set(found.map(one => one.areaId))];
  const [counting, of, ruling, areas] = await Promise.all([
    standing(found, key),
    activities.findMany([...new Set(found.map(one => one.activityId))]),
    rules.ofAreas(areaIds),
    places.areas(areaIds),
  ]);
  return {
    noShows: found.map((one): MyNoShow => {
      const activity = of.get(one.activityId);
      const { appeal } = one;
      return {
        noShowId: one._id,
        activityId: one.activityId,
        title: activity?.title ?? '',
        startsAt: iso(one.startsAt),
        stationName: activity?.stationName ?? '',
        ...(activity?.contact ? { contact: activity.contact } : {}),
        seatedAt: iso(one.seatedAt),
        state: counting.includes(one) ? 'counts' : appeal?.state === 'accepted' ? 'excused' : 'takenBack',
        ...(appeal
          ? {
              appeal: {
                state: appeal.state,
                text: openOr(appeal.text, ''),
                at: iso(appeal.at),
                ...(appeal.reason ? { reason: appeal.reason } : {}),
              },
            }
          : {}),
        until: iso(one.until),
      };
    }),
    pauses: areaIds.flatMap(areaId => {
      const rule = nearestRule([areaId], ruling);
      const until = rule?.rule.on
        ? pausedUntil(counting, { areaId, switchedOnAt: rule.since, ...rule.rule }, context.now)
        : undefined;
      const areaName = areas.find(area => area._id === areaId)?.name ?? '';
      return until === undefined ? [] : [{ areaName, until: iso(until) }];
    }),
  };
}

export async function appeal(
  input: Parsed<'noshow.appeal'>,
  context: Context,
): Promise<Output<'noshow.appeal'>> {
  const found = await noShows.find(input.noShowId);
  if (found?.key !== memberKey(context.openid)) throw new AppError('noshow.not-found');
  const text = seal(input.text);
  const request = digest(input.requestId);
  if (!found.appeal) {
    const said = { state: 'open' as const, text, at: context.now, request };
    await noShows.appeal(found._id, { ...said, keys: [sealedBy(text)] });
  }
  // Once is enough: what was said first stands, whoever taps again.
  return { state: (await noShows.find(found._id))?.appeal?.state ?? 'open' };
}

export async function appeals(
  input: Parsed<'noshow.appeals'>,
  context: Context,
): Promise<Output<'noshow.appeals'>> {
  await context.permit({ stationId: input.stationId });
  const page = await noShows.openAppeals(input.stationId, input.cursor);
  const [of, lines] = await Promise.all([
    activities.findMany([...new Set(page.noShows.map(one => one.activityId))]),
    Promise.all(
      page.noShows.map(async one => {
        const roster = await rosters.read(one.rosterId, view(factsOf([one.key], ['id', 'names', 'size'])));
        const member = roster?.members[one.key];
        const seen = await ruledRosters.presences([one.rosterId], one.key);
        return { one, member, takenBack: !stands(one, seen.get(one.rosterId)) };
      }),
    ),
  ]);
  return {
    lines: lines.map(({ one, member, takenBack }) => ({
      noShowId: one._id,
      activityId: one.activityId,
      activity: of.get(one.activityId)?.title ?? '',
      startsAt: iso(one.startsAt),
      name: (member?.id === one.registrationId ? member.names[0] : undefined) ?? '*',
      size: member?.size ?? 1,
      text: openOr(one.appeal?.text ?? '', ''),
      at: iso(one.appeal?.at ?? one.recordedAt),
      takenBack,
    })),
    ...(page.next ? { next: page.next } : {}),
  };
}

/** Carries out a manager's decision, with a line in the trail before it; sent again it is answered as it was. */
async function decide(
  { noShowId, requestId, reason }: { noShowId: string; requestId: string; reason?: string },
  state: 'accepted' | 'declined',
  context: Context,
): Promise<{ state: 'accepted' | 'declined' }> {
  const [found, { title }] = await Promise.all([noShows.find(noShowId), context.person()]);
  if (!found) throw new AppError('noshow.not-found');
  await context.permit({ stationId: found.stationId });
  if (!found.appeal) throw new AppError('noshow.not-found');
  if (found.appeal.state === 'open') {
    const what = state === 'accepted' ? 'appealAccept' : 'appealDecline';
    await audits.note({
      _id: digest([what, noShowId, context.openid, requestId].join('|')),
      at: context.now,
      by: context.openid,
      title,
      what,
      stationId: found.stationId,
      activityId: found.activityId,
      registrationId: found.registrationId,
      ...(reason ? { reason } : {}),
    });
    await noShows.decide(noShowId, { state, reason, at: context.now });
  }
  const decided = await noShows.find(noShowId);
  if (!decided?.appeal) throw new AppError('noshow.not-found');
  if (decided.appeal.state !== state)
    throw new AppError('noshow.decided', { status: appealWords[decided.appeal.state].staff });
  await tell([decided], context.now);
  return { state };
}

export function accept(input: Parsed<'noshow.accept'>, context: Context): Promise<Output<'noshow.accept'>> {
  return decide(input, 'accepted', context);
}

export function decline(
  input: Parsed<'noshow.decline'>,
  context: Context,
): Promise<Output<'noshow.decline'>> {
  return decide(input, 'declined', context);
}
