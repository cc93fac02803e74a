const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const source = path.join(__dirname, '..', 'src');

/** What Taro itself draws with, whether or not a page imports it. */
const always = ['View', 'Text', 'Image'];

/** Everything our own code says, of which the names of WeChat's functions and components are a part. */
function ownCode() {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file))
    .map(file => readFileSync(path.join(source, file), 'utf8'))
    .join('\n');
}

/** Taro's list of WeChat's functions that answer with a promise, without those that our code names nowhere. */
function leanFunctions(code, own) {
  const names = new Set(own.match(/\b[a-z]\w+\b/g));
  return replaced(code, /(?<=const needPromiseApis = new Set\(\[)[^\]]*(?=\]\))/, list =>
    (list.match(/'\w+'/g) ?? []).filter(name => names.has(name.slice(1, -1))).join(),
  );
}

/**
 * Taro's table of WeChat's attributes, emptied for components that no page imports. The components themselves stay:
 * templates and pages know each by its place in the table.
 */
function leanComponents(code, own) {
  const imports = own.match(/import \{[^}]*\} from '@tarojs\/components'/g) ?? [];
  const used = new Set([...always, ...imports.join().match(/\b[A-Z]\w+/g)]);
  return replaced(code, /(?<=const components = \{)[\s\S]*?(?=\n\};)/, table =>
    table.replace(/^ {4}(\w+): \{\n[\s\S]*?^ {4}\}/gm, (whole, name) =>
      used.has(name) ? whole : `    ${name}: {}`,
    ),
  );
}

function replaced(code, pattern, by) {
  if (!pattern.test(code))
    throw new Error(`Taro no longer writes ${pattern.source}: see config/lean-runtime.js`);
  return code.replace(pattern, by);
}

/** Webpack loader: takes out of Taro's runtime what the product does not use, before a phone has to load it (10 KB). */
module.exports = function lean(code) {
  const own = ownCode();
  const functions = leanFunctions(code, own);
  return this.resourcePath.endsWith('native-apis.js') ? functions : leanComponents(functions, own);
};
Object.assign(module.exports, { leanComponents, leanFunctions });
