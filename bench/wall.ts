/** The wall: what screens in the hall cost the database, beside asking anew for each of them. */
import { milliseconds, percentile, type Section } from './figures';
import type { World } from './world';

const screens = 50;
const lasting = 5000;
/** Reads a second for one session and instance, as cloudfunctions/api/wall/wall.ts promises. */
const promised = 2;
/** As many as `npm start` has. */
const instances = 8;

type Taken = { answers: number; reads: number; seconds: number; times: number[] };

/** Every screen asks again as soon as it is answered, which is harder than any screen does. */
async function watch(world: World, ask: (screen: number) => Promise<unknown>): Promise<Taken> {
  // Every instance is started and loaded.
  await Promise.all(Array.from({ length: screens }, (_, number) => ask(number)));
  await world.forget();
  const began = performance.now();
  const times: number[] = [];
  const screen = async (number: number) => {
    while (performance.now() - began < lasting) {
      const from = performance.now();
      await ask(number);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: screens }, (_, number) => screen(number)));
  const seconds = (performance.now() - began) / 1000;
  const reads = (await world.invocations()).flatMap(one => one.calls).length;
  return { answers: times.length, reads, seconds, times };
}

export async function measureWall(world: World): Promise<Section> {
  const activityId = await world.publish(100);
  const { token } = await world.ok('wall.open', { activityId }, 'demo-manager');
  const shared = await watch(world, screen => world.ok('wall.live', { token }, `screen-${screen}`));
  const anew = await watch(world, () => world.ok('attendance.live', { activityId }, 'demo-manager'));
  const most = promised * instances * (Math.floor(shared.seconds) + 1);
  const row = (who: string, { answers, reads, seconds, times }: Taken) => [
    who,
    `${Math.round(answers / seconds)}/s`,
    milliseconds(percentile(times, 0.5)),
    `${(reads / seconds).toFixed(1)}/s`,
    (reads / answers).toFixed(2),
  ];
  return {
    title: 'The wall',
    text: [
      `${screens} screens show one session for ${lasting / 1000} s, each asking again as soon as it is answered; a real one asks every two`,
      `seconds. An instance reads what it shows at most once a second, which is ${promised} documents, so ${instances} instances cost the`,
      `database ${promised * instances} reads a second at most, however many screens there are: ${shared.reads <= most ? 'held' : '**broken**'}. The control asks for`,
      'the same figures anew for every screen, as a gate does.',
    ].join('\n'),
    header: ['how', 'answers', 'p50', 'database reads', 'reads an answer'],
    rows: [row('wall.live', shared), row('control: attendance.live', anew)],
    failures:
      shared.reads <= most ? [] : [`The wall read ${shared.reads} times in ${shared.seconds.toFixed(1)} s`],
  };
}
