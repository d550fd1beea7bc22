// Modules of Rust that only tests are compiled with: `#[cfg(test)] mod fixtures;` in the file above.

/** The files that may declare the module of a path. */
export function moduleParents(path: string): readonly string[] {
  const at = path.lastIndexOf('/');
  const directory = path.slice(0, Math.max(0, at));
  const isDirectoryModule = /(?:^|\/)(?:mod|lib|main)\.rs$/.test(path);
  if (/(?:^|\/)(?:lib|main)\.rs$/.test(path)) return [];
  const above = isDirectoryModule
    ? directory.slice(0, Math.max(0, directory.lastIndexOf('/')))
    : directory;
  const files = ['mod.rs', 'lib.rs', 'main.rs'].map((name) =>
    above === '' ? name : `${above}/${name}`,
  );
  return above === '' ? files : [...files, `${above}.rs`];
}

/** Whether `parent` declares the module of `path` for tests alone. */
export function isTestModule(parent: string, path: string): boolean {
  const [, directory = '', file = ''] = /(?:([^/]+)\/)?([^/]+)\.rs$/.exec(path) ?? [];
  const name = file === 'mod' ? directory : file;
  if (!/^\w{1,100}$/.test(name)) return false;
  const declared = new RegExp(
    `#\\[cfg\\((?<test>[^\\]\\n]{1,200})\\)\\]\\s{0,200}(?:#\\[[^\\]]{0,200}\\]\\s{0,200}){0,9}(?:pub(?:\\([^)]{0,80}\\))?\\s{1,9})?mod\\s{1,9}${name}\\s{0,9};`,
  ).exec(parent);
  const test = declared?.groups?.test ?? '';
  return /\btest\b/.test(test) && !/\bnot\s{0,9}\(/.test(test);
}
