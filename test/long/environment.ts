import { TestEnvironment } from 'jest-environment-node';

type Event = { name: string; test?: { timeout?: number } };

/** Tests may take as long as they do, whatever they say they may. */
export default class LongEnvironment extends TestEnvironment {
  handleTestEvent({ name, test }: Event): void {
    if (name === 'test_start' && test) test.timeout = 2 ** 31 - 1;
  }
}
