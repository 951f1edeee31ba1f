'use strict';
// node:constants (deprecated): the constants of os and fs in one object. Those of crypto come with that module.
// https://nodejs.org/api/os.html#os-constants

const { ObjectAssign, ObjectFreeze } = primordials;
const { constants: os } = require('node/os');
const { constants: fs } = require('node/fs');

// An ordinary object: packages call its `hasOwnProperty`.
module.exports = ObjectFreeze(
  ObjectAssign({}, os.dlopen, os.errno, os.priority, os.signals, fs));
