// Argument lists to `Arguments`, by yargs' own parser. yargs itself costs more start-up time than a whole scan of a
// commit, so it is loaded for help alone (help.ts).
import { createRequire } from 'node:module';
import type yargsParser from 'yargs-parser';
import { UserError } from '../model/errors.ts';
import { countOf } from '../model/problem.ts';
import type { Arguments, Command, Option, OptionTable } from './command.ts';
import { didYouMean } from './suggest.ts';

// The cast: `require` knows no types. As CommonJS it is one file instead of five.
const parse = createRequire(import.meta.url)('yargs-parser') as typeof yargsParser;

/** Reads `argv` (without the command's name) by the command's table. Throws a UserError on anything unknown. */
export function parseArguments(argv: readonly string[], command: Command): Arguments {
  const { options, operands } = command;
  const { tokens, inOrder } = joinValues(argv, options);
  const result = parse.detailed([...tokens], {
    configuration: {
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
      'strip-aliased': true,
    },
    alias: Object.fromEntries(
      Object.entries(options).flatMap(([name, { alias }]) => (alias ? [[name, [alias]]] : [])),
    ),
    boolean: namesOf(options, ({ kind }) => kind === 'flag'),
    string: ['_', ...namesOf(options, takesValue)],
  });
  // yargs-parser types its result as `any` properties; everything is checked below.
  const { _: plain, '--': literal, ...values } = result.argv as Record<string, unknown>;
  for (const name of Object.keys(values)) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) throw unknownOption(name, options);
    checkValue(name, option, values[name]);
  }
  const given = [...texts(plain), ...texts(literal)];
  if (given.length < operands.min) {
    throw new UserError(`${operands.usage} is missing.`, { hint: 'See --help.' });
  }
  if (given.length > operands.max) {
    // Its text stays out: it may be the secret that a command was to be told about.
    const taken = operands.max === 0 ? 'no arguments' : `nothing but ${operands.usage}`;
    throw new UserError(`${countOf(given.length - operands.max, 'argument')} too many.`, {
      hint: `It takes ${taken}${operands.hint === undefined ? '' : `: ${operands.hint}`}. See --help.`,
    });
  }
  return createArguments({ options, values, operands: given, inOrder });
}

interface Parsed {
  readonly options: OptionTable;
  readonly values: Readonly<Record<string, unknown>>;
  readonly operands: readonly string[];
  readonly inOrder: Arguments['inOrder'];
}

function createArguments({ options, values, operands, inOrder }: Parsed): Arguments {
  const has = (name: string): boolean => Object.hasOwn(values, name);
  const text = (name: string): string | undefined =>
    texts(has(name) ? values[name] : undefined).at(-1) ?? options[name]?.default;
  return {
    operands,
    inOrder,
    has,
    text,
    flag: (name) => (has(name) ? [values[name]].flat().at(-1) === true : false),
    list: (name) => texts(has(name) ? values[name] : undefined),
    number: (name) => {
      const value = text(name);
      return value === undefined ? undefined : Number(value);
    },
  };
}

/**
 * Writes every option with a value as `--name=value`, so that `-o -`, `-fjson` and options whose value may be left
 * out (`--fix`, `--color`) need no guessing, and notes their order.
 */
function joinValues(
  argv: readonly string[],
  options: OptionTable,
): { tokens: readonly string[]; inOrder: Arguments['inOrder'] } {
  const tokens: string[] = [];
  const inOrder: { name: string; value: string }[] = [];
  const add = (name: string, value: string): void => {
    tokens.push(`--${name}=${value}`);
    inOrder.push({ name, value });
  };
  for (let index = 0; index < argv.length; index++) {
    const token = argv[index] ?? '';
    if (token === '--') return { tokens: [...tokens, ...argv.slice(index)], inOrder };
    const option = optionOf(token, options);
    if (!option) {
      tokens.push(token);
      continue;
    }
    const { name, attached } = option;
    if (attached !== undefined) add(name, attached);
    else if (option.bare !== undefined) add(name, option.bare);
    else {
      const next = argv[index + 1];
      if (next === undefined || (next.startsWith('-') && next !== '-')) {
        throw new UserError(`${token} needs a value.`, {
          hint:
            next === undefined ? 'See --help.' : `Write ${token}=${'...'} if it starts with "-".`,
        });
      }
      add(name, next);
      index++;
    }
  }
  return { tokens, inOrder };
}

/** The option with a value that `token` names, and the value where it is in the same token. */
function optionOf(
  token: string,
  options: OptionTable,
): { name: string; attached: string | undefined; bare: string | undefined } | undefined {
  if (token.startsWith('--')) {
    const long = longOption(token, options);
    if (!long || !takesValue(long.option)) return undefined;
    return { name: long.name, attached: long.attached, bare: long.option.bare };
  }
  if (!token.startsWith('-') || token.length < 2) return undefined;
  const found = Object.entries(options).find(([, { alias }]) => alias === token[1]);
  if (!found || !takesValue(found[1])) return undefined;
  const rest = token.slice(2);
  const attached = rest === '' ? undefined : rest.replace(/^=/, '');
  return { name: found[0], attached, bare: found[1].bare };
}

/** The option that `--name` or `--name=value` names, and that value. */
export function longOption(
  token: string,
  options: OptionTable,
): { name: string; option: Option; attached: string | undefined } | undefined {
  const equals = token.indexOf('=');
  const name = token.slice(2, equals === -1 ? undefined : equals);
  const option = token.startsWith('--') && Object.hasOwn(options, name) && options[name];
  if (!option) return undefined;
  return { name, option, attached: equals === -1 ? undefined : token.slice(equals + 1) };
}

/** Whether the word behind the option is its value, where it has none of its own. */
export function needsValue(option: Option): boolean {
  return takesValue(option) && option.bare === undefined;
}

function checkValue(name: string, { kind, choices }: Option, value: unknown): void {
  for (const text of kind === 'flag' ? [] : texts(value)) {
    if (text === '') throw new UserError(`--${name} needs a value.`, { hint: 'See --help.' });
    if (kind === 'number' && !/^\d{1,15}$/.test(text)) {
      throw new UserError(`--${name} needs a whole number, not "${text}".`);
    }
    if (choices && !choices.includes(text)) {
      throw new UserError(`--${name} cannot be "${text}".`, {
        hint: didYouMean(text, choices, `It is one of ${choices.join(', ')}.`),
      });
    }
  }
}

function unknownOption(name: string, options: OptionTable): UserError {
  const flag = (text: string): string => (text.length === 1 ? `-${text}` : `--${text}`);
  if (name === 'show-secrets') {
    return new UserError('There is no --show-secrets here: no report ever holds a secret.', {
      hint: 'Open the file at the place that is reported.',
    });
  }
  const known = namesOf(options, ({ isHidden }) => !isHidden);
  return new UserError(`Unknown option: ${flag(name)}`, {
    hint: didYouMean(flag(name), known.map(flag), 'See --help.'),
  });
}

function takesValue({ kind }: Option): boolean {
  return kind !== 'flag';
}

function namesOf(options: OptionTable, wanted: (option: Option) => boolean): string[] {
  return Object.keys(options).filter((name) =>
    wanted(options[name] ?? { kind: 'flag', describe: '' }),
  );
}

function texts(value: unknown): readonly string[] {
  return [value].flat().flatMap((item) => (typeof item === 'string' ? [item] : []));
}
