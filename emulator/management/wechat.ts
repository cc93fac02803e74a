import type { RequestListener } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { Database } from '../database';
import { readBody, sendJson } from '../http';

/** One mini-program that was uploaded: who by, as what, and which files it holds. */
type Upload = { appid: string; version: string; desc: string; robot: string; files: string[] };

const KEPT = 'management.uploads';
const BODY_LIMIT = 40 * 1024 * 1024;
const MAGIC = 0xbe;
/** Bytes of a signature with an RSA key of 1024, 2048, 3072 and 4096 bits. */
const SIGNATURE_SIZES = [128, 256, 384, 512];

/** What the uploading tool is told of a mini-program: sizes in MB, as it compares them. */
const ATTRIBUTES = {
  appType: 0,
  isSandbox: false,
  released: false,
  setting: {
    MaxLocalstorageSize: 10,
    MaxCodeSize: 2,
    MaxSubpackageSubCodeSize: 2,
    MaxSubpackageFullCodeSize: 30,
    NavigateMiniprogramLimit: 10,
    MaxSubPackageLimit: 100,
    MinTabbarCount: 2,
    MaxTabbarCount: 5,
    MaxTabbarIconSize: 40,
  },
};

/** What `servicewechat.com` answers to WeChat's uploading tool; uploads are kept with the data. */
export function serveWechat(database: Database): RequestListener {
  return async (req, res) => {
    const url = new URL(req.url ?? '/', 'https://servicewechat.com');
    const body = await readBody(req, BODY_LIMIT);
    const refuse = (errCode: number, errMsg: string) => sendJson(res, { errCode, errMsg });
    try {
      switch (url.pathname) {
        case '/wxa/ci/getrandstr':
          return sendJson(res, { errCode: 0, data: { randomString: 'local-cloud-random-string' } });
        case '/wxa/ci/getattr': {
          const { appid, signature } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
          if (!isSignature(signature)) return refuse(-10005, 'invalid signature');
          return sendJson(res, { errCode: 0, data: { ...ATTRIBUTES, appid } });
        }
        case '/wxa/ci/upload': {
          const upload = uploadOf(url.searchParams, body);
          const before = (database.meta.get(KEPT) as Upload[] | undefined) ?? [];
          database.meta.set(KEPT, [...before, upload]);
          return sendJson(res, { errCode: 0, errMsg: 'ok', body: { subpackage_info: [] } });
        }
        default:
          return refuse(-1, `${url.pathname} is not played by this emulator`);
      }
    } catch (error) {
      refuse(-1, (error as Error).message);
    }
  };
}

function uploadOf(query: URLSearchParams, body: Buffer): Upload {
  const text = (name: string) => query.get(name) ?? '';
  const [appid, version, desc, robot] = ['appid', 'version', 'desc', 'robot'].map(text) as [
    string,
    string,
    string,
    string,
  ];
  if (!/^wx[0-9a-f]{16}$/.test(appid)) throw new Error(`appid ${appid} is not valid`);
  if (!/^[\w.]{1,64}$/.test(version)) throw new Error(`version ${version} is not valid`);
  if (!(Number(robot) >= 1 && Number(robot) <= 30)) throw new Error(`robot ${robot} is not 1 to 30`);
  const files = filesOf(gunzipSync(body));
  const signed = JSON.parse(files.get('/ci.signature')?.toString('utf8') ?? '{}') as { signature?: unknown };
  if (!isSignature(signed.signature)) throw new Error('invalid signature');
  if (!files.has('/app.json')) throw new Error('the package holds no app.json');
  return { appid, version, desc, robot, files: [...files.keys()].sort() };
}

const isSignature = (value: unknown) =>
  typeof value === 'string' && SIGNATURE_SIZES.includes(Buffer.from(value, 'base64').length);

/** A package's files: a list of name, offset and length behind a head of 14 bytes, as the tool's `pack` writes it. */
function filesOf(packed: Buffer): Map<string, Buffer> {
  if (packed[0] !== MAGIC) throw new Error('the body is no package');
  const files = new Map<string, Buffer>();
  let at = 18;
  for (let left = packed.readInt32BE(14); left > 0; left--) {
    const length = packed.readInt32BE(at);
    const name = packed.subarray(at + 4, at + 4 + length).toString('utf8');
    const start = packed.readInt32BE(at + 4 + length);
    const size = packed.readInt32BE(at + 8 + length);
    files.set(name, packed.subarray(start, start + size));
    at += 12 + length;
  }
  return files;
}
