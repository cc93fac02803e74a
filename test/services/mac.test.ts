import { createHmac } from 'node:crypto';
import { mac as atServer } from '@api/secrets';
import { mac } from '@app/services/mac';

test.each([
  ['ab'.repeat(32), ''],
  ['00'.repeat(32), 'YY2.k1.a1..s1.mAbc.rDef.2..482915..546L.sig'],
  ['0f'.repeat(80), 'x'.repeat(300)],
])('a phone and the server sign alike: key %s', (key, text) => {
  expect(mac(key, text)).toBe(atServer(key, text));
  expect(mac(key, text)).toBe(createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('hex'));
});
