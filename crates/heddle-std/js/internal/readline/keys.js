'use strict';
// Turns what a terminal sends into key presses: readline.emitKeypressEvents.
// https://nodejs.org/api/readline.html#readlineemitkeypresseventsstream-interface

const {
  RegExpPrototypeExec, SafeStringIterator, StringPrototypeCharCodeAt, StringFromCharCode, StringPrototypeToLowerCase,
  Symbol,
} = primordials;

const kEscape = '\x1b';
const kDecoder = Symbol('keypress decoder');
const kParser = Symbol('keypress parser');

// The end of an escape sequence (after `ESC [` or `ESC O`) -> [name, ctrl, shift], as xterm, gnome, rxvt, putty and the
// Linux console send them.
const sequences = {
  '__proto__': null,
  // f1 to f12
  'OP': ['f1'], 'OQ': ['f2'], 'OR': ['f3'], 'OS': ['f4'],
  '[P': ['f1'], '[Q': ['f2'], '[R': ['f3'], '[S': ['f4'],
  '[11~': ['f1'], '[12~': ['f2'], '[13~': ['f3'], '[14~': ['f4'],
  '[[A': ['f1'], '[[B': ['f2'], '[[C': ['f3'], '[[D': ['f4'], '[[E': ['f5'],
  '[15~': ['f5'], '[17~': ['f6'], '[18~': ['f7'], '[19~': ['f8'], '[20~': ['f9'], '[21~': ['f10'],
  '[23~': ['f11'], '[24~': ['f12'],
  '[200~': ['paste-start'], '[201~': ['paste-end'],
  // cursor and editing keys
  '[A': ['up'], '[B': ['down'], '[C': ['right'], '[D': ['left'], '[E': ['clear'], '[F': ['end'], '[H': ['home'],
  'OA': ['up'], 'OB': ['down'], 'OC': ['right'], 'OD': ['left'], 'OE': ['clear'], 'OF': ['end'], 'OH': ['home'],
  '[1~': ['home'], '[2~': ['insert'], '[3~': ['delete'], '[4~': ['end'], '[5~': ['pageup'], '[6~': ['pagedown'],
  '[[5~': ['pageup'], '[[6~': ['pagedown'], '[7~': ['home'], '[8~': ['end'],
  // rxvt with modifiers
  '[a': ['up', false, true], '[b': ['down', false, true], '[c': ['right', false, true], '[d': ['left', false, true],
  '[e': ['clear', false, true],
  '[2$': ['insert', false, true], '[3$': ['delete', false, true], '[5$': ['pageup', false, true],
  '[6$': ['pagedown', false, true], '[7$': ['home', false, true], '[8$': ['end', false, true],
  'Oa': ['up', true], 'Ob': ['down', true], 'Oc': ['right', true], 'Od': ['left', true], 'Oe': ['clear', true],
  '[2^': ['insert', true], '[3^': ['delete', true], '[5^': ['pageup', true], '[6^': ['pagedown', true],
  '[7^': ['home', true], '[8^': ['end', true],
  '[Z': ['tab', false, true],
};

const digit = /^[0-9]$/;
// `ESC [ 1 ; 5 C`, `ESC [ 3 ; 2 ~`: a number and a modifier between.
const withModifier = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/;
const letterModifier = /^((\d;)?(\d))?([A-Za-z])$/;

/** Takes characters (or '' when an escape key's time is over) and emits 'keypress' on `stream`. */
function* parseKeys(stream) {
  while (true) {
    let ch = yield;
    let s = ch;
    let escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };

    if (ch === kEscape) {
      escaped = true;
      s += (ch = yield);
      if (ch === kEscape) s += (ch = yield);
    }

    if (escaped && (ch === 'O' || ch === '[')) {
      let code = ch;
      let modifier = 0;
      if (ch === 'O') {
        // ESC O letter, or ESC O modifier letter
        s += (ch = yield);
        if (ch >= '0' && ch <= '9') {
          modifier = StringPrototypeCharCodeAt(ch, 0) - 49;
          s += (ch = yield);
        }
        code += ch;
      } else {
        s += (ch = yield);
        if (ch === '[') {
          // The Linux console: ESC [ [ letter
          code += ch;
          s += (ch = yield);
        }
        const start = s.length - 1;
        // One or two digits, perhaps ';' and a digit, then what ends it.
        if (ch >= '0' && ch <= '9') {
          s += (ch = yield);
          if (ch >= '0' && ch <= '9') {
            s += (ch = yield);
            if (ch >= '0' && ch <= '9') s += (ch = yield);
          }
        }
        if (ch === ';') {
          s += (ch = yield);
          if (ch >= '0' && ch <= '9') s += (ch = yield);
        }
        const rest = s.slice(start);
        let match = RegExpPrototypeExec(withModifier, rest);
        if (match !== null) {
          if (match[4]) code += match[4];
          else {
            code += match[1] + match[3];
            modifier = (match[2] || 1) - 1;
          }
        } else if ((match = RegExpPrototypeExec(letterModifier, rest)) !== null) {
          code += match[4];
          modifier = (match[3] || 1) - 1;
        } else {
          code += rest;
        }
      }
      key.ctrl = (modifier & 4) !== 0;
      key.meta = (modifier & 10) !== 0;
      key.shift = (modifier & 1) !== 0;
      key.code = code;
      const known = sequences[code];
      if (known === undefined) {
        key.name = 'undefined';
      } else {
        key.name = known[0];
        if (known[1]) key.ctrl = true;
        if (known[2]) key.shift = true;
      }
    } else if (ch === '\r') {
      key.name = 'return';
      key.meta = escaped;
    } else if (ch === '\n') {
      key.name = 'enter';
      key.meta = escaped;
    } else if (ch === '\t') {
      key.name = 'tab';
      key.meta = escaped;
    } else if (ch === '\b' || ch === '\x7f') {
      key.name = 'backspace';
      key.meta = escaped;
    } else if (ch === kEscape) {
      key.name = 'escape';
      key.meta = escaped;
    } else if (ch === ' ') {
      key.name = 'space';
      key.meta = escaped;
    } else if (!escaped && ch <= '\x1a') {
      key.name = StringFromCharCode(StringPrototypeCharCodeAt(ch, 0) + 96);
      key.ctrl = true;
    } else if (ch.length === 1 && ((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
               RegExpPrototypeExec(digit, ch) !== null)) {
      key.name = StringPrototypeToLowerCase(ch);
      key.shift = ch >= 'A' && ch <= 'Z';
      key.meta = escaped;
    } else if (escaped) {
      key.name = ch.length > 0 ? undefined : 'escape';
      key.meta = true;
    }

    key.sequence = s;
    if (s.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : s, key);
    } else if (characterLength(s) === s.length) {
      stream.emit('keypress', s, key);
    }
    // A lone half of a character stays unheard, as it has no meaning alone.
  }
}

function characterLength(text) {
  return text.length === 0 ? -1 : (StringPrototypeCharCodeAt(text, 0) >= 0xd800 &&
    StringPrototypeCharCodeAt(text, 0) <= 0xdbff && text.length > 1) ? 2 : 1;
}

/** Makes `stream` emit 'keypress' for what arrives, while somebody listens for it. */
function emitKeypressEvents(stream, iface = {}) {
  if (stream[kDecoder]) return;
  const { StringDecoder } = require('node/string_decoder');
  stream[kDecoder] = new StringDecoder('utf8');
  stream[kParser] = parseKeys(stream);
  stream[kParser].next();

  const { clearTimeout, setTimeout } = require('internal/timers');
  const escapeCodeTimeout = iface.escapeCodeTimeout ?? 500;
  const triggerEscape = () => stream[kParser].next('');
  let timeout;

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      // Nobody listens any more: wait until somebody does.
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = stream[kDecoder].write(input);
    if (!text) return;
    clearTimeout(timeout);
    let length = 0;
    iface.sawKeyPress = [...new SafeStringIterator(text)].length === 1;
    iface.isCompletionEnabled = false;
    for (const character of new SafeStringIterator(text)) {
      length += character.length;
      // Only the last key may ask for completion: pasted tabs must not.
      if (length === text.length) iface.isCompletionEnabled = true;
      try {
        stream[kParser].next(character);
        if (length === text.length && character === kEscape) {
          timeout = setTimeout(triggerEscape, escapeCodeTimeout);
        }
      } catch (error) {
        // A listener threw: the parser is finished, begin anew.
        stream[kParser] = parseKeys(stream);
        stream[kParser].next();
        throw error;
      }
    }
  }

  function onNewListener(event) {
    if (event === 'keypress') {
      stream.on('data', onData);
      stream.removeListener('newListener', onNewListener);
    }
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = { emitKeypressEvents };
