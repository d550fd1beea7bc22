// What of a version of YAML or JSON is parsed when its history is read: what stands around the entries that name a
// secret, on the lines where it was.
import { expect, test } from 'vitest';
import { createEntryNovelty, createEntryWords } from '../../src/run/history/entry-lines.ts';

const many = (line: (number: number) => string): string[] =>
  Array.from({ length: 60 }, (_, number) => line(number));

function partOf(lines: readonly string[]): string[] {
  const novelty = createEntryNovelty({
    ...{ isPassed: false, isNested: true, isUsed: () => false },
    words: createEntryWords([]),
  });
  const part = novelty.partOf?.(lines.join('\n')) ?? '';
  return part.split('\n');
}

const script = many((number) => `      step ${number} of many, and what it does`);

test.each<[what: string, before: readonly string[], nested: readonly string[], after: string[]]>([
  [
    'of YAML',
    ['jobs:', '  build:'],
    ['    run: |', ...script],
    ['  deploy:', '    env:', '      - name: JWT_SECRET', '        value: aaaa', 'kind: Job'],
  ],
  [
    'of JSON',
    ['{', '  "steps": ['],
    many((number) => `    "step ${number} of many, and what it does",`),
    ['    "last"', '  ],', '  "jwt": {', '    "secret": "aaaa"', '  }', '}'].slice(1),
  ],
])('what is nested elsewhere is left out %s', (_, before, nested, after) => {
  const left = partOf([...before, ...nested, ...after]);
  expect(left.filter((line) => line !== '')).toEqual([...before, ...after]);
  expect(left.length).toBe(before.length + nested.length + after.length);
  expect(left.at(-1)).toBe(after.at(-1));
});

test.each<[what: string, lines: readonly string[]]>([
  ['a short one', ['jobs:', '  build:', ...script.slice(0, 8), 'jwtSecret: aaaa']],
  ['what stands below the name of a secret', ['jwtSecret: |', ...script, 'a: b']],
  ['one whose parts refer to each other', ['all: &all', '  run:', ...script, 'jwtSecret: *all']],
  [
    'a text in quotes over many lines',
    ['help: "begins:', '  here:', ...script, '   and ends"', 'jwtSecret: aaaa'],
  ],
])('stays as it is: %s', (_, lines) => {
  expect(partOf(lines)).toEqual(lines);
});
