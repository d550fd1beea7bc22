// `keylint check`: rates one secret from standard input or a prompt without echo. Never from the command line,
// which ends up in shell histories and process lists.
import { hmacAlgorithmNames, isHmacAlgorithm } from '../../model/algorithms.ts';
import { UserError } from '../../model/errors.ts';
import type { Encoding } from '../../model/expression.ts';
import { severityOfStrength } from '../../model/severity.ts';
import type { Strength } from '../../model/strength.ts';
import { type Command, noOperands } from '../command.ts';
import type { Io } from '../io.ts';

const encodings: readonly Encoding[] = ['utf8', 'base64', 'base64url', 'hex', 'utf16', 'latin1'];

/** What a rating is asked with. */
export interface CheckOptions {
  readonly algorithm: string;
  readonly encoding: string;
  readonly format: string;
  readonly showSecrets: boolean;
  readonly wordlists: readonly string[];
  readonly projectNames: readonly string[];
}

export const command: Command = {
  options: {
    alg: {
      kind: 'text',
      value: 'name',
      choices: hmacAlgorithmNames,
      default: 'HS256',
      describe: 'Algorithm that the secret signs with',
    },
    encoding: {
      kind: 'text',
      value: 'name',
      choices: encodings,
      default: 'utf8',
      describe: 'How the library turns the text into bytes',
    },
    format: {
      kind: 'text',
      alias: 'f',
      value: 'name',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'text or json',
    },
    'project-name': {
      kind: 'list',
      value: 'name',
      describe: 'Project, company or host name that counts as guessable',
    },
    wordlist: {
      kind: 'list',
      value: 'path',
      describe: 'File with more known secrets, one a line',
    },
    'show-secrets': {
      kind: 'flag',
      describe: 'Show the pieces of the secret itself (never when CI is set)',
    },
  },
  operands: { ...noOperands, hint: 'the secret is read from standard input' },
  epilogue: 'The secret is read from standard input, or typed unseen where that is a terminal.',
  examples: [
    ['printf %s "$JWT_SECRET" | keylint check --alg HS512', 'rates the value of a variable'],
    ['keylint check', 'asks for a secret and rates it'],
  ],
  run: (args, io) =>
    runCheck(
      {
        algorithm: args.text('alg') ?? 'HS256',
        encoding: args.text('encoding') ?? 'utf8',
        format: args.text('format') ?? 'text',
        showSecrets: args.flag('show-secrets'),
        wordlists: args.list('wordlist'),
        projectNames: args.list('project-name'),
      },
      io,
    ),
};

/** Rates what `io.stdin` gives; 1 where a run would fail on it, else 0. */
export async function runCheck(options: CheckOptions, io: Io): Promise<number> {
  const { algorithm } = options;
  const encoding = encodings.find((known) => known === options.encoding);
  if (!isHmacAlgorithm(algorithm) || !encoding) {
    throw new UserError('check rates secrets of HS256, HS384 and HS512 in a known encoding.');
  }
  if (options.showSecrets && io.env.CI) {
    throw new UserError('--show-secrets is refused where CI is set: logs are kept.');
  }
  const { readWordlists } = await import('../checking/read-wordlists.ts');
  const knownSecrets = readWordlists(options.wordlists, io.cwd);
  const { readSecret } = await import('../checking/read-secret.ts');
  const text = await readSecret(io);
  const { assess } = await import('../../strength/assess.ts');
  const strength = assess(text, {
    algorithm,
    encoding,
    projectNames: options.projectNames,
    ...(knownSecrets ? { knownSecrets } : {}),
  });
  const { checkJson, describeCheck } = await import('../checking/describe-check.ts');
  const shown = options.showSecrets ? text : undefined;
  io.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(checkJson(strength, encoding), null, 2)}\n`
      : describeCheck(strength, encoding, shown),
  );
  return isWeak(strength) ? 1 : 0;
}

/** A lack of capacity that is low does not count: the secret cannot be guessed, it only falls a little short. */
function isWeak(strength: Strength): boolean {
  return strength.reason !== null && severityOfStrength(strength) !== 'low';
}
