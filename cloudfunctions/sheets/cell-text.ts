/** A cell's value as the person who wrote it sees it. */
import { dayNumbers, momentShown, timeText } from '@core/kernel/dates';
import type { Cell, CellValue } from 'exceljs';
import { limits } from './limits';

type Shown = { year: boolean; month: boolean; day: boolean; clock: boolean };

/**
 * The displayed text: rich text and links by their words, formulas by their results, dates in Chinese with the parts
 * that the format shows. A date typed as 「1月16日」 is stored with the year of typing, which the format hides and the
 * plan does not mean: so the year is written only where it is shown.
 */
export function cellText(cell: Pick<Cell, 'value' | 'numFmt'>): string {
  return valueText(cell.value, cell.numFmt ?? '').slice(0, limits.cellLength);
}

function valueText(value: CellValue, format: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, format);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return dateText(value, format);
  if ('richText' in value) return value.richText.map(part => part.text).join('');
  if ('hyperlink' in value) return valueText(value.text as CellValue, format);
  if ('error' in value) return value.error;
  if ('formula' in value || 'sharedFormula' in value)
    return valueText((value.result ?? null) as CellValue, format);
  return '';
}

/** 「2027年1月16日 9:00」, 「1月16日」, 「9:00」; exceljs keeps the clock on the wall in the UTC fields. */
function dateText(date: Date, format: string): string {
  // To the minute: 9:00 is stored as 0.375 of a day, and other times not as exactly.
  const moment = momentShown(date);
  if (Number.isNaN(moment)) return '';
  const shown = shownBy(format);
  const clock = timeText(moment);
  const numbers = dayNumbers(moment);
  if (shown.clock && !shown.day && !shown.month && !shown.year) return clock;
  const all = !shown.year && !shown.month && !shown.day;
  const day = [
    shown.year || all ? `${numbers.year}年` : '',
    shown.month || all ? `${numbers.month}月` : '',
    shown.day || all ? `${numbers.day}日` : '',
  ].join('');
  return shown.clock || (all && clock !== '0:00') ? `${day} ${clock}` : day;
}

/** Which parts a number format shows; an m beside an h is a minute and not a month. */
function shownBy(format: string): Shown {
  const letters = format
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, ' ')
    .toLowerCase()
    .replace(/am\/pm|a\/p/g, ' ');
  const clock = /h|s/.test(letters);
  const months = letters.replace(/h+[^a-z]*m+|m+[^a-z]*s+/g, ' ');
  return { year: /y|e/.test(letters), month: /m/.test(months), day: /d/.test(letters), clock };
}

/** Numbers without binary dust, and with what the format writes around them: 0"人" shows 200人. */
function numberText(value: number, format: string): string {
  const plain = String(Number(value.toPrecision(12)));
  const [, before = '', digits = '', after = ''] =
    /^(?:"([^"]*)")?([#0,]+)(?:"([^"]*)")?$/.exec(format) ?? [];
  if (!digits || !Number.isInteger(value) || value < 0) return plain;
  const width = digits.replace(/[^0]/g, '').length;
  return `${before}${plain.padStart(width, '0')}${after}`;
}
