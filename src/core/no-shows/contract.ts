/** No-shows: a resident's own, their appeals, and the rule of an area. */

import { cursor, id, of, requestId, someText, version, within } from '@core/kernel/fields';
import * as v from 'valibot';
import { type AppealState, type NoShowRule, ruleLimits } from './absences';

/** A no-show of the caller's own, with what it was counted on. */
export type MyNoShow = {
  noShowId: string;
  activityId: string;
  title: string;
  startsAt: string;
  stationName: string;
  /** Whom to phone, where the activity says so. */
  contact?: string;
  /** Since when the seat was held. */
  seatedAt: string;
  /** `counts`, or why it does not: they came after all (or the activity moved), or an appeal was accepted. */
  state: 'counts' | 'takenBack' | 'excused';
  appeal?: { state: AppealState; text: string; at: string; reason?: string };
  /** When it is removed. */
  until: string;
};

/** An appeal that waits for the station's manager: the resident's name masked, their words in full. */
export type AppealLine = {
  noShowId: string;
  activityId: string;
  activity: string;
  startsAt: string;
  name: string;
  size: number;
  text: string;
  at: string;
  /** Whether an arrival has come in since: then it does not count anyhow. */
  takenBack: boolean;
};

/** An area's no-show rule: its own (null: that of above), and the one that holds there now, with whose it is. */
export type NoShowRuleView = {
  areaId: string;
  areaName: string;
  own: NoShowRule | null;
  holds: (NoShowRule & { areaName: string }) | null;
  changed?: { at: string; by: string };
  version: number;
};

export const noShows = {
  'noshow.mine': of<{ noShows: MyNoShow[]; pauses: { areaName: string; until: string }[] }>()(
    'registration.own',
    v.object({}),
  ),
  'noshow.appeal': of<{ state: AppealState }>()(
    'registration.own',
    v.object({ noShowId: id, text: someText(200, '请写明原因'), requestId }),
  ),
  'noshow.appeals': of<{ lines: AppealLine[]; next?: string }>()(
    'noshow.decide',
    v.object({ stationId: id, cursor: v.optional(cursor) }),
  ),
  'noshow.accept': of<{ state: AppealState }>()('noshow.decide', v.object({ noShowId: id, requestId })),
  'noshow.decline': of<{ state: AppealState }>()(
    'noshow.decide',
    v.object({ noShowId: id, reason: someText(100, '请写明原因，本人会看到'), requestId }),
  ),
  'area.noShowRule': of<NoShowRuleView>()('rules.write', v.object({ areaId: id })),
  /** `rule` null goes by the area above; `version` is the one that was shown. */
  'area.setNoShowRule': of<NoShowRuleView>()(
    'rules.write',
    v.object({
      areaId: id,
      rule: v.nullable(
        v.object({
          on: v.boolean(),
          count: within(ruleLimits.count, '次'),
          days: within(ruleLimits.days, '天'),
          pauseDays: within(ruleLimits.pauseDays, '天'),
        }),
      ),
      version,
    }),
  ),
};
