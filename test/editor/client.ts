// A language client as editors have one, over the pipes of the built program; keeps every message for a look at what
// went over the wire.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  createProtocolConnection,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExecuteCommandRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type Location,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

export const program = join(import.meta.dirname, '../../dist/src/cli/bin.js');

/** Of a file that nothing was said of yet: always the same, so that who waits for news is not told of none. */
const none: readonly Diagnostic[] = [];

export interface Client {
  /** What the server sent, each message as JSON. */
  readonly received: readonly string[];
  readonly shown: readonly string[];
  diagnostics(path: string): readonly Diagnostic[];
  /** Paths with diagnostics. */
  paths(): readonly string[];
  /** Resolves when `test` holds after some message. */
  until(test: () => boolean, what: string): Promise<void>;
  open(path: string, text: string): Promise<void>;
  type(path: string, text: string): Promise<void>;
  close(path: string): Promise<void>;
  wrote(path: string): Promise<void>;
  hover(path: string, at: Position): Promise<string | undefined>;
  definition(path: string, at: Position): Promise<readonly Location[]>;
  actions(path: string, at: Position): Promise<readonly CodeAction[]>;
  resolve(action: CodeAction): Promise<CodeAction>;
  execute(action: CodeAction): Promise<void>;
  /** Ends the server as the protocol says; gives its exit code. */
  stop(): Promise<number | null>;
}

export interface ClientOptions {
  /** What to run instead of the built program. */
  readonly command?: readonly [string, ...string[]];
  readonly args?: readonly string[];
}

/** Starts a server on a folder and waits until it has answered `initialize`. */
export async function startClient(
  root: string,
  { command = [process.execPath, program, 'lsp', '--stdio'], args = [] }: ClientOptions = {},
): Promise<Client> {
  const [executable, ...rest] = command;
  const child = spawn(executable, [...rest, ...args], { cwd: root, stdio: 'pipe' });
  const reader = new StreamMessageReader(child.stdout);
  const connection = createProtocolConnection(reader, new StreamMessageWriter(child.stdin));
  const received: string[] = [];
  const shown: string[] = [];
  const byUri = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  const versions = new Map<string, number>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  child.stderr.on('data', (chunk: Buffer) => shown.push(chunk.toString()));
  reader.onError((error) => shown.push(String(error)));
  listen(connection, { received, shown, byUri, wake });
  const uriOf = (path: string): string => pathToFileURL(join(root, path)).href;
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'test' }],
    capabilities: {
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const at = (path: string) => ({ textDocument: { uri: uriOf(path) } });
  const keep = <T>(result: T): T => {
    received.push(JSON.stringify(result));
    return result;
  };

  return {
    received,
    shown,
    diagnostics: (path) => byUri.get(uriOf(path)) ?? none,
    paths: () => [...byUri].filter(([, list]) => list.length > 0).map(([uri]) => uri),
    until: (test, what) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`never: ${what}; shown: ${shown.join(' ')}`));
        }, 20_000);
        const look = (): void => {
          if (!test()) return;
          waiting.delete(look);
          clearTimeout(timer);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    open(path, text) {
      versions.set(path, 1);
      return connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uriOf(path), languageId: 'plaintext', version: 1, text },
      });
    },
    type(path, text) {
      const version = (versions.get(path) ?? 0) + 1;
      versions.set(path, version);
      return connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uriOf(path), version },
        contentChanges: [{ text }],
      });
    },
    close: (path) => connection.sendNotification(DidCloseTextDocumentNotification.type, at(path)),
    wrote: (path) =>
      connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: uriOf(path), type: 1 }],
      }),
    async hover(path, position) {
      const hover = keep(
        await connection.sendRequest(HoverRequest.type, { ...at(path), position }),
      );
      const contents = hover?.contents;
      return contents && typeof contents === 'object' && 'value' in contents
        ? contents.value
        : undefined;
    },
    async definition(path, position) {
      const found = keep(
        await connection.sendRequest(DefinitionRequest.type, { ...at(path), position }),
      );
      return [found ?? []].flat().flatMap((one) => ('uri' in one ? [one] : []));
    },
    async actions(path, position) {
      const found = keep(
        await connection.sendRequest(CodeActionRequest.type, {
          ...at(path),
          range: { start: position, end: position },
          context: { diagnostics: [...(byUri.get(uriOf(path)) ?? [])] },
        }),
      );
      return (found ?? []).flatMap((one) => ('kind' in one ? [one] : []));
    },
    // The one answer that may hold a secret: not kept.
    resolve: (action) => connection.sendRequest(CodeActionResolveRequest.type, action),
    async execute({ command: asked }) {
      if (!asked) throw new Error('no command');
      await connection.sendRequest(ExecuteCommandRequest.type, {
        command: asked.command,
        arguments: asked.arguments ?? [],
      });
    },
    async stop() {
      const ended = exitOf(child);
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const code = await ended;
      connection.dispose();
      return code;
    },
  };
}

function listen(
  connection: ProtocolConnection,
  {
    received,
    shown,
    byUri,
    wake,
  }: {
    received: string[];
    shown: string[];
    byUri: Map<string, readonly Diagnostic[]>;
    wake: () => void;
  },
): void {
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    received.push(JSON.stringify(params));
    byUri.set(params.uri, params.diagnostics);
    wake();
  });
  connection.onNotification(ShowMessageNotification.type, (params) => {
    received.push(JSON.stringify(params));
    shown.push(params.message);
    wake();
  });
  connection.onRequest(RegistrationRequest.type, (params) => {
    received.push(JSON.stringify(params));
  });
  connection.listen();
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Text with the edits of an action for one file applied, as an editor does it. */
export function applyAction(action: CodeAction, uri: string, text: string): string {
  const starts = [0];
  for (const { index } of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(index + (text.startsWith('\r\n', index) ? 2 : 1));
  }
  const offset = ({ line, character }: Position): number => (starts[line] ?? 0) + character;
  const changes = (action.edit?.documentChanges ?? []).flatMap((change) =>
    'textDocument' in change && change.textDocument.uri === uri ? change.edits : [],
  );
  return changes
    .flatMap((edit) => ('newText' in edit ? [edit] : []))
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (result, { range, newText }) =>
        result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
      text,
    );
}
