// Every random key is seen as one, whatever format it stands in and whatever it looks like by chance: a path, a
// reference, the name of a variable.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { runTexts } from '../../helpers.ts';

const count = 200;

/** The same keys in each run; enough of them begin with `/` and hold another one, or end in `/`. */
function keysOf(form: 'base64' | 'base64url' | 'hex', bytes: number): readonly string[] {
  const keys: string[] = [];
  for (let number = 0; keys.length < count; number++) {
    const digest = createHash('sha512').update(`${form} ${bytes} ${number}`).digest();
    const key = digest.subarray(0, bytes).toString(form);
    // Half of them with what trips readers up at the beginning.
    if (keys.length * 2 < count && form === 'base64' && !/^[/+].*\//.test(key)) continue;
    keys.push(key);
  }
  return keys;
}

const layouts: Readonly<Record<string, (keys: readonly string[]) => string>> = {
  '.env': (keys) => keys.map((key, at) => `JWT_SECRET_${at}=${key}\n`).join(''),
  'config/auth.yml': (keys) => `jwt:\n${keys.map((key, at) => `  secret${at}: ${key}\n`).join('')}`,
  'config/auth.json': (keys) =>
    JSON.stringify({ jwt: Object.fromEntries(keys.map((key, at) => [`secret${at}`, key])) }),
  'config/auth.toml': (keys) =>
    `[jwt]\n${keys.map((key, at) => `secret${at} = "${key}"\n`).join('')}`,
  'application.properties': (keys) => keys.map((key, at) => `jwt.secret${at}=${key}\n`).join(''),
  'conf/auth.ini': (keys) => `[jwt]\n${keys.map((key, at) => `secret${at} = ${key}\n`).join('')}`,
  'main.tf': (keys) =>
    `locals {\n${keys.map((key, at) => `  jwt_secret_${at} = "${key}"\n`).join('')}}\n`,
  'docker-compose.yml': (keys) =>
    `services:\n  a:\n    environment:\n${keys.map((key, at) => `      JWT_SECRET_${at}: ${key}\n`).join('')}`,
  'start.sh': (keys) => keys.map((key, at) => `export JWT_SECRET_${at}=${key}\n`).join(''),
  Dockerfile: (keys) => keys.map((key, at) => `ENV JWT_SECRET_${at}=${key}\n`).join(''),
};

const forms = [
  ['base64', 32],
  ['base64', 48],
  ['base64', 24],
  ['base64url', 32],
  ['hex', 32],
] as const;

test.each(Object.keys(layouts))('%s', async (path) => {
  for (const [form, bytes] of forms) {
    const keys = keysOf(form, bytes);
    const { project } = await runTexts({ [path]: layouts[path]?.(keys) ?? '' }, []);
    const seen = new Set(project.secrets.flatMap(({ values }) => values.map(({ text }) => text)));
    expect(keys.filter((key) => !seen.has(key)).length, `${form} ${bytes}`).toBe(0);
  }
});
