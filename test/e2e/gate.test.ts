/** A gate in a basement: the network is cut, the page killed with two hundred scans untold, and the network comes and goes. */

import { describeInBrowser } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import type { Page } from 'playwright-core';
import { type App, button, shows, startApp } from './support';

const parties = 200;

describeInBrowser('a gate in a basement', () => {
  let app: App;
  let gate: Page;
  let activityId: string;
  const codes: string[] = [];

  async function ask<T>(action: string, input: unknown, openid = 'demo-editor'): Promise<T> {
    const reply = await fetch(`${app.url}/__call/api`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-openid': openid },
      body: JSON.stringify({ action, input }),
    });
    const { ok, data, ...refusal } = (await reply.json()) as { ok: boolean; data: T };
    if (!ok) throw new Error(`${action}: ${JSON.stringify(refusal)}`);
    return data;
  }
  const live = () => ask<{ arrived: number; walkIns: number }>('attendance.live', { activityId });
  const cut = () => gate.route('**/__call/**', route => route.abort());
  const mend = () => gate.unroute('**/__call/**');
  const waiting = async () => Number(/待同步 (\d+)/.exec((await gate.textContent('body')) ?? '')?.[1] ?? 0);
  async function type(code: string, verdict: RegExp): Promise<void> {
    await gate.getByLabel('六位入场码').filter({ visible: true }).first().fill(code);
    await button(gate, '签到').click();
    await shows(gate, verdict);
  }
  async function openDoor(): Promise<void> {
    await gate.goto(`${app.url}/?as=demo-editor#/station/door/gate/index?id=${activityId}`);
    await gate.reload();
    await shows(gate, '端午诗会');
    await button(gate, '输入号码').click();
  }

  beforeAll(async () => {
    app = await startApp(['--empty', '--now', '2027-06-09T08:00:00+08:00']);
    ({ activityId } = await ask<{ activityId: string }>('activity.publish', {
      stationId: 'wenhuaguan',
      draft: {
        title: '端午诗会',
        kind: 'performance',
        capacity: null,
        startsAt: '2027-06-09T09:00:00+08:00',
        endsAt: '2027-06-09T11:00:00+08:00',
      },
    }));
    for (let i = 0; i < parties; i++) {
      const { ticket } = await ask<{ ticket: { code: string } }>(
        'registration.create',
        { activityId, party: [{ name: `王秀${i}` }], requestId: `r${i}` },
        `resident-${i}`,
      );
      codes.push(ticket.code);
    }
  });
  afterEach(() => app?.evidence());
  afterAll(() => app?.close());

  test('holds its list once it was opened with a network', async () => {
    gate = await app.phone('demo-editor', `/station/door/gate/index?id=${activityId}`);
    await shows(gate, '网络正常');
    await shows(gate, /名单 8:/);
    expect(await gate.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('王*');
  });

  test('goes on by itself when the network is cut', async () => {
    await button(gate, '输入号码').click();
    await cut();
    await type(codes[0]!, /请进 1 位/);
    await shows(gate, /没有网络，照常签到 · 待同步 1/);
    await type(codes[0]!, /已签到过/);
    await type('000000', /没有这个码/);
  });

  test('scans two hundred, is killed, and opens with all of them and no network', async () => {
    for (let i = 1; i < parties; i++) {
      await gate.getByLabel('六位入场码').filter({ visible: true }).first().fill(codes[i]!);
      await button(gate, '签到').click();
      await gate.waitForFunction(n => document.body.textContent?.includes(`待同步 ${n}`), i + 1, {
        polling: 20,
      });
    }
    await gate.close();
    gate = await gate.context().newPage();
    gate.setDefaultTimeout(60_000);
    // The page itself comes from this phone in WeChat; here only the cloud is out of reach.
    await cut();
    await openDoor();
    await shows(gate, `待同步 ${parties}`);
    await type(codes[7]!, /已签到过/);
    expect(await live()).toMatchObject({ arrived: 0 });
  });

  test('counts those who just come, too', async () => {
    await button(gate, '来了五人').click();
    await shows(gate, `待同步 ${parties + 1}`);
    await shows(gate, '已记 5 人');
  });

  test('takes one back that was never told', async () => {
    await gate
      .getByRole('button', { name: /^撤销：王/ })
      .filter({ visible: true })
      .first()
      .click();
    await button(gate, '扫错人了').click();
    await shows(gate, '已撤销');
    await eventually(async () => expect(await waiting()).toBe(parties + 2));
  });

  test('tells everything, once, over a network that comes and goes', async () => {
    for (let i = 0; i < 4; i++) {
      await mend();
      await gate.waitForTimeout(700);
      await cut();
      await gate.waitForTimeout(300);
    }
    await mend();
    await gate.waitForFunction(() => !document.body.textContent?.includes('待同步'), undefined, {
      timeout: 90_000,
    });
    expect(await live()).toMatchObject({ arrived: parties - 1, walkIns: 5 });
  });

  test('and asks the cloud again', async () => {
    await shows(gate, '网络正常');
    await type(codes[7]!, /已签到过/);
    await shows(gate, /由文化馆/);
  });
});
