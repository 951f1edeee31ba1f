'use strict';
// Url.prototype.resolveObject(): a reference against a base, as browsers did it before there was a standard.

const {
  ArrayPrototypeJoin,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ArrayPrototypeSplice,
  ArrayPrototypeUnshift,
  ObjectAssign,
  StringPrototypeEndsWith,
  StringPrototypeSplit,
} = primordials;
const { Url, slashedProtocols, scriptProtocols } = require('internal/url/legacy');

function finish(result) {
  result.href = result.format();
  return result;
}

function setPath(result) {
  if (result.pathname !== null || result.search !== null) result.path = `${result.pathname || ''}${result.search || ''}`;
}

function takeQuery(result, relative) {
  result.search = relative.search;
  result.query = relative.query;
}

// A reference with a scheme of its own.
function resolveOtherScheme(result, relative) {
  if (!slashedProtocols.has(relative.protocol)) return finish(ObjectAssign(result, relative));
  result.protocol = relative.protocol;
  const hostless = relative.protocol === 'file' || relative.protocol === 'file:' || scriptProtocols.has(relative.protocol);
  let { host } = relative;
  let { hostname } = relative;
  if (!host && !hostless) {
    // Such a scheme needs a host: the first segment that is not empty serves.
    const segments = StringPrototypeSplit(relative.pathname || '', '/');
    while (segments.length > 0 && !(host = ArrayPrototypeShift(segments)));
    host ||= '';
    hostname ||= '';
    relative.host = host;
    relative.hostname = hostname;
    if (segments[0] !== '') ArrayPrototypeUnshift(segments, '');
    if (segments.length < 2) ArrayPrototypeUnshift(segments, '');
    result.pathname = ArrayPrototypeJoin(segments, '/');
  } else {
    result.pathname = relative.pathname;
  }
  takeQuery(result, relative);
  result.host = host || '';
  result.auth = relative.auth;
  result.hostname = hostname || host;
  result.port = relative.port;
  if (result.pathname || result.search) result.path = `${result.pathname || ''}${result.search || ''}`;
  result.slashes = result.slashes || relative.slashes;
  return finish(result);
}

// For schemes without slashes the host lives in the first path segment, where `..` can reach it.
function hostFromSegment(result, segment) {
  result.hostname = result.host = segment;
  const pieces = result.host && StringPrototypeSplit(result.host, '@');
  if (pieces && pieces.length > 1 && pieces[0] !== '') {
    result.auth = pieces[0];
    result.host = result.hostname = pieces[1];
  }
}

// Removes `.` and `..` in place; returns how many `..` climb above the start.
function removeDots(segments) {
  let up = 0;
  for (let i = segments.length - 1; i >= 0; i--) {
    if (segments[i] === '.') {
      ArrayPrototypeSplice(segments, i, 1);
    } else if (segments[i] === '..') {
      ArrayPrototypeSplice(segments, i, 1);
      up++;
    } else if (up > 0) {
      ArrayPrototypeSplice(segments, i, 1);
      up--;
    }
  }
  return up;
}

const segmentsOf = (pathname) => (pathname ? StringPrototypeSplit(pathname, '/') : []);
const isRooted = (pathname) => Boolean(pathname) && pathname[0] === '/';
const startsRooted = (segments) => segments[0] === '' || Boolean(segments[0] && segments[0][0] === '/');

function resolveLegacy(base, relative) {
  if (typeof relative === 'string') {
    const parsed = new Url();
    parsed.parse(relative, false, true);
    relative = parsed;
  }
  const result = ObjectAssign(new Url(), base);
  // Even an empty reference takes the hash away.
  result.hash = relative.hash;
  if (relative.href === '') return finish(result);

  if (relative.slashes && !relative.protocol) {
    const { protocol } = result;
    ObjectAssign(result, relative);
    result.protocol = protocol;
    if (slashedProtocols.has(protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    return finish(result);
  }
  if (relative.protocol && relative.protocol !== result.protocol) return resolveOtherScheme(result, relative);

  const relativeRooted = Boolean(relative.host) || isRooted(relative.pathname);
  let mustBeRooted = relativeRooted || isRooted(result.pathname) || Boolean(result.host && relative.pathname);
  const keepAboveRoot = !mustBeRooted;
  let segments = segmentsOf(result.pathname);
  const relativeSegments = segmentsOf(relative.pathname);
  const slashless = Boolean(result.protocol) && !slashedProtocols.has(result.protocol);

  if (slashless) {
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (segments[0] === '') segments[0] = result.host;
      else ArrayPrototypeUnshift(segments, result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (relativeSegments[0] === '') relativeSegments[0] = relative.host;
        else ArrayPrototypeUnshift(relativeSegments, relative.host);
      }
      relative.host = null;
    }
    mustBeRooted = mustBeRooted && (relativeSegments[0] === '' || segments[0] === '');
  }

  if (relativeRooted) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    takeQuery(result, relative);
    segments = relativeSegments;
  } else if (relativeSegments.length > 0) {
    // Its path replaces the last segment.
    ArrayPrototypePop(segments);
    for (let i = 0; i < relativeSegments.length; i++) ArrayPrototypePush(segments, relativeSegments[i]);
    takeQuery(result, relative);
  } else if (relative.search !== null && relative.search !== undefined) {
    if (slashless) hostFromSegment(result, ArrayPrototypeShift(segments));
    takeQuery(result, relative);
    setPath(result);
    return finish(result);
  }

  if (segments.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finish(result);
  }

  const last = segments[segments.length - 1];
  const trailingSlash = last === '' ||
    ((last === '.' || last === '..') && Boolean(result.host || relative.host || segments.length > 1));
  let up = removeDots(segments);
  if (!mustBeRooted && keepAboveRoot) for (; up > 0; up--) ArrayPrototypeUnshift(segments, '..');
  if (mustBeRooted && !startsRooted(segments)) ArrayPrototypeUnshift(segments, '');
  if (trailingSlash && !StringPrototypeEndsWith(ArrayPrototypeJoin(segments, '/'), '/')) ArrayPrototypePush(segments, '');
  const rooted = startsRooted(segments);

  if (slashless) hostFromSegment(result, rooted || segments.length === 0 ? '' : ArrayPrototypeShift(segments));
  mustBeRooted = mustBeRooted || Boolean(result.host && segments.length);
  if (mustBeRooted && !rooted) ArrayPrototypeUnshift(segments, '');
  if (segments.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = ArrayPrototypeJoin(segments, '/');
  }
  setPath(result);
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  return finish(result);
}

module.exports = { resolveLegacy };
