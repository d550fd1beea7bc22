// The tests of JavaScript on its text alone: what they turn away is neither parsed nor found, so they err towards true.
import { describe, expect, test } from 'vitest';
import { isWorthReading, mayExport } from '../../../src/scan/scan.ts';

describe('worth parsing', () => {
  test.each([
    `const JWT_SECRET = 'plainly-fake';`,
    `const secret: string | undefined = 'plainly-fake';`,
    `export default { jwt: { secret: "plainly-fake" } };`,
    `module.exports = { 'token-secret': process.argv[2] };`,
    `app.set('jwtSecret', 'plainly-fake');`,
    `const config = { signingKey };\nconst signingKey ??= 'plainly-fake';`,
    `const key = options.secret || 'plainly-fake';`,
    `program.option('session-secret', { default: 'plainly-fake' });`,
    `class Keys { private accessTokenKey = 'plainly-fake'; }`,
    `const pepper = DEFAULT_PEPPER;`,
    `const key = process.env.AUTH_KEY;`,
    `export const load = registerAs('jwt', () => ({ word: 1 }));`,
    `if (!settings.jwtSecret) throw new Error('unset');`,
    `assert(config.sessionSecret);`,
    `logger.info('started', config);`,
    `console.log(JSON.stringify(process.env));`,
    `import * as sst from 'sst';\nnew sst.Secret('Word');`,
    `import { pinia } from './pinia';\nimport passport from 'passport';`,
    `const [, body] = token.split('.');`,
    `export * from './keys';`,
    `run(); // keylint: ignore[hardcoded-secret] nothing here`,
    `app.bind(Bindings.TOKEN_SECRET).to(word);`,
    `crypto.createHmac('sha256', word).update(text);`,
  ])('%s', (text) => {
    expect(isWorthReading('src/a.ts', text)).toBe(true);
  });

  test.each([
    `interface Options { secret: string; apiKey?: string }`,
    `const { apiKey } = useApiKeys({ q: word });`,
    `const onConfirm = () => props.onConfirm(word);`,
    `const t = translate(hasSecretState ? one : two);`,
    `save({ signature: form.values.signature });`,
    `import type { JwtPayload } from './types';\nexport function Page(props: JwtPayload) { return null; }`,
  ])('not: %s', (text) => {
    expect(isWorthReading('src/a.ts', text.padEnd(4_000))).toBe(false);
  });

  test('declarations hold no values', () => {
    expect(isWorthReading('src/a.d.ts', `const secret = 'x';`)).toBe(false);
  });
});

describe('may export', () => {
  const names = new Set(['Keys', 'issue']);
  const ask = (text: string): boolean => mayExport('src/a.ts', text, names);

  test.each([
    `export class Keys {}`,
    `export default abstract class Keys {}`,
    `export async function issue() {}`,
    `export function* issue() {}`,
    `export const issue = () => 1;`,
    `export const one = 1,\n  issue: () => void = two;`,
    `export const { issue } = createTokens();`,
    `export enum Keys { A = 'a' }`,
    `class Keys {}\nexport { Keys };`,
    `export { make as issue } from './make';`,
    `export type { Keys } from './keys';`,
    `exports.issue = one;`,
    `export * from './keys';`,
    `module.exports = { issue };`,
  ])('%s', (text) => {
    expect(ask(text)).toBe(true);
  });

  test.each([
    `import { Keys } from './keys';\nexport const one = new Keys();`,
    `export interface Keys { word: string }`,
    `export type Keys = { word: string };`,
    `const issue = 1;\nexport default issue;`,
  ])('not: %s', (text) => {
    expect(ask(text)).toBe(false);
  });

  test('whatever the module is asked for as a whole', () => {
    expect(mayExport('src/a.ts', 'const a = 1;', new Set(['*']))).toBe(true);
  });
});
