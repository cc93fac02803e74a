import { gridFromXlsx } from '@sheets/grid';
import { xlsxOf } from '@sheets/writing';
import { openZip } from '@sheets/zip';
import { Workbook } from 'exceljs';

const awkward = ['=1+1', '+86 139', '-3', '@SUM(A1)', '\t=1', '007', '王\n秀兰', '𠮷', '<b>&"', 'a\u0000b'];

async function cellsOf(file: Buffer) {
  const workbook = new Workbook();
  await workbook.xlsx.load(file as unknown as ArrayBuffer & Buffer);
  return workbook.worksheets[0]!.getRow(2);
}

it('what is written is read back, cell by cell', async () => {
  const file = await xlsxOf({ name: '名单', head: awkward.map((_, n) => `第${n}列`), rows: [awkward] });
  const row = await cellsOf(file);
  const read = awkward.map((_, n) => row.getCell(n + 1).value);
  expect(read).toEqual(awkward.map(text => text.replace('\u0000', '')));
  expect(await gridFromXlsx(file)).toMatchObject([
    { name: '名单', rows: [[...Array(10).keys()].map(n => `第${n}列`), expect.any(Array)] },
  ]);
});

it('no cell is a formula, and every cell stays text when the file is saved as another', async () => {
  const file = await xlsxOf({ name: '名单', head: awkward, rows: [awkward] });
  const entries = openZip(file);
  if ('refused' in entries) throw new Error(entries.refused);
  const sheet = entries.find(entry => entry.name === 'xl/worksheets/sheet1.xml')!.text();
  expect(sheet).not.toMatch(/<f[ >]/);
  const row = await cellsOf(file);
  awkward.forEach((_, n) => void expect(row.getCell(n + 1).numFmt).toBe('@'));
});

it('a list of nobody is a sheet with its head', async () => {
  const file = await xlsxOf({ name: '名单', head: ['状态', '姓名'], rows: [] });
  expect(await gridFromXlsx(file)).toEqual([{ name: '名单', rows: [['状态', '姓名']] }]);
});
