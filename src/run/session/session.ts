// Audits one tree again and again, as an editor needs it: everything that no change touches is remembered, so that the
// answer to a changed line comes while it is being typed. What it says is what a fresh audit would say.
import type { Report } from '../../model/report.ts';
import {
  type AuditOptions,
  type AuditParts,
  type AuditRun,
  openTree,
  runAudit,
} from '../../run.ts';
import { createRunMemory } from '../run-memory.ts';
import { type Change, createSessionTree } from './session-tree.ts';

/** How a session is to audit. */
export type AskedAudit = Pick<AuditParts, 'mayAssume' | 'signal'>;

export interface RunSession {
  /** Tells of a change; it counts from the next audit on. Paths are relative to the root, with `/`. */
  change(change: Change): void;
  /**
   * Audits the tree as it is now. One at a time: a call waits for the one before. `mayAssume`: what is changed is taken to
   * lead into the same files as before, where nobody can tell without linking all anew; `isAssumed` says whether it was.
   * Rejects where `signal` ends it.
   */
  audit(options?: AskedAudit): Promise<AuditRun>;
}

export interface RunSessionOptions {
  readonly parts: AuditParts;
  /** What to audit and how; asked before each audit. Which files are listed must not change. */
  options(): Promise<AuditOptions>;
  /** What counts of a report; default: all of it. */
  select?(report: Report): Report;
}

export function createRunSession({
  parts,
  options: ask,
  select = (report) => report,
}: RunSessionOptions): RunSession {
  const memory = createRunMemory();
  const tree = createSessionTree(memory);
  let changes: Change[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const audit = async (asked: AskedAudit): Promise<AuditRun> => {
    const options = await ask();
    // What comes while an audit runs belongs to the next one.
    const now = changes;
    changes = [];
    const opened = await tree
      .update(now, () => openTree(options, parts))
      .catch((error) => {
        changes = [...now, ...changes];
        throw error;
      });
    const run = await runAudit(options, {
      ...parts,
      ...asked,
      ...{ memory, openTree: async () => opened },
    });
    return { ...run, report: select(run.report) };
  };

  return {
    change: (change) => void changes.push(change),
    audit(asked = {}) {
      const start = () => audit(asked);
      const next = last.then(start, start);
      last = next.catch(() => undefined);
      return next;
    },
  };
}
