import assert from 'node:assert';
// Node names the file by its path or its URL, depending on who asked for it.
const frameOf = (error) => error.stack.replace(/^(?:file:\/\/)?\/.*\/fixtures\//, '');
await assert.rejects(import('./fixtures/enum.ts'), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  assert.strictEqual(error.code, 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX');
  assert.strictEqual(error.message, 'TypeScript enum is not supported in strip-only mode');
  assert.ok(frameOf(error).startsWith(
    'enum.ts:2\nexport const before = 1;\nenum Color { Red }\n^^^^^^^^^^^^^^^^^^\nexport const after = 2;\n\nSyntaxError'), error.stack);
  return true;
});
await assert.rejects(import('./fixtures/parameter-property.ts'), {
  code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', message: 'TypeScript parameter property is not supported in strip-only mode',
});
await assert.rejects(import('./fixtures/broken.ts'), (error) => {
  assert.strictEqual(error.code, 'ERR_INVALID_TYPESCRIPT_SYNTAX');
  assert.ok(frameOf(error).startsWith('broken.ts:1\nlet x: = 1;\n       ^\n'), error.stack);
  return true;
});
await assert.rejects(import('./fixtures/element.tsx'), {
  code: 'ERR_UNKNOWN_FILE_EXTENSION', message: `Unknown file extension ".tsx" for ${import.meta.dirname}/fixtures/element.tsx`,
});
