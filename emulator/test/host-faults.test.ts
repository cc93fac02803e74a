/** Deaths to order: at the request named, on the side asked for, and at no other. */
import { actions, closeClouds, cloudWith } from './support/cloud';

afterEach(closeClouds);

const notes = {
  source: actions(`({
    add: async texts => {
      for (const text of texts) await cloud.database().collection('notes').add({ data: { _id: text } });
      return texts.length;
    },
    swallow: async () => {
      await cloud.database().collection('notes').add({ data: { _id: 'first' } }).catch(() => {});
      await cloud.database().collection('notes').add({ data: { _id: 'second' } }).catch(() => {});
    },
    send: async touser => cloud.openapi.subscribeMessage.send({ touser, templateId: 't', page: 'p', data: {} }),
  })`),
  config: { permissions: { openapi: ['subscribeMessage.send'] } },
};
const at = 'sample/insertDocument:notes#2';
const kept = (dump: unknown[]) => (dump as { _id: string }[]).map(one => one._id).sort();

test.each([
  ['before', ['a']],
  ['after', ['a', 'b']],
])('a function dies %s its second write', async (side, left) => {
  const cloud = await cloudWith({ sample: notes });
  await cloud.tell('fault', { at, side, dies: 'function' });
  expect(await cloud.call('add', ['a', 'b', 'c'])).not.toBe(3);
  expect(kept(cloud.database.dump('notes'))).toEqual(left);
  expect(await cloud.inspect('fault')).toMatchObject({ reached: true });
});

test('what died does nothing more, whatever it makes of its errors; others live', async () => {
  const cloud = await cloudWith({ sample: notes });
  await cloud.tell('fault', { at: 'sample/insertDocument:notes#1', side: 'before', dies: 'function' });
  await cloud.call('swallow');
  expect(kept(cloud.database.dump('notes'))).toEqual([]);
  expect(await cloud.call('add', ['a', 'b'])).toBe(2);
});

test('a message is sent, and its sender dies before it knows', async () => {
  const cloud = await cloudWith({ sample: notes });
  const send = 'sample/wx.openApi:subscribeMessage.send#1';
  await cloud.tell('fault', { at: send, side: 'after', dies: 'function' });
  expect(await cloud.call('send', 'anna')).not.toMatchObject({ errCode: 0 });
  expect(await cloud.inspect('outbox')).toMatchObject([{ openid: 'anna' }]);
});

test('numbers begin with the fault that is set, and none set is none', async () => {
  const cloud = await cloudWith({ sample: notes });
  await cloud.call('add', ['a']);
  await cloud.tell('fault', { at, side: 'before', dies: 'function' });
  expect(await cloud.call('add', ['b'])).toBe(1);
  await cloud.tell('fault', null);
  expect(await cloud.call('add', ['c', 'd'])).toBe(2);
  expect(await cloud.inspect('fault')).toEqual({ fault: null, reached: false });
});

test.each([
  [{ at: 'notes', side: 'before', dies: 'function' }],
  [{ at, side: 'during', dies: 'cloud' }],
  [7],
])('what names no moment is refused: %j', async fault => {
  const cloud = await cloudWith({ sample: notes });
  expect(await cloud.tell('fault', fault)).toHaveProperty('error');
});
