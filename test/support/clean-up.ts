import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** After all tests: what build-once.ts has made goes. */
export default function cleanUp(): void {
  const { YUEYUE_FUNCTIONS, YUEYUE_COMMAND, LOCAL_CLOUD_CODE_DIR } = process.env;
  for (const folder of [YUEYUE_FUNCTIONS, YUEYUE_COMMAND && dirname(YUEYUE_COMMAND), LOCAL_CLOUD_CODE_DIR])
    if (folder) rmSync(folder, { recursive: true, force: true });
}
