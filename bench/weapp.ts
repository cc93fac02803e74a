/** What each page of the WeChat build hands over to be drawn, and how large it is when drawn, on WeChat's own engine. */

import { buildApp } from '@config/build';
import { startWorld as startSmallWorld } from '@test/support/world';
import { startPhones } from '@test/weapp/driver';
import { beyond, limits, weightOf } from '@test/weapp/limits';
import { environment } from '@test/weapp/phone/environment';
import type { PageFigures } from '@test/weapp/phone/main';
import { places } from '@test/weapp/places';
import { setScene } from '@test/weapp/scene';
import { kilobytes, type Section } from './figures';
import type { World } from './world';

/** Families on the fullest roster measured. */
const FAMILIES = 200;

type Measured = [what: string, figures: PageFigures];

/** Every page once, as somebody who may opens it. */
async function measurePages(): Promise<Measured[]> {
  const small = await startSmallWorld();
  const phones = await startPhones(small.url);
  try {
    const activityId = await setScene(small);
    const measured: Measured[] = [];
    for (const { page, who, query, shows } of places) {
      const phone = await phones.start(who, { launch: { path: page, query: query(activityId) } });
      await phone.shows(shows);
      await phone.settles();
      measured.push([page, await phone.figures()]);
      await phone.page.context().close();
    }
    return measured;
  } finally {
    await phones.close();
    await small.close();
  }
}

/** The pages that grow with the programme, on a year's whole plan. */
async function measureFullest(world: World): Promise<Measured[]> {
  const activityId = await world.publish(2 * FAMILIES);
  for (let family = 0; family < FAMILIES; family++) {
    const party = [{ name: `赵${family}` }, { name: '同行' }];
    await world.ok(
      'registration.create',
      { activityId, party, requestId: `full-${family}` },
      `full-${family}`,
    );
  }
  const phones = await startPhones(world.cloud.url);
  try {
    const calendar = await phones.start('demo-resident-1');
    await calendar.shows('端午诗会');
    await calendar.settles();
    const home = await phones.start('demo-manager', { launch: { path: 'station/home/index' } });
    await home.shows('门口签到');
    await home.settles();
    const gate = await phones.start('demo-manager', {
      launch: { path: 'station/door/gate/index', query: { id: activityId } },
    });
    await gate.tap('找名单');
    await gate.shows(/还有 \d+ 家没列出来/);
    return [
      ['pages/calendar/index, a full month', await calendar.figures()],
      ['station/home/index, a full year', await home.figures()],
      [`station/door/gate/index, ${FAMILIES} families listed`, await gate.figures()],
    ];
  } finally {
    await phones.close();
  }
}

/** Opens every page of the built mini-program, and the growing ones full, and holds them against WeChat's limits. */
export async function measureWeapp(world: World, build: boolean): Promise<Section> {
  if (build) await buildApp('weapp', environment);
  process.env.YUEYUE_FUNCTIONS = world.functionsDir;
  const measured = [...(await measurePages()), ...(await measureFullest(world))];
  return {
    title: 'The WeChat build, per page',
    text: [
      'Opened on WeChat’s own component engine in a browser, until everything asked of the cloud is answered and drawn. An',
      `update is a setData; its bytes are its JSON. WeChat’s score allows ${kilobytes(limits.biggest)} an update, ${limits.inASecond} updates a second, fewer`,
      `than ${limits.nodes + 1} nodes nested less than ${limits.depth + 1} deep, and ${limits.mostChildren} children of one.`,
    ].join('\n'),
    header: ['page', 'updates', 'in a second', 'bytes', 'largest', 'nodes', 'depth', 'children'],
    rows: measured.map(([what, figures]) => {
      const weight = weightOf(figures);
      return [
        what,
        `${weight.updates}`,
        `${weight.inASecond}`,
        kilobytes(weight.bytes),
        kilobytes(weight.biggest),
        `${weight.nodes}`,
        `${weight.depth}`,
        `${weight.mostChildren}`,
      ];
    }),
    failures: measured.flatMap(([, figures]) => beyond(figures)),
  };
}
