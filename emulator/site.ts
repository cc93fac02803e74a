import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decoded, Refused, type Route, send } from './http';
import { typeOf } from './media-types';

/**
 * The browser app at `/`: a path with an extension is a file of `root`, any other is a page of the app
 * and gets index.html, so that a reload inside the app works.
 */
export function siteRoute(root: string): Route {
  const base = path.resolve(root);
  return {
    method: 'GET',
    path: '/',
    async handle({ res, url }) {
      const wanted = path.resolve(base, `.${decoded(url.pathname)}`);
      if (wanted !== base && !wanted.startsWith(base + path.sep))
        throw new Refused(404, 'there is no such file');
      const file = path.extname(wanted) ? wanted : path.join(base, 'index.html');
      const body = await readFile(file).catch(() => null);
      if (!body) throw new Refused(404, `there is no ${path.basename(file)} here; is the browser app built?`);
      send(res, 200, typeOf(file), body);
    },
  };
}
