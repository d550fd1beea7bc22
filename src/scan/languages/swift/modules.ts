// Files of a Swift module see each other's names; a project's modules are one unit, since imports name no files.
import type { Modules } from '../../code/language.ts';

export const swiftModules: Modules = {
  visible: 'names',
  unitOf: () => 'swift:',
  resolve: () => undefined,
  candidates: (from, name, paths) =>
    paths
      .named(`${name.replace(/#$/, '')}.swift`)
      .filter((path) => path !== from)
      .slice(0, 3),
};
