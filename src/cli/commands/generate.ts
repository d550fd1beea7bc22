// `keylint generate`: secrets of the length an algorithm needs, and key pairs for teams that should not share one.
import { type HmacAlgorithm, hmacAlgorithmNames, isHmacAlgorithm } from '../../model/algorithms.ts';
import { UserError } from '../../model/errors.ts';
import { type Command, noOperands } from '../command.ts';
import type { Io } from '../io.ts';

/** What is asked for. */
export interface GenerateOptions {
  readonly algorithm: string;
  /** Absent: base64url for secrets, PEM for key pairs. */
  readonly format: string | undefined;
  readonly count: number;
  readonly bytes: number | undefined;
  readonly envName: string | undefined;
  /** The .env file to put it in, seen from the working directory. */
  readonly write: string | undefined;
  readonly force: boolean;
}

const pairNames = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

export const command: Command = {
  options: {
    alg: {
      kind: 'text',
      value: 'name',
      choices: [...hmacAlgorithmNames, ...pairNames, 'EdDSA'],
      default: 'HS256',
      describe: 'Algorithm the secret is for: HS* give a secret, the others a key pair',
    },
    format: {
      kind: 'text',
      alias: 'f',
      value: 'name',
      choices: ['hex', 'base64', 'base64url', 'jwk', 'pem'],
      describe: 'base64url unless told otherwise; pem or jwk for key pairs',
    },
    bytes: {
      kind: 'number',
      value: 'n',
      describe: 'Random bytes; never less than the algorithm needs',
    },
    count: { kind: 'number', value: 'n', default: '1', describe: 'How many to make' },
    'env-name': { kind: 'text', value: 'NAME', describe: 'Print NAME=value lines' },
    write: {
      kind: 'text',
      value: 'path',
      describe: 'Put it into this .env file instead of printing it (needs --env-name)',
    },
    force: { kind: 'flag', describe: 'With --write: replace a value that is there already' },
  },
  operands: noOperands,
  epilogue: `The same 32 bytes without keylint (HS384 needs 48, HS512 64):
  openssl     openssl rand -base64 32
  node        node -p "crypto.randomBytes(32).toString('base64url')"
  python      python3 -c "import secrets; print(secrets.token_urlsafe(32))"
  PowerShell  [Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(32))`,
  examples: [
    ['keylint generate --alg HS512', 'prints 64 random bytes in base64url'],
    ['keylint generate --env-name JWT_SECRET --write .env', 'puts a secret into .env unseen'],
    ['keylint generate --alg ES256 --format jwk', 'prints a key pair as two JWKs'],
  ],
  run: (args, io) =>
    runGenerate(
      {
        algorithm: args.text('alg') ?? 'HS256',
        format: args.text('format'),
        count: args.number('count') ?? 1,
        bytes: args.number('bytes'),
        envName: args.text('env-name'),
        write: args.text('write'),
        force: args.flag('force'),
      },
      io,
    ),
};

/** A name with its value, ready to print or to put into a file. */
interface Made {
  readonly name: string | undefined;
  readonly text: string;
}

const mostAtOnce = 10_000;

/** Prints to `io.stdout` or writes the file; always 0. Throws a UserError for what cannot be made. */
export async function runGenerate(options: GenerateOptions, io: Io): Promise<number> {
  const { count, envName, write } = options;
  if (!Number.isInteger(count) || count < 1 || count > mostAtOnce) {
    throw new UserError(`--count takes a whole number from 1 to ${mostAtOnce}.`);
  }
  if (envName !== undefined && !/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(envName)) {
    throw new UserError('--env-name takes letters, digits and underscores, and no digit first.');
  }
  if (write !== undefined && (envName === undefined || count !== 1)) {
    throw new UserError('--write needs --env-name, and makes one secret at a time.');
  }
  const made: Made[] = [];
  for (let i = 0; i < count; i++) made.push(...(await make(options)));
  if (write === undefined) {
    for (const { name, text } of made) {
      io.stdout.write(name === undefined ? `${text}\n` : `${name}=${quoted(text)}\n`);
    }
    return 0;
  }
  const { putIntoEnvFile } = await import('../generating/put-into-env-file.ts');
  const entries = made.map(({ name, text }) => ({ name: name ?? '', value: quoted(text) }));
  const { isNew } = putIntoEnvFile(io, write, entries, options.force);
  const names = entries.map(({ name }) => name).join(' and ');
  io.stderr.write(
    `${isNew ? 'Wrote' : 'Put'} ${names} ${isNew ? 'to the new file' : 'into'} ${write}.\n`,
  );
  return 0;
}

async function make(options: GenerateOptions): Promise<readonly Made[]> {
  const { algorithm, envName } = options;
  if (isHmacAlgorithm(algorithm))
    return [{ name: envName, text: await makeSecret(algorithm, options) }];
  const { generateKeyPair, isKeyPairAlgorithm } = await import('../../strength/generate.ts');
  const format = options.format ?? 'pem';
  if (!isKeyPairAlgorithm(algorithm)) throw new UserError(`There is no algorithm ${algorithm}.`);
  if (format !== 'pem' && format !== 'jwk') {
    throw new UserError(`A key pair for ${algorithm} is written as pem or jwk, not ${format}.`);
  }
  if (options.bytes !== undefined) {
    throw new UserError(`--bytes is for secrets; the keys of ${algorithm} have their own length.`);
  }
  const { privateKey, publicKey } = generateKeyPair(algorithm, format);
  return [
    { name: envName && `${envName}_PRIVATE_KEY`, text: privateKey },
    { name: envName && `${envName}_PUBLIC_KEY`, text: publicKey },
  ];
}

async function makeSecret(algorithm: HmacAlgorithm, { format, bytes }: GenerateOptions) {
  const { generateSecret } = await import('../../strength/generate.ts');
  const wanted = format ?? 'base64url';
  if (wanted !== 'hex' && wanted !== 'base64' && wanted !== 'base64url' && wanted !== 'jwk') {
    throw new UserError(`A secret for ${algorithm} is written as hex, base64, base64url or jwk.`);
  }
  const length = bytes === undefined ? {} : { bytes };
  return generateSecret({ algorithm, format: wanted, ...length }).text;
}

/** As a .env file needs it: line ends as `\n` in double quotes, JSON in single quotes, all else as it is. */
function quoted(text: string): string {
  if (text.includes('\n')) return `"${text.replaceAll('\n', '\\n')}"`;
  return text.startsWith('{') ? `'${text}'` : text;
}
