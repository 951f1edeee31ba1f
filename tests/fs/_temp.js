// A folder for one test, removed when the process ends.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'heddle-fs-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

module.exports = { folder, at: (...names) => path.join(folder, ...names) };
