/** `npm run deploy`: makes an environment what this tree says, and uploads the mini-program. */

import path from 'node:path';
import { buildApp } from '@config/build';
import collections from '@config/collections.json';
import { buildFunctions, functionNames, functionSettings } from '@config/functions';
import { carryOut, printPlan, type Say } from './carry-out';
import { type CloudApi, emptyCloud, openCloud } from './cloud-api';
import { type CollectionSpec, planCollections } from './collections';
import { command } from './command';
import { type Environment, findEnvironment } from './environment';
import { describeFunction, planFunctions, readFunction, scf, variablesOf } from './functions';
import { planUpload, readMiniProgram, release, upload } from './mini-program';
import { type Options, readOptions } from './options';
import { nothing, type Plan, together } from './plan';
import { HOLDERS, problemsOfChange } from './secrets';

const root = path.resolve(__dirname, '..');
const OLDEST_NODE = 20;

async function deploy(options: Options, say: Say): Promise<void> {
  const built = await build(options);
  const api = options.offline ? emptyCloud(options.env) : openCloud(options.account);
  const environment = await findEnvironment(api, options.env);
  const program = options.upload
    ? readMiniProgram(path.join(built, 'weapp'), release(root), options.env)
    : undefined;

  const plan = together([
    await planCollections(api, environment, collections as CollectionSpec[], options),
    ...(options.dataOnly ? [] : [await planCode(api, environment, built, options)]),
    ...(program ? [planUpload(built, program, options)] : []),
    ...(options.upload ? [{ ...nothing, notes: [release(root).note ?? []].flat() }] : []),
  ]);
  const remind = () => {
    for (const note of plan.notes) say(`! ${note}`);
  };
  if (plan.problems.length > 0) {
    throw new Error(`Nothing was changed:\n${plan.problems.map(problem => `- ${problem}`).join('\n')}`);
  }
  if (plan.steps.length === 0) say(`Nothing to do: ${options.env} is what this tree says.`);

  const greeting = scf(environment, 'api', 'Invoke', {
    ClientContext: JSON.stringify({ action: 'area.list', input: {} }),
  });
  const checks = options.dataOnly ? [] : [{ title: 'check: does api answer?', calls: [greeting] }];
  if (options.dryRun) {
    printPlan([...plan.steps, ...checks], say);
    remind();
    say(`A dry run: nothing was changed. ${plan.steps.length} steps.`);
    return;
  }
  await carryOut(plan.steps, {
    api,
    environment,
    say,
    upload: () => upload(built, program!, { ...options, ...options.account }),
  });
  if (!options.dataOnly) {
    await greet(api, greeting);
    say('api answers.');
  }
  remind();
  if (plan.steps.some(step => step.title.startsWith('mini-program'))) {
    say(
      'The upload is a development version: try it, then submit it for review at mp.weixin.qq.com → 版本管理.',
    );
  }
}

/** The folder with weapp/ and cloudfunctions/, built unless one is given. */
async function build({ built, upload: uploads, dataOnly, env }: Options): Promise<string> {
  if (built) return path.resolve(built);
  if (!dataOnly) await buildFunctions();
  if (uploads) await buildApp('weapp', env);
  return path.join(root, 'dist');
}

async function planCode(
  api: CloudApi,
  environment: Environment,
  built: string,
  options: Options,
): Promise<Plan> {
  const functions = functionNames().map(name =>
    readFunction(
      path.join(built, 'cloudfunctions', name),
      functionSettings[name]!,
      HOLDERS.includes(name) ? options.variables : {},
    ),
  );
  const problems: string[] = [];
  for (const name of HOLDERS) {
    const deployed = variablesOf(await describeFunction(api, environment, name));
    problems.push(...problemsOfChange(deployed, options.variables, options.dropKeys));
  }
  return together([
    await planFunctions(api, environment, functions, options),
    { ...nothing, problems: [...new Set(problems)] },
  ]);
}

/** Calls the function as nobody: it must refuse, in its own words. @throws Error when it does not answer so */
async function greet(api: CloudApi, greeting: ReturnType<typeof scf>): Promise<void> {
  const { Result } = await api.call<{ Result: { RetMsg: string; ErrMsg: string; InvokeResult: number } }>(
    greeting,
  );
  if (Result.InvokeResult === 0 && /"code":"caller\.unknown"/.test(Result.RetMsg)) return;
  throw new Error(
    `api is deployed and does not answer as it should: ${Result.ErrMsg || Result.RetMsg}\nIts log: 云开发 → 云函数 → api → 日志. To go back, check out the older commit and deploy that.`,
  );
}

async function run(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new Error(`Node ${OLDEST_NODE} or later is needed; this is ${process.versions.node}.`);
  }
  await deploy(readOptions(process.argv.slice(2), process.env), line => process.stdout.write(`${line}\n`));
}

command(run);
