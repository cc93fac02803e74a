/**
 * A ticket's text: what it says, whether we said it, and whether it is shown now. Both sides run this, so that a gate
 * without a network judges as the server does. Every part is ASCII; keys and codes of authentication are hex.
 */

/** HMAC-SHA256 of ASCII text under a key, both keys and result in hex; each side brings its own. */
export type Mac = (key: string, text: string) => string;

export type TicketText = {
  /** Which of our keys it was signed with. */
  keyId: string;
  activityId: string;
  /** The one session it is for, where each has its own seats. */
  session: string;
  stationId: string;
  /** The party's name on rosters, and its registration, as written. */
  key: string;
  id: string;
  size: number;
  /** A member's place in the party, on a member's own ticket. */
  who?: number;
  /** The party's spoken code. */
  code: string;
  /** It must be shown on the phone, where it changes (`turnOf`): a picture of it dies. */
  turning: boolean;
  /** Masked, base64url. */
  name: string;
  signature: string;
  /** What a turning one shows besides, at this moment. */
  turn?: string;
};

const prefix = 'YY2';
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Hex in two thirds of the characters; three digits become two. */
function packed(hex: string): string {
  return (hex.match(/.../g) ?? [])
    .map(three => Number.parseInt(three, 16))
    .map(n => alphabet.charAt(n >> 6) + alphabet.charAt(n & 63))
    .join('');
}

type Facts = Omit<TicketText, 'signature' | 'turn'>;

function said(facts: Facts): string {
  const { keyId, activityId, session, stationId, key, id, size, who, code, turning, name } = facts;
  return [
    prefix,
    keyId,
    activityId,
    session,
    stationId,
    key,
    id,
    size,
    who ?? '',
    code,
    turning ? 't' : '',
    name,
  ].join('.');
}

/** 120 bits: more than anybody guesses, and a coarser code for a poor camera than all 256. */
const signatureOf = (text: string, activityKey: string, mac: Mac) =>
  packed(mac(activityKey, text).slice(0, 30));

/**
 * The QR's text: prefix, key's id, facts, signature, with dots between; about 110 characters.
 * @param activityKey opens this activity's tickets and no other's, so that a gate may hold it
 */
export function writeTicket(facts: Facts, activityKey: string, mac: Mac): string {
  const text = said(facts);
  return `${text}.${signatureOf(text, activityKey, mac)}`;
}

/** Takes a ticket's text apart, whoever wrote it; nothing for any other text. */
export function parseTicket(text: string): TicketText | undefined {
  const parts = text.trim().split('.');
  const [
    start,
    keyId,
    activityId,
    session,
    stationId,
    key,
    id,
    size,
    who,
    code,
    turning,
    name,
    signature,
    turn,
  ] = parts;
  if (start !== prefix || !keyId || !activityId || !key || !id || !code || !signature || parts.length > 14)
    return undefined;
  const ticket: TicketText = {
    keyId,
    activityId,
    session: session ?? '',
    stationId: stationId ?? '',
    key,
    id,
    size: Number(size),
    ...(who ? { who: Number(who) } : {}),
    code,
    turning: turning === 't',
    name: name ?? '',
    signature,
    ...(turn === undefined ? {} : { turn }),
  };
  // Written again it must be the same, or something in it was read as something else.
  const same = `${said(ticket)}.${signature}${turn === undefined ? '' : `.${turn}`}` === text.trim();
  return same && (ticket.turning || turn === undefined) ? ticket : undefined;
}

/** Whether we wrote a ticket. */
export function isGenuine(ticket: TicketText, activityKey: string, mac: Mac): boolean {
  const expected = signatureOf(said(ticket), activityKey, mac);
  // Every character is looked at, so that the time taken tells nothing of where they differ.
  let differing = expected.length ^ ticket.signature.length;
  for (let i = 0; i < expected.length; i++)
    differing |= expected.charCodeAt(i) ^ ticket.signature.charCodeAt(i);
  return differing === 0;
}

/** Milliseconds for which a turning ticket shows the same code. */
export const turnEvery = 30_000;
/** Steps before and after the present one that are taken too: clocks differ, and a scan takes a moment. */
const tolerance = 1;

const stepAt = (at: number) => Math.floor(at / turnEvery);

/** The secret from which a phone turns its ticket, without a network. It says nothing of the activity's key. */
export function turningSecret(ticket: string, activityKey: string, mac: Mac): string {
  return mac(activityKey, `turn|${ticket}`);
}

/** What a turning ticket shows at a moment, server's time in ms: the ticket with a code of 36 bits behind it. */
export function turned(ticket: string, secret: string, at: number, mac: Mac): string {
  return `${ticket}.${packed(mac(secret, String(stepAt(at))).slice(0, 9))}`;
}

/** Whether a ticket is shown as it is at this moment, or need not be. A picture of a turning one is not. */
export function isShownNow(ticket: TicketText, activityKey: string, at: number, mac: Mac): boolean {
  if (!ticket.turning) return true;
  if (ticket.turn === undefined) return false;
  const text = `${said(ticket)}.${ticket.signature}`;
  const secret = turningSecret(text, activityKey, mac);
  for (let step = -tolerance; step <= tolerance; step++) {
    if (turned(text, secret, at + step * turnEvery, mac) === `${text}.${ticket.turn}`) return true;
  }
  return false;
}

/** Opens an activity's tickets that one of our keys signed; nothing where it is not at hand. */
export type KeyOf = (activityId: string, keyId: string) => string | undefined;

/** What a text is: a ticket that we wrote, one that says it is and is not, one whose key is not at hand, or another text. */
export type Opened =
  | { is: 'ours'; ticket: TicketText; shownNow: boolean }
  | { is: 'forged' | 'locked'; ticket: TicketText }
  | { is: 'other' };

/** Reads a text as a ticket shown at `at`, in ms by the server's clock. */
export function openTicket(text: string, at: number, keyOf: KeyOf, mac: Mac): Opened {
  const ticket = parseTicket(text);
  if (!ticket) return { is: 'other' };
  const key = keyOf(ticket.activityId, ticket.keyId);
  if (!key) return { is: 'locked', ticket };
  if (!isGenuine(ticket, key, mac)) return { is: 'forged', ticket };
  return { is: 'ours', ticket, shownNow: isShownNow(ticket, key, at, mac) };
}
