import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './refusal';

/** The key pair of the local cloud, the same that its functions run with. */
const LOCAL_KEYS = { id: 'local', key: 'local' };

/** The platform refuses signatures further from its own clock than this, in seconds. */
const DRIFT = 300;

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Checks a request's TC3-HMAC-SHA256 signature in full, as Tencent Cloud API 3.0 does.
 * https://cloud.tencent.com/document/api/876/34808 (read 2026-11)
 * @throws ApiError AuthFailure.* where it is missing, malformed, too old, of an unknown key or wrong
 */
export function checkSignature(headers: IncomingHttpHeaders, body: Buffer, service: string): void {
  const form =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/(\w+)\/tc3_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/;
  const match = form.exec(headers.authorization ?? '');
  if (!match) throw new ApiError('AuthFailure.SignatureFailure', 'The Authorization header is malformed.');
  const [, id, date, signedService, signedHeaders, signature] = match as unknown as string[];
  if (id !== LOCAL_KEYS.id) {
    throw new ApiError(
      'AuthFailure.SecretIdNotFound',
      'The SecretId is not found, please ensure that it exists.',
    );
  }
  if (signedService !== service) {
    throw new ApiError('AuthFailure.SignatureFailure', `The credential scope is not ${service}.`);
  }
  const timestamp = Number(headers['x-tc-timestamp']);
  if (!(Math.abs(Date.now() / 1000 - timestamp) < DRIFT)) {
    throw new ApiError('AuthFailure.SignatureExpire', 'The signature has expired.');
  }
  const names = signedHeaders!.split(';');
  // The tools sign the bare host name, without the port that a proxy adds.
  const valueIn = (name: string) => String(headers[name] ?? '').replace(name === 'host' ? /:\d+$/ : /^$/, '');
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map(name => `${name}:${valueIn(name)}`),
    '',
    signedHeaders,
    sha256(body),
  ].join('\n');
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(canonical)}`;
  const dated = hmac(hmac(hmac(`TC3${LOCAL_KEYS.key}`, date!), service), 'tc3_request');
  const expected = hmac(dated, toSign);
  if (!timingSafeEqual(expected, Buffer.from(signature!, 'hex'))) {
    throw new ApiError(
      'AuthFailure.SignatureFailure',
      'The provided credentials could not be validated. Please check your signature is correct.',
    );
  }
}
