// Files of Dart: an import brings all names of a file with it, so the names of a project are one unit.
import type { Modules, PathIndex } from '../../code/language.ts';

export const dartModules: Modules = {
  visible: 'names',
  unitOf: () => 'dart:',
  resolve,
  candidates(from, name, paths) {
    const file = name
      .replace(/#$/, '')
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase();
    return paths
      .named(`${file}.dart`)
      .filter((path) => path !== from)
      .slice(0, 3);
  },
};

/** Relative to the file, or below the `lib` of a package of the project. */
function resolve(from: string, specifier: string, paths: PathIndex): string | undefined {
  if (!specifier.endsWith('.dart')) return undefined;
  const steps = from.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  const beside = steps.join('/');
  if (paths.has(beside)) return beside;
  const inPackage = `lib/${specifier.slice(specifier.indexOf('/') + 1)}`;
  return paths
    .named(specifier.split('/').at(-1) ?? '')
    .find((path) => path === inPackage || path.endsWith(`/${inPackage}`));
}
