// Packages of the project by name: what a specifier, or the `extends` of a configuration, may name instead of a path.
import { directoryOf, isPackage, joinPath, parseJson, record } from './config-paths.ts';

/** Packages of the project by name: where each lies, and the files that its name may stand for. */
export type Workspace = ReadonlyMap<
  string,
  { readonly directory: string; readonly entries: string[] }
>;

export function readWorkspace(configs: ReadonlyMap<string, string>): Workspace {
  const workspace = new Map<string, { directory: string; entries: string[] }>();
  for (const [path, text] of configs) {
    if (!isPackage(path) || path.includes('node_modules/')) continue;
    const manifest = record(parseJson(text));
    if (typeof manifest.name !== 'string' || workspace.has(manifest.name)) continue;
    const directory = directoryOf(path);
    workspace.set(manifest.name, { directory, entries: entriesOf(manifest, directory) });
  }
  return workspace;
}

function entriesOf(manifest: Readonly<Record<string, unknown>>, directory: string): string[] {
  return ['source', 'types', 'module', 'main'].flatMap((field) => {
    const entry = manifest[field];
    const file = typeof entry === 'string' ? joinPath(directory, entry) : undefined;
    if (file === undefined) return [];
    // The build output's source: dist/index.js is made from src/index.ts.
    const source = file
      .replace(/(^|\/)(?:dist|build|lib|out)\//, '$1src/')
      .replace(/(?:\.d)?\.[cm]?[jt]s$/, '');
    return [file, source];
  });
}
