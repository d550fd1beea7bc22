// Slashes in a text block of Java are no comment, wherever the block ends.
import { expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { layOpenTextBlocks } from '../../../src/scan/languages/java/text-blocks.ts';
import { auditTexts } from '../../helpers.ts';

const q = '"""';
const issue =
  'String t = Jwts.builder().signWith(SignatureAlgorithm.HS256, "tutorial-secret-1").compact();';

test.each([
  ['at its beginning', `${q}\n // x${q}`],
  ['behind an escape', `${q}\n a\\n // x${q}`],
  ['behind escaped quotes', `${q}\n a \\${q} \\n// x${q}`],
  ['on several lines', `${q}\n // x\n // y${q}`],
  ['of one that opens a comment', `${q}\n // /* x${q}`],
])('what follows a text block with slashes %s is read', async (_, block) => {
  const text = `import io.jsonwebtoken.*;\nclass A { String a = ${block}; ${issue} }\n`;
  const found = await auditTexts({ 'A.java': text }, rules);
  expect(found.map(({ rule }) => rule)).toContain('hardcoded-secret');
});

test('all stays where it is, and so do comments and other texts', () => {
  const text = `class A { String a = ${q}\n // x${q}; }`;
  expect(layOpenTextBlocks(text)).toHaveLength(text.length);
  expect(layOpenTextBlocks(text)).toBe(text.replace('//', '\u2215\u2215'));
  for (const kept of [
    `// ${q} // a\nint b; // c`,
    `/* ${q} // a */ int b;`,
    `String a = "\\"${q}// b"; // c`,
    `String a = ${q}\n https://example.test/ // b${q}; // c`,
    `char a = '"'; String b = ${q}c${q}; // d`,
  ]) {
    expect(layOpenTextBlocks(kept)).toBe(kept);
  }
});
