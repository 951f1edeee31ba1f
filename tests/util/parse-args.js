'use strict';
// util.parseArgs: options, groups of letters, defaults, tokens, and what it refuses.
const assert = require('node:assert');
const { parseArgs } = require('node:util');

const check = (config, expected) => assert.deepStrictEqual(JSON.parse(JSON.stringify(parseArgs(config))), expected);
const refuse = (config, code, message) => assert.throws(() => parseArgs(config), { code, message });

check({ args: ['-f', '--bar', 'b'], options: { foo: { type: 'boolean', short: 'f' }, bar: { type: 'string' } } },
  { values: { foo: true, bar: 'b' }, positionals: [] });
refuse({ args: ['--unknown'], options: {} }, 'ERR_PARSE_ARGS_UNKNOWN_OPTION',
  `Unknown option '--unknown'`);
refuse({ args: ['pos'], options: {} }, 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
  `Unexpected argument 'pos'. This command does not take positional arguments`);
check({ args: ['pos'], allowPositionals: true },
  { values: {}, positionals: [ 'pos' ] });
check({ args: ['--x', 'y', '-z', '--', '--q'], strict: false },
  { values: { x: true, z: true }, positionals: [ 'y', '--q' ] });
refuse({ args: ['--foo=1'], options: { foo: { type: 'boolean' } } }, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
  `Option '--foo' does not take an argument`);
refuse({ args: ['--foo'], options: { foo: { type: 'string' } } }, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
  `Option '--foo <value>' argument missing`);
refuse({ args: ['--foo', '-x'], options: { foo: { type: 'string' } } }, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
  `Option '--foo' argument is ambiguous.
Did you forget to specify the option argument for '--foo'?
To specify an option argument starting with a dash use '--foo=-XYZ'.`);
check({ args: ['-abcval'], options: { a: { type: 'boolean', short: 'a' }, b: { type: 'boolean', short: 'b' }, c: { type: 'string', short: 'c' } } },
  { values: { a: true, b: true, c: 'val' }, positionals: [] });
check({ args: ['--m', '1', '--m', '2'], options: { m: { type: 'string', multiple: true } } },
  { values: { m: [ '1', '2' ] }, positionals: [] });
check({ args: [], options: { m: { type: 'string', multiple: true, default: ['a'] }, d: { type: 'boolean', default: true } } },
  { values: { m: [ 'a' ], d: true }, positionals: [] });
check({ args: ['--no-color'], options: { color: { type: 'boolean' } }, allowNegative: true },
  { values: { color: false }, positionals: [] });
check({ args: ['-ab', '--long=val', 'p', '--', 'q'], options: { a: { type: 'boolean', short: 'a' }, b: { type: 'boolean', short: 'b' }, long: { type: 'string' } }, allowPositionals: true, tokens: true },
  {
    values: { a: true, b: true, long: 'val' },
    positionals: [ 'p', 'q' ],
    tokens: [
      { kind: 'option', name: 'a', rawName: '-a', index: 0 },
      { kind: 'option', name: 'b', rawName: '-b', index: 0 },
      { kind: 'option', name: 'long', rawName: '--long', index: 1, value: 'val', inlineValue: true },
      { kind: 'positional', index: 2, value: 'p' },
      { kind: 'option-terminator', index: 3 },
      { kind: 'positional', index: 4, value: 'q' }
    ]
  });
check({ args: ['-f', 'x'], options: { f: { type: 'string', short: 'f' } }, tokens: true },
  {
    values: { f: 'x' },
    positionals: [],
    tokens: [ { kind: 'option', name: 'f', rawName: '-f', index: 0, value: 'x', inlineValue: false } ]
  });
refuse({ args: ['-x'], options: {}, allowPositionals: true }, 'ERR_PARSE_ARGS_UNKNOWN_OPTION',
  `Unknown option '-x'. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "-x"`);
check({ args: ['--f='], options: { f: { type: 'string' } } },
  { values: { f: '' }, positionals: [] });
refuse({ args: ['-f'], options: { f: { type: 'string', short: 'f' } } }, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
  `Option '-f, --f <value>' argument missing`);
refuse({ options: { foo: { type: 'x' } } }, 'ERR_INVALID_ARG_TYPE',
  `The "options.foo.type" property must be ('string|boolean'). Received type string ('x')`);
refuse({ options: { foo: { type: 'string', short: 'ab' } } }, 'ERR_INVALID_ARG_VALUE',
  `The property 'options.foo.short' must be a single character. Received 'ab'`);
refuse({ options: { foo: { type: 'string', default: 5 } } }, 'ERR_INVALID_ARG_TYPE',
  'The "options.foo.default" property must be of type string. Received type number (5)');
refuse({ args: 'x' }, 'ERR_INVALID_ARG_TYPE',
  `The "args" argument must be an instance of Array. Received type string ('x')`);
refuse({ strict: 5 }, 'ERR_INVALID_ARG_TYPE',
  'The "strict" argument must be of type boolean. Received type number (5)');
assert.strictEqual(Object.getPrototypeOf(parseArgs({ args: [] }).values), null);
