import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Grid } from '@core/plan/plan';
import { gridsFrom } from '@sheets/grid';
import { openZip } from '@sheets/zip';
import { Workbook, type Worksheet } from 'exceljs';

async function workbook(fill: (sheet: Worksheet, book: Workbook) => void): Promise<Buffer> {
  const book = new Workbook();
  fill(book.addWorksheet('计划'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function gridsOf(file: Buffer): Promise<Grid[]> {
  const grids = await gridsFrom(file);
  if ('refused' in grids) throw new Error(grids.refused);
  return grids;
}

async function refusal(file: Buffer): Promise<string> {
  const grids = await gridsFrom(file);
  if (!('refused' in grids)) throw new Error('it was read');
  return grids.refused;
}

/** The text of one cell that holds a value with a number format. */
async function shown(value: unknown, numFmt?: string): Promise<string | undefined> {
  const file = await workbook(sheet => {
    const cell = sheet.getCell('A1');
    cell.value = value as never;
    if (numFmt) cell.numFmt = numFmt;
    sheet.getCell('B1').value = '.';
  });
  return (await gridsOf(file))[0]!.rows[0]![0];
}

describe('the real plan', () => {
  test('is one sheet of 48 rows, merged cells filled in', async () => {
    const [sheet, ...more] = await gridsOf(readFileSync(join(__dirname, '../fixtures/plan-2027.xlsx')));
    expect(more).toEqual([]);
    expect(sheet!.name).toBe('2027年计划');
    expect(sheet!.rows).toHaveLength(48);
    expect(sheet!.rows[6]!.slice(0, 6)).toEqual([
      '4',
      '1月',
      '辞旧迎新·翰墨送福',
      '公益电影放映',
      '每周五 19:00—21:00',
      '文化广场',
    ]);
  });
});

describe('cells are text as displayed', () => {
  const day = new Date(Date.UTC(2026, 0, 16, 9, 30));
  test.each([
    ['plain text', ' 文化礼堂 ', undefined, '文化礼堂'],
    [
      'rich text',
      { richText: [{ text: '新年' }, { text: '音乐会', font: { bold: true } }] },
      undefined,
      '新年音乐会',
    ],
    ['a link', { text: '报名', hyperlink: 'https://example.org' }, undefined, '报名'],
    ['a formula’s result', { formula: '1+1', result: 2 }, undefined, '2'],
    ['a formula without one', { formula: 'A2' }, undefined, ''],
    ['an error', { error: '#REF!' }, undefined, '#REF!'],
    ['a number', 0.1 + 0.2, undefined, '0.3'],
    ['a long number', 13800000000, undefined, '13800000000'],
    ['a number with its unit', 200, '0"人"', '200人'],
    ['a number with leading zeros', 7, '000', '007'],
    ['a date', day, 'yyyy-mm-dd', '2026年1月16日'],
    ['a date with its time', day, 'yyyy/m/d h:mm', '2026年1月16日 9:30'],
    ['a date that shows no year', day, 'm"月"d"日"', '1月16日'],
    ['a date that shows only its month', day, 'm"月"', '1月'],
    ['a date that shows year and month', day, 'yyyy"年"m"月"', '2026年1月'],
    ['a time', day, 'h:mm', '9:30'],
    ['a time with seconds', day, '[$-409]h:mm:ss AM/PM', '9:30'],
  ])('%s', async (_name, value, format, expected) => expect(await shown(value, format)).toBe(expected));

  test('rows keep their numbers, ends are trimmed, hidden sheets are left out', async () => {
    const file = await workbook((sheet, book) => {
      sheet.getCell('B3').value = '三';
      sheet.getCell('A9').value = '  ';
      book.addWorksheet('草稿', { state: 'hidden' }).getCell('A1').value = '不要';
      book.addWorksheet('空');
    });
    expect(await gridsOf(file)).toEqual([{ name: '计划', rows: [[], [], ['', '三']] }]);
  });

  test('a merged area has its text in every cell', async () => {
    const file = await workbook(sheet => {
      sheet.getCell('A1').value = '1月';
      sheet.mergeCells('A1:B3');
    });
    expect((await gridsOf(file))[0]!.rows).toEqual([
      ['1月', '1月'],
      ['1月', '1月'],
      ['1月', '1月'],
    ]);
  });

  test('a list of choices over a whole column does not matter', async () => {
    const file = await workbook(sheet => {
      sheet.getCell('A1').value = '一';
      const validations = (sheet as unknown as { dataValidations: { model: object } }).dataValidations;
      validations.model = { 'A1:XFD1048576': { type: 'list', formulae: ['"一,二"'] } };
    });
    expect((await gridsOf(file))[0]!.rows).toEqual([['一']]);
  });
});

describe('a .csv', () => {
  const rows = async (file: Buffer | string) => (await gridsOf(Buffer.from(file)))[0]!.rows;
  const gb18030 = Buffer.from([0xd4, 0xc2, 0xb7, 0xdd, 0x2c, 0xd6, 0xf7, 0xcc, 0xe2]);

  test.each<[string, Buffer | string]>([
    ['UTF-8', '月份,主题'],
    ['UTF-8 with its mark', '\ufeff月份,主题'],
    ['GB18030', gb18030],
    ['UTF-16 with its mark, between tabs', Buffer.from('\ufeff月份\t主题', 'utf16le')],
    ['semicolons', '月份;主题'],
  ])('in %s', async (_name, file) => expect(await rows(file)).toEqual([['月份', '主题']]));

  test('quotes keep commas, line breaks and doubled quotes; empty rows keep their place', async () => {
    expect(await rows('a,"b,1\n2",c\r\n\r\n"说""好""",,x\n\n')).toEqual([
      ['a', 'b,1\n2', 'c'],
      [''],
      ['说"好"', '', 'x'],
    ]);
    expect(await rows('a,"never closed\nb')).toEqual([['a', 'never closed\nb']]);
  });
});

describe('what is refused, and what to do about it', () => {
  test('an old or locked workbook', async () => {
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatch(/另存为 \.xlsx/);
  });

  test.each([
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])],
    ['a web page', Buffer.from('<!DOCTYPE html><table>')],
    ['another kind of zip', zip([['word/document.xml', '<x/>']])],
  ])('%s', async (_name, file) => expect(await refusal(file)).toMatch(/\.xlsx 或 \.csv/));

  test('an empty file and an empty sheet', async () => {
    expect(await refusal(Buffer.alloc(0))).toMatch(/空的/);
    expect(await refusal(await workbook(() => {}))).toMatch(/没有内容/);
    expect(await refusal(Buffer.from('\n\n'))).toMatch(/没有内容/);
  });

  test('more than 2 MB', async () => {
    expect(await refusal(Buffer.alloc(2 * 1024 * 1024 + 1, 'a'))).toMatch(/2 MB/);
  });

  test('more than 5,000 rows, in either kind', async () => {
    const file = await workbook(sheet => {
      sheet.getCell('A5000').value = '好';
    });
    expect((await gridsOf(file))[0]!.rows).toHaveLength(5000);
    const longer = await workbook(sheet => {
      sheet.getCell('A5001').value = '多';
    });
    expect(await refusal(longer)).toMatch(/5000行/);
    expect(await refusal(Buffer.from('a\n'.repeat(5001)))).toMatch(/5000行/);
    expect(await refusal(Buffer.from('a\n'.repeat(50_000)))).toMatch(/5000行/);
  });

  test('coloured empty rows without end', async () => {
    const row = (number: number) => `<row r="${number}"><c r="A${number}" s="0"/></row>`;
    const rows = Array.from({ length: 10_001 }, (_, i) => row(i + 1)).join('');
    const file = await workbook(sheet => {
      sheet.getCell('A1').value = '一';
    });
    expect(
      await refusal(await withSheet(file, `<worksheet><sheetData>${rows}</sheetData></worksheet>`)),
    ).toMatch(/空行/);
  });

  test('a zip that unpacks to more than it may, whatever sizes it states', async () => {
    const bomb = zip([['xl/workbook.xml', Buffer.alloc(50 * 1024 * 1024)]], { statedSize: 10 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal(bomb)).toMatch(/太大/);
  });

  test('merges over more cells than a plan has', async () => {
    const sheet =
      '<worksheet><sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>';
    expect(
      await refusal(
        zip([
          ['xl/workbook.xml', '<workbook/>'],
          ['xl/worksheets/sheet1.xml', sheet],
        ]),
      ),
    ).toMatch(/合并/);
  });

  test('a damaged file', async () => {
    const file = await workbook(sheet => {
      sheet.getCell('A1').value = '一';
    });
    expect(await refusal(file.subarray(0, file.length - 40))).toMatch(/损坏/);
    const broken = Buffer.from(file);
    broken.fill(0xff, 60, 120);
    expect(await refusal(broken)).toMatch(/损坏|读不出来/);
    expect(await refusal(zip([['xl/workbook.xml', 'no xml at all']]))).toMatch(/读不出来|没有内容/);
  });
});

/** The same workbook with another first sheet. */
async function withSheet(file: Buffer, xml: string): Promise<Buffer> {
  const entries = openZip(file);
  if ('refused' in entries) throw new Error(entries.refused);
  return zip(entries.map(({ name, text }) => [name, /sheet1\.xml$/.test(name) ? xml : text()]));
}

/** A zip of the given entries; `statedSize` makes its headers lie about how large they are. */
function zip(
  entries: [name: string, content: string | Buffer][],
  { statedSize }: { statedSize?: number } = {},
): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const packed = deflateRawSync(content);
    const size = statedSize ?? Buffer.byteLength(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    centrals.push(central, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
