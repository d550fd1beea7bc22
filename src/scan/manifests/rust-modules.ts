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
  const declared = [
    ...parent.matchAll(
      new RegExp(
        `(?<attributes>(?:#\\[[^\\]]{0,200}\\]\\s{0,200}){0,9})(?:pub(?:\\([^)]{0,80}\\))?\\s{1,9})?\\bmod\\s{1,9}${name}\\s{0,9};`,
        'g',
      ),
    ),
  ];
  // With `#[path]` one name stands for another file where tests run.
  return (
    declared.length > 0 && declared.every(({ groups }) => isForTests(groups?.attributes ?? ''))
  );
}

/** `cfg(test)`, `cfg(all(test, unix))`, `cfg(any(test, feature = "test-utils"))`; other features are programs' as well. */
function isForTests(attributes: string): boolean {
  const { condition = '' } =
    /#\[cfg\((?<condition>[^\]\n]{1,200})\)\]/.exec(attributes)?.groups ?? {};
  const features = [...condition.matchAll(/feature\s{0,9}=\s{0,9}"(?<name>[^"]{0,200})"/g)];
  const said = condition.replace(/feature\s{0,9}=\s{0,9}"[^"]{0,200}"|\s/g, '');
  if (/^any\(,*test,*\)$/.test(said)) {
    return features.every(({ groups }) => testFeature.test(groups?.name ?? ''));
  }
  return /^(?:test|all\((?:(?!not\(|any\().)*\btest\b.*\))$/.test(said);
}

const testFeature =
  /(?:^|[_-])(?:tests?|testing|testutils?|mocks?|bench(?:es|marks?)?|fuzz(?:ing)?)(?:$|[_-])/;
