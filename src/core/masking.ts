/** Names and numbers as lists show them (product.md, “Privacy”: 王*兰, 138****1234). */

/** Hides the middle of a name: 王*兰, 王*, 欧**敏, J*n. A name of one character is hidden whole. */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  const [first = '', ...rest] = characters;
  const last = rest.length > 1 ? rest[rest.length - 1] : '';
  if (rest.length === 0) return '*';
  return first + '*'.repeat(Math.min(3, rest.length - (last ? 1 : 0))) + last;
}

/** The last four digits, by which the door finds somebody; nothing when there are fewer than seven. */
export function phoneTail(phone: string | undefined): string | undefined {
  const digits = (phone ?? '').replace(/\D/g, '');
  return digits.length >= 7 ? digits.slice(-4) : undefined;
}

/** 138****1234 from its last four digits; an em dash when no number is held. */
export function maskedPhone(tail: string | undefined): string {
  return tail ? `*******${tail}` : '—';
}
