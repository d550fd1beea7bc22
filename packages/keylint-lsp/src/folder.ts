// One folder of the editor: audits it after every change, one audit at a time, and publishes what has become different.
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver/node';
import { toDiagnostic, toUri } from './convert.ts';
import type { Workspace } from './engine.ts';

/** Once nobody has typed for so long, what the first answer assumed is looked at. */
const pauseMs = 250;

export interface FolderHost {
  /** The diagnostics of a file from now on. */
  publish(uri: string, diagnostics: readonly Diagnostic[]): void;
  /** Told once for the same error in a row. */
  fail(error: unknown): void;
}

export interface Folder {
  readonly workspace: Workspace;
  readonly root: string;
  /** The path of a file below the folder, with `/`; `undefined` where it lies elsewhere. */
  pathOf(uri: string): string | undefined;
  /** The text of an open file; `undefined`: it is closed. */
  setText(path: string, text: string | undefined): void;
  /** Something on disk changed; without a path, anything may have. */
  touch(path?: string): void;
  /** Resolves when every change told so far is audited in full and published. */
  settled(): Promise<void>;
  /** Takes all diagnostics back. */
  close(): void;
}

export function createFolder(directory: string, workspace: Workspace, host: FolderHost): Folder {
  const root = realOf(directory);
  const published = new Map<string, string>();
  let isStale = false;
  let isClosed = false;
  let running: Promise<void> | undefined;
  let lastError = '';
  const pause = createPause();
  /** The audit that looks at what an answer has assumed; what is typed meanwhile need not wait for it. */
  let checking: AbortController | undefined;

  const publish = (findings: ReadonlyMap<string, readonly Diagnostic[]>): void => {
    for (const uri of published.keys()) {
      if (findings.has(uri)) continue;
      published.delete(uri);
      host.publish(uri, []);
    }
    for (const [uri, diagnostics] of findings) {
      const text = JSON.stringify(diagnostics);
      if (published.get(uri) === text) continue;
      published.set(uri, text);
      host.publish(uri, diagnostics);
    }
  };

  /** True where the answer is to be looked at once more. */
  const auditOnce = async (how: Parameters<Workspace['audit']>[0]): Promise<boolean> => {
    try {
      const { report, isAssumed } = await workspace.audit(how);
      if (isClosed) return false;
      const byUri = new Map<string, Diagnostic[]>();
      for (const finding of report.findings) {
        const uri = toUri(root, finding.path);
        const list = byUri.get(uri) ?? [];
        byUri.set(uri, list);
        list.push(toDiagnostic(root, finding));
      }
      publish(byUri);
      lastError = '';
      return isAssumed;
    } catch (error) {
      if (how?.signal?.aborted) return false;
      const told = String(error);
      if (told !== lastError) host.fail(error);
      lastError = told;
      return false;
    }
  };

  const audit = (): void => {
    isStale = true;
    pause.end();
    checking?.abort();
    running ??= (async () => {
      while (isStale && !isClosed) {
        // What comes in the same moment, as when an editor opens ten files, is one change.
        await new Promise((resolve) => setImmediate(resolve));
        isStale = false;
        if (!(await auditOnce({ mayAssume: true }))) continue;
        if (!isStale) await pause.begin();
        if (isStale || isClosed) continue;
        checking = new AbortController();
        await auditOnce({ signal: checking.signal });
      }
      running = undefined;
    })();
  };

  audit();
  return {
    workspace,
    root,
    pathOf(uri) {
      if (!uri.startsWith('file:')) return undefined;
      const path = relative(root, placeOf(fileURLToPath(uri)));
      if (path === '' || path === '..' || path.startsWith(`..${sep}`) || /^[A-Za-z]:/.test(path))
        return undefined;
      return path.split(sep).join('/');
    },
    setText(path, text) {
      workspace.change({ kind: 'text', path, text });
      audit();
    },
    touch(path) {
      workspace.change(path === undefined ? { kind: 'all' } : { kind: 'disk', path });
      audit();
    },
    async settled() {
      while (running) await pause.without(running);
    },
    close() {
      isClosed = true;
      pause.end();
      publish(new Map());
    },
  };
}

/** A wait that ends in time, when somebody types, or as soon as somebody waits for what comes after it. */
function createPause() {
  let waiting = 0;
  let end = (): void => {};
  return {
    begin: (): Promise<void> =>
      new Promise((resolve) => {
        if (waiting > 0) return resolve();
        const timer = setTimeout(resolve, pauseMs);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end: (): void => end(),
    async without(running: Promise<void>): Promise<void> {
      waiting++;
      end();
      try {
        await running;
      } finally {
        waiting--;
      }
    },
  };
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Editors name files by the folder as it was opened, which may be a link; the file itself may be gone. */
function placeOf(path: string): string {
  const cut = path.lastIndexOf(sep);
  return cut <= 0 ? path : `${realOf(path.slice(0, cut))}${path.slice(cut)}`;
}
