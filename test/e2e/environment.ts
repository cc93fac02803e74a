/**
 * Node, and two things browser tests need of the runner: a test knows in its afterEach that it has failed, and the
 * steps after a failed one are skipped, since each stands on the one before.
 */
import { TestEnvironment } from 'jest-environment-node';

type Event = { name: string; test?: { name: string; mode?: string; errors: unknown[] } };

export default class StepByStep extends TestEnvironment {
  handleTestEvent({ name, test }: Event): void {
    if (name === 'test_fn_failure') this.global.failedStep ??= test?.name;
    if (name === 'hook_failure') this.global.failedStep ??= test?.name ?? 'the preparation';
    // Where the preparation has failed, every test carries that as its error, and must tell it.
    if (name === 'test_start' && test && test.errors.length === 0 && this.global.failedStep)
      test.mode = 'skip';
  }
}
