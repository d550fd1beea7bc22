// A Go package is a directory; its files see each other. An import means the directory that ends like its path.

import { memoByObject } from '../../../model/memo.ts';
import type { Modules, PathIndex } from '../../code/language.ts';

export const goModules: Modules = {
  visible: 'unit',
  unitOf: (path) => `go:${directoryOf(path)}`,
  resolve,
  candidates: (from, _name, paths) => filesIn(directoryOf(from), paths),
};

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function filesIn(directory: string, paths: PathIndex): readonly string[] {
  return sourcesOf(paths.in(directory));
}

/** Asked for with each name that a file does not declare. */
const sourcesOf = memoByObject((paths: readonly string[]) =>
  paths.filter((path) => path.endsWith('.go') && !path.endsWith('_test.go')),
);

/** The longest end of the import path that is a directory here; one step alone is too little to be sure. */
function resolve(from: string, specifier: string, paths: PathIndex): string | undefined {
  const steps = specifier.split('/');
  const above = directoryOf(from).split('/');
  for (let start = 0; start < steps.length; start++) {
    const tail = steps.slice(start).join('/');
    // Modules in a monorepo: the directory may lie below any directory above the file.
    for (let up = above.length; up >= 0; up--) {
      const directory = [...above.slice(0, up).filter((step) => step !== ''), tail].join('/');
      const [first] = filesIn(directory, paths);
      if (first !== undefined) return first;
    }
    if (start > 0 && steps.length - start <= 1) break;
  }
  return undefined;
}
