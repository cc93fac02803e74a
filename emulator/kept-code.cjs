'use strict';
// Half of a cold start is V8 reading a bundle of megabytes. Where a folder is named for it, what V8 made of a function's
// file is kept there, under the file's content, and the next instance of any cloud on this machine takes it from there.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const { threadId } = require('node:worker_threads');

/** Loads `entry`, and no other file, with the help of what is kept in `folder`. */
exports.keepCode = (entry, folder) => {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename) {
    if (filename !== entry) return compile.call(this, content, filename);
    const kept = path.join(
      folder,
      createHash('sha256').update(process.version).update(content).digest('hex'),
    );
    const cachedData = read(kept);
    const script = new vm.Script(Module.wrap(content), {
      filename,
      cachedData,
      importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    const require = Module.createRequire(filename);
    const exported = script
      .runInThisContext()
      .call(this.exports, this.exports, require, this, filename, path.dirname(filename));
    if (!cachedData || script.cachedDataRejected) write(kept, script.createCachedData());
    return exported;
  };
};

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** At once, since another instance may be reading. A folder that cannot be written to costs time, and nothing else. */
function write(file, data) {
  const fresh = `${file}.${process.pid}.${threadId}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(fresh, data);
    renameSync(fresh, file);
  } catch {}
}
