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
import { judge, movedAway, unfetchable } from './fetch-complaint.ts';
import { createDisk, createGate, type Gate } from './gates.ts';
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
const patientTries = 6;
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
  const hosts = new Map<string, Host>();
  const disk = createDisk(options.diskBytes);
  const hostOf = (url: string): Host => {
    const name = /^[a-z]+:\/\/([^/]*)/i.exec(url)?.[1]?.replace(/^.*@/, '') ?? '';
    const host = hosts.get(name) ?? { gate: createGate(mostAHost), isAway: false };
    hosts.set(name, host);
    return host;
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
        const host = hostOf(location.url);
        const clone = { url: location.url, path, lender: lenderOf(places), host };
        const pass = (): Promise<void> =>
          host.gate.pass(() => cloneWithPatience(clone, options, signal), signal);
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

interface Host {
  readonly gate: Gate;
  /** It was asked as often as it is worth it and never reached. */
  isAway: boolean;
}

interface Clone {
  readonly url: string;
  readonly path: string;
  /** A clone of the same network, whose objects need not come again. */
  readonly lender: string | undefined;
  readonly host: Host;
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
    signal.throwIfAborted();
    const verdict = complaint === undefined ? undefined : judge(complaint);
    // Thousands of repositories do not each wait for a host that is not there: one try tells whether it is back.
    const isThere = verdict?.kind !== 'unreachable';
    const mostTries = clone.host.isAway && !isThere ? 1 : patientTries;
    clone.host.isAway = !isThere && tries >= mostTries;
    if (!verdict) return;
    // Where it leads nobody knows: whoever has a token stays, and asks once more without it.
    if (verdict.kind === 'moved' && !isMoved) {
      isMoved = true;
      continue;
    }
    if (isMoved && verdict.kind === 'refused') throw new UserError(movedAway.reason);
    // A token that has run out is asked for anew, once in a row.
    const isLastTry =
      tries >= mostTries || (verdict.kind === 'refused' && (isRefused || !credential));
    if (verdict.kind === 'final' || isLastTry) throw new UserError(verdict.reason);
    isRefused = verdict.kind === 'refused';
    if (isRefused) continue;
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - 1));
    await (options.sleep ?? sleep)(wait / 2 + randomInt(Math.ceil(wait / 2)), signal);
  }
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
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
