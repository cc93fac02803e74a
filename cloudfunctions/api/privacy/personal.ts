/** What a wish to be deleted itself holds about whoever made it. */

import type { Personal } from '@api/personal';
import { yearMomentOf } from '@core/kernel/dates';
import type { collections } from './collections';
import * as erasures from './store';

export const personal = {
  erasures: {
    copy: {
      title: '删除请求',
      async read({ key }) {
        const found = await erasures.ofPerson(key);
        return {
          entries: found.map(({ at, state }) => ({
            title: `${yearMomentOf(at)} 要求删除全部资料`,
            lines: [state === 'done' ? '已经删除' : '正在删除'],
          })),
        };
      },
    },
    erase: { none: 'the wish must outlive what it deletes, so that a crash is made good; it names nobody' },
    seal: { none: 'it holds the key on rosters and a moment' },
    kept: { long: 'seven days after it was carried out (finishErasures)' },
  },
} satisfies Personal<typeof collections>;
