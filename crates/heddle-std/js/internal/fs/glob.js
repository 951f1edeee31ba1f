// fs.glob, fs.globSync, fs.promises.glob. https://nodejs.org/api/fs.html#fsglobpattern-options-callback
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeShift,
  RegExpPrototypeExec,
  SafeMap,
  SafeSet,
  StringPrototypeReplaceAll,
  StringPrototypeSplit,
  Symbol,
} = primordials;
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateObject, validateString, validateStringArray } = require('internal/validators');
const { GLOBSTAR, compileGlob, compileSegment } = require('internal/path/glob');
const { Dirent, UV_DIRENT_DIR, UV_DIRENT_LINK } = require('internal/fs/dirent');
const { kEmptyObject, toPathIfFileURL } = require('internal/fs/validate');
const { statsFromOp } = require('internal/fs/stats');
const { runAsync, runSync } = require('internal/fs/steps');
const { dirname, basename, isAbsolute, join, resolve } = require('node/path');

const kStats = Symbol('stats');

/** What glob() returns with `withFileTypes`: knows the whole stat. */
class DirentFromStats extends Dirent {
  constructor(name, path, stats) {
    super(name, path, null);
    this[kStats] = stats;
  }
}
const checks = ['isDirectory', 'isFile', 'isBlockDevice', 'isCharacterDevice', 'isSymbolicLink', 'isFIFO', 'isSocket'];
for (let i = 0; i < checks.length; i++) {
  const name = checks[i];
  DirentFromStats.prototype[name] = function() { return this[kStats][name](); };
}

/** The segments of one brace-free pattern: strings, regular expressions, GLOBSTAR; and whether it is absolute. */
function compilePattern(pattern) {
  const absolute = isAbsolute(pattern);
  const texts = splitSlashes(pattern);
  const segments = [];
  for (let i = 0; i < texts.length; i++) {
    const last = i === texts.length - 1;
    const text = texts[i];
    // A trailing slash stays as '': it asks for a folder.
    if (text === '' ? !(last && segments.length > 0) : text === '.') {
      if (text === '.' && last && segments.length > 0) ArrayPrototypePush(segments, '');
      continue;
    }
    const segment = text === '' ? '' : compileSegment(text, { __proto__: null, nocase: false, dot: false });
    if (segment === GLOBSTAR && segments[segments.length - 1] === GLOBSTAR) continue;
    ArrayPrototypePush(segments, segment);
  }
  return { __proto__: null, absolute, segments };
}
function splitSlashes(pattern) {
  return StringPrototypeSplit(StringPrototypeReplaceAll(pattern, '\\', '/'), '/');
}

class Glob {
  #root;
  #emit;
  #exclude;
  #withFileTypes;
  #followSymlinks;
  #stack = [];
  #found = new SafeSet();
  // Folders reached through links, so that a link upwards ends.
  #followed = new SafeSet();

  constructor(pattern, options, emit) {
    validateObject(options, 'options');
    const { cwd, exclude, followSymlinks = false, withFileTypes } = options;
    this.#withFileTypes = !!withFileTypes;
    validateBoolean(followSymlinks, 'options.followSymlinks');
    this.#followSymlinks = followSymlinks;
    this.#root = toPathIfFileURL(cwd) ?? '.';
    const patterns = ArrayIsArray(pattern) ? pattern : [pattern];
    if (ArrayIsArray(pattern)) validateStringArray(pattern, 'patterns');
    else validateString(pattern, 'patterns');
    this.#exclude = this.#compileExclude(exclude);
    this.#emit = emit;
    const { expandBraces } = require('internal/path/braces');
    const relative = [];
    const absolute = [];
    for (let i = 0; i < patterns.length; i++) {
      const expanded = expandBraces(patterns[i]);
      for (let j = 0; j < expanded.length; j++) {
        const compiled = compilePattern(expanded[j]);
        const list = compiled.absolute ? absolute : relative;
        ArrayPrototypePush(list, { __proto__: null, segments: compiled.segments, at: 0 });
      }
    }
    resolve(this.#root);
    if (absolute.length > 0) ArrayPrototypePush(this.#stack, { __proto__: null, path: '/', states: absolute });
    if (relative.length > 0) ArrayPrototypePush(this.#stack, { __proto__: null, path: '.', states: relative });
  }

  #compileExclude(exclude) {
    if (exclude == null) return undefined;
    if (typeof exclude === 'function') return exclude;
    if (!ArrayIsArray(exclude)) throw new codes.ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
    validateStringArray(exclude, 'options.exclude');
    const matchers = [];
    for (let i = 0; i < exclude.length; i++) {
      matchers[i] = compileGlob(exclude[i], {});
      // An absolute pattern excludes what a relative one finds, and the other way round.
      if (!isAbsolute(exclude[i])) ArrayPrototypePush(matchers, compileGlob(resolve(this.#root, exclude[i]), {}));
    }
    matchers.byPath = true;
    return matchers;
  }

  #real(path) {
    return isAbsolute(path) || this.#root === '.' ? path : join(this.#root, path);
  }

  * #isExcluded(path) {
    const exclude = this.#exclude;
    if (exclude === undefined) return false;
    if (exclude.byPath) {
      const absolute = resolve(this.#root, path);
      for (let i = 0; i < exclude.length; i++) {
        if (exclude[i](path) || exclude[i](absolute)) return true;
      }
      return false;
    }
    if (!this.#withFileTypes) return !!exclude(basename(path));
    const dirent = yield* this.#dirent(path);
    return dirent === undefined ? false : !!exclude(dirent);
  }

  * #dirent(path) {
    const real = this.#real(path);
    const stats = statsFromOp(yield ['op_fs_lstat', real, false, false], false);
    if (stats === undefined) return undefined;
    return new DirentFromStats(path === '.' ? '.' : basename(real), path === '.' ? this.#root : dirname(real),
      stats);
  }

  * #add(path) {
    if (this.#found.has(path)) return;
    this.#found.add(path);
    if (!this.#withFileTypes) return this.#emit(path);
    const dirent = yield* this.#dirent(path);
    if (dirent !== undefined) this.#emit(dirent);
  }

  * run() {
    while (this.#stack.length > 0) {
      const { path, states } = ArrayPrototypePop(this.#stack);
      yield* this.#folder(path, states);
    }
  }

  /** Adds to `states` what a globstar that stands for no folder at all leads to. */
  #close(states) {
    const closed = [];
    const seen = new SafeMap();
    const push = (segments, at) => {
      let known = seen.get(segments);
      if (known === undefined) seen.set(segments, known = new SafeSet());
      if (known.has(at)) return;
      known.add(at);
      ArrayPrototypePush(closed, { __proto__: null, segments, at });
      if (segments[at] === GLOBSTAR) push(segments, at + 1);
    };
    for (let i = 0; i < states.length; i++) push(states[i].segments, states[i].at);
    return closed;
  }

  * #folder(path, states) {
    states = this.#close(states);
    const children = new SafeMap();
    const reach = (child, segments, at) => {
      let list = children.get(child);
      if (list === undefined) children.set(child, list = []);
      ArrayPrototypePush(list, { __proto__: null, segments, at });
    };
    let isFolder;
    let needsList = false;
    for (let i = 0; i < states.length; i++) {
      const { segments, at } = states[i];
      const segment = segments[at];
      if (segment === undefined || (segment === '' && at === segments.length - 1)) {
        // Arrived: after a globstar, at a trailing slash, or at the root itself.
        if (at === 0 && path !== '/') continue;
        isFolder ??= yield* this.#isFolder(path);
        if (isFolder) yield* this.#add(path);
      } else if (segment === '..') {
        // As in Node, a pattern that ends with it finds nothing.
        if (at < segments.length - 1) reach(join(path, '..'), segments, at + 1);
      } else if (typeof segment === 'string') yield* this.#literal(path, segment, segments, at, reach);
      else needsList = true;
    }
    if (needsList) yield* this.#list(path, states, reach);
    children.forEach((list, child) => {
      ArrayPrototypePush(this.#stack, { __proto__: null, path: child, states: list });
    });
  }

  * #isFolder(path) {
    const stats = statsFromOp(yield ['op_fs_stat', this.#real(path), false, false], false);
    return stats !== undefined && stats.isDirectory();
  }

  // A written name need not be looked for, and goes through links.
  * #literal(path, name, segments, at, reach) {
    const child = path === '.' ? name : join(path, name);
    let exists;
    try {
      exists = (yield ['op_fs_lstat', this.#real(child), false, false]) !== undefined;
    } catch {
      return;
    }
    if (!exists || (yield* this.#isExcluded(child))) return;
    if (at === segments.length - 1) yield* this.#add(child);
    else reach(child, segments, at + 1);
  }

  * #list(path, states, reach) {
    let names;
    let types;
    try {
      ({ 0: names, 1: types } = yield ['op_fs_readdir', this.#real(path), false, true, false]);
    } catch {
      // What cannot be read holds no matches.
      return;
    }
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const child = path === '.' ? name : join(path, name);
      let excluded;
      let enter;
      for (let j = 0; j < states.length; j++) {
        const { segments, at } = states[j];
        const segment = segments[at];
        if (typeof segment === 'string' || segment === undefined) continue;
        const last = at === segments.length - 1;
        if (segment === GLOBSTAR ? name[0] === '.' : RegExpPrototypeExec(segment, name) === null) continue;
        excluded ??= yield* this.#isExcluded(child);
        if (excluded) break;
        if (last && segment !== GLOBSTAR) {
          yield* this.#add(child);
          continue;
        }
        enter ??= yield* this.#canEnter(child, types[i]);
        if (enter) reach(child, segments, segment === GLOBSTAR ? at : at + 1);
        else if (last) yield* this.#add(child);
      }
    }
  }

  * #canEnter(child, type) {
    if (type === UV_DIRENT_DIR) return true;
    if (type !== UV_DIRENT_LINK || !this.#followSymlinks || !(yield* this.#isFolder(child))) return false;
    const real = yield ['op_fs_realpath', this.#real(child), false];
    if (this.#followed.has(real)) return false;
    this.#followed.add(real);
    return true;
  }
}

function globSync(pattern, options = kEmptyObject) {
  const found = [];
  runSync(new Glob(pattern, options, (match) => ArrayPrototypePush(found, match)).run());
  return found;
}

function globCallback(pattern, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const found = [];
  const glob = new Glob(pattern, options ?? kEmptyObject, (match) => ArrayPrototypePush(found, match));
  const { nextTick } = require('internal/ticks');
  primordials.PromisePrototypeThen(runAsync(glob.run()), () => nextTick(callback, null, found),
    (error) => nextTick(callback, error));
}

/** Yields matches while the walk goes on. */
async function* globAsync(pattern, options = kEmptyObject) {
  const found = [];
  const steps = new Glob(pattern, options, (match) => ArrayPrototypePush(found, match)).run();
  const { callOp } = require('internal/fs/filehandle');
  let step = steps.next();
  while (true) {
    while (found.length > 0) yield ArrayPrototypeShift(found);
    if (step.done) return;
    let result;
    try {
      const { value } = step;
      result = await (typeof value === 'function' ? value() : callOp(...value));
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
}

module.exports = { globAsync, globCallback, globSync };
