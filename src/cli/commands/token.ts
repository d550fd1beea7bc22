// `keylint token decode|verify|sign`: tokens in hand. The token, the claims and the key come from standard input, files
// and variables; nothing secret is an argument.
import { hmacAlgorithms, isHmacAlgorithm } from '../../model/algorithms.ts';
import { UserError } from '../../model/errors.ts';
import { toSafeJson, visible } from '../../report/escape.ts';
import type { Arguments, Command } from '../command.ts';
import type { Io } from '../io.ts';
import { readInput, readKeyText } from '../token/inputs.ts';
import { asymmetricNames, hmacNames, type Key, secretEncodings, toKey } from '../token/key.ts';
import { type ReadToken, readTime, readToken } from '../token/read-token.ts';
import { judge } from '../token/verify.ts';

const actions = ['decode', 'verify', 'sign'];

export const command: Command = {
  options: {
    file: {
      kind: 'text',
      value: 'path',
      describe: 'File with the token, or with the claims to sign',
    },
    'secret-env': { kind: 'text', value: 'NAME', describe: 'Variable that holds the key' },
    'secret-file': {
      kind: 'text',
      value: 'path',
      describe: 'File with the key: a secret, PEM or JWK',
    },
    alg: {
      kind: 'text',
      value: 'name',
      choices: [...hmacNames, ...asymmetricNames],
      default: 'HS256',
      describe: 'The one algorithm that is allowed, whatever the token names',
    },
    encoding: {
      kind: 'text',
      value: 'name',
      choices: secretEncodings,
      default: 'utf8',
      describe: 'How the text of a secret becomes bytes',
    },
    audience: { kind: 'text', value: 'name', describe: 'verify: the audience it has to be for' },
    issuer: { kind: 'text', value: 'name', describe: 'verify: who has to have made it' },
    'clock-tolerance': {
      kind: 'number',
      value: 'seconds',
      default: '0',
      describe: 'verify: how far clocks may be apart',
    },
    'expires-in': {
      kind: 'text',
      value: 'duration',
      default: '5m',
      describe: 'sign: how long it lives: 30s, 5m, 1h, 1d',
    },
    format: {
      kind: 'text',
      alias: 'f',
      value: 'name',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'text or json',
    },
  },
  operands: {
    usage: 'decode|verify|sign',
    min: 1,
    max: 1,
    hint: 'the token is read from standard input, or from --file',
  },
  examples: [
    ['keylint token decode < token.txt', 'header and claims, times read out; nothing is verified'],
    ['keylint token verify --secret-env JWT_SECRET < token.txt', 'valid, expired, wrong key ...'],
    [`echo '{"sub":"1"}' | keylint token sign --secret-env JWT_SECRET`, 'a token for a test'],
  ],
  epilogue:
    'Exit codes: 0 decoded, valid or signed, 1 not valid, 2 could not do what was asked. Tokens and keys are never arguments: those are seen by everybody on the machine.',
  async run(args, io) {
    switch (args.operands[0]) {
      case 'decode':
        return decode(args, io);
      case 'verify':
        return verify(args, io);
      case 'sign':
        return sign(args, io);
      default:
        // It may be the token: it is not repeated.
        throw new UserError(`keylint token does one of: ${actions.join(', ')}.`, {
          hint: 'The token itself is read from standard input, or from --file.',
        });
    }
  },
};

async function decode(args: Arguments, io: Io): Promise<number> {
  const read = readToken(await readInput(io, args.text('file'), 'token'));
  const now = Date.now() / 1000;
  if (args.text('format') === 'json') {
    const { header, claims } = read;
    io.stdout.write(`${toSafeJson({ verified: false, header, claims: claims ?? null })}\n`);
  } else
    io.stdout.write(`${describe(read, now).join('\n')}\nNot verified: anybody can write this.\n`);
  return 0;
}

/** Header and claims line by line, times in words. */
function describe({ header, claims, isSigned }: ReadToken, now: number): string[] {
  const lines = (part: Readonly<Record<string, unknown>>): string[] =>
    Object.entries(part).map(([name, value]) => {
      const time = readTime(name, value, now);
      const shown = visible(JSON.stringify(value));
      return `  ${visible(name)}: ${shown}${time === undefined ? '' : `  (${time})`}`;
    });
  const unsigned = claims !== undefined && !isSigned ? ['It has no signature.'] : [];
  return [
    'Header',
    ...lines(header),
    ...(claims ? ['Claims', ...lines(claims)] : ['It is encrypted: its claims cannot be read.']),
    ...unsigned,
  ];
}

async function verify(args: Arguments, io: Io): Promise<number> {
  if (args.has('file') || !io.stdin.isTTY) requireKey(args, io);
  const token = (await readInput(io, args.text('file'), 'token')).replace(/^Bearer\s+/i, '');
  const read = readToken(token);
  const { key, algorithm } = await keyOf(args, io, false);
  const judged = await judge({
    token,
    read,
    key,
    algorithm,
    audience: args.text('audience'),
    issuer: args.text('issuer'),
    toleranceSeconds: args.number('clock-tolerance') ?? 0,
    now: new Date(),
  });
  if (args.text('format') === 'json') io.stdout.write(`${toSafeJson(judged)}\n`);
  else io.stdout.write(`${judged.verdict}: ${judged.words}\n`);
  return judged.verdict === 'valid' ? 0 : 1;
}

/** Without a terminal nobody can be asked: that is said before anything is read. */
function requireKey(args: Arguments, io: Io): void {
  if (args.has('secret-env') || args.has('secret-file') || io.stdin.isTTY) return;
  throw new UserError('There is no key to work with.', {
    hint: 'Name where it is: --secret-env JWT_SECRET, or --secret-file key.pem',
  });
}

async function keyOf(
  args: Arguments,
  io: Io,
  isForSigning: boolean,
): Promise<{ readonly key: Key; readonly algorithm: string }> {
  const algorithm = args.text('alg') ?? 'HS256';
  const encoding = secretEncodings.find((name) => name === args.text('encoding')) ?? 'utf8';
  const text = await readKeyText(io, {
    env: args.text('secret-env'),
    file: args.text('secret-file'),
  });
  const key = await toKey({ text, algorithm, encoding, isForSigning });
  const needed = isHmacAlgorithm(algorithm) ? hmacAlgorithms[algorithm].minBytes : 0;
  if (key.bytes !== undefined && key.bytes < needed) {
    io.stderr.write(
      `keylint: the secret is ${key.bytes} bytes; ${algorithm} needs ${needed} (keylint generate --alg ${algorithm})\n`,
    );
  }
  return { key, algorithm };
}

async function sign(args: Arguments, io: Io): Promise<number> {
  requireKey(args, io);
  const seconds = readDuration(args.text('expires-in') ?? '');
  const claims = readClaims(await readInput(io, args.text('file'), 'claims'));
  const { key, algorithm } = await keyOf(args, io, true);
  const { SignJWT } = await import('jose');
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ iat: now, exp: now + seconds, ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .sign(key.key)
    .catch(() => {
      throw new UserError(`The key does not fit ${algorithm}.`);
    });
  const out = args.text('format') === 'json' ? toSafeJson({ token }) : token;
  io.stdout.write(`${out}\n`);
  return 0;
}

function readClaims(text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new UserError('The claims are no JSON object.', { hint: 'For one: {"sub":"1"}' });
  }
  // The cast: an object has named members of any kind.
  return parsed as Record<string, unknown>;
}

const lengths = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

function readDuration(text: string): number {
  const match = /^([1-9]\d{0,8})([smhd])$/.exec(text);
  if (!match) throw new UserError('--expires-in takes a duration: 30s, 5m, 1h, 1d.');
  // The cast: the pattern allows no other letter.
  return Number(match[1]) * lengths[match[2] as keyof typeof lengths];
}
