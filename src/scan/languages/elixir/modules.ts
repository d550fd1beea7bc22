// Modules of Elixir: all files of an application see each other's, and a file mostly bears its module's name.
import type { Modules, PathIndex } from '../../code/language.ts';

export const elixirModules: Modules = {
  visible: 'names',
  unitOf: () => 'elixir:',
  resolve: () => undefined,
  candidates: (from, name, paths) =>
    filesOf(name.replace(/#$/, ''), paths)
      .filter((path) => path !== from)
      .slice(0, 3),
};

/** `TokenIssuer` is in `token_issuer.ex`. */
function filesOf(module: string, paths: PathIndex): readonly string[] {
  const snake = module
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return paths.named(`${snake}.ex`);
}
