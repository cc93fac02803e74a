import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { type Certificate, makeCertificate } from './certificate';

/** Who answers for which host; `*.` in front stands for one label. */
export type Hosts = Record<string, RequestListener>;

/** Where the certificate lies that a client has to trust, below the data folder. */
export const certificateFile = (dataDir: string): string => path.join(dataDir, 'management', 'ca.pem');

/**
 * Lets the server be a proxy for the platform's own hosts: official tools that only speak https to Tencent reach this
 * process when they are given it as their proxy and its certificate to trust. Every other host is refused.
 * Returns what closes the tunnels that stand.
 */
export function openTunnel(server: Server, dataDir: string, hosts: Hosts): () => void {
  const { key, cert } = keptCertificate(dataDir, Object.keys(hosts));
  const answering = (host: string) => Object.keys(hosts).find(known => matches(known, host));
  const secure = createSecureServer({ key, cert }, (req, res) => {
    const known = answering((req.headers.host ?? '').replace(/:\d+$/, ''));
    if (known) return hosts[known]!(req, res);
    res.writeHead(421).end();
  });
  const open = new Set<Duplex>();
  server.on('connect', (req, socket, head) => {
    const [host = '', port] = (req.url ?? '').split(':');
    if (port !== '443' || !answering(host)) {
      socket.end(`HTTP/1.1 403 Forbidden\r\n\r\n${host}:${port} is not played by this emulator\n`);
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    secure.emit('connection', socket);
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

function matches(known: string, host: string): boolean {
  if (!known.startsWith('*.')) return known === host;
  const suffix = known.slice(1);
  return host.endsWith(suffix) && !host.slice(0, -suffix.length).includes('.');
}

/** The data folder's certificate: made once, so that whoever was told to trust it still does after a restart. */
function keptCertificate(dataDir: string, hosts: string[]): Certificate {
  const file = certificateFile(dataDir);
  const keyFile = path.join(path.dirname(file), 'ca.key');
  if (existsSync(file) && existsSync(keyFile)) {
    const kept = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8') };
    if (serves(kept, hosts)) return kept;
  }
  const made = makeCertificate(hosts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  writeFileSync(file, made.cert);
  return made;
}

/** Whether key and certificate belong together, as a kill between two writes may leave them not to, and name every host. */
function serves({ key, cert }: Certificate, hosts: string[]): boolean {
  const parsed = new X509Certificate(cert);
  const names = (parsed.subjectAltName ?? '').split(', ');
  return parsed.checkPrivateKey(createPrivateKey(key)) && hosts.every(host => names.includes(`DNS:${host}`));
}
