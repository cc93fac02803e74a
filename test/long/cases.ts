/**
 * Before each file of the long run: its properties are held against 10⁵ cases, whatever number they ask for. Those that
 * reach the local cloud take long over a case and get SECONDS each (60) instead. How many it came to is printed.
 */
import { relative } from 'node:path';
import { bundledWith } from '@test/support/source';
import type fastCheck from 'fast-check';
import type { IRawProperty, Parameters, RunDetails } from 'fast-check';

const cases = Number(process.env.CASES ?? 100_000);
const seconds = Number(process.env.SECONDS ?? 60);

/** By its folder, or by the package it is. */
const isLocalCloud = (target: string) => /^(emulator\/|wechat-local-cloud)/.test(target);

let limit: number | undefined | null = null;

/** How long each property of this file may take, in ms; undefined for as long as its cases do. */
function limitHere(): number | undefined {
  if (limit === null) {
    const file = relative(process.cwd(), expect.getState().testPath!);
    limit = [...bundledWith([file])].some(isLocalCloud) ? seconds * 1000 : undefined;
  }
  return limit;
}

/** Fails as fast-check does by itself, having said how far it came. */
function report<T>({ defaultReportMessage }: typeof fastCheck, details: RunDetails<T>): void {
  const name = expect.getState().currentTestName;
  process.stdout.write(`${String(details.numRuns).padStart(7)} cases: ${name}\n`);
  if (!details.failed) return;
  throw new Error(defaultReportMessage(details), { cause: details.errorInstance });
}

jest.mock('fast-check', () => {
  const real = jest.requireActual<{ default: typeof fastCheck }>('fast-check');
  const assert = <T>(property: IRawProperty<T>, asked: Parameters<T> = {}) =>
    real.default.assert(property, {
      ...asked,
      numRuns: cases,
      interruptAfterTimeLimit: limitHere(),
      reporter: (details: RunDetails<T>) => report(real.default, details),
    });
  return { ...real, __esModule: true, default: { ...real.default, assert } };
});
