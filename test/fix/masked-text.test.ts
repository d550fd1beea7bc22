import { expect, test } from 'vitest';
import { maskFile } from '../../src/fix/mask-file.ts';
import { applyMasked, hide, plainText, realText, shownText } from '../../src/fix/masked-text.ts';
import { createIsWord } from '../../src/lexis/words.ts';
import type { Project } from '../../src/model/secret.ts';

const noSecrets: Project = { files: [], secrets: [], uses: [], leaks: [], projectNames: [] };

test('hides ranges and keeps the real text', () => {
  const masked = hide(plainText('A=hush\nB=2\n'), [{ start: 2, end: 6, shown: '‹x›' }]);
  expect(shownText(masked)).toBe('A=‹x›\nB=2\n');
  expect(realText(masked)).toBe('A=hush\nB=2\n');
});

test('edits show their mask, and apply to real offsets', () => {
  const masked = hide(plainText('A=hush\nB=2\n'), [{ start: 2, end: 6, shown: '‹old›' }]);
  const edited = applyMasked(masked, [
    { path: 'a', start: 2, end: 6, text: 'brandnew', maskedText: '‹new›' },
    { path: 'a', start: 11, end: 11, text: 'C=3\n' },
  ]);
  expect(shownText(edited)).toBe('A=‹new›\nB=2\nC=3\n');
  expect(realText(edited)).toBe('A=brandnew\nB=2\nC=3\n');
});

test('an edit inside something hidden leaves the rest of it hidden', () => {
  const masked = hide(plainText('A={"key":"hush"}'), [{ start: 2, end: 16, shown: '‹x›' }]);
  const edited = applyMasked(masked, [
    { path: 'a', start: 10, end: 14, text: 'n', maskedText: '‹n›' },
  ]);
  expect(shownText(edited)).toBe('A=‹…›‹n›‹…›');
});

function shown(language: string, text: string): string {
  const isWord = createIsWord();
  const ranges = maskFile({ path: 'a', text, language, project: noSecrets, isWord });
  return shownText(hide(plainText(text), ranges));
}

test.each([
  ['dotenv', 'DB=hush\n', 'DB=‹hidden›\n'],
  ['dotenv', 'export DB="hush" # x\n', 'export DB="‹hidden›\n'],
  ['yaml', 'db:\n  password: hush\n', 'db:\n  password: ‹hidden›\n'],
  ['json', '{\n  "db": "hush",\n}', '{\n  "db": "‹hidden›",\n}'],
  ['dotenv', 'A=${B}\n', 'A=${B}\n'],
  ['properties', '# a comment\n[section]\n', '# ‹hidden›\n[section]\n'],
  ['dotenv', 'A="hush\nhush\n"\n', 'A="‹hidden›\n‹hidden›\n"\n'],
  ['dockerfile', 'ENV A hush\r\n', 'ENV A ‹hidden›\r\n'],
  ['javascript', "const password = 'hush';", "const password = '‹hidden›';"],
  ['javascript', 'connect("mongodb://root:hush@db/x")', 'connect("‹hidden›")'],
  ['javascript', "const name = ' '; // was hush", "const name = ' '; // ‹hidden›"],
])('%s %j is shown as %j', (language, text, expected) => {
  expect(shown(language, text)).toBe(expected);
});

test('an old value keeps its words, and what stands behind it is hidden as well', () => {
  const text = 'jwtSecret: plainly-fake # was hush';
  const at = { path: 'a', start: 11, end: 23, line: 1, column: 12, endLine: 1, endColumn: 24 };
  // The cast: a mask asks for the place of a value and for nothing else of it.
  const secrets = [
    { name: 'jwtSecret', values: [{ at, text: 'plainly-fake' }] },
  ] as unknown as Project['secrets'];
  const ranges = maskFile({
    path: 'a',
    text,
    language: 'yaml',
    project: { ...noSecrets, secrets },
    isWord: createIsWord(),
  });
  expect(shownText(hide(plainText(text), ranges))).toBe(
    'jwtSecret: ‹old value, 12 characters› ‹hidden›',
  );
});
