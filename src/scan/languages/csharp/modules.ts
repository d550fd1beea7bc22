// Classes of .NET: a namespace's classes see each other, `using` makes those of another visible, files mostly bear the
// names of their classes.
import type { Modules, PathIndex } from '../../code/language.ts';

export const csharpModules: Modules = {
  visible: 'names',
  unitOf: (_path, text) => `dotnet:${/^[^\S\r\n]*namespace\s+([\w.]+)/m.exec(text)?.[1] ?? ''}`,
  resolve: (from, specifier, paths) =>
    nearest(from, named(specifier.split('.').at(-1) ?? '', paths))[0],
  candidates: (from, name, paths) =>
    nearest(
      from,
      named(name.replace(/#$/, ''), paths).filter((path) => path !== from),
    ).slice(0, 3),
};

function named(className: string, paths: PathIndex): readonly string[] {
  return paths.named(`${className}.cs`);
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
