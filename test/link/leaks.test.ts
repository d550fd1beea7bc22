// An object that is logged holds a secret where one of its properties is one: how deep and how many are looked at.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { auditTexts } from '../helpers.ts';

const logged = rules.filter(({ id }) => id === 'logged-secret');

/** A secret below `depth` names, behind other properties of the same object. */
function program(depth: number, others: number): string {
  const above = Array.from({ length: depth - 1 }, (_, n) => `a${n}`);
  const rest = Array.from({ length: others }, (_, n) => `jwtSecret${n}: f(),`).join(' ');
  const opened = above.map((name) => `{ ${name}: `).join('');
  const object = `${opened}{ ${rest} jwtSecret: 'plainly-fake' }${' }'.repeat(above.length)}`;
  const path = ['config', ...above, 'jwtSecret'].join('.');
  return `import jwt from 'jsonwebtoken';\nconst config = ${object};\njwt.sign({}, ${path});\nconsole.log(config);\n`;
}

test.each<[string, (size: number) => string, number]>([
  ['levels', (size) => program(size, 0), 4],
  ['properties whose names tell of a secret', (size) => program(1, size - 1), 100],
])('%s', async (_, textOf, most) => {
  const count = async (size: number) => (await auditTexts({ 'a.ts': textOf(size) }, logged)).length;
  expect([await count(most), await count(most + 1)]).toEqual([1, 0]);
});

test.each<[string, number]>([
  ["console.log(require('util').inspect(process.env));", 1],
  ["console.log(require('util').types(process.env));", 0],
  ["fetch('https://host.example/path?key=' + secret);", 1],
  ["fetch('https://host.example/' + name + '?a=b&key=' + secret);", 1],
  ["fetch('https://host.example/path?' + secret);", 0],
  ["console.log('the key=' + secret.length);", 0],
  ["console.log(secret.replace(/./g, '*'));", 0],
  ["console.log(secret.replace(/.+/, '***'));", 0],
  ["console.log(secret.replace(/^./g, '*'));", 1],
  ["console.log(secret.replace(/a/g, '*'));", 1],
])('%s', async (line, expected) => {
  const text = `const jwt = require('jsonwebtoken');\nconst secret = process.env.JWT_SECRET;\n${line}\njwt.sign({}, secret);\n`;
  expect(await auditTexts({ 'src/a.js': text }, logged)).toHaveLength(expected);
});
