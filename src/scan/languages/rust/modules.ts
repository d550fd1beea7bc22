// Modules of Rust are files below `src`; what is imported from the crate is looked for by its name, the nearest first.
import type { ImportedFile } from '../../../model/facts.ts';
import type { Modules, PathIndex } from '../../code/language.ts';

export const rustModules: Modules = {
  visible: 'names',
  unitOf: (path) => `rust:${path}`,
  own: /^(?:self|super|crate)(?:\.|$)/,
  fileNamed,
  resolve,
  candidates,
};

/** `use crate::keys`. */
function fileNamed(from: string, imported: string): ImportedFile | undefined {
  if (!/^[a-z_]/.test(imported) || imported.includes('#')) return undefined;
  return { from: `${from}.${imported}`, names: [`${imported}.rs`, `${imported}/mod.rs`] };
}

/** `crate.config.Settings`: `config.rs` or `config/mod.rs` above or beside the file. */
function resolve(from: string, specifier: string, paths: PathIndex): string | undefined {
  const steps = specifier.split('.');
  if (!/^(?:crate|super|self)$/.test(steps[0] ?? '')) return undefined;
  for (let length = steps.length; length > 1; length--) {
    const name = steps[length - 1] ?? '';
    const files = [
      ...paths.named(`${name}.rs`),
      ...paths.named('mod.rs').filter((path) => path.endsWith(`${name}/mod.rs`)),
    ];
    const [best] = nearest(
      from,
      files.filter((path) => path !== from),
    );
    if (best !== undefined) return best;
  }
  return undefined;
}

function candidates(from: string, name: string, paths: PathIndex): readonly string[] {
  const snake = name
    .replace(/#$/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return nearest(
    from,
    paths.named(`${snake}.rs`).filter((path) => path !== from),
  ).slice(0, 3);
}

function nearest(from: string, paths: readonly string[]): readonly string[] {
  const common = (path: string): number => {
    const [a, b] = [from.split('/'), path.split('/')];
    let count = 0;
    while (count < a.length && a[count] === b[count]) count++;
    return count;
  };
  return [...paths].sort((a, b) => common(b) - common(a) || (a < b ? -1 : 1));
}
