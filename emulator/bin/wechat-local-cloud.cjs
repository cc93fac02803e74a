#!/usr/bin/env node
'use strict';
// Plain JavaScript, so that it runs without a build; what follows is TypeScript, read by tsx.
const path = require('node:path');

// tsx would take the tsconfig.json of the folder it is started in, another project's with other names for packages.
const before = process.env.TSX_TSCONFIG_PATH;
process.env.TSX_TSCONFIG_PATH = path.join(__dirname, '..', 'tsconfig.json');
require('tsx/cjs/api').register();
if (before === undefined) delete process.env.TSX_TSCONFIG_PATH;
else process.env.TSX_TSCONFIG_PATH = before;

require('../cli.ts');
