/** @jest-environment jsdom */

import { askToTell, prepareToAsk } from '@app/services/subscribe';
import { question } from '@app/services/subscribe-question';
import { AppError } from '@core/refusal';
import { forgetEverything } from '@test/support/taro';
import { asked, serve } from '@test/support/taro-server';

jest.mock('@app/services/transport');
jest.mock('@app/services/subscribe-question');
const answers = jest.mocked(question);

const told = () => asked.filter(({ action }) => action === 'message.consent').map(({ input }) => input);
/** The ledger is told behind the answer's back. */
const telling = () => new Promise(resolve => setTimeout(resolve, 0));
const status = () => ({ unread: 0, templates: { seated: 'T1', change: 'T2' } });

beforeEach(() => {
  forgetEverything();
  answers.mockReset();
});

test('nothing is asked before it is known what about', async () => {
  expect(await askToTell(['seated'])).toBe(false);
  expect(answers).not.toHaveBeenCalled();
});

test('the question is put in the tap itself, before anything is awaited', async () => {
  serve({ 'message.status': status, 'message.consent': () => ({ counted: 1 }) });
  expect(await prepareToAsk()).toEqual(['seated', 'change']);
  answers.mockResolvedValue({ T1: 'accept' });
  const asking = askToTell(['seated', 'reminder']);
  expect(answers).toHaveBeenCalledWith(['T1']);
  expect(await asking).toBe(true);
  expect(told()).toMatchObject([{ results: { T1: 'accept' }, requestId: expect.any(String) }]);
});

test('an answer the ledger did not get is told again, by the same request', async () => {
  serve({ 'message.status': status, 'message.consent': () => 'lost' as never });
  await prepareToAsk();
  answers.mockResolvedValue({ T1: 'reject', T2: 'accept' });
  await askToTell(['seated', 'change']);
  await telling();
  serve({ 'message.status': status, 'message.consent': () => ({ counted: 2 }) });
  await prepareToAsk();
  await telling();
  const requests = told().map(input => (input as { requestId: string }).requestId);
  expect(requests.length).toBeGreaterThan(0);
  expect(new Set(requests).size).toBe(1);
  const before = told().length;
  await prepareToAsk();
  expect(told()).toHaveLength(before);
});

test('one that the server refuses for good is not told for ever', async () => {
  const refuse = () => {
    throw new AppError('input.invalid');
  };
  serve({ 'message.status': status, 'message.consent': refuse as never });
  await prepareToAsk();
  answers.mockResolvedValue({ T1: 'accept' });
  await askToTell(['seated']);
  await telling();
  const before = told().length;
  await prepareToAsk();
  expect(told()).toHaveLength(before);
});
