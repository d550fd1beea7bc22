// Constants of Ruby: all files of an application see each other's, and a file mostly bears its constant's name.
import type { Modules, PathIndex } from '../../code/language.ts';

export const rubyModules: Modules = {
  visible: 'names',
  unitOf: () => 'ruby:',
  resolve: () => undefined,
  candidates: (from, name, paths) =>
    filesOf(name.replace(/#$/, ''), paths)
      .filter((path) => path !== from)
      .slice(0, 3),
};

/** `JsonWebToken` is in `json_web_token.rb`. */
function filesOf(constant: string, paths: PathIndex): readonly string[] {
  const snake = constant
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return paths.named(`${snake}.rb`);
}
