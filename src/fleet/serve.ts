// The other end of a child process: is told what to audit, answers with bytes. Never answers with what an error says:
// it may quote.
import { UserError } from '../model/errors.ts';
import { type AuditedMember, auditMember, type MemberJob } from './audit-member.ts';
import type { ChildAnswer, ChildSetup, ChildTask } from './children.ts';
import { packResult } from './run-directory.ts';

/** What the program brings: the pipeline and the way to settings. */
export interface ServeParts extends Pick<MemberJob, 'audit' | 'version'> {
  settingsOf(
    setup: ChildSetup,
    directory: string,
    rev: string,
  ): ReturnType<MemberJob['settingsOf']>;
  memoryBytes(): number;
}

/** Answers one message after the other. */
export function createServer(
  parts: ServeParts,
): (message: ChildSetup | ChildTask) => Promise<ChildAnswer | undefined> {
  let setup: ChildSetup | undefined;
  return async (message) => {
    if (message.kind === 'setup') {
      setup = message;
      return undefined;
    }
    if (!setup) return { kind: 'refused', reason: 'keylint failed: a task before its setup' };
    try {
      return {
        kind: 'done',
        bytes: await auditTask(message, setup, parts),
        memoryBytes: parts.memoryBytes(),
      };
    } catch (error) {
      return { kind: 'refused', reason: reasonOf(error) };
    }
  };
}

async function auditTask(
  { task, places }: ChildTask,
  setup: ChildSetup,
  parts: ServeParts,
): Promise<Uint8Array> {
  const audited: AuditedMember[] = [];
  for (const [index, member] of task.members.entries()) {
    const place = places[index];
    if (!place) throw new UserError('nobody knows where its commits are');
    audited.push(
      await auditMember({
        ...place,
        member,
        options: setup.options,
        key: setup.key,
        version: parts.version,
        audit: parts.audit,
        settingsOf: (directory, rev) => parts.settingsOf(setup, directory, rev),
      }),
    );
  }
  return packResult({
    head: { version: 1, task: task.id, members: audited.map(({ head }) => head) },
    bodies: audited.map(({ body }) => body),
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const name = error instanceof Error ? error.name : typeof error;
  return `keylint failed over it (${name}): this is a bug of keylint`;
}
