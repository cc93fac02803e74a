import { activityPage, refOf, refOfScene } from '@app/services/links';
import { readCode } from '@app/services/scan';

describe('a code, scanned or typed', () => {
  test.each([
    [
      'a poster of the demonstration',
      'pages/activity/index?scene=a%3Da1%26s%3Ds2',
      { activityId: 'a1', sessionId: 's2' },
    ],
    ['a mini-program code', 'pages/activity/index?scene=a%253Da1', { activityId: 'a1' }],
    ['a shared page', '/pages/activity/index?id=a1&session=s2', { activityId: 'a1', sessionId: 's2' }],
  ])('%s leads to its activity', (_, text, ref) => {
    expect(readCode(text)).toEqual({ kind: 'activity', ref });
  });

  test('a volunteer’s invitation leads to where it is taken up', () => {
    const page = '/station/join/index?scene=i%3DACDEFGHJ';
    expect(readCode(page.slice(1))).toEqual({ kind: 'invitation', page });
  });

  test('a ticket is known by its beginning', () => {
    expect(readCode(' YY2.k1.abc.def ')).toEqual({ kind: 'ticket', ticket: 'YY2.k1.abc.def' });
  });

  test.each(['648671', '648 671', ' 648-671 '])('six digits however they are spaced: %p', text => {
    expect(readCode(text)).toEqual({ kind: 'digits', code: '648671' });
  });

  test.each(['', '12345', 'https://example.org', 'pages/activity/index?scene=x', 'pages/activity/index'])(
    '%p is none of ours',
    text => {
      expect(readCode(text)).toEqual({ kind: 'other' });
    },
  );
});

describe('an activity page’s address', () => {
  test('is read back from what it was made of', () => {
    const ref = { activityId: 'a1', sessionId: 's2' };
    const query = activityPage(ref).split('?')[1]!;
    expect(refOf(Object.fromEntries(new URLSearchParams(query)))).toEqual(ref);
  });

  test('a scene with a broken escape is no crash', () => {
    expect(refOfScene('%E0%A4%A')).toBeNull();
  });
});
