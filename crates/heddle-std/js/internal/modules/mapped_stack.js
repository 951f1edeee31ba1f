'use strict';
// Stack frames and places in the original source, while source maps are on.
// https://nodejs.org/api/cli.html#--enable-source-maps

const {
  ArrayPrototypeIndexOf, StringPrototypeSplit, StringPrototypeStartsWith,
} = primordials;
const { CallSite, setFrameMapper } = require('bootstrap/stack_trace');
const { state: processState } = require('internal/process/state');

let enabled = false;

function findSourceMap(name) {
  return require('internal/modules/source_maps').findSourceMap(name);
}

function entryAt(name, line, column) {
  if (typeof name !== 'string' || StringPrototypeStartsWith(name, 'node:') || !(line > 0) || !(column > 0)) return undefined;
  const entry = findSourceMap(name)?.findEntry(line - 1, column - 1);
  return entry?.originalSource === undefined || entry.originalLine === undefined ? undefined : entry;
}

// Sources on disk are shown by their path, others (`webpack://…`) by their URL.
function sourceName(url) {
  return StringPrototypeStartsWith(url, 'file://') ? ops.op_module_url_to_path(url) : url;
}

// A line (from 1) of a source: as the map embeds it, or as it is on disk.
function sourceLine(map, source, line) {
  const { sources, sourcesContent } = map.payload;
  const index = sources === undefined ? -1 : ArrayPrototypeIndexOf(sources, source);
  let text = index === -1 ? undefined : sourcesContent?.[index];
  if (typeof text !== 'string') {
    if (!StringPrototypeStartsWith(source, 'file://')) return undefined;
    text = require('internal/source_line').sourceText(sourceName(source));
  }
  return text === undefined ? undefined : StringPrototypeSplit(text, '\n')[line - 1];
}

/**
 * A place in generated code (line and column from 1) as `[file, line, column, text of the line]` in its source;
 * undefined if source maps are off or there is none for it.
 */
function mapPlace(name, line, column) {
  if (!enabled) return undefined;
  try {
    const entry = entryAt(name, line, column);
    if (entry === undefined) return undefined;
    const { originalSource, originalLine, originalColumn } = entry;
    const text = sourceLine(findSourceMap(name), originalSource, originalLine + 1);
    return [sourceName(originalSource), originalLine + 1, originalColumn + 1, text];
  } catch {
    // As in frameMapper: a map that cannot be used must not hide the error.
    return undefined;
  }
}

// The function's name in the source: the map may hold it where the function starts, or else where it is called.
function originalName(site, caller) {
  const own = entryAt(site.getFileName(), site.getEnclosingLineNumber(), site.getEnclosingColumnNumber());
  if (own?.name) return own.name;
  if (caller === undefined || caller.getFileName() !== site.getFileName()) return undefined;
  return entryAt(caller.getFileName(), caller.getLineNumber(), caller.getColumnNumber())?.name;
}

function mappedText(site, caller) {
  const entry = entryAt(site.getFileName(), site.getLineNumber(), site.getColumnNumber());
  if (entry === undefined) return undefined;
  let prefix = '';
  if (site.isAsync()) prefix = 'async ';
  else if (site.isConstructor()) prefix = 'new ';
  let name = originalName(site, caller);
  if (!name) {
    const type = site.getTypeName();
    name = (site.getFunctionName() ?? site.getMethodName()) || '<anonymous>';
    if (type !== null && type !== 'global') name = `${type}.${name}`;
  }
  const file = sourceName(entry.originalSource);
  return `${prefix}${name} (${file}:${entry.originalLine + 1}:${entry.originalColumn + 1})`;
}

function frameMapper(frames, index) {
  try {
    const caller = index + 1 < frames.length ? new CallSite(frames[index + 1], true) : undefined;
    return mappedText(new CallSite(frames[index], true), caller);
  } catch {
    // A map that cannot be used must not hide the error whose stack this is: the generated place is shown.
    return undefined;
  }
}

/** Turns the mapping of stacks on or off. */
function setEnabled(on) {
  enabled = on;
  processState.sourceMapsEnabled = on;
  setFrameMapper(on ? frameMapper : undefined);
}

module.exports = { mapPlace, setEnabled };
