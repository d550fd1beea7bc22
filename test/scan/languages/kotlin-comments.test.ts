// A comment between Kotlin's imports and a declaration of the same line.
import { expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { layOpenComments } from '../../../src/scan/languages/kotlin/comments.ts';
import { auditTexts } from '../../helpers.ts';

const imports = 'import io.jsonwebtoken.Jwts\nimport io.jsonwebtoken.SignatureAlgorithm\n';
const issue =
  'fun issue() = Jwts.builder().signWith(SignatureAlgorithm.HS256, "tutorial-secret-1").compact()\n';

test.each([
  ['a comment on the line', '/* issues */ '],
  ['one of several behind empty lines', '\n  \n /* issues */ '],
  ['a comment on a line of its own', '/* issues */\n'],
])('what follows %s is read', async (_, comment) => {
  const found = await auditTexts({ 'A.kt': `${imports}${comment}${issue}` }, rules);
  expect(found.map(({ rule }) => rule)).toContain('hardcoded-secret');
});

test('all stays where it is, and so do marks and comments elsewhere', () => {
  const text = `${imports}/* issues */ ${issue}`;
  expect(layOpenComments(text)).toBe(`${imports}${' '.repeat(13)}${issue}`);
  for (const kept of [
    `${imports}/* keylint: ignore[hardcoded-secret] a test */ ${issue}`,
    `${imports}val a = 1\n/* issues */ ${issue}`,
    `${imports}/* issues */ // no code\n${issue}`,
  ]) {
    expect(layOpenComments(kept)).toBe(kept);
  }
});
