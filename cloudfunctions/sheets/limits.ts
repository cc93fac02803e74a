/** What a spreadsheet may be: this function has a minute, some memory, and six megabytes to answer in. */

const MB = 1024 * 1024;

export const limits = {
  fileBytes: 2 * MB,
  unzippedBytes: 20 * MB,
  zipEntries: 1000,
  sheets: 20,
  rows: 5000,
  columns: 100,
  /** Rows and columns parsed at all: coloured empty ones reach beyond a plan, and each cell costs memory. */
  parsedRows: 10_000,
  parsedColumns: 500,
  /** Cells that merged areas may cover together; a merge over whole columns would never finish. */
  mergedCells: 300_000,
  cellLength: 1000,
  replyBytes: 5 * MB,
} as const;

/** Why a file is not read, in words that tell its sender what to do. */
export type Refusal = { refused: string };

/** The refusal for a sheet with more rows than are read. */
export function tooManyRows(name: string): Refusal {
  return {
    refused: `「${name}」超过${limits.rows}行。请删去多余的行（连同有格式的空行），或分成几个文件上传`,
  };
}
