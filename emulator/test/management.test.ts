/** What the local cloud answers in the platform’s place: strictly, and to nobody who is not let in. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { get, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Database } from '../database';
import { ENVIRONMENT as ENV } from '../identity';
import type { Action } from '../management/api';
import { functionActions } from '../management/functions';
import { checkShape } from '../management/parameters';
import { DATABASE, tableActions } from '../management/tables';
import { certificateFile } from '../management/tunnel';
import { unzip } from '../management/unzip';
import { closeClouds, cloudWith, type TestCloud } from './support/cloud';
import { zip } from './support/zip';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await cloudWith({}, { collections: [] });
});
afterAll(closeClouds);

/** The status line that a CONNECT to a host gets, and the connection when it stands. */
function tunnelTo(host: string): Promise<{ status: number; socket: Socket }> {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(cloud.url);
    request({ hostname, port, method: 'CONNECT', path: host })
      .on('connect', (res, socket) => done({ status: res.statusCode!, socket: socket as Socket }))
      .on('error', failed)
      .end();
  });
}

async function throughTunnel(host: string, ca: string | undefined): Promise<string> {
  const { socket } = await tunnelTo(`${host}:443`);
  return new Promise((done, failed) => {
    get({ host, path: '/', socket, agent: false, ...(ca ? { ca } : {}) } as object, res => {
      let text = '';
      res
        .on('data', chunk => {
          text += chunk;
        })
        .on('end', () => done(text));
    }).on('error', failed);
  });
}

describe('the way in', () => {
  it('leads to the platform’s own hosts, for those who trust this cloud’s certificate', async () => {
    const ca = readFileSync(certificateFile(`${cloud.dir}/data`), 'utf8');
    expect(await throughTunnel('tcb.tencentcloudapi.com', ca)).toContain('UnsupportedProtocol');
    await expect(throughTunnel('tcb.tencentcloudapi.com', undefined)).rejects.toThrow(/self-signed/);
  });

  it('leads nowhere else', async () => {
    for (const host of ['example.com:443', 'tcb.tencentcloudapi.com:22', 'a.b.tcb.tencentcloudapi.com:443']) {
      expect(await tunnelTo(host)).toMatchObject({ status: 403 });
    }
  });

  it('is closed to a request that nobody signed', async () => {
    const { socket } = await tunnelTo('scf.tencentcloudapi.com:443');
    const ca = readFileSync(certificateFile(`${cloud.dir}/data`), 'utf8');
    const reply = await new Promise<string>((done, failed) => {
      const sent = secureRequest(
        { host: 'scf.tencentcloudapi.com', method: 'POST', path: '/', socket, agent: false, ca } as object,
        res => res.on('data', chunk => done(String(chunk))),
      );
      sent.on('error', failed).end('{}');
    });
    expect(reply).toContain('"Code":"AuthFailure.SignatureFailure"');
  });
});

/** Makes a call as the door makes it, once its signature is checked. */
async function codeOf(action: Action | undefined, parameters: Record<string, unknown>): Promise<string> {
  try {
    checkShape(parameters, action!.takes);
    await action!.answer(parameters);
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('collections', () => {
  const place = { EnvId: ENV, MongoConnector: { InstanceId: 'flexdb', DatabaseName: DATABASE } };
  const actions = () => tableActions(cloud.database as Database, []);
  const index = (IndexName: string, Name: string, Direction = '1', MgoIsUnique = false) => ({
    IndexName,
    MgoKeySchema: { MgoIndexKeys: [{ Name, Direction }], MgoIsUnique },
  });

  it('are made once, and take indexes as documented', async () => {
    const { CreateTable, UpdateTable } = actions();
    const table = { ...place, TableName: 'songs' };
    expect(await codeOf(CreateTable, place)).toBe('MissingParameter');
    expect(await codeOf(CreateTable, { ...table, Colour: 'red' })).toBe('UnknownParameter');
    expect(await codeOf(CreateTable, { ...table, EnvId: 'other' })).toBe('ResourceNotFound');
    expect(await codeOf(CreateTable, { ...table, TableName: 'no/name' })).toBe('InvalidParameterValue');
    expect(await codeOf(CreateTable, table)).toBe('ok');
    expect(await codeOf(CreateTable, table)).toBe('ResourceInUse');

    const update = (CreateIndexes: unknown[]) => codeOf(UpdateTable, { ...table, CreateIndexes });
    expect(await update([{ IndexName: 'bare' }])).toBe('MissingParameter');
    expect(await update([index('up', 'title', 'up')])).toBe('InvalidParameterValue');
    expect(await update([index('title_1', 'title')])).toBe('ok');
    expect(await update([index('again', 'title')])).toBe('FailedOperation');
    expect(await codeOf(UpdateTable, { ...table, DropIndexes: [{ IndexName: 'none' }] })).toBe(
      'ResourceNotFound',
    );
  });

  it('keep their indexes as they were when a unique one cannot be built', async () => {
    cloud.database.load('songs', [
      { _id: 'a', by: 'x' },
      { _id: 'b', by: 'x' },
    ]);
    const { UpdateTable, DescribeTable } = actions();
    const table = { ...place, TableName: 'songs' };
    expect(await codeOf(UpdateTable, { ...table, CreateIndexes: [index('by', 'by', '1', true)] })).toBe(
      'FailedOperation',
    );
    expect(await DescribeTable!.answer(table)).toMatchObject({
      Indexes: [{ Name: '_id_', Unique: true }, { Name: 'title_1' }],
    });
  });
});

describe('functions', () => {
  const source = "exports.main = async event => ({ said: event.say, by: process.env.WHO ?? 'nobody' })";
  const archive = (files: [string, string][]) =>
    zip(files.map(([name, text]) => [name, Buffer.from(text)])).toString('base64');
  const create = {
    FunctionName: 'echo',
    Namespace: ENV,
    Handler: 'index.main',
    InstallDependency: 'FALSE',
    Runtime: 'Nodejs18.15',
    Role: 'TCB_QcsRole',
    Stamp: 'MINI_QCBASE',
  };

  it('run as soon as they are made, with the variables they are given', async () => {
    const settings: Record<string, { env?: Record<string, string> }> = {};
    let found = new Map<string, unknown>();
    const actions = functionActions({
      database: cloud.database,
      functionsDir: `${cloud.dir}/functions`,
      settings,
      host: { functions: () => found, limits: () => ({ timeout: 3, memory: 256 }) } as never,
      reload: () => {
        found = new Map([['echo', {}]]);
      },
    });
    expect(await codeOf(actions.GetFunction, { FunctionName: 'echo', Namespace: ENV })).toBe(
      'ResourceNotFound.Function',
    );
    const empty = { ...create, Code: { ZipFile: archive([['readme.txt', 'hello']]) } };
    expect(await codeOf(actions.CreateFunction, empty)).toBe('InvalidParameterValue.ZipFile');
    const Code = { ZipFile: archive([['index.js', source]]) };
    expect(await codeOf(actions.CreateFunction, { ...create, Code, Runtime: 'Nodejs8.9' })).toBe(
      'InvalidParameterValue',
    );
    expect(await codeOf(actions.CreateFunction, { ...create, Code, Timeout: 900 })).toBe(
      'InvalidParameterValue.Timeout',
    );
    const Environment = { Variables: [{ Key: 'WHO', Value: 'me' }] };
    expect(await codeOf(actions.CreateFunction, { ...create, Code, Environment })).toBe('ok');
    expect(await codeOf(actions.CreateFunction, { ...create, Code })).toBe('ResourceInUse.Function');
    expect(settings.echo).toMatchObject({ env: { WHO: 'me' } });

    const timer = (TriggerDesc: string) => ({
      FunctionName: 'echo',
      Namespace: ENV,
      Triggers: JSON.stringify([{ TriggerName: 'tick', Type: 'timer', TriggerDesc }]),
      Count: 1,
    });
    expect(await codeOf(actions.BatchCreateTrigger, timer('* * * * *'))).toBe(
      'InvalidParameterValue.TriggerCronFormat',
    );
    expect(await codeOf(actions.BatchCreateTrigger, timer('0 * * * * * *'))).toBe('ok');
    expect(await codeOf(actions.BatchCreateTrigger, timer('0 * * * * * *'))).toBe('ResourceInUse.Trigger');

    await cloud.close();
    cloud = await cloudWith({}, { collections: [], dir: cloud.dir });
    const reply = await fetch(`${cloud.url}/__call/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-openid': 'someone' },
      body: JSON.stringify({ say: 'hello' }),
    });
    expect(await reply.json()).toEqual({ said: 'hello', by: 'me' });
  });

  it('an archive whose paths lead out of the folder is refused', () => {
    const bytes = zip([['../index.js', Buffer.from(source)]]);
    expect(() => unzip(bytes)).toThrow(/leads out of the folder/);
    expect(() => unzip(Buffer.from('no archive'))).toThrow(/does not end as an archive does/);
  });
});
