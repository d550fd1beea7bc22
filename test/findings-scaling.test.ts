// A file that is full of findings takes the time of its size, from its bytes to the text that tells of them.
import { expect, test } from 'vitest';
import { amount, sampleOf } from './thorough.ts';
import { startCounting } from './work.ts';

const { growthOf } = await startCounting();
const { runTexts } = await import('./helpers.ts');
const { rules } = await import('../rules/index.ts');
const { formatNames, loadReporter } = await import('../src/report/index.ts');
const reporters = await Promise.all(formatNames.map(loadReporter));

const jwt = "const jwt = require('jsonwebtoken');\n";

function times(count: number, line: (n: number) => string, between = '\n'): string {
  // All numbers are of one length: four times as many lines are four times as much, also for what rates their texts.
  return Array.from({ length: count }, (_, n) => line(1_000 + n)).join(between);
}

const shapes: readonly (readonly [string, (count: number) => Record<string, string>])[] = [
  ['weak calls', (count) => ({ 'a.js': jwt + times(count, (n) => `jwt.sign({}, 'weak${n}');`) })],
  [
    'weak calls in one line',
    (count) => ({ 'a.js': jwt + times(count, (n) => `jwt.sign({}, 'weak${n}');`, '') }),
  ],
  [
    'classes with a key each',
    (count) => ({
      'a.js':
        jwt +
        times(
          count,
          (n) =>
            `class C${n} { constructor() { this.secret = 'weak${n}'; } t() { return jwt.sign({}, this.secret); } }`,
        ),
    }),
  ],
  [
    'weak calls of Python, and what repairs them',
    (count) => ({ 'a.py': `import jwt\n${times(count, (n) => `jwt.encode({}, 'weak${n}')`)}` }),
  ],
  [
    'one value under many names',
    (count) => ({
      'secret.yaml': `apiVersion: v1\nkind: Secret\ndata:\n${times(count, (n) => `  JWT_SECRET_${n}: c2VjcmV0`)}`,
    }),
  ],
  [
    'variables of an image',
    (count) => ({
      Dockerfile: `FROM node\n${times(count, (n) => `ENV JWT_SECRET_${n}=weak${n}`)}`,
    }),
  ],
  [
    'variables of a process',
    (count) => ({ '.env': times(count, (n) => `JWT_SECRET_${n}=weak${n}`) }),
  ],
  [
    'one value, again and again',
    (count) => ({ '.env': times(count, (n) => `JWT_SECRET_${n}=secret`) }),
  ],
  [
    'one secret, again and again',
    (count) => ({ 'a.yaml': times(count, (n) => `env${n}:\n  jwtSecret: weak${n}`) }),
  ],
  [
    'tests of where a program runs',
    (count) => ({
      'a.py': `import jwt, os\n${times(
        count,
        (n) => `if os.environ.get('ENV${n}') == 'production':\n    raise Exception('weak${n}')`,
      )}\njwt.encode({}, 'weak')\n`,
    }),
  ],
  [
    'marks that silence findings',
    (count) => ({
      'a.js': jwt + times(count, (n) => `jwt.sign({}, 'weak${n}'); // keylint: ignore for ${n}`),
    }),
  ],
];

test.each(sampleOf(shapes, 5))('%s', async (_, files) => {
  const growth = await growthOf(
    async (count) => {
      const { report } = await runTexts(files(count), rules);
      for (const render of reporters) render(report, { color: false, verbosity: 'verbose' });
    },
    amount(30, 100),
  );
  expect(growth).toBeLessThan(5);
});
