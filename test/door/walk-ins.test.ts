import { countAfter, type WalkInCount, type WalkInStep } from '@app/station/door/walk-ins';

const counted = (...steps: WalkInStep[]) => steps.reduce(countAfter, {} as WalkInCount);
let ids = 0;
const tap = (people: number): WalkInStep => ({ step: 'tap', people, requestId: `r${++ids}` });
const go: WalkInStep = { step: 'go' };
const done: WalkInStep = { step: 'done' };

beforeEach(() => {
  ids = 0;
});

describe('counting people who came without registering', () => {
  it('gathers quick taps into one number under the first one’s id', () => {
    expect(counted(tap(1), tap(1), tap(10), go)).toEqual({ going: { people: 12, requestId: 'r1' } });
  });

  it('keeps taps made while a number is on its way for the next one, under another id', () => {
    const on = counted(tap(2), go, tap(1));
    expect(on).toEqual({
      gathered: { people: 1, requestId: 'r2' },
      going: { people: 2, requestId: 'r1' },
    });
    expect(countAfter(on, go)).toEqual(on);
    expect(countAfter(on, done)).toEqual({ gathered: { people: 1, requestId: 'r2' } });
  });

  it('takes back a slip of the finger only before it goes out', () => {
    expect(counted(tap(3), tap(-1)).gathered?.people).toBe(2);
    expect(counted(tap(1), tap(-1))).toEqual({});
    expect(counted(tap(1), go, tap(-1)).going?.people).toBe(1);
    expect(counted(tap(1), go, tap(-1)).gathered).toBeUndefined();
  });
});
