/** What WeChat's own performance score allows a page, and what a page came to. */
import type { PageFigures } from './phone/main';

/** Nodes and depth stay below 1000 and 30; a setData is 256 KB at most, and there are 20 in a second. */
export const limits = { nodes: 999, depth: 29, mostChildren: 60, biggest: 256 * 1024, inASecond: 20 };

/** The figures of a page by the names of the limits, beside how many updates there were and how many bytes in all. */
export function weightOf({ nodes, depth, mostChildren, updates }: PageFigures) {
  const bytes = updates.map(one => one.bytes);
  return {
    nodes,
    depth,
    mostChildren,
    biggest: Math.max(0, ...bytes),
    inASecond: Math.max(
      0,
      ...updates.map(({ at }) => updates.filter(one => one.at >= at && one.at < at + 1000).length),
    ),
    updates: updates.length,
    bytes: bytes.reduce((sum, one) => sum + one, 0),
  };
}

/** In what a page is heavier than it may be, in words. */
export function beyond(figures: PageFigures): string[] {
  const weight = weightOf(figures);
  return (Object.keys(limits) as (keyof typeof limits)[])
    .filter(name => weight[name] > limits[name])
    .map(name => `${figures.route}: ${name} is ${weight[name]}, at most ${limits[name]}`);
}
