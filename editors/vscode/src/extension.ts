// The extension: starts the keylint that it brings along and hands it to the editor's client. Everything else is the
// language server's.
import { join } from 'node:path';
import { commands, type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

export async function activate({ extensionPath, subscriptions }: ExtensionContext): Promise<void> {
  const start = async (): Promise<void> => {
    await client?.stop();
    // The program as it is published, run by the editor's own node.
    const module = join(extensionPath, 'server', 'src', 'server.mjs');
    const args = ['lsp', ...workspace.getConfiguration('keylint').get<string[]>('arguments', [])];
    client = new LanguageClient(
      'keylint',
      'keylint',
      { module, args, transport: TransportKind.stdio },
      // What is linted is decided by the path, as on the command line.
      { documentSelector: [{ scheme: 'file' }] },
    );
    await client.start();
  };
  subscriptions.push(
    commands.registerCommand('keylint.restart', start),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('keylint.arguments')) void start();
    }),
  );
  await start();
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
