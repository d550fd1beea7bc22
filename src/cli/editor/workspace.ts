// One folder of an editor: what `keylint` would say of it, kept warm, and the questions that an editor asks besides. This
// is all that the language server (packages/keylint-lsp) knows of the engine.
import { Readable } from 'node:stream';
import { auditParts, loadRules } from '../../index.ts';
import type { Place } from '../../model/place.ts';
import { createRangeFinder } from '../../model/place.ts';
import { isLive } from '../../model/problem.ts';
import type { Report } from '../../model/report.ts';
import { type Cursor, namesAt, secretAt, textOf } from '../../run/editor/place-in-text.ts';
import type { EditorAction } from '../../run/editor/plan-actions.ts';
import type { AskedAudit } from '../../run/session/session.ts';
import type { Change } from '../../run/session/session-tree.ts';
import type { AuditRun } from '../../run.ts';
import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { readScanRequest } from '../scan-request.ts';
import { selectFindings } from '../verdict.ts';

/** An edit with the lines that an editor counts in; `isNew`: the file does not exist yet. */
export interface PlacedEdit extends Place {
  readonly text: string;
  readonly isNew: boolean;
}

export interface PlacedAction extends Omit<EditorAction, 'edits'> {
  readonly edits: readonly PlacedEdit[];
}

export interface Hover {
  readonly markdown: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

export interface EditorAudit {
  readonly report: Report;
  readonly isAssumed: boolean;
}

export interface Workspace {
  /** Absolute, links resolved: what the paths of reports count from. Known after the first audit. */
  readonly root: string | undefined;
  change(change: Change): void;
  /**
   * Throws a UserError where the settings are wrong. `mayAssume`: the answer may be that of an audit which takes a change
   * to lead nowhere else (`isAssumed`); another one without it says whether it does. Rejects where `signal` ends it.
   */
  audit(options?: AskedAudit): Promise<EditorAudit>;
  hover(cursor: Cursor): Promise<Hover | undefined>;
  definitions(cursor: Cursor): Promise<readonly Place[]>;
  actions(path: string, fromLine: number, toLine: number): Promise<readonly PlacedAction[]>;
  /** Takes files out of git's index; they stay on disk. */
  untrack(paths: readonly string[]): Promise<void>;
}

/** Opens a folder. `args` are those of `keylint lsp`. */
export async function openWorkspace(
  directory: string,
  args: Arguments,
  io: Io,
): Promise<Workspace> {
  const { createRunSession } = await import('../../run/session/session.ts');
  // What the audit is told of the world, but for standard input: that is the editor's.
  const folder: Io = { ...io, stdin: Readable.from([]), cwd: directory };
  const request = () => readScanRequest(args, folder);
  const session = createRunSession({
    // Editors show places and messages; what a fix would do is asked for where the cursor stands.
    parts: { ...auditParts, isForPlaces: true },
    options: async () => (await request()).options,
  });
  let last: AuditRun | undefined;

  const latest = async (): Promise<AuditRun> => {
    last ??= await session.audit();
    return last;
  };

  return {
    get root() {
      return last?.tree.root;
    },
    change: (change) => session.change(change),
    async audit(options) {
      last = await session.audit(options);
      const report = selectFindings(last.report, (await request()).thresholds);
      return { report, isAssumed: last.isAssumed };
    },
    async hover(cursor) {
      const run = await latest();
      const names = namesAt(textOf(run.tree, cursor.path) ?? '', cursor);
      const found = secretAt(run.project, cursor, names);
      if (!found) return undefined;
      const { describeSecret } = await import('../../run/editor/describe-secret.ts');
      const ages = await agesOf(run, found.secret.values.filter(isLive));
      const { line, column, endColumn } = found.at;
      const markdown = describeSecret(found.secret, { strengthOf: run.strengthOf, ages });
      return { markdown, line, column, endColumn };
    },
    async definitions(cursor) {
      const { tree, facts } = await latest();
      const { findDefinitions } = await import('../../run/editor/find-definitions.ts');
      return findDefinitions(facts, cursor.path, namesAt(textOf(tree, cursor.path) ?? '', cursor));
    },
    async actions(path, fromLine, toLine) {
      const run = await latest();
      const { planActions } = await import('../../run/editor/plan-actions.ts');
      const actions = await planActions({
        ...{ path, fromLine, toLine },
        tree: run.tree,
        project: run.project,
        findings: run.report.findings,
        rules: await loadRules(),
        env: io.env,
      });
      return actions.map((action) => placeEdits(action, run));
    },
    async untrack(paths) {
      const { untrack, readEntries } = await import('../../run/fix/index-entries.ts');
      const { root } = (await latest()).tree;
      untrack(root, io.env, readEntries(root, io.env, paths));
      session.change({ kind: 'all' });
    },
  };
}

async function agesOf(
  { tree }: AuditRun,
  values: AuditRun['project']['secrets'][number]['values'],
) {
  const { findAges } = await import('../../run/find-ages.ts');
  return findAges({ tree, values, maxDays: 0, now: new Date() }).ages.byValue;
}

function placeEdits(action: EditorAction, { tree }: AuditRun): PlacedAction {
  const edits = action.edits.map(({ path, start, end, text }): PlacedEdit => {
    const current = textOf(tree, path);
    const range = createRangeFinder(current ?? '')(start, end);
    return { path, text, isNew: current === undefined, ...range };
  });
  return { ...action, edits };
}
