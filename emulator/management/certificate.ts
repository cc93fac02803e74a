import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a certificate that signs itself, both PEM. */
export type Certificate = { key: string; cert: string };

const OID = {
  commonName: '550403',
  basicConstraints: '551d13',
  altName: '551d11',
  ecdsaSha256: '2a8648ce3d040302',
};
const YEARS = 10;

/**
 * Makes a throw-away certificate for host names (`*.example.com` allowed), in the hand-written DER of RFC 5280: Node
 * makes keys but no certificates, and not every machine has a program that does. A client that trusts it, by
 * NODE_EXTRA_CA_CERTS, takes this process for those hosts; nobody else does.
 */
export function makeCertificate(hosts: string[]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(set(sequence(oid(OID.commonName), der(0x0c, Buffer.from('local cloud')))));
  const now = new Date();
  const algorithm = sequence(oid(OID.ecdsaSha256));
  const altNames = sequence(...hosts.map(host => der(0x82, Buffer.from(host))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // X.509 version 3
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(now, 0), time(now, YEARS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(
          oid(OID.basicConstraints),
          der(0x01, Buffer.from([255])),
          der(0x04, sequence(der(0x01, Buffer.from([255])))),
        ),
        sequence(oid(OID.altName), der(0x04, altNames)),
      ),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** Tag, length, contents. */
function der(tag: number, contents: Buffer): Buffer {
  const length = contents.length;
  const bytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...bytes]), contents]);
}

const sequence = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]) => der(0x31, Buffer.concat(parts));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));

/** UTCTime, which holds two digits of the year; a day early, for clocks that differ. */
function time(now: Date, years: number): Buffer {
  const at = new Date(now.getTime() - 86_400_000);
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));
}
