import { expect, test } from 'vitest';
import { maskFile } from '../../src/fix/mask-file.ts';
import { applyMasked, hide, plainText, realText, shownText } from '../../src/fix/masked-text.ts';
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

test.each([
  ['DB=hush\n', 'DB=‹hidden›\n'],
  ['export DB="hush" # x\n', 'export DB="‹hidden›\n'],
  ['db:\n  password: hush\n', 'db:\n  password: ‹hidden›\n'],
  ['{\n  "db": "hush",\n}', '{\n  "db": "‹hidden›",\n}'],
  ['A=${B}\n', 'A=${B}\n'],
  ['# a comment\n[section]\n', '# a comment\n[section]\n'],
  ['A="hush\nhush\n"\n', 'A="‹hidden›\n‹hidden›\n"\n'],
  ['ENV A hush\r\n', 'ENV A ‹hidden›\r\n'],
])('configuration %j is shown as %j', (text, shown) => {
  expect(shownText(hide(plainText(text), maskFile('a', text, noSecrets, true)))).toBe(shown);
});

test.each([
  ["const password = 'hush';", "const password = '‹hidden›';"],
  ['connect("mongodb://root:hush@db/x")', 'connect("mongodb://root:‹hidden›@db/x")'],
  ["const name = 'x';", "const name = 'x';"],
])('code %j is shown as %j', (text, shown) => {
  expect(shownText(hide(plainText(text), maskFile('a', text, noSecrets, false)))).toBe(shown);
});
