// Every library row proves itself: its example is read, and the use's key must be the marked text.
import { describe, expect, test } from 'vitest';
import type { Expression, Text } from '../../../src/model/expression.ts';
import type { Definition } from '../../../src/model/facts.ts';
import { createPrefilter } from '../../../src/prefilter/prefilter.ts';
import { mayUse } from '../../../src/scan/languages/javascript/may-use.ts';
import { libraryRows } from '../../../src/scan/libraries/index.ts';
import { isWorthReading } from '../../../src/scan/scan.ts';
import { prefilterWords, usesSearch } from '../../../src/scan/searches.ts';
import { readSource, unmark } from '../languages/read-source.ts';

const mayMatter = createPrefilter(prefilterWords);

describe.each(libraryRows)('$library: $call', (row) => {
  test('its example is a use with the marked key', async () => {
    const { plain, marked } = unmark(row.example);
    const facts = await readSource('example.ts', plain);
    const uses = (facts.uses ?? []).filter(
      (use) => use.library === row.library && use.call === row.call,
    );
    expect(uses).toHaveLength(1);
    const [use] = uses;
    expect(use).toMatchObject({ role: row.role, kind: row.kind, keyEncoding: row.keyEncoding });
    const texts = use?.key ? textsIn(use.key, facts.definitions ?? []) : [];
    expect(texts.map((text) => plain.slice(text.at.start, text.at.end))).toEqual(marked);
    expect(use?.at.line).toBe(use?.at.endLine);
  });

  test('its example may hold a use, and a search for words finds it', () => {
    const { plain } = unmark(row.example);
    expect(mayUse(plain)).toBe(true);
    // Whatever a file holds that may use the row: one of its modules with the name, or an open call.
    const name = 'callee' in row.shape ? row.shape.callee : Object.values(row.shape).join(' ');
    for (const module of row.modules) {
      for (const quote of [`'`, '"']) {
        expect(isFound(`${quote}${module}${quote} ${name}`), module).toBe(true);
      }
    }
    const open = `${row.unresolved?.source.replaceAll('\\w*', '')} ${JSON.stringify(row.when)}`;
    if (row.unresolved) expect(isFound(open)).toBe(true);
  });

  test('its example passes the tests that most files end at', () => {
    const { plain } = unmark(row.example);
    expect(mayMatter(new TextEncoder().encode(plain))).toBe(true);
    expect(isWorthReading('example.ts', plain)).toBe(true);
  });

  test('says where its parts are without contradiction', () => {
    expect(row.modules.length > 0 || row.unresolved || row.shape.kind === 'returned').toBeTruthy();
    expect(row.key.length > 0 || row.onlyDecodes).toBeTruthy();
    if (row.role === 'sign' && row.kind === 'jwt') {
      expect(row.expiry ?? row.payload ?? row.expiryDefault).toBeDefined();
    }
  });
});

function isFound(text: string): boolean {
  return usesSearch.words.some((word) => text.includes(word));
}

test.each([
  'export const token = request.headers.token;',
  "import { sign } from './sign.js';\nsign(document);",
  'const encode = (x) => x; encode(session.cookie);',
])('%s uses nothing', (text) => {
  expect(mayUse(text)).toBe(false);
});

/** All texts that an expression can be, following names of the file. */
function textsIn(expression: Expression, definitions: readonly Definition[]): readonly Text[] {
  const inside = (part: Expression): readonly Text[] => textsIn(part, definitions);
  switch (expression.kind) {
    case 'text':
      return [expression];
    case 'decoded':
      return inside(expression.of);
    case 'list':
      return expression.items.flatMap(inside);
    case 'function':
      return expression.returns.flatMap(inside);
    case 'name':
      return definitions
        .filter((definition) => definition.name === expression.path.join('.'))
        .flatMap((definition) => inside(definition.value));
    default:
      return [];
  }
}

test.each([
  ["import { sign } from 'jsonwebtoken';\nsign({}, 'a');"],
  ["import * as J from 'jsonwebtoken';\nJ.sign({}, 'a');"],
  ["const { encode } = require('jwt-simple');\nencode({}, 'a');"],
  ["const Keygrip = require('keygrip');\nnew Keygrip(['a']);"],
  ["import Iron from '@hapi/iron';\nIron.seal({}, 'a', Iron.defaults);"],
  ["const Koa = require('koa');\nconst app = new Koa();\napp.keys = ['a'];"],
])('a file with no word but the name of its library is read: %s', (text) => {
  expect(mayMatter(new TextEncoder().encode(text))).toBe(true);
  expect(isWorthReading('a.js', text)).toBe(true);
});
