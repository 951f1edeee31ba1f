'use strict';
// What each key does in readline's line editor, and tab completion.
// https://nodejs.org/api/readline.html#tty-keybindings

const {
  ArrayPrototypeFilter, ArrayPrototypeJoin, ArrayPrototypeMap, DateNow, MathFloor, MathMax,
  NumberPOSITIVE_INFINITY: Infinity, PromisePrototypeThen, PromiseResolve, RegExpPrototypeSymbolSplit,
  StringPrototypeRepeat, StringPrototypeSlice, StringPrototypeStartsWith, Symbol,
} = primordials;
const editor = require('internal/readline/editor');
const { lineEnding } = require('internal/readline/interface');
const { cursorTo, clearScreenDown } = require('internal/readline/cursor');
const { getStringWidth } = require('internal/util/inspect/width');
const { kEditor } = editor;

const kReturnAt = Symbol('kReturnAt');

const moveToStart = (self) => editor.moveBy(self, -Infinity);
const moveToEnd = (self) => editor.moveBy(self, Infinity);
const moveLeft = (self) => editor.moveBy(self, -editor.lengthLeft(self.line, self.cursor));
const moveRight = (self) => editor.moveBy(self, editor.lengthAt(self.line, self.cursor));
const wordLeft = (self) => editor.moveBy(self, -editor.wordLeftLength(self));
const wordRight = (self) => editor.moveBy(self, editor.wordRightLength(self));

const deleteLeft = (self) => {
  const length = editor.lengthLeft(self.line, self.cursor);
  if (length > 0) editor.remove(self, self.cursor - length, self.cursor);
};
const deleteRight = (self) => {
  if (self.cursor < self.line.length) {
    const at = self.cursor;
    editor.remove(self, at, at + editor.lengthAt(self.line, at));
  }
};
const deleteWordLeft = (self) => {
  if (self.cursor > 0) editor.remove(self, self.cursor - editor.wordLeftLength(self), self.cursor);
};
const deleteWordRight = (self) => {
  if (self.cursor < self.line.length) {
    editor.remove(self, self.cursor, self.cursor + editor.wordRightLength(self));
  }
};
// Whole lines go to the kill ring, for Ctrl+Y.
const deleteLineLeft = (self) => editor.kill(self, editor.remove(self, 0, self.cursor));
const deleteLineRight = (self) => editor.kill(self, editor.remove(self, self.cursor, self.line.length));

function clearScreen(self) {
  cursorTo(self.output, 0, 0);
  clearScreenDown(self.output);
  self[kEditor].previousRows = 0;
  self._refreshLine();
}

function interrupt(self) {
  if (self.listenerCount('SIGINT') > 0) {
    self.emit('SIGINT');
  } else {
    self.close();
  }
}

function deleteOrEnd(self) {
  if (self.cursor === 0 && self.line.length === 0) self.close();
  else deleteRight(self);
}

// Ctrl+Z: give the terminal back, stop, and take it again when continued.
function suspend(self) {
  if (self.listenerCount('SIGTSTP') > 0) {
    self.emit('SIGTSTP');
    return;
  }
  const process = require('node/process');
  process.once('SIGCONT', () => {
    if (!self.paused) {
      self.pause();
      self.emit('SIGCONT');
    }
    self._setRawMode(true);
    self._refreshLine();
  });
  self._setRawMode(false);
  process.kill(process.pid, 'SIGTSTP');
}

function searchHistory(step) {
  return (self) => {
    const state = self[kEditor];
    // The text before the first step is what the entries must begin with.
    if (state.previousKey === null || !isHistoryKey(state.previousKey)) state.searchPrefix = self.line;
    editor.historyStep(self, step);
  };
}

function isHistoryKey(key) {
  return key.name === 'up' || key.name === 'down' || (key.ctrl && (key.name === 'p' || key.name === 'n'));
}
const historyPrevious = searchHistory(1);
const historyNext = searchHistory(-1);

const controlShift = {
  __proto__: null,
  backspace: deleteLineLeft,
  delete: deleteLineRight,
};

const control = {
  __proto__: null,
  a: moveToStart,
  b: moveLeft,
  backspace: deleteWordLeft,
  c: interrupt,
  d: deleteOrEnd,
  delete: deleteWordRight,
  e: moveToEnd,
  f: moveRight,
  h: deleteLeft,
  k: deleteLineRight,
  l: clearScreen,
  left: wordLeft,
  n: historyNext,
  p: historyPrevious,
  right: wordRight,
  u: deleteLineLeft,
  w: deleteWordLeft,
  y: editor.yank,
  z: suspend,
};

const meta = {
  __proto__: null,
  b: wordLeft,
  backspace: deleteWordLeft,
  d: deleteWordRight,
  delete: deleteWordRight,
  f: wordRight,
  y: editor.yankPop,
};

const plain = {
  __proto__: null,
  backspace: deleteLeft,
  delete: deleteRight,
  down: historyNext,
  end: moveToEnd,
  home: moveToStart,
  left: moveLeft,
  right: moveRight,
  up: historyPrevious,
};

/** A key press, or text from rl.write(). */
function ttyWrite(self, text, key) {
  const state = self[kEditor];
  const previous = state.previousKey;
  key ??= {};
  if (state.yanking && !(key.meta && key.name === 'y')) state.yanking = key.ctrl === true && key.name === 'y';

  // Ctrl+_ undoes, Ctrl+6 redoes: they have no names.
  if (key.sequence === '\x1f') editor.undo(self);
  else if (key.sequence === '\x1e') editor.redo(self);
  else if (key.ctrl && key.shift) controlShift[key.name]?.(self);
  else if (key.ctrl) control[key.name]?.(self);
  else if (key.meta) meta[key.name]?.(self);
  else plainKey(self, text, key, previous);
  state.previousKey = key;
}

function plainKey(self, text, key, previous) {
  switch (key.name) {
    case 'return':
      self[kReturnAt] = DateNow();
      editor.submit(self);
      return;
    case 'enter':
      // The second half of \r\n.
      if (!(previous?.name === 'return' && DateNow() - self[kReturnAt] <= self.crlfDelay)) editor.submit(self);
      return;
    case 'escape':
    case 'paste-start':
    case 'paste-end':
      return;
    case 'tab':
      if (typeof self.completer === 'function' && self.isCompletionEnabled) {
        complete(self, previous?.name === 'tab');
        return;
      }
      break;
    default:
      if (plain[key.name] !== undefined) {
        plain[key.name](self);
        return;
      }
  }
  if (typeof text === 'string' && text) insertLines(self, text);
}

// Pasted or written text may hold several lines.
function insertLines(self, text) {
  const lines = RegExpPrototypeSymbolSplit(lineEnding, text);
  for (let i = 0; i < lines.length; i++) {
    if (i > 0) editor.submit(self);
    if (lines[i]) editor.insert(self, lines[i]);
  }
}

// --- completion ---------------------------------------------------------------------------------------------------

function complete(self, again) {
  self.pause();
  const before = StringPrototypeSlice(self.line, 0, self.cursor);
  const done = (error, result) => {
    if (self.closed) return;
    self.resume();
    if (error) {
      const { inspect } = require('internal/util/inspect');
      self._writeToOutput(`Tab completion error: ${inspect(error)}`);
      return;
    }
    apply(self, before, result, again);
  };
  // Two parameters: it calls back. One: it returns the result or a promise of it.
  if (self.completer.length === 2) {
    self.completer(before, done);
  } else {
    PromisePrototypeThen(PromisePrototypeThen(PromiseResolve(before), (line) => self.completer(line)),
                         (result) => done(null, result), (error) => done(error));
  }
}

function apply(self, before, { 0: completions, 1: completeOn }, again) {
  if (!completions || completions.length === 0) return;
  const prefix = commonPrefix(ArrayPrototypeFilter(completions, (text) => text !== ''));
  if (StringPrototypeStartsWith(prefix, completeOn) && prefix.length > completeOn.length) {
    editor.insert(self, StringPrototypeSlice(prefix, completeOn.length));
    return;
  }
  if (!StringPrototypeStartsWith(completeOn, prefix)) {
    const start = before.length - completeOn.length;
    self.line = StringPrototypeSlice(self.line, 0, start) + prefix + StringPrototypeSlice(self.line, self.cursor);
    self.cursor = start + prefix.length;
    self._refreshLine();
    return;
  }
  // Only the second tab in a row shows the list.
  if (again) showList(self, completions);
}

function commonPrefix(texts) {
  if (texts.length === 0) return '';
  let prefix = texts[0];
  for (let i = 1; i < texts.length; i++) {
    let length = 0;
    while (length < prefix.length && prefix[length] === texts[i][length]) length++;
    prefix = StringPrototypeSlice(prefix, 0, length);
  }
  return prefix;
}

function showList(self, completions) {
  const widths = ArrayPrototypeMap(completions, (text) => getStringWidth(text));
  let widest = 0;
  for (let i = 0; i < widths.length; i++) widest = MathMax(widest, widths[i]);
  const width = widest + 2;
  // A terminal of unknown width gets one column.
  const columns = self.columns === Infinity ? 1 : MathFloor(self.columns / width) || 1;
  const rows = [];
  let row = '';
  let inRow = 0;
  const flush = () => {
    rows[rows.length] = row;
    row = '';
    inRow = 0;
  };
  for (let i = 0; i < completions.length; i++) {
    // An empty entry separates groups.
    if (completions[i] === '') {
      flush();
      continue;
    }
    row += completions[i];
    if (++inRow === columns) flush();
    else if (i + 1 < completions.length) row += StringPrototypeRepeat(' ', width - widths[i]);
  }
  if (row !== '') flush();
  self._writeToOutput(`\r\n${ArrayPrototypeJoin(rows, '\r\n')}\r\n\r\n`);
  self[kEditor].previousRows = 0;
  self._refreshLine();
}

module.exports = { ttyWrite };
