'use strict';
const assert = require('node:assert');
const { tracingChannel } = require('node:diagnostics_channel');
const seen = [];
const handlers = {
  start({ id, parentFilename }) { seen.push(['start', id, parentFilename]); },
  end({ id, result }) { seen.push(['end', id, result]); },
  error({ id, error }) { seen.push(['error', id, error.code]); },
};
const channel = tracingChannel('module.require');
channel.subscribe(handlers);
require('./fixtures/only.json');
assert.throws(() => require('./nowhere'));
channel.unsubscribe(handlers);
require('./fixtures/data.json');
assert.deepStrictEqual(seen, [
  ['start', './fixtures/only.json', __filename], ['end', './fixtures/only.json', 'only.json'],
  ['start', './nowhere', __filename], ['error', './nowhere', 'MODULE_NOT_FOUND'], ['end', './nowhere', undefined],
]);
