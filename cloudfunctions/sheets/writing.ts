/** A table as an .xlsx. Every cell is text: what residents wrote is never a formula, whatever it begins with. */
import { Workbook } from 'exceljs';

/** A sheet's name, its head and its rows, each as long as the head. */
export type Table = { name: string; head: string[]; rows: string[][] };

const widest = 40;

/** The file's bytes: the head bold and kept in sight, columns as wide as what stands in them. */
export async function xlsxOf({ name, head, rows }: Table): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = head.map((_, at) => ({
    width: Math.min(widest, 3 + 2 * Math.max(...[head, ...rows].map(row => [...(row[at] ?? '')].length))),
    // Text by its format as well: saved as .csv and opened again, a phone keeps its plus and its zeros.
    style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' as const } },
  }));
  for (const row of [head, ...rows]) sheet.addRow(row.map(plain));
  sheet.getRow(1).font = { bold: true };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Excel shows no control characters and refuses a file that has some; a cell holds 32,767 characters. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, 32_767);
}
