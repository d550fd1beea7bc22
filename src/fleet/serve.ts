// The other end of a child process: is told what to audit, answers with bytes. Never answers with what an error says:
// it may quote.
import { UserError } from '../model/errors.ts';
import { type AuditedMember, auditMember, failedMember, type MemberJob } from './audit-member.ts';
import type { ChildAnswer, ChildSetup, ChildTask, Placed } from './children.ts';
import type { Member, TaskResult } from './model.ts';
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
      const { result, failure } = await auditTask(message, setup, parts);
      return {
        kind: 'done',
        bytes: packResult(result),
        memoryBytes: parts.memoryBytes(),
        ...(failure !== undefined && { failure }),
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
): Promise<{ readonly result: TaskResult; readonly failure: string | undefined }> {
  const audited: AuditedMember[] = [];
  for (const [index, member] of task.members.entries()) {
    const place = places[index];
    if (!place) throw new UserError('nobody knows where its commits are');
    audited.push(await auditPlaced({ member, place, isAlone: places.length === 1 }, setup, parts));
  }
  const failed = audited.flatMap(({ head: { name, failed: reason } }) =>
    reason === undefined ? [] : [`${name}: ${reason}`],
  );
  return {
    result: {
      head: { version: 1, task: task.id, members: audited.map(({ head }) => head) },
      bodies: audited.map(({ body }) => body),
    },
    failure: failed.length === 0 ? undefined : failed.join('; '),
  };
}

interface PlacedMember {
  readonly member: Member;
  readonly place: Placed;
  readonly isAlone: boolean;
}

/** One fork that cannot be read is no reason to leave its whole network out. */
async function auditPlaced(
  { member, place, isAlone }: PlacedMember,
  setup: ChildSetup,
  parts: ServeParts,
): Promise<AuditedMember> {
  if ('reason' in place) return failedMember(member, parts.version, place.reason);
  try {
    return await auditMember({
      ...place,
      member,
      options: setup.options,
      key: setup.key,
      version: parts.version,
      audit: parts.audit,
      settingsOf: (directory, rev) => parts.settingsOf(setup, directory, rev),
    });
  } catch (error) {
    if (isAlone) throw error;
    return failedMember(member, parts.version, reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const name = error instanceof Error ? error.name : typeof error;
  return `keylint failed over it (${name}): this is a bug of keylint`;
}
