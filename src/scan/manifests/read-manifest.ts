// What manifests say of places: which directories and files are there for tests and examples alone, and which packages of
// the project need each other. Told by the words of a text: one that is broken says what it says up to there.
import type { Context } from '../../model/source.ts';
import { directoryOf, joinPath } from '../languages/config-paths.ts';
import { saidDirectories } from './directories.ts';
import { type NamedPackage, readPackage } from './packages.ts';

/** A directory or a file that a manifest names. */
export interface SaidPlace {
  /** Relative to the root of the run. */
  readonly path: string;
  readonly context: Context;
  /** Tests are looked for there: programs may lie beside them. */
  readonly isSearched?: true;
}

/** What one manifest says. */
export interface ManifestSayings {
  readonly places: readonly SaidPlace[];
  readonly package?: NamedPackage;
  /** A package that others install by its sources, as they are exported by git. */
  readonly isLibrary?: true;
}

const manifestName =
  /^(?:package\.json|composer\.json|pyproject\.toml|pytest\.ini|setup\.cfg|tox\.ini|cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|\.gitattributes|.{1,120}\.(?:gemspec|csproj|fsproj|vbproj))$/;

/** Whether a file may say something of places. */
export function isPlaceManifest(path: string): boolean {
  return manifestName.test(nameOf(path));
}

/** Larger ones are made by machines. */
const maxLength = 500_000;

/** What the manifest at `path` says; nothing where it is none. */
export function readManifest(path: string, text: string): ManifestSayings {
  if (text.length > maxLength) return { places: [] };
  const name = nameOf(path);
  const directory = directoryOf(path);
  const places = saidDirectories(name, text).flatMap((said): SaidPlace[] => {
    const joined = joinPath(directory, said.path);
    // A manifest does not say of all that it stands for that it is for tests by a list of directories.
    return joined === undefined || joined === '' || joined === directory
      ? []
      : [{ ...said, path: joined }];
  });
  const found = readPackage({ name, directory, path, text });
  const isLibrary = name === 'composer.json' && /"type"\s*:\s*"(?!project)[\w-]{1,60}"/.test(text);
  return { places, ...(found && { package: found }), ...(isLibrary && { isLibrary }) };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
