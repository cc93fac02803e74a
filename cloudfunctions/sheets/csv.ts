/** Comma-separated text as Excel, WPS and their neighbours write it. */
import { limits, type Refusal, tooManyRows } from './limits';

/** The rows of a .csv; quotes, doubled quotes and line breaks within them kept. Refuses what is no text. */
export function readCsv(file: Buffer): string[][] | Refusal {
  const text = decode(file);
  if (text === null) return { refused: '不认识这种文件。请上传 .xlsx 或 .csv 文件' };
  return split(text, delimiterOf(text));
}

/** UTF-8 when the bytes are UTF-8, else GB18030, which is what Excel writes on a Chinese Windows. */
function decode(file: Buffer): string | null {
  const marked = file[0] === 0xff && file[1] === 0xfe;
  if (marked) return new TextDecoder('utf-16le').decode(file);
  if (file.includes(0)) return null;
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file);
      return /^(%PDF|\{\\rtf|<\?xml|<!doctype|<html)/i.test(text.trimStart()) ? null : text;
    } catch {
      // Not in this encoding; the next may fit.
    }
  }
  return null;
}

/** A comma, unless the first lines have more tabs or semicolons. */
function delimiterOf(text: string): string {
  const head = text.split('\n', 30).join('\n');
  const count = (letter: string) => head.split(letter).length;
  return [',', '\t', ';'].reduce((best, letter) => (count(letter) > count(best) ? letter : best));
}

function split(text: string, delimiter: string): string[][] | Refusal {
  const rows: string[][] = [];
  let row: string[] = [];
  let start = 0;
  while (start <= text.length) {
    const { cell, end } = cellAt(text, start, delimiter);
    if (row.length < limits.columns) row.push(cell);
    const mark = text[end];
    start = end + 1;
    if (mark === delimiter) continue;
    if (mark === '\r' && text[start] === '\n') start++;
    rows.push(row);
    row = [];
    if (rows.length > limits.rows * 2) return tooManyRows('表格');
    if (mark === undefined) break;
  }
  return rows;
}

/** One cell from `start`, and where the mark that ends it stands. A quote never closed runs to the end. */
function cellAt(text: string, start: number, delimiter: string): { cell: string; end: number } {
  let at = start;
  let cell = '';
  if (text[start] === '"') {
    for (at = start + 1; at < text.length; at++) {
      const close = text.indexOf('"', at);
      cell += text.slice(at, close < 0 ? text.length : close);
      at = close < 0 ? text.length : close + 1;
      if (text[at] !== '"') break;
      cell += '"';
    }
  }
  const from = at;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return { cell: cell + text.slice(from, at), end: at };
}
