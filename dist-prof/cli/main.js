#!/usr/bin/env node
import { createRequire as makeRequire } from 'node:module';
const require = makeRequire(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) =>
  typeof require !== 'undefined'
    ? require
    : typeof Proxy !== 'undefined'
      ? new Proxy(x, {
          get: (a, b) => (typeof require !== 'undefined' ? require : a)[b],
        })
      : x)(function (x) {
  if (typeof require !== 'undefined') return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __esm = (fn, res, err) =>
  function __init() {
    if (err) throw err[0];
    try {
      return (fn && (res = (0, fn[__getOwnPropNames(fn)[0]])((fn = 0))), res);
    } catch (e) {
      throw ((err = [e]), e);
    }
  };
var __commonJS = (cb, mod) =>
  function __require2() {
    try {
      return (mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports);
    } catch (e) {
      throw ((mod = 0), e);
    }
  };
var __export = (target, all) => {
  for (var name in all) __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if ((from && typeof from === 'object') || typeof from === 'function') {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, {
          get: () => from[key],
          enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable,
        });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (
  (target = mod != null ? __create(__getProtoOf(mod)) : {}),
  __copyProps(
    // If the importer is in node compatibility mode or this is not an ESM
    // file that has been converted to a CommonJS file using a Babel-
    // compatible transform (i.e. "__esModule" has not been set), then set
    // "default" to the CommonJS "module.exports" for node compatibility.
    isNodeMode || !mod || !mod.__esModule
      ? __defProp(target, 'default', { value: mod, enumerable: true })
      : target,
    mod,
  )
);

// dist/cli/exit-code.js
import { constants } from 'node:os';

function exitStatusOf(outcome) {
  switch (outcome.kind) {
    case 'returned':
      return 0;
    case 'threw':
      return EXIT_THREW;
    case 'exited':
      return outcome.exitCode;
    case 'signaled':
      return 128 + signalNumber(outcome.signal);
    case 'timed-out':
      return EXIT_TIMED_OUT;
    case 'limit':
    case 'out-of-memory':
      return EXIT_LIMIT;
    case 'canceled':
      return EXIT_INTERRUPTED;
    case 'not-started':
      return notStartedStatus(outcome);
  }
}
function notStartedStatus({ step, errno }) {
  if (step !== 'exec') return EXIT_LAYOVER_FAILED;
  return errno === 'ENOENT' ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE;
}
function signalNumber(signal) {
  return constants.signals[signal] ?? Number(signal.slice('SIG'.length));
}
var EXIT_THREW,
  EXIT_TIMED_OUT,
  EXIT_LAYOVER_FAILED,
  EXIT_NOT_EXECUTABLE,
  EXIT_NOT_FOUND,
  EXIT_LIMIT,
  EXIT_INTERRUPTED,
  EXIT_BROKEN_PIPE;
var init_exit_code = __esm({
  'dist/cli/exit-code.js'() {
    'use strict';
    EXIT_THREW = 1;
    EXIT_TIMED_OUT = 124;
    EXIT_LAYOVER_FAILED = 125;
    EXIT_NOT_EXECUTABLE = 126;
    EXIT_NOT_FOUND = 127;
    EXIT_LIMIT = 128 + constants.signals.SIGKILL;
    EXIT_INTERRUPTED = 128 + constants.signals.SIGINT;
    EXIT_BROKEN_PIPE = 128 + constants.signals.SIGPIPE;
  },
});

// dist/base/errors.js
function hasErrno(error, ...codes) {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  );
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
var LayoverError, SetupError;
var init_errors = __esm({
  'dist/base/errors.js'() {
    'use strict';
    LayoverError = class extends Error {
      name = 'LayoverError';
      code;
      hint;
      details;
      constructor(code, message2, { hint, cause, details = [] } = {}) {
        super(message2, cause === void 0 ? void 0 : { cause });
        this.code = code;
        this.hint = hint;
        this.details = details;
      }
    };
    SetupError = class extends LayoverError {
      name = 'SetupError';
      /** The keeper's name of the step, as in its step table. */
      step;
      /** The kernel's error, by name: `EPERM`. */
      errno;
      constructor({ step, errno, message: message2, hint }) {
        super('LAYOVER_SETUP', message2, { hint });
        this.step = step;
        this.errno = errno;
      }
    };
  },
});

// dist/cli/output.js
import { Writable } from 'node:stream';
import { styleText } from 'node:util';

function muteStreamErrors() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
async function writeOut(bytes) {
  await new Promise((resolve12, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve12()));
  });
}
async function writeLines(lines) {
  for (let at2 = 0; at2 < lines.length; at2 += LINES_AT_ONCE) {
    await writeOut(`${lines.slice(at2, at2 + LINES_AT_ONCE).join('\n')}
`);
  }
}
function say(line) {
  process.stderr.write(`${line}
`);
}
async function flushOutput() {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise((resolve12) => stream.write('', () => resolve12()));
  }
}
function isBrokenPipe(error) {
  return hasErrno(error, 'EPIPE', 'ERR_STREAM_DESTROYED');
}
function style(format, text3) {
  const { NO_COLOR, TERM } = process.env;
  const isPlain =
    process.stderr.isTTY !== true || (NO_COLOR !== void 0 && NO_COLOR !== '') || TERM === 'dumb';
  return isPlain ? text3 : styleText(format, text3);
}
var NEWLINE, OutputSink, JobOutput, LINES_AT_ONCE;
var init_output = __esm({
  'dist/cli/output.js'() {
    'use strict';
    init_errors();
    NEWLINE = 10;
    OutputSink = class extends Writable {
      #stream;
      #lastByte = NEWLINE;
      #problem;
      constructor(stream) {
        super({ decodeStrings: true });
        this.#stream = stream;
        this.on('error', () => {});
      }
      get problem() {
        return this.#problem;
      }
      /** Whether what comes next stands at the beginning of a line. */
      get isAtLineStart() {
        return this.#lastByte === NEWLINE;
      }
      _write(chunk, _encoding, done) {
        this.#lastByte = chunk.at(-1) ?? this.#lastByte;
        this.#stream.write(chunk, (error) => {
          if (error) this.#problem = error;
          done(error);
        });
      }
    };
    JobOutput = class {
      stdout = new OutputSink(process.stdout);
      stderr = new OutputSink(process.stderr);
      #hasEcho = false;
      /** The terminal has written `^C` where the job's output stood. */
      noteEcho() {
        this.#hasEcho = process.stdin.isTTY === true;
      }
      /** Why some of the job's output is not where it was to go. That a reader went away on its own is no reason. */
      findLoss() {
        for (const [stream, sink] of [
          ['output', this.stdout],
          ['error', this.stderr],
        ]) {
          if (sink.problem !== void 0 && !isBrokenPipe(sink.problem)) return { stream, cause: sink.problem };
        }
        return void 0;
      }
      /** Lines of layover's own; never behind half a line of the job's. */
      print(lines) {
        if (lines.length === 0) return;
        const isTerminal = process.stderr.isTTY === true;
        const isMidLine =
          isTerminal && (this.#hasEcho || (process.stdout.isTTY && !this.stdout.isAtLineStart));
        this.#hasEcho = false;
        if (isMidLine || !this.stderr.isAtLineStart) say('');
        for (const line of lines) say(line);
      }
    };
    LINES_AT_ONCE = 2e3;
  },
});

// dist/cli/own-stack.js
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

function stackInSources(stack) {
  const map = findMap();
  if (map === void 0) return stack;
  return stack.replaceAll(/file:\/\/\S*\/dist\/cli\/main\.js:(\d+):(\d+)/g, (place, line, column) => {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    return 'originalSource' in entry
      ? `${entry.originalSource.replace(/^(\.\.\/)+/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
      : place;
  });
}
function findMap() {
  try {
    const text3 = readFileSync(
      new URL('./main.js.map', new URL('own-stack.js', import.meta.url).href),
      'utf8',
    );
    return new SourceMap(JSON.parse(text3));
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return void 0;
    throw error;
  }
}
var init_own_stack = __esm({
  'dist/cli/own-stack.js'() {
    'use strict';
    init_errors();
  },
});

// dist/cli/text.js
function printable(text3) {
  return text3.replace(UNPRINTABLE, (char) => NAMED[char] ?? escapeCharacter(char));
}
function printableLines(text3) {
  return text3.replace(UNPRINTABLE, (char) =>
    char === '\n' || char === '	' ? char : (NAMED[char] ?? escapeCharacter(char)),
  );
}
function escapeCharacter(char) {
  const code = char.codePointAt(0) ?? 0;
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
function outputText(line) {
  const segments = line.replace(COLORS, '').split('\r');
  const last = segments.findLast((segment) => segment !== '') ?? '';
  const kept = last.length > OUTPUT_MAX ? `${last.slice(0, OUTPUT_MAX)}...` : last;
  return printable(kept.replaceAll('	', '    '));
}
function widthOf(line) {
  return [...line.replace(COLORS, '')].reduce((sum, char) => sum + widthOfCharacter(char), 0);
}
function widthOfCharacter(char) {
  if (char < '\u0300') return 1;
  if (MARKS.test(char)) return 0;
  return WIDE.test(char) ? 2 : 1;
}
function cutToWidth(line, columns) {
  let width = 0;
  let cut = '';
  for (const char of line) {
    width += widthOfCharacter(char);
    if (width > columns) return cut;
    cut += char;
  }
  return cut;
}
function padToWidth(text3, columns) {
  return text3 + ' '.repeat(Math.max(0, columns - widthOf(text3)));
}
function alignColumns(rows) {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  );
}
var UNPRINTABLE, NAMED, OUTPUT_MAX, COLORS, MARKS, WIDE;
var init_text = __esm({
  'dist/cli/text.js'() {
    'use strict';
    UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
    NAMED = { '\n': '\\n', '\r': '\\r', '	': '\\t' };
    OUTPUT_MAX = 1e3;
    COLORS = /\x1b\[[0-9;:]*m/g;
    MARKS = /[\p{Mn}\p{Me}]/u;
    WIDE = new RegExp(
      '[\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6]|\\p{Emoji_Presentation}|[\\u{1f300}-\\u{1faff}]|[\\u{20000}-\\u{3fffd}]',
      'u',
    );
  },
});

// dist/cli/failure.js
function reportFailure(error) {
  if (isBrokenPipe(error)) return EXIT_BROKEN_PIPE;
  if (isInterrupt(error)) {
    say(`${style('red', 'layover:')} interrupted`);
    return EXIT_INTERRUPTED;
  }
  if (isCommanderError(error)) return reportCommanderError(error);
  for (const line of renderFailure(error)) say(line);
  return EXIT_LAYOVER_FAILED;
}
function renderFailure(error) {
  if (isMachineError(error)) return renderMachineError(error);
  if (!(error instanceof LayoverError)) return renderBug(error);
  const detail = detailOf(error);
  return [
    `${style('red', 'layover:')} ${printable(error.message)}${detail === '' ? '' : ` (${detail})`}`,
    ...error.details.slice(0, DETAILS_MAX).map((line) => `  ${printable(line)}`),
    ...(error.details.length > DETAILS_MAX ? [`  ... and ${error.details.length - DETAILS_MAX} more`] : []),
    ...(error.hint === void 0 ? [] : [`  hint: ${printable(error.hint)}`]),
  ];
}
function detailOf(error) {
  if (error.code === 'LAYOVER_USAGE') return '';
  return error instanceof SetupError
    ? `${error.code}: ${printable(error.step)}, ${printable(error.errno)}`
    : error.code;
}
function isMachineError(error) {
  return hasErrno(error, ...Object.keys(MACHINE_HINTS));
}
function renderMachineError({ message: message2, code = '' }) {
  return [`${style('red', 'layover:')} ${printable(message2)}`, `  hint: ${MACHINE_HINTS[code]}`];
}
function renderBug(error) {
  const text3 = error instanceof Error ? stackInSources(error.stack ?? error.message) : String(error);
  return [
    `${style('red', 'layover:')} unexpected error; this is a bug in layover, please report it with the lines below`,
    printableLines(text3),
  ];
}
function isInterrupt(error) {
  if (error instanceof LayoverError) return error.code === 'LAYOVER_CANCELED';
  return error instanceof Error && error.name === 'AbortError';
}
function isCommanderError(error) {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
function reportCommanderError({ message: message2, exitCode, code }) {
  if (exitCode === 0) return 0;
  if (code === 'commander.help') return EXIT_LAYOVER_FAILED;
  const [, problem = message2, suggestion] =
    /^(?:error: )?(.*?)(?:\n\((Did you mean .*)\))?$/s.exec(message2) ?? [];
  say(`${style('red', 'layover:')} ${printable(problem)}`);
  say(
    `  hint: ${printable(suggestion ?? hintFor(code, problem) ?? 'See `layover --help`, or `layover COMMAND --help`.')}`,
  );
  return EXIT_LAYOVER_FAILED;
}
function hintFor(code, problem) {
  if (code === 'commander.excessArguments' && problem.includes("'import'")) {
    return 'A name is given with --name: `layover layer import SOURCE --name NAME`.';
  }
  if (code !== 'commander.missingArgument') return void 0;
  return /'(new-)?name'/.test(problem)
    ? '`layover layer ls` lists the names there are.'
    : '`layover jobs` lists those that are kept.';
}
var DETAILS_MAX, MACHINE_HINTS;
var init_failure = __esm({
  'dist/cli/failure.js'() {
    'use strict';
    init_errors();
    init_exit_code();
    init_output();
    init_own_stack();
    init_text();
    DETAILS_MAX = 50;
    MACHINE_HINTS = {
      ENOSPC: 'The file system is full: make room, or set LAYOVER_HOME to one that has it.',
      EDQUOT: "The user's quota is used up: make room, or set LAYOVER_HOME elsewhere.",
      EROFS: 'The file system is read-only: set LAYOVER_HOME to one that is not.',
      EIO: 'The device reports errors: see the kernel log.',
      EMFILE: 'Too many files are open: raise `ulimit -n`.',
      ENFILE: 'The machine has no file handles left.',
      ENOMEM: 'The machine has no memory left.',
      EAGAIN: 'A limit on processes is reached: see `ulimit -u`.',
    };
  },
});

// node_modules/commander/lib/error.js
var require_error = __commonJS({
  'node_modules/commander/lib/error.js'(exports) {
    var CommanderError2 = class extends Error {
      /**
       * Constructs the CommanderError class
       * @param {number} exitCode suggested exit code which could be used with process.exit
       * @param {string} code an id string representing the error
       * @param {string} message human-readable description of the error
       */
      constructor(exitCode, code, message2) {
        super(message2);
        Error.captureStackTrace(this, this.constructor);
        this.name = this.constructor.name;
        this.code = code;
        this.exitCode = exitCode;
        this.nestedError = void 0;
      }
    };
    var InvalidArgumentError2 = class extends CommanderError2 {
      /**
       * Constructs the InvalidArgumentError class
       * @param {string} [message] explanation of why argument is invalid
       */
      constructor(message2) {
        super(1, 'commander.invalidArgument', message2);
        Error.captureStackTrace(this, this.constructor);
        this.name = this.constructor.name;
      }
    };
    exports.CommanderError = CommanderError2;
    exports.InvalidArgumentError = InvalidArgumentError2;
  },
});

// node_modules/commander/lib/argument.js
var require_argument = __commonJS({
  'node_modules/commander/lib/argument.js'(exports) {
    var { InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var Argument2 = class {
      /**
       * Initialize a new command argument with the given name and description.
       * The default is that the argument is required, and you can explicitly
       * indicate this with <> around the name. Put [] around the name for an optional argument.
       *
       * @param {string} name
       * @param {string} [description]
       */
      constructor(name, description) {
        this.description = description || '';
        this.variadic = false;
        this.parseArg = void 0;
        this.defaultValue = void 0;
        this.defaultValueDescription = void 0;
        this.argChoices = void 0;
        switch (name[0]) {
          case '<':
            this.required = true;
            this._name = name.slice(1, -1);
            break;
          case '[':
            this.required = false;
            this._name = name.slice(1, -1);
            break;
          default:
            this.required = true;
            this._name = name;
            break;
        }
        if (this._name.endsWith('...')) {
          this.variadic = true;
          this._name = this._name.slice(0, -3);
        }
      }
      /**
       * Return argument name.
       *
       * @return {string}
       */
      name() {
        return this._name;
      }
      /**
       * @package
       */
      _collectValue(value, previous) {
        if (previous === this.defaultValue || !Array.isArray(previous)) {
          return [value];
        }
        previous.push(value);
        return previous;
      }
      /**
       * Set the default value, and optionally supply the description to be displayed in the help.
       *
       * @param {*} value
       * @param {string} [description]
       * @return {Argument}
       */
      default(value, description) {
        this.defaultValue = value;
        this.defaultValueDescription = description;
        return this;
      }
      /**
       * Set the custom handler for processing CLI command arguments into argument values.
       *
       * @param {Function} [fn]
       * @return {Argument}
       */
      argParser(fn) {
        this.parseArg = fn;
        return this;
      }
      /**
       * Only allow argument value to be one of choices.
       *
       * @param {string[]} values
       * @return {Argument}
       */
      choices(values) {
        this.argChoices = values.slice();
        this.parseArg = (arg, previous) => {
          if (!this.argChoices.includes(arg)) {
            throw new InvalidArgumentError2(`Allowed choices are ${this.argChoices.join(', ')}.`);
          }
          if (this.variadic) {
            return this._collectValue(arg, previous);
          }
          return arg;
        };
        return this;
      }
      /**
       * Make argument required.
       *
       * @returns {Argument}
       */
      argRequired() {
        this.required = true;
        return this;
      }
      /**
       * Make argument optional.
       *
       * @returns {Argument}
       */
      argOptional() {
        this.required = false;
        return this;
      }
    };
    function humanReadableArgName(arg) {
      const nameOutput = arg.name() + (arg.variadic === true ? '...' : '');
      return arg.required ? '<' + nameOutput + '>' : '[' + nameOutput + ']';
    }
    exports.Argument = Argument2;
    exports.humanReadableArgName = humanReadableArgName;
  },
});

// node_modules/commander/lib/help.js
var require_help = __commonJS({
  'node_modules/commander/lib/help.js'(exports) {
    var { humanReadableArgName } = require_argument();
    var Help2 = class {
      constructor() {
        this.helpWidth = void 0;
        this.minWidthToWrap = 40;
        this.sortSubcommands = false;
        this.sortOptions = false;
        this.showGlobalOptions = false;
      }
      /**
       * prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
       * and just before calling `formatHelp()`.
       *
       * Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
       *
       * @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
       */
      prepareContext(contextOptions) {
        this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
      }
      /**
       * Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
       *
       * @param {Command} cmd
       * @returns {Command[]}
       */
      visibleCommands(cmd) {
        const visibleCommands = cmd.commands.filter((cmd2) => !cmd2._hidden);
        const helpCommand = cmd._getHelpCommand();
        if (helpCommand && !helpCommand._hidden) {
          visibleCommands.push(helpCommand);
        }
        if (this.sortSubcommands) {
          visibleCommands.sort((a, b) => {
            return a.name().localeCompare(b.name());
          });
        }
        return visibleCommands;
      }
      /**
       * Compare options for sort.
       *
       * @param {Option} a
       * @param {Option} b
       * @returns {number}
       */
      compareOptions(a, b) {
        const getSortKey = (option) => {
          return option.short ? option.short.replace(/^-/, '') : option.long.replace(/^--/, '');
        };
        return getSortKey(a).localeCompare(getSortKey(b));
      }
      /**
       * Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
       *
       * @param {Command} cmd
       * @returns {Option[]}
       */
      visibleOptions(cmd) {
        const visibleOptions = cmd.options.filter((option) => !option.hidden);
        const helpOption = cmd._getHelpOption();
        if (helpOption && !helpOption.hidden) {
          const removeShort = helpOption.short && cmd._findOption(helpOption.short);
          const removeLong = helpOption.long && cmd._findOption(helpOption.long);
          if (!removeShort && !removeLong) {
            visibleOptions.push(helpOption);
          } else if (helpOption.long && !removeLong) {
            visibleOptions.push(cmd.createOption(helpOption.long, helpOption.description));
          } else if (helpOption.short && !removeShort) {
            visibleOptions.push(cmd.createOption(helpOption.short, helpOption.description));
          }
        }
        if (this.sortOptions) {
          visibleOptions.sort(this.compareOptions);
        }
        return visibleOptions;
      }
      /**
       * Get an array of the visible global options. (Not including help.)
       *
       * @param {Command} cmd
       * @returns {Option[]}
       */
      visibleGlobalOptions(cmd) {
        if (!this.showGlobalOptions) return [];
        const globalOptions = [];
        for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
          const visibleOptions = ancestorCmd.options.filter((option) => !option.hidden);
          globalOptions.push(...visibleOptions);
        }
        if (this.sortOptions) {
          globalOptions.sort(this.compareOptions);
        }
        return globalOptions;
      }
      /**
       * Get an array of the arguments if any have a description.
       *
       * @param {Command} cmd
       * @returns {Argument[]}
       */
      visibleArguments(cmd) {
        if (cmd._argsDescription) {
          cmd.registeredArguments.forEach((argument) => {
            argument.description = argument.description || cmd._argsDescription[argument.name()] || '';
          });
        }
        if (cmd.registeredArguments.find((argument) => argument.description)) {
          return cmd.registeredArguments;
        }
        return [];
      }
      /**
       * Get the command term to show in the list of subcommands.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      subcommandTerm(cmd) {
        const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(' ');
        return (
          cmd._name +
          (cmd._aliases[0] ? '|' + cmd._aliases[0] : '') +
          (cmd.options.length ? ' [options]' : '') + // simplistic check for non-help option
          (args ? ' ' + args : '')
        );
      }
      /**
       * Get the option term to show in the list of options.
       *
       * @param {Option} option
       * @returns {string}
       */
      optionTerm(option) {
        return option.flags;
      }
      /**
       * Get the argument term to show in the list of arguments.
       *
       * @param {Argument} argument
       * @returns {string}
       */
      argumentTerm(argument) {
        return argument.name();
      }
      /**
       * Get the longest command term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestSubcommandTermLength(cmd, helper) {
        return helper.visibleCommands(cmd).reduce((max, command) => {
          return Math.max(max, this.displayWidth(helper.styleSubcommandTerm(helper.subcommandTerm(command))));
        }, 0);
      }
      /**
       * Get the longest option term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestOptionTermLength(cmd, helper) {
        return helper.visibleOptions(cmd).reduce((max, option) => {
          return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
        }, 0);
      }
      /**
       * Get the longest global option term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestGlobalOptionTermLength(cmd, helper) {
        return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
          return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
        }, 0);
      }
      /**
       * Get the longest argument term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestArgumentTermLength(cmd, helper) {
        return helper.visibleArguments(cmd).reduce((max, argument) => {
          return Math.max(max, this.displayWidth(helper.styleArgumentTerm(helper.argumentTerm(argument))));
        }, 0);
      }
      /**
       * Get the command usage to be displayed at the top of the built-in help.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      commandUsage(cmd) {
        let cmdName = cmd._name;
        if (cmd._aliases[0]) {
          cmdName = cmdName + '|' + cmd._aliases[0];
        }
        let ancestorCmdNames = '';
        for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
          ancestorCmdNames = ancestorCmd.name() + ' ' + ancestorCmdNames;
        }
        return ancestorCmdNames + cmdName + ' ' + cmd.usage();
      }
      /**
       * Get the description for the command.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      commandDescription(cmd) {
        return cmd.description();
      }
      /**
       * Get the subcommand summary to show in the list of subcommands.
       * (Fallback to description for backwards compatibility.)
       *
       * @param {Command} cmd
       * @returns {string}
       */
      subcommandDescription(cmd) {
        return cmd.summary() || cmd.description();
      }
      /**
       * Get the option description to show in the list of options.
       *
       * @param {Option} option
       * @return {string}
       */
      optionDescription(option) {
        const extraInfo = [];
        if (option.argChoices) {
          extraInfo.push(
            // use stringify to match the display of the default value
            `choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(', ')}`,
          );
        }
        if (option.defaultValue !== void 0) {
          const showDefault =
            option.required ||
            option.optional ||
            (option.isBoolean() && typeof option.defaultValue === 'boolean');
          if (showDefault) {
            extraInfo.push(
              `default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`,
            );
          }
        }
        if (option.presetArg !== void 0 && option.optional) {
          extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
        }
        if (option.envVar !== void 0) {
          extraInfo.push(`env: ${option.envVar}`);
        }
        if (extraInfo.length > 0) {
          const extraDescription = `(${extraInfo.join(', ')})`;
          if (option.description) {
            return `${option.description} ${extraDescription}`;
          }
          return extraDescription;
        }
        return option.description;
      }
      /**
       * Get the argument description to show in the list of arguments.
       *
       * @param {Argument} argument
       * @return {string}
       */
      argumentDescription(argument) {
        const extraInfo = [];
        if (argument.argChoices) {
          extraInfo.push(
            // use stringify to match the display of the default value
            `choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(', ')}`,
          );
        }
        if (argument.defaultValue !== void 0) {
          extraInfo.push(
            `default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`,
          );
        }
        if (extraInfo.length > 0) {
          const extraDescription = `(${extraInfo.join(', ')})`;
          if (argument.description) {
            return `${argument.description} ${extraDescription}`;
          }
          return extraDescription;
        }
        return argument.description;
      }
      /**
       * Format a list of items, given a heading and an array of formatted items.
       *
       * @param {string} heading
       * @param {string[]} items
       * @param {Help} helper
       * @returns string[]
       */
      formatItemList(heading, items, helper) {
        if (items.length === 0) return [];
        return [helper.styleTitle(heading), ...items, ''];
      }
      /**
       * Group items by their help group heading.
       *
       * @param {Command[] | Option[]} unsortedItems
       * @param {Command[] | Option[]} visibleItems
       * @param {Function} getGroup
       * @returns {Map<string, Command[] | Option[]>}
       */
      groupItems(unsortedItems, visibleItems, getGroup) {
        const result = /* @__PURE__ */ new Map();
        unsortedItems.forEach((item) => {
          const group = getGroup(item);
          if (!result.has(group)) result.set(group, []);
        });
        visibleItems.forEach((item) => {
          const group = getGroup(item);
          if (!result.has(group)) {
            result.set(group, []);
          }
          result.get(group).push(item);
        });
        return result;
      }
      /**
       * Generate the built-in help text.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {string}
       */
      formatHelp(cmd, helper) {
        const termWidth = helper.padWidth(cmd, helper);
        const helpWidth = helper.helpWidth ?? 80;
        function callFormatItem(term, description) {
          return helper.formatItem(term, termWidth, description, helper);
        }
        let output = [`${helper.styleTitle('Usage:')} ${helper.styleUsage(helper.commandUsage(cmd))}`, ''];
        const commandDescription = helper.commandDescription(cmd);
        if (commandDescription.length > 0) {
          output = output.concat([
            helper.boxWrap(helper.styleCommandDescription(commandDescription), helpWidth),
            '',
          ]);
        }
        const argumentList = helper.visibleArguments(cmd).map((argument) => {
          return callFormatItem(
            helper.styleArgumentTerm(helper.argumentTerm(argument)),
            helper.styleArgumentDescription(helper.argumentDescription(argument)),
          );
        });
        output = output.concat(this.formatItemList('Arguments:', argumentList, helper));
        const optionGroups = this.groupItems(
          cmd.options,
          helper.visibleOptions(cmd),
          (option) => option.helpGroupHeading ?? 'Options:',
        );
        optionGroups.forEach((options, group) => {
          const optionList = options.map((option) => {
            return callFormatItem(
              helper.styleOptionTerm(helper.optionTerm(option)),
              helper.styleOptionDescription(helper.optionDescription(option)),
            );
          });
          output = output.concat(this.formatItemList(group, optionList, helper));
        });
        if (helper.showGlobalOptions) {
          const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
            return callFormatItem(
              helper.styleOptionTerm(helper.optionTerm(option)),
              helper.styleOptionDescription(helper.optionDescription(option)),
            );
          });
          output = output.concat(this.formatItemList('Global Options:', globalOptionList, helper));
        }
        const commandGroups = this.groupItems(
          cmd.commands,
          helper.visibleCommands(cmd),
          (sub) => sub.helpGroup() || 'Commands:',
        );
        commandGroups.forEach((commands, group) => {
          const commandList = commands.map((sub) => {
            return callFormatItem(
              helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
              helper.styleSubcommandDescription(helper.subcommandDescription(sub)),
            );
          });
          output = output.concat(this.formatItemList(group, commandList, helper));
        });
        return output.join('\n');
      }
      /**
       * Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
       *
       * @param {string} str
       * @returns {number}
       */
      displayWidth(str) {
        return stripColor(str).length;
      }
      /**
       * Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
       *
       * @param {string} str
       * @returns {string}
       */
      styleTitle(str) {
        return str;
      }
      styleUsage(str) {
        return str
          .split(' ')
          .map((word) => {
            if (word === '[options]') return this.styleOptionText(word);
            if (word === '[command]') return this.styleSubcommandText(word);
            if (word[0] === '[' || word[0] === '<') return this.styleArgumentText(word);
            return this.styleCommandText(word);
          })
          .join(' ');
      }
      styleCommandDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleOptionDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleSubcommandDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleArgumentDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleDescriptionText(str) {
        return str;
      }
      styleOptionTerm(str) {
        return this.styleOptionText(str);
      }
      styleSubcommandTerm(str) {
        return str
          .split(' ')
          .map((word) => {
            if (word === '[options]') return this.styleOptionText(word);
            if (word[0] === '[' || word[0] === '<') return this.styleArgumentText(word);
            return this.styleSubcommandText(word);
          })
          .join(' ');
      }
      styleArgumentTerm(str) {
        return this.styleArgumentText(str);
      }
      styleOptionText(str) {
        return str;
      }
      styleArgumentText(str) {
        return str;
      }
      styleSubcommandText(str) {
        return str;
      }
      styleCommandText(str) {
        return str;
      }
      /**
       * Calculate the pad width from the maximum term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      padWidth(cmd, helper) {
        return Math.max(
          helper.longestOptionTermLength(cmd, helper),
          helper.longestGlobalOptionTermLength(cmd, helper),
          helper.longestSubcommandTermLength(cmd, helper),
          helper.longestArgumentTermLength(cmd, helper),
        );
      }
      /**
       * Detect manually wrapped and indented strings by checking for line break followed by whitespace.
       *
       * @param {string} str
       * @returns {boolean}
       */
      preformatted(str) {
        return /\n[^\S\r\n]/.test(str);
      }
      /**
       * Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
       *
       * So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
       *   TTT  DDD DDDD
       *        DD DDD
       *
       * @param {string} term
       * @param {number} termWidth
       * @param {string} description
       * @param {Help} helper
       * @returns {string}
       */
      formatItem(term, termWidth, description, helper) {
        const itemIndent = 2;
        const itemIndentStr = ' '.repeat(itemIndent);
        if (!description) return itemIndentStr + term;
        const paddedTerm = term.padEnd(termWidth + term.length - helper.displayWidth(term));
        const spacerWidth = 2;
        const helpWidth = this.helpWidth ?? 80;
        const remainingWidth = helpWidth - termWidth - spacerWidth - itemIndent;
        let formattedDescription;
        if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) {
          formattedDescription = description;
        } else {
          const wrappedDescription = helper.boxWrap(description, remainingWidth);
          formattedDescription = wrappedDescription.replace(
            /\n/g,
            '\n' + ' '.repeat(termWidth + spacerWidth),
          );
        }
        return (
          itemIndentStr +
          paddedTerm +
          ' '.repeat(spacerWidth) +
          formattedDescription.replace(
            /\n/g,
            `
${itemIndentStr}`,
          )
        );
      }
      /**
       * Wrap a string at whitespace, preserving existing line breaks.
       * Wrapping is skipped if the width is less than `minWidthToWrap`.
       *
       * @param {string} str
       * @param {number} width
       * @returns {string}
       */
      boxWrap(str, width) {
        if (width < this.minWidthToWrap) return str;
        const rawLines = str.split(/\r\n|\n/);
        const chunkPattern = /[\s]*[^\s]+/g;
        const wrappedLines = [];
        rawLines.forEach((line) => {
          const chunks = line.match(chunkPattern);
          if (chunks === null) {
            wrappedLines.push('');
            return;
          }
          let sumChunks = [chunks.shift()];
          let sumWidth = this.displayWidth(sumChunks[0]);
          chunks.forEach((chunk) => {
            const visibleWidth = this.displayWidth(chunk);
            if (sumWidth + visibleWidth <= width) {
              sumChunks.push(chunk);
              sumWidth += visibleWidth;
              return;
            }
            wrappedLines.push(sumChunks.join(''));
            const nextChunk = chunk.trimStart();
            sumChunks = [nextChunk];
            sumWidth = this.displayWidth(nextChunk);
          });
          wrappedLines.push(sumChunks.join(''));
        });
        return wrappedLines.join('\n');
      }
    };
    function stripColor(str) {
      const sgrPattern = /\x1b\[\d*(;\d*)*m/g;
      return str.replace(sgrPattern, '');
    }
    exports.Help = Help2;
    exports.stripColor = stripColor;
  },
});

// node_modules/commander/lib/option.js
var require_option = __commonJS({
  'node_modules/commander/lib/option.js'(exports) {
    var { InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var Option2 = class {
      /**
       * Initialize a new `Option` with the given `flags` and `description`.
       *
       * @param {string} flags
       * @param {string} [description]
       */
      constructor(flags, description) {
        this.flags = flags;
        this.description = description || '';
        this.required = flags.includes('<');
        this.optional = flags.includes('[');
        this.variadic = /\w\.\.\.[>\]]$/.test(flags);
        this.mandatory = false;
        const optionFlags = splitOptionFlags(flags);
        this.short = optionFlags.shortFlag;
        this.long = optionFlags.longFlag;
        this.negate = false;
        if (this.long) {
          this.negate = this.long.startsWith('--no-');
        }
        this.defaultValue = void 0;
        this.defaultValueDescription = void 0;
        this.presetArg = void 0;
        this.envVar = void 0;
        this.parseArg = void 0;
        this.hidden = false;
        this.argChoices = void 0;
        this.conflictsWith = [];
        this.implied = void 0;
        this.helpGroupHeading = void 0;
      }
      /**
       * Set the default value, and optionally supply the description to be displayed in the help.
       *
       * @param {*} value
       * @param {string} [description]
       * @return {Option}
       */
      default(value, description) {
        this.defaultValue = value;
        this.defaultValueDescription = description;
        return this;
      }
      /**
       * Preset to use when option used without option-argument, especially optional but also boolean and negated.
       * The custom processing (parseArg) is called.
       *
       * @example
       * new Option('--color').default('GREYSCALE').preset('RGB');
       * new Option('--donate [amount]').preset('20').argParser(parseFloat);
       *
       * @param {*} arg
       * @return {Option}
       */
      preset(arg) {
        this.presetArg = arg;
        return this;
      }
      /**
       * Add option name(s) that conflict with this option.
       * An error will be displayed if conflicting options are found during parsing.
       *
       * @example
       * new Option('--rgb').conflicts('cmyk');
       * new Option('--js').conflicts(['ts', 'jsx']);
       *
       * @param {(string | string[])} names
       * @return {Option}
       */
      conflicts(names) {
        this.conflictsWith = this.conflictsWith.concat(names);
        return this;
      }
      /**
       * Specify implied option values for when this option is set and the implied options are not.
       *
       * The custom processing (parseArg) is not called on the implied values.
       *
       * @example
       * program
       *   .addOption(new Option('--log', 'write logging information to file'))
       *   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
       *
       * @param {object} impliedOptionValues
       * @return {Option}
       */
      implies(impliedOptionValues) {
        let newImplied = impliedOptionValues;
        if (typeof impliedOptionValues === 'string') {
          newImplied = { [impliedOptionValues]: true };
        }
        this.implied = Object.assign(this.implied || {}, newImplied);
        return this;
      }
      /**
       * Set environment variable to check for option value.
       *
       * An environment variable is only used if when processed the current option value is
       * undefined, or the source of the current value is 'default' or 'config' or 'env'.
       *
       * @param {string} name
       * @return {Option}
       */
      env(name) {
        this.envVar = name;
        return this;
      }
      /**
       * Set the custom handler for processing CLI option arguments into option values.
       *
       * @param {Function} [fn]
       * @return {Option}
       */
      argParser(fn) {
        this.parseArg = fn;
        return this;
      }
      /**
       * Whether the option is mandatory and must have a value after parsing.
       *
       * @param {boolean} [mandatory=true]
       * @return {Option}
       */
      makeOptionMandatory(mandatory = true) {
        this.mandatory = !!mandatory;
        return this;
      }
      /**
       * Hide option in help.
       *
       * @param {boolean} [hide=true]
       * @return {Option}
       */
      hideHelp(hide = true) {
        this.hidden = !!hide;
        return this;
      }
      /**
       * @package
       */
      _collectValue(value, previous) {
        if (previous === this.defaultValue || !Array.isArray(previous)) {
          return [value];
        }
        previous.push(value);
        return previous;
      }
      /**
       * Only allow option value to be one of choices.
       *
       * @param {string[]} values
       * @return {Option}
       */
      choices(values) {
        this.argChoices = values.slice();
        this.parseArg = (arg, previous) => {
          if (!this.argChoices.includes(arg)) {
            throw new InvalidArgumentError2(`Allowed choices are ${this.argChoices.join(', ')}.`);
          }
          if (this.variadic) {
            return this._collectValue(arg, previous);
          }
          return arg;
        };
        return this;
      }
      /**
       * Return option name.
       *
       * @return {string}
       */
      name() {
        if (this.long) {
          return this.long.replace(/^--/, '');
        }
        return this.short.replace(/^-/, '');
      }
      /**
       * Return option name, in a camelcase format that can be used
       * as an object attribute key.
       *
       * @return {string}
       */
      attributeName() {
        if (this.negate) {
          return camelcase(this.name().replace(/^no-/, ''));
        }
        return camelcase(this.name());
      }
      /**
       * Set the help group heading.
       *
       * @param {string} heading
       * @return {Option}
       */
      helpGroup(heading) {
        this.helpGroupHeading = heading;
        return this;
      }
      /**
       * Check if `arg` matches the short or long flag.
       *
       * @param {string} arg
       * @return {boolean}
       * @package
       */
      is(arg) {
        return this.short === arg || this.long === arg;
      }
      /**
       * Return whether a boolean option.
       *
       * Options are one of boolean, negated, required argument, or optional argument.
       *
       * @return {boolean}
       * @package
       */
      isBoolean() {
        return !this.required && !this.optional && !this.negate;
      }
    };
    var DualOptions = class {
      /**
       * @param {Option[]} options
       */
      constructor(options) {
        this.positiveOptions = /* @__PURE__ */ new Map();
        this.negativeOptions = /* @__PURE__ */ new Map();
        this.dualOptions = /* @__PURE__ */ new Set();
        options.forEach((option) => {
          if (option.negate) {
            this.negativeOptions.set(option.attributeName(), option);
          } else {
            this.positiveOptions.set(option.attributeName(), option);
          }
        });
        this.negativeOptions.forEach((value, key) => {
          if (this.positiveOptions.has(key)) {
            this.dualOptions.add(key);
          }
        });
      }
      /**
       * Did the value come from the option, and not from possible matching dual option?
       *
       * @param {*} value
       * @param {Option} option
       * @returns {boolean}
       */
      valueFromOption(value, option) {
        const optionKey = option.attributeName();
        if (!this.dualOptions.has(optionKey)) return true;
        const preset = this.negativeOptions.get(optionKey).presetArg;
        const negativeValue = preset !== void 0 ? preset : false;
        return option.negate === (negativeValue === value);
      }
    };
    function camelcase(str) {
      return str.split('-').reduce((str2, word) => {
        return str2 + word[0].toUpperCase() + word.slice(1);
      });
    }
    function splitOptionFlags(flags) {
      let shortFlag;
      let longFlag;
      const shortFlagExp = /^-[^-]$/;
      const longFlagExp = /^--[^-]/;
      const flagParts = flags.split(/[ |,]+/).concat('guard');
      if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
      if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
      if (!shortFlag && shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
      if (!shortFlag && longFlagExp.test(flagParts[0])) {
        shortFlag = longFlag;
        longFlag = flagParts.shift();
      }
      if (flagParts[0].startsWith('-')) {
        const unsupportedFlag = flagParts[0];
        const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
        if (/^-[^-][^-]/.test(unsupportedFlag))
          throw new Error(
            `${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`,
          );
        if (shortFlagExp.test(unsupportedFlag))
          throw new Error(`${baseError}
- too many short flags`);
        if (longFlagExp.test(unsupportedFlag))
          throw new Error(`${baseError}
- too many long flags`);
        throw new Error(`${baseError}
- unrecognised flag format`);
      }
      if (shortFlag === void 0 && longFlag === void 0)
        throw new Error(`option creation failed due to no flags found in '${flags}'.`);
      return { shortFlag, longFlag };
    }
    exports.Option = Option2;
    exports.DualOptions = DualOptions;
  },
});

// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = __commonJS({
  'node_modules/commander/lib/suggestSimilar.js'(exports) {
    var maxDistance = 3;
    function editDistance(a, b) {
      if (Math.abs(a.length - b.length) > maxDistance) return Math.max(a.length, b.length);
      const d = [];
      for (let i = 0; i <= a.length; i++) {
        d[i] = [i];
      }
      for (let j = 0; j <= b.length; j++) {
        d[0][j] = j;
      }
      for (let j = 1; j <= b.length; j++) {
        for (let i = 1; i <= a.length; i++) {
          let cost = 1;
          if (a[i - 1] === b[j - 1]) {
            cost = 0;
          } else {
            cost = 1;
          }
          d[i][j] = Math.min(
            d[i - 1][j] + 1,
            // deletion
            d[i][j - 1] + 1,
            // insertion
            d[i - 1][j - 1] + cost,
            // substitution
          );
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
            d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
          }
        }
      }
      return d[a.length][b.length];
    }
    function suggestSimilar(word, candidates) {
      if (!candidates || candidates.length === 0) return '';
      candidates = Array.from(new Set(candidates));
      const searchingOptions = word.startsWith('--');
      if (searchingOptions) {
        word = word.slice(2);
        candidates = candidates.map((candidate) => candidate.slice(2));
      }
      let similar = [];
      let bestDistance = maxDistance;
      const minSimilarity = 0.4;
      candidates.forEach((candidate) => {
        if (candidate.length <= 1) return;
        const distance = editDistance(word, candidate);
        const length = Math.max(word.length, candidate.length);
        const similarity = (length - distance) / length;
        if (similarity > minSimilarity) {
          if (distance < bestDistance) {
            bestDistance = distance;
            similar = [candidate];
          } else if (distance === bestDistance) {
            similar.push(candidate);
          }
        }
      });
      similar.sort((a, b) => a.localeCompare(b));
      if (searchingOptions) {
        similar = similar.map((candidate) => `--${candidate}`);
      }
      if (similar.length > 1) {
        return `
(Did you mean one of ${similar.join(', ')}?)`;
      }
      if (similar.length === 1) {
        return `
(Did you mean ${similar[0]}?)`;
      }
      return '';
    }
    exports.suggestSimilar = suggestSimilar;
  },
});

// node_modules/commander/lib/command.js
var require_command = __commonJS({
  'node_modules/commander/lib/command.js'(exports) {
    var EventEmitter = __require('node:events').EventEmitter;
    var childProcess = __require('node:child_process');
    var path2 = __require('node:path');
    var fs = __require('node:fs');
    var process2 = __require('node:process');
    var { Argument: Argument2, humanReadableArgName } = require_argument();
    var { CommanderError: CommanderError2 } = require_error();
    var { Help: Help2, stripColor } = require_help();
    var { Option: Option2, DualOptions } = require_option();
    var { suggestSimilar } = require_suggestSimilar();
    var Command2 = class _Command extends EventEmitter {
      /**
       * Initialize a new `Command`.
       *
       * @param {string} [name]
       */
      constructor(name) {
        super();
        this.commands = [];
        this.options = [];
        this.parent = null;
        this._allowUnknownOption = false;
        this._allowExcessArguments = false;
        this.registeredArguments = [];
        this._args = this.registeredArguments;
        this.args = [];
        this.rawArgs = [];
        this.processedArgs = [];
        this._scriptPath = null;
        this._name = name || '';
        this._optionValues = {};
        this._optionValueSources = {};
        this._storeOptionsAsProperties = false;
        this._actionHandler = null;
        this._executableHandler = false;
        this._executableFile = null;
        this._executableDir = null;
        this._defaultCommandName = null;
        this._exitCallback = null;
        this._aliases = [];
        this._combineFlagAndOptionalValue = true;
        this._description = '';
        this._summary = '';
        this._argsDescription = void 0;
        this._enablePositionalOptions = false;
        this._passThroughOptions = false;
        this._lifeCycleHooks = {};
        this._showHelpAfterError = false;
        this._showSuggestionAfterError = true;
        this._savedState = null;
        this._outputConfiguration = {
          writeOut: (str) => process2.stdout.write(str),
          writeErr: (str) => process2.stderr.write(str),
          outputError: (str, write) => write(str),
          getOutHelpWidth: () => (process2.stdout.isTTY ? process2.stdout.columns : void 0),
          getErrHelpWidth: () => (process2.stderr.isTTY ? process2.stderr.columns : void 0),
          getOutHasColors: () => useColor() ?? (process2.stdout.isTTY && process2.stdout.hasColors?.()),
          getErrHasColors: () => useColor() ?? (process2.stderr.isTTY && process2.stderr.hasColors?.()),
          stripColor: (str) => stripColor(str),
        };
        this._hidden = false;
        this._helpOption = void 0;
        this._addImplicitHelpCommand = void 0;
        this._helpCommand = void 0;
        this._helpConfiguration = {};
        this._helpGroupHeading = void 0;
        this._defaultCommandGroup = void 0;
        this._defaultOptionGroup = void 0;
      }
      /**
       * Copy settings that are useful to have in common across root command and subcommands.
       *
       * (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
       *
       * @param {Command} sourceCommand
       * @return {Command} `this` command for chaining
       */
      copyInheritedSettings(sourceCommand) {
        this._outputConfiguration = sourceCommand._outputConfiguration;
        this._helpOption = sourceCommand._helpOption;
        this._helpCommand = sourceCommand._helpCommand;
        this._helpConfiguration = sourceCommand._helpConfiguration;
        this._exitCallback = sourceCommand._exitCallback;
        this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
        this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
        this._allowExcessArguments = sourceCommand._allowExcessArguments;
        this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
        this._showHelpAfterError = sourceCommand._showHelpAfterError;
        this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
        return this;
      }
      /**
       * @returns {Command[]}
       * @private
       */
      _getCommandAndAncestors() {
        const result = [];
        for (let command = this; command; command = command.parent) {
          result.push(command);
        }
        return result;
      }
      /**
       * Define a command.
       *
       * There are two styles of command: pay attention to where to put the description.
       *
       * @example
       * // Command implemented using action handler (description is supplied separately to `.command`)
       * program
       *   .command('clone <source> [destination]')
       *   .description('clone a repository into a newly created directory')
       *   .action((source, destination) => {
       *     console.log('clone command called');
       *   });
       *
       * // Command implemented using separate executable file (description is second parameter to `.command`)
       * program
       *   .command('start <service>', 'start named service')
       *   .command('stop [service]', 'stop named service, or all if no name supplied');
       *
       * @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
       * @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
       * @param {object} [execOpts] - configuration options (for executable)
       * @return {Command} returns new command for action handler, or `this` for executable command
       */
      command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
        let desc = actionOptsOrExecDesc;
        let opts = execOpts;
        if (typeof desc === 'object' && desc !== null) {
          opts = desc;
          desc = null;
        }
        opts = opts || {};
        const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
        const cmd = this.createCommand(name);
        if (desc) {
          cmd.description(desc);
          cmd._executableHandler = true;
        }
        if (opts.isDefault) this._defaultCommandName = cmd._name;
        cmd._hidden = !!(opts.noHelp || opts.hidden);
        cmd._executableFile = opts.executableFile || null;
        if (args) cmd.arguments(args);
        this._registerCommand(cmd);
        cmd.parent = this;
        cmd.copyInheritedSettings(this);
        if (desc) return this;
        return cmd;
      }
      /**
       * Factory routine to create a new unattached command.
       *
       * See .command() for creating an attached subcommand, which uses this routine to
       * create the command. You can override createCommand to customise subcommands.
       *
       * @param {string} [name]
       * @return {Command} new command
       */
      createCommand(name) {
        return new _Command(name);
      }
      /**
       * You can customise the help with a subclass of Help by overriding createHelp,
       * or by overriding Help properties using configureHelp().
       *
       * @return {Help}
       */
      createHelp() {
        return Object.assign(new Help2(), this.configureHelp());
      }
      /**
       * You can customise the help by overriding Help properties using configureHelp(),
       * or with a subclass of Help by overriding createHelp().
       *
       * @param {object} [configuration] - configuration options
       * @return {(Command | object)} `this` command for chaining, or stored configuration
       */
      configureHelp(configuration) {
        if (configuration === void 0) return this._helpConfiguration;
        this._helpConfiguration = configuration;
        return this;
      }
      /**
       * The default output goes to stdout and stderr. You can customise this for special
       * applications. You can also customise the display of errors by overriding outputError.
       *
       * The configuration properties are all functions:
       *
       *     // change how output being written, defaults to stdout and stderr
       *     writeOut(str)
       *     writeErr(str)
       *     // change how output being written for errors, defaults to writeErr
       *     outputError(str, write) // used for displaying errors and not used for displaying help
       *     // specify width for wrapping help
       *     getOutHelpWidth()
       *     getErrHelpWidth()
       *     // color support, currently only used with Help
       *     getOutHasColors()
       *     getErrHasColors()
       *     stripColor() // used to remove ANSI escape codes if output does not have colors
       *
       * @param {object} [configuration] - configuration options
       * @return {(Command | object)} `this` command for chaining, or stored configuration
       */
      configureOutput(configuration) {
        if (configuration === void 0) return this._outputConfiguration;
        this._outputConfiguration = {
          ...this._outputConfiguration,
          ...configuration,
        };
        return this;
      }
      /**
       * Display the help or a custom message after an error occurs.
       *
       * @param {(boolean|string)} [displayHelp]
       * @return {Command} `this` command for chaining
       */
      showHelpAfterError(displayHelp = true) {
        if (typeof displayHelp !== 'string') displayHelp = !!displayHelp;
        this._showHelpAfterError = displayHelp;
        return this;
      }
      /**
       * Display suggestion of similar commands for unknown commands, or options for unknown options.
       *
       * @param {boolean} [displaySuggestion]
       * @return {Command} `this` command for chaining
       */
      showSuggestionAfterError(displaySuggestion = true) {
        this._showSuggestionAfterError = !!displaySuggestion;
        return this;
      }
      /**
       * Add a prepared subcommand.
       *
       * See .command() for creating an attached subcommand which inherits settings from its parent.
       *
       * @param {Command} cmd - new subcommand
       * @param {object} [opts] - configuration options
       * @return {Command} `this` command for chaining
       */
      addCommand(cmd, opts) {
        if (!cmd._name) {
          throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
        }
        opts = opts || {};
        if (opts.isDefault) this._defaultCommandName = cmd._name;
        if (opts.noHelp || opts.hidden) cmd._hidden = true;
        this._registerCommand(cmd);
        cmd.parent = this;
        cmd._checkForBrokenPassThrough();
        return this;
      }
      /**
       * Factory routine to create a new unattached argument.
       *
       * See .argument() for creating an attached argument, which uses this routine to
       * create the argument. You can override createArgument to return a custom argument.
       *
       * @param {string} name
       * @param {string} [description]
       * @return {Argument} new argument
       */
      createArgument(name, description) {
        return new Argument2(name, description);
      }
      /**
       * Define argument syntax for command.
       *
       * The default is that the argument is required, and you can explicitly
       * indicate this with <> around the name. Put [] around the name for an optional argument.
       *
       * @example
       * program.argument('<input-file>');
       * program.argument('[output-file]');
       *
       * @param {string} name
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom argument processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      argument(name, description, parseArg, defaultValue) {
        const argument = this.createArgument(name, description);
        if (typeof parseArg === 'function') {
          argument.default(defaultValue).argParser(parseArg);
        } else {
          argument.default(parseArg);
        }
        this.addArgument(argument);
        return this;
      }
      /**
       * Define argument syntax for command, adding multiple at once (without descriptions).
       *
       * See also .argument().
       *
       * @example
       * program.arguments('<cmd> [env]');
       *
       * @param {string} names
       * @return {Command} `this` command for chaining
       */
      arguments(names) {
        names
          .trim()
          .split(/ +/)
          .forEach((detail) => {
            this.argument(detail);
          });
        return this;
      }
      /**
       * Define argument syntax for command, adding a prepared argument.
       *
       * @param {Argument} argument
       * @return {Command} `this` command for chaining
       */
      addArgument(argument) {
        const previousArgument = this.registeredArguments.slice(-1)[0];
        if (previousArgument?.variadic) {
          throw new Error(`only the last argument can be variadic '${previousArgument.name()}'`);
        }
        if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) {
          throw new Error(`a default value for a required argument is never used: '${argument.name()}'`);
        }
        this.registeredArguments.push(argument);
        return this;
      }
      /**
       * Customise or override default help command. By default a help command is automatically added if your command has subcommands.
       *
       * @example
       *    program.helpCommand('help [cmd]');
       *    program.helpCommand('help [cmd]', 'show help');
       *    program.helpCommand(false); // suppress default help command
       *    program.helpCommand(true); // add help command even if no subcommands
       *
       * @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
       * @param {string} [description] - custom description
       * @return {Command} `this` command for chaining
       */
      helpCommand(enableOrNameAndArgs, description) {
        if (typeof enableOrNameAndArgs === 'boolean') {
          this._addImplicitHelpCommand = enableOrNameAndArgs;
          if (enableOrNameAndArgs && this._defaultCommandGroup) {
            this._initCommandGroup(this._getHelpCommand());
          }
          return this;
        }
        const nameAndArgs = enableOrNameAndArgs ?? 'help [command]';
        const [, helpName, helpArgs] = nameAndArgs.match(/([^ ]+) *(.*)/);
        const helpDescription = description ?? 'display help for command';
        const helpCommand = this.createCommand(helpName);
        helpCommand.helpOption(false);
        if (helpArgs) helpCommand.arguments(helpArgs);
        if (helpDescription) helpCommand.description(helpDescription);
        this._addImplicitHelpCommand = true;
        this._helpCommand = helpCommand;
        if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
        return this;
      }
      /**
       * Add prepared custom help command.
       *
       * @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
       * @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
       * @return {Command} `this` command for chaining
       */
      addHelpCommand(helpCommand, deprecatedDescription) {
        if (typeof helpCommand !== 'object') {
          this.helpCommand(helpCommand, deprecatedDescription);
          return this;
        }
        this._addImplicitHelpCommand = true;
        this._helpCommand = helpCommand;
        this._initCommandGroup(helpCommand);
        return this;
      }
      /**
       * Lazy create help command.
       *
       * @return {(Command|null)}
       * @package
       */
      _getHelpCommand() {
        const hasImplicitHelpCommand =
          this._addImplicitHelpCommand ??
          (this.commands.length && !this._actionHandler && !this._findCommand('help'));
        if (hasImplicitHelpCommand) {
          if (this._helpCommand === void 0) {
            this.helpCommand(void 0, void 0);
          }
          return this._helpCommand;
        }
        return null;
      }
      /**
       * Add hook for life cycle event.
       *
       * @param {string} event
       * @param {Function} listener
       * @return {Command} `this` command for chaining
       */
      hook(event, listener) {
        const allowedValues = ['preSubcommand', 'preAction', 'postAction'];
        if (!allowedValues.includes(event)) {
          throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
        }
        if (this._lifeCycleHooks[event]) {
          this._lifeCycleHooks[event].push(listener);
        } else {
          this._lifeCycleHooks[event] = [listener];
        }
        return this;
      }
      /**
       * Register callback to use as replacement for calling process.exit.
       *
       * @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
       * @return {Command} `this` command for chaining
       */
      exitOverride(fn) {
        if (fn) {
          this._exitCallback = fn;
        } else {
          this._exitCallback = (err) => {
            if (err.code !== 'commander.executeSubCommandAsync') {
              throw err;
            } else {
            }
          };
        }
        return this;
      }
      /**
       * Call process.exit, and _exitCallback if defined.
       *
       * @param {number} exitCode exit code for using with process.exit
       * @param {string} code an id string representing the error
       * @param {string} message human-readable description of the error
       * @return never
       * @private
       */
      _exit(exitCode, code, message2) {
        if (this._exitCallback) {
          this._exitCallback(new CommanderError2(exitCode, code, message2));
        }
        process2.exit(exitCode);
      }
      /**
       * Register callback `fn` for the command.
       *
       * @example
       * program
       *   .command('serve')
       *   .description('start service')
       *   .action(function() {
       *      // do work here
       *   });
       *
       * @param {Function} fn
       * @return {Command} `this` command for chaining
       */
      action(fn) {
        const listener = (args) => {
          const expectedArgsCount = this.registeredArguments.length;
          const actionArgs = args.slice(0, expectedArgsCount);
          if (this._storeOptionsAsProperties) {
            actionArgs[expectedArgsCount] = this;
          } else {
            actionArgs[expectedArgsCount] = this.opts();
          }
          actionArgs.push(this);
          return fn.apply(this, actionArgs);
        };
        this._actionHandler = listener;
        return this;
      }
      /**
       * Factory routine to create a new unattached option.
       *
       * See .option() for creating an attached option, which uses this routine to
       * create the option. You can override createOption to return a custom option.
       *
       * @param {string} flags
       * @param {string} [description]
       * @return {Option} new option
       */
      createOption(flags, description) {
        return new Option2(flags, description);
      }
      /**
       * Wrap parseArgs to catch 'commander.invalidArgument'.
       *
       * @param {(Option | Argument)} target
       * @param {string} value
       * @param {*} previous
       * @param {string} invalidArgumentMessage
       * @private
       */
      _callParseArg(target, value, previous, invalidArgumentMessage) {
        try {
          return target.parseArg(value, previous);
        } catch (err) {
          if (err.code === 'commander.invalidArgument') {
            const message2 = `${invalidArgumentMessage} ${err.message}`;
            this.error(message2, { exitCode: err.exitCode, code: err.code });
          }
          throw err;
        }
      }
      /**
       * Check for option flag conflicts.
       * Register option if no conflicts found, or throw on conflict.
       *
       * @param {Option} option
       * @private
       */
      _registerOption(option) {
        const matchingOption =
          (option.short && this._findOption(option.short)) || (option.long && this._findOption(option.long));
        if (matchingOption) {
          const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
          throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
        }
        this._initOptionGroup(option);
        this.options.push(option);
      }
      /**
       * Check for command name and alias conflicts with existing commands.
       * Register command if no conflicts found, or throw on conflict.
       *
       * @param {Command} command
       * @private
       */
      _registerCommand(command) {
        const knownBy = (cmd) => {
          return [cmd.name()].concat(cmd.aliases());
        };
        const alreadyUsed = knownBy(command).find((name) => this._findCommand(name));
        if (alreadyUsed) {
          const existingCmd = knownBy(this._findCommand(alreadyUsed)).join('|');
          const newCmd = knownBy(command).join('|');
          throw new Error(`cannot add command '${newCmd}' as already have command '${existingCmd}'`);
        }
        this._initCommandGroup(command);
        this.commands.push(command);
      }
      /**
       * Add an option.
       *
       * @param {Option} option
       * @return {Command} `this` command for chaining
       */
      addOption(option) {
        this._registerOption(option);
        const oname = option.name();
        const name = option.attributeName();
        if (option.negate) {
          const positiveLongFlag = option.long.replace(/^--no-/, '--');
          if (!this._findOption(positiveLongFlag)) {
            this.setOptionValueWithSource(
              name,
              option.defaultValue === void 0 ? true : option.defaultValue,
              'default',
            );
          }
        } else if (option.defaultValue !== void 0) {
          this.setOptionValueWithSource(name, option.defaultValue, 'default');
        }
        const handleOptionValue = (val, invalidValueMessage, valueSource) => {
          if (val == null && option.presetArg !== void 0) {
            val = option.presetArg;
          }
          const oldValue = this.getOptionValue(name);
          if (val !== null && option.parseArg) {
            val = this._callParseArg(option, val, oldValue, invalidValueMessage);
          } else if (val !== null && option.variadic) {
            val = option._collectValue(val, oldValue);
          }
          if (val == null) {
            if (option.negate) {
              val = false;
            } else if (option.isBoolean() || option.optional) {
              val = true;
            } else {
              val = '';
            }
          }
          this.setOptionValueWithSource(name, val, valueSource);
        };
        this.on('option:' + oname, (val) => {
          const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
          handleOptionValue(val, invalidValueMessage, 'cli');
        });
        if (option.envVar) {
          this.on('optionEnv:' + oname, (val) => {
            const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
            handleOptionValue(val, invalidValueMessage, 'env');
          });
        }
        return this;
      }
      /**
       * Internal implementation shared by .option() and .requiredOption()
       *
       * @return {Command} `this` command for chaining
       * @private
       */
      _optionEx(config, flags, description, fn, defaultValue) {
        if (typeof flags === 'object' && flags instanceof Option2) {
          throw new Error('To add an Option object use addOption() instead of option() or requiredOption()');
        }
        const option = this.createOption(flags, description);
        option.makeOptionMandatory(!!config.mandatory);
        if (typeof fn === 'function') {
          option.default(defaultValue).argParser(fn);
        } else if (fn instanceof RegExp) {
          const regex = fn;
          fn = (val, def) => {
            const m = regex.exec(val);
            return m ? m[0] : def;
          };
          option.default(defaultValue).argParser(fn);
        } else {
          option.default(fn);
        }
        return this.addOption(option);
      }
      /**
       * Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
       *
       * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
       * option-argument is indicated by `<>` and an optional option-argument by `[]`.
       *
       * See the README for more details, and see also addOption() and requiredOption().
       *
       * @example
       * program
       *     .option('-p, --pepper', 'add pepper')
       *     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
       *     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
       *     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
       *
       * @param {string} flags
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom option processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      option(flags, description, parseArg, defaultValue) {
        return this._optionEx({}, flags, description, parseArg, defaultValue);
      }
      /**
       * Add a required option which must have a value after parsing. This usually means
       * the option must be specified on the command line. (Otherwise the same as .option().)
       *
       * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
       *
       * @param {string} flags
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom option processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      requiredOption(flags, description, parseArg, defaultValue) {
        return this._optionEx({ mandatory: true }, flags, description, parseArg, defaultValue);
      }
      /**
       * Alter parsing of short flags with optional values.
       *
       * @example
       * // for `.option('-f,--flag [value]'):
       * program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
       * program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
       *
       * @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
       * @return {Command} `this` command for chaining
       */
      combineFlagAndOptionalValue(combine2 = true) {
        this._combineFlagAndOptionalValue = !!combine2;
        return this;
      }
      /**
       * Allow unknown options on the command line.
       *
       * @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
       * @return {Command} `this` command for chaining
       */
      allowUnknownOption(allowUnknown = true) {
        this._allowUnknownOption = !!allowUnknown;
        return this;
      }
      /**
       * Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
       *
       * @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
       * @return {Command} `this` command for chaining
       */
      allowExcessArguments(allowExcess = true) {
        this._allowExcessArguments = !!allowExcess;
        return this;
      }
      /**
       * Enable positional options. Positional means global options are specified before subcommands which lets
       * subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
       * The default behaviour is non-positional and global options may appear anywhere on the command line.
       *
       * @param {boolean} [positional]
       * @return {Command} `this` command for chaining
       */
      enablePositionalOptions(positional = true) {
        this._enablePositionalOptions = !!positional;
        return this;
      }
      /**
       * Pass through options that come after command-arguments rather than treat them as command-options,
       * so actual command-options come before command-arguments. Turning this on for a subcommand requires
       * positional options to have been enabled on the program (parent commands).
       * The default behaviour is non-positional and options may appear before or after command-arguments.
       *
       * @param {boolean} [passThrough] for unknown options.
       * @return {Command} `this` command for chaining
       */
      passThroughOptions(passThrough = true) {
        this._passThroughOptions = !!passThrough;
        this._checkForBrokenPassThrough();
        return this;
      }
      /**
       * @private
       */
      _checkForBrokenPassThrough() {
        if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) {
          throw new Error(
            `passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`,
          );
        }
      }
      /**
       * Whether to store option values as properties on command object,
       * or store separately (specify false). In both cases the option values can be accessed using .opts().
       *
       * @param {boolean} [storeAsProperties=true]
       * @return {Command} `this` command for chaining
       */
      storeOptionsAsProperties(storeAsProperties = true) {
        if (this.options.length) {
          throw new Error('call .storeOptionsAsProperties() before adding options');
        }
        if (Object.keys(this._optionValues).length) {
          throw new Error('call .storeOptionsAsProperties() before setting option values');
        }
        this._storeOptionsAsProperties = !!storeAsProperties;
        return this;
      }
      /**
       * Retrieve option value.
       *
       * @param {string} key
       * @return {object} value
       */
      getOptionValue(key) {
        if (this._storeOptionsAsProperties) {
          return this[key];
        }
        return this._optionValues[key];
      }
      /**
       * Store option value.
       *
       * @param {string} key
       * @param {object} value
       * @return {Command} `this` command for chaining
       */
      setOptionValue(key, value) {
        return this.setOptionValueWithSource(key, value, void 0);
      }
      /**
       * Store option value and where the value came from.
       *
       * @param {string} key
       * @param {object} value
       * @param {string} source - expected values are default/config/env/cli/implied
       * @return {Command} `this` command for chaining
       */
      setOptionValueWithSource(key, value, source) {
        if (this._storeOptionsAsProperties) {
          this[key] = value;
        } else {
          this._optionValues[key] = value;
        }
        this._optionValueSources[key] = source;
        return this;
      }
      /**
       * Get source of option value.
       * Expected values are default | config | env | cli | implied
       *
       * @param {string} key
       * @return {string}
       */
      getOptionValueSource(key) {
        return this._optionValueSources[key];
      }
      /**
       * Get source of option value. See also .optsWithGlobals().
       * Expected values are default | config | env | cli | implied
       *
       * @param {string} key
       * @return {string}
       */
      getOptionValueSourceWithGlobals(key) {
        let source;
        this._getCommandAndAncestors().forEach((cmd) => {
          if (cmd.getOptionValueSource(key) !== void 0) {
            source = cmd.getOptionValueSource(key);
          }
        });
        return source;
      }
      /**
       * Get user arguments from implied or explicit arguments.
       * Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
       *
       * @private
       */
      _prepareUserArgs(argv, parseOptions) {
        if (argv !== void 0 && !Array.isArray(argv)) {
          throw new Error('first parameter to parse must be array or undefined');
        }
        parseOptions = parseOptions || {};
        if (argv === void 0 && parseOptions.from === void 0) {
          if (process2.versions?.electron) {
            parseOptions.from = 'electron';
          }
          const execArgv = process2.execArgv ?? [];
          if (
            execArgv.includes('-e') ||
            execArgv.includes('--eval') ||
            execArgv.includes('-p') ||
            execArgv.includes('--print')
          ) {
            parseOptions.from = 'eval';
          }
        }
        if (argv === void 0) {
          argv = process2.argv;
        }
        this.rawArgs = argv.slice();
        let userArgs;
        switch (parseOptions.from) {
          case void 0:
          case 'node':
            this._scriptPath = argv[1];
            userArgs = argv.slice(2);
            break;
          case 'electron':
            if (process2.defaultApp) {
              this._scriptPath = argv[1];
              userArgs = argv.slice(2);
            } else {
              userArgs = argv.slice(1);
            }
            break;
          case 'user':
            userArgs = argv.slice(0);
            break;
          case 'eval':
            userArgs = argv.slice(1);
            break;
          default:
            throw new Error(`unexpected parse option { from: '${parseOptions.from}' }`);
        }
        if (!this._name && this._scriptPath) this.nameFromFilename(this._scriptPath);
        this._name = this._name || 'program';
        return userArgs;
      }
      /**
       * Parse `argv`, setting options and invoking commands when defined.
       *
       * Use parseAsync instead of parse if any of your action handlers are async.
       *
       * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
       *
       * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
       * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
       * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
       * - `'user'`: just user arguments
       *
       * @example
       * program.parse(); // parse process.argv and auto-detect electron and special node flags
       * program.parse(process.argv); // assume argv[0] is app and argv[1] is script
       * program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
       *
       * @param {string[]} [argv] - optional, defaults to process.argv
       * @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
       * @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
       * @return {Command} `this` command for chaining
       */
      parse(argv, parseOptions) {
        this._prepareForParse();
        const userArgs = this._prepareUserArgs(argv, parseOptions);
        this._parseCommand([], userArgs);
        return this;
      }
      /**
       * Parse `argv`, setting options and invoking commands when defined.
       *
       * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
       *
       * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
       * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
       * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
       * - `'user'`: just user arguments
       *
       * @example
       * await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
       * await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
       * await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
       *
       * @param {string[]} [argv]
       * @param {object} [parseOptions]
       * @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
       * @return {Promise}
       */
      async parseAsync(argv, parseOptions) {
        this._prepareForParse();
        const userArgs = this._prepareUserArgs(argv, parseOptions);
        await this._parseCommand([], userArgs);
        return this;
      }
      _prepareForParse() {
        if (this._savedState === null) {
          this.saveStateBeforeParse();
        } else {
          this.restoreStateBeforeParse();
        }
      }
      /**
       * Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
       * Not usually called directly, but available for subclasses to save their custom state.
       *
       * This is called in a lazy way. Only commands used in parsing chain will have state saved.
       */
      saveStateBeforeParse() {
        this._savedState = {
          // name is stable if supplied by author, but may be unspecified for root command and deduced during parsing
          _name: this._name,
          // option values before parse have default values (including false for negated options)
          // shallow clones
          _optionValues: { ...this._optionValues },
          _optionValueSources: { ...this._optionValueSources },
        };
      }
      /**
       * Restore state before parse for calls after the first.
       * Not usually called directly, but available for subclasses to save their custom state.
       *
       * This is called in a lazy way. Only commands used in parsing chain will have state restored.
       */
      restoreStateBeforeParse() {
        if (this._storeOptionsAsProperties)
          throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
        this._name = this._savedState._name;
        this._scriptPath = null;
        this.rawArgs = [];
        this._optionValues = { ...this._savedState._optionValues };
        this._optionValueSources = { ...this._savedState._optionValueSources };
        this.args = [];
        this.processedArgs = [];
      }
      /**
       * Throw if expected executable is missing. Add lots of help for author.
       *
       * @param {string} executableFile
       * @param {string} executableDir
       * @param {string} subcommandName
       */
      _checkForMissingExecutable(executableFile, executableDir, subcommandName) {
        if (fs.existsSync(executableFile)) return;
        const executableDirMessage = executableDir
          ? `searched for local subcommand relative to directory '${executableDir}'`
          : 'no directory for search for local subcommand, use .executableDir() to supply a custom directory';
        const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDirMessage}`;
        throw new Error(executableMissing);
      }
      /**
       * Execute a sub-command executable.
       *
       * @private
       */
      _executeSubCommand(subcommand, args) {
        args = args.slice();
        let launchWithNode = false;
        const sourceExt = ['.js', '.ts', '.tsx', '.mjs', '.cjs'];
        function findFile2(baseDir, baseName) {
          const localBin = path2.resolve(baseDir, baseName);
          if (fs.existsSync(localBin)) return localBin;
          if (sourceExt.includes(path2.extname(baseName))) return void 0;
          const foundExt = sourceExt.find((ext) => fs.existsSync(`${localBin}${ext}`));
          if (foundExt) return `${localBin}${foundExt}`;
          return void 0;
        }
        this._checkForMissingMandatoryOptions();
        this._checkForConflictingOptions();
        let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
        let executableDir = this._executableDir || '';
        if (this._scriptPath) {
          let resolvedScriptPath;
          try {
            resolvedScriptPath = fs.realpathSync(this._scriptPath);
          } catch {
            resolvedScriptPath = this._scriptPath;
          }
          executableDir = path2.resolve(path2.dirname(resolvedScriptPath), executableDir);
        }
        if (executableDir) {
          let localFile = findFile2(executableDir, executableFile);
          if (!localFile && !subcommand._executableFile && this._scriptPath) {
            const legacyName = path2.basename(this._scriptPath, path2.extname(this._scriptPath));
            if (legacyName !== this._name) {
              localFile = findFile2(executableDir, `${legacyName}-${subcommand._name}`);
            }
          }
          executableFile = localFile || executableFile;
        }
        launchWithNode = sourceExt.includes(path2.extname(executableFile));
        let proc;
        if (process2.platform !== 'win32') {
          if (launchWithNode) {
            args.unshift(executableFile);
            args = incrementNodeInspectorPort(process2.execArgv).concat(args);
            proc = childProcess.spawn(process2.argv[0], args, { stdio: 'inherit' });
          } else {
            proc = childProcess.spawn(executableFile, args, { stdio: 'inherit' });
          }
        } else {
          this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
          args.unshift(executableFile);
          args = incrementNodeInspectorPort(process2.execArgv).concat(args);
          proc = childProcess.spawn(process2.execPath, args, { stdio: 'inherit' });
        }
        if (!proc.killed) {
          const signals = ['SIGUSR1', 'SIGUSR2', 'SIGTERM', 'SIGINT', 'SIGHUP'];
          signals.forEach((signal) => {
            process2.on(signal, () => {
              if (proc.killed === false && proc.exitCode === null) {
                proc.kill(signal);
              }
            });
          });
        }
        const exitCallback = this._exitCallback;
        proc.on('close', (code) => {
          code = code ?? 1;
          if (!exitCallback) {
            process2.exit(code);
          } else {
            exitCallback(new CommanderError2(code, 'commander.executeSubCommandAsync', '(close)'));
          }
        });
        proc.on('error', (err) => {
          if (err.code === 'ENOENT') {
            this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
          } else if (err.code === 'EACCES') {
            throw new Error(`'${executableFile}' not executable`);
          }
          if (!exitCallback) {
            process2.exit(1);
          } else {
            const wrappedError = new CommanderError2(1, 'commander.executeSubCommandAsync', '(error)');
            wrappedError.nestedError = err;
            exitCallback(wrappedError);
          }
        });
        this.runningCommand = proc;
      }
      /**
       * @private
       */
      _dispatchSubcommand(commandName, operands, unknown2) {
        const subCommand = this._findCommand(commandName);
        if (!subCommand) this.help({ error: true });
        subCommand._prepareForParse();
        let promiseChain;
        promiseChain = this._chainOrCallSubCommandHook(promiseChain, subCommand, 'preSubcommand');
        promiseChain = this._chainOrCall(promiseChain, () => {
          if (subCommand._executableHandler) {
            this._executeSubCommand(subCommand, operands.concat(unknown2));
          } else {
            return subCommand._parseCommand(operands, unknown2);
          }
        });
        return promiseChain;
      }
      /**
       * Invoke help directly if possible, or dispatch if necessary.
       * e.g. help foo
       *
       * @private
       */
      _dispatchHelpCommand(subcommandName) {
        if (!subcommandName) {
          this.help();
        }
        const subCommand = this._findCommand(subcommandName);
        if (subCommand && !subCommand._executableHandler) {
          subCommand.help();
        }
        return this._dispatchSubcommand(
          subcommandName,
          [],
          [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? '--help'],
        );
      }
      /**
       * Check this.args against expected this.registeredArguments.
       *
       * @private
       */
      _checkNumberOfArguments() {
        this.registeredArguments.forEach((arg, i) => {
          if (arg.required && this.args[i] == null) {
            this.missingArgument(arg.name());
          }
        });
        if (
          this.registeredArguments.length > 0 &&
          this.registeredArguments[this.registeredArguments.length - 1].variadic
        ) {
          return;
        }
        if (this.args.length > this.registeredArguments.length) {
          this._excessArguments(this.args);
        }
      }
      /**
       * Process this.args using this.registeredArguments and save as this.processedArgs!
       *
       * @private
       */
      _processArguments() {
        const myParseArg = (argument, value, previous) => {
          let parsedValue = value;
          if (value !== null && argument.parseArg) {
            const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
            parsedValue = this._callParseArg(argument, value, previous, invalidValueMessage);
          }
          return parsedValue;
        };
        this._checkNumberOfArguments();
        const processedArgs = [];
        this.registeredArguments.forEach((declaredArg, index) => {
          let value = declaredArg.defaultValue;
          if (declaredArg.variadic) {
            if (index < this.args.length) {
              value = this.args.slice(index);
              if (declaredArg.parseArg) {
                value = value.reduce((processed, v) => {
                  return myParseArg(declaredArg, v, processed);
                }, declaredArg.defaultValue);
              }
            } else if (value === void 0) {
              value = [];
            }
          } else if (index < this.args.length) {
            value = this.args[index];
            if (declaredArg.parseArg) {
              value = myParseArg(declaredArg, value, declaredArg.defaultValue);
            }
          }
          processedArgs[index] = value;
        });
        this.processedArgs = processedArgs;
      }
      /**
       * Once we have a promise we chain, but call synchronously until then.
       *
       * @param {(Promise|undefined)} promise
       * @param {Function} fn
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCall(promise, fn) {
        if (promise?.then && typeof promise.then === 'function') {
          return promise.then(() => fn());
        }
        return fn();
      }
      /**
       *
       * @param {(Promise|undefined)} promise
       * @param {string} event
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCallHooks(promise, event) {
        let result = promise;
        const hooks = [];
        this._getCommandAndAncestors()
          .reverse()
          .filter((cmd) => cmd._lifeCycleHooks[event] !== void 0)
          .forEach((hookedCommand) => {
            hookedCommand._lifeCycleHooks[event].forEach((callback2) => {
              hooks.push({ hookedCommand, callback: callback2 });
            });
          });
        if (event === 'postAction') {
          hooks.reverse();
        }
        hooks.forEach((hookDetail) => {
          result = this._chainOrCall(result, () => {
            return hookDetail.callback(hookDetail.hookedCommand, this);
          });
        });
        return result;
      }
      /**
       *
       * @param {(Promise|undefined)} promise
       * @param {Command} subCommand
       * @param {string} event
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCallSubCommandHook(promise, subCommand, event) {
        let result = promise;
        if (this._lifeCycleHooks[event] !== void 0) {
          this._lifeCycleHooks[event].forEach((hook) => {
            result = this._chainOrCall(result, () => {
              return hook(this, subCommand);
            });
          });
        }
        return result;
      }
      /**
       * Process arguments in context of this command.
       * Returns action result, in case it is a promise.
       *
       * @private
       */
      _parseCommand(operands, unknown2) {
        const parsed = this.parseOptions(unknown2);
        this._parseOptionsEnv();
        this._parseOptionsImplied();
        operands = operands.concat(parsed.operands);
        unknown2 = parsed.unknown;
        this.args = operands.concat(unknown2);
        if (operands && this._findCommand(operands[0])) {
          return this._dispatchSubcommand(operands[0], operands.slice(1), unknown2);
        }
        if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) {
          return this._dispatchHelpCommand(operands[1]);
        }
        if (this._defaultCommandName) {
          this._outputHelpIfRequested(unknown2);
          return this._dispatchSubcommand(this._defaultCommandName, operands, unknown2);
        }
        if (
          this.commands.length &&
          this.args.length === 0 &&
          !this._actionHandler &&
          !this._defaultCommandName
        ) {
          this.help({ error: true });
        }
        this._outputHelpIfRequested(parsed.unknown);
        this._checkForMissingMandatoryOptions();
        this._checkForConflictingOptions();
        const checkForUnknownOptions = () => {
          if (parsed.unknown.length > 0) {
            this.unknownOption(parsed.unknown[0]);
          }
        };
        const commandEvent = `command:${this.name()}`;
        if (this._actionHandler) {
          checkForUnknownOptions();
          this._processArguments();
          let promiseChain;
          promiseChain = this._chainOrCallHooks(promiseChain, 'preAction');
          promiseChain = this._chainOrCall(promiseChain, () => this._actionHandler(this.processedArgs));
          if (this.parent) {
            promiseChain = this._chainOrCall(promiseChain, () => {
              this.parent.emit(commandEvent, operands, unknown2);
            });
          }
          promiseChain = this._chainOrCallHooks(promiseChain, 'postAction');
          return promiseChain;
        }
        if (this.parent?.listenerCount(commandEvent)) {
          checkForUnknownOptions();
          this._processArguments();
          this.parent.emit(commandEvent, operands, unknown2);
        } else if (operands.length) {
          if (this._findCommand('*')) {
            return this._dispatchSubcommand('*', operands, unknown2);
          }
          if (this.listenerCount('command:*')) {
            this.emit('command:*', operands, unknown2);
          } else if (this.commands.length) {
            this.unknownCommand();
          } else {
            checkForUnknownOptions();
            this._processArguments();
          }
        } else if (this.commands.length) {
          checkForUnknownOptions();
          this.help({ error: true });
        } else {
          checkForUnknownOptions();
          this._processArguments();
        }
      }
      /**
       * Find matching command.
       *
       * @private
       * @return {Command | undefined}
       */
      _findCommand(name) {
        if (!name) return void 0;
        return this.commands.find((cmd) => cmd._name === name || cmd._aliases.includes(name));
      }
      /**
       * Return an option matching `arg` if any.
       *
       * @param {string} arg
       * @return {Option}
       * @package
       */
      _findOption(arg) {
        return this.options.find((option) => option.is(arg));
      }
      /**
       * Display an error message if a mandatory option does not have a value.
       * Called after checking for help flags in leaf subcommand.
       *
       * @private
       */
      _checkForMissingMandatoryOptions() {
        this._getCommandAndAncestors().forEach((cmd) => {
          cmd.options.forEach((anOption) => {
            if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) {
              cmd.missingMandatoryOptionValue(anOption);
            }
          });
        });
      }
      /**
       * Display an error message if conflicting options are used together in this.
       *
       * @private
       */
      _checkForConflictingLocalOptions() {
        const definedNonDefaultOptions = this.options.filter((option) => {
          const optionKey = option.attributeName();
          if (this.getOptionValue(optionKey) === void 0) {
            return false;
          }
          return this.getOptionValueSource(optionKey) !== 'default';
        });
        const optionsWithConflicting = definedNonDefaultOptions.filter(
          (option) => option.conflictsWith.length > 0,
        );
        optionsWithConflicting.forEach((option) => {
          const conflictingAndDefined = definedNonDefaultOptions.find((defined) =>
            option.conflictsWith.includes(defined.attributeName()),
          );
          if (conflictingAndDefined) {
            this._conflictingOption(option, conflictingAndDefined);
          }
        });
      }
      /**
       * Display an error message if conflicting options are used together.
       * Called after checking for help flags in leaf subcommand.
       *
       * @private
       */
      _checkForConflictingOptions() {
        this._getCommandAndAncestors().forEach((cmd) => {
          cmd._checkForConflictingLocalOptions();
        });
      }
      /**
       * Parse options from `argv` removing known options,
       * and return argv split into operands and unknown arguments.
       *
       * Side effects: modifies command by storing options. Does not reset state if called again.
       *
       * Examples:
       *
       *     argv => operands, unknown
       *     --known kkk op => [op], []
       *     op --known kkk => [op], []
       *     sub --unknown uuu op => [sub], [--unknown uuu op]
       *     sub -- --unknown uuu op => [sub --unknown uuu op], []
       *
       * @param {string[]} args
       * @return {{operands: string[], unknown: string[]}}
       */
      parseOptions(args) {
        const operands = [];
        const unknown2 = [];
        let dest = operands;
        function maybeOption(arg) {
          return arg.length > 1 && arg[0] === '-';
        }
        const negativeNumberArg = (arg) => {
          if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
          return !this._getCommandAndAncestors().some((cmd) =>
            cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short)),
          );
        };
        let activeVariadicOption = null;
        let activeGroup = null;
        let i = 0;
        while (i < args.length || activeGroup) {
          const arg = activeGroup ?? args[i++];
          activeGroup = null;
          if (arg === '--') {
            if (dest === unknown2) dest.push(arg);
            dest.push(...args.slice(i));
            break;
          }
          if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
            this.emit(`option:${activeVariadicOption.name()}`, arg);
            continue;
          }
          activeVariadicOption = null;
          if (maybeOption(arg)) {
            const option = this._findOption(arg);
            if (option) {
              if (option.required) {
                const value = args[i++];
                if (value === void 0) this.optionMissingArgument(option);
                this.emit(`option:${option.name()}`, value);
              } else if (option.optional) {
                let value = null;
                if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) {
                  value = args[i++];
                }
                this.emit(`option:${option.name()}`, value);
              } else {
                this.emit(`option:${option.name()}`);
              }
              activeVariadicOption = option.variadic ? option : null;
              continue;
            }
          }
          if (arg.length > 2 && arg[0] === '-' && arg[1] !== '-') {
            const option = this._findOption(`-${arg[1]}`);
            if (option) {
              if (option.required || (option.optional && this._combineFlagAndOptionalValue)) {
                this.emit(`option:${option.name()}`, arg.slice(2));
              } else {
                this.emit(`option:${option.name()}`);
                activeGroup = `-${arg.slice(2)}`;
              }
              continue;
            }
          }
          if (/^--[^=]+=/.test(arg)) {
            const index = arg.indexOf('=');
            const option = this._findOption(arg.slice(0, index));
            if (option && (option.required || option.optional)) {
              this.emit(`option:${option.name()}`, arg.slice(index + 1));
              continue;
            }
          }
          if (
            dest === operands &&
            maybeOption(arg) &&
            !(this.commands.length === 0 && negativeNumberArg(arg))
          ) {
            dest = unknown2;
          }
          if (
            (this._enablePositionalOptions || this._passThroughOptions) &&
            operands.length === 0 &&
            unknown2.length === 0
          ) {
            if (this._findCommand(arg)) {
              operands.push(arg);
              unknown2.push(...args.slice(i));
              break;
            } else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
              operands.push(arg, ...args.slice(i));
              break;
            } else if (this._defaultCommandName) {
              unknown2.push(arg, ...args.slice(i));
              break;
            }
          }
          if (this._passThroughOptions) {
            dest.push(arg, ...args.slice(i));
            break;
          }
          dest.push(arg);
        }
        return { operands, unknown: unknown2 };
      }
      /**
       * Return an object containing local option values as key-value pairs.
       *
       * @return {object}
       */
      opts() {
        if (this._storeOptionsAsProperties) {
          const result = {};
          const len = this.options.length;
          for (let i = 0; i < len; i++) {
            const key = this.options[i].attributeName();
            result[key] = key === this._versionOptionName ? this._version : this[key];
          }
          return result;
        }
        return this._optionValues;
      }
      /**
       * Return an object containing merged local and global option values as key-value pairs.
       *
       * @return {object}
       */
      optsWithGlobals() {
        return this._getCommandAndAncestors().reduce(
          (combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()),
          {},
        );
      }
      /**
       * Display error message and exit (or call exitOverride).
       *
       * @param {string} message
       * @param {object} [errorOptions]
       * @param {string} [errorOptions.code] - an id string representing the error
       * @param {number} [errorOptions.exitCode] - used with process.exit
       */
      error(message2, errorOptions) {
        this._outputConfiguration.outputError(
          `${message2}
`,
          this._outputConfiguration.writeErr,
        );
        if (typeof this._showHelpAfterError === 'string') {
          this._outputConfiguration.writeErr(`${this._showHelpAfterError}
`);
        } else if (this._showHelpAfterError) {
          this._outputConfiguration.writeErr('\n');
          this.outputHelp({ error: true });
        }
        const config = errorOptions || {};
        const exitCode = config.exitCode || 1;
        const code = config.code || 'commander.error';
        this._exit(exitCode, code, message2);
      }
      /**
       * Apply any option related environment variables, if option does
       * not have a value from cli or client code.
       *
       * @private
       */
      _parseOptionsEnv() {
        this.options.forEach((option) => {
          if (option.envVar && option.envVar in process2.env) {
            const optionKey = option.attributeName();
            if (
              this.getOptionValue(optionKey) === void 0 ||
              ['default', 'config', 'env'].includes(this.getOptionValueSource(optionKey))
            ) {
              if (option.required || option.optional) {
                this.emit(`optionEnv:${option.name()}`, process2.env[option.envVar]);
              } else {
                this.emit(`optionEnv:${option.name()}`);
              }
            }
          }
        });
      }
      /**
       * Apply any implied option values, if option is undefined or default value.
       *
       * @private
       */
      _parseOptionsImplied() {
        const dualHelper = new DualOptions(this.options);
        const hasCustomOptionValue = (optionKey) => {
          return (
            this.getOptionValue(optionKey) !== void 0 &&
            !['default', 'implied'].includes(this.getOptionValueSource(optionKey))
          );
        };
        this.options
          .filter(
            (option) =>
              option.implied !== void 0 &&
              hasCustomOptionValue(option.attributeName()) &&
              dualHelper.valueFromOption(this.getOptionValue(option.attributeName()), option),
          )
          .forEach((option) => {
            Object.keys(option.implied)
              .filter((impliedKey) => !hasCustomOptionValue(impliedKey))
              .forEach((impliedKey) => {
                this.setOptionValueWithSource(impliedKey, option.implied[impliedKey], 'implied');
              });
          });
      }
      /**
       * Argument `name` is missing.
       *
       * @param {string} name
       * @private
       */
      missingArgument(name) {
        const message2 = `error: missing required argument '${name}'`;
        this.error(message2, { code: 'commander.missingArgument' });
      }
      /**
       * `Option` is missing an argument.
       *
       * @param {Option} option
       * @private
       */
      optionMissingArgument(option) {
        const message2 = `error: option '${option.flags}' argument missing`;
        this.error(message2, { code: 'commander.optionMissingArgument' });
      }
      /**
       * `Option` does not have a value, and is a mandatory option.
       *
       * @param {Option} option
       * @private
       */
      missingMandatoryOptionValue(option) {
        const message2 = `error: required option '${option.flags}' not specified`;
        this.error(message2, { code: 'commander.missingMandatoryOptionValue' });
      }
      /**
       * `Option` conflicts with another option.
       *
       * @param {Option} option
       * @param {Option} conflictingOption
       * @private
       */
      _conflictingOption(option, conflictingOption) {
        const findBestOptionFromValue = (option2) => {
          const optionKey = option2.attributeName();
          const optionValue = this.getOptionValue(optionKey);
          const negativeOption = this.options.find(
            (target) => target.negate && optionKey === target.attributeName(),
          );
          const positiveOption = this.options.find(
            (target) => !target.negate && optionKey === target.attributeName(),
          );
          if (
            negativeOption &&
            ((negativeOption.presetArg === void 0 && optionValue === false) ||
              (negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg))
          ) {
            return negativeOption;
          }
          return positiveOption || option2;
        };
        const getErrorMessage = (option2) => {
          const bestOption = findBestOptionFromValue(option2);
          const optionKey = bestOption.attributeName();
          const source = this.getOptionValueSource(optionKey);
          if (source === 'env') {
            return `environment variable '${bestOption.envVar}'`;
          }
          return `option '${bestOption.flags}'`;
        };
        const message2 = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
        this.error(message2, { code: 'commander.conflictingOption' });
      }
      /**
       * Unknown option `flag`.
       *
       * @param {string} flag
       * @private
       */
      unknownOption(flag) {
        if (this._allowUnknownOption) return;
        let suggestion = '';
        if (flag.startsWith('--') && this._showSuggestionAfterError) {
          let candidateFlags = [];
          let command = this;
          do {
            const moreFlags = command
              .createHelp()
              .visibleOptions(command)
              .filter((option) => option.long)
              .map((option) => option.long);
            candidateFlags = candidateFlags.concat(moreFlags);
            command = command.parent;
          } while (command && !command._enablePositionalOptions);
          suggestion = suggestSimilar(flag, candidateFlags);
        }
        const message2 = `error: unknown option '${flag}'${suggestion}`;
        this.error(message2, { code: 'commander.unknownOption' });
      }
      /**
       * Excess arguments, more than expected.
       *
       * @param {string[]} receivedArgs
       * @private
       */
      _excessArguments(receivedArgs) {
        if (this._allowExcessArguments) return;
        const expected = this.registeredArguments.length;
        const s = expected === 1 ? '' : 's';
        const forSubcommand = this.parent ? ` for '${this.name()}'` : '';
        const message2 = `error: too many arguments${forSubcommand}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
        this.error(message2, { code: 'commander.excessArguments' });
      }
      /**
       * Unknown command.
       *
       * @private
       */
      unknownCommand() {
        const unknownName = this.args[0];
        let suggestion = '';
        if (this._showSuggestionAfterError) {
          const candidateNames = [];
          this.createHelp()
            .visibleCommands(this)
            .forEach((command) => {
              candidateNames.push(command.name());
              if (command.alias()) candidateNames.push(command.alias());
            });
          suggestion = suggestSimilar(unknownName, candidateNames);
        }
        const message2 = `error: unknown command '${unknownName}'${suggestion}`;
        this.error(message2, { code: 'commander.unknownCommand' });
      }
      /**
       * Get or set the program version.
       *
       * This method auto-registers the "-V, --version" option which will print the version number.
       *
       * You can optionally supply the flags and description to override the defaults.
       *
       * @param {string} [str]
       * @param {string} [flags]
       * @param {string} [description]
       * @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
       */
      version(str, flags, description) {
        if (str === void 0) return this._version;
        this._version = str;
        flags = flags || '-V, --version';
        description = description || 'output the version number';
        const versionOption = this.createOption(flags, description);
        this._versionOptionName = versionOption.attributeName();
        this._registerOption(versionOption);
        this.on('option:' + versionOption.name(), () => {
          this._outputConfiguration.writeOut(`${str}
`);
          this._exit(0, 'commander.version', str);
        });
        return this;
      }
      /**
       * Set the description.
       *
       * @param {string} [str]
       * @param {object} [argsDescription]
       * @return {(string|Command)}
       */
      description(str, argsDescription) {
        if (str === void 0 && argsDescription === void 0) return this._description;
        this._description = str;
        if (argsDescription) {
          this._argsDescription = argsDescription;
        }
        return this;
      }
      /**
       * Set the summary. Used when listed as subcommand of parent.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      summary(str) {
        if (str === void 0) return this._summary;
        this._summary = str;
        return this;
      }
      /**
       * Set an alias for the command.
       *
       * You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
       *
       * @param {string} [alias]
       * @return {(string|Command)}
       */
      alias(alias) {
        if (alias === void 0) return this._aliases[0];
        let command = this;
        if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) {
          command = this.commands[this.commands.length - 1];
        }
        if (alias === command._name) throw new Error("Command alias can't be the same as its name");
        const matchingCommand = this.parent?._findCommand(alias);
        if (matchingCommand) {
          const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join('|');
          throw new Error(
            `cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`,
          );
        }
        command._aliases.push(alias);
        return this;
      }
      /**
       * Set aliases for the command.
       *
       * Only the first alias is shown in the auto-generated help.
       *
       * @param {string[]} [aliases]
       * @return {(string[]|Command)}
       */
      aliases(aliases) {
        if (aliases === void 0) return this._aliases;
        aliases.forEach((alias) => this.alias(alias));
        return this;
      }
      /**
       * Set / get the command usage `str`.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      usage(str) {
        if (str === void 0) {
          if (this._usage) return this._usage;
          const args = this.registeredArguments.map((arg) => {
            return humanReadableArgName(arg);
          });
          return []
            .concat(
              this.options.length || this._helpOption !== null ? '[options]' : [],
              this.commands.length ? '[command]' : [],
              this.registeredArguments.length ? args : [],
            )
            .join(' ');
        }
        this._usage = str;
        return this;
      }
      /**
       * Get or set the name of the command.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      name(str) {
        if (str === void 0) return this._name;
        this._name = str;
        return this;
      }
      /**
       * Set/get the help group heading for this subcommand in parent command's help.
       *
       * @param {string} [heading]
       * @return {Command | string}
       */
      helpGroup(heading) {
        if (heading === void 0) return this._helpGroupHeading ?? '';
        this._helpGroupHeading = heading;
        return this;
      }
      /**
       * Set/get the default help group heading for subcommands added to this command.
       * (This does not override a group set directly on the subcommand using .helpGroup().)
       *
       * @example
       * program.commandsGroup('Development Commands:);
       * program.command('watch')...
       * program.command('lint')...
       * ...
       *
       * @param {string} [heading]
       * @returns {Command | string}
       */
      commandsGroup(heading) {
        if (heading === void 0) return this._defaultCommandGroup ?? '';
        this._defaultCommandGroup = heading;
        return this;
      }
      /**
       * Set/get the default help group heading for options added to this command.
       * (This does not override a group set directly on the option using .helpGroup().)
       *
       * @example
       * program
       *   .optionsGroup('Development Options:')
       *   .option('-d, --debug', 'output extra debugging')
       *   .option('-p, --profile', 'output profiling information')
       *
       * @param {string} [heading]
       * @returns {Command | string}
       */
      optionsGroup(heading) {
        if (heading === void 0) return this._defaultOptionGroup ?? '';
        this._defaultOptionGroup = heading;
        return this;
      }
      /**
       * @param {Option} option
       * @private
       */
      _initOptionGroup(option) {
        if (this._defaultOptionGroup && !option.helpGroupHeading) option.helpGroup(this._defaultOptionGroup);
      }
      /**
       * @param {Command} cmd
       * @private
       */
      _initCommandGroup(cmd) {
        if (this._defaultCommandGroup && !cmd.helpGroup()) cmd.helpGroup(this._defaultCommandGroup);
      }
      /**
       * Set the name of the command from script filename, such as process.argv[1],
       * or require.main.filename, or __filename.
       *
       * (Used internally and public although not documented in README.)
       *
       * @example
       * program.nameFromFilename(require.main.filename);
       *
       * @param {string} filename
       * @return {Command}
       */
      nameFromFilename(filename) {
        this._name = path2.basename(filename, path2.extname(filename));
        return this;
      }
      /**
       * Get or set the directory for searching for executable subcommands of this command.
       *
       * @example
       * program.executableDir(__dirname);
       * // or
       * program.executableDir('subcommands');
       *
       * @param {string} [path]
       * @return {(string|null|Command)}
       */
      executableDir(path3) {
        if (path3 === void 0) return this._executableDir;
        this._executableDir = path3;
        return this;
      }
      /**
       * Return program help documentation.
       *
       * @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
       * @return {string}
       */
      helpInformation(contextOptions) {
        const helper = this.createHelp();
        const context = this._getOutputContext(contextOptions);
        helper.prepareContext({
          error: context.error,
          helpWidth: context.helpWidth,
          outputHasColors: context.hasColors,
        });
        const text3 = helper.formatHelp(this, helper);
        if (context.hasColors) return text3;
        return this._outputConfiguration.stripColor(text3);
      }
      /**
       * @typedef HelpContext
       * @type {object}
       * @property {boolean} error
       * @property {number} helpWidth
       * @property {boolean} hasColors
       * @property {function} write - includes stripColor if needed
       *
       * @returns {HelpContext}
       * @private
       */
      _getOutputContext(contextOptions) {
        contextOptions = contextOptions || {};
        const error = !!contextOptions.error;
        let baseWrite;
        let hasColors;
        let helpWidth;
        if (error) {
          baseWrite = (str) => this._outputConfiguration.writeErr(str);
          hasColors = this._outputConfiguration.getErrHasColors();
          helpWidth = this._outputConfiguration.getErrHelpWidth();
        } else {
          baseWrite = (str) => this._outputConfiguration.writeOut(str);
          hasColors = this._outputConfiguration.getOutHasColors();
          helpWidth = this._outputConfiguration.getOutHelpWidth();
        }
        const write = (str) => {
          if (!hasColors) str = this._outputConfiguration.stripColor(str);
          return baseWrite(str);
        };
        return { error, write, hasColors, helpWidth };
      }
      /**
       * Output help information for this command.
       *
       * Outputs built-in help, and custom text added using `.addHelpText()`.
       *
       * @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
       */
      outputHelp(contextOptions) {
        let deprecatedCallback;
        if (typeof contextOptions === 'function') {
          deprecatedCallback = contextOptions;
          contextOptions = void 0;
        }
        const outputContext = this._getOutputContext(contextOptions);
        const eventContext = {
          error: outputContext.error,
          write: outputContext.write,
          command: this,
        };
        this._getCommandAndAncestors()
          .reverse()
          .forEach((command) => command.emit('beforeAllHelp', eventContext));
        this.emit('beforeHelp', eventContext);
        let helpInformation = this.helpInformation({ error: outputContext.error });
        if (deprecatedCallback) {
          helpInformation = deprecatedCallback(helpInformation);
          if (typeof helpInformation !== 'string' && !Buffer.isBuffer(helpInformation)) {
            throw new Error('outputHelp callback must return a string or a Buffer');
          }
        }
        outputContext.write(helpInformation);
        if (this._getHelpOption()?.long) {
          this.emit(this._getHelpOption().long);
        }
        this.emit('afterHelp', eventContext);
        this._getCommandAndAncestors().forEach((command) => command.emit('afterAllHelp', eventContext));
      }
      /**
       * You can pass in flags and a description to customise the built-in help option.
       * Pass in false to disable the built-in help option.
       *
       * @example
       * program.helpOption('-?, --help' 'show help'); // customise
       * program.helpOption(false); // disable
       *
       * @param {(string | boolean)} flags
       * @param {string} [description]
       * @return {Command} `this` command for chaining
       */
      helpOption(flags, description) {
        if (typeof flags === 'boolean') {
          if (flags) {
            if (this._helpOption === null) this._helpOption = void 0;
            if (this._defaultOptionGroup) {
              this._initOptionGroup(this._getHelpOption());
            }
          } else {
            this._helpOption = null;
          }
          return this;
        }
        this._helpOption = this.createOption(
          flags ?? '-h, --help',
          description ?? 'display help for command',
        );
        if (flags || description) this._initOptionGroup(this._helpOption);
        return this;
      }
      /**
       * Lazy create help option.
       * Returns null if has been disabled with .helpOption(false).
       *
       * @returns {(Option | null)} the help option
       * @package
       */
      _getHelpOption() {
        if (this._helpOption === void 0) {
          this.helpOption(void 0, void 0);
        }
        return this._helpOption;
      }
      /**
       * Supply your own option to use for the built-in help option.
       * This is an alternative to using helpOption() to customise the flags and description etc.
       *
       * @param {Option} option
       * @return {Command} `this` command for chaining
       */
      addHelpOption(option) {
        this._helpOption = option;
        this._initOptionGroup(option);
        return this;
      }
      /**
       * Output help information and exit.
       *
       * Outputs built-in help, and custom text added using `.addHelpText()`.
       *
       * @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
       */
      help(contextOptions) {
        this.outputHelp(contextOptions);
        let exitCode = Number(process2.exitCode ?? 0);
        if (
          exitCode === 0 &&
          contextOptions &&
          typeof contextOptions !== 'function' &&
          contextOptions.error
        ) {
          exitCode = 1;
        }
        this._exit(exitCode, 'commander.help', '(outputHelp)');
      }
      /**
       * // Do a little typing to coordinate emit and listener for the help text events.
       * @typedef HelpTextEventContext
       * @type {object}
       * @property {boolean} error
       * @property {Command} command
       * @property {function} write
       */
      /**
       * Add additional text to be displayed with the built-in help.
       *
       * Position is 'before' or 'after' to affect just this command,
       * and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
       *
       * @param {string} position - before or after built-in help
       * @param {(string | Function)} text - string to add, or a function returning a string
       * @return {Command} `this` command for chaining
       */
      addHelpText(position, text3) {
        const allowedValues = ['beforeAll', 'before', 'after', 'afterAll'];
        if (!allowedValues.includes(position)) {
          throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
        }
        const helpEvent = `${position}Help`;
        this.on(helpEvent, (context) => {
          let helpStr;
          if (typeof text3 === 'function') {
            helpStr = text3({ error: context.error, command: context.command });
          } else {
            helpStr = text3;
          }
          if (helpStr) {
            context.write(`${helpStr}
`);
          }
        });
        return this;
      }
      /**
       * Output help information if help flags specified
       *
       * @param {Array} args - array of options to search for help flags
       * @private
       */
      _outputHelpIfRequested(args) {
        const helpOption = this._getHelpOption();
        const helpRequested = helpOption && args.find((arg) => helpOption.is(arg));
        if (helpRequested) {
          this.outputHelp();
          this._exit(0, 'commander.helpDisplayed', '(outputHelp)');
        }
      }
    };
    function incrementNodeInspectorPort(args) {
      return args.map((arg) => {
        if (!arg.startsWith('--inspect')) {
          return arg;
        }
        let debugOption;
        let debugHost = '127.0.0.1';
        let debugPort = '9229';
        let match;
        if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) {
          debugOption = match[1];
        } else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null) {
          debugOption = match[1];
          if (/^\d+$/.test(match[3])) {
            debugPort = match[3];
          } else {
            debugHost = match[3];
          }
        } else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null) {
          debugOption = match[1];
          debugHost = match[3];
          debugPort = match[4];
        }
        if (debugOption && debugPort !== '0') {
          return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
        }
        return arg;
      });
    }
    function useColor() {
      if (process2.env.NO_COLOR || process2.env.FORCE_COLOR === '0' || process2.env.FORCE_COLOR === 'false')
        return false;
      if (process2.env.FORCE_COLOR || process2.env.CLICOLOR_FORCE !== void 0) return true;
      return void 0;
    }
    exports.Command = Command2;
    exports.useColor = useColor;
  },
});

// node_modules/commander/index.js
var require_commander = __commonJS({
  'node_modules/commander/index.js'(exports) {
    var { Argument: Argument2 } = require_argument();
    var { Command: Command2 } = require_command();
    var { CommanderError: CommanderError2, InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var { Help: Help2 } = require_help();
    var { Option: Option2 } = require_option();
    exports.program = new Command2();
    exports.createCommand = (name) => new Command2(name);
    exports.createOption = (flags, description) => new Option2(flags, description);
    exports.createArgument = (name, description) => new Argument2(name, description);
    exports.Command = Command2;
    exports.Option = Option2;
    exports.Argument = Argument2;
    exports.Help = Help2;
    exports.CommanderError = CommanderError2;
    exports.InvalidArgumentError = InvalidArgumentError2;
    exports.InvalidOptionArgumentError = InvalidArgumentError2;
  },
});

// node_modules/commander/esm.mjs
var import_index,
  program,
  createCommand,
  createArgument,
  createOption,
  CommanderError,
  InvalidArgumentError,
  InvalidOptionArgumentError,
  Command,
  Argument,
  Option,
  Help;
var init_esm = __esm({
  'node_modules/commander/esm.mjs'() {
    import_index = __toESM(require_commander(), 1);
    ({
      program,
      createCommand,
      createArgument,
      createOption,
      CommanderError,
      InvalidArgumentError,
      InvalidOptionArgumentError,
      Command:
        // deprecated old name
        Command,
      Argument,
      Option,
      Help,
    } = import_index.default);
  },
});

// dist/cli/version.js
import { readFileSync as readFileSync2 } from 'node:fs';

function readVersion() {
  const file = new URL('../../package.json', new URL('version.js', import.meta.url).href);
  return JSON.parse(readFileSync2(file, 'utf8')).version;
}
var init_version = __esm({
  'dist/cli/version.js'() {
    'use strict';
  },
});

// dist/sandbox/definition/worker-spec.js
function isWorkerSpec(spec) {
  return 'worker' in spec && spec.worker !== void 0;
}
function workerWords(label) {
  return ['--worker', label];
}
var ISOLATIONS;
var init_worker_spec = __esm({
  'dist/sandbox/definition/worker-spec.js'() {
    'use strict';
    ISOLATIONS = ['auto', 'thread', 'portable', 'process'];
  },
});

// dist/base/nearest.js
function findNearest(word, candidates) {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((left, right) => left.distance - right.distance);
  return ranked[0]?.candidate;
}
function distanceOf(left, right) {
  let before = [];
  let above = Array.from({ length: right.length + 1 }, (_zero, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame2 = left[row - 1] === right[column - 1];
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        at(above, column) + 1,
        at(current, column - 1) + 1,
        at(above, column - 1) + (isSame2 ? 0 : 1),
        isSwap ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = current;
  }
  return at(above, right.length);
}
function at(row, column) {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
var init_nearest = __esm({
  'dist/base/nearest.js'() {
    'use strict';
  },
});

// dist/base/units.js
function parseSize(value, what) {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(String(value));
  const unit = SIZE_UNITS[match?.[2]?.toUpperCase() ?? '?'];
  const bytes = Math.floor(Number(match?.[1]) * (unit ?? Number.NaN));
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw new LayoverError(
    'LAYOVER_USAGE',
    `${what} must be a size above 0 such as 64M or 2G, got ${JSON.stringify(value)}`,
  );
}
function parseDuration(value, what) {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|)$/.exec(
    typeof value === 'number' ? `${value}ms` : value.trim(),
  );
  const ms = Math.round(Number(match?.[1]) * (DURATION_UNITS[match?.[2] ?? '?'] ?? Number.NaN));
  if (Number.isSafeInteger(ms) && ms > 0 && ms <= DURATION_MAX_MS) return ms;
  throw new LayoverError(
    'LAYOVER_USAGE',
    `${what} must be a duration above 0 such as 500ms, 90s or 10m, got ${JSON.stringify(value)}`,
    {
      hint: 'The most is 24 days.',
    },
  );
}
function formatSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
function formatDuration(ms) {
  if (ms < 1e3) return `${Math.round(ms)} ms`;
  if (ms < 6e4) return `${(ms / 1e3).toFixed(1)} s`;
  const minutes = Math.floor(ms / 6e4);
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 6e4) / 1e3)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
var SIZE_UNITS, DURATION_UNITS, DURATION_MAX_MS;
var init_units = __esm({
  'dist/base/units.js'() {
    'use strict';
    init_errors();
    SIZE_UNITS = {
      '': 1,
      K: 1 << 10,
      M: 1 << 20,
      G: 1 << 30,
      T: 2 ** 40,
    };
    DURATION_UNITS = {
      ms: 1,
      s: 1e3,
      '': 1e3,
      m: 6e4,
      h: 36e5,
    };
    DURATION_MAX_MS = 2 ** 31 - 1;
  },
});

// dist/base/bytes-path.js
import { posix } from 'node:path';

function hostPath(path2, base) {
  const raw = typeof path2 === 'string' ? rawFromText(path2) : rawFromBytes(path2);
  if (posix.isAbsolute(raw)) return posix.normalize(raw).replace(/(?<=.)\/+$/, '');
  return posix.resolve(rawFromText(base ?? process.cwd()), raw);
}
function fsPath(path2) {
  return bytesFromRaw(path2);
}
function rawFromText(text3) {
  return Buffer.from(text3, 'utf8').toString('latin1');
}
function rawFromBytes(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
function bytesFromRaw(raw) {
  return Buffer.from(raw, 'latin1');
}
function textFromRaw(raw) {
  const bytes = bytesFromRaw(raw);
  const text3 = bytes.toString('utf8');
  return Buffer.from(text3, 'utf8').equals(bytes) ? text3 : void 0;
}
function joinRaw(parent, name) {
  return parent === '' ? name : name === '' ? parent : `${parent}/${name}`;
}
function splitRaw(path2) {
  const cut = path2.lastIndexOf('/');
  return { parent: path2.slice(0, Math.max(cut, 0)), name: path2.slice(cut + 1) };
}
function componentsOf(path2) {
  return path2 === '' ? [] : path2.split('/');
}
function isBelow(path2, ancestor) {
  return ancestor === '' || path2 === ancestor || path2.startsWith(`${ancestor}/`);
}
function compareRaw(left, right) {
  const length = Math.min(left.length, right.length);
  for (let at2 = 0; at2 < length; at2 += 1) {
    const a = left.charCodeAt(at2);
    const b = right.charCodeAt(at2);
    if (a !== b) return (a === SLASH ? -1 : a) - (b === SLASH ? -1 : b);
  }
  return left.length - right.length;
}
function quoteRaw(path2) {
  if (path2 === '') return '.';
  const text3 = textFromRaw(path2);
  if (text3 !== void 0 && !NEEDS_QUOTES.test(text3)) return text3;
  return `"${text3 === void 0 ? escapeBytes(path2) : escapeText(text3)}"`;
}
function escapeText(text3) {
  return [...text3].map((char) => (NEEDS_QUOTES.test(char) ? escapeBytes(rawFromText(char)) : char)).join('');
}
function escapeBytes(raw) {
  return [...raw]
    .map((char) => {
      const named = NAMED_ESCAPES[char];
      if (named !== void 0) return named;
      const code = char.charCodeAt(0);
      return code < 32 || code > 126 ? `\\${code.toString(8).padStart(3, '0')}` : char;
    })
    .join('');
}
function jsonPath(raw) {
  const text3 = textFromRaw(raw);
  return text3 === void 0 ? { pathBase64: bytesFromRaw(raw).toString('base64') } : { path: text3 };
}
function rawFromJson(json) {
  return 'path' in json ? rawFromText(json.path) : rawFromBytes(Buffer.from(json.pathBase64, 'base64'));
}
var ROOT_PATH, SLASH, NEEDS_QUOTES, NAMED_ESCAPES;
var init_bytes_path = __esm({
  'dist/base/bytes-path.js'() {
    'use strict';
    ROOT_PATH = '';
    SLASH = 47;
    NEEDS_QUOTES = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\]/u;
    NAMED_ESCAPES = {
      '"': '\\"',
      '\\': '\\\\',
      '\n': '\\n',
      '	': '\\t',
      '\r': '\\r',
    };
  },
});

// dist/cli/raw-words.js
import { readFileSync as readFileSync3 } from 'node:fs';

function readWords() {
  const words = process.argv.slice(2);
  return words.some((word) => word.includes(LOST))
    ? restoreWords(words, readFileSync3('/proc/self/cmdline'))
    : words;
}
function restoreWords(words, cmdline) {
  const all = cmdline.toString('latin1').split('\0').slice(0, -1);
  const own = words.length === 0 ? [] : all.slice(-words.length);
  const isSame2 =
    own.length === words.length &&
    own.every((raw, at2) => Buffer.from(raw, 'latin1').toString() === words[at2]);
  return isSame2 ? own.map(carryBytes) : [...words];
}
function carryBytes(raw) {
  return raw.replace(new RegExp(`((?:${WELL_FORMED})+)|[\\x80-\\xff]`, 'g'), (piece, good) =>
    good === void 0
      ? String.fromCharCode(SURROGATE + piece.charCodeAt(0))
      : Buffer.from(good, 'latin1').toString(),
  );
}
function wordToPath(word) {
  return CARRIED_BYTE.test(word) ? bytesOfWord(word) : word;
}
function isText(word) {
  return !CARRIED_BYTE.test(word);
}
function bytesOfWord(word) {
  const pieces2 = [...word].map((char) =>
    CARRIED_BYTE.test(char) ? Buffer.from([char.charCodeAt(0) - SURROGATE]) : Buffer.from(char),
  );
  return Buffer.concat(pieces2);
}
function quoteWord(word) {
  return word === '' ? '""' : quoteRaw(rawFromBytes(bytesOfWord(word)));
}
var LOST, CARRIED_BYTE, SURROGATE, WELL_FORMED;
var init_raw_words = __esm({
  'dist/cli/raw-words.js'() {
    'use strict';
    init_bytes_path();
    LOST = '\uFFFD';
    CARRIED_BYTE = /[\uDC80-\uDCFF]/u;
    SURROGATE = 56320;
    WELL_FORMED = [
      '[\\x00-\\x7f]',
      '[\\xc2-\\xdf][\\x80-\\xbf]',
      '\\xe0[\\xa0-\\xbf][\\x80-\\xbf]',
      '[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}',
      '\\xed[\\x80-\\x9f][\\x80-\\xbf]',
      '\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}',
      '[\\xf1-\\xf3][\\x80-\\xbf]{3}',
      '\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}',
    ].join('|');
  },
});

// dist/cli/values.js
import { readFileSync as readFileSync4 } from 'node:fs';

function usageError(message2, hint) {
  return new LayoverError('LAYOVER_USAGE', message2, { hint });
}
function parsePath(word, option) {
  if (word === '') throw usageError(`${option} needs a path, got an empty word`);
  return wordToPath(word);
}
function parseViewPath(word, option) {
  if (word.startsWith('/')) return wordToPath(word);
  throw usageError(`${option} needs an absolute path as the job sees it, got ${quoteWord(word)}`);
}
function parseText(word, option) {
  if (word === '') throw usageError(`${option} needs a value, got an empty word`);
  if (isText(word)) return word;
  throw usageError(`${option} must be UTF-8, got ${quoteWord(word)}`);
}
function parseParams(word, option) {
  const text3 = parseText(word, option);
  const file = text3.startsWith('@') ? text3.slice(1) : void 0;
  try {
    return { value: JSON.parse(file === void 0 ? text3 : readFileSync4(file, 'utf8')) };
  } catch (cause) {
    const what = file === void 0 ? `${option} is not JSON` : `${option} cannot be read from ${file}`;
    throw new LayoverError('LAYOVER_USAGE', `${what}: ${messageOf(cause)}`, {
      cause,
      hint: `Give JSON, as in ${option} '{"level": 9}', or ${option} @FILE.`,
    });
  }
}
function parseMilliseconds(word, option) {
  return parseDuration(parseText(word, option), option);
}
function parseBytes(word, option) {
  return parseSize(parseText(word, option), option);
}
function parseNumber(word, option) {
  const text3 = parseText(word, option);
  if (/^\d+(\.\d+)?$/.test(text3) && Number(text3) > 0) return Number(text3);
  throw usageError(`${option} must be a number above 0, got ${quoteWord(word)}`);
}
function parseCount(word, option) {
  const text3 = parseText(word, option);
  if (/^[1-9]\d{0,14}$/.test(text3)) return Number(text3);
  throw usageError(`${option} must be a whole number above 0, got ${quoteWord(word)}`);
}
function parseWholeNumber(word, option) {
  const text3 = parseText(word, option);
  if (/^\d{1,15}$/.test(text3)) return Number(text3);
  throw usageError(`${option} must be a whole number, got ${quoteWord(word)}`);
}
function parseChoice(word, option, choices) {
  const found = choices.find((choice) => choice === word);
  if (found !== void 0) return found;
  const nearest = findNearest(word, choices);
  const hint = nearest === void 0 ? void 0 : `Did you mean ${nearest}?`;
  throw usageError(`${option} must be ${listOf(choices)}, got ${quoteWord(word)}`, hint);
}
function listOf(choices) {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
function parseBind(word) {
  const [source = '', target, access3, ...rest] = word.split(':');
  if (rest.length > 0) {
    throw usageError(
      `--bind must be SRC[:DST[:ro|rw]], got ${quoteWord(word)}`,
      'A path that holds ":" cannot be bound from the command line.',
    );
  }
  if (target === 'ro' || target === 'rw') {
    throw usageError(
      `--bind needs the place before the access, got ${quoteWord(word)}`,
      `Write ${quoteWord(`${source}:${source}:${target}`)}.`,
    );
  }
  return {
    source: parsePath(source, '--bind'),
    ...(target !== void 0 && { target: parseViewPath(target, 'The place of --bind') }),
    ...(access3 !== void 0 && {
      access: parseChoice(access3, 'The access of --bind', ['ro', 'rw']),
    }),
  };
}
function parseTmpfs(word) {
  const [target = '', size, ...rest] = word.split(':');
  if (rest.length > 0) throw usageError(`--tmpfs must be DST[:SIZE], got ${quoteWord(word)}`);
  return {
    target: parseViewPath(target, '--tmpfs'),
    ...(size !== void 0 && { size: parseBytes(size, 'The size of --tmpfs') }),
  };
}
function parseUser(word) {
  const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(word);
  if (match === null) {
    throw usageError(
      `--user must be UID[:GID] in numbers, got ${quoteWord(word)}`,
      'Names are not looked up: the job may have another list of users.',
    );
  }
  return { uid: Number(match[1]), ...(match[2] !== void 0 && { gid: Number(match[2]) }) };
}
function addVariable(word, { set, pass: pass2 }) {
  const [name = '', ...values] = parseText(word, '--env').split('=');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw usageError(`--env needs a name of letters, digits and "_", got ${quoteWord(word)}`);
  }
  const others = Object.fromEntries(Object.entries(set).filter(([other]) => other !== name));
  const otherNames = pass2.filter((other) => other !== name);
  if (values.length === 0) return { set: others, pass: [...otherNames, name] };
  return { set: { ...others, [name]: values.join('=') }, pass: otherNames };
}
var NO_ENVIRONMENT;
var init_values = __esm({
  'dist/cli/values.js'() {
    'use strict';
    init_errors();
    init_nearest();
    init_units();
    init_raw_words();
    NO_ENVIRONMENT = { set: {}, pass: [] };
  },
});

// dist/cli/option-kinds.js
function valueOption(flags, description, parse) {
  const option = new Option(flags, description);
  return option.argParser((word) => parse(checkValue(word, option), option.long ?? flags));
}
function listOption(flags, description, parse) {
  const option = new Option(flags, description);
  return option.argParser((word, list) => [
    ...(list ?? []),
    parse(checkValue(word, option), option.long ?? flags),
  ]);
}
function checkValue(word, option) {
  if (word !== '--') return word;
  throw usageError(`${option.long ?? option.flags} needs a value, and "--" stands where it should`);
}
function addChoiceOptions(command) {
  command
    .addOption(valueOption('--to <dir>', 'apply the changes to this directory', parsePath))
    .addOption(
      valueOption(
        '--from <path>',
        'only what lies below this path of the view, which stands for the target',
        parseText,
      ),
    )
    .addOption(listOption('--only <glob>', 'only paths of the view that match (repeatable)', parseText))
    .addOption(listOption('--except <glob>', 'no paths of the view that match (repeatable)', parseText))
    .option('--faithful', 'with owners, setuid, capabilities, devices and every xattr as the job left them')
    .addOption(
      valueOption(
        '--on-conflict <side>',
        'where the target changed since the job ran: fail (the default), ours (the job) or theirs (the target)',
        (word, flag) => parseChoice(word, flag, ['fail', 'ours', 'theirs']),
      ),
    )
    .option('--merge', 'join texts that both sides changed in other lines')
    .option(
      '--allow-protected',
      'take changes of git hooks, shell start-up files, cron, systemd units and the like',
    )
    .addOption(
      valueOption(
        '--max-deletes <count>',
        'entries of the target that may go; default 1000 or a fifth of all, whichever is more',
        parseWholeNumber,
      ),
    );
}
function directoryOptions({ to = '.', ...options }) {
  const { from, only, except, faithful, onConflict, merge, allowProtected, maxDeletes } = options;
  return { to, from, only, except, faithful, onConflict, merge, allowProtected, maxDeletes };
}
var init_option_kinds = __esm({
  'dist/cli/option-kinds.js'() {
    'use strict';
    init_esm();
    init_values();
  },
});

// dist/native/syscalls.js
import { createRequire } from 'node:module';

function loadAddon() {
  try {
    return createRequire(new URL('../native/syscalls.js', import.meta.url).href)('./syscalls.node');
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_NATIVE_MISSING',
      `The native addon cannot be loaded: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Run `npm run build` in the layover package; it needs a C compiler (Debian: apt-get install gcc libc6-dev).',
      },
    );
  }
}
var syscalls;
var init_syscalls = __esm({
  'dist/native/syscalls.js'() {
    'use strict';
    init_errors();
    syscalls = loadAddon();
  },
});

// dist/native/constants.js
import { arch } from 'node:process';

var isArm,
  AT_FDCWD,
  O_RDONLY,
  O_WRONLY,
  O_RDWR,
  O_CREAT,
  O_EXCL,
  O_NONBLOCK,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_PATH,
  RESOLVE_NO_XDEV,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_BENEATH,
  S_IFMT,
  S_IFSOCK,
  S_IFLNK,
  S_IFREG,
  S_IFBLK,
  S_IFDIR,
  S_IFCHR,
  S_IFIFO,
  FS_IMMUTABLE_FL,
  FS_APPEND_FL,
  MS_PRIVATE;
var init_constants = __esm({
  'dist/native/constants.js'() {
    'use strict';
    isArm = arch === 'arm64';
    AT_FDCWD = -100;
    O_RDONLY = 0;
    O_WRONLY = 1;
    O_RDWR = 2;
    O_CREAT = 64;
    O_EXCL = 128;
    O_NONBLOCK = 2048;
    O_DIRECTORY = isArm ? 16384 : 65536;
    O_NOFOLLOW = isArm ? 32768 : 131072;
    O_PATH = 2097152;
    RESOLVE_NO_XDEV = 1;
    RESOLVE_NO_MAGICLINKS = 2;
    RESOLVE_NO_SYMLINKS = 4;
    RESOLVE_BENEATH = 8;
    S_IFMT = 61440;
    S_IFSOCK = 49152;
    S_IFLNK = 40960;
    S_IFREG = 32768;
    S_IFBLK = 24576;
    S_IFDIR = 16384;
    S_IFCHR = 8192;
    S_IFIFO = 4096;
    FS_IMMUTABLE_FL = 16;
    FS_APPEND_FL = 32;
    MS_PRIVATE = 1 << 18;
  },
});

// dist/layers/store.js
function storeIn(home) {
  const at2 = (name) => joinRaw(home, name);
  return {
    layers: at2('layers/sha256'),
    refs: at2('refs'),
    staging: at2('staging'),
    trash: at2('trash'),
    locks: at2('locks'),
  };
}
function isLayerId(text3) {
  return ID_PATTERN.test(text3);
}
function layerPath(store, id) {
  return joinRaw(store.layers, id);
}
function treePath(store, id) {
  return joinRaw(layerPath(store, id), TREE_NAME);
}
function findLayerOf(store, path2) {
  if (!isBelow(path2, store.layers)) return void 0;
  const id = path2.slice(store.layers.length + 1, store.layers.length + 65);
  return isLayerId(id) ? id : void 0;
}
var TREE_NAME, ID_PATTERN;
var init_store = __esm({
  'dist/layers/store.js'() {
    'use strict';
    init_bytes_path();
    TREE_NAME = 'tree';
    ID_PATTERN = /^[0-9a-f]{64}$/;
  },
});

// dist/layers/lock.js
function withStoreLock(store, kind2, use) {
  const fd = syscalls.open(joinRaw(store.locks, 'store'), O_RDWR | O_CREAT, 384);
  try {
    waitFor(fd, kind2, 'The store is locked by another layover');
    return use();
  } finally {
    syscalls.close(fd);
  }
}
function tryWithStoreLock(store, use) {
  const fd = syscalls.open(joinRaw(store.locks, 'store'), O_RDWR | O_CREAT, 384);
  try {
    return syscalls.flock(fd, 'exclusive') ? use() : void 0;
  } finally {
    syscalls.close(fd);
  }
}
function tryLockDirectory(path2) {
  const fd = openIfThere(path2);
  if (fd === void 0 || syscalls.flock(fd, 'exclusive')) return fd;
  syscalls.close(fd);
  return void 0;
}
function leaseLayer(store, id) {
  const path2 = layerPath(store, id);
  const fd = openIfThere(path2);
  if (fd === void 0) throw layerGone(id);
  try {
    waitFor(fd, 'shared', `The layer ${id} is locked by another layover`);
    if (isStillAt(path2, fd)) return fd;
    throw layerGone(id);
  } catch (error) {
    syscalls.close(fd);
    throw error;
  }
}
function isStillAt(path2, fd) {
  try {
    return syscalls.stat(AT_FDCWD, path2).ino === syscalls.stat(fd, '').ino;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
function openIfThere(path2) {
  try {
    return syscalls.open(path2, O_RDONLY | O_DIRECTORY);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return void 0;
    throw error;
  }
}
function waitFor(fd, kind2, problem) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!syscalls.flock(fd, kind2)) {
    if (Date.now() > deadline) throw new LayoverError('LAYOVER_HOME', `${problem} for 10 s`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}
function layerGone(id) {
  return new LayoverError('LAYOVER_LAYER_UNKNOWN', `There is no layer ${quoteRaw(id)} any more`, {
    hint: 'See `layover layer ls`.',
  });
}
var PATIENCE_MS, LayerLease;
var init_lock = __esm({
  'dist/layers/lock.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_store();
    PATIENCE_MS = 1e4;
    LayerLease = class {
      #fds = [];
      /** Of the layers that `paths` lie in; other paths are passed over. A layer that is gone is an error. */
      constructor(store, paths2) {
        const ids = new Set(paths2.map((path2) => findLayerOf(store, path2)).filter((id) => id !== void 0));
        try {
          for (const id of ids) this.#fds.push(leaseLayer(store, id));
        } catch (error) {
          this[Symbol.dispose]();
          throw error;
        }
      }
      [Symbol.dispose]() {
        for (const fd of this.#fds.splice(0)) syscalls.close(fd);
      }
    };
  },
});

// dist/layers/plan-merge.js
import { createHash } from 'node:crypto';

function planMerge(store, lowers) {
  if (lowers.length <= MOUNTED_MAX) return void 0;
  const needed = lowers.length - MOUNTED_MAX + 1;
  const count2 = Math.ceil(needed / BLOCK) * BLOCK;
  const run = longestRun(lowers.map((lower) => idOf(store, lower)));
  if (run.ids.length < needed) return void 0;
  const ids = run.ids.slice(-count2);
  const isLowest = run.end === lowers.length;
  return { ids, isLowest, name: nameOf(ids, isLowest), start: run.end - ids.length };
}
function idOf(store, lower) {
  const id = findLayerOf(store, lower);
  return id !== void 0 && treePath(store, id) === lower ? id : void 0;
}
function longestRun(ids) {
  let longest = { ids: [], end: 0 };
  let own = [];
  for (const [index, id] of ids.entries()) {
    own = id === void 0 ? [] : [...own, id];
    if (own.length >= longest.ids.length) longest = { ids: own, end: index + 1 };
  }
  return longest;
}
function nameOf(ids, isLowest) {
  const key = createHash('sha256').update([isLowest ? 'lowest' : 'between', ...ids].join('\n'));
  return `${MERGED_PREFIX}${key.digest('hex')}`;
}
var MERGED_PREFIX, MOUNTED_MAX, BLOCK;
var init_plan_merge = __esm({
  'dist/layers/plan-merge.js'() {
    'use strict';
    init_store();
    MERGED_PREFIX = 'layover/merged/';
    MOUNTED_MAX = 499;
    BLOCK = 100;
  },
});

// dist/layers/record.js
import { readFileSync as readFileSync5 } from 'node:fs';

function findLayer(store, id) {
  const file = joinRaw(layerPath(store, id), RECORD_NAME);
  try {
    return parseRecord(readFileSync5(fsPath(file), 'utf8'), file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return void 0;
    throw error;
  }
}
function getLayer(store, id) {
  const record = findLayer(store, id);
  if (record !== void 0) return record;
  throw new LayoverError('LAYOVER_LAYER_UNKNOWN', `There is no layer sha256:${id} in the store`, {
    hint: 'See `layover layer ls`.',
  });
}
function parseRecord(text3, file) {
  const { version, ...record } = parseJson(text3, file);
  if (version === VERSION && isLayerId(record.id)) return record;
  throw new LayoverError('LAYOVER_LAYER_DAMAGED', `${quoteRaw(file)} is no record of version ${VERSION}`);
}
function parseJson(text3, file) {
  try {
    const value = JSON.parse(text3);
    if (typeof value !== 'object' || value === null) throw new Error('it is no object');
    return value;
  } catch (cause) {
    const message2 = `${quoteRaw(file)} is not JSON as layover writes it`;
    throw new LayoverError('LAYOVER_LAYER_DAMAGED', message2, { cause, hint: 'See `layover layer verify`.' });
  }
}
var RECORD_NAME, VERSION;
var init_record = __esm({
  'dist/layers/record.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_store();
    RECORD_NAME = 'layer.json';
    VERSION = 1;
  },
});

// dist/tree/open.js
function openTree(root) {
  try {
    return syscalls.open(root, O_PATH | O_DIRECTORY);
  } catch (cause) {
    if (!hasErrno(cause, 'ENOENT', 'ENOTDIR')) throw cause;
    throw new LayoverError('LAYOVER_LOWER_MISSING', `The directory ${quoteRaw(root)} is not there any more`, {
      cause,
      hint: 'What a job stands on, and its own directory, must stay as they are until it is discarded.',
    });
  }
}
var BENEATH;
var init_open = __esm({
  'dist/tree/open.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    BENEATH = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  },
});

// dist/layers/durable.js
import { randomBytes } from 'node:crypto';
import { fsyncSync, writeSync } from 'node:fs';

function writeNewFile(path2, bytes) {
  const fd = syscalls.open(path2, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 384);
  try {
    for (let at2 = 0; at2 < bytes.length; ) at2 += writeSync(fd, bytes, at2);
    fsyncSync(fd);
  } finally {
    syscalls.close(fd);
  }
}
function replaceFile(directory, name, bytes) {
  const temporary = joinRaw(directory, `${TEMPORARY_PREFIX}${randomBytes(8).toString('hex')}`);
  try {
    writeNewFile(temporary, bytes);
    const to = { dirfd: AT_FDCWD, name: joinRaw(directory, name) };
    syscalls.rename({ dirfd: AT_FDCWD, name: temporary }, to);
  } catch (error) {
    unlinkQuietly(temporary);
    throw error;
  }
  syncDirectory(directory);
}
function syncDirectory(path2) {
  const fd = syscalls.open(path2, O_RDONLY | O_DIRECTORY);
  try {
    fsyncSync(fd);
  } finally {
    syscalls.close(fd);
  }
}
function unlinkQuietly(path2) {
  try {
    syscalls.unlink(AT_FDCWD, path2);
  } catch {}
}
var TEMPORARY_PREFIX;
var init_durable = __esm({
  'dist/layers/durable.js'() {
    'use strict';
    init_bytes_path();
    init_constants();
    init_syscalls();
    init_open();
    TEMPORARY_PREFIX = '.tmp-';
  },
});

// dist/layers/refs.js
import { readdirSync, readFileSync as readFileSync6 } from 'node:fs';

function isRefName(text3) {
  return (
    NAME_PATTERN.test(text3) &&
    text3.length <= NAME_LENGTH_MAX &&
    text3.split('/').every((part) => part !== '' && !/^\.\.?(?::|$)/.test(part))
  );
}
function parseRefName(text3) {
  if (isRefName(text3)) return text3.endsWith(DEFAULT_TAG) ? text3.slice(0, -DEFAULT_TAG.length) : text3;
  throw new LayoverError('LAYOVER_USAGE', `${JSON.stringify(text3)} is no name for a layer`, {
    hint: 'Lower-case letters, digits and . _ - /, and a tag behind ":" if wanted: base, team/app:v2.',
  });
}
function findRef(store, text3) {
  const name = parseRefName(text3);
  const file = joinRaw(store.refs, fileOf(name));
  try {
    return parseRef(name, readFileSync6(fsPath(file), 'utf8'), file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return void 0;
    throw error;
  }
}
function getRef(store, name) {
  const ref = findRef(store, name);
  if (ref !== void 0) return ref;
  throw new LayoverError('LAYOVER_LAYER_UNKNOWN', `Nothing in the store is named ${JSON.stringify(name)}`, {
    hint: 'See `layover layer ls`.',
  });
}
function listRefs(store) {
  const files = readdirSync(fsPath(store.refs)).filter((file) => !file.startsWith(TEMPORARY_PREFIX));
  const refs = files.map((file) => findRef(store, decodeURIComponent(file)));
  return refs.filter((ref) => ref !== void 0).sort((a, b) => (a.name < b.name ? -1 : 1));
}
function writeRef(store, ref) {
  const text3 = `${JSON.stringify({ version: VERSION2, ...ref }, void 0, 1)}
`;
  replaceFile(store.refs, fileOf(parseRefName(ref.name)), Buffer.from(text3));
}
function removeRef(store, name) {
  getRef(store, name);
  syscalls.unlink(AT_FDCWD, joinRaw(store.refs, fileOf(parseRefName(name))));
  syncDirectory(store.refs);
}
function sweepRefs(store) {
  for (const file of readdirSync(fsPath(store.refs))) {
    if (file.startsWith(TEMPORARY_PREFIX)) {
      syscalls.unlink(AT_FDCWD, joinRaw(store.refs, rawFromText(file)));
    }
  }
}
function layersOf(chain) {
  return chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
}
function fileOf(name) {
  return name.replaceAll('/', '%2F');
}
function parseRef(name, text3, file) {
  const { version, ...ref } = parseJson(text3, file);
  const isWhole = version === VERSION2 && ref.name === name && Array.isArray(ref.chain);
  if (isWhole && layersOf(ref.chain).every(isLayerId)) return ref;
  throw new LayoverError(
    'LAYOVER_LAYER_DAMAGED',
    `The record of the name ${name} is not what layover writes`,
    {
      hint: `Remove the name with \`layover layer rm ${name}\`, or commit to it again.`,
    },
  );
}
var VERSION2, NAME_PATTERN, NAME_LENGTH_MAX, DEFAULT_TAG;
var init_refs = __esm({
  'dist/layers/refs.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_durable();
    init_record();
    init_store();
    VERSION2 = 1;
    NAME_PATTERN = /^[a-z0-9][a-z0-9._/-]*(?::[A-Za-z0-9_][A-Za-z0-9._-]*)?$/;
    NAME_LENGTH_MAX = 200;
    DEFAULT_TAG = ':latest';
  },
});

// dist/tree/remove.js
import { randomBytes as randomBytes2 } from 'node:crypto';

function removeTree(parent, name, options = {}) {
  const fd = openTree(parent);
  try {
    removeAt(fd, name, { ...options, label: options.label ?? joinRaw(parent, name) });
  } finally {
    syscalls.close(fd);
  }
}
function removeAt(parentFd, name, options = {}) {
  if (name === '' || name === '.' || name === '..' || name.includes('/')) {
    throw new Error(`Not the name of one entry: ${quoteRaw(name)}`);
  }
  const path2 = options.label ?? name;
  const parent = { fd: parentFd, options };
  if (unlinkEntry(parent, { name, path: path2 }) === 'directory')
    removeDirectory(parent, { name, path: path2 });
}
function removeDirectory(parent, top) {
  const frames = [];
  try {
    pushFrame(frames, parent, top);
    for (let frame = frames.at(-1); frame !== void 0; frame = frames.at(-1)) {
      const child = frame.pending.pop();
      if (child !== void 0) descend(frames, frame, child);
      else finishFrame(frames, frame);
    }
  } finally {
    for (const { fd } of frames) syscalls.close(fd);
  }
}
function descend(frames, frame, child) {
  const [top] = frames;
  if (top === void 0 || frames.length < MAX_OPEN) pushFrame(frames, frame, child);
  else moveUp(top, frame, child);
}
function pushFrame(frames, parent, child) {
  const fd = openDirectory(parent, child);
  if (fd === void 0) return;
  const place = { dirfd: parent.fd, name: child.name };
  const frame = { ...child, fd, options: parent.options, parent, place, pending: [] };
  frames.push(frame);
  emptyOfFiles(frame, fd);
}
function openDirectory(parent, child) {
  try {
    return withRepair(parent, child, () => syscalls.openat2(parent.fd, child.name, HOW_TO_OPEN));
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return void 0;
    if (hasErrno(error, 'EXDEV')) throw mountInside(child, error);
    throw cannotRemove(child, error);
  }
}
function emptyOfFiles(frame, listFd) {
  for (const name of syscalls.readDirectory(listFd)) {
    frame.options.checkCanceled?.();
    const entry = { name, path: joinRaw(frame.path, name) };
    if (unlinkEntry(frame, entry) === 'directory') frame.pending.push(entry);
  }
}
function unlinkEntry(directory, entry) {
  try {
    withRepair(directory, entry, () => syscalls.unlink(directory.fd, entry.name));
    return 'gone';
  } catch (error) {
    if (hasErrno(error, 'EISDIR')) return 'directory';
    if (hasErrno(error, 'ENOENT')) return 'gone';
    if (hasErrno(error, 'EBUSY')) throw mountInside(entry, error);
    throw cannotRemove(entry, error);
  }
}
function finishFrame(frames, frame) {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (removeEmpty(frame)) {
      frames.pop();
      syscalls.close(frame.fd);
      return;
    }
    const listFd = syscalls.openat2(frame.fd, '.', HOW_TO_OPEN);
    try {
      emptyOfFiles(frame, listFd);
    } finally {
      syscalls.close(listFd);
    }
    if (frame.pending.length > 0) return;
  }
  throw new LayoverError(
    'LAYOVER_TREE_CHANGED',
    `${quoteRaw(frame.path)} is filled while it is being removed`,
    {
      hint: 'End the process that writes there, then try again.',
    },
  );
}
function removeEmpty(frame) {
  try {
    withRepair(frame.parent, frame, () => syscalls.rmdir(frame.parent.fd, frame.name));
    return true;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return true;
    if (hasErrno(error, 'ENOTEMPTY', 'EEXIST')) return false;
    if (hasErrno(error, 'EBUSY')) throw mountInside(frame, error);
    throw cannotRemove(frame, error);
  }
}
function moveUp(top, frame, child) {
  const name = `.layover-${randomBytes2(12).toString('hex')}`;
  try {
    const from = { dirfd: frame.fd, name: child.name };
    withRepair(frame, child, () => syscalls.rename(from, { dirfd: top.fd, name }));
    top.pending.push({ name, path: child.path });
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return;
    if (hasErrno(error, 'EBUSY', 'EXDEV')) throw mountInside(child, error);
    throw cannotRemove(child, error);
  }
}
function withRepair(directory, entry, action) {
  try {
    return action();
  } catch (error) {
    if (!hasErrno(error, 'EACCES', 'EPERM')) throw error;
    const { respectsFlags = false } = directory.options;
    repair(directory, entry.name, {
      flags: !respectsFlags,
      modes: !respectsFlags || error.code === 'EACCES',
    });
  }
  return action();
}
function repair(directory, name, repairs) {
  const { fd, place } = directory;
  if (place !== void 0 && repairs.flags) clearFlags(fd);
  if (place !== void 0 && repairs.modes) chmodQuietly(place.dirfd, place.name);
  const type = syscalls.stat(fd, name).mode & S_IFMT;
  if (repairs.flags && (type === S_IFDIR || type === S_IFREG)) clearFlagsOf(fd, name);
  if (repairs.modes && type === S_IFDIR) chmodQuietly(fd, name);
}
function clearFlagsOf(dirfd, name) {
  const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
  const fd = quietly(() => syscalls.openat2(dirfd, name, { ...HOW_TO_OPEN, flags }));
  if (fd !== void 0) {
    clearFlags(fd);
    syscalls.close(fd);
  }
}
function clearFlags(fd) {
  quietly(() => {
    const flags = syscalls.getInodeFlags(fd);
    const cleared = flags & ~(FS_IMMUTABLE_FL | FS_APPEND_FL);
    if (cleared !== flags) syscalls.setInodeFlags(fd, cleared);
  });
}
function chmodQuietly(dirfd, name) {
  const how = { ...HOW_TO_OPEN, flags: O_DIRECTORY | O_NOFOLLOW | O_PATH };
  quietly(() => {
    const fd = syscalls.openat2(dirfd, name, how);
    syscalls.close(fd);
    syscalls.chmod(dirfd, name, 448);
  });
}
function quietly(attempt) {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Error && 'errno' in error) return void 0;
    throw error;
  }
}
function mountInside(entry, cause) {
  return new LayoverError(
    'LAYOVER_TREE_CHANGED',
    `${quoteRaw(entry.path)} is a mount point, so it is not removed`,
    {
      cause,
      hint: 'Unmount it, then try again.',
    },
  );
}
function cannotRemove(entry, cause) {
  const error = new Error(`Cannot remove ${quoteRaw(entry.path)}: ${messageOf(cause)}`, { cause });
  if (!(cause instanceof Error)) return error;
  const { code, errno, syscall } = cause;
  return Object.assign(error, { code, errno, syscall });
}
var MAX_OPEN, MAX_ROUNDS, HOW_TO_OPEN;
var init_remove = __esm({
  'dist/tree/remove.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_open();
    MAX_OPEN = 48;
    MAX_ROUNDS = 4;
    HOW_TO_OPEN = {
      flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK,
      resolve: RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
  },
});

// dist/layers/staging.js
import { randomBytes as randomBytes3 } from 'node:crypto';

function sweepStaging(store) {
  if (listStaging(store).length === 0) return [];
  return tryWithStoreLock(store, () => sweepLocked(store)) ?? [];
}
function sweepLocked(store) {
  return listStaging(store).filter((name) => {
    const lock = tryLockDirectory(joinRaw(store.staging, name));
    if (lock === void 0) return false;
    moveToTrash(store, { directory: store.staging, name });
    syscalls.close(lock);
    return true;
  });
}
function moveToTrash(store, { directory, name }) {
  const to = joinRaw(store.trash, `${name}.${randomBytes3(4).toString('hex')}`);
  syscalls.rename({ dirfd: AT_FDCWD, name: joinRaw(directory, name) }, { dirfd: AT_FDCWD, name: to });
}
function listStaging(store) {
  const fd = syscalls.open(store.staging, O_RDONLY | O_DIRECTORY);
  try {
    return syscalls.readDirectory(fd);
  } finally {
    syscalls.close(fd);
  }
}
var init_staging = __esm({
  'dist/layers/staging.js'() {
    'use strict';
    init_bytes_path();
    init_constants();
    init_syscalls();
    init_remove();
    init_lock();
    init_store();
  },
});

// dist/layers/collect.js
import { readdirSync as readdirSync2 } from 'node:fs';

function collectGarbage(store, { findUsed, isDryRun = false }) {
  return withStoreLock(store, 'exclusive', () => {
    const locks = /* @__PURE__ */ new Map();
    try {
      if (!isDryRun) removeMerged(store);
      const named = new Set(listRefs(store).flatMap(({ chain }) => layersOf(chain)));
      for (const id of listLayerIds(store).filter((one) => !named.has(one))) {
        const lock = tryLockDirectory(layerPath(store, id));
        if (lock !== void 0) locks.set(id, lock);
      }
      const used = new Set(findUsed());
      const unneeded = [...locks.keys()].filter((id) => !used.has(id));
      const layers = unneeded.map((id) => ({ id, bytes: bytesOf(store, id) }));
      if (isDryRun) return { layers, staging: 0 };
      for (const id of unneeded) moveToTrash(store, { directory: store.layers, name: id });
      sweepRefs(store);
      return { layers, staging: sweepLocked(store).length };
    } finally {
      for (const lock of locks.values()) syscalls.close(lock);
    }
  });
}
function removeMerged(store) {
  const refs = listRefs(store);
  const merged = refs.filter(({ name }) => name.startsWith(MERGED_PREFIX));
  if (merged.length === 0) return;
  const needed = new Set(refs.map(({ chain }) => planMerge(store, pathsOf(store, chain))?.name));
  for (const { name, createdAt } of merged) {
    const isFresh = Date.now() - Date.parse(createdAt) < FRESH_MS;
    if (!needed.has(name) && !isFresh) removeRef(store, name);
  }
}
function pathsOf(store, chain) {
  return chain.map((link) => ('layer' in link ? treePath(store, link.layer) : rawFromJson(link.directory)));
}
function listLayerIds(store) {
  return readdirSync2(fsPath(store.layers)).filter(isLayerId).sort();
}
function listLayers(store) {
  return listLayerIds(store).flatMap((id) => findLayer(store, id) ?? []);
}
function bytesOf(store, id) {
  try {
    return findLayer(store, id)?.bytes ?? 0;
  } catch {
    return 0;
  }
}
var FRESH_MS;
var init_collect = __esm({
  'dist/layers/collect.js'() {
    'use strict';
    init_bytes_path();
    init_syscalls();
    init_lock();
    init_plan_merge();
    init_record();
    init_refs();
    init_staging();
    init_store();
    FRESH_MS = 36e5;
  },
});

// dist/layers/device-failure.js
function explainingDevice(what, action) {
  try {
    return action();
  } catch (error) {
    throw explainDevice(what, error);
  }
}
function explainDevice(what, error) {
  if (!isDeviceFailure(error)) return error;
  const hint = DEVICE_HINTS[error.code ?? ''];
  return new LayoverError('LAYOVER_HOME', `${what}: ${messageOf(error)}`, { cause: error, hint });
}
function isDeviceFailure(error) {
  return hasErrno(error, ...Object.keys(DEVICE_HINTS));
}
var NO_ROOM, DEVICE_HINTS;
var init_device_failure = __esm({
  'dist/layers/device-failure.js'() {
    'use strict';
    init_errors();
    NO_ROOM = 'Make room on the file system of the state directory, then try again; nothing was stored.';
    DEVICE_HINTS = {
      ENOSPC: NO_ROOM,
      EDQUOT: NO_ROOM,
      EROFS:
        'The file system of the state directory is read-only: see the kernel log, or set LAYOVER_HOME elsewhere.',
      EIO: 'The device reports errors: see the kernel log. `layover layer verify` shows which layers are still whole.',
    };
  },
});

// dist/layers/resolve-layer.js
function isLayerWord(text3) {
  return text3.startsWith(ID_PREFIX);
}
function resolveChain(store, text3) {
  if (!isLayerWord(text3)) return getRef(store, text3).chain;
  return [{ layer: findById(store, text3.slice(ID_PREFIX.length)) }];
}
function directoriesOf(store, chain) {
  return chain.map((link) => {
    if ('directory' in link) return rawFromJson(link.directory);
    return treePath(store, getLayer(store, link.layer).id);
  });
}
function findById(store, prefix) {
  if (!/^[0-9a-f]+$/.test(prefix) || prefix.length < SHORTEST_ID || prefix.length > 64) {
    const message2 = `A layer is called sha256: and 12 to 64 digits of its id, got ${JSON.stringify(prefix)}`;
    throw new LayoverError('LAYOVER_USAGE', message2);
  }
  if (isLayerId(prefix)) return getLayer(store, prefix).id;
  const found = listLayerIds(store).filter((id2) => id2.startsWith(prefix));
  const [id] = found;
  if (id !== void 0 && found.length === 1) return id;
  const problem = id === void 0 ? 'no layer' : `${found.length} layers`;
  throw new LayoverError('LAYOVER_LAYER_UNKNOWN', `There is ${problem} whose id begins with ${prefix}`, {
    hint: 'See `layover layer ls`.',
  });
}
var ID_PREFIX, SHORTEST_ID;
var init_resolve_layer = __esm({
  'dist/layers/resolve-layer.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_collect();
    init_record();
    init_refs();
    init_store();
    ID_PREFIX = 'sha256:';
    SHORTEST_ID = 12;
  },
});

// dist/jail/outcome-json.js
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';

function outcomeToJson(outcome) {
  return outcome.kind === 'returned' || outcome.kind === 'threw' ? toJson(outcome) : outcome;
}
function storeOutcome(outcome) {
  const readable = outcomeToJson(outcome);
  if (readable === outcome || isDeepStrictEqual(JSON.parse(JSON.stringify(readable)), outcome))
    return readable;
  return { ...readable, exact: serialize(outcome).toString('base64') };
}
function readOutcome({ exact, ...outcome }) {
  return exact === void 0 ? outcome : deserialize(Buffer.from(exact, 'base64'));
}
function toJson(value, above = []) {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  const inside = [...above, value];
  const plain2 = plainOf(value);
  if (typeof plain2 !== 'object' || plain2 === null) return plain2;
  if (Array.isArray(plain2)) return plain2.map((one) => toJson(one, inside));
  return Object.fromEntries(Object.entries(plain2).map(([key, one]) => [key, toJson(one, inside)]));
}
function plainOf(value) {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Map || value instanceof Set) return [...value];
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return { name: value.name, message: value.message };
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return value;
}
var init_outcome_json = __esm({
  'dist/jail/outcome-json.js'() {
    'use strict';
  },
});

// dist/sandbox/state/job-record.js
import { renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

function writeRecord(directory, record) {
  const stored = {
    version: VERSION3,
    ...record,
    outcome: storeOutcome(record.outcome),
    command: record.command.map(jsonPath),
    mountPoints: record.mountPoints.map(jsonPath),
    parts: record.parts.map((part) => ({
      ...part,
      at: jsonPath(part.at),
      lowers: part.lowers.map(jsonPath),
      upper: jsonPath(part.upper),
    })),
  };
  const temporary = join(directory, '.job.json');
  writeFileSync(
    temporary,
    `${JSON.stringify(stored, void 0, 1)}
`,
    { mode: 384 },
  );
  renameSync(temporary, join(directory, 'job.json'));
}
async function findRecord(directory) {
  const file = join(directory, 'job.json');
  const text3 = await readFile(file, 'utf8').catch((error) => {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return void 0;
    throw error;
  });
  return text3 === void 0 ? void 0 : parseRecord2(text3, file);
}
function parseRecord2(text3, file) {
  const stored = parseJson2(text3, file);
  if (stored.version !== VERSION3) {
    throw new LayoverError(
      'LAYOVER_HOME',
      `${file} is of version ${stored.version}; this layover reads ${VERSION3}`,
    );
  }
  const { version: _version, ...rest } = stored;
  return {
    ...rest,
    outcome: readOutcome(stored.outcome),
    command: stored.command.map(rawFromJson),
    mountPoints: stored.mountPoints.map(rawFromJson),
    parts: stored.parts.map((part) => ({
      at: rawFromJson(part.at),
      lowers: part.lowers.map(rawFromJson),
      upper: rawFromJson(part.upper),
      marks: part.marks,
      ...(part.lowerMarks && { lowerMarks: part.lowerMarks }),
      ...(part.root && { root: part.root }),
    })),
  };
}
function parseJson2(text3, file) {
  try {
    return JSON.parse(text3);
  } catch (cause) {
    throw new LayoverError('LAYOVER_HOME', `${file} is not JSON`, {
      cause,
      hint: `Discard the job: it cannot be read.`,
    });
  }
}
var VERSION3;
var init_job_record = __esm({
  'dist/sandbox/state/job-record.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_outcome_json();
    VERSION3 = 1;
  },
});

// dist/sandbox/store/export-target.js
function targetOf(to, name) {
  if ('tar' in to) return { kind: 'tar', output: outputOf(to.tar) };
  if ('oci' in to) return { kind: 'layout', directory: hostPath(to.oci), tag: tagOf(to.tag, name) };
  if ('ociArchive' in to) {
    return { kind: 'archive', output: outputOf(to.ociArchive), tag: tagOf(to.tag, name) };
  }
  const repoTags = name === void 0 ? [] : [requireRepository(name)];
  return { kind: 'archive', output: outputOf(to.docker), tag: tagOf(void 0, name), repoTags };
}
function outputOf(file) {
  return typeof file === 'number' ? file : hostPath(file);
}
function tagOf(tag, name) {
  const chosen = tag ?? splitName(name ?? '').tag;
  if (TAG_PATTERN.test(chosen)) return chosen;
  throw new LayoverError('LAYOVER_USAGE', `${JSON.stringify(chosen)} is no tag of an image`, {
    hint: 'Up to 128 letters, digits and . _ -, the first no dot or dash: v1, latest.',
  });
}
function requireRepository(name) {
  const { repository, tag } = splitName(name);
  if (REPOSITORY_PATTERN.test(repository)) return `${repository}:${tag}`;
  throw new LayoverError('LAYOVER_USAGE', `docker load takes no image called ${JSON.stringify(repository)}`, {
    hint: `Give it another name first: layover layer tag ${name} NEW-NAME.`,
  });
}
function splitName(name) {
  const cut = name.lastIndexOf(':');
  return cut < 0
    ? { repository: name, tag: DEFAULT_TAG2 }
    : { repository: name.slice(0, cut), tag: name.slice(cut + 1) };
}
var DEFAULT_TAG2, TAG_PATTERN, REPOSITORY_PATTERN;
var init_export_target = __esm({
  'dist/sandbox/store/export-target.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    DEFAULT_TAG2 = 'latest';
    TAG_PATTERN = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
    REPOSITORY_PATTERN = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;
  },
});

// dist/layers/oci/platform.js
import { arch as arch2 } from 'node:process';

function ownPlatform() {
  return { architecture: ARCHITECTURES[arch2] ?? arch2, os: 'linux' };
}
var ARCHITECTURES;
var init_platform = __esm({
  'dist/layers/oci/platform.js'() {
    'use strict';
    init_errors();
    ARCHITECTURES = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
  },
});

// dist/sandbox/store/layers.js
import { readdirSync as readdirSync3, readFileSync as readFileSync7 } from 'node:fs';
import { join as join2 } from 'node:path';

function exportInputOf(settings) {
  const { flat, compression, platform, sourceDateEpoch, ...run } = settings;
  return { flat, compression, platform, sourceDateEpoch, run };
}
function usedByJobs({ jobs, store }) {
  return readdirSync3(jobs).flatMap((id) => {
    const file = join2(jobs, id, 'job.json');
    const parts = readIfThere(file, (text3) => parseRecord2(text3, file).parts) ?? [];
    const paths2 = parts.flatMap(({ lowers, upper }) => [...lowers, upper]);
    return paths2.flatMap((path2) => findLayerOf(store, path2) ?? []);
  });
}
function readIfThere(file, parse) {
  try {
    return parse(readFileSync7(file, 'utf8'));
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return void 0;
    throw error;
  }
}
var Layers;
var init_layers = __esm({
  'dist/sandbox/store/layers.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_collect();
    init_device_failure();
    init_lock();
    init_record();
    init_refs();
    init_resolve_layer();
    init_store();
    init_job_record();
    init_export_target();
    init_platform();
    init_refs();
    Layers = class {
      #context;
      constructor(context) {
        this.#context = context;
      }
      /** Every name, sorted, with what it stands for. */
      names() {
        return listRefs(this.#store);
      }
      /** Every layer of the store, named or not. */
      list() {
        return listLayers(this.#store);
      }
      /** The id of every layer, also of one whose record is damaged. */
      ids() {
        return listLayerIds(this.#store);
      }
      /** Of a name, or of one layer by `sha256:ID`. */
      inspect(nameOrId) {
        const chain = resolveChain(this.#store, nameOrId);
        const layers = layersOf(chain).map((id) => getLayer(this.#store, id));
        const ref = this.names().find(
          ({ name }) => !nameOrId.startsWith('sha256:') && name === parseRefName(nameOrId),
        );
        const createdAt = ref?.createdAt ?? layers[0]?.createdAt ?? '';
        const directories = directoriesOf(this.#store, chain);
        return { name: ref?.name, createdAt, chain, layers, config: ref?.config ?? {}, directories };
      }
      /** Gives what has a name or id one more name, whatever had that before. */
      tag(nameOrId, name) {
        const wanted = parseRefName(name);
        explainingDevice(`The name ${wanted} cannot be given`, () =>
          withStoreLock(this.#store, 'shared', () => {
            const { name: from, chain } = this.inspect(nameOrId);
            const config = this.names().find((ref) => ref.name === from)?.config ?? {};
            writeRef(this.#store, {
              name: wanted,
              createdAt: /* @__PURE__ */ new Date().toISOString(),
              chain,
              config,
            });
          }),
        );
      }
      /** Takes a name away. Its layers go when garbage is collected, unless something else needs them. */
      removeName(name) {
        explainingDevice(`The name ${name} cannot be removed`, () =>
          withStoreLock(this.#store, 'shared', () => removeRef(this.#store, name)),
        );
      }
      /**
       * Brings in a directory, the tar of one layer (plain, gzip, zstd), an archive of `docker save` or an OCI layout, and
       * names the chain. `-` is this process's standard input. Nothing is visible before all of it is verified: a failure
       * leaves the store as it was. LAYOVER_IMAGE_INVALID for what is malformed or unsafe, LAYOVER_IMPORT_LIMIT for what is
       * more than `limits` allow.
       */
      async import(source, options = {}) {
        const { signal, onProgress, ...choice } = options;
        const input = {
          ...choice,
          store: this.#store,
          style: this.#context.style,
          source: source === '-' ? source : hostPath(source),
        };
        const trees = await this.#context.trees();
        return await trees.run('importLayers', input, { signal, onProgress });
      }
      /** What is wrong with one layer, every byte of it read again. */
      async verify(id, options = {}) {
        const trees = await this.#context.trees();
        return await trees.run('verifyLayer', { store: this.#store, id }, options);
      }
      /**
       * Writes a chain as an OCI image, as an archive for `docker load`, or as the tar of its topmost layer; one layer alone
       * by `sha256:ID`. Whatever fails, no file and no tag is another than before. The same chain gives the same bytes.
       */
      async export(nameOrId, { to, ...settings }) {
        const isAlone = isLayerWord(nameOrId);
        const target = targetOf(to, isAlone ? void 0 : parseRefName(nameOrId));
        return await this.#export(nameOrId, target, settings);
      }
      /** The digests that an export to an archive would have, of each layer's tar and of the configuration. */
      async digests(nameOrId, options = {}) {
        return await this.#export(nameOrId, { kind: 'digests' }, options);
      }
      /** How much content each layer has to itself. */
      async measure(options = {}) {
        const trees = await this.#context.trees();
        const ids = this.list().map(({ id }) => id);
        return await trees.run('measureLayers', { store: this.#store, ids }, options);
      }
      /** Removes layers that no name, no kept job and no running job needs. */
      async collect({ isDryRun = false } = {}) {
        const { home } = this.#context;
        try {
          const collected = collectGarbage(this.#store, { findUsed: () => usedByJobs(home), isDryRun });
          if (!isDryRun) await this.#context.emptyTrash();
          return collected;
        } catch (error) {
          throw explainDevice('The garbage of the store cannot be collected', error);
        }
      }
      async #export(nameOrId, target, settings) {
        const isAlone = isLayerWord(nameOrId);
        const chain = resolveChain(this.#store, nameOrId);
        const stored = isAlone ? {} : getRef(this.#store, nameOrId).config;
        const { signal, onProgress, ...rest } = settings;
        const trees = await this.#context.trees();
        const input = { store: this.#store, marks: this.#context.style, chain, isAlone, stored, target };
        return await trees.run('exportChain', { ...input, ...exportInputOf(rest) }, { signal, onProgress });
      }
      get #store() {
        return this.#context.home.store;
      }
    };
  },
});

// dist/cli/run-options.js
function checkRunOptions(options) {
  checkWorkerOptions(options);
  if (options.onSuccess === 'commit' || options.onSuccess === 'ask') checkCommitOptions(options);
  else refuseCommitOptions(options);
}
function flagOf(name) {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
function checkWorkerOptions({ worker, params, isolation, tty, profile }) {
  if (worker === void 0 && isolation !== void 0) throw usageError('--isolation needs --worker FILE');
  if (worker === void 0 && params !== void 0) throw usageError('--params needs --worker FILE');
  if (worker !== void 0 && profile) throw usageError('--worker and --profile do not go together');
  if (worker !== void 0 && tty) throw usageError('--worker and --tty do not go together');
}
function checkCommitOptions(options) {
  const { to, layer, faithful, onSuccess } = options;
  if (onSuccess === 'commit' && to === void 0 && layer === void 0)
    throw usageError('--on-success commit needs --to DIR or --layer NAME');
  if (layer === void 0) return;
  if (to !== void 0) throw usageError('--to and --layer do not go together');
  if (faithful) throw usageError('--faithful is for --to: a layer has everything as the job left it');
  const stray = DIRECTORY_ONLY.find((name) => options[name] !== void 0);
  if (stray !== void 0) throw usageError(`${flagOf(stray)} is for --to: a layer takes everything as it is`);
  parseRefName(layer);
}
function refuseCommitOptions(options) {
  const names = ['to', 'layer', 'from', 'only', 'except', 'faithful', ...DIRECTORY_ONLY];
  const stray = names.find((name) => options[name] !== void 0);
  if (stray !== void 0) {
    throw usageError(
      `${flagOf(stray)} needs --on-success commit or ask`,
      'Without it the changes are kept: `layover commit` takes the same options later.',
    );
  }
}
function toRunSpec(options, command) {
  const { lower, bind, env } = options;
  return {
    ...sameInSpec(options),
    command,
    lowers: lower,
    binds: bind,
    env: env && { ...takeOver(env.pass), ...env.set },
    limits: limitsOf(options),
  };
}
function toWorkerSpec({ worker = '', params, isolation, ...options }) {
  const { command: _command2, ...spec } = toRunSpec(options, []);
  return { ...spec, worker, params: params?.value, isolation };
}
function sameInSpec(options) {
  const { sandbox, project, tmpfs, hide, cwd, user, hostname, network, seccomp, driver, profile } = options;
  return { sandbox, project, tmpfs, hide, cwd, user, hostname, network, seccomp, driver, profile };
}
function limitsOf({ memory, cpus, pids, disk, inodes, diskBy, files, timeout, output }) {
  return { memory, cpus, pids, disk, inodes, diskBy, files, timeout, output };
}
function takeOver(names) {
  const present2 = names.map((name) => [name, process.env[name]]);
  return Object.fromEntries(present2.filter((pair) => pair[1] !== void 0));
}
function parseSandbox(word) {
  if (word !== '' && isText(word)) return word;
  throw usageError(
    `--sandbox needs the name of a sandbox or the path of its file in UTF-8, got ${quoteWord(word)}`,
  );
}
var DIRECTORY_ONLY;
var init_run_options = __esm({
  'dist/cli/run-options.js'() {
    'use strict';
    init_layers();
    init_raw_words();
    init_values();
    DIRECTORY_ONLY = ['onConflict', 'merge', 'allowProtected', 'maxDeletes'];
  },
});

// dist/base/json-text.js
function jsonText(value, indent) {
  return JSON.stringify(value, void 0, indent).replace(RISKY, escapeUnits);
}
function escapeUnits(char) {
  return [...Array(char.length).keys()]
    .map((at2) => `\\u${char.charCodeAt(at2).toString(16).padStart(4, '0')}`)
    .join('');
}
var RISKY;
var init_json_text = __esm({
  'dist/base/json-text.js'() {
    'use strict';
    RISKY = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu;
  },
});

// dist/jail/outcome.js
function isSuccess(outcome) {
  return outcome.kind === 'returned' || (outcome.kind === 'exited' && outcome.exitCode === 0);
}
function unmeasuredIn(usage) {
  return USAGE_NAMES.filter((name) => usage[name] === void 0);
}
var USAGE_NAMES;
var init_outcome = __esm({
  'dist/jail/outcome.js'() {
    'use strict';
    USAGE_NAMES = [
      'wallMs',
      'userMs',
      'systemMs',
      'memoryPeakBytes',
      'processesPeak',
      'readBytes',
      'writtenBytes',
    ];
  },
});

// dist/cli/console-terminal.js
import { Readable } from 'node:stream';

function findTerminalSize() {
  const stream = [process.stdout, process.stderr].find(
    ({ isTTY, columns, rows }) => isTTY && columns > 0 && rows > 0,
  );
  return stream === void 0 ? DEFAULT_SIZE : { columns: stream.columns, rows: stream.rows };
}
function openTerminalInput() {
  return process.stdin.isTTY ? process.stdin : Readable.from(typeOut(process.stdin));
}
async function* typeOut(input) {
  let last = 10;
  for await (const chunk of input) {
    last = chunk.at(-1) ?? last;
    yield chunk;
  }
  yield last === 10 ? END_OF_INPUT : END_OF_INPUT.repeat(2);
}
var DEFAULT_SIZE, END_OF_INPUT, ConsoleTerminal;
var init_console_terminal = __esm({
  'dist/cli/console-terminal.js'() {
    'use strict';
    DEFAULT_SIZE = { columns: 80, rows: 24 };
    END_OF_INPUT = '';
    ConsoleTerminal = class {
      #restore = () => {
        if (process.stdin.isTTY) process.stdin.setRawMode(false);
      };
      #resize;
      constructor(running) {
        this.#resize = () => running.resize(findTerminalSize());
        if (process.stdin.isTTY) process.stdin.setRawMode(true);
        process.once('exit', this.#restore);
        process.on('SIGWINCH', this.#resize);
      }
      [Symbol.dispose]() {
        process.off('SIGWINCH', this.#resize);
        process.off('exit', this.#restore);
        this.#restore();
      }
    };
  },
});

// dist/cli/json-file.js
import { access, constants as constants2, lstat, rename, rm, stat, writeFile } from 'node:fs/promises';

async function checkJsonFile(path2) {
  const file = hostPath(path2);
  try {
    const present2 = await stat(fsPath(file)).catch(() => void 0);
    if (present2?.isDirectory()) throw new Error('it is a directory');
    await access(fsPath(present2 === void 0 ? parentOf(file) : file), constants2.W_OK);
  } catch (cause) {
    throw fileError(file, cause);
  }
}
async function writeJsonFile(path2, value) {
  const file = hostPath(path2);
  const text3 = `${jsonText(value)}
`;
  try {
    if (await isReplaceable(file)) await replaceFile2(file, text3);
    else await writeFile(fsPath(file), text3);
  } catch (cause) {
    throw fileError(file, cause);
  }
}
async function isReplaceable(file) {
  try {
    return (await lstat(fsPath(file))).isFile();
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return true;
    throw error;
  }
}
async function replaceFile2(file, text3) {
  const { name } = splitRaw(file);
  const temporary = fsPath(`${parentOf(file)}/.${name.slice(0, 100)}.${process.pid}`);
  try {
    await writeFile(temporary, text3, { flag: 'wx' });
    await rename(temporary, fsPath(file));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
function parentOf(file) {
  return splitRaw(file).parent || '/';
}
function fileError(file, cause) {
  return new LayoverError(
    'LAYOVER_USAGE',
    `The result cannot be written to ${quoteRaw(file)}: ${messageOf(cause)}`,
    {
      cause,
      hint: 'Give --json a file in a directory you can write to, or - for standard output.',
    },
  );
}
var init_json_file = __esm({
  'dist/cli/json-file.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_json_text();
  },
});

// dist/base/timeline.js
function measured(timeline, name, work) {
  if (timeline === void 0) return work();
  const end = timeline.begin(name);
  const answer2 = work();
  if (answer2 instanceof Promise) return answer2.finally(end);
  end();
  return answer2;
}
var Timeline;
var init_timeline = __esm({
  'dist/base/timeline.js'() {
    'use strict';
    Timeline = class {
      #startMs = performance.now();
      #steps = [];
      /** So far; steps in the order of their starts, of two that start together the longer one first. */
      get profile() {
        const steps = [...this.#steps].sort(
          (left, right) => left.startMs - right.startMs || right.durationMs - left.durationMs,
        );
        return { startMs: this.#startMs, steps };
      }
      add(...steps) {
        this.#steps.push(...steps);
      }
      /** Begins a step of the runner's, which ends when the answer is called. */
      begin(name) {
        const startMs = performance.now();
        return () => this.add({ by: 'runner', name, startMs, durationMs: performance.now() - startMs });
      }
    };
  },
});

// dist/scheduler/check.js
function checkTask(task) {
  const { name, priority = 0, when = 'success' } = task;
  const what = name ?? 'A task';
  if (name !== void 0 && !/^[^#]/.test(name))
    throw wrong('The name of a task', 'text without a leading #', name);
  checkPriority(`${what}: priority`, priority);
  if (typeof when !== 'function') checkOneOf(`${what}: when`, CONDITIONS, when);
  checkDuration(`${what}: timeoutMs`, task.timeoutMs);
  checkDuration(`${what}: deadlineMs`, task.deadlineMs);
  checkRetry(`${what}: retry`, task.retry ?? {});
}
function checkOptions(options) {
  checkCount('concurrency', options.concurrency);
  checkCount('bound', options.bound ?? 1);
  checkOneOf('failureMode', MODES, options.failureMode ?? 'continue');
  checkDuration('runDeadlineMs', options.runDeadlineMs);
  checkDuration('pressure.everyMs', options.pressure?.everyMs);
  checkAbove('ageingMs', options.ageingMs ?? 1);
  for (const [name, weight] of Object.entries(options.weights ?? {})) {
    checkAbove(`The weight of the class ${name}`, weight);
  }
}
function checkPriority(what, value) {
  if (Number.isInteger(value) && Math.abs(value) <= PRIORITY_MAX) return;
  throw wrong(what, `a whole number from -${PRIORITY_MAX} to ${PRIORITY_MAX}`, value);
}
function checkRetry(what, { attempts = 1, on = [], delayMs }) {
  checkCount(`${what}.attempts`, attempts);
  for (const reason of on) checkOneOf(`${what}.on`, REASONS, reason);
  checkDuration(`${what}.delayMs`, delayMs);
}
function checkAbove(what, value) {
  if (!(value > 0 && Number.isFinite(value))) throw wrong(what, 'a number above 0', value);
}
function checkCount(what, value) {
  if (!Number.isInteger(value) || value < 1) throw wrong(what, 'a whole number above 0', value);
}
function checkDuration(what, ms) {
  if (ms !== void 0 && !(ms >= 0 && Number.isFinite(ms))) throw wrong(what, 'milliseconds from 0', ms);
}
function checkOneOf(what, words, value) {
  if (!words.includes(value)) throw wrong(what, `one of ${words.join(', ')}`, value);
}
function wrong(what, expected, value) {
  return new LayoverError(
    'LAYOVER_USAGE',
    `${what} must be ${expected}, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  );
}
var PRIORITY_MAX, CONDITIONS, REASONS, MODES;
var init_check = __esm({
  'dist/scheduler/check.js'() {
    'use strict';
    init_errors();
    PRIORITY_MAX = 100;
    CONDITIONS = ['success', 'failure', 'always'];
    REASONS = ['failed', 'errored', 'timed-out'];
    MODES = ['continue', 'finish-running', 'stop-new', 'kill'];
  },
});

// dist/base/abort.js
var AbortWatch;
var init_abort = __esm({
  'dist/base/abort.js'() {
    'use strict';
    AbortWatch = class {
      #acts = /* @__PURE__ */ new Map();
      /** Calls `act` once `signal` is aborted: at once where it is already. The function it answers with takes that back. */
      add(signal, act2) {
        if (signal === void 0) return () => void 0;
        if (signal.aborted) {
          act2();
          return () => void 0;
        }
        const acts = this.#acts.get(signal) ?? this.#listen(signal);
        acts.add(act2);
        return () => {
          acts.delete(act2);
          if (acts.size === 0) this.#forget(signal, acts);
        };
      }
      #listen(signal) {
        const acts = /* @__PURE__ */ new Set();
        this.#acts.set(signal, acts);
        signal.addEventListener('abort', this.#tell, { once: true });
        return acts;
      }
      #forget(signal, acts) {
        if (this.#acts.get(signal) !== acts) return;
        this.#acts.delete(signal);
        signal.removeEventListener('abort', this.#tell);
      }
      #tell = ({ target }) => {
        const signal = target;
        const acts = this.#acts.get(signal) ?? [];
        this.#acts.delete(signal);
        for (const act2 of acts) act2();
      };
    };
  },
});

// dist/base/clock.js
var systemClock, TIMER_MAX_MS;
var init_clock = __esm({
  'dist/base/clock.js'() {
    'use strict';
    systemClock = {
      now: () => performance.now(),
      after: (ms, act2) => {
        let timer;
        const wait = (left) => {
          const piece = Math.min(left, TIMER_MAX_MS);
          timer = setTimeout(() => (left > piece ? wait(left - piece) : act2()), piece);
        };
        wait(ms);
        return () => clearTimeout(timer);
      },
    };
    TIMER_MAX_MS = 2 ** 31 - 1;
  },
});

// dist/scheduler/attempt.js
async function runAttempt(task, context) {
  try {
    const verdict = await task.run(context);
    if (isVerdict(verdict)) return verdict;
    return {
      kind: 'errored',
      error: new TypeError(`${task.name ?? 'A task'} ended without a verdict`),
      isPermanent: true,
    };
  } catch (error) {
    return { kind: 'errored', error };
  }
}
function isVerdict(value) {
  const { kind: kind2 } = value ?? {};
  return kind2 === 'succeeded' || kind2 === 'failed' || kind2 === 'errored';
}
function endOfAttempt(verdict, attempts) {
  if (verdict.kind === 'errored') return { kind: 'errored', error: verdict.error, attempts };
  return { kind: verdict.kind, result: verdict.result, attempts };
}
function isOwnTimeout(stop) {
  return stop.kind === 'timed-out' && stop.scope === 'attempt';
}
function resultOf(verdict) {
  return verdict.kind === 'errored' ? void 0 : verdict.result;
}
function reasonOf(id, stop) {
  const what =
    stop.kind === 'timed-out'
      ? `ran out of time after ${stop.afterMs} ms (${stop.scope})`
      : `was canceled by its ${stop.by}`;
  return new LayoverError('LAYOVER_CANCELED', `${id} ${what}`);
}
var init_attempt = __esm({
  'dist/scheduler/attempt.js'() {
    'use strict';
    init_errors();
  },
});

// dist/scheduler/condition.js
function isTrouble(end) {
  if (end.kind === 'skipped') return end.because.kind === 'need-failed' || end.because.kind === 'stopped';
  return end.kind !== 'succeeded';
}
function judgeCondition({ when = 'success' }, needs) {
  if (when === 'always') return void 0;
  if (when === 'success') return findObstacle(needs);
  const isMet = when === 'failure' ? [...needs.values()].some(isTrouble) : when(needs);
  return isMet ? void 0 : { kind: 'when' };
}
function findObstacle(needs) {
  const ends = [...needs];
  const trouble = ends.find(([, end]) => isTrouble(end));
  if (trouble) return rootOf(...trouble);
  const skipped = ends.find(([, end]) => end.kind === 'skipped');
  return skipped && { kind: 'need-skipped', name: skipped[0] };
}
function rootOf(name, end) {
  if (end.kind === 'skipped' && end.because.kind !== 'when') return end.because;
  return { kind: 'need-failed', name, end: end.kind };
}
function isCleanUp({ when = 'success' }) {
  return when !== 'success';
}
var init_condition = __esm({
  'dist/scheduler/condition.js'() {
    'use strict';
  },
});

// dist/scheduler/entry.js
var Entry;
var init_entry = __esm({
  'dist/scheduler/entry.js'() {
    'use strict';
    Entry = class {
      id;
      task;
      request;
      sequence;
      className;
      ended;
      state = { kind: 'waiting' };
      /** Set when it is first ready, and kept for its further attempts. */
      turn = 0;
      startedMs = 0;
      /** How many of its needs have not ended. */
      missing = 0;
      /** How the attempt before went. */
      last;
      /** Of the attempt that runs. */
      controller;
      #needs;
      #dependents = [];
      #releases = /* @__PURE__ */ new Map();
      #resolve = () => void 0;
      constructor({ task, request, sequence, needs }) {
        this.id = task.name ?? `#${sequence}`;
        this.task = task;
        this.request = request;
        this.sequence = sequence;
        this.className = task.class ?? 'default';
        this.#needs = [...needs];
        this.ended = new Promise((resolve12) => {
          this.#resolve = resolve12;
        });
        for (const need of needs) {
          if (need.state.kind === 'ended') continue;
          need.#dependents.push(this);
          this.missing += 1;
        }
      }
      /** How its needs ended; to be asked for once all have. */
      needs() {
        const ends = /* @__PURE__ */ new Map();
        for (const { id, state } of this.#needs) if (state.kind === 'ended') ends.set(id, state.end);
        return ends;
      }
      /** Those that wait for it, once. */
      takeDependents() {
        return this.#dependents.splice(0);
      }
      /** Calls `act` with `ms` once they have passed; never where there are none. */
      setTimer(name, { clock, ms }, act2) {
        if (ms !== void 0)
          this.#releases.set(
            name,
            clock.after(ms, () => act2(ms)),
          );
      }
      /** To be called when it has ended. */
      onSettled(release8) {
        if (this.state.kind === 'ended') release8();
        else this.#releases.set('signal', release8);
      }
      clearTimer(name) {
        this.#releases.get(name)?.();
        this.#releases.delete(name);
      }
      /** Lets go of all it held on to, and tells who waits for its end. */
      settle(end) {
        for (const release8 of this.#releases.values()) release8();
        this.#releases.clear();
        this.#needs.length = 0;
        this.last = void 0;
        this.#resolve(end);
      }
    };
  },
});

// dist/scheduler/halt.js
function judgeHalted(halt, { task, last }) {
  if (halt.kind === 'all') return stoppedEnd(halt.stop, last);
  if (isCleanUp(task)) return void 0;
  if (last !== void 0) return halt.mode === 'finish-running' ? void 0 : last;
  return { kind: 'skipped', because: { kind: 'stopped', name: halt.name } };
}
function stoppedEnd(stop, last) {
  const result = last?.kind === 'errored' ? void 0 : last?.result;
  return { ...stop, result, attempts: last?.attempts ?? 0 };
}
var init_halt = __esm({
  'dist/scheduler/halt.js'() {
    'use strict';
    init_condition();
  },
});

// dist/scheduler/pressure.js
function judgePressure(reading, limits = {}) {
  if (reading.kind === 'unavailable') return reading;
  for (const resource of ['memory', 'io', 'cpu']) {
    const limit2 = limits[resource] ?? DEFAULTS[resource];
    const percent = reading[resource];
    if (percent > limit2) return { kind: 'stalled', resource, percent, limit: limit2 };
  }
  return { kind: 'calm' };
}
var DEFAULTS;
var init_pressure = __esm({
  'dist/scheduler/pressure.js'() {
    'use strict';
    init_errors();
    DEFAULTS = { cpu: 90, memory: 10, io: 50 };
  },
});

// dist/scheduler/pressure-gate.js
var EVERY_MS, PressureGate;
var init_pressure_gate = __esm({
  'dist/scheduler/pressure-gate.js'() {
    'use strict';
    init_pressure();
    EVERY_MS = 1e3;
    PressureGate = class {
      #options;
      #state = { kind: 'unwatched' };
      #readAtMs = Number.NEGATIVE_INFINITY;
      #cancelLook;
      constructor(options) {
        this.#options = options;
        if (options.pressure) this.#read(options.pressure);
      }
      get state() {
        return this.#state;
      }
      /** Whether nothing more is to start now; `again` is called when it is time to ask again. */
      isShut(again) {
        const { pressure, clock } = this.#options;
        if (pressure === void 0) return false;
        const everyMs = pressure.everyMs ?? EVERY_MS;
        if (clock.now() - this.#readAtMs >= everyMs) this.#read(pressure);
        if (this.#state.kind !== 'stalled') return false;
        this.#cancelLook ??= clock.after(this.#readAtMs + everyMs - clock.now(), () => {
          this.#cancelLook = void 0;
          again();
        });
        return true;
      }
      /** There is nothing left to start. */
      rest() {
        this.#cancelLook?.();
        this.#cancelLook = void 0;
      }
      #read({ read, limits }) {
        const before = this.#state;
        this.#readAtMs = this.#options.clock.now();
        this.#state = judgePressure(read(), limits);
        if (JSON.stringify(before) !== JSON.stringify(this.#state)) this.#options.onChange(this.#state);
      }
    };
  },
});

// dist/scheduler/heap.js
var Heap;
var init_heap = __esm({
  'dist/scheduler/heap.js'() {
    'use strict';
    Heap = class {
      #isBefore;
      #items = [];
      #places = /* @__PURE__ */ new Map();
      constructor(isBefore2) {
        this.#isBefore = isBefore2;
      }
      get size() {
        return this.#items.length;
      }
      peek() {
        return this.#items[0];
      }
      push(item) {
        this.#items.push(item);
        this.#rise(item, this.#items.length - 1);
      }
      pop() {
        const first2 = this.#items[0];
        if (first2 !== void 0) this.remove(first2);
        return first2;
      }
      /** Whether it was there. */
      remove(item) {
        const place = this.#places.get(item);
        if (place === void 0) return false;
        this.#places.delete(item);
        const last = this.#items.pop();
        if (place < this.#items.length) {
          this.#put(last, place);
          this.update(last);
        }
        return true;
      }
      /** To be called when an item's order has changed. */
      update(item) {
        const place = this.#places.get(item);
        if (place === void 0) return;
        this.#rise(item, place);
        this.#sink(item, this.#places.get(item) ?? place);
      }
      #rise(item, from) {
        let place = from;
        while (place > 0) {
          const above = (place - 1) >> 1;
          const parent = this.#items[above];
          if (!this.#isBefore(item, parent)) break;
          this.#put(parent, place);
          place = above;
        }
        this.#put(item, place);
      }
      #sink(item, from) {
        let place = from;
        for (let child = this.#firstChild(place); child !== void 0; child = this.#firstChild(place)) {
          const below = this.#items[child];
          if (!this.#isBefore(below, item)) break;
          this.#put(below, place);
          place = child;
        }
        this.#put(item, place);
      }
      /** The place of the child that is before the other one. */
      #firstChild(place) {
        const left = 2 * place + 1;
        const right = left + 1;
        if (left >= this.#items.length) return void 0;
        if (right >= this.#items.length) return left;
        return this.#isBefore(this.#items[right], this.#items[left]) ? right : left;
      }
      #put(item, place) {
        this.#items[place] = item;
        this.#places.set(item, place);
      }
    };
  },
});

// dist/scheduler/lines.js
function isBefore(left, right) {
  if (left === void 0 || right === void 0) return right !== void 0;
  return left.turn < right.turn || (left.turn === right.turn && left.sequence < right.sequence);
}
var LINES_MAX, Lines;
var init_lines = __esm({
  'dist/scheduler/lines.js'() {
    'use strict';
    init_heap();
    LINES_MAX = 64;
    Lines = class {
      #byRequest = /* @__PURE__ */ new Map();
      /** By their heads. */
      #order = new Heap((left, right) => isBefore(left.peek(), right.peek()));
      get isEmpty() {
        return this.#order.size === 0;
      }
      push(ready) {
        const known = this.#byRequest.get(ready.request);
        const line = known ?? new Heap(isBefore);
        line.push(ready);
        if (known) this.#order.update(known);
        else this.#open(ready.request, line);
      }
      /** Whether it was there. */
      remove(ready) {
        const line = this.#byRequest.get(ready.request);
        if (!line?.remove(ready)) return false;
        if (line.size > 0) {
          this.#order.update(line);
        } else {
          this.#order.remove(line);
          this.#byRequest.delete(ready.request);
        }
        return true;
      }
      /** The first head that fits. Heads before it are added to `passed`. */
      first(fits, passed) {
        const looked = [];
        let found;
        while (found === void 0 && looked.length < LINES_MAX) {
          const line = this.#order.pop();
          const head = line?.peek();
          if (line === void 0 || head === void 0) break;
          looked.push(line);
          if (fits(head.request)) found = head;
          else passed.push(head);
        }
        for (const line of looked) this.#order.push(line);
        return found;
      }
      #open(request, line) {
        this.#byRequest.set(request, line);
        this.#order.push(line);
      }
    };
  },
});

// dist/scheduler/fair-classes.js
var FairClasses, COST_MIN_MS, LEARNING, SWEEP_MIN;
var init_fair_classes = __esm({
  'dist/scheduler/fair-classes.js'() {
    'use strict';
    init_heap();
    init_lines();
    FairClasses = class {
      #weights;
      #classes = /* @__PURE__ */ new Map();
      /** Those with something ready. */
      #active = new Heap((left, right) => left.virtualMs < right.virtualMs);
      #charges = /* @__PURE__ */ new Map();
      #floorMs = 0;
      #sweepAt = SWEEP_MIN;
      constructor(weights) {
        this.#weights = weights;
      }
      /** How many are remembered. */
      get size() {
        return this.#classes.size;
      }
      push(ready) {
        const fair = this.#classes.get(ready.className) ?? this.#open(ready.className);
        if (fair.lines.isEmpty) {
          fair.virtualMs = Math.max(fair.virtualMs, this.#floorMs);
          this.#active.push(fair);
        }
        fair.lines.push(ready);
      }
      /** Whether it was there. */
      remove(ready) {
        const fair = this.#classes.get(ready.className);
        if (!fair?.lines.remove(ready)) return false;
        if (fair.lines.isEmpty) this.#active.remove(fair);
        return true;
      }
      /** What `find` finds in the class that is furthest behind, else in the next. */
      first(find) {
        const looked = [];
        let found;
        while (found === void 0) {
          const fair = this.#active.pop();
          if (fair === void 0) break;
          looked.push(fair);
          found = find(fair.lines);
        }
        for (const fair of looked) this.#active.push(fair);
        return found;
      }
      /** `ready` starts. */
      charge(ready) {
        const fair = this.#classes.get(ready.className) ?? this.#open(ready.className);
        const ms = (fair.expectedMs * ready.request.cost) / fair.weight;
        this.#floorMs = Math.max(this.#floorMs, this.#active.peek()?.virtualMs ?? 0);
        this.#charges.set(ready, { fair, ms });
        fair.running += 1;
        this.#move(fair, ms);
      }
      /** `ready` took this long. */
      correct(ready, tookMs) {
        const charge = this.#charges.get(ready);
        if (charge === void 0) return;
        this.#charges.delete(ready);
        const { fair, ms } = charge;
        const actualMs = Math.max(tookMs, COST_MIN_MS);
        fair.expectedMs += (actualMs - fair.expectedMs) / LEARNING;
        fair.running -= 1;
        this.#move(fair, (actualMs * ready.request.cost) / fair.weight - ms);
      }
      #move(fair, byMs) {
        fair.virtualMs += byMs;
        this.#active.update(fair);
      }
      #open(name) {
        if (this.#classes.size >= this.#sweepAt) this.#forgetIdle();
        const weight = this.#weights[name] ?? 1;
        const fair = {
          name,
          weight,
          lines: new Lines(),
          virtualMs: this.#floorMs,
          expectedMs: COST_MIN_MS,
          running: 0,
        };
        this.#classes.set(name, fair);
        return fair;
      }
      /** A class that is not ahead of the others is as good as a new one; where nobody waits, none is ahead. */
      #forgetIdle() {
        const aheadMs = this.#active.size === 0 ? Number.POSITIVE_INFINITY : this.#floorMs;
        for (const [name, { lines, running, virtualMs }] of this.#classes) {
          if (lines.isEmpty && running === 0 && virtualMs <= aheadMs) this.#classes.delete(name);
        }
        this.#sweepAt = Math.max(SWEEP_MIN, 2 * this.#classes.size);
      }
    };
    COST_MIN_MS = 1;
    LEARNING = 4;
    SWEEP_MIN = 64;
  },
});

// dist/scheduler/resources.js
function nameOf2(resource) {
  return resource.slice(TOKEN.length);
}
function amountsOf({ cpus, memoryBytes, diskBytes, tokens = {} }, what) {
  const given = [
    ['cpus', cpus],
    ['memoryBytes', memoryBytes],
    ['diskBytes', diskBytes],
    ...Object.entries(tokens).map(([name, count2]) => [`${TOKEN}${name}`, count2]),
  ];
  return given.flatMap(([resource, amount2]) =>
    amount2 === void 0 ? [] : [[resource, checkAmount(resource, amount2, what)]],
  );
}
function checkAmount(resource, amount2, what) {
  const whole = resource === 'cpus' ? Math.round(amount2 * THOUSANDTHS) : amount2;
  if (Number.isSafeInteger(whole) && whole >= 0) return whole;
  const kind2 = resource === 'cpus' ? 'a number' : 'a whole number';
  throw new LayoverError('LAYOVER_USAGE', `${what}: ${resource} must be ${kind2} from 0, got ${amount2}`);
}
function tooBig(task, resource, { amount: amount2, total }) {
  const scale = resource === 'cpus' ? THOUSANDTHS : 1;
  return new LayoverError(
    'LAYOVER_SCHEDULE',
    `${task} asks for ${amount2 / scale} ${resource}, and there are ${total / scale} in all: it could never run`,
  );
}
var PLACE, ResourcePool, Claim, TOKEN, THOUSANDTHS, INTERNED_MAX;
var init_resources = __esm({
  'dist/scheduler/resources.js'() {
    'use strict';
    init_errors();
    init_nearest();
    PLACE = 'place';
    ResourcePool = class {
      #total;
      #free;
      #requests = /* @__PURE__ */ new Map();
      constructor(concurrency, resources = {}) {
        this.#total = new Map([[PLACE, concurrency], ...amountsOf(resources, 'The resources in all')]);
        this.#free = new Map(this.#total);
      }
      /** LAYOVER_SCHEDULE where that is more than there is in all, so that it could never run. */
      plan(resources, task) {
        const amounts = [[PLACE, 1]];
        for (const [resource, amount2] of amountsOf(resources, task)) {
          const total = this.#total.get(resource);
          if (total === void 0 && resource.startsWith(TOKEN)) throw this.#unknownToken(task, resource);
          if (total !== void 0 && amount2 > total) throw tooBig(task, resource, { amount: amount2, total });
          if (total !== void 0 && amount2 > 0) amounts.push([resource, amount2]);
        }
        return this.#intern({ amounts, cost: Math.max(1, resources.cpus ?? 1) });
      }
      get hasPlace() {
        return this.#freeOf(PLACE) > 0;
      }
      /** Whether it can be taken now, and leaves what is claimed. */
      fits({ amounts }, claim) {
        return amounts.every(
          ([resource, amount2]) => this.#freeOf(resource) - (claim?.of(resource) ?? 0) >= amount2,
        );
      }
      lacking({ amounts }) {
        return amounts
          .filter(([resource, amount2]) => this.#freeOf(resource) < amount2)
          .map(([name]) => name);
      }
      take({ amounts }) {
        for (const [resource, amount2] of amounts) this.#free.set(resource, this.#freeOf(resource) - amount2);
      }
      give({ amounts }) {
        for (const [resource, amount2] of amounts) this.#free.set(resource, this.#freeOf(resource) + amount2);
      }
      #freeOf(resource) {
        return this.#free.get(resource) ?? 0;
      }
      #intern(request) {
        const key = JSON.stringify([request.amounts, request.cost]);
        const known = this.#requests.get(key);
        if (known) return known;
        if (this.#requests.size >= INTERNED_MAX) this.#requests.clear();
        this.#requests.set(key, request);
        return request;
      }
      #unknownToken(task, resource) {
        const known = [...this.#total.keys()].filter((name) => name.startsWith(TOKEN)).map(nameOf2);
        const nearest = findNearest(nameOf2(resource), known);
        const hint = nearest ? `Did you mean ${nearest}?` : `There are: ${known.join(', ') || 'none'}`;
        return new LayoverError('LAYOVER_SCHEDULE', `${task} asks for an unknown ${resource}`, { hint });
      }
    };
    Claim = class {
      #request;
      #amounts = /* @__PURE__ */ new Map();
      constructor(request) {
        this.#request = request;
      }
      /** Never shrinks: what came free once stays set aside while the rest is waited for. */
      add(lacking) {
        for (const [resource, amount2] of this.#request.amounts) {
          if (lacking.includes(resource)) this.#amounts.set(resource, amount2);
        }
      }
      of(resource) {
        return this.#amounts.get(resource) ?? 0;
      }
    };
    TOKEN = 'token ';
    THOUSANDTHS = 1e3;
    INTERNED_MAX = 1e4;
  },
});

// dist/scheduler/ready-queue.js
var PASSES_MAX, ReadyQueue;
var init_ready_queue = __esm({
  'dist/scheduler/ready-queue.js'() {
    'use strict';
    init_fair_classes();
    init_resources();
    PASSES_MAX = 16;
    ReadyQueue = class {
      #pool;
      #classes;
      #passes = /* @__PURE__ */ new Map();
      #claimant;
      #size = 0;
      constructor(pool, weights = {}) {
        this.#pool = pool;
        this.#classes = new FairClasses(weights);
      }
      get size() {
        return this.#size;
      }
      push(ready) {
        this.#classes.push(ready);
        this.#size += 1;
      }
      /** Whether it was there. */
      remove(ready) {
        if (!this.#classes.remove(ready)) return false;
        this.#passes.delete(ready);
        if (this.#claimant?.ready === ready) this.#claimant = void 0;
        this.#size -= 1;
        return true;
      }
      /** Takes out what is to start now, and takes what it asks for from the pool. */
      next() {
        if (this.#size === 0 || !this.#pool.hasPlace) return void 0;
        const ready = this.#claimed() ?? this.#firstThatFits();
        if (ready === void 0) return void 0;
        this.#classes.charge(ready);
        this.remove(ready);
        this.#pool.take(ready.request);
        return ready;
      }
      /** To be called once for each that `next` answered with: gives back what it took. */
      ended(ready, tookMs) {
        this.#pool.give(ready.request);
        this.#classes.correct(ready, tookMs);
      }
      #claimed() {
        if (this.#claimant === void 0) return void 0;
        const { ready, claim } = this.#claimant;
        const lacking = this.#pool.lacking(ready.request);
        claim.add(lacking);
        return lacking.length === 0 ? ready : void 0;
      }
      #firstThatFits() {
        const passed = [];
        const fits = (request) => this.#pool.fits(request, this.#claimant?.claim);
        const found = this.#classes.first((lines) => lines.first(fits, passed));
        if (found !== void 0) this.#countPasses(passed);
        return found;
      }
      #countPasses(passed) {
        for (const ready of passed) {
          const count2 = (this.#passes.get(ready) ?? 0) + 1;
          this.#passes.set(ready, count2);
          if (count2 >= PASSES_MAX) this.#claimant ??= { ready, claim: new Claim(ready.request) };
        }
      }
    };
  },
});

// dist/scheduler/retry.js
function planRetry(end, retry = {}) {
  const { attempts = ATTEMPTS, on = ['errored'], delayMs = DELAY_MS } = retry;
  if (end.kind === 'succeeded' || end.attempts >= attempts || !on.includes(end.kind)) return void 0;
  return Math.min(delayMs * 2 ** (end.attempts - 1), DELAY_MAX_MS);
}
var ATTEMPTS, DELAY_MS, DELAY_MAX_MS;
var init_retry = __esm({
  'dist/scheduler/retry.js'() {
    'use strict';
    ATTEMPTS = 3;
    DELAY_MS = 200;
    DELAY_MAX_MS = 3e4;
  },
});

// dist/scheduler/run-deadline.js
var RunDeadline;
var init_run_deadline = __esm({
  'dist/scheduler/run-deadline.js'() {
    'use strict';
    RunDeadline = class {
      #clock;
      #ms;
      #act;
      #endMs;
      #cancel;
      constructor({ clock, ms, act: act2 }) {
        this.#clock = clock;
        this.#ms = ms;
        this.#act = act2;
      }
      arm() {
        const ms = this.#ms;
        if (ms === void 0 || this.#cancel !== void 0) return;
        const nowMs = this.#clock.now();
        this.#endMs ??= nowMs + ms;
        this.#cancel = this.#clock.after(Math.max(0, this.#endMs - nowMs), () => this.#act(ms));
      }
      rest() {
        this.#cancel?.();
        this.#cancel = void 0;
      }
    };
  },
});

// dist/scheduler/engine.js
var AGEING_MS, TROUBLES, Engine;
var init_engine = __esm({
  'dist/scheduler/engine.js'() {
    'use strict';
    init_abort();
    init_clock();
    init_attempt();
    init_condition();
    init_entry();
    init_halt();
    init_pressure_gate();
    init_ready_queue();
    init_resources();
    init_retry();
    init_run_deadline();
    AGEING_MS = 1e4;
    TROUBLES = /* @__PURE__ */ new Set(['failed', 'errored', 'timed-out']);
    Engine = class {
      pool;
      counts = { waiting: 0, queued: 0, running: 0, ending: 0, delayed: 0, ended: 0 };
      #options;
      #admit;
      #gate;
      #clock;
      #ready;
      #runDeadline;
      #aborts = new AbortWatch();
      #unfinished = /* @__PURE__ */ new Set();
      /** Those that have ended and whose dependents have not been told yet. */
      #news = [];
      #trouble;
      #halt;
      #isAdvancing = false;
      #sequence = 0;
      /** `admit` lets those in who wait for room, and says whether there were any. */
      constructor(options, admit) {
        this.#options = options;
        this.#admit = admit;
        const clock = options.clock ?? systemClock;
        this.#clock = clock;
        this.pool = new ResourcePool(options.concurrency, options.resources);
        this.#ready = new ReadyQueue(this.pool, options.weights);
        const onChange = (pressure) => this.#emit({ kind: 'pressure', atMs: clock.now(), pressure });
        this.#gate = new PressureGate({ pressure: options.pressure, clock, onChange });
        const act2 = (afterMs) => this.halt({ kind: 'timed-out', scope: 'run', afterMs });
        this.#runDeadline = new RunDeadline({ clock, ms: options.runDeadlineMs, act: act2 });
      }
      get pressure() {
        return this.#gate.state;
      }
      /** How many tasks have not ended. */
      get size() {
        return this.#unfinished.size;
      }
      /** An entry for a task that has been checked; nothing happens to it before `take`. */
      enter(task, needs) {
        this.#sequence += 1;
        const request = this.pool.plan(task.resources ?? {}, task.name ?? 'A task');
        return new Entry({ task, needs, request, sequence: this.#sequence });
      }
      take(entry) {
        this.#unfinished.add(entry);
        this.counts.waiting += 1;
        this.#runDeadline.arm();
        this.together(() => {
          this.#announce(entry);
          this.#watch(entry);
          if (entry.missing === 0) this.#judge(entry);
        });
      }
      /** Ends a task: at once, or when its run has ended. The first reason counts. */
      stop(entry, stop) {
        const { state } = entry;
        if (state.kind === 'ended' || state.kind === 'ending') return;
        this.together(() => {
          if (state.kind === 'running') {
            this.#move(entry, { kind: 'ending', attempt: state.attempt, stop });
            entry.controller?.abort(reasonOf(entry.id, stop));
          } else {
            this.#end(entry, stoppedEnd(stop, entry.last));
          }
        });
      }
      /** Ends all there are, and whatever comes. */
      halt(stop) {
        this.#halt = { kind: 'all', stop };
        this.together(() => {
          for (const entry of this.#unfinished) this.stop(entry, stop);
        });
      }
      /** To be called when there is something to let in. */
      advance() {
        this.together(() => void 0);
      }
      /** Draws conclusions when `act` is done, and only then: nothing starts meanwhile. */
      together(act2) {
        if (this.#isAdvancing) return act2();
        this.#isAdvancing = true;
        try {
          const answer2 = act2();
          do {
            this.#tellDependents();
            this.#startReady();
          } while (this.#news.length > 0 || this.#admit());
          return answer2;
        } finally {
          this.#isAdvancing = false;
          this.#rest();
        }
      }
      /** No timer runs that has nothing to wait for. */
      #rest() {
        if (this.#ready.size === 0) this.#gate.rest();
        if (this.size === 0) this.#runDeadline.rest();
      }
      #tellDependents() {
        for (let entry = this.#news.pop(); entry !== void 0; entry = this.#news.pop()) {
          for (const dependent of entry.takeDependents()) {
            dependent.missing -= 1;
            if (dependent.missing === 0) this.#judge(dependent);
          }
          if (this.#news.length === 0) this.#applyFailureMode();
        }
      }
      /** When those that need the failed task have been told that it is the reason. */
      #applyFailureMode() {
        const { failureMode: mode = 'continue' } = this.#options;
        const { id: name } = this.#trouble ?? {};
        if (name === void 0 || mode === 'continue' || this.#halt !== void 0) return;
        this.#halt = { kind: 'failure', name, mode };
        this.#emit({ kind: 'stopping', atMs: this.#clock.now(), task: name, mode });
        for (const entry of this.#unfinished) this.#applyHalt(entry, this.#halt);
      }
      #applyHalt(entry, halt) {
        if (entry.state.kind === 'running' || entry.state.kind === 'ending') {
          if (halt.kind === 'failure' && halt.mode === 'kill' && !isCleanUp(entry.task)) {
            this.stop(entry, { kind: 'canceled', by: 'failure' });
          }
        } else {
          const end = judgeHalted(halt, entry);
          if (end) this.#end(entry, end);
        }
      }
      /** All its needs have ended, or it has none. */
      #judge(entry) {
        if (entry.state.kind !== 'waiting') return;
        const end = this.#findEnd(entry);
        if (end) this.#end(entry, end);
        else this.#queue(entry, 1);
      }
      #findEnd(entry) {
        const halted = this.#halt && judgeHalted(this.#halt, entry);
        if (halted) return halted;
        try {
          const because = judgeCondition(entry.task, entry.needs());
          return because && { kind: 'skipped', because };
        } catch (error) {
          return { kind: 'errored', error, attempts: 0 };
        }
      }
      #queue(entry, attempt) {
        if (attempt === 1) {
          const { ageingMs = AGEING_MS } = this.#options;
          entry.turn = this.#clock.now() - (entry.task.priority ?? 0) * ageingMs;
        }
        this.#ready.push(entry);
        this.#move(entry, { kind: 'queued', attempt });
      }
      #startReady() {
        while (!this.#isHeldBack()) {
          const entry = this.#ready.next();
          if (entry === void 0) return;
          this.#start(entry);
        }
      }
      #isHeldBack() {
        const { running, ending } = this.counts;
        return this.#ready.size > 0 && running + ending > 0 && this.#gate.isShut(() => this.advance());
      }
      #start(entry) {
        const { task } = entry;
        const attempt = (entry.last?.attempts ?? 0) + 1;
        const controller = new AbortController();
        entry.controller = controller;
        entry.startedMs = this.#clock.now();
        this.#move(entry, { kind: 'running', attempt });
        entry.setTimer('timeout', { clock: this.#clock, ms: task.timeoutMs }, (afterMs) =>
          this.stop(entry, { kind: 'timed-out', scope: 'attempt', afterMs }),
        );
        const context = { signal: controller.signal, attempt, needs: entry.needs() };
        void runAttempt(task, context).then((verdict) => this.#attemptEnded(entry, verdict));
      }
      #attemptEnded(entry, verdict) {
        const { state } = entry;
        if (state.kind !== 'running' && state.kind !== 'ending') return;
        entry.clearTimer('timeout');
        entry.controller = void 0;
        this.#ready.ended(entry, this.#clock.now() - entry.startedMs);
        const attempts = state.attempt;
        this.together(() => {
          if (state.kind === 'running') this.#conclude(entry, endOfAttempt(verdict, attempts), verdict);
          else if (isOwnTimeout(state.stop))
            this.#conclude(entry, { ...state.stop, result: resultOf(verdict), attempts });
          else this.#end(entry, { ...state.stop, result: resultOf(verdict), attempts });
        });
      }
      /** The attempt was left to itself: is there to be another? */
      #conclude(entry, end, verdict) {
        const delayMs =
          verdict?.kind === 'errored' && verdict.isPermanent ? void 0 : planRetry(end, entry.task.retry);
        entry.last = end;
        const halted = this.#halt && judgeHalted(this.#halt, entry);
        if (delayMs === void 0 || halted) {
          this.#end(entry, end);
          return;
        }
        const attempt = end.attempts + 1;
        entry.setTimer('delay', { clock: this.#clock, ms: delayMs }, () =>
          this.together(() => this.#queue(entry, attempt)),
        );
        this.#move(entry, { kind: 'delayed', attempt, delayMs, last: end });
      }
      #end(entry, end) {
        if (entry.state.kind === 'queued') this.#ready.remove(entry);
        this.#unfinished.delete(entry);
        this.#news.push(entry);
        if (TROUBLES.has(end.kind) && !isCleanUp(entry.task)) this.#trouble ??= entry;
        entry.settle(end);
        this.#move(entry, { kind: 'ended', end });
      }
      #watch(entry) {
        const { signal, deadlineMs } = entry.task;
        if (entry.state.kind === 'ended') return;
        entry.setTimer('deadline', { clock: this.#clock, ms: deadlineMs }, (afterMs) =>
          this.stop(entry, { kind: 'timed-out', scope: 'task', afterMs }),
        );
        const cancel = () => this.stop(entry, { kind: 'canceled', by: 'caller' });
        entry.onSettled(this.#aborts.add(signal, cancel));
      }
      #move(entry, state) {
        this.counts[entry.state.kind] -= 1;
        this.counts[state.kind] += 1;
        entry.state = state;
        this.#announce(entry);
      }
      #announce({ id, state }) {
        this.#emit({ kind: 'task', atMs: this.#clock.now(), task: id, state });
      }
      #emit(event) {
        try {
          this.#options.onEvent?.(event);
        } catch (error) {
          process.nextTick(() => {
            throw error;
          });
        }
      }
    };
  },
});

// dist/scheduler/graph.js
function orderTasks(tasks, isKnown) {
  const byName = nameTasks(tasks);
  for (const task of tasks) {
    for (const need of task.needs ?? []) {
      if (!byName.has(need) && !isKnown(need)) throw unknownNeed(task, need, byName.keys());
    }
  }
  const ordered = /* @__PURE__ */ new Set();
  for (const task of tasks) visit(task, { byName, ordered });
  return [...ordered];
}
function unknownNeed(task, need, known) {
  const nearest = findNearest(need, [...known]);
  const hint = nearest
    ? `Did you mean ${nearest}?`
    : 'What a task needs is submitted before it, or together with it by submitAll.';
  return new LayoverError(
    'LAYOVER_SCHEDULE',
    `${task.name ?? 'A task'} needs ${need}, which is no task here`,
    {
      hint,
    },
  );
}
function nameTaken(name) {
  return new LayoverError('LAYOVER_SCHEDULE', `There are two tasks called ${name}`, {
    hint: 'Give one another name, or forget the first once it has ended.',
  });
}
function nameTasks(tasks) {
  const byName = /* @__PURE__ */ new Map();
  for (const task of tasks) {
    if (task.name === void 0) continue;
    if (byName.has(task.name)) throw nameTaken(task.name);
    byName.set(task.name, task);
  }
  return byName;
}
function visit(root, { byName, ordered }) {
  if (ordered.has(root)) return;
  const trail = /* @__PURE__ */ new Map([[root, needsOf(root)]]);
  const stack = [root];
  for (let task = stack.at(-1); task !== void 0; task = stack.at(-1)) {
    const next = trail.get(task)?.next();
    if (next?.done !== false) {
      ordered.add(task);
      trail.delete(task);
      stack.pop();
      continue;
    }
    const need = byName.get(next.value);
    if (need === void 0 || ordered.has(need)) continue;
    if (trail.has(need)) throw cycle([...stack.slice(stack.indexOf(need)), need]);
    trail.set(need, needsOf(need));
    stack.push(need);
  }
}
function needsOf({ needs = [] }) {
  return needs[Symbol.iterator]();
}
function cycle(path2) {
  const names = path2.map(({ name }) => name).join(' -> ');
  return new LayoverError('LAYOVER_SCHEDULE', `The tasks need each other in a circle: ${names}`, {
    hint: 'An arrow reads "needs"; one of them has to go.',
  });
}
var init_graph = __esm({
  'dist/scheduler/graph.js'() {
    'use strict';
    init_errors();
    init_nearest();
  },
});

// dist/scheduler/room.js
var Room;
var init_room = __esm({
  'dist/scheduler/room.js'() {
    'use strict';
    init_abort();
    Room = class {
      #waiting = /* @__PURE__ */ new Set();
      #names = /* @__PURE__ */ new Set();
      #aborts = new AbortWatch();
      get isEmpty() {
        return this.#waiting.size === 0;
      }
      /** Of the tasks that wait. */
      get names() {
        return this.#names;
      }
      /** Answers with what `accept` answers, called once there is room. The task's signal takes it out of the line. */
      wait({ name, signal }, accept) {
        return new Promise((resolve12, reject) => {
          const go = () => {
            this.#waiting.delete(waiting);
            if (name !== void 0) this.#names.delete(name);
            release8();
          };
          const waiting = {
            name,
            enter: () => {
              go();
              try {
                resolve12(accept());
              } catch (error) {
                reject(error);
              }
            },
            leave: (reason) => {
              go();
              reject(reason);
            },
          };
          const release8 = this.#aborts.add(signal, () => waiting.leave(signal?.reason));
          this.#waiting.add(waiting);
          if (name !== void 0) this.#names.add(name);
        });
      }
      letNextIn() {
        for (const waiting of this.#waiting) {
          waiting.enter();
          return;
        }
      }
      sendAway(reason) {
        for (const waiting of this.#waiting) waiting.leave(reason);
      }
    };
  },
});

// dist/scheduler/scheduler.js
async function allOrNone(submitted) {
  const settled = await Promise.allSettled(submitted);
  const handles = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refused = settled.find((one) => one.status === 'rejected');
  if (refused === void 0) return handles;
  await Promise.all(handles.map(async (handle) => await handle.cancel()));
  throw refused.reason;
}
function closed() {
  return new LayoverError('LAYOVER_CLOSED', 'The scheduler takes no more tasks: it was drained or shut down');
}
var BOUND, Scheduler, Handle;
var init_scheduler = __esm({
  'dist/scheduler/scheduler.js'() {
    'use strict';
    init_errors();
    init_check();
    init_engine();
    init_graph();
    init_room();
    BOUND = 1e4;
    Scheduler = class {
      #engine;
      #bound;
      #room = new Room();
      #named = /* @__PURE__ */ new Map();
      #idle = [];
      #intake = 'open';
      /** LAYOVER_USAGE for an option that cannot be. */
      constructor(options) {
        checkOptions(options);
        this.#bound = options.bound ?? BOUND;
        this.#engine = new Engine(options, () => this.#letIn());
      }
      /**
       * Takes a task; waits first while there are as many as `bound` that have not ended. LAYOVER_USAGE for a value that cannot
       * be; LAYOVER_SCHEDULE for a name that is taken, a need that is not known, or more resources than there are;
       * LAYOVER_CLOSED after `drain` or `shutdown`.
       */
      async submit(task) {
        this.#check(task);
        task.signal?.throwIfAborted();
        if (this.#hasRoom && this.#room.isEmpty) return this.#accept(task);
        return await this.#room.wait(task, () => this.#accept(task));
      }
      /**
       * Takes tasks that may need each other, in any order, and answers with their handles in the order given. Nothing starts
       * where the graph is wrong. Waits as `submit` does; if one is refused while it waits, those already taken are canceled.
       */
      async submitAll(tasks) {
        const given = [...tasks];
        const ordered = orderTasks(given, (name) => this.#isKnown(name));
        for (const task of ordered) this.#checkAlone(task);
        const handles = await allOrNone(
          this.#engine.together(() => ordered.map((task) => this.submit(task))),
        );
        const byTask = new Map(ordered.map((task, index) => [task, handles[index]]));
        return given.map((task) => byTask.get(task));
      }
      /** The task of that name, ended or not, until it is forgotten. */
      find(name) {
        const entry = this.#named.get(name);
        return entry && this.#handle(entry);
      }
      /** Lets go of a task that has ended: its result can be collected, its name be used again. */
      forget(name) {
        const entry = this.#named.get(name);
        if (entry === void 0) return;
        if (entry.state.kind !== 'ended') {
          throw new LayoverError(
            'LAYOVER_SCHEDULE',
            `${name} cannot be forgotten: it is ${entry.state.kind}`,
            {
              hint: 'Wait for its end first.',
            },
          );
        }
        this.#named.delete(name);
      }
      /** How many tasks are in each state; of those that have ended, all there ever were. */
      get counts() {
        return { ...this.#engine.counts };
      }
      /** Whether starts are held back because work stalls. */
      get pressure() {
        return this.#engine.pressure;
      }
      /** Takes no more tasks. Answers when all that were submitted before have ended. */
      async drain() {
        if (this.#intake === 'open') this.#intake = 'draining';
        await new Promise((resolve12) => {
          this.#idle.push(resolve12);
          this.#engine.advance();
        });
      }
      /** Takes no more tasks, refuses those that wait for room, cancels all others. Answers when every run has really ended. */
      async shutdown() {
        this.#intake = 'shut';
        this.#room.sendAway(closed());
        this.#engine.halt({ kind: 'canceled', by: 'shutdown' });
        await this.drain();
      }
      async [Symbol.asyncDispose]() {
        await this.shutdown();
      }
      get #hasRoom() {
        return this.#engine.size < this.#bound;
      }
      #isKnown(name) {
        return this.#named.has(name) || this.#room.names.has(name);
      }
      #check(task) {
        if (this.#intake !== 'open') throw closed();
        this.#checkAlone(task);
        for (const need of task.needs ?? []) if (!this.#isKnown(need)) throw this.#unknownNeed(task, need);
      }
      /** All but its needs. */
      #checkAlone(task) {
        checkTask(task);
        if (task.name !== void 0 && this.#isKnown(task.name)) throw nameTaken(task.name);
        this.#engine.pool.plan(task.resources ?? {}, task.name ?? 'A task');
      }
      /** What it needs may have left the line, or been forgotten, since it was checked. */
      #accept(task) {
        const needs = [...new Set(task.needs)].map((name) => {
          const need = this.#named.get(name);
          if (need === void 0) throw this.#unknownNeed(task, name);
          return need;
        });
        const entry = this.#engine.enter(task, needs);
        if (task.name !== void 0) this.#named.set(task.name, entry);
        this.#engine.take(entry);
        return this.#handle(entry);
      }
      #unknownNeed(task, need) {
        return unknownNeed(task, need, [...this.#named.keys(), ...this.#room.names]);
      }
      #handle(entry) {
        return new Handle(entry, () => this.#engine.stop(entry, { kind: 'canceled', by: 'caller' }));
      }
      /** Called by the engine whenever it has come to rest. Whether that gave it something to do. */
      #letIn() {
        if (!this.#room.isEmpty && this.#hasRoom) {
          this.#room.letNextIn();
          return true;
        }
        if (this.#engine.size === 0 && this.#room.isEmpty)
          for (const resolve12 of this.#idle.splice(0)) resolve12();
        return false;
      }
    };
    Handle = class {
      #entry;
      #cancel;
      constructor(entry, cancel) {
        this.#entry = entry;
        this.#cancel = cancel;
      }
      get id() {
        return this.#entry.id;
      }
      get state() {
        return this.#entry.state;
      }
      get ended() {
        return this.#entry.ended;
      }
      async cancel() {
        this.#cancel();
        return await this.ended;
      }
    };
  },
});

// dist/overlay/driver.js
var DRIVER_NAMES, LOWERS_MAX;
var init_driver = __esm({
  'dist/overlay/driver.js'() {
    'use strict';
    DRIVER_NAMES = ['kernel', 'fuse', 'copy'];
    LOWERS_MAX = 499;
  },
});

// dist/tree/mount-table.js
import { readFileSync as readFileSync8 } from 'node:fs';

function readMountTable() {
  return visibleMounts(readFileSync8('/proc/self/mountinfo', 'latin1'));
}
function visibleMounts(mountinfo) {
  const lines = mountinfo.split('\n').filter(Boolean).map(parseLine);
  const byId = new Map(lines.map((line) => [line.id, line]));
  return lines
    .filter((line) => isVisible(line, { lines, byId }))
    .map(({ at: at2, type, isReadOnly }) => ({ at: at2, type, isReadOnly }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}
function parseLine(line) {
  const [head = '', tail = ''] = line.split(' - ', 2);
  const [id, parent, , , at2 = '', options = ''] = head.split(' ');
  const [type = '', , superOptions = ''] = tail.split(' ');
  const isReadOnly = [options, superOptions].some((list) => list.split(',').includes('ro'));
  return { id: Number(id), parent: Number(parent), at: unescape(at2), type, isReadOnly };
}
function unescape(text3) {
  return text3.replace(/\\([0-7]{3})/g, (_all, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
function isVisible(line, table) {
  return !isCovered(line, table) && isReachable(line, table);
}
function isCovered({ id, at: at2 }, { lines }) {
  return lines.some((other) => other.parent === id && other.at === at2);
}
function isReachable(line, table) {
  const later = table.lines.slice(table.lines.indexOf(line) + 1);
  if (later.some((other) => other.parent === line.parent && isAround(other.at, line.at))) return false;
  const parent = table.byId.get(line.parent);
  if (parent === void 0 || parent === line) return true;
  return isReachable(parent, table) && (line.at === parent.at || !isCovered(parent, table));
}
function isAround(outer, inner) {
  return outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
}
var init_mount_table = __esm({
  'dist/tree/mount-table.js'() {
    'use strict';
  },
});

// dist/sandbox/host/own-places.js
import { accessSync, constants as constants3, lstatSync, statSync } from 'node:fs';

function findOwnPlaces(wanted, places) {
  const found = wanted.flatMap((path2) => ownDirectory(path2) ?? []);
  return [...new Set(found)].filter(
    (path2) => !places.has(path2) && !(places.has(parentOf2(path2)) && isOwn(path2)),
  );
}
function ownDirectory(path2) {
  const names = componentsOf(path2.slice(1));
  const way = names.map((_name, index) => `/${names.slice(0, index + 1).join('/')}`);
  return way.find(isOwn) ?? (isWritable(path2) ? path2 : void 0);
}
function isOwn(path2) {
  const status2 = lstatSync(fsPath(path2), { throwIfNoEntry: false });
  return status2?.isDirectory() === true && status2.uid === process.getuid?.();
}
function isWritable(path2) {
  return may(path2, constants3.W_OK);
}
function modeForCaller(directory) {
  const { mode, uid } = statSync(fsPath(directory));
  if (uid === process.getuid?.()) return mode & 4095;
  const access3 = [constants3.R_OK, constants3.W_OK, constants3.X_OK].filter((bit) => may(directory, bit));
  return (mode & 3647) | (access3.reduce((bits, bit) => bits | bit, 0) << 6);
}
function may(path2, access3) {
  try {
    accessSync(fsPath(path2), access3);
    return true;
  } catch {
    return false;
  }
}
function parentOf2(path2) {
  return splitRaw(path2).parent || '/';
}
var init_own_places = __esm({
  'dist/sandbox/host/own-places.js'() {
    'use strict';
    init_bytes_path();
  },
});

// dist/sandbox/host/plan-host.js
import {
  lstatSync as lstatSync2,
  readdirSync as readdirSync4,
  readlinkSync,
  statSync as statSync2,
} from 'node:fs';

function planHost(request) {
  const shown = request.mounts.filter(
    ({ at: at2 }) => at2 !== '/' && ![...NOT_SHOWN, ...request.hidden].some((outer) => isBelow(at2, outer)),
  );
  const plan = new HostPlan(shown, request.mode);
  if (request.mode === 'root') plan.addPlace('/');
  else plan.addWithout('/', [...shown.map(({ at: at2 }) => at2), ...NOT_SHOWN]);
  for (const mount of shown) plan.addMount(mount);
  if (request.mode === 'rootless') plan.addOwnPlaces(request.wanted, [...NOT_SHOWN, ...request.hidden]);
  return plan.finish();
}
function closedDirectory(target) {
  return { kind: 'tmpfs', target, options: ['mode=000', 'size=4k', 'nr_inodes=1'], isReadOnly: true };
}
function namesIn(directory) {
  try {
    return readdirSync4(fsPath(directory), { encoding: 'latin1' });
  } catch (error) {
    if (hasErrno(error, 'EACCES')) return [];
    throw error;
  }
}
function problemOf(at2) {
  try {
    statSync2(fsPath(at2));
    return void 0;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
function targetOf2(path2) {
  return path2.slice(1);
}
function tooManyPlaces(directory) {
  return new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `The machine's root needs more than ${PLACES_MAX} overlays: there are mounts below ${quoteRaw(directory)}`,
    { hint: 'Run as root, where one overlay per mount is enough, or unmount what lies there.' },
  );
}
var NOT_SHOWN, LAYERABLE, NEVER_TOUCHED, PLACES_MAX, HostPlan;
var init_plan_host = __esm({
  'dist/sandbox/host/plan-host.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_own_places();
    NOT_SHOWN = ['/proc', '/sys', '/dev', '/run'];
    LAYERABLE = /* @__PURE__ */ new Set(['ext4', 'xfs', 'btrfs', 'f2fs', 'tmpfs', 'erofs', 'squashfs']);
    NEVER_TOUCHED = /* @__PURE__ */ new Set(['autofs', 'nfs', 'nfs4', 'cifs', 'smb3', 'ceph', '9p']);
    PLACES_MAX = 128;
    HostPlan = class {
      #mountPoints;
      #places = [];
      #mounts = [];
      #links = [];
      #fallbacks = [];
      #leftOut = [];
      #mode;
      constructor(shown, mode) {
        this.#mountPoints = new Set(shown.map(({ at: at2 }) => at2));
        this.#mode = mode;
      }
      addPlace(directory) {
        this.#push(directory, [directory]);
      }
      addMount({ at: at2, type, isReadOnly }) {
        if (this.#leftOut.some((outer) => isBelow(at2, outer))) return;
        const problem = NEVER_TOUCHED.has(type) ? `${type} may wait for ever` : problemOf(at2);
        if (problem !== void 0) this.#leaveOut(at2, problem);
        else if (!LAYERABLE.has(type)) this.#addReadOnly(at2, `${type} cannot lie under an overlay`, false);
        else if (isReadOnly) this.#addReadOnly(at2, 'it is read-only on this machine');
        else if (!statSync2(fsPath(at2)).isDirectory())
          this.#addReadOnly(at2, 'a single file is mounted there');
        else if (this.#mode === 'rootless') this.addWithout(at2, [...this.#mountPoints]);
        else this.addPlace(at2);
      }
      /** One place where nothing is mounted below, else a place for each directory in it. */
      addWithout(directory, mounted) {
        const prefix = directory === '/' ? '/' : `${directory}/`;
        if (!mounted.some((at2) => at2.startsWith(prefix))) {
          this.addPlace(directory);
          return;
        }
        this.#push(directory, []);
        for (const name of namesIn(directory)) {
          this.#addPiece(`${prefix}${name}`, mounted);
        }
        if (this.#places.length > PLACES_MAX) throw tooManyPlaces(directory);
      }
      addOwnPlaces(wanted, without) {
        const places = new Set(this.#places.map(({ at: at2 }) => `/${at2}`));
        for (const path2 of findOwnPlaces(wanted, places)) {
          if (![...without, ...this.#leftOut].some((outer) => isBelow(path2, outer))) this.addPlace(path2);
        }
      }
      finish() {
        return { places: this.#places, mounts: this.#mounts, links: this.#links, fallbacks: this.#fallbacks };
      }
      #push(directory, lowers) {
        const mode = this.#mode === 'rootless' ? modeForCaller(directory) : void 0;
        const at2 = targetOf2(directory);
        if (mode !== void 0 && (mode & 448) === 0) this.#mounts.push(closedDirectory(at2));
        else this.#places.push({ at: at2, lowers, mode });
      }
      #addPiece(path2, mounted) {
        if (this.#mountPoints.has(path2) || NOT_SHOWN.includes(path2)) return;
        const status2 = lstatSync2(fsPath(path2), { throwIfNoEntry: false });
        if (status2 === void 0) return;
        if (status2.isDirectory()) this.addWithout(path2, mounted);
        else if (status2.isSymbolicLink())
          this.#links.push({
            path: targetOf2(path2),
            target: rawFromBytes(readlinkSync(fsPath(path2), { encoding: 'buffer' })),
          });
        else if (status2.isFile())
          this.#addReadOnly(path2, 'mounts beside it keep its directory from being a layer');
        else this.#leaveOut(path2, 'it is neither file, directory nor link');
      }
      #addReadOnly(at2, reason, isMapped = this.#mode === 'root') {
        this.#note(at2, 'shown read-only', reason);
        const isRecursive = this.#mode === 'rootless';
        this.#mounts.push({
          kind: 'bind',
          target: targetOf2(at2),
          source: at2,
          isReadOnly: true,
          isRecursive,
          isMapped,
        });
      }
      #leaveOut(at2, reason) {
        this.#leftOut.push(at2);
        this.#note(at2, 'left out', reason);
      }
      #note(at2, used, reason) {
        this.#fallbacks.push({ wanted: `copy on write at ${quoteRaw(at2)}`, used, reason });
      }
    };
  },
});

// dist/sandbox/host/secrets.js
import { readFileSync as readFileSync9, realpathSync } from 'node:fs';
import { homedir } from 'node:os';

function findSecrets({ inUse }) {
  const own = ownHome();
  const isInUse = (home) => inUse.some((path2) => isBelow(path2, home));
  const homes = findHomes();
  const others = homes.filter((home) => home !== own && !isInUse(home) && !isBelow(own, home));
  const open4 = [...homes.filter((home) => !others.includes(home)), own];
  const inHomes = open4.flatMap((home) => IN_A_HOME.map((name) => fsPath(`${home}/${name}`)));
  const found = [...inHomes, ...ON_THE_MACHINE].flatMap((path2) => realPath(path2) ?? []);
  return outermost([...others, ...found]);
}
function expandHome(path2) {
  return /^~(\/|$)/.test(path2) ? `${homeWord()}${path2.slice(1)}` : path2;
}
function ownHome() {
  return realPath(homeWord()) ?? '/';
}
function homeWord() {
  try {
    return homedir();
  } catch {
    return '/';
  }
}
function findHomes() {
  const people = readPasswd().filter(({ uid }) => uid === 0 || (uid >= FIRST_PERSON && uid < 65534));
  const homes = people.flatMap(({ home }) => realPath(home) ?? []);
  return [...new Set(homes)].filter((home) => home === '/root' || home.split('/').length > 2);
}
function readPasswd() {
  return readFileSync9('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([, , uid, , , home = '']) => ({ uid: Number(uid), home }))
    .filter(({ home }) => home.startsWith('/'));
}
function realPath(path2) {
  try {
    return rawFromBytes(realpathSync.native(path2, { encoding: 'buffer' }));
  } catch {
    return void 0;
  }
}
function outermost(paths2) {
  const all = [...new Set(paths2)];
  return all.filter((path2) => !all.some((other) => other !== path2 && isBelow(path2, other)));
}
var IN_A_HOME, ON_THE_MACHINE, FIRST_PERSON;
var init_secrets = __esm({
  'dist/sandbox/host/secrets.js'() {
    'use strict';
    init_bytes_path();
    IN_A_HOME = [
      '.ssh',
      '.gnupg',
      '.aws',
      '.azure',
      '.config/gcloud',
      '.config/gh',
      '.config/git/credentials',
      '.config/containers/auth.json',
      '.config/op',
      '.config/rclone',
      '.kube',
      '.docker/config.json',
      '.netrc',
      '.npmrc',
      '.yarnrc.yml',
      '.pypirc',
      '.git-credentials',
      '.cargo/credentials',
      '.cargo/credentials.toml',
      '.gem/credentials',
      '.m2/settings.xml',
      '.gradle/gradle.properties',
      '.terraform.d/credentials.tfrc.json',
      '.vault-token',
      '.password-store',
      '.local/share/keyrings',
      '.mozilla',
      '.config/google-chrome',
      '.config/chromium',
      '.bash_history',
      '.zsh_history',
      '.python_history',
      '.node_repl_history',
    ];
    ON_THE_MACHINE = [
      '/etc/shadow',
      '/etc/shadow-',
      '/etc/gshadow',
      '/etc/gshadow-',
      '/etc/security/opasswd',
      '/etc/ssl/private',
      '/etc/krb5.keytab',
      '/etc/NetworkManager/system-connections',
      '/etc/wireguard',
      '/etc/openvpn',
      '/etc/rancher',
      '/etc/kubernetes',
      '/etc/ssh/ssh_host_rsa_key',
      '/etc/ssh/ssh_host_ecdsa_key',
      '/etc/ssh/ssh_host_ed25519_key',
      '/var/lib/docker',
      '/var/lib/containers',
      '/var/lib/kubelet',
      '/var/spool/mail',
      '/var/mail',
    ];
    FIRST_PERSON = 1e3;
  },
});

// dist/sandbox/host/resolve-host.js
import { realpathSync as realpathSync2 } from 'node:fs';

function resolveHost({ spec, mode, homePath }) {
  const inUse = [spec.cwd, spec.project].flatMap((path2) => (path2 === void 0 ? [] : [realPath2(path2)]));
  const places = [...inUse, hostPath(process.cwd())];
  const secrets = findSecrets({ inUse: places });
  const hidden = [homePath, ...secrets.filter((path2) => !isBelow(path2, homePath))];
  const view = planHost({ mode, mounts: readMountTable(), hidden, wanted: [...places, ownHome(), VAR_TMP] });
  const hides = hidden.map((path2) => ({ kind: 'hide', target: path2.slice(1) }));
  return { ...view, mounts: [...view.mounts, ...hides] };
}
function realPath2(path2) {
  const asked = hostPath(typeof path2 === 'string' ? expandHome(path2) : path2);
  try {
    return rawFromBytes(realpathSync2.native(fsPath(asked), { encoding: 'buffer' }));
  } catch {
    return asked;
  }
}
var VAR_TMP;
var init_resolve_host = __esm({
  'dist/sandbox/host/resolve-host.js'() {
    'use strict';
    init_bytes_path();
    init_mount_table();
    init_plan_host();
    init_secrets();
    VAR_TMP = '/var/tmp';
  },
});

// node_modules/fs-monkey/lib/util/lists.js
var require_lists = __commonJS({
  'node_modules/fs-monkey/lib/util/lists.js'(exports) {
    'use strict';
    Object.defineProperty(exports, '__esModule', {
      value: true,
    });
    exports.fsSyncMethods = exports.fsProps = exports.fsAsyncMethods = void 0;
    var fsProps = (exports.fsProps = ['constants', 'F_OK', 'R_OK', 'W_OK', 'X_OK', 'Stats']);
    var fsSyncMethods = (exports.fsSyncMethods = [
      'renameSync',
      'ftruncateSync',
      'truncateSync',
      'chownSync',
      'fchownSync',
      'lchownSync',
      'chmodSync',
      'fchmodSync',
      'lchmodSync',
      'statSync',
      'lstatSync',
      'fstatSync',
      'linkSync',
      'symlinkSync',
      'readlinkSync',
      'realpathSync',
      'unlinkSync',
      'rmdirSync',
      'mkdirSync',
      'mkdirpSync',
      'readdirSync',
      'closeSync',
      'openSync',
      'utimesSync',
      'futimesSync',
      'fsyncSync',
      'writeSync',
      'readSync',
      'readFileSync',
      'writeFileSync',
      'appendFileSync',
      'existsSync',
      'accessSync',
      'fdatasyncSync',
      'mkdtempSync',
      'copyFileSync',
      'rmSync',
      'createReadStream',
      'createWriteStream',
    ]);
    var fsAsyncMethods = (exports.fsAsyncMethods = [
      'rename',
      'ftruncate',
      'truncate',
      'chown',
      'fchown',
      'lchown',
      'chmod',
      'fchmod',
      'lchmod',
      'stat',
      'lstat',
      'fstat',
      'link',
      'symlink',
      'readlink',
      'realpath',
      'unlink',
      'rmdir',
      'mkdir',
      'mkdirp',
      'readdir',
      'close',
      'open',
      'utimes',
      'futimes',
      'fsync',
      'write',
      'read',
      'readFile',
      'writeFile',
      'appendFile',
      'exists',
      'access',
      'fdatasync',
      'mkdtemp',
      'copyFile',
      'rm',
      'watchFile',
      'unwatchFile',
      'watch',
    ]);
  },
});

// node_modules/unionfs/lib/union.js
var require_union = __commonJS({
  'node_modules/unionfs/lib/union.js'(exports) {
    'use strict';
    var __awaiter =
      (exports && exports.__awaiter) ||
      function (thisArg, _arguments, P, generator) {
        function adopt(value) {
          return value instanceof P
            ? value
            : new P(function (resolve12) {
                resolve12(value);
              });
        }
        return new (P || (P = Promise))(function (resolve12, reject) {
          function fulfilled(value) {
            try {
              step(generator.next(value));
            } catch (e) {
              reject(e);
            }
          }
          function rejected(value) {
            try {
              step(generator['throw'](value));
            } catch (e) {
              reject(e);
            }
          }
          function step(result) {
            result.done ? resolve12(result.value) : adopt(result.value).then(fulfilled, rejected);
          }
          step((generator = generator.apply(thisArg, _arguments || [])).next());
        });
      };
    var __generator =
      (exports && exports.__generator) ||
      function (thisArg, body) {
        var _ = {
            label: 0,
            sent: function () {
              if (t[0] & 1) throw t[1];
              return t[1];
            },
            trys: [],
            ops: [],
          },
          f,
          y,
          t,
          g = Object.create((typeof Iterator === 'function' ? Iterator : Object).prototype);
        return (
          (g.next = verb(0)),
          (g['throw'] = verb(1)),
          (g['return'] = verb(2)),
          typeof Symbol === 'function' &&
            (g[Symbol.iterator] = function () {
              return this;
            }),
          g
        );
        function verb(n) {
          return function (v) {
            return step([n, v]);
          };
        }
        function step(op) {
          if (f) throw new TypeError('Generator is already executing.');
          while ((g && ((g = 0), op[0] && (_ = 0)), _))
            try {
              if (
                ((f = 1),
                y &&
                  (t =
                    op[0] & 2
                      ? y['return']
                      : op[0]
                        ? y['throw'] || ((t = y['return']) && t.call(y), 0)
                        : y.next) &&
                  !(t = t.call(y, op[1])).done)
              )
                return t;
              if (((y = 0), t)) op = [op[0] & 2, t.value];
              switch (op[0]) {
                case 0:
                case 1:
                  t = op;
                  break;
                case 4:
                  _.label++;
                  return { value: op[1], done: false };
                case 5:
                  _.label++;
                  y = op[1];
                  op = [0];
                  continue;
                case 7:
                  op = _.ops.pop();
                  _.trys.pop();
                  continue;
                default:
                  if (
                    !((t = _.trys), (t = t.length > 0 && t[t.length - 1])) &&
                    (op[0] === 6 || op[0] === 2)
                  ) {
                    _ = 0;
                    continue;
                  }
                  if (op[0] === 3 && (!t || (op[1] > t[0] && op[1] < t[3]))) {
                    _.label = op[1];
                    break;
                  }
                  if (op[0] === 6 && _.label < t[1]) {
                    _.label = t[1];
                    t = op;
                    break;
                  }
                  if (t && _.label < t[2]) {
                    _.label = t[2];
                    _.ops.push(op);
                    break;
                  }
                  if (t[2]) _.ops.pop();
                  _.trys.pop();
                  continue;
              }
              op = body.call(thisArg, _);
            } catch (e) {
              op = [6, e];
              y = 0;
            } finally {
              f = t = 0;
            }
          if (op[0] & 5) throw op[1];
          return { value: op[0] ? op[1] : void 0, done: true };
        }
      };
    var __values =
      (exports && exports.__values) ||
      function (o) {
        var s = typeof Symbol === 'function' && Symbol.iterator,
          m = s && o[s],
          i = 0;
        if (m) return m.call(o);
        if (o && typeof o.length === 'number')
          return {
            next: function () {
              if (o && i >= o.length) o = void 0;
              return { value: o && o[i++], done: !o };
            },
          };
        throw new TypeError(s ? 'Object is not iterable.' : 'Symbol.iterator is not defined.');
      };
    var __read =
      (exports && exports.__read) ||
      function (o, n) {
        var m = typeof Symbol === 'function' && o[Symbol.iterator];
        if (!m) return o;
        var i = m.call(o),
          r,
          ar = [],
          e;
        try {
          while ((n === void 0 || n-- > 0) && !(r = i.next()).done) ar.push(r.value);
        } catch (error) {
          e = { error };
        } finally {
          try {
            if (r && !r.done && (m = i['return'])) m.call(i);
          } finally {
            if (e) throw e.error;
          }
        }
        return ar;
      };
    var __spreadArray =
      (exports && exports.__spreadArray) ||
      function (to, from, pack) {
        if (pack || arguments.length === 2)
          for (var i = 0, l = from.length, ar; i < l; i++) {
            if (ar || !(i in from)) {
              if (!ar) ar = Array.prototype.slice.call(from, 0, i);
              ar[i] = from[i];
            }
          }
        return to.concat(ar || Array.prototype.slice.call(from));
      };
    Object.defineProperty(exports, '__esModule', { value: true });
    exports.Union = void 0;
    var path_1 = __require('path');
    var stream_1 = __require('stream');
    var _a = require_lists();
    var fsAsyncMethods = _a.fsAsyncMethods;
    var fsSyncMethods = _a.fsSyncMethods;
    var SPECIAL_METHODS = /* @__PURE__ */ new Set([
      'existsSync',
      'readdir',
      'readdirSync',
      'createReadStream',
      'createWriteStream',
      'watch',
      'watchFile',
      'unwatchFile',
    ]);
    var ADDITIONAL_PROPERTIES = ['F_OK', 'R_OK', 'W_OK', 'X_OK', 'constants', 'Stats', 'Dirent'];
    var createFSProxy = function (watchers) {
      return new Proxy(
        {},
        {
          get: function (_obj, property2) {
            var e_1, _a2;
            var funcCallers = [];
            var prop;
            try {
              for (
                var watchers_1 = __values(watchers), watchers_1_1 = watchers_1.next();
                !watchers_1_1.done;
                watchers_1_1 = watchers_1.next()
              ) {
                var watcher = watchers_1_1.value;
                prop = watcher[property2];
                if (typeof prop === 'function') {
                  funcCallers.push([watcher, prop]);
                }
              }
            } catch (e_1_1) {
              e_1 = { error: e_1_1 };
            } finally {
              try {
                if (watchers_1_1 && !watchers_1_1.done && (_a2 = watchers_1.return)) _a2.call(watchers_1);
              } finally {
                if (e_1) throw e_1.error;
              }
            }
            if (funcCallers.length) {
              return function () {
                var e_2, _a3;
                var args = [];
                for (var _i = 0; _i < arguments.length; _i++) {
                  args[_i] = arguments[_i];
                }
                try {
                  for (
                    var funcCallers_1 = __values(funcCallers), funcCallers_1_1 = funcCallers_1.next();
                    !funcCallers_1_1.done;
                    funcCallers_1_1 = funcCallers_1.next()
                  ) {
                    var _b = __read(funcCallers_1_1.value, 2),
                      watcher2 = _b[0],
                      func = _b[1];
                    func.apply(watcher2, args);
                  }
                } catch (e_2_1) {
                  e_2 = { error: e_2_1 };
                } finally {
                  try {
                    if (funcCallers_1_1 && !funcCallers_1_1.done && (_a3 = funcCallers_1.return))
                      _a3.call(funcCallers_1);
                  } finally {
                    if (e_2) throw e_2.error;
                  }
                }
              };
            } else {
              return prop;
            }
          },
        },
      );
    };
    var fsPromisesMethods = [
      'access',
      'copyFile',
      'open',
      'opendir',
      'rename',
      'truncate',
      'rmdir',
      'mkdir',
      'readdir',
      'readlink',
      'symlink',
      'lstat',
      'stat',
      'link',
      'unlink',
      'chmod',
      'lchmod',
      'lchown',
      'chown',
      'utimes',
      'realpath',
      'mkdtemp',
      'writeFile',
      'appendFile',
      'readFile',
    ];
    var Union2 =
      /** @class */
      (function () {
        function Union3() {
          var e_3, _a2, e_4, _b, e_5, _c, e_6, _d;
          var _this = this;
          this.fss = [];
          this.ReadStream = stream_1.Readable;
          this.WriteStream = stream_1.Writable;
          this.promises = {};
          this.unwatchFile = function () {
            var e_7, _a3;
            var args = [];
            for (var _i = 0; _i < arguments.length; _i++) {
              args[_i] = arguments[_i];
            }
            try {
              for (var _b2 = __values(_this.fss), _c2 = _b2.next(); !_c2.done; _c2 = _b2.next()) {
                var fs = _c2.value;
                try {
                  fs.unwatchFile.apply(fs, args);
                } catch (e) {}
              }
            } catch (e_7_1) {
              e_7 = { error: e_7_1 };
            } finally {
              try {
                if (_c2 && !_c2.done && (_a3 = _b2.return)) _a3.call(_b2);
              } finally {
                if (e_7) throw e_7.error;
              }
            }
          };
          this.watch = function () {
            var e_8, _a3;
            var args = [];
            for (var _i = 0; _i < arguments.length; _i++) {
              args[_i] = arguments[_i];
            }
            var watchers = [];
            try {
              for (var _b2 = __values(_this.fss), _c2 = _b2.next(); !_c2.done; _c2 = _b2.next()) {
                var fs = _c2.value;
                try {
                  var watcher = fs.watch.apply(fs, args);
                  watchers.push(watcher);
                } catch (e) {}
              }
            } catch (e_8_1) {
              e_8 = { error: e_8_1 };
            } finally {
              try {
                if (_c2 && !_c2.done && (_a3 = _b2.return)) _a3.call(_b2);
              } finally {
                if (e_8) throw e_8.error;
              }
            }
            return createFSProxy(watchers);
          };
          this.watchFile = function () {
            var e_9, _a3;
            var args = [];
            for (var _i = 0; _i < arguments.length; _i++) {
              args[_i] = arguments[_i];
            }
            try {
              for (var _b2 = __values(_this.fss), _c2 = _b2.next(); !_c2.done; _c2 = _b2.next()) {
                var fs = _c2.value;
                try {
                  fs.watchFile.apply(fs, args);
                } catch (e) {}
              }
            } catch (e_9_1) {
              e_9 = { error: e_9_1 };
            } finally {
              try {
                if (_c2 && !_c2.done && (_a3 = _b2.return)) _a3.call(_b2);
              } finally {
                if (e_9) throw e_9.error;
              }
            }
          };
          this.existsSync = function (path2) {
            var e_10, _a3;
            try {
              for (var _b2 = __values(_this.fss), _c2 = _b2.next(); !_c2.done; _c2 = _b2.next()) {
                var fs = _c2.value;
                try {
                  if (fs.existsSync(path2)) {
                    return true;
                  }
                } catch (e) {}
              }
            } catch (e_10_1) {
              e_10 = { error: e_10_1 };
            } finally {
              try {
                if (_c2 && !_c2.done && (_a3 = _b2.return)) _a3.call(_b2);
              } finally {
                if (e_10) throw e_10.error;
              }
            }
            return false;
          };
          this.readdir = function () {
            var args = [];
            for (var _i = 0; _i < arguments.length; _i++) {
              args[_i] = arguments[_i];
            }
            var lastarg = args.length - 1;
            var cb = args[lastarg];
            if (typeof cb !== 'function') {
              cb = null;
              lastarg++;
            }
            var numErrors = 0;
            var lastError = null;
            var result = /* @__PURE__ */ new Map();
            var iterate = function (i, error) {
              if (i === void 0) {
                i = 0;
              }
              if (error) {
                error.prev = lastError;
                lastError = error;
                numErrors++;
              }
              if (i >= _this.fss.length) {
                if (cb) {
                  if (numErrors < _this.fss.length) {
                    return cb(null, _this.sortedArrayFromReaddirResult(result));
                  }
                  cb(error || Error('No file systems attached.'));
                }
                return;
              }
              args[lastarg] = function (err, resArg) {
                var e_11, _a3;
                if (resArg) {
                  try {
                    for (
                      var resArg_1 = __values(resArg), resArg_1_1 = resArg_1.next();
                      !resArg_1_1.done;
                      resArg_1_1 = resArg_1.next()
                    ) {
                      var res = resArg_1_1.value;
                      result.set(_this.pathFromReaddirEntry(res), res);
                    }
                  } catch (e_11_1) {
                    e_11 = { error: e_11_1 };
                  } finally {
                    try {
                      if (resArg_1_1 && !resArg_1_1.done && (_a3 = resArg_1.return)) _a3.call(resArg_1);
                    } finally {
                      if (e_11) throw e_11.error;
                    }
                  }
                }
                return iterate(i + 1, err);
              };
              var j = _this.fss.length - i - 1;
              var fs = _this.fss[j];
              var func = fs.readdir;
              if (!func) iterate(i + 1, Error('Method not supported: readdir'));
              else func.apply(fs, args);
            };
            iterate();
          };
          this.readdirSync = function () {
            var e_12, _a3;
            var args = [];
            for (var _i = 0; _i < arguments.length; _i++) {
              args[_i] = arguments[_i];
            }
            var numErrors = 0;
            var lastError = null;
            var result = /* @__PURE__ */ new Map();
            for (var i = _this.fss.length - 1; i >= 0; i--) {
              var fs = _this.fss[i];
              try {
                if (!fs.readdirSync)
                  throw Error('Method not supported: "readdirSync" with args "'.concat(args, '"'));
                try {
                  for (
                    var _b2 = ((e_12 = void 0), __values(fs.readdirSync.apply(fs, args))), _c2 = _b2.next();
                    !_c2.done;
                    _c2 = _b2.next()
                  ) {
                    var res = _c2.value;
                    result.set(_this.pathFromReaddirEntry(res), res);
                  }
                } catch (e_12_1) {
                  e_12 = { error: e_12_1 };
                } finally {
                  try {
                    if (_c2 && !_c2.done && (_a3 = _b2.return)) _a3.call(_b2);
                  } finally {
                    if (e_12) throw e_12.error;
                  }
                }
              } catch (err) {
                err.prev = lastError;
                lastError = err;
                numErrors++;
                if (numErrors === _this.fss.length) {
                  throw err;
                } else {
                }
              }
            }
            return _this.sortedArrayFromReaddirResult(result);
          };
          this.readdirPromise = function () {
            var args = [];
            for (var _i = 0; _i < arguments.length; _i++) {
              args[_i] = arguments[_i];
            }
            return __awaiter(_this, void 0, void 0, function () {
              var lastError, result, i, fs, _a3, _b2, res, e_13_1, err_1;
              var e_13, _c2;
              return __generator(this, function (_d2) {
                switch (_d2.label) {
                  case 0:
                    lastError = null;
                    result = /* @__PURE__ */ new Map();
                    i = this.fss.length - 1;
                    _d2.label = 1;
                  case 1:
                    if (!(i >= 0)) return [3, 13];
                    fs = this.fss[i];
                    _d2.label = 2;
                  case 2:
                    _d2.trys.push([2, 11, , 12]);
                    if (!fs.promises || !fs.promises.readdir)
                      throw Error('Method not supported: "readdirSync" with args "'.concat(args, '"'));
                    _d2.label = 3;
                  case 3:
                    _d2.trys.push([3, 8, 9, 10]);
                    e_13 = void 0;
                    return [4, fs.promises.readdir.apply(fs, args)];
                  case 4:
                    (_a3 = __values.apply(void 0, [_d2.sent()])), (_b2 = _a3.next());
                    _d2.label = 5;
                  case 5:
                    if (!!_b2.done) return [3, 7];
                    res = _b2.value;
                    result.set(this.pathFromReaddirEntry(res), res);
                    _d2.label = 6;
                  case 6:
                    _b2 = _a3.next();
                    return [3, 5];
                  case 7:
                    return [3, 10];
                  case 8:
                    e_13_1 = _d2.sent();
                    e_13 = { error: e_13_1 };
                    return [3, 10];
                  case 9:
                    try {
                      if (_b2 && !_b2.done && (_c2 = _a3.return)) _c2.call(_a3);
                    } finally {
                      if (e_13) throw e_13.error;
                    }
                    return [
                      7,
                      /*endfinally*/
                    ];
                  case 10:
                    return [3, 12];
                  case 11:
                    err_1 = _d2.sent();
                    err_1.prev = lastError;
                    lastError = err_1;
                    if (result.size === 0 && !i) {
                      throw err_1;
                    } else {
                    }
                    return [3, 12];
                  case 12:
                    i--;
                    return [3, 1];
                  case 13:
                    return [2, this.sortedArrayFromReaddirResult(result)];
                }
              });
            });
          };
          this.pathFromReaddirEntry = function (readdirEntry) {
            if (readdirEntry instanceof Buffer || typeof readdirEntry === 'string') {
              return String(readdirEntry);
            }
            return readdirEntry.name;
          };
          this.sortedArrayFromReaddirResult = function (readdirResult) {
            var e_14, _a3;
            var array = [];
            try {
              for (
                var _b2 = __values(Array.from(readdirResult.keys()).sort()), _c2 = _b2.next();
                !_c2.done;
                _c2 = _b2.next()
              ) {
                var key = _c2.value;
                var value = readdirResult.get(key);
                if (value !== void 0) array.push(value);
              }
            } catch (e_14_1) {
              e_14 = { error: e_14_1 };
            } finally {
              try {
                if (_c2 && !_c2.done && (_a3 = _b2.return)) _a3.call(_b2);
              } finally {
                if (e_14) throw e_14.error;
              }
            }
            return array;
          };
          this.createReadStream = function (path2) {
            var lastError = null;
            for (var i = _this.fss.length - 1; i >= 0; i--) {
              var fs = _this.fss[i];
              try {
                if (!fs.createReadStream) throw Error('Method not supported: "createReadStream"');
                if (fs.existsSync && !fs.existsSync(path2)) {
                  throw new Error('file "'.concat(path2, '" does not exists'));
                }
                var stream = fs.createReadStream(path2);
                if (!stream) {
                  throw new Error('no valid stream');
                }
                _this.ReadStream = fs.ReadStream;
                return stream;
              } catch (err) {
                lastError = err;
              }
            }
            throw lastError;
          };
          this.createWriteStream = function (path2) {
            var e_15, _a3;
            var lastError = null;
            var fssWithFilePath = [];
            var fssWithParentDir = [];
            for (var i = _this.fss.length - 1; i >= 0; i--) {
              var fs = _this.fss[i];
              try {
                if (!fs.createWriteStream) throw Error('Method not supported: "createWriteStream"');
                if (!fs.statSync((0, path_1.dirname)(path2)).isDirectory()) {
                  throw new Error('path "'.concat((0, path_1.dirname)(path2), '" is not a directory'));
                }
                if (fs.existsSync(path2)) {
                  fssWithFilePath.push(fs);
                } else {
                  fssWithParentDir.push(fs);
                }
              } catch (err) {
                lastError = err;
              }
            }
            try {
              for (
                var _b2 = __values(
                    __spreadArray(
                      __spreadArray([], __read(fssWithFilePath), false),
                      __read(fssWithParentDir),
                      false,
                    ),
                  ),
                  _c2 = _b2.next();
                !_c2.done;
                _c2 = _b2.next()
              ) {
                var fs = _c2.value;
                try {
                  var stream = fs.createWriteStream(path2);
                  if (!stream) {
                    throw new Error('no valid stream');
                  }
                  _this.WriteStream = fs.WriteStream;
                  return stream;
                } catch (err) {
                  lastError = err;
                }
              }
            } catch (e_15_1) {
              e_15 = { error: e_15_1 };
            } finally {
              try {
                if (_c2 && !_c2.done && (_a3 = _b2.return)) _a3.call(_b2);
              } finally {
                if (e_15) throw e_15.error;
              }
            }
            throw lastError;
          };
          var _loop_1 = function (method2) {
            if (!SPECIAL_METHODS.has(method2)) {
              this_1[method2] = function () {
                var args = [];
                for (var _i = 0; _i < arguments.length; _i++) {
                  args[_i] = arguments[_i];
                }
                return _this.syncMethod(method2, args);
              };
            }
          };
          var this_1 = this;
          try {
            for (
              var fsSyncMethods_1 = __values(fsSyncMethods), fsSyncMethods_1_1 = fsSyncMethods_1.next();
              !fsSyncMethods_1_1.done;
              fsSyncMethods_1_1 = fsSyncMethods_1.next()
            ) {
              var method = fsSyncMethods_1_1.value;
              _loop_1(method);
            }
          } catch (e_3_1) {
            e_3 = { error: e_3_1 };
          } finally {
            try {
              if (fsSyncMethods_1_1 && !fsSyncMethods_1_1.done && (_a2 = fsSyncMethods_1.return))
                _a2.call(fsSyncMethods_1);
            } finally {
              if (e_3) throw e_3.error;
            }
          }
          var _loop_2 = function (method2) {
            if (!SPECIAL_METHODS.has(method2)) {
              this_2[method2] = function () {
                var args = [];
                for (var _i = 0; _i < arguments.length; _i++) {
                  args[_i] = arguments[_i];
                }
                return _this.asyncMethod(method2, args);
              };
            }
          };
          var this_2 = this;
          try {
            for (
              var fsAsyncMethods_1 = __values(fsAsyncMethods), fsAsyncMethods_1_1 = fsAsyncMethods_1.next();
              !fsAsyncMethods_1_1.done;
              fsAsyncMethods_1_1 = fsAsyncMethods_1.next()
            ) {
              var method = fsAsyncMethods_1_1.value;
              _loop_2(method);
            }
          } catch (e_4_1) {
            e_4 = { error: e_4_1 };
          } finally {
            try {
              if (fsAsyncMethods_1_1 && !fsAsyncMethods_1_1.done && (_b = fsAsyncMethods_1.return))
                _b.call(fsAsyncMethods_1);
            } finally {
              if (e_4) throw e_4.error;
            }
          }
          var _loop_3 = function (method2) {
            if (method2 === 'readdir') {
              this_3.promises[method2] = this_3.readdirPromise;
              return 'continue';
            }
            this_3.promises[method2] = function () {
              var args = [];
              for (var _i = 0; _i < arguments.length; _i++) {
                args[_i] = arguments[_i];
              }
              return _this.promiseMethod(method2, args);
            };
          };
          var this_3 = this;
          try {
            for (
              var fsPromisesMethods_1 = __values(fsPromisesMethods),
                fsPromisesMethods_1_1 = fsPromisesMethods_1.next();
              !fsPromisesMethods_1_1.done;
              fsPromisesMethods_1_1 = fsPromisesMethods_1.next()
            ) {
              var method = fsPromisesMethods_1_1.value;
              _loop_3(method);
            }
          } catch (e_5_1) {
            e_5 = { error: e_5_1 };
          } finally {
            try {
              if (fsPromisesMethods_1_1 && !fsPromisesMethods_1_1.done && (_c = fsPromisesMethods_1.return))
                _c.call(fsPromisesMethods_1);
            } finally {
              if (e_5) throw e_5.error;
            }
          }
          try {
            for (var _e = __values(SPECIAL_METHODS.values()), _f = _e.next(); !_f.done; _f = _e.next()) {
              var method = _f.value;
              this[method] = this[method].bind(this);
            }
          } catch (e_6_1) {
            e_6 = { error: e_6_1 };
          } finally {
            try {
              if (_f && !_f.done && (_d = _e.return)) _d.call(_e);
            } finally {
              if (e_6) throw e_6.error;
            }
          }
        }
        Union3.prototype.use = function (fs) {
          var e_16, _a2;
          this.fss.push(fs);
          try {
            for (
              var ADDITIONAL_PROPERTIES_1 = __values(ADDITIONAL_PROPERTIES),
                ADDITIONAL_PROPERTIES_1_1 = ADDITIONAL_PROPERTIES_1.next();
              !ADDITIONAL_PROPERTIES_1_1.done;
              ADDITIONAL_PROPERTIES_1_1 = ADDITIONAL_PROPERTIES_1.next()
            ) {
              var prop = ADDITIONAL_PROPERTIES_1_1.value;
              this[prop] = fs[prop];
            }
          } catch (e_16_1) {
            e_16 = { error: e_16_1 };
          } finally {
            try {
              if (
                ADDITIONAL_PROPERTIES_1_1 &&
                !ADDITIONAL_PROPERTIES_1_1.done &&
                (_a2 = ADDITIONAL_PROPERTIES_1.return)
              )
                _a2.call(ADDITIONAL_PROPERTIES_1);
            } finally {
              if (e_16) throw e_16.error;
            }
          }
          return this;
        };
        Union3.prototype.syncMethod = function (method, args) {
          var lastError = null;
          for (var i = this.fss.length - 1; i >= 0; i--) {
            var fs = this.fss[i];
            try {
              if (!fs[method])
                throw Error('Method not supported: "'.concat(method, '" with args "').concat(args, '"'));
              return fs[method].apply(fs, args);
            } catch (err) {
              err.prev = lastError;
              lastError = err;
              if (!i) {
                throw err;
              } else {
              }
            }
          }
        };
        Union3.prototype.asyncMethod = function (method, args) {
          var _this = this;
          var lastarg = args.length - 1;
          var cb = args[lastarg];
          if (typeof cb !== 'function') {
            cb = null;
            lastarg++;
          }
          var lastError = null;
          var iterate = function (i, err) {
            if (i === void 0) {
              i = 0;
            }
            if (err) {
              err.prev = lastError;
              lastError = err;
            }
            if (i >= _this.fss.length) {
              if (cb) cb(err || Error('No file systems attached.'));
              return;
            }
            args[lastarg] = function (err2) {
              if (err2) return iterate(i + 1, err2);
              if (cb) cb.apply(cb, arguments);
            };
            var j = _this.fss.length - i - 1;
            var fs = _this.fss[j];
            var func = fs[method];
            if (!func) iterate(i + 1, Error('Method not supported: ' + method));
            else func.apply(fs, args);
          };
          iterate();
        };
        Union3.prototype.promiseMethod = function (method, args) {
          return __awaiter(this, void 0, void 0, function () {
            var lastError, i, theFs, promises, err_2;
            return __generator(this, function (_a2) {
              switch (_a2.label) {
                case 0:
                  lastError = null;
                  i = this.fss.length - 1;
                  _a2.label = 1;
                case 1:
                  if (!(i >= 0)) return [3, 6];
                  theFs = this.fss[i];
                  promises = theFs.promises;
                  _a2.label = 2;
                case 2:
                  _a2.trys.push([2, 4, , 5]);
                  if (!promises || !promises[method]) {
                    throw Error(
                      'Promise of method not supported: "'
                        .concat(String(method), '" with args "')
                        .concat(args, '"'),
                    );
                  }
                  return [4, promises[method].apply(promises, args)];
                case 3:
                  return [2, _a2.sent()];
                case 4:
                  err_2 = _a2.sent();
                  err_2.prev = lastError;
                  lastError = err_2;
                  if (!i) {
                    throw err_2;
                  } else {
                  }
                  return [3, 5];
                case 5:
                  i--;
                  return [3, 1];
                case 6:
                  return [
                    2,
                    /*return*/
                  ];
              }
            });
          });
        };
        return Union3;
      })();
    exports.Union = Union2;
  },
});

// node_modules/unionfs/lib/index.js
var require_lib = __commonJS({
  'node_modules/unionfs/lib/index.js'(exports) {
    'use strict';
    Object.defineProperty(exports, '__esModule', { value: true });
    exports.ufs = exports.Union = void 0;
    var union_1 = require_union();
    exports.Union = union_1.Union;
    exports.ufs = new union_1.Union();
    exports.default = exports.ufs;
  },
});

// dist/sandbox/view/lower-union.js
import { lstatSync as lstatSync3 } from 'node:fs';

function findInLowers(lowers, path2) {
  const [only, ...others] = lowers;
  if (only === void 0) return void 0;
  if (others.length === 0) return unlessDeleted(findIn(only, path2));
  const union = new import_unionfs.Union();
  for (const lower of [...lowers].reverse()) union.use(readerOf(lower));
  try {
    return unlessDeleted(union.lstatSync(path2));
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return void 0;
    throw error;
  }
}
function unlessDeleted(found) {
  return found?.isCharacterDevice() && found.rdev === 0 ? void 0 : found;
}
function findIn(lower, path2) {
  try {
    return lstatSync3(fsPath(`${lower}/${path2}`), { throwIfNoEntry: false });
  } catch (error) {
    if (hasErrno(error, 'ENOTDIR')) return void 0;
    throw error;
  }
}
function readerOf(lower) {
  return { lstatSync: (path2) => lstatSync3(fsPath(`${lower}/${path2}`)) };
}
var import_unionfs;
var init_lower_union = __esm({
  'dist/sandbox/view/lower-union.js'() {
    'use strict';
    import_unionfs = __toESM(require_lib(), 1);
    init_bytes_path();
    init_errors();
  },
});

// dist/sandbox/view/view.js
import { lstatSync as lstatSync4 } from 'node:fs';

function planView(request) {
  const hides = request.mounts.filter((mount) => mount.kind === 'hide');
  const standard = STANDARD_MOUNTS.filter(({ target }) => !(request.showsTmp && target === 'tmp'));
  const mounts = sortMounts([...standard, ...request.mounts.filter((mount) => mount.kind !== 'hide')]);
  const bare = [{ at: ROOT_PATH, lowers: request.lowers, mode: request.mode }, ...(request.places ?? [])];
  if (request.project) bare.push({ at: request.project.at, lowers: [request.project.source] });
  refuseSharedTargets(mounts, bare);
  const places = bare.map((place) => ({
    ...place,
    stubs: planStubs(place, { mounts, request, places: bare }),
  }));
  return {
    places,
    mounts: [...mounts, ...hides],
    mountPoints: places.flatMap(({ at: at2, stubs }) => stubs.map(({ path: path2 }) => joinRaw(at2, path2))),
  };
}
function sortMounts(mounts) {
  const byTarget = /* @__PURE__ */ new Map();
  const repeated = [];
  for (const mount of mounts) {
    const earlier = byTarget.get(mount.target);
    if (earlier && !(earlier.kind === 'tmpfs' && mount.kind === 'tmpfs')) repeated.push(mount);
    byTarget.set(mount.target, mount);
  }
  const [again] = repeated;
  if (again) throw targetError(again.target, 'is given to two mounts', 'Give each its own place.');
  return [...byTarget.values()].sort((a, b) => compareRaw(a.target, b.target));
}
function refuseSharedTargets(mounts, places) {
  const twice = places.find(({ at: at2 }, index) => places.findIndex((other) => other.at === at2) !== index);
  if (twice !== void 0) throw targetError(twice.at, 'is given to two places', 'Give each its own.');
  const shared = mounts.find(({ target }) => places.some(({ at: at2 }) => at2 === target));
  if (shared)
    throw targetError(
      shared.target,
      'is where the view has a writable layer',
      'Mount below it, or elsewhere.',
    );
}
function planStubs(place, { mounts, request, places }) {
  const stubs = /* @__PURE__ */ new Map();
  const inner = places.filter(({ at: at2 }) => at2 !== place.at && isBelow(at2, place.at));
  const wanted = [
    ...inner.map(({ at: at2 }) => ({ target: at2, type: 'directory' })),
    ...mounts.map((mount) => ({ target: mount.target, type: stubType(mount) })),
  ];
  for (const { target, type } of wanted) {
    if (surroundingOf(target, mounts, places) !== place.at) continue;
    for (const stub of stubsFor(place, { target, type }, request)) stubs.set(stub.path, stub);
  }
  for (const { path: path2, target } of request.links) {
    if (surroundingOf(path2, mounts, places) !== place.at) continue;
    const below = relativeTo(place, path2);
    stubs.set(below, { path: below, target, type: 'symlink', mode: 511, uid: 0, gid: 0 });
  }
  return [...stubs.values()].sort((a, b) => compareRaw(a.path, b.path));
}
function stubType(mount) {
  return mount.kind === 'bind' && !lstatSync4(fsPath(mount.source)).isDirectory() ? 'file' : 'directory';
}
function surroundingOf(target, mounts, places) {
  const around = [...mounts.map((mount2) => mount2.target), ...places.map(({ at: at2 }) => at2)];
  const innermost2 = around
    .filter((at2) => at2 !== target && isBelow(target, at2))
    .reduce((best, at2) => (at2.length > best.length ? at2 : best), ROOT_PATH);
  const mount = mounts.find((one) => one.target === innermost2);
  if (mount && mount.kind !== 'bind') {
    throw targetError(
      target,
      `lies in /${quoteRaw(innermost2)}, which starts empty`,
      'Choose a place outside it.',
    );
  }
  return innermost2;
}
function stubsFor(place, wanted, request) {
  const below = relativeTo(place, wanted.target);
  const paths2 = componentsOf(below).map((_name, index, all) => all.slice(0, index + 1).join('/'));
  let isMissing = place.at === '' && STANDARD_NAMES.has(wanted.target);
  const stubs = paths2.map((path2) => {
    const type = path2 === below ? wanted.type : 'directory';
    const shown = isMissing ? void 0 : findShown(place, path2);
    if (shown && shown.type !== type) {
      const problem = `needs a ${type} at /${quoteRaw(path2)}, where the lowers have a ${shown.type}`;
      throw targetError(wanted.target, problem);
    }
    isMissing ||= shown === void 0;
    return { path: path2, type, ...ownershipOf(shown, request.mapsOwners) };
  });
  return isMissing ? stubs : [];
}
function relativeTo({ at: at2 }, path2) {
  return path2.slice(at2 === '' ? 0 : at2.length + 1);
}
function ownershipOf(shown, mapsOwners) {
  const { mode, uid, gid } = shown ?? { mode: 493, uid: 0, gid: 0 };
  return mapsOwners ? { mode, uid: insideId(uid), gid: insideId(gid) } : { mode, uid: 0, gid: 0 };
}
function insideId(id) {
  return id < 65536 ? id : 0;
}
function findShown({ lowers }, path2) {
  const status2 = findInLowers(lowers, path2);
  if (status2 === void 0) return void 0;
  const type = status2.isDirectory()
    ? 'directory'
    : status2.isSymbolicLink()
      ? 'symlink'
      : status2.isFile()
        ? 'file'
        : 'other';
  return { type, mode: status2.mode & 4095, uid: status2.uid, gid: status2.gid };
}
function targetError(target, problem, hint) {
  return new LayoverError('LAYOVER_MOUNT_TARGET', `The place /${quoteRaw(target)} ${problem}`, { hint });
}
function tmpfsMount(target, sizeBytes) {
  const options = ['mode=1777', ...(sizeBytes === void 0 ? [] : [`size=${sizeBytes}`])];
  return { kind: 'tmpfs', target, options };
}
var SHM_OPTIONS, PROC_HIDDEN, PROC_MASKS, STANDARD_MOUNTS, STANDARD_NAMES;
var init_view = __esm({
  'dist/sandbox/view/view.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_lower_union();
    SHM_OPTIONS = ['mode=1777', 'size=256m', 'nr_inodes=64k'];
    PROC_HIDDEN =
      'acpi asound bus driver dynamic_debug fs interrupts irq kallsyms kcore key-users keys kmsg kpagecgroup kpagecount kpageflags latency_stats sched_debug scsi sysrq-trigger timer_list timer_stats vmcore'.split(
        ' ',
      );
    PROC_MASKS = ['readonly:sys', ...PROC_HIDDEN.map((name) => `hide:${name}`)];
    STANDARD_MOUNTS = [
      { kind: 'proc', target: 'proc', masks: PROC_MASKS },
      {
        kind: 'tmpfs',
        target: 'sys',
        options: ['mode=555', 'size=4k', 'nr_inodes=1'],
        isReadOnly: true,
      },
      { kind: 'tmpfs', target: 'tmp', options: ['mode=1777', 'size=50%'] },
      { kind: 'tmpfs', target: 'run', options: ['mode=755', 'size=64m', 'nr_inodes=16k'] },
      { kind: 'dev', target: 'dev', sharedMemory: SHM_OPTIONS },
    ];
    STANDARD_NAMES = new Set(STANDARD_MOUNTS.map(({ target }) => target));
  },
});

// dist/sandbox/definition/definition.js
function showsMachine({ lowers = [], expose }) {
  return lowers.includes('host') && expose === void 0;
}
var REQUIREMENTS, BARE;
var init_definition = __esm({
  'dist/sandbox/definition/definition.js'() {
    'use strict';
    REQUIREMENTS = ['userns', 'network-none', 'kernel-overlay', 'seccomp', 'landlock', 'limits'];
    BARE = { project: '/work' };
  },
});

// dist/sandbox/definition/lowers.js
import { existsSync, realpathSync as realpathSync3, statSync as statSync3 } from 'node:fs';
import { resolve } from 'node:path';

function resolveLowers(given, store) {
  const lowers = [];
  const seen = /* @__PURE__ */ new Set();
  for (const path2 of given.flatMap((lower) => directoriesOfLower(lower, store))) {
    const { real, identity } = resolveDirectory(path2, 'lower');
    if (!seen.has(identity)) lowers.push(real);
    seen.add(identity);
  }
  refuseNested(lowers);
  return lowers;
}
function directoriesOfLower({ word, base = '.' }, store) {
  if (typeof word !== 'string') return [hostPath(word)];
  const path2 = hostPath(resolve(base, word));
  if (isLayerWord(word)) return directoriesOf(store, resolveChain(store, word));
  const ref = isRefName(word) ? findRef(store, word) : void 0;
  if (ref === void 0) return [path2];
  if (!existsSync(fsPath(path2))) return directoriesOf(store, ref.chain);
  throw new LayoverError(
    'LAYOVER_USAGE',
    `The lower ${word} is a name in the store, and a path here as well`,
    {
      hint: `Write ./${word} for the path; for the layer, start from another directory.`,
    },
  );
}
function resolveDirectory(path2, what) {
  try {
    const real = rawFromBytes(realpathSync3.native(fsPath(path2), { encoding: 'buffer' }));
    const { dev, ino } = requireDirectory(real, what);
    return { real, identity: `${dev}:${ino}` };
  } catch (cause) {
    if (cause instanceof LayoverError) throw cause;
    const reason = hasErrno(cause, 'ENOENT') ? 'does not exist' : `cannot be used: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_LOWER_MISSING', `The ${what} ${quoteRaw(path2)} ${reason}`, { cause });
  }
}
function requireDirectory(real, what) {
  const status2 = statSync3(fsPath(real), { bigint: true });
  if (status2.isDirectory()) return status2;
  throw new LayoverError('LAYOVER_LOWER_INVALID', `The ${what} ${quoteRaw(real)} is not a directory`, {
    hint: 'Give the directory it lies in; a single file can be shown with --bind.',
  });
}
function refuseNested(lowers) {
  const sorted = [...lowers].sort((a, b) => a.length - b.length);
  for (const [index, inner] of sorted.entries()) {
    const outer = sorted.slice(0, index).find((other) => isBelow(inner, other === '/' ? '' : other));
    if (outer === void 0) continue;
    throw new LayoverError(
      'LAYOVER_LOWER_INVALID',
      `The lower ${quoteRaw(inner)} lies inside the lower ${quoteRaw(outer)}`,
      {
        hint: 'Overlapping lowers have no defined meaning to the kernel: copy one of them elsewhere.',
      },
    );
  }
}
var init_lowers = __esm({
  'dist/sandbox/definition/lowers.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_refs();
    init_resolve_layer();
  },
});

// dist/sandbox/definition/resolve-view.js
import {
  lstatSync as lstatSync5,
  readlinkSync as readlinkSync2,
  realpathSync as realpathSync4,
} from 'node:fs';

function resolveView(input) {
  if (showsMachine(input.definition)) return resolveMachine(input);
  const { spec, definition, project, mode, homePath } = input;
  const isMapped = mode === 'root';
  const words = [...(spec.lowers ?? []).map((word) => ({ word })), ...lowersOf(definition)];
  const lowers = resolveLowers(words, storeIn(homePath));
  const exposed = resolveExposed(definition, isMapped);
  const isEmpty2 = lowers.length === 0 && exposed.mounts.length === 0;
  if (isEmpty2 && project === void 0 && spec.places === void 0) {
    const hint = 'Give a root file system with --lower DIR, or --sandbox build --project DIR.';
    throw usageError2('There is nothing to run the command on', hint);
  }
  const mounts = [...exposed.mounts, ...resolveMounts(spec, isMapped), ...resolveHides(spec, definition)];
  const places = resolvePlaces(spec, storeIn(homePath));
  const shown = [
    ...lowers.map((lower) => ({ at: '', lower })),
    ...places.flatMap(({ at: at2, lowers: own }) => own.map((lower) => ({ at: at2, lower }))),
    ...(project ? [{ at: project.at, lower: project.source }] : []),
  ];
  return {
    lowers,
    project,
    places,
    links: exposed.links,
    mounts: [...mounts, ...hideHome([...shown, ...boundDirectories(mounts, homePath)], homePath)],
    mapsOwners: isMapped,
  };
}
function resolvePlaces({ places = [] }, store) {
  return places.map(({ at: at2, lowers }) => ({
    at: targetOf3(at2),
    lowers: resolveLowers(
      lowers.map((word) => ({ word })),
      store,
    ),
  }));
}
function resolveMachine({ spec, definition, mode, homePath }) {
  const isMapped = mode === 'root';
  if ((spec.lowers ?? []).length > 0 || lowersOf(definition).length > 0) {
    throw usageError2(
      'The whole machine is the only lower there can be: it holds all others',
      'Leave the other lowers out, or show parts of the machine with `expose`, as sandboxes/build.yaml does.',
    );
  }
  const host = resolveHost({ spec, definition, mode, homePath });
  const mounts = [...host.mounts, ...resolveMounts(spec, isMapped), ...resolveHides(spec, definition)];
  boundDirectories(mounts, homePath);
  const [root, ...places] = host.places;
  const own = resolvePlaces(spec, storeIn(homePath));
  return {
    lowers: root?.lowers ?? [],
    mode: root?.mode,
    places: [...places.filter(({ at: at2 }) => !own.some((place) => place.at === at2)), ...own],
    showsTmp: true,
    links: host.links,
    mounts,
    mapsOwners: isMapped,
    fallbacks: host.fallbacks,
  };
}
function lowersOf({ lowers = [], directory }) {
  return lowers.filter((lower) => lower !== 'host').map((word) => ({ word, base: directory }));
}
function resolveMounts({ binds = [], tmpfs = [] }, isMapped) {
  return [...binds.map((bind) => resolveBind(bind, isMapped)), ...tmpfs.map(resolveTmpfs)];
}
function resolveTmpfs({ target, size }) {
  const what = `the size of ${quoteRaw(rawOf(target))}`;
  return tmpfsMount(targetOf3(target), size === void 0 ? void 0 : parseSize(size, what));
}
function resolveHides(spec, definition) {
  const paths2 = [...(definition.hide ?? []), ...(spec.hide ?? [])];
  return paths2.map((path2) => ({
    kind: 'hide',
    target: targetOf3(typeof path2 === 'string' ? expandHome(path2) : path2),
  }));
}
function resolveExposed({ lowers = [], expose }, isMapped) {
  if (!lowers.includes('host')) return { links: [], mounts: [] };
  const links = [];
  const mounts = [];
  for (const path2 of expose ?? []) {
    const target = targetOf3(path2);
    const kind2 = kindOnHost(hostPath(path2));
    if (kind2 === 'symlink' && !target.includes('/')) {
      links.push({ path: target, target: rawFromBytes(readlinkSync2(path2, { encoding: 'buffer' })) });
    } else if (kind2 !== 'absent') {
      mounts.push(resolveBind({ source: realpathSync4(path2), target: path2 }, isMapped));
    }
  }
  return { links, mounts };
}
function kindOnHost(path2) {
  try {
    return lstatSync5(fsPath(path2)).isSymbolicLink() ? 'symlink' : 'other';
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 'absent';
    throw error;
  }
}
function resolveBind({ source, target = source, access: access3 = 'ro' }, isMapped) {
  const asked = hostPath(source);
  if (access3 !== 'ro' && access3 !== 'rw')
    throw usageError2(`A bind is ro or rw, got ${JSON.stringify(access3)}`);
  if (kindOnHost(asked) === 'absent') {
    throw new LayoverError(
      'LAYOVER_LOWER_MISSING',
      `The source of a bind, ${quoteRaw(asked)}, does not exist`,
    );
  }
  const real = rawFromBytes(realpathSync4.native(fsPath(asked), { encoding: 'buffer' }));
  if (UNSAFE_SOURCES.has(real) || /^\/(proc|sys|dev)\//.test(real)) {
    throw usageError2(
      `A bind of ${quoteRaw(real)} would hand the machine to the job`,
      'Bind the files that the job needs.',
    );
  }
  return {
    kind: 'bind',
    target: targetOf3(target),
    source: real,
    isReadOnly: access3 !== 'rw',
    isRecursive: true,
    isMapped,
  };
}
function boundDirectories(mounts, homePath) {
  return mounts.flatMap((mount) => {
    if (mount.kind !== 'bind') return [];
    if (!isBelow(mount.source, homePath)) return [{ at: mount.target, lower: mount.source }];
    throw usageError2(
      `A bind of ${quoteRaw(mount.source)} would show layover's own state to the job`,
      'Bind something outside the state directory, or set LAYOVER_HOME elsewhere.',
    );
  });
}
function hideHome(places, homePath) {
  return places.flatMap(({ at: at2, lower }) => {
    const prefix = lower === '/' ? '/' : `${lower}/`;
    if (!homePath.startsWith(prefix)) return [];
    return [
      { kind: 'hide', target: targetOf3(Buffer.from(`/${at2}/${homePath.slice(prefix.length)}`, 'latin1')) },
    ];
  });
}
function targetOf3(path2) {
  const raw = rawOf(path2);
  const parts = raw.split('/').filter((part) => part !== '' && part !== '.');
  if (raw.startsWith('/') && !parts.includes('..')) return parts.join('/');
  throw usageError2(`A place in the view is an absolute path without "..", got ${quoteRaw(raw)}`);
}
function rawOf(path2) {
  return typeof path2 === 'string' ? rawFromText(path2) : rawFromBytes(path2);
}
function usageError2(message2, hint) {
  return new LayoverError('LAYOVER_USAGE', message2, { hint });
}
var UNSAFE_SOURCES;
var init_resolve_view = __esm({
  'dist/sandbox/definition/resolve-view.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_units();
    init_store();
    init_resolve_host();
    init_secrets();
    init_view();
    init_definition();
    init_lowers();
    UNSAFE_SOURCES = /* @__PURE__ */ new Set([
      '/',
      '/proc',
      '/sys',
      '/dev',
      '/run/docker.sock',
      '/var/run/docker.sock',
    ]);
  },
});

// dist/sandbox/definition/check-spec.js
function checkSpec(spec) {
  if (isWorkerSpec(spec)) checkWorker(spec);
  else checkCommand(spec);
}
function checkWorker(spec) {
  const problem = shape(WORKER)(spec);
  if (problem !== void 0) throw usageError2(`spec${joined(problem)}`);
}
function checkCommand(spec) {
  const problem = shape(SPEC)(spec);
  if (problem !== void 0) throw usageError2(`spec${joined(problem)}`);
  if (spec.command === void 0)
    throw usageError2('There is no command to run', 'Give `command`, a list of words.');
}
function kind(what, accepts) {
  return (value) => (accepts(value) ? void 0 : `must be ${what}, got ${show(value)}`);
}
function oneOf(...words) {
  return kind(words.join(' or '), (value) => words.some((word) => word === value));
}
function listOf2(what, check) {
  return (value) => {
    if (!Array.isArray(value)) return `must be a list of ${what}, got ${show(value)}`;
    for (const [index, entry] of value.entries()) {
      const problem = check(entry);
      if (problem !== void 0) return `[${index}]${joined(problem)}`;
    }
    return void 0;
  };
}
function mapOf(check) {
  return (value) =>
    isRecord(value)
      ? shape(Object.fromEntries(Object.keys(value).map((key) => [key, check])))(value)
      : `must be an object, got ${show(value)}`;
}
function shape(checks) {
  return (value) => {
    if (!isRecord(value)) return `must be an object, got ${show(value)}`;
    for (const [key, entry] of Object.entries(value)) {
      const check = Object.hasOwn(checks, key) ? checks[key] : void 0;
      if (check === void 0) return unknownKey(key, Object.keys(checks));
      const problem = entry === void 0 ? void 0 : check(entry);
      if (problem !== void 0) return `.${key}${joined(problem)}`;
    }
    return void 0;
  };
}
function joined(problem) {
  return /^[[.]/.test(problem) ? problem : ` ${problem}`;
}
function unknownKey(key, known) {
  const nearest = findNearest(key, known);
  return `has no ${JSON.stringify(key)}${nearest === void 0 ? '' : ` (did you mean ${nearest}?)`}`;
}
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isInput(value) {
  return (
    typeof value === 'string' ||
    value instanceof Uint8Array ||
    (isRecord(value) && typeof value['pipe'] === 'function')
  );
}
function show(value) {
  if (typeof value === 'function') return 'a function';
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
var text,
  path,
  number,
  amount,
  callback,
  writable,
  paths,
  LIMITS,
  BIND,
  PLACE2,
  TMPFS,
  TERMINAL,
  USER,
  SPEC,
  anything,
  _command,
  _stdin,
  _terminal,
  _layersBy,
  _profile,
  SHARED,
  WORKER;
var init_check_spec = __esm({
  'dist/sandbox/definition/check-spec.js'() {
    'use strict';
    init_nearest();
    init_driver();
    init_resolve_view();
    init_worker_spec();
    text = kind('text', (value) => typeof value === 'string');
    path = kind('a path, text or bytes', (value) => typeof value === 'string' || value instanceof Uint8Array);
    number = kind('a number', (value) => typeof value === 'number');
    amount = kind('a number or text', (value) => typeof value === 'number' || typeof value === 'string');
    callback = kind('a function', (value) => typeof value === 'function');
    writable = kind('a writable stream', (value) => isRecord(value) && typeof value['write'] === 'function');
    paths = listOf2('paths', path);
    LIMITS = {
      memory: amount,
      cpus: number,
      pids: number,
      disk: amount,
      inodes: number,
      diskBy: oneOf('auto', 'watch', 'tmpfs', 'image'),
      files: number,
      timeout: amount,
      output: amount,
    };
    BIND = { source: path, target: path, access: oneOf('ro', 'rw') };
    PLACE2 = { at: path, lowers: paths };
    TMPFS = { target: path, size: amount };
    TERMINAL = { columns: number, rows: number };
    USER = { uid: number, gid: number };
    SPEC = {
      command: paths,
      sandbox: text,
      lowers: paths,
      project: path,
      places: listOf2('places', shape(PLACE2)),
      binds: listOf2('binds', shape(BIND)),
      tmpfs: listOf2('places', shape(TMPFS)),
      hide: paths,
      cwd: path,
      env: mapOf(text),
      passEnv: listOf2('names', text),
      user: shape(USER),
      hostname: text,
      network: oneOf('none', 'host'),
      seccomp: path,
      landlock: oneOf('auto', 'off'),
      limits: shape(LIMITS),
      stdin: kind('text, bytes or a readable stream', isInput),
      stdout: writable,
      stderr: writable,
      mask: listOf2('texts', text),
      terminal: shape(TERMINAL),
      driver: oneOf('auto', ...DRIVER_NAMES),
      layersBy: oneOf('descriptor', 'name'),
      profile: kind('true or false', (value) => typeof value === 'boolean'),
      signal: kind('an AbortSignal', (value) => value instanceof AbortSignal),
      onStart: callback,
      onNotice: callback,
    };
    anything = () => void 0;
    ({
      command: _command,
      stdin: _stdin,
      terminal: _terminal,
      layersBy: _layersBy,
      profile: _profile,
      ...SHARED
    } = SPEC);
    WORKER = {
      ...SHARED,
      worker: text,
      params: anything,
      isolation: oneOf(...ISOLATIONS),
    };
  },
});

// dist/jail/limits/disk.js
import { existsSync as existsSync2 } from 'node:fs';
import { release } from 'node:os';

function planDisk({ limits, asked, mode, isRequired, kernel = release() }) {
  if (asked === 'watch') return { by: 'watch' };
  if (limits.diskBytes === void 0) return planInodes(limits, isRequired === true);
  const by = asked === 'auto' ? chooseFor(limits, isRequired === true) : asked;
  const refusal = by === 'watch' ? void 0 : refusalOf(by, mode, kernel);
  if (refusal === void 0) return { by };
  const isTaken2 = asked !== 'auto' || isRequired;
  return isTaken2 ? watched(`disk by ${by}`, refusal) : { by: 'watch' };
}
function planInodes({ inodes }, isRequired) {
  const isHard = isRequired && inodes !== void 0;
  return isHard ? watched('inodes', 'it takes a limit of disk beside it') : { by: 'watch' };
}
function watched(what, reason) {
  return {
    by: 'watch',
    fallback: { wanted: `a limit of ${what}`, used: 'a look from time to time', reason },
  };
}
function chooseFor(limits, isRequired) {
  if (isSmall(limits)) return 'tmpfs';
  return isRequired ? 'image' : 'watch';
}
function isSmall({ diskBytes = 0, memoryBytes = Number.POSITIVE_INFINITY }) {
  return diskBytes <= TMPFS_MAX && memoryBytes >= 2 * diskBytes;
}
function refusalOf(by, mode, kernel) {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 15))
    return `Linux ${kernel} makes no overlay over a mount that is attached nowhere; 6.15 does`;
  if (by !== 'image') return void 0;
  if (mode === 'rootless') return 'loop devices are for root alone';
  return existsSync2(MKFS) ? void 0 : `there is no ${MKFS} (Debian: apt-get install e2fsprogs)`;
}
var TMPFS_MAX, MKFS;
var init_disk = __esm({
  'dist/jail/limits/disk.js'() {
    'use strict';
    TMPFS_MAX = 64 << 20;
    MKFS = '/sbin/mkfs.ext4';
  },
});

// dist/tree/open-directories.js
var init_open_directories = __esm({
  'dist/tree/open-directories.js'() {
    'use strict';
    init_bytes_path();
    init_constants();
    init_syscalls();
    init_open();
  },
});

// dist/tree/measure.js
var ENTRY_BYTES;
var init_measure = __esm({
  'dist/tree/measure.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_open_directories();
    ENTRY_BYTES = 1024;
  },
});

// dist/sandbox/limits/disk-place.js
import { mkdirSync, rmSync, truncateSync, writeFileSync as writeFileSync2 } from 'node:fs';
import { join as join3, relative } from 'node:path';

async function openDiskPlace(request) {
  const { directory, resolved } = request;
  if (resolved.disk.by !== 'watch') return await openScratchPlace(request);
  return {
    path: directory.path,
    findFull: () => void 0,
    bringHome: (parts) => Promise.resolve(parts),
    drop: () => void 0,
  };
}
async function openScratchPlace({ machine, resolved, directory }) {
  const { limits, disk } = resolved;
  const keeper = await machine.keeper();
  const scratch = await keeper.makeScratch(
    disk.by === 'image' ? { image: await makeImage(directory, limits) } : { options: tmpfsOptions(limits) },
  );
  const path2 = `/proc/${keeper.pid}/fd/${scratch.fd}/job`;
  mkdirSync(path2, { mode: 448 });
  for (const name of ['upper', 'work']) mkdirSync(join3(path2, name), { mode: 448 });
  return {
    path: path2,
    findFull: () => findFull(path2, limits),
    bringHome: (parts) => bringHome({ machine, parts, from: path2, to: directory.path }),
    drop: () => {
      scratch.drop();
      if (disk.by === 'image') rmSync(imageOf(directory), { force: true });
    },
  };
}
function inodesOf({ diskBytes = 0, inodes }) {
  return OWN_INODES + (inodes ?? Math.max(INODES_MIN, Math.floor(diskBytes / ENTRY_BYTES)));
}
function tmpfsOptions(limits) {
  return [`size=${limits.diskBytes}`, `nr_inodes=${inodesOf(limits)}`, 'mode=700'];
}
function imageOf({ path: path2 }) {
  return join3(path2, 'disk.img');
}
async function makeImage(directory, limits) {
  const file = imageOf(directory);
  const inodes = inodesOf(limits);
  writeFileSync2(file, '', { mode: 384 });
  truncateSync(file, (limits.diskBytes ?? 0) + inodes * INODE_BYTES + IMAGE_OVERHEAD);
  const features = ['-O', '^has_journal,^resize_inode', '-E', 'lazy_itable_init=1,nodiscard'];
  const words = [
    '-q',
    '-F',
    '-m',
    '0',
    '-b',
    '4096',
    '-I',
    String(INODE_BYTES),
    '-N',
    String(inodes),
    ...features,
    file,
  ];
  const { execa } = await import('execa');
  try {
    await execa(MKFS, words, { env: {}, extendEnv: false });
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_UNSUPPORTED',
      `No image can be made for the disk limit: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Choose another size, or let the disk be watched: `diskBy: watch`.',
      },
    );
  }
  return file;
}
function findFull(path2, { diskBytes = 0, inodes }) {
  const fd = syscalls.open(rawFromText(path2), O_RDONLY | O_DIRECTORY);
  try {
    const { blockSize, freeBlocks, freeInodes } = syscalls.statfs(fd);
    if (freeInodes === 0) return inodes === void 0 ? 'disk' : 'inodes';
    return freeBlocks * blockSize <= diskBytes * SPARE_SHARE ? 'disk' : void 0;
  } finally {
    syscalls.close(fd);
  }
}
async function bringHome({ machine, parts, from, to }) {
  const moved = parts.map((part) => {
    const upper = Buffer.from(fsPath(part.upper)).toString();
    return { ...part, upper: hostPath(join3(to, relative(from, upper))) };
  });
  for (const { upper } of moved) mkdirSync(fsPath(upper), { recursive: true, mode: 448 });
  const copies = parts.map(({ upper }, index) => [upper, moved[index]?.upper ?? upper]);
  await (await machine.trees()).run('copyTrees', { copies });
  return moved;
}
var INODES_MIN, OWN_INODES, INODE_BYTES, IMAGE_OVERHEAD, SPARE_SHARE;
var init_disk_place = __esm({
  'dist/sandbox/limits/disk-place.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_disk();
    init_constants();
    init_syscalls();
    init_measure();
    INODES_MIN = 64;
    OWN_INODES = 16;
    INODE_BYTES = 256;
    IMAGE_OVERHEAD = 1 << 20;
    SPARE_SHARE = 1 / 32;
  },
});

// dist/jail/limits/rlimits.js
function planRlimits({ files, fileBytes, memoryBytes, pids }) {
  return [
    // 1, not 0: with 0 a core is still piped to a handler of the host's, which runs as its root.
    limit('core', 1),
    files === void 0 ? limit('nofile', FILES_SOFT, FILES_HARD) : limit('nofile', files),
    // Counted in the job's own user namespace; its init is one.
    limit('nproc', pids + 1),
    limit('memlock', 64 << 10),
    limit('sigpending', 4096),
    limit('msgqueue', 819200),
    limit('nice', 0),
    limit('rtprio', 0),
    ...(fileBytes === void 0 ? [] : [limit('fsize', fileBytes)]),
    // Private writable memory. The address space would be the stricter measure, but programs reserve far more
    // of that than they use: Node does not start with 1 GiB of it.
    ...(memoryBytes === void 0 ? [] : [limit('data', memoryBytes)]),
  ];
}
function limit(name, soft, hard = soft) {
  return { resource: RESOURCE[name], soft, hard };
}
var RESOURCE, FILES_SOFT, FILES_HARD;
var init_rlimits = __esm({
  'dist/jail/limits/rlimits.js'() {
    'use strict';
    RESOURCE = {
      fsize: 1,
      data: 2,
      core: 4,
      nproc: 6,
      nofile: 7,
      memlock: 8,
      sigpending: 11,
      msgqueue: 12,
      nice: 13,
      rtprio: 14,
    };
    FILES_SOFT = 1024;
    FILES_HARD = 4096;
  },
});

// dist/jail/limits/plan.js
function planLimits(request, { groups, isRequired, disk = { by: 'watch' } }) {
  const refusals = findRefusals(request, groups);
  const fallbacks = [];
  for (const [limit2, { reason, remedy }] of refusals) {
    const { wanted, used } = SPARES[limit2];
    if (isRequired) throw unavailable(wanted, { reason, remedy });
    fallbacks.push({ wanted, used, reason });
  }
  if (disk.fallback !== void 0 && isRequired)
    throw unavailable(disk.fallback.wanted, { reason: disk.fallback.reason, remedy: WATCH });
  return {
    rlimits: rlimitsFor(request, refusals),
    receipt: receiptOf(request, refusals, disk),
    fallbacks: [...fallbacks, ...(disk.fallback === void 0 ? [] : [disk.fallback])],
  };
}
function findRefusals(request, groups) {
  const asked = ['memoryBytes', 'cpus', 'pids'].filter((limit2) => request[limit2] !== void 0);
  const pairs = asked.map((limit2) => [limit2, groups.refusalOf(limit2)]);
  return new Map(pairs.filter((pair) => pair[1] !== void 0));
}
function rlimitsFor({ memoryBytes, pids, diskBytes, files }, refusals) {
  const spare = Math.max(PIDS_DEFAULT, 2 * (pids ?? 0));
  return planRlimits({
    files,
    fileBytes: diskBytes,
    memoryBytes: refusals.has('memoryBytes') ? memoryBytes : void 0,
    pids: refusals.has('pids') && pids !== void 0 ? pids : spare,
  });
}
function receiptOf(request, refusals, { by }) {
  const names = Object.keys(KINDS);
  const entries = names.flatMap((name) => {
    const value = request[name];
    if (value === void 0) return [];
    if (name === 'diskBytes' || name === 'inodes')
      return [[name, { value, kind: by === 'watch' ? 'soft' : 'hard', by }]];
    const refused = refusals.has(name);
    return [[name, { value, kind: refused ? SPARES[name].kind : KINDS[name] }]];
  });
  return Object.fromEntries(entries);
}
function unavailable(wanted, { reason, remedy }) {
  const hint = remedy === void 0 ? void 0 : `Put it right, or do not require limits: ${remedy}`;
  return new LayoverError('LAYOVER_UNSUPPORTED', `There is no ${wanted.replace(/^a /, '')} here: ${reason}`, {
    hint,
  });
}
var WATCH, SPARES, PIDS_DEFAULT, KINDS;
var init_plan = __esm({
  'dist/jail/limits/plan.js'() {
    'use strict';
    init_errors();
    init_rlimits();
    WATCH = '`diskBy: watch` asks for a soft one';
    SPARES = {
      memoryBytes: { wanted: 'a limit of memory', used: 'RLIMIT_DATA of each process', kind: 'soft' },
      cpus: { wanted: 'a limit of processors', used: 'nothing', kind: 'unavailable' },
      pids: { wanted: 'a limit of processes', used: 'RLIMIT_NPROC of each user', kind: 'soft' },
    };
    PIDS_DEFAULT = 4096;
    KINDS = {
      memoryBytes: 'hard',
      cpus: 'hard',
      pids: 'hard',
      diskBytes: 'soft',
      inodes: 'soft',
      files: 'hard',
      timeoutMs: 'hard',
      outputBytes: 'hard',
    };
  },
});

// dist/sandbox/limits/disk-watch.js
import { readdirSync as readdirSync5, statfsSync, statSync as statSync4 } from 'node:fs';

function freeBytes(fd) {
  const { blockSize, freeBlocks, freeInodes } = syscalls.statfs(fd);
  return freeBlocks * blockSize + freeInodes * ENTRY_BYTES;
}
function countUnlinked(processes) {
  const sizes = /* @__PURE__ */ new Map();
  for (const path2 of processes.flatMap(listDescriptors)) {
    const file = statUnlinked(path2);
    if (file !== void 0) sizes.set(file.key, file.bytes);
  }
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
function listDescriptors(pid) {
  try {
    return readdirSync5(`/proc/${pid}/fd`).map((name) => `/proc/${pid}/fd/${name}`);
  } catch {
    return [];
  }
}
function statUnlinked(path2) {
  try {
    const { dev, ino, nlink, blocks, isFile } = statFile(path2);
    if (!isFile || nlink > 0 || statfsSync(path2).type === TMPFS_MAGIC) return void 0;
    return { key: `${dev}:${ino}`, bytes: blocks * 512 };
  } catch {
    return void 0;
  }
}
function statFile(path2) {
  const stat4 = statSync4(path2);
  const { dev, ino, nlink, blocks } = stat4;
  return { dev, ino, nlink, blocks, isFile: stat4.isFile() };
}
var INTERVAL_MS, LOOK_AT_LEAST_MS, SHARE, DiskWatch, TMPFS_MAGIC;
var init_disk_watch = __esm({
  'dist/sandbox/limits/disk-watch.js'() {
    'use strict';
    init_syscalls();
    init_measure();
    INTERVAL_MS = 200;
    LOOK_AT_LEAST_MS = 2e3;
    SHARE = 0.2;
    DiskWatch = class {
      #request;
      #timer;
      #freeBefore;
      #known = 0;
      #lookedAt = Date.now();
      #notBefore = 0;
      #isLooking = false;
      constructor(request) {
        this.#request = request;
        this.#freeBefore = freeBytes(request.fd);
        this.#timer = setInterval(() => void this.#tick(), INTERVAL_MS);
      }
      [Symbol.dispose]() {
        clearInterval(this.#timer);
      }
      async #tick() {
        const { fd, limit: limit2 } = this.#request;
        const now = Date.now();
        if (this.#isLooking || now < this.#notBefore) return;
        const free = freeBytes(fd);
        const atMost = this.#known + Math.max(0, this.#freeBefore - free);
        const mayHaveMany = Number.isFinite(limit2.entries);
        if (!mayHaveMany && atMost <= limit2.bytes && now - this.#lookedAt < LOOK_AT_LEAST_MS) return;
        this.#isLooking = true;
        try {
          await this.#look(free);
        } catch {
        } finally {
          this.#isLooking = false;
        }
      }
      async #look(free) {
        const { limit: limit2, measure, listProcesses, onFull } = this.#request;
        const started = Date.now();
        const { bytes: shown, entries } = await measure(limit2);
        const bytes = shown > limit2.bytes ? shown : shown + countUnlinked(listProcesses());
        if (bytes > limit2.bytes) onFull('disk');
        else if (entries > limit2.entries) onFull('inodes');
        this.#known = bytes;
        this.#freeBefore = free;
        this.#lookedAt = Date.now();
        this.#notBefore = this.#lookedAt + (this.#lookedAt - started) * (1 / SHARE - 1);
      }
    };
    TMPFS_MAGIC = 16914836;
  },
});

// dist/sandbox/limits/file-watch.js
import { readdirSync as readdirSync6, statSync as statSync5 } from 'node:fs';

function countOpen(pid) {
  const path2 = `/proc/${pid}/fd`;
  try {
    return statSync5(path2).size || readdirSync6(path2).length;
  } catch {
    return 0;
  }
}
var INTERVAL_MS2, PROCESSES_MAX, FileWatch;
var init_file_watch = __esm({
  'dist/sandbox/limits/file-watch.js'() {
    'use strict';
    INTERVAL_MS2 = 50;
    PROCESSES_MAX = 64;
    FileWatch = class {
      #limit;
      #listProcesses;
      #timer;
      #from = 0;
      #isMet = false;
      constructor(limit2, listProcesses) {
        this.#limit = limit2;
        this.#listProcesses = listProcesses;
        this.#timer = setInterval(() => this.#look(), INTERVAL_MS2);
      }
      get isMet() {
        return this.#isMet;
      }
      [Symbol.dispose]() {
        clearInterval(this.#timer);
      }
      #look() {
        const all = this.#listProcesses();
        const chosen = all.slice(this.#from, this.#from + PROCESSES_MAX);
        this.#from = chosen.length < PROCESSES_MAX ? 0 : this.#from + PROCESSES_MAX;
        this.#isMet ||= chosen.some((pid) => countOpen(pid) >= this.#limit);
        if (this.#isMet) this[Symbol.dispose]();
      }
    };
  },
});

// dist/sandbox/state/jobs.js
import { randomBytes as randomBytes4 } from 'node:crypto';
import { existsSync as existsSync3, readdirSync as readdirSync7, renameSync as renameSync2 } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join as join4 } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

function newJobId(now) {
  const random = randomBytes4(4).readUInt32BE(0) % 36 ** 5;
  return `j-${now.toString(36).padStart(9, '0')}${random.toString(36).padStart(5, '0')}`;
}
async function createJobDirectory(home, patienceMs = PATIENCE_MS2) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const made = tryCreateJobDirectory(home);
    if (made !== void 0) return made;
    if (Date.now() >= deadline)
      throw new LayoverError('LAYOVER_HOME', `Another layover has been sweeping for ${patienceMs} ms`);
    await delay(1);
  }
}
function tryCreateJobDirectory(home) {
  const guard = syscalls.open(join4(home.locks, 'sweep'), O_RDWR | O_CREAT, 384);
  try {
    return syscalls.flock(guard, 'shared') ? makeDirectory(home) : void 0;
  } finally {
    syscalls.close(guard);
  }
}
function makeDirectory(home) {
  const id = newJobId(Date.now());
  const path2 = join4(home.jobs, id);
  const parent = syscalls.open(home.jobs, O_RDONLY | O_DIRECTORY);
  syscalls.mkdir(parent, id, 448);
  syscalls.close(parent);
  const lock = syscalls.open(path2, O_RDONLY | O_DIRECTORY);
  syscalls.flock(lock, 'exclusive');
  for (const name of ['upper', 'work']) syscalls.mkdir(lock, name, 448);
  return { id, path: path2, lock };
}
async function listKept(home) {
  const records = [];
  const unreadable = [];
  for (const id of (await readdir(home.jobs))
    .filter((name) => ID_PATTERN2.test(name))
    .sort()
    .reverse()) {
    try {
      const record = await findRecord(join4(home.jobs, id));
      if (record) records.push(record);
    } catch (error) {
      unreadable.push({ id, reason: messageOf(error) });
    }
  }
  records.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return { records, unreadable };
}
async function getRecord(home, id) {
  const record = ID_PATTERN2.test(id) ? await findRecord(join4(home.jobs, id)) : void 0;
  if (record) return record;
  throw unknownJob(home, id, (await readdir(home.jobs)).length > 0);
}
function unknownJob(home, id, hasOthers) {
  return new LayoverError(
    'LAYOVER_JOB_UNKNOWN',
    `There is no kept job ${JSON.stringify(id)} in ${home.path}`,
    {
      hint: hasOthers ? 'See `layover jobs`.' : 'No job is kept there at all.',
    },
  );
}
function discardKept(home, id) {
  const { lock } = lockKept(home, id);
  moveToTrash2(home, id);
  syscalls.close(lock);
}
function lockKept(home, id) {
  const lock = ID_PATTERN2.test(id) && existsSync3(recordPath(home, id)) ? tryLock(home, id) : 'absent';
  if (lock === 'absent') throw unknownJob(home, id, readdirSync7(home.jobs).length > 0);
  if (lock !== void 0) return { id, path: join4(home.jobs, id), lock };
  throw busyJob(id);
}
function busyJob(id) {
  return new LayoverError('LAYOVER_JOB_BUSY', `Job ${id} is in use by another process`, {
    hint: 'Try again when that has ended.',
  });
}
function lockForReading(home, id) {
  if (!existsSync3(recordPath(home, id))) throw unknownJob(home, id, readdirSync7(home.jobs).length > 0);
  const fd = syscalls.open(join4(home.jobs, id), O_RDONLY | O_DIRECTORY);
  if (syscalls.flock(fd, 'shared')) return fd;
  syscalls.close(fd);
  throw existsSync3(recordPath(home, id)) ? busyJob(id) : unknownJob(home, id, true);
}
function tryLock(home, id) {
  const fd = syscalls.open(join4(home.jobs, id), O_RDONLY | O_DIRECTORY);
  if (syscalls.flock(fd, 'exclusive')) return fd;
  syscalls.close(fd);
  return void 0;
}
function recordPath(home, id) {
  return join4(home.jobs, id, 'job.json');
}
function discardDirectory(home, { id, lock }) {
  removeTree(hostPath(home.jobs), id);
  syscalls.close(lock);
}
function moveToTrash2(home, id) {
  try {
    renameSync2(join4(home.jobs, id), join4(home.trash, id));
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
  }
}
async function sweepDeadJobs(home) {
  const guard = syscalls.open(join4(home.locks, 'sweep'), O_RDWR | O_CREAT, 384);
  try {
    if (!syscalls.flock(guard, 'exclusive')) return [];
    const ids = (await readdir(home.jobs)).filter((id) => ID_PATTERN2.test(id));
    const dead = [];
    for (const id of ids) {
      if (isDead(home, id)) {
        moveToTrash2(home, id);
        dead.push(id);
      }
    }
    return dead;
  } finally {
    syscalls.close(guard);
  }
}
function isDead(home, id) {
  if (existsSync3(recordPath(home, id))) return false;
  try {
    const lock = tryLock(home, id);
    if (lock === void 0) return false;
    syscalls.close(lock);
    return true;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
var ID_PATTERN2, PATIENCE_MS2;
var init_jobs = __esm({
  'dist/sandbox/state/jobs.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_remove();
    init_job_record();
    ID_PATTERN2 = /^j-[0-9a-z]{14}$/;
    PATIENCE_MS2 = 1e4;
  },
});

// dist/sandbox/state/quarantine.js
import {
  readdirSync as readdirSync8,
  readFileSync as readFileSync10,
  renameSync as renameSync3,
  statSync as statSync6,
  writeFileSync as writeFileSync3,
} from 'node:fs';
import { join as join5 } from 'node:path';

function notAtRest(reason) {
  return new LayoverError('LAYOVER_QUARANTINED', `The job did not come to rest: ${reason}`, {
    hint: 'Nothing of it was read. See `layover jobs`; discard it when what holds it is gone.',
  });
}
function isQuarantine(error) {
  return error instanceof LayoverError && error.code === 'LAYOVER_QUARANTINED';
}
function quarantineJob(home, id, cause) {
  const note = { since: /* @__PURE__ */ new Date().toISOString(), reason: cause.message };
  writeFileSync3(
    join5(home.jobs, id, NOTE),
    `${JSON.stringify(note)}
`,
    {
      mode: 384,
    },
  );
  renameSync3(join5(home.jobs, id), join5(home.quarantine, id));
  return new LayoverError('LAYOVER_QUARANTINED', `Job ${id} is in quarantine: ${cause.message}`, {
    cause,
    hint: cause.hint,
  });
}
function listQuarantined(home) {
  return readdirSync8(home.quarantine).map((id) => {
    const { since, reason } = readNote(home, id);
    return { id, since, reason, isHeld: isHeld(home, id) };
  });
}
function readNote(home, id) {
  const path2 = join5(home.quarantine, id);
  try {
    const { since, reason } = JSON.parse(readFileSync10(join5(path2, NOTE), 'utf8'));
    return { since: String(since), reason: String(reason) };
  } catch (error) {
    return {
      since: statSync6(path2).mtime.toISOString(),
      reason: messageOf(error),
    };
  }
}
function isHeld(home, id) {
  const lock = lockQuarantined(home, id);
  if (typeof lock === 'number') syscalls.close(lock);
  return lock === 'held';
}
function lockQuarantined(home, id) {
  if (!ID_PATTERN2.test(id)) return 'absent';
  try {
    const fd = syscalls.open(join5(home.quarantine, id), O_RDONLY | O_DIRECTORY);
    if (syscalls.flock(fd, 'exclusive')) return fd;
    syscalls.close(fd);
    return 'held';
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 'absent';
    throw error;
  }
}
function discardQuarantined(home, id) {
  const lock = lockQuarantined(home, id);
  if (lock === 'absent') return false;
  if (lock === 'held') {
    throw new LayoverError('LAYOVER_JOB_BUSY', `Job ${id} is in quarantine: a process of it is still there`, {
      hint: 'It waits in the kernel, as for a disk that does not answer, or is frozen. Try again when that is over.',
    });
  }
  renameSync3(join5(home.quarantine, id), join5(home.trash, id));
  syscalls.close(lock);
  return true;
}
function collectQuarantined(home, now = Date.now()) {
  for (const { id, since, isHeld: holds } of listQuarantined(home)) {
    if (!holds && !(now - Date.parse(since) < KEPT_MS)) discardQuarantined(home, id);
  }
}
var NOTE, KEPT_MS;
var init_quarantine = __esm({
  'dist/sandbox/state/quarantine.js'() {
    'use strict';
    init_errors();
    init_constants();
    init_syscalls();
    init_jobs();
    NOTE = 'quarantine.json';
    KEPT_MS = 36e5;
  },
});

// dist/sandbox/limits/groups.js
import { statSync as statSync7 } from 'node:fs';

function groupName(home, id) {
  return `${id}.${tagOf2(home)}`;
}
function tagOf2(home) {
  const { dev, ino } = statSync7(home.jobs, { bigint: true });
  return `${dev.toString(36)}-${ino.toString(36)}`;
}
async function sweepGroups(home, groups) {
  const tag = tagOf2(home);
  for (const name of groups.listNames()) {
    const [, id, owner] = NAME_PATTERN2.exec(name) ?? [];
    if (id === void 0 || owner !== tag || isHeld2(home, id)) continue;
    await groups.sweep(name).catch(() => void 0);
  }
}
function isHeld2(home, id) {
  if (isHeld(home, id)) return true;
  try {
    const lock = tryLock(home, id);
    if (lock === void 0) return true;
    syscalls.close(lock);
    return false;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
var NAME_PATTERN2;
var init_groups = __esm({
  'dist/sandbox/limits/groups.js'() {
    'use strict';
    init_errors();
    init_syscalls();
    init_jobs();
    init_quarantine();
    NAME_PATTERN2 = /^(j-[0-9a-z]{14})\.([0-9a-z]+-[0-9a-z]+)$/;
  },
});

// dist/sandbox/limits/job-limits.js
import { constants as constants4 } from 'node:os';

function commandOutcome({ isSignaled, status: status2 }) {
  if (!isSignaled) return { kind: 'exited', exitCode: status2 };
  return { kind: 'signaled', signal: signalName(status2) };
}
function signalName(number2) {
  const named = Object.entries(constants4.signals).find(([, value]) => value === number2);
  return named?.[0] ?? `SIG${number2}`;
}
function isFileTooLarge(outcome) {
  if (outcome.kind === 'signaled') return outcome.signal === 'SIGXFSZ';
  return outcome.kind === 'exited' && outcome.exitCode === 128 + constants4.signals.SIGXFSZ;
}
function count(group) {
  return {
    oomKills: group.countOomKills(),
    refusedForks: group.countRefusedForks(),
    usage: group.readUsage(),
  };
}
var OOM_INTERVAL_MS, FULL_INTERVAL_MS, JobLimits, NOTHING_COUNTED;
var init_job_limits = __esm({
  'dist/sandbox/limits/job-limits.js'() {
    'use strict';
    init_plan();
    init_outcome();
    init_disk_watch();
    init_file_watch();
    init_groups();
    OOM_INTERVAL_MS = 25;
    FULL_INTERVAL_MS = 50;
    JobLimits = class _JobLimits {
      plan;
      #request;
      #group;
      #oomTimer;
      #fullTimer;
      #full;
      #diskWatch;
      #fileWatch;
      #counted = NOTHING_COUNTED;
      #hasEnded = false;
      constructor(request, plan, group) {
        this.#request = request;
        this.plan = plan;
        this.#group = group;
      }
      /**
       * Makes the job's group where a limit asks for one: the end of a job needs none, its pid namespace sees to that.
       * LAYOVER_UNSUPPORTED where a limit is required and not to be had.
       */
      static async open(resolved, machine, directory) {
        const groups = await machine.groups();
        const plan = planLimits(resolved.limits, {
          groups,
          isRequired: resolved.mustLimit,
          disk: resolved.disk,
        });
        const { memoryBytes, cpus, pids, diskBytes, inodes, files } = resolved.limits;
        const asked = [memoryBytes, cpus, pids, diskBytes, inodes, files];
        const isAsked = asked.some((limit2) => limit2 !== void 0);
        const name = groupName(machine.home, directory.id);
        const group = isAsked ? groups.make(name, { memoryBytes, cpus, pids }) : void 0;
        return new _JobLimits(resolved.limits, plan, group);
      }
      get confinement() {
        const { joins = [], birth } = this.#group ?? {};
        return { joins, birth, rlimits: this.plan.rlimits };
      }
      /** What the group counted; once the job has ended. */
      get usage() {
        return this.#counted.usage;
      }
      watch(ending, disk, place) {
        const { memoryBytes, diskBytes, inodes, files } = this.#request;
        const isWatched = [this.plan.receipt.diskBytes, this.plan.receipt.inodes].some(
          (one) => one?.by === 'watch',
        );
        const group = this.#group;
        if (memoryBytes !== void 0 && group?.endsTogether === false) {
          this.#oomTimer = setInterval(() => {
            if (group.countOomKills() > 0) ending.cut({ kind: 'out-of-memory', limitBytes: memoryBytes });
          }, OOM_INTERVAL_MS);
        }
        if (files !== void 0 && group !== void 0)
          this.#fileWatch = new FileWatch(files, () => this.listProcesses());
        if (!isWatched) {
          if (diskBytes !== void 0) this.#fullTimer = setInterval(() => this.#look(place), FULL_INTERVAL_MS);
          return;
        }
        this.#diskWatch = new DiskWatch({
          ...disk,
          limit: {
            bytes: diskBytes ?? Number.POSITIVE_INFINITY,
            entries: inodes ?? Number.POSITIVE_INFINITY,
          },
          listProcesses: () => this.listProcesses(),
          onFull: (which) => ending.cut({ kind: 'limit', which }),
        });
      }
      /** How the job ended: by the limit that this comes from, where it does. */
      judge(end) {
        const { memoryBytes, timeoutMs } = this.#request;
        if (end.isTimedOut && timeoutMs !== void 0) return { kind: 'timed-out', afterMs: timeoutMs };
        if (memoryBytes !== void 0 && this.#counted.oomKills > 0)
          return { kind: 'out-of-memory', limitBytes: memoryBytes };
        const outcome = commandOutcome(end);
        const which = isSuccess(outcome) ? void 0 : this.#findCause(outcome);
        return which === void 0 ? outcome : { kind: 'limit', which };
      }
      #look(place) {
        this.#full ??= place.findFull();
      }
      /** A command that fails where a limit was met is taken to have failed by it. */
      #findCause(outcome) {
        const { pids, diskBytes } = this.#request;
        if (pids !== void 0 && this.#counted.refusedForks > 0) return 'pids';
        if (this.#full !== void 0) return this.#full;
        if (diskBytes !== void 0 && isFileTooLarge(outcome)) return 'disk';
        return this.#fileWatch?.isMet ? 'files' : void 0;
      }
      /** Numbers of the job's processes, where a group knows them. */
      listProcesses() {
        return this.#group?.listProcesses() ?? [];
      }
      stopWatching() {
        clearInterval(this.#oomTimer);
        clearInterval(this.#fullTimer);
        this.#diskWatch?.[Symbol.dispose]();
        this.#fileWatch?.[Symbol.dispose]();
      }
      /** Once is enough, twice is fine. LAYOVER_QUARANTINED where the job's group does not get empty. */
      async end(place) {
        if (place !== void 0) this.#look(place);
        this.stopWatching();
        if (this.#group === void 0 || this.#hasEnded) return;
        this.#hasEnded = true;
        this.#counted = count(this.#group);
        await this.#group.end();
      }
    };
    NOTHING_COUNTED = { oomKills: 0, refusedForks: 0, usage: {} };
  },
});

// dist/sandbox/view/mount-order.js
function orderMounts([root, ...places], others) {
  const all = [...places, ...others];
  const hides = all.filter(({ kind: kind2 }) => kind2 === 'hide');
  const shown = all
    .filter(({ kind: kind2 }) => kind2 !== 'hide')
    .sort((a, b) => compareRaw(a.target, b.target));
  return [...(root ? [root] : []), ...shown, ...hides];
}
var init_mount_order = __esm({
  'dist/sandbox/view/mount-order.js'() {
    'use strict';
    init_bytes_path();
  },
});

// dist/overlay/kernel.js
import { release as release2 } from 'node:os';

function noUuid(kernel = release2()) {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  return major > 6 || (major === 6 && minor >= 6) ? 'null' : 'off';
}
var COMMON, ROOT_OPTIONS, ROOTLESS_OPTIONS, kernelDriver;
var init_kernel = __esm({
  'dist/overlay/kernel.js'() {
    'use strict';
    COMMON = ['metacopy=off', 'index=off', 'nfs_export=off', 'xino=off', `uuid=${noUuid()}`, 'volatile'];
    ROOT_OPTIONS = ['redirect_dir=on', ...COMMON];
    ROOTLESS_OPTIONS = ['userxattr', 'redirect_dir=nofollow', ...COMMON];
    kernelDriver = {
      name: 'kernel',
      preparation: 'none',
      marks: ({ mode }) => (mode === 'root' ? 'trusted' : 'user'),
      plan({ at: at2, lowers, directory, stubs }, { mode }) {
        const options = mode === 'root' ? ROOT_OPTIONS : ROOTLESS_OPTIONS;
        return { kind: 'overlay', target: at2, lowers, directory, options, stubs };
      },
    };
  },
});

// dist/tree/marks.js
function splitXattrs(onDisk, style2) {
  const { own, escapes } = RULES[style2];
  if (!onDisk.some(([name]) => own.some((prefix) => name.startsWith(prefix))))
    return { xattrs: onDisk, marks: NO_MARKS };
  const xattrs = [];
  const marks = /* @__PURE__ */ new Map();
  for (const [name, value] of onDisk) {
    const prefix = own.find((candidate) => name.startsWith(candidate));
    const rest = prefix === void 0 ? void 0 : name.slice(prefix.length);
    if (rest === void 0) xattrs.push([name, value]);
    else if (escapes && rest.startsWith(ESCAPE))
      xattrs.push([`${prefix}${rest.slice(ESCAPE.length)}`, value]);
    else marks.set(prefix === 'user.overlay.' && !escapes ? `lower-${rest}` : rest, value);
  }
  xattrs.sort(([left], [right]) => (left < right ? -1 : 1));
  return { xattrs, marks: readMarks(marks) };
}
function readMarks(marks) {
  const redirect = marks.get('redirect');
  return {
    opaque: isYes(marks.get('opaque')),
    ...(isYes(marks.get('lower-opaque')) && { lowerOpaque: true }),
    metacopy: marks.has('metacopy'),
    whiteout: marks.has('whiteout'),
    ...(redirect && { redirect: Buffer.from(redirect).toString('latin1') }),
  };
}
function isYes(value) {
  return value?.length === 1 && value[0] === 'y'.charCodeAt(0);
}
var RULES, ESCAPE, NO_MARKS;
var init_marks = __esm({
  'dist/tree/marks.js'() {
    'use strict';
    init_constants();
    RULES = {
      trusted: { own: ['trusted.overlay.'], escapes: true },
      user: { own: ['user.overlay.'], escapes: true },
      fuse: {
        own: ['user.fuseoverlayfs.', 'trusted.overlay.', 'user.overlay.', 'user.containers.override_stat'],
        escapes: false,
      },
      plain: { own: [], escapes: false },
    };
    ESCAPE = 'overlay.';
    NO_MARKS = { opaque: false, metacopy: false, whiteout: false };
  },
});

// dist/sandbox/view/untouched.js
import { opendirSync } from 'node:fs';

function describeUpperRoot({ upper, marks }) {
  const { mode, uid, gid } = syscalls.stat(AT_FDCWD, upper);
  const { xattrs } = splitXattrs(syscalls.getXattrs(AT_FDCWD, upper), marks);
  return JSON.stringify([
    mode,
    uid,
    gid,
    xattrs.map(([name, value]) => [name, Buffer.from(value).toString('hex')]),
  ]);
}
function areUntouched(parts, before) {
  return parts.every(
    (part, index) => part.marks !== 'plain' && isEmpty(part) && hasRoot(part, before[index]),
  );
}
function hasRoot(part, described) {
  try {
    return describeUpperRoot(part) === described;
  } catch (error) {
    if (hasErrno(error, 'E2BIG')) return false;
    throw error;
  }
}
function isEmpty({ upper }) {
  let directory;
  try {
    directory = opendirSync(fsPath(upper), { bufferSize: 1 });
    return directory.readSync() === null;
  } catch (error) {
    if (hasErrno(error, 'EACCES')) return false;
    throw error;
  } finally {
    directory?.closeSync();
  }
}
var NO_CHANGES;
var init_untouched = __esm({
  'dist/sandbox/view/untouched.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_marks();
    NO_CHANGES = { added: 0, modified: 0, deleted: 0, bytes: 0 };
  },
});

// dist/sandbox/view/places.js
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  lchownSync,
  mkdirSync as mkdirSync2,
  renameSync as renameSync4,
  statSync as statSync8,
  symlinkSync,
  writeFileSync as writeFileSync4,
} from 'node:fs';
import { join as join6 } from 'node:path';

function reopenPlaces(places, request) {
  const { driver, context, trash } = request;
  return places.map((place, index) => {
    const directory = directoryOf(request, index);
    renameSync4(join6(directory, 'work'), join6(trash, `work-${randomUUID()}`));
    mkdirSync2(join6(directory, 'work'), { mode: 448 });
    return driver.plan({ ...place, directory: hostPath(directory) }, context);
  });
}
function directoryOf({ jobPath }, index) {
  return index === 0 ? jobPath : join6(jobPath, 'at', String(index));
}
async function makePlaces(request) {
  const parts = [];
  const mounts = [];
  for (const [index, place] of request.places.entries()) {
    const made = await makePlace(place, directoryOf(request, index), request);
    parts.push(made.part);
    mounts.push(made.mount);
  }
  return { parts, mounts, upperRoots: parts.map(describeUpperRoot) };
}
async function makePlace(place, directory, request) {
  const { driver, context } = request;
  const upper = hostPath(join6(directory, 'upper'));
  if (directory !== request.jobPath) {
    for (const name of ['upper', 'work']) mkdirSync2(join6(directory, name), { recursive: true, mode: 448 });
  }
  const root = dressUpper(upper, place, context.mode);
  if (driver.preparation === 'skeleton') makeStubs(join6(directory, 'skeleton'), place.stubs);
  if (driver.preparation === 'copy') {
    await copyLowers(place, upper, request);
    makeStubs(Buffer.from(upper, 'latin1').toString(), place.stubs);
  }
  const mount = driver.plan({ ...place, directory: hostPath(directory) }, context);
  const marks = driver.marks(context);
  const lowerMarks = driver.preparation === 'copy' ? { lowerMarks: kernelDriver.marks(context) } : {};
  return {
    part: { at: place.at, lowers: place.lowers, upper, marks, ...lowerMarks, ...(root && { root }) },
    mount,
  };
}
async function copyLowers({ lowers }, target, { trees, context }) {
  const marks = kernelDriver.marks(context);
  try {
    await (await trees()).run('copyLowers', { lowers, marks, target });
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_UNSUPPORTED',
      `The lowers cannot be copied for the job: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Rootless, a copy can only hold owners that you have ids for: own the lowers yourself, or run as root.',
      },
    );
  }
}
function dressUpper(upper, place, mode) {
  const [lower] = place.lowers;
  const status2 = lower === void 0 ? { mode: 493, uid: 0, gid: 0 } : statSync8(fsPath(lower));
  const { uid, gid } = status2;
  const bits = place.mode ?? status2.mode;
  if (mode === 'root' && (uid !== 0 || gid !== 0)) lchownSync(fsPath(upper), uid, gid);
  if (lower !== void 0) copyRootXattrs(lower, upper);
  chmodSync(fsPath(upper), bits & 4095);
  return mode === 'root' ? void 0 : { mode: bits & 4095, uid: 0, gid: 0 };
}
function copyRootXattrs(lower, upper) {
  for (const [key, value] of syscalls.getXattrs(AT_FDCWD, lower)) {
    if (/^(trusted|user)\.overlay\./.test(key)) continue;
    try {
      syscalls.setXattr(AT_FDCWD, upper, { key, value });
    } catch (error) {
      if (!hasErrno(error, 'EPERM', 'EOPNOTSUPP')) throw error;
    }
  }
}
function makeStubs(root, stubs) {
  mkdirSync2(root, { recursive: true, mode: 493 });
  for (const { path: path2, type, mode, target } of stubs) {
    const file = Buffer.from(`${rawFromText(root)}/${path2}`, 'latin1');
    if (type === 'symlink') symlinkSync(Buffer.from(target ?? '', 'latin1'), file);
    else if (type === 'directory') mkdirSync2(file, { recursive: true, mode });
    else writeFileSync4(file, '', { flag: 'a', mode });
  }
}
var init_places = __esm({
  'dist/sandbox/view/places.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_kernel();
    init_untouched();
  },
});

// dist/overlay/copy.js
var copyDriver;
var init_copy = __esm({
  'dist/overlay/copy.js'() {
    'use strict';
    init_bytes_path();
    copyDriver = {
      name: 'copy',
      preparation: 'copy',
      marks: () => 'plain',
      plan({ at: at2, directory }, { mode }) {
        const source = joinRaw(directory, 'upper');
        return {
          kind: 'bind',
          target: at2,
          source,
          isReadOnly: false,
          isRecursive: false,
          isMapped: mode === 'root',
        };
      },
    };
  },
});

// dist/overlay/fuse.js
function daemonWords(mode, idMap) {
  const mapping = idMap.split(' ').join(':');
  const owners = mode === 'root' ? `,uidmapping=${mapping},gidmapping=${mapping}` : '';
  return [FUSE_OVERLAYFS, '-f', '-o', '@layers', '-o', `volatile,noacl${owners}`, '@device'];
}
var FUSE_OVERLAYFS, fuseDriver;
var init_fuse = __esm({
  'dist/overlay/fuse.js'() {
    'use strict';
    init_bytes_path();
    FUSE_OVERLAYFS = '/usr/bin/fuse-overlayfs';
    fuseDriver = {
      name: 'fuse',
      preparation: 'skeleton',
      marks: () => 'fuse',
      plan({ at: at2, lowers, directory }, { mode, idMap }) {
        const skeleton = joinRaw(directory, 'skeleton');
        return {
          kind: 'fuse',
          target: at2,
          lowers: [skeleton, ...lowers],
          directory,
          daemon: daemonWords(mode, idMap),
        };
      },
    };
  },
});

// dist/sandbox/definition/requirement.js
function nameRequirement(error, required) {
  if (!(error instanceof SetupError)) return error;
  const lacking = required.find((one) => STEPS[one]?.test(error.step));
  if (lacking === void 0) return error;
  return new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `The sandbox requires ${lacking}, which is not to be had here: ${error.step} says ${error.errno}`,
    { hint: error.hint, cause: error },
  );
}
function checkRequirements({ require: require2 = [] }, { network, driver = 'auto' }) {
  if (network === 'host' && require2.includes('network-none'))
    throw usageError2(
      'The sandbox requires network-none, and the network is to be the host',
      'Leave --network out.',
    );
  if (driver !== 'auto' && driver !== 'kernel' && require2.includes('kernel-overlay'))
    throw usageError2(
      `The sandbox requires kernel-overlay, and the driver is to be ${driver}`,
      'Leave --driver out.',
    );
}
var STEPS;
var init_requirement = __esm({
  'dist/sandbox/definition/requirement.js'() {
    'use strict';
    init_errors();
    init_resolve_view();
    STEPS = {
      userns: /^(namespaces|user-namespace)/,
      'network-none': /^network-namespace/,
      'kernel-overlay': /^mount-overlay$/,
      seccomp: /^filter/,
      landlock: /^landlock$/,
    };
  },
});

// dist/sandbox/life/attempt.js
import { existsSync as existsSync4 } from 'node:fs';

async function tryWays(spec, start2) {
  const ways = waysFor(spec);
  const fallbacks = [];
  let first2;
  for (const [index, way] of ways.entries()) {
    try {
      if (way.driver.name !== 'kernel' && fallbacks.length > 0) spec.onNotice?.(noticeOf(fallbacks, way));
      return await start2(way, fallbacks);
    } catch (error) {
      first2 ??= error;
      const next = ways[index + 1];
      if (!isRefusal(error) || next === void 0) throw nameRequirement(first2, spec.required);
      fallbacks.push({ wanted: way.label, used: next.label, reason: error.message });
    }
  }
  throw new Error('No way to make an overlay was tried');
}
function driverNamed(name, layersBy = 'descriptor') {
  const way = WAYS.find(
    ({ driver, layersBy: by }) => driver.name === name && (name !== 'kernel' || by === layersBy),
  );
  if (way === void 0) throw new Error(`no overlay driver is called ${name}`);
  return way;
}
function waysFor({ driver = 'auto', layersBy, mustUseKernel }) {
  if (driver === 'fuse' && !existsSync4(FUSE_OVERLAYFS)) {
    throw new LayoverError('LAYOVER_UNSUPPORTED', `There is no ${FUSE_OVERLAYFS} for the driver fuse`, {
      hint: 'Debian: apt-get install fuse-overlayfs',
    });
  }
  return WAYS.filter(
    (way) =>
      (driver === 'auto' || way.driver.name === driver) &&
      (!mustUseKernel || way.driver.name === 'kernel') &&
      (way.driver.name !== 'fuse' || existsSync4(FUSE_OVERLAYFS)) &&
      (way.driver.name !== 'kernel' || layersBy === void 0 || way.layersBy === layersBy),
  );
}
function isRefusal(error) {
  return error instanceof SetupError && OVERLAY_STEPS.has(error.step);
}
function noticeOf(fallbacks, way) {
  return `the ${fallbacks[0]?.wanted ?? 'overlay'} is refused here (${fallbacks[0]?.reason ?? ''}); using ${way.label}`;
}
var WAYS, OVERLAY_STEPS;
var init_attempt2 = __esm({
  'dist/sandbox/life/attempt.js'() {
    'use strict';
    init_errors();
    init_copy();
    init_fuse();
    init_kernel();
    init_requirement();
    WAYS = [
      { driver: kernelDriver, layersBy: 'descriptor', label: 'kernel overlay' },
      { driver: kernelDriver, layersBy: 'name', label: 'kernel overlay with layers by name' },
      { driver: fuseDriver, layersBy: 'descriptor', label: 'fuse-overlayfs' },
      { driver: copyDriver, layersBy: 'descriptor', label: 'a copy of the lowers' },
    ];
    OVERLAY_STEPS = /* @__PURE__ */ new Set(['mount-overlay', 'mount-fuse', 'fuse-device', 'fuse-daemon']);
  },
});

// dist/sandbox/definition/strict-yaml.js
import { readFile as readFile2 } from 'node:fs/promises';

async function readYamlText(file, what) {
  try {
    return await readFile2(file, 'utf8');
  } catch (cause) {
    throw new LayoverError('LAYOVER_DEFINITION', `The ${what} ${file} ${reasonOf2(cause)}`, { cause });
  }
}
function reasonOf2(cause) {
  if (hasErrno(cause, 'ENOENT', 'ENOTDIR')) return 'does not exist';
  if (hasErrno(cause, 'EISDIR')) return 'is a directory, not a file';
  return `cannot be read: ${messageOf(cause)}`;
}
async function parseYaml(text3, file, schema) {
  const { LineCounter: Counter, parseDocument } = await import('yaml');
  const lines = new Counter();
  const document = parseDocument(text3, {
    lineCounter: lines,
    strict: true,
    uniqueKeys: true,
    version: '1.2',
  });
  const source = { file, document, lines };
  const [broken] = document.errors;
  if (broken) throw errorAtOffset(source, broken.pos[0], { problem: explainBroken(broken) });
  const checked = schema.safeParse(plainValue(source) ?? {});
  if (!checked.success) throw schemaError(source, checked.error, await keysOf(schema));
  return {
    value: checked.data,
    errorAt: (path2, problem, hint) => errorAtOffset(source, offsetOf(document, path2), { problem, hint }),
  };
}
function explainBroken({ code, message: message2 }) {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins: there can be only one';
  return (message2.split('\n')[0] ?? 'not YAML').replace(/ at line \d+, column \d+:?$/, '');
}
function plainValue(source) {
  try {
    return source.document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw errorAtOffset(source, 0, { problem: messageOf(cause) });
  }
}
function schemaError(source, error, keys) {
  const issue = innermost(firstOf(error.issues));
  if (issue === void 0) return errorAtOffset(source, 0, { problem: 'is not what was expected' });
  if (issue.code === 'unrecognized_keys') return unknownKey2(source, issue, keys);
  if (issue.code === 'invalid_key') return wrongKey(source, issue);
  const where = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
  const seen = source.document.getIn(issue.path);
  const got = isScalar(seen) ? `, got ${JSON.stringify(seen)}` : '';
  return errorAtOffset(source, offsetOf(source.document, issue.path), {
    problem: `${where}${problemOf2(issue)}${got}`,
  });
}
function firstOf(issues) {
  const [first2] = issues;
  const unknown2 = issues.find(({ code }) => code === 'unrecognized_keys');
  return first2?.code === 'invalid_type' && first2.input === void 0 ? (unknown2 ?? first2) : first2;
}
function innermost(issue) {
  if (issue?.code !== 'invalid_union') return issue;
  const tried = issue.errors.flatMap((issues) => issues.slice(0, 1));
  const deepest = tried.sort((left, right) => right.path.length - left.path.length)[0];
  if (deepest === void 0 || (deepest.path.length === 0 && deepest.code === 'invalid_type')) return issue;
  return innermost({ ...deepest, path: [...issue.path, ...deepest.path] });
}
function problemOf2(issue) {
  if (issue.code === 'invalid_type' && / received undefined$/.test(issue.message)) return 'is missing';
  if (issue.code !== 'invalid_union') return issue.message;
  const expected = issue.errors.flatMap(([first2]) =>
    first2?.code === 'invalid_type' ? [first2.expected] : [],
  );
  return expected.length > 0 ? `expected ${[...new Set(expected)].join(' or ')}` : issue.message;
}
function unknownKey2(source, issue, keys) {
  const [key = ''] = issue.keys;
  const path2 = [...issue.path, key];
  const nearest = findNearest(key, keys);
  const hint = nearest === void 0 ? void 0 : `Did you mean ${nearest}?`;
  return errorAtOffset(source, keyOffset(source.document, path2), {
    problem: `${path2.map(String).join('.')}: unknown key`,
    hint,
  });
}
function wrongKey(source, { path: path2, issues }) {
  const problem = `${path2.map(String).join('.')}: the key ${issues[0]?.message ?? 'is not allowed'}`;
  return errorAtOffset(source, keyOffset(source.document, path2), { problem });
}
async function keysOf(schema) {
  const { toJSONSchema } = await import('zod');
  const keys = /* @__PURE__ */ new Set();
  JSON.stringify(toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }), (name, value) => {
    if (name === 'properties') for (const key of Object.keys(value)) keys.add(key);
    return value;
  });
  return [...keys];
}
function isScalar(value) {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
function offsetOf(document, path2) {
  for (let depth = path2.length; depth > 0; depth -= 1) {
    const node = document.getIn(path2.slice(0, depth), true);
    if (node?.range) return node.range[0];
  }
  return 0;
}
function keyOffset(document, path2) {
  const parent = path2.length > 1 ? document.getIn(path2.slice(0, -1), true) : document.contents;
  if (typeof parent !== 'object' || parent === null || !('items' in parent)) return offsetOf(document, path2);
  const items = parent.items;
  const key = items.find((item) => item.key?.value === path2.at(-1))?.key;
  return key?.range?.[0] ?? offsetOf(document, path2);
}
function errorAtOffset({ file, lines }, offset, { problem, hint }) {
  const { line, col } = lines.linePos(offset);
  return new LayoverError('LAYOVER_DEFINITION', `${file}:${line}:${col}: ${problem}`, { hint });
}
var init_strict_yaml = __esm({
  'dist/sandbox/definition/strict-yaml.js'() {
    'use strict';
    init_errors();
    init_nearest();
  },
});

// dist/commit/effects.js
var EFFECTS;
var init_effects = __esm({
  'dist/commit/effects.js'() {
    'use strict';
    EFFECTS = ['executable', 'dotfile', 'link-outside', 'setuid', 'device'];
  },
});

// dist/sandbox/definition/environment.js
function planEnvironment({ spec, definition, user }) {
  const isRoot = user.uid === 0;
  const base = {
    PATH,
    HOME: isRoot ? '/root' : '/',
    USER: isRoot ? 'root' : String(user.uid),
    LANG: 'C.UTF-8',
  };
  const terminal = spec.terminal === void 0 ? {} : { TERM: process.env['TERM'] ?? 'xterm' };
  const passed = [...(definition.env?.pass ?? []), ...(spec.passEnv ?? [])].map((name) => [
    name,
    process.env[name],
  ]);
  const all = {
    ...base,
    ...terminal,
    ...Object.fromEntries(passed.filter(([, value]) => value !== void 0)),
    ...definition.env?.set,
    ...spec.env,
  };
  return Object.entries(all).flatMap(([name, value]) =>
    value === void 0 ? [] : [`${checkName(name)}=${rawFromText(value)}`],
  );
}
function isVariableName(name) {
  return NAME_PATTERN3.test(name);
}
function checkName(name) {
  if (isVariableName(name)) return name;
  throw new LayoverError(
    'LAYOVER_USAGE',
    `An environment variable's name is letters, digits and "_", got ${JSON.stringify(name)}`,
  );
}
var PATH, NAME_PATTERN3;
var init_environment = __esm({
  'dist/sandbox/definition/environment.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    NAME_PATTERN3 = /^[A-Za-z_][A-Za-z0-9_]*$/;
  },
});

// dist/sandbox/definition/definition-schema.js
var definition_schema_exports = {};
__export(definition_schema_exports, {
  definitionSchema: () => definitionSchema,
  durationSchema: () => durationSchema,
  limitsSchema: () => limitsSchema,
  sizeSchema: () => sizeSchema,
  variableSchema: () => variableSchema,
  viewPathSchema: () => viewPathSchema,
});
function definitionSchema(z) {
  const words = z.array(z.string().min(1));
  return z.strictObject({
    description: z.string().optional(),
    lowers: words.optional(),
    expose: z.array(viewPathSchema(z)).optional(),
    hide: z.array(hidePathSchema(z)).optional(),
    project: viewPathSchema(z).optional(),
    user: z.literal('caller').optional(),
    network: z.enum(['none', 'host']).optional(),
    seccomp: z.string().min(1).optional(),
    env: z
      .strictObject({
        pass: z.array(variableSchema(z)).optional(),
        set: z.record(variableSchema(z), z.string()).optional(),
      })
      .optional(),
    limits: limitsSchema(z).optional(),
    allow: words.optional(),
    deny: z.array(z.union([z.string().min(1), denySchema(z)])).optional(),
    require: z.array(z.enum(REQUIREMENTS)).optional(),
  });
}
function denySchema(z) {
  const globs = z.array(z.string().min(1)).min(1);
  return z
    .strictObject({
      paths: globs.optional(),
      except: globs.optional(),
      what: z.enum(EFFECTS).optional(),
      size: sizeSchema(z).optional(),
      total: sizeSchema(z).optional(),
    })
    .refine(
      ({ paths: paths2, what, size, total }) => [paths2, what, size, total].some((part) => part !== void 0),
      {
        message: 'must name paths, what, size or total',
      },
    );
}
function limitsSchema(z) {
  return z.strictObject({
    memory: sizeSchema(z).optional(),
    cpus: z.number().positive().optional(),
    pids: z.number().int().positive().optional(),
    disk: sizeSchema(z).optional(),
    inodes: z.number().int().positive().optional(),
    diskBy: z.enum(['auto', 'watch', 'tmpfs', 'image']).optional(),
    files: z.number().int().positive().optional(),
    timeout: durationSchema(z).optional(),
    output: sizeSchema(z).optional(),
  });
}
function sizeSchema(z) {
  return z
    .union([z.string(), z.number()])
    .refine((value) => isTaken(() => parseSize(value, '')), 'must be a size above 0 such as 64M or 2G');
}
function durationSchema(z) {
  return z
    .union([z.string(), z.number()])
    .refine(
      (value) => isTaken(() => parseDuration(value, '')),
      'must be a duration above 0 such as 500ms, 90s or 10m, 24 days at most',
    );
}
function viewPathSchema(z) {
  return z
    .string()
    .refine((path2) => isTaken(() => targetOf3(path2)), 'must be an absolute path without ".."');
}
function hidePathSchema(z) {
  return z
    .string()
    .refine(
      (path2) => isTaken(() => targetOf3(path2.replace(/^~(?=\/)/, ''))),
      'must be an absolute path without "..", or one that starts with ~/',
    );
}
function variableSchema(z) {
  return z.string().refine(isVariableName, 'must be letters, digits and "_", no digit first');
}
function isTaken(parse) {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
var init_definition_schema = __esm({
  'dist/sandbox/definition/definition-schema.js'() {
    'use strict';
    init_units();
    init_effects();
    init_definition();
    init_environment();
    init_resolve_view();
  },
});

// dist/sandbox/definition/read-definition.js
import { dirname, resolve as resolve2 } from 'node:path';
import { fileURLToPath } from 'node:url';

async function readDefinition(name) {
  const isFile = isDefinitionFile(name);
  if (!isFile && !SHIPPED.some((shipped) => shipped === name)) throw unknownSandbox(name);
  const file = isFile
    ? name
    : fileURLToPath(
        new URL(
          `../../../sandboxes/${name}.yaml`,
          new URL('../sandbox/definition/read-definition.js', import.meta.url).href,
        ),
      );
  const definition = await parseDefinition(await readYamlText(file, 'sandbox definition'), file);
  return { ...definition, directory: dirname(resolve2(file)) };
}
function isDefinitionFile(name) {
  return name.includes('/') || /\.ya?ml$/.test(name);
}
function unknownSandbox(name) {
  const nearest = findNearest(name, SHIPPED);
  const meant = nearest === void 0 ? '' : `Did you mean ${nearest}? `;
  return new LayoverError('LAYOVER_DEFINITION', `There is no sandbox ${JSON.stringify(name)}`, {
    hint: `${meant}Shipped are ${SHIPPED.join(', ')}; a file of your own is given by its path, ./${name}.yaml.`,
  });
}
async function parseDefinition(text3, file) {
  const [{ z }, { definitionSchema: definitionSchema2 }] = await Promise.all([
    import('zod'),
    Promise.resolve().then(() => (init_definition_schema(), definition_schema_exports)),
  ]);
  return (await parseYaml(text3, file, definitionSchema2(z))).value;
}
var SHIPPED;
var init_read_definition = __esm({
  'dist/sandbox/definition/read-definition.js'() {
    'use strict';
    init_errors();
    init_nearest();
    init_strict_yaml();
    SHIPPED = ['host', 'build', 'node', 'bare', 'strict'];
  },
});

// dist/sandbox/definition/resolve-limits.js
function resolveLimits(asked = {}, defined = {}) {
  const take = (name, parse) => {
    const value = asked[name] ?? defined[name];
    return value === void 0 ? void 0 : parse(value, `limits.${name}`);
  };
  return {
    memoryBytes: take('memory', parseSize),
    cpus: take('cpus', checkCpus),
    pids: take('pids', checkCount2),
    diskBytes: take('disk', parseSize),
    inodes: take('inodes', checkCount2),
    files: take('files', checkCount2),
    timeoutMs: take('timeout', parseDuration),
    outputBytes: take('output', parseSize),
  };
}
function checkCpus(value, what) {
  if (Number.isFinite(value) && value >= CPUS_MIN && value <= CPUS_MAX) return value;
  throw usageError2(`${what} must be a number from ${CPUS_MIN} to ${CPUS_MAX}, got ${value}`);
}
function checkCount2(value, what) {
  if (Number.isInteger(value) && value > 0 && value <= COUNT_MAX) return value;
  throw usageError2(`${what} must be a whole number from 1 to ${COUNT_MAX}, got ${value}`);
}
var CPUS_MIN, CPUS_MAX, COUNT_MAX;
var init_resolve_limits = __esm({
  'dist/sandbox/definition/resolve-limits.js'() {
    'use strict';
    init_units();
    init_resolve_view();
    CPUS_MIN = 0.01;
    CPUS_MAX = 4096;
    COUNT_MAX = 2 ** 22;
  },
});

// dist/sandbox/definition/resolve-rules.js
function resolveRules({ allow, deny }, { places }, project) {
  if (allow === void 0 && deny === void 0) return void 0;
  const rules = deny?.map((rule) => (typeof rule === 'string' ? { paths: [rule] } : resolveRule(rule)));
  return { under: project?.at ?? firstOf2(places), allow, deny: rules };
}
function firstOf2([first2] = []) {
  return first2 === void 0 ? ROOT_PATH : targetOf3(first2.at);
}
function resolveRule({ size, total, ...rule }) {
  return { ...rule, size: bytesOf2(size, 'deny.size'), total: bytesOf2(total, 'deny.total') };
}
function bytesOf2(size, name) {
  return size === void 0 ? void 0 : parseSize(size, name);
}
var init_resolve_rules = __esm({
  'dist/sandbox/definition/resolve-rules.js'() {
    'use strict';
    init_bytes_path();
    init_units();
    init_resolve_view();
  },
});

// dist/jail/receipt.js
var KEPT_CAPABILITIES;
var init_receipt = __esm({
  'dist/jail/receipt.js'() {
    'use strict';
    KEPT_CAPABILITIES = [
      'CHOWN',
      'DAC_OVERRIDE',
      'FOWNER',
      'FSETID',
      'SETUID',
      'SETGID',
      'KILL',
      'SETFCAP',
      'SYS_CHROOT',
    ];
  },
});

// dist/jail/seccomp/calls-arm64.js
var CALLS_ARM64;
var init_calls_arm64 = __esm({
  'dist/jail/seccomp/calls-arm64.js'() {
    'use strict';
    CALLS_ARM64 = `
0 io_setup io_destroy io_submit io_cancel io_getevents setxattr lsetxattr fsetxattr getxattr lgetxattr
10 fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr getcwd lookup_dcookie
19 eventfd2 epoll_create1 epoll_ctl epoll_pwait dup dup3 fcntl inotify_init1 inotify_add_watch
28 inotify_rm_watch ioctl ioprio_set ioprio_get flock mknodat mkdirat unlinkat symlinkat linkat renameat
39 umount2 mount pivot_root nfsservctl statfs fstatfs truncate ftruncate fallocate faccessat chdir fchdir
51 chroot fchmod fchmodat fchownat fchown openat close vhangup pipe2 quotactl getdents64 lseek read write
65 readv writev pread64 pwrite64 preadv pwritev sendfile pselect6 ppoll signalfd4 vmsplice splice tee
78 readlinkat newfstatat fstat sync fsync fdatasync sync_file_range timerfd_create timerfd_settime
87 timerfd_gettime utimensat acct capget capset personality exit exit_group waitid set_tid_address unshare
98 futex set_robust_list get_robust_list nanosleep getitimer setitimer kexec_load init_module delete_module
107 timer_create timer_gettime timer_getoverrun timer_settime timer_delete clock_settime clock_gettime
114 clock_getres clock_nanosleep syslog ptrace sched_setparam sched_setscheduler sched_getscheduler
121 sched_getparam sched_setaffinity sched_getaffinity sched_yield sched_get_priority_max
126 sched_get_priority_min sched_rr_get_interval restart_syscall kill tkill tgkill sigaltstack rt_sigsuspend
134 rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigreturn setpriority
141 getpriority reboot setregid setgid setreuid setuid setresuid getresuid setresgid getresgid setfsuid
152 setfsgid times setpgid getpgid getsid setsid getgroups setgroups uname sethostname setdomainname
163 getrlimit setrlimit getrusage umask prctl getcpu gettimeofday settimeofday adjtimex getpid getppid
174 getuid geteuid getgid getegid gettid sysinfo mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify
185 mq_getsetattr msgget msgctl msgrcv msgsnd semget semctl semtimedop semop shmget shmctl shmat shmdt
198 socket socketpair bind listen accept connect getsockname getpeername sendto recvfrom setsockopt
209 getsockopt shutdown sendmsg recvmsg readahead brk munmap mremap add_key request_key keyctl clone execve
222 mmap fadvise64 swapon swapoff mprotect msync mlock munlock mlockall munlockall mincore madvise
234 remap_file_pages mbind get_mempolicy set_mempolicy migrate_pages move_pages rt_tgsigqueueinfo
241 perf_event_open accept4 recvmmsg
260 wait4 prlimit64 fanotify_init fanotify_mark name_to_handle_at open_by_handle_at clock_adjtime syncfs
268 setns sendmmsg process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr
276 renameat2 seccomp getrandom memfd_create bpf execveat userfaultfd membarrier mlock2 copy_file_range
286 preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free statx io_pgetevents rseq kexec_file_load
424 pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig
432 fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2
442 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret
448 process_mrelease futex_waitv set_mempolicy_home_node cachestat fchmodat2 map_shadow_stack futex_wake
455 futex_wait futex_requeue statmount listmount lsm_get_self_attr lsm_set_self_attr lsm_list_modules mseal
463 setxattrat getxattrat listxattrat removexattrat open_tree_attr file_getattr file_setattr listns
471 rseq_slice_yield
`;
  },
});

// dist/jail/seccomp/calls-x86-64.js
var CALLS_X86_64;
var init_calls_x86_64 = __esm({
  'dist/jail/seccomp/calls-x86-64.js'() {
    'use strict';
    CALLS_X86_64 = `
0 read write open close stat fstat lstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask
15 rt_sigreturn ioctl pread64 pwrite64 readv writev access pipe select sched_yield mremap msync mincore
28 madvise shmget shmat shmctl dup dup2 pause nanosleep getitimer alarm setitimer getpid sendfile socket
42 connect accept sendto recvfrom sendmsg recvmsg shutdown bind listen getsockname getpeername socketpair
54 setsockopt getsockopt clone fork vfork execve exit wait4 kill uname semget semop semctl shmdt msgget
69 msgsnd msgrcv msgctl fcntl flock fsync fdatasync truncate ftruncate getdents getcwd chdir fchdir rename
83 mkdir rmdir creat link unlink symlink readlink chmod fchmod chown fchown lchown umask gettimeofday
97 getrlimit getrusage sysinfo times ptrace getuid syslog getgid setuid setgid geteuid getegid setpgid
110 getppid getpgrp setsid setreuid setregid getgroups setgroups setresuid getresuid setresgid getresgid
121 getpgid setfsuid setfsgid getsid capget capset rt_sigpending rt_sigtimedwait rt_sigqueueinfo
130 rt_sigsuspend sigaltstack utime mknod uselib personality ustat statfs fstatfs sysfs getpriority
141 setpriority sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_get_priority_max
147 sched_get_priority_min sched_rr_get_interval mlock munlock mlockall munlockall vhangup modify_ldt
155 pivot_root _sysctl prctl arch_prctl adjtimex setrlimit chroot sync acct settimeofday mount umount2
167 swapon swapoff reboot sethostname setdomainname iopl ioperm create_module init_module delete_module
177 get_kernel_syms query_module quotactl nfsservctl getpmsg putpmsg afs_syscall tuxcall security gettid
187 readahead setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr
197 removexattr lremovexattr fremovexattr tkill time futex sched_setaffinity sched_getaffinity
205 set_thread_area io_setup io_destroy io_getevents io_submit io_cancel get_thread_area lookup_dcookie
213 epoll_create epoll_ctl_old epoll_wait_old remap_file_pages getdents64 set_tid_address restart_syscall
220 semtimedop fadvise64 timer_create timer_settime timer_gettime timer_getoverrun timer_delete
227 clock_settime clock_gettime clock_getres clock_nanosleep exit_group epoll_wait epoll_ctl tgkill utimes
236 vserver mbind set_mempolicy get_mempolicy mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify
245 mq_getsetattr kexec_load waitid add_key request_key keyctl ioprio_set ioprio_get inotify_init
254 inotify_add_watch inotify_rm_watch migrate_pages openat mkdirat mknodat fchownat futimesat newfstatat
263 unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat pselect6 ppoll unshare set_robust_list
274 get_robust_list splice tee sync_file_range vmsplice move_pages utimensat epoll_pwait signalfd
283 timerfd_create eventfd fallocate timerfd_settime timerfd_gettime accept4 signalfd4 eventfd2
291 epoll_create1 dup3 pipe2 inotify_init1 preadv pwritev rt_tgsigqueueinfo perf_event_open recvmmsg
300 fanotify_init fanotify_mark prlimit64 name_to_handle_at open_by_handle_at clock_adjtime syncfs sendmmsg
308 setns getcpu process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr renameat2
317 seccomp getrandom memfd_create kexec_file_load bpf execveat userfaultfd membarrier mlock2
326 copy_file_range preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free statx io_pgetevents rseq uretprobe
336 uprobe
424 pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig
432 fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2
442 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret
448 process_mrelease futex_waitv set_mempolicy_home_node cachestat fchmodat2 map_shadow_stack futex_wake
455 futex_wait futex_requeue statmount listmount lsm_get_self_attr lsm_set_self_attr lsm_list_modules mseal
463 setxattrat getxattrat listxattrat removexattrat open_tree_attr file_getattr file_setattr listns
471 rseq_slice_yield
`;
  },
});

// dist/jail/seccomp/architecture.js
function getArchitecture(arch3 = process.arch) {
  if (arch3 === 'x64') {
    const aliases = ['amd64', 'SCMP_ARCH_X86_64'];
    return { name: 'x86-64', audit: 3221225534, aliases, numbers: parseCalls(CALLS_X86_64) };
  }
  if (arch3 === 'arm64') {
    const aliases = ['arm64', 'SCMP_ARCH_AARCH64'];
    return { name: 'arm64', audit: 3221225655, aliases, numbers: parseCalls(CALLS_ARM64) };
  }
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `There is no table of system calls for the processor ${arch3}`,
    {
      hint: 'A job can run without a filter of system calls: `--seccomp off`.',
    },
  );
}
function parseCalls(text3) {
  const numbers2 = /* @__PURE__ */ new Map();
  for (const line of text3.trim().split('\n')) {
    const [first2, ...names] = line.split(' ');
    for (const [index, name] of names.entries()) numbers2.set(name, Number(first2) + index);
  }
  return numbers2;
}
var init_architecture = __esm({
  'dist/jail/seccomp/architecture.js'() {
    'use strict';
    init_errors();
    init_calls_arm64();
    init_calls_x86_64();
  },
});

// dist/jail/seccomp/bpf.js
function lowHalf(argument) {
  return 16 + 8 * argument;
}
function highHalf(argument) {
  return lowHalf(argument) + 4;
}
function instruction(code, value, [yes, no] = [0, 0]) {
  return { code, yes, no, value: value >>> 0 };
}
function encodeProgram(program2) {
  const bytes = Buffer.alloc(program2.length * 8);
  for (const [index, { code, yes, no, value }] of program2.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(yes, index * 8 + 2);
    bytes.writeUInt8(no, index * 8 + 3);
    bytes.writeUInt32LE(value, index * 8 + 4);
  }
  return bytes;
}
var CODE, INSTRUCTIONS_MAX, SKIP_MAX, OFFSET_NUMBER, OFFSET_ARCH;
var init_bpf = __esm({
  'dist/jail/seccomp/bpf.js'() {
    'use strict';
    CODE = {
      load: 32,
      // BPF_LD | BPF_W | BPF_ABS
      and: 84,
      // BPF_ALU | BPF_AND | BPF_K
      skip: 5,
      // BPF_JMP | BPF_JA
      equal: 21,
      greater: 37,
      greaterOrEqual: 53,
      answer: 6,
      // BPF_RET | BPF_K
    };
    INSTRUCTIONS_MAX = 4096;
    SKIP_MAX = 255;
    OFFSET_NUMBER = 0;
    OFFSET_ARCH = 4;
  },
});

// dist/jail/seccomp/compile-argument.js
function testArgument(test, rest) {
  const steps = stepsOf(test);
  return steps.map(({ code, value, yes, no }, index) => {
    const left = steps.length - 1 - index;
    const distance = { next: 0, pass: left, fail: left + rest };
    return instruction(code, value, [distance[yes], distance[no]]);
  });
}
function stepsOf(test) {
  switch (test.kind) {
    case 'low':
      return [...load(lowHalf(test.argument), test.mask), ...amongSteps(test.among)];
    case 'masked':
      return [
        ...load(highHalf(test.argument), high(test.mask)),
        compare('equal', high(test.value), 'next', 'fail'),
        ...load(lowHalf(test.argument), low(test.mask)),
        compare('equal', low(test.value), 'pass', 'fail'),
      ];
    case 'compare':
      return compareSteps(test.argument, test.operator, test.value);
  }
}
function amongSteps(values) {
  return values.map((value, index) =>
    compare('equal', value, 'pass', index === values.length - 1 ? 'fail' : 'next'),
  );
}
function compareSteps(argument, operator, value) {
  const isEquality = operator === 'equal' || operator === 'not-equal';
  const isNegated = operator === 'not-equal' || operator === 'less' || operator === 'less-or-equal';
  const [hold, miss] = isNegated ? ['fail', 'pass'] : ['pass', 'fail'];
  const highSteps = isEquality
    ? [compare('equal', high(value), 'next', miss)]
    : [compare('greater', high(value), hold, 'next'), compare('equal', high(value), 'next', miss)];
  return [
    ...load(highHalf(argument)),
    ...highSteps,
    ...load(lowHalf(argument)),
    compare(LOW_CODE[operator], low(value), hold, miss),
  ];
}
function load(offset, mask) {
  const read = { code: CODE.load, value: offset, yes: 'next', no: 'next' };
  return mask === void 0 ? [read] : [read, { code: CODE.and, value: mask, yes: 'next', no: 'next' }];
}
function compare(code, value, ...[yes, no]) {
  return { code: CODE[code], value, yes, no };
}
function low(value) {
  return Number(value & 0xffffffffn);
}
function high(value) {
  return Number((value >> 32n) & 0xffffffffn);
}
var LOW_CODE;
var init_compile_argument = __esm({
  'dist/jail/seccomp/compile-argument.js'() {
    'use strict';
    init_bpf();
    LOW_CODE = {
      equal: 'equal',
      'not-equal': 'equal',
      greater: 'greater',
      'less-or-equal': 'greater',
      'greater-or-equal': 'greaterOrEqual',
      less: 'greaterOrEqual',
    };
  },
});

// dist/jail/seccomp/plan.js
import { constants as constants5 } from 'node:os';

function refuse(errno) {
  return (ERRNO | (errno & 65535)) >>> 0;
}
function findErrno(verdict) {
  return (verdict & 4294901760) >>> 0 === ERRNO ? verdict & 65535 : void 0;
}
var ALLOW, KILL_PROCESS, KILL_THREAD, TRAP, LOG, ERRNO, EPERM, ENOSYS;
var init_plan2 = __esm({
  'dist/jail/seccomp/plan.js'() {
    'use strict';
    ALLOW = 2147418112;
    KILL_PROCESS = 2147483648;
    KILL_THREAD = 0;
    TRAP = 196608;
    LOG = 2147221504;
    ERRNO = 327680;
    EPERM = refuse(constants5.errno.EPERM);
    ENOSYS = refuse(constants5.errno.ENOSYS);
  },
});

// dist/jail/seccomp/compile.js
function compilePlan(plan) {
  return [
    instruction(CODE.load, OFFSET_ARCH),
    instruction(CODE.equal, plan.architecture.audit, [1, 0]),
    answer(ENOSYS),
    instruction(CODE.load, OFFSET_NUMBER),
    ...search(rangesOf(plan)),
  ];
}
function rangesOf(plan) {
  const ranges = [];
  const byNumber = new Map([...plan.architecture.numbers].map(([name, number2]) => [number2, name]));
  const last = Math.max(...byNumber.keys());
  for (let number2 = 0; number2 <= last + 1; number2 += 1) {
    const call = callOf(plan, byNumber.get(number2));
    const before = ranges.at(-1);
    if (before === void 0 || !areSame(before.call, call)) ranges.push({ first: number2, call });
  }
  return ranges;
}
function callOf(plan, name) {
  if (name === void 0) return { rules: [], otherwise: ENOSYS };
  return plan.calls.get(name) ?? { rules: [], otherwise: plan.unnamed };
}
function areSame(a, b) {
  return a.rules.length === 0 && b.rules.length === 0 && a.otherwise === b.otherwise;
}
function search(ranges) {
  const [first2, second] = ranges;
  if (first2 === void 0) return [];
  if (second === void 0) return decide(first2.call);
  const middle = ranges.length >> 1;
  const [below, above] = [search(ranges.slice(0, middle)), search(ranges.slice(middle))];
  return [...skipFrom(ranges[middle]?.first ?? 0, below.length), ...below, ...above];
}
function skipFrom(first2, distance) {
  if (distance <= SKIP_MAX) return [instruction(CODE.greaterOrEqual, first2, [distance, 0])];
  return [instruction(CODE.greaterOrEqual, first2, [0, 1]), instruction(CODE.skip, distance)];
}
function decide({ rules, otherwise }) {
  return [...rules.flatMap(decideRule), answer(otherwise)];
}
function decideRule({ when, verdict }) {
  return when.reduceRight((rest, test) => [...testArgument(test, rest.length), ...rest], [answer(verdict)]);
}
function answer(verdict) {
  return instruction(CODE.answer, verdict);
}
var init_compile = __esm({
  'dist/jail/seccomp/compile.js'() {
    'use strict';
    init_bpf();
    init_compile_argument();
    init_plan2();
  },
});

// dist/jail/seccomp/filter.js
import { createHash as createHash2 } from 'node:crypto';

function buildFilter(plan, { fitsInit }) {
  const instructions = compilePlan(plan);
  if (instructions.length > INSTRUCTIONS_MAX) {
    throw new LayoverError(
      'LAYOVER_USAGE',
      `The seccomp profile needs ${instructions.length} instructions; the kernel takes ${INSTRUCTIONS_MAX}`,
      { hint: 'Drop rules on arguments, or repeat fewer calls.' },
    );
  }
  const program2 = encodeProgram(instructions);
  const digest2 = `sha256:${createHash2('sha256').update(program2).digest('hex')}`;
  return {
    program: program2,
    instructions: instructions.length,
    digest: digest2,
    checks: checksOf(plan),
    fitsInit,
  };
}
function checksOf({ calls, architecture, unnamed }) {
  return PROBED_CALLS.flatMap((name) => {
    const call = calls.get(name) ?? { rules: [], otherwise: unnamed };
    const [number2, errno] = [architecture.numbers.get(name), findErrno(call.otherwise)];
    const isPlain = call.rules.length === 0 && number2 !== void 0 && errno !== void 0 && errno > 0;
    return isPlain ? [{ number: number2, errno }] : [];
  }).slice(0, PROBE_COUNT);
}
var PROBED_CALLS, PROBE_COUNT;
var init_filter = __esm({
  'dist/jail/seccomp/filter.js'() {
    'use strict';
    init_errors();
    init_bpf();
    init_compile();
    init_plan2();
    PROBED_CALLS = ['unshare', 'mount', 'keyctl', 'add_key', 'setns', 'fsopen'];
    PROBE_COUNT = 3;
  },
});

// dist/jail/seccomp/profile-arguments.js
function testsOf(args) {
  const isChoice = new Set(args.map(({ index }) => index)).size < args.length;
  const tests = args.map(testOf);
  return isChoice ? tests.map((test) => [test]) : [tests];
}
function testOf({ index: argument, op, value, valueTwo }) {
  if (op === 'SCMP_CMP_MASKED_EQ') {
    return { kind: 'masked', argument, mask: BigInt(value), value: BigInt(valueTwo) };
  }
  return { kind: 'compare', argument, operator: OPERATORS[op], value: BigInt(value) };
}
var OPERATORS;
var init_profile_arguments = __esm({
  'dist/jail/seccomp/profile-arguments.js'() {
    'use strict';
    OPERATORS = {
      SCMP_CMP_NE: 'not-equal',
      SCMP_CMP_LT: 'less',
      SCMP_CMP_LE: 'less-or-equal',
      SCMP_CMP_EQ: 'equal',
      SCMP_CMP_GE: 'greater-or-equal',
      SCMP_CMP_GT: 'greater',
    };
  },
});

// dist/jail/seccomp/profile-schema.js
async function profileSchema() {
  const { z } = await import('zod');
  return z.object({
    defaultAction: z.string(),
    defaultErrnoRet: errnoSchema(z),
    defaultErrno: z.string().optional(),
    syscalls: listSchema(z, entrySchema(z)),
  });
}
function entrySchema(z) {
  return z.object({
    name: z.string().optional(),
    names: listSchema(z, z.string()),
    action: z.string(),
    errnoRet: errnoSchema(z),
    errno: z.string().optional(),
    args: listSchema(z, argumentSchema(z)),
    includes: conditionSchema(z),
    excludes: conditionSchema(z),
  });
}
function argumentSchema(z) {
  const number2 = z
    .int()
    .min(0)
    .nullish()
    .transform((value) => value ?? 0);
  return z.object({
    index: z.int().min(0).max(5),
    value: number2,
    valueTwo: number2,
    op: z.enum(ARGUMENT_OPERATORS),
  });
}
function conditionSchema(z) {
  const names = listSchema(z, z.string());
  const condition = z.object({ arches: names, caps: names, minKernel: z.string().optional() });
  return condition.nullish().transform((value) => value ?? { arches: [], caps: [] });
}
function errnoSchema(z) {
  return z.int().min(0).max(4095).optional();
}
function listSchema(z, item) {
  return z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
}
var ARGUMENT_OPERATORS;
var init_profile_schema = __esm({
  'dist/jail/seccomp/profile-schema.js'() {
    'use strict';
    ARGUMENT_OPERATORS = [
      'SCMP_CMP_NE',
      'SCMP_CMP_LT',
      'SCMP_CMP_LE',
      'SCMP_CMP_EQ',
      'SCMP_CMP_GE',
      'SCMP_CMP_GT',
      'SCMP_CMP_MASKED_EQ',
    ];
  },
});

// dist/jail/seccomp/profile.js
import { constants as constants6 } from 'node:os';

async function readSeccompProfile(text3, context) {
  const profile = await parseProfile(text3);
  const unnamed = verdictOf(profile.defaultAction, profile.defaultErrno ?? profile.defaultErrnoRet);
  const drafts = /* @__PURE__ */ new Map();
  for (const entry of profile.syscalls) {
    const verdict = verdictOf(entry.action, entry.errno ?? entry.errnoRet);
    if (verdict !== unnamed && isIncluded(entry, context)) addEntry(drafts, entry, verdict);
  }
  const calls = [...drafts].map(([name, draft]) => [name, finish(draft, unnamed)]);
  return { architecture: context.architecture, calls: new Map(calls), unnamed };
}
async function parseProfile(text3) {
  let json;
  try {
    json = JSON.parse(text3);
  } catch (cause) {
    throw profileError(`it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const checked = (await profileSchema()).safeParse(json);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw profileError(`${issue?.path.map(String).join('.') || 'it'}: ${issue?.message ?? 'not a profile'}`);
}
function addEntry(drafts, entry, verdict) {
  for (const name of [...entry.names, ...(entry.name === void 0 ? [] : [entry.name])]) {
    const draft = drafts.get(name) ?? { rules: [], plain: void 0 };
    drafts.set(name, draft);
    if (entry.args.length === 0) draft.plain ??= verdict;
    else draft.rules.push(...testsOf(entry.args).map((when) => ({ when, verdict })));
  }
}
function finish({ rules, plain: plain2 }, unnamed) {
  return plain2 === void 0 ? { rules, otherwise: unnamed } : { rules: [], otherwise: plain2 };
}
function isIncluded({ includes, excludes }, context) {
  return meets(includes, context, 'every') && !meets(excludes, context, 'some');
}
function meets(condition, context, how) {
  const { arches, caps, minKernel } = condition;
  const { aliases } = context.architecture;
  const answers = [
    ...(arches.length > 0 ? [arches.some((arch3) => aliases.includes(arch3))] : []),
    ...caps.map((name) => context.capabilities.includes(name.replace(/^CAP_/, ''))),
    ...(minKernel === void 0 ? [] : [isAtLeast(context.kernel, minKernel)]),
  ];
  return how === 'every' ? answers.every(Boolean) : answers.some(Boolean);
}
function isAtLeast(kernel, wanted) {
  const [major = 0, minor = 0] = kernel.split(/[.-]/).map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
function verdictOf(action, errno = constants6.errno.EPERM) {
  if (action === 'SCMP_ACT_ERRNO') return refuse(errnoOf(errno));
  const verdict = VERDICTS[action];
  if (verdict !== void 0) return verdict;
  throw profileError(`the action ${action} needs a supervisor outside the job, or is unknown`);
}
function errnoOf(errno) {
  const number2 = typeof errno === 'number' ? errno : constants6.errno[errno];
  if (number2 !== void 0) return number2;
  throw profileError(`there is no errno ${JSON.stringify(errno)}`);
}
function profileError(problem, cause) {
  return new LayoverError('LAYOVER_DEFINITION', `The seccomp profile cannot be used: ${problem}`, {
    cause,
    hint: 'It must be a seccomp.json as Docker and Podman take it.',
  });
}
var VERDICTS;
var init_profile = __esm({
  'dist/jail/seccomp/profile.js'() {
    'use strict';
    init_errors();
    init_plan2();
    init_profile_arguments();
    init_profile_schema();
    VERDICTS = {
      SCMP_ACT_ALLOW: ALLOW,
      SCMP_ACT_KILL: KILL_THREAD,
      SCMP_ACT_KILL_THREAD: KILL_THREAD,
      SCMP_ACT_KILL_PROCESS: KILL_PROCESS,
      SCMP_ACT_TRAP: TRAP,
      SCMP_ACT_LOG: LOG,
    };
  },
});

// dist/sandbox/definition/resolve-seccomp.js
import { readFile as readFile3 } from 'node:fs/promises';
import { release as release3 } from 'node:os';
import { resolve as resolve3 } from 'node:path';

async function resolveSeccomp(request) {
  const { spec, definition } = request;
  const choice = spec.seccomp ?? definition.seccomp ?? 'default';
  if (choice === 'default') return request.defaultFilter();
  if (choice !== 'off') {
    const file = spec.seccomp ?? resolve3(definition.directory ?? '.', String(choice));
    return await readProfile(file, request.user.uid);
  }
  if (request.definition.require?.includes('seccomp') !== true) return void 0;
  throw usageError2(
    'The sandbox requires seccomp, and seccomp is off',
    'Leave --seccomp out, or name a profile.',
  );
}
async function readProfile(path2, uid) {
  const file = hostPath(path2);
  const text3 = await readFile3(fsPath(file), 'utf8').catch((cause) => {
    const reason = hasErrno(cause, 'ENOENT') ? 'does not exist' : `cannot be read: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_DEFINITION', `The seccomp profile ${String(path2)} ${reason}`, {
      cause,
      hint: 'seccomp is default, off, or the path of a seccomp.json.',
    });
  });
  const capabilities = uid === 0 ? KEPT_CAPABILITIES : [];
  const plan = await readSeccompProfile(text3, {
    architecture: getArchitecture(),
    capabilities,
    kernel: release3(),
  });
  return buildFilter(plan, { fitsInit: false });
}
function requireLandlock({ require: require2 = [] }, landlockAbi) {
  if (landlockAbi > 0 || !require2.includes('landlock')) return;
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    'The sandbox requires landlock, which this kernel does not have',
    {
      hint: 'It takes a kernel of 5.13 or later with landlock in its parameter lsm=.',
    },
  );
}
var init_resolve_seccomp = __esm({
  'dist/sandbox/definition/resolve-seccomp.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_receipt();
    init_architecture();
    init_filter();
    init_profile();
    init_resolve_view();
  },
});

// dist/sandbox/definition/resolve.js
async function resolveSpec(spec, context, view) {
  const definition = await definitionOf(spec);
  const user = resolveUser(spec, definition);
  const project = resolveProject(spec, definition);
  const landlockAbi = spec.landlock === 'off' ? 0 : context.landlockAbi;
  const network = spec.network ?? definition.network ?? 'none';
  requireLandlock(definition, landlockAbi);
  checkRequirements(definition, { network, driver: spec.driver });
  return {
    command: resolveCommand(spec),
    view: view ?? resolveView({ spec, definition, project, mode: context.mode, homePath: context.homePath }),
    cwd: resolveCwd(spec.cwd, project?.at ?? startOf(definition)),
    env: planEnvironment({ spec, definition, user }),
    user,
    hostname: resolveHostname(spec.hostname),
    network,
    required: definition.require ?? [],
    ...resolveAllLimits(spec, definition, context),
    mustLimit: mustLimit(definition),
    filter: await resolveSeccomp({ spec, definition, user, defaultFilter: () => context.defaultFilter() }),
    landlockAbi,
    rules: resolveRules(definition, spec, project),
    mustUseKernel: definition.require?.includes('kernel-overlay') === true,
  };
}
async function definitionOf({ sandbox, lowers }) {
  if (sandbox !== void 0) return await readDefinition(sandbox);
  return lowers === void 0 ? await readDefinition('host') : BARE;
}
function resolveAllLimits(spec, definition, { mode }) {
  const limits = resolveLimits(spec.limits, definition.limits);
  const asked = spec.limits?.diskBy ?? definition.limits?.diskBy ?? 'auto';
  return { limits, disk: planDisk({ limits, asked, mode, isRequired: mustLimit(definition) }) };
}
function mustLimit({ require: require2 = [] }) {
  return require2.includes('limits');
}
function resolveCommand(spec) {
  const command = spec.command.map(rawOf);
  if (command.length > 0 && command[0] !== '') return command;
  throw usageError2('There is no command to run', 'Name it after the options, behind `--`.');
}
function resolveProject(spec, definition) {
  if (spec.project === void 0) return void 0;
  const source = resolveDirectory(hostPath(spec.project), 'project').real;
  const at2 = showsMachine(definition) ? source.slice(1) : targetOf3(definition.project ?? '/work');
  return { at: at2, source };
}
function findCaller() {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, isCaller: true };
}
function startOf(definition) {
  return showsMachine(definition) ? hostPath(process.cwd()).slice(1) : ROOT_PATH;
}
function resolveCwd(cwd, otherwise) {
  const path2 = cwd === void 0 ? `/${otherwise}` : rawOf(cwd);
  if (!path2.startsWith('/'))
    throw usageError2(`cwd must be an absolute path in the view, got ${quoteRaw(path2)}`);
  return path2;
}
function resolveUser(spec, definition) {
  if (spec.user === void 0 && definition.user === 'caller') return findCaller();
  const { uid, gid = uid } = spec.user ?? { uid: 0 };
  for (const [name, id] of Object.entries({ uid, gid })) {
    if (!Number.isInteger(id) || id < 0 || id > 65535)
      throw usageError2(`user.${name} must be a number from 0 to 65535, got ${id}`);
  }
  return { uid, gid };
}
function resolveHostname(name = 'layover') {
  if (/^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/.test(name)) return name;
  throw usageError2(
    `hostname must be letters, digits, dots and hyphens, 64 at most, got ${JSON.stringify(name)}`,
  );
}
var init_resolve = __esm({
  'dist/sandbox/definition/resolve.js'() {
    'use strict';
    init_bytes_path();
    init_disk();
    init_definition();
    init_environment();
    init_lowers();
    init_read_definition();
    init_requirement();
    init_resolve_limits();
    init_resolve_rules();
    init_resolve_seccomp();
    init_resolve_view();
  },
});

// dist/sandbox/life/job-again.js
import { isAbsolute, resolve as resolve4 } from 'node:path';

function sandboxOf(spec, resolved, view) {
  const { cwd, user, hostname, network } = resolved;
  return {
    definition: definitionOf2(spec),
    view,
    cwd,
    user,
    hostname,
    network,
    ...(spec.seccomp !== void 0 && { seccomp: seccompOf(spec.seccomp) }),
  };
}
function definitionOf2({ sandbox, lowers }) {
  if (sandbox === void 0) return lowers === void 0 ? 'host' : 'bare';
  return isDefinitionFile(sandbox) && !isAbsolute(sandbox) ? resolve4(sandbox) : sandbox;
}
function seccompOf(choice) {
  return choice === 'default' || choice === 'off' ? rawOf(choice) : hostPath(choice);
}
async function resolveAgain(spec, sandbox, context) {
  const { definition, view, cwd, user, hostname, network, seccomp } = sandbox;
  const bytes = (raw) => Buffer.from(raw, 'latin1');
  const same = {
    ...spec,
    sandbox: definition,
    cwd: bytes(cwd),
    hostname,
    network,
    seccomp: seccomp === 'default' || seccomp === 'off' ? seccomp : seccomp && bytes(seccomp),
    ...(!user.isCaller && { user }),
  };
  const lowers = view.places.flatMap((place) => place.lowers);
  return await resolveSpec(same, context, {
    lowers,
    mounts: [],
    links: [],
    mapsOwners: context.mode === 'root',
  });
}
var init_job_again = __esm({
  'dist/sandbox/life/job-again.js'() {
    'use strict';
    init_bytes_path();
    init_read_definition();
    init_resolve();
    init_resolve_view();
  },
});

// dist/sandbox/life/read-uppers.js
async function readUppers({ machine, directory, spec }, parts, mountPoints) {
  const trees = await machine.trees();
  const quiescence = await proveRest(trees, parts);
  const input = { parts, mountPoints, recordIn: hostPath(directory.path) };
  return { quiescence, ...(await countChanges(trees, input, spec)) };
}
async function countChanges(trees, input, { signal: asked, onNotice }) {
  const signal = asked?.aborted ? void 0 : asked;
  try {
    return { changes: await trees.run('summary', input, { signal }) };
  } catch (error) {
    const uncounted = { ...NO_CHANGES, isIncomplete: true };
    if (signal?.aborted && error === signal.reason) return { changes: uncounted, cut: { kind: 'canceled' } };
    if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_UPPER_LIMIT') throw error;
    onNotice?.(error.message);
    return { changes: uncounted, cut: { kind: 'limit', which: 'changes' } };
  }
}
async function bringHome2({ machine, directory, place }, parts) {
  if (place.path === directory.path) return parts;
  await proveRest(await machine.trees(), parts);
  return await place.bringHome(parts);
}
async function proveRest(trees, parts) {
  const quiescence = await trees.run('findWriters', { roots: parts.map(({ upper }) => upper) });
  if (quiescence.busy === void 0) return quiescence;
  throw notAtRest(`${quoteRaw(quiescence.busy)} is open for writing in a process that is none of its own`);
}
var NOTHING_DONE;
var init_read_uppers = __esm({
  'dist/sandbox/life/read-uppers.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_quarantine();
    init_untouched();
    NOTHING_DONE = { quiescence: { proven: 0, unproven: 0 }, changes: NO_CHANGES };
  },
});

// dist/sandbox/definition/spec.js
var GRACE_MS, PATIENCE_MS3, LOG_BYTES_MAX;
var init_spec = __esm({
  'dist/sandbox/definition/spec.js'() {
    'use strict';
    GRACE_MS = 2e3;
    PATIENCE_MS3 = 1e4;
    LOG_BYTES_MAX = 64 << 20;
  },
});

// dist/sandbox/limits/account.js
import { release as release4 } from 'node:os';

function usageOf(end, counted2) {
  if (end === void 0) return NO_USAGE;
  const { wallMs, userMs, systemMs, memoryPeakBytes } = end;
  return {
    wallMs,
    userMs,
    systemMs,
    memoryPeakBytes,
    ...counted2,
    readBytes: Math.max(end.readBytes, counted2.readBytes ?? 0),
    writtenBytes: Math.max(end.writtenBytes, counted2.writtenBytes ?? 0),
  };
}
function receiptOf2({ machine, resolved, way, ids, fallbacks, limits }, { proven, unproven }, usage) {
  const { network, filter, landlockAbi } = resolved;
  return {
    kernel: release4(),
    mode: machine.mode,
    launcher: machine.isSealed ? 'sealed' : 'file',
    namespaces: ['user', 'mount', 'pid', 'ipc', 'uts', 'cgroup', ...(network === 'none' ? ['net'] : [])],
    idMap: ids.idMap,
    network,
    driver: way.driver.name,
    ...(way.driver.name === 'kernel' && { layersBy: way.layersBy }),
    capabilities: resolved.user.uid === 0 ? KEPT_CAPABILITIES : [],
    seccomp: filter ? { digest: filter.digest, instructions: filter.instructions } : 'off',
    landlockAbi,
    limits: limits.plan.receipt,
    leases: { proven, unproven },
    unmeasured: unmeasuredIn(usage),
    fallbacks: [
      ...machine.fallbacks,
      ...(resolved.view.fallbacks ?? []),
      ...fallbacks,
      ...limits.plan.fallbacks,
    ],
  };
}
var NO_USAGE;
var init_account = __esm({
  'dist/sandbox/limits/account.js'() {
    'use strict';
    init_outcome();
    init_receipt();
    NO_USAGE = {
      wallMs: 0,
      userMs: 0,
      systemMs: 0,
      memoryPeakBytes: 0,
      processesPeak: 0,
      readBytes: 0,
      writtenBytes: 0,
    };
  },
});

// dist/sandbox/state/key-lock.js
import { join as join7 } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

async function lockKey(home, key, signal) {
  const path2 = join7(home.locks, `key-${key}`);
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const fd = tryLock2(path2);
    if (fd !== void 0) return { [Symbol.dispose]: () => release5(path2, fd) };
    await sleep(waitMs, void 0, { signal });
  }
}
function tryLock2(path2) {
  const fd = syscalls.open(path2, O_RDWR | O_CREAT, 384);
  if (syscalls.flock(fd, 'exclusive') && isStillAt2(path2, fd)) return fd;
  syscalls.close(fd);
  return void 0;
}
function isStillAt2(path2, fd) {
  try {
    return syscalls.stat(AT_FDCWD, path2).ino === syscalls.stat(fd, '').ino;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
function release5(path2, fd) {
  syscalls.unlink(AT_FDCWD, path2);
  syscalls.close(fd);
}
var FIRST_WAIT_MS, LONGEST_WAIT_MS;
var init_key_lock = __esm({
  'dist/sandbox/state/key-lock.js'() {
    'use strict';
    init_errors();
    init_constants();
    init_syscalls();
    FIRST_WAIT_MS = 5;
    LONGEST_WAIT_MS = 200;
  },
});

// dist/sandbox/view/fit-lowers.js
async function fitLowers(resolved, machine, asker) {
  const { view } = resolved;
  const { lowers, places = [] } = view;
  if ([{ lowers }, ...places].every((place) => place.lowers.length <= LOWERS_MAX)) return resolved;
  const fitted = [];
  for (const place of places) fitted.push({ ...place, lowers: await fit(place.lowers, machine, asker) });
  return { ...resolved, view: { ...view, lowers: await fit(lowers, machine, asker), places: fitted } };
}
async function fit(lowers, machine, asker) {
  const plan = planMerge(machine.home.store, lowers);
  const id = plan && (await findOrMerge(plan, machine, asker));
  const fitted =
    plan === void 0 || id === void 0
      ? lowers
      : lowers.toSpliced(plan.start, plan.ids.length, treePath(machine.home.store, id));
  if (fitted.length <= LOWERS_MAX) return fitted;
  const message2 = `${fitted.length} lowers are more than an overlay can have: ${LOWERS_MAX} is the most`;
  throw new LayoverError('LAYOVER_LOWER_INVALID', message2, {
    hint: 'Merge some of them into one directory, or import them: layers of the store are merged where they follow each other.',
  });
}
async function findOrMerge(plan, machine, { signal, onNotice }) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const known = findMerged(plan, machine);
    if (known !== void 0) return known;
    const { ids, isLowest, name } = plan;
    const _lock = __addDisposableResource(
      env_1,
      await lockKey(machine.home, `merge-${name.slice(-64)}`, signal),
      false,
    );
    const made = findMerged(plan, machine);
    if (made !== void 0) return made;
    onNotice?.(`merging ${ids.length} layers into one, which later jobs use as well`);
    const { store } = machine.home;
    const style2 = machine.mode === 'root' ? 'trusted' : 'user';
    const trees = await machine.trees();
    return await trees.run('mergeLayers', { store, style: style2, ids, isLowest, name }, { signal });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function findMerged({ name }, { home: { store } }) {
  const [link] = findRef(store, name)?.chain ?? [];
  return link !== void 0 && 'layer' in link ? findLayer(store, link.layer)?.id : void 0;
}
var __addDisposableResource, __disposeResources;
var init_fit_lowers = __esm({
  'dist/sandbox/view/fit-lowers.js'() {
    'use strict';
    init_errors();
    init_plan_merge();
    init_record();
    init_refs();
    init_store();
    init_driver();
    init_key_lock();
    __addDisposableResource = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
  },
});

// dist/sandbox/life/ending.js
import { constants as constants7 } from 'node:os';

var Ending;
var init_ending = __esm({
  'dist/sandbox/life/ending.js'() {
    'use strict';
    init_spec();
    Ending = class {
      #request;
      #timers = [];
      #send = () => void 0;
      #reason;
      #printed = 0;
      constructor(request) {
        this.#request = request;
      }
      get reason() {
        return this.#reason;
      }
      /** From here on the job can be signaled. */
      start(send) {
        const { signal } = this.#request;
        this.#send = send;
        signal?.addEventListener('abort', this.#cancel, { once: true });
        if (signal?.aborted) this.#cancel();
      }
      stop() {
        this.#send = () => void 0;
        for (const timer of this.#timers) clearTimeout(timer);
        this.#request.signal?.removeEventListener('abort', this.#cancel);
      }
      countOutput(bytes) {
        this.#printed += bytes;
        const { outputBytes = Number.POSITIVE_INFINITY } = this.#request;
        if (this.#printed > outputBytes) this.cut({ kind: 'limit', which: 'output' });
      }
      /** At once, without a grace period: for what only gets worse. */
      cut(reason) {
        if (this.#reason) return;
        this.#reason = reason;
        this.#send(constants7.signals.SIGKILL);
      }
      /** As a shell's pipeline would have it: who writes for nobody gets SIGPIPE. */
      readerGone() {
        this.#send(constants7.signals.SIGPIPE);
      }
      #cancel = () => this.#end({ kind: 'canceled' });
      #end(reason) {
        if (this.#reason) return;
        this.#reason = reason;
        this.#send(constants7.signals.SIGTERM);
        this.#after(GRACE_MS, () => this.#send(constants7.signals.SIGKILL));
      }
      #after(ms, act2) {
        this.#timers.push(setTimeout(act2, ms));
      }
    };
  },
});

// dist/sandbox/life/explain.js
function explainDescriptors(error) {
  const errno =
    error instanceof SetupError ? error.errno : hasErrno(error, 'EMFILE', 'ENFILE') ? error.code : '';
  if (errno !== 'EMFILE' && errno !== 'ENFILE') return error;
  const whose = errno === 'EMFILE' ? 'This process has' : 'This machine has';
  return new LayoverError(
    'LAYOVER_DESCRIPTORS',
    `${whose} no descriptors left (${errno}: ${messageOf(error)})`,
    {
      hint: 'Close some, raise the limit (`ulimit -n`), or run fewer jobs at once.',
      cause: error,
    },
  );
}
function explainFailure({ step, errno, detail }) {
  const hint = HINTS.find((one) => one.step.test(step) && one.errno.test(errno))?.hint ?? DOCTOR;
  const about = detail === '' ? '' : ` (${detail})`;
  return new SetupError({
    step,
    errno,
    hint,
    message: `Setting up the sandbox failed at the step ${step}: ${errno}${about}`,
  });
}
var DOCTOR, HINTS;
var init_explain = __esm({
  'dist/sandbox/life/explain.js'() {
    'use strict';
    init_errors();
    DOCTOR =
      'Run `layover doctor`: it tries each thing a job needs, and names the remedy for what is missing.';
    HINTS = [
      {
        step: /^working-directory$/,
        errno: /ENOENT/,
        hint: 'Choose a --cwd that the lowers, the project or a bind have.',
      },
      {
        step: /^(namespaces|user-namespace|network-namespace)/,
        errno: /ENOSPC|EUSERS/,
        hint: 'The user.max_*_namespaces sysctls are too low, or 0.',
      },
      {
        step: /^(namespaces|user-namespace|network-namespace)/,
        errno: /EPERM|EACCES/,
        hint: `This system forbids namespaces to you. ${DOCTOR}`,
      },
      {
        step: /^mount-overlay$/,
        errno: /EOVERFLOW/,
        hint: 'A lower holds owners that your user namespace has no id for: give yourself subordinate ids, or run as root.',
      },
      {
        step: /^mount-overlay$/,
        errno: /EINVAL|EROFS|EOPNOTSUPP/,
        hint: `The state directory's file system may not do as an upper: set LAYOVER_HOME to one on ext4, xfs, btrfs or tmpfs. ${DOCTOR}`,
      },
      {
        step: /^mount-(bind|hide)$/,
        errno: /ENOENT|ELOOP|ENOTDIR/,
        hint: 'The place must exist in what is mounted around it, and not lie behind a symlink.',
      },
      {
        step: /^filter$/,
        errno: /EINVAL|ENOSYS/,
        hint: 'This kernel takes no filter of system calls, or not this one. `--seccomp off` runs the job without.',
      },
      {
        step: /^filter$/,
        errno: /ENOMEM|E2BIG/,
        hint: 'The filter is too long together with those that already hold here.',
      },
      {
        step: /^filter-check$/,
        errno: /EPROTO/,
        hint: 'The loaded filter lets through what its policy refuses, so nothing was started. Please report this.',
      },
      {
        step: /^landlock$/,
        errno: /E2BIG/,
        hint: 'This process lies under 16 layers of Landlock already, which is the most.',
      },
      {
        step: /^identity$/,
        errno: /EINVAL/,
        hint: 'That user id is not mapped: see `idMap` in the receipt.',
      },
    ];
  },
});

// dist/sandbox/life/mask.js
async function* masked(from, texts2) {
  const needles = texts2.map((text3) => Buffer.from(text3)).sort((left, right) => right.length - left.length);
  let held = Buffer.alloc(0);
  for await (const chunk of from) {
    const { done, rest } = replaceAll(Buffer.concat([held, chunk]), needles);
    if (done.length > 0) yield done;
    held = rest;
  }
  if (held.length > 0) yield held;
}
function replaceAll(bytes, needles) {
  const pieces2 = [];
  let at2 = 0;
  for (let next = firstOf3(bytes, needles, at2); next; next = firstOf3(bytes, needles, at2)) {
    pieces2.push(bytes.subarray(at2, next.start), MASK);
    at2 = next.end;
  }
  const cut = Math.max(at2, bytes.length - heldBack(bytes.subarray(at2), needles));
  return {
    done: Buffer.concat([...pieces2, bytes.subarray(at2, cut)]),
    rest: Buffer.from(bytes.subarray(cut)),
  };
}
function firstOf3(bytes, needles, from) {
  const found = needles.flatMap((needle) => {
    const start2 = bytes.indexOf(needle, from);
    return start2 < 0 ? [] : [{ start: start2, end: start2 + needle.length }];
  });
  return found.sort((left, right) => left.start - right.start || right.end - left.end)[0];
}
function heldBack(bytes, needles) {
  const longest = Math.min(bytes.length, Math.max(0, ...needles.map(({ length }) => length - 1)));
  for (let length = longest; length > 0; length -= 1) {
    const end = bytes.subarray(bytes.length - length);
    if (needles.some((needle) => needle.length > length && needle.subarray(0, length).equals(end)))
      return length;
  }
  return 0;
}
var MASK;
var init_mask = __esm({
  'dist/sandbox/life/mask.js'() {
    'use strict';
    MASK = Buffer.from('***');
  },
});

// dist/sandbox/life/output.js
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { join as join8 } from 'node:path';

async function pumpOutput(from, route) {
  const log = new Log(route);
  try {
    for await (const chunk of route.mask?.length ? masked(from, route.mask) : from) {
      route.onOutput(chunk.length);
      await log.append(chunk);
      if (route.copy) await pass(chunk, { copy: route.copy, onReaderGone: route.onReaderGone });
    }
  } catch (error) {
    if (!hasErrno(error, ...ENDINGS)) throw error;
  } finally {
    await log.close();
  }
}
async function pass(chunk, { copy, onReaderGone }) {
  if (copy.destroyed || copy.errored) return onReaderGone();
  if (!copy.write(chunk)) await hasRoom(copy).catch(onReaderGone);
}
async function hasRoom(stream) {
  const done = new AbortController();
  try {
    await Promise.race(['drain', 'close'].map((event) => once(stream, event, { signal: done.signal })));
  } finally {
    done.abort();
  }
}
var ENDINGS, ROOM_FOR_RECORD, Log;
var init_output2 = __esm({
  'dist/sandbox/life/output.js'() {
    'use strict';
    init_errors();
    init_spec();
    init_mask();
    ENDINGS = ['ECONNRESET', 'EIO', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'];
    ROOM_FOR_RECORD = 128 << 10;
    Log = class {
      #folder;
      #name;
      #handle;
      #room = LOG_BYTES_MAX;
      #onLogFailed;
      constructor({ logFolder, name, onLogFailed }) {
        this.#folder = logFolder;
        this.#name = name;
        this.#onLogFailed = onLogFailed;
      }
      async append(chunk) {
        if (this.#room <= 0) return;
        try {
          await this.#write(chunk);
        } catch (error) {
          this.#room = 0;
          await this.#makeRoom();
          this.#onLogFailed(`the log of ${this.#name} ends early: ${messageOf(error)}`);
        }
      }
      /** What is still to be written about the job shall not fail for the log's last lines. */
      async #makeRoom() {
        const { size = 0 } = (await this.#handle?.stat()) ?? {};
        await this.#handle?.truncate(Math.max(size - ROOM_FOR_RECORD, 0));
      }
      async #write(chunk) {
        this.#handle ??= await this.#open();
        await this.#handle.writeFile(chunk.subarray(0, this.#room));
        this.#room -= chunk.length;
        if (this.#room <= 0)
          await this.#handle.writeFile(`
[layover: the log ends here, at ${LOG_BYTES_MAX} bytes]
`);
      }
      async close() {
        await this.#handle?.close();
      }
      async #open() {
        await mkdir(this.#folder, { recursive: true, mode: 448 });
        return await open(join8(this.#folder, this.#name), 'a', 384);
      }
    };
  },
});

// dist/sandbox/life/streams.js
import { Socket } from 'node:net';
import { Readable as Readable2 } from 'node:stream';
import { pipeline } from 'node:stream/promises';

async function drain(pumped, giveUp) {
  const timer = setTimeout(giveUp, DRAIN_MS);
  try {
    await pumped;
  } finally {
    clearTimeout(timer);
  }
}
var DRAIN_MS, PipeStreams;
var init_streams = __esm({
  'dist/sandbox/life/streams.js'() {
    'use strict';
    init_syscalls();
    init_output2();
    DRAIN_MS = 2e3;
    PipeStreams = class {
      ends;
      #request;
      #input;
      #outputs;
      #stopInput;
      constructor(request) {
        const [stdin, input] = syscalls.pipe();
        const [output, stdout] = syscalls.pipe();
        const [errors, stderr] = syscalls.pipe();
        this.#request = request;
        this.#input = input;
        this.ends = { stdin, stdout, stderr };
        this.#outputs = [output, errors].map((fd) => new Socket({ fd, readable: true, writable: false }));
      }
      closeJobEnds() {
        for (const fd of Object.values(this.ends)) syscalls.close(fd);
      }
      async pump() {
        this.#feed();
        const [output, errors] = this.#outputs;
        const { stdout, stderr, ...request } = this.#request;
        await Promise.all([
          pumpOutput(output, { ...request, name: 'stdout', copy: stdout }),
          pumpOutput(errors, { ...request, name: 'stderr', copy: stderr }),
        ]);
      }
      async finish(pumped) {
        this.#stopInput?.();
        await drain(pumped, () => this.destroy());
      }
      destroy() {
        this.#stopInput?.();
        for (const socket of this.#outputs) socket.destroy();
      }
      #feed() {
        const { stdin } = this.#request;
        if (stdin === void 0) return syscalls.close(this.#input);
        const pipe = new Socket({ fd: this.#input, readable: false, writable: true });
        const source = stdin instanceof Readable2 ? stdin : Readable2.from([stdin]);
        this.#stopInput = () => pipe.destroy();
        pipeline(source, pipe).catch(() => pipe.destroy());
      }
    };
  },
});

// dist/sandbox/life/terminal.js
import { Readable as Readable3 } from 'node:stream';
import { ReadStream } from 'node:tty';

var TerminalStreams;
var init_terminal = __esm({
  'dist/sandbox/life/terminal.js'() {
    'use strict';
    init_constants();
    init_syscalls();
    init_output2();
    init_streams();
    TerminalStreams = class {
      ends;
      #request;
      #channel;
      #size;
      #master;
      #stream;
      constructor(request, size) {
        const [channel, terminalChannel] = syscalls.socketpair();
        const [stdin, stdout, stderr] = [0, 1, 2].map(() => syscalls.open('/dev/null', O_RDWR));
        this.ends = { stdin, stdout, stderr, terminalChannel };
        this.#request = request;
        this.#channel = channel;
        this.#size = size;
      }
      closeJobEnds() {
        for (const fd of Object.values(this.ends)) syscalls.close(fd);
      }
      async pump() {
        const master = this.#receiveMaster();
        if (master === void 0) return;
        this.#master = master;
        this.resize(this.#size);
        const stream = new ReadStream(master);
        this.#stream = stream;
        const { stdin, stdout, ...request } = this.#request;
        if (stdin instanceof Readable3) stdin.on('data', this.#type);
        else if (stdin !== void 0) stream.write(stdin);
        await pumpOutput(stream, { ...request, name: 'stdout', copy: stdout });
      }
      async finish(pumped) {
        if (this.#request.stdin instanceof Readable3) this.#request.stdin.off('data', this.#type);
        await drain(pumped, () => this.destroy());
        this.destroy();
      }
      destroy() {
        this.#stream?.destroy();
        this.#master = void 0;
      }
      resize(size) {
        this.#size = size;
        if (this.#master !== void 0) syscalls.setWindowSize(this.#master, size);
      }
      #type = (chunk) => {
        this.#stream?.write(chunk);
      };
      /** Undefined where the job never came so far: its own failure tells why. */
      #receiveMaster() {
        try {
          return syscalls.receiveDescriptor(this.#channel);
        } catch {
          return void 0;
        } finally {
          syscalls.close(this.#channel);
        }
      }
    };
  },
});

// dist/sandbox/life/run.js
import { constants as constants8 } from 'node:os';
import { join as join9 } from 'node:path';

async function runJob(spec, machine, timeline) {
  try {
    return await resolveAndRun(spec, machine, timeline);
  } catch (error) {
    throw explainDescriptors(error);
  }
}
async function resolveAndRun(spec, machine, timeline) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    spec.signal?.throwIfAborted();
    await measured(timeline, 'keeper', () => machine.keeper());
    const resolved = await measured(timeline, 'resolve', async () =>
      fitLowers(await resolveSpec(spec, machine), machine, spec),
    );
    const view = measured(timeline, 'plan view', () => planView(resolved.view));
    const { lowers, places = [] } = resolved.view;
    const _lease = __addDisposableResource2(
      env_1,
      new LayerLease(machine.home.store, [...lowers, ...places.flatMap((place) => place.lowers)]),
      false,
    );
    const { mustUseKernel, required } = resolved;
    return await tryWays({ ...spec, mustUseKernel, required }, async (way, fallbacks) => {
      const ids = measured(timeline, 'ids', () => machine.takeIds(resolved.user));
      const directory = await measured(timeline, 'job directory', () => machine.takeDirectory());
      let limits;
      let place;
      try {
        limits = await measured(timeline, 'control group', () =>
          JobLimits.open(resolved, machine, directory),
        );
        place = await openDiskPlace({ machine, resolved, directory });
        const given = { spec, resolved, view, machine, way, fallbacks, ids, directory, limits, place };
        const record = await runInDirectory({ ...given, timeline });
        place.drop();
        ids.release();
        syscalls.flock(directory.lock, 'unlock');
        return record;
      } catch (error) {
        ids.giveUp();
        throw await abandonJob(error, { machine, directory, limits, place });
      } finally {
        syscalls.close(directory.lock);
        machine.prepareDirectory();
      }
    });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources2(env_1);
  }
}
async function abandonJob(error, { machine, directory, limits, place }) {
  if (isQuarantine(error)) {
    limits?.stopWatching();
    return quarantineJob(machine.home, directory.id, error);
  }
  place?.drop();
  moveToTrash2(machine.home, directory.id);
  await limits?.end();
  return error;
}
async function runInDirectory(setup) {
  const { machine, way, view, ids, directory, resolved, place, timeline } = setup;
  const context = { mode: machine.mode, idMap: ids.idMap };
  const trees = () => machine.trees();
  const request = { places: view.places, jobPath: place.path, driver: way.driver, context, trees };
  const made = await measured(timeline, 'uppers', () => makePlaces(request));
  const warming = setTimeout(() => void machine.trees().catch(() => void 0), WARM_AFTER_MS);
  const { end, outcome } = await launch(setup, {
    mounts: orderMounts(made.mounts, view.mounts),
    parts: made.parts,
  }).finally(() => clearTimeout(warming));
  const { mountPoints } = view;
  const isUntouched = measured(timeline, 'look at uppers', () => areUntouched(made.parts, made.upperRoots));
  const parts = await bringHome2(setup, made.parts);
  const read = isUntouched
    ? NOTHING_DONE
    : await measured(timeline, 'diff', () => readUppers(setup, parts, mountPoints));
  const usage = usageOf(end, setup.limits.usage);
  const record = {
    id: directory.id,
    createdAt: /* @__PURE__ */ new Date().toISOString(),
    command: resolved.command,
    outcome: read.cut ?? outcome,
    usage,
    changes: read.changes,
    isUntouched,
    receipt: receiptOf2(setup, read.quiescence, usage),
    parts,
    mountPoints,
    sandbox: sandboxOf(setup.spec, resolved, view),
    ...(resolved.rules && { rules: resolved.rules }),
  };
  measured(timeline, 'record', () => writeRecord(directory.path, record));
  return record;
}
async function launch(setup, { mounts, parts }) {
  const { spec, resolved, machine, directory, limits, ids, place, timeline } = setup;
  const ending = new Ending({ outputBytes: resolved.limits.outputBytes, signal: spec.signal });
  const streams = measured(timeline, 'streams', () => openStreams(setup, ending));
  try {
    const keeper = await machine.keeper();
    const locks = [directory.lock, ...(ids.lock === void 0 ? [] : [ids.lock])];
    const launched = measured(timeline, 'request', () =>
      keeper.launch(launchSpec(setup, mounts), { ...streams.ends, locks }),
    );
    streams.closeJobEnds();
    ending.start((signal) => launched.signal(signal));
    limits.watch(ending, { fd: directory.lock, measure: measurerOf(machine, parts) }, place);
    const pumped = streams.pump();
    pumped.catch(() => void 0);
    spec.onStart?.(runningJob(directory.id, launched, streams));
    const end = await measured(timeline, 'job', () => launched.ended);
    timeline?.add(...launched.steps);
    if (end.kind === 'stuck') throw notAtRest(describeStuck(limits));
    await measured(timeline, 'end of limits', () => limits.end(place));
    await measured(timeline, 'rest of output', () => streams.finish(pumped));
    return judgeEnd(end, ending.reason, limits);
  } finally {
    ending.stop();
    streams.destroy();
  }
}
function describeStuck(limits) {
  const numbers2 = limits.listProcesses();
  const named = numbers2.length === 0 ? '' : ` (${numbers2.slice(0, 10).join(', ')})`;
  return `processes of it${named} do not end, ${PATIENCE_MS3 / 1e3} s after they were killed`;
}
function measurerOf(machine, parts) {
  const roots = parts.map(({ upper }) => upper);
  return async (enough) => await (await machine.trees()).run('measure', { roots, enough });
}
function launchSpec({ resolved, machine, way, ids, spec, limits, timeline }, mounts) {
  return {
    args: resolved.command,
    env: resolved.env,
    cwd: resolved.cwd,
    hostname: resolved.hostname,
    idMap: ids.idMap,
    user: resolved.user,
    attachPoint: hostPath(machine.home.attach),
    layerId: ids.layerId,
    mounts,
    network: resolved.network,
    hasTerminal: spec.terminal !== void 0,
    mapsLayers: machine.mode === 'root',
    layersBy: way.layersBy,
    filter: resolved.filter,
    usesLandlock: resolved.landlockAbi > 0,
    confinement: limits.confinement,
    isProfiled: timeline !== void 0,
    end: { timeoutMs: resolved.limits.timeoutMs, graceMs: GRACE_MS, patienceMs: PATIENCE_MS3 },
  };
}
function openStreams({ spec, directory, logs = 'log' }, ending) {
  const request = {
    stdin: spec.stdin,
    mask: spec.mask ?? [],
    stdout: spec.stdout,
    stderr: spec.stderr,
    logFolder: join9(directory.path, logs),
    onOutput: (bytes) => ending.countOutput(bytes),
    onReaderGone: () => ending.readerGone(),
    onLogFailed: (notice) => spec.onNotice?.(notice),
  };
  return spec.terminal === void 0 ? new PipeStreams(request) : new TerminalStreams(request, spec.terminal);
}
function runningJob(id, launched, streams) {
  return {
    id,
    signal: (signal) => launched.signal(constants8.signals[signal]),
    resize: (size) => {
      if (streams instanceof TerminalStreams) streams.resize(size);
    },
  };
}
function judgeEnd(end, reason, limits) {
  if (end.kind === 'failed') {
    if (end.step !== 'exec') throw explainFailure(end);
    return {
      end: void 0,
      outcome: { kind: 'not-started', code: 'LAYOVER_SETUP', step: end.step, errno: end.errno },
    };
  }
  return { end: end.end, outcome: reason ?? limits.judge(end.end) };
}
var __addDisposableResource2, __disposeResources2, WARM_AFTER_MS;
var init_run = __esm({
  'dist/sandbox/life/run.js'() {
    'use strict';
    init_bytes_path();
    init_timeline();
    init_lock();
    init_syscalls();
    init_resolve();
    init_spec();
    init_account();
    init_disk_place();
    init_job_limits();
    init_job_record();
    init_jobs();
    init_quarantine();
    init_fit_lowers();
    init_mount_order();
    init_places();
    init_untouched();
    init_view();
    init_attempt2();
    init_ending();
    init_explain();
    init_job_again();
    init_read_uppers();
    init_streams();
    init_terminal();
    __addDisposableResource2 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources2 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    WARM_AFTER_MS = 40;
  },
});

// dist/sandbox/life/resume.js
async function resumeJob(id, spec, machine) {
  await machine.keeper();
  await getRecord(machine.home, id);
  const directory = lockKept(machine.home, id);
  try {
    const record = await getRecord(machine.home, id);
    return await runAgain(record, directory, { spec, machine });
  } finally {
    syscalls.close(directory.lock);
  }
}
async function runAgain(record, directory, { spec, machine }) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { sandbox } = record;
    if (sandbox === void 0) throw noSandbox(record.id);
    const asked = await resolveAgain(spec, sandbox, machine);
    const resolved = { ...asked, disk: { by: 'watch' } };
    const _lease = __addDisposableResource3(
      env_1,
      new LayerLease(machine.home.store, resolved.view.lowers),
      false,
    );
    const way = driverNamed(record.receipt.driver, record.receipt.layersBy);
    const ids = machine.takeIds(resolved.user);
    const limits = await JobLimits.open(resolved, machine, directory);
    const { view } = sandbox;
    const place = await openDiskPlace({ machine, resolved, directory });
    const base = { spec, resolved, view, machine, way, ids, directory, limits, place };
    const setup = { ...base, fallbacks: [], logs: 'shell' };
    try {
      const resumed = await launchAgain(record, setup);
      ids.release();
      return resumed;
    } catch (error) {
      ids.giveUp();
      if (!isQuarantine(error)) throw error;
      limits.stopWatching();
      throw quarantineJob(machine.home, record.id, error);
    } finally {
      await limits.end().catch(() => void 0);
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources3(env_1);
  }
}
async function launchAgain(record, setup) {
  const { machine, directory, view, way, ids } = setup;
  const { parts, mountPoints } = record;
  const roots = parts.map(({ upper }) => upper);
  await (await machine.trees()).run('ownTrees', { roots }, { signal: setup.spec.signal });
  const mounts = reopenPlaces(view.places, {
    jobPath: directory.path,
    trash: machine.home.trash,
    driver: way.driver,
    context: { mode: machine.mode, idMap: ids.idMap },
  });
  const { outcome } = await launch(setup, { mounts: orderMounts(mounts, view.mounts), parts });
  const { changes, cut } = await readUppers(setup, parts, mountPoints);
  const changed = { ...record, changes, isUntouched: false };
  writeRecord(directory.path, changed);
  return { record: changed, outcome: cut ?? outcome };
}
function noSandbox(id) {
  return new LayoverError('LAYOVER_UNSUPPORTED', `Job ${id} has no sandbox that a command could run in`, {
    hint: 'It ran in a thread, or an older layover made it. `layover diff` and `layover commit` work.',
  });
}
var __addDisposableResource3, __disposeResources3;
var init_resume = __esm({
  'dist/sandbox/life/resume.js'() {
    'use strict';
    init_errors();
    init_lock();
    init_syscalls();
    init_disk_place();
    init_job_limits();
    init_job_record();
    init_jobs();
    init_quarantine();
    init_mount_order();
    init_places();
    init_attempt2();
    init_job_again();
    init_read_uppers();
    init_run();
    __addDisposableResource3 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources3 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
  },
});

// dist/sandbox/life/submit.js
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';

function taskOf({ spec, ...task }, runOne) {
  if (typeof spec !== 'function') checkSpec(spec);
  let earlier;
  const run = async (context) => {
    await earlier?.discard();
    earlier = void 0;
    const asked = typeof spec === 'function' ? await spec(context) : spec;
    checkSpec(asked);
    earlier = await runOne({ ...asked, signal: joinSignals(context.signal, asked.signal) });
    return { kind: isSuccess(earlier.outcome) ? 'succeeded' : 'failed', result: earlier };
  };
  return { ...task, run: async (context) => await run(context).catch(judgeError) };
}
async function runDirect(scheduler, spec, runOne) {
  checkSpec(spec);
  let failure;
  const run = async (signal) =>
    await runOne({ ...spec, signal }).catch((error) => {
      failure = error;
      throw error;
    });
  const handle = await scheduler.submit({
    when: 'always',
    // no failure mode keeps it from running
    retry: { attempts: 1 },
    signal: spec.signal,
    run: async ({ signal }) => ({ kind: 'succeeded', result: await run(signal) }),
  });
  const end = await handle.ended;
  if (end.kind === 'errored') throw end.error;
  if (end.kind !== 'skipped' && end.result !== void 0) return end.result;
  if (isQuarantine(failure)) throw failure;
  spec.signal?.throwIfAborted();
  throw new LayoverError('LAYOVER_CANCELED', `The job did not start: ${describeEnd(end.kind)}`);
}
async function readResources(path2) {
  const { bavail, bsize } = await statfs(path2);
  const limit2 = process.constrainedMemory() ?? 0;
  const memoryBytes = limit2 > 0 ? Math.min(limit2, totalmem()) : totalmem();
  return { cpus: availableParallelism(), memoryBytes, diskBytes: bavail * bsize };
}
function joinSignals(scheduler, caller) {
  return caller === void 0 ? scheduler : AbortSignal.any([scheduler, caller]);
}
function judgeError(error) {
  return { kind: 'errored', error, isPermanent: !canPass(error) };
}
function canPass(error) {
  if (error instanceof SetupError) return PASSING.includes(error.errno);
  return hasErrno(error, 'LAYOVER_KEEPER', ...PASSING);
}
function describeEnd(kind2) {
  return kind2 === 'timed-out' ? 'the time for all of them was over' : 'its runner was closed';
}
var PASSING;
var init_submit = __esm({
  'dist/sandbox/life/submit.js'() {
    'use strict';
    init_errors();
    init_outcome();
    init_check_spec();
    init_quarantine();
    PASSING = ['EAGAIN', 'EBUSY', 'EINTR', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'ENOSPC', 'EUSERS'];
  },
});

// dist/base/cleanup.js
var Cleanup;
var init_cleanup = __esm({
  'dist/base/cleanup.js'() {
    'use strict';
    Cleanup = class _Cleanup {
      #steps = [];
      defer(step) {
        this.#steps.push(step);
      }
      /** Hands the steps to a new owner: disposing this object then does nothing. */
      move() {
        const next = new _Cleanup();
        next.#steps.push(...this.#steps.splice(0));
        return next;
      }
      async [Symbol.asyncDispose]() {
        const failures = [];
        for (let step = this.#steps.pop(); step !== void 0; step = this.#steps.pop()) {
          try {
            await step();
          } catch (error) {
            failures.push(error);
          }
        }
        if (failures.length === 1) throw failures[0];
        if (failures.length > 1) throw new AggregateError(failures, 'Several cleanup steps failed');
      }
    };
  },
});

// dist/jail/id-map.js
import { readFileSync as readFileSync11 } from 'node:fs';
import { join as join10 } from 'node:path';

function takeRange(lockFolder) {
  const reserved = readSubordinateRanges();
  for (let slot = 0; slot < RANGE_COUNT; slot += 1) {
    const first2 = FIRST_RANGE + slot * RANGE_SIZE;
    if (reserved.some((range) => range.first < first2 + RANGE_SIZE && first2 < range.first + range.count))
      continue;
    const fd = syscalls.open(join10(lockFolder, `ids-${slot}`), O_RDWR | O_CREAT, 384);
    if (syscalls.flock(fd, 'exclusive')) {
      const giveUp = () => syscalls.close(fd);
      const release8 = () => {
        syscalls.flock(fd, 'unlock');
        giveUp();
      };
      return { idMap: `0 ${first2} ${RANGE_SIZE}`, layerId: first2, lock: fd, release: release8, giveUp };
    }
    syscalls.close(fd);
  }
  throw new LayoverError('LAYOVER_UNSUPPORTED', `All ${RANGE_COUNT} ranges of ids are held by running jobs`, {
    hint: 'Wait for a job to end, or run fewer at a time.',
  });
}
function readSubordinateRanges() {
  return ['/etc/subuid', '/etc/subgid'].flatMap((file) => {
    try {
      return readFileSync11(file, 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
        .map(([, first2, count2]) => ({ first: Number(first2), count: Number(count2) }))
        .filter(({ first: first2, count: count2 }) => first2 >= 0 && count2 > 0);
    } catch {
      return [];
    }
  });
}
function mapRootless(count2, user) {
  if (user.isCaller) return sharedIds(linesOfCaller(count2, user));
  if (user.uid < count2 && user.gid < count2) return sharedIds(linesOf(count2));
  if (count2 === 1 && user.uid === user.gid) return sharedIds(`${user.uid} 0 1`);
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `User ${user.uid}:${user.gid} needs ids beyond the ${count2} you have`,
    {
      hint: 'Give yourself subordinate ids in /etc/subuid and /etc/subgid and install newuidmap (Debian: uidmap), or run as root.',
    },
  );
}
function sharedIds(idMap) {
  const release8 = () => void 0;
  return { idMap, layerId: 0, release: release8, giveUp: release8 };
}
function linesOfCaller(count2, user) {
  const [users = '', groups = ''] = [user.uid, user.gid].map((id) => linesAround(id, count2));
  return users === groups
    ? users
    : `${users}

${groups}`;
}
function linesAround(own, count2) {
  const others = count2 - 1;
  const below = Math.min(own, others);
  const lines = [`${own} 0 1`, ...(below > 0 ? [`0 1 ${below}`] : [])];
  return [...lines, ...(others > below ? [`${own + 1} ${own + 1} ${others - below}`] : [])].join('\n');
}
function linesOf(count2) {
  return count2 === 1
    ? '0 0 1'
    : `0 0 1
1 1 ${count2 - 1}`;
}
var FIRST_RANGE, RANGE_SIZE, RANGE_COUNT;
var init_id_map = __esm({
  'dist/jail/id-map.js'() {
    'use strict';
    init_errors();
    init_constants();
    init_syscalls();
    FIRST_RANGE = 1879048192;
    RANGE_SIZE = 65536;
    RANGE_COUNT = 4096;
  },
});

// dist/jail/keeper-errors.js
import { constants as constants9 } from 'node:os';

function errnoName(errno) {
  if (errno <= 0) return 'EIO';
  const found = Object.entries(constants9.errno).find(([, number2]) => number2 === errno);
  return OTHER_ERRNOS[errno] ?? found?.[0] ?? `errno ${errno}`;
}
function unexpectedReply(reply, wanted) {
  if (reply?.kind !== 'fatal') {
    return new LayoverError(
      'LAYOVER_KEEPER',
      `The keeper said ${reply?.kind ?? 'nothing'} where ${wanted} was due`,
    );
  }
  const reason = reply.errno > 0 ? `: ${errnoName(reply.errno)}` : '';
  return new LayoverError('LAYOVER_KEEPER', `The keeper gave up: ${reply.what}${reason}`, {
    hint: 'Run `layover doctor`: it tries each thing a job needs.',
  });
}
function startError(cause) {
  return new LayoverError('LAYOVER_NATIVE_MISSING', `The keeper cannot be started: ${cause.message}`, {
    cause,
    hint: 'Run `npm run build` in the layover package; it needs a C compiler (Debian: apt-get install gcc libc6-dev).',
  });
}
function refusedScratch({ step, errno, detail }) {
  const message2 = `A file system for a limit of disk cannot be made: ${errno} (${detail})`;
  return new SetupError({
    step,
    errno,
    message: message2,
    hint: 'Let the disk be watched: `diskBy: watch`.',
  });
}
var OTHER_ERRNOS;
var init_keeper_errors = __esm({
  'dist/jail/keeper-errors.js'() {
    'use strict';
    init_errors();
    OTHER_ERRNOS = { 87: 'EUSERS', 95: 'EOPNOTSUPP', 117: 'EUCLEAN' };
  },
});

// dist/jail/own-map.js
import { readFile as readFile4, writeFile as writeFile2 } from 'node:fs/promises';
import { userInfo } from 'node:os';

function countOfIds(map) {
  return map.kind === 'single' ? 1 : 1 + Math.min(map.users.count, map.groups.count);
}
async function findOwnMap() {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const [users, groups] = await Promise.all([findRange('/etc/subuid', uid), findRange('/etc/subgid', uid)]);
  const programs = await Promise.all(['newuidmap', 'newgidmap'].map(findProgram));
  const missing = programs.includes(void 0);
  if (users && groups && !missing)
    return { map: { kind: 'ranges', uid, gid, users, groups }, reason: void 0 };
  const reason = missing
    ? 'newuidmap and newgidmap are not installed'
    : `/etc/subuid and /etc/subgid have no range for uid ${uid}`;
  return { map: { kind: 'single', uid, gid }, reason };
}
async function findProgram(name) {
  for (const folder of ['/usr/bin', '/bin', '/usr/local/bin', '/run/wrappers/bin']) {
    const path2 = `${folder}/${name}`;
    if (await isThere(path2)) return path2;
  }
  return void 0;
}
async function isThere(path2) {
  const { access: access3 } = await import('node:fs/promises');
  return await access3(path2).then(
    () => true,
    () => false,
  );
}
async function findRange(file, uid) {
  const text3 = await readFile4(file, 'utf8').catch(() => '');
  const owners = [String(uid), ownName()];
  for (const line of text3.split('\n')) {
    const [owner = '', first2, count2] = line.split(':');
    if (owner !== '' && owners.includes(owner) && Number(count2) > 0)
      return { first: Number(first2), count: Number(count2) };
  }
  return void 0;
}
function ownName() {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
async function mapOwnNamespace(pid, map) {
  try {
    if (map.kind === 'single') await writeSingleMap(pid, map);
    else await writeRanges(pid, map);
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_UNSUPPORTED',
      `The id maps of a user namespace cannot be written: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Run `layover doctor`: some systems forbid user namespaces to unprivileged users.',
      },
    );
  }
}
async function writeSingleMap(pid, { uid, gid }) {
  await writeFile2(`/proc/${pid}/setgroups`, 'deny');
  await writeFile2(`/proc/${pid}/uid_map`, `0 ${uid} 1`);
  await writeFile2(`/proc/${pid}/gid_map`, `0 ${gid} 1`);
}
async function writeRanges(pid, map) {
  const { execa } = await import('execa');
  const words = (own, range) => [pid, 0, own, 1, 1, range.first, range.count].map(String);
  await execa((await findProgram('newuidmap')) ?? 'newuidmap', words(map.uid, map.users), {
    env: {},
    extendEnv: false,
  });
  await execa((await findProgram('newgidmap')) ?? 'newgidmap', words(map.gid, map.groups), {
    env: {},
    extendEnv: false,
  });
}
var init_own_map = __esm({
  'dist/jail/own-map.js'() {
    'use strict';
    init_errors();
  },
});

// dist/jail/protocol.js
function encodeFrame(type, job, payload = Buffer.alloc(0)) {
  if (payload.length > FRAME_LENGTH_MAX) {
    throw new LayoverError(
      'LAYOVER_USAGE',
      `The job's description is ${payload.length} bytes long; ${FRAME_LENGTH_MAX} is the most`,
      {
        hint: 'Shorten the arguments or the environment, or put them into a file.',
      },
    );
  }
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeUInt32LE(payload.length, 0);
  header.writeUInt16LE(type, 4);
  header.writeUInt32LE(job, 8);
  return Buffer.concat([header, payload]);
}
function numbers(...values) {
  const bytes = Buffer.allocUnsafe(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}
function emptyField(tag, length) {
  const bytes = Buffer.allocUnsafe(FIELD_HEADER_LENGTH + length);
  bytes.writeUInt32LE(tag, 0);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}
function field(tag, content) {
  const bytes = emptyField(tag, content.length);
  content.copy(bytes, FIELD_HEADER_LENGTH);
  return bytes;
}
function text2(tag, raw) {
  if (raw.includes('\0')) {
    throw new LayoverError(
      'LAYOVER_USAGE',
      `A NUL byte cannot be passed to a command: ${JSON.stringify(raw.slice(0, 80))}`,
    );
  }
  const bytes = emptyField(tag, raw.length + 1);
  bytes.write(raw, FIELD_HEADER_LENGTH, 'latin1');
  bytes[FIELD_HEADER_LENGTH + raw.length] = 0;
  return bytes;
}
function texts(tag, raws = []) {
  return raws.map((raw) => text2(tag, raw));
}
function flagsOf(spec) {
  return (
    (spec.network === 'host' ? SPAWN.networkHost : 0) |
    (spec.hasTerminal ? SPAWN.tty : 0) |
    (spec.mapsLayers ? SPAWN.mapLayers : 0) |
    (spec.layersBy === 'name' ? SPAWN.layersByName : 0) |
    (spec.usesLandlock === true ? SPAWN.landlock : 0) |
    (spec.filter?.fitsInit === true ? SPAWN.filterInit : 0) |
    (spec.isProfiled === true ? SPAWN.profile : 0)
  );
}
function mountFlags(mount) {
  if (mount.kind === 'tmpfs') return mount.isReadOnly ? MOUNT_FLAG.readOnly : 0;
  if (mount.kind !== 'bind') return 0;
  return (
    (mount.isReadOnly ? MOUNT_FLAG.readOnly : 0) |
    (mount.isRecursive ? MOUNT_FLAG.recursive : 0) |
    (mount.isMapped ? MOUNT_FLAG.idmap : 0)
  );
}
function mountFields(mount) {
  switch (mount.kind) {
    case 'overlay':
      return [
        text2(FIELD.source, mount.directory),
        ...texts(FIELD.lower, mount.lowers),
        ...texts(FIELD.option, mount.options),
        ...mount.stubs.map(encodeStub),
      ];
    case 'fuse':
      return [
        text2(FIELD.source, mount.directory),
        ...texts(FIELD.lower, mount.lowers),
        ...texts(FIELD.daemonArg, mount.daemon),
      ];
    case 'bind':
      return [text2(FIELD.source, mount.source)];
    case 'tmpfs':
      return texts(FIELD.option, mount.options);
    case 'proc':
      return texts(FIELD.option, mount.masks);
    case 'dev':
      return texts(FIELD.option, mount.sharedMemory);
    case 'hide':
      return [];
  }
}
function encodeStub({ path: path2, type, target = ROOT_PATH, mode, uid, gid }) {
  const head = numbers(STUB_TYPE[type] | mode, uid, gid);
  return field(FIELD.stub, Buffer.concat([head, Buffer.from(`${path2}\0${target}\0`, 'latin1')]));
}
function encodeMount(mount) {
  const head = numbers(MOUNT_KIND[mount.kind], mountFlags(mount));
  return field(FIELD.mount, Buffer.concat([head, text2(FIELD.target, mount.target), ...mountFields(mount)]));
}
function encodeScratch(scratch) {
  const isImage = 'image' in scratch;
  const head = numbers(isImage ? MOUNT_KIND.image : MOUNT_KIND.tmpfs, 0);
  const rest = isImage
    ? [text2(FIELD.source, hostPath(scratch.image))]
    : texts(FIELD.option, scratch.options);
  return Buffer.concat([head, text2(FIELD.target, ROOT_PATH), ...rest]);
}
function encodeFilter(filter) {
  if (filter === void 0) return [];
  const checks = filter.checks.map(({ number: number2, errno }) =>
    field(FIELD.filterCheck, numbers(number2, errno)),
  );
  return [field(FIELD.filter, filter.program), ...checks];
}
function encodeRlimit({ resource, soft, hard }) {
  const bytes = Buffer.alloc(24);
  const bigOf = (value) => (value === Number.POSITIVE_INFINITY ? RLIM_INFINITY : BigInt(value));
  bytes.writeUInt32LE(resource, 0);
  bytes.writeBigUInt64LE(bigOf(soft), 8);
  bytes.writeBigUInt64LE(bigOf(hard), 16);
  return field(FIELD.rlimit, bytes);
}
function encodeConfinement({ joins, birth, rlimits }) {
  return [
    ...texts(FIELD.cgroup, joins),
    ...(birth === void 0 ? [] : [text2(FIELD.cgroupBirth, birth)]),
    ...rlimits.map(encodeRlimit),
  ];
}
function encodeEnd({ timeoutMs, graceMs, patienceMs }) {
  const timeout = timeoutMs === void 0 ? 0 : Math.min(Math.max(Math.round(timeoutMs), 1), TIMEOUT_MAX_MS);
  return field(FIELD.end, numbers(timeout, graceMs, patienceMs));
}
function encodeLaunch(spec) {
  return Buffer.concat([
    ...texts(FIELD.arg, spec.args),
    ...texts(FIELD.env, spec.env),
    text2(FIELD.cwd, spec.cwd),
    ...(spec.hostname === void 0 ? [] : [text2(FIELD.hostname, spec.hostname)]),
    text2(FIELD.idMap, spec.idMap),
    field(FIELD.user, numbers(spec.user.uid, spec.user.gid)),
    text2(FIELD.attachPoint, spec.attachPoint),
    field(FIELD.layerId, numbers(spec.layerId)),
    field(FIELD.flags, numbers(flagsOf(spec))),
    ...encodeFilter(spec.filter),
    ...(spec.confinement === void 0 ? [] : encodeConfinement(spec.confinement)),
    ...(spec.end === void 0 ? [] : [encodeEnd(spec.end)]),
    ...spec.mounts.map(encodeMount),
  ]);
}
var PROTOCOL_VERSION,
  FRAME_LENGTH_MAX,
  HEADER_LENGTH,
  HELLO_ROOTLESS,
  REQUEST,
  FIELD,
  SPAWN,
  MOUNT_KIND,
  MOUNT_FLAG,
  FIELD_HEADER_LENGTH,
  STUB_TYPE,
  RLIM_INFINITY,
  TIMEOUT_MAX_MS;
var init_protocol = __esm({
  'dist/jail/protocol.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    PROTOCOL_VERSION = 6;
    FRAME_LENGTH_MAX = 4 << 20;
    HEADER_LENGTH = 12;
    HELLO_ROOTLESS = 1;
    REQUEST = { hello: 1, mapped: 2, spawn: 3, signal: 4, scratch: 5, drop: 6, timeout: 7 };
    FIELD = {
      arg: 1,
      env: 2,
      cwd: 3,
      hostname: 4,
      idMap: 5,
      user: 6,
      flags: 7,
      attachPoint: 8,
      mount: 9,
      target: 10,
      source: 11,
      lower: 12,
      option: 13,
      daemonArg: 14,
      layerId: 15,
      stub: 16,
      filter: 32,
      filterCheck: 33,
      cgroup: 20,
      cgroupBirth: 21,
      rlimit: 22,
      end: 23,
    };
    SPAWN = {
      networkHost: 1,
      tty: 2,
      mapLayers: 4,
      layersByName: 8,
      landlock: 256,
      filterInit: 512,
      profile: 1024,
    };
    MOUNT_KIND = { overlay: 1, bind: 2, tmpfs: 3, proc: 4, dev: 5, hide: 6, fuse: 7, image: 8 };
    MOUNT_FLAG = { readOnly: 1, recursive: 2, idmap: 4 };
    FIELD_HEADER_LENGTH = 8;
    STUB_TYPE = { directory: S_IFDIR, file: S_IFREG, symlink: S_IFLNK };
    RLIM_INFINITY = 0xffffffffffffffffn;
    TIMEOUT_MAX_MS = 4294967295;
  },
});

// dist/jail/reply.js
function protocolError(seen) {
  return new LayoverError('LAYOVER_KEEPER', `The keeper sent ${seen}`, {
    hint: 'Rebuild both halves: `npm run build`.',
  });
}
function decodeReply(frame) {
  const type = frame.readUInt16LE(4);
  const job = frame.readUInt32LE(8);
  const payload = frame.subarray(HEADER_LENGTH);
  try {
    return decodePayload(type, job, payload);
  } catch (cause) {
    throw cause instanceof RangeError
      ? protocolError(`${payload.length} bytes as a reply of type ${type}`)
      : cause;
  }
}
function decodePayload(type, job, payload) {
  const decode = REPLIES[type];
  if (decode === void 0) throw protocolError(`a reply of the unknown type ${type}`);
  return decode(payload, job);
}
function findOriginNs() {
  const looks = Array.from({ length: 5 }, () => Number(process.hrtime.bigint()) - performance.now() * 1e6);
  return Math.max(...looks);
}
function decodeSteps(payload) {
  const originNs = findOriginNs();
  const count2 = Math.floor(payload.length / STEP_LENGTH);
  return Array.from({ length: count2 }, (_, index) => {
    const entry = payload.subarray(index * STEP_LENGTH, (index + 1) * STEP_LENGTH);
    const [startNs, endNs] = [Number(entry.readBigUInt64LE(0)), Number(entry.readBigUInt64LE(8))];
    const by = STEP_OWNERS[entry.readUInt32LE(16)];
    if (by === void 0) throw protocolError(`a step of nobody's`);
    const name = entry.toString('latin1', 24).replace(/\0.*/s, '');
    return { by, name, startMs: (startNs - originNs) / 1e6, durationMs: (endNs - startNs) / 1e6 };
  });
}
function decodeEnd(payload) {
  return {
    isSignaled: payload.readUInt32LE(0) === 1,
    status: payload.readUInt32LE(4),
    isTimedOut: payload.readUInt32LE(8) === 1,
    userMs: Number(payload.readBigUInt64LE(16)) / 1e3,
    systemMs: Number(payload.readBigUInt64LE(24)) / 1e3,
    memoryPeakBytes: Number(payload.readBigUInt64LE(32)),
    wallMs: Number(payload.readBigUInt64LE(40)) / 1e6,
    readBytes: Number(payload.readBigUInt64LE(48)),
    writtenBytes: Number(payload.readBigUInt64LE(56)),
  };
}
var ReplyReader, REPLIES, STEP_LENGTH, STEP_OWNERS, READY_SEALED;
var init_reply = __esm({
  'dist/jail/reply.js'() {
    'use strict';
    init_errors();
    init_protocol();
    ReplyReader = class {
      #pending = Buffer.alloc(0);
      *read(bytes) {
        this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
        while (this.#pending.length >= HEADER_LENGTH) {
          const length = this.#pending.readUInt32LE(0);
          if (length > FRAME_LENGTH_MAX) throw protocolError(`a frame of ${length} bytes`);
          if (this.#pending.length < HEADER_LENGTH + length) return;
          const frame = this.#pending.subarray(0, HEADER_LENGTH + length);
          this.#pending = this.#pending.subarray(HEADER_LENGTH + length);
          yield decodeReply(frame);
        }
      }
    };
    REPLIES = {
      1: (payload) => ({ kind: 'hello', version: payload.readUInt32LE(0) }),
      2: (payload) => {
        const [landlockAbi, flags] = [payload.readUInt32LE(0), payload.readUInt32LE(4)];
        return { kind: 'ready', landlockAbi, isSealed: flags === READY_SEALED };
      },
      3: (payload, job) => ({ kind: 'started', job, pid: payload.readUInt32LE(0) }),
      4: (payload, job) => {
        const [step = '', detail = ''] = payload.toString('latin1', 4).split('\0');
        return { kind: 'failed', job, errno: payload.readUInt32LE(0), step, detail };
      },
      5: (payload, job) => ({ kind: 'exited', job, end: decodeEnd(payload) }),
      6: (payload) => {
        const what = payload.toString('latin1', 4).replace(/\0.*/s, '');
        return { kind: 'fatal', errno: payload.readUInt32LE(0), what };
      },
      7: () => ({ kind: 'unmapped' }),
      8: (_payload, job) => ({ kind: 'stuck', job }),
      9: (payload, job) => ({ kind: 'scratch', job, fd: payload.readUInt32LE(0) }),
      10: (payload, job) => ({ kind: 'profile', job, steps: decodeSteps(payload) }),
    };
    STEP_LENGTH = 64;
    STEP_OWNERS = { 1: 'keeper', 2: 'init', 3: 'command' };
    READY_SEALED = 1;
  },
});

// dist/jail/keeper.js
import { spawn } from 'node:child_process';
import { Socket as Socket2 } from 'node:net';
import { fileURLToPath as fileURLToPath2 } from 'node:url';

function answerOf(reply) {
  switch (reply.kind) {
    case 'exited':
      return { kind: 'ended', end: reply.end };
    case 'failed':
      return { kind: 'failed', step: reply.step, detail: reply.detail, errno: errnoName(reply.errno) };
    case 'scratch':
    case 'stuck':
      return reply;
  }
}
var KEEPER_PATH, Keeper;
var init_keeper = __esm({
  'dist/jail/keeper.js'() {
    'use strict';
    init_errors();
    init_syscalls();
    init_keeper_errors();
    init_own_map();
    init_protocol();
    init_reply();
    KEEPER_PATH = fileURLToPath2(
      new URL('../native/keeper', new URL('../jail/keeper.js', import.meta.url).href),
    );
    Keeper = class _Keeper {
      #child;
      #socket;
      #fd;
      #reader = new ReplyReader();
      #jobs = /* @__PURE__ */ new Map();
      #idle = /* @__PURE__ */ new Set();
      #exited;
      #inbox = [];
      #wake;
      #failure;
      #nextJob = 1;
      #landlockAbi = 0;
      #isSealed = false;
      #hasStuck = false;
      constructor(child, fd) {
        this.#child = child;
        this.#fd = fd;
        this.#socket = new Socket2({ fd, readable: true, writable: true });
        this.#exited = new Promise((resolve12) => child.once('exit', () => resolve12()));
        this.#socket.on('data', (bytes) => this.#receive(bytes));
        this.#socket.once('close', () =>
          this.#fail(new LayoverError('LAYOVER_KEEPER', 'The keeper ended while it was needed')),
        );
        this.#socket.on('error', (cause) =>
          this.#fail(
            new LayoverError('LAYOVER_KEEPER', `The keeper's socket failed: ${cause.message}`, { cause }),
          ),
        );
      }
      /** `ownMap` for a caller without privilege: the ids its keeper's user namespace holds. */
      static async start(ownMap) {
        const [ours, theirs] = syscalls.socketpair();
        const child = spawn(KEEPER_PATH, ['serve', '3'], {
          env: {},
          detached: true,
          stdio: ['ignore', 'ignore', 'ignore', theirs],
        });
        const failed = new Promise((_resolve, reject) => {
          child.once('error', (cause) => reject(startError(cause)));
        });
        syscalls.close(theirs);
        const keeper = new _Keeper(child, ours);
        try {
          await Promise.race([keeper.#greet(ownMap), failed]);
        } catch (error) {
          keeper.#socket.destroy();
          throw error;
        }
        child.unref();
        keeper.#socket.unref();
        return keeper;
      }
      /** The keeper's own process, in whose user namespace rootless trees are read. */
      get pid() {
        return this.#child.pid ?? 0;
      }
      get isAlive() {
        return this.#failure === void 0;
      }
      /** The kernel's version of Landlock; 0 where it has none. */
      get landlockAbi() {
        return this.#landlockAbi;
      }
      /** Whether it, and with it each job's init, runs from a copy of its program that nobody can write to. */
      get isSealed() {
        return this.#isSealed;
      }
      launch(spec, streams) {
        if (this.#failure) throw this.#failure;
        const job = this.#nextJob++;
        const { stdin, stdout, stderr, terminalChannel, locks } = streams;
        const terminal = terminalChannel === void 0 ? [] : [terminalChannel];
        const fds = [stdin, stdout, stderr, ...terminal, ...locks];
        syscalls.sendWithDescriptors(this.#fd, encodeFrame(REQUEST.spawn, job, encodeLaunch(spec)), fds);
        const steps = [];
        const ended = new Promise((resolve12, reject) => {
          this.#jobs.set(job, { resolve: resolve12, reject, steps });
        });
        this.#socket.ref();
        return {
          ended,
          steps,
          signal: (number2) => this.#ask(REQUEST.signal, job, number2),
          setTimeout: (ms) => this.#ask(REQUEST.timeout, job, ms),
          hold: (isHeld3) => this.#hold(job, isHeld3),
        };
      }
      /** SetupError where the kernel refuses it. */
      async makeScratch(scratch) {
        if (this.#failure) throw this.#failure;
        const job = this.#nextJob++;
        this.#send(encodeFrame(REQUEST.scratch, job, encodeScratch(scratch)));
        this.#socket.ref();
        const made = await new Promise((resolve12, reject) => {
          this.#jobs.set(job, { resolve: resolve12, reject });
        });
        if (made.kind === 'failed') throw refusedScratch(made);
        if (made.kind !== 'scratch') throw unexpectedReply(void 0, 'scratch');
        const { fd } = made;
        return { fd, drop: () => this.#failure ?? this.#send(encodeFrame(REQUEST.drop, 0, numbers(fd))) };
      }
      async [Symbol.asyncDispose]() {
        this.#socket.destroy();
        if (this.#hasStuck) return;
        this.#child.ref();
        await this.#exited;
      }
      async #greet(ownMap) {
        this.#send(encodeFrame(REQUEST.hello, 0, numbers(PROTOCOL_VERSION, ownMap ? HELLO_ROOTLESS : 0)));
        const { version } = await this.#next('hello');
        if (version !== PROTOCOL_VERSION) {
          throw new LayoverError(
            'LAYOVER_NATIVE_MISMATCH',
            `The keeper speaks version ${version}, this package ${PROTOCOL_VERSION}`,
            {
              hint: 'Rebuild both halves: `npm run build`.',
            },
          );
        }
        if (ownMap) {
          await this.#next('unmapped');
          await mapOwnNamespace(this.pid, ownMap);
          this.#send(encodeFrame(REQUEST.mapped, 0));
        }
        ({ landlockAbi: this.#landlockAbi, isSealed: this.#isSealed } = await this.#next('ready'));
      }
      /** The next control reply, which must be of this kind: the handshake has one order only. */
      async #next(kind2) {
        while (this.#inbox.length === 0) {
          if (this.#failure) throw this.#failure;
          await new Promise((resolve12) => {
            this.#wake = resolve12;
          });
        }
        const reply = this.#inbox.shift();
        if (reply?.kind !== kind2) throw unexpectedReply(reply, kind2);
        return reply;
      }
      #send(frame) {
        syscalls.sendWithDescriptors(this.#fd, frame, []);
      }
      #ask(request, job, number2) {
        if (this.#jobs.has(job) && !this.#failure) this.#send(encodeFrame(request, job, numbers(number2)));
      }
      #hold(job, isHeld3) {
        if (isHeld3 || !this.#jobs.has(job)) this.#idle.delete(job);
        else this.#idle.add(job);
        this.#holdOrLetGo();
      }
      #holdOrLetGo() {
        if (this.#jobs.size === this.#idle.size) this.#socket.unref();
        else this.#socket.ref();
      }
      #receive(bytes) {
        try {
          for (const reply of this.#reader.read(bytes)) this.#dispatch(reply);
        } catch (error) {
          this.#fail(
            error instanceof LayoverError
              ? error
              : new LayoverError('LAYOVER_KEEPER', messageOf(error), { cause: error }),
          );
          this.#socket.destroy();
        }
      }
      #dispatch(reply) {
        if (reply.kind === 'fatal') return this.#fail(unexpectedReply(reply, 'ready'));
        if (!('job' in reply)) {
          this.#inbox.push(reply);
          this.#wake?.();
          return;
        }
        if (reply.kind === 'started') return;
        if (reply.kind === 'profile') return void this.#jobs.get(reply.job)?.steps?.push(...reply.steps);
        this.#hasStuck ||= reply.kind === 'stuck';
        this.#finish(reply.job, answerOf(reply));
      }
      #finish(job, end) {
        this.#jobs.get(job)?.resolve(end);
        this.#jobs.delete(job);
        this.#idle.delete(job);
        this.#holdOrLetGo();
      }
      #fail(error) {
        this.#failure ??= error;
        const waiters = [...this.#jobs.values()];
        this.#jobs.clear();
        for (const waiter of waiters) waiter.reject(this.#failure);
        this.#wake?.();
      }
    };
  },
});

// dist/jail/limits/files.js
import { readFileSync as readFileSync12, writeFileSync as writeFileSync5 } from 'node:fs';
import { join as join11 } from 'node:path';

function readText(directory, file) {
  try {
    return readFileSync12(join11(directory, file), 'utf8').trim();
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'EOPNOTSUPP', 'ENODEV')) return void 0;
    throw error;
  }
}
function readNumber(directory, file) {
  const text3 = readText(directory, file);
  return text3 !== void 0 && /^\d+$/.test(text3) ? Number(text3) : void 0;
}
function readKey(directory, file, key) {
  const text3 = readText(directory, file) ?? '';
  const line = text3.split('\n').find((one) => one.startsWith(`${key} `));
  return line === void 0 ? void 0 : Number(line.slice(key.length + 1));
}
function readProcessorTime(directory) {
  const inMs = (key) => {
    const microseconds = readKey(directory, 'cpu.stat', key);
    return microseconds === void 0 ? void 0 : microseconds / 1e3;
  };
  return { userMs: inMs('user_usec'), systemMs: inMs('system_usec') };
}
function writeValue(directory, file, value) {
  writeFileSync5(join11(directory, file), String(value));
}
function tryWrite(directory, file, value) {
  try {
    writeFileSync5(join11(directory, file), String(value), { flag: 'r+' });
    return true;
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'EINVAL', 'EOPNOTSUPP')) return false;
    throw error;
  }
}
function readProcesses(directory) {
  const text3 = readText(directory, 'cgroup.procs') ?? '';
  return text3 === '' ? [] : text3.split('\n').map(Number);
}
function present(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
}
var init_files = __esm({
  'dist/jail/limits/files.js'() {
    'use strict';
    init_errors();
  },
});

// dist/jail/limits/directories.js
import { mkdirSync as mkdirSync3, readdirSync as readdirSync9, rmdirSync } from 'node:fs';
import { basename, dirname as dirname2 } from 'node:path';
import { setTimeout as delay2 } from 'node:timers/promises';

function makeDirectory2(directory, prepare = () => void 0) {
  const own = dirname2(directory);
  for (let attempt = 1; ; attempt += 1) {
    try {
      makeUnlessThere(own);
      prepare(own);
      mkdirSync3(directory);
      return;
    } catch (error) {
      if (!hasErrno(error, 'ENOENT') || attempt === MAKE_ATTEMPTS) throw error;
    }
  }
}
function makeUnlessThere(directory) {
  try {
    mkdirSync3(directory);
    return true;
  } catch (error) {
    if (hasErrno(error, 'EEXIST')) return false;
    throw error;
  }
}
function removeIfEmpty(directory) {
  try {
    rmdirSync(directory);
    return true;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return true;
    if (hasErrno(error, 'EBUSY', 'ENOTEMPTY', 'EACCES', 'EPERM')) return false;
    throw error;
  }
}
async function removeAll(directories, patienceMs = PATIENCE_MS4) {
  const deadline = Date.now() + patienceMs;
  for (const directory of directories) {
    for (let slice = SLICE_MS; !removeIfEmpty(directory); slice = Math.min(slice * 2, 100)) {
      if (Date.now() > deadline) throw notEmpty(directory);
      for (const one of directories) tryWrite(one, 'cgroup.kill', 1);
      await delay2(slice);
    }
  }
}
function notEmpty(directory) {
  const pids = readProcesses(directory);
  return new LayoverError(
    'LAYOVER_QUARANTINED',
    `Processes of the job ${basename(directory)} do not end: ${pids.slice(0, 10).join(', ') || 'none is named'}`,
    {
      hint: 'They wait in the kernel, as for a disk or a server that does not answer. What they wrote is not read.',
    },
  );
}
function listNames(own) {
  try {
    return readdirSync9(own, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'EACCES')) return [];
    throw error;
  }
}
var MAKE_ATTEMPTS, SLICE_MS, PATIENCE_MS4, SWEEP_PATIENCE_MS;
var init_directories = __esm({
  'dist/jail/limits/directories.js'() {
    'use strict';
    init_errors();
    init_files();
    MAKE_ATTEMPTS = 5;
    SLICE_MS = 1;
    PATIENCE_MS4 = 1e4;
    SWEEP_PATIENCE_MS = 500;
  },
});

// dist/jail/limits/group.js
var OWN_GROUP;
var init_group = __esm({
  'dist/jail/limits/group.js'() {
    'use strict';
    OWN_GROUP = 'layover';
  },
});

// dist/jail/limits/v2.js
import { join as join12 } from 'node:path';

function writeV2Limits(path2, { memoryBytes, cpus, pids }) {
  if (memoryBytes !== void 0) {
    writeValue(path2, 'memory.max', memoryBytes);
    tryWrite(path2, 'memory.swap.max', 0);
    tryWrite(path2, 'memory.oom.group', 1);
  }
  if (cpus !== void 0) writeValue(path2, 'cpu.max', `${Math.round(cpus * PERIOD_US)} ${PERIOD_US}`);
  if (pids !== void 0) writeValue(path2, 'pids.max', pids + 1);
}
var V2_CONTROLLERS, CONTROLLER_OF, V2Groups, PERIOD_US, V2Group;
var init_v2 = __esm({
  'dist/jail/limits/v2.js'() {
    'use strict';
    init_directories();
    init_files();
    init_group();
    V2_CONTROLLERS = ['memory', 'pids', 'cpu', 'io'];
    CONTROLLER_OF = {
      memoryBytes: 'memory',
      cpus: 'cpu',
      pids: 'pids',
    };
    V2Groups = class {
      kind = 'v2';
      #base;
      #own;
      constructor(base) {
        this.#base = base;
        this.#own = join12(base.path, OWN_GROUP);
      }
      refusalOf(limit2) {
        const controller = CONTROLLER_OF[limit2];
        if (this.#base.controllers.has(controller)) return void 0;
        return (
          this.#base.refusals.get(controller) ?? { reason: `no controller ${controller}`, remedy: void 0 }
        );
      }
      make(name, limits) {
        const path2 = join12(this.#own, name);
        makeDirectory2(path2, (own) => this.#enableIn(own));
        try {
          this.#limit(path2, limits);
        } catch (error) {
          removeIfEmpty(path2);
          throw error;
        }
        return new V2Group(path2);
      }
      listNames() {
        return listNames(this.#own);
      }
      async sweep(name) {
        await removeAll([join12(this.#own, name)], SWEEP_PATIENCE_MS);
      }
      close() {
        removeIfEmpty(this.#own);
      }
      /** Also where another runner has just made it: that one may not have got as far. */
      #enableIn(own) {
        const enabled = (readText(own, 'cgroup.subtree_control') ?? '').split(' ');
        for (const controller of this.#base.controllers)
          if (!enabled.includes(controller)) writeValue(own, 'cgroup.subtree_control', `+${controller}`);
      }
      #limit(path2, limits) {
        const isEnforced = (limit2) => this.refusalOf(limit2) === void 0;
        const entries = Object.entries(limits).filter(([limit2]) => isEnforced(limit2));
        writeV2Limits(path2, Object.fromEntries(entries));
      }
    };
    PERIOD_US = 1e5;
    V2Group = class {
      joins = [];
      birth;
      endsTogether = true;
      constructor(path2) {
        this.birth = path2;
      }
      countOomKills() {
        return readKey(this.birth, 'memory.events', 'oom_kill') ?? 0;
      }
      countRefusedForks() {
        return readKey(this.birth, 'pids.events', 'max') ?? 0;
      }
      readUsage() {
        const peak = readNumber(this.birth, 'pids.peak');
        return present({
          ...readProcessorTime(this.birth),
          memoryPeakBytes: readNumber(this.birth, 'memory.peak'),
          processesPeak: peak === void 0 ? void 0 : Math.max(0, peak - 1),
          readBytes: this.#sumOf('rbytes'),
          writtenBytes: this.#sumOf('wbytes'),
        });
      }
      listProcesses() {
        return readProcesses(this.birth);
      }
      async end() {
        await removeAll([this.birth]);
      }
      /** Lines of `8:0 rbytes=1 wbytes=2 ...`, one for each disk. */
      #sumOf(key) {
        const text3 = readText(this.birth, 'io.stat');
        if (text3 === void 0) return void 0;
        const values = [...text3.matchAll(new RegExp(`\\b${key}=(\\d+)`, 'g'))];
        return values.reduce((sum, [, bytes]) => sum + Number(bytes), 0);
      }
    };
  },
});

// dist/jail/limits/delegation.js
import {
  accessSync as accessSync2,
  constants as constants10,
  mkdirSync as mkdirSync4,
  readFileSync as readFileSync13,
} from 'node:fs';
import { basename as basename2, dirname as dirname3, join as join13 } from 'node:path';

function openV2Base(path2) {
  const base = basename2(path2) === RUNNER_GROUP ? dirname3(path2) : path2;
  try {
    accessSync2(base, constants10.W_OK);
    makeUnlessThere(join13(base, OWN_GROUP));
    accessSync2(join13(base, OWN_GROUP), constants10.W_OK);
  } catch (error) {
    return refuse2(base, error);
  }
  const refusals = /* @__PURE__ */ new Map();
  const controllers = /* @__PURE__ */ new Set();
  for (const name of V2_CONTROLLERS) {
    const refusal = enable(base, name);
    if (refusal === void 0) controllers.add(name);
    else refusals.set(name, refusal);
  }
  removeIfEmpty(join13(base, OWN_GROUP));
  return { path: base, controllers, refusals };
}
function enable(base, controller) {
  if (!wordsOf(base, 'cgroup.controllers').includes(controller)) {
    const remedy = `${DELEGATE} (as root: boot with systemd.unified_cgroup_hierarchy=1)`;
    return { reason: `${base} has no controller ${controller}`, remedy };
  }
  if (wordsOf(base, 'cgroup.subtree_control').includes(controller)) return void 0;
  try {
    enableMakingRoom(base, controller);
    return void 0;
  } catch (error) {
    return refuse2(base, error);
  }
}
function enableMakingRoom(base, controller) {
  try {
    writeValue(base, 'cgroup.subtree_control', `+${controller}`);
  } catch (error) {
    if (!hasErrno(error, 'EBUSY') || !makeRoom(base)) throw error;
    writeValue(base, 'cgroup.subtree_control', `+${controller}`);
  }
}
function makeRoom(base) {
  const pids = readProcesses(base);
  if (!pids.every(isOurs)) return false;
  const leaf = join13(base, RUNNER_GROUP);
  mkdirSync4(leaf, { recursive: true });
  for (const pid of pids) writeValue(leaf, 'cgroup.procs', pid);
  return true;
}
function isOurs(pid) {
  for (let at2 = pid; at2 > 1; at2 = parentOf3(at2)) if (at2 === process.pid) return true;
  return false;
}
function parentOf3(pid) {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync13(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
function wordsOf(base, file) {
  return (readText(base, file) ?? '').split(/\s+/);
}
function refuse2(base, error) {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
  const what = errno === 'EBUSY' ? 'holds processes that are not ours' : `says ${errno}`;
  return { reason: `the control group ${base} ${what}`, remedy: DELEGATE };
}
var RUNNER_GROUP, DELEGATE;
var init_delegation = __esm({
  'dist/jail/limits/delegation.js'() {
    'use strict';
    init_errors();
    init_directories();
    init_files();
    init_group();
    init_v2();
    RUNNER_GROUP = 'layover-runner';
    DELEGATE = 'systemd-run --user --scope -p Delegate=yes layover ...';
  },
});

// dist/jail/limits/hierarchies.js
import { readFile as readFile5 } from 'node:fs/promises';
import { join as join14, relative as relative2 } from 'node:path';

async function readHierarchies() {
  const [mounts, groups] = await Promise.all([
    readFile5('/proc/self/mountinfo', 'utf8'),
    readFile5('/proc/self/cgroup', 'utf8'),
  ]);
  return mounts.split('\n').flatMap((line) => {
    const mounted = parseMount(line);
    if (mounted === void 0) return [];
    const version = mounted.type === 'cgroup2' ? 2 : 1;
    const own = findOwnGroup(groups, version, mounted.options);
    return own === void 0 ? [] : [hierarchyOf(mounted, version, own)];
  });
}
function parseMount(line) {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , root = '', mountPoint = ''] = before.split(' ').map(unescapeOctal);
  const [type = '', , options = ''] = after.split(' ');
  return type === 'cgroup' || type === 'cgroup2'
    ? { root, mountPoint, type, options: options.split(',') }
    : void 0;
}
function unescapeOctal(text3) {
  return text3.replaceAll(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}
function findOwnGroup(groups, version, options) {
  for (const line of groups.split('\n')) {
    const [id, controllers = '', ...path2] = line.split(':');
    if (
      version === 2
        ? id === '0'
        : controllers.split(',').some((name) => name !== '' && options.includes(name))
    )
      return path2.join(':');
  }
  return void 0;
}
function hierarchyOf({ root, mountPoint, options }, version, own) {
  const inside = relative2(root, own);
  const path2 = inside.startsWith('..') ? void 0 : join14(mountPoint, inside);
  return { version, controllers: version === 1 ? options : [], path: path2, mountPoint };
}
var init_hierarchies = __esm({
  'dist/jail/limits/hierarchies.js'() {
    'use strict';
  },
});

// dist/jail/limits/none.js
var NoGroups;
var init_none = __esm({
  'dist/jail/limits/none.js'() {
    'use strict';
    NoGroups = class {
      kind = 'none';
      #refusal;
      constructor(refusal) {
        this.#refusal = refusal;
      }
      refusalOf() {
        return this.#refusal;
      }
      make() {
        return void 0;
      }
      listNames() {
        return [];
      }
      async sweep() {}
      close() {}
    };
  },
});

// dist/jail/limits/v1.js
import { join as join15 } from 'node:path';

function notMounted(controller) {
  return {
    reason: `there is no cgroup with the controller ${controller}`,
    remedy: 'a kernel with it, and cgroup2 mounted at /sys/fs/cgroup',
  };
}
function writeLimits(directories, limits) {
  const [memory, cpu, pids] = [directories.get('memory'), directories.get('cpu'), directories.get('pids')];
  const { memoryBytes, cpus, pids: count2 } = limits;
  if (memory !== void 0 && memoryBytes !== void 0) {
    writeValue(memory, 'memory.limit_in_bytes', memoryBytes);
    const countsSwap = tryWrite(memory, 'memory.memsw.limit_in_bytes', memoryBytes);
    if (!countsSwap) tryWrite(memory, 'memory.swappiness', 0);
  }
  if (cpu !== void 0 && cpus !== void 0) {
    writeValue(cpu, 'cpu.cfs_period_us', PERIOD_US2);
    writeValue(cpu, 'cpu.cfs_quota_us', Math.round(cpus * PERIOD_US2));
  }
  if (pids !== void 0 && count2 !== void 0) writeValue(pids, 'pids.max', count2 + 1);
}
function sumOf(directory, file, operation) {
  return readText(directory, file)
    ?.split('\n')
    .map((line) => line.split(' '))
    .filter(([, name]) => name === operation)
    .reduce((sum, [, , bytes]) => sum + Number(bytes), 0);
}
var V1_CONTROLLERS, CONTROLLER_OF2, V1Groups, PERIOD_US2, NO_TIME, V1Group;
var init_v1 = __esm({
  'dist/jail/limits/v1.js'() {
    'use strict';
    init_directories();
    init_files();
    init_group();
    V1_CONTROLLERS = ['memory', 'pids', 'cpu', 'blkio'];
    CONTROLLER_OF2 = {
      memoryBytes: 'memory',
      cpus: 'cpu',
      pids: 'pids',
    };
    V1Groups = class {
      kind = 'v1';
      #bases;
      constructor(bases) {
        this.#bases = bases;
      }
      refusalOf(limit2) {
        const controller = CONTROLLER_OF2[limit2];
        if (this.#bases.controllers.has(controller)) return void 0;
        return this.#bases.refusals.get(controller) ?? notMounted(controller);
      }
      make(name, limits) {
        const { unified } = this.#bases;
        const directories = /* @__PURE__ */ new Map();
        const birth = unified === void 0 ? void 0 : join15(unified, OWN_GROUP, name);
        try {
          if (birth !== void 0) makeDirectory2(birth);
          for (const [controller, base] of this.#wanted(limits)) {
            const directory = join15(base, OWN_GROUP, name);
            makeDirectory2(directory);
            directories.set(controller, directory);
          }
          writeLimits(directories, limits);
        } catch (error) {
          for (const directory of [...directories.values(), ...(birth ? [birth] : [])])
            removeIfEmpty(directory);
          throw error;
        }
        return birth === void 0 && directories.size === 0 ? void 0 : new V1Group(directories, birth);
      }
      listNames() {
        return [...new Set(this.#owns().flatMap(listNames))];
      }
      async sweep(name) {
        await removeAll(
          this.#owns().map((own) => join15(own, name)),
          SWEEP_PATIENCE_MS,
        );
      }
      close() {
        for (const own of this.#owns()) removeIfEmpty(own);
      }
      /** None without a limit; with one all but cpu, which slows a job down a little where nothing is limited. */
      #wanted(limits) {
        const asked = Object.entries(limits).filter(([, value]) => value !== void 0);
        if (!asked.some(([limit2]) => this.refusalOf(limit2) === void 0)) return [];
        return [...this.#bases.controllers].filter(([name]) => name !== 'cpu' || limits.cpus !== void 0);
      }
      #owns() {
        const { controllers, unified } = this.#bases;
        const bases = [...controllers.values(), ...(unified === void 0 ? [] : [unified])];
        return bases.map((base) => join15(base, OWN_GROUP));
      }
    };
    PERIOD_US2 = 1e5;
    NO_TIME = { userMs: void 0, systemMs: void 0 };
    V1Group = class {
      joins;
      birth;
      endsTogether = false;
      #directories;
      constructor(directories, birth) {
        this.#directories = directories;
        this.birth = birth;
        this.joins = [...directories.values()].map((directory) => join15(directory, 'tasks'));
      }
      countOomKills() {
        const memory = this.#directories.get('memory');
        return memory === void 0 ? 0 : (readKey(memory, 'memory.oom_control', 'oom_kill') ?? 0);
      }
      countRefusedForks() {
        const pids = this.#directories.get('pids');
        return pids === void 0 ? 0 : (readKey(pids, 'pids.events', 'max') ?? 0);
      }
      readUsage() {
        const [memory, pids, blkio] = ['memory', 'pids', 'blkio'].map((name) => this.#directories.get(name));
        const peak = pids === void 0 ? void 0 : readNumber(pids, 'pids.peak');
        const service = 'blkio.throttle.io_service_bytes';
        return present({
          ...(this.birth === void 0 ? NO_TIME : readProcessorTime(this.birth)),
          memoryPeakBytes: memory === void 0 ? void 0 : readNumber(memory, 'memory.max_usage_in_bytes'),
          processesPeak: peak === void 0 ? void 0 : Math.max(0, peak - 1),
          readBytes: blkio === void 0 ? void 0 : sumOf(blkio, service, 'Read'),
          writtenBytes: blkio === void 0 ? void 0 : sumOf(blkio, service, 'Write'),
        });
      }
      listProcesses() {
        const [any = this.birth] = this.#directories.values();
        return any === void 0 ? [] : readProcesses(any);
      }
      async end() {
        await removeAll([...(this.birth === void 0 ? [] : [this.birth]), ...this.#directories.values()]);
      }
    };
  },
});

// dist/jail/limits/open.js
import { accessSync as accessSync3, constants as constants11, mkdirSync as mkdirSync5 } from 'node:fs';
import { join as join16 } from 'node:path';

async function openGroups(mode) {
  return chooseGroups(await readHierarchies(), mode);
}
function chooseGroups(hierarchies, mode) {
  const unified = findPlace(hierarchies, mode, ({ version }) => version === 2);
  const base = unified === void 0 ? NO_CGROUP2 : openV2Base(unified);
  if (isBase(base) && base.controllers.size > 0) return new V2Groups(base);
  const bases = findV1Bases(hierarchies, mode, base);
  return bases.controllers.size === 0 && !isBase(base) ? new NoGroups(base) : new V1Groups(bases);
}
function isBase(base) {
  return 'controllers' in base;
}
function findV1Bases(hierarchies, mode, base) {
  const controllers = /* @__PURE__ */ new Map();
  const refusals = new Map(isBase(base) ? base.refusals : []);
  for (const name of V1_CONTROLLERS) {
    const place = findPlace(hierarchies, mode, (one) => one.version === 1 && one.controllers.includes(name));
    if (place === void 0) continue;
    if (canMakeIn(place)) controllers.set(name, place);
    else refusals.set(name, { reason: `no group can be made in ${place}`, remedy: 'run as root' });
  }
  return { controllers, unified: isBase(base) ? base.path : void 0, refusals };
}
function findPlace(hierarchies, mode, isWanted2) {
  const found = hierarchies.find(isWanted2);
  return mode === 'root' ? found?.mountPoint : found?.path;
}
function canMakeIn(place) {
  const own = join16(place, OWN_GROUP);
  try {
    accessSync3(place, constants11.W_OK);
    mkdirSync5(own, { recursive: true });
    removeIfEmpty(own);
    return true;
  } catch (error) {
    if (hasErrno(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT')) return false;
    throw error;
  }
}
var NO_CGROUP2;
var init_open2 = __esm({
  'dist/jail/limits/open.js'() {
    'use strict';
    init_errors();
    init_delegation();
    init_directories();
    init_group();
    init_hierarchies();
    init_none();
    init_v1();
    init_v2();
    NO_CGROUP2 = {
      reason: 'no control group of this process is visible',
      remedy: 'mount -t cgroup2 none /sys/fs/cgroup (docker run --cgroupns private)',
    };
  },
});

// dist/jail/seccomp/allowed-calls.js
var ALLOWED;
var init_allowed_calls = __esm({
  'dist/jail/seccomp/allowed-calls.js'() {
    'use strict';
    ALLOWED = [
      {
        name: 'files by descriptor',
        reason: 'data of what is open already',
        calls: `read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close close_range fsync
      fdatasync sync syncfs sync_file_range ftruncate fallocate readahead fadvise64 copy_file_range sendfile splice tee
      vmsplice dup dup2 dup3 fcntl flock getdents getdents64 io_setup io_destroy io_submit io_cancel io_getevents
      io_pgetevents cachestat`,
      },
      {
        name: 'files by path',
        reason: 'the view and the permissions decide',
        calls: `open openat openat2 creat access faccessat faccessat2 stat lstat fstat newfstatat statx statfs fstatfs
      chdir fchdir getcwd mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat
      readlink readlinkat truncate umask chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes
      futimesat utimensat name_to_handle_at inotify_init inotify_init1 inotify_add_watch inotify_rm_watch`,
      },
      {
        name: 'attributes of files',
        reason: 'user.* and, for root inside, those the kernel allows in its namespace',
        calls: `setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr
      lremovexattr fremovexattr setxattrat getxattrat listxattrat removexattrat file_getattr`,
      },
      {
        name: 'memory',
        reason: "a process's own",
        calls: `mmap munmap mremap mprotect msync mincore madvise brk mlock mlock2 munlock mlockall munlockall
      remap_file_pages memfd_create memfd_secret mseal map_shadow_stack pkey_alloc pkey_free pkey_mprotect membarrier`,
      },
      {
        name: 'processes and threads',
        reason: 'within the pid namespace; clone is ruled by its flags',
        calls: `fork vfork execve execveat exit exit_group wait4 waitid getpid getppid gettid getpgid getpgrp getsid setpgid
      setsid set_tid_address prctl arch_prctl set_thread_area get_thread_area set_robust_list get_robust_list rseq futex
      futex_waitv futex_wake futex_wait futex_requeue restart_syscall pidfd_open pidfd_send_signal process_mrelease
      uretprobe uprobe`,
      },
      {
        name: 'debuggers and sanitizers',
        reason: 'among processes of one pid namespace, and never init, which is not dumpable',
        calls: 'ptrace process_vm_readv process_vm_writev',
      },
      {
        name: 'signals',
        reason: 'within the pid namespace',
        calls: `kill tkill tgkill rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigqueueinfo
      rt_tgsigqueueinfo rt_sigsuspend sigaltstack pause signalfd signalfd4`,
      },
      {
        name: 'waiting and events',
        reason: 'poll and its kin',
        calls: `poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd
      eventfd2`,
      },
      {
        name: 'time',
        reason: 'reading it, and timers; setting it is refused, and adjtimex needs a capability to set',
        calls: `time gettimeofday clock_gettime clock_getres clock_nanosleep nanosleep adjtimex clock_adjtime times alarm
      getitimer setitimer timer_create timer_settime timer_gettime timer_getoverrun timer_delete timerfd_create
      timerfd_settime timerfd_gettime`,
      },
      {
        name: 'identity',
        reason: "within the job's own range of ids and its bounding set",
        calls: `getuid geteuid getgid getegid getresuid getresgid getgroups setuid setgid setreuid setregid setresuid
      setresgid setfsuid setfsgid setgroups capget capset`,
      },
      {
        name: 'limits and scheduling',
        reason: 'lowering is free, raising needs a capability no job has',
        calls: `getrlimit setrlimit prlimit64 getrusage sysinfo uname getcpu getpriority setpriority ioprio_get ioprio_set
      sched_yield sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_get_priority_max
      sched_get_priority_min sched_rr_get_interval sched_setaffinity sched_getaffinity sched_setattr sched_getattr`,
      },
      {
        name: 'sockets that exist',
        reason: 'which kinds can be made is ruled at socket and socketpair',
        calls: `bind connect listen accept accept4 getsockname getpeername setsockopt getsockopt shutdown sendto recvfrom
      sendmsg recvmsg sendmmsg recvmmsg`,
      },
      {
        name: 'talk between processes',
        reason: "within the job's ipc namespace",
        calls: `pipe pipe2 shmget shmat shmctl shmdt semget semop semtimedop semctl msgget msgsnd msgrcv msgctl mq_open
      mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr`,
      },
      {
        name: 'further restriction',
        reason: 'a job may sandbox its own children',
        calls: 'seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self',
      },
      {
        name: 'looking around',
        reason: 'randomness, and the mounts of the view',
        calls: 'getrandom statmount listmount',
      },
    ];
  },
});

// dist/jail/seccomp/argument-rules.js
import { constants as constants12 } from 'node:os';

function low2(argument, among, mask) {
  return { kind: 'low', argument, among, ...(mask !== void 0 && { mask }) };
}
function ofType(type) {
  return low2(1, [type], SOCK_TYPE_MASK);
}
var CLONE_NEW_MASK,
  AF_UNIX,
  AF_INET,
  AF_INET6,
  AF_NETLINK,
  NETLINK_ROUTE,
  SOCK_TYPE_MASK,
  SOCK_STREAM,
  SOCK_DGRAM,
  SOCK_RAW,
  IPPROTO_ICMP,
  IPPROTO_TCP,
  IPPROTO_UDP,
  IPPROTO_ICMPV6,
  S_IFMT2,
  S_IFCHR2,
  S_IFBLK2,
  TERMINAL_REQUESTS,
  INODE_REQUESTS,
  INTERNET,
  ARGUMENT_RULES;
var init_argument_rules = __esm({
  'dist/jail/seccomp/argument-rules.js'() {
    'use strict';
    init_plan2();
    CLONE_NEW_MASK = 2114060288;
    AF_UNIX = 1;
    AF_INET = 2;
    AF_INET6 = 10;
    AF_NETLINK = 16;
    NETLINK_ROUTE = 0;
    SOCK_TYPE_MASK = 15;
    SOCK_STREAM = 1;
    SOCK_DGRAM = 2;
    SOCK_RAW = 3;
    IPPROTO_ICMP = 1;
    IPPROTO_TCP = 6;
    IPPROTO_UDP = 17;
    IPPROTO_ICMPV6 = 58;
    S_IFMT2 = 61440;
    S_IFCHR2 = 8192;
    S_IFBLK2 = 24576;
    TERMINAL_REQUESTS = [
      21522,
      // TIOCSTI: types into the terminal
      21532,
      // TIOCLINUX: the same on consoles
      21533,
      // TIOCCONS: takes the console's output
      21539,
      // TIOCSETD: loads a line discipline's module
    ];
    INODE_REQUESTS = [
      1074292226,
      // FS_IOC_SETFLAGS
      1074030082,
      // FS_IOC32_SETFLAGS
      1075599392,
      // FS_IOC_FSSETXATTR
      1082156677,
      // FS_IOC_ENABLE_VERITY
      2148296211,
      // FS_IOC_SET_ENCRYPTION_POLICY
    ];
    INTERNET = low2(0, [AF_INET, AF_INET6]);
    ARGUMENT_RULES = [
      {
        calls: 'clone',
        reason: 'threads and processes, no namespaces',
        rules: [{ when: [low2(0, [0], CLONE_NEW_MASK)], verdict: ALLOW }],
        otherwise: EPERM,
      },
      {
        calls: 'socket',
        reason: 'few families are told apart by the network namespace, and most have had bugs',
        rules: [
          { when: [low2(0, [AF_UNIX])], verdict: ALLOW },
          { when: [low2(0, [AF_NETLINK]), low2(2, [NETLINK_ROUTE])], verdict: ALLOW },
          { when: [INTERNET, ofType(SOCK_STREAM), low2(2, [0, IPPROTO_TCP])], verdict: ALLOW },
          {
            when: [INTERNET, ofType(SOCK_DGRAM), low2(2, [0, IPPROTO_UDP, IPPROTO_ICMP, IPPROTO_ICMPV6])],
            verdict: ALLOW,
          },
          { when: [INTERNET, ofType(SOCK_RAW)], verdict: EPERM },
          {
            when: [low2(0, [AF_INET, AF_INET6, AF_NETLINK])],
            verdict: refuse(constants12.errno.EPROTONOSUPPORT),
          },
        ],
        otherwise: refuse(constants12.errno.EAFNOSUPPORT),
      },
      {
        calls: 'socketpair',
        reason: 'the one family that has pairs',
        rules: [{ when: [low2(0, [AF_UNIX])], verdict: ALLOW }],
        otherwise: refuse(constants12.errno.EAFNOSUPPORT),
      },
      {
        calls: 'ioctl',
        reason: 'typing into terminals; flags of inodes that outlive the job',
        rules: [{ when: [low2(1, [...TERMINAL_REQUESTS, ...INODE_REQUESTS])], verdict: EPERM }],
        otherwise: ALLOW,
      },
      {
        calls: 'mknod',
        reason: 'no devices; pipes, sockets and files are fine',
        rules: [{ when: [low2(1, [S_IFCHR2, S_IFBLK2], S_IFMT2)], verdict: EPERM }],
        otherwise: ALLOW,
      },
      {
        calls: 'mknodat',
        reason: 'as mknod',
        rules: [{ when: [low2(2, [S_IFCHR2, S_IFBLK2], S_IFMT2)], verdict: EPERM }],
        otherwise: ALLOW,
      },
      {
        calls: 'personality',
        reason: 'the usual one, and asking for it; others weaken the layout of memory',
        rules: [{ when: [low2(0, [0, 4294967295])], verdict: ALLOW }],
        otherwise: EPERM,
      },
    ];
  },
});

// dist/jail/seccomp/policy.js
function planDefault(architecture) {
  const calls = /* @__PURE__ */ new Map();
  for (const { calls: names, verdict } of GROUPS)
    for (const name of namesIn2(names)) calls.set(name, { rules: [], otherwise: verdict });
  for (const { calls: names, rules, otherwise } of ARGUMENT_RULES)
    for (const name of namesIn2(names)) calls.set(name, { rules, otherwise });
  return { architecture, calls, unnamed: EPERM };
}
function namesIn2(text3) {
  return text3.split(/\s+/).filter((name) => name !== '');
}
var REFUSED, GROUPS;
var init_policy = __esm({
  'dist/jail/seccomp/policy.js'() {
    'use strict';
    init_allowed_calls();
    init_argument_rules();
    init_plan2();
    REFUSED = [
      {
        name: 'namespaces',
        verdict: EPERM,
        reason: 'a new user namespace opens much of the kernel to whoever is root in it',
        calls: 'unshare setns',
      },
      {
        name: 'clone3',
        verdict: ENOSYS,
        reason: 'its flags lie behind a pointer; every libc falls back to clone',
        calls: 'clone3',
      },
      {
        name: 'mounts',
        verdict: EPERM,
        reason: 'the view is made once, by init',
        calls: `mount umount2 pivot_root chroot open_tree open_tree_attr move_mount fsopen fsconfig fsmount fspick
      mount_setattr`,
      },
      {
        name: 'io_uring',
        verdict: ENOSYS,
        reason: 'its operations pass no filter; libuv and others do without',
        calls: 'io_uring_setup io_uring_enter io_uring_register',
      },
      {
        name: 'memory tricks',
        verdict: EPERM,
        reason: 'they hold the kernel in the middle of a copy, or move pages under it: what widens races',
        calls: `userfaultfd process_madvise move_pages migrate_pages mbind set_mempolicy set_mempolicy_home_node
      get_mempolicy`,
      },
      {
        name: 'kernel control',
        verdict: EPERM,
        reason: "the machine's: modules, clock, name, swap, quotas, tracing, ports",
        calls: `bpf perf_event_open kexec_load kexec_file_load init_module finit_module delete_module create_module
      query_module get_kernel_syms iopl ioperm acct swapon swapoff reboot syslog settimeofday clock_settime sethostname
      setdomainname vhangup quotactl quotactl_fd nfsservctl lookup_dcookie sysfs ustat uselib _sysctl`,
      },
      {
        name: 'keyrings',
        verdict: EPERM,
        reason: 'keys are only partly told apart by namespaces',
        calls: 'add_key request_key keyctl',
      },
      {
        name: 'handles and peeking',
        verdict: EPERM,
        reason: "they reach files past the view, or tell about other processes' kernel objects",
        calls: `open_by_handle_at fanotify_init fanotify_mark kcmp pidfd_getfd lsm_get_self_attr lsm_set_self_attr
      lsm_list_modules`,
      },
      {
        name: 'inode flags',
        verdict: EPERM,
        reason: 'immutable files and project ids would outlive the job; see also ioctl',
        calls: 'file_setattr',
      },
      {
        name: 'of 32-bit programs',
        verdict: ENOSYS,
        reason: 'segments for 16 and 32 bits, which run nothing here',
        calls: 'modify_ldt',
      },
      {
        name: 'never there',
        verdict: ENOSYS,
        reason: 'numbers that Linux keeps for calls it does not have',
        calls: 'getpmsg putpmsg afs_syscall tuxcall security vserver epoll_ctl_old epoll_wait_old',
      },
      {
        name: 'too new',
        verdict: ENOSYS,
        reason: 'no program counts on them yet, and few have looked at them',
        calls: 'listns rseq_slice_yield',
      },
    ];
    GROUPS = [...REFUSED, ...ALLOWED.map((group) => ({ ...group, verdict: ALLOW }))];
  },
});

// dist/sandbox/trees/cancel.js
import { rmSync as rmSync2, statSync as statSync9, writeFileSync as writeFileSync6 } from 'node:fs';

async function withCancelFile(file, signal, work) {
  if (signal === void 0) return await work(void 0);
  signal.throwIfAborted();
  const cancel = () => writeFileSync6(file, '', { mode: 384 });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(file);
  } catch (error) {
    if (error instanceof LayoverError && error.code === 'LAYOVER_CANCELED') throw signal.reason;
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    rmSync2(file, { force: true });
  }
}
var init_cancel = __esm({
  'dist/sandbox/trees/cancel.js'() {
    'use strict';
    init_errors();
  },
});

// dist/sandbox/trees/task-error.js
function unpackError(packed) {
  const error = packed.isLayover
    ? new LayoverError(packed.code, packed.message, {
        hint: packed.hint,
        details: packed.details,
      })
    : Object.assign(new Error(packed.message), packed.code === void 0 ? {} : { code: packed.code });
  if (packed.stack !== void 0) error.stack = packed.stack;
  return error;
}
var init_task_error = __esm({
  'dist/sandbox/trees/task-error.js'() {
    'use strict';
    init_errors();
  },
});

// dist/sandbox/trees/tree-host.js
import { fork } from 'node:child_process';
import { randomUUID as randomUUID2 } from 'node:crypto';
import { join as join17 } from 'node:path';
import { fileURLToPath as fileURLToPath3 } from 'node:url';
import { MessageChannel } from 'node:worker_threads';

function open2(answer2) {
  if (answer2.error) throw unpackError(answer2.error);
  return answer2.result;
}
async function startThreadHost(cancelFolder) {
  const { Piscina: Pool } = await import('piscina');
  const filename = fileURLToPath3(
    new URL('./tree-worker.js', new URL('../sandbox/trees/tree-host.js', import.meta.url).href),
  );
  const options = {
    filename,
    minThreads: 1,
    maxThreads: 2,
    atomics: 'disabled',
    execArgv: importFlags(),
  };
  return new ThreadHost(new Pool(options), cancelFolder);
}
function importFlags() {
  return process.allowedNodeEnvironmentFlags.has(NO_REQUIRE_OF_MODULES) ? [NO_REQUIRE_OF_MODULES] : [];
}
async function hear(told, listeners, answer2) {
  if ('progress' in told) return listeners.onProgress?.(...told.progress);
  try {
    answer2({ goesOn: (await listeners.onItems?.(told.items)) === true });
  } catch {
    answer2({ goesOn: false });
  }
}
function newCancelFile(folder) {
  return join17(folder, `cancel-${randomUUID2()}`);
}
function startProcessHost(keeperPid, cancelFolder) {
  const entry = fileURLToPath3(
    new URL('./tree-process.js', new URL('../sandbox/trees/tree-host.js', import.meta.url).href),
  );
  const child = fork(entry, {
    execPath: KEEPER_PATH,
    execArgv: ['enter', String(keeperPid), process.execPath],
    env: {},
    serialization: 'advanced',
  });
  return new ProcessHost(child, cancelFolder);
}
var NO_REQUIRE_OF_MODULES, ThreadHost, ProcessHost;
var init_tree_host = __esm({
  'dist/sandbox/trees/tree-host.js'() {
    'use strict';
    init_errors();
    init_keeper();
    init_cancel();
    init_task_error();
    NO_REQUIRE_OF_MODULES = '--no-experimental-require-module';
    ThreadHost = class {
      isAlive = true;
      // the pool replaces a thread that dies
      #pool;
      #cancelFolder;
      constructor(pool, cancelFolder) {
        this.#pool = pool;
        this.#cancelFolder = cancelFolder;
      }
      async run(name, input, { signal, ...listeners } = {}) {
        return await withCancelFile(newCancelFile(this.#cancelFolder), signal, async (cancelFile) => {
          const task = { name, input, cancelFile };
          const listens = listeners.onProgress ?? listeners.onItems;
          return open2(await (listens ? this.#listen(task, listeners) : this.#pool.run(task)));
        });
      }
      async [Symbol.asyncDispose]() {
        await this.#pool.destroy();
      }
      async #listen(task, listeners) {
        const { port1, port2 } = new MessageChannel();
        port1.on('message', (told) => void hear(told, listeners, (answer2) => port1.postMessage(answer2)));
        port1.unref();
        return await this.#pool.run({ ...task, port: port2 }, { transferList: [port2] });
      }
    };
    ProcessHost = class {
      #child;
      #cancelFolder;
      #waiters = /* @__PURE__ */ new Map();
      #next = 1;
      constructor(child, cancelFolder) {
        this.#child = child;
        this.#cancelFolder = cancelFolder;
        child.on('message', (message2) => this.#receive(message2));
        child.once('exit', (code) =>
          this.#fail(new LayoverError('LAYOVER_KEEPER', `The process that reads trees ended with ${code}`)),
        );
        child.once('error', (cause) =>
          this.#fail(
            new LayoverError('LAYOVER_KEEPER', `The process that reads trees: ${cause.message}`, { cause }),
          ),
        );
        this.#idle();
      }
      async run(name, input, { signal, ...listeners } = {}) {
        return await withCancelFile(newCancelFile(this.#cancelFolder), signal, async (cancelFile) => {
          const id = this.#next++;
          const answer2 = new Promise((resolve12, reject) => {
            this.#waiters.set(id, { resolve: resolve12, reject, listeners });
          });
          this.#child.ref();
          this.#child.channel?.ref();
          this.#child.send({ id, name, input, cancelFile });
          return open2(await answer2);
        });
      }
      get isAlive() {
        return this.#child.exitCode === null && this.#child.signalCode === null;
      }
      async [Symbol.asyncDispose]() {
        if (!this.isAlive) return;
        this.#child.ref();
        const exited = new Promise((resolve12) => this.#child.once('exit', () => resolve12()));
        if (this.#child.connected) this.#child.disconnect();
        await exited;
      }
      #receive(message2) {
        const { id } = message2;
        const waiter = this.#waiters.get(id);
        if ('progress' in message2 || 'items' in message2) {
          void hear(
            message2,
            waiter?.listeners ?? {},
            (heard) => this.isAlive && this.#child.send({ id, ...heard }),
          );
          return;
        }
        this.#waiters.delete(id);
        waiter?.resolve(message2);
        if (this.#waiters.size === 0) this.#idle();
      }
      #fail(error) {
        const waiters = [...this.#waiters.values()];
        this.#waiters.clear();
        for (const waiter of waiters) waiter.reject(error);
      }
      /** Waiting for nothing, it does not hold the program open. */
      #idle() {
        this.#child.unref();
        this.#child.channel?.unref();
      }
    };
  },
});

// dist/worker/process-messages.js
var MARKER_BYTES, NODE_FOLDER, RUNNER_FOLDER;
var init_process_messages = __esm({
  'dist/worker/process-messages.js'() {
    'use strict';
    MARKER_BYTES = 16;
    NODE_FOLDER = '/.layover/node';
    RUNNER_FOLDER = '/.layover/runner';
  },
});

// dist/sandbox/workers/node-bundle.js
import {
  readdirSync as readdirSync10,
  readFileSync as readFileSync14,
  realpathSync as realpathSync5,
} from 'node:fs';
import { basename as basename3, dirname as dirname4, join as join18 } from 'node:path';
import { fileURLToPath as fileURLToPath4 } from 'node:url';

function findNode() {
  const libraries = readLibraries();
  const loader = libraries.find(isLoader);
  const shared = loader === void 0 ? [] : [{ source: loader, target: LOADER }];
  return {
    binds: [
      { source: process.execPath, target: PROGRAM },
      ...shared,
      ...libraries.flatMap(namesOf),
      { source: join18(PACKAGE, 'dist'), target: `${RUNNER_FOLDER}/dist` },
      { source: join18(PACKAGE, 'package.json'), target: `${RUNNER_FOLDER}/package.json` },
    ],
    command: [...startOf2(loader), PROGRAM, ENTRY],
  };
}
function startOf2(loader) {
  return loader === void 0 ? [] : [LOADER, '--library-path', LIBRARIES];
}
function isLoader(file) {
  return /^ld(-|\.so)/.test(basename3(file));
}
function readLibraries() {
  const files = readFileSync14('/proc/self/maps', 'utf8')
    .split('\n')
    .map((line) => line.split(/\s+/)[5] ?? '');
  return [...new Set(files.filter((file) => LIBRARY.test(file)))].sort();
}
function namesOf(file) {
  const folder = dirname4(file);
  const stem = basename3(file).replace(/\.so.*$/, '.so');
  return readdirSync10(folder)
    .filter((name) => name.startsWith(stem) && realpathSync5(join18(folder, name)) === file)
    .map((name) => ({ source: file, target: `${LIBRARIES}/${name}` }));
}
var PACKAGE, ENTRY, PROGRAM, LIBRARIES, LOADER, LIBRARY;
var init_node_bundle = __esm({
  'dist/sandbox/workers/node-bundle.js'() {
    'use strict';
    init_process_messages();
    PACKAGE = fileURLToPath4(
      new URL('../../..', new URL('../sandbox/workers/node-bundle.js', import.meta.url).href),
    );
    ENTRY = `${RUNNER_FOLDER}/dist/worker/process-entry.js`;
    PROGRAM = `${NODE_FOLDER}/node`;
    LIBRARIES = `${NODE_FOLDER}/lib`;
    LOADER = `${NODE_FOLDER}/loader`;
    LIBRARY = /^\/.*\.so(\.[\d.]+)?$/;
  },
});

// dist/sandbox/workers/warm-pool.js
var WarmPool;
var init_warm_pool = __esm({
  'dist/sandbox/workers/warm-pool.js'() {
    'use strict';
    WarmPool = class {
      #options;
      #entries = [];
      #ending = /* @__PURE__ */ new Set();
      #isClosed = false;
      constructor(options) {
        this.#options = options;
      }
      /**
       * One that is ready, or about to be; else one that is started now. It is the caller's from then on. A key stands for
       * one kind of thing: whoever takes by it starts what `refill` starts for it.
       */
      async take(key, start2) {
        for (let entry = this.#remove(key); entry !== void 0; entry = this.#remove(key)) {
          const ready = await entry.started.catch(() => void 0);
          if (ready?.isAlive) return ready;
          await ready?.[Symbol.asyncDispose]();
        }
        return await start2();
      }
      /** Starts one for the next that asks, unless there are enough; the oldest gives way to one of another key. */
      refill(key, start2) {
        if (this.#isClosed || this.#options.max === 0) return;
        if (this.#entries.filter((entry) => entry.key === key).length >= this.#options.max) return;
        while (this.#entries.length >= this.#options.max) this.#drop(this.#entries.shift());
        const started = start2();
        started.catch(() => void 0);
        const timer = setTimeout(() => this.#expire(started), this.#options.idleMs);
        timer.unref();
        this.#entries.push({ key, started, timer });
      }
      /** Settles when one of this key is ready; rejects with what keeps it from that. */
      async ready(key) {
        await this.#entries.find((entry) => entry.key === key)?.started;
      }
      async [Symbol.asyncDispose]() {
        this.#isClosed = true;
        for (const entry of this.#entries.splice(0)) this.#drop(entry);
        await Promise.all(this.#ending);
      }
      #remove(key) {
        const index = this.#entries.findIndex((entry2) => entry2.key === key);
        const [entry] = index < 0 ? [] : this.#entries.splice(index, 1);
        clearTimeout(entry?.timer);
        return entry;
      }
      #expire(started) {
        const index = this.#entries.findIndex((entry) => entry.started === started);
        if (index >= 0) this.#drop(this.#entries.splice(index, 1)[0]);
      }
      #drop(entry) {
        if (entry === void 0) return;
        clearTimeout(entry.timer);
        const ending = entry.started
          .then((one) => one[Symbol.asyncDispose]())
          .catch(() => void 0)
          .finally(() => this.#ending.delete(ending));
        this.#ending.add(ending);
      }
    };
  },
});

// dist/worker/early-answer.js
import { deserialize as deserialize2, serialize as serialize2 } from 'node:v8';

function readAnswer(bytes) {
  if (bytes.length < LENGTH_BYTES) return void 0;
  const end = LENGTH_BYTES + bytes.readUInt32LE();
  return bytes.length < end ? void 0 : deserialize2(bytes.subarray(LENGTH_BYTES, end));
}
var concat, LENGTH_BYTES, ANSWER_BYTES_MAX;
var init_early_answer = __esm({
  'dist/worker/early-answer.js'() {
    'use strict';
    ({ concat } = Buffer);
    LENGTH_BYTES = 4;
    ANSWER_BYTES_MAX = 16 << 10;
  },
});

// dist/worker/slot-output.js
import { Socket as Socket3 } from 'node:net';
import { Readable as Readable4 } from 'node:stream';

function countOfPrefix(bytes, marker) {
  for (let length = Math.min(marker.length - 1, bytes.length); length > 0; length -= 1) {
    if (bytes.subarray(bytes.length - length).equals(marker.subarray(0, length))) return length;
  }
  return 0;
}
var SlotOutput;
var init_slot_output = __esm({
  'dist/worker/slot-output.js'() {
    'use strict';
    init_early_answer();
    SlotOutput = class {
      #socket;
      #marker = new Uint8Array();
      #held = Buffer.alloc(0);
      #job;
      #isDiscarding = false;
      #onAnswer;
      #ended = Promise.resolve();
      #end = () => void 0;
      constructor(fd) {
        this.#socket = new Socket3({ fd, readable: true, writable: false });
        this.#socket.on('data', (bytes) => this.#take(bytes));
        this.#socket.on('error', () => this.end());
        this.#socket.on('close', () => this.end());
        this.#socket.unref();
      }
      /** What the job prints, until its marker comes. Told of its answer where that comes by this way. */
      begin(marker, onAnswer) {
        this.#onAnswer = onAnswer;
        this.#marker = marker;
        this.#held = Buffer.alloc(0);
        this.#isDiscarding = false;
        this.#ended = new Promise((resolve12) => {
          this.#end = resolve12;
        });
        this.#job = new Readable4({ read: () => void this.#socket.resume() });
        return this.#job;
      }
      /** Reads on, for nobody: a job that is being ended must not be held by a full pipe. */
      discard() {
        this.#isDiscarding = true;
        this.#socket.resume();
      }
      /** Settles when the marker has come: from then on the pipe is free for the next job. */
      get ended() {
        return this.#ended;
      }
      end() {
        this.#job?.push(null);
        this.#job = void 0;
        this.#end();
      }
      destroy() {
        this.#socket.destroy();
      }
      #take(bytes) {
        if (this.#job === void 0) return this.#takeAnswer(bytes);
        const all = this.#held.length > 0 ? Buffer.concat([this.#held, bytes]) : bytes;
        const at2 = all.indexOf(this.#marker);
        const keep2 = at2 >= 0 ? 0 : countOfPrefix(all, this.#marker);
        this.#pass(all.subarray(0, at2 >= 0 ? at2 : all.length - keep2));
        this.#held = all.subarray(all.length - keep2);
        if (at2 < 0) return;
        this.#held = Buffer.alloc(0);
        this.end();
        this.#takeAnswer(all.subarray(at2 + this.#marker.length));
      }
      #takeAnswer(bytes) {
        if (this.#onAnswer === void 0 || bytes.length === 0) return;
        this.#held = Buffer.concat([this.#held, bytes]);
        const answer2 = readAnswer(this.#held);
        if (answer2 === void 0) return;
        this.#onAnswer(answer2);
        this.#onAnswer = void 0;
        this.#held = Buffer.alloc(0);
      }
      #pass(bytes) {
        if (bytes.length === 0 || this.#isDiscarding) return;
        if (this.#job?.push(bytes) === false) this.#socket.pause();
      }
    };
  },
});

// dist/worker/worker-host.js
import { fork as fork2 } from 'node:child_process';
import { randomBytes as randomBytes5 } from 'node:crypto';
import { fileURLToPath as fileURLToPath5 } from 'node:url';

var ENTRY2, FIRST_FD, MARKER_BYTES2, WorkerHost;
var init_worker_host = __esm({
  'dist/worker/worker-host.js'() {
    'use strict';
    init_errors();
    init_syscalls();
    init_slot_output();
    ENTRY2 = fileURLToPath5(
      new URL('./worker-process.js', new URL('../worker/worker-host.js', import.meta.url).href),
    );
    FIRST_FD = 4;
    MARKER_BYTES2 = 16;
    WorkerHost = class {
      #child;
      #outputs;
      #free;
      #waiting = [];
      #running = /* @__PURE__ */ new Map();
      #exited;
      #gone;
      constructor({ slots, attach, starter = [process.execPath] }) {
        const pipes = Array.from({ length: 2 * slots }, () => syscalls.pipe());
        const [execPath, ...execArgv] = starter;
        this.#child = fork2(ENTRY2, {
          execPath,
          execArgv,
          env: {},
          serialization: 'advanced',
          stdio: ['ignore', 'ignore', 'inherit', 'ipc', ...pipes.map(([, writer]) => writer)],
        });
        for (const [, writer] of pipes) syscalls.close(writer);
        const readers = pipes.map(([reader]) => new SlotOutput(reader));
        this.#outputs = Array.from({ length: slots }, (_, index) => [
          readers[2 * index],
          readers[2 * index + 1],
        ]);
        this.#free = Array.from({ length: slots }, (_, index) => index);
        this.#exited = new Promise((resolve12) => this.#child.once('exit', () => resolve12()));
        this.#child.on('message', (reply) => this.#receive(reply));
        this.#child.once('exit', (code, signal) => this.#fail(`ended with ${signal ?? code}`));
        this.#child.once('error', (cause) => this.#fail(cause.message, cause));
        this.#child.send({ slots, firstFd: FIRST_FD, attach });
        this.#idle();
      }
      get isAlive() {
        return this.#gone === void 0;
      }
      /** Waits for a slot: one may not be free yet though its job has answered. */
      async start(request) {
        while (this.#free.length === 0 && this.#gone === void 0)
          await new Promise((resolve12) => this.#waiting.push(resolve12));
        if (this.#gone) throw this.#gone;
        return this.#startIn(this.#free.pop(), request);
      }
      #startIn(slot, request) {
        const marker = randomBytes5(MARKER_BYTES2);
        const [stdout, stderr] = this.#outputs[slot];
        let onAnswer = () => void 0;
        const answered = new Promise((resolve12, reject) => {
          onAnswer = resolve12;
          this.#running.set(slot, { marker, resolve: resolve12, reject });
        });
        this.#child.ref();
        this.#child.channel?.ref();
        const discardOutput = () => {
          stdout.discard();
          stderr.discard();
        };
        const job = {
          stdout: stdout.begin(marker, onAnswer),
          stderr: stderr.begin(marker),
          answered,
          abort: () => this.#ask(slot, marker, 'abort'),
          discardOutput,
          terminate: () => {
            discardOutput();
            this.#ask(slot, marker, 'terminate');
          },
        };
        this.#send({ kind: 'run', slot, job: { ...request, marker } });
        return job;
      }
      async [Symbol.asyncDispose]() {
        this.#child.ref();
        if (this.#child.connected) this.#child.disconnect();
        await this.#exited;
        for (const output of this.#outputs.flat()) output.destroy();
      }
      /** Nothing where that job has ended, and another one may have its slot. */
      #ask(slot, marker, kind2) {
        if (this.#running.get(slot)?.marker === marker) this.#send({ kind: kind2, slot });
      }
      #send(request) {
        if (this.#child.connected) this.#child.send(request);
      }
      #receive({ slot, answer: answer2 }) {
        const running = this.#running.get(slot);
        running?.resolve(answer2);
        const ended = (this.#outputs[slot] ?? []).map((output) => output.ended);
        void Promise.all(ended).then(() => {
          this.#running.delete(slot);
          this.#free.push(slot);
          this.#waiting.shift()?.();
          if (this.#running.size === 0) this.#idle();
        });
      }
      #fail(reason, cause) {
        this.#gone ??= new LayoverError('LAYOVER_WORKER', `The process that runs worker jobs ${reason}`, {
          cause,
        });
        const running = [...this.#running.values()];
        this.#running.clear();
        for (const wake of this.#waiting.splice(0)) wake();
        for (const { reject } of running) reject(this.#gone);
        for (const output of this.#outputs.flat()) output.end();
      }
      /** Waiting for nothing, it does not hold the program open. */
      #idle() {
        this.#child.unref();
        this.#child.channel?.unref();
      }
    };
  },
});

// dist/sandbox/workers/workers.js
async function startWorkers(home, { slots, keeperPid }) {
  const starter = keeperPid === void 0 ? void 0 : [KEEPER_PATH, 'enter', String(keeperPid), process.execPath];
  return await Promise.resolve(new WorkerHost({ slots, attach: hostPath(home.attach), starter }));
}
var init_workers = __esm({
  'dist/sandbox/workers/workers.js'() {
    'use strict';
    init_bytes_path();
    init_keeper();
    init_worker_host();
  },
});

// dist/sandbox/machine.js
var QUIET_MS, IDLE_MS, Machine;
var init_machine = __esm({
  'dist/sandbox/machine.js'() {
    'use strict';
    init_bytes_path();
    init_cleanup();
    init_id_map();
    init_keeper();
    init_open2();
    init_own_map();
    init_architecture();
    init_filter();
    init_policy();
    init_jobs();
    init_tree_host();
    init_node_bundle();
    init_warm_pool();
    init_workers();
    QUIET_MS = 5;
    IDLE_MS = 6e4;
    Machine = class {
      home;
      mode;
      homePath;
      #ownMap;
      #ownMapReason;
      #keeper;
      #landlockAbi = 0;
      #isSealed = false;
      #filter;
      #trees;
      #workers;
      #options;
      #processes;
      #node;
      #groups;
      #free = [];
      #spare;
      #quiet;
      #cleanup = new Cleanup();
      constructor(home, options = { concurrency: 1, warm: 0 }) {
        this.home = home;
        this.#options = options;
        this.mode = process.getuid?.() === 0 ? 'root' : 'rootless';
        this.homePath = hostPath(home.path);
      }
      /** One that died is followed by another: only the jobs it had are lost. */
      async keeper() {
        this.#keeper ??= this.#startKeeper();
        const known = this.#keeper;
        if ((await known).isAlive) return await known;
        if (this.#keeper === known) this.#keeper = this.#startKeeper();
        return await this.#keeper;
      }
      async trees() {
        this.#trees ??= this.#startTrees();
        const trees = await this.#trees;
        if (trees.isAlive) return trees;
        this.#trees = this.#startTrees();
        return await this.#trees;
      }
      /** The process whose threads run worker jobs, as many at once as jobs may run. */
      async workers() {
        this.#workers ??= this.#startWorkers();
        const workers = await this.#workers;
        if (workers.isAlive) return workers;
        this.#workers = this.#startWorkers();
        return await this.#workers;
      }
      /** Node, as the view of such a process shows it. */
      node() {
        this.#node ??= findNode();
        return this.#node;
      }
      /** Processes that wait for worker jobs. The keeper runs by then: they end before it does. */
      processes() {
        if (this.#processes === void 0) {
          const pool = new WarmPool({ max: this.#options.warm, idleMs: IDLE_MS });
          this.#processes = pool;
          this.#cleanup.defer(async () => await pool[Symbol.asyncDispose]());
        }
        return this.#processes;
      }
      /** The kernel's version of Landlock, once the keeper runs; 0 where it has none. */
      get landlockAbi() {
        return this.#landlockAbi;
      }
      /** Whether jobs are started by a sealed copy of the keeper's program. */
      get isSealed() {
        return this.#isSealed;
      }
      /** Layover's own policy for this processor; compiled once. */
      defaultFilter() {
        this.#filter ??= buildFilter(planDefault(getArchitecture()), { fitsInit: true });
        return this.#filter;
      }
      /** Where control groups of jobs are made. */
      groups() {
        this.#groups ??= this.#openGroups();
        return this.#groups;
      }
      /** What every job here has to do without. */
      get fallbacks() {
        if (this.#ownMapReason === void 0) return [];
        return [{ wanted: 'several user ids', used: 'a single id', reason: this.#ownMapReason }];
      }
      /** A job's directory, its own from then on: one made ahead, or a new one. */
      async takeDirectory() {
        clearTimeout(this.#quiet);
        const spare = this.#spare;
        this.#spare = void 0;
        return spare ?? (await createJobDirectory(this.home));
      }
      /** Makes the next job's directory in a quiet moment: making directories is slow beside all else before a launch. */
      prepareDirectory() {
        clearTimeout(this.#quiet);
        this.#quiet = setTimeout(() => this.#makeSpare(), QUIET_MS).unref();
      }
      /** Without waiting: where it cannot be made now, the next job makes its own. */
      #makeSpare() {
        try {
          this.#spare ??= tryCreateJobDirectory(this.home);
        } catch {}
      }
      /** A job's ids, its own until given back. Root mode: a range that was used before is taken again first. */
      takeIds(user) {
        if (this.mode === 'rootless') return mapRootless(this.#ownMap ? countOfIds(this.#ownMap) : 1, user);
        const ids = this.#free.pop() ?? takeRange(this.home.locks);
        return { ...ids, release: () => void this.#free.push(ids) };
      }
      async [Symbol.asyncDispose]() {
        clearTimeout(this.#quiet);
        if (this.#spare) discardDirectory(this.home, this.#spare);
        this.#spare = void 0;
        for (const ids of this.#free.splice(0)) ids.release();
        await this.#cleanup[Symbol.asyncDispose]();
      }
      async #startKeeper() {
        if (this.mode === 'rootless') {
          const { map, reason } = await findOwnMap();
          this.#ownMap = map;
          this.#ownMapReason = reason;
        }
        const keeper = await Keeper.start(this.#ownMap);
        this.#landlockAbi = keeper.landlockAbi;
        this.#isSealed = keeper.isSealed;
        this.#cleanup.defer(async () => await keeper[Symbol.asyncDispose]());
        return keeper;
      }
      async #openGroups() {
        const groups = await openGroups(this.mode);
        this.#cleanup.defer(() => groups.close());
        return groups;
      }
      async #startWorkers() {
        const keeper = this.mode === 'root' ? void 0 : await this.keeper();
        const workers = await startWorkers(this.home, {
          slots: this.#options.concurrency,
          keeperPid: keeper?.pid,
        });
        this.#cleanup.defer(async () => await workers[Symbol.asyncDispose]());
        return workers;
      }
      async #startTrees() {
        const trees =
          this.mode === 'root'
            ? await startThreadHost(this.home.locks)
            : startProcessHost((await this.keeper()).pid, this.home.locks);
        this.#cleanup.defer(async () => await trees[Symbol.asyncDispose]());
        return trees;
      }
    };
  },
});

// dist/commit/journal.js
import { readdirSync as readdirSync11, readFileSync as readFileSync15 } from 'node:fs';

function isCommitId(name) {
  return ID_PATTERN3.test(name);
}
function readHeader(parent, id) {
  const file = joinRaw(parent, `${id}/${HEADER_NAME}`);
  try {
    const { targetRaw, ...rest } = JSON.parse(readFileSync15(fsPath(file), 'utf8'));
    return { ...rest, target: targetRaw };
  } catch (cause) {
    if (hasErrno(cause, 'ENOENT', 'ENOTDIR')) return void 0;
    throw new LayoverError('LAYOVER_HOME', `The record of commit ${id} cannot be read`, { cause });
  }
}
function listCommitIds(parent) {
  return readdirSync11(fsPath(parent)).filter(isCommitId).sort();
}
var ID_PATTERN3, HEADER_NAME;
var init_journal = __esm({
  'dist/commit/journal.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_durable();
    init_lock();
    init_constants();
    init_syscalls();
    init_remove();
    ID_PATTERN3 = /^c-[0-9a-z]{14}$/;
    HEADER_NAME = 'commit.json';
  },
});

// dist/commit/explain.js
function isSystemError(error) {
  return error instanceof Error && 'errno' in error;
}
function hintFor2(error) {
  return HINTS2[error.code ?? ''];
}
var NOT_PERMITTED, NO_ROOM2, HINTS2;
var init_explain2 = __esm({
  'dist/commit/explain.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    NOT_PERMITTED = 'Commit as a user who may change this path, or leave it out.';
    NO_ROOM2 = 'Make room on the file system of the target, then commit again.';
    HINTS2 = {
      EACCES: NOT_PERMITTED,
      EPERM: NOT_PERMITTED,
      ENOSPC: NO_ROOM2,
      EDQUOT: NO_ROOM2,
      EROFS: 'Choose a target on a writable file system.',
      EXDEV:
        'It lies in another subvolume than the rest; commit it on its own with --from and --to, or leave it out.',
      ETXTBSY: 'A program runs from it; end that, or leave the path out.',
      EBUSY: 'Something is mounted on this path; unmount it, or leave the path out.',
    };
  },
});

// dist/commit/stash.js
var STASH_PREFIX, NO_SUCH;
var init_stash = __esm({
  'dist/commit/stash.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_remove();
    init_explain2();
    init_journal();
    STASH_PREFIX = '.layover-';
    NO_SUCH = `${STASH_PREFIX}no-such-entry`;
  },
});

// dist/commit/policy.js
var init_policy2 = __esm({
  'dist/commit/policy.js'() {
    'use strict';
  },
});

// dist/commit/attributes.js
var init_attributes = __esm({
  'dist/commit/attributes.js'() {
    'use strict';
    init_errors();
    init_syscalls();
    init_policy2();
  },
});

// dist/tree/entry.js
var TYPES;
var init_entry2 = __esm({
  'dist/tree/entry.js'() {
    'use strict';
    init_constants();
    TYPES = {
      [S_IFREG]: 'file',
      [S_IFDIR]: 'directory',
      [S_IFLNK]: 'symlink',
      [S_IFIFO]: 'fifo',
      [S_IFSOCK]: 'socket',
      [S_IFCHR]: 'character',
      [S_IFBLK]: 'block',
    };
  },
});

// dist/commit/seen.js
var init_seen = __esm({
  'dist/commit/seen.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_entry2();
    init_open();
  },
});

// dist/commit/real-target.js
import { mkdirSync as mkdirSync6, realpathSync as realpathSync6, rmdirSync as rmdirSync2 } from 'node:fs';

function realTarget(path2) {
  try {
    if (isThere2(path2)) return realPath3(path2);
    const { parent, name } = splitRaw(path2);
    return joinRaw(realPath3(parent === '' ? '/' : parent), name).replace('//', '/');
  } catch (cause) {
    throw notATarget(path2, cause);
  }
}
function realPath3(path2) {
  return rawFromBytes(realpathSync6(fsPath(path2), { encoding: 'buffer' }));
}
function isThere2(path2) {
  try {
    syscalls.stat(AT_FDCWD, path2);
    return true;
  } catch {
    return false;
  }
}
function notATarget(path2, cause) {
  const message2 = `${quoteRaw(path2)} cannot be the target of a commit: ${messageOf(cause)}`;
  const hint =
    (isSystemError(cause) && hintFor2(cause)) || 'Name a directory, or a new one in a directory that exists.';
  return new LayoverError('LAYOVER_COMMIT_TARGET', message2, { cause, hint });
}
var init_real_target = __esm({
  'dist/commit/real-target.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_explain2();
  },
});

// dist/commit/volumes.js
function hasMountsBelow(directory) {
  const real = isThere2(directory) ? realTarget(directory) : directory;
  return readMountTable().some((mount) => belowTarget(mount, real) !== void 0);
}
function belowTarget({ at: at2 }, target) {
  if (at2 === target || !isBelow(at2, target === '/' ? ROOT_PATH : target)) return void 0;
  return at2.slice(target === '/' ? 1 : target.length + 1);
}
var init_volumes = __esm({
  'dist/commit/volumes.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_entry2();
    init_mount_table();
    init_real_target();
  },
});

// dist/commit/target-tree.js
var init_target_tree = __esm({
  'dist/commit/target-tree.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_open_directories();
    init_seen();
    init_volumes();
  },
});

// dist/commit/exchange.js
var init_exchange = __esm({
  'dist/commit/exchange.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_open();
    init_attributes();
    init_explain2();
    init_seen();
    init_target_tree();
    init_volumes();
  },
});

// dist/commit/take-back.js
var init_take_back = __esm({
  'dist/commit/take-back.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    init_exchange();
    init_stash();
    init_target_tree();
    init_volumes();
  },
});

// dist/commit/recover.js
function needsRecovery(commits) {
  return listCommitIds(commits).some((id) => {
    try {
      const state = readHeader(commits, id)?.state;
      return state !== 'committed' && state !== 'stuck';
    } catch {
      return false;
    }
  });
}
var init_recover = __esm({
  'dist/commit/recover.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_lock();
    init_syscalls();
    init_remove();
    init_journal();
    init_stash();
    init_take_back();
  },
});

// dist/commit/undo.js
function listCommits(commits) {
  const headers = listCommitIds(commits).map((id) => readHeader(commits, id));
  return headers.filter((header) => header?.state === 'committed' || header?.state === 'stuck').reverse();
}
var init_undo = __esm({
  'dist/commit/undo.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_exchange();
    init_journal();
    init_take_back();
  },
});

// dist/sandbox/result/commits.js
var commits_exports = {};
__export(commits_exports, {
  Commits: () => Commits,
  UNDO_DAYS: () => UNDO_DAYS,
  recoverKilledCommits: () => recoverKilledCommits,
});
async function recoverKilledCommits({ home, trees }) {
  const commits = hostPath(home.commits);
  if (!needsRecovery(commits)) return [];
  return await (await trees()).run('recoverCommits', { commits });
}
var DAY_MS, UNDO_DAYS, Commits;
var init_commits = __esm({
  'dist/sandbox/result/commits.js'() {
    'use strict';
    init_bytes_path();
    init_recover();
    init_undo();
    DAY_MS = 24 * 60 * 60 * 1e3;
    UNDO_DAYS = 14;
    Commits = class {
      #context;
      constructor(context) {
        this.#context = context;
      }
      /** Those that can be taken back, newest first. */
      list() {
        return listCommits(hostPath(this.#context.home.commits));
      }
      /** Puts everything back as it was before; where somebody has changed it since, nothing: LAYOVER_COMMIT_CONFLICT. */
      async undo(id, options) {
        const trees = await this.#context.trees();
        return await trees.run('undoCommit', { commits: hostPath(this.#context.home.commits), id }, options);
      }
      /** Forgets those that are older than `UNDO_DAYS`, with what they displaced. Answers with them. */
      async expire({ isDryRun = false } = {}) {
        const trees = await this.#context.trees();
        const commits = hostPath(this.#context.home.commits);
        return await trees.run('expireCommits', { commits, ageMs: UNDO_DAYS * DAY_MS, isDryRun });
      }
    };
  },
});

// dist/diff/change.js
function typeOfChange(change) {
  const entry = change.after ?? change.before;
  if (entry === void 0) throw new Error(`A ${change.kind} change without an entry`);
  return entry.type;
}
function changeToJson(change) {
  const { before, after, digests, hardLinks, hardLinkCount } = change;
  return {
    ...jsonPath(change.path),
    change: change.kind,
    type: typeOfChange(change),
    ...(before && { before: entryToJson(before, { digest: digests?.before }) }),
    ...(after && { after: entryToJson(after, { digest: digests?.after, hardLinks, hardLinkCount }) }),
  };
}
function entryToJson(entry, { digest: digest2, hardLinks, hardLinkCount }) {
  const { mode, uid, gid, size, mtimeNs, device, target, xattrs } = entry;
  return {
    type: entry.type,
    mode,
    uid,
    gid,
    size,
    mtimeNs: String(mtimeNs),
    ...(digest2 && { digest: digest2 }),
    ...(device && { device }),
    ...(target !== void 0 && { target: jsonPath(target) }),
    ...(xattrs.length > 0 && { xattrs: xattrsToJson(xattrs) }),
    ...(hardLinks && { hardLinks: hardLinks.map((path2) => plainOrRecord(path2)) }),
    ...(hardLinkCount && { hardLinkCount }),
  };
}
function xattrsToJson(xattrs) {
  return Object.fromEntries(xattrs.map(([name, value]) => [name, Buffer.from(value).toString('base64')]));
}
function plainOrRecord(path2) {
  const json = jsonPath(path2);
  return 'path' in json ? json.path : json;
}
var init_change = __esm({
  'dist/diff/change.js'() {
    'use strict';
    init_bytes_path();
  },
});

// dist/sandbox/trees/batches.js
async function* takeBatches(start2) {
  let announce = () => void 0;
  const nextTurn2 = async () =>
    await new Promise((resolve12) => {
      announce = resolve12;
    });
  let next = nextTurn2();
  const work = start2(async (items) => {
    return await new Promise((answer2) => announce({ items, answer: answer2 }));
  });
  work.then(
    () => announce(void 0),
    () => announce(void 0),
  );
  let isWanted2 = false;
  try {
    for (let turn = await next; turn !== void 0; turn = await next) {
      next = nextTurn2();
      isWanted2 = false;
      try {
        yield turn.items;
        isWanted2 = true;
      } finally {
        turn.answer(isWanted2);
      }
    }
    isWanted2 = true;
  } finally {
    await work.catch((error) => {
      const isStopped = error instanceof LayoverError && error.code === 'LAYOVER_CANCELED';
      if (isWanted2 || !isStopped) throw error;
    });
  }
}
var WEIGHT_MAX;
var init_batches = __esm({
  'dist/sandbox/trees/batches.js'() {
    'use strict';
    init_errors();
    WEIGHT_MAX = 32 * 1024;
  },
});

// dist/commit/report-notes.js
var ReportCollector;
var init_report_notes = __esm({
  'dist/commit/report-notes.js'() {
    'use strict';
    ReportCollector = class {
      #lists = { skipped: [], stripped: [], privileged: [] };
      add(notes) {
        for (const { list, note } of notes) this.#lists[list].push(note);
      }
      build(counts) {
        return { ...counts, ...this.#lists };
      }
    };
  },
});

// dist/sandbox/trees/read-report.js
async function readReport(commit2) {
  const notes = new ReportCollector();
  const counts = await commit2((items) => {
    notes.add(items);
    return true;
  });
  return notes.build(counts);
}
var init_read_report = __esm({
  'dist/sandbox/trees/read-report.js'() {
    'use strict';
    init_report_notes();
  },
});

// dist/sandbox/result/job-log.js
import { createReadStream } from 'node:fs';
import { open as open3 } from 'node:fs/promises';

async function* readLog(path2) {
  const handle = await open3(path2).catch(() => void 0);
  if (handle) yield* createReadStream('', { fd: handle });
}
var init_job_log = __esm({
  'dist/sandbox/result/job-log.js'() {
    'use strict';
  },
});

// dist/sandbox/result/view-path.js
function viewPath(text3) {
  const parts = rawFromText(text3)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw new LayoverError(
      'LAYOVER_USAGE',
      `A path in the view must not contain "..": ${JSON.stringify(text3)}`,
    );
  }
  return parts.join('/');
}
var init_view_path = __esm({
  'dist/sandbox/result/view-path.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
  },
});

// dist/sandbox/result/job.js
import { join as join19 } from 'node:path';
import { Readable as Readable5 } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

var CHANGES_PER_TURN, Job;
var init_job = __esm({
  'dist/sandbox/result/job.js'() {
    'use strict';
    init_bytes_path();
    init_timeline();
    init_volumes();
    init_change();
    init_refs();
    init_syscalls();
    init_jobs();
    init_export_target();
    init_layers();
    init_batches();
    init_read_report();
    init_job_log();
    init_view_path();
    CHANGES_PER_TURN = 256;
    Job = class {
      #record;
      #context;
      #timeline;
      #settled = { kind: 'kept' };
      /** `timeline`: what has been measured of it, and goes on being measured. */
      constructor(record, context, timeline) {
        this.#record = record;
        this.#context = context;
        this.#timeline = timeline;
      }
      get id() {
        return this.#record.id;
      }
      /** Whether it ran over this machine's own root. */
      get showsMachine() {
        return this.#record.sandbox?.definition === 'host';
      }
      get outcome() {
        return this.#record.outcome;
      }
      get result() {
        const { id: job, outcome, usage, changes, receipt } = this.#record;
        const profile = this.#timeline && { profile: this.#timeline.profile };
        return { job, outcome, usage, changes, settled: this.#settled, receipt, ...profile };
      }
      /** Each change with its path as text (or `pathBase64`), as `diff --json` prints it. */
      async *changes(options = {}) {
        for (const [index, change] of (await this.readChanges(options)).entries()) {
          options.signal?.throwIfAborted();
          if (index % CHANGES_PER_TURN === 0) await nextTurn();
          yield changeToJson(change);
        }
      }
      /** Every change, sorted by path; paths are raw. */
      async readChanges({ digests, ...options } = {}) {
        const changes = [];
        const onItems = (items) => changes.push(...items) > 0;
        await this.#read('changes', { ...this.#view(), ...this.#own(), digests }, { ...options, onItems });
        return changes;
      }
      /**
       * The diff as text, in pieces: of these paths and what is below them, by default all. The next piece is made when the
       * last was taken; until the end a thread waits for that.
       */
      async *render(form, { paths: paths2 = [], ...options } = {}) {
        const input = { ...this.#view(), ...this.#own(), form, paths: paths2.map(viewPath) };
        const pieces2 = takeBatches((onItems) => this.#read('render', input, { ...options, onItems }));
        for await (const piece of pieces2) yield* piece;
      }
      /** Applies the changes to a directory, all or none; what they displace is kept for `Layover.undo`. */
      async commit(options) {
        const target = hostPath(options.to);
        const report = await readReport((onItems) =>
          this.#read('commitDirectory', this.#commitInput(options), { ...options, onItems }),
        );
        this.#settled = {
          kind: 'committed',
          to: Buffer.from(target, 'latin1').toString(),
          applied: report.applied,
        };
        return report;
      }
      /** What `commit` would do, path by path. */
      async plan(options) {
        const lines = [];
        const onItems = (items) => lines.push(...items) > 0;
        await this.#read('planCommit', this.#commitInput(options), { ...options, onItems });
        return lines;
      }
      /**
       * The file systems that `commit` would change, in their order: with more than one, all are taken back where one fails,
       * but who looks meanwhile can see one changed and the next not yet. Empty where nothing is mounted below the target.
       */
      async volumes(options) {
        if (!hasMountsBelow(hostPath(options.to))) return [];
        return await this.#read('commitVolumes', this.#commitInput(options), options);
      }
      /** Writes the changes as the tar of one OCI layer, deletions as whiteouts. */
      async commitTar(options) {
        const file = options.file === 1 ? options.file : hostPath(options.file);
        const input = { ...this.#view(), ...this.#choice(options), file };
        const report = await readReport((onItems) => this.#read('commitTar', input, { ...options, onItems }));
        this.#settled = {
          kind: 'committed',
          to: file === 1 ? 'standard output' : Buffer.from(file, 'latin1').toString(),
          applied: report.applied,
        };
        return report;
      }
      /** Stores the changes as a layer on top of the job's lowers, and names the chain. The job stays as it is. */
      async commitLayer({ name, ...options }) {
        const { command, receipt } = this.#record;
        const input = {
          ...this.#view(),
          ...this.#choice(options),
          name: parseRefName(name),
          store: this.#context.home.store,
          style: receipt.mode === 'root' ? 'trusted' : 'user',
          createdBy: command.map(quoteRaw).join(' '),
        };
        const report = await this.#read('commitLayer', input, options);
        this.#settled = { kind: 'committed', to: input.name, applied: report.applied };
        return report;
      }
      /** Adds an image to an OCI layout: the changes as its topmost layer, on top of the job's lowers. Nothing is stored. */
      async commitOci(options) {
        const { directory, tag, from, only, except, signal, onProgress, ...settings } = options;
        const { command, createdAt, receipt } = this.#record;
        const target = targetOf({ oci: directory, tag });
        const input = {
          ...this.#view(),
          ...this.#choice({ from, only, except }),
          ...exportInputOf(settings),
          target,
          store: this.#context.home.store,
          marks: receipt.mode === 'root' ? 'trusted' : 'user',
          createdAt,
          createdBy: command.map(quoteRaw).join(' '),
        };
        const report = await this.#read('exportJob', input, { signal, onProgress });
        const { applied } = report;
        const to = `${Buffer.from(hostPath(directory), 'latin1').toString()}:${tag}`;
        this.#settled = { kind: 'committed', to, applied };
        return { ...report, bytes: report.layers.reduce((sum, { size }) => sum + size, 0) };
      }
      /** Stores what was changed as layers, place by place; nothing where a secret is in it. */
      async commitPlaces(options) {
        const { command, receipt, rules } = this.#record;
        const { places, secrets, ...task } = options;
        const input = {
          ...this.#view(),
          rules,
          places: places.map((place) => ({
            ...place,
            at: viewPath(place.at),
            name: parseRefName(place.name),
          })),
          secrets,
          store: this.#context.home.store,
          style: receipt.mode === 'root' ? 'trusted' : 'user',
          createdBy: command.map(quoteRaw).join(' '),
        };
        return await this.#read('commitPlaces', input, task);
      }
      /** Gone at once for every reader; the bytes are deleted behind the scenes. Once is enough, twice is fine. */
      async discard() {
        if (this.#settled.kind === 'discarded') return;
        measured(this.#timeline, 'discard', () => discardKept(this.#context.home, this.id));
        this.#settled = { kind: 'discarded' };
        this.#context.emptyTrashSoon(this.#record.isUntouched ? this.id : void 0);
      }
      /** What the command printed, as far as the log kept it. */
      log(stream) {
        const path2 = join19(this.#context.home.jobs, this.id, 'log', stream);
        return Readable5.from(readLog(path2));
      }
      /** Nobody discards the job meanwhile. */
      async #read(name, input, options) {
        const lock = lockForReading(this.#context.home, this.id);
        try {
          const trees = await this.#context.trees();
          return await measured(this.#timeline, name, () => trees.run(name, input, options));
        } finally {
          syscalls.close(lock);
        }
      }
      #choice({ from, only, except }) {
        const { rules } = this.#record;
        return { from: from === void 0 ? void 0 : viewPath(from), only, except, rules };
      }
      #commitInput(options) {
        const { faithful, onConflict, merge, allowProtected, maxDeletes } = options;
        const { home } = this.#context;
        return {
          ...this.#view(),
          ...this.#choice(options),
          ...{ faithful, onConflict, merge, allowProtected, maxDeletes },
          job: this.id,
          target: hostPath(options.to),
          home: hostPath(home.path),
          commits: hostPath(home.commits),
          jobDirectory: this.#own().recordIn,
        };
      }
      /** Where it is recorded what the job changed. */
      #own() {
        return { recordIn: hostPath(join19(this.#context.home.jobs, this.id)) };
      }
      #view() {
        const { parts, mountPoints } = this.#record;
        return { parts, mountPoints };
      }
    };
  },
});

// dist/sandbox/state/home.js
import {
  mkdir as mkdir2,
  readFile as readFile6,
  realpath,
  stat as stat2,
  writeFile as writeFile3,
} from 'node:fs/promises';
import { homedir as homedir2 } from 'node:os';
import { join as join20, resolve as resolve5 } from 'node:path';

function defaultHome() {
  const { LAYOVER_HOME, XDG_DATA_HOME } = process.env;
  if (LAYOVER_HOME) return LAYOVER_HOME;
  if (process.getuid?.() === 0) return '/var/lib/layover';
  return join20(XDG_DATA_HOME || join20(personalDirectory(), '.local/share'), 'layover');
}
function personalDirectory() {
  try {
    return homedir2();
  } catch (cause) {
    const message2 = `User ${process.getuid?.()} has no home directory, and HOME is not set`;
    throw new LayoverError('LAYOVER_HOME', message2, {
      cause,
      hint: 'Set LAYOVER_HOME to a directory of your own.',
    });
  }
}
async function openHome(path2 = defaultHome()) {
  const asked = resolve5(path2);
  let root = asked;
  try {
    await mkdir2(asked, { recursive: true, mode: 448 });
    root = await realpath(asked);
    await checkOwner(root);
    await Promise.all(FOLDERS.map((name) => mkdir2(join20(root, name), { recursive: true, mode: 448 })));
    await checkFormat(join20(root, 'format'));
  } catch (cause) {
    throw cause instanceof LayoverError ? cause : homeError(root, cause);
  }
  const [jobs, trash, locks, attach, quarantine] = FOLDERS.map((name) => join20(root, name));
  const [runs, cache, commits] = [join20(root, 'runs'), join20(root, 'cache'), join20(root, 'commits')];
  const store = storeIn(hostPath(root));
  return { path: root, jobs, trash, locks, attach, quarantine, commits, runs, cache, store };
}
async function checkOwner(root) {
  const { uid, mode } = await stat2(root);
  if (uid !== process.getuid?.()) {
    throw new LayoverError('LAYOVER_HOME', `The state directory ${root} belongs to user ${uid}`, {
      hint: 'Set LAYOVER_HOME to a directory of your own.',
    });
  }
  if ((mode & 63) !== 0) {
    throw new LayoverError(
      'LAYOVER_HOME',
      `The state directory ${root} is open to others (mode ${(mode & 511).toString(8)})`,
      {
        hint: `Run: chmod 700 ${root}`,
      },
    );
  }
}
async function checkFormat(file) {
  try {
    const seen = await readFile6(file, 'utf8');
    if (seen === FORMAT) return;
    throw new LayoverError(
      'LAYOVER_HOME',
      `${file} says ${JSON.stringify(seen)}; this layover writes ${JSON.stringify(FORMAT)}`,
      {
        hint: 'Use the layover that made it, or another LAYOVER_HOME.',
      },
    );
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
    await writeFile3(file, FORMAT, { mode: 384 });
  }
}
function homeError(root, cause) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new LayoverError('LAYOVER_HOME', `The state directory ${root} cannot be used: ${reason}`, {
    cause,
    hint: 'Set LAYOVER_HOME to a directory of your own on a local file system.',
  });
}
var FORMAT, FOLDERS;
var init_home = __esm({
  'dist/sandbox/state/home.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_store();
    FORMAT = '1\n';
    FOLDERS = [
      'jobs',
      'trash',
      'locks',
      'attach',
      'quarantine',
      'commits',
      'layers/sha256',
      'refs',
      'staging',
      'runs',
      'cache/jobs',
      'cache/files',
      'cache/last',
    ];
  },
});

// dist/sandbox/state/runs.js
import { randomBytes as randomBytes6 } from 'node:crypto';
import {
  linkSync,
  mkdirSync as mkdirSync7,
  readdirSync as readdirSync12,
  readFileSync as readFileSync16,
  renameSync as renameSync5,
  writeFileSync as writeFileSync7,
} from 'node:fs';
import { join as join21 } from 'node:path';

function newRunId(now = Date.now()) {
  const random = randomBytes6(4).readUInt32BE(0) % 36 ** 5;
  return `r-${now.toString(36).padStart(9, '0')}${random.toString(36).padStart(5, '0')}`;
}
function isRunWord(word) {
  const [run = ''] = word.split('/');
  return word.includes('/') && (run === LAST || ID_PATTERN4.test(run));
}
function listRuns(home) {
  return readdirSync12(home.runs)
    .filter((name) => ID_PATTERN4.test(name))
    .sort()
    .reverse();
}
function findRunJob(home, word) {
  const cut = word.indexOf('/');
  const [run, name] = [word.slice(0, cut), word.slice(cut + 1)];
  const id = run === LAST ? listRuns(home)[0] : run;
  if (id === void 0)
    throw unknown(`There is no run of a pipeline in ${home.path}`, 'Start one: layover pipeline run.');
  const directory = join21(home.runs, id);
  const record = readJobs(directory).find((one) => one.name === name);
  if (record) return { directory, record };
  const names = readJobs(directory).map((one) => one.name);
  const hint = names.length === 0 ? 'No job of it has ended.' : `Its jobs are ${names.join(', ')}.`;
  throw unknown(`The run ${id} has no job ${JSON.stringify(name)}`, hint);
}
function getKeptId(home, word) {
  const { record } = findRunJob(home, word);
  if (record.job !== void 0) return record.job;
  throw unknown(
    `The job ${word} was not run, so it changed nothing`,
    'See `layover pipeline show` for how it ended.',
  );
}
function logPath(directory, name, stream) {
  return join21(directory, 'log', `${fileNameOf(name)}.${stream}`);
}
function readJobs(directory) {
  return listIfThere(join21(directory, 'jobs'))
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .map((name) => parseRecord3(join21(directory, 'jobs', name)));
}
function createRun(home, id) {
  const directory = join21(home.runs, id);
  for (const name of ['jobs', 'log']) mkdirSync7(join21(directory, name), { recursive: true, mode: 448 });
  return directory;
}
function writeRunJob(directory, record) {
  writeWhole(join21(directory, 'jobs'), `${fileNameOf(record.name)}.json`, record);
}
function writeRun(directory, about) {
  writeWhole(directory, 'run.json', about);
}
function linkLog(from, to) {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!hasErrno(error, 'ENOENT', 'EEXIST')) throw error;
  }
}
function writeWhole(directory, name, value) {
  const temporary = join21(directory, `.${name}.${randomBytes6(4).toString('hex')}`);
  writeFileSync7(
    temporary,
    `${JSON.stringify(value)}
`,
    { mode: 384 },
  );
  renameSync5(temporary, join21(directory, name));
}
function fileNameOf(name) {
  return encodeURIComponent(name).slice(0, 200);
}
function parseRecord3(file) {
  try {
    return JSON.parse(readFileSync16(file, 'utf8'));
  } catch (cause) {
    throw new LayoverError('LAYOVER_HOME', `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
function listIfThere(directory) {
  try {
    return readdirSync12(directory);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}
function unknown(message2, hint) {
  return new LayoverError('LAYOVER_JOB_UNKNOWN', message2, { hint });
}
var ID_PATTERN4, LAST;
var init_runs = __esm({
  'dist/sandbox/state/runs.js'() {
    'use strict';
    init_errors();
    ID_PATTERN4 = /^r-[0-9a-z]{14}$/;
    LAST = 'last';
  },
});

// dist/worker/code-folder.js
var CODE_FOLDER;
var init_code_folder = __esm({
  'dist/worker/code-folder.js'() {
    'use strict';
    CODE_FOLDER = '/.layover/code';
  },
});

// dist/worker/code-roots.js
import { existsSync as existsSync5, realpathSync as realpathSync7, statSync as statSync10 } from 'node:fs';
import { dirname as dirname5, join as join22 } from 'node:path';

function resolveCode(worker, avoid) {
  const { path: path2, exportName } = splitWorker(worker);
  const { file, version } = findFile(path2, worker);
  const roots = findRoots(dirname5(file)).filter((root) => !isBelow2(avoid, root));
  const all = roots.some((root) => isBelow2(file, root)) ? roots : [...roots, dirname5(file)];
  return {
    module: { file: viewPathOf(file), exportName, version },
    label: exportName === 'default' ? path2 : `${path2}#${exportName}`,
    roots: all.filter((root) => !all.some((other) => other !== root && isBelow2(root, other))),
  };
}
function viewPathOf(path2) {
  return `${CODE_FOLDER}${path2}`;
}
function splitWorker(worker) {
  const at2 = worker.lastIndexOf('#');
  if (at2 <= 0 || existsSync5(worker)) return { path: worker, exportName: 'default' };
  return { path: worker.slice(0, at2), exportName: worker.slice(at2 + 1) || 'default' };
}
function findFile(path2, worker) {
  try {
    const file = realpathSync7(path2);
    const { mtimeNs, ino, size } = statSync10(file, { bigint: true });
    if (!statSync10(file).isFile()) throw new Error('it is no file');
    return { file, version: `${mtimeNs}-${ino}-${size}` };
  } catch (cause) {
    const reason = hasErrno(cause, 'ENOENT') ? 'there is no such file' : messageOf(cause);
    throw new LayoverError(
      'LAYOVER_USAGE',
      `The worker ${JSON.stringify(worker)} cannot be used: ${reason}`,
      {
        cause,
        hint: 'Give the path of a module that exports a function: FILE, or FILE#EXPORT.',
      },
    );
  }
}
function findRoots(folder) {
  const above = parentsOf(folder).filter((directory) => directory !== '/');
  const nearest = above.find((directory) => existsSync5(join22(directory, 'package.json')));
  const modules = parentsOf(folder).map((directory) => join22(directory, 'node_modules'));
  return [nearest ?? folder, ...modules.filter((directory) => existsSync5(directory))];
}
function parentsOf(folder) {
  const parents = [folder];
  for (let at2 = folder; at2 !== '/'; at2 = dirname5(at2)) parents.push(dirname5(at2));
  return parents;
}
function isBelow2(path2, folder) {
  return path2 === folder || path2.startsWith(`${folder}/`);
}
var init_code_roots = __esm({
  'dist/worker/code-roots.js'() {
    'use strict';
    init_errors();
    init_code_folder();
  },
});

// dist/sandbox/store/basis.js
import { lstatSync as lstatSync6, realpathSync as realpathSync8 } from 'node:fs';

async function findBasis(sandbox, homePath) {
  const definition = await readDefinition(sandbox);
  const store = storeIn(hostPath(homePath));
  const { lowers = [], directory, expose, project = '/work', seccomp } = definition;
  const words = lowers.filter((word) => word !== 'host').map((word) => ({ word, base: directory }));
  const resolved = resolveLowers(words, store);
  const layers = words.flatMap((one) => {
    const ids = resolveLowers([one], store).flatMap((path2) => findLayerOf(store, path2) ?? []);
    return ids.length === 0 ? [] : [{ word: one.word, ids }];
  });
  const directories = resolved.filter((path2) => findLayerOf(store, path2) === void 0);
  const isFile = seccomp !== void 0 && seccomp !== 'default' && seccomp !== 'off';
  const files = isFile ? [hostPath(seccomp, directory)] : [];
  return {
    definition,
    project,
    layers,
    trees: withoutInner([
      ...directories,
      ...files,
      ...(lowers.includes('host') ? shownPaths(expose ?? []) : []),
    ]),
    isWholeHost: lowers.includes('host') && expose === void 0,
  };
}
function shownPaths(expose) {
  return expose.flatMap((path2) => {
    const own = hostPath(path2);
    try {
      const real = rawFromBytes(realpathSync8.native(fsPath(own), { encoding: 'buffer' }));
      const isLink = lstatSync6(fsPath(own)).isSymbolicLink();
      if (isLink && !own.slice(1).includes('/')) return [own];
      return isLink ? [own, real] : [real];
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return [];
      throw error;
    }
  });
}
function withoutInner(paths2) {
  const unique = [...new Set(paths2)].sort();
  return unique.filter((path2) => !unique.some((other) => other !== path2 && isBelow(path2, other)));
}
var init_basis = __esm({
  'dist/sandbox/store/basis.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_store();
    init_lowers();
    init_read_definition();
  },
});

// dist/sandbox/store/layer-work.js
import { createHash as createHash3 } from 'node:crypto';
import { join as join23 } from 'node:path';

function styleOf(mode) {
  return mode === 'root' ? 'trusted' : 'user';
}
var __addDisposableResource4, __disposeResources4, LayerWork;
var init_layer_work = __esm({
  'dist/sandbox/store/layer-work.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_lock();
    init_record();
    init_refs();
    init_store();
    init_code_roots();
    init_lowers();
    init_key_lock();
    init_read_report();
    init_basis();
    __addDisposableResource4 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources4 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    LayerWork = class {
      #context;
      constructor(context) {
        this.#context = context;
      }
      /** The project as it is now, once for each selection, as layers. */
      async takeSnapshots(project, selections, options) {
        const { home, mode } = this.#context;
        const { real } = resolveDirectory(hostPath(project), 'project');
        const name = createHash3('sha256').update(real, 'latin1').digest('hex');
        const state = hostPath(home.path);
        const input = {
          store: home.store,
          style: styleOf(mode),
          project: real,
          selections,
          knownFile: join23(home.cache, 'files', name),
          apart: isBelow(state, real) ? state.slice(real.length + 1) : void 0,
        };
        return await (await this.#context.trees()).run('takeSnapshots', input, options);
      }
      /** Of each of them. */
      async identify(roots, options) {
        return await (await this.#context.trees()).run('identifyTrees', { roots }, options);
      }
      /** The first of the pairs of layers that changed the same path. */
      async findConflict(pairs, options) {
        if (pairs.length === 0) return void 0;
        const trees = await this.#context.trees();
        return await trees.run('findConflict', { store: this.#context.home.store, pairs }, options);
      }
      /** Paths that differ between two lists of layers, the first of them; undefined where a layer is gone. */
      async compare(before, after, options) {
        const { store } = this.#context.home;
        return await (await this.#context.trees()).run('compareLayers', { store, before, after }, options);
      }
      /** Applies a layer's changes to a directory, as a job's would be. */
      async apply({ layer, below, to, onConflict, job, ...options }) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
          const { from, only, except, ...task } = options;
          const { store, path: path2, commits } = this.#context.home;
          const _lease = __addDisposableResource4(env_1, this.hold([layer, ...below]), false);
          const marks = findLayer(store, layer)?.marks ?? 'user';
          const lowers = below.map((id) => treePath(store, id));
          const parts = [{ at: ROOT_PATH, lowers, upper: treePath(store, layer), marks }];
          const choice = { from, only, except };
          const trees = await this.#context.trees();
          const state = { home: hostPath(path2), commits: hostPath(commits) };
          const input = {
            parts,
            mountPoints: [],
            ...choice,
            ...state,
            target: hostPath(to),
            onConflict,
            job,
          };
          return await readReport((onItems) => trees.run('commitDirectory', input, { ...task, onItems }));
        } catch (e_1) {
          env_1.error = e_1;
          env_1.hasError = true;
        } finally {
          __disposeResources4(env_1);
        }
      }
      /** Adds a layer to a directory of plain files. */
      async save(id, directory) {
        const { store } = this.#context.home;
        await (await this.#context.trees()).run('saveLayer', { store, id, directory });
      }
      /** Brings a layer in from such a directory, and names it; false where it is not there whole. */
      async load(id, name, directory) {
        const { home, mode } = this.#context;
        const input = { store: home.store, id, name, style: styleOf(mode), directory };
        return await (await this.#context.trees()).run('loadLayer', input);
      }
      /** What a sandbox stands on; names are looked up in this runner's store. */
      async findBasis(sandbox) {
        return await findBasis(sandbox, this.#context.home.path);
      }
      /** The directories of the host that a worker's module is loaded from. */
      codeRoots(worker) {
        return resolveCode(worker, this.#context.home.path).roots;
      }
      /** The layers of a name's chain, the topmost first; none where there is no such name. */
      chainOf(name) {
        const chain = findRef(this.#context.home.store, name)?.chain ?? [];
        return chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
      }
      /** Waits until no other process holds `key`. */
      async lockKey(key, signal) {
        return await lockKey(this.#context.home, key, signal);
      }
      /** Whether the store has all of these. */
      hasLayers(ids) {
        return ids.every((id) => findLayer(this.#context.home.store, id) !== void 0);
      }
      /** Keeps layers from being collected until it is disposed of. One that is gone is LAYOVER_LAYER_UNKNOWN. */
      hold(ids) {
        const { store } = this.#context.home;
        return new LayerLease(
          store,
          ids.map((id) => treePath(store, id)),
        );
      }
      /** Takes a name away that may be gone already. */
      forget(name) {
        const { store } = this.#context.home;
        try {
          withStoreLock(store, 'shared', () => removeRef(store, name));
        } catch (error) {
          if (hasErrno(error, 'ENOENT')) return;
          if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_LAYER_UNKNOWN') throw error;
        }
      }
    };
  },
});

// dist/sandbox/workers/child-streams.js
import { Socket as Socket4 } from 'node:net';
import { Readable as Readable6 } from 'node:stream';
import { deserialize as deserialize3, serialize as serialize3 } from 'node:v8';

function isEnd(end) {
  if (typeof end !== 'object' || end === null) return false;
  const { kind: kind2, value, error, origin } = end;
  if (kind2 === 'returned') return value instanceof Uint8Array;
  return kind2 === 'threw' && isError(error) && ORIGINS.includes(String(origin));
}
function isError(error) {
  if (typeof error !== 'object' || error === null) return false;
  const { name, message: message2, stack = '' } = error;
  return [name, message2, stack].every((text3) => typeof text3 === 'string');
}
var ANSWER_BYTES_MAX2, NEXT, ChildStreams, ORIGINS;
var init_child_streams = __esm({
  'dist/sandbox/workers/child-streams.js'() {
    'use strict';
    init_syscalls();
    init_slot_output();
    ANSWER_BYTES_MAX2 = 16 << 20;
    NEXT = {
      starting: 'waiting',
      waiting: 'running',
      running: 'answering',
      answering: 'answering',
    };
    ChildStreams = class {
      ends;
      stdout;
      stderr;
      #marker;
      #input;
      #output;
      #errors;
      #ready;
      #begun;
      #isReady = () => void 0;
      #hasBegun = () => void 0;
      #stage = 'starting';
      #held = Buffer.alloc(0);
      #answer = [];
      #answerBytes = 0;
      #isGiven = false;
      constructor(marker) {
        const [stdin, input] = syscalls.pipe();
        const [output, stdout] = syscalls.pipe();
        const [errors, stderr] = syscalls.pipe();
        this.ends = { stdin, stdout, stderr };
        this.#marker = marker;
        this.#input = input;
        this.#output = new Socket4({ fd: output, readable: true, writable: false });
        this.#errors = new Socket4({ fd: errors, readable: true, writable: false });
        this.#ready = new Promise((resolve12) => {
          this.#isReady = resolve12;
        });
        this.#begun = new Promise((resolve12) => {
          this.#hasBegun = resolve12;
        });
        this.stdout = new Readable6({ read: () => void this.#output.resume() });
        this.stderr = this.#errors;
        this.#output.on('data', (bytes) => this.#take(bytes));
        for (const event of ['end', 'close', 'error']) this.#output.on(event, () => this.#end());
      }
      /** Gives up the process's ends, once its keeper has them. */
      closeJobEnds() {
        for (const fd of Object.values(this.ends)) syscalls.close(fd);
      }
      /** Settles when the process waits for its job; not at all where it ends before. */
      get ready() {
        return this.#ready;
      }
      /** Settles when the process has its job; not at all where it ends before. */
      get begun() {
        return this.#begun;
      }
      get hasBegun() {
        return this.#stage === 'running' || this.#stage === 'answering';
      }
      /** How the job ended, where the process came to say so, and nothing of it is amiss. Once its output has ended. */
      get end() {
        try {
          const end = deserialize3(Buffer.concat(this.#answer));
          return isEnd(end) ? end : void 0;
        } catch {
          return void 0;
        }
      }
      give(job) {
        this.#isGiven = true;
        const pipe = new Socket4({ fd: this.#input, readable: false, writable: true });
        pipe.on('error', () => pipe.destroy());
        pipe.end(serialize3(job));
      }
      /** Whether they hold this program open. */
      hold(isHeld3) {
        for (const socket of [this.#output, this.#errors]) isHeld3 ? socket.ref() : socket.unref();
      }
      destroy() {
        if (!this.#isGiven) syscalls.close(this.#input);
        this.#isGiven = true;
        this.#output.destroy();
        this.#errors.destroy();
      }
      #take(bytes) {
        if (this.#stage === 'answering') return this.#keep(bytes);
        const all = Buffer.concat([this.#held, bytes]);
        const at2 = all.indexOf(this.#marker);
        const rest = at2 < 0 ? all.length - countOfPrefix(all, this.#marker) : at2;
        if (this.#stage === 'running') this.#pass(all.subarray(0, rest));
        this.#held = all.subarray(rest);
        if (at2 < 0) return;
        this.#held = Buffer.alloc(0);
        if (this.#stage === 'starting') this.#isReady();
        if (this.#stage === 'waiting') this.#hasBegun();
        this.#stage = NEXT[this.#stage];
        this.#take(all.subarray(at2 + this.#marker.length));
      }
      #pass(bytes) {
        if (bytes.length > 0 && !this.stdout.push(bytes)) this.#output.pause();
      }
      #keep(bytes) {
        this.#answerBytes += bytes.length;
        if (this.#answerBytes <= ANSWER_BYTES_MAX2) this.#answer.push(bytes);
        else this.#answer = [];
      }
      #end() {
        if (this.stdout.readableEnded || this.stdout.destroyed) return;
        if (this.#stage === 'running') this.#pass(this.#held);
        this.#held = Buffer.alloc(0);
        this.stdout.push(null);
      }
    };
    ORIGINS = ['function', 'load', 'uncaught', 'unhandled-rejection'];
  },
});

// dist/sandbox/workers/job-process.js
import { randomBytes as randomBytes7 } from 'node:crypto';
import { constants as constants13 } from 'node:os';

async function startIn(setup) {
  const { machine, view, place, way, ids } = setup;
  const made = await makePlaces({
    places: view.places,
    jobPath: place.path,
    driver: way.driver,
    context: { mode: machine.mode, idMap: ids.idMap },
    trees: () => machine.trees(),
  });
  const marker = randomBytes7(MARKER_BYTES);
  const streams = new ChildStreams(marker);
  try {
    const launched = await launchWith(setup, { made, streams, word: marker.toString('hex') });
    const failed = await Promise.race([streams.ready, launched.ended]);
    if (failed !== void 0) throw failureOf(failed);
    return { made, streams, launched };
  } catch (error) {
    streams.destroy();
    throw error;
  }
}
async function launchWith(setup, { made, streams, word }) {
  const { machine, directory, ids, resolved, view } = setup;
  const keeper = await machine.keeper();
  const { end, ...spec } = launchSpec(setup, orderMounts(made.mounts, view.mounts));
  const own = {
    ...spec,
    args: [...wordsOf2(resolved), word],
    env: [],
    // the job brings its own
    ...(end && { end: { ...end, timeoutMs: void 0 } }),
    // its time begins with the job
  };
  const locks = [directory.lock, ...(ids.lock === void 0 ? [] : [ids.lock])];
  try {
    return keeper.launch(own, { ...streams.ends, locks });
  } finally {
    streams.closeJobEnds();
  }
}
function wordsOf2({ command, limits: { memoryBytes } }) {
  if (memoryBytes === void 0) return command;
  const heap = `--max-old-space-size=${Math.max(Math.floor((memoryBytes * HEAP_SHARE) / MIB), 4)}`;
  return [...command.slice(0, -1), heap, ...command.slice(-1)];
}
function failureOf(end) {
  if (end.kind === 'failed') return explainFailure(end);
  const how = end.kind === 'ended' ? `status ${end.end.status}` : end.kind;
  return new Error(`Node ended in the sandbox before it was given a job: ${how}`);
}
var JobProcess, HEAP_SHARE, MIB;
var init_job_process = __esm({
  'dist/sandbox/workers/job-process.js'() {
    'use strict';
    init_lock();
    init_syscalls();
    init_process_messages();
    init_explain();
    init_run();
    init_disk_place();
    init_job_limits();
    init_mount_order();
    init_places();
    init_child_streams();
    JobProcess = class _JobProcess {
      setup;
      made;
      streams;
      launched;
      #lease;
      #isOver = false;
      #hasEnded = false;
      constructor(setup, { made, streams, launched, lease }) {
        this.setup = setup;
        this.made = made;
        this.streams = streams;
        this.launched = launched;
        this.#lease = lease;
        const note = () => {
          this.#hasEnded = true;
        };
        launched.ended.then(note, note);
      }
      /** Whether it can be given a job. */
      get isAlive() {
        return !this.#hasEnded && !this.#isOver;
      }
      /** Whether it holds this program open: not while it only waits. */
      hold(isHeld3) {
        this.launched.hold(isHeld3);
        this.streams.hold(isHeld3);
      }
      /** When this returns, it waits for its job. SetupError where its jail cannot be made. */
      static async start(request) {
        const { machine, resolved, view } = request;
        const { lowers, places = [] } = resolved.view;
        const lease = new LayerLease(machine.home.store, [...lowers, ...places.flatMap((one) => one.lowers)]);
        const ids = machine.takeIds(resolved.user);
        const directory = await machine.takeDirectory();
        let limits;
        let place;
        try {
          limits = await JobLimits.open(resolved, machine, directory);
          place = await openDiskPlace({ machine, resolved, directory });
          const setup = { ...request, view, ids, directory, limits, place };
          const child = new _JobProcess(setup, { ...(await startIn(setup)), lease });
          child.hold(false);
          return child;
        } catch (error) {
          ids.giveUp();
          const cause = await abandonJob(error, { machine, directory, limits, place });
          syscalls.close(directory.lock);
          lease[Symbol.dispose]();
          throw cause;
        }
      }
      /** After its end, when what it left has been read and recorded. */
      release() {
        const { ids, directory, place, machine } = this.setup;
        place.drop();
        ids.release();
        syscalls.flock(directory.lock, 'unlock');
        this.#close();
        machine.prepareDirectory();
      }
      /** Whatever it does, it ends, and leaves nothing behind but what must not be touched; the error to throw. */
      async abandon(error) {
        if (this.#isOver) return error;
        this.hold(true);
        this.launched.signal(constants13.signals.SIGKILL);
        await this.launched.ended.catch(() => void 0);
        this.setup.ids.giveUp();
        const cause = await abandonJob(error, this.setup);
        this.#close();
        return cause;
      }
      async [Symbol.asyncDispose]() {
        await this.abandon(void 0);
      }
      #close() {
        this.#isOver = true;
        this.streams.destroy();
        syscalls.close(this.setup.directory.lock);
        this.#lease[Symbol.dispose]();
      }
    };
    HEAP_SHARE = 0.75;
    MIB = 1 << 20;
  },
});

// dist/sandbox/workers/process-key.js
import { statSync as statSync11 } from 'node:fs';

function processKey(resolved, view) {
  const {
    cwd,
    user,
    hostname,
    network,
    limits,
    disk,
    mustLimit: mustLimit2,
    mustUseKernel,
    filter,
    landlockAbi,
  } = resolved;
  const lowers = view.places.flatMap((place) => place.lowers);
  const sources = view.mounts.flatMap((mount) => (mount.kind === 'bind' ? [mount.source] : []));
  return JSON.stringify([
    { cwd, user, hostname, network, limits, disk, mustLimit: mustLimit2, mustUseKernel, landlockAbi },
    filter?.digest,
    view,
    [...lowers, ...sources].map(identityOf),
  ]);
}
function identityOf(path2) {
  const { dev, ino, mode, uid, gid, ctimeNs } = statSync11(fsPath(path2), { bigint: true });
  return [dev, ino, mode, uid, gid, ctimeNs].join(':');
}
var init_process_key = __esm({
  'dist/sandbox/workers/process-key.js'() {
    'use strict';
    init_bytes_path();
  },
});

// dist/sandbox/workers/spec-of-worker.js
import { serialize as serialize4 } from 'node:v8';

function asRunSpec({ worker: _worker, params: _params, isolation: _isolation, ...spec }, code) {
  const binds = code.roots.map((root) => ({ source: root, target: viewPathOf(root) }));
  return { ...spec, command: workerWords(code.label), binds: [...(spec.binds ?? []), ...binds] };
}
function packParams(params) {
  let bytes;
  try {
    bytes = serialize4(params);
  } catch (cause) {
    throw new LayoverError('LAYOVER_USAGE', `The worker's params cannot be cloned: ${messageOf(cause)}`, {
      cause,
    });
  }
  if (bytes.length <= PARAMS_BYTES_MAX) return bytes;
  throw usageError2(
    `The worker's params take ${bytes.length} bytes; ${PARAMS_BYTES_MAX} are the most`,
    'Put what is large into a file of a lower.',
  );
}
var PARAMS_BYTES_MAX, RESULT_BYTES_MAX;
var init_spec_of_worker = __esm({
  'dist/sandbox/workers/spec-of-worker.js'() {
    'use strict';
    init_errors();
    init_code_roots();
    init_resolve_view();
    init_worker_spec();
    PARAMS_BYTES_MAX = 8 << 20;
    RESULT_BYTES_MAX = 8 << 20;
  },
});

// dist/sandbox/workers/tail.js
var Tail, TAIL_LENGTH;
var init_tail = __esm({
  'dist/sandbox/workers/tail.js'() {
    'use strict';
    Tail = class {
      #text = '';
      async *follow(from) {
        for await (const bytes of from) {
          this.#text = `${this.#text}${bytes.toString('latin1')}`.slice(-TAIL_LENGTH);
          yield bytes;
        }
      }
      has(pattern) {
        return pattern.test(this.#text);
      }
    };
    TAIL_LENGTH = 16 << 10;
  },
});

// dist/sandbox/workers/use-process.js
import { constants as constants14 } from 'node:os';
import { join as join24 } from 'node:path';
import { deserialize as deserialize4, getHeapStatistics } from 'node:v8';

async function runInProcess(child, use) {
  const { setup, made } = child;
  const { view, directory } = setup;
  const createdAt = /* @__PURE__ */ new Date().toISOString();
  const started = performance.now();
  child.hold(true);
  const { end, outcome } = await runToEnd(child, use);
  const wallMs = Math.round(performance.now() - started);
  const isUntouched = areUntouched(made.parts, made.upperRoots);
  const parts = await bringHome2(setup, made.parts);
  const read = isUntouched ? NOTHING_DONE : await readUppers(setup, parts, view.mountPoints);
  const usage = { ...usageOf(end, setup.limits.usage), wallMs };
  const record = {
    id: directory.id,
    createdAt,
    command: workerWords(use.label).map(rawOf),
    outcome,
    usage,
    changes: read.changes,
    isUntouched,
    receipt: {
      ...receiptOf2(setup, read.quiescence, usage),
      isolation: { kind: 'process', boundary: 'the sandbox, as this receipt has it', leaks: [] },
    },
    parts,
    mountPoints: view.mountPoints,
    sandbox: sandboxOf(setup.spec, setup.resolved, view),
    ...(use.rules && { rules: use.rules }),
  };
  writeRecord(directory.path, record);
  return record;
}
async function runToEnd(child, { spec, job }) {
  const { setup, made, launched, streams } = child;
  const { limits, machine, directory, place, resolved } = setup;
  const { timeoutMs, outputBytes } = resolved.limits;
  const ending = new Ending({ outputBytes, signal: spec.signal });
  const errors = new Tail();
  try {
    const pumped = pump(child, { spec, ending, errors });
    pumped.catch(() => void 0);
    streams.give(job);
    if (timeoutMs !== void 0) launched.setTimeout(timeoutMs);
    ending.start((signal) => launched.signal(signal));
    limits.watch(ending, { fd: directory.lock, measure: measurerOf(machine, made.parts) }, place);
    await Promise.race([streams.begun, launched.ended]);
    if (streams.hasBegun)
      spec.onStart?.({
        id: directory.id,
        signal: (name) => launched.signal(constants14.signals[name]),
        resize: () => void 0,
      });
    const ended = await launched.ended;
    if (ended.kind === 'stuck') throw notAtRest(describeStuck(limits));
    await limits.end(place);
    await drain(pumped, () => streams.destroy());
    const end = commandEnd(ended);
    if (!streams.hasBegun && ending.reason === void 0 && !end.isTimedOut) throw new NeverBegan();
    return { end, outcome: ending.reason ?? judge({ end, answer: streams.end, child, errors }) };
  } finally {
    ending.stop();
  }
}
function commandEnd(ended) {
  if (ended.kind === 'ended') return ended.end;
  throw explainFailure(ended);
}
async function pump({ setup, streams }, { spec, ending, errors }) {
  const route = {
    mask: spec.mask,
    logFolder: join24(setup.directory.path, 'log'),
    onOutput: (bytes) => ending.countOutput(bytes),
    onReaderGone: () => ending.readerGone(),
    onLogFailed: (notice) => spec.onNotice?.(notice),
  };
  await Promise.all([
    pumpOutput(streams.stdout, { ...route, name: 'stdout', copy: spec.stdout }),
    pumpOutput(errors.follow(streams.stderr), { ...route, name: 'stderr', copy: spec.stderr }),
  ]);
}
function judge({ end, answer: answer2, child, errors }) {
  const { limits, resolved } = child.setup;
  const seen = limits.judge(end);
  if (seen.kind === 'timed-out') return seen;
  if (answer2?.kind === 'returned') return returned(answer2.value) ?? seen;
  if (seen.kind === 'limit' || seen.kind === 'out-of-memory') return seen;
  if (answer2 !== void 0) return answer2;
  if (!errors.has(HEAP_IS_FULL)) return seen;
  return {
    kind: 'out-of-memory',
    limitBytes: resolved.limits.memoryBytes ?? getHeapStatistics().heap_size_limit,
  };
}
function returned(bytes) {
  try {
    return { kind: 'returned', value: deserialize4(bytes) };
  } catch {
    return void 0;
  }
}
var NeverBegan, HEAP_IS_FULL;
var init_use_process = __esm({
  'dist/sandbox/workers/use-process.js'() {
    'use strict';
    init_resolve_view();
    init_worker_spec();
    init_ending();
    init_explain();
    init_job_again();
    init_output2();
    init_read_uppers();
    init_run();
    init_streams();
    init_account();
    init_job_record();
    init_quarantine();
    init_untouched();
    init_tail();
    NeverBegan = class extends Error {
      constructor() {
        super('The process that was to run the job ended before it had the job');
      }
    };
    HEAP_IS_FULL = /^(FATAL ERROR:|#) .*(out of memory|allocation failed)/im;
  },
});

// dist/sandbox/workers/run-process.js
async function runProcessJob(spec, machine) {
  const params = packParams(spec.params);
  const plan = await planProcess(spec, machine);
  const { code, resolved } = plan;
  const use = { spec, job: jobOf(plan, params), label: code.label, rules: resolved.rules };
  const start2 = async () => await startProcess(plan, machine, spec.onNotice);
  const pool = machine.processes();
  try {
    return await useChild(await pool.take(plan.key, start2), use);
  } catch (error) {
    if (!(error instanceof NeverBegan)) throw error;
    return await useChild(await start2(), use);
  } finally {
    pool.refill(plan.key, async () => await startProcess(plan, machine));
  }
}
async function useChild(child, use) {
  try {
    const record = await runInProcess(child, use);
    child.release();
    return record;
  } catch (error) {
    throw await child.abandon(error);
  }
}
async function warmProcess(spec, machine) {
  const plan = await planProcess(spec, machine);
  machine.processes().refill(plan.key, async () => await startProcess(plan, machine));
  await machine.processes().ready(plan.key);
}
async function planProcess(spec, machine) {
  const code = resolveCode(spec.worker, machine.home.path);
  await machine.keeper();
  const asked = withNode(asRunSpec(spec, code), machine.node());
  const resolved = await fitLowers(await resolveSpec(asked, machine), machine, asked);
  requireJail(asked, resolved);
  const view = planView(resolved.view);
  return { key: processKey(resolved, view), spec: asked, code, resolved, view };
}
function withNode(spec, { binds, command }) {
  return { ...spec, command, binds: [...(spec.binds ?? []), ...binds] };
}
function requireJail({ landlock }, { landlockAbi }) {
  if (landlock === 'off' || landlockAbi > 0) return;
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    'isolation: process needs Landlock, which this kernel does not have',
    { hint: "Do without it in so many words: `landlock: 'off'`." },
  );
}
async function startProcess({ spec, resolved, view }, machine, onNotice) {
  const { mustUseKernel, required } = resolved;
  return await tryWays({ ...spec, onNotice, mustUseKernel, required }, async (way, fallbacks) =>
    JobProcess.start({ spec, resolved, view, machine, way, fallbacks }),
  );
}
function jobOf({ code, resolved }, params) {
  return { module: code.module, params, resultBytesMax: RESULT_BYTES_MAX, env: resolved.env };
}
var init_run_process = __esm({
  'dist/sandbox/workers/run-process.js'() {
    'use strict';
    init_errors();
    init_code_roots();
    init_resolve();
    init_attempt2();
    init_fit_lowers();
    init_view();
    init_job_process();
    init_process_key();
    init_spec_of_worker();
    init_use_process();
  },
});

// dist/sandbox/workers/portable-plan.js
import { mkdirSync as mkdirSync8 } from 'node:fs';
import { join as join25 } from 'node:path';

function planPortable({ parts, mounts, jobPath, codeRoots, lowerMarks }) {
  const scratch = join25(jobPath, 'scratch');
  const own = parts.map(({ at: at2, upper, lowers }) => ({ at: at2, upper, lowers, isReadOnly: false }));
  const others = mounts.map((mount, index) => placeOf(mount, join25(scratch, String(index))));
  return {
    places: [...own, ...others],
    lowerOpaque: `${lowerMarks}.overlay.opaque`,
    code: codeRoots.map((root) => rawFromText(root)),
  };
}
function placeOf(mount, scratch) {
  const shown = (lower) => ({
    at: mount.target,
    upper: void 0,
    lowers: [lower],
    isReadOnly: true,
  });
  const empty = () => {
    mkdirSync8(scratch, { recursive: true, mode: 493 });
    return hostPath(scratch);
  };
  switch (mount.kind) {
    case 'bind':
      return mount.isReadOnly
        ? shown(mount.source)
        : { at: mount.target, upper: mount.source, lowers: [], isReadOnly: false };
    case 'tmpfs':
      return mount.isReadOnly === true
        ? shown(empty())
        : { at: mount.target, upper: empty(), lowers: [], isReadOnly: false };
    case 'proc':
      return shown('/proc');
    case 'dev':
      return shown('/dev');
    case 'hide':
      return shown(empty());
    case 'overlay':
    case 'fuse':
      throw new LayoverError(
        'LAYOVER_UNSUPPORTED',
        `The portable runner has no ${mount.kind} at /${quoteRaw(mount.target)}`,
      );
  }
}
var init_portable_plan = __esm({
  'dist/sandbox/workers/portable-plan.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
  },
});

// dist/sandbox/workers/worker-limits.js
import { release as release6 } from 'node:os';

async function checkWorkerSpec(spec) {
  const definition = spec.sandbox === void 0 ? {} : await readDefinition(spec.sandbox);
  const wanted = findProtection(definition, spec) ?? findSetting(spec);
  if (wanted === void 0) return;
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `${wanted}, which a worker in a thread cannot be held to: it is no security boundary`,
    { hint: 'Run it in a process of its own, in that sandbox: isolation: process.' },
  );
}
function findProtection({ require: require2 = [], seccomp = 'off' }, spec) {
  const given = spec.isolation === 'portable' ? [] : ['kernel-overlay'];
  const more = require2.filter((requirement) => !given.includes(requirement));
  if (more.length > 0) return `The sandbox ${spec.sandbox} requires ${more.join(', ')}`;
  if ((spec.seccomp ?? seccomp) !== 'off') return 'There is to be a filter of system calls';
  return spec.network === 'none' ? 'The network is to be off' : void 0;
}
function findSetting({ user, driver = 'auto' }) {
  if (user !== void 0 && user.uid !== 0) return `The user is to be ${user.uid}`;
  return ['auto', 'kernel'].includes(driver) ? void 0 : `The driver is to be ${driver}`;
}
async function mayBePortable(spec) {
  const { require: require2 = [] } = spec.sandbox === void 0 ? {} : await readDefinition(spec.sandbox);
  return require2.length === 0 && spec.network !== 'none';
}
function limitsOfThread(request) {
  const asked = Object.keys(KINDS2).filter((name) => request[name] !== void 0);
  const limits = Object.fromEntries(
    asked.map((name) => [name, { value: request[name], kind: KINDS2[name] }]),
  );
  const fallbacks = asked
    .filter((name) => KINDS2[name] !== 'hard')
    .map((name) => ({
      wanted: `a limit of ${WORDS[name]}`,
      used:
        name === 'memoryBytes' ? 'a limit of the JavaScript heap; array buffers are not counted' : 'nothing',
      reason: 'a thread shares all else with its process',
    }));
  return { limits, fallbacks };
}
function receiptOfWorker({ machine, resolved, kind: kind2, ...setup }, leaks) {
  const { limits, fallbacks } = limitsOfThread(resolved.limits);
  return {
    kernel: release6(),
    mode: machine.mode,
    launcher: 'file',
    namespaces: kind2 === 'portable' ? [] : ['mount', ...(machine.mode === 'rootless' ? ['user'] : [])],
    idMap: '',
    network: 'host',
    ...(kind2 === 'portable' ? { driver: 'portable' } : { driver: 'kernel', layersBy: 'descriptor' }),
    capabilities: ['all of the worker process'],
    seccomp: 'off',
    landlockAbi: 0,
    limits,
    leases: { proven: 0, unproven: 0 },
    unmeasured: unmeasuredIn({ wallMs: 0 }),
    isolation: { kind: kind2, boundary: BOUNDARIES[kind2], leaks },
    fallbacks: [...machine.fallbacks, ...(resolved.view.fallbacks ?? []), ...setup.fallbacks, ...fallbacks],
  };
}
var KINDS2, WORDS, BOUNDARIES;
var init_worker_limits = __esm({
  'dist/sandbox/workers/worker-limits.js'() {
    'use strict';
    init_errors();
    init_outcome();
    init_read_definition();
    KINDS2 = {
      memoryBytes: 'soft',
      cpus: 'unavailable',
      pids: 'unavailable',
      diskBytes: 'unavailable',
      inodes: 'unavailable',
      files: 'unavailable',
      timeoutMs: 'hard',
      outputBytes: 'hard',
    };
    WORDS = {
      memoryBytes: 'memory',
      cpus: 'processors',
      pids: 'processes',
      diskBytes: 'disk',
      inodes: 'inodes',
      files: 'open files',
      timeoutMs: 'time',
      outputBytes: 'output',
    };
    BOUNDARIES = {
      thread: 'no security boundary',
      portable: 'no security boundary; children and native code would see the host',
    };
  },
});

// dist/sandbox/workers/run-worker.js
import { constants as constants15 } from 'node:os';
import { join as join26 } from 'node:path';
import { deserialize as deserialize5 } from 'node:v8';

async function runWorkerJob(spec, machine) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    spec.signal?.throwIfAborted();
    if (spec.isolation === 'process') return await runProcessJob(spec, machine);
    const code = resolveCode(spec.worker, machine.home.path);
    const params = packParams(spec.params);
    await checkWorkerSpec(spec);
    if (machine.mode === 'rootless' && spec.isolation !== 'portable') await machine.keeper();
    const resolved = await fitLowers(await resolveSpec(asRunSpec(spec, code), machine), machine, spec);
    const view = planView(resolved.view);
    const { lowers, places = [] } = resolved.view;
    const _lease = __addDisposableResource5(
      env_1,
      new LayerLease(machine.home.store, [...lowers, ...places.flatMap((place) => place.lowers)]),
      false,
    );
    return await tryKinds(spec, async (kind2, fallbacks) => {
      const directory = await machine.takeDirectory();
      try {
        return await runInDirectory2({
          spec,
          code,
          params,
          resolved,
          view,
          machine,
          directory,
          kind: kind2,
          fallbacks,
        });
      } catch (error) {
        moveToTrash2(machine.home, directory.id);
        throw error;
      } finally {
        syscalls.close(directory.lock);
        machine.prepareDirectory();
      }
    });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources5(env_1);
  }
}
async function tryKinds(spec, run) {
  const { isolation = 'auto', onNotice } = spec;
  if (isolation === 'thread' || isolation === 'portable') return await run(isolation, []);
  try {
    return await run('thread', []);
  } catch (error) {
    if (!(error instanceof SetupError) || error.step === 'working-directory') throw error;
    if (!(await mayBePortable(spec))) throw error;
    onNotice?.(`no view can be mounted for a thread here (${error.message}); using the portable runner`);
    const fallback = {
      wanted: 'a view mounted for the thread',
      used: 'the portable runner',
      reason: error.message,
    };
    return await run('portable', [fallback]);
  }
}
async function runInDirectory2(setup) {
  const { machine, view, directory, resolved } = setup;
  const trees = () => machine.trees();
  const mode = setup.kind === 'portable' ? 'rootless' : machine.mode;
  const context = { mode, idMap: '' };
  const lowerMarks = machine.mode === 'root' ? 'trusted' : 'user';
  const places = await makePlaces({
    places: view.places,
    jobPath: directory.path,
    driver: kernelDriver,
    context,
    trees,
  });
  const parts =
    setup.kind === 'portable' ? places.parts.map((part) => ({ ...part, lowerMarks })) : places.parts;
  const { outcome, answer: answer2 } = await runThread(setup, {
    mounts: orderMounts(places.mounts, view.mounts),
    parts,
  });
  const { cut, ...read } = await readSummary({ ...places, parts }, setup);
  const record = {
    id: directory.id,
    createdAt: /* @__PURE__ */ new Date().toISOString(),
    command: resolved.command,
    outcome: cut ?? outcome,
    usage: { wallMs: Math.round(answer2.wallMs) },
    // a thread shares the rest with its process
    ...read,
    receipt: receiptOfWorker(setup, answer2.leaks),
    parts,
    mountPoints: view.mountPoints,
    ...(resolved.rules && { rules: resolved.rules }),
  };
  writeRecord(directory.path, record);
  return record;
}
async function readSummary({ parts, upperRoots }, { machine, directory, spec, view: { mountPoints } }) {
  const isUntouched = areUntouched(parts, upperRoots);
  if (isUntouched) return { isUntouched, changes: NO_CHANGES };
  const trees = await machine.trees();
  const input = { parts, mountPoints, recordIn: hostPath(directory.path) };
  return { isUntouched, ...(await countChanges(trees, input, spec)) };
}
async function runThread(setup, { mounts, parts }) {
  const { spec, params, resolved, machine, directory } = setup;
  const { timeoutMs, outputBytes, memoryBytes } = resolved.limits;
  const host = await machine.workers();
  const ending = new Ending({ outputBytes, signal: spec.signal });
  const started = await host.start({
    mounts,
    cwd: resolved.cwd,
    env: resolved.env,
    ...codeAndPlan(setup, parts),
    params,
    resultBytesMax: RESULT_BYTES_MAX,
    heapBytes: memoryBytes,
    timeoutMs,
  });
  try {
    ending.start((signal) =>
      signal === constants15.signals.SIGKILL ? started.terminate() : started.abort(),
    );
    const pumped = pump2(setup, { started, ending });
    pumped.catch(() => void 0);
    spec.onStart?.({
      id: directory.id,
      signal: (signal) => interrupt(started, signal),
      resize: () => void 0,
    });
    const answer2 = await started.answered.catch((error) => answerOfDeath(error));
    await drain(pumped, () => started.discardOutput());
    return { answer: answer2, outcome: ending.reason ?? outcomeOf(answer2.end) };
  } finally {
    ending.stop();
  }
}
function codeAndPlan({ kind: kind2, code, view, directory, machine }, parts) {
  if (kind2 === 'thread') return { module: code.module, portable: void 0 };
  const portable = planPortable({
    parts,
    mounts: view.mounts,
    jobPath: directory.path,
    codeRoots: code.roots,
    lowerMarks: machine.mode === 'root' ? 'trusted' : 'user',
  });
  const file = code.module.file.slice(CODE_FOLDER.length);
  return { module: { ...code.module, file }, portable };
}
function interrupt(started, signal) {
  if (signal === 'SIGKILL') started.terminate();
  else started.abort();
}
async function pump2({ spec, directory }, { started, ending }) {
  const route = {
    mask: spec.mask,
    logFolder: join26(directory.path, 'log'),
    onOutput: (bytes) => ending.countOutput(bytes),
    onReaderGone: () => started.discardOutput(),
    onLogFailed: (notice) => spec.onNotice?.(notice),
  };
  await Promise.all([
    pumpOutput(started.stdout, { ...route, name: 'stdout', copy: spec.stdout }),
    pumpOutput(started.stderr, { ...route, name: 'stderr', copy: spec.stderr }),
  ]);
}
function answerOfDeath(error) {
  if (!(error instanceof LayoverError)) throw error;
  return { end: { kind: 'signaled', signal: 'SIGKILL' }, leaks: ['worker process'], wallMs: 0 };
}
function outcomeOf(end) {
  switch (end.kind) {
    case 'returned':
      return { kind: 'returned', value: deserialize5(end.value) };
    case 'terminated':
      return { kind: 'canceled' };
    case 'failed':
      throw new SetupError({
        step: end.step,
        errno: end.errno,
        message: `Setting up the thread's view failed at the step ${end.step}: ${end.message}`,
        hint: 'Run `layover doctor`: it tries each thing a job needs.',
      });
    case 'threw':
    case 'timed-out':
    case 'exited':
    case 'signaled':
    case 'out-of-memory':
      return end;
  }
}
var __addDisposableResource5, __disposeResources5;
var init_run_worker = __esm({
  'dist/sandbox/workers/run-worker.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_lock();
    init_syscalls();
    init_kernel();
    init_code_folder();
    init_code_roots();
    init_resolve();
    init_ending();
    init_output2();
    init_read_uppers();
    init_streams();
    init_job_record();
    init_jobs();
    init_fit_lowers();
    init_mount_order();
    init_places();
    init_untouched();
    init_view();
    init_portable_plan();
    init_run_process();
    init_spec_of_worker();
    init_worker_limits();
    __addDisposableResource5 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources5 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
  },
});

// dist/sandbox/open.js
import { spawn as spawn2 } from 'node:child_process';
import { readdir as readdir2 } from 'node:fs/promises';
import { availableParallelism as availableParallelism2 } from 'node:os';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { fileURLToPath as fileURLToPath6 } from 'node:url';

async function openLayover({ home, onNotice, warm, ...options } = {}) {
  const concurrency = options.concurrency ?? availableParallelism2();
  const opened = await openHome(home);
  const resources = { ...(await readResources(opened.path)), ...options.resources };
  const scheduler = new Scheduler({ ...options, concurrency, resources });
  const machine = new Machine(opened, { concurrency, warm: warm ?? concurrency });
  await sweepDeadJobs(machine.home);
  collectQuarantined(machine.home);
  sweepStaging(machine.home.store);
  await sweepGroups(machine.home, await machine.groups());
  for (const notice of await recoverKilledCommits({ home: machine.home, trees: () => machine.trees() }))
    onNotice?.(notice);
  const hasTrash = (await readdir2(machine.home.trash)).length > 0;
  return new LocalLayover(machine, { scheduler, hasTrash });
}
async function isDoneWithin(work, ms) {
  const timeout = new AbortController();
  const late = setTimeoutPromise(ms, false, { signal: timeout.signal }).catch(() => true);
  const isDone = await Promise.race([work.then(() => true), late]);
  timeout.abort();
  return isDone;
}
function startSweeper(home) {
  const entry = fileURLToPath6(new URL('./sweeper.js', new URL('../sandbox/open.js', import.meta.url).href));
  spawn2(process.execPath, [entry, home], { detached: true, stdio: 'ignore' }).unref();
}
var QUIET_MS2, PATIENCE_MS5, LocalLayover;
var init_open3 = __esm({
  'dist/sandbox/open.js'() {
    'use strict';
    init_bytes_path();
    init_timeline();
    init_staging();
    init_scheduler();
    init_remove();
    init_check_spec();
    init_worker_spec();
    init_resume();
    init_run();
    init_submit();
    init_groups();
    init_machine();
    init_commits();
    init_job();
    init_home();
    init_jobs();
    init_quarantine();
    init_runs();
    init_layer_work();
    init_layers();
    init_run_process();
    init_run_worker();
    QUIET_MS2 = 25;
    PATIENCE_MS5 = 3e3;
    LocalLayover = class {
      #machine;
      scheduler;
      #context;
      #pending = /* @__PURE__ */ new Set();
      #untouched = [];
      #quiet;
      layers;
      commits;
      layerWork;
      #emptying;
      constructor(machine, { scheduler, hasTrash }) {
        this.#machine = machine;
        this.scheduler = scheduler;
        this.#context = {
          home: machine.home,
          trees: () => machine.trees(),
          emptyTrashSoon: (untouched) => {
            if (untouched === void 0) this.#emptyBehindTheScenes();
            else this.#removeLater(untouched);
          },
        };
        if (hasTrash) this.#emptyBehindTheScenes();
        const style2 = machine.mode === 'root' ? 'trusted' : 'user';
        this.layers = new Layers({ ...this.#context, style: style2, emptyTrash: () => this.emptyTrash() });
        this.layerWork = new LayerWork({ ...this.#context, mode: machine.mode });
        this.commits = new Commits(this.#context);
      }
      get homePath() {
        return this.#machine.home.path;
      }
      async run(spec) {
        return await runDirect(this.scheduler, spec, this.#runOne);
      }
      async warm(spec) {
        checkSpec(spec);
        await warmProcess(spec, this.#machine);
      }
      async submit(task) {
        return await this.scheduler.submit(taskOf(task, this.#runOne));
      }
      async submitAll(tasks) {
        return await this.scheduler.submitAll([...tasks].map((task) => taskOf(task, this.#runOne)));
      }
      async resume(id, spec) {
        checkSpec(spec);
        spec.signal?.throwIfAborted();
        const { record, outcome } = await resumeJob(this.#idOf(id), spec, this.#machine);
        this.#emptyBehindTheScenes();
        return { job: new Job(record, this.#context), outcome };
      }
      async jobs() {
        return (await listKept(this.#machine.home)).records;
      }
      async unreadableJobs() {
        return (await listKept(this.#machine.home)).unreadable;
      }
      async quarantined() {
        return listQuarantined(this.#machine.home);
      }
      async discard(id) {
        const { home } = this.#machine;
        const own = this.#idOf(id);
        if (!discardQuarantined(home, own)) discardKept(home, own);
        this.#context.emptyTrashSoon();
      }
      async job(id) {
        const { home } = this.#machine;
        return new Job(await getRecord(home, this.#idOf(id)), this.#context);
      }
      /** One at a time; what comes into the trash meanwhile is taken by a further round. */
      async emptyTrash() {
        while (this.#emptying) await this.#emptying;
        this.#emptying = this.#removeTrash().finally(() => {
          this.#emptying = void 0;
        });
        await this.#emptying;
      }
      async close() {
        await this.scheduler.shutdown();
        this.#removeUntouched();
        if (!(await isDoneWithin(Promise.all(this.#pending), PATIENCE_MS5))) startSweeper(this.homePath);
        await this.#machine[Symbol.asyncDispose]();
      }
      async [Symbol.asyncDispose]() {
        await this.close();
      }
      #runOne = async (spec) => {
        if (isWorkerSpec(spec)) return new Job(await runWorkerJob(spec, this.#machine), this.#context);
        const timeline = spec.profile === true ? new Timeline() : void 0;
        return new Job(await runJob(spec, this.#machine, timeline), this.#context, timeline);
      };
      /** A job is named by its id, or by a pipeline's run and its name there. */
      #idOf(word) {
        return isRunWord(word) ? getKeptId(this.#machine.home, word) : word;
      }
      #emptyBehindTheScenes() {
        const work = this.emptyTrash().catch(() => void 0);
        this.#pending.add(work);
        void work.finally(() => this.#pending.delete(work));
      }
      /** A job that left nothing of its own: what remains is a handful of entries, for a thread in a quiet moment. */
      #removeLater(id) {
        this.#untouched.push(id);
        this.#quiet ??= setTimeout(() => {
          this.#quiet = void 0;
          this.#untouched.splice(0);
          this.#emptyBehindTheScenes();
        }, QUIET_MS2).unref();
      }
      /** Who closes before that has started no thread, most likely, and need not: this is quick. */
      #removeUntouched() {
        clearTimeout(this.#quiet);
        for (const id of this.#untouched.splice(0)) removeTree(hostPath(this.#machine.home.trash), id);
      }
      async #removeTrash() {
        const { trash } = this.#machine.home;
        const names = await readdir2(trash);
        if (names.length === 0) return;
        const trees = await this.#machine.trees();
        await trees.run('remove', { parent: hostPath(trash), names });
      }
    };
  },
});

// dist/cli/open.js
var open_exports = {};
__export(open_exports, {
  openForCommand: () => openForCommand,
});
async function openForCommand() {
  const onNotice = (notice) => say(`${style('yellow', 'layover:')} ${printable(notice)}`);
  return await openLayover({ concurrency: 1, warm: 0, onNotice });
}
var init_open4 = __esm({
  'dist/cli/open.js'() {
    'use strict';
    init_open3();
    init_output();
    init_text();
  },
});

// dist/cli/render.js
import { inspect } from 'node:util';

function renderCounts({ added, modified, deleted, bytes, isIncomplete }) {
  if (isIncomplete) return 'its changes were not counted';
  const kinds = Object.entries({ added, modified, deleted }).filter(([, count2]) => count2 > 0);
  if (kinds.length === 0) return 'no changes';
  const size = bytes > 0 ? [formatSize(bytes)] : [];
  return [...kinds.map(([kind2, count2]) => `${count2} ${kind2}`), ...size].join(', ');
}
function countChanges2({ added, modified, deleted }) {
  return added + modified + deleted;
}
function renderApplied({ applied, bytes }, total = applied) {
  const count2 =
    applied < total ? `${applied} of ${total} changes` : applied === 1 ? '1 change' : `${applied} changes`;
  return `${count2} (${formatSize(bytes)})`;
}
function renderOutcome(outcome) {
  switch (outcome.kind) {
    case 'returned':
      return 'returned';
    case 'threw':
      return `threw ${printable(headOf(outcome.error))}`;
    case 'exited':
      return `exited with ${outcome.exitCode}`;
    case 'signaled':
      return `ended by ${printable(outcome.signal)}`;
    case 'timed-out':
      return `timed out after ${formatDuration(outcome.afterMs)}`;
    case 'out-of-memory':
      return `ran out of memory, of which it had ${formatSize(outcome.limitBytes)}`;
    case 'limit':
      return `stopped at its ${outcome.which} limit`;
    case 'canceled':
      return 'canceled';
    case 'not-started':
      return `not started (${printable(outcome.errno)})`;
  }
}
function headOf({ name, message: message2 }) {
  const [line = ''] = message2.split('\n');
  const head = line === '' ? name : `${name}: ${line}`;
  return head.length <= ERROR_WIDTH ? head : `${head.slice(0, ERROR_WIDTH - 3)}...`;
}
function renderThrown({ name, message: message2, stack }) {
  return (stack ?? `${name}: ${message2}`).split('\n').map(printable);
}
function renderReturned(value) {
  const text3 = inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 10 });
  return printable(text3.length <= ERROR_WIDTH ? text3 : `${text3.slice(0, ERROR_WIDTH - 3)}...`);
}
function renderNotStarted(errno, program2) {
  const raw = typeof program2 === 'string' ? rawFromText(program2) : rawFromBytes(program2);
  const isMissing = errno === 'ENOENT';
  const problem = isMissing ? 'was not found in the sandbox' : `cannot be executed: ${printable(errno)}`;
  const hint = isMissing
    ? notFoundHint(raw)
    : (NOT_EXECUTABLE_HINTS[errno] ?? 'Try another program of the same lower.');
  return [`${style('red', 'layover:')} the command ${quoteRaw(raw)} ${problem}`, `  hint: ${hint}`];
}
function notFoundHint(program2) {
  return program2.includes('/')
    ? 'A program that is there shows the same when its interpreter or loader is not in the sandbox.'
    : 'Looked up in the PATH of the job: add the --lower that holds it, use --sandbox build, or set --env PATH=...';
}
function shortId(id) {
  return id.slice(0, 12);
}
function renderReport({ skipped, stripped, privileged, merged = [] }) {
  const lines = [
    ...first(merged).map((path2) => `joined the lines of both sides in ${quoteRaw(path2)}`),
    ...first(skipped).map(({ path: path2, reason }) => `left out ${quoteRaw(path2)}: ${printable(reason)}`),
    ...first(stripped).map(
      ({ path: path2, what }) => `applied ${quoteRaw(path2)} without ${printable(what)}`,
    ),
    ...first(privileged).map(
      ({ path: path2, what }) => `warning: ${quoteRaw(path2)} is exported with ${printable(what)}`,
    ),
  ].slice(0, LINES_MAX2);
  const more = merged.length + skipped.length + stripped.length + privileged.length - lines.length;
  return more > 0 ? [...lines, `... and ${more} more`] : lines;
}
function first(list) {
  return list.slice(0, LINES_MAX2);
}
function renderJobs(records, now = Date.now()) {
  const rows = records.map(({ id, createdAt, outcome, changes, command }) => [
    id,
    formatAge(now - Date.parse(createdAt)),
    renderOutcome(outcome),
    renderCounts(changes),
    shorten(command.map(quoteArgument).join(' ')),
  ]);
  return alignColumns([['JOB', 'AGE', 'OUTCOME', 'CHANGES', 'COMMAND'], ...rows]);
}
function jobToJson({ id, createdAt, command, outcome, usage, changes, receipt }) {
  const words = command.map((word) => {
    const json = jsonPath(word);
    return 'path' in json ? json.path : { base64: json.pathBase64 };
  });
  return {
    job: id,
    createdAt,
    command: words,
    outcome: outcomeToJson(outcome),
    usage,
    changes,
    settled: { kind: 'kept' },
    receipt,
  };
}
function formatAge(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1e3));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}
function quoteArgument(word) {
  if (word === '') return "''";
  const shown = quoteRaw(word);
  return shown === word && /[^\w%+,./:=@-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : shown;
}
function shorten(text3) {
  const chars = [...text3];
  return chars.length <= COMMAND_WIDTH ? text3 : `${chars.slice(0, COMMAND_WIDTH - 3).join('')}...`;
}
var ERROR_WIDTH, NOT_EXECUTABLE_HINTS, LINES_MAX2, COMMAND_WIDTH;
var init_render = __esm({
  'dist/cli/render.js'() {
    'use strict';
    init_bytes_path();
    init_units();
    init_outcome_json();
    init_output();
    init_text();
    ERROR_WIDTH = 120;
    NOT_EXECUTABLE_HINTS = {
      EACCES: 'It must be a file with the execute bit set (chmod +x).',
      ENOEXEC: 'It is no program for this machine; a script needs a first line such as #!/bin/sh.',
      E2BIG: 'The arguments and the environment are too large together; put them into a file.',
      ENOTDIR: 'A part of its path is a file.',
      ELOOP: 'Its path has a loop of symlinks.',
    };
    LINES_MAX2 = 20;
    COMMAND_WIDTH = 60;
  },
});

// dist/cli/review/terminal.js
var terminal_exports = {};
__export(terminal_exports, {
  ReviewTerminal: () => ReviewTerminal,
  requireTerminal: () => requireTerminal,
});

import { closeSync, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ReadStream as ReadStream2 } from 'node:tty';

function requireTerminal() {
  const isThere3 = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (!isThere3)
    throw usageError(
      '--on-success ask needs a terminal on standard input and standard error',
      'Without one use --on-success keep, and `layover diff` and `layover commit` later.',
    );
}
function openTerminal() {
  try {
    return openSync(DEVICE, 'r');
  } catch (error) {
    if (hasErrno(error, 'ENXIO') || hasErrno(error, 'EIO')) return void 0;
    throw error;
  }
}
async function press(input) {
  return await new Promise((resolve12) => {
    const take = (bytes) => {
      input.off('data', take).off('close', take).pause();
      resolve12(Buffer.isBuffer(bytes) ? bytes.toString('latin1') : void 0);
    };
    input.on('data', take).on('close', take).resume();
  });
}
function dropTyped(fd) {
  const bytes = Buffer.alloc(4096);
  try {
    while (readSync(fd, bytes) > 0);
  } catch (error) {
    if (!hasErrno(error, 'EAGAIN') && !hasErrno(error, 'EIO')) throw error;
  }
}
var DEVICE, ReviewTerminal;
var init_terminal2 = __esm({
  'dist/cli/review/terminal.js'() {
    'use strict';
    init_errors();
    init_output();
    init_text();
    init_values();
    DEVICE = '/dev/tty';
    ReviewTerminal = class {
      #isGone = false;
      show(lines) {
        for (const line of lines) say(line);
      }
      /** What one press sent; undefined when nobody can press anything any more. What was typed too early is no answer. */
      async key(prompt) {
        const key = await this.#ask(async (input, fd) => {
          input.setRawMode(true);
          dropTyped(fd);
          process.stderr.write(`${prompt} `);
          const pressed = await press(input);
          if (!input.destroyed) input.setRawMode(false);
          return pressed;
        });
        say(key === void 0 ? '' : printable(key));
        return key;
      }
      /** A line with the editing a terminal has; undefined where it was given up. */
      async line(prompt) {
        return await this.#ask(async (input) => {
          const lines = createInterface({ input, output: process.stderr, terminal: true });
          const closed2 = new Promise((resolve12) => {
            for (const one of [lines, input]) one.once('close', () => resolve12(void 0));
          });
          lines.once('SIGINT', () => lines.close());
          const line = await Promise.race([lines.question(`${prompt} `), closed2]);
          lines.close();
          return line;
        });
      }
      async #ask(question) {
        const fd = this.#isGone ? void 0 : openTerminal();
        if (fd === void 0) return void 0;
        const input = new ReadStream2(fd);
        const closed2 = new Promise((resolve12) => input.once('close', resolve12));
        const end = () => {
          this.#isGone = true;
          input.destroy();
        };
        input.on('error', end).on('end', end).pause();
        try {
          return await question(input, fd);
        } finally {
          input.destroy();
          await closed2;
          closeSync(fd);
        }
      }
    };
  },
});

// dist/cli/progress.js
var QUIET_MS3, STEP_MS, ProgressLine;
var init_progress = __esm({
  'dist/cli/progress.js'() {
    'use strict';
    init_output();
    QUIET_MS3 = 500;
    STEP_MS = 100;
    ProgressLine = class {
      #what;
      #format;
      #startedAt = Date.now();
      #shownAt = 0;
      /** `format` shows the counts, where they are of something else than pieces. */
      constructor(what, format = String) {
        this.#what = what;
        this.#format = format;
      }
      /** A total of 0 is one that nobody knows. */
      update = (done, total) => {
        const now = Date.now();
        if (
          process.stderr.isTTY !== true ||
          now - this.#startedAt < QUIET_MS3 ||
          now - this.#shownAt < STEP_MS
        )
          return;
        this.#shownAt = now;
        const of = total === 0 ? '' : ` of ${this.#format(total)}`;
        process.stderr.write(`\r\x1B[K${style('dim', `${this.#what}: ${this.#format(done)}${of}`)}`);
      };
      [Symbol.dispose]() {
        if (this.#shownAt > 0) process.stderr.write('\r\x1B[K');
      }
    };
  },
});

// dist/cli/signals.js
var FORWARDED, PATIENCE_MS6, SignalForwarder, InterruptAbort;
var init_signals = __esm({
  'dist/cli/signals.js'() {
    'use strict';
    init_exit_code();
    FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
    PATIENCE_MS6 = 300;
    SignalForwarder = class {
      #listeners = FORWARDED.map((signal) => [signal, () => this.#receive(signal)]);
      #cancel = new AbortController();
      #waiting = [];
      #options;
      #running;
      #interrupts = 0;
      #notice;
      constructor(options) {
        this.#options = options;
        for (const [signal, listener] of this.#listeners) process.on(signal, listener);
      }
      /** Aborted when a job that has not started is to be given up. */
      get signal() {
        return this.#cancel.signal;
      }
      attach(running) {
        this.#running = running;
        for (const signal of this.#waiting.splice(0)) running.signal(signal);
      }
      [Symbol.dispose]() {
        clearTimeout(this.#notice);
        for (const [signal, listener] of this.#listeners) process.off(signal, listener);
      }
      #receive(signal) {
        if (signal === 'SIGINT' && !this.#interrupt()) return;
        if (this.#running === void 0) this.#waiting.push(signal);
        else this.#running.signal(signal);
      }
      /** Whether this interrupt is the job's. */
      #interrupt() {
        this.#interrupts += 1;
        this.#options.onInterrupt();
        if (this.#interrupts > 2) process.exit(EXIT_INTERRUPTED);
        if (this.#interrupts === 2) this.#kill();
        else this.#notice = setTimeout(this.#options.onPatience, PATIENCE_MS6);
        return this.#interrupts === 1;
      }
      #kill() {
        clearTimeout(this.#notice);
        if (this.#running === void 0) this.#cancel.abort();
        else this.#running.signal('SIGKILL');
      }
    };
    InterruptAbort = class {
      #controller = new AbortController();
      #listener = () => {
        if (this.#controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
        this.#controller.abort();
      };
      constructor() {
        for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, this.#listener);
      }
      get signal() {
        return this.#controller.signal;
      }
      [Symbol.dispose]() {
        for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, this.#listener);
      }
    };
  },
});

// dist/cli/volumes.js
var volumes_exports = {};
__export(volumes_exports, {
  confirmVolumes: () => confirmVolumes,
  renderVolumes: () => renderVolumes,
  sayVolumes: () => sayVolumes,
});
async function sayVolumes(job, options) {
  const lines = renderVolumes(await job.volumes(options));
  for (const line of lines) say(line);
  return lines.length > 0;
}
async function confirmVolumes(job, options, { isYes: isYes2 }) {
  if (!(await sayVolumes(job, options)) || isYes2) return true;
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return true;
  const { ReviewTerminal: ReviewTerminal2 } = await Promise.resolve().then(
    () => (init_terminal2(), terminal_exports),
  );
  const terminal = new ReviewTerminal2();
  return (await terminal.key('Commit to all of them? y or n:'))?.toLowerCase() === 'y';
}
function renderVolumes(volumes) {
  if (volumes.length < 2) return [];
  const shown = volumes.map(({ at: at2, type }) => `${nameOf3(at2)} (${printable(type)})`);
  const lost = volumes.filter(({ type }) => IN_MEMORY.has(type)).map(({ at: at2 }) => nameOf3(at2));
  return [
    `layover: this commit changes ${volumes.length} file systems, in this order: ${shown.join(', ')}`,
    '  All of it is staged and synced before the first is changed; a failure or a kill takes all of them back.',
    '  It is not atomic across them: whoever looks meanwhile can see one changed and the next not yet.',
    '  One that is unmounted before a killed commit was taken back leaves the others half-changed until it is there again.',
    ...(lost.length > 0
      ? [`  In memory only, so its part alone is lost when the machine goes down: ${lost.join(', ')}`]
      : []),
  ];
}
function nameOf3(at2) {
  return at2 === '' ? 'the target itself' : quoteRaw(at2);
}
var IN_MEMORY;
var init_volumes2 = __esm({
  'dist/cli/volumes.js'() {
    'use strict';
    init_bytes_path();
    init_output();
    init_text();
    IN_MEMORY = /* @__PURE__ */ new Set(['tmpfs', 'ramfs']);
  },
});

// dist/cli/settle.js
function chooseSettlement(outcome, { onSuccess, onFailure }) {
  if (isSuccess(outcome)) return onSuccess ?? 'keep';
  if (outcome.kind === 'not-started') return onFailure ?? 'discard';
  return onFailure ?? 'keep';
}
async function settleJob(job, options, ask) {
  const choice = chooseSettlement(job.outcome, options);
  if (choice === 'ask' && countChanges2(job.result.changes) > 0) return await ask();
  if (choice === 'commit') return await commitJob(job, options);
  if (choice === 'discard') await job.discard();
  return { result: job.result, isKept: choice !== 'discard' };
}
async function commitJob(job, options, answer2 = {}) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const interrupt2 = __addDisposableResource6(env_1, new InterruptAbort(), false);
    const progress = __addDisposableResource6(env_1, new ProgressLine('Committing'), false);
    try {
      const task = { signal: interrupt2.signal, onProgress: progress.update };
      const report = await commitTo(job, { ...options, ...task }, answer2);
      const { result } = job;
      const hasMissed = report.applied === 0 && countChanges2(result.changes) > 0;
      const isKept = answer2.isPart === true || report.skipped.length > 0 || hasMissed;
      if (!isKept) await job.discard();
      return { result, report, isKept };
    } catch (failure) {
      return { result: job.result, failure, isKept: true };
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources6(env_1);
  }
}
async function commitTo(job, { layer, signal, onProgress, ...options }, { isAsked }) {
  const { from, only, except } = options;
  const task = { signal, onProgress };
  if (layer !== void 0) return await job.commitLayer({ name: layer, from, only, except, ...task });
  const directory = { ...directoryOptions(options), ...task };
  if (isAsked !== true) await sayVolumes(job, directory);
  return await job.commit(directory);
}
var __addDisposableResource6, __disposeResources6;
var init_settle = __esm({
  'dist/cli/settle.js'() {
    'use strict';
    init_outcome();
    init_option_kinds();
    init_progress();
    init_render();
    init_signals();
    init_volumes2();
    __addDisposableResource6 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources6 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
  },
});

// dist/cli/review/shell.js
import { spawn as spawn3 } from 'node:child_process';
import { once as once2 } from 'node:events';
import { closeSync as closeSync2, openSync as openSync2 } from 'node:fs';
import { fileURLToPath as fileURLToPath7 } from 'node:url';

async function runShell(job) {
  const terminal = openSync2('/dev/tty', 'r+');
  const ignore = () => {};
  process.on('SIGINT', ignore);
  try {
    const stdio = [terminal, terminal, terminal];
    await once2(spawn3(process.execPath, [PROGRAM2, 'shell', job], { stdio }), 'exit');
  } finally {
    process.off('SIGINT', ignore);
    closeSync2(terminal);
  }
}
var PROGRAM2;
var init_shell = __esm({
  'dist/cli/review/shell.js'() {
    'use strict';
    PROGRAM2 = fileURLToPath7(new URL('../main.js', new URL('review/shell.js', import.meta.url).href));
  },
});

// node_modules/picomatch/lib/constants.js
var require_constants = __commonJS({
  'node_modules/picomatch/lib/constants.js'(exports, module) {
    'use strict';
    var WIN_SLASH = '\\\\/';
    var WIN_NO_SLASH = `[^${WIN_SLASH}]`;
    var DEFAULT_MAX_EXTGLOB_RECURSION = 0;
    var DOT_LITERAL = '\\.';
    var PLUS_LITERAL = '\\+';
    var QMARK_LITERAL = '\\?';
    var SLASH_LITERAL = '\\/';
    var ONE_CHAR = '(?=.)';
    var QMARK = '[^/]';
    var END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
    var START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
    var DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
    var NO_DOT = `(?!${DOT_LITERAL})`;
    var NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
    var NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
    var NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
    var QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
    var STAR = `${QMARK}*?`;
    var SEP = '/';
    var POSIX_CHARS = {
      DOT_LITERAL,
      PLUS_LITERAL,
      QMARK_LITERAL,
      SLASH_LITERAL,
      ONE_CHAR,
      QMARK,
      END_ANCHOR,
      DOTS_SLASH,
      NO_DOT,
      NO_DOTS,
      NO_DOT_SLASH,
      NO_DOTS_SLASH,
      QMARK_NO_DOT,
      STAR,
      START_ANCHOR,
      SEP,
    };
    var WINDOWS_CHARS = {
      ...POSIX_CHARS,
      SLASH_LITERAL: `[${WIN_SLASH}]`,
      QMARK: WIN_NO_SLASH,
      STAR: `${WIN_NO_SLASH}*?`,
      DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
      NO_DOT: `(?!${DOT_LITERAL})`,
      NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
      NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
      START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
      END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
      SEP: '\\',
    };
    var POSIX_REGEX_SOURCE = {
      __proto__: null,
      alnum: 'a-zA-Z0-9',
      alpha: 'a-zA-Z',
      ascii: '\\x00-\\x7F',
      blank: ' \\t',
      cntrl: '\\x00-\\x1F\\x7F',
      digit: '0-9',
      graph: '\\x21-\\x7E',
      lower: 'a-z',
      print: '\\x20-\\x7E ',
      punct: '\\-!"#$%&\'()\\*+,./:;<=>?@[\\]^_`{|}~',
      space: ' \\t\\r\\n\\v\\f',
      upper: 'A-Z',
      word: 'A-Za-z0-9_',
      xdigit: 'A-Fa-f0-9',
    };
    module.exports = {
      DEFAULT_MAX_EXTGLOB_RECURSION,
      MAX_LENGTH: 1024 * 64,
      POSIX_REGEX_SOURCE,
      // regular expressions
      REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
      REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
      REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
      REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
      REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
      REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
      // Replace globs with equivalent patterns to reduce parsing time.
      REPLACEMENTS: {
        __proto__: null,
        '***': '*',
        '**/**': '**',
        '**/**/**': '**',
      },
      // Digits
      CHAR_0: 48,
      /* 0 */
      CHAR_9: 57,
      /* 9 */
      // Alphabet chars.
      CHAR_UPPERCASE_A: 65,
      /* A */
      CHAR_LOWERCASE_A: 97,
      /* a */
      CHAR_UPPERCASE_Z: 90,
      /* Z */
      CHAR_LOWERCASE_Z: 122,
      /* z */
      CHAR_LEFT_PARENTHESES: 40,
      /* ( */
      CHAR_RIGHT_PARENTHESES: 41,
      /* ) */
      CHAR_ASTERISK: 42,
      /* * */
      // Non-alphabetic chars.
      CHAR_AMPERSAND: 38,
      /* & */
      CHAR_AT: 64,
      /* @ */
      CHAR_BACKWARD_SLASH: 92,
      /* \ */
      CHAR_CARRIAGE_RETURN: 13,
      /* \r */
      CHAR_CIRCUMFLEX_ACCENT: 94,
      /* ^ */
      CHAR_COLON: 58,
      /* : */
      CHAR_COMMA: 44,
      /* , */
      CHAR_DOT: 46,
      /* . */
      CHAR_DOUBLE_QUOTE: 34,
      /* " */
      CHAR_EQUAL: 61,
      /* = */
      CHAR_EXCLAMATION_MARK: 33,
      /* ! */
      CHAR_FORM_FEED: 12,
      /* \f */
      CHAR_FORWARD_SLASH: 47,
      /* / */
      CHAR_GRAVE_ACCENT: 96,
      /* ` */
      CHAR_HASH: 35,
      /* # */
      CHAR_HYPHEN_MINUS: 45,
      /* - */
      CHAR_LEFT_ANGLE_BRACKET: 60,
      /* < */
      CHAR_LEFT_CURLY_BRACE: 123,
      /* { */
      CHAR_LEFT_SQUARE_BRACKET: 91,
      /* [ */
      CHAR_LINE_FEED: 10,
      /* \n */
      CHAR_NO_BREAK_SPACE: 160,
      /* \u00A0 */
      CHAR_PERCENT: 37,
      /* % */
      CHAR_PLUS: 43,
      /* + */
      CHAR_QUESTION_MARK: 63,
      /* ? */
      CHAR_RIGHT_ANGLE_BRACKET: 62,
      /* > */
      CHAR_RIGHT_CURLY_BRACE: 125,
      /* } */
      CHAR_RIGHT_SQUARE_BRACKET: 93,
      /* ] */
      CHAR_SEMICOLON: 59,
      /* ; */
      CHAR_SINGLE_QUOTE: 39,
      /* ' */
      CHAR_SPACE: 32,
      /*   */
      CHAR_TAB: 9,
      /* \t */
      CHAR_UNDERSCORE: 95,
      /* _ */
      CHAR_VERTICAL_LINE: 124,
      /* | */
      CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
      /* \uFEFF */
      /**
       * Create EXTGLOB_CHARS
       */
      extglobChars(chars) {
        return {
          '!': { type: 'negate', open: '(?:(?!(?:', close: `))${chars.STAR})` },
          '?': { type: 'qmark', open: '(?:', close: ')?' },
          '+': { type: 'plus', open: '(?:', close: ')+' },
          '*': { type: 'star', open: '(?:', close: ')*' },
          '@': { type: 'at', open: '(?:', close: ')' },
        };
      },
      /**
       * Create GLOB_CHARS
       */
      globChars(win32) {
        return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
      },
    };
  },
});

// node_modules/picomatch/lib/utils.js
var require_utils = __commonJS({
  'node_modules/picomatch/lib/utils.js'(exports) {
    'use strict';
    var { REGEX_BACKSLASH, REGEX_REMOVE_BACKSLASH, REGEX_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_GLOBAL } =
      require_constants();
    exports.isObject = (val) => val !== null && typeof val === 'object' && !Array.isArray(val);
    exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
    exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
    exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, '\\$1');
    exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, '/');
    exports.isWindows = () => {
      if (typeof navigator !== 'undefined' && navigator.platform) {
        const platform = navigator.platform.toLowerCase();
        return platform === 'win32' || platform === 'windows';
      }
      if (typeof process !== 'undefined' && process.platform) {
        return process.platform === 'win32';
      }
      return false;
    };
    exports.removeBackslashes = (str) => {
      return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
        return match === '\\' ? '' : match;
      });
    };
    exports.escapeLast = (input, char, lastIdx) => {
      const idx = input.lastIndexOf(char, lastIdx);
      if (idx === -1) return input;
      if (input[idx - 1] === '\\') return exports.escapeLast(input, char, idx - 1);
      return `${input.slice(0, idx)}\\${input.slice(idx)}`;
    };
    exports.removePrefix = (input, state = {}) => {
      let output = input;
      if (output.startsWith('./')) {
        output = output.slice(2);
        state.prefix = './';
      }
      return output;
    };
    exports.wrapOutput = (input, state = {}, options = {}) => {
      const prepend = options.contains ? '' : '^';
      const append = options.contains ? '' : '$';
      let output = `${prepend}(?:${input})${append}`;
      if (state.negated === true) {
        output = `(?:^(?!${output}).*$)`;
      }
      return output;
    };
    exports.basename = (path2, { windows } = {}) => {
      const segs = path2.split(windows ? /[\\/]/ : '/');
      const last = segs[segs.length - 1];
      if (last === '') {
        return segs[segs.length - 2];
      }
      return last;
    };
  },
});

// node_modules/picomatch/lib/scan.js
var require_scan = __commonJS({
  'node_modules/picomatch/lib/scan.js'(exports, module) {
    'use strict';
    var utils = require_utils();
    var {
      CHAR_ASTERISK,
      /* * */
      CHAR_AT,
      /* @ */
      CHAR_BACKWARD_SLASH,
      /* \ */
      CHAR_COMMA,
      /* , */
      CHAR_DOT,
      /* . */
      CHAR_EXCLAMATION_MARK,
      /* ! */
      CHAR_FORWARD_SLASH,
      /* / */
      CHAR_LEFT_CURLY_BRACE,
      /* { */
      CHAR_LEFT_PARENTHESES,
      /* ( */
      CHAR_LEFT_SQUARE_BRACKET,
      /* [ */
      CHAR_PLUS,
      /* + */
      CHAR_QUESTION_MARK,
      /* ? */
      CHAR_RIGHT_CURLY_BRACE,
      /* } */
      CHAR_RIGHT_PARENTHESES,
      /* ) */
      CHAR_RIGHT_SQUARE_BRACKET,
      /* ] */
    } = require_constants();
    var isPathSeparator = (code) => {
      return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
    };
    var depth = (token) => {
      if (token.isPrefix !== true) {
        token.depth = token.isGlobstar ? Infinity : 1;
      }
    };
    var scan = (input, options) => {
      const opts = options || {};
      const length = input.length - 1;
      const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
      const slashes = [];
      const tokens = [];
      const parts = [];
      let str = input;
      let index = -1;
      let start2 = 0;
      let lastIndex = 0;
      let isBrace = false;
      let isBracket = false;
      let isGlob = false;
      let isExtglob = false;
      let isGlobstar = false;
      let braceEscaped = false;
      let backslashes = false;
      let negated = false;
      let negatedExtglob = false;
      let finished = false;
      let braces = 0;
      let prev;
      let code;
      let token = { value: '', depth: 0, isGlob: false };
      const eos = () => index >= length;
      const peek = () => str.charCodeAt(index + 1);
      const advance = () => {
        prev = code;
        return str.charCodeAt(++index);
      };
      while (index < length) {
        code = advance();
        let next;
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          code = advance();
          if (code === CHAR_LEFT_CURLY_BRACE) {
            braceEscaped = true;
          }
          continue;
        }
        if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (code === CHAR_LEFT_CURLY_BRACE) {
              braces++;
              continue;
            }
            if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (braceEscaped !== true && code === CHAR_COMMA) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (code === CHAR_RIGHT_CURLY_BRACE) {
              braces--;
              if (braces === 0) {
                braceEscaped = false;
                isBrace = token.isBrace = true;
                finished = true;
                break;
              }
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_FORWARD_SLASH) {
          slashes.push(index);
          tokens.push(token);
          token = { value: '', depth: 0, isGlob: false };
          if (finished === true) continue;
          if (prev === CHAR_DOT && index === start2 + 1) {
            start2 += 2;
            continue;
          }
          lastIndex = index + 1;
          continue;
        }
        if (opts.noext !== true) {
          const isExtglobChar =
            code === CHAR_PLUS ||
            code === CHAR_AT ||
            code === CHAR_ASTERISK ||
            code === CHAR_QUESTION_MARK ||
            code === CHAR_EXCLAMATION_MARK;
          if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
            isGlob = token.isGlob = true;
            isExtglob = token.isExtglob = true;
            finished = true;
            if (code === CHAR_EXCLAMATION_MARK && index === start2) {
              negatedExtglob = true;
            }
            if (scanToEnd === true) {
              let parens = 0;
              while (eos() !== true && (code = advance())) {
                if (code === CHAR_BACKWARD_SLASH) {
                  backslashes = token.backslashes = true;
                  advance();
                  continue;
                }
                if (code === CHAR_LEFT_PARENTHESES) {
                  parens++;
                  continue;
                }
                if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                  finished = true;
                  break;
                }
              }
              continue;
            }
            break;
          }
        }
        if (code === CHAR_ASTERISK) {
          if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_QUESTION_MARK) {
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_LEFT_SQUARE_BRACKET) {
          while (eos() !== true && (next = advance())) {
            if (next === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (next === CHAR_RIGHT_SQUARE_BRACKET) {
              isBracket = token.isBracket = true;
              isGlob = token.isGlob = true;
              finished = true;
              break;
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start2) {
          negated = token.negated = true;
          start2++;
          continue;
        }
        if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
          isGlob = token.isGlob = true;
          if (scanToEnd === true) {
            let parens = 1;
            while (eos() !== true && (code = advance())) {
              if (code === CHAR_BACKWARD_SLASH) {
                backslashes = token.backslashes = true;
                advance();
                continue;
              }
              if (code === CHAR_LEFT_PARENTHESES) {
                parens++;
                continue;
              }
              if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                finished = true;
                break;
              }
            }
            continue;
          }
          break;
        }
        if (isGlob === true) {
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
      }
      if (opts.noext === true) {
        isExtglob = false;
        isGlob = false;
      }
      let base = str;
      let prefix = '';
      let glob = '';
      if (start2 > 0) {
        prefix = str.slice(0, start2);
        str = str.slice(start2);
        lastIndex -= start2;
      }
      if (base && isGlob === true && lastIndex > 0) {
        base = str.slice(0, lastIndex);
        glob = str.slice(lastIndex);
      } else if (isGlob === true) {
        base = '';
        glob = str;
      } else {
        base = str;
      }
      if (base && base !== '' && base !== '/' && base !== str) {
        if (isPathSeparator(base.charCodeAt(base.length - 1))) {
          base = base.slice(0, -1);
        }
      }
      if (opts.unescape === true) {
        if (glob) glob = utils.removeBackslashes(glob);
        if (base && backslashes === true) {
          base = utils.removeBackslashes(base);
        }
      }
      const state = {
        prefix,
        input,
        start: start2,
        base,
        glob,
        isBrace,
        isBracket,
        isGlob,
        isExtglob,
        isGlobstar,
        negated,
        negatedExtglob,
      };
      if (opts.tokens === true) {
        state.maxDepth = 0;
        if (!isPathSeparator(code)) {
          tokens.push(token);
        }
        state.tokens = tokens;
      }
      if (opts.parts === true || opts.tokens === true) {
        let prevIndex;
        for (let idx = 0; idx < slashes.length; idx++) {
          const n2 = prevIndex !== void 0 ? prevIndex + 1 : start2;
          const i = slashes[idx];
          const value2 = input.slice(n2, i);
          if (opts.tokens) {
            if (idx === 0 && start2 !== 0) {
              tokens[idx].isPrefix = true;
              tokens[idx].value = prefix;
            } else {
              tokens[idx].value = value2;
            }
            depth(tokens[idx]);
            state.maxDepth += tokens[idx].depth;
          }
          if (i >= start2) {
            parts.push(value2);
            prevIndex = i;
          }
        }
        const n = prevIndex !== void 0 ? prevIndex + 1 : start2;
        const value = input.slice(n);
        parts.push(value);
        if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
          tokens[tokens.length - 1].value = value;
          depth(tokens[tokens.length - 1]);
          state.maxDepth += tokens[tokens.length - 1].depth;
        }
        state.slashes = slashes;
        state.parts = parts;
      }
      return state;
    };
    module.exports = scan;
  },
});

// node_modules/picomatch/lib/parse.js
var require_parse = __commonJS({
  'node_modules/picomatch/lib/parse.js'(exports, module) {
    'use strict';
    var constants18 = require_constants();
    var utils = require_utils();
    var {
      MAX_LENGTH,
      POSIX_REGEX_SOURCE,
      REGEX_NON_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_BACKREF,
      REPLACEMENTS,
    } = constants18;
    var expandRange = (args, options) => {
      if (typeof options.expandRange === 'function') {
        return options.expandRange(...args, options);
      }
      args.sort();
      const value = `[${args.join('-')}]`;
      try {
        new RegExp(value);
      } catch (ex) {
        return args.map((v) => utils.escapeRegex(v)).join('..');
      }
      return value;
    };
    var syntaxError = (type, char) => {
      return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
    };
    var splitTopLevel = (input) => {
      const parts = [];
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let value = '';
      let escaped = false;
      for (const ch of input) {
        if (escaped === true) {
          value += ch;
          escaped = false;
          continue;
        }
        if (ch === '\\') {
          value += ch;
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          value += ch;
          continue;
        }
        if (quote === 0) {
          if (ch === '[') {
            bracket++;
          } else if (ch === ']' && bracket > 0) {
            bracket--;
          } else if (bracket === 0) {
            if (ch === '(') {
              paren++;
            } else if (ch === ')' && paren > 0) {
              paren--;
            } else if (ch === '|' && paren === 0) {
              parts.push(value);
              value = '';
              continue;
            }
          }
        }
        value += ch;
      }
      parts.push(value);
      return parts;
    };
    var isPlainBranch = (branch) => {
      let escaped = false;
      for (const ch of branch) {
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === '\\') {
          escaped = true;
          continue;
        }
        if (/[?*+@!()[\]{}]/.test(ch)) {
          return false;
        }
      }
      return true;
    };
    var normalizeSimpleBranch = (branch) => {
      let value = branch.trim();
      let changed = true;
      while (changed === true) {
        changed = false;
        if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
          value = value.slice(2, -1);
          changed = true;
        }
      }
      if (!isPlainBranch(value)) {
        return;
      }
      return value.replace(/\\(.)/g, '$1');
    };
    var hasRepeatedCharPrefixOverlap = (branches) => {
      const values = branches.map(normalizeSimpleBranch).filter(Boolean);
      for (let i = 0; i < values.length; i++) {
        for (let j = i + 1; j < values.length; j++) {
          const a = values[i];
          const b = values[j];
          const char = a[0];
          if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
            continue;
          }
          if (a === b || a.startsWith(b) || b.startsWith(a)) {
            return true;
          }
        }
      }
      return false;
    };
    var parseRepeatedExtglob = (pattern, requireEnd = true) => {
      if ((pattern[0] !== '+' && pattern[0] !== '*') || pattern[1] !== '(') {
        return;
      }
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let escaped = false;
      for (let i = 1; i < pattern.length; i++) {
        const ch = pattern[i];
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === '\\') {
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          continue;
        }
        if (quote === 1) {
          continue;
        }
        if (ch === '[') {
          bracket++;
          continue;
        }
        if (ch === ']' && bracket > 0) {
          bracket--;
          continue;
        }
        if (bracket > 0) {
          continue;
        }
        if (ch === '(') {
          paren++;
          continue;
        }
        if (ch === ')') {
          paren--;
          if (paren === 0) {
            if (requireEnd === true && i !== pattern.length - 1) {
              return;
            }
            return {
              type: pattern[0],
              body: pattern.slice(2, i),
              end: i,
            };
          }
        }
      }
    };
    var buildCharClassStar = (chars) => {
      const source =
        chars.length === 1
          ? utils.escapeRegex(chars[0])
          : `[${chars.map((ch) => utils.escapeRegex(ch)).join('')}]`;
      return `${source}*`;
    };
    var getStarExtglobSequenceChars = (pattern) => {
      let index = 0;
      const chars = [];
      while (index < pattern.length) {
        const match = parseRepeatedExtglob(pattern.slice(index), false);
        if (!match || match.type !== '*') {
          return;
        }
        const branches = splitTopLevel(match.body).map((branch2) => branch2.trim());
        if (branches.length !== 1) {
          return;
        }
        const branch = normalizeSimpleBranch(branches[0]);
        if (!branch || branch.length !== 1) {
          return;
        }
        chars.push(branch);
        index += match.end + 1;
      }
      if (chars.length < 1) {
        return;
      }
      return chars;
    };
    var repeatedExtglobRecursion = (pattern) => {
      let depth = 0;
      let value = pattern.trim();
      let match = parseRepeatedExtglob(value);
      while (match) {
        depth++;
        value = match.body.trim();
        match = parseRepeatedExtglob(value);
      }
      return depth;
    };
    var analyzeRepeatedExtglob = (body, options) => {
      if (options.maxExtglobRecursion === false) {
        return { risky: false };
      }
      const max =
        typeof options.maxExtglobRecursion === 'number'
          ? options.maxExtglobRecursion
          : constants18.DEFAULT_MAX_EXTGLOB_RECURSION;
      const branches = splitTopLevel(body).map((branch) => branch.trim());
      if (branches.length > 1) {
        if (
          branches.some((branch) => branch === '') ||
          branches.some((branch) => /^[*?]+$/.test(branch)) ||
          hasRepeatedCharPrefixOverlap(branches)
        ) {
          return { risky: true };
        }
      }
      const safeChars = [];
      let sawStarSequence = false;
      let combinable = true;
      for (const branch of branches) {
        const chars = getStarExtglobSequenceChars(branch);
        if (chars) {
          sawStarSequence = true;
          safeChars.push(...chars);
          continue;
        }
        const literal = normalizeSimpleBranch(branch);
        if (literal && literal.length === 1) {
          safeChars.push(literal);
          continue;
        }
        combinable = false;
        if (repeatedExtglobRecursion(branch) > max) {
          return { risky: true };
        }
      }
      if (sawStarSequence) {
        return combinable
          ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) }
          : { risky: true };
      }
      return { risky: false };
    };
    var parse = (input, options) => {
      if (typeof input !== 'string') {
        throw new TypeError('Expected a string');
      }
      input = REPLACEMENTS[input] || input;
      const opts = { ...options };
      const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      let len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      const bos = { type: 'bos', value: '', output: opts.prepend || '' };
      const tokens = [bos];
      const capture = opts.capture ? '' : '?:';
      const PLATFORM_CHARS = constants18.globChars(opts.windows);
      const EXTGLOB_CHARS = constants18.extglobChars(PLATFORM_CHARS);
      const {
        DOT_LITERAL,
        PLUS_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOT_SLASH,
        NO_DOTS_SLASH,
        QMARK,
        QMARK_NO_DOT,
        STAR,
        START_ANCHOR,
      } = PLATFORM_CHARS;
      const globstar = (opts2) => {
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const nodot = opts.dot ? '' : NO_DOT;
      const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
      let star = opts.bash === true ? globstar(opts) : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      if (typeof opts.noext === 'boolean') {
        opts.noextglob = opts.noext;
      }
      const state = {
        input,
        index: -1,
        start: 0,
        dot: opts.dot === true,
        consumed: '',
        output: '',
        prefix: '',
        backtrack: false,
        negated: false,
        brackets: 0,
        braces: 0,
        parens: 0,
        quotes: 0,
        globstar: false,
        tokens,
      };
      input = utils.removePrefix(input, state);
      len = input.length;
      const extglobs = [];
      const braces = [];
      const stack = [];
      let prev = bos;
      let value;
      const eos = () => state.index === len - 1;
      const peek = (state.peek = (n = 1) => input[state.index + n]);
      const advance = (state.advance = () => input[++state.index] || '');
      const remaining = () => input.slice(state.index + 1);
      const consume = (value2 = '', num = 0) => {
        state.consumed += value2;
        state.index += num;
      };
      const append = (token) => {
        state.output += token.output != null ? token.output : token.value;
        consume(token.value);
      };
      const negate = () => {
        let count2 = 1;
        while (peek() === '!' && (peek(2) !== '(' || peek(3) === '?')) {
          advance();
          state.start++;
          count2++;
        }
        if (count2 % 2 === 0) {
          return false;
        }
        state.negated = true;
        state.start++;
        return true;
      };
      const increment = (type) => {
        state[type]++;
        stack.push(type);
      };
      const decrement = (type) => {
        state[type]--;
        stack.pop();
      };
      const push = (tok) => {
        if (prev.type === 'globstar') {
          const isBrace = state.braces > 0 && (tok.type === 'comma' || tok.type === 'brace');
          const isExtglob =
            tok.extglob === true || (extglobs.length && (tok.type === 'pipe' || tok.type === 'paren'));
          if (tok.type !== 'slash' && tok.type !== 'paren' && !isBrace && !isExtglob) {
            state.output = state.output.slice(0, -prev.output.length);
            prev.type = 'star';
            prev.value = '*';
            prev.output = star;
            state.output += prev.output;
          }
        }
        if (extglobs.length && tok.type !== 'paren') {
          extglobs[extglobs.length - 1].inner += tok.value;
        }
        if (tok.value || tok.output) append(tok);
        if (prev && prev.type === 'text' && tok.type === 'text') {
          prev.output = (prev.output || prev.value) + tok.value;
          prev.value += tok.value;
          return;
        }
        tok.prev = prev;
        tokens.push(tok);
        prev = tok;
      };
      const extglobOpen = (type, value2) => {
        const token = { ...EXTGLOB_CHARS[value2], conditions: 1, inner: '' };
        token.prev = prev;
        token.parens = state.parens;
        token.output = state.output;
        token.startIndex = state.index;
        token.tokensIndex = tokens.length;
        const output = (opts.capture ? '(' : '') + token.open;
        increment('parens');
        push({ type, value: value2, output: state.output ? '' : ONE_CHAR });
        push({ type: 'paren', extglob: true, value: advance(), output });
        extglobs.push(token);
      };
      const extglobClose = (token) => {
        const literal = input.slice(token.startIndex, state.index + 1);
        const body = input.slice(token.startIndex + 2, state.index);
        const analysis = analyzeRepeatedExtglob(body, opts);
        if ((token.type === 'plus' || token.type === 'star') && analysis.risky) {
          const safeOutput = analysis.safeOutput
            ? (token.output ? '' : ONE_CHAR) +
              (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput)
            : void 0;
          const open4 = tokens[token.tokensIndex];
          open4.type = 'text';
          open4.value = literal;
          open4.output = safeOutput || utils.escapeRegex(literal);
          for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
            tokens[i].value = '';
            tokens[i].output = '';
            delete tokens[i].suffix;
          }
          state.output = token.output + open4.output;
          state.backtrack = true;
          push({ type: 'paren', extglob: true, value, output: '' });
          decrement('parens');
          return;
        }
        let output = token.close + (opts.capture ? ')' : '');
        let rest;
        if (token.type === 'negate') {
          let extglobStar = star;
          if (token.inner && token.inner.length > 1 && token.inner.includes('/')) {
            extglobStar = globstar(opts);
          }
          if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
            output = token.close = `)$))${extglobStar}`;
          }
          if (token.inner.includes('*') && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
            const expression = parse(rest, { ...options, fastpaths: false }).output;
            output = token.close = `)${expression})${extglobStar})`;
          }
          if (token.prev.type === 'bos') {
            state.negatedExtglob = true;
          }
        }
        push({ type: 'paren', extglob: true, value, output });
        decrement('parens');
      };
      if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
        let backslashes = false;
        let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first2, rest, index) => {
          if (first2 === '\\') {
            backslashes = true;
            return m;
          }
          if (first2 === '?') {
            if (esc) {
              return esc + first2 + (rest ? QMARK.repeat(rest.length) : '');
            }
            if (index === 0) {
              return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : '');
            }
            return QMARK.repeat(chars.length);
          }
          if (first2 === '.') {
            return DOT_LITERAL.repeat(chars.length);
          }
          if (first2 === '*') {
            if (esc) {
              return esc + first2 + (rest ? star : '');
            }
            return star;
          }
          return esc ? m : `\\${m}`;
        });
        if (backslashes === true) {
          if (opts.unescape === true) {
            output = output.replace(/\\/g, '');
          } else {
            output = output.replace(/\\+/g, (m) => {
              return m.length % 2 === 0 ? '\\\\' : m ? '\\' : '';
            });
          }
        }
        if (output === input && opts.contains === true) {
          state.output = input;
          return state;
        }
        state.output = utils.wrapOutput(output, state, options);
        return state;
      }
      while (!eos()) {
        value = advance();
        if (value === '\0') {
          continue;
        }
        if (value === '\\') {
          const next = peek();
          if (next === '/' && opts.bash !== true) {
            continue;
          }
          if (next === '.' || next === ';') {
            continue;
          }
          if (!next) {
            value += '\\';
            push({ type: 'text', value });
            continue;
          }
          const match = /^\\+/.exec(remaining());
          let slashes = 0;
          if (match && match[0].length > 2) {
            slashes = match[0].length;
            state.index += slashes;
            if (slashes % 2 !== 0) {
              value += '\\';
            }
          }
          if (opts.unescape === true) {
            value = advance();
          } else {
            value += advance();
          }
          if (state.brackets === 0) {
            push({ type: 'text', value });
            continue;
          }
        }
        if (state.brackets > 0 && (value !== ']' || prev.value === '[' || prev.value === '[^')) {
          if (opts.posix !== false && value === ':') {
            const inner = prev.value.slice(1);
            if (inner.includes('[')) {
              prev.posix = true;
              if (inner.includes(':')) {
                const idx = prev.value.lastIndexOf('[');
                const pre = prev.value.slice(0, idx);
                const rest2 = prev.value.slice(idx + 2);
                const posix4 = POSIX_REGEX_SOURCE[rest2];
                if (posix4) {
                  prev.value = pre + posix4;
                  state.backtrack = true;
                  advance();
                  if (!bos.output && tokens.indexOf(prev) === 1) {
                    bos.output = ONE_CHAR;
                  }
                  continue;
                }
              }
            }
          }
          if ((value === '[' && peek() !== ':') || (value === '-' && peek() === ']')) {
            value = `\\${value}`;
          }
          if (value === ']' && (prev.value === '[' || prev.value === '[^')) {
            value = `\\${value}`;
          }
          if (opts.posix === true && value === '!' && prev.value === '[') {
            value = '^';
          }
          prev.value += value;
          append({ value });
          continue;
        }
        if (state.quotes === 1 && value !== '"') {
          value = utils.escapeRegex(value);
          prev.value += value;
          append({ value });
          continue;
        }
        if (value === '"') {
          state.quotes = state.quotes === 1 ? 0 : 1;
          if (opts.keepQuotes === true) {
            push({ type: 'text', value });
          }
          continue;
        }
        if (value === '(') {
          increment('parens');
          push({ type: 'paren', value });
          continue;
        }
        if (value === ')') {
          if (state.parens === 0 && opts.strictBrackets === true) {
            throw new SyntaxError(syntaxError('opening', '('));
          }
          const extglob = extglobs[extglobs.length - 1];
          if (extglob && state.parens === extglob.parens + 1) {
            extglobClose(extglobs.pop());
            continue;
          }
          push({ type: 'paren', value, output: state.parens ? ')' : '\\)' });
          decrement('parens');
          continue;
        }
        if (value === '[') {
          if (opts.nobracket === true || !remaining().includes(']')) {
            if (opts.nobracket !== true && opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError('closing', ']'));
            }
            value = `\\${value}`;
          } else {
            increment('brackets');
          }
          push({ type: 'bracket', value });
          continue;
        }
        if (value === ']') {
          if (opts.nobracket === true || (prev && prev.type === 'bracket' && prev.value.length === 1)) {
            push({ type: 'text', value, output: `\\${value}` });
            continue;
          }
          if (state.brackets === 0) {
            if (opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError('opening', '['));
            }
            push({ type: 'text', value, output: `\\${value}` });
            continue;
          }
          decrement('brackets');
          const prevValue = prev.value.slice(1);
          if (prev.posix !== true && prevValue[0] === '^' && !prevValue.includes('/')) {
            value = `/${value}`;
          }
          prev.value += value;
          append({ value });
          if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
            continue;
          }
          const escaped = utils.escapeRegex(prev.value);
          state.output = state.output.slice(0, -prev.value.length);
          if (opts.literalBrackets === true) {
            state.output += escaped;
            prev.value = escaped;
            continue;
          }
          prev.value = `(${capture}${escaped}|${prev.value})`;
          state.output += prev.value;
          continue;
        }
        if (value === '{' && opts.nobrace !== true) {
          increment('braces');
          const open4 = {
            type: 'brace',
            value,
            output: '(',
            outputIndex: state.output.length,
            tokensIndex: state.tokens.length,
          };
          braces.push(open4);
          push(open4);
          continue;
        }
        if (value === '}') {
          const brace = braces[braces.length - 1];
          if (opts.nobrace === true || !brace) {
            push({ type: 'text', value, output: value });
            continue;
          }
          let output = ')';
          if (brace.dots === true) {
            const arr = tokens.slice();
            const range = [];
            for (let i = arr.length - 1; i >= 0; i--) {
              tokens.pop();
              if (arr[i].type === 'brace') {
                break;
              }
              if (arr[i].type !== 'dots') {
                range.unshift(arr[i].value);
              }
            }
            output = expandRange(range, opts);
            state.backtrack = true;
          }
          if (brace.comma !== true && brace.dots !== true) {
            const out = state.output.slice(0, brace.outputIndex);
            const toks = state.tokens.slice(brace.tokensIndex);
            brace.value = brace.output = '\\{';
            value = output = '\\}';
            state.output = out;
            for (const t of toks) {
              state.output += t.output || t.value;
            }
          }
          push({ type: 'brace', value, output });
          decrement('braces');
          braces.pop();
          continue;
        }
        if (value === '|') {
          if (extglobs.length > 0) {
            extglobs[extglobs.length - 1].conditions++;
          }
          push({ type: 'text', value });
          continue;
        }
        if (value === ',') {
          let output = value;
          const brace = braces[braces.length - 1];
          if (brace && stack[stack.length - 1] === 'braces') {
            brace.comma = true;
            output = '|';
          }
          push({ type: 'comma', value, output });
          continue;
        }
        if (value === '/') {
          if (prev.type === 'dot' && state.index === state.start + 1) {
            state.start = state.index + 1;
            state.consumed = '';
            state.output = '';
            tokens.pop();
            prev = bos;
            continue;
          }
          push({ type: 'slash', value, output: SLASH_LITERAL });
          continue;
        }
        if (value === '.') {
          if (state.braces > 0 && prev.type === 'dot') {
            if (prev.value === '.') prev.output = DOT_LITERAL;
            const brace = braces[braces.length - 1];
            prev.type = 'dots';
            prev.output += value;
            prev.value += value;
            brace.dots = true;
            continue;
          }
          if (state.braces + state.parens === 0 && prev.type !== 'bos' && prev.type !== 'slash') {
            push({ type: 'text', value, output: DOT_LITERAL });
            continue;
          }
          push({ type: 'dot', value, output: DOT_LITERAL });
          continue;
        }
        if (value === '?') {
          const isGroup = prev && prev.value === '(';
          if (!isGroup && opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
            extglobOpen('qmark', value);
            continue;
          }
          if (prev && prev.type === 'paren') {
            const next = peek();
            let output = value;
            if (
              (prev.value === '(' && !/[!=<:]/.test(next)) ||
              (next === '<' && !/<([!=]|\w+>)/.test(remaining()))
            ) {
              output = `\\${value}`;
            }
            push({ type: 'text', value, output });
            continue;
          }
          if (opts.dot !== true && (prev.type === 'slash' || prev.type === 'bos')) {
            push({ type: 'qmark', value, output: QMARK_NO_DOT });
            continue;
          }
          push({ type: 'qmark', value, output: QMARK });
          continue;
        }
        if (value === '!') {
          if (opts.noextglob !== true && peek() === '(') {
            if (peek(2) !== '?' || !/[!=<:]/.test(peek(3))) {
              extglobOpen('negate', value);
              continue;
            }
          }
          if (opts.nonegate !== true && state.index === 0) {
            negate();
            continue;
          }
        }
        if (value === '+') {
          if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
            extglobOpen('plus', value);
            continue;
          }
          if ((prev && prev.value === '(') || opts.regex === false) {
            push({ type: 'plus', value, output: PLUS_LITERAL });
            continue;
          }
          if (
            (prev && (prev.type === 'bracket' || prev.type === 'paren' || prev.type === 'brace')) ||
            state.parens > 0
          ) {
            push({ type: 'plus', value });
            continue;
          }
          push({ type: 'plus', value: PLUS_LITERAL });
          continue;
        }
        if (value === '@') {
          if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
            push({ type: 'at', extglob: true, value, output: '' });
            continue;
          }
          push({ type: 'text', value });
          continue;
        }
        if (value !== '*') {
          if (value === '$' || value === '^') {
            value = `\\${value}`;
          }
          const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
          if (match) {
            value += match[0];
            state.index += match[0].length;
          }
          push({ type: 'text', value });
          continue;
        }
        if (prev && (prev.type === 'globstar' || prev.star === true)) {
          prev.type = 'star';
          prev.star = true;
          prev.value += value;
          prev.output = star;
          state.backtrack = true;
          state.globstar = true;
          consume(value);
          continue;
        }
        let rest = remaining();
        if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
          extglobOpen('star', value);
          continue;
        }
        if (prev.type === 'star') {
          if (opts.noglobstar === true) {
            consume(value);
            continue;
          }
          const prior = prev.prev;
          const before = prior.prev;
          const isStart = prior.type === 'slash' || prior.type === 'bos';
          const afterStar = before && (before.type === 'star' || before.type === 'globstar');
          if (opts.bash === true && (!isStart || (rest[0] && rest[0] !== '/'))) {
            push({ type: 'star', value, output: '' });
            continue;
          }
          const isBrace = state.braces > 0 && (prior.type === 'comma' || prior.type === 'brace');
          const isExtglob = extglobs.length && (prior.type === 'pipe' || prior.type === 'paren');
          if (!isStart && prior.type !== 'paren' && !isBrace && !isExtglob) {
            push({ type: 'star', value, output: '' });
            continue;
          }
          while (rest.slice(0, 3) === '/**') {
            const after = input[state.index + 4];
            if (after && after !== '/') {
              break;
            }
            rest = rest.slice(3);
            consume('/**', 3);
          }
          const isEnd2 =
            eos() ||
            (state.parens > 0 &&
              rest === ')'.repeat(state.parens) &&
              !extglobs.some((extglob) => extglob.type === 'negate'));
          if (prior.type === 'bos' && eos()) {
            prev.type = 'globstar';
            prev.value += value;
            prev.output = globstar(opts);
            state.output = prev.output;
            state.globstar = true;
            consume(value);
            continue;
          }
          if (prior.type === 'slash' && prior.prev.type !== 'bos' && !afterStar && isEnd2) {
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = 'globstar';
            prev.output = globstar(opts) + (opts.strictSlashes ? ')' : '|$)');
            prev.value += value;
            state.globstar = true;
            state.output += prior.output + prev.output;
            consume(value);
            continue;
          }
          if (prior.type === 'slash' && prior.prev.type !== 'bos' && rest[0] === '/') {
            const end = rest[1] !== void 0 ? '|$' : '';
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = 'globstar';
            prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
            prev.value += value;
            state.output += prior.output + prev.output;
            state.globstar = true;
            consume(value + advance());
            push({ type: 'slash', value: '/', output: '' });
            continue;
          }
          if (prior.type === 'bos' && rest[0] === '/') {
            prev.type = 'globstar';
            prev.value += value;
            prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
            state.output = prev.output;
            state.globstar = true;
            consume(value + advance());
            push({ type: 'slash', value: '/', output: '' });
            continue;
          }
          state.output = state.output.slice(0, -prev.output.length);
          prev.type = 'globstar';
          prev.output = globstar(opts);
          prev.value += value;
          state.output += prev.output;
          state.globstar = true;
          consume(value);
          continue;
        }
        const token = { type: 'star', value, output: star };
        if (opts.bash === true) {
          token.output = '.*?';
          if (prev.type === 'bos' || prev.type === 'slash') {
            token.output = nodot + token.output;
          }
          push(token);
          continue;
        }
        if (prev && (prev.type === 'bracket' || prev.type === 'paren') && opts.regex === true) {
          token.output = value;
          push(token);
          continue;
        }
        if (state.index === state.start || prev.type === 'slash' || prev.type === 'dot') {
          if (prev.type === 'dot') {
            state.output += NO_DOT_SLASH;
            prev.output += NO_DOT_SLASH;
          } else if (opts.dot === true) {
            state.output += NO_DOTS_SLASH;
            prev.output += NO_DOTS_SLASH;
          } else {
            state.output += nodot;
            prev.output += nodot;
          }
          if (peek() !== '*') {
            state.output += ONE_CHAR;
            prev.output += ONE_CHAR;
          }
        }
        push(token);
      }
      while (state.brackets > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ']'));
        state.output = utils.escapeLast(state.output, '[');
        decrement('brackets');
      }
      while (state.parens > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ')'));
        state.output = utils.escapeLast(state.output, '(');
        decrement('parens');
      }
      while (state.braces > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', '}'));
        state.output = utils.escapeLast(state.output, '{');
        decrement('braces');
      }
      if (opts.strictSlashes !== true && (prev.type === 'star' || prev.type === 'bracket')) {
        push({ type: 'maybe_slash', value: '', output: `${SLASH_LITERAL}?` });
      }
      if (state.backtrack === true) {
        state.output = '';
        for (const token of state.tokens) {
          state.output += token.output != null ? token.output : token.value;
          if (token.suffix) {
            state.output += token.suffix;
          }
        }
      }
      return state;
    };
    parse.fastpaths = (input, options) => {
      const opts = { ...options };
      const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      const len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      input = REPLACEMENTS[input] || input;
      const {
        DOT_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOTS,
        NO_DOTS_SLASH,
        STAR,
        START_ANCHOR,
      } = constants18.globChars(opts.windows);
      const nodot = opts.dot ? NO_DOTS : NO_DOT;
      const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
      const capture = opts.capture ? '' : '?:';
      const state = { negated: false, prefix: '' };
      let star = opts.bash === true ? '.*?' : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      const globstar = (opts2) => {
        if (opts2.noglobstar === true) return star;
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const create = (str) => {
        switch (str) {
          case '*':
            return `${nodot}${ONE_CHAR}${star}`;
          case '.*':
            return `${DOT_LITERAL}${ONE_CHAR}${star}`;
          case '*.*':
            return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case '*/*':
            return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
          case '**':
            return nodot + globstar(opts);
          case '**/*':
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
          case '**/*.*':
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case '**/.*':
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
          default: {
            const match = /^(.*?)\.(\w+)$/.exec(str);
            if (!match) return;
            const source2 = create(match[1]);
            if (!source2) return;
            return source2 + DOT_LITERAL + match[2];
          }
        }
      };
      const output = utils.removePrefix(input, state);
      let source = create(output);
      if (source && opts.strictSlashes !== true) {
        source += `${SLASH_LITERAL}?`;
      }
      return source;
    };
    module.exports = parse;
  },
});

// node_modules/picomatch/lib/picomatch.js
var require_picomatch = __commonJS({
  'node_modules/picomatch/lib/picomatch.js'(exports, module) {
    'use strict';
    var scan = require_scan();
    var parse = require_parse();
    var utils = require_utils();
    var constants18 = require_constants();
    var isObject = (val) => val && typeof val === 'object' && !Array.isArray(val);
    var picomatch2 = (glob, options, returnState = false) => {
      if (Array.isArray(glob)) {
        const fns = glob.map((input) => picomatch2(input, options, returnState));
        const arrayMatcher = (str) => {
          for (const isMatch of fns) {
            const state2 = isMatch(str);
            if (state2) return state2;
          }
          return false;
        };
        return arrayMatcher;
      }
      const isState = isObject(glob) && glob.tokens && glob.input;
      if (glob === '' || (typeof glob !== 'string' && !isState)) {
        throw new TypeError('Expected pattern to be a non-empty string');
      }
      const opts = options || {};
      const posix4 = opts.windows;
      const regex = isState
        ? picomatch2.compileRe(glob, options)
        : picomatch2.makeRe(glob, options, false, true);
      const state = regex.state;
      delete regex.state;
      let isIgnored = () => false;
      if (opts.ignore) {
        const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
        isIgnored = picomatch2(opts.ignore, ignoreOpts, returnState);
      }
      const matcher = (input, returnObject = false) => {
        const { isMatch, match, output } = picomatch2.test(input, regex, options, { glob, posix: posix4 });
        const result = { glob, state, regex, posix: posix4, input, output, match, isMatch };
        if (typeof opts.onResult === 'function') {
          opts.onResult(result);
        }
        if (isMatch === false) {
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (isIgnored(input)) {
          if (typeof opts.onIgnore === 'function') {
            opts.onIgnore(result);
          }
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (typeof opts.onMatch === 'function') {
          opts.onMatch(result);
        }
        return returnObject ? result : true;
      };
      if (returnState) {
        matcher.state = state;
      }
      return matcher;
    };
    picomatch2.test = (input, regex, options, { glob, posix: posix4 } = {}) => {
      if (typeof input !== 'string') {
        throw new TypeError('Expected input to be a string');
      }
      if (input === '') {
        return { isMatch: false, output: '' };
      }
      const opts = options || {};
      const format = opts.format || (posix4 ? utils.toPosixSlashes : null);
      let match = input === glob;
      let output = match && format ? format(input) : input;
      if (match === false) {
        output = format ? format(input) : input;
        match = output === glob;
      }
      if (match === false || opts.capture === true) {
        if (opts.matchBase === true || opts.basename === true) {
          match = picomatch2.matchBase(input, regex, options, posix4);
        } else {
          match = regex.exec(output);
        }
      }
      return { isMatch: Boolean(match), match, output };
    };
    picomatch2.matchBase = (input, glob, options, posix4 = options && options.windows) => {
      const regex = glob instanceof RegExp ? glob : picomatch2.makeRe(glob, options);
      return regex.test(utils.basename(input, { windows: posix4 }));
    };
    picomatch2.isMatch = (str, patterns, options) => picomatch2(patterns, options)(str);
    picomatch2.parse = (pattern, options) => {
      if (Array.isArray(pattern)) return pattern.map((p) => picomatch2.parse(p, options));
      return parse(pattern, { ...options, fastpaths: false });
    };
    picomatch2.scan = (input, options) => scan(input, options);
    picomatch2.compileRe = (state, options, returnOutput = false, returnState = false) => {
      if (returnOutput === true) {
        return state.output;
      }
      const opts = options || {};
      const prepend = opts.contains ? '' : '^';
      const append = opts.contains ? '' : '$';
      let source = `${prepend}(?:${state.output})${append}`;
      if (state && state.negated === true) {
        source = `^(?!${source}).*$`;
      }
      const regex = picomatch2.toRegex(source, options);
      if (returnState === true) {
        regex.state = state;
      }
      return regex;
    };
    picomatch2.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
      if (!input || typeof input !== 'string') {
        throw new TypeError('Expected a non-empty string');
      }
      let parsed = { negated: false, fastpaths: true };
      if (options.fastpaths !== false && (input[0] === '.' || input[0] === '*')) {
        parsed.output = parse.fastpaths(input, options);
      }
      if (!parsed.output) {
        parsed = parse(input, options);
      }
      return picomatch2.compileRe(parsed, options, returnOutput, returnState);
    };
    picomatch2.toRegex = (source, options) => {
      try {
        const opts = options || {};
        return new RegExp(source, opts.flags || (opts.nocase ? 'i' : ''));
      } catch (err) {
        if (options && options.debug === true) throw err;
        return /$^/;
      }
    };
    picomatch2.constants = constants18;
    module.exports = picomatch2;
  },
});

// node_modules/picomatch/index.js
var require_picomatch2 = __commonJS({
  'node_modules/picomatch/index.js'(exports, module) {
    'use strict';
    var pico = require_picomatch();
    var utils = require_utils();
    function picomatch2(glob, options, returnState = false) {
      if (options && (options.windows === null || options.windows === void 0)) {
        options = { ...options, windows: utils.isWindows() };
      }
      return pico(glob, options, returnState);
    }
    Object.assign(picomatch2, pico);
    module.exports = picomatch2;
  },
});

// dist/commit/choose.js
var choose_exports = {};
__export(choose_exports, {
  matcherOf: () => matcherOf,
});
function matcherOf({ only = [], except = [] }) {
  if (only.length === 0 && except.length === 0) return void 0;
  const isWanted2 = only.length === 0 ? () => true : anyOf(only);
  const isUnwanted = anyOf(except);
  return (path2) => selfAndAbove(path2).some(isWanted2) && !selfAndAbove(path2).some(isUnwanted);
}
function anyOf(globs) {
  const matchers = globs.map((glob) =>
    (0, import_picomatch.default)(rawFromText(glob.replace(/^\/+|\/+$/g, '')), { dot: true }),
  );
  return (path2) => matchers.some((matches) => matches(path2));
}
function selfAndAbove(path2) {
  const paths2 = [];
  for (let at2 = path2; at2 !== ''; at2 = splitRaw(at2).parent) paths2.push(at2);
  return paths2;
}
var import_picomatch;
var init_choose = __esm({
  'dist/commit/choose.js'() {
    'use strict';
    import_picomatch = __toESM(require_picomatch2(), 1);
    init_bytes_path();
  },
});

// dist/diff/render-list.js
function letterOf(kind2) {
  return LETTERS[kind2];
}
var LETTERS;
var init_render_list = __esm({
  'dist/diff/render-list.js'() {
    'use strict';
    init_bytes_path();
    LETTERS = {
      added: 'A',
      modified: 'M',
      deleted: 'D',
      replaced: 'R',
      metadata: 'm',
    };
  },
});

// dist/diff/render-tree.js
var render_tree_exports = {};
__export(render_tree_exports, {
  renderTree: () => renderTree,
});
function renderTree(changes) {
  const lines = [];
  let open4 = [];
  for (const change of changes) {
    const names = componentsOf(change.path);
    for (let depth = sharedDepth(open4, names); depth < names.length - 1; depth += 1) {
      lines.push(`${indentTo(depth)}  ${quoteRaw(names[depth] ?? change.path)}/`);
    }
    lines.push(renderLine(change, names));
    open4 = typeOfChange(change) === 'directory' ? names : names.slice(0, -1);
  }
  return lines;
}
function renderLine(change, names) {
  const name = quoteRaw(names.at(-1) ?? change.path);
  const slash = typeOfChange(change) === 'directory' ? '/' : '';
  return `${indentTo(names.length - 1)}${letterOf(change.kind)} ${name}${slash}`;
}
function sharedDepth(left, right) {
  const length = Math.min(left.length, right.length);
  for (let depth = 0; depth < length; depth += 1) if (left[depth] !== right[depth]) return depth;
  return length;
}
function indentTo(depth) {
  return INDENT.repeat(Math.min(Math.max(depth, 0), DEEPEST_INDENT));
}
var INDENT, DEEPEST_INDENT;
var init_render_tree = __esm({
  'dist/diff/render-tree.js'() {
    'use strict';
    init_bytes_path();
    init_change();
    init_render_list();
    INDENT = '  ';
    DEEPEST_INDENT = 40;
  },
});

// dist/cli/review/show.js
async function showTree(job, { from, ...choice }) {
  const [{ matcherOf: matcherOf2 }, { renderTree: renderTree2 }] = await Promise.all([
    Promise.resolve().then(() => (init_choose(), choose_exports)),
    Promise.resolve().then(() => (init_render_tree(), render_tree_exports)),
  ]);
  const all = await job.readChanges();
  const root = from === void 0 ? ROOT_PATH : viewPath(from);
  const includes = matcherOf2(choice) ?? (() => true);
  const chosen = all.filter(({ path: path2 }) => isBelow(path2, root) && includes(path2));
  const rendered = renderTree2(chosen.slice(0, TREE_LINES)).map((line) => `  ${printable(line)}`);
  const more = chosen.length - Math.min(chosen.length, TREE_LINES);
  const lines = more > 0 ? [...rendered, `  ... and ${more} more: layover diff ${job.id} --tree`] : rendered;
  return { lines, chosen: chosen.length, all: all.length };
}
async function showPatch(job, path2) {
  const lines = [];
  let text3 = '';
  for await (const piece of job.render('patch', { paths: path2 === '' ? [] : [path2] })) {
    text3 += piece;
    const whole = text3.split('\n');
    text3 = whole.pop() ?? '';
    lines.push(...whole);
    if (lines.length > PATCH_LINES) break;
  }
  if (lines.length === 0) return [`Nothing changed at ${printable(path2)}`];
  const shown = lines.slice(0, PATCH_LINES).map((line) => printableLines(line));
  const isCut = lines.length > PATCH_LINES;
  return isCut ? [...shown, style('dim', `... the rest: layover diff ${job.id} --patch`)] : shown;
}
var TREE_LINES, PATCH_LINES;
var init_show = __esm({
  'dist/cli/review/show.js'() {
    'use strict';
    init_bytes_path();
    init_view_path();
    init_output();
    init_text();
    TREE_LINES = 200;
    PATCH_LINES = 500;
  },
});

// dist/cli/review/review.js
var review_exports = {};
__export(review_exports, {
  reviewJob: () => reviewJob,
});
async function reviewJob(first2, options, layover) {
  const terminal = new ReviewTerminal();
  let job = first2;
  let review = { layover, terminal, options };
  await printTree(job, review);
  for (;;) {
    const key = await terminal.key(style('bold', `layover: ${KEYS}?`));
    const step = await (key === void 0 ? keep(job) : act(key, job, review));
    if (step.kind === 'settled') return step.settlement;
    job = step.job;
    review = { ...review, options: step.options };
  }
}
async function act(key, job, review) {
  const action = ACTIONS[key.toLowerCase()];
  try {
    if (action !== void 0) return await action(job, review);
    review.terminal.show(HELP);
  } catch (error) {
    review.terminal.show(renderFailure(error));
  }
  return goOn(job, review);
}
function goOn(job, { options }) {
  return { kind: 'next', job, options };
}
function keep(job) {
  return { kind: 'settled', settlement: { result: job.result, isKept: true } };
}
async function printTree(job, { terminal, options }) {
  const { lines, chosen, all } = await showTree(job, options);
  const share = chosen === all ? '' : `; ${chosen} of ${all} chosen`;
  terminal.show([`layover: ${style('bold', job.id)}: ${renderCounts(job.result.changes)}${share}`, ...lines]);
}
async function askPatch(job, review) {
  const path2 = await review.terminal.line('Patch of which path (Enter: all)?');
  if (path2 !== void 0) review.terminal.show(await showPatch(job, path2.trim()));
  return goOn(job, review);
}
async function pick(job, review) {
  const words = await review.terminal.line('Only which globs (Enter: everything)?');
  if (words === void 0) return goOn(job, review);
  const globs = words.split(' ').filter((word) => word !== '');
  const options = { ...review.options, only: globs.length === 0 ? [] : globs };
  await printTree(job, { ...review, options });
  return { kind: 'next', job, options };
}
async function commit(job, review) {
  const { terminal, options } = review;
  const to = options.layer === void 0 ? (options.to ?? (await askPlace(job, terminal))) : void 0;
  if (to === void 0 && options.layer === void 0) return goOn(job, review);
  const { chosen, all } = await showTree(job, options);
  const isPart = chosen < all;
  if (to !== void 0 && !(await isConfirmed(job, { ...options, to }, terminal))) return goOn(job, review);
  const given = to === void 0 ? options : { ...options, to };
  const settlement = await commitJob(job, given, { isPart, isAsked: true });
  if (settlement.failure === void 0) return { kind: 'settled', settlement };
  terminal.show(renderFailure(settlement.failure));
  return goOn(job, review);
}
async function isConfirmed(job, options, terminal) {
  const { to, from, only, except } = options;
  const lines = renderVolumes(await job.volumes({ to, from, only, except }));
  terminal.show(lines);
  return lines.length === 0 || (await terminal.key('Commit to all of them? y or n:'))?.toLowerCase() === 'y';
}
async function askPlace(job, terminal) {
  if (job.showsMachine) return '/';
  const place = (await terminal.line('Commit to which directory?'))?.trim();
  return place === '' ? void 0 : place;
}
async function openShell(job, review) {
  await runShell(job.id);
  const changed = await review.layover.job(job.id);
  await printTree(changed, review);
  return goOn(changed, review);
}
async function discard(job, review) {
  const answer2 = await review.terminal.key(`Delete ${printable(job.id)} and its changes? y or n:`);
  if (answer2?.toLowerCase() !== 'y') return goOn(job, review);
  await job.discard();
  return { kind: 'settled', settlement: { result: job.result, isKept: false } };
}
var HELP, KEYS, ACTIONS;
var init_review = __esm({
  'dist/cli/review/review.js'() {
    'use strict';
    init_failure();
    init_output();
    init_render();
    init_settle();
    init_text();
    init_volumes2();
    init_shell();
    init_show();
    init_terminal2();
    HELP = [
      '  t  the tree of changes again',
      '  p  the patch of a path, or of everything',
      '  o  only some: globs of paths in the view, with a space between; none: everything again',
      '  c  commit what is chosen; the job is kept where that is not all of it',
      "  s  a shell in the job's sandbox, over its changes",
      '  d  discard the job and its changes',
      '  k  keep the job as it is, for `layover commit` later; so do q, Ctrl-C and Ctrl-D',
    ];
    KEYS = 'commit c, patch p, only o, tree t, shell s, discard d, keep k, help ?';
    ACTIONS = {
      t: async (job, review) => {
        await printTree(job, review);
        return goOn(job, review);
      },
      p: askPatch,
      o: pick,
      c: commit,
      s: openShell,
      d: discard,
      k: keep,
      q: keep,
      '': keep,
      '': keep,
    };
  },
});

// dist/cli/render-profile.js
var render_profile_exports = {};
__export(render_profile_exports, {
  renderProfile: () => renderProfile,
});
function renderProfile({ steps }) {
  const [own, job] = [steps.filter(isCallers), steps.filter((step) => !isCallers(step))];
  return [...renderPart('layover', own), ...renderPart('the job', job)];
}
function isCallers({ by }) {
  return by === 'caller';
}
function renderPart(title, steps) {
  if (steps.length === 0) return [];
  const startMs = Math.min(...steps.map((step) => step.startMs));
  const wholeMs = Math.max(...steps.map(endOf)) - startMs;
  const width = Math.max(...steps.map((step) => nameOf4(step, steps).length));
  const rows = steps.map((step) => renderRow(step, nameOf4(step, steps).padEnd(width), { startMs, wholeMs }));
  return [`  ${title}: ${wholeMs.toFixed(2)} ms`, `     at ms        ms  by`, ...rows];
}
function renderRow(step, name, { startMs, wholeMs }) {
  const figures = [step.startMs - startMs, step.durationMs].map((ms) => ms.toFixed(3).padStart(8));
  return `  ${figures.join('  ')}  ${step.by.padEnd(7)}  ${name}  ${barOf(step, { startMs, wholeMs })}`;
}
function nameOf4(step, steps) {
  const around = steps.filter(
    (other) =>
      other !== step &&
      other.by === step.by &&
      other.startMs <= step.startMs &&
      endOf(other) >= endOf(step) &&
      other.durationMs > step.durationMs,
  );
  return `${'  '.repeat(around.length)}${printable(step.name)}`;
}
function barOf({ startMs, durationMs }, scale) {
  const perMs = scale.wholeMs > 0 ? BAR_COLUMNS / scale.wholeMs : 0;
  const from = Math.min(Math.floor((startMs - scale.startMs) * perMs), BAR_COLUMNS - 1);
  const length = Math.max(1, Math.min(Math.round(durationMs * perMs), BAR_COLUMNS - from));
  return ' '.repeat(from) + '#'.repeat(length);
}
function endOf({ startMs, durationMs }) {
  return startMs + durationMs;
}
var BAR_COLUMNS;
var init_render_profile = __esm({
  'dist/cli/render-profile.js'() {
    'use strict';
    init_text();
    BAR_COLUMNS = 40;
  },
});

// dist/cli/own-steps.js
var own_steps_exports = {};
__export(own_steps_exports, {
  withOwnSteps: () => withOwnSteps,
});

import { performance as performance2 } from 'node:perf_hooks';

function withOwnSteps(profile, { loadedMs, openedMs }) {
  const { bootstrapComplete } = performance2.nodeTiming;
  const lastMs = Math.max(...profile.steps.map(({ startMs, durationMs }) => startMs + durationMs));
  const marks = [
    ['node', bootstrapComplete],
    ['load', loadedMs],
    ['open', openedMs],
    ['job', lastMs],
    ['settle', performance2.now()],
  ];
  const own = marks.map(([name, endMs], index) => {
    const startMs = marks[index - 1]?.[1] ?? 0;
    return { by: 'caller', name, startMs, durationMs: Math.max(0, endMs - startMs) };
  });
  return { ...profile, steps: [...own, ...profile.steps] };
}
var init_own_steps = __esm({
  'dist/cli/own-steps.js'() {
    'use strict';
  },
});

// dist/cli/run-command.js
var run_command_exports = {};
__export(run_command_exports, {
  inputOf: () => inputOf,
  runAttached: () => runAttached,
  runCommand: () => runCommand,
});
async function runCommand(command, given) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const loadedMs = performance.now();
    checkRunOptions(given);
    if (given.onSuccess === 'ask') requireTerminal();
    const options = withTerminal(given);
    if (options.json !== void 0 && options.json !== '-') await checkJsonFile(options.json);
    const layover = __addDisposableResource7(env_1, await openForCommand(), true);
    const openedMs = performance.now();
    const output = new JobOutput();
    const job = await runAttached({
      options,
      output,
      run: (streams) =>
        options.worker === void 0
          ? layover.run({ ...toRunSpec(options, command), ...streams, ...inputOf(options) })
          : layover.run({ ...toWorkerSpec(options), ...streams }),
    });
    const settled = await settleJob(job, options, async () => {
      const { reviewJob: reviewJob2 } = await Promise.resolve().then(() => (init_review(), review_exports));
      return await reviewJob2(job, options, layover);
    });
    const settlement = await withProfile(settled, { loadedMs, openedMs });
    const isReported = await reportResult(settlement, options.json, output);
    const [program2 = ''] = command;
    output.print(describeEnd2(job, settlement, { options, program: program2 }));
    if (options.profile && settlement.result.profile !== void 0) {
      const { renderProfile: renderProfile2 } = await Promise.resolve().then(
        () => (init_render_profile(), render_profile_exports),
      );
      output.print(renderProfile2(settlement.result.profile));
    }
    const isWhole = reportLoss(output, settlement);
    const isDone = settlement.failure === void 0 && isReported && isWhole;
    return isDone ? exitStatusOf(job.outcome) : EXIT_LAYOVER_FAILED;
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources7(env_1);
    if (result_1) await result_1;
  }
}
async function withProfile(settlement, times) {
  const { profile } = settlement.result;
  if (profile === void 0) return settlement;
  const { withOwnSteps: withOwnSteps2 } = await Promise.resolve().then(
    () => (init_own_steps(), own_steps_exports),
  );
  return { ...settlement, result: { ...settlement.result, profile: withOwnSteps2(profile, times) } };
}
function reportLoss(output, { isKept, result }) {
  const loss = output.findLoss();
  if (loss === void 0) return true;
  output.print(
    renderFailure(
      new LayoverError(
        'LAYOVER_OUTPUT',
        `The command's standard ${loss.stream} is not whole: ${loss.cause.message}`,
        {
          hint: isKept ? `The log has it: layover logs ${result.job}` : void 0,
        },
      ),
    ),
  );
  return false;
}
function withTerminal(options) {
  const isOverMachine = options.sandbox === 'host' || (options.sandbox ?? options.lower) === void 0;
  const isOnTerminal = [process.stdin, process.stdout, process.stderr].every(({ isTTY }) => isTTY);
  return isOverMachine && isOnTerminal ? { ...options, tty: true } : options;
}
function inputOf({ tty }) {
  return tty
    ? { stdin: openTerminalInput(), terminal: findTerminalSize() }
    : { stdin: process.stdin, terminal: void 0 };
}
async function runAttached({ options, output, run }) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const isQuiet = options.quiet === true;
    const signals = __addDisposableResource7(
      env_2,
      new SignalForwarder({
        onInterrupt: () => output.noteEcho(),
        onPatience: () => isQuiet || output.print(['layover: interrupt sent to the job; again to kill it']),
      }),
      false,
    );
    let terminal;
    const onStart = (running) => {
      if (options.tty) terminal = new ConsoleTerminal(running);
      signals.attach(running);
    };
    const onNotice = (notice) => output.print([`layover: ${printable(notice)}`]);
    process.stdin.on('error', () => {});
    try {
      return await run({
        stdout: output.stdout,
        stderr: output.stderr,
        signal: signals.signal,
        onStart,
        onNotice,
      });
    } finally {
      terminal?.[Symbol.dispose]();
      process.stdin.destroy();
    }
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources7(env_2);
  }
}
async function reportResult({ result: { outcome, ...rest } }, json, output) {
  const { job, ...others } = rest;
  const result = { job, outcome: outcomeToJson(outcome), ...others };
  try {
    if (json === '-')
      await writeOut(`${output.stdout.isAtLineStart ? '' : '\n'}${jsonText(result)}
`);
    else if (json !== void 0) await writeJsonFile(json, result);
    return true;
  } catch (error) {
    output.print(renderFailure(error));
    return false;
  }
}
function describeEnd2(job, settlement, { options, program: program2 }) {
  const isSilent = options.quiet === true || options.json === '-';
  return [
    ...(job.outcome.kind === 'not-started' ? renderNotStarted(job.outcome.errno, program2) : []),
    ...(job.outcome.kind === 'threw' ? renderThrown(job.outcome.error) : []),
    ...(settlement.failure === void 0 ? [] : renderFailure(settlement.failure)),
    ...(isSilent ? [] : renderSettlement(job, settlement)),
  ];
}
function renderSettlement(job, { result, report, isKept, failure }) {
  const { outcome, changes, settled } = result;
  if (outcome.kind === 'not-started' && !isKept) return [];
  const isPlain = outcome.kind === 'not-started' || isSuccess(outcome);
  const end = isPlain ? '' : `${renderOutcome(outcome)}; `;
  const id = style('bold', job.id);
  const line =
    report && settled.kind === 'committed'
      ? `committed ${id} to ${printable(settled.to)}: ${renderApplied(report, countChanges2(changes))}`
      : `${isKept ? 'kept' : 'discarded'} ${id}: ${renderCounts(changes)}`;
  return [
    `layover: ${end}${line}`,
    ...renderWorker(result),
    ...(report ? renderReport(report).map((one) => `  ${one}`) : []),
    ...(isKept ? [renderNext(job, failure !== void 0)] : []),
  ];
}
function renderWorker({ outcome, receipt: { isolation } }) {
  const hasValue = outcome.kind === 'returned' && outcome.value !== void 0;
  return [
    ...(hasValue ? [`  returned: ${renderReturned(outcome.value)}`] : []),
    ...(isolation ? [style('dim', `  isolation: ${isolation.kind}, ${isolation.boundary}`)] : []),
  ];
}
function renderNext({ id, result, showsMachine: showsMachine2 }, hasFailed2) {
  const isEmpty2 = countChanges2(result.changes) === 0;
  const commit2 = `layover commit ${id}${showsMachine2 ? '' : ' --to DIR'}`;
  const look2 = isEmpty2 ? [`layover logs ${id}`] : [`layover diff ${id}`, commit2];
  const commands = [...(hasFailed2 ? look2.slice(1) : look2), `layover discard ${id}`];
  return style('dim', `  next: ${commands.join(', ')}`);
}
var __addDisposableResource7, __disposeResources7;
var init_run_command = __esm({
  'dist/cli/run-command.js'() {
    'use strict';
    init_errors();
    init_json_text();
    init_outcome();
    init_outcome_json();
    init_console_terminal();
    init_exit_code();
    init_failure();
    init_json_file();
    init_open4();
    init_output();
    init_render();
    init_terminal2();
    init_run_options();
    init_settle();
    init_signals();
    init_text();
    __addDisposableResource7 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources7 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
  },
});

// dist/cli/commands/run.js
var run_exports = {};
__export(run_exports, {
  addRunCommand: () => addRunCommand,
});
function addRunCommand(program2, setStatus) {
  const command = program2
    .command('run')
    .description('run a command over lowers; its changes land in a fresh upper')
    .usage('[options] [--] COMMAND [ARG...]')
    .argument('[command...]')
    .passThroughOptions()
    .addHelpText('after', HELP2);
  addViewOptions(command);
  addJobOptions(command);
  addWorkerOptions(command);
  addLimitOptions(command);
  addEndOptions(command);
  command.action(async (words, options) => {
    if (options.worker !== void 0) {
      if (words.length > 0)
        throw usageError('run has either a command or --worker', 'A worker is given its input by --params.');
    } else if (words.length === 0)
      throw usageError(
        'run needs a command',
        'Put it after the options: layover run --lower ./rootfs -- ls /',
      );
    const { runCommand: runCommand3 } = await Promise.resolve().then(
      () => (init_run_command(), run_command_exports),
    );
    setStatus(await runCommand3(words.map(wordToPath), options));
  });
}
function addViewOptions(command) {
  command
    .optionsGroup('What the job sees:')
    .addOption(
      valueOption(
        '--sandbox <name|file>',
        'host, build, node, bare, strict, or a file of your own; default host without --lower, else bare',
        parseSandbox,
      ),
    )
    .addOption(
      listOption(
        '--lower <dir|name>',
        'a read-only directory, or a layer by its name or id, to run over; repeatable, the first is the topmost',
        parsePath,
      ),
    )
    .addOption(
      valueOption(
        '--project <dir>',
        'the folder the job works on, copy on write: at /work, with host where it is',
        parsePath,
      ),
    )
    .addOption(
      listOption(
        '--bind <src[:dst[:ro|rw]]>',
        'show a path of this machine; rw writes go to it at once',
        parseBind,
      ),
    )
    .addOption(listOption('--tmpfs <dst[:size]>', 'an empty place that is in no diff', parseTmpfs))
    .addOption(listOption('--hide <path>', 'show this path as empty', parseViewPath))
    .addOption(
      valueOption('--driver <driver>', 'what makes the view: auto, kernel, fuse or copy', (word, flag) =>
        parseChoice(word, flag, ['auto', 'kernel', 'fuse', 'copy']),
      ),
    );
}
function addJobOptions(command) {
  command
    .optionsGroup('How it runs:')
    .addOption(valueOption('--cwd <dir>', 'working directory, as the job sees it', parseViewPath))
    .addOption(
      new Option('--env <k[=v]>', 'set a variable, or take it over from here (repeatable)').argParser(
        (word, before = NO_ENVIRONMENT) => addVariable(word, before),
      ),
    )
    .addOption(
      valueOption('--user <uid[:gid]>', 'the user inside; default root, with host yourself', parseUser),
    )
    .addOption(valueOption('--hostname <name>', 'default layover', parseText))
    .option('--tty', 'a terminal of its own; with host the default on a terminal')
    .addOption(
      valueOption('--network <network>', 'none (the default) or host', (word, flag) =>
        parseChoice(word, flag, ['none', 'host']),
      ),
    )
    .addOption(
      valueOption(
        '--seccomp <filter>',
        'of system calls: default, off, or the file of a seccomp.json',
        parsePath,
      ),
    );
}
function addWorkerOptions(command) {
  command
    .optionsGroup('A function instead of a command:')
    .addOption(
      valueOption(
        '--worker <file[#export]>',
        'run a function of this module in a Node thread over the same view: no security boundary without --isolation process',
        parseText,
      ),
    )
    .addOption(valueOption('--params <json|@file>', 'what the function is given', parseParams))
    .addOption(
      valueOption(
        '--isolation <kind>',
        'of a worker: thread, portable (no privilege, no children), or process, in a jail; default auto, which is a thread, else portable: no security boundary',
        (word, flag) => parseChoice(word, flag, ISOLATIONS),
      ),
    );
}
function addLimitOptions(command) {
  command
    .optionsGroup('Limits:')
    .addOption(valueOption('--memory <size>', 'of all its processes, swap included: 512M, 2G', parseBytes))
    .addOption(valueOption('--cpus <number>', "processors' worth of time: 0.5, 2", parseNumber))
    .addOption(valueOption('--pids <count>', 'processes and threads at once', parseCount))
    .addOption(valueOption('--disk <size>', 'what its changes may take: 4G', parseBytes))
    .addOption(valueOption('--inodes <count>', 'files its changes may have', parseCount))
    .addOption(
      valueOption('--disk-by <means>', 'what holds those: auto, watch, tmpfs or image', (word, flag) =>
        parseChoice(word, flag, ['auto', 'watch', 'tmpfs', 'image']),
      ),
    )
    .addOption(valueOption('--files <count>', 'open files of each process; default 4096', parseCount))
    .addOption(
      valueOption('--timeout <duration>', 'end it after this long: 500ms, 90s, 10m', parseMilliseconds),
    )
    .addOption(valueOption('--output <size>', 'end it when it has printed more than this: 64M', parseBytes));
}
function addEndOptions(command) {
  command
    .optionsGroup('What becomes of its changes:')
    .addOption(
      valueOption(
        '--on-success <action>',
        'commit (then needs --to or --layer), ask (a review on this terminal), keep or discard; default keep',
        (word, flag) => parseChoice(word, flag, ['commit', 'ask', 'keep', 'discard']),
      ),
    )
    .addOption(
      valueOption('--on-failure <action>', 'keep or discard; default keep', (word, flag) =>
        parseChoice(word, flag, ['keep', 'discard']),
      ),
    );
  addChoiceOptions(command);
  command
    .addOption(valueOption('--layer <name>', 'store the changes as a layer on top of the lowers', parseText))
    .optionsGroup('What layover says:')
    .addOption(
      valueOption(
        '--json <file|->',
        'the result as JSON when the job has ended; - is standard output',
        parsePath,
      ),
    )
    .option('--profile', 'where the time went, step by step')
    .option('--quiet', 'nothing but errors')
    .optionsGroup('Help:')
    .helpOption('-h, --help', 'show this');
}
var HELP2;
var init_run2 = __esm({
  'dist/cli/commands/run.js'() {
    'use strict';
    init_esm();
    init_worker_spec();
    init_option_kinds();
    init_raw_words();
    init_run_options();
    init_values();
    HELP2 = `
The command's words are passed as they are, never through a shell; its output and input are its own.
What layover itself has to say goes to standard error.

Without --lower and --sandbox the command sees this machine as it is, as you see it, but for credentials and other
people's homes; nothing on the machine changes until you commit.

Examples:
  layover run -- make install
  layover run --lower ./rootfs -- make test
  layover run --on-success ask -- make install
  layover run --sandbox build --project . --timeout 10m -- npm run build
  layover run --lower ./rootfs --on-success commit --from /srv --to ./out -- ./generate /srv
  layover run --lower ./site --worker ./minify.mjs --params '{"level": 9}'

Exit status:
  the command's own; 128+N when signal N ended it
  124  the timeout ended it
  125  layover itself failed: nothing ran, or the result cannot be trusted
  126  the command cannot be executed
  127  the command was not found
  137  a limit ended it: memory, processes, disk or output`;
  },
});

// dist/cli/commands/diff.js
var diff_exports = {};
__export(diff_exports, {
  addDiffCommand: () => addDiffCommand,
});
function addDiffCommand(program2, setStatus) {
  const command = program2
    .command('diff')
    .description('show what a kept job changed')
    .usage('JOB [--json|--patch|--stat|--tree] [PATH...]')
    .argument('<job>')
    .argument('[path...]')
    .addHelpText('after', HELP3)
    .addOption(new Option('--json', 'one object a line, with digests').conflicts(['patch', 'stat', 'tree']))
    .addOption(new Option('--patch', 'a unified diff of text files').conflicts(['stat', 'tree']))
    .addOption(new Option('--stat', 'sizes, and counts of each kind').conflicts(['tree']))
    .addOption(new Option('--tree', 'an indented tree'))
    .helpOption('-h, --help', 'show this');
  command.action(async (id, words, options) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const paths2 = words.map((word) => parseText(word, 'PATH'));
      const { openForCommand: openForCommand2 } = await Promise.resolve().then(
        () => (init_open4(), open_exports),
      );
      const layover = __addDisposableResource8(env_1, await openForCommand2(), true);
      await printDiff(await layover.job(id), options, paths2);
      setStatus(0);
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      const result_1 = __disposeResources8(env_1);
      if (result_1) await result_1;
    }
  });
}
async function printDiff(job, options, paths2) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const form = FORMS.find((one) => options[one]) ?? 'list';
    const progress = __addDisposableResource8(env_2, new ProgressLine('Reading changes'), false);
    const isEscaped = form === 'patch' && process.stdout.isTTY;
    for await (const piece of job.render(form, { paths: paths2, onProgress: progress.update })) {
      await writeOut(isEscaped ? printableLines(piece) : piece);
    }
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources8(env_2);
  }
}
var __addDisposableResource8, __disposeResources8, HELP3, FORMS;
var init_diff = __esm({
  'dist/cli/commands/diff.js'() {
    'use strict';
    init_esm();
    init_output();
    init_progress();
    init_text();
    init_values();
    __addDisposableResource8 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources8 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP3 = `
A added, M modified, D deleted, R replaced by another type, m metadata only. PATHs choose what is shown.

Examples:
  layover diff j-0mfz1k2ab3c4de
  layover diff j-0mfz1k2ab3c4de --patch etc srv/app
  layover diff j-0mfz1k2ab3c4de --json`;
    FORMS = ['json', 'patch', 'stat', 'tree'];
  },
});

// dist/cli/export-text.js
function renderExport(name, to, report) {
  const next = nextOf(to);
  return [
    `layover: exported ${printable(name)}${placeOf2(to)}${report.layers.length > 0 ? `: ${countLayers(report)}` : ''}`,
    ...renderNotes(report).map((line) => `  ${line}`),
    ...(next === void 0 ? [] : [`  next: ${next}`]),
  ];
}
function countLayers({ layers, manifest }) {
  const size = formatSize(layers.reduce((sum, layer) => sum + layer.size, 0));
  const digest2 = manifest ?? layers[0]?.digest ?? '';
  const count2 = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  return `${count2}, ${size}, ${digest2.slice(0, 'sha256:'.length + 12)}`;
}
function renderNotes({ skipped, stripped, privileged }) {
  const lines = [
    ...skipped.map(({ path: path2, reason }) => `left out ${quoteRaw(path2)}: ${reason}`),
    ...stripped.map(({ path: path2, what }) => `exported ${quoteRaw(path2)} without ${what}`),
  ];
  const more = lines.length - LINES_MAX3;
  return [
    ...(more > 0 ? [...lines.slice(0, LINES_MAX3), `... and ${more} more`] : lines),
    ...renderPrivileged(privileged),
  ];
}
function renderPrivileged(privileged) {
  if (privileged.length === 0) return [];
  const names = privileged.slice(0, NAMES_MAX).map(({ path: path2, what }) => `${quoteRaw(path2)} (${what})`);
  const more = privileged.length - names.length;
  return [
    `note: acts with rights of its own wherever it is unpacked: ${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
  ];
}
function exportToJson({ layers, manifest, config, skipped, stripped, privileged }) {
  const plain2 = ({ path: path2, ...rest }) => ({
    ...jsonPath(path2),
    ...rest,
  });
  return {
    layers,
    ...(manifest !== void 0 && { manifest }),
    ...(config !== void 0 && { config }),
    skipped: skipped.map(plain2),
    stripped: stripped.map(plain2),
    privileged: privileged.map(plain2),
  };
}
function placeOf2(to) {
  if ('oci' in to) return ` to ${shownPath(to.oci)}${to.tag === void 0 ? '' : `:${to.tag}`}`;
  const output = 'tar' in to ? to.tar : 'docker' in to ? to.docker : to.ociArchive;
  return typeof output === 'number' ? '' : ` to ${shownPath(output)}`;
}
function nextOf(to) {
  if ('docker' in to && typeof to.docker !== 'number') return `docker load --input ${shownPath(to.docker)}`;
  if ('oci' in to && to.tag !== void 0) return `skopeo copy oci:${shownPath(to.oci)}:${to.tag} TARGET`;
  return void 0;
}
function shownPath(path2) {
  return typeof path2 === 'string' ? printable(path2) : quoteRaw(hostPath(path2));
}
var LINES_MAX3, NAMES_MAX;
var init_export_text = __esm({
  'dist/cli/export-text.js'() {
    'use strict';
    init_bytes_path();
    init_units();
    init_text();
    LINES_MAX3 = 20;
    NAMES_MAX = 5;
  },
});

// dist/cli/image-options.js
function addImageOptions(command) {
  command
    .option('--flat', 'one layer with what all of them show together')
    .addOption(
      valueOption(
        '--compression <kind>',
        'none, gzip or zstd; default: gzip in a layout, else none',
        (word, flag) => parseChoice(word, flag, COMPRESSIONS),
      ),
    )
    .addOption(
      valueOption(
        '--platform <os/arch>',
        "as linux/arm64; default: the image's, else this machine's",
        parseText,
      ),
    )
    .addOption(listOption('--env <k=v>', 'a variable the image sets (repeatable)', parsePair))
    .addOption(
      valueOption(
        '--entrypoint <word>',
        'what the image runs: one word, or a JSON list of words',
        parseWords,
      ),
    )
    .addOption(
      valueOption('--cmd <word>', 'its default arguments: one word, or a JSON list of words', parseWords),
    )
    .addOption(listOption('--label <k=v>', 'a label of the image (repeatable)', parsePair))
    .addOption(valueOption('--workdir <dir>', 'where the image starts', parseAbsolute))
    .addOption(
      valueOption('--user <user>', 'whom it runs as: a name or id, with :GROUP if wanted', parseText),
    );
}
function hasImageOptions(options) {
  const { flat, compression, platform, env, entrypoint, cmd, label, workdir, user } = options;
  return [flat, compression, platform, env, entrypoint, cmd, label, workdir, user].some(
    (one) => one !== void 0,
  );
}
function settingsOf(options) {
  const { flat, compression, platform, env, entrypoint, cmd, label, workdir, user } = options;
  return {
    flat,
    compression,
    platform,
    entrypoint,
    cmd,
    workdir,
    user,
    env: env && Object.fromEntries(env),
    labels: label && Object.fromEntries(label),
    sourceDateEpoch: readSourceDateEpoch(),
  };
}
function parsePlaceAndTag(word, flag) {
  const [, place = '', tag] = /^(.*):([A-Za-z0-9_][A-Za-z0-9._-]*)$/s.exec(word) ?? [];
  if (place === '') return { place: parsePath(word, flag), tag: void 0 };
  return { place: wordToPath(place), tag };
}
function parseOutput(word, flag) {
  if (word !== '-') return parsePath(word, flag);
  if (process.stdout.isTTY !== true) return 1;
  throw usageError(
    `${flag} - writes a tar to standard output, which is a terminal`,
    'Send it to a file or a program.',
  );
}
function parsePair(word, flag) {
  const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(parseText(word, flag)) ?? [];
  if (key !== '') return [key, value];
  throw usageError(`${flag} must be KEY=VALUE, got ${quoteWord(word)}`);
}
function parseWords(word, flag) {
  const text3 = parseText(word, flag);
  if (!text3.startsWith('[')) return [text3];
  const list = parseJson3(text3);
  if (Array.isArray(list) && list.every((one) => typeof one === 'string')) return list;
  throw usageError(
    `${flag} must be one word or a JSON list of words, got ${quoteWord(word)}`,
    `As: ${flag} '["sh", "-c", "ls"]'`,
  );
}
function parseJson3(text3) {
  try {
    return JSON.parse(text3);
  } catch {
    return void 0;
  }
}
function parseAbsolute(word, flag) {
  const text3 = parseText(word, flag);
  if (text3.startsWith('/')) return text3;
  throw usageError(`${flag} needs an absolute path, got ${quoteWord(word)}`);
}
function readSourceDateEpoch() {
  const text3 = process.env['SOURCE_DATE_EPOCH'];
  if (text3 === void 0 || text3 === '') return void 0;
  if (/^\d{1,11}$/.test(text3)) return Number(text3);
  throw usageError(`SOURCE_DATE_EPOCH must be whole seconds since 1970, got ${quoteWord(text3)}`);
}
var COMPRESSIONS;
var init_image_options = __esm({
  'dist/cli/image-options.js'() {
    'use strict';
    init_option_kinds();
    init_raw_words();
    init_values();
    COMPRESSIONS = ['none', 'gzip', 'zstd'];
  },
});

// dist/cli/render-plan.js
var render_plan_exports = {};
__export(render_plan_exports, {
  renderPlan: () => renderPlan,
  renderPlanSummary: () => renderPlanSummary,
});
function renderPlan(lines) {
  return lines.map((line) => {
    const reason = line.reason === void 0 ? '' : `: ${printable(line.reason)}`;
    return `${WORDS2[line.action].padEnd(8)}  ${shownPath2(line)}${reason}`;
  });
}
function shownPath2(line) {
  const path2 = rawFromJson(line);
  return path2 === '' ? '.' : quoteRaw(path2);
}
function renderPlanSummary(lines) {
  const conflicts = lines.filter(({ action }) => action === 'conflict').length;
  if (conflicts > 0)
    return `would refuse: ${conflicts === 1 ? '1 conflict' : `${conflicts} conflicts`}; nothing was done`;
  const counts = Object.entries(WORDS2).map(([action, word]) => {
    if (action === 'mount') return '';
    const count2 = lines.filter((line) => line.action === action).length;
    return count2 > 0 ? `${word} ${count2}` : '';
  });
  const shown = counts.filter((text3) => text3 !== '').join(', ');
  return `would ${shown === '' ? 'do nothing' : shown}; nothing was done`;
}
var WORDS2;
var init_render_plan = __esm({
  'dist/cli/render-plan.js'() {
    'use strict';
    init_bytes_path();
    init_text();
    WORDS2 = {
      mount: 'mount',
      create: 'create',
      replace: 'replace',
      merge: 'merge',
      delete: 'delete',
      attributes: 'dress',
      // a directory that stays gets another mode, owner or time
      same: 'same',
      skip: 'leave',
      conflict: 'CONFLICT',
    };
  },
});

// dist/cli/commands/commit.js
var commit_exports = {};
__export(commit_exports, {
  addCommitCommand: () => addCommitCommand,
});
function addCommitCommand(program2, setStatus) {
  const command = program2
    .command('commit')
    .description("apply a kept job's changes to a directory, store them as a layer, or write them as a tar")
    .usage('JOB (--to DIR | --layer NAME | --tar FILE | --oci DIR:TAG) [options]')
    .argument('<job>')
    .addHelpText('after', HELP4);
  addChoiceOptions(command);
  addForms(command);
  addImageOptions(command);
  command.helpOption('-h, --help', 'show this');
  command.action(async (id, given) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      refuseStrayOptions(given);
      const { openForCommand: openForCommand2 } = await Promise.resolve().then(
        () => (init_open4(), open_exports),
      );
      const layover = __addDisposableResource9(env_1, await openForCommand2(), true);
      const job = await layover.job(id);
      const options = withForm(job, given);
      if (options.dryRun) return setStatus(await printPlan(job, options));
      if (!(await isWanted(job, options))) {
        say('layover: nothing was committed');
        return setStatus(EXIT_LAYOVER_FAILED);
      }
      const { oci } = options;
      const lines =
        oci === void 0
          ? renderCommitted(job, await commitJob2(job, options))
          : await commitOci(job, options, oci);
      for (const line of lines) say(line);
      setStatus(0);
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      const result_1 = __disposeResources9(env_1);
      if (result_1) await result_1;
    }
  });
}
async function isWanted(job, options) {
  const { tar, layer, oci, yes } = options;
  if ([tar, layer, oci].some((one) => one !== void 0)) return true;
  const { confirmVolumes: confirmVolumes2 } = await Promise.resolve().then(
    () => (init_volumes2(), volumes_exports),
  );
  return await confirmVolumes2(job, directoryOptions(options), { isYes: yes === true });
}
function addForms(command) {
  const [toTar, toLayer, toOci] = [
    valueOption(
      '--tar <file>',
      'write them as the tar of one OCI layer; `-` is standard output',
      parseOutput,
    ),
    valueOption(
      '--layer <name>',
      'store them as they are, as a layer on top of the lowers, and name the chain',
      parseText,
    ),
    valueOption(
      '--oci <dir:tag>',
      'add an image to an OCI layout: the changes on top of the lowers',
      parsePlaceAndTag,
    ),
  ];
  command
    .addOption(toTar.conflicts(['to', 'layer', ...DIRECTORY_ONLY2]))
    .addOption(toLayer.conflicts(['to', ...DIRECTORY_ONLY2]))
    .addOption(toOci.conflicts(['to', 'layer', 'tar', ...DIRECTORY_ONLY2]))
    .option('--dry-run', 'with --to: only say what would happen to each path')
    .option('--yes', 'with --to: do not ask, on a terminal, before several file systems are changed')
    .option('--json', 'with --dry-run: one object a line');
}
async function printPlan(job, options) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const interrupt2 = __addDisposableResource9(env_2, new InterruptAbort(), false);
    const progress = __addDisposableResource9(env_2, new ProgressLine('Planning'), false);
    const { renderPlan: renderPlan2, renderPlanSummary: renderPlanSummary2 } = await Promise.resolve().then(
      () => (init_render_plan(), render_plan_exports),
    );
    const task = { signal: interrupt2.signal, onProgress: progress.update };
    const lines = await job.plan({ ...directoryOptions(options), ...task });
    await writeLines(options.json ? lines.map((line) => JSON.stringify(line)) : renderPlan2(lines));
    say(`layover: ${renderPlanSummary2(lines)}`);
    return lines.some(({ action }) => action === 'conflict') ? EXIT_LAYOVER_FAILED : 0;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources9(env_2);
  }
}
function refuseStrayOptions(options) {
  if (options.json && !options.dryRun) throw usageError('--json needs --dry-run');
  if (options.oci === void 0 && hasImageOptions(options))
    throw usageError('--flat, --env and the other options about an image need --oci DIR:TAG');
}
function withForm(job, options) {
  const { to, tar, layer, oci } = options;
  if ([to, tar, layer, oci].some((one) => one !== void 0)) return options;
  if (job.showsMachine) return { ...options, to: '/' };
  throw usageError('commit needs --to DIR, --layer NAME, --tar FILE or --oci DIR:TAG');
}
async function commitJob2(job, options) {
  const env_3 = { stack: [], error: void 0, hasError: false };
  try {
    const { tar, layer, from, only, except } = options;
    const interrupt2 = __addDisposableResource9(env_3, new InterruptAbort(), false);
    const progress = __addDisposableResource9(env_3, new ProgressLine('Committing'), false);
    const task = { from, only, except, signal: interrupt2.signal, onProgress: progress.update };
    if (layer !== void 0) return await job.commitLayer({ ...task, name: layer });
    if (tar !== void 0) return await job.commitTar({ ...task, file: tar });
    return await job.commit({ ...directoryOptions(options), ...task });
  } catch (e_3) {
    env_3.error = e_3;
    env_3.hasError = true;
  } finally {
    __disposeResources9(env_3);
  }
}
async function commitOci(job, options, { place, tag = 'latest' }) {
  const env_4 = { stack: [], error: void 0, hasError: false };
  try {
    const interrupt2 = __addDisposableResource9(env_4, new InterruptAbort(), false);
    const progress = __addDisposableResource9(env_4, new ProgressLine('Exporting'), false);
    const { from, only, except } = options;
    const task = { from, only, except, signal: interrupt2.signal, onProgress: progress.update };
    const report = await job.commitOci({ ...settingsOf(options), ...task, directory: place, tag });
    return [
      // Its notes come below, in the words of an export.
      ...renderCommitted(job, { ...report, skipped: [], stripped: [], privileged: [] }),
      `  image: ${countLayers(report)}`,
      ...renderNotes(report).map((line) => `  ${line}`),
    ];
  } catch (e_4) {
    env_4.error = e_4;
    env_4.hasError = true;
  } finally {
    __disposeResources9(env_4);
  }
}
function renderCommitted({ id, result: { settled, changes } }, report) {
  const where = settled.kind === 'committed' ? ` to ${printable(settled.to)}` : '';
  return [
    `layover: committed ${renderApplied(report, countChanges2(changes))}${where}`,
    ...renderReport(report).map((line) => `  ${line}`),
    `  next: ${report.commit === void 0 ? '' : `layover undo ${report.commit}, or `}layover discard ${id}`,
  ];
}
var __addDisposableResource9, __disposeResources9, HELP4, DIRECTORY_ONLY2;
var init_commit = __esm({
  'dist/cli/commands/commit.js'() {
    'use strict';
    init_exit_code();
    init_export_text();
    init_image_options();
    init_option_kinds();
    init_output();
    init_progress();
    init_render();
    init_signals();
    init_text();
    init_values();
    __addDisposableResource9 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources9 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP4 = `
A commit to a directory is done whole or not at all, and can be undone. By default what could act with somebody else's
rights stays behind: setuid bits, capabilities, devices. The job stays as it is, to commit again or to discard.
A job over this machine itself is committed to it, to /, where no place is named.

Examples:
  layover commit j-0mfz1k2ab3c4de --to ./out
  layover commit j-0mfz1k2ab3c4de --from /work --to . --dry-run
  layover commit j-0mfz1k2ab3c4de --from /work --to . --only 'work/src/**' --on-conflict theirs
  layover commit j-0mfz1k2ab3c4de --tar layer.tar
  layover commit j-0mfz1k2ab3c4de --layer team/app:v2
  layover commit j-0mfz1k2ab3c4de --oci ./images:v2 --cmd /usr/bin/app`;
    DIRECTORY_ONLY2 = [
      'faithful',
      'onConflict',
      'merge',
      'allowProtected',
      'maxDeletes',
      'dryRun',
      'json',
      'yes',
    ];
  },
});

// dist/cli/commands/undo.js
var undo_exports = {};
__export(undo_exports, {
  addUndoCommand: () => addUndoCommand,
});
function addUndoCommand(program2, setStatus) {
  const command = program2
    .command('undo')
    .description('put back what a commit to a directory displaced; without a name, list the commits')
    .usage('[COMMIT] [--json]')
    .argument('[commit]')
    .option('--json', 'the list, one object a line')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP5);
  command.action(async (id, { json }) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { openForCommand: openForCommand2 } = await Promise.resolve().then(
        () => (init_open4(), open_exports),
      );
      const layover = __addDisposableResource10(env_1, await openForCommand2(), true);
      if (id === void 0) {
        const commits = layover.commits.list();
        if (json) await writeLines(commits.map((commit2) => JSON.stringify(commitToJson(commit2))));
        else if (commits.length > 0) await writeLines(renderCommits(commits));
        else say('No commit can be undone.');
      } else {
        const { commit: commit2, target, restored } = await layover.commits.undo(id);
        const count2 = restored === 1 ? '1 change' : `${restored} changes`;
        say(`layover: undid ${commit2}: ${quoteRaw(target)} is as it was before (${count2})`);
      }
      setStatus(0);
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      const result_1 = __disposeResources10(env_1);
      if (result_1) await result_1;
    }
  });
}
function renderCommits(commits) {
  const rows = commits.map(({ id, createdAt, applied = 0, job = '', target, state }) => [
    id,
    formatAge(Date.now() - Date.parse(createdAt)),
    state === 'stuck' ? 'in part' : String(applied),
    job,
    quoteRaw(target),
  ]);
  return alignColumns([['COMMIT', 'AGE', 'CHANGES', 'JOB', 'TARGET'], ...rows]);
}
function commitToJson({ id, createdAt, applied, job, target, state }) {
  return { commit: id, createdAt, applied, job, target: Buffer.from(target, 'latin1').toString(), state };
}
var __addDisposableResource10, __disposeResources10, HELP5;
var init_undo2 = __esm({
  'dist/cli/commands/undo.js'() {
    'use strict';
    init_bytes_path();
    init_output();
    init_render();
    init_text();
    __addDisposableResource10 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources10 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP5 = `
Without a name it lists the commits that can be undone, newest first. Where somebody has changed a path since, nothing is
undone, and every such path is named.

Examples:
  layover undo
  layover undo c-0mfz1k2ab3c4de`;
  },
});

// dist/cli/commands/discard.js
var discard_exports = {};
__export(discard_exports, {
  addDiscardCommand: () => addDiscardCommand,
});
function addDiscardCommand(program2, setStatus) {
  const command = program2
    .command('discard')
    .description('delete kept jobs and their changes')
    .usage('JOB... | --all')
    .argument('[job...]')
    .option('--all', 'every kept job')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP6);
  command.action(async (ids, { all }) => {
    if (all && ids.length > 0) throw usageError('discard takes jobs or --all, not both');
    if (!all && ids.length === 0) throw usageError('discard needs a job, or --all', 'See `layover jobs`.');
    setStatus(await discardJobs(all ? void 0 : [...new Set(ids)]));
  });
}
async function discardJobs(asked) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { openForCommand: openForCommand2 } = await Promise.resolve().then(
      () => (init_open4(), open_exports),
    );
    const layover = __addDisposableResource11(env_1, await openForCommand2(), true);
    const ids = asked ?? [...(await layover.jobs()), ...(await layover.unreadableJobs())].map(({ id }) => id);
    let discarded = 0;
    for (const id of ids) {
      try {
        await layover.discard(id);
        discarded += 1;
      } catch (error) {
        reportFailure(error);
      }
    }
    say(`layover: discarded ${discarded === 1 ? '1 job' : `${discarded} jobs`}`);
    return discarded === ids.length ? 0 : EXIT_LAYOVER_FAILED;
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources11(env_1);
    if (result_1) await result_1;
  }
}
var __addDisposableResource11, __disposeResources11, HELP6;
var init_discard = __esm({
  'dist/cli/commands/discard.js'() {
    'use strict';
    init_exit_code();
    init_failure();
    init_output();
    init_values();
    __addDisposableResource11 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources11 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP6 = `
Examples:
  layover discard j-0mfz1k2ab3c4de
  layover discard --all`;
  },
});

// dist/cli/shell-command.js
var shell_command_exports = {};
__export(shell_command_exports, {
  shellCommand: () => shellCommand,
});
async function shellCommand(id, words) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const layover = __addDisposableResource12(env_1, await openLayover({ concurrency: 1, warm: 0 }), true);
    const kept = await layover.job(id);
    const command =
      words.length > 0 ? words : [kept.showsMachine ? (process.env['SHELL'] ?? '/bin/sh') : '/bin/sh'];
    const output = new JobOutput();
    const isOnTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    const options = isOnTerminal ? { tty: true } : {};
    const { job, outcome } = await runAttached({
      options,
      output,
      run: (streams) => layover.resume(id, { command, ...streams, ...inputOf(options) }),
    });
    const problem = outcome.kind === 'not-started' ? renderNotStarted(outcome.errno, command[0] ?? '') : [];
    output.print([...problem, `layover: ${style('bold', id)} now has ${renderCounts(job.result.changes)}`]);
    return exitStatusOf(outcome);
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources12(env_1);
    if (result_1) await result_1;
  }
}
var __addDisposableResource12, __disposeResources12;
var init_shell_command = __esm({
  'dist/cli/shell-command.js'() {
    'use strict';
    init_open3();
    init_exit_code();
    init_output();
    init_render();
    init_run_command();
    __addDisposableResource12 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources12 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
  },
});

// dist/cli/commands/shell.js
var shell_exports = {};
__export(shell_exports, {
  addShellCommand: () => addShellCommand,
});
function addShellCommand(program2, setStatus) {
  const command = program2
    .command('shell')
    .description("run a shell, or another command, in a kept job's sandbox over its changes")
    .usage('JOB [--] [COMMAND [ARG...]]')
    .argument('<job>')
    .argument('[command...]')
    .passThroughOptions()
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP7);
  command.action(async (id, words) => {
    const { shellCommand: shellCommand2 } = await Promise.resolve().then(
      () => (init_shell_command(), shell_command_exports),
    );
    const [first2, ...rest] = words;
    const command2 = first2 === '--' ? rest : words;
    setStatus(await shellCommand2(id, command2.map(wordToPath)));
  });
}
var HELP7;
var init_shell2 = __esm({
  'dist/cli/commands/shell.js'() {
    'use strict';
    init_raw_words();
    HELP7 = `
The same view, user and network as the job had, over what it has changed so far; what you change is then the job's too.
Its log stays as it was. Without a command: your own shell where the job saw this machine, else /bin/sh.

Examples:
  layover shell j-0mfz1k2ab3c4de
  layover shell j-0mfz1k2ab3c4de -- ls -la /srv`;
  },
});

// dist/cli/commands/jobs.js
var jobs_exports = {};
__export(jobs_exports, {
  addJobsCommand: () => addJobsCommand,
});
function addJobsCommand(program2, setStatus) {
  const command = program2
    .command('jobs')
    .description('list kept jobs, newest first')
    .option('--json', 'one object a line')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP8);
  command.action(async ({ json }) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { openForCommand: openForCommand2 } = await Promise.resolve().then(
        () => (init_open4(), open_exports),
      );
      const layover = __addDisposableResource13(env_1, await openForCommand2(), true);
      const records = await layover.jobs();
      for (const { id, reason } of await layover.unreadableJobs()) {
        say(`layover: job ${printable(id)} cannot be read, only discarded: ${printable(reason)}`);
      }
      for (const { id, reason, isHeld: isHeld3 } of await layover.quarantined()) {
        const state = isHeld3 ? 'a process of it is still there' : 'it can be discarded';
        say(`layover: job ${printable(id)} is in quarantine, ${state}: ${printable(reason)}`);
      }
      if (json) await writeLines(records.map((record) => jsonText(jobToJson(record))));
      else if (records.length > 0) await writeLines(renderJobs(records));
      else say(`No kept jobs in ${printable(layover.homePath)}.`);
      setStatus(0);
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      const result_1 = __disposeResources13(env_1);
      if (result_1) await result_1;
    }
  });
}
var __addDisposableResource13, __disposeResources13, HELP8;
var init_jobs2 = __esm({
  'dist/cli/commands/jobs.js'() {
    'use strict';
    init_json_text();
    init_output();
    init_render();
    init_text();
    __addDisposableResource13 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources13 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP8 = `
Examples:
  layover jobs
  layover jobs --json`;
  },
});

// dist/cli/commands/layer-export.js
function addExportCommand(layer, setStatus) {
  const command = layer
    .command('export')
    .description('write a chain as an OCI image, for docker load, or as a tar')
    .usage('NAME (--oci DIR:TAG | --oci-archive FILE:TAG | --docker FILE | --tar FILE) [options]')
    .argument('<name>', 'a name, or sha256:ID for one layer alone')
    .addHelpText('after', HELP9);
  const names = ['oci', 'ociArchive', 'docker', 'tar'];
  for (const [index, [flags, description, parse]] of FORMS2.entries()) {
    command.addOption(valueOption(flags, description, parse).conflicts(names.slice(index + 1)));
  }
  addImageOptions(command);
  command
    .option('--json', 'the digests, and what was left out, as one object')
    .helpOption('-h, --help', 'show this');
  command.action(async (name, options) => {
    const to = targetOf4(options);
    const report = await exportLayers(parseText(name, 'NAME'), to, options);
    if (options.json) await writeLines([JSON.stringify(exportToJson(report))]);
    else for (const line of renderExport(name, to, report)) say(line);
    setStatus(0);
  });
}
async function exportLayers(name, to, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { openForCommand: openForCommand2 } = await Promise.resolve().then(
      () => (init_open4(), open_exports),
    );
    const layover = __addDisposableResource14(env_1, await openForCommand2(), true);
    const interrupt2 = __addDisposableResource14(env_1, new InterruptAbort(), false);
    const progress = __addDisposableResource14(env_1, new ProgressLine('Exporting'), false);
    const task = { signal: interrupt2.signal, onProgress: progress.update };
    return await layover.layers.export(name, { to, ...settingsOf(options), ...task });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources14(env_1);
    if (result_1) await result_1;
  }
}
function targetOf4({ oci, ociArchive, docker, tar, json }) {
  const to = oci ?? ociArchive ?? docker ?? tar;
  if (to === void 0) {
    throw usageError('layer export needs --oci DIR:TAG, --oci-archive FILE:TAG, --docker FILE or --tar FILE');
  }
  if (json && Object.values(to).includes(process.stdout.fd)) {
    throw usageError('--json and the export cannot both go to standard output');
  }
  return to;
}
function parseLayout(word, flag) {
  const { place, tag } = parsePlaceAndTag(word, flag);
  return { oci: place, tag };
}
function parseArchive(word, flag) {
  const { place, tag } = parsePlaceAndTag(word, flag);
  return { ociArchive: place === '-' ? parseOutput('-', flag) : place, tag };
}
var __addDisposableResource14, __disposeResources14, HELP9, FORMS2;
var init_layer_export = __esm({
  'dist/cli/commands/layer-export.js'() {
    'use strict';
    init_export_text();
    init_image_options();
    init_option_kinds();
    init_output();
    init_progress();
    init_signals();
    init_values();
    __addDisposableResource14 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources14 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP9 = `
FILE may be - for standard output. An image has all layers of NAME's chain, plain directories in it included; --tar has the
topmost alone, unless --flat. The same chain gives the same bytes; SOURCE_DATE_EPOCH, where it is set, is the latest time in
them and the one the image was made at. An existing layout keeps its other tags.

Examples:
  layover layer export team/app:v2 --oci ./images:v2 --entrypoint /usr/bin/app
  layover layer export team/app:v2 --docker - | docker load
  layover layer export team/app:v2 --oci-archive app.tar:v2 --compression zstd
  layover layer export team/app:v2 --tar rootfs.tar --flat`;
    FORMS2 = [
      ['--oci <dir:tag>', "add it to an OCI layout; TAG defaults to the name's", parseLayout],
      ['--oci-archive <file:tag>', 'write an OCI layout as one tar', parseArchive],
      [
        '--docker <file>',
        'write what docker load takes',
        (word, flag) => ({ docker: parseOutput(word, flag) }),
      ],
      [
        '--tar <file>',
        'write the tar of the topmost layer',
        (word, flag) => ({ tar: parseOutput(word, flag) }),
      ],
    ];
  },
});

// dist/cli/commands/layer-import.js
function addImportCommand(layer, setStatus) {
  const command = layer
    .command('import')
    .description('bring in a directory, a tar or an image, as layers with a name')
    .argument('<source>')
    .addOption(valueOption('--name <name>', 'what to call it; default: what the image is called', parseText))
    .addOption(
      valueOption('--platform <os/arch>', "of an image for several; default this machine's", parseText),
    )
    .addOption(valueOption('--ref <name>', 'which image, where there are several', parseText))
    .addOption(
      valueOption(
        '--as <format>',
        'take it for a directory, layer or image, whatever it looks like',
        parseFormat,
      ),
    )
    .option('--devices', 'with its device nodes, which are left out otherwise')
    .addOption(valueOption('--max-bytes <size>', 'the most of file content; default 64G', parseBytes))
    .addOption(
      valueOption('--max-entries <n>', 'the most files, directories and so on; default 1000000', parseCount),
    )
    .addOption(
      valueOption('--max-ratio <n>', 'the most that packed bytes may grow by; default 200', parseCount),
    )
    .addOption(
      valueOption('--max-depth <n>', 'the most directories one in another; default 1024', parseCount),
    )
    .option('--json', 'print what was imported as JSON')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP10);
  command.action(async (word, words) => {
    const source = parseSource(word);
    const report = await importSource(source, optionsOf(words));
    if (words.json) await writeLines([JSON.stringify(reportToJson(report))]);
    else for (const line of renderImport(report, quoteWord(word))) say(line);
    setStatus(0);
  });
}
async function importSource(source, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { openForCommand: openForCommand2 } = await Promise.resolve().then(
      () => (init_open4(), open_exports),
    );
    const layover = __addDisposableResource15(env_1, await openForCommand2(), true);
    const interrupt2 = __addDisposableResource15(env_1, new InterruptAbort(), false);
    const progress = __addDisposableResource15(env_1, new ProgressLine('Importing', formatSize), false);
    return await layover.layers.import(source, {
      ...options,
      signal: interrupt2.signal,
      onProgress: progress.update,
    });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources15(env_1);
    if (result_1) await result_1;
  }
}
function parseSource(word) {
  if (word === '')
    throw usageError('SOURCE is an empty word', 'Name a directory, a file, or - for standard input.');
  if (word !== '-') return wordToPath(word);
  if (process.stdin.isTTY !== true) return word;
  throw usageError(
    'Standard input is a terminal',
    'Send an archive into it: docker save app | layover layer import -',
  );
}
function parseFormat(word, flag) {
  return parseChoice(word, flag, ['directory', 'layer', 'image']);
}
function optionsOf({ as: format, name, platform, ref, devices, ...words }) {
  const given = [
    ['bytes', words.maxBytes],
    ['entries', words.maxEntries],
    ['ratio', words.maxRatio],
    ['depth', words.maxDepth],
  ];
  const limits = Object.fromEntries(given.filter(([, value]) => value !== void 0));
  return { name, format, platform, ref, limits, ...(devices && { devices: 'keep' }) };
}
function renderImport(report, source) {
  const { name, layers, newLayers, entries, bytes, platform, notes, noteCount } = report;
  const count2 = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  const isOld = newLayers === layers.length ? '' : `, ${layers.length - newLayers} there before`;
  const machine = platform === void 0 ? '' : `, ${printable(platform)}`;
  const more = noteCount - Math.min(notes.length, NOTES_SHOWN);
  return [
    `layover: imported ${source} as ${name}: ${count2}${isOld}, ${entries === 1 ? '1 entry' : `${entries} entries`} (${formatSize(bytes)})${machine}`,
    ...notes.slice(0, NOTES_SHOWN).map(({ path: path2, what }) => `  ${quoteRaw(path2)} ${printable(what)}`),
    ...(more > 0 ? [`  and ${more} more; --json lists them`] : []),
    ...(layers.length > 0 ? [`  next: layover run --lower ${name} -- COMMAND`] : []),
  ];
}
function reportToJson({ notes, ...report }) {
  return { ...report, notes: notes.map(({ path: path2, what }) => ({ ...jsonPath(path2), what })) };
}
var __addDisposableResource15, __disposeResources15, HELP10, NOTES_SHOWN;
var init_layer_import = __esm({
  'dist/cli/commands/layer-import.js'() {
    'use strict';
    init_bytes_path();
    init_units();
    init_option_kinds();
    init_output();
    init_progress();
    init_raw_words();
    init_signals();
    init_text();
    init_values();
    __addDisposableResource15 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources15 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP10 = `
SOURCE is a directory, the tar of one layer (plain, gzip or zstd), an archive of \`docker save\`, an OCI layout, or
- for standard input; its content says which. All of it is verified before anything of it is there.

Examples:
  layover layer import ./rootfs --name base
  docker save app:v2 | layover layer import -
  layover layer import ./layout --ref v2 --platform linux/arm64 --name app:v2-arm`;
    NOTES_SHOWN = 10;
  },
});

// dist/cli/layer-text.js
var layer_text_exports = {};
__export(layer_text_exports, {
  chainToDocker: () => chainToDocker,
  chainToJson: () => chainToJson,
  layerRows: () => layerRows,
  renderHistory: () => renderHistory,
  renderLayers: () => renderLayers,
  renderSizes: () => renderSizes,
});
function layerRows(layers, sizes) {
  const records = new Map(layers.list().map((record) => [record.id, record]));
  const unnamed = new Set(records.keys());
  const rows = layers.names().map(({ name, chain, createdAt }) => {
    const ids = chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
    for (const id of ids) unnamed.delete(id);
    return { name, createdAt, ...sumsOf(ids, { records, sizes }) };
  });
  const rest = [...unnamed].map((id) => {
    return { createdAt: records.get(id)?.createdAt ?? '', ...sumsOf([id], { records, sizes }) };
  });
  return [...rows, ...rest];
}
function sumsOf(ids, { records, sizes }) {
  const sum = (sizeOf2) => ids.reduce((total, id) => total + sizeOf2(id), 0);
  const [top] = ids;
  const sized = (key) => sum((id) => sizes?.find((size) => size.id === id)?.[key] ?? 0);
  const measured2 = sizes && Object.fromEntries(SIZE_KEYS.map((key) => [key, sized(key)]));
  return {
    ...(top !== void 0 && { layer: `sha256:${top}` }),
    layers: ids.length,
    bytes: sum((id) => records.get(id)?.bytes ?? 0),
    ...measured2,
  };
}
function renderSizes(sizes, layers) {
  const held = layers.reduce((sum, { bytes }) => sum + bytes, 0);
  const disk = sizes.reduce((sum, { diskAdded }) => sum + diskAdded, 0);
  const count2 = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  return `layover: ${count2} with files of ${formatSize(held)}, which take ${formatSize(disk)} on disk`;
}
function renderLayers(rows, now = Date.now()) {
  const isMeasured = rows.some(({ unique }) => unique !== void 0);
  const header = ['NAME', 'LAYER', 'LAYERS', 'SIZE', ...(isMeasured ? SIZE_TITLES : []), 'AGE'];
  const lines = rows.map(({ name = '-', layer, layers, bytes, createdAt, ...sizes }) => [
    name,
    layer === void 0 ? '-' : shortId(layer.slice('sha256:'.length)),
    String(layers),
    formatSize(bytes),
    ...(isMeasured ? SIZE_KEYS.map((key) => formatSize(sizes[key] ?? 0)) : []),
    formatAge(now - Date.parse(createdAt)),
  ]);
  return alignColumns([header, ...lines]);
}
function chainToJson({ name, createdAt, chain, layers, directories }) {
  return {
    ...(name !== void 0 && { name }),
    createdAt,
    chain: chain.map((link, index) => {
      const path2 = jsonPath(directories[index] ?? '');
      if ('directory' in link) return { directory: plain(link.directory) };
      const record = layers.find(({ id }) => id === link.layer);
      return { layer: `sha256:${link.layer}`, tree: plain(path2), ...describe(record) };
    }),
  };
}
function describe(record) {
  if (record === void 0) return {};
  const { createdAt, entries, files, bytes, createdBy } = record;
  return { createdAt, entries, files, bytes, ...(createdBy !== void 0 && { createdBy }) };
}
function plain(path2) {
  return 'path' in path2 ? path2.path : path2;
}
function chainToDocker({ name, createdAt, layers, directories, config }, { config: id, layers: exported }) {
  const [upper = '', ...lowers] = directories.map((path2) => textFromRaw(path2) ?? path2);
  const place = upper.slice(0, upper.lastIndexOf('/'));
  return {
    Id: id,
    RepoTags: name === void 0 ? [] : [name.includes(':') ? name : `${name}:latest`],
    RepoDigests: [],
    Parent: '',
    Comment: '',
    Created: createdAt,
    Author: '',
    Config: config.config ?? {},
    Architecture: config.architecture ?? ownPlatform().architecture,
    Os: config.os ?? 'linux',
    Size: layers.reduce((sum, { bytes }) => sum + bytes, 0),
    GraphDriver: {
      Name: 'overlay2',
      Data: {
        ...(lowers.length > 0 && { LowerDir: lowers.join(':') }),
        MergedDir: `${place}/merged`,
        UpperDir: upper,
        WorkDir: `${place}/work`,
      },
    },
    RootFS: { Type: 'layers', Layers: exported.map(({ diffId }) => diffId) },
    Metadata: { LastTagTime: createdAt },
  };
}
function renderHistory({ chain, layers }, now = Date.now()) {
  const rows = chain.map((link) => {
    if ('directory' in link)
      return ['-', '-', '-', `(the directory ${quoteRaw(rawFromJson(link.directory))})`];
    const record = layers.find(({ id }) => id === link.layer);
    const age = formatAge(now - Date.parse(record?.createdAt ?? ''));
    return [shortId(link.layer), age, formatSize(record?.bytes ?? 0), printable(record?.createdBy ?? '-')];
  });
  return alignColumns([['LAYER', 'AGE', 'SIZE', 'MADE BY'], ...rows]);
}
var SIZE_KEYS, SIZE_TITLES;
var init_layer_text = __esm({
  'dist/cli/layer-text.js'() {
    'use strict';
    init_bytes_path();
    init_units();
    init_layers();
    init_render();
    init_text();
    SIZE_KEYS = ['unique', 'shared', 'disk', 'diskShared'];
    SIZE_TITLES = ['UNIQUE', 'SHARED', 'ON-DISK', 'DISK-SHARED'];
  },
});

// dist/cli/commands/layer.js
var layer_exports = {};
__export(layer_exports, {
  addLayerCommand: () => addLayerCommand,
});
function addLayerCommand(program2, setStatus) {
  const layer = program2
    .command('layer')
    .description('list, look at, name, check and import layers')
    .usage('COMMAND')
    .helpCommand('help [command]', "show a command's help")
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP11)
    .exitOverride();
  addLs(layer, setStatus);
  addInspect(layer, setStatus);
  addHistory(layer, setStatus);
  addTag(layer, setStatus);
  addRm(layer, setStatus);
  addVerify(layer, setStatus);
  addImportCommand(layer, setStatus);
  addExportCommand(layer, setStatus);
}
function addLs(layer, setStatus) {
  layer
    .command('ls')
    .description('list names, and layers without one')
    .option(
      '--size',
      'also how much content is its own, what it takes on disk, and what of either another layer has too',
    )
    .option('--all', 'also the names that pipelines keep their layers by')
    .option('--json', 'one object a line')
    .helpOption('-h, --help', 'show this')
    .action(async ({ size, json, all }) => {
      await withLayers(async (layers) => {
        const {
          layerRows: layerRows2,
          renderLayers: renderLayers2,
          renderSizes: renderSizes2,
        } = await Promise.resolve().then(() => (init_layer_text(), layer_text_exports));
        const sizes = size ? await layers.measure() : void 0;
        const every = layerRows2(layers, sizes);
        const rows = every.filter(({ name }) => all || !name?.startsWith('layover/'));
        if (json) await writeLines(rows.map((row) => jsonText(row)));
        else if (rows.length > 0) await writeLines(renderLayers2(rows));
        else say('There are no layers yet: layover commit JOB --layer NAME makes one.');
        if (sizes !== void 0 && sizes.length > 0) say(renderSizes2(sizes, layers.list()));
      });
      setStatus(0);
    });
}
function addInspect(layer, setStatus) {
  layer
    .command('inspect')
    .description('print what a name or a layer is, as JSON')
    .argument('<name>')
    .option('--docker', 'in the form of `docker image inspect`')
    .helpOption('-h, --help', 'show this')
    .action(async (name, { docker }) => {
      await withLayers(async (layers) => {
        const { chainToDocker: chainToDocker2, chainToJson: chainToJson2 } = await Promise.resolve().then(
          () => (init_layer_text(), layer_text_exports),
        );
        const info = layers.inspect(parseText(name, 'NAME'));
        const value = docker ? [chainToDocker2(info, await digestsOf(layers, name))] : chainToJson2(info);
        await writeLines([jsonText(value, 2)]);
      });
      setStatus(0);
    });
}
async function digestsOf(layers, name) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const progress = __addDisposableResource16(env_1, new ProgressLine('Reading layers'), false);
    return await layers.digests(name, { onProgress: progress.update });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources16(env_1);
  }
}
function addHistory(layer, setStatus) {
  layer
    .command('history')
    .description('list the layers of a chain, the topmost first, and what made them')
    .argument('<name>')
    .helpOption('-h, --help', 'show this')
    .action(async (name) => {
      await withLayers(async (layers) => {
        const { renderHistory: renderHistory2 } = await Promise.resolve().then(
          () => (init_layer_text(), layer_text_exports),
        );
        await writeLines(renderHistory2(layers.inspect(parseText(name, 'NAME'))));
      });
      setStatus(0);
    });
}
function addTag(layer, setStatus) {
  layer
    .command('tag')
    .description('give a chain, or a layer, one more name')
    .argument('<name>', 'a name, or sha256:ID')
    .argument('<new-name>')
    .helpOption('-h, --help', 'show this')
    .action(async (name, added) => {
      await withLayers((layers) => layers.tag(parseText(name, 'NAME'), parseText(added, 'NEW-NAME')));
      setStatus(0);
    });
}
function addRm(layer, setStatus) {
  layer
    .command('rm')
    .description('take names away; `layover gc` then removes the layers nothing needs')
    .argument('<name...>')
    .helpOption('-h, --help', 'show this')
    .action(async (names) => {
      await withLayers((layers) => {
        for (const name of names) layers.removeName(parseText(name, 'NAME'));
      });
      setStatus(0);
    });
}
function addVerify(layer, setStatus) {
  layer
    .command('verify')
    .description('read layers again, every byte, and name what is not as it was committed')
    .argument('[name...]', 'default: all')
    .helpOption('-h, --help', 'show this')
    .action(async (names) => {
      let status2 = 0;
      await withLayers(async (layers) => {
        const ids = idsOf(layers, names);
        for (const id of ids) if (!(await verifyOne(layers, id))) status2 = EXIT_LAYOVER_FAILED;
        say(`layover: ${ids.length === 1 ? '1 layer' : `${ids.length} layers`} verified`);
      });
      setStatus(status2);
    });
}
async function verifyOne(layers, id) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const _progress = __addDisposableResource16(env_2, new ProgressLine('Verifying'), false);
    const damage = await layers.verify(id);
    for (const { path: path2, problem } of damage) {
      const where = path2 === void 0 ? '' : ` ${quoteRaw(path2)}`;
      say(`sha256:${id.slice(0, 12)}:${where} ${printable(problem)}`);
    }
    return damage.length === 0;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources16(env_2);
  }
}
function idsOf(layers, names) {
  if (names.length === 0) return layers.ids();
  const ids = names.flatMap((name) => layers.inspect(parseText(name, 'NAME')).layers.map(({ id }) => id));
  if (ids.length === 0) throw usageError('There is no layer in what was named');
  return [...new Set(ids)];
}
async function withLayers(use) {
  const env_3 = { stack: [], error: void 0, hasError: false };
  try {
    const { openForCommand: openForCommand2 } = await Promise.resolve().then(
      () => (init_open4(), open_exports),
    );
    const layover = __addDisposableResource16(env_3, await openForCommand2(), true);
    await use(layover.layers);
  } catch (e_3) {
    env_3.error = e_3;
    env_3.hasError = true;
  } finally {
    const result_1 = __disposeResources16(env_3);
    if (result_1) await result_1;
  }
}
var __addDisposableResource16, __disposeResources16, HELP11;
var init_layer = __esm({
  'dist/cli/commands/layer.js'() {
    'use strict';
    init_bytes_path();
    init_json_text();
    init_exit_code();
    init_output();
    init_progress();
    init_text();
    init_values();
    init_layer_export();
    init_layer_import();
    __addDisposableResource16 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources16 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP11 = `
A NAME stands for a chain of layers, the last committed on top; sha256:ID is one layer alone.

Examples:
  layover commit j-0mfz1k2ab3c4de --layer app:v2
  layover run --lower app:v2 -- ./check
  layover layer history app:v2
  layover layer rm app:v1 && layover gc`;
  },
});

// dist/pipeline/cache.js
import { createHash as createHash4, randomBytes as randomBytes8 } from 'node:crypto';
import {
  copyFileSync,
  linkSync as linkSync2,
  mkdirSync as mkdirSync9,
  readdirSync as readdirSync13,
  readFileSync as readFileSync17,
  renameSync as renameSync6,
  rmSync as rmSync3,
  statSync as statSync12,
  utimesSync,
  writeFileSync as writeFileSync8,
} from 'node:fs';
import { join as join27 } from 'node:path';

function cacheName(key, place) {
  return `layover/cache/${key}/${place}`;
}
function readJson(path2) {
  try {
    const value = JSON.parse(readFileSync17(path2, 'utf8'));
    return value.version === VERSION4 ? value : void 0;
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || error instanceof SyntaxError) return void 0;
    throw error;
  }
}
function sizeOf(path2) {
  const status2 = statSync12(path2, { throwIfNoEntry: false });
  return { bytes: status2?.size ?? 0, changedAtMs: status2?.mtimeMs ?? 0 };
}
function linkIfThere(from, to) {
  try {
    linkSync2(from, to);
  } catch (error) {
    if (hasErrno(error, 'EXDEV', 'EPERM', 'EMLINK')) copyFileSync(from, to);
    else if (!hasErrno(error, 'ENOENT')) throw error;
  }
}
var VERSION4, STREAMS, ResultCache;
var init_cache = __esm({
  'dist/pipeline/cache.js'() {
    'use strict';
    init_errors();
    VERSION4 = 1;
    STREAMS = ['stdout', 'stderr'];
    ResultCache = class {
      #jobs;
      #last;
      /** `homePath`: the state directory. */
      constructor(homePath) {
        this.#jobs = join27(homePath, 'cache', 'jobs');
        this.#last = join27(homePath, 'cache', 'last');
      }
      /** Undefined where there is none that can be read. */
      find(key) {
        const result = readJson(join27(this.#jobs, key, 'result.json'));
        return result?.key === key && Array.isArray(result.layers) ? result : void 0;
      }
      /** Makes it the most recently used. */
      touch(key) {
        const now = /* @__PURE__ */ new Date();
        utimesSync(join27(this.#jobs, key, 'result.json'), now, now);
      }
      logPath(key, stream) {
        return join27(this.#jobs, key, stream);
      }
      /** Takes the place of what was there, which only its key's holder may do. `logs` get a second name. */
      store(result, logs) {
        const staging = join27(this.#jobs, `.new-${randomBytes8(8).toString('hex')}`);
        mkdirSync9(staging, { mode: 448 });
        try {
          writeFileSync8(join27(staging, 'result.json'), JSON.stringify({ version: VERSION4, ...result }), {
            mode: 384,
          });
          for (const [name, path2] of Object.entries(logs)) linkIfThere(path2, join27(staging, name));
          const place = join27(this.#jobs, result.key);
          rmSync3(place, { recursive: true, force: true });
          renameSync6(staging, place);
        } catch (error) {
          rmSync3(staging, { recursive: true, force: true });
          throw error;
        }
      }
      /** Every result, with when it was last used. */
      list() {
        return readdirSync13(this.#jobs).flatMap((key) => {
          const result = this.find(key);
          const sizes = STREAMS.map((stream) => sizeOf(this.logPath(key, stream)));
          const logBytes = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
          const { changedAtMs: usedAtMs } = sizeOf(join27(this.#jobs, key, 'result.json'));
          return result === void 0 ? [] : [{ ...result, usedAtMs, logBytes }];
        });
      }
      remove(key) {
        rmSync3(join27(this.#jobs, key), { recursive: true, force: true });
      }
      findLast(project, job) {
        const last = readJson(this.#lastPath(project, job));
        return typeof last?.parts === 'object' ? last : void 0;
      }
      writeLast(project, job, last) {
        const path2 = this.#lastPath(project, job);
        const temporary = `${path2}.${randomBytes8(6).toString('hex')}`;
        writeFileSync8(temporary, JSON.stringify({ version: VERSION4, ...last }), { mode: 384 });
        renameSync6(temporary, path2);
      }
      #lastPath(project, job) {
        return join27(this.#last, createHash4('sha256').update(`${project}\0${job}`).digest('hex'));
      }
    };
  },
});

// dist/pipeline/collect.js
var collect_exports = {};
__export(collect_exports, {
  CACHE_BYTES: () => CACHE_BYTES,
  KEEP_RUNS: () => KEEP_RUNS,
  collectPipelines: () => collectPipelines,
  collectResults: () => collectResults,
});

import {
  readdirSync as readdirSync14,
  readFileSync as readFileSync18,
  rmSync as rmSync4,
  statSync as statSync13,
} from 'node:fs';
import { join as join28 } from 'node:path';

async function collectPipelines(layover, options) {
  const runs = await collectRuns(layover, options);
  const results = collectResults(layover, options);
  if (!options.isDryRun) forgetLeftovers(layover);
  return { runs, results };
}
async function collectRuns(layover, { keepRuns, isDryRun }) {
  const folder = join28(layover.homePath, 'runs');
  const all = listRuns({ runs: folder });
  const old = all.slice(keepRuns).filter((run) => !isRunning(join28(folder, run)));
  if (isDryRun) return old.length;
  const kept = new Set(
    all
      .filter((run) => !old.includes(run))
      .flatMap((run) => readJobs(join28(folder, run)).map(({ job }) => job)),
  );
  for (const run of old) {
    const jobs = readJobs(join28(folder, run)).flatMap(({ job }) =>
      job === void 0 || kept.has(job) ? [] : [job],
    );
    for (const job of jobs) await discardQuietly(layover, job);
    rmSync4(join28(folder, run), { recursive: true, force: true });
  }
  return old.length;
}
function isRunning(directory) {
  try {
    const { status: status2, pid } = JSON.parse(readFileSync18(join28(directory, 'run.json'), 'utf8'));
    return status2 === 'running' && pid !== void 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
async function discardQuietly(layover, job) {
  try {
    await layover.discard(job);
  } catch (error) {
    if (!(error instanceof LayoverError) || !error.code.startsWith('LAYOVER_JOB_')) throw error;
  }
}
function collectResults({ homePath, layerWork }, { cacheBytes, isDryRun }) {
  const cache = new ResultCache(homePath);
  const entries = cache.list().sort((left, right) => right.usedAtMs - left.usedAtMs);
  const counted2 = /* @__PURE__ */ new Set();
  let bytes = 0;
  let gone = 0;
  for (const { key, layers, logBytes } of entries) {
    const own = layers.filter(({ layer }) => !counted2.has(layer));
    bytes += logBytes + own.reduce((sum, layer) => sum + layer.bytes, 0);
    for (const { layer } of own) counted2.add(layer);
    if (bytes <= cacheBytes) continue;
    gone += 1;
    if (isDryRun) continue;
    cache.remove(key);
    for (const { place } of layers) layerWork.forget(cacheName(key, place));
  }
  return gone;
}
function forgetLeftovers({ homePath, layers, layerWork }) {
  const cache = new ResultCache(homePath);
  const snapshots = latestSnapshots(join28(homePath, 'cache', 'files'));
  const isNeeded = ({ name, chain }) => {
    const [, kind2 = '', id = ''] = OWN_NAME.exec(name) ?? [];
    if (kind2 === 'run') return isRunning(join28(homePath, 'runs', id));
    if (kind2 === 'cache') return cache.find(id) !== void 0;
    return kind2 !== 'inputs' || chain.some((link) => 'layer' in link && snapshots.has(link.layer));
  };
  for (const ref of layers.names()) if (!isNeeded(ref)) layerWork.forget(ref.name);
}
function latestSnapshots(folder) {
  const lines = readdirSync14(folder).map(
    (name) => readIfThere2(join28(folder, name)).split('\n', 2)[1] ?? '',
  );
  return new Set(lines.flatMap((line) => line.split(' ')));
}
function readIfThere2(path2) {
  try {
    return statSync13(path2).isFile() ? readFileSync18(path2, 'latin1') : '';
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return '';
    throw error;
  }
}
var KEEP_RUNS, CACHE_BYTES, OWN_NAME;
var init_collect2 = __esm({
  'dist/pipeline/collect.js'() {
    'use strict';
    init_errors();
    init_runs();
    init_cache();
    KEEP_RUNS = 10;
    CACHE_BYTES = 10 * 2 ** 30;
    OWN_NAME = /^layover\/(run|cache|inputs)\/([^/]+)/;
  },
});

// dist/cli/commands/gc.js
var gc_exports = {};
__export(gc_exports, {
  addGcCommand: () => addGcCommand,
});
function addGcCommand(program2, setStatus) {
  const command = program2
    .command('gc')
    .description('remove layers that nothing needs, and what killed runs left behind')
    .option('--dry-run', 'only say which')
    .addOption(
      valueOption('--keep-runs <count>', 'the latest runs of pipelines that stay; default 10', parseCount),
    )
    .addOption(
      valueOption('--cache-size <size>', 'what results of pipelines may take; default 10G', parseBytes),
    )
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP12);
  command.action(async (options) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { openForCommand: openForCommand2 } = await Promise.resolve().then(
        () => (init_open4(), open_exports),
      );
      const layover = __addDisposableResource17(env_1, await openForCommand2(), true);
      for (const line of await collectAll(layover, options)) say(line);
      setStatus(0);
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      const result_1 = __disposeResources17(env_1);
      if (result_1) await result_1;
    }
  });
}
async function collectAll(layover, { dryRun: isDryRun = false, keepRuns, cacheSize }) {
  const {
    CACHE_BYTES: CACHE_BYTES2,
    collectPipelines: collectPipelines2,
    KEEP_RUNS: KEEP_RUNS2,
  } = await Promise.resolve().then(() => (init_collect2(), collect_exports));
  const bounds = { keepRuns: keepRuns ?? KEEP_RUNS2, cacheBytes: cacheSize ?? CACHE_BYTES2 };
  const gone = await collectPipelines2(layover, { ...bounds, isDryRun });
  const { layers } = await layover.layers.collect({ isDryRun });
  const commits = await layover.commits.expire({ isDryRun });
  const total = formatSize(layers.reduce((sum, { bytes }) => sum + bytes, 0));
  const pipelines = `, ${counted(gone.runs, 'run')} and ${counted(gone.results, 'result')} of pipelines`;
  const more = gone.runs + gone.results === 0 ? '' : pipelines;
  const { UNDO_DAYS: UNDO_DAYS2 } = await Promise.resolve().then(() => (init_commits(), commits_exports));
  const forgot = `layover: ${isDryRun ? 'would forget' : 'forgot'} what ${counted(commits.length, 'commit')} displaced`;
  return [
    ...layers.map(({ id, bytes }) => `  sha256:${id} (${formatSize(bytes)})`),
    `layover: ${isDryRun ? 'would remove' : 'removed'} ${counted(layers.length, 'layer')} (${total})${more}`,
    ...(commits.length === 0 ? [] : [`${forgot} more than ${UNDO_DAYS2} days ago`]),
  ];
}
function counted(count2, what) {
  return count2 === 1 ? `1 ${what}` : `${count2} ${what}s`;
}
var __addDisposableResource17, __disposeResources17, HELP12;
var init_gc = __esm({
  'dist/cli/commands/gc.js'() {
    'use strict';
    init_units();
    init_option_kinds();
    init_output();
    init_values();
    __addDisposableResource17 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources17 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP12 = `
A layer stays as long as a name, a kept job or a running job needs it. A commit to a directory can be undone for 14 days;
then what it displaced is removed. Of pipelines the latest runs stay, with their jobs, and the results that were used last.

Examples:
  layover gc --dry-run
  layover gc`;
  },
});

// dist/cli/commands/logs.js
var logs_exports = {};
__export(logs_exports, {
  addLogsCommand: () => addLogsCommand,
});

import { createReadStream as createReadStream2, existsSync as existsSync6 } from 'node:fs';
import { join as join29 } from 'node:path';
import { Readable as Readable7 } from 'node:stream';
import { pipeline as pipeline2 } from 'node:stream/promises';

function jobLog(job) {
  return (stream) => job.log(stream);
}
function runLog({ homePath }, word) {
  const { directory, record } = findRunJob({ runs: join29(homePath, 'runs'), path: homePath }, word);
  return (stream) => {
    const path2 = logPath(directory, record.name, stream);
    return existsSync6(path2) ? createReadStream2(path2) : Readable7.from([]);
  };
}
function addLogsCommand(program2, setStatus) {
  const command = program2
    .command('logs')
    .description('print what a kept job printed')
    .argument('<job>')
    .usage('JOB')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP13);
  command.action(async (id) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { openForCommand: openForCommand2 } = await Promise.resolve().then(
        () => (init_open4(), open_exports),
      );
      const layover = __addDisposableResource18(env_1, await openForCommand2(), true);
      const open4 = isRunWord(id) ? runLog(layover, id) : jobLog(await layover.job(id));
      await pipeline2(open4('stdout'), new OutputSink(process.stdout));
      await pipeline2(open4('stderr'), new OutputSink(process.stderr));
      setStatus(0);
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      const result_1 = __disposeResources18(env_1);
      if (result_1) await result_1;
    }
  });
}
var __addDisposableResource18, __disposeResources18, HELP13;
var init_logs = __esm({
  'dist/cli/commands/logs.js'() {
    'use strict';
    init_runs();
    init_output();
    __addDisposableResource18 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources18 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    HELP13 = `
What it printed to standard output goes to standard output, its errors to standard error.

Examples:
  layover logs j-0mfz1k2ab3c4de
  layover logs j-0mfz1k2ab3c4de 2>/dev/null
  layover logs last/compile`;
  },
});

// dist/pipeline/run-context.js
import { createHash as createHash5 } from 'node:crypto';

function keptPlaceName({ plan }, cache) {
  const project = createHash5('sha256').update(plan.project).digest('hex').slice(0, 16);
  return `layover/caches/${project}/${cache.toLowerCase()}`;
}
function layersBelow(context, name, place) {
  const [, ...below] = context.stacks.get(name) ?? [];
  const ids = below.flatMap((one) =>
    (context.results.get(one)?.layers ?? [])
      .filter((layer) => layer.place === place)
      .map(({ layer }) => layer),
  );
  return [...new Set(ids)];
}
var init_run_context = __esm({
  'dist/pipeline/run-context.js'() {
    'use strict';
  },
});

// dist/pipeline/stack.js
function stackOf(job, stacks) {
  return [job.name, ...mergeStacks(tops(job, stacks).map((need) => stacks.get(need) ?? [need]))];
}
function strangersOf(job, stacks) {
  const highest = tops(job, stacks);
  const written = job.needs.filter((need) => highest.includes(need));
  const open4 = written.map((need) => ({ need, stack: stacks.get(need) ?? [need] }));
  return open4.flatMap((one, index) =>
    open4.slice(index + 1).flatMap((other) => {
      const mine = one.stack.filter((name) => !other.stack.includes(name));
      const theirs = other.stack.filter((name) => !one.stack.includes(name));
      const isChosen = job.prefer.includes(one.need) || job.prefer.includes(other.need);
      const apart = isChosen ? [] : mine.flatMap((left) => theirs.map((right) => [left, right]));
      return [...apart, ...inversions(one.stack, other.stack)];
    }),
  );
}
function tops({ needs, prefer }, stacks) {
  const others = needs.filter((need) => !prefer.includes(need));
  const ordered = [...prefer, ...others.reverse()];
  return ordered.filter((need) => !ordered.some((one) => one !== need && stacks.get(one)?.includes(need)));
}
function inversions(one, other) {
  const shared = one.filter((name) => other.includes(name));
  const places = shared.map((name) => other.indexOf(name));
  if (places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0))) return [];
  return shared.flatMap((left, index) =>
    shared
      .slice(index + 1)
      .filter((right) => other.indexOf(right) < other.indexOf(left))
      .map((right) => [left, right]),
  );
}
function mergeStacks(stacks) {
  const merged = [];
  for (const stack of stacks) {
    let at2 = merged.length;
    for (const name of stack.toReversed()) {
      const found = merged.indexOf(name);
      if (found >= 0) at2 = Math.min(at2, found);
      else merged.splice(at2, 0, name);
    }
  }
  return merged;
}
var init_stack = __esm({
  'dist/pipeline/stack.js'() {
    'use strict';
  },
});

// dist/pipeline/check-views.js
function refuseUnseenOutputs({ jobs }, showsMachine2) {
  const stacks = /* @__PURE__ */ new Map();
  const byName = new Map(jobs.map((job) => [job.name, job]));
  for (const job of jobs) {
    const [, ...below] = stackOf(job, stacks);
    stacks.set(job.name, [job.name, ...below]);
    if (!showsMachine2(job.sandbox)) continue;
    for (const need of below) {
      const output = byName.get(need)?.outputs?.find((glob) => glob.startsWith('/'));
      if (output !== void 0) throw unseen(job, need, output);
    }
  }
}
function refuseUnseenLayers(job, context) {
  if (!context.bases.get(job.sandbox)?.isWholeHost || layersBelow(context, job.name, 'root').length === 0)
    return;
  const [, ...below] = context.stacks.get(job.name) ?? [];
  const need = below.find((name) => context.results.get(name)?.layers.some(({ place }) => place === 'root'));
  throw unseen(job, need ?? '', 'something');
}
function unseen({ name }, need, what) {
  return new LayoverError(
    'LAYOVER_PIPELINE',
    `${name} runs over this machine itself, and would not see what ${need} makes outside the project: ${what}`,
    { hint: HINT },
  );
}
var HINT;
var init_check_views = __esm({
  'dist/pipeline/check-views.js'() {
    'use strict';
    init_errors();
    init_run_context();
    init_stack();
    HINT =
      'Run it in a sandbox that shows named directories (`expose`, or lowers of its own), or make it in the project.';
  },
});

// dist/pipeline/overlap.js
function canOverlap(left, right) {
  return expand(left).some((one) =>
    expand(right).some((other) => canMeet(segmentsOf(one), segmentsOf(other), PATHS)),
  );
}
function segmentsOf(glob) {
  return [...glob.split('/').filter((part) => part !== '' && part !== '.'), '**'];
}
function canMeet(left, right, { any, canBeSame }) {
  const known = /* @__PURE__ */ new Map();
  const meet = (i, j) => {
    const key = i * (right.length + 1) + j;
    const found = known.get(key) ?? meetAt(i, j);
    known.set(key, found);
    return found;
  };
  const meetAt = (i, j) => {
    const [a, b] = [left[i], right[j]];
    if (a === any) return meet(i + 1, j) || (b !== void 0 && meet(i, j + 1));
    if (b === any) return meet(i, j + 1) || (a !== void 0 && meet(i + 1, j));
    if (a === void 0 || b === void 0) return a === b;
    return canBeSame(a, b) && meet(i + 1, j + 1);
  };
  return meet(0, 0);
}
function simplify(segment) {
  return segment.replace(/\[[^\]]*\]|[@!+?*]?\([^)]*\)|\*+/g, '*');
}
function expand(glob) {
  let globs = [glob];
  while (globs.some((one) => BRACES.test(one))) {
    globs = globs.flatMap(expandOnce);
    if (globs.length > EXPANSIONS_MAX) return [glob.replace(/\{.*\}/, '*')];
  }
  return globs;
}
function expandOnce(glob) {
  const [whole, inner = ''] = BRACES.exec(glob) ?? [];
  if (whole === void 0) return [glob];
  const choices = inner.includes(',') ? inner.split(',') : ['*'];
  return choices.map((choice) => glob.replace(whole, () => choice));
}
var NAMES, PATHS, EXPANSIONS_MAX, BRACES;
var init_overlap = __esm({
  'dist/pipeline/overlap.js'() {
    'use strict';
    NAMES = { any: '*', canBeSame: (a, b) => a === b || a === '?' || b === '?' };
    PATHS = {
      any: '**',
      canBeSame: (left, right) => canMeet([...simplify(left)], [...simplify(right)], NAMES),
    };
    EXPANSIONS_MAX = 64;
    BRACES = /\{([^{}]*)\}/;
  },
});

// dist/pipeline/check-graph.js
function checkGraph(jobs, file) {
  const ordered = orderJobs(jobs, file);
  const stacks = /* @__PURE__ */ new Map();
  const byName = new Map(ordered.map((job) => [job.name, job]));
  for (const job of ordered) {
    refuseOverlap(job, { byName, stacks, file });
    const stack = stackOf(job, stacks);
    if (stack.length > STACK_MAX) throw tooDeep(job, file);
    stacks.set(job.name, stack);
  }
  return ordered;
}
function tooDeep({ name, fileName }, file) {
  return file.errorAt(
    ['jobs', fileName, 'needs'],
    `${name} would stand on the layers of more than ${STACK_MAX} jobs`,
    'An overlay takes no more: split the pipeline, or commit in between.',
  );
}
function orderJobs(jobs, file) {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const ordered = [];
  const states = /* @__PURE__ */ new Map();
  for (const root of jobs) {
    const trail = [{ job: root, next: 0 }];
    for (let top = trail.at(-1); top !== void 0; top = trail.at(-1)) {
      const { job } = top;
      const need = byName.get(job.needs[top.next] ?? '');
      if (top.next === 0 && states.get(job.name) === 'done') {
        trail.pop();
        continue;
      }
      states.set(job.name, 'open');
      top.next += 1;
      if (need === void 0) {
        states.set(job.name, 'done');
        ordered.push(job);
        trail.pop();
      } else if (states.get(need.name) === 'open') {
        throw cycleError(
          trail.map((step) => step.job),
          need,
          file,
        );
      } else if (states.get(need.name) !== 'done') trail.push({ job: need, next: 0 });
    }
  }
  return ordered;
}
function cycleError(trail, again, file) {
  const names = trail.map(({ name }) => name);
  const cycle2 = [...names.slice(names.indexOf(again.name)), again.name];
  return file.errorAt(['jobs', again.fileName, 'needs'], `jobs need each other: ${cycle2.join(' needs ')}`);
}
function refuseOverlap(job, { byName, stacks, file }) {
  for (const [left, right] of strangersOf(job, stacks)) {
    const found = overlapOf(byName.get(left), byName.get(right));
    if (found === void 0) continue;
    const same = found[0] === found[1] ? `both make ${found[0]}` : `make ${found[0]} and ${found[1]}`;
    throw file.errorAt(
      ['jobs', job.fileName, 'needs'],
      `${job.name} needs ${left} and ${right}, which ${same}`,
      `Narrow their outputs, or say whose are taken: prefer: ${left}`,
    );
  }
}
function overlapOf(left, right) {
  const pairs = (left?.outputs ?? []).flatMap((one) => (right?.outputs ?? []).map((other) => [one, other]));
  const found = pairs.find(([one, other]) => isPositive(one) && isPositive(other) && canOverlap(one, other));
  return found && [...found];
}
function isPositive(glob) {
  return !glob.startsWith('!');
}
var STACK_MAX;
var init_check_graph = __esm({
  'dist/pipeline/check-graph.js'() {
    'use strict';
    init_overlap();
    init_stack();
    STACK_MAX = 400;
  },
});

// dist/pipeline/matrix.js
function exclusionsOf({ exclude = [] }) {
  return exclude.flatMap((one) => (typeof one === 'object' ? [one] : []));
}
function unfold(matrix = {}) {
  const excluded = exclusionsOf(matrix);
  return combine(matrix).filter((variant) => !excluded.some((one) => isMeant(variant, one)));
}
function isMeant(variant, values) {
  return Object.entries(values).every(([key, value]) => variant[key] === String(value));
}
function combine({ exclude: _exclude, ...axes }) {
  let variants = [{}];
  for (const [key, values] of Object.entries(axes)) {
    variants = variants.flatMap((variant) => values.map((value) => ({ ...variant, [key]: String(value) })));
    if (variants.length > VARIANTS_MAX) return variants;
  }
  return variants;
}
function variantName(name, variant) {
  const values = Object.entries(variant).map(([key, value]) => `${key}=${value}`);
  return values.length === 0 ? name : `${name}@${values.join(',')}`;
}
function fill(text3, variant) {
  return text3.replace(/(?<!\$)\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, key) =>
    Object.hasOwn(variant, key) ? (variant[key] ?? whole) : whole,
  );
}
function fillAll(value, variant) {
  if (typeof value === 'string') return fill(value, variant);
  if (Array.isArray(value)) return value.map((one) => fillAll(one, variant));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillAll(one, variant)]));
}
var VARIANTS_MAX;
var init_matrix = __esm({
  'dist/pipeline/matrix.js'() {
    'use strict';
    VARIANTS_MAX = 256;
  },
});

// dist/pipeline/names.js
var Names;
var init_names = __esm({
  'dist/pipeline/names.js'() {
    'use strict';
    init_nearest();
    init_matrix();
    Names = class {
      #file;
      #variants;
      #all;
      constructor(file, variants) {
        this.#file = file;
        this.#variants = variants;
        this.#all = new Set([...variants].flatMap(([name, all]) => all.map((one) => variantName(name, one))));
      }
      /** Of a job of the file. */
      variantsOf(name) {
        return this.#variants.get(name) ?? [];
      }
      /** One job by its full name, or all variants of a job of the file. What is neither is an error at `path`. */
      find(word, path2) {
        const variants = this.#variants.get(word);
        if (variants !== void 0) return variants.map((variant) => variantName(word, variant));
        if (this.#all.has(word)) return [word];
        const nearest = findNearest(word, [...this.#variants.keys(), ...this.#all]);
        throw this.#file.errorAt(
          path2,
          `there is no job ${JSON.stringify(word)}`,
          nearest === void 0
            ? `The jobs are ${[...this.#variants.keys()].join(', ')}.`
            : `Did you mean ${nearest}?`,
        );
      }
    };
  },
});

// dist/pipeline/schema.js
var schema_exports = {};
__export(schema_exports, {
  pipelineSchema: () => pipelineSchema,
});
function pipelineSchema(z) {
  return z.strictObject({
    description: z.string().optional().describe('What it is for.'),
    project: z
      .string()
      .min(1)
      .optional()
      .describe("The project's folder, beside this file; default its own."),
    sandbox: z.string().min(1).optional().describe('Of every job that names no other; default build.'),
    env: envSchema(z).optional().describe('Of every job.'),
    jobs: z
      .record(z.string().regex(NAME, NAME_RULE), jobSchema(z))
      .refine((jobs) => Object.keys(jobs).length > 0, 'must have at least one job'),
    commit: z
      .union([commitSchema(z), z.array(commitSchema(z))])
      .optional()
      .describe('What is applied to directories when every job has succeeded.'),
  });
}
function jobSchema(z) {
  return z
    .strictObject({ ...workFields(z), ...graphFields(z), ...viewFields(z), ...endFields(z) })
    .refine(({ run, worker }) => (run === void 0) !== (worker === void 0), {
      message: 'needs either run or worker',
    })
    .refine(({ worker, params }) => params === void 0 || worker !== void 0, {
      message: 'params are for a worker',
      path: ['params'],
    })
    .refine(({ worker, isolation }) => isolation === void 0 || worker !== void 0, {
      message: 'isolation is for a worker',
      path: ['isolation'],
    });
}
function workFields(z) {
  return {
    description: z.string().optional(),
    run: z
      .union([z.string().min(1), z.array(z.string()).min(1)])
      .optional()
      .describe('Text is one `sh -c`; a list is the program and its words.'),
    worker: z
      .string()
      .min(1)
      .optional()
      .describe('A module of the project, run in a thread: no security boundary.'),
    params: z.unknown().optional().describe("The worker's parameters."),
    isolation: z
      .enum(ISOLATIONS)
      .optional()
      .describe('Of a worker: thread, portable, or process, which is a jail; default auto.'),
    matrix: matrixSchema(z)
      .optional()
      .describe('One job for each combination but those in `exclude`; {key} stands for its value.'),
  };
}
function matrixSchema(z) {
  const scalar = z.union([z.string(), z.number(), z.boolean()]);
  const matrix = z
    .object({ exclude: z.array(z.record(z.string(), scalar)).optional() })
    .catchall(z.array(scalar).min(1))
    .superRefine((keys, context) => {
      for (const key of Object.keys(keys).filter((one) => !KEY.test(one)))
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'the key must be letters, digits and "_", no digit first',
        });
    });
  return matrix;
}
function graphFields(z) {
  const needs = z.array(z.string().regex(NEED, 'must be the name of a job'));
  return {
    needs: needs.optional().describe('Jobs that end before, and whose changes this one sees.'),
    prefer: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .describe('The need that wins where two changed the same path.'),
    if: conditionSchema2(z).optional().describe('Which outcomes of its needs let it run; default success.'),
    priority: z.number().int().min(-PRIORITY_MAX2).max(PRIORITY_MAX2).optional(),
  };
}
function viewFields(z) {
  const globs = z.array(z.string().min(1));
  const mount = z.union([
    z.string().min(1),
    z.strictObject({ at: z.string().min(1), access: z.enum(['ro', 'rw']).optional() }),
  ]);
  return {
    inputs: globs.optional().describe('Globs of the project that it sees; default all but .git and outputs.'),
    outputs: globs.optional().describe('Globs of what it makes; default all that it changes.'),
    sandbox: z.string().min(1).optional(),
    cwd: z.string().min(1).optional().describe('Below the project, or absolute in the view.'),
    env: envSchema(z).optional(),
    secrets: z.array(variableSchema(z)).optional().describe('Variables taken over and masked in logs.'),
    network: z.enum(['none', 'host']).optional(),
    caches: z
      .record(z.string().regex(NAME, NAME_RULE), mount)
      .optional()
      .describe('Places that keep what a job leaves in them for the next one.'),
  };
}
function endFields(z) {
  return {
    limits: limitsSchema(z).optional(),
    timeout: durationSchema(z).optional(),
    retry: z
      .number()
      .int()
      .min(0)
      .max(RETRIES_MAX)
      .optional()
      .describe('How often a failure is tried again.'),
    cache: z.boolean().optional().describe('false: always run; true: reuse although it has a network.'),
    optional: z.boolean().optional().describe('Its failure does not fail the run.'),
    artifacts: z
      .array(z.strictObject({ from: z.string().min(1).optional(), to: z.string().min(1) }))
      .optional()
      .describe('Directories of the project as it left them, copied out however it ended.'),
  };
}
function envSchema(z) {
  return z.strictObject({
    pass: z.array(variableSchema(z)).optional(),
    set: z.record(variableSchema(z), z.union([z.string(), z.number(), z.boolean()])).optional(),
  });
}
function conditionSchema2(z) {
  return z.union([
    z.enum(['success', 'failure', 'always']),
    z.record(z.string(), z.enum(['success', 'failure', 'skipped', 'any'])),
  ]);
}
function commitSchema(z) {
  const globs = z.array(z.string().min(1));
  return z.strictObject({
    from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    to: z.string().min(1),
    onConflict: z
      .enum(['fail', 'ours', 'theirs'])
      .optional()
      .describe('Where the target has something else by now; default ours, what the job made.'),
    only: globs.optional(),
    except: globs.optional(),
  });
}
var NAME, NAME_RULE, NEED, RETRIES_MAX, PRIORITY_MAX2, KEY;
var init_schema = __esm({
  'dist/pipeline/schema.js'() {
    'use strict';
    init_definition_schema();
    init_worker_spec();
    NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
    NAME_RULE = 'must begin with a letter or digit, then letters, digits and . _ -, 80 at most';
    NEED = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}(@\S{1,200})?$/;
    RETRIES_MAX = 10;
    PRIORITY_MAX2 = 100;
    KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;
  },
});

// dist/pipeline/pipeline-file.js
async function readPipelineFile(path2) {
  return await parsePipeline(await readYamlText(path2, 'pipeline'), path2);
}
async function parsePipeline(text3, path2) {
  const [{ z }, { pipelineSchema: pipelineSchema2 }] = await Promise.all([
    import('zod'),
    Promise.resolve().then(() => (init_schema(), schema_exports)),
  ]);
  return { ...(await parseYaml(text3, path2, pipelineSchema2(z))), path: path2 };
}
var init_pipeline_file = __esm({
  'dist/pipeline/pipeline-file.js'() {
    'use strict';
    init_strict_yaml();
  },
});

// dist/pipeline/plan-job.js
import { posix as posix2, resolve as resolve6 } from 'node:path';

function planJob(context, fileName, variant) {
  const { file, directory } = context;
  const spec = fillAll(file.value.jobs[fileName], variant);
  const at2 = (...keys) => ['jobs', fileName, ...keys];
  checkPaths(spec, file, at2);
  const needs = findNeeds(spec.needs ?? [], context, at2('needs'));
  return {
    name: variantName(fileName, variant),
    fileName,
    action: actionOf(spec),
    needs,
    prefer: findPreferred(spec, { context, needs, at: at2 }),
    condition: conditionOf(spec, { context, needs, at: at2 }),
    inputs: spec.inputs,
    outputs: spec.outputs,
    sandbox: sandboxOf2(spec.sandbox ?? file.value.sandbox ?? 'build', directory),
    env: envOf(spec, fillAll(file.value.env ?? {}, variant)),
    ...settingsOf2(spec, { directory, variant }),
  };
}
function settingsOf2(spec, { directory, variant }) {
  const { secrets = [], retry: retries = 0, priority = 0, caches = {}, optional: isOptional = false } = spec;
  return {
    cwd: spec.cwd,
    network: spec.network,
    isCached: spec.cache,
    limits: limitsOf2(spec),
    secrets,
    retries,
    priority,
    isOptional,
    caches: Object.entries(caches).map(([name, mount]) => cacheOf(fill(name, variant), mount)),
    artifacts: (spec.artifacts ?? []).map((one) => artifactOf(one, directory)),
  };
}
function actionOf({ run, worker, params, isolation }) {
  if (worker !== void 0) return { kind: 'worker', worker, params, isolation };
  return { kind: 'command', command: typeof run === 'string' ? ['sh', '-c', run] : (run ?? []) };
}
function findNeeds(words, { names }, path2) {
  return [...new Set(words.flatMap((word, index) => names.find(word, [...path2, index])))];
}
function findPreferred({ prefer = [] }, { context, needs, at: at2 }) {
  const { file, names } = context;
  const chosen = [prefer].flat().flatMap((word) => names.find(word, at2('prefer')));
  const stray = chosen.find((name) => !needs.includes(name));
  if (stray === void 0) return chosen;
  throw file.errorAt(
    at2('prefer'),
    `${stray} is not among the job's needs`,
    `Needs are ${needs.join(', ')}.`,
  );
}
function conditionOf({ if: wanted = 'success' }, { context, needs, at: at2 }) {
  const { file, names } = context;
  if (typeof wanted === 'string') {
    if (wanted === 'failure' && needs.length === 0)
      throw file.errorAt(
        at2('if'),
        'a job without needs sees no failure',
        'Name what it waits for in `needs`.',
      );
    return { kind: wanted };
  }
  const pairs = Object.entries(wanted).flatMap(([word, outcome]) =>
    names.find(word, at2('if', word)).map((name) => [name, outcome]),
  );
  const stray = pairs.find(([name]) => !needs.includes(name));
  if (stray === void 0) return { kind: 'outcomes', wanted: new Map(pairs) };
  throw file.errorAt(
    at2('if'),
    `${stray[0]} is not among the job's needs`,
    'An outcome is known only of those.',
  );
}
function sandboxOf2(word, directory) {
  return word.includes('/') || /\.ya?ml$/.test(word) ? resolve6(directory, word) : word;
}
function envOf({ env = {}, secrets = [] }, common) {
  const set = { ...common.set, ...env.set };
  const pass2 = [.../* @__PURE__ */ new Set([...(common.pass ?? []), ...(env.pass ?? [])])];
  return {
    pass: pass2.filter((name) => !secrets.includes(name)),
    set: Object.fromEntries(Object.entries(set).map(([name, value]) => [name, String(value)])),
  };
}
function limitsOf2({ limits = {}, timeout }) {
  return timeout === void 0 ? limits : { ...limits, timeout };
}
function cacheOf(name, mount) {
  const { at: at2, access: access3 = 'rw' } = typeof mount === 'string' ? { at: mount } : mount;
  return { name, at: posix2.normalize(at2), isReadOnly: access3 === 'ro' };
}
function artifactOf({ from, to }, directory) {
  return { from, to: resolve6(directory, to) };
}
function checkPaths(spec, file, at2) {
  for (const { path: path2, text: text3, problem } of pathsOf2(spec)) {
    if (problem !== void 0) throw file.errorAt(at2(...path2), `${JSON.stringify(text3)} ${problem}`);
  }
}
function pathsOf2({ inputs = [], outputs = [], caches = {}, artifacts = [] }) {
  const places = Object.entries(caches).map(([name, mount]) => ({
    name,
    text: typeof mount === 'string' ? mount : mount.at,
  }));
  return [
    ...inputs.map((text3, index) => ({
      path: ['inputs', index],
      text: text3,
      problem: problemOf3(text3) ?? notBelow(text3),
    })),
    ...outputs.map((text3, index) => ({ path: ['outputs', index], text: text3, problem: problemOf3(text3) })),
    ...places.map(({ name, text: text3 }) => ({
      path: ['caches', name],
      text: text3,
      problem: problemOf3(text3) ?? notAbsolute(text3),
    })),
    ...artifacts.map(({ from: text3 = '' }, index) => ({
      path: ['artifacts', index, 'from'],
      text: text3,
      problem: problemOf3(text3) ?? notBelow(text3),
    })),
  ];
}
function problemOf3(path2) {
  return path2.split('/').includes('..') ? 'leads out: a path here has no ".."' : void 0;
}
function notBelow(path2) {
  return /^!?\//.test(path2) ? 'is absolute: it must lie below the project' : void 0;
}
function notAbsolute(path2) {
  return path2.startsWith('/') ? void 0 : 'must be an absolute path in the view';
}
var init_plan_job = __esm({
  'dist/pipeline/plan-job.js'() {
    'use strict';
    init_matrix();
  },
});

// dist/pipeline/plan.js
var plan_exports = {};
__export(plan_exports, {
  planPipeline: () => planPipeline,
  readPlan: () => readPlan,
});

import { dirname as dirname6, resolve as resolve7 } from 'node:path';

async function readPlan(path2) {
  return planPipeline(await readPipelineFile(path2));
}
function planPipeline(file) {
  const { jobs, description, project = '.', commit: commit2 = [] } = file.value;
  const directory = dirname6(resolve7(file.path));
  const names = new Names(file, variantsOf(file));
  const context = { file, names, directory };
  const planned = Object.keys(jobs).flatMap((name) =>
    names.variantsOf(name).map((variant) => planJob(context, name, variant)),
  );
  const ordered = checkGraph(planned, file);
  const commits = [commit2].flat();
  return {
    path: file.path,
    description,
    project: resolve7(directory, project),
    jobs: ordered,
    commits: commits.map((one, index) => planCommit(one, { ...context, index })),
  };
}
function variantsOf(file) {
  return new Map(
    Object.entries(file.value.jobs).map(([name, { matrix }]) => {
      if (matrix !== void 0) checkMatrix(matrix, name, file);
      return [name, unfold(matrix)];
    }),
  );
}
function checkMatrix(matrix, name, file) {
  const at2 = ['jobs', name, 'matrix'];
  const all = combine(matrix);
  if (all.length > VARIANTS_MAX) throw file.errorAt(at2, `makes more than ${VARIANTS_MAX} jobs`, 'Split it.');
  for (const [index, values] of exclusionsOf(matrix).entries()) {
    const stray = Object.keys(values).find((key) => key === 'exclude' || !Object.hasOwn(matrix, key));
    const where = [...at2, 'exclude', index];
    if (stray !== void 0)
      throw file.errorAt(
        [...where, stray],
        `the matrix has no key ${JSON.stringify(stray)}`,
        keysHint(matrix),
      );
    if (!all.some((variant) => isMeant(variant, values)))
      throw file.errorAt(where, 'leaves out nothing: no combination has these values');
  }
  if (unfold(matrix).length === 0) throw file.errorAt([...at2, 'exclude'], 'leaves out every combination');
}
function keysHint(matrix) {
  const keys = Object.keys(matrix).filter((key) => key !== 'exclude');
  return `Its keys are ${keys.join(', ')}.`;
}
function planCommit({ from, to, onConflict = 'ours', only, except }, { file, names, directory, index }) {
  const at2 = Array.isArray(file.value.commit) ? ['commit', index, 'from'] : ['commit', 'from'];
  const words = [from].flat();
  return {
    from: words.flatMap((word) => names.find(word, at2)),
    to: resolve7(directory, to),
    onConflict,
    only,
    except,
  };
}
var init_plan3 = __esm({
  'dist/pipeline/plan.js'() {
    'use strict';
    init_check_graph();
    init_matrix();
    init_names();
    init_pipeline_file();
    init_plan_job();
  },
});

// dist/pipeline/deliver.js
import { mkdirSync as mkdirSync10 } from 'node:fs';
import { dirname as dirname7 } from 'node:path';

async function commitResults(context, signal) {
  for (const { from, ...delivery } of context.plan.commits) {
    for (const job of from) await applyJob(context, job, { ...delivery, signal });
  }
}
async function applyJob(context, job, delivery) {
  const done = context.results.get(job);
  const layer = done?.layers.find(({ place }) => place === 'project');
  if (done === void 0)
    throw new LayoverError('LAYOVER_PIPELINE', `Nothing can be committed from ${job}: it was not run`);
  if (layer === void 0) {
    context.tell({ kind: 'committed', job, to: delivery.to, applied: 0, bytes: 0 });
    return;
  }
  const inputs = context.inputs.get(job)?.snapshot.layer;
  const below = [...layersBelow(context, job, 'project'), ...(inputs === void 0 ? [] : [inputs])];
  const report = await context.layover.layerWork.apply({
    layer: layer.layer,
    job: `${context.run}/${job}`,
    below: below.filter((id) => id !== layer.layer),
    ...delivery,
  });
  const { applied, bytes } = report;
  context.tell({ kind: 'committed', job, to: delivery.to, applied, bytes });
}
async function copyArtifacts({ name, artifacts }, _done, context) {
  for (const { from, to } of artifacts) {
    mkdirSync10(dirname7(to), { recursive: true });
    await applyJob(context, name, { from, to, onConflict: 'ours' });
  }
}
var init_deliver = __esm({
  'dist/pipeline/deliver.js'() {
    'use strict';
    init_errors();
    init_run_context();
  },
});

// dist/pipeline/inputs.js
import { relative as relative3, resolve as resolve8 } from 'node:path';

function selectionOf({ inputs }, plan) {
  if (inputs !== void 0) return { include: inputs, exclude: [], products: [] };
  const products = plan.jobs.flatMap(({ inputs: given, outputs = [] }) => {
    const made = outputs.filter((glob) => !glob.startsWith('/'));
    return given === void 0 || made.length === 0 ? [] : [{ made, given }];
  });
  return { include: void 0, exclude: ['.git', ...targetsOf(plan)], products };
}
function targetsOf({ path: path2, ...plan }) {
  const artifacts = plan.jobs.flatMap((job) => job.artifacts);
  const places = [...plan.commits, ...artifacts].map(({ to }) => to);
  const targets = [...places, resolve8(path2)].map((to) => relative3(plan.project, to));
  const inner = targets.filter((path3) => path3 !== '' && path3 !== '..' && !path3.startsWith('../'));
  return [...new Set(inner)].map(asGlob);
}
function asGlob(path2) {
  return path2.replace(/[\\*?[\]{}()!+@]/g, '\\$&');
}
async function takeInputs(plan, taking) {
  const { layover, tell, signal } = taking;
  const wanted = plan.jobs.map((job) => {
    const code = codeOf(job, plan, layover);
    return {
      name: job.name,
      selections: [selectionOf(job, plan), ...code.selections],
      outside: code.outside,
    };
  });
  const all = wanted.flatMap(({ selections }) => selections);
  const distinct = new Map(all.map((selection) => [JSON.stringify(selection), selection]));
  const { snapshots, leftOut } = await layover.layerWork.takeSnapshots(plan.project, [...distinct.values()], {
    signal,
  });
  if (leftOut.length > 0) {
    const more = leftOut.length > 1 ? ` and ${leftOut.length - 1} more` : '';
    const text3 = `left out of the inputs, being no file, directory or link: ${leftOut[0]}${more}`;
    tell({ kind: 'notice', text: text3 });
  }
  const keys = [...distinct.keys()];
  const find = (selection) => snapshots[keys.indexOf(JSON.stringify(selection))];
  const taken = wanted.map(async ({ name, selections: [own, ...code], outside }) => {
    const apart = outside.length === 0 ? [] : await layover.layerWork.identify(outside, { signal });
    const digests = code.map((selection) => find(selection).digest);
    return [
      name,
      {
        snapshot: find(own),
        code: [...digests, ...apart.map(({ local }) => local)].join(' '),
      },
    ];
  });
  return new Map(await Promise.all(taken));
}
function codeOf({ action }, plan, { layerWork }) {
  if (action.kind !== 'worker') return { selections: [], outside: [] };
  const roots = layerWork
    .codeRoots(resolve8(plan.project, action.worker))
    .map((root) => relative3(plan.project, root));
  const whole = selectionOf({ inputs: void 0 }, plan);
  const inner = roots.filter((root) => root !== '..' && !root.startsWith('../'));
  const include = inner.includes('') ? void 0 : inner.map(asGlob);
  return {
    selections: inner.length === 0 ? [] : [{ ...whole, include }],
    outside: roots
      .filter((root) => !inner.includes(root))
      .map((root) => hostPath(resolve8(plan.project, root))),
  };
}
var init_inputs = __esm({
  'dist/pipeline/inputs.js'() {
    'use strict';
    init_bytes_path();
  },
});

// dist/pipeline/job-end.js
function endOf2(end) {
  switch (end.kind) {
    case 'succeeded':
    case 'failed':
      return { kind: isSuccess(end.result.outcome) ? 'succeeded' : 'failed', done: end.result };
    case 'errored':
      return errorEnd(end.error);
    case 'skipped':
      return { kind: 'skipped', reason: describeTaskEnd(end) };
    case 'canceled':
      return { kind: 'canceled' };
    case 'timed-out':
      return { kind: 'errored', code: 'LAYOVER_PIPELINE', message: describeTaskEnd(end) };
  }
}
function errorEnd(error) {
  if (!(error instanceof LayoverError)) return { kind: 'errored', code: 'BUG', message: messageOf(error) };
  return { kind: 'errored', code: error.code, message: error.message, hint: error.hint };
}
function describeTaskEnd(end) {
  if (end.kind === 'errored') return messageOf(end.error);
  if (end.kind === 'timed-out') return `its time was over after ${end.afterMs} ms`;
  if (end.kind !== 'skipped') return end.kind;
  const { because } = end;
  switch (because.kind) {
    case 'need-failed':
      return `${because.name} ${because.end === 'succeeded' ? 'did not succeed' : because.end}`;
    case 'need-skipped':
      return `${because.name} was skipped`;
    case 'when':
      return 'its condition was not met';
    case 'stopped':
      return `${because.name} failed, and nothing new was started`;
  }
}
var init_job_end = __esm({
  'dist/pipeline/job-end.js'() {
    'use strict';
    init_errors();
    init_outcome();
  },
});

// dist/pipeline/job-resources.js
function resourcesOf(job, context, total) {
  const defined = context.bases.get(job.sandbox)?.definition.limits;
  const { cpus, memoryBytes, diskBytes } = resolveLimits(job.limits, defined);
  return {
    cpus: least(cpus, total.cpus),
    memoryBytes: least(memoryBytes, total.memoryBytes),
    diskBytes: least(diskBytes, total.diskBytes),
  };
}
function least(asked, total) {
  return asked === void 0 || total === void 0 ? void 0 : Math.min(asked, total);
}
var init_job_resources = __esm({
  'dist/pipeline/job-resources.js'() {
    'use strict';
    init_resolve_limits();
  },
});

// dist/pipeline/conflicts.js
async function refuseConflicts({ job, context, signal }) {
  const pairs = strangersOf(job, context.stacks).flatMap(([left, right]) =>
    layersOf2(left).flatMap((mine) =>
      layersOf2(right)
        .filter((theirs) => theirs.place === mine.place && theirs.layer !== mine.layer)
        .map((theirs) => ({ left, right, ids: [mine.layer, theirs.layer] })),
    ),
  );
  const ids = pairs.map((pair2) => pair2.ids);
  const found = await context.layover.layerWork.findConflict(ids, { signal });
  if (found === void 0) return;
  const pair = pairs.find((one) => one.ids.every((id, index) => id === found.pair[index]));
  throw new LayoverError(
    'LAYOVER_PIPELINE',
    `${job.name} needs ${pair?.left} and ${pair?.right}, which both changed ${found.path}`,
    { hint: `Declare their outputs without it, or say whose is taken: prefer: ${pair?.left}` },
  );
  function layersOf2(name) {
    return context.results.get(name)?.layers ?? [];
  }
}
var init_conflicts = __esm({
  'dist/pipeline/conflicts.js'() {
    'use strict';
    init_errors();
    init_stack();
  },
});

// dist/pipeline/key.js
import { createHash as createHash6 } from 'node:crypto';

function partsOf(source) {
  const { tool, cwd, network, inputs, needs } = source;
  return {
    layover: `${KEY_VERSION} ${tool}`,
    command: digest(source.action),
    code: source.code,
    cwd,
    network,
    inputs,
    limits: digest(source.limits ?? null),
    outputs: digest(source.outputs ?? null),
    secrets: source.secrets.join(' '),
    caches: source.caches.join(' '),
    order: needs.map(({ name }) => name).join(' '),
    ...Object.fromEntries(source.machine.map(([path2, tree]) => [`machine ${path2}`, tree])),
    ...Object.fromEntries(source.lowers.map(({ word, ids }) => [`lower ${word}`, digest(ids)])),
    ...Object.fromEntries(
      Object.entries(source.definition).map(([name, value]) => [`sandbox ${name}`, digest(value ?? null)]),
    ),
    ...Object.fromEntries(source.env.map((pair) => [`env ${pair.split('=', 1)[0]}`, digest(pair)])),
    ...Object.fromEntries(needs.map(({ name, layers }) => [`need ${name}`, digest(layers.map(contentOf))])),
  };
}
function keyOf(parts) {
  const sorted = Object.entries(parts).sort(([left], [right]) => (left < right ? -1 : 1));
  return digest(sorted);
}
function treesOf({ needs }, inputs) {
  return {
    inputs: [inputs],
    ...Object.fromEntries(
      needs.map(({ name, layers }) => [`need ${name}`, layers.map(({ layer }) => layer)]),
    ),
  };
}
function contentOf({ place, content }) {
  return `${place} ${content}`;
}
function digest(value) {
  return createHash6('sha256').update(JSON.stringify(value)).digest('hex');
}
var KEY_VERSION;
var init_key = __esm({
  'dist/pipeline/key.js'() {
    'use strict';
    KEY_VERSION = '2';
  },
});

// dist/pipeline/job-key.js
function keyJob(job, context) {
  const reason = reasonAgainst(job, context);
  if (reason !== void 0) return { kind: 'never', reason };
  const basis = context.bases.get(job.sandbox);
  if (basis === void 0) throw new Error(`The sandbox ${job.sandbox} was not looked up`);
  const { description: _description, directory: _directory, ...definition } = basis.definition;
  const [, ...below] = context.stacks.get(job.name) ?? [];
  const inputs = context.inputs.get(job.name);
  if (inputs === void 0) throw new Error(`No inputs were taken for ${job.name}`);
  const machine = context.machines.get(job.sandbox) ?? [];
  const source = {
    tool: context.tool,
    action: job.action,
    cwd: job.cwd ?? '',
    env: environmentOf(job, context),
    secrets: job.secrets,
    definition,
    network: networkOf(job, context),
    limits: job.limits,
    machine: machine.map(({ root, local }) => [textOf(root), local]),
    lowers: basis.layers,
    inputs: inputs.snapshot.digest,
    code: inputs.code,
    outputs: job.outputs,
    caches: job.caches.map(({ name, at: at2 }) => `${name}:${at2}`),
    needs: below.map((name) => ({ name, layers: context.results.get(name)?.layers ?? [] })),
  };
  const portable = machine.map((tree) => [textOf(tree.root), tree.portable]);
  return {
    kind: 'keyed',
    parts: partsOf(source),
    portable: partsOf({ ...source, machine: portable }),
    trees: treesOf(source, inputs.snapshot.layer),
  };
}
function textOf(path2) {
  return quoteRaw(path2);
}
function networkOf({ network, sandbox }, { bases }) {
  return network ?? bases.get(sandbox)?.definition.network ?? 'none';
}
function reasonAgainst(job, context) {
  if (job.isCached === true) return void 0;
  if (job.isCached === false) return 'the file says cache: false';
  if (networkOf(job, context) === 'host')
    return 'it has a network; cache: true takes its results for the same all the same';
  if (context.bases.get(job.sandbox)?.isWholeHost) return 'it sees the whole machine';
  return void 0;
}
function environmentOf({ env, secrets, sandbox }, { bases }) {
  const definition = bases.get(sandbox)?.definition ?? {};
  const spec = { command: [], env: env.set, passEnv: env.pass };
  const all = planEnvironment({ spec, definition, user: { uid: 0 } });
  return all.filter((pair) => !secrets.includes(pair.split('=', 1)[0] ?? '')).sort();
}
var init_job_key = __esm({
  'dist/pipeline/job-key.js'() {
    'use strict';
    init_bytes_path();
    init_environment();
    init_key();
  },
});

// dist/pipeline/lines.js
import { Writable as Writable2 } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

function withoutReturn(line) {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
var LINE_MAX, LineSink;
var init_lines2 = __esm({
  'dist/pipeline/lines.js'() {
    'use strict';
    LINE_MAX = 16384;
    LineSink = class extends Writable2 {
      #onLine;
      #decoder = new StringDecoder('utf8');
      #rest = '';
      constructor(onLine) {
        super({ decodeStrings: true });
        this.#onLine = onLine;
      }
      _write(chunk, _encoding, done) {
        const lines = `${this.#rest}${this.#decoder.write(chunk)}`.split('\n');
        this.#rest = lines.pop() ?? '';
        for (const line of lines) this.#onLine(withoutReturn(line));
        while (this.#rest.length > LINE_MAX) {
          this.#onLine(this.#rest.slice(0, LINE_MAX));
          this.#rest = this.#rest.slice(LINE_MAX);
        }
        done();
      }
      /** To be called once no more comes. */
      flush() {
        const rest = `${this.#rest}${this.#decoder.end()}`;
        this.#rest = '';
        if (rest !== '') this.#onLine(withoutReturn(rest));
      }
    };
  },
});

// dist/pipeline/execute.js
import { join as join30, posix as posix3, resolve as resolve9 } from 'node:path';

async function execute(turn, key) {
  const { job, context } = turn;
  const startedAt = Date.now();
  const ran = await runCommand2(turn);
  const { outcome, changes } = ran.result;
  const paths2 = Object.fromEntries(STREAMS.map((stream) => [stream, logOf(context, ran.id, stream)]));
  context.record.keepLogs(job.name, (stream) => paths2[stream] ?? '');
  const isReusable = key !== void 0 && isSuccess(outcome);
  const layers = needsLayers(job, context, isSuccess(outcome))
    ? await storeChanges(turn, ran, isReusable ? key : void 0)
    : [];
  const ids = layers.map(({ layer }) => layer);
  if (ids.length > 0) context.held.push(context.layover.layerWork.hold(ids));
  const durationMs = Date.now() - startedAt;
  const done = { from: 'run', outcome, job: ran.id, key, changes, layers, durationMs };
  if (isReusable) {
    const createdAt = /* @__PURE__ */ new Date().toISOString();
    context.cache.store(
      { key, name: job.name, createdAt, job: ran.id, outcome, changes, layers, durationMs },
      paths2,
    );
  }
  return done;
}
async function runCommand2({ job, context, signal, attempt }) {
  const sinks = STREAMS.map(
    (stream) => new LineSink((line) => context.tell({ kind: 'job-output', job: job.name, stream, line })),
  );
  const ran = await context.layover.run({
    ...specOf(job, context),
    stdout: sinks[0],
    stderr: sinks[1],
    signal,
    onStart: ({ id }) => context.tell({ kind: 'job-started', job: job.name, attempt, id }),
    onNotice: (text3) => context.tell({ kind: 'notice', job: job.name, text: text3 }),
  });
  for (const sink of sinks) sink.flush();
  if (ran.outcome.kind === 'canceled') signal.throwIfAborted();
  return ran;
}
function specOf(job, context) {
  const { action, env, limits } = job;
  const secrets = context.secrets.get(job.name);
  const at2 = projectOf(job, context);
  const inputs = context.inputs.get(job.name)?.snapshot.layer ?? '';
  const common = {
    sandbox: job.sandbox,
    lowers: layersBelow(context, job.name, 'root').map(wordOf),
    places: [
      { at: at2, lowers: [...layersBelow(context, job.name, 'project'), inputs].map(wordOf) },
      ...job.caches.map((cache) => ({ at: cache.at, lowers: keptLayers(context, cache.name).map(wordOf) })),
    ],
    cwd: posix3.resolve(at2, job.cwd ?? '.'),
    env: { ...env.set, ...secrets?.env },
    passEnv: env.pass,
    mask: secrets?.mask,
    limits,
  };
  if (action.kind === 'command')
    return { ...common, command: action.command, network: networkOf(job, context) };
  const { isolation, params } = action;
  const network = isolation === 'process' ? networkOf(job, context) : void 0;
  return { ...common, worker: resolve9(context.plan.project, action.worker), params, isolation, network };
}
function projectOf({ sandbox }, { bases, plan }) {
  const basis = bases.get(sandbox);
  return basis?.isWholeHost ? plan.project : (basis?.project ?? '/work');
}
function wordOf(layer) {
  return `sha256:${layer}`;
}
function logOf({ layover }, id, stream) {
  return join30(layover.homePath, 'jobs', id, 'log', stream);
}
function needsLayers({ name, artifacts }, { plan }, hasSucceeded) {
  const isWanted2 = plan.jobs.some(
    ({ needs, condition }) => needs.includes(name) && condition.kind !== 'success',
  );
  return hasSucceeded || isWanted2 || artifacts.length > 0;
}
async function storeChanges(turn, ran, key) {
  const { job, context, signal } = turn;
  const { added, modified, deleted } = ran.result.changes;
  if (added + modified + deleted === 0) return [];
  const at2 = { root: '/', project: projectOf(job, context) };
  const report = await ran.commitPlaces({
    places: [
      ...['root', 'project'].map((place) => ({
        at: at2[place],
        name: nameOf5(turn, place, key),
        globs: globsOf(job, place),
      })),
      ...keptPlaces(job, context, isSuccess(ran.outcome)),
    ],
    secrets: context.secrets.get(job.name)?.bytes ?? [],
    signal,
  });
  if (report.kind === 'secret') {
    await ran.discard();
    throw new LayoverError(
      'LAYOVER_PIPELINE',
      `The job ${job.name} left the secret ${report.name} in ${report.path}`,
      {
        hint: 'Nothing of what it made was kept. Have it written outside, to /tmp, or removed before the job ends.',
      },
    );
  }
  for (const glob of report.idle) {
    context.tell({ kind: 'notice', job: job.name, text: `outputs ${glob}: nothing that it changed matches` });
  }
  const places = /* @__PURE__ */ new Map([
    [rawOf2(at2.root), 'root'],
    [rawOf2(at2.project), 'project'],
  ]);
  return report.layers.flatMap(({ at: where, layer, content, bytes }) => {
    const place = places.get(where);
    return place === void 0 ? [] : [{ place, layer, content, bytes }];
  });
}
function rawOf2(path2) {
  return rawFromText(path2.replace(/^\/+/, ''));
}
function keptLayers(context, cache) {
  const chain = context.layover.layerWork.chainOf(keptPlaceName(context, cache));
  return chain.length > KEPT_LAYERS_MAX ? [] : chain;
}
function keptPlaces({ caches }, context, hasSucceeded) {
  const written = caches.filter(({ isReadOnly }) => hasSucceeded && !isReadOnly);
  return written.map(({ name, at: at2 }) => ({ at: at2, name: keptPlaceName(context, name), globs: void 0 }));
}
function nameOf5({ job, context }, place, key) {
  if (key !== void 0) return cacheName(key, place);
  const name = `layover/run/${context.run}/${context.plan.jobs.indexOf(job)}/${place}`;
  context.names.add(name);
  return name;
}
function globsOf({ outputs }, place) {
  if (outputs === void 0) return void 0;
  return outputs.flatMap((glob) => {
    const [sign, path2] = glob.startsWith('!') ? ['!', glob.slice(1)] : ['', glob];
    if (path2.startsWith('/') !== (place === 'root')) return [];
    return [`${sign}${path2.replace(/^\/+/, '')}`];
  });
}
var KEPT_LAYERS_MAX;
var init_execute = __esm({
  'dist/pipeline/execute.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_outcome();
    init_cache();
    init_job_key();
    init_lines2();
    init_run_context();
    KEPT_LAYERS_MAX = 32;
  },
});

// dist/pipeline/explain.js
async function explainChange(before, after, compare2) {
  const reasons = [];
  for (const name of changedParts(before.parts, after.parts)) {
    const [old, now] = [before.trees?.[name], after.trees?.[name]];
    const found = old && now && (await compare2(old, now));
    reasons.push(
      found && found.count > 0 ? `${wordsFor(name)} changed: ${listPaths(found)}` : reasonFor(name),
    );
  }
  return reasons;
  function reasonFor(name) {
    const [was, is] = [before.parts[name], after.parts[name]];
    if (was === void 0) return `${wordsFor(name)} is new`;
    if (is === void 0) return `${wordsFor(name)} is gone`;
    return name === 'layover'
      ? `layover itself changed: ${was} before, ${is} now`
      : `${wordsFor(name)} changed`;
  }
}
function changedParts(before, after) {
  const names = [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.filter((name) => before[name] !== after[name]);
}
function listPaths({ paths: paths2, count: count2 }) {
  const more = count2 > paths2.length ? ` and ${count2 - paths2.length} more` : '';
  return `${paths2.join(', ')}${more}`;
}
function wordsFor(name) {
  const [kind2 = '', ...rest] = name.split(' ');
  return WORDS3[kind2]?.(rest.join(' ')) ?? name;
}
var WORDS3;
var init_explain3 = __esm({
  'dist/pipeline/explain.js'() {
    'use strict';
    WORDS3 = {
      command: () => 'the command',
      cwd: () => 'the working directory',
      code: () => "the worker's code",
      order: () => 'the order of what it stands on',
      env: (name) => `the environment variable ${name}`,
      machine: (path2) => `what the sandbox shows of ${path2}`,
      lower: (word) => `the lower ${word} of the sandbox`,
      sandbox: (key) => `${key} in the sandbox definition`,
      need: (job) => `what ${job} made`,
    };
  },
});

// dist/pipeline/run-job.js
async function runPipelineJob(turn) {
  try {
    refuseUnseenLayers(turn.job, turn.context);
    await refuseConflicts(turn);
    const done = await findOrRun(turn);
    turn.context.results.set(turn.job.name, done);
    const isForgiven = turn.job.isOptional && turn.attempt > turn.job.retries;
    return { kind: isSuccess(done.outcome) || isForgiven ? 'succeeded' : 'failed', result: done };
  } catch (error) {
    if (turn.signal.aborted || isTransient(error)) throw error;
    return { kind: 'errored', error, isPermanent: true };
  }
}
function isTransient(error) {
  return !(error instanceof LayoverError) || TRANSIENT.has(error.code);
}
async function findOrRun(turn) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { job, context, signal } = turn;
    const keyed = keyJob(job, context);
    if (keyed.kind === 'never') {
      if (context.explains) explain(turn, [`it is never cached: ${keyed.reason}`]);
      return await execute(turn, void 0);
    }
    const keys = { key: keyOf(keyed.parts), portable: keyOf(keyed.portable) };
    const { key } = keys;
    if (!context.usesCache) return await runAndStore(turn, keys, keyed);
    const early = useCached(turn, key);
    if (early) return early;
    const _lock = __addDisposableResource19(
      env_1,
      await context.layover.layerWork.lockKey(key, signal),
      false,
    );
    return useCached(turn, key) ?? (await useShared(turn, keys)) ?? (await runAndStore(turn, keys, keyed));
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources19(env_1);
  }
}
function useCached({ job, context }, key) {
  const startedAt = Date.now();
  const { cache, layover, held, record, plan } = context;
  const result = cache.find(key);
  if (result === void 0) return void 0;
  try {
    held.push(layover.layerWork.hold(result.layers.map(({ layer }) => layer)));
  } catch (error) {
    if (error instanceof LayoverError && error.code === 'LAYOVER_LAYER_UNKNOWN') return void 0;
    throw error;
  }
  cache.touch(key);
  record.keepLogs(job.name, (stream) => cache.logPath(key, stream));
  const last = cache.findLast(plan.project, job.name);
  if (last?.key !== key) rememberKey({ job, context }, key);
  return doneFromCache(result, Date.now() - startedAt);
}
function doneFromCache({ outcome, job, key, changes, layers, durationMs: savedMs }, durationMs) {
  return { from: 'cache', outcome, job, key, changes, layers, durationMs, savedMs };
}
function rememberKey({ job, context }, key) {
  const keyed = keyJob(job, context);
  if (keyed.kind === 'keyed') context.cache.writeLast(context.plan.project, job.name, lastOf(key, keyed));
}
async function useShared(turn, { key, portable }) {
  const { shared, cache } = turn.context;
  const result = await shared?.load(portable, key);
  if (shared === void 0 || result === void 0) return void 0;
  cache.store(
    result,
    Object.fromEntries(STREAMS.map((stream) => [stream, shared.logPath(portable, stream)])),
  );
  return useCached(turn, key);
}
function lastOf(key, { parts, trees }) {
  return { key, parts, trees };
}
async function runAndStore(turn, { key, portable }, keyed) {
  const { job, context } = turn;
  const now = lastOf(key, keyed);
  if (context.explains) explain(turn, await reasonsFor(turn, now));
  context.cache.writeLast(context.plan.project, job.name, now);
  const done = await execute(turn, key);
  const result = isSuccess(done.outcome) ? context.cache.find(key) : void 0;
  if (result === void 0) return done;
  const logs = Object.fromEntries(STREAMS.map((stream) => [stream, context.cache.logPath(key, stream)]));
  await context.shared?.save(portable, result, logs);
  return done;
}
async function reasonsFor({ job, context, signal }, now) {
  if (!context.usesCache) return ['earlier results are not used in this run'];
  const last = context.cache.findLast(context.plan.project, job.name);
  if (last === void 0) return ['it has not been run here before'];
  const { layerWork } = context.layover;
  const compare2 = layerWork.compare.bind(layerWork);
  const reasons = await explainChange(last, now, (before, after) => compare2(before, after, { signal }));
  return reasons.length === 0
    ? ['nothing changed, but there is no result: it failed, or was removed']
    : reasons;
}
function explain({ job, context }, reasons) {
  context.tell({ kind: 'job-explained', job: job.name, reasons });
}
var __addDisposableResource19, __disposeResources19, TRANSIENT;
var init_run_job = __esm({
  'dist/pipeline/run-job.js'() {
    'use strict';
    init_errors();
    init_outcome();
    init_cache();
    init_check_views();
    init_conflicts();
    init_execute();
    init_explain3();
    init_job_key();
    init_key();
    __addDisposableResource19 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources19 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    TRANSIENT = /* @__PURE__ */ new Set(['LAYOVER_KEEPER', 'LAYOVER_JOB_BUSY', 'LAYOVER_LAYER_UNKNOWN']);
  },
});

// dist/pipeline/run-jobs.js
async function runJobs(context, options) {
  const { plan, tell } = context;
  const { concurrency, failureMode = 'finish-running', signal } = options;
  const ends = /* @__PURE__ */ new Map();
  const resources = { ...(await readResources(context.layover.homePath)), ...options.resources };
  const scheduler = new Scheduler({
    concurrency,
    resources,
    failureMode,
    bound: Math.max(plan.jobs.length, 1),
    onEvent: (event) => {
      if (event.kind !== 'task') return;
      const { task: job, state } = event;
      if (state.kind === 'delayed')
        tell({ kind: 'job-retried', job, attempt: state.attempt, reason: describeTaskEnd(state.last) });
      if (state.kind !== 'ended') return;
      const end = endOf2(state.end);
      ends.set(job, end);
      tell({ kind: 'job-ended', job, end });
    },
  });
  const doomed = plan.jobs.filter(({ condition }) => condition.kind !== 'always').reverse();
  const stop = () => {
    for (const { name } of doomed) void scheduler.find(name)?.cancel();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    await scheduler.submitAll(plan.jobs.map((job) => taskOf2(job, context, resources)));
    if (signal.aborted) stop();
    await scheduler.drain();
  } finally {
    signal.removeEventListener('abort', stop);
    await scheduler.shutdown();
  }
  return ends;
}
function taskOf2(job, context, total) {
  const { name, needs, priority, retries } = job;
  return {
    name,
    needs,
    priority,
    resources: resourcesOf(job, context, total),
    when: whenOf(job, context),
    ...(retries > 0 && { retry: { attempts: retries + 1, on: ['failed', 'errored', 'timed-out'] } }),
    run: async ({ signal, attempt }) => {
      const verdict = await runPipelineJob({ job, context, signal, attempt });
      if (verdict.kind !== 'errored') await copyArtifacts(job, verdict.result, context);
      return verdict;
    },
  };
}
function whenOf({ condition, needs }, { plan }) {
  const isOptional = plan.jobs.some(({ name, isOptional: may2 }) => may2 && needs.includes(name));
  if (condition.kind === 'always') return 'always';
  if (condition.kind === 'outcomes') {
    return (ends) =>
      [...condition.wanted].every(
        ([name, wanted]) => wanted === 'any' || resultOf2(ends.get(name)) === wanted,
      );
  }
  if (!isOptional) return condition.kind;
  const results = (ends) => [...ends.values()].map(resultOf2);
  if (condition.kind === 'failure') return (ends) => results(ends).includes('failure');
  return (ends) => results(ends).every((result) => result === 'success');
}
function resultOf2(end) {
  if (end?.kind === 'skipped') return 'skipped';
  return end?.kind === 'succeeded' && isSuccess(end.result.outcome) ? 'success' : 'failure';
}
var init_run_jobs = __esm({
  'dist/pipeline/run-jobs.js'() {
    'use strict';
    init_outcome();
    init_submit();
    init_scheduler();
    init_deliver();
    init_job_end();
    init_job_resources();
    init_run_job();
  },
});

// dist/pipeline/run-record.js
import { appendFileSync } from 'node:fs';
import { join as join31 } from 'node:path';

var RunRecorder;
var init_run_record = __esm({
  'dist/pipeline/run-record.js'() {
    'use strict';
    init_runs();
    init_cache();
    RunRecorder = class {
      run;
      directory;
      /** `homePath`: the state directory. */
      constructor(homePath) {
        this.run = newRunId();
        this.directory = createRun({ runs: join31(homePath, 'runs') }, this.run);
      }
      /** What jobs print is in their logs. */
      take(event) {
        if (event.kind === 'job-output') return;
        appendFileSync(
          join31(this.directory, 'events.jsonl'),
          `${JSON.stringify(event)}
`,
          { mode: 384 },
        );
        if (event.kind === 'run-started')
          writeRun(this.directory, { ...event, status: 'running', pid: process.pid });
        if (event.kind === 'run-ended') writeRun(this.directory, event);
        if (event.kind !== 'job-ended') return;
        const { job: name, end } = event;
        const job = 'done' in end ? end.done.job : void 0;
        writeRunJob(this.directory, { name, ...(job !== void 0 && { job }), ...end });
      }
      /** Gives a job's logs, wherever they are, a name in the run. */
      keepLogs(name, pathOf) {
        for (const stream of STREAMS) linkLog(pathOf(stream), logPath(this.directory, name, stream));
      }
    };
  },
});

// dist/pipeline/base64-forms.js
function base64Forms(text3) {
  const bytes = Buffer.from(text3);
  const inside = [0, 1, 2].map((before) => encodedInside(bytes, before));
  const whole = [bytes, Buffer.concat([bytes, Buffer.from('\n')])].map((one) => one.toString('base64'));
  const lines = LINE_LENGTHS.flatMap((length) => whole.flatMap((one) => linesOf2(one, length)));
  const forms = [...whole, ...inside, ...lines].filter((form) => form.length >= SHORTEST);
  return [...new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))];
}
function encodedInside(bytes, before) {
  const skipped = before === 0 ? 0 : 3 - before;
  const groups = Math.floor((bytes.length - skipped) / 3);
  return groups <= 0 ? '' : bytes.subarray(skipped, skipped + groups * 3).toString('base64');
}
function linesOf2(encoded, length) {
  const lines = [];
  for (let at2 = 0; at2 < encoded.length; at2 += length) lines.push(encoded.slice(at2, at2 + length));
  return lines.length > 1 ? lines : [];
}
var SHORTEST, LINE_LENGTHS;
var init_base64_forms = __esm({
  'dist/pipeline/base64-forms.js'() {
    'use strict';
    SHORTEST = 8;
    LINE_LENGTHS = [76, 64];
  },
});

// dist/pipeline/secrets.js
function readSecrets({ name, secrets }) {
  const values = secrets.map((secret) => [secret, readSecret(secret, name)]);
  const texts2 = values.flatMap(([secret, value]) =>
    pieces(value).map((text3) => ({ name: secret, text: text3 })),
  );
  return {
    env: Object.fromEntries(values),
    mask: texts2.map(({ text: text3 }) => text3),
    bytes: texts2.map(({ name: secret, text: text3 }) => ({ name: secret, bytes: Buffer.from(text3) })),
  };
}
function readSecret(secret, job) {
  const value = process.env[secret];
  if (value === void 0 || value === '') {
    throw new LayoverError('LAYOVER_USAGE', `The job ${job} needs the secret ${secret}, which is not set`, {
      hint: `Set it in the environment of layover: ${secret}=... layover pipeline run`,
    });
  }
  if (value.length >= SHORTEST2) return value;
  throw new LayoverError('LAYOVER_USAGE', `The secret ${secret} is shorter than ${SHORTEST2} characters`, {
    hint: 'It could not be kept out of logs: every chance match would be masked.',
  });
}
function pieces(value) {
  const lines = value.split('\n').filter((line) => line.trim().length >= SHORTEST2);
  const own = [.../* @__PURE__ */ new Set([value, ...lines])];
  return [
    .../* @__PURE__ */ new Set([
      ...own,
      ...own.flatMap((text3) => [...base64Forms(text3), encodeURIComponent(text3)]),
    ]),
  ];
}
var SHORTEST2;
var init_secrets2 = __esm({
  'dist/pipeline/secrets.js'() {
    'use strict';
    init_errors();
    init_base64_forms();
    SHORTEST2 = 4;
  },
});

// dist/pipeline/shared-cache.js
import { randomBytes as randomBytes9 } from 'node:crypto';
import {
  copyFileSync as copyFileSync2,
  existsSync as existsSync7,
  mkdirSync as mkdirSync11,
  readFileSync as readFileSync19,
  renameSync as renameSync7,
  writeFileSync as writeFileSync9,
} from 'node:fs';
import { join as join32 } from 'node:path';

var SharedCache, VERSION5;
var init_shared_cache = __esm({
  'dist/pipeline/shared-cache.js'() {
    'use strict';
    init_errors();
    init_cache();
    SharedCache = class {
      #directory;
      #layerWork;
      constructor(directory, layerWork) {
        this.#directory = directory;
        this.#layerWork = layerWork;
      }
      /** The result of a portable key with all its layers in the store, as if it had been made under `key`. */
      async load(portableKey, key) {
        const result = this.#read(portableKey);
        if (result === void 0) return void 0;
        for (const { place, layer } of result.layers) {
          if (!(await this.#layerWork.load(layer, cacheName(key, place), this.#directory))) return void 0;
        }
        return { ...result, key };
      }
      async save(portableKey, result, logs) {
        if (existsSync7(this.#path(portableKey, 'json'))) return;
        mkdirSync11(join32(this.#directory, 'results'), { recursive: true });
        for (const { layer } of result.layers) await this.#layerWork.save(layer, this.#directory);
        for (const stream of STREAMS) {
          const from = logs[stream];
          if (from !== void 0 && existsSync7(from))
            this.#add(this.#path(portableKey, stream), (to) => copyFileSync2(from, to));
        }
        this.#add(this.#path(portableKey, 'json'), (to) =>
          writeFileSync9(to, JSON.stringify({ version: VERSION5, ...result })),
        );
      }
      logPath(portableKey, stream) {
        return this.#path(portableKey, stream);
      }
      #read(portableKey) {
        try {
          const text3 = readFileSync19(this.#path(portableKey, 'json'), 'utf8');
          const result = JSON.parse(text3);
          return result.version === VERSION5 && Array.isArray(result.layers) ? result : void 0;
        } catch (error) {
          if (hasErrno(error, 'ENOENT') || error instanceof SyntaxError) return void 0;
          throw error;
        }
      }
      #path(portableKey, kind2) {
        return join32(this.#directory, 'results', `${portableKey}.${kind2}`);
      }
      #add(path2, write) {
        const temporary = `${path2}.${randomBytes9(6).toString('hex')}`;
        write(temporary);
        renameSync7(temporary, path2);
      }
    };
    VERSION5 = 1;
  },
});

// dist/pipeline/summary.js
function findCriticalPath(jobs, durations) {
  const chains = /* @__PURE__ */ new Map();
  for (const { name, needs } of jobs) {
    const before = longestOf(needs.map((need) => chains.get(need) ?? NO_CHAIN));
    const durationMs = durations.get(name);
    const own = durationMs === void 0 ? [] : [{ job: name, durationMs }];
    chains.set(name, { steps: [...before.steps, ...own], totalMs: before.totalMs + (durationMs ?? 0) });
  }
  return longestOf([...chains.values()]).steps;
}
function longestOf(chains) {
  return chains.reduce((best, chain) => (chain.totalMs > best.totalMs ? chain : best), NO_CHAIN);
}
var NO_CHAIN;
var init_summary = __esm({
  'dist/pipeline/summary.js'() {
    'use strict';
    NO_CHAIN = { steps: [], totalMs: 0 };
  },
});

// dist/pipeline/run-pipeline.js
async function runPipeline(plan, options) {
  const secrets = new Map(plan.jobs.map((job) => [job.name, readSecrets(job)]));
  const record = new RunRecorder(options.layover.homePath);
  const tell = tellerOf(record, options);
  const startedAt = Date.now();
  const ends = /* @__PURE__ */ new Map();
  const end = (status2) => {
    const critical = findCriticalPath(plan.jobs, durationsOf(ends));
    tell({
      kind: 'run-ended',
      run: record.run,
      status: status2,
      durationMs: Date.now() - startedAt,
      critical,
    });
    return { run: record.run, status: status2, jobs: ends };
  };
  const { path: pipeline3, project } = plan;
  const jobs = plan.jobs.map(({ name, needs }) => ({ name, needs }));
  tell({ kind: 'run-started', run: record.run, pipeline: pipeline3, project, jobs });
  try {
    return end(await runToEnd2({ plan, options, secrets, record, tell }, ends));
  } catch (error) {
    end(options.signal.aborted ? 'canceled' : 'failed');
    throw error;
  }
}
function tellerOf(record, { onEvent }) {
  return (happening) => {
    const event = { atMs: Date.now(), ...happening };
    record.take(event);
    onEvent(event);
  };
}
async function runToEnd2(started, ends) {
  const { options } = started;
  const context = await openContext(started);
  try {
    for (const [name, end] of await runJobs(context, options)) ends.set(name, end);
    if (options.signal.aborted) return 'canceled';
    if (hasFailed(context.plan, ends)) return 'failed';
    await commitResults(context, options.signal);
    return 'succeeded';
  } finally {
    for (const name of context.names) options.layover.layerWork.forget(name);
    for (const lease of context.held) lease[Symbol.dispose]();
  }
}
async function openContext({ plan, options, secrets, record, tell }) {
  const { layover, tool, usesCache = true, explains = false, cacheDirectory } = options;
  const around = await lookAround({ plan, options, tell });
  const layers = [...around.inputs.values()].map(({ snapshot }) => snapshot.layer);
  return {
    run: record.run,
    plan,
    layover,
    record,
    tell,
    secrets,
    ...around,
    cache: new ResultCache(layover.homePath),
    shared: cacheDirectory === void 0 ? void 0 : new SharedCache(cacheDirectory, layover.layerWork),
    stacks: stacksOf(plan),
    results: /* @__PURE__ */ new Map(),
    held: [layover.layerWork.hold(layers)],
    names: /* @__PURE__ */ new Set(),
    tool,
    usesCache,
    explains,
  };
}
async function lookAround({ plan, options, tell }) {
  const { layover, signal } = options;
  const names = [...new Set(plan.jobs.map(({ sandbox }) => sandbox))];
  const found = names.map(async (name) => [name, await layover.layerWork.findBasis(name)]);
  const bases = new Map(await Promise.all(found));
  refuseUnseenOutputs(plan, (sandbox) => bases.get(sandbox)?.isWholeHost === true);
  const identified = [...bases].map(async ([name, { trees }]) => {
    return [name, await layover.layerWork.identify(trees, { signal })];
  });
  const [inputs, machines] = await Promise.all([
    takeInputs(plan, { layover, tell, signal }),
    Promise.all(identified),
  ]);
  return { bases, inputs, machines: new Map(machines) };
}
function stacksOf({ jobs }) {
  const stacks = /* @__PURE__ */ new Map();
  for (const job of jobs) stacks.set(job.name, stackOf(job, stacks));
  return stacks;
}
function hasFailed({ jobs }, ends) {
  const optional = new Set(jobs.filter((job) => job.isOptional).map(({ name }) => name));
  return [...ends].some(
    ([name, { kind: kind2 }]) => (kind2 === 'failed' || kind2 === 'errored') && !optional.has(name),
  );
}
function durationsOf(ends) {
  const done = [...ends].flatMap(([name, end]) => ('done' in end ? [[name, end.done.durationMs]] : []));
  return new Map(done);
}
var init_run_pipeline = __esm({
  'dist/pipeline/run-pipeline.js'() {
    'use strict';
    init_cache();
    init_check_views();
    init_deliver();
    init_inputs();
    init_run_jobs();
    init_run_record();
    init_secrets2();
    init_shared_cache();
    init_stack();
    init_summary();
  },
});

// dist/cli/pipeline-report.js
var INTERRUPTED;
var init_pipeline_report = __esm({
  'dist/cli/pipeline-report.js'() {
    'use strict';
    INTERRUPTED = 'layover: interrupted; ending what runs, again to kill it';
  },
});

// dist/cli/pipeline-text.js
function renderEvent(event, soFar) {
  const render = RENDERERS[event.kind];
  return render(event, soFar);
}
function describeEnd3(end) {
  switch (end.kind) {
    case 'succeeded':
      return end.done.from === 'cache'
        ? `cached, ${formatDuration(end.done.savedMs ?? 0)} saved`
        : `done in ${formatDuration(end.done.durationMs)}, ${renderCounts(end.done.changes)}`;
    case 'failed':
      return `${style('red', 'failed')}: ${renderOutcome(end.done.outcome)} after ${formatDuration(end.done.durationMs)}`;
    case 'errored':
      return `${style('red', 'could not be run')}: ${printable(end.message)} (${end.code})`;
    case 'canceled':
      return style('yellow', 'canceled');
    case 'skipped':
      return `${style('yellow', 'skipped')}: ${printable(end.reason)}`;
  }
}
function hintsOf(run, job, end) {
  if (end.kind === 'errored') return end.hint === void 0 ? [] : [{ text: `  hint: ${printable(end.hint)}` }];
  if (end.kind !== 'failed') return [];
  const word = quoteRaw(rawFromText(`${run}/${job}`));
  return [{ text: style('dim', `  next: layover logs ${word}, layover diff ${word}`) }];
}
function renderCommitted2({ job, to, applied, bytes }) {
  const count2 = applied === 1 ? '1 change' : `${applied} changes`;
  return `committed ${job} to ${printable(to)}: ${applied === 0 ? 'no changes' : `${count2} (${formatSize(bytes)})`}`;
}
function renderSummary({ status: status2, durationMs, critical, run }, ends) {
  const all = [...ends.values()];
  const count2 = (test) => all.filter(test).length;
  const kinds = [
    [count2((end) => end.kind === 'succeeded' && end.done.from === 'run'), 'run'],
    [count2((end) => end.kind === 'succeeded' && end.done.from === 'cache'), 'cached'],
    [count2(({ kind: kind2 }) => kind2 === 'failed' || kind2 === 'errored'), 'failed'],
    [count2(({ kind: kind2 }) => kind2 === 'skipped'), 'skipped'],
    [count2(({ kind: kind2 }) => kind2 === 'canceled'), 'canceled'],
  ];
  const counts = kinds.filter(([number2]) => number2 > 0).map(([number2, word]) => `${number2} ${word}`);
  const line = `layover: ${status2} in ${formatDuration(durationMs)}: ${counts.join(', ') || 'no jobs'}; run ${run}`;
  return [status2 === 'succeeded' ? line : style('red', line), ...renderCritical(critical)];
}
function renderCritical(critical) {
  const slow = critical.filter(({ durationMs }) => durationMs >= 100);
  if (slow.length < 2) return [];
  const steps = slow.map(({ job, durationMs }) => `${printable(job)} ${formatDuration(durationMs)}`);
  return [style('dim', `  critical path: ${steps.join(' > ')}`)];
}
var RENDERERS;
var init_pipeline_text = __esm({
  'dist/cli/pipeline-text.js'() {
    'use strict';
    init_bytes_path();
    init_units();
    init_output();
    init_render();
    init_text();
    RENDERERS = {
      'run-started': () => [],
      'job-output': () => [],
      'job-started': ({ job, attempt }) => [
        { job, text: attempt > 1 ? `started, attempt ${attempt}` : 'started' },
      ],
      'job-retried': ({ job, reason }) => [{ job, text: `${printable(reason)}; trying again` }],
      'job-explained': ({ job, reasons }) => [{ job, text: `run because ${printable(reasons.join('; '))}` }],
      'job-ended': ({ job, end }, { run }) => [{ job, text: describeEnd3(end) }, ...hintsOf(run, job, end)],
      notice: ({ job, text: text3 }) =>
        job === void 0 ? [{ text: `layover: ${printable(text3)}` }] : [{ job, text: printable(text3) }],
      committed: (event) => [{ text: `layover: ${renderCommitted2(event)}` }],
      'run-ended': (event, { ends }) => renderSummary(event, ends).map((text3) => ({ text: text3 })),
    };
  },
});

// dist/cli/pipeline-github.js
import { randomUUID as randomUUID3 } from 'node:crypto';

function message(text3) {
  return text3.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function property(text3) {
  return message(text3).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
var LINES_MAX4, GithubReport;
var init_pipeline_github = __esm({
  'dist/cli/pipeline-github.js'() {
    'use strict';
    init_output();
    init_pipeline_report();
    init_pipeline_text();
    init_text();
    LINES_MAX4 = 5e3;
    GithubReport = class {
      #output = /* @__PURE__ */ new Map();
      #ends = /* @__PURE__ */ new Map();
      #run = '';
      take(event) {
        if (event.kind === 'run-started') this.#run = event.run;
        if (event.kind === 'job-output') return this.#keep(event.job, event.line);
        if (event.kind === 'job-started') return;
        if (event.kind === 'job-ended') {
          this.#ends.set(event.job, event.end);
          return this.#showJob(event.job, event.end);
        }
        for (const { job, text: text3 } of renderEvent(event, { run: this.#run, ends: this.#ends }))
          say(job === void 0 ? text3 : `${job}: ${text3}`);
      }
      interrupt() {
        say(INTERRUPTED);
      }
      #keep(job, line) {
        const lines = this.#output.get(job) ?? [];
        lines.push(line);
        if (lines.length > LINES_MAX4) lines.shift();
        this.#output.set(job, lines);
      }
      #showJob(job, end) {
        const lines = this.#output.get(job) ?? [];
        this.#output.delete(job);
        const title = `${printable(job)}: ${describeEnd3(end)}`;
        if (lines.length === 0) say(title);
        else {
          say(`::group::${title}`);
          const token = randomUUID3();
          say(`::stop-commands::${token}`);
          if (lines.length === LINES_MAX4)
            say(`(only the last lines; all of them: layover logs ${this.#run}/${job})`);
          for (const line of lines) say(outputText(line));
          say(`::${token}::`);
          say('::endgroup::');
        }
        if (end.kind === 'failed' || end.kind === 'errored')
          say(`::error title=${property(job)}::${message(describeEnd3(end))}`);
      }
    };
  },
});

// dist/cli/live-region.js
function isSame(left, right) {
  return left.length === right.length && left.every((line, at2) => line === right[at2]);
}
function countRows(lines, columns) {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
}
var BEGIN, END, upAndClear, unwrapped, KEPT_LINES, LiveRegion;
var init_live_region = __esm({
  'dist/cli/live-region.js'() {
    'use strict';
    init_text();
    BEGIN = '\x1B[?2026h\x1B[?25l';
    END = '\x1B[?25h\x1B[?2026l';
    upAndClear = (rows) => (rows === 0 ? '\r' : `\r\x1B[${rows}A\x1B[J`);
    unwrapped = (lines) => (lines === '' ? '' : `\x1B[?7l${lines}\x1B[?7h`);
    KEPT_LINES = 40;
    LiveRegion = class {
      #screen;
      #drawn = { view: [], columns: 1 };
      #above = [];
      constructor(screen) {
        this.#screen = screen;
      }
      /** Puts `lines` above what is drawn, for good, and draws `view`, each of whose lines is as wide as the screen at most. */
      draw(lines, view) {
        const { columns } = this.#screen;
        if (lines.length === 0 && isSame(view, this.#drawn.view) && columns === this.#drawn.columns) return;
        const { rows, lost } = this.#findDrawn(columns);
        const above = [...lost, ...lines]
          .map(
            (line) => `${line}
`,
          )
          .join('');
        const below = view
          .map(
            (line) => `${line}
`,
          )
          .join('');
        this.#screen.write(`${BEGIN}${upAndClear(rows)}${above}${unwrapped(below)}${END}`);
        this.#drawn = { view, columns };
        this.#above = [...this.#above, ...lines].slice(-KEPT_LINES);
      }
      /** Leaves what is drawn where it is: somebody else has written below it. */
      leave() {
        this.#drawn = { view: [], columns: 1 };
      }
      /**
       * How many rows what was drawn takes by now. A terminal that became narrower has wrapped its lines or cut them, and
       * nothing says which: where it has cut them, so many rows reach into the lines above, which then are `lost`.
       */
      #findDrawn(columns) {
        const { view, columns: before } = this.#drawn;
        const rows = countRows(view, columns);
        let [from, reached] = [this.#above.length, view.length];
        for (; from > 0 && reached < rows; from -= 1)
          reached += countRows(this.#above.slice(from - 1, from), before);
        return { rows, lost: this.#above.slice(from) };
      }
    };
  },
});

// dist/cli/pipeline-view.js
function renderView(view, { columns, rows }) {
  const width = Math.max(1, columns - 1);
  const room = Math.max(1, rows - ROWS_ABOVE);
  const shown = [...view.running].slice(0, view.running.size > room ? room - 1 : room);
  const tail = Math.min(TAIL_LINES, Math.floor((room - shown.length) / Math.max(1, shown.length)));
  const more = view.running.size - shown.length;
  return [
    ...shown.flatMap(([name, job]) => renderJob(name, job, { width, tail })),
    ...(more > 0 ? [cutToWidth(`  and ${more} more`, width)] : []),
    style('bold', cutToWidth(renderCounts2(view), width)),
  ];
}
function renderJob(name, { startedAt, lines }, { width, tail }) {
  const head = cutToWidth(`> ${printable(name)}  ${formatElapsed(Date.now() - startedAt)}`, width);
  const last = tail === 0 ? [] : lines.slice(-tail);
  return [head, ...last.map((line) => style('dim', cutToWidth(`  | ${line}`, width)))];
}
function renderCounts2({ total, startedAt, running, ends, isInterrupted }) {
  if (isInterrupted) return `layover: interrupted, ${running.size} running; again to kill`;
  const elapsed = formatElapsed(Date.now() - startedAt);
  if (running.size + ends.size === 0) return `layover: looking at inputs, ${total} waiting, ${elapsed}`;
  const all = [...ends.values()];
  const counts = [
    [running.size, 'running'],
    [total - all.length - running.size, 'waiting'],
    [all.filter((end) => end.kind === 'succeeded' && end.done.from === 'cache').length, 'cached'],
    [all.filter(({ kind: kind2 }) => kind2 === 'failed' || kind2 === 'errored').length, 'failed'],
  ];
  const words = counts.filter(([count2]) => count2 > 0).map(([count2, word]) => `${count2} ${word}`);
  const done = `${all.length}/${total} done`;
  return `layover: ${[done, ...words, elapsed].join(', ')}`;
}
function formatElapsed(ms) {
  return ms < 6e4 ? `${(ms / 1e3).toFixed(1)} s` : formatDuration(ms);
}
var TAIL_LINES, ROWS_ABOVE;
var init_pipeline_view = __esm({
  'dist/cli/pipeline-view.js'() {
    'use strict';
    init_units();
    init_output();
    init_text();
    TAIL_LINES = 3;
    ROWS_ABOVE = 4;
  },
});

// dist/cli/pipeline-live.js
function markOf(event) {
  if (event.kind !== 'job-ended') return ' ';
  const [format, mark] = MARKS2[event.end.kind];
  const isCached = event.end.kind === 'succeeded' && event.end.done.from === 'cache';
  return style(format, isCached ? '=' : mark);
}
var FRAME_MS, LAST_LINES, NAME_COLUMNS_MAX, LiveReport, MARKS2;
var init_pipeline_live = __esm({
  'dist/cli/pipeline-live.js'() {
    'use strict';
    init_live_region();
    init_output();
    init_pipeline_text();
    init_pipeline_view();
    init_text();
    FRAME_MS = 100;
    LAST_LINES = 10;
    NAME_COLUMNS_MAX = 24;
    LiveReport = class {
      #screen;
      #region;
      #running = /* @__PURE__ */ new Map();
      #ends = /* @__PURE__ */ new Map();
      #timer;
      #phase = 'before';
      #total = 0;
      #run = '';
      #startedAt = Date.now();
      #nameColumns = 0;
      constructor(screen) {
        this.#screen = screen;
        this.#region = new LiveRegion(screen);
        this.#timer = setInterval(this.#redraw, FRAME_MS);
        process.on('SIGWINCH', this.#redraw);
        process.on('SIGCONT', this.#drawBelow);
      }
      take(event) {
        this.#note(event);
        if (event.kind === 'job-started' && event.attempt === 1) return;
        const lines = renderEvent(event, { run: this.#run, ends: this.#ends }).map(({ job, text: text3 }) =>
          job === void 0
            ? text3
            : `${markOf(event)} ${padToWidth(printable(job), this.#nameColumns)}  ${text3}`,
        );
        const output = event.kind === 'job-ended' ? this.#lastWords(event.job, event.end) : [];
        if (event.kind === 'job-ended') this.#running.delete(event.job);
        if (event.kind === 'run-ended') this.close();
        if (lines.length > 0) this.#region.draw([...output, ...lines], this.#view());
      }
      /** Says that an interrupt has come, and what a further one does. */
      interrupt() {
        if (this.#phase === 'running') this.#phase = 'interrupted';
        this.#redraw();
      }
      /** Takes the drawn part away. */
      close() {
        clearInterval(this.#timer);
        process.off('SIGWINCH', this.#redraw).off('SIGCONT', this.#drawBelow);
        this.#phase = 'over';
        this.#redraw();
      }
      #note(event) {
        if (event.kind === 'run-started') {
          this.#run = event.run;
          this.#total = event.jobs.length;
          this.#startedAt = Date.now();
          this.#phase = 'running';
          const widths = event.jobs.map(({ name }) => widthOf(printable(name)));
          this.#nameColumns = Math.min(NAME_COLUMNS_MAX, Math.max(...widths));
        }
        if (event.kind === 'job-started') this.#running.set(event.job, { startedAt: Date.now(), lines: [] });
        if (event.kind === 'job-ended') this.#ends.set(event.job, event.end);
        if (event.kind !== 'job-output') return;
        const lines = this.#running.get(event.job)?.lines;
        lines?.push(outputText(event.line));
        if (lines && lines.length > LAST_LINES) lines.shift();
      }
      #lastWords(job, end) {
        if (end.kind !== 'failed') return [];
        return (this.#running.get(job)?.lines ?? []).map((line) => `  ${style('dim', '|')} ${line}`);
      }
      #redraw = () => {
        this.#region.draw([], this.#view());
      };
      /** After a stop the shell has written where the view was. */
      #drawBelow = () => {
        this.#region.leave();
        this.#redraw();
      };
      #view() {
        if (this.#phase === 'before' || this.#phase === 'over') return [];
        const state = {
          total: this.#total,
          startedAt: this.#startedAt,
          running: this.#running,
          ends: this.#ends,
          isInterrupted: this.#phase === 'interrupted',
        };
        return renderView(state, this.#screen);
      }
    };
    MARKS2 = {
      succeeded: ['green', '+'],
      failed: ['red', '!'],
      errored: ['red', '!'],
      canceled: ['yellow', '-'],
      skipped: ['yellow', '-'],
    };
  },
});

// dist/cli/pipeline-plain.js
var WIDTH_MAX, PlainReport;
var init_pipeline_plain = __esm({
  'dist/cli/pipeline-plain.js'() {
    'use strict';
    init_output();
    init_pipeline_report();
    init_pipeline_text();
    init_text();
    WIDTH_MAX = 40;
    PlainReport = class {
      #width;
      #ends = /* @__PURE__ */ new Map();
      #run = '';
      constructor(names) {
        this.#width = Math.min(WIDTH_MAX, Math.max(0, ...names.map(({ length }) => length)));
      }
      take(event) {
        if (event.kind === 'run-started') this.#run = event.run;
        if (event.kind === 'job-ended') this.#ends.set(event.job, event.end);
        if (event.kind === 'job-output')
          return say(`${event.job.padEnd(this.#width)} | ${outputText(event.line)}`);
        for (const { job, text: text3 } of renderEvent(event, { run: this.#run, ends: this.#ends }))
          say(job === void 0 ? text3 : `${job.padEnd(this.#width)}   ${text3}`);
      }
      interrupt() {
        say(INTERRUPTED);
      }
    };
  },
});

// dist/cli/pipeline-command.js
var pipeline_command_exports = {};
__export(pipeline_command_exports, {
  checkPipeline: () => checkPipeline,
  runPipelineCommand: () => runPipelineCommand,
});

import { resolve as resolve10 } from 'node:path';

async function runPipelineCommand(file, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const plan = await readPlan(file);
    const layover = __addDisposableResource20(
      env_1,
      await openLayover({ concurrency: options.jobs, warm: 0 }),
      true,
    );
    const report = reportFor(plan, options);
    const close = () => report.close?.();
    process.once('exit', close);
    const interrupt2 = __addDisposableResource20(env_1, new InterruptAbort(), false);
    interrupt2.signal.addEventListener('abort', () => report.interrupt?.(), { once: true });
    try {
      const { status: status2 } = await runPipeline(plan, {
        layover,
        concurrency: options.jobs,
        resources: resourcesOf2(options),
        failureMode: FAILURE_MODES[options.onFailure ?? 'finish'],
        usesCache: options.cache !== false,
        cacheDirectory: cacheDirectoryOf(options),
        explains: options.explain,
        signal: interrupt2.signal,
        tool: readVersion(),
        onEvent: (event) => report.take(event),
      });
      collectResults(layover, { cacheBytes: CACHE_BYTES, isDryRun: false });
      if (status2 === 'canceled') return EXIT_INTERRUPTED;
      return status2 === 'succeeded' ? 0 : EXIT_JOB_FAILED;
    } catch (error) {
      if (!interrupt2.signal.aborted || !isInterrupt(error)) throw error;
      return EXIT_INTERRUPTED;
    } finally {
      process.off('exit', close);
      close();
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources20(env_1);
    if (result_1) await result_1;
  }
}
function resourcesOf2({ cpus, memory, disk }) {
  return {
    ...(cpus !== void 0 && { cpus }),
    ...(memory !== void 0 && { memoryBytes: memory }),
    ...(disk !== void 0 && { diskBytes: disk }),
  };
}
function cacheDirectoryOf({ cache }) {
  const named = typeof cache === 'string' ? cache : process.env['LAYOVER_CACHE'];
  return named === void 0 || named === '' ? void 0 : resolve10(named);
}
function reportFor({ jobs }, { json }) {
  if (json)
    return {
      take: (event) =>
        process.stdout.write(`${JSON.stringify(event)}
`),
    };
  if (process.env['GITHUB_ACTIONS'] === 'true') return new GithubReport();
  if (process.stderr.isTTY && process.env['TERM'] !== 'dumb') return new LiveReport(terminalScreen());
  return new PlainReport(jobs.map(({ name }) => name));
}
function terminalScreen() {
  const { stderr } = process;
  return {
    write: (text3) => void stderr.write(text3),
    get columns() {
      return stderr.columns || 80;
    },
    get rows() {
      return stderr.rows || 24;
    },
  };
}
async function checkPipeline(file) {
  const plan = await readPlan(file);
  const machines = /* @__PURE__ */ new Set();
  for (const sandbox of new Set(plan.jobs.map((job) => job.sandbox)))
    if (showsMachine(await readDefinition(sandbox))) machines.add(sandbox);
  refuseUnseenOutputs(plan, (sandbox) => machines.has(sandbox));
  const count2 = plan.jobs.length === 1 ? '1 job' : `${plan.jobs.length} jobs`;
  return [`layover: ${printable(file)} is fine: ${count2}`];
}
var __addDisposableResource20, __disposeResources20, EXIT_JOB_FAILED, FAILURE_MODES;
var init_pipeline_command = __esm({
  'dist/cli/pipeline-command.js'() {
    'use strict';
    init_check_views();
    init_collect2();
    init_plan3();
    init_run_pipeline();
    init_definition();
    init_read_definition();
    init_open3();
    init_exit_code();
    init_failure();
    init_pipeline_github();
    init_pipeline_live();
    init_pipeline_plain();
    init_signals();
    init_text();
    init_version();
    __addDisposableResource20 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources20 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
    EXIT_JOB_FAILED = 1;
    FAILURE_MODES = {
      finish: 'finish-running',
      stop: 'stop-new',
      continue: 'continue',
      kill: 'kill',
    };
  },
});

// dist/pipeline/graph.js
var graph_exports = {};
__export(graph_exports, {
  GRAPH_FORMS: () => GRAPH_FORMS,
  describeCondition: () => describeCondition,
  renderGraph: () => renderGraph,
});
function renderGraph(plan, form) {
  return RENDERERS2[form](plan);
}
function renderText({ jobs, commits }) {
  const levels = levelsOf(jobs);
  const width = Math.max(...jobs.map(({ name }) => name.length));
  const lines = [...jobs]
    .sort((left, right) => (levels.get(left.name) ?? 0) - (levels.get(right.name) ?? 0))
    .map((job) => {
      const needs = job.needs.length === 0 ? '' : `needs ${job.needs.join(', ')}`;
      return `${levels.get(job.name)}  ${job.name.padEnd(width)}  ${[needs, noteOf(job)].filter(Boolean).join('; ')}`.trimEnd();
    });
  return [...lines, ...commits.map(({ from, to }) => `commit ${from.join(', ')} to ${to}`)];
}
function noteOf({ condition, isOptional }) {
  const when = condition.kind === 'success' ? '' : `if ${describeCondition(condition)}`;
  return [when, isOptional ? 'may fail' : ''].filter(Boolean).join(', ');
}
function describeCondition(condition) {
  if (condition.kind !== 'outcomes') return condition.kind;
  return [...condition.wanted].map(([name, wanted]) => `${name} ${wanted}`).join(' and ');
}
function levelsOf(jobs) {
  const levels = /* @__PURE__ */ new Map();
  for (const { name, needs } of jobs)
    levels.set(name, Math.max(0, ...needs.map((need) => (levels.get(need) ?? 0) + 1)));
  return levels;
}
function renderDot({ jobs }) {
  const quote = (text3) => `"${text3.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return [
    'digraph pipeline {',
    '  rankdir=LR; node [shape=box, fontname="sans-serif"];',
    ...jobs.map((job) => `  ${quote(job.name)}${job.condition.kind === 'success' ? '' : ' [style=dashed]'};`),
    ...jobs.flatMap(({ name, needs }) => needs.map((need) => `  ${quote(need)} -> ${quote(name)};`)),
    '}',
  ];
}
function renderMermaid({ jobs }) {
  const ids = new Map(jobs.map(({ name }, index) => [name, `j${index}`]));
  const label = (name) => name.replaceAll('"', '#quot;');
  return [
    'flowchart LR',
    ...jobs.map(({ name, condition }) => {
      const [open4, close] = condition.kind === 'success' ? ['["', '"]'] : ['(["', '"])'];
      return `  ${ids.get(name)}${open4}${label(name)}${close}`;
    }),
    ...jobs.flatMap(({ name, needs }) => needs.map((need) => `  ${ids.get(need)} --> ${ids.get(name)}`)),
  ];
}
var GRAPH_FORMS, RENDERERS2;
var init_graph2 = __esm({
  'dist/pipeline/graph.js'() {
    'use strict';
    GRAPH_FORMS = ['text', 'dot', 'mermaid'];
    RENDERERS2 = {
      text: renderText,
      dot: renderDot,
      mermaid: renderMermaid,
    };
  },
});

// dist/cli/commands/pipeline.js
var pipeline_exports = {};
__export(pipeline_exports, {
  addPipelineCommand: () => addPipelineCommand,
});

import { availableParallelism as availableParallelism3 } from 'node:os';

function addPipelineCommand(program2, setStatus) {
  const pipeline3 = program2
    .command('pipeline')
    .description('run jobs that need each other; results are used again while nothing they depend on changes')
    .usage('COMMAND [FILE]')
    .helpCommand('help [command]', "show a command's help")
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP14)
    .exitOverride();
  addRun(pipeline3, setStatus);
  addCheck(pipeline3, setStatus);
  addGraph(pipeline3, setStatus);
}
function addRun(pipeline3, setStatus) {
  const command = pipeline3
    .command('run')
    .description('run the jobs of a pipeline, and commit what it says')
    .argument('[file]', 'the pipeline', DEFAULT_FILE)
    .addOption(
      valueOption(
        '--cache <dir>',
        'also use and add to results in this directory, which a CI can save; default $LAYOVER_CACHE',
        parseText,
      ),
    )
    .option('--no-cache', 'use no earlier results; new ones are kept all the same')
    .option('--explain', 'say of each job that is run why')
    .option('--json', 'all that happens, one object a line, on standard output');
  addBounds(command)
    .addOption(
      valueOption(
        '--on-failure <mode>',
        'of one job, for the others: finish what runs (default), stop also its retries, continue what does not need it, kill',
        (word, flag) => parseChoice(word, flag, ['finish', 'stop', 'continue', 'kill']),
      ),
    )
    .helpOption('-h, --help', 'show this')
    .action(async (file, options) => {
      const { runPipelineCommand: runPipelineCommand2 } = await Promise.resolve().then(
        () => (init_pipeline_command(), pipeline_command_exports),
      );
      const concurrency = options.jobs ?? availableParallelism3();
      setStatus(await runPipelineCommand2(parseText(file, 'FILE'), { ...options, jobs: concurrency }));
    });
}
function addBounds(command) {
  return command
    .addOption(
      valueOption('--jobs <count>', 'how many run at once; default the number of processors', parseCount),
    )
    .addOption(
      valueOption(
        '--cpus <number>',
        'what jobs with a limit on it may take together; default what there is',
        parseNumber,
      ),
    )
    .addOption(valueOption('--memory <size>', 'the same for memory: 4G', parseBytes))
    .addOption(valueOption('--disk <size>', 'the same for disk', parseBytes));
}
function addCheck(pipeline3, setStatus) {
  pipeline3
    .command('check')
    .description('find mistakes in a pipeline, and in the sandboxes it names, without running anything')
    .argument('[file]', 'the pipeline', DEFAULT_FILE)
    .helpOption('-h, --help', 'show this')
    .action(async (file) => {
      const { checkPipeline: checkPipeline2 } = await Promise.resolve().then(
        () => (init_pipeline_command(), pipeline_command_exports),
      );
      for (const line of await checkPipeline2(parseText(file, 'FILE'))) say(line);
      setStatus(0);
    });
}
function addGraph(pipeline3, setStatus) {
  pipeline3
    .command('graph')
    .description('print the jobs and what they need')
    .argument('[file]', 'the pipeline', DEFAULT_FILE)
    .addOption(
      valueOption('--as <form>', 'text (default), dot or mermaid', (word, flag) =>
        parseChoice(word, flag, ['text', 'dot', 'mermaid']),
      ),
    )
    .helpOption('-h, --help', 'show this')
    .action(async (file, { as = 'text' }) => {
      const [{ readPlan: readPlan2 }, { renderGraph: renderGraph2 }] = await Promise.all([
        Promise.resolve().then(() => (init_plan3(), plan_exports)),
        Promise.resolve().then(() => (init_graph2(), graph_exports)),
      ]);
      const lines = renderGraph2(await readPlan2(parseText(file, 'FILE')), as);
      await writeLines(as === 'text' ? lines.map(printable) : lines);
      setStatus(0);
    });
}
var HELP14, DEFAULT_FILE;
var init_pipeline = __esm({
  'dist/cli/commands/pipeline.js'() {
    'use strict';
    init_option_kinds();
    init_output();
    init_text();
    init_values();
    HELP14 = `
FILE is pipeline.yaml by default. The project is the folder that the file lies in.

Examples:
  layover pipeline run
  layover pipeline run ci.yaml --explain
  layover pipeline graph --as mermaid
  layover logs last/compile

Exit status:
  0    every job succeeded, and what the file commits is committed
  1    a job failed
  125  layover itself failed, or the file has a mistake
  130  interrupted`;
    DEFAULT_FILE = 'pipeline.yaml';
  },
});

// dist/sandbox/doctor/verdict.js
function isWorkingOverlay({ name, group, status: status2 }) {
  return group === 'view' && status2 === 'ok' && OVERLAY_NAMES.has(name);
}
function judge2(checks, mode) {
  const missed = checks.filter(({ status: status2, affects }) => status2 !== 'ok' && affects !== void 0);
  const names = missed.map(({ name }) => name).join(', ');
  const hasHome = !checks.some(
    ({ name, group, status: status2 }) => group === 'state' && name === 'directory' && status2 === 'missing',
  );
  if (!hasHome || !checks.some(isWorkingOverlay))
    return { canRun: 'no', verdict: `Jobs cannot run here; missing: ${names}` };
  const as = mode === 'root' ? 'by root' : 'without privilege';
  if (missed.length === 0) return { canRun: 'yes', verdict: `Jobs can run here, ${as}` };
  return { canRun: 'with limits', verdict: `Jobs can run here, ${as}; limited by: ${names}` };
}
var OVERLAY_NAMES;
var init_verdict = __esm({
  'dist/sandbox/doctor/verdict.js'() {
    'use strict';
    OVERLAY_NAMES = /* @__PURE__ */ new Set([
      'overlay',
      'overlay, layers by name',
      'fuse-overlayfs',
      'copy of the lowers',
    ]);
  },
});

// dist/sandbox/doctor/render.js
function renderDoctor(report) {
  const width = Math.max(...report.checks.map(({ name }) => name.length));
  const groups = [...new Set(report.checks.map(({ group }) => group))];
  const body = groups.flatMap((group) => [
    group,
    ...report.checks.filter((check) => check.group === group).flatMap((check) => renderCheck(check, width)),
  ]);
  const home = quoteRaw(rawFromText(report.home));
  return [`Linux ${report.kernel}, ${report.mode}, state in ${home}`, '', ...body, '', report.verdict];
}
function renderCheck(check, width) {
  const { name, status: status2, detail, affects, remedy } = check;
  const mark = status2 === 'ok' ? 'ok' : affects === void 0 ? '--' : '!!';
  const indent = ' '.repeat(width + 8);
  const isMissed = status2 !== 'ok';
  return [
    `  ${mark}  ${name.padEnd(width)}  ${detail}`,
    ...(isMissed && affects !== void 0 ? [`${indent}affects: ${affects}`] : []),
    ...(isMissed && remedy !== void 0 ? [`${indent}remedy:  ${remedy}`] : []),
  ];
}
var init_render2 = __esm({
  'dist/sandbox/doctor/render.js'() {
    'use strict';
    init_bytes_path();
  },
});

// dist/sandbox/doctor/host.js
import { readFile as readFile7 } from 'node:fs/promises';

async function checkCorePattern() {
  const pattern = (await readFile7('/proc/sys/kernel/core_pattern', 'utf8')).trim();
  const check = { name: 'core dumps', group: 'host' };
  if (!pattern.startsWith('|'))
    return { ...check, status: 'ok', detail: `written to ${JSON.stringify(pattern)}, in the job's own view` };
  return {
    ...check,
    status: 'limited',
    detail: `piped to ${JSON.stringify(pattern.slice(1).split(' ')[0])} of the host, as root`,
    remedy: 'sysctl kernel.core_pattern=core',
    affects: 'keeping what a crashing job holds in memory inside it',
  };
}
var init_host = __esm({
  'dist/sandbox/doctor/host.js'() {
    'use strict';
  },
});

// dist/sandbox/doctor/limits.js
import { randomUUID as randomUUID4 } from 'node:crypto';
import { mkdir as mkdir3, readdir as readdir3, readFile as readFile8, rmdir } from 'node:fs/promises';
import { join as join33 } from 'node:path';

async function checkLimits() {
  const hierarchies = await readHierarchies();
  const unified = await checkUnified(hierarchies.find(({ version }) => version === 2));
  const old = await Promise.all(
    [...CONTROLLERS.map(({ name }) => name), 'freezer'].map((name) => checkController(name, hierarchies)),
  );
  return [unified.check, ...old].map((check) => addAffects(check, unified.controllers, old));
}
async function checkUnified(hierarchy) {
  const check = { name: 'cgroup v2', group: GROUP };
  const [failure, controllers] = await tryGroup(hierarchy);
  if (failure) return { check: { ...check, status: 'missing', ...failure }, controllers: [] };
  const wanted = CONTROLLERS.map(({ name }) => name).filter((name) => controllers.includes(name));
  const place = `made a group in ${hierarchy?.mountPoint ?? ''}`;
  if (wanted.length === CONTROLLERS.length)
    return { check: { ...check, status: 'ok', detail: `${place}; ${wanted.join(', ')}` }, controllers };
  const has = wanted.length === 0 ? 'no controllers' : `only ${wanted.join(', ')}`;
  const remedy = wanted.length === 0 ? 'boot with systemd.unified_cgroup_hierarchy=1' : DELEGATION;
  return { check: { ...check, status: 'limited', detail: `${place}; ${has}`, remedy }, controllers };
}
async function checkController(name, hierarchies) {
  const check = { name: `cgroup v1 ${name}`, group: GROUP };
  const hierarchy = hierarchies.find(
    ({ version, controllers }) => version === 1 && controllers.includes(name),
  );
  if (hierarchy === void 0) return { ...check, status: 'not-tried', detail: 'not mounted' };
  const [failure] = await tryGroup(hierarchy);
  if (failure) return { ...check, status: 'missing', ...failure };
  return { ...check, status: 'ok', detail: `made a group in ${hierarchy.mountPoint}` };
}
async function tryGroup(hierarchy) {
  if (hierarchy === void 0)
    return [{ detail: 'no cgroup2 is mounted', remedy: 'mount -t cgroup2 none /sys/fs/cgroup' }, []];
  const { path: path2, mountPoint } = hierarchy;
  if (path2 === void 0) {
    return [
      {
        detail: `the group of this process is not below ${mountPoint}`,
        remedy: 'docker run --cgroupns private',
      },
      [],
    ];
  }
  await sweepGroups2(path2);
  const own = join33(path2, `${OWN_PREFIX}${randomUUID4()}`);
  try {
    await mkdir3(own);
  } catch (error) {
    return [explainRefusal(error, hierarchy), []];
  }
  try {
    return [void 0, await readControllers(path2)];
  } finally {
    await removeGroup(own);
  }
}
async function sweepGroups2(path2) {
  const names = await readdir3(path2).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(OWN_PREFIX)))
    await removeGroup(join33(path2, name)).catch(() => void 0);
}
async function removeGroup(path2) {
  try {
    await rmdir(path2);
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
  }
}
async function readControllers(path2) {
  try {
    return (await readFile8(join33(path2, 'cgroup.controllers'), 'utf8')).trim().split(' ');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}
function explainRefusal(error, { mountPoint, version }) {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : void 0;
  const detail = `mkdir(2) in ${mountPoint} says ${errno ?? messageOf(error)}`;
  if (errno === 'EROFS') return { detail, errno, remedy: `mount -o remount,rw ${mountPoint}` };
  return { detail, errno, remedy: version === 2 ? DELEGATION : void 0 };
}
function addAffects(check, unified, old) {
  if (check.status === 'ok') return check;
  const lost = CONTROLLERS.filter(
    ({ name }) =>
      !unified.includes(name) && !old.some((one) => one.name === `cgroup v1 ${name}` && one.status === 'ok'),
  );
  if (check.name !== 'cgroup v2' || lost.length === 0) return check;
  return { ...check, affects: lost.map(({ affects }) => affects).join(', ') };
}
var GROUP, CONTROLLERS, OWN_PREFIX, DELEGATION;
var init_limits = __esm({
  'dist/sandbox/doctor/limits.js'() {
    'use strict';
    init_errors();
    init_hierarchies();
    GROUP = 'limits';
    CONTROLLERS = [
      { name: 'memory', affects: 'limits of memory' },
      { name: 'pids', affects: 'limits of processes' },
      { name: 'cpu', affects: 'limits of processor time' },
    ];
    OWN_PREFIX = 'layover-doctor-';
    DELEGATION = 'systemd-run --user --scope -p Delegate=yes layover ...';
  },
});

// dist/sandbox/doctor/userns.js
import { readFile as readFile9 } from 'node:fs/promises';

async function explainUserns(mode, errno) {
  for (const suspect of SUSPECTS) {
    const value = await readSetting(suspect.file);
    if (suspect.modes.includes(mode) && value !== void 0 && suspect.value.test(value)) return suspect;
  }
  if (errno === 'EINVAL' || errno === 'ENOSYS') {
    return {
      cause: 'the kernel has none, or a container hides the call',
      remedy: 'a kernel with CONFIG_USER_NS=y and the other CONFIG_*_NS',
    };
  }
  if (await hasSystemCallFilter()) {
    const remedy =
      'start the container with a seccomp profile that allows clone3, unshare, setns and mount (docker run --security-opt seccomp=FILE)';
    return { cause: 'a filter on system calls is in force here, as in a container', remedy };
  }
  if (mode === 'root')
    return { cause: 'root lacks CAP_SYS_ADMIN here', remedy: 'start the container with --cap-add SYS_ADMIN' };
  return { cause: 'a security module or a limit forbids them', remedy: void 0 };
}
async function readSetting(file) {
  return await readFile9(file, 'utf8').then(
    (text3) => text3.trim(),
    () => void 0,
  );
}
async function hasSystemCallFilter() {
  return /^Seccomp:\s*2$/m.test(await readFile9('/proc/self/status', 'utf8'));
}
var SUSPECTS;
var init_userns = __esm({
  'dist/sandbox/doctor/userns.js'() {
    'use strict';
    init_keeper();
    SUSPECTS = [
      {
        file: '/proc/sys/user/max_user_namespaces',
        value: /^0$/,
        modes: ['root', 'rootless'],
        cause: 'user.max_user_namespaces is 0',
        remedy: 'sysctl user.max_user_namespaces=15000',
      },
      {
        file: '/proc/sys/kernel/unprivileged_userns_clone',
        value: /^0$/,
        modes: ['rootless'],
        cause: 'kernel.unprivileged_userns_clone is 0',
        remedy: 'sysctl kernel.unprivileged_userns_clone=1',
      },
      {
        file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
        value: /^[12]$/,
        modes: ['rootless'],
        cause: 'AppArmor restricts unprivileged user namespaces',
        remedy: `an AppArmor profile: echo 'abi <abi/4.0>, profile layover ${KEEPER_PATH} flags=(unconfined) { userns, }' > /etc/apparmor.d/layover && apparmor_parser -r /etc/apparmor.d/layover, or for every program: sysctl kernel.apparmor_restrict_unprivileged_userns=0`,
      },
    ];
  },
});

// dist/sandbox/doctor/namespaces.js
async function probe(name) {
  const { execa } = await import('execa');
  const ended = await execa(KEEPER_PATH, ['probe', name], { env: {}, extendEnv: false, reject: false });
  const { exitCode, signal, stdout: output } = ended;
  if (exitCode === 0) return { isOk: true, errno: void 0, output };
  if (signal !== void 0) return { isOk: false, errno: signal, output };
  if (exitCode !== void 0 && exitCode !== UNKNOWN_PROBE)
    return { isOk: false, errno: errnoName(exitCode), output };
  throw new LayoverError('LAYOVER_NATIVE_MISSING', `The keeper ${KEEPER_PATH} cannot try ${name}`, {
    cause: ended,
    hint: 'Run `npm run build` in the layover package; it needs a C compiler (Debian: apt-get install gcc libc6-dev).',
  });
}
async function checkNamespaces(mode) {
  return await Promise.all(
    NAMESPACES.map(async ({ name, affects }) => {
      const { isOk, errno } = await probe(`${name}-namespace`);
      if (isOk) return { name, group: 'namespaces', status: 'ok', detail: 'made one' };
      const detail = `unshare(2) says ${errno}`;
      const { cause, remedy } = await explainUserns(mode, errno);
      return {
        name,
        group: 'namespaces',
        status: 'missing',
        detail: `${detail}: ${cause}`,
        errno,
        remedy,
        affects,
      };
    }),
  );
}
async function checkFilters() {
  return await Promise.all([checkSeccomp(), checkLandlock()]);
}
async function checkSeccomp() {
  const { isOk, errno } = await probe('seccomp');
  if (isOk) return { name: 'seccomp', group: 'filters', status: 'ok', detail: 'installed a filter' };
  return {
    name: 'seccomp',
    group: 'filters',
    status: 'missing',
    detail: `seccomp(2) says ${errno}`,
    errno,
    remedy: 'a kernel with CONFIG_SECCOMP_FILTER=y',
    affects: 'keeping system calls from a job',
  };
}
async function checkLandlock() {
  const { isOk, errno, output } = await probe('landlock');
  const check = { name: 'landlock', group: 'filters' };
  if (isOk) return { ...check, status: 'ok', detail: `restricted a process; ABI ${output.trim()}` };
  const remedy =
    errno === 'EOPNOTSUPP'
      ? 'add landlock to the kernel parameter lsm= and reboot'
      : 'a kernel of 5.13 or later with CONFIG_SECURITY_LANDLOCK=y';
  const affects = 'a second wall around the files of a job; its mount namespace is the first';
  return { ...check, status: 'missing', detail: `landlock(7) says ${errno}`, errno, remedy, affects };
}
var UNKNOWN_PROBE, NAMESPACES;
var init_namespaces = __esm({
  'dist/sandbox/doctor/namespaces.js'() {
    'use strict';
    init_errors();
    init_keeper();
    init_keeper_errors();
    init_userns();
    UNKNOWN_PROBE = 255;
    NAMESPACES = [
      { name: 'user', affects: 'jobs: their users are kept apart from those of the host by it' },
      { name: 'mount', affects: 'jobs: their view is made in it' },
      { name: 'pid', affects: 'jobs: their processes are ended by it' },
      { name: 'network', affects: 'jobs without the network' },
      { name: 'ipc', affects: 'jobs' },
      { name: 'uts', affects: 'jobs' },
      { name: 'cgroup', affects: 'jobs' },
    ];
  },
});

// dist/sandbox/doctor/state.js
import { mkdtemp, stat as stat3, writeFile as writeFile4 } from 'node:fs/promises';
import { dirname as dirname8, join as join34, resolve as resolve11 } from 'node:path';

async function findExisting(path2) {
  const at2 = resolve11(path2);
  try {
    if ((await stat3(at2)).isDirectory()) return at2;
  } catch (error) {
    if (!hasErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES')) throw error;
  }
  return await findExisting(dirname8(at2));
}
async function makeFolder(parent) {
  return await mkdtemp(join34(parent, '.layover-doctor-')).catch(() => void 0);
}
async function checkDirectory(home, { existing, isWritable: isWritable2 }) {
  const at2 = resolve11(home);
  const check = { name: 'directory', group: GROUP2 };
  const refuse3 = (detail, remedy) => ({
    ...check,
    status: 'missing',
    detail,
    remedy,
    affects: 'jobs: their changes lie there',
  });
  if (existing !== at2) {
    return isWritable2
      ? { ...check, status: 'ok', detail: `${at2} can be made` }
      : refuse3(`${at2} cannot be made in ${existing}`, ELSEWHERE);
  }
  const { uid, mode } = await stat3(at2);
  if (uid !== process.getuid?.()) return refuse3(`${at2} belongs to user ${uid}`, ELSEWHERE);
  if ((mode & 63) !== 0)
    return refuse3(`${at2} is open to others: mode ${(mode & 511).toString(8)}`, `chmod 700 ${at2}`);
  return isWritable2
    ? { ...check, status: 'ok', detail: `${at2} is there` }
    : refuse3(`nothing can be made in ${at2}`, ELSEWHERE);
}
async function checkState(folder, mode) {
  const file = join34(folder, 'xattrs');
  await writeFile4(file, '');
  const fd = syscalls.open(rawFromText(folder), O_RDONLY | O_DIRECTORY);
  try {
    const keys = mode === 'root' ? ['trusted.layover', 'user.layover'] : ['user.layover'];
    return [checkType(syscalls.statfs(fd)), ...keys.map((key, index) => checkXattr(fd, key, index === 0))];
  } finally {
    syscalls.close(fd);
  }
}
function checkType({ type, freeBlocks, blockSize }) {
  const unsigned = type >>> 0;
  const free = `${((freeBlocks * blockSize) / 2 ** 30).toFixed(1)} GiB free`;
  const unfit = UNFIT_TYPES[unsigned];
  const check = { name: 'file system', group: GROUP2 };
  if (unfit !== void 0) {
    return {
      ...check,
      status: 'limited',
      detail: `${unfit}, ${free}`,
      remedy: ELSEWHERE,
      affects: 'the kernel overlay, which takes no upper there',
    };
  }
  return {
    ...check,
    status: 'ok',
    detail: `${KNOWN_TYPES[unsigned] ?? `of type 0x${unsigned.toString(16)}`}, ${free}`,
  };
}
function checkXattr(fd, key, isForMarks) {
  const prefix = key.slice(0, key.indexOf('.'));
  const check = { name: `${prefix}.* attributes`, group: GROUP2 };
  try {
    syscalls.setXattr(fd, 'xattrs', { key, value: Buffer.from('1') });
    return { ...check, status: 'ok', detail: 'set one' };
  } catch (error) {
    const errno = error instanceof Error && 'code' in error ? String(error.code) : void 0;
    const affects = isForMarks
      ? 'the kernel overlay, which keeps its marks in them'
      : 'attributes that jobs set on files';
    return {
      ...check,
      status: isForMarks ? 'missing' : 'limited',
      detail: messageOf(error),
      errno,
      remedy: ELSEWHERE,
      affects,
    };
  }
}
var KNOWN_TYPES, UNFIT_TYPES, GROUP2, ELSEWHERE;
var init_state = __esm({
  'dist/sandbox/doctor/state.js'() {
    'use strict';
    init_bytes_path();
    init_errors();
    init_constants();
    init_syscalls();
    KNOWN_TYPES = {
      61267: 'ext4',
      1481003842: 'xfs',
      2435016766: 'btrfs',
      16914836: 'tmpfs',
      4076150800: 'f2fs',
      801189825: 'zfs',
      3393526350: 'bcachefs',
    };
    UNFIT_TYPES = {
      2035054128: 'overlay',
      26985: 'nfs',
      1702057286: 'fuse',
      16914839: '9p',
      19780: 'vfat',
      538032816: 'exfat',
      4283649346: 'cifs',
      4266872130: 'smb',
      61791: 'ecryptfs',
    };
    GROUP2 = 'state';
    ELSEWHERE = 'set LAYOVER_HOME to a directory of your own on ext4, xfs, btrfs or tmpfs';
  },
});

// dist/sandbox/doctor/user-ids.js
import { userInfo as userInfo2 } from 'node:os';

async function startKeeper(mode) {
  if (mode === 'root') return { ...(await start(void 0, mode, [ROOT_IDS])), map: void 0 };
  const { map, reason } = await findOwnMap();
  if (map.kind === 'single')
    return { ...(await start(map, mode, [missingRanges(reason ?? 'no ranges')])), map };
  try {
    const keeper = await Keeper.start(map);
    const detail = `${countOfIds(map)} ids: ${map.uid}, and ${map.users.count} from ${map.users.first}`;
    return { keeper, map, checks: [STARTED, { name: NAME2, group: GROUP3, status: 'ok', detail }] };
  } catch (error) {
    const single = { kind: 'single', uid: map.uid, gid: map.gid };
    return { ...(await start(single, mode, [unusableRanges(error)])), map: single };
  }
}
function missingRanges(reason) {
  const remedy = reason.includes('installed')
    ? 'apt-get install uidmap'
    : `usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${userName()}`;
  return {
    name: NAME2,
    group: GROUP3,
    status: 'limited',
    detail: `a single id: ${reason}`,
    remedy,
    affects: AFFECTS,
  };
}
function unusableRanges(error) {
  const remedy =
    'newuidmap and newgidmap setuid root, and not below a nosuid mount: apt-get install --reinstall uidmap';
  return {
    name: NAME2,
    group: GROUP3,
    status: 'limited',
    detail: `a single id: ${messageOf(error)}`,
    remedy,
    affects: AFFECTS,
  };
}
async function start(map, mode, others) {
  try {
    return { keeper: await Keeper.start(map), checks: [STARTED, ...others] };
  } catch (error) {
    return { keeper: void 0, checks: [await refusedStart(error, mode), ...others] };
  }
}
async function refusedStart(error, mode) {
  const check = {
    name: 'keeper',
    group: 'view',
    status: 'missing',
    detail: messageOf(error),
    affects: 'jobs: it starts them',
  };
  if (error instanceof LayoverError && error.code.startsWith('LAYOVER_NATIVE'))
    return { ...check, remedy: error.hint };
  const { cause, remedy } = await explainUserns(mode, void 0);
  return { ...check, detail: `${check.detail} (${cause})`, remedy };
}
function userName() {
  try {
    return userInfo2().username;
  } catch {
    return String(process.getuid?.());
  }
}
var GROUP3, AFFECTS, NAME2, STARTED, ROOT_IDS;
var init_user_ids = __esm({
  'dist/sandbox/doctor/user-ids.js'() {
    'use strict';
    init_errors();
    init_keeper();
    init_own_map();
    init_userns();
    GROUP3 = 'user ids';
    AFFECTS = 'jobs that use more than one user: chown, package managers, setuid daemons';
    NAME2 = 'subordinate ids';
    STARTED = { name: 'keeper', group: 'view', status: 'ok', detail: 'started, and greeted' };
    ROOT_IDS = {
      name: NAME2,
      group: GROUP3,
      status: 'not-tried',
      detail: 'root needs none; run doctor as the user whose jobs do',
    };
  },
});

// dist/sandbox/doctor/trial.js
import { mkdir as mkdir4, mkdtemp as mkdtemp2 } from 'node:fs/promises';
import { constants as constants16 } from 'node:os';
import { join as join35 } from 'node:path';

async function runTrial(trial, bench) {
  const end = await launch2(trial, bench);
  if (end.kind !== 'failed') throw new Error(`A command that does not exist has ${end.kind}`);
  return end.step === 'exec' && end.errno === 'ENOENT' ? void 0 : end;
}
async function launch2(trial, bench) {
  const spec = await planTrial(trial, bench);
  const nothing = syscalls.open('/dev/null', O_RDWR);
  try {
    const streams = { stdin: nothing, stdout: nothing, stderr: nothing, locks: [nothing] };
    return await endInTime(bench.keeper.launch(spec, streams));
  } finally {
    syscalls.close(nothing);
  }
}
async function planTrial(trial, { mode, ids, folder, trees }) {
  const jobPath = await mkdtemp2(join35(folder, 'job-'));
  for (const name of ['upper', 'work']) await mkdir4(join35(jobPath, name));
  const attach = join35(jobPath, 'attach');
  await mkdir4(attach);
  const lowers = await Promise.all(
    Array.from({ length: trial.lowerCount }, (_, index) => makeLower(jobPath, index)),
  );
  const view = planView({ lowers, mounts: [], links: [], mapsOwners: mode === 'root' });
  const context = { mode, idMap: ids.idMap };
  const made = await makePlaces({ places: view.places, jobPath, driver: trial.driver, context, trees });
  return {
    args: ['/layover-probe'],
    env: [],
    cwd: '/',
    idMap: ids.idMap,
    layerId: ids.layerId,
    user: { uid: 0, gid: 0 },
    attachPoint: hostPath(attach),
    mounts: [...made.mounts, ...view.mounts],
    network: 'none',
    hasTerminal: false,
    mapsLayers: mode === 'root' && trial.mapsOwners,
    layersBy: trial.layersBy,
  };
}
async function endInTime({ ended, signal }) {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    signal(constants16.signals.SIGKILL);
  }, TRIAL_MS);
  try {
    const end = await ended;
    return isLate
      ? { kind: 'failed', step: 'set-up', errno: 'ETIMEDOUT', detail: `not over after ${TRIAL_MS} ms` }
      : end;
  } finally {
    clearTimeout(timer);
  }
}
async function makeLower(jobPath, index) {
  const path2 = join35(jobPath, `lower-${index}`);
  await mkdir4(path2, { mode: 493 });
  return hostPath(path2);
}
var TRIAL_MS;
var init_trial = __esm({
  'dist/sandbox/doctor/trial.js'() {
    'use strict';
    init_bytes_path();
    init_constants();
    init_syscalls();
    init_places();
    init_view();
    TRIAL_MS = 700;
  },
});

// dist/sandbox/doctor/view.js
import { access as access2, constants as constants17 } from 'node:fs/promises';

async function checkView(bench) {
  const checks = await checkKernelOverlay(bench);
  const isKernelUsable = checks.some(isWorkingOverlay);
  const fuse = await checkFuse(bench, isKernelUsable);
  checks.push(...fuse);
  if (isKernelUsable || fuse.some(isWorkingOverlay)) return checks;
  return [...checks, await checkCopy(bench)];
}
async function checkKernelOverlay(bench) {
  const byDescriptor = await runTrial(DEFAULT, bench);
  const byName = await runTrial({ ...DEFAULT, layersBy: 'name' }, bench);
  const mostWanted =
    byDescriptor && byName
      ? 'the kernel overlay: jobs use fuse-overlayfs or a copy, which are slower'
      : void 0;
  const checks = [
    describe2({
      name: 'overlay',
      passed: `${LOWERS} lowers, layers by descriptor`,
      failure: byDescriptor,
      affects: mostWanted,
    }),
    describe2({
      name: 'overlay, layers by name',
      passed: `${LOWERS} lowers`,
      failure: byName,
      affects: mostWanted,
    }),
  ];
  return bench.mode === 'root' ? [...checks, await checkOwners(bench, byDescriptor && byName)] : checks;
}
async function checkOwners(bench, failure) {
  const name = 'owners kept';
  if (failure === void 0)
    return describe2({ name, passed: 'layers mapped to the ids of a job', failure, affects: void 0 });
  const unmapped = await runTrial({ ...DEFAULT, mapsOwners: false }, bench);
  if (unmapped)
    return { name, group: GROUP4, status: 'not-tried', detail: 'the overlay fails without it as well' };
  const remedy = 'lowers and LAYOVER_HOME on ext4, xfs, btrfs or tmpfs, and a kernel of 5.19 or later';
  return describe2({ name, passed: '', failure, remedy, affects: 'jobs started by root' });
}
async function checkFuse(bench, isSpare) {
  const affects = isSpare ? void 0 : 'the overlay where the kernel refuses its own';
  const checks = [
    await checkAccess({
      name: '/dev/fuse',
      path: '/dev/fuse',
      mode: constants17.R_OK | constants17.W_OK,
      remedy: FUSE_DEVICE_REMEDY,
      affects,
    }),
    await checkAccess({
      name: 'fuse-overlayfs program',
      path: FUSE_OVERLAYFS,
      mode: constants17.X_OK,
      remedy: 'apt-get install fuse-overlayfs',
      affects,
    }),
  ];
  const name = 'fuse-overlayfs';
  if (checks.some(({ status: status2 }) => status2 !== 'ok')) {
    return [...checks, { name, group: GROUP4, status: 'not-tried', detail: 'something it needs is missing' }];
  }
  const failure = await runTrial({ ...DEFAULT, driver: fuseDriver }, bench);
  return [...checks, describe2({ name, passed: `${LOWERS} lowers`, failure, affects })];
}
async function checkAccess({ name, path: path2, mode, remedy, affects }) {
  try {
    await access2(path2, mode);
    return { name, group: GROUP4, status: 'ok', detail: path2 };
  } catch (error) {
    const errno = error instanceof Error && 'code' in error ? String(error.code) : void 0;
    const detail = errno === 'ENOENT' ? `there is no ${path2}` : `${path2} cannot be used: ${errno}`;
    return { name, group: GROUP4, status: 'missing', detail, errno, remedy, affects };
  }
}
async function checkCopy(bench) {
  const failure = await runTrial({ ...DEFAULT, driver: copyDriver }, bench);
  return describe2({
    name: 'copy of the lowers',
    passed: 'works',
    failure,
    affects: 'jobs: no way to make their view is left',
  });
}
function describe2({ name, passed, failure, affects, remedy }) {
  if (failure === void 0) return { name, group: GROUP4, status: 'ok', detail: passed };
  const { step, errno } = failure;
  const about = failure.detail === '' ? '' : ` (${failure.detail})`;
  const detail = `the step ${step} says ${errno}${about}`;
  return {
    name,
    group: GROUP4,
    status: 'missing',
    detail,
    errno,
    remedy: remedy ?? findRemedy(failure),
    affects,
  };
}
function findRemedy({ step, errno }) {
  return REMEDIES.find((one) => one.step.test(step) && one.errno.test(errno))?.remedy;
}
var GROUP4, LOWERS, DEFAULT, FUSE_DEVICE_REMEDY, REMEDIES;
var init_view2 = __esm({
  'dist/sandbox/doctor/view.js'() {
    'use strict';
    init_copy();
    init_fuse();
    init_kernel();
    init_trial();
    init_verdict();
    GROUP4 = 'view';
    LOWERS = 3;
    DEFAULT = { driver: kernelDriver, layersBy: 'descriptor', mapsOwners: true, lowerCount: LOWERS };
    FUSE_DEVICE_REMEDY = 'modprobe fuse && chmod 666 /dev/fuse (docker run --device /dev/fuse)';
    REMEDIES = [
      {
        step: /^mount-overlay$/,
        errno: /ENODEV/,
        remedy: 'modprobe overlay, or a kernel with CONFIG_OVERLAY_FS',
      },
      {
        step: /^mount-overlay$/,
        errno: /EPERM|EACCES/,
        remedy: 'a kernel of 5.11 or later; in a container: --cap-add SYS_ADMIN',
      },
      {
        step: /^mount-overlay$/,
        errno: /./,
        remedy: 'set LAYOVER_HOME to a directory on ext4, xfs, btrfs or tmpfs',
      },
      {
        step: /^mount-proc$/,
        errno: /EPERM/,
        remedy: 'a /proc that nothing is mounted over (docker run --security-opt systempaths=unconfined)',
      },
      { step: /^mount-fuse$/, errno: /EPERM|EACCES/, remedy: 'a kernel of 4.18 or later' },
      {
        step: /./,
        errno: /ENOSYS/,
        remedy:
          'a kernel of 5.12 or later, and a container whose seccomp profile lets the new mount calls through',
      },
      {
        step: /./,
        errno: /ENOSPC|EUSERS/,
        remedy: 'raise user.max_user_namespaces and the other user.max_*_namespaces sysctls',
      },
    ];
  },
});

// dist/sandbox/doctor/examine.js
var examine_exports = {};
__export(examine_exports, {
  examine: () => examine,
});

import { mkdir as mkdir5, mkdtemp as mkdtemp3, realpath as realpath2 } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as join36 } from 'node:path';

async function examine(home, mode) {
  const namespaces = await checkNamespaces(mode);
  const [filters, limits, core, view] = await Promise.all([
    checkFilters(),
    checkLimits(),
    checkCorePattern(),
    tryJobs(home, mode),
  ]);
  return [...namespaces, ...view, ...filters, ...limits, core];
}
async function tryJobs(home, mode) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const existing = await findExisting(home);
    const own = await makeFolder(existing);
    const folder = own ?? (await mkdtemp3(join36(await realpath2(tmpdir()), 'layover-doctor-')));
    const cleanup = __addDisposableResource21(env_1, new Cleanup(), true);
    cleanup.defer(() => removeFolder(hostPath(folder)));
    const state = [
      await checkDirectory(home, { existing, isWritable: own !== void 0 }),
      ...(own === void 0 ? [] : await checkState(own, mode)),
    ];
    const { keeper, map, checks } = await startKeeper(mode);
    if (keeper === void 0) return [...checks, ...state];
    cleanup.defer(async () => await keeper[Symbol.asyncDispose]());
    const trials = await tryView({ folder, mode, keeper, map }, cleanup);
    return [
      ...checks.filter(({ group }) => group === 'view'),
      ...trials,
      ...checks.filter(({ group }) => group !== 'view'),
      ...state,
    ];
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources21(env_1);
    if (result_1) await result_1;
  }
}
async function tryView({ folder, mode, keeper, map }, cleanup) {
  const locks = join36(folder, 'locks');
  await mkdir5(locks);
  const ids = mode === 'root' ? takeRange(locks) : mapRootless(map ? countOfIds(map) : 1, { uid: 0, gid: 0 });
  cleanup.defer(() => ids.release());
  const trees = async () => {
    const host = mode === 'root' ? await startThreadHost(locks) : startProcessHost(keeper.pid, locks);
    cleanup.defer(async () => await host[Symbol.asyncDispose]());
    return host;
  };
  return await checkView({ mode, keeper, ids, folder, trees });
}
function removeFolder(folder) {
  const { parent, name } = splitRaw(folder);
  removeTree(parent === '' ? '/' : parent, name);
}
var __addDisposableResource21, __disposeResources21;
var init_examine = __esm({
  'dist/sandbox/doctor/examine.js'() {
    'use strict';
    init_bytes_path();
    init_cleanup();
    init_id_map();
    init_own_map();
    init_remove();
    init_tree_host();
    init_host();
    init_limits();
    init_namespaces();
    init_state();
    init_user_ids();
    init_view2();
    __addDisposableResource21 = function (env, value, async) {
      if (value !== null && value !== void 0) {
        if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
        var dispose, inner;
        if (async) {
          if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
          dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
          if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
          dispose = value[Symbol.dispose];
          if (async) inner = dispose;
        }
        if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
        if (inner)
          dispose = function () {
            try {
              inner.call(this);
            } catch (e) {
              return Promise.reject(e);
            }
          };
        env.stack.push({ value, dispose, async });
      } else if (async) {
        env.stack.push({ async: true });
      }
      return value;
    };
    __disposeResources21 = /* @__PURE__ */ (function (SuppressedError2) {
      return function (env) {
        function fail(e) {
          env.error = env.hasError
            ? new SuppressedError2(e, env.error, 'An error was suppressed during disposal.')
            : e;
          env.hasError = true;
        }
        var r,
          s = 0;
        function next() {
          while ((r = env.stack.pop())) {
            try {
              if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
              if (r.dispose) {
                var result = r.dispose.call(r.value);
                if (r.async)
                  return (
                    (s |= 2),
                    Promise.resolve(result).then(next, function (e) {
                      fail(e);
                      return next();
                    })
                  );
              } else s |= 1;
            } catch (e) {
              fail(e);
            }
          }
          if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
          if (env.hasError) throw env.error;
        }
        return next();
      };
    })(
      typeof SuppressedError === 'function'
        ? SuppressedError
        : function (error, suppressed, message2) {
            var e = new Error(message2);
            return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
          },
    );
  },
});

// dist/sandbox/doctor/doctor.js
var doctor_exports = {};
__export(doctor_exports, {
  renderDoctor: () => renderDoctor,
  runDoctor: () => runDoctor,
});

import { release as release7 } from 'node:os';

async function runDoctor({ home = defaultHome() } = {}) {
  const mode = process.getuid?.() === 0 ? 'root' : 'rootless';
  const checks = await examineWhereBuilt(home, mode);
  return { mode, ...judge2(checks, mode), kernel: release7(), home, checks };
}
async function examineWhereBuilt(home, mode) {
  try {
    const { examine: examine2 } = await Promise.resolve().then(() => (init_examine(), examine_exports));
    return await examine2(home, mode);
  } catch (error) {
    if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_NATIVE_MISSING') throw error;
    const { message: detail, hint: remedy } = error;
    return [
      {
        name: 'native parts',
        group: 'view',
        status: 'missing',
        detail,
        remedy,
        affects: 'jobs: these parts start and read them',
      },
    ];
  }
}
var init_doctor = __esm({
  'dist/sandbox/doctor/doctor.js'() {
    'use strict';
    init_errors();
    init_home();
    init_verdict();
    init_render2();
  },
});

// dist/cli/commands/doctor.js
var doctor_exports2 = {};
__export(doctor_exports2, {
  addDoctorCommand: () => addDoctorCommand,
});
function addDoctorCommand(program2, setStatus) {
  const command = program2
    .command('doctor')
    .description('show what this machine can enforce, and the remedy for what it cannot')
    .option('--json', 'the report as JSON')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP15);
  command.action(async ({ json }) => {
    const { renderDoctor: renderDoctor2, runDoctor: runDoctor2 } = await Promise.resolve().then(
      () => (init_doctor(), doctor_exports),
    );
    const report = await runDoctor2();
    await writeLines(json ? [jsonText(report)] : renderDoctor2(report).map(printable));
    setStatus(report.canRun === 'no' ? EXIT_LAYOVER_FAILED : 0);
  });
}
var HELP15;
var init_doctor2 = __esm({
  'dist/cli/commands/doctor.js'() {
    'use strict';
    init_json_text();
    init_exit_code();
    init_output();
    init_text();
    HELP15 = `
Examples:
  layover doctor
  layover doctor --json

Exit status: 0 where jobs can run, 125 where they cannot.`;
  },
});

// dist/cli/main.js
init_exit_code();
init_failure();
init_output();

// dist/cli/program.js
init_esm();
init_exit_code();
init_version();
var COMMANDS = {
  run: async () => (await Promise.resolve().then(() => (init_run2(), run_exports))).addRunCommand,
  diff: async () => (await Promise.resolve().then(() => (init_diff(), diff_exports))).addDiffCommand,
  commit: async () => (await Promise.resolve().then(() => (init_commit(), commit_exports))).addCommitCommand,
  undo: async () => (await Promise.resolve().then(() => (init_undo2(), undo_exports))).addUndoCommand,
  discard: async () =>
    (await Promise.resolve().then(() => (init_discard(), discard_exports))).addDiscardCommand,
  shell: async () => (await Promise.resolve().then(() => (init_shell2(), shell_exports))).addShellCommand,
  jobs: async () => (await Promise.resolve().then(() => (init_jobs2(), jobs_exports))).addJobsCommand,
  layer: async () => (await Promise.resolve().then(() => (init_layer(), layer_exports))).addLayerCommand,
  gc: async () => (await Promise.resolve().then(() => (init_gc(), gc_exports))).addGcCommand,
  logs: async () => (await Promise.resolve().then(() => (init_logs(), logs_exports))).addLogsCommand,
  pipeline: async () =>
    (await Promise.resolve().then(() => (init_pipeline(), pipeline_exports))).addPipelineCommand,
  doctor: async () =>
    (await Promise.resolve().then(() => (init_doctor2(), doctor_exports2))).addDoctorCommand,
};
var HELP16 = `
Examples:
  layover run --lower ./rootfs -- make install
  layover diff j-0mfz1k2ab3c4de
  layover commit j-0mfz1k2ab3c4de --to ./out

Kept jobs live in $LAYOVER_HOME, else /var/lib/layover for root, else $XDG_DATA_HOME/layover.
The exit status is ${EXIT_LAYOVER_FAILED} whenever layover itself failed, usage errors included; see layover run --help for the others.`;
async function buildProgram([name = ''], setStatus) {
  const program2 = new Command('layover')
    .description(
      'Runs a job over shared read-only layers with a fresh upper on top, shows what it changed, and commits or discards it.',
    )
    .usage('COMMAND [options]')
    .version(readVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this; after a command, its own')
    .helpCommand('help [command]', "show a command's help")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', HELP16);
  const named = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS);
  for (const load2 of named) (await load2?.())?.(program2, setStatus);
  return program2;
}

// dist/cli/main.js
init_raw_words();
async function runMain() {
  let status2 = EXIT_LAYOVER_FAILED;
  try {
    const words = readWords();
    const program2 = await buildProgram(words, (code) => {
      status2 = code;
    });
    await program2.parseAsync(words, { from: 'user' });
    return status2;
  } catch (error) {
    return reportFailure(error);
  }
}
muteStreamErrors();
var status = await runMain();
await flushOutput();
process.exit(status);
//# sourceMappingURL=main.js.map
