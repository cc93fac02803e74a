import type { RequestListener, Server } from 'node:http';
import type { CollectionSpec } from '../database';
import { type Route, serveRoutes } from '../http';
import { ENVIRONMENT } from '../identity';
import { serveApi } from './api';
import { type FunctionParts, functionActions } from './functions';
import { BUCKET, DATABASE, tableActions } from './tables';
import { openTunnel } from './tunnel';
import { serveWechat } from './wechat';

const REGION = 'ap-shanghai';

export type ManagementParts = FunctionParts & {
  dataDir: string;
  collections: CollectionSpec[];
  /** The SDK's door, which the same proxy leads to from outside a function. */
  wire: Route[];
  log: (line: string) => void;
};

/**
 * Plays what a deployment speaks to: Tencent Cloud's API for the environment, WeChat's upload, and the database from
 * outside a function. The tools reach it unchanged, with this server for their https proxy (see tunnel.ts). Returns
 * what ends it.
 */
export function serveManagement(server: Server, parts: ManagementParts): () => void {
  const { database, log } = parts;
  const outside = serveRoutes(parts.wire, log);
  const wire: RequestListener = (req, res) => {
    // The routes below guard against browsers by the host's name; whoever came through the tunnel is none.
    req.headers.host = '127.0.0.1';
    return outside(req, res);
  };
  const tcb = {
    name: 'tcb',
    version: '2018-06-08',
    actions: { ...environmentActions(), ...tableActions(database, parts.collections) },
  };
  const scf = { name: 'scf', version: '2018-04-16', actions: functionActions(parts) };
  return openTunnel(server, parts.dataDir, {
    'tcb.tencentcloudapi.com': serveApi(tcb, log),
    'scf.tencentcloudapi.com': serveApi(scf, log),
    'servicewechat.com': serveWechat(database),
    'tcb-api.tencentcloudapi.com': wire,
    '*.tcb-api.tencentcloudapi.com': wire,
    [`*.${REGION}.tcb-api.tencentcloudapi.com`]: wire,
  });
}

function environmentActions() {
  return {
    DescribeEnvs: {
      takes: { EnvId: 'string?' } as const,
      answer(parameters: Record<string, unknown>) {
        if (parameters.EnvId !== undefined && parameters.EnvId !== ENVIRONMENT)
          return { EnvList: [], Total: 0 };
        const environment = {
          EnvId: ENVIRONMENT,
          Alias: ENVIRONMENT,
          Status: 'NORMAL',
          Source: 'miniapp',
          Databases: [{ InstanceId: DATABASE, Status: 'RUNNING', Region: REGION }],
          Storages: [{ Bucket: BUCKET, Region: REGION, CdnDomain: '', AppId: '1250000000' }],
          Functions: [{ Namespace: ENVIRONMENT, Region: REGION }],
          LogServices: [],
        };
        return { EnvList: [environment], Total: 1 };
      },
    },
  };
}
