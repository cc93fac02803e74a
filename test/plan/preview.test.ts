import {
  cleanRows,
  expectingRows,
  filterCounts,
  type PreviewRow,
  problemCount,
  rowsToShow,
} from '@app/station/plan/preview';

const rowOf = (row: number, overrides: Partial<NonNullable<PreviewRow['reading']>> = {}): PreviewRow => ({
  row,
  problems: [],
  reading: {
    title: `第 ${row} 行`,
    kind: 'reading',
    mode: 'registration',
    unit: 'person',
    capacity: 20,
    expected: null,
    place: { kind: 'venue', text: '大厅' },
    hostName: '文化馆',
    stationId: 'st1',
    coHosts: [],
    grouping: 'single',
    occurrences: [],
    summary: '',
    notes: [],
    status: 'new',
    ...overrides,
  },
});
const broken = (row: number): PreviewRow => ({
  row,
  reading: null,
  problems: [
    { cell: `B${row}`, problem: '看不懂日期', write: '6月9日' },
    { cell: `C${row}`, problem: '没有时间', write: '9:00' },
  ],
});

const rows = [
  rowOf(2),
  broken(3),
  rowOf(4, { status: 'changed', notes: ['没写结束，按两小时'] }),
  rowOf(5, { status: 'unchanged', capacity: null, expected: 30 }),
];

describe('a plan’s preview', () => {
  it('puts rows with problems first, then those to look at, then the sheet’s order', () => {
    expect(rowsToShow(rows, 'all').map(row => row.row)).toEqual([3, 4, 2, 5]);
  });

  it('shows under each filter as many rows as it counts', () => {
    const counts = filterCounts(rows);
    expect(counts).toEqual({ all: 4, problems: 1, notes: 1, new: 1, changed: 1, unchanged: 1 });
    for (const [filter, count] of Object.entries(counts)) {
      expect(rowsToShow(rows, filter as keyof typeof counts)).toHaveLength(count);
    }
  });

  it('counts problems by cell', () => {
    expect(problemCount(rows)).toBe(2);
  });

  it('knows which rows could go in as they are', () => {
    expect(cleanRows(rows)).toEqual([2, 4, 5]);
  });

  it('offers an expectation as capacity only where people register and no capacity is given', () => {
    const given = rowOf(6, { capacity: 10, expected: 30 });
    const justCome = rowOf(7, { capacity: null, expected: 30, mode: 'open' });
    expect(expectingRows([...rows, given, justCome])).toEqual([5]);
  });
});
