/** What people type as numbers, on whichever keyboard, and the numbers that telephones have. */

/** Digits and signs as a Chinese keyboard types them, made plain. */
export function plainDigits(text: string): string {
  return text.replace(/[０-９＋－（）．]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** A number as typed, with a sign or a fraction where it has one; nothing for any other text. */
export function numberIn(text: string): number | undefined {
  const plain = plainDigits(text).trim();
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
}

/** The longest telephone number as written, spaces and signs included. */
const longestPhone = 24;

/**
 * Whether a text is a telephone number of any country, as people write theirs: 5 to 15 digits (E.164, and the short
 * ones of a town), a plus in front, and spaces, dots, hyphens or brackets between.
 */
export function isPhone(text: string): boolean {
  if (text.length > longestPhone || !/^\+?[\d(][\d ().-]*\d$/.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 5 && digits <= 15;
}
