// The language server: what an editor may ask, and which folder answers. Everything that keylint knows comes from the
// engine; nothing here reads a file.
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  createConnection,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  type Position,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { toLocation, toUri, toWorkspaceEdit } from './convert.ts';
import type { Engine, PlacedAction, ServeOptions } from './engine.ts';
import { createFolder, type Folder } from './folder.ts';

/** Asks for this once the edits of an action are applied. */
const untrackCommand = 'keylint.untrack';

/** What the editor sends back to have an action's edits: they hold new secrets and are made when they are asked for. */
interface ActionData {
  readonly uri: string;
  readonly fromLine: number;
  readonly toLine: number;
  readonly title: string;
}

/** Serves until the editor ends the connection. */
export function serve({ engine, input, output }: ServeOptions): Promise<void> {
  const connection = createConnection(input, output);
  const documents = new TextDocuments(TextDocument);
  const folders = new Map<string, Folder>();
  let mayWatch = false;

  const openFolder = async (uri: string): Promise<void> => {
    if (!uri.startsWith('file:') || folders.has(uri)) return;
    const directory = fileURLToPath(uri);
    try {
      const workspace = await engine.open(directory);
      folders.set(uri, createFolder(directory, workspace, hostOf(connection, engine, documents)));
    } catch (error) {
      showError(connection, engine, error);
    }
  };

  /** The innermost folder that holds a file. */
  const folderOf = (uri: string): { folder: Folder; path: string } | undefined => {
    const found = [...folders.values()].flatMap((folder) => {
      const path = folder.pathOf(uri);
      return path === undefined ? [] : [{ folder, path }];
    });
    return found.sort((a, b) => b.folder.root.length - a.folder.root.length)[0];
  };

  let asked: readonly string[] = [];
  connection.onInitialize((params): InitializeResult => {
    asked = foldersOf(params);
    mayWatch = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'keylint', version: engine.version },
      capabilities: {
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: { includeText: false },
        },
        hoverProvider: true,
        definitionProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: true },
        executeCommandProvider: { commands: [untrackCommand] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    if (mayWatch) {
      const watchers = [{ globPattern: '**/*' }];
      // Who cannot watch tells of saved files all the same.
      await connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers })
        .catch(() => undefined);
    }
    for (const uri of asked) await openFolder(uri);
    for (const document of documents.all()) tell(document);
    connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
      for (const { uri } of removed) {
        folders.get(uri)?.close();
        folders.delete(uri);
      }
      for (const { uri } of added) await openFolder(uri);
      for (const document of documents.all()) tell(document);
    });
  });

  const tell = (document: TextDocument): void => {
    const found = folderOf(document.uri);
    found?.folder.setText(found.path, document.getText());
  };
  documents.onDidChangeContent(({ document }) => tell(document));
  documents.onDidClose(({ document }) => {
    const found = folderOf(document.uri);
    found?.folder.setText(found.path, undefined);
  });
  documents.onDidSave(({ document }) => {
    const found = folderOf(document.uri);
    found?.folder.touch(found.path);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) {
      const found = folderOf(uri);
      // A directory that is new or gone is told as one change.
      found?.folder.touch(type === FileChangeType.Changed ? found.path : undefined);
    }
  });

  connection.onHover(async ({ textDocument, position }) => {
    const found = folderOf(textDocument.uri);
    const hover = await found?.folder.workspace.hover(cursorAt(found.path, position));
    if (!hover) return null;
    const { line, column, endColumn, markdown } = hover;
    return {
      contents: { kind: 'markdown', value: markdown },
      range: {
        start: { line: line - 1, character: column - 1 },
        end: { line: line - 1, character: endColumn - 1 },
      },
    };
  });

  connection.onDefinition(async ({ textDocument, position }) => {
    const found = folderOf(textDocument.uri);
    const places = await found?.folder.workspace.definitions(cursorAt(found.path, position));
    return found && places ? places.map((place) => toLocation(found.folder.root, place)) : null;
  });

  connection.onCodeAction(async (params) => {
    const found = folderOf(params.textDocument.uri);
    if (!found || !wantsFixes(params)) return [];
    const { start, end } = params.range;
    const lines = { fromLine: start.line + 1, toLine: end.line + 1 };
    await found.folder.settled();
    const { workspace } = found.folder;
    const actions = await workspace.actions(found.path, lines.fromLine, lines.toLine);
    return actions.map((action): CodeAction => {
      const { title } = action;
      const data: ActionData = { uri: params.textDocument.uri, ...lines, title };
      return {
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: params.context.diagnostics.filter((one) => isResolved(one, action)),
        ...(action.kind === 'fix' && action.safety === 'safe' && { isPreferred: true }),
        data,
      };
    });
  });

  connection.onCodeActionResolve(async (action) => {
    // The cast: the editor gives back what it was given above.
    const { uri, fromLine, toLine, title } = action.data as ActionData;
    const found = folderOf(uri);
    if (!found) return action;
    const { folder, path } = found;
    await folder.settled();
    const actions = await folder.workspace.actions(path, fromLine, toLine);
    const meant = actions.find((one) => one.title === title);
    if (!meant) return action;
    const { untrack } = meant;
    return {
      ...action,
      edit: toWorkspaceEdit(folder.root, meant.edits, (of) => documents.get(of)?.version ?? null),
      ...(untrack.length > 0 && {
        command: {
          title: 'Take out of git',
          command: untrackCommand,
          arguments: untrack.map((file) => toUri(folder.root, file)),
        },
      }),
    };
  });

  connection.onExecuteCommand(async ({ command, arguments: uris }) => {
    if (command !== untrackCommand) return;
    for (const uri of uris ?? []) {
      const found = typeof uri === 'string' ? folderOf(uri) : undefined;
      if (!found) continue;
      try {
        await found.folder.workspace.untrack([found.path]);
        found.folder.touch();
      } catch (error) {
        showError(connection, engine, error);
      }
    }
  });

  const closed = new Promise<void>((resolve) => {
    connection.onExit(() => resolve());
  });
  documents.listen(connection);
  connection.listen();
  return closed;
}

function hostOf(
  connection: Connection,
  engine: Engine,
  documents: TextDocuments<TextDocument>,
): Parameters<typeof createFolder>[2] {
  return {
    publish(uri, diagnostics) {
      const version = documents.get(uri)?.version;
      void connection.sendDiagnostics({
        uri,
        diagnostics: [...diagnostics],
        ...(version !== undefined && { version }),
      });
    },
    fail: (error) => showError(connection, engine, error),
  };
}

/** As a notification: not every editor answers the request that the library would make of it. */
function showError(connection: Connection, engine: Engine, error: unknown): void {
  void connection.sendNotification(ShowMessageNotification.type, {
    type: MessageType.Error,
    message: engine.describe(error).trim(),
  });
}

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders && workspaceFolders.length > 0)
    return workspaceFolders.map(({ uri }) => uri);
  if (rootUri) return [rootUri];
  return rootPath ? [pathToFileURL(rootPath).href] : [];
}

function cursorAt(path: string, { line, character }: Position) {
  return { path, line: line + 1, column: character + 1 };
}

function wantsFixes({ context: { only } }: CodeActionParams): boolean {
  return only === undefined || only.some((kind) => kind === '' || kind === CodeActionKind.QuickFix);
}

function isResolved({ data }: Diagnostic, { resolves }: PlacedAction): boolean {
  // `data` is whatever the editor kept of ours.
  const fingerprint =
    typeof data === 'object' && data !== null && 'fingerprint' in data
      ? data.fingerprint
      : undefined;
  return typeof fingerprint === 'string' && resolves.includes(fingerprint);
}
