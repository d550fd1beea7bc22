// How argument lists are read: forms of options, what is refused, and with which advice.
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { scanOptions } from '../../src/cli/scan-options.ts';
import { readTargets } from '../../src/cli/targets.ts';
import { UserError } from '../../src/model/errors.ts';

const scan: Command = {
  options: scanOptions,
  operands: { usage: '[paths..]', min: 0, max: Number.POSITIVE_INFINITY },
  run: async () => 0,
};
const explain: Command = {
  options: {},
  operands: { usage: '<rule>', min: 1, max: 1 },
  run: async () => 0,
};
const parse = (...argv: string[]) => parseArguments(argv, scan);

function refusal(act: () => unknown): { message: string; hint: string | undefined } {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('operands', () => {
  test.each([
    [
      ['a', 'b c', '12'],
      ['a', 'b c', '12'],
    ],
    [['--quiet', 'a'], ['a']],
    [
      ['a', '-'],
      ['a', '-'],
    ],
    [
      ['a', '--', '-b', '--quiet'],
      ['a', '-b', '--quiet'],
    ],
    [['--fix', 'a'], ['a']],
    [['--color', 'a'], ['a']],
    [['--exclude', 'x', 'a'], ['a']],
    [[], []],
  ])('%j leaves %j', (argv, operands) => {
    expect(parse(...argv).operands).toEqual(operands);
  });

  test('one is needed', () => {
    expect(refusal(() => parseArguments([], explain)).message).toBe('<rule> is missing.');
  });

  test('one too many', () => {
    expect(refusal(() => parseArguments(['a', 'b'], explain)).message).toBe('1 argument too many.');
  });
});

describe('values', () => {
  test.each([
    [['--config', 'a'], 'config', 'a'],
    [['--config=a=b'], 'config', 'a=b'],
    [['-c', 'a'], 'config', 'a'],
    [['-ca'], 'config', 'a'],
    [['-c=a'], 'config', 'a'],
    [['--config', 'a', '--config', 'b'], 'config', 'b'],
    [['--config', '007'], 'config', '007'],
    [['--config', '-'], 'config', '-'],
    [['--config=--quiet'], 'config', '--quiet'],
    [['--fix'], 'fix', 'safe'],
    [['--fix=unsafe'], 'fix', 'unsafe'],
    [['--color'], 'color', 'always'],
    [['--color=never'], 'color', 'never'],
    [[], 'fail-on', 'medium'],
    [[], 'config', undefined],
  ])('%j gives %s = %s', (argv, name, value) => {
    expect(parse(...argv).text(name)).toBe(value);
  });

  test('lists keep their order', () => {
    expect(parse('--exclude', 'a', 'x', '--exclude=b').list('exclude')).toEqual(['a', 'b']);
  });

  test('flags', () => {
    const args = parse('-qv', '--staged', '--strict=false');
    expect([args.flag('quiet'), args.flag('verbose'), args.flag('staged')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([args.flag('strict'), args.flag('changed'), args.has('changed')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('numbers', () => {
    expect(parse('--exit-code', '7').number('exit-code')).toBe(7);
  });
});

describe('refusals', () => {
  test.each([
    [['--stagd'], 'Unknown option: --stagd', 'Did you mean `--staged`?'],
    [['--colour=always'], 'Unknown option: --colour', 'Did you mean `--color`?'],
    [['-z'], 'Unknown option: -z', 'See --help.'],
    [['--__proto__=x'], 'Unknown option: --___proto___', 'See --help.'],
    [['--constructor'], 'Unknown option: --constructor', 'See --help.'],
    [['--config'], '--config needs a value.', 'See --help.'],
    [['--config='], '--config needs a value.', 'See --help.'],
    [['--config', '-x'], '--config needs a value.', 'Write --config=... if it starts with "-".'],
    [['--fail-on', 'hihg'], '--fail-on cannot be "hihg".', 'Did you mean `high`?'],
    [['--exit-code', 'x'], '--exit-code needs a whole number, not "x".', undefined],
    [['--fix=all'], '--fix cannot be "all".', 'It is one of safe, unsafe.'],
    [
      ['--show-secrets'],
      'There is no --show-secrets here: no report ever holds a secret.',
      'Open the file at the place that is reported.',
    ],
  ])('%j: %s', (argv, message, hint) => {
    expect(refusal(() => parse(...argv))).toEqual({ message, hint });
  });
});

describe('reports and their files', () => {
  const text = { format: 'text', path: undefined };
  test.each([
    [[], [text]],
    [['-f', 'json'], [{ format: 'json', path: undefined }]],
    [['-o', '-'], [text]],
    [['-o', 'a.txt'], [{ format: 'text', path: 'a.txt' }]],
    [['-o', 'a.sarif'], [{ format: 'sarif', path: 'a.sarif' }]],
    [['-f', 'json', '-o', 'a'], [{ format: 'json', path: 'a' }]],
    [['-o', 'a', '-f', 'json'], [{ format: 'json', path: 'a' }]],
    [['--format=sarif=a b'], [{ format: 'sarif', path: 'a b' }]],
    [['-o', 'sarif=a'], [{ format: 'sarif', path: 'a' }]],
    [['-o', 'x=y'], [{ format: 'text', path: 'x=y' }]],
    [
      ['-f', 'sarif', '-o', 'a', '-f', 'html', '-o', 'b'],
      [
        { format: 'sarif', path: 'a' },
        { format: 'html', path: 'b' },
      ],
    ],
    [
      ['-f', 'text', '-f', 'sarif', '-o', 'a'],
      [text, { format: 'sarif', path: 'a' }],
    ],
  ])('%j', (argv, targets) => {
    expect(readTargets(parse(...argv))).toEqual(targets);
  });

  test.each([
    [['-f', 'jsn'], 'Unknown report format: jsn', 'Did you mean `json`?'],
    [
      ['-f', 'text', '-f', 'json'],
      'Two reports would go to standard output.',
      'Give each --format its --output: -f text -f sarif -o keylint.sarif',
    ],
    [
      ['-f', 'html=a', '-f', 'json=a'],
      'Two reports would go to a.',
      'Give each --format its --output: -f text -f sarif -o keylint.sarif',
    ],
  ])('%j is refused', (argv, message, hint) => {
    expect(refusal(() => readTargets(parse(...argv)))).toEqual({ message, hint });
  });
});
