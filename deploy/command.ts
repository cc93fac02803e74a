import { BadUsage } from './options';

/**
 * Runs a command to its end and leaves: 0, or 1 with what went wrong, or 2 where it was called wrongly. It does not wait
 * for the connections that Tencent's clients keep open for some seconds after the last answer.
 */
export function command(run: () => Promise<void>): void {
  void run()
    .catch((error: Error) => {
      console.error(error.message);
      process.exitCode = error instanceof BadUsage ? 2 : 1;
    })
    // What was printed is out when an empty line behind it is.
    .then(() => process.stdout.write('', () => process.stderr.write('', () => process.exit())));
}
