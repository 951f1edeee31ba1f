'use strict';
// Addresses of a host by the system's resolver, as dns.lookup gives them.
// https://nodejs.org/api/dns.html#dnslookuphostname-options-callback

const { ArrayPrototypeConcat, ArrayPrototypePush } = primordials;
const { DNSException } = require('internal/errors');
const { isIP } = require('internal/net/ip');
const { nextTick } = require('internal/ticks');

/** 'verbatim', 'ipv4first' or 'ipv6first': as --dns-result-order says. */
function defaultOrder() {
  return require('internal/options').getOptionValue('--dns-result-order') || 'verbatim';
}

function ordered(addresses, order) {
  if (order === 'verbatim') return addresses;
  const first = [];
  const second = [];
  const family = order === 'ipv4first' ? 4 : 6;
  for (let i = 0; i < addresses.length; i++) ArrayPrototypePush(addresses[i].family === family ? first : second, addresses[i]);
  return ArrayPrototypeConcat(first, second);
}

/**
 * `callback(error, address, family)`, or `callback(error, [{ address, family }])` with `all`. Options: family (0, 4, 6),
 * hints, all.
 */
function lookup(hostname, options, callback) {
  const { family = 0, hints = 0, all = false } = options;
  const literal = isIP(hostname);
  if (literal !== 0) {
    if (all) nextTick(callback, null, [{ address: hostname, family: literal }]);
    else nextTick(callback, null, hostname, literal);
    return;
  }
  ops.op_net_lookup(hostname, family, hints, (error, found) => {
    if (error !== null) return callback(error);
    if (typeof found === 'number') return callback(new DNSException(found, 'getaddrinfo', hostname));
    const addresses = [];
    for (let i = 0; i < found.length; i += 2) ArrayPrototypePush(addresses, { address: found[i], family: found[i + 1] });
    const list = ordered(addresses, defaultOrder());
    if (all) callback(null, list);
    else callback(null, list[0].address, list[0].family);
  });
}

module.exports = { lookup };
