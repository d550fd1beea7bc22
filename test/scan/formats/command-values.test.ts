// What commands put in their place, and who runs them.
import { expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { auditTexts } from '../../helpers.ts';
import { definitionsOf, show } from './read.ts';

function made(command: string): string {
  const [definition] = definitionsOf('start.sh', `export JWT_SECRET=${command}\n`);
  const value = definition?.value;
  if (value?.kind === 'hashed') return `${value.by} of ${show(value.of)}`;
  if (value?.kind !== 'generated') return value?.kind ?? 'nothing';
  return `${value.by} ${value.isCryptographic ? (value.bytes ?? '?') : 'weak'}`;
}

test.each([
  ['$(openssl rand -hex 8)', 'openssl rand 8'],
  ['`openssl rand -base64 32`', 'openssl rand 32'],
  ['"$(openssl rand -base64 48 | tr -d \'\\n\')"', 'openssl rand 48'],
  ['$(openssl rand -hex 32 | cut -c1-16)', 'openssl rand 8'],
  ['$(openssl rand -hex 32 | head -c 64)', 'openssl rand 32'],
  ['$(head -c 16 /dev/urandom | base64)', '/dev/urandom 16'],
  ['$(dd if=/dev/urandom bs=16 count=2 2>/dev/null | base64)', 'dd 32'],
  ["$(tr -dc 'a-zA-Z0-9' </dev/urandom | head -c 20)", '/dev/urandom 14'],
  ["$(cat /dev/urandom | tr -dc 'a-z' | fold -w 64 | head -n 1)", '/dev/urandom 64'],
  ['$(xxd -l 16 -p /dev/urandom)', '/dev/urandom 16'],
  ['$(pwgen -s 16 1)', 'pwgen 11'],
  [`$(node -e "console.log(require('crypto').randomBytes(16).toString('hex'))")`, 'randomBytes 16'],
  ["$(python3 -c 'import secrets; print(secrets.token_hex(32))')", 'secrets 32'],
  ['$(date +%s | sha256sum | head -c 32)', 'date weak'],
  ['$(uuidgen)', 'uuidgen weak'],
  ['$(cat /proc/sys/kernel/random/uuid)', 'uuidgen weak'],
  ['$RANDOM', '$RANDOM weak'],
  ['${RANDOM}', '$RANDOM weak'],
  ['$(hostname)', 'hostname weak'],
  ["$(echo -n 'mysecret' | sha256sum | cut -d' ' -f1)", "sha256 of 'mysecret'"],
  ['$(echo mysecret | base64)', "base64 of 'mysecret'"],
  ['$(cat /run/secrets/jwt)', 'unknown'],
  ['$(aws ssm get-parameter --name jwt)', 'unknown'],
  ['"$(vault kv get -field=jwt secret/app)"', 'unknown'],
])('%s', (command, expected) => {
  expect(made(command)).toBe(expected);
});

test('a shell runs commands, files of variables and images do not', () => {
  const command = '"$(openssl rand -hex 32)"';
  for (const path of ['.env', '.env.production', 'config.yml', 'Dockerfile']) {
    const text = /Dockerfile/.test(path)
      ? `FROM node\nENV JWT_SECRET=${command}\n`
      : /yml/.test(path)
        ? `JWT_SECRET: ${command}\n`
        : `JWT_SECRET=${command}\n`;
    expect(definitionsOf(path, text)[0]?.value.kind, path).toBe('text');
  }
  expect(definitionsOf('.envrc', `export JWT_SECRET=${command}\n`)[0]?.value.kind).toBe(
    'generated',
  );
});

test.each(['$(openssl rand -hex 32)', '`openssl rand -hex 32`'])(
  'what dotenv leaves as it is is a placeholder: %s',
  async (value) => {
    const findings = await auditTexts({ '.env': `JWT_SECRET=${value}\n` }, rules);
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toContain(
      'placeholder-secret critical',
    );
  },
);
