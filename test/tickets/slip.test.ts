import { drawSlip, linesOf, type Pen, slipWidth } from '@app/services/slip/draw';
import { atSomeScale } from '@app/services/slip/scales';
import { type Slip, slipOf } from '@app/services/slip/slip';
import { makeView } from '@test/support/taro-server';

jest.mock('@app/services/transport');

const made = {
  registrationId: 'r1',
  status: 'seated',
  ticket: { code: '482915', qr: 'YY2.k1.all.sig' },
} as const;
const slipFor = (overrides: Partial<Parameters<typeof slipOf>[3]> = {}, names = ['钱桂英', '钱大爷']) =>
  slipOf(makeView({ contact: '010-8888 6721' }), { activityId: 'a1' }, names, { ...made, ...overrides });

/** A pen that writes down what it was told to; every character is as wide as its font is high. */
function recordingPen() {
  const written: { text: string; x: number; y: number; size: number; middle: boolean }[] = [];
  const filled: [x: number, y: number, width: number, height: number][] = [];
  const pen = {
    fillStyle: '',
    font: '',
    textAlign: 'left',
    textBaseline: 'top',
    scale: () => undefined,
    measureText: (text: string) => ({ width: text.length * sizeOf(pen.font) }),
    fillText: (text: string, x: number, y: number) =>
      written.push({ text, x, y, size: sizeOf(pen.font), middle: pen.textAlign === 'center' }),
    fillRect: (...rectangle: [number, number, number, number]) => filled.push(rectangle),
  };
  return { pen: pen as unknown as Pen, written, filled };
}
const sizeOf = (font: string) => Number(/(\d+)px/.exec(font)?.[1]);

describe('a slip', () => {
  it('says who, when, where, how many, and the code in two groups as it is spoken', () => {
    expect(slipFor()).toMatchObject({
      station: '区文化馆',
      title: '端午诗会',
      who: '钱桂英 一行 2 人',
      digits: '482 915',
      qr: 'YY2.k1.all.sig',
      facts: [
        { name: '时间', value: '6月9日 周二 9:00–11:30' },
        { name: '地点', value: '多功能厅' },
        { name: '人数', value: '2 人' },
        { name: '电话', value: '010-8888 6721' },
      ],
    });
  });

  it('of whoever waits has no code, and says the place in the queue', () => {
    const { ticket: _, ...waiting } = { ...made, status: 'waiting' as const, position: 3 };
    const slip = slipOf(makeView(), { activityId: 'a1' }, ['钱桂英'], waiting);
    expect(slip).not.toHaveProperty('digits');
    expect(slip.advice).toMatch(/候补，第 3 家/);
  });
});

describe('its picture', () => {
  const drawn = (slip: Slip) => {
    const { pen, written, filled } = recordingPen();
    const height = drawSlip(pen, slip);
    return { height, written, filled };
  };

  it('is in large print, everything within its edges and nothing over another', () => {
    const { height, written } = drawn({ ...slipFor(), title: '我们的节日·端午：经典诵读与民俗体验活动' });
    const lowest = Math.min(...written.map(line => line.size));
    expect(lowest / slipWidth).toBeGreaterThan(0.04);
    for (const { text, x, y, size, middle } of written) {
      const left = middle ? x - (text.length * size) / 2 : x;
      expect([text, left >= 0, left + text.length * size <= slipWidth, y + size <= height]).toEqual([
        text,
        true,
        true,
        true,
      ]);
    }
    const tops = written.map(line => line.y);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(new Set(tops).size).toBe(tops.length);
  });

  it('has the code in it, as squares of whole units on white', () => {
    const { filled, height } = drawn(slipFor());
    expect(filled[0]).toEqual([0, 0, slipWidth, height]);
    const modules = filled.filter(([, , , tall]) => tall < 20 && tall > 3);
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.flat().every(Number.isInteger)).toBe(true);
  });

  it('is shorter without a code', () => {
    const { ticket: _, ...applied } = { ...made, status: 'applied' as const };
    const without = slipOf(makeView(), { activityId: 'a1' }, ['钱桂英'], applied);
    expect(drawn(without).height).toBeLessThan(drawn(slipFor()).height - 400);
  });

  it('breaks a long line where the width ends', () => {
    expect(linesOf('一二三四五', 20, text => text.length * 10)).toEqual(['一二', '三四', '五']);
    expect(linesOf('', 20, text => text.length * 10)).toEqual(['']);
  });
});

describe('a phone short of memory', () => {
  it('is given half the size', async () => {
    const draw = async (scale: number) => {
      if (scale > 1) throw new Error('canvas too large');
      return `picture ${scale}`;
    };
    expect(await atSomeScale(draw)).toBe('picture 1');
  });

  it('that draws nothing at all is told so', async () => {
    await expect(atSomeScale(() => Promise.reject(new Error('no canvas')))).rejects.toThrow('no canvas');
  });
});
