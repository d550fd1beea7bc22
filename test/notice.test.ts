// NOTICE against the grammars that are shipped and used.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languages } from '../src/scan/languages/index.ts';

const notice = readFileSync('NOTICE', 'utf8');
const sections = notice.split(/^== tree-sitter-/m).slice(1);

test('every grammar that is shipped has its version, source and licence text there', () => {
  const shipped = readdirSync('dist/grammars').map((name) =>
    name.replace(/^tree-sitter-|\.wasm(?:\.br)?$/g, ''),
  );
  expect(shipped.sort()).toEqual(sections.map((section) => section.split(' ')[0]).sort());
  for (const section of sections) {
    expect(section).toMatch(/^[\w-]+ \d+\.\d+/);
    expect(section).toMatch(/^Source: https:\/\/github\.com\//m);
    expect(section).toMatch(/Permission is hereby granted|^ *Apache License/m);
  }
});

test('every language has its grammar', () => {
  for (const { grammarOf, endings } of languages) {
    expect(existsSync(`dist/grammars/tree-sitter-${grammarOf(`a${endings[0]}`)}.wasm.br`)).toBe(
      true,
    );
  }
});
