// Our cursor sees what web-tree-sitter's own sees: it calls functions that are no part of what that promises.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { readGrammar } from '../../../src/scan/languages/grammar-files.ts';
import { parserExports, startParser } from '../../../src/scan/languages/parser.ts';
import { type Cursor, withCursor } from '../../../src/scan/languages/tree-cursor.ts';

// Tests share the parser: started a second time it would be another one, and all grammars of the first would be lost.
beforeAll(startParser);

async function parse(grammar: string, text: string): Promise<Tree> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(readGrammar(grammar)));
  const tree = parser.parse(text);
  if (!tree) throw new Error('not parsed');
  return tree;
}

/** Every node in order: what it is, where, and how deep. */
type Seen = readonly (readonly number[])[];

function seen(cursor: Cursor): Seen {
  const nodes: number[][] = [];
  for (let depth = 0; ; ) {
    nodes.push([depth, cursor.typeId(), cursor.fieldId(), cursor.start(), cursor.end()]);
    if (cursor.toFirstChild()) {
      depth++;
      continue;
    }
    while (!cursor.toNextSibling()) {
      if (!cursor.toParent()) return nodes;
      depth--;
    }
  }
}

function seenByItsOwn(tree: Tree): Seen {
  const cursor = tree.walk();
  const nodes = seen({
    typeId: () => cursor.nodeTypeId,
    fieldId: () => cursor.currentFieldId,
    start: () => cursor.startIndex,
    end: () => cursor.endIndex,
    toFirstChild: () => cursor.gotoFirstChild(),
    toNextSibling: () => cursor.gotoNextSibling(),
    toParent: () => cursor.gotoParent(),
  });
  cursor.delete();
  return nodes;
}

test.each([
  ['javascript', "const a = f(x?.y ?? 'é😀', { b: [1, `${c}`] }); // why\nclass A { #k = 1 }\n"],
  ['javascript', 'if ( { ) "never closed\n f(((('],
  ['python', 'def f(a, *b):\n  return {"a": [x for x in b]} # why\n'],
  ['go', ''],
])('%s: %j', async (grammar, text) => {
  const tree = await parse(grammar, text);
  const own = seenByItsOwn(tree);
  expect(own.length).toBeGreaterThan(0);
  expect(withCursor(parserExports(), tree, seen)).toEqual(own);
  // It leaves nothing behind, wherever it is left.
  expect(() =>
    withCursor(parserExports(), tree, (cursor) => {
      cursor.toFirstChild();
      throw new Error('left');
    }),
  ).toThrow('left');
  expect(seenByItsOwn(tree)).toEqual(own);
});

test('the version that these functions are known of is the only one', () => {
  const own = join(import.meta.dirname, '../../../package.json');
  // Bundled by the build.
  const { devDependencies } = JSON.parse(readFileSync(own, 'utf8'));
  const installed = join(own, '../node_modules/web-tree-sitter/package.json');
  expect(devDependencies['web-tree-sitter']).toBe(
    JSON.parse(readFileSync(installed, 'utf8')).version,
  );
});

/** Collects garbage now, and lets what hangs on it be finalized. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let round = 0; round < 5; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

// A cursor that web-tree-sitter makes is freed a second time when it is collected: the parser then breaks, files later.
test('leaves nothing behind that garbage collection would free again', async () => {
  const text = 'const a = [1, { b: f(2, `${c}`) }];\n'.repeat(60);
  const parser = new Parser();
  parser.setLanguage(await Language.load(readGrammar('javascript')));
  const parsed = (): Tree => {
    const tree = parser.parse(text);
    if (!tree) throw new Error('not parsed');
    return tree;
  };
  const expected = JSON.stringify(seenByItsOwn(parsed()));
  for (let round = 0; round < 8; round++) {
    for (let each = 0; each < 20; each++) {
      const tree = parsed();
      withCursor(parserExports(), tree, seen);
      tree.delete();
    }
    await collectGarbage();
    const tree = parsed();
    expect(JSON.stringify(withCursor(parserExports(), tree, seen))).toBe(expected);
    tree.delete();
  }
});
