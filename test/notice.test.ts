// NOTICE against the grammars that are shipped and used.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languages } from '../src/scan/languages/index.ts';

const notice = readFileSync('NOTICE', 'utf8');
const sections = notice
  .slice(0, notice.indexOf('\nPackages\n'))
  .split(/^== tree-sitter-/m)
  .slice(1);
const parser = 'web-tree-sitter.wasm';

test('every grammar that is shipped has its version, source and licence text there', () => {
  const shipped = readdirSync('dist/grammars')
    .filter((name) => name !== parser)
    .map((name) => name.replace(/^tree-sitter-|\.wasm(?:\.br)?$/g, ''));
  expect(shipped.sort()).toEqual(sections.map((section) => section.split(' ')[0]).sort());
  for (const section of sections) {
    expect(section).toMatch(/^[\w-]+ \d+\.\d+/);
    expect(section).toMatch(/^Source: https:\/\/github\.com\//m);
    expect(section).toMatch(/Permission is hereby granted|^ *Apache License/m);
  }
});

test('the parser is the one that NOTICE names, with the counter of the build', async () => {
  const { version } = JSON.parse(readFileSync('node_modules/web-tree-sitter/package.json', 'utf8'));
  expect(notice).toContain(`\n== web-tree-sitter ${version}\n`);
  const shipped = readFileSync(`dist/grammars/${parser}`);
  const { meter } = await import(new URL('../.ci/meter-wasm.mjs', import.meta.url).href);
  expect(shipped.equals(meter(readFileSync(`node_modules/web-tree-sitter/${parser}`)))).toBe(true);
});

test('every language has its grammar', () => {
  for (const { grammarOf, endings } of languages) {
    expect(existsSync(`dist/grammars/tree-sitter-${grammarOf(`a${endings[0]}`)}.wasm.br`)).toBe(
      true,
    );
  }
});
