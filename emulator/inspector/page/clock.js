import { get, post } from './api.js';
import { careful, dateTime, empty, h, table, toast } from './dom.js';

const HOUR = 3600_000;

/** 时钟: what time it is in the cloud, and what falls due when it moves. */
export const clock = {
  title: '时钟',
  async load() {
    const { now, offset } = await get('clock');
    return { minute: now.slice(0, 16), offset: Math.round(offset / 1000), timers: await get('timers') };
  },
  draw({ minute, offset, timers }, { refresh }) {
    const move = async to => {
      document.activeElement?.blur();
      const { timers: runs } = await post('clock', { now: to });
      toast(runs > 0 ? `拨好了，路上跑了 ${runs} 次定时任务` : '拨好了');
      await refresh(true);
    };
    const by = milliseconds => async () => {
      const { now } = await get('clock');
      await move(new Date(Date.parse(now) + milliseconds).toISOString());
    };
    const next = timers.find(timer => timer.next)?.next;
    return [
      h(
        'p',
        { class: 'clock-face' },
        minute.replace('T', ' '),
        h('small', {}, offset === 0 ? '北京时间，与真实时间一致' : `北京时间，比真实时间${shift(offset)}`),
      ),
      h(
        'div',
        { class: 'bar' },
        h('button', { type: 'button', onclick: by(HOUR) }, '往后一小时'),
        h('button', { type: 'button', onclick: by(24 * HOUR) }, '往后一天'),
        next && h('button', { type: 'button', onclick: () => move(next) }, '到下一个定时任务'),
        offset !== 0 && h('button', { type: 'button', onclick: () => move(null) }, '回到真实时间'),
      ),
      exactForm(minute, move),
      h('h2', {}, '定时任务'),
      timers.length > 0
        ? table(
            ['函数 · 触发器', '下一次', '表达式'],
            timers.map(timer => ({
              cells: [
                `${timer.function} · ${timer.name}`,
                timer.next ? h('span', { class: 'time' }, dateTime(timer.next)) : '不会再跑了',
                h('span', { class: 'mono' }, timer.config),
              ],
            })),
          )
        : empty('没有定时任务', '在云函数的 config.json 里写 triggers，就会出现在这里。'),
      h('h2', {}, '从头再来'),
      h(
        'div',
        { class: 'bar' },
        h('span', { class: 'note grow' }, '忘掉所有文档、文件、消息和时间的拨动，回到刚开始的样子。'),
        careful('全部重置', '真的全部重置', async () => {
          toast('正在重置……');
          await post('reset');
          toast('重置好了');
          location.reload();
        }),
      ),
    ];
  },
};

function exactForm(minute, move) {
  const at = h('input', { type: 'datetime-local', value: minute, required: true, 'aria-label': '拨到' });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  return h(
    'form',
    {
      class: 'bar',
      async onsubmit(event) {
        event.preventDefault();
        try {
          await move(`${at.value.length === 16 ? `${at.value}:00` : at.value}+08:00`);
        } catch (error) {
          problem.textContent = error.message;
          problem.hidden = false;
        }
      },
    },
    at,
    h('button', { type: 'submit' }, '拨到这个时间'),
    h('span', { class: 'note' }, '往后拨，到期的定时任务会按顺序跑；往前拨不跑。'),
    problem,
  );
}

/** How far the clock is from the real one, in words; `offset` in seconds. */
function shift(offset) {
  const minutes = Math.round(Math.abs(offset) / 60);
  const days = Math.floor(minutes / 1440);
  const parts = [
    days > 0 && `${days} 天`,
    minutes % 1440 >= 60 && `${Math.floor((minutes % 1440) / 60)} 小时`,
    minutes % 60 > 0 && `${minutes % 60} 分钟`,
  ].filter(Boolean);
  return `${offset > 0 ? '快' : '慢'} ${parts.join(' ') || '不到一分钟'}`;
}
