import type { CloudApi } from './cloud-api';

/** An environment as its account describes it: what every call has to name. */
export type Environment = {
  id: string;
  /** Which database calls on collections are for. */
  connector: { InstanceId: 'flexdb'; DatabaseName: string };
  bucket: string;
  /** Where functions of the environment log to, where it says so. */
  logs: { ClsLogsetId?: string; ClsTopicId?: string };
};

type Described = {
  EnvId: string;
  Status: string;
  Databases?: { InstanceId: string }[];
  Storages?: { Bucket: string }[];
  LogServices?: { LogsetId: string; TopicId: string }[] | null;
};

/** Finds an environment in the account. @throws Error saying which there are, or what the one named lacks */
export async function findEnvironment(api: CloudApi, id: string): Promise<Environment> {
  const { EnvList } = await api.call<{ EnvList: Described[] | null }>({
    service: 'tcb',
    action: 'DescribeEnvs',
    parameters: {},
  });
  const all = EnvList ?? [];
  const found = all.find(({ EnvId }) => EnvId === id);
  if (!found) {
    const names = all.map(({ EnvId }) => EnvId).join(', ') || 'none';
    throw new Error(
      `There is no environment ${id} in this Tencent Cloud account; it has: ${names}. Copy the id from the cloud console (云开发 → 设置), and sign in to Tencent Cloud with the mini-program’s own account.`,
    );
  }
  const database = found.Databases?.[0]?.InstanceId;
  const bucket = found.Storages?.[0]?.Bucket;
  if (found.Status !== 'NORMAL' || !database || !bucket) {
    throw new Error(
      `The environment ${id} is not ready (${found.Status}): it needs its database and its storage. Open it once in the cloud console, then run again.`,
    );
  }
  const log = found.LogServices?.[0];
  return {
    id,
    connector: { InstanceId: 'flexdb', DatabaseName: database },
    bucket,
    logs: log ? { ClsLogsetId: log.LogsetId, ClsTopicId: log.TopicId } : {},
  };
}
