/** Names and numbers as lists show them (product.md, “Privacy”: 王*兰, 138****1234). */

/** Hides the middle of a name: 王*兰, 王*, 欧**敏, J*n. A name of one character is hidden whole. */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  const [first = '', ...rest] = characters;
  const last = rest.length > 1 ? rest[rest.length - 1] : '';
  if (rest.length === 0) return '*';
  return first + '*'.repeat(Math.min(3, rest.length - (last ? 1 : 0))) + last;
}

/**
 * Who did something at a door, as a phone may keep it: 志愿者 李*兰, 站长 老王. A form of address says no more than a masked
 * name does.
 */
export function maskTitle(title: string): string {
  const from = title.lastIndexOf(' ') + 1;
  const name = title.slice(from);
  return title.slice(0, from) + (/^[小老阿大].$/u.test(name) ? name : maskName(name));
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
