'use strict';
// node:path/win32 works on any system.
const assert = require('node:assert');
const path = require('node:path/win32');
const table = (name, rows) => {
  for (const [result, ...args] of rows) assert.deepStrictEqual(path[name](...args), result, `${name}(${JSON.stringify(args)})`);
};
table('normalize', [['.', ''], ['C:\\b\\', 'C:/a/..//b/'], ['C:..\\a', 'C:../a'], ['\\\\server\\share\\', '//server/share'],
  ['\\\\server\\share\\b', '\\\\server\\share\\a\\..\\b'], ['\\a', '\\..\\a'], ['\\\\?\\C:\\a', '\\\\?\\C:\\a'], ['.\\C:\\a', 'x/../C:/a'],
  ['.\\CON:.', 'CON:'], ['..\\..', '../..']]);
table('join', [['a\\b', 'a', 'b'], ['\\\\server\\share\\x', '//server/share', 'x'], ['\\server\\share', '/', '/server/share'], ['.', ''],
  ['C:\\b', 'C:\\', 'b'], ['C:\\b', 'C:', 'b'], ['\\a', '/', '/a']]);
table('resolve', [['c:\\ignored\\b', 'c:\\ignored', 'b'], ['d:\\e.exe', 'c:/ignore', 'd:\\a/b\\c/d', '\\e.exe'], ['c:\\some\\file', 'c:/ignore', 'c:/some/file'],
  ['\\\\server\\share\\file', '//server/share', '..', 'file'], ['C:\\b', 'C:\\a', '..\\b'], ['\\\\.\\PHYSICALDRIVE0', '\\\\.\\PHYSICALDRIVE0']]);
table('relative', [['..\\..\\impl\\bbb', 'C:\\orandea\\test\\aaa', 'C:\\orandea\\impl\\bbb'], ['d:\\games', 'c:/a', 'd:\\games'], ['', 'C:\\Foo', 'c:\\foo'],
  ['..\\x', '\\\\s\\h\\a', '\\\\s\\h\\x'], ['a', 'C:\\', 'C:\\a'], ['..', 'C:\\a', 'C:\\']]);
table('dirname', [['C:\\', 'C:\\'], ['C:\\', 'C:\\a'], ['C:', 'C:a'], ['\\\\s\\h\\', '\\\\s\\h\\a'], ['.', ''], ['a', 'a/b'], ['\\', '\\a']]);
table('basename', [['b.x', 'C:\\a\\b.x'], ['b', 'a/b.x', '.x'], ['a', 'C:a'], ['', 'C:\\'], ['b', 'a\\b\\/']]);
table('extname', [['.x', 'C:\\a.b\\c.x'], ['', 'C:.x'], ['', 'a\\.x'], ['.x', 'a.x\\']]);
table('isAbsolute', [[true, 'C:\\'], [true, '\\a'], [true, '//s'], [false, 'C:a'], [false, 'a']]);
table('parse', [
  [{ root: 'C:\\', dir: 'C:\\path\\dir', base: 'file.txt', ext: '.txt', name: 'file' }, 'C:\\path\\dir\\file.txt'],
  [{ root: '\\\\unc\\share\\', dir: '\\\\unc\\share\\x', base: 'y', ext: '', name: 'y' }, '\\\\unc\\share\\x\\y'],
  [{ root: 'C:', dir: 'C:', base: 'a', ext: '', name: 'a' }, 'C:a'],
  [{ root: 'C:\\', dir: 'C:\\', base: '', ext: '', name: '' }, 'C:\\'],
]);
table('format', [['C:\\p\\f.x', { dir: 'C:\\p', base: 'f.x' }]]);
table('toNamespacedPath', [['\\\\?\\C:\\a', 'C:/a'], ['\\\\?\\UNC\\s\\h\\a', '//s/h/a'], ['', ''], [5, 5]]);
assert.strictEqual(path.sep + path.delimiter, '\\;');
assert.strictEqual(require('node:path').win32, path);
assert.strictEqual(path.posix, require('node:path').posix);
