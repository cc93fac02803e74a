/** The ways in which people write the same thing: widths, dashes, Chinese numbers. */

const DIGITS = '零一二三四五六七八九';

/**
 * A cell's text in one way of writing: half-width, every kind of dash, ～ and 至/到 as '-', single spaces.
 * 冬至 and 夏至 keep their 至, 签到 and 报到 their 到.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐-―−─⸺⸻~〜∼]+/g, '-')
    .replace(/(?<![冬夏签报])[至到]/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/[\s\u200b\ufeff]+/g, ' ')
    .trim();
}

/** For comparing names: plain, with no space, bracket or quotation mark. */
export function bare(text: string): string {
  return text.normalize('NFKC').replace(/[\s"'“”‘’「」『』《》()（）【】[\]]/g, '');
}

/** A number up to 99 written in Chinese (三, 十五, 廿八, 三十, 两) or in digits; NaN for anything else. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const normal = text.replace('两', '二').replace(/^廿/, '二十').replace(/^卅/, '三十').replace('〇', '零');
  const [, tens, ten, ones] = /^([一二三四五六七八九])?(十)?([零一二三四五六七八九])?$/.exec(normal) ?? [];
  if (!ten) return !tens && ones ? DIGITS.indexOf(ones) : tens && !ones ? DIGITS.indexOf(tens) : Number.NaN;
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0);
}

/** 0 Sunday … 6 Saturday for 一…六 日 天; NaN for anything else. */
export function weekdayNumber(text: string): number {
  const index = '日一二三四五六天'.indexOf(text);
  return text.length !== 1 || index < 0 ? Number.NaN : index % 7;
}

/** 'E15' for the column's index from 0 and the row's number. */
export function cellAddress(column: number, row: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return `${letters}${row}`;
}
