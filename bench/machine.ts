import { cpus, loadavg, totalmem } from 'node:os';
import { iso } from '@core/kernel/dates';

/** What the figures were taken on, as lines of the report: without it they say nothing. The load is that of the minute before. */
export function machineLines(now: number): string[] {
  const cores = cpus();
  return [
    `processor: ${cores[0]?.model.trim() ?? 'unknown'}, ${cores.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    `system: ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `taken: ${iso(now)}, load ${loadavg()[0]!.toFixed(1)} when it began`,
  ];
}
