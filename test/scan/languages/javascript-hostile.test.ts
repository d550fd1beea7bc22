// Hostile and broken input: the adapter must neither throw nor take long, whatever the file holds.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRangeFinder } from '../../../src/model/place.ts';
import { maxUses } from '../../../src/scan/fullness.ts';
import { javascriptAdapter } from '../../../src/scan/languages/javascript/adapter.ts';
import { scanText } from '../../../src/scan/scan.ts';
import { anyCharacter } from '../../any-character.ts';
import { processorMs } from '../../processor-time.ts';
import { amount, sampleOf } from '../../thorough.ts';
import { expectRead, handWritten, minified } from './large-files.ts';
import { readSource } from './read-source.ts';

const long: readonly (readonly [string, string])[] = [
  ['parentheses', '('.repeat(100_000)],
  ['brackets', '[{a:'.repeat(50_000)],
  ['templates', '`${'.repeat(50_000)],
  ['sums', `const x = ${'a + '.repeat(20_000)}b`],
  ['calls', `const x = ${'f('.repeat(20_000)}1${')'.repeat(20_000)}`],
  ['chains', `const x = a${'.b()'.repeat(20_000)}`],
  ['fallbacks', `const x = ${'process.env.AAA || '.repeat(5_000)}'b'`],
  ['ternaries', `const x = ${'a ? b : '.repeat(5_000)}c`],
  ['functions', '() => {'.repeat(20_000)],
  ['blocks', '{'.repeat(50_000)],
  ['arrows', 'a=>'.repeat(50_000)],
  ['tags', '<a b={'.repeat(30_000)],
  ['constants', Array.from({ length: 20_000 }, (_, i) => `const a${i} = 'b';`).join('\n')],
  [
    'properties',
    `module.exports = { ${Array.from({ length: 20_000 }, (_, i) => `a${i}: 'b'`).join()} }`,
  ],
  ['assignments', 'a.b = c;'.repeat(20_000)],
  ['spaces', ' '.repeat(900_000)],
  [
    'schemas of schemas',
    `import { z } from 'zod';const s0 = { A: z.string().default('b') };${[1, 2, 3]
      .map((i) => `const s${i} = [${`s${i - 1},`.repeat(3_000)}];`)
      .join('')}export const env = z.union(s3).parse(process.env);`,
  ],
  [
    'spread schemas',
    `import { z } from 'zod';const s0 = { A: z.string().default('b') };${[1, 2, 3, 4, 5]
      .map((i) => `const s${i} = {${`...s${i - 1},`.repeat(500)}};`)
      .join('')}export const env = z.object(s5).parse(process.env);`,
  ],
  [
    'validators of validators',
    `import { z } from 'zod';const v0 = z.string().default('b');${[1, 2]
      .map((i) => `const v${i} = [${`v${i - 1},`.repeat(3_000)}];`)
      .join('')}export const env = z.object({ A: z.union(v2) }).parse(process.env);`,
  ],
  [
    'options of a command line',
    `import { program } from 'commander';${Array.from({ length: 9_000 }, (_, i) => `program.option('--a${i} <t>', '', 'b');const c${i} = program.a${i};`).join('\n')}`,
  ],
  [
    'tokens that are decoded',
    `const jwt = require('jsonwebtoken');${Array.from({ length: 9_000 }, (_, i) => `const u${i} = jwt.decode(t);`).join('\n')}`,
  ],
  ['scripts', '<script '.repeat(50_000)],
];

describe('ends in time', () => {
  test.each(long)('%s', async (name, text) => {
    // Grammars take turns: a text meets one of them in `npm test`.
    const turn = long.findIndex(([other]) => other === name);
    for (const path of sampleOf(['a.js', 'a.tsx', 'a.vue'], 1, turn)) {
      const start = processorMs();
      await readSource(path, text);
      expect(processorMs() - start).toBeLessThan(3000);
    }
  });

  test.each(long)('%s, before parsing', (_, text) => {
    const start = processorMs();
    javascriptAdapter.isWorthParsing({ path: 'a.js', text, rangeOf: createRangeFinder(text) });
    expect(processorMs() - start).toBeLessThan(500);
  });
});

describe('names that JavaScript gives a meaning', () => {
  test.each([
    `const x = { __proto__: { secret: 'a' }, constructor: 'b', toString: 'c' }; f(x.constructor, x.__proto__)`,
    `__proto__.a = 'b'; constructor.c = 'd'; toString = 'e'`,
    'const { constructor, hasOwnProperty: b } = process.env; class constructor {}',
    'let a = b, b = a; a.sign(b, a); const c = c.d',
    'import a from "a"; const { a: { a: d } } = a; export { d as __proto__ }',
    'class A extends A { a = this.a; b = new A().b; static { this.c = this } }',
  ])('%s', async (source) => {
    const facts = await readSource('a.ts', source);
    expect(facts.problem).toBeUndefined();
    expect(() => structuredClone(facts)).not.toThrow();
  });
});

const sample = `
import jwt, { sign as s } from 'jsonwebtoken';
import { z } from 'zod';
const { JWT_SECRET = 'a', ...rest } = process.env;
export class Auth { constructor(private readonly config: ConfigService, @Inject(x) y = 'b') { super({ secretOrKey: y }); }
  get secret() { return this.config.get('jwt.secret') || \`c\${rest.d}\`; } }
export const env = z.object({ JWT_SECRET: z.string().min(3) }).parse(process.env);
module.exports = { sign: (user) => jwt.sign({ user, '😀': 1 }, Buffer.from(JWT_SECRET, 'base64'), { expiresIn: '1h' }) };
new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(env.JWT_SECRET));
console.log(\`\${env.JWT_SECRET}\`);
`;

test('survives random edits', async () => {
  await javascriptAdapter.load();
  const edit = fc.tuple(
    fc.nat(sample.length),
    fc.nat(30),
    fc.string({ unit: anyCharacter, maxLength: 6 }),
  );
  fc.assert(
    fc.property(
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('a.ts', 'a.js', 'a.tsx', 'a.svelte'),
      (edits, path) => {
        let text = sample;
        for (const [at, length, added] of edits)
          text = text.slice(0, at) + added + text.slice(at + length);
        const facts = javascriptAdapter.read({ path, text, rangeOf: createRangeFinder(text) });
        for (const { at } of [...(facts.definitions ?? []), ...(facts.uses ?? [])]) {
          if (at.start < 0 || at.end > text.length || at.start > at.end) return false;
        }
        return true;
      },
    ),
    { numRuns: amount(60, 400), seed: 7 },
  );
});

// A busy machine takes several times the processor time.
describe('large files', { timeout: 300_000 }, () => {
  test.each([
    ['hand-written a.ts of megabytes', 'a.ts', handWritten, amount(150_000, 1_500_000)],
    ['minified a.js of a megabyte', 'a.js', minified, amount(150_000, 1_000_000)],
  ])('%s is read to its end', (_, path, part, length) => expectRead(path, part, length));

  test('a file is too large by its bytes, not its characters', async () => {
    const problemOf = async (text: string) => (await scanText('a.js', text))?.facts.problem?.reason;
    const call = "require('jsonwebtoken').sign({}, 'a');";
    const mega = 1024 * 1024;
    const code = (line: string, bytes: number) => line.repeat(Math.ceil((5 * mega) / bytes)) + call;
    expect(await problemOf(code('f("xxx");', 9))).toBe('too-large');
    expect(await problemOf(code('f("€€€");', 15))).toBe('too-large');
    // As many characters, of which each is a byte, are taken.
    expect(await problemOf(`"${'€'.repeat(1.6 * mega)}";${call}`)).toBeUndefined();
    // What holds nothing to read does not count.
    expect(await problemOf(`/*${' '.repeat(5 * mega)}*/${call}`)).toBeUndefined();
  });

  // Each of these takes gigabytes to parse, and tree-sitter breaks at two.
  const gigabytes = [
    ['brackets', '[{a:'],
    ['calls', 'f('],
    ['type arguments', 'a<b,'],
  ] as const;
  test.each(sampleOf(gigabytes, 1))(
    '%s are given up on, and the next file is read',
    async (_, part) => {
      const start = processorMs();
      const facts = await readSource('a.ts', part.repeat(4_900_000 / part.length));
      expect(processorMs() - start).toBeLessThan(20000);
      expect(facts.problem?.reason).toBe('parse-error');
      expect(
        (await readSource('b.ts', "import jwt from 'jsonwebtoken'; jwt.sign(a, b);")).uses,
      ).toHaveLength(1);
    },
  );

  test('one variable that is set and signed with again and again', async () => {
    const times = amount(3_000, 20_000);
    const text = `import jwt from 'jsonwebtoken'; let s; ${'s = process.env.X; jwt.sign({}, s);'.repeat(times)}`;
    const start = processorMs();
    // One more than are looked at, so that the rest is told of.
    expect((await readSource('a.js', text)).uses).toHaveLength(maxUses + 1);
    expect(processorMs() - start).toBeLessThan(amount(3_000, 6_000));
  });
});
