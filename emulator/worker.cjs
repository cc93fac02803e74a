'use strict';
// One instance of a cloud function: its own environment and module cache, one call at a time.
// Plain CommonJS, because a worker is started by file name and must not need the host's transpiler.
const { parentPort, workerData } = require('node:worker_threads');
const Module = require('node:module');
const { format } = require('node:util');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { keepCode } = require('./kept-code.cjs');

let offset = workerData.offset;
const RealDate = Date;
const now = () => RealDate.now() + offset;
const ShiftedDate = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length ? args : [now()], newTarget === ShiftedDate ? target : newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
// Otherwise `someDate.constructor.now()` would tell the real time.
Object.defineProperty(RealDate.prototype, 'constructor', { value: ShiftedDate, writable: true });
globalThis.Date = ShiftedDate;

// A worker cannot change its directory, but what asks for it gets the function's own, as on the platform.
process.cwd = () => path.dirname(workerData.entry);

// The platform installs what package.json asks for; here a folder without node_modules borrows the SDK.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  try {
    return resolveFilename.call(this, request, ...rest);
  } catch (error) {
    if (request === 'wx-server-sdk' && workerData.sdk) return workerData.sdk;
    throw error;
  }
};

for (const level of ['log', 'info', 'warn', 'error', 'debug', 'trace']) {
  console[level] = (...args) => parentPort.postMessage({ type: 'log', level, text: format(...args) });
}

if (workerData.keepCodeIn) keepCode(workerData.entry, workerData.keepCodeIn);

async function load() {
  let loaded;
  try {
    loaded = require(workerData.entry);
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND' && /^Cannot find module '[^./]/.test(error.message)) {
      const folder = path.dirname(workerData.entry);
      error.message += `\nIf package.json asks for it, run npm install in ${folder}`;
      error.stack = `${error.name}: ${error.message}`;
    }
    if (error.code !== 'ERR_REQUIRE_ESM') throw error;
    loaded = await import(pathToFileURL(workerData.entry).href);
  }
  const main = loaded.main ?? loaded.default?.main;
  if (typeof main !== 'function') throw new Error('index.js exports no function called main');
  return main;
}

const described = error => ({
  name: error?.name ?? 'Error',
  message: String(error?.message ?? error),
  // The emulator's own frames say nothing about the function.
  stack: String(error?.stack ?? '')
    .split('\n')
    .filter(line => !line.includes(__filename))
    .join('\n'),
});

const call = (main, event, context) =>
  new Promise((resolve, reject) => {
    const returned = main(event, context, (error, value) => (error ? reject(error) : resolve(value)));
    // The platform waits for the callback only where the function takes one and promises nothing.
    if (main.length < 3 || typeof returned?.then === 'function') resolve(returned);
  });

const loading = load();
loading.then(
  () => parentPort.postMessage({ type: 'ready' }),
  error => parentPort.postMessage({ type: 'broken', error: described(error) }),
);

parentPort.on('message', async job => {
  offset = job.offset;
  for (const [key, value] of Object.entries(job.env)) {
    if (value === null) delete process.env[key];
    else process.env[key] = value;
  }
  try {
    const value = await call(await loading, JSON.parse(job.event), job.context);
    parentPort.postMessage({ type: 'result', id: job.id, json: JSON.stringify(value) ?? 'null' });
  } catch (error) {
    parentPort.postMessage({ type: 'error', id: job.id, error: described(error) });
  }
});
