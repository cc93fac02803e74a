import { rmSync } from 'node:fs';

/** After all tests: the bundles go. */
export default function cleanUp(): void {
  if (process.env.YUEYUE_FUNCTIONS) rmSync(process.env.YUEYUE_FUNCTIONS, { recursive: true, force: true });
}
