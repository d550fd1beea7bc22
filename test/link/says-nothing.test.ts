// Which files wait until something leads there: by what they say, not by the words that stand in them.
import { describe, expect, test } from 'vitest';
import { saysNothing } from '../../src/link/says-nothing.ts';
import { scanText } from '../../src/scan/scan.ts';

const says = async (path: string, text: string): Promise<boolean> => {
  const result = await scanText(path, text, { isDemanded: true });
  if (!result) throw new Error('nobody reads that');
  return !saysNothing(result.facts);
};

const key = '-----BEGIN PRIVATE KEY-----\\nplainly-fake-plainly-fake-plainly-fake-plainly-fake\\n';

describe('a file is linked that', () => {
  test.each<[what: string, path: string, text: string]>([
    ['sets a secret', 'a.ts', "export const jwtSecret = 'plainly-fake-1';"],
    ['sets one in an object', 'a.ts', "export default { jwt: { secret: 'plainly-fake-1' } };"],
    ['sets one in what a function gives', 'a.ts', "export default () => ({ jwtSecret: 'a' });"],
    [
      'passes one on',
      'a.ts',
      "import { config, make } from './b';\nexport const signer = make(config.jwtSecret);",
    ],
    ['passes one on by its name', 'a.py', 'signer = make(secret_key=given)'],
    ['reads one', 'a.ts', 'export const first = process.env.JWT_SECRET;'],
    ['reads what may be one', 'a.ts', "export const first = process.env.SIGN_IN_KEY ?? 'plain';"],
    ['reads one from settings', 'A.java', 'class A { @Value("${jwt.secret:abc}") String first; }'],
    ['signs', 'a.ts', "import jwt from 'jsonwebtoken';\njwt.sign({}, first);"],
    ['writes one out', 'a.ts', 'console.log(process.env.JWT_SECRET);'],
    [
      'stops without one',
      'a.ts',
      "if (!process.env.JWT_SECRET) throw new Error('JWT_SECRET is not set');",
    ],
    ['holds a private key', 'a.ts', `export const pem = '${key}';`],
    ['holds a mark of ours', 'a.ts', '// keylint: ignore[weak-secret] plainly fake\nf();'],
    ['sets variables', '.env', 'PORT=3000'],
    ['sets settings', 'a.yaml', 'name: web'],
  ])('%s: %s', async (_, path, text) => {
    expect(await says(path, text)).toBe(true);
  });
});

describe('a file waits that', () => {
  test.each<[what: string, path: string, text: string]>([
    ['speaks of secrets', 'a.ts', "// the secret of jwt\nexport const title = 'Your secret';"],
    ['asks for a secret', 'a.ts', "export const label = t('jwt-secret.label');"],
    ['has keys of other kinds', 'a.ts', "export const keys = { primary_key: 'id' };"],
    ['reads other variables', 'a.ts', 'export const port = process.env.PORT ?? 3000;'],
    ['names a method after secrets', 'a.go', 'package a\nfunc listSecrets() error { return nil }'],
    ['is a schema', 'a.ts', "export const user = { name: 'string', cacheKey: 'string' };"],
  ])('%s: %s', async (_, path, text) => {
    expect(await says(path, text)).toBe(false);
  });
});
