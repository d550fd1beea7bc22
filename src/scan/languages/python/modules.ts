// Which file a Python module is: absolute from any directory above, or relative by dots.
import type { ImportedFile } from '../../../model/facts.ts';
import type { Modules, PathIndex } from '../../code/language.ts';

export const pythonModules: Modules = {
  visible: 'file',
  handsOnStars: true,
  fileNamed,
  resolve,
};

/** `from package import keys`, `from . import keys`. */
function fileNamed(from: string, imported: string): ImportedFile | undefined {
  if (!/^[a-z_]/.test(imported)) return undefined;
  return {
    from: from.endsWith('.') ? `${from}${imported}` : `${from}.${imported}`,
    names: [`${imported}.py`, `${imported}/__init__.py`],
  };
}

function resolve(fromPath: string, specifier: string, paths: PathIndex): string | undefined {
  const directory = fromPath.split('/').slice(0, -1);
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const steps = specifier
    .slice(dots)
    .split('.')
    .filter((step) => step !== '');
  if (dots > 0)
    return fileAt([...directory.slice(0, directory.length - (dots - 1)), ...steps], paths);
  for (let up = directory.length; up >= 0; up--) {
    const found = fileAt([...directory.slice(0, up), ...steps], paths);
    if (found !== undefined) return found;
  }
  // Packages below `src`, or a service's own root beside this one.
  const last = steps.at(-1) ?? '';
  const ends = [`${steps.join('/')}.py`, `${steps.join('/')}/__init__.py`];
  return [
    ...paths.named(`${last}.py`),
    ...(steps.length > 1 ? paths.named('__init__.py') : []),
  ].find((path) => steps.length > 1 && ends.some((end) => path.endsWith(`/${end}`)));
}

function fileAt(steps: readonly string[], paths: PathIndex): string | undefined {
  const base = steps.join('/');
  return [`${base}.py`, `${base === '' ? '' : `${base}/`}__init__.py`].find((path) =>
    paths.has(path),
  );
}
