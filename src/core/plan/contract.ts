/** A station's plan: a spreadsheet read back, and taken in. */

import { of } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import type { Kind, Mode, Place } from '@core/programme/activity';
import * as v from 'valibot';

export type PlanPreview = {
  year: number;
  themes: { month: string; title: string }[];
  rows: {
    row: number;
    reading: PlanReadingView | null;
    problems: { cell: string; problem: string; write: string }[];
  }[];
  /** What the import would do, row by row already known from an earlier one. */
  created: number;
  changed: number;
  unchanged: number;
};

export type PlanReadingView = {
  title: string;
  kind: Kind;
  mode: Mode;
  unit: 'person' | 'group';
  perGroup?: number;
  capacity: number | null;
  expected: number | null;
  place: Place;
  hostName: string;
  stationId: string;
  coHosts: string[];
  audience?: string;
  grouping: 'single' | 'series' | 'sessions';
  occurrences: { startsAt: string; endsAt: string; allDay: boolean; endAssumed: boolean }[];
  summary: string;
  notes: string[];
  status: 'new' | 'changed' | 'unchanged';
};

export const permissions = {
  'programme.import': { roles: ['editor', 'manager'] },
} satisfies Permissions;

export const refusals = {
  'file.not-found': '没有找到这个文件，请重新上传。',
  'plan.problems': '表格还有 {count} 处要改，改好后再导入。',
};

export const actions = {
  'publishing.preview': of<PlanPreview>()(
    'programme.import',
    v.object({
      fileId: v.pipe(v.string(), v.maxLength(500)),
      year: v.optional(v.pipe(v.number(), v.integer())),
    }),
  ),
  'publishing.import': of<{ created: number; unchanged: number; changed: number; published: boolean }>()(
    'programme.import',
    v.object({
      fileId: v.pipe(v.string(), v.maxLength(500)),
      /** true for every row, or the sheet's row numbers to take. */
      accept: v.union([v.literal(true), v.array(v.pipe(v.number(), v.integer()))], '请先确认预览'),
      year: v.optional(v.pipe(v.number(), v.integer())),
      /** Rows whose 预计人数 staff declare to be the capacity; true is every row that has one. */
      expectedIsCapacity: v.optional(v.union([v.boolean(), v.array(v.pipe(v.number(), v.integer()))])),
      /** Keep everything as drafts even where the station is trusted. */
      keepDrafts: v.optional(v.boolean()),
    }),
  ),
};
