'use strict';
// SocketAddress and BlockList. https://nodejs.org/api/net.html#class-netblocklist

const {
  ArrayIsArray, ArrayPrototypeFindIndex, ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSplice,
  ArrayPrototypeUnshift, JSONParse, ObjectFreeze, ObjectPrototype, ReflectConstruct, RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeSlice,
  StringPrototypeToLowerCase, SymbolFor,
} = primordials;
const {
  codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  validateArray, validateInt32, validateObject, validatePort, validateString, validateUint32,
} = require('internal/validators');
const { isIPv6, parseV4, parseV6 } = require('internal/net/ip');
const { kClone, register } = require('internal/worker/platform');

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const inspect = (value, options) => require('internal/util/inspect').inspect(value, options);

// The constructor of the op's has no prototype that a class could extend.
function PlatformObject() {
  return ReflectConstruct(ops.PlatformObject, [], new.target);
}
PlatformObject.prototype = ObjectPrototype;

/** An address, port and family, checked. https://nodejs.org/api/net.html#class-netsocketaddress */
class SocketAddress extends PlatformObject {
  #address;
  #port;
  #family;
  #flowlabel;

  constructor(options = {}) {
    super();
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    const { address = family === 'ipv6' ? '::' : '127.0.0.1', port = 0, flowlabel = 0 } = options;
    if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') {
      throw new ERR_INVALID_ARG_VALUE('options.family', options.family);
    }
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    if ((family === 'ipv4' ? parseV4(address) : parseV6(address)) === undefined) throw new ERR_INVALID_ADDRESS();
    this.#address = address;
    this.#port = port | 0;
    this.#family = family;
    this.#flowlabel = flowlabel;
  }

  static isSocketAddress(value) {
    return typeof value === 'object' && value !== null && #address in value;
  }

  /** `address:port` or `[address]:port`; undefined if it is not that. */
  static parse(input) {
    validateString(input, 'input');
    const url = require('node/url').URL.parse(`http://${input}`);
    if (url === null) return undefined;
    const { hostname, port } = url;
    try {
      if (hostname[0] === '[') {
        return new SocketAddress({ address: StringPrototypeSlice(hostname, 1, -1), port: port | 0, family: 'ipv6' });
      }
      return new SocketAddress({ address: hostname, port: port | 0 });
    } catch {
      return undefined;
    }
  }

  get address() { return this.#address; }
  get port() { return this.#port; }
  get family() { return this.#family; }
  get flowlabel() { return this.#flowlabel; }

  toJSON() {
    return { address: this.#address, port: this.#port, family: this.#family, flowlabel: this.#flowlabel };
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    return `SocketAddress ${inspect(this.toJSON(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  [kClone]() {
    return ['SocketAddress', this.toJSON()];
  }
}
register('SocketAddress', (parts) => new SocketAddress(parts));

// Bytes as an unsigned number; both kinds as IPv6, so that 1.2.3.4 is ::ffff:1.2.3.4.
function numberOf(text, family) {
  let groups;
  if (family === 'ipv4') {
    const bytes = parseV4(text);
    if (bytes === undefined) return undefined;
    groups = [0, 0, 0, 0, 0, 0xffff, bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]];
  } else {
    groups = parseV6(text);
    if (groups === undefined) return undefined;
  }
  let number = 0n;
  for (let i = 0; i < 8; i++) number = number << 16n | primordials.BigInt(groups[i]);
  return number;
}

function familyName(family) {
  return family === 'ipv6' ? 'IPv6' : 'IPv4';
}

function socketAddress(address, name, family) {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, name);
  validateString(family, 'family');
  return new SocketAddress({ address, family });
}

const kinds = ['Address', 'Subnet', 'Range'];
const kPrefix = /^(?:0|[1-9][0-9]*)$/;
const kRule = /^(Address|Subnet|Range): (IPv[46]) (\S+?)(?:\/([0-9]{1,3})|-(\S+))?$/;

function parseCidr(cidr) {
  validateString(cidr, 'cidr');
  const slash = primordials.StringPrototypeLastIndexOf(cidr, '/');
  if (slash === -1) {
    throw new ERR_INVALID_ARG_VALUE('cidr', cidr, 'must contain a prefix length (e.g. "10.0.0.0/8")');
  }
  const prefix = StringPrototypeSlice(cidr, slash + 1);
  if (RegExpPrototypeExec(kPrefix, prefix) === null) {
    throw new ERR_INVALID_ARG_VALUE('cidr', cidr, 'prefix length must be a valid integer');
  }
  const address = StringPrototypeSlice(cidr, 0, slash);
  return { address, prefix: +prefix, family: StringPrototypeIndexOf(address, ':') === -1 ? 'ipv4' : 'ipv6' };
}

/** Rules about addresses. https://nodejs.org/api/net.html#class-netblocklist */
class BlockList extends PlatformObject {
  // Newest first; each { kind, text, low, high }.
  #rules = [];

  static PRIVATE_RANGES = ObjectFreeze([
    '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '::1/128', '169.254.0.0/16', 'fe80::/10', 'fc00::/7',
  ]);

  static isBlockList(value) {
    return typeof value === 'object' && value !== null && #rules in value;
  }

  #add(rule) {
    this.#remove(rule);
    ArrayPrototypeUnshift(this.#rules, rule);
  }

  #remove(rule) {
    const same = ArrayPrototypeFindIndex(this.#rules, (other) => other.kind === rule.kind && other.text === rule.text);
    if (same !== -1) ArrayPrototypeSplice(this.#rules, same, 1);
  }

  static #address(address, name, family) {
    const { address: text, family: kind } = socketAddress(address, name, family);
    const low = numberOf(text, kind);
    return { kind: 'Address', text: `${familyName(kind)} ${text}`, low, high: low };
  }

  static #range(start, end, family) {
    const first = socketAddress(start, 'start', family);
    const last = socketAddress(end, 'end', family);
    const text = `${familyName(first.family)} ${first.address}-${last.address}`;
    return [{ kind: 'Range', text, low: numberOf(first.address, first.family), high: numberOf(last.address, last.family) }, first];
  }

  static #subnet(network, prefix, family) {
    const { address, family: kind } = socketAddress(network, 'network', family);
    validateInt32(prefix, 'prefix', 0, kind === 'ipv4' ? 32 : 128);
    const free = primordials.BigInt((kind === 'ipv4' ? 32 : 128) - prefix);
    const low = numberOf(address, kind) >> free << free;
    return { kind: 'Subnet', text: `${familyName(kind)} ${address}/${prefix + 0}`, low, high: low | (1n << free) - 1n };
  }

  addAddress(address, family = 'ipv4') {
    this.#add(BlockList.#address(address, 'address', family));
  }

  addAddresses(addresses, family = 'ipv4') {
    validateArray(addresses, 'addresses');
    validateString(family, 'family');
    const rules = ArrayPrototypeMap(addresses, (address, i) => BlockList.#address(address, `addresses[${i}]`, family));
    for (let i = 0; i < rules.length; i++) this.#add(rules[i]);
  }

  addRange(start, end, family = 'ipv4') {
    const { 0: rule, 1: first } = BlockList.#range(start, end, family);
    if (rule.low > rule.high) throw new ERR_INVALID_ARG_VALUE('start', first, 'must come before end');
    this.#add(rule);
  }

  addSubnet(network, prefix, family = 'ipv4') {
    this.#add(BlockList.#subnet(network, prefix, family));
  }

  addCIDR(cidr) {
    const { address, prefix, family } = parseCidr(cidr);
    this.addSubnet(address, prefix, family);
  }

  addCIDRs(cidrs) {
    validateArray(cidrs, 'cidrs');
    const rules = ArrayPrototypeMap(cidrs, (cidr, i) => {
      validateString(cidr, `cidrs[${i}]`);
      const { address, prefix, family } = parseCidr(cidr);
      return BlockList.#subnet(address, prefix, family);
    });
    for (let i = 0; i < rules.length; i++) this.#add(rules[i]);
  }

  removeAddress(address, family = 'ipv4') {
    this.#remove(BlockList.#address(address, 'address', family));
  }

  removeRange(start, end, family = 'ipv4') {
    this.#remove(BlockList.#range(start, end, family)[0]);
  }

  removeSubnet(network, prefix, family = 'ipv4') {
    this.#remove(BlockList.#subnet(network, prefix, family));
  }

  removeCIDR(cidr) {
    const { address, prefix, family } = parseCidr(cidr);
    this.removeSubnet(address, prefix, family);
  }

  clear() {
    this.#rules = [];
  }

  /** Whether a rule matches. Text that is no address is matched by none. */
  check(address, family = 'ipv4') {
    let number;
    if (SocketAddress.isSocketAddress(address)) {
      number = numberOf(address.address, address.family);
    } else {
      validateString(address, 'address');
      validateString(family, 'family');
      number = numberOf(address, StringPrototypeToLowerCase(family) === 'ipv4' ? 'ipv4' : 'ipv6');
    }
    return number !== undefined &&
      ArrayPrototypeFindIndex(this.#rules, (rule) => number >= rule.low && number <= rule.high) !== -1;
  }

  get rules() {
    const list = [];
    for (let k = 0; k < kinds.length; k++) {
      for (let i = 0; i < this.#rules.length; i++) {
        const { kind, text } = this.#rules[i];
        if (kind === kinds[k]) ArrayPrototypePush(list, `${kind}: ${text}`);
      }
    }
    return list;
  }

  get size() {
    return this.#rules.length;
  }

  toJSON() {
    return this.rules;
  }

  fromJSON(data) {
    const list = typeof data === 'string' ? JSONParse(data) : data;
    if (!ArrayIsArray(list) || ArrayPrototypeFindIndex(list, (rule) => typeof rule !== 'string') !== -1) {
      throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    for (let i = 0; i < list.length; i++) {
      const { 1: kind, 2: version, 3: first, 4: prefix, 5: last } = RegExpPrototypeExec(kRule, list[i]) ?? [];
      const family = version === 'IPv6' ? 'ipv6' : 'ipv4';
      if (kind === 'Address') this.addAddress(first, family);
      else if (kind === 'Subnet' && prefix !== undefined) this.addSubnet(first, +prefix, family);
      else if (kind === 'Range' && last !== undefined) this.addRange(first, last, family);
    }
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BlockList ${inspect({ rules: this.rules }, inner)}`;
  }

  [kClone]() {
    return ['BlockList', this.rules.reverse()];
  }
}
register('BlockList', (rules) => {
  const list = new BlockList();
  list.fromJSON(rules);
  return list;
});

/** Whether a block list forbids an address; no list forbids none. */
function isBlocked(list, address, family) {
  if (!BlockList.isBlockList(list)) return false;
  return list.check(address, family === 6 || isIPv6(address) ? 'ipv6' : 'ipv4');
}

module.exports = { BlockList, isBlocked, SocketAddress };
