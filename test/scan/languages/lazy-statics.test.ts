// Rust's `lazy_static!`, laid open for the grammar: what is read of it, and that each macro is looked at once.
import { expect, test } from 'vitest';
import { startCounting } from '../../work.ts';

const { growthOf } = await startCounting();
const { layOpenStatics } = await import('../../../src/scan/languages/rust/lazy-statics.ts');

test('statics stand for themselves, in the same places', () => {
  const text =
    'lazy_static! {\n  static ref A: B = { c }; static\n ref D: E = f;\n}\nstatic ref G: H;\n';
  expect(layOpenStatics(text)).toBe(
    '              \n  static     A: B = { c }; static\n     D: E = f;\n \nstatic ref G: H;\n',
  );
});

test('a macro in a macro is laid open, one that is not closed is not', () => {
  expect(layOpenStatics('lazy_static! { lazy_static::lazy_static! { static ref A: B; } }')).toBe(
    `${' '.repeat(43)}static     A: B;    `,
  );
  const cut = 'lazy_static! { static ref A: B; lazy_static! { static ref C: D; }';
  expect(layOpenStatics(cut)).toBe(
    `lazy_static! { static ref A: B; ${' '.repeat(15)}static     C: D;  `,
  );
});

test('macros in macros are each looked at once', async () => {
  const growth = await growthOf(
    (depth) =>
      layOpenStatics(`${'lazy_static! { static ref A: B; '.repeat(depth)}${'}'.repeat(depth)}`),
    200,
  );
  expect(growth).toBeLessThan(5);
});
