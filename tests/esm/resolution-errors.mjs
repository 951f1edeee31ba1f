import assert from 'node:assert';
import { fileURLToPath } from 'node:url';
const here = fileURLToPath(import.meta.url);
const dir = import.meta.dirname;
const fixtures = `${dir}/fixtures`;
const from = ` imported from ${here}`;
const table = {
  './nowhere.mjs': ['Error', 'ERR_MODULE_NOT_FOUND', `Cannot find module '${dir}/nowhere.mjs'${from}`],
  './nowhere.mjs?q=1#f': ['Error', 'ERR_MODULE_NOT_FOUND', `Cannot find module '${dir}/nowhere.mjs'${from}`],
  './fixtures/plain': ['Error', 'ERR_MODULE_NOT_FOUND',
    `Cannot find module '${fixtures}/plain'${from}\nDid you mean to import "./fixtures/plain.js"?`],
  './fixtures/folder': ['Error', 'ERR_UNSUPPORTED_DIR_IMPORT', `Directory import '${fixtures}/folder' is not supported ` +
    `resolving ES modules${from}\nDid you mean to import "./fixtures/folder/index.js"?`],
  'no-package': ['Error', 'ERR_MODULE_NOT_FOUND', `Cannot find package 'no-package'${from}`],
  '@scope': ['TypeError', 'ERR_INVALID_MODULE_SPECIFIER', `Invalid module "@scope" is not a valid package name${from}`],
  '.hidden': ['TypeError', 'ERR_INVALID_MODULE_SPECIFIER', `Invalid module ".hidden" is not a valid package name${from}`],
  './a%2fb.mjs': ['TypeError', 'ERR_INVALID_MODULE_SPECIFIER',
    `Invalid module "${dir}/a%2fb.mjs" must not include encoded "/" or "\\" characters${from}`],
  'http://example.com/x.mjs': ['Error', 'ERR_UNSUPPORTED_ESM_URL_SCHEME', 'Only URLs with a scheme in: file and data are ' +
    "supported by the default ESM loader. Received protocol 'http:'"],
  'ftp://example.com/': ['Error', 'ERR_UNSUPPORTED_ESM_URL_SCHEME', 'Only URLs with a scheme in: file, data, and node are ' +
    "supported by the default ESM loader. Received protocol 'ftp:'"],
  'node:nothing': ['Error', 'ERR_UNKNOWN_BUILTIN_MODULE', 'No such built-in module: node:nothing'],
  './fixtures/file.txt': ['TypeError', 'ERR_UNKNOWN_FILE_EXTENSION',
    `Unknown file extension ".txt" for ${fixtures}/file.txt`],
  'file://host/x': ['TypeError', 'ERR_INVALID_FILE_URL_HOST', `File URL host must be "localhost" or empty on ${process.platform}`],
};
for (const [specifier, [name, code, message]] of Object.entries(table)) {
  await assert.rejects(import(specifier), { name, code, message }, specifier);
}
await assert.rejects(import('./nowhere.mjs'), { url: new URL('./nowhere.mjs', import.meta.url).href });
await assert.rejects(import('./a%zz.mjs'), { name: 'URIError', message: 'URI malformed' });
