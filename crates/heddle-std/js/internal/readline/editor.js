'use strict';
// The line editor of readline on terminals: display, cursor, editing. What keys do is in internal/readline/commands.js.
// https://nodejs.org/api/readline.html#tty-keybindings

const {
  MathCeil, NumberPOSITIVE_INFINITY: Infinity, RegExpPrototypeExec, SafeStringIterator, StringPrototypeCharCodeAt,
  StringPrototypeSlice, StringPrototypeTrim, Symbol,
} = primordials;
const { cursorTo, clearScreenDown, moveCursor } = require('internal/readline/cursor');
const { getStringWidth, stripVTControlCharacters } = require('internal/util/inspect/width');

// Per interface: undo and redo stacks, the kill ring, the row of the cursor, the previous key.
const kMaxUndo = 2048;
const kMaxKills = 32;
const kEditor = Symbol('kEditor');

function newState() {
  return {
    undo: [], redo: [], kills: [], killAt: 0, yanking: false, previousRows: 0, previousKey: null, searchPrefix: null,
  };
}

/** Connects an interface to its terminal. */
function attach(self) {
  const { emitKeypressEvents } = require('internal/readline/keys');
  const { kState } = require('internal/readline/interface');
  self[kEditor] = newState();
  const { input, output } = self;
  emitKeypressEvents(input, self);

  const onKeypress = (text, key) => self._ttyWrite(text, key);
  const onEnd = () => {
    if (typeof self.line === 'string' && self.line.length > 0) self.emit('line', self.line);
    self.close();
  };
  const onResize = () => self._refreshLine();
  const onError = (error) => self.emit('error', error);

  input.on('error', onError);
  input.on('keypress', onKeypress);
  input.on('end', onEnd);
  setRawMode(self, true);
  if (output !== null && output !== undefined) output.on('resize', onResize);
  self[kState].detach = () => {
    input.removeListener('keypress', onKeypress);
    input.removeListener('error', onError);
    input.removeListener('end', onEnd);
    if (output !== null && output !== undefined) output.removeListener('resize', onResize);
    setRawMode(self, false);
  };
}

function setRawMode(self, mode) {
  const { input } = self;
  const was = input.isRaw;
  if (typeof input.setRawMode === 'function') input.setRawMode(mode);
  return was;
}

// --- display ------------------------------------------------------------------------------------------------------

// Row and column at which `text` ends when it is written from column 0.
function displayPosition(self, text) {
  let offset = 0;
  let rows = 0;
  const columns = self.columns;
  for (const character of new SafeStringIterator(stripVTControlCharacters(text))) {
    if (character === '\n') {
      rows += MathCeil(offset / columns) || 1;
      offset = 0;
      continue;
    }
    if (character === '\t') {
      offset += self.tabSize - (offset % self.tabSize);
      continue;
    }
    const width = getStringWidth(character);
    if (width === 0 || width === 1) {
      offset += width;
    } else {
      // A wide character does not fit in the last column.
      if ((offset + 1) % columns === 0) offset++;
      offset += 2;
    }
  }
  const cols = offset % columns;
  rows += (offset - cols) / columns;
  return { cols, rows };
}

/** The cursor's place on the screen, prompt included. */
function cursorPosition(self) {
  return displayPosition(self, self.getPrompt() + StringPrototypeSlice(self.line, 0, self.cursor));
}

/** Writes prompt and line anew and puts the cursor where it belongs. */
function refreshLine(self) {
  const editor = self[kEditor];
  const line = self.getPrompt() + self.line;
  const end = displayPosition(self, line);
  const at = cursorPosition(self);
  if (editor.previousRows > 0) moveCursor(self.output, 0, -editor.previousRows);
  cursorTo(self.output, 0);
  clearScreenDown(self.output);
  self._writeToOutput(line);
  // The terminal wraps only when something follows.
  if (end.cols === 0) self._writeToOutput(' ');
  cursorTo(self.output, at.cols);
  const up = end.rows - at.rows;
  if (up > 0) moveCursor(self.output, 0, -up);
  editor.previousRows = at.rows;
}

/** Ends the line on the screen and empties it. */
function clearLine(self) {
  moveBy(self, Infinity);
  self._writeToOutput('\r\n');
  self.line = '';
  self.cursor = 0;
  self[kEditor].previousRows = 0;
}

// --- moving -------------------------------------------------------------------------------------------------------

/** Moves the cursor by a number of code units, on the screen too. */
function moveBy(self, count) {
  if (count === 0) return;
  const before = cursorPosition(self);
  self.cursor += count;
  if (self.cursor < 0) self.cursor = 0;
  else if (self.cursor > self.line.length) self.cursor = self.line.length;
  const after = cursorPosition(self);
  if (before.rows === after.rows) {
    moveCursor(self.output, after.cols - before.cols, 0);
  } else {
    self._refreshLine();
  }
}

/** Code units of the character left of `at`. */
function lengthLeft(text, at) {
  if (at <= 0) return 0;
  const pair = at > 1 && isLow(text, at - 1) && isHigh(text, at - 2);
  return pair ? 2 : 1;
}

/** Code units of the character at `at`. */
function lengthAt(text, at) {
  if (at >= text.length) return 1;
  return isHigh(text, at) && at + 1 < text.length && isLow(text, at + 1) ? 2 : 1;
}

function isHigh(text, at) {
  const code = StringPrototypeCharCodeAt(text, at);
  return code >= 0xd800 && code <= 0xdbff;
}
function isLow(text, at) {
  const code = StringPrototypeCharCodeAt(text, at);
  return code >= 0xdc00 && code <= 0xdfff;
}

const wordBefore = /(?:[^\w\s]+|\w+|)\s*$/;
const wordAfter = /^(?:\s+|[^\w\s]+|\w+)\s*/;

function wordLeftLength(self) {
  return RegExpPrototypeExec(wordBefore, StringPrototypeSlice(self.line, 0, self.cursor))[0].length;
}
function wordRightLength(self) {
  const match = RegExpPrototypeExec(wordAfter, StringPrototypeSlice(self.line, self.cursor));
  return match === null ? 0 : match[0].length;
}

// --- changing -----------------------------------------------------------------------------------------------------

function beforeEdit(self) {
  const editor = self[kEditor];
  editor.undo[editor.undo.length] = { text: self.line, cursor: self.cursor };
  if (editor.undo.length > kMaxUndo) editor.undo.shift();
  editor.redo.length = 0;
}

function insert(self, text) {
  beforeEdit(self);
  const atEnd = self.cursor === self.line.length;
  const oldRows = atEnd ? cursorPosition(self).rows : 0;
  self.line = StringPrototypeSlice(self.line, 0, self.cursor) + text + StringPrototypeSlice(self.line, self.cursor);
  self.cursor += text.length;
  // At the end of one screen line only what is new has to be written. Pasted text is drawn anew once, by its last key.
  const redraw = !atEnd || oldRows < cursorPosition(self).rows;
  if (redraw && self.isCompletionEnabled) self._refreshLine();
  else self._writeToOutput(text);
}

// Takes [from, to) out of the line; the cursor goes to `from`. Returns what was taken.
function remove(self, from, to) {
  beforeEdit(self);
  const removed = StringPrototypeSlice(self.line, from, to);
  self.line = StringPrototypeSlice(self.line, 0, from) + StringPrototypeSlice(self.line, to);
  self.cursor = from;
  self._refreshLine();
  return removed;
}

function kill(self, text) {
  if (!text) return;
  const { kills } = self[kEditor];
  if (kills[0] !== text) kills.unshift(text);
  self[kEditor].killAt = 0;
  while (kills.length > kMaxKills) kills.pop();
}

function yank(self) {
  const editor = self[kEditor];
  if (editor.kills.length === 0) return;
  editor.yanking = true;
  insert(self, editor.kills[editor.killAt]);
}

function yankPop(self) {
  const editor = self[kEditor];
  if (!editor.yanking || editor.kills.length < 2) return;
  const last = editor.kills[editor.killAt];
  editor.killAt = (editor.killAt + 1) % editor.kills.length;
  const next = editor.kills[editor.killAt];
  const start = self.cursor - last.length;
  self.line = StringPrototypeSlice(self.line, 0, start) + next + StringPrototypeSlice(self.line, self.cursor);
  self.cursor = start + next.length;
  self._refreshLine();
}

function swap(self, from, to) {
  const state = from.pop();
  if (state === undefined) return;
  to[to.length] = { text: self.line, cursor: self.cursor };
  self.line = state.text;
  self.cursor = state.cursor;
  self._refreshLine();
}

function undo(self) {
  swap(self, self[kEditor].undo, self[kEditor].redo);
}
function redo(self) {
  swap(self, self[kEditor].redo, self[kEditor].undo);
}

// --- history ------------------------------------------------------------------------------------------------------

/** Takes the line into the history; returns it. */
function addHistory(self) {
  const { line, history } = self;
  if (line.length === 0 || self.historySize === 0 || StringPrototypeTrim(line).length === 0) return line;
  if (history.length === 0 || history[0] !== line) {
    if (self.removeHistoryDuplicates) {
      const at = history.indexOf(line);
      if (at !== -1) history.splice(at, 1);
    }
    history.unshift(line);
    if (history.length > self.historySize) history.pop();
  }
  self.historyIndex = -1;
  // Listeners may change it, for instance to keep secrets out.
  self.emit('history', history);
  return history[0];
}

// Goes through the entries that begin like the line did when the search began.
function historyStep(self, step) {
  const editor = self[kEditor];
  const { history } = self;
  if (step > 0 ? self.historyIndex >= history.length || history.length === 0 : self.historyIndex < 0) return;
  const search = editor.searchPrefix ?? '';
  let index = self.historyIndex + step;
  while (index >= 0 && index < history.length &&
         (!history[index].startsWith(search) || self.line === history[index])) {
    index += step;
  }
  beforeEdit(self);
  self.historyIndex = index;
  // Past either end is the text that was typed.
  self.line = index < 0 || index >= history.length ? search : history[index];
  self.cursor = self.line.length;
  self._refreshLine();
}

/** The line is complete: shows its end, keeps it in the history, tells of it. */
function submit(self) {
  const line = self._addHistory();
  self[kEditor].undo.length = 0;
  self[kEditor].redo.length = 0;
  clearLine(self);
  self._onLine(line);
}

module.exports = {
  kEditor, addHistory, attach, clearLine, cursorPosition, displayPosition, historyStep, insert, kill, lengthAt,
  lengthLeft, moveBy, redo, refreshLine, remove, setRawMode, submit, undo, wordLeftLength, wordRightLength, yank,
  yankPop,
};
