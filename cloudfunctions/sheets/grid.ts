/** Spreadsheets as grids of displayed text. Pure: a buffer in, grids or a refusal out. */

import type { Grid } from '@core/plan/plan';
import { Workbook, type Worksheet } from 'exceljs';
import { cellText } from './cell-text';
import { readCsv } from './csv';
import { limits, type Refusal, tooManyRows } from './limits';
import { openZip } from './zip';

/** The parts of a sheet that hold no text; some of them list a cell for every row there can be. */
const IGNORED = [
  'dataValidations',
  'conditionalFormatting',
  'autoFilter',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'extLst',
];

// exceljs knows the two limits, and its types do not.
const PARSING = { ignoreNodes: IGNORED, maxRows: limits.parsedRows, maxCols: limits.parsedColumns };

/** Reads a file of either kind, told by its first bytes: a name may lie. Never throws for what a file contains. */
export async function gridsFrom(file: Buffer): Promise<Grid[] | Refusal> {
  if (file.length === 0) return { refused: '文件是空的，请重新选择' };
  if (file.length > limits.fileBytes) {
    return { refused: '文件超过 2 MB。请去掉图片和不用的表，再上传' };
  }
  const head = file.subarray(0, 4).toString('latin1');
  if (head === '\xd0\xcf\x11\xe0') {
    return { refused: '这是 .xls 或加了密码的文件。请在 Excel 或 WPS 里去掉密码，另存为 .xlsx 再上传' };
  }
  return head.startsWith('PK') ? gridFromXlsx(file) : gridFromCsv(file);
}

/**
 * The visible sheets of an .xlsx, merged cells filled in. It is unpacked against a limit first, and merges over more
 * cells than a plan can have are refused, because exceljs would fill every one of them.
 */
export async function gridFromXlsx(file: Buffer): Promise<Grid[] | Refusal> {
  const entries = openZip(file);
  if ('refused' in entries) return entries;
  if (!entries.some(entry => entry.name === 'xl/workbook.xml')) {
    return { refused: '这不是 Excel 表格。请上传 .xlsx 或 .csv 文件' };
  }
  const sheets = entries.filter(entry => /^xl\/worksheets\/[^/]+\.xml$/.test(entry.name));
  if (sheets.length > limits.sheets) return { refused: `表太多，最多${limits.sheets}张。请只留下计划那一张` };
  if (sheets.reduce((sum, sheet) => sum + mergedCells(sheet.text()), 0) > limits.mergedCells) {
    return { refused: '表里有整列或整行的合并单元格。请取消它们的合并，再上传' };
  }
  const workbook = new Workbook();
  try {
    await workbook.xlsx.load(file as unknown as ArrayBuffer & Buffer, PARSING);
  } catch (error) {
    if (/^Max (row|column) count/.test((error as Error).message)) return tooManyRows('表格');
    return { refused: '表格读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传' };
  }
  const grids: Grid[] = [];
  for (const sheet of workbook.worksheets) {
    if (sheet.state !== 'visible') continue;
    const grid = gridOf(sheet);
    if ('refused' in grid) return grid;
    if (grid.rows.length > 0) grids.push(grid);
  }
  return grids.length > 0 ? grids : { refused: '表格里没有内容' };
}

/** A .csv as one sheet named 「表格」: UTF-8, UTF-16 with its mark, or GB18030. */
function gridFromCsv(file: Buffer): Grid[] | Refusal {
  const rows = readCsv(file);
  if ('refused' in rows) return rows;
  const trimmed = trimmedRows(rows.map(row => row.map(cell => cell.trim().slice(0, limits.cellLength))));
  if (trimmed.length > limits.rows) return tooManyRows('表格');
  return trimmed.length > 0 ? [{ name: '表格', rows: trimmed }] : { refused: '表格里没有内容' };
}

function gridOf(sheet: Worksheet): Grid | Refusal {
  const rows: string[][] = [];
  let tooMany = false;
  sheet.eachRow((row, number) => {
    const cells: string[] = [];
    row.eachCell((cell, column) => {
      if (column > limits.columns) return;
      const text = cellText(cell.isMerged ? cell.master : cell).trim();
      if (text) cells[column - 1] = text;
    });
    if (cells.length === 0 || tooMany) return;
    if (number > limits.rows) tooMany = true;
    else rows[number - 1] = Array.from(cells, cell => cell ?? '');
  });
  if (tooMany) return tooManyRows(sheet.name);
  return { name: sheet.name, rows: trimmedRows(Array.from(rows, row => row ?? [])) };
}

/** Without the empty rows at the end; those between keep their place, since a row's number is its address. */
function trimmedRows(rows: string[][]): string[][] {
  let length = rows.length;
  while (length > 0 && rows[length - 1]!.every(cell => cell === '')) length--;
  return rows.slice(0, length);
}

/** How many cells the merges of a sheet's XML cover. */
function mergedCells(xml: string): number {
  let cells = 0;
  for (const [, left = '', top, right = '', bottom] of xml.matchAll(
    /<(?:\w+:)?mergeCell\b[^>]*\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"/g,
  )) {
    cells +=
      (Math.abs(columnNumber(right) - columnNumber(left)) + 1) * (Math.abs(Number(bottom) - Number(top)) + 1);
  }
  return cells;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
