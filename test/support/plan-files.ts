/** Plans as the files that stations upload. */
import { type Cells, planOf } from './plans';

/** A .csv plan with the given rows, each an ordinary row but for the cells named. */
export function planFile(...rows: Cells[]): Buffer {
  const lines = planOf(...rows).rows.map(cells => cells.map(cell => `"${cell}"`).join(','));
  return Buffer.from(lines.join('\r\n'));
}
