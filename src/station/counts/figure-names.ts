/** How figures are named and explained to staff. */
import type { Correctable, Figures } from '@core/counts/figures';

export type Line = { name: string; value: string; hint?: string; figure?: Correctable };

const people = (count: number) => `${count} 人`;

/** What is shown of a session's figures, block by block; figures of different kinds stand in blocks of their own. */
export function blocksOf(
  figures: Figures,
  { open, signOut }: { open: boolean; signOut: boolean },
): { title: string; lines: Line[] }[] {
  const { scanned, self, onBehalf, arrived, walkIns, spare, personTimes, estimate, online } = figures;
  const blocks = [
    {
      title: '到场',
      lines: [
        { name: '到场一共', value: `${personTimes} 人次`, hint: '签到的和现场来的，不含线上和估算' },
        ...(open
          ? []
          : [
              {
                name: '报名的人到了',
                value: people(arrived),
                hint: `扫码 ${scanned}，自己签到 ${self}，代登记 ${onBehalf}`,
                figure: 'arrived' as const,
              },
            ]),
        {
          name: '现场来的',
          value: people(walkIns),
          ...(spare > 0 ? { hint: `其中 ${spare} 人坐了没来的人的座位` } : {}),
          figure: 'walkIns' as const,
        },
      ],
    },
    {
      title: open ? '估算和线上' : '线上',
      lines: [
        ...(open || estimate !== null
          ? [
              {
                name: '估算',
                value: estimate === null ? '没填' : people(estimate),
                hint: '没有一个一个数的，写明怎么估的；单独列，不和到场相加',
                figure: 'estimate' as const,
              },
            ]
          : []),
        {
          name: '线上',
          value: online === null ? '没填' : people(online),
          hint: '直播或线上参加的，单独列',
          figure: 'online' as const,
        },
      ],
    },
  ];
  if (open) return blocks;
  return [
    {
      title: '报名',
      lines: [
        { name: '报上名的', value: people(figures.seated) },
        { name: '还在候补的', value: people(figures.waiting) },
        { name: '退出的', value: people(figures.withdrawn) },
        ...(figures.noShows === null ? [] : [{ name: '报上名没来的', value: people(figures.noShows) }]),
      ],
    },
    ...blocks,
    ...(signOut
      ? [
          {
            title: '时长',
            lines: [
              {
                name: '一共',
                value: `${figures.hours} 小时`,
                ...(figures.notSignedOut > 0
                  ? { hint: `还有 ${figures.notSignedOut} 人没有签退，不算在内` }
                  : {}),
              },
            ],
          },
        ]
      : []),
  ];
}

export const figureNames: Record<Correctable, string> = {
  arrived: '报名的人到了',
  walkIns: '现场来的',
  online: '线上',
  estimate: '估算',
};

/** 「截止后又多了 3 人次」, or nothing where nothing came later. */
export function lateText(late: Partial<Record<keyof Figures, number>>): string | undefined {
  const more = late.personTimes ?? 0;
  if (more !== 0)
    return `截止以后又${more > 0 ? '多' : '少'}了 ${Math.abs(more)} 人次，单独列出，不改已截止的数`;
  return Object.keys(late).length > 0 ? '截止以后有改动，到场人次没变' : undefined;
}
