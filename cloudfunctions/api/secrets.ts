import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * Keys come from the function's environment, never from the repository. `YUEYUE_KEYS` is `id:hex,id:hex`, the
 * newest first: it seals and signs, the others still open and verify. `YUEYUE_PEPPER` never changes, since a
 * resident's place on every roster is named by it.
 */
function keys(): { id: string; key: Buffer }[] {
  const parsed = (process.env.YUEYUE_KEYS ?? '')
    .split(',')
    .map(pair => pair.trim().split(':'))
    .filter(([id, hex]) => id && hex && /^[0-9a-f]{64,}$/.test(hex))
    .map(([id, hex]) => ({ id: id as string, key: Buffer.from(hex as string, 'hex') }));
  if (parsed.length === 0) throw new Error('Set YUEYUE_KEYS in the function’s environment: id:64 hex digits');
  return parsed;
}

function purpose(key: Buffer, label: string): Buffer {
  return createHmac('sha256', key).update(label).digest();
}

/** A short digest for naming things, in hex; not a secret. */
export function digest(text: string, length = 20): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A person's name on rosters: stable, and telling nobody the openid. */
export function memberKey(openid: string): string {
  const pepper = process.env.YUEYUE_PEPPER;
  if (!pepper)
    throw new Error('Set YUEYUE_PEPPER in the function’s environment: 64 hex digits, never changed');
  return `m${createHmac('sha256', pepper).update(openid).digest('hex').slice(0, 20)}`;
}

/** Somebody's own folder in storage, where the local cloud puts their files by itself and WeChat's where the client says. */
export function uploadsOf(openid: string): string {
  return `uploads/${digest(openid, 16)}/`;
}

/** A caller's request id as a field's name: any text is safe as one. */
export function requestField(requestId: string): string {
  return `r${digest(requestId, 16)}`;
}

/** Encrypts personal data with AES-256-GCM; the key's id stands in front. */
export function seal(value: unknown): string {
  const [newest] = keys();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', purpose(newest!.key, 'seal'), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return [newest!.id, Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')].join('.');
}

/** Opens what `seal` closed, with whichever key closed it. @throws when it was tampered with or its key is gone. */
export function open<T>(sealed: string): T {
  const [id, body] = sealed.split('.');
  const key = keys().find(one => one.id === id);
  if (!key || !body) throw new Error(`No key “${id}” to open this with`);
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', purpose(key.key, 'seal'), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return JSON.parse(
    Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'),
  ) as T;
}

/** The id of the key that closed something, which stands in front of it. */
export function sealedBy(sealed: string): string {
  return sealed.split('.', 1)[0]!;
}

/** What `seal` closed, or `otherwise` where its key is gone or it is damaged: then nobody can read it any more. */
export function openOr<T>(sealed: string, otherwise: T): T {
  try {
    return open<T>(sealed);
  } catch {
    return otherwise;
  }
}

/** The same sealed with the newest key. What no key opens any more stays as it is, and is counted under the key it names. */
export function reseal(sealed: string): string {
  const opened = openOr<unknown>(sealed, undefined);
  return opened === undefined ? sealed : seal(opened);
}

/** The ids of all keys there are, the one that seals now in front. */
export function keyIds(): string[] {
  return keys().map(({ id }) => id);
}

/** The id of the key that signs now; what it signs names it, so that it can be verified after a newer one came. */
export function signingKey(): string {
  return keys()[0]!.id;
}

/** HMAC-SHA256 of text under a key in hex, in hex. */
export function mac(key: string, text: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('hex');
}

/**
 * The key that signs one activity's tickets, in hex, from the key named; nothing where that is not ours. A gate holds it
 * to judge without a network, and it opens nothing of another activity. What a gate may not sign has a key of its own:
 * `wall`, by which a screen is known, and `screen`, which proves that somebody saw one.
 */
export function activityKey(
  activityId: string,
  keyId: string,
  signs: 'ticket' | 'wall' | 'screen' = 'ticket',
): string | undefined {
  const key = keys().find(one => one.id === keyId);
  return key && mac(purpose(key.key, signs).toString('hex'), activityId);
}
