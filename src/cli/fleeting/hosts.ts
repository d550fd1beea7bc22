// Hosts of code as `keylint fleet` is told of them: where they are, and which variable holds the token for which.
import { resolve } from 'node:path';
import { createAppToken } from '../../fleet/app-token.ts';
import { type Credential, originOf, type TokenSource, webOrigin } from '../../fleet/credentials.ts';
import type { FleetOptions, HostOptions } from '../../fleet/model.ts';
import type { FoundMember } from '../../fleet/plan.ts';
import { createClient, type GithubClient } from '../../github/client.ts';
import type { Clock } from '../../github/patience.ts';
import { UserError } from '../../model/errors.ts';
import { describeUnread, readText } from '../../read/read-file.ts';
import type { Arguments } from '../command.ts';
import { howTyped } from '../files.ts';
import type { Io } from '../io.ts';
import { readVersion } from '../version.ts';

type HostContext = { readonly args: Arguments; readonly io: Io };

/** A rate limit is lifted within the hour. */
const patienceMs = 4 * 3600_000;

export const clock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
};

/** What the options say of hosts. Throws a UserError where an address is none that a token can be sent to. */
export function readHosts({ args, io }: HostContext): HostOptions {
  const githubApi = trimmed(
    args.text('api-url') ?? io.env.GITHUB_API_URL ?? 'https://api.github.com',
  );
  const gitlab = trimmed(args.text('gitlab-url') ?? 'https://gitlab.com');
  for (const url of [githubApi, gitlab]) {
    if (originOf(url) !== undefined) continue;
    throw new UserError(`${url} is no address to send a token to.`, {
      hint: 'It begins with https://.',
    });
  }
  const appId = args.text('app-id');
  return {
    githubApi,
    gitlab,
    ...(appId !== undefined && { appId }),
    isWithoutArchived: args.flag('no-archived'),
    isWithoutForks: args.flag('no-forks'),
    topics: [...args.list('topic')].sort(),
  };
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}

/** The repositories of an organisation, a user or a group. */
export async function findOnHost(
  {
    kind,
    name,
    hosts,
  }: { readonly kind: string; readonly name: string; readonly hosts: HostOptions },
  context: HostContext,
): Promise<FoundMember[]> {
  if (kind === 'github') {
    const { findOnGithub } = await import('../../fleet/sources/github.ts');
    return findOnGithub(await connect(name, hosts, context), name, hosts);
  }
  const { findOnGitlab } = await import('../../fleet/sources/gitlab.ts');
  const variable = context.args.text('gitlab-token-env') ?? 'GITLAB_TOKEN';
  const token = context.io.env[variable];
  if (!token) throw new UserError(`${variable} holds no token for GitLab.`);
  return findOnGitlab(name, { url: hosts.gitlab, token }, hosts);
}

/** A client that asks for a token before each request: one lives for an hour, a listing may wait for longer. */
export async function connect(
  owner: string,
  hosts: HostOptions,
  context: HostContext,
): Promise<GithubClient> {
  const source = githubToken(owner, hosts, context);
  const token = await source();
  if (token === undefined) {
    throw new UserError(
      `${context.args.text('token-env') ?? 'GITHUB_TOKEN'} holds no token for GitHub.`,
      {
        hint: 'Put one there that reads contents and metadata, or give --app-id and --app-key.',
      },
    );
  }
  const client = await createClient({
    token,
    apiUrl: hosts.githubApi,
    version: readVersion(),
    clock,
    patienceMs,
  });
  client.hook.before('request', async (request) => {
    request.headers.authorization = `token ${(await source()) ?? token}`;
  });
  return client;
}

/** Tokens for clones: each goes to the one host that it is for. */
export function readCredentials(
  { sources, hosts }: FleetOptions,
  context: HostContext,
): Credential[] {
  const { args, io } = context;
  const owner = sources.flatMap((source) => /^github:(.+)$/.exec(source)?.[1] ?? [])[0] ?? '';
  const github = webOrigin(hosts.githubApi);
  const gitlab = originOf(hosts.gitlab);
  return [
    ...(github === undefined
      ? []
      : [{ origin: github, user: 'x-access-token', token: githubToken(owner, hosts, context) }]),
    ...(gitlab === undefined || gitlab === github
      ? []
      : [
          {
            origin: gitlab,
            user: 'oauth2',
            token: async () => io.env[args.text('gitlab-token-env') ?? ''],
          },
        ]),
  ];
}

function githubToken(owner: string, hosts: HostOptions, { args, io }: HostContext): TokenSource {
  const { appId, githubApi: apiUrl } = hosts;
  if (appId === undefined) return async () => io.env[args.text('token-env') ?? ''] || undefined;
  const path = args.text('app-key');
  if (path === undefined) {
    throw new UserError('--app-key is missing: tokens of the App are made with it.');
  }
  const read = readText(resolve(io.cwd, path), {
    ...howTyped({ cwd: io.cwd, path }),
    limitBytes: 1 << 16,
  });
  if (!('text' in read)) {
    throw new UserError(`The key of the App ${path} cannot be read: ${describeUnread(read)}.`);
  }
  return createAppToken({ appId, key: read.text, owner, apiUrl, version: readVersion(), clock });
}

/** `50G` in bytes; `undefined`: no limit was given. */
export function readDisk(args: Arguments): number | undefined {
  const text = args.text('disk');
  if (text === undefined) return undefined;
  const [, number, unit = ''] = /^(\d{1,9})([KMGT]?)B?$/i.exec(text) ?? [];
  if (number === undefined) {
    throw new UserError(`--disk cannot be "${text}".`, { hint: 'Such as 50G or 800M.' });
  }
  return Number(number) * 1024 ** ' KMGT'.indexOf(unit.toUpperCase() || ' ');
}
