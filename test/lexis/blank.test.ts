import { expect, test } from 'vitest';
import { blanked, blankOut, keepOnly } from '../../src/lexis/blank.ts';

const text = 'let a;\r\nlet b;\nlet c;';
const spans = [
  { start: 4, end: 12 },
  { start: 15, end: 18 },
];

test('every line and every offset stays', () => {
  expect(blanked('a\r\nbc\n\nd')).toBe(' \r\n  \n\n ');
  expect(blankOut(text, spans)).toBe('let   \r\n    b;\n    c;');
  expect(keepOnly(text, spans)).toBe('    a;\r\nlet   \nlet   ');
  expect(keepOnly(text, [])).toBe('      \r\n      \n      ');
});
