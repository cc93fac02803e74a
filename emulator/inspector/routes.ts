import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Refused, type Route, send } from '../http';
import { typeOf } from '../media-types';
import { callRoutes } from './calls';
import { dataRoutes } from './data';
import { faultRoutes } from './faults';
import type { Inspected } from './inspected';
import { sceneRoutes } from './scene';

const PAGE = path.join(__dirname, 'page');

/** `/__inspect`: a developer's view of the local cloud, and the way demonstrations and tests set it up. */
export function inspectorRoutes(parts: Inspected): Route[] {
  return [
    {
      method: 'GET',
      path: '/__inspect',
      handle: ({ res }) => {
        res.writeHead(302, { location: '/__inspect/' }).end();
      },
    },
    ...sceneRoutes(parts),
    ...dataRoutes(parts),
    ...callRoutes(parts),
    ...faultRoutes(parts),
    {
      method: 'GET',
      path: '/__inspect/',
      async handle({ res, rest }) {
        const name = rest === '' ? 'index.html' : rest;
        const file = /^[a-z-]+\.(html|css|js)$/.test(name)
          ? await readFile(path.join(PAGE, name)).catch(() => null)
          : null;
        if (!file) throw new Refused(404, `the inspector has nothing called ${rest}`);
        res.setHeader('content-security-policy', "default-src 'self'; img-src 'self' data:");
        send(res, 200, typeOf(name), file);
      },
    },
  ];
}
