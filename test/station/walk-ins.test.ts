import { countAfter, nothingCounted, type WalkInStep } from '../../src/station/walk-ins';

const counted = (...steps: WalkInStep[]) => steps.reduce(countAfter, nothingCounted);
const tap = (people: number): WalkInStep => ({ step: 'tap', people });

describe('counting people who came without registering', () => {
  it('gathers quick taps into one number', () => {
    expect(counted(tap(1), tap(1), tap(10), { step: 'send' })).toEqual({
      gathered: 0,
      sent: 12,
      failed: false,
    });
  });

  it('keeps taps made while a number is on its way for the next one', () => {
    const on = counted(tap(2), { step: 'send' }, tap(1));
    expect(on).toEqual({ gathered: 1, sent: 2, failed: false });
    expect(countAfter(on, { step: 'answered' })).toEqual({ gathered: 1, sent: 0, failed: false });
  });

  it('repeats an unanswered number as it was, without what was tapped since', () => {
    const again = counted(tap(2), { step: 'send' }, { step: 'unanswered' }, tap(3), { step: 'send' });
    expect(again).toEqual({ gathered: 3, sent: 2, failed: false });
  });

  it('takes back a slip of the finger only before it is sent', () => {
    expect(counted(tap(3), tap(-1)).gathered).toBe(2);
    expect(counted(tap(1), { step: 'send' }, tap(-1))).toEqual({ gathered: 0, sent: 1, failed: false });
  });

  it('drops what the server refused', () => {
    expect(counted(tap(90), { step: 'send' }, { step: 'refused' })).toEqual(nothingCounted);
  });
});
