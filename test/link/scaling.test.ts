// Linking is linear: whatever a project repeats, four times as much of it is four times the work.
import { expect, test } from 'vitest';
import { amount, sampleOf } from '../thorough.ts';
import { startCounting } from '../work.ts';

const { growthOf, workOf } = await startCounting();
const { runTexts } = await import('../helpers.ts');

const jwt = "import jwt from 'jsonwebtoken';\n";

function times(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join('\n');
}

const shapes: readonly (readonly [string, (count: number) => Record<string, string>])[] = [
  [
    'a variable that is set and signed with, again and again',
    (count) => ({
      'a.ts': `${jwt}let s;\n${times(count, () => 's = process.env.X; jwt.sign({}, s);')}`,
    }),
  ],
  [
    'the same in a function',
    (count) => ({
      'a.ts': `${jwt}function f() { let s;\n${times(count, () => 's = process.env.X; jwt.sign({}, s);')} }`,
    }),
  ],
  [
    'a property that is set and signed with',
    (count) => ({
      'a.ts': `${jwt}const c = {};\n${times(count, () => 'c.s = process.env.X; jwt.sign({}, c.s);')}`,
    }),
  ],
  [
    'a payload that is set and signed',
    (count) => ({
      'a.ts': `${jwt}let p;\n${times(count, (n) => `p = { id: ${n} }; jwt.sign(p, process.env.X);`)}`,
    }),
  ],
  [
    'a wrapper for each key',
    (count) => ({
      'a.ts': `${jwt}${times(count, (n) => `function f${n}(k) { jwt.sign({}, k); } f${n}('plainly-fake-${n}');`)}`,
    }),
  ],
  [
    'wrappers that another file calls through a barrel',
    (count) => ({
      'a.ts': `${jwt}${times(count, (n) => `export function f${n}(k) { jwt.sign({}, k); }`)}`,
      'index.ts': "export * from './a';",
      'b.ts': `import { ${times(count, (n) => `f${n},`)} } from './index';\n${times(count, (n) => `f${n}('plainly-fake-${n}');`)}`,
    }),
  ],
  [
    'a file of constants and its users',
    (count) => ({
      'keys.ts': times(count, (n) => `export const k${n} = 'plainly-fake-${n}';`),
      'b.ts': `${jwt}import { ${times(count, (n) => `k${n},`)} } from './keys';\n${times(count, (n) => `jwt.sign({}, k${n});`)}`,
    }),
  ],
  [
    'lines that set a variable, and calls that read it',
    (count) => ({
      '.env': times(count, (n) => `JWT_SECRET=plainly-fake-${n}`),
      'a.ts': `${jwt}${times(count, () => 'jwt.sign({}, process.env.JWT_SECRET);')}`,
    }),
  ],
  [
    'instances with a key, and calls that name none',
    (count) => ({
      'a.ts': `import { JwtModule, JwtService } from '@nestjs/jwt';\nclass A { constructor(private jwt: JwtService) {}\n${times(count, (n) => `f${n}() { return this.jwt.sign({}); }`)} }\n${times(count, (n) => `JwtModule.register({ secret: 'plainly-fake-${n}' });`)}`,
    }),
  ],
  [
    'values of one variable, and HMACs made with it',
    (count) => ({
      '.env': times(count, (n) => `SOME_VALUE=plainly-fake-${n}`),
      'a.ts': `import { createHmac } from 'crypto';\n${times(count, () => "createHmac('sha256', process.env.SOME_VALUE);")}`,
    }),
  ],
];

test.each(sampleOf(shapes, 5))('%s', async (_, files) => {
  const growth = await growthOf((count) => runTexts(files(count), []), amount(100, 200));
  expect(growth).toBeLessThan(5);
});

test('names in circles that each add a step to the path', async () => {
  // Of a random program (test/soak/programs.soak.ts), which took 780,000.
  const files = {
    'a.js': [
      "import { d0 } from './b'; import jwt from 'jsonwebtoken';",
      'export const d1 = x ? d1.key : d2.secret.key; export const d2 = x ? d4.key : d3.secret.key;',
      'export const d3 = x ? d1 : d3; export const d4 = x ? d4 : d2;',
      'd4({ id: 1 }, d4.secret, d2); console.log(d0);',
    ].join('\n'),
    'b.js': [
      "import { d1, d2 } from './a'; import jwt from 'jsonwebtoken';",
      'const { key: d0 = d1 } = d2; export { d0 };',
      'jwt.sign({ ...d2 }, d0, d1); jwt.verify(t, d2.key, d0);',
    ].join('\n'),
  };
  await runTexts({ 'a.js': "jwt.sign({}, 'x')" }, []);
  expect(await workOf(() => runTexts(files, []))).toBeLessThan(300_000);
});

test('entries that refer to a name which each of their files sets', async () => {
  const files = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n): [string, string] => [
        `d${n}/.env`,
        'A0=true\nJWT_SECRET=${A0}\n',
      ]),
    );
  expect(await growthOf((count) => runTexts(files(count), []), 100)).toBeLessThan(5);
});

test.each<[string, (n: number, count: number) => Readonly<Record<string, string>>]>([
  [
    'modules that take their key from two others each',
    (n, count) => ({
      [`s${n}.ts`]: `${jwt}import { k } from './s${(n * 7 + 1) % count}';\nimport { k as j } from './s${(n * 13 + 5) % count}';\nexport const secret = x ? k : j;\nexport { secret as k };\njwt.sign({}, secret);\n`,
    }),
  ],
  [
    'files of a package whose constants are made of each other',
    (n, count) => ({
      [`p/f${n}.go`]: `package p\nimport "github.com/golang-jwt/jwt/v5"\nvar k${n} = k${(n * 7 + 1) % count} + k${(n * 3 + 2) % count}\nfunc f${n}(t *jwt.Token) { t.SignedString([]byte(k${n})) }\n`,
    }),
  ],
])('%s', async (_, file) => {
  const files = (count: number) =>
    Object.assign({}, ...Array.from({ length: count }, (__, n) => file(n, count)));
  expect(await growthOf((count) => runTexts(files(count), []), 100)).toBeLessThan(5);
});

test('a name that no module has, and that all pass on in circles', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, n): [string, string] => [
      `m${n}.js`,
      `${jwt}${[1, 5, 7].map((step) => `export * from './m${(n + step) % 12}';`).join('\n')}\njwt.sign({}, key${n});`,
    ]),
  );
  await runTexts({ 'a.js': "jwt.sign({}, 'x')" }, []);
  // 138,000 where each step asks for a second name as well, 213,000 where each module asks anew.
  expect(await workOf(() => runTexts(files, []))).toBeLessThan(110_000);
});
