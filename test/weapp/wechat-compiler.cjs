/**
 * WeChat's own compiler, as its upload runs it, on mini-programs in folders; prints a line of JSON for each, the names of
 * its files or what it was refused for. A process of its own: the compiler leaves workers behind.
 */
const { generateKeyPairSync } = require('node:crypto');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const ci = require('miniprogram-ci');

/** The result of one folder, which holds the mini-program in `weapp/`. */
async function compile(projectPath) {
  // The compiler asks for an upload key and does not use it.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privateKeyPath = join(projectPath, 'key');
  writeFileSync(privateKeyPath, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  const settings = { appid: 'touristappid', compileType: 'miniprogram', miniprogramRoot: 'weapp/' };
  writeFileSync(join(projectPath, 'project.config.json'), JSON.stringify(settings));
  const project = new ci.Project({
    appid: 'touristappid',
    type: 'miniProgram',
    projectPath,
    privateKeyPath,
    attr: async () => ci.DefaultProjectAttr,
  });
  const files = await ci.getCompiledResult({
    project,
    version: '0.0.0',
    setting: { es6: true, minify: true, minifyWXML: true, minifyWXSS: true },
    onProgressUpdate: () => {},
  });
  return { files: Object.keys(files) };
}

async function all() {
  for (const folder of process.argv.slice(2)) {
    const result = await compile(folder).catch(error => ({ refused: String(error.message ?? error) }));
    process.stdout.write(`\n${JSON.stringify({ folder, ...result })}\n`);
  }
  process.exit(0);
}

void all();
