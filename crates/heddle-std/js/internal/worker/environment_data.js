// setEnvironmentData and getEnvironmentData: values that all later workers of this one start with.
// https://nodejs.org/api/worker_threads.html#workergetenvironmentdatakey
'use strict';

const { SafeMap } = primordials;
const values = new SafeMap();

function getEnvironmentData(key) {
  return values.get(key);
}

function setEnvironmentData(key, value) {
  if (value === undefined) values.delete(key);
  else values.set(key, value);
}

/** All values, for a new worker; undefined if there are none. */
function snapshot() {
  if (values.size === 0) return undefined;
  const list = [];
  values.forEach((value, key) => { list[list.length] = [key, value]; });
  return list;
}

/** In a new worker: what its parent had. */
function restore(list) {
  if (list === undefined) return;
  for (let i = 0; i < list.length; i++) values.set(list[i][0], list[i][1]);
}

module.exports = { getEnvironmentData, setEnvironmentData, snapshot, restore };
