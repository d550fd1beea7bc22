// Gets the commits of a task from its hosts: a bare clone each, forks with what they share kept once. Nothing of a
// repository runs - no checkout, filter, hook or submodule - and no token is in an argument, an address or a file.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, findGit, gitEnvironment } from '../input/git-environment.ts';
import { UserError } from '../model/errors.ts';
import { makePrivateDirectory, removeDirectory } from '../write/own-directory.ts';
import type { Placed, PreparedTask } from './children.ts';
import { type Credential, credentialFor, headerSettings } from './credentials.ts';
import type { Task } from './model.ts';

export interface ClonerOptions {
  /** Directory of ours for clones. */
  readonly directory: string;
  readonly credentials: readonly Credential[];
  readonly env: Environment;
  /** Bytes that clones may take together; `undefined`: as many as there are. */
  readonly diskBytes?: number | undefined;
  /** Waits; tests do not. */
  readonly sleep?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** More at once are taken for an attack by some hosts. */
const mostAHost = 4;
const mostTries = 6;
const firstWaitMs = 1_000;
const longestWaitMs = 120_000;
/** A clone that gets nothing for so long is begun again. */
const stalledSeconds = 60;

/**
 * How git may reach a repository. Addresses come from hosts and through queues: `ext::` would start a program of
 * theirs, `file://` would read a repository of this machine.
 */
const fetchable = /^(https?|ssh):\/\//i;

/** Prepares tasks whose repositories are elsewhere. */
export function createCloner(
  options: ClonerOptions,
): (task: Task, signal: AbortSignal) => Promise<PreparedTask> {
  const hosts = new Map<string, Gate>();
  const disk = createDisk(options.diskBytes);
  const gateOf = (url: string): Gate => {
    const host = /^[a-z]+:\/\/([^/]*)/i.exec(url)?.[1]?.replace(/^.*@/, '') ?? '';
    const gate = hosts.get(host) ?? createGate(mostAHost);
    hosts.set(host, gate);
    return gate;
  };
  return async (task, signal) => {
    const directory = join(options.directory, task.id);
    removeDirectory(directory);
    const room = await disk.take(task.weight * 1024, signal);
    const done = (): void => {
      removeDirectory(directory);
      room.free();
    };
    try {
      makePrivateDirectory(directory);
      const places: Placed[] = [];
      for (const [index, { location }] of task.members.entries()) {
        if (location.kind === 'directory') {
          places.push({ directory: location.path, rev: 'HEAD' });
          continue;
        }
        const path = join(directory, `${index}.git`);
        const clone = { url: location.url, path, lender: lenderOf(places) };
        const pass = (): Promise<void> =>
          gateOf(location.url).pass(() => cloneWithPatience(clone, options, signal), signal);
        places.push(await placeOrReason(pass, path));
      }
      refuseEmpty(places);
      room.resize(sizeOf(directory));
      return { places, done };
    } catch (error) {
      done();
      throw error;
    }
  };
}

function lenderOf(places: readonly Placed[]): string | undefined {
  return places.flatMap((place) => ('directory' in place ? place.directory : []))[0];
}

/** One fork that is gone is no reason to leave its whole network out. */
async function placeOrReason(clone: () => Promise<void>, path: string): Promise<Placed> {
  try {
    await clone();
    return { directory: path, rev: 'HEAD' };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { reason: error.message };
  }
}

function refuseEmpty(places: readonly Placed[]): void {
  const [first] = places;
  if (first && 'reason' in first && places.every((place) => 'reason' in place)) {
    throw new UserError(first.reason);
  }
}

interface Clone {
  readonly url: string;
  readonly path: string;
  /** A clone of the same network, whose objects need not come again. */
  readonly lender: string | undefined;
}

/** A host that refuses is asked later, each time later than before, and never by all workers at the same moment. */
async function cloneWithPatience(
  clone: Clone,
  options: ClonerOptions,
  signal: AbortSignal,
): Promise<void> {
  if (!fetchable.test(clone.url)) throw new UserError(unfetchable.reason);
  const credential = credentialFor(clone.url, options.credentials);
  let isRefused = false;
  let isMoved = false;
  for (let tries = 1; ; tries++) {
    removeDirectory(clone.path);
    const token = isMoved ? undefined : await credential?.token(isRefused);
    const complaint = await runClone(
      clone,
      credential && token ? headerSettings(credential, token) : [],
      options,
      signal,
    );
    if (complaint === undefined) return;
    signal.throwIfAborted();
    const verdict = judge(complaint);
    // Where it leads nobody knows: whoever has a token stays, and asks once more without it.
    if (verdict.kind === 'moved' && !isMoved) {
      isMoved = true;
      continue;
    }
    if (isMoved && verdict.kind === 'refused') throw new UserError(movedAway.reason);
    // A token that has run out is asked for anew, once in a row.
    const isLastTry =
      tries === mostTries || (verdict.kind === 'refused' && (isRefused || !credential));
    if (verdict.kind === 'final' || isLastTry) throw new UserError(verdict.reason);
    isRefused = verdict.kind === 'refused';
    if (isRefused) continue;
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - 1));
    await (options.sleep ?? sleep)(wait / 2 + randomInt(Math.ceil(wait / 2)), signal);
  }
}

type Verdict = { readonly kind: 'later' | 'refused' | 'moved' | 'final'; readonly reason: string };

const movedAway: Verdict = {
  kind: 'moved',
  reason: 'its host says that it has moved: name its new address',
};

const unfetchable: Verdict = {
  kind: 'final',
  reason: 'its address is of a kind that is not fetched from',
};

/** What git's complaint means, in our words: its own may quote an address or a banner. */
export function judge(complaint: string): Verdict {
  const has = (pattern: RegExp): boolean => pattern.test(complaint);
  if (has(/error: 429|HTTP 429|too many requests/i))
    return { kind: 'later', reason: 'its host refuses for the number of requests (429)' };
  if (has(/error: 30\d|HTTP 30\d/i)) return movedAway;
  if (has(/error: 5\d\d|HTTP 5\d\d/i))
    return { kind: 'later', reason: 'its host is in trouble (5xx)' };
  if (
    has(
      /error: 401|HTTP 401|Authentication failed|could not read (?:Username|Password)|terminal prompts disabled/i,
    )
  ) {
    return { kind: 'refused', reason: 'its host does not take the token, or wants one' };
  }
  if (has(/error: 403|HTTP 403/i)) return { kind: 'later', reason: 'its host refuses (403)' };
  if (has(/error: 404|HTTP 404|not found|does not (?:exist|appear to be a git repository)/i)) {
    return { kind: 'final', reason: 'its host does not know it, or not for this token (404)' };
  }
  if (has(/No space left on device/i))
    return { kind: 'later', reason: 'there is no space left on the device' };
  if (has(/transport '.*' not allowed/i)) return unfetchable;
  if (has(/Permission denied|Host key verification failed/i))
    return { kind: 'final', reason: 'its host refuses the key of ssh, or is not known to it' };
  if (
    has(
      /early EOF|RPC failed|hung up|timed out|Operation too slow|Connection|resolve host|unexpected disconnect|index-pack failed|invalid index-pack/i,
    )
  ) {
    return { kind: 'later', reason: 'the connection to its host was lost' };
  }
  return { kind: 'later', reason: 'git could not fetch it' };
}

/** `undefined`: it is there; else what git complained of. */
function runClone(
  { url, path, lender }: Clone,
  secretSettings: readonly (readonly [string, string])[],
  { env }: ClonerOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const scheme = fetchable.exec(url)?.[1]?.toLowerCase() ?? 'https';
  const settings: readonly (readonly [string, string])[] = [
    ['protocol.allow', 'never'],
    [`protocol.${scheme}.allow`, 'always'],
    ['credential.helper', ''],
    ['core.askPass', ''],
    ['http.lowSpeedLimit', '1000'],
    ['http.lowSpeedTime', String(stalledSeconds)],
    ['transfer.fsckObjects', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    // Git takes its headers along to wherever it is sent, and a token is for one host.
    ...(secretSettings.length > 0 ? ([['http.followRedirects', 'false']] as const) : []),
    ...secretSettings,
  ];
  const args = [
    'clone',
    '--bare',
    '--quiet',
    '--template=',
    ...(lender === undefined ? [] : [`--reference=${lender}`]),
    '--',
    url,
    path,
  ];
  return new Promise((resolve) => {
    const child = spawn(findGit(env) ?? 'git', args, {
      env: cloneEnvironment(env, settings, scheme),
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      signal,
      killSignal: 'SIGKILL',
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 16_384) complaint += chunk.toString('latin1');
    });
    child.on('error', () => resolve('git could not be started'));
    child.on('close', (code) => resolve(code === 0 ? undefined : complaint || 'git ended'));
  });
}

/** Settings travel in variables: what is an argument is read by everybody on the machine. */
function cloneEnvironment(
  env: Environment,
  settings: readonly (readonly [string, string])[],
  scheme: string,
): Record<string, string> {
  const numbered = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  const forSsh = scheme === 'ssh' ? ['HOME', 'SSH_AUTH_SOCK', 'USER'] : [];
  // A company's own certificates and proxies are how hosts are reached at all.
  const forHttp = [
    'HTTPS_PROXY',
    'https_proxy',
    'NO_PROXY',
    'no_proxy',
    'GIT_SSL_CAINFO',
    'SSL_CERT_FILE',
  ];
  const kept = [...forSsh, ...forHttp].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...gitEnvironment(env),
    ...Object.fromEntries(kept),
    GIT_ALLOW_PROTOCOL: scheme,
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(numbered),
  };
}

interface Gate {
  pass<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** Lets so many through at once, in the order they came. */
function createGate(most: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    async pass(act, signal) {
      if (inside >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside++;
      try {
        signal.throwIfAborted();
        return await act();
      } finally {
        // Whoever is next takes the place over.
        const next = waiting.shift();
        if (next) next();
        else inside--;
      }
    },
  };
}

interface Room {
  resize(bytes: number): void;
  free(): void;
}

/** Keeps clones within a budget: one that needs more than all of it waits until it is alone. */
function createDisk(budget: number | undefined) {
  let used = 0;
  let holders = 0;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const all = waiting;
    waiting = [];
    for (const one of all) one();
  };
  return {
    async take(estimate: number, signal: AbortSignal): Promise<Room> {
      while (budget !== undefined && holders > 0 && used + estimate > budget) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        signal.throwIfAborted();
      }
      let own = estimate;
      used += own;
      holders++;
      return {
        resize(bytes) {
          used += bytes - own;
          own = bytes;
          wake();
        },
        free() {
          used -= own;
          own = 0;
          holders--;
          wake();
        },
      };
    },
  };
}

function sizeOf(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).reduce((sum, entry) => {
    if (!entry.isFile()) return sum;
    return (
      sum + (lstatSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0)
    );
  }, 0);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
