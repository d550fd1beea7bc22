// Classes of PHP: autoloading finds a class by its name; files of a namespace see each other.
import type { Modules, PathIndex } from '../../code/language.ts';

export const phpModules: Modules = {
  visible: 'names',
  handsOnStars: true,
  unitOf: (_path, text) => `php:${/^[^\S\r\n]*namespace\s+([\w\\]+)/m.exec(text)?.[1] ?? ''}`,
  resolve: (from, specifier, paths) =>
    specifier.startsWith(included)
      ? includedFile(from, specifier.slice(included.length), paths)
      : nearest(from, filesOf(specifier, paths))[0],
  candidates: (from, name, paths) =>
    nearest(
      from,
      filesNamed(name.replace(/#$/, ''), paths).filter((path) => path !== from),
    ).slice(0, 3),
};

/** Before the path of a script that is taken in, as far as it is written out. */
export const included = 'include ';

/** `/../config.php` from the file's directory or one above it: which constant stands before it is anybody's guess. */
function includedFile(from: string, written: string, paths: PathIndex): string | undefined {
  const steps = written.split('/').filter((step) => step !== '' && step !== '.');
  const own = from.split('/').slice(0, -1);
  const up = steps.filter((step) => step === '..').length;
  const below = steps.filter((step) => step !== '..');
  if (!/\.(?:php|inc)$/.test(below.at(-1) ?? '')) return undefined;
  for (let length = own.length - up; length >= 0; length--) {
    const path = [...own.slice(0, length), ...below].join('/');
    if (path !== from && paths.has(path)) return path;
  }
  const tail = `/${below.join('/')}`;
  return nearest(
    from,
    paths.named(below.at(-1) ?? '').filter((path) => `/${path}`.endsWith(tail) && path !== from),
  )[0];
}

/** The files of a class; an autoloader of somebody's own takes `env.php` for `Env`. */
function filesNamed(name: string, paths: PathIndex): readonly string[] {
  const named = paths.named(`${name}.php`);
  return named.length > 0 ? named : paths.named(`${name.toLowerCase()}.php`);
}

/** `App.Services.Keys`: the files of that name whose directories fit best (PSR-4). */
function filesOf(specifier: string, paths: PathIndex): readonly string[] {
  const steps = specifier.split('.');
  const named = filesNamed(steps.at(-1) ?? '', paths);
  for (let start = 0; start < steps.length - 1; start++) {
    const tail = `/${steps.slice(start).join('/')}.php`.toLowerCase();
    const fitting = named.filter((path) => `/${path}`.toLowerCase().endsWith(tail));
    if (fitting.length > 0) return fitting;
  }
  return named;
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
