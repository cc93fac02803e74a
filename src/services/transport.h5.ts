import type { Reply } from '@core/contract';
import { openid } from './identity';

/** The development server's door to the one function. Rejects when no answer came at all; a refusal is an answer. */
export async function send(action: string, input: unknown): Promise<Reply<unknown>> {
  const reply = await fetch('/__call/api', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': openid() },
    body: JSON.stringify({ action, input }),
  });
  return (await reply.json()) as Reply<unknown>;
}

/** Puts a chosen file (an object address the browser made) into storage, which knows its sender's folder, and returns its id. Rejects when that fails. */
export async function sendFile(file: { path: string; name: string }): Promise<string> {
  const content = await (await fetch(file.path)).blob();
  const body = new FormData();
  body.append('file', content, file.name);
  const reply = await fetch('/__files', { method: 'POST', headers: { 'x-openid': openid() }, body });
  if (!reply.ok) throw new Error(`upload answered ${reply.status}`);
  const { fileId } = (await reply.json()) as { fileId: string };
  return fileId;
}
