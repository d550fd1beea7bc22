// Every row of every language proves itself: its example is read as the row says, and no longer when a name in it is
// changed.
import { describe, expect, test } from 'vitest';
import { type Expression, partsOf } from '../../../src/model/expression.ts';
import type { Definition } from '../../../src/model/facts.ts';
import { createPrefilter } from '../../../src/prefilter/prefilter.ts';
import type { Language } from '../../../src/scan/code/language.ts';
import { languages } from '../../../src/scan/languages/index.ts';
import { javascriptValues } from '../../../src/scan/languages/javascript/values.ts';
import type { LibraryRow } from '../../../src/scan/libraries/row.ts';
import type { ValueRow } from '../../../src/scan/libraries/value-row.ts';
import { isWorthReading, mayUse } from '../../../src/scan/scan.ts';
import { codeEndings, prefilterWords, usesSearch } from '../../../src/scan/searches.ts';
import { readSource, unmark } from './read-source.ts';

const mayMatter = createPrefilter(prefilterWords);

describe.each(languages)('$title', (language) => {
  const path = `example${language.endings[0]}`;
  const fileOf = (row: LibraryRow): string => row.exampleFile ?? path;
  // Kotlin has Java's rows: each is tested in the first language that has it.
  const owns = <R>(row: R, rows: (one: Language) => readonly R[]): boolean =>
    languages.find((one) => rows(one).includes(row)) === language;
  const uses = language.uses.filter((row) => owns(row, (one) => one.uses));
  const values = language.values.filter((row) => owns(row, (one) => one.values));

  test('its endings are searched as code', () => {
    for (const ending of language.endings) expect(codeEndings).toContain(ending);
  });

  test.each(uses)('$library: $call reads its example', async (row) => {
    const { plain, marked } = unmark(row.example);
    const use = (await readSource(fileOf(row), plain)).uses?.filter((one) => isOf(one, row));
    expect(use).toHaveLength(1);
    const [only] = use ?? [];
    expect(only).toMatchObject({ role: row.role, kind: row.kind, keyEncoding: row.keyEncoding });
    expect(only?.at.line).toBe(only?.at.endLine);
    const { definitions = [] } = await readSource(fileOf(row), plain);
    const texts = only?.key ? textsIn(only.key, definitions) : [];
    expect(texts.map(({ at }) => plain.slice(at.start, at.end))).toEqual(marked);
  });

  test.each(uses)('$library: $call is not read where a name is another', async (row) => {
    const changed = nearMiss(unmark(row.example).plain, namesOfUse(row));
    const uses = (await readSource(fileOf(row), changed)).uses ?? [];
    expect(uses.filter((use) => isOf(use, row))).toEqual([]);
  });

  test.each(uses)('$library: $call passes the tests that most files end at', (row) => {
    const { plain } = unmark(row.example);
    expect(mayMatter(new TextEncoder().encode(plain))).toBe(true);
    expect(isWorthReading(path, plain)).toBe(true);
    expect(mayUse(path, plain)).toBe(true);
    expect(usesSearch.words.some((word) => plain.includes(word))).toBe(true);
  });

  test.each(uses)('$library: $call says where its parts are', (row) => {
    expect(row.modules.length > 0 || row.unresolved).toBeTruthy();
    // A call without a key reads, or makes tokens that nothing signs.
    // Some settings say how long tokens live, and no more.
    const isLifetime = row.isKeyOptional && row.expiry;
    const isKeyless =
      row.onlyDecodes || row.hazard || row.defaultAlgorithm === 'none' || isLifetime;
    expect(row.key.length > 0 || isKeyless).toBeTruthy();
    if (row.role === 'sign' && row.kind === 'jwt') {
      expect(row.expiry ?? row.payload ?? row.expiryDefault).toBeDefined();
    }
  });

  testValues(path, values);
});

describe('JavaScript', () => testValues('example.js', javascriptValues));

function testValues(path: string, rows: readonly ValueRow[]): void {
  test.each(rows.map((row): [string, ValueRow] => [String(row.path).slice(0, 60), row]))(
    '%s is read as a value',
    async (_, row) => {
      expect(await meansItsValue(path, row, (text) => text)).toBe(true);
      expect(await meansItsValue(path, row, (text) => nearMiss(text, namesOfValue(row)))).toBe(
        false,
      );
    },
  );
}

function isOf(use: { readonly library: string; readonly call: string }, row: LibraryRow): boolean {
  return use.library === row.library && use.call === row.call;
}

/** Whether the marked expression of a row's example is what the row says, once `change` was made to it. */
/** What is made of texts and numbers that are written down. */
const madeKinds: ReadonlyMap<string, string> = new Map([
  ['file', 'setting'],
  ['span', 'unknown'],
  ['formatted', 'concat'],
  ['map', 'object'],
  ['repeated', 'concat'],
  ['padded', 'concat'],
  ['cut', 'text'],
  ['bytes', 'decoded'],
  ['letters', 'text'],
  ['filled', 'decoded'],
]);

async function meansItsValue(
  path: string,
  row: ValueRow,
  change: (text: string) => string,
): Promise<boolean> {
  const [before = '', inner = '', after = ''] = row.example.split(/[«»]/);
  expect(inner, 'the example has marks').not.toBe('');
  const text = before + change(inner) + after;
  const [start, end] = [before.length, text.length - after.length];
  const facts = await readSource(path, text);
  const all = (facts.definitions ?? []).flatMap(({ value }) => everythingIn(value));
  if (row.is === 'same') {
    // It is its part: nothing is left of the call.
    return (
      all.some(
        ({ kind, at }) => kind !== 'call' && kind !== 'name' && at.start >= start && at.end <= end,
      ) && !all.some(({ kind, at }) => kind === 'call' && at.start === start && at.end === end)
    );
  }
  const made = madeKinds.get(row.is);
  const kinds: readonly string[] = made
    ? [made]
    : row.is === 'environment'
      ? ['env']
      : row.is === 'settings'
        ? ['setting']
        : row.is === 'joined'
          ? ['concat']
          : row.is === 'fallback'
            ? ['choice', 'env', 'setting']
            : [row.is];
  return all.some(
    ({ kind, at, ...more }) =>
      kinds.includes(kind) &&
      !(row.is === 'env' && 'name' in more && more.name === '') &&
      at.start >= start &&
      at.end <= end &&
      (row.is === 'fallback' || at.start <= start + 1),
  );
}

function everythingIn(expression: Expression): readonly Expression[] {
  return [expression, ...partsOf(expression).flatMap(everythingIn)];
}

function namesOfUse({ shape, modules }: LibraryRow): readonly string[] {
  const own =
    shape.kind === 'call'
      ? shape.callee
      : 'method' in shape
        ? shape.method
        : 'property' in shape
          ? shape.property
          : 'type' in shape
            ? shape.type
            : '';
  return [own, ...modules].flatMap(lastNames);
}

function namesOfValue({ path }: ValueRow): readonly string[] {
  return (typeof path === 'string' ? [path] : path).flatMap(lastNames);
}

function lastNames(path: string): readonly string[] {
  const name = path
    .split(/[^\w]+/)
    .filter((step) => step !== '')
    .at(-1);
  return name === undefined ? [] : [name];
}

/** The text with every whole occurrence of the names changed. */
function nearMiss(text: string, names: readonly string[]): string {
  const changed = text.replace(/\w+/g, (word) => (names.includes(word) ? `${word}Qx` : word));
  expect(changed, `the example says one of ${names.join(', ')}`).not.toBe(text);
  return changed;
}

/** All texts that an expression can be, following names of the file. */
function textsIn(
  expression: Expression,
  definitions: readonly Definition[],
): readonly Extract<Expression, { kind: 'text' }>[] {
  const inside = (part: Expression) => textsIn(part, definitions);
  if (expression.kind === 'text') return [expression];
  if (expression.kind === 'name') {
    const name = expression.path.join('.');
    return definitions.filter((one) => one.name === name).flatMap(({ value }) => inside(value));
  }
  if (expression.kind === 'env' || expression.kind === 'setting')
    return expression.fallback ? inside(expression.fallback) : [];
  return expression.kind === 'unknown' ? [] : partsOf(expression).flatMap(inside);
}
