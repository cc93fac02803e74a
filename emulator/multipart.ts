import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { Refused } from './http';

/** One part of a multipart body. */
export type Part = { body: Buffer; filename?: string; type: string };

/** The parts of a multipart body by name, each at most `limit` bytes; throws Refused 413 or 400. */
export function readParts(req: IncomingMessage, limit: number): Promise<Map<string, Part>> {
  return new Promise((resolve, reject) => {
    const parts = new Map<string, Part>();
    let tooLarge = false;
    const failed = () => reject(new Refused(400, 'the multipart body is broken'));
    try {
      const parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: { fileSize: limit, fieldSize: limit, files: 5, fields: 50 },
      });
      parser.on('field', (name, value, { mimeType }) => {
        parts.set(name, { body: Buffer.from(value), type: mimeType });
      });
      parser.on('file', (name, stream, { filename, mimeType }) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('limit', () => {
          tooLarge = true;
        });
        stream.on('end', () => parts.set(name, { body: Buffer.concat(chunks), filename, type: mimeType }));
      });
      parser.on('error', failed);
      parser.on('close', () =>
        tooLarge ? reject(new Refused(413, `a part is larger than ${limit} bytes`)) : resolve(parts),
      );
      req.on('aborted', failed);
      req.pipe(parser);
    } catch {
      failed();
    }
  });
}
