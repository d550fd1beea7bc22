// `keylint fleet child`: what `fleet` starts to audit with. Speaks with the process that started it and with nobody else.
import { dirname } from 'node:path';
import type { MemberSettings } from '../../fleet/audit-member.ts';
import type { ChildSetup, ChildTask } from '../../fleet/children.ts';
import { createServer } from '../../fleet/serve.ts';
import { UserError } from '../../model/errors.ts';
import type { Settings } from '../../model/settings.ts';
import { loadRuleIds } from '../scan-request.ts';
import { loadSettings } from '../settings/find-settings.ts';
import { readVersion } from '../version.ts';

/** Serves until the other end is gone. */
export async function serveFleet(): Promise<number> {
  if (process.send === undefined) {
    throw new UserError('keylint fleet child is started by keylint fleet run and work.');
  }
  const { auditProject } = await import('../../index.ts');
  const serve = createServer({
    audit: auditProject,
    version: readVersion(),
    memoryBytes: () => process.memoryUsage.rss(),
    settingsOf: readSettings,
  });
  let last: Promise<unknown> = Promise.resolve();
  process.on('message', (message) => {
    // One after the other, in order. The cast: the other end is this same program.
    last = last.then(async () => {
      const answer = await serve(message as ChildSetup | ChildTask);
      if (answer) process.send?.(answer);
    });
  });
  return new Promise((resolve) => {
    process.once('disconnect', () => {
      resolve(0);
      // Nobody waits for what it is at any more.
      process.kill(process.pid, 'SIGTERM');
    });
  });
}

/** Read once: all repositories of a run have the same. */
let shared: Settings | undefined;

/** One file for all, none at all, or what the commit holds. Broken settings of one repository end no run. */
async function readSettings(
  { options }: ChildSetup,
  directory: string,
  rev: string,
): Promise<MemberSettings> {
  const request = {
    cwd: directory,
    config: options.config,
    isOff: options.isWithoutSettings,
    ruleIds: loadRuleIds,
    commit: rev,
  };
  if (options.config !== undefined) {
    shared ??= (await loadSettings(request)).settings;
    return { settings: shared };
  }
  try {
    const { settings, file } = await loadSettings(request);
    return { settings, ...(file !== undefined && { settingsDirectory: dirname(file) }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problem: error.message };
  }
}
