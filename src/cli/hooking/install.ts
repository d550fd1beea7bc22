// Puts keylint into a repository's hooks and takes it out again, without touching what else is in them.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { readTarget } from '../../write/files.ts';
import { type Target, targetWithin } from '../../write/target.ts';
import { deleteFile, leaveAsIs, makeDirectoryFor } from '../../write/write-file.ts';
import { errorCode, writeText } from '../files.ts';
import type { Io } from '../io.ts';
import { findHookPlace, type HookPlace } from './ask-git.ts';
import { addBlock, type HookStage, isEmptyHook, removeBlock } from './hook-block.ts';
import { findManagers } from './managers.ts';

export interface HookJob {
  readonly io: Io;
  readonly stages: readonly HookStage[];
  /** Write the script although a hook manager is in use or other repositories share the directory. */
  readonly isForced: boolean;
  /** What runs of the hook are to be told. */
  readonly flags: readonly string[];
}

/** Installs, or prints what to add to the hook manager's own file. Throws a UserError where neither can be. */
export function installHooks(job: HookJob): void {
  const place = findHookPlace(job.io);
  for (const stage of job.stages) {
    if (!job.isForced && tellManagers(place, stage, job)) continue;
    if (place.isShared && !job.isForced) throw sharedDirectory(place);
    install(place, stage, job);
  }
}

/** Takes the block out of the hooks; a hook that holds nothing else goes with it. */
export function uninstallHooks({ io, stages }: HookJob): void {
  const place = findHookPlace(io);
  for (const stage of stages) {
    const path = join(place.hooks, stage);
    const target = targetWithin(place.within, path);
    const before = readScript(target);
    const script = before?.toString('utf8');
    const bare = script === undefined ? undefined : removeBlock(script);
    if (script !== undefined && bare === undefined) throw brokenHook(path, 'its end mark is gone');
    if (bare === undefined || bare === script) {
      io.stderr.write(`${stage}: keylint is not in ${path}\n`);
    } else if (isEmptyHook(bare)) {
      deleteFile(path);
      io.stderr.write(`${stage}: removed ${path}\n`);
    } else {
      writeText(io, target, bare, { before });
      io.stderr.write(`${stage}: taken out of ${path}\n`);
    }
  }
}

function install({ hooks, within }: HookPlace, stage: HookStage, { io, flags }: HookJob): void {
  const path = join(hooks, stage);
  const target = targetWithin(within, path);
  const before = readScript(target);
  const script = before?.toString('utf8');
  const after = addBlock(script, stage, flags);
  if ('problem' in after) throw brokenHook(path, after.problem);
  if (after.text === script) {
    leaveAsIs(target);
    io.stderr.write(`${stage}: already in ${path}\n`);
    return;
  }
  try {
    makeDirectoryFor(target);
  } catch (error) {
    throw new UserError(`Cannot make ${hooks} (${errorCode(error)}).`, { cause: error });
  }
  writeText(io, target, after.text, { before, mode: 0o755 });
  io.stderr.write(`${stage}: keylint ${before === null ? 'is' : 'is now also'} in ${path}\n`);
  if (process.platform !== 'win32' && (statSync(path).mode & 0o100) === 0) {
    io.stderr.write(`${stage}: git does not run it, since the file is not executable: chmod +x\n`);
  }
}

/** Whether the hook is a manager's business; then what to add is on stdout. */
function tellManagers({ root }: HookPlace, stage: HookStage, { io, flags }: HookJob): boolean {
  const managers = findManagers(root, stage, flags);
  for (const { name, file, recipe } of managers) {
    io.stderr.write(`${stage}: ${name} manages hooks here. Add this to ${file}:\n`);
    io.stdout.write(recipe);
  }
  return managers.length > 0;
}

function readScript({ path, name }: Target): Buffer | null {
  try {
    return readTarget(path, name);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Cannot read ${name} (${errorCode(error)}).`, { cause: error });
  }
}

function brokenHook(path: string, problem: string): UserError {
  return new UserError(`${path} is left as it is: ${problem}.`, {
    hint: 'Have it run `keylint hook run` and fail where that fails.',
  });
}

function sharedDirectory({ hooks }: HookPlace): UserError {
  return new UserError(`git runs hooks from ${hooks}, which other repositories share.`, {
    hint: 'Add `keylint hook run` to the hook there yourself, or use --force.',
  });
}
