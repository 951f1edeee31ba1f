'use strict';
const assert = require('node:assert');
const { registerHooks } = require('node:module');
const calls = [];
const ownUrl = require('node:url').pathToFileURL(__filename).href;
const first = registerHooks({
  resolve(specifier, context, next) {
    calls.push(`first ${specifier}`);
    return next(specifier, context);
  },
});
const second = registerHooks({
  resolve(specifier, context, next) {
    calls.push(`second ${specifier}`);
    assert.strictEqual(context.parentURL, ownUrl);
    assert.ok(context.conditions.includes('require'));
    return specifier === 'virtual' ? { url: 'virtual:it', format: 'commonjs', shortCircuit: true } : next(specifier);
  },
  load(url, context, next) {
    if (url === 'virtual:it') return { source: 'exports.it = __filename', format: 'commonjs', shortCircuit: true };
    const loaded = next(url, context);
    return url.endsWith('/both.js') ? { ...loaded, source: `${loaded.source}`.replace('file.js', 'hooked') } : loaded;
  },
});
calls.length = 0;
assert.deepStrictEqual(require('virtual'), { it: 'virtual:it' });
assert.strictEqual(require('./fixtures/both.js'), 'hooked');
assert.ok(calls.includes('second ./fixtures/both.js'));
assert.ok(calls.indexOf('second ./fixtures/both.js') < calls.indexOf('first ./fixtures/both.js'));
assert.strictEqual(typeof require('node:os').EOL, 'string');
second.deregister();
first.deregister();
calls.length = 0;
assert.throws(() => require('virtual2'), { code: 'MODULE_NOT_FOUND' });
assert.deepStrictEqual(calls, []);
const bad = (hooks, expected) => {
  const registered = registerHooks(hooks);
  try {
    assert.throws(() => require('./fixtures/only.json?'), expected);
  } finally {
    registered.deregister();
  }
};
const wrong = 'ERR_INVALID_RETURN_PROPERTY_VALUE';
bad({ resolve: () => ({}) }, { code: wrong,
  message: 'Expected true to be returned for the "shortCircuit" from the "resolve" hook but got undefined.' });
bad({ resolve: () => ({ shortCircuit: true, url: 3 }) }, { code: wrong,
  message: 'Expected a URL string to be returned for the "url" from the "resolve" hook but got type number (3).' });
assert.throws(() => registerHooks({ load: 3 }), { code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "hooks.load" property must be of type function. Received type number (3)' });
