'use strict';
// Writable.prototype[Symbol.asyncDispose]: destroys the stream and waits for it.
// https://nodejs.org/api/stream.html#writablesymbolasyncdispose

const { Promise } = primordials;
const { AbortError } = require('internal/errors');

function dispose() {
  let error;
  if (!this.destroyed) {
    error = this.writableFinished ? null : new AbortError();
    this.destroy(error);
  }
  return new Promise((resolve, reject) => {
    require('node/stream').finished(this, (err) => {
      // That we destroyed it ourselves is no failure.
      if (err && err.name !== 'AbortError') reject(err);
      else resolve(null);
    });
  });
}

module.exports = { dispose };
