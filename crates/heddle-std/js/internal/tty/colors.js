'use strict';
// How many colours a terminal has, from what the environment says of it.
// https://nodejs.org/api/tty.html#writestreamgetcolordepthenv

const { RegExpPrototypeExec, StringPrototypeToLowerCase } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateInteger } = require('internal/validators');

const NONE = 1;
const ANSI = 4;
const EIGHT_BIT = 8;
const TRUE_COLOR = 24;

// By the whole name of TERM.
const byTerm = {
  __proto__: null,
  'eterm': ANSI, 'cons25': ANSI, 'console': ANSI, 'cygwin': ANSI, 'dtterm': ANSI, 'gnome': ANSI, 'hurd': ANSI,
  'jfbterm': ANSI, 'konsole': ANSI, 'kterm': ANSI, 'mlterm': ANSI, 'putty': ANSI, 'st': ANSI,
  'mosh': TRUE_COLOR, 'rxvt-unicode-24bit': TRUE_COLOR, 'terminator': TRUE_COLOR, 'xterm-kitty': TRUE_COLOR,
};
// By what the name looks like.
const ansiTerms = [/ansi/, /color/, /linux/, /direct/, /^con[0-9]*x[0-9]/, /^rxvt/, /^screen/, /^xterm/, /^vt100/,
  /^vt220/];
// Build services whose log viewers show colours.
const byService = {
  __proto__: null,
  APPVEYOR: EIGHT_BIT, BUILDKITE: EIGHT_BIT, CIRCLECI: TRUE_COLOR, DRONE: EIGHT_BIT, GITEA_ACTIONS: TRUE_COLOR,
  GITHUB_ACTIONS: TRUE_COLOR, GITLAB_CI: EIGHT_BIT, TRAVIS: EIGHT_BIT,
};
const teamCityWithColors = /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/;
const oldITerm = /^[0-2]\./;

let warned = false;
function warnOnIgnored(env) {
  if (warned) return;
  warned = true;
  let name;
  if (env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') name = 'NODE_DISABLE_COLORS';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') {
    name = name === undefined ? 'NO_COLOR' : `${name}' and 'NO_COLOR`;
  }
  if (name === undefined) return;
  require('node/process').emitWarning(
    `The '${name}' env is ignored due to the 'FORCE_COLOR' env being set.`, 'Warning');
}

function forcedDepth(env) {
  switch (env.FORCE_COLOR) {
    case '':
    case '1':
    case 'true':
      warnOnIgnored(env);
      return ANSI;
    case '2':
      warnOnIgnored(env);
      return EIGHT_BIT;
    case '3':
      warnOnIgnored(env);
      return TRUE_COLOR;
    default:
      return NONE;
  }
}

function serviceDepth(env) {
  for (const name in byService) {
    if (name in env) return byService[name];
  }
  return env.CI_NAME === 'codeship' ? EIGHT_BIT : NONE;
}

function programDepth(env) {
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return !env.TERM_PROGRAM_VERSION || RegExpPrototypeExec(oldITerm, env.TERM_PROGRAM_VERSION) !== null ?
        EIGHT_BIT : TRUE_COLOR;
    case 'HyperTerm':
    case 'MacTerm':
      return TRUE_COLOR;
    case 'Apple_Terminal':
      return EIGHT_BIT;
    default:
      return undefined;
  }
}

function termDepth(term) {
  if (RegExpPrototypeExec(/truecolor/, term) !== null) return TRUE_COLOR;
  if (RegExpPrototypeExec(/^xterm-256/, term) !== null) return EIGHT_BIT;
  const name = StringPrototypeToLowerCase(term);
  if (byTerm[name] !== undefined) return byTerm[name];
  for (let i = 0; i < ansiTerms.length; i++) {
    if (RegExpPrototypeExec(ansiTerms[i], name) !== null) return ANSI;
  }
  return undefined;
}

/** Bits per colour: 1, 4, 8 or 24. */
function getColorDepth(env = require('node/process').env) {
  if (env.FORCE_COLOR !== undefined) return forcedDepth(env);
  if ((env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') ||
      (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb') {
    return NONE;
  }
  if (env.TMUX) return TRUE_COLOR;
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) return ANSI;
  if ('CI' in env) return serviceDepth(env);
  if ('TEAMCITY_VERSION' in env) {
    return RegExpPrototypeExec(teamCityWithColors, env.TEAMCITY_VERSION) !== null ? ANSI : NONE;
  }
  const byProgram = programDepth(env);
  if (byProgram !== undefined) return byProgram;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return TRUE_COLOR;
  const depth = env.TERM ? termDepth(env.TERM) : undefined;
  if (depth !== undefined) return depth;
  return env.COLORTERM ? ANSI : NONE;
}

/** Whether at least `count` colours can be shown. */
function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, 'count', 2);
  }
  if (env !== undefined && (env === null || typeof env !== 'object')) {
    throw new ERR_INVALID_ARG_TYPE('env', 'Object', env);
  }
  return count <= 2 ** (env === undefined ? this.getColorDepth() : this.getColorDepth(env));
}

module.exports = { getColorDepth, hasColors };
