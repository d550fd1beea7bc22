// Classes of the JVM: a package's classes see each other, an import names the class, and its file mostly bears its name.
import type { Modules, PathIndex } from '../../code/language.ts';

const endings = ['.java', '.kt', '.scala', '.groovy'];

/** The same for Java, Kotlin and Scala, which see each other's classes. */
export const jvmModules: Modules = {
  visible: 'names',
  unitOf: (_path, text) => `jvm:${/^[^\S\r\n]*package\s+([\w.]+)/m.exec(text)?.[1] ?? ''}`,
  resolve,
  candidates(from, name, paths) {
    const plain = name.replace(/#$/, '');
    const named = filesOf(plain, paths).filter((path) => path !== from);
    return nearest(from, named).slice(0, 3);
  },
};

function filesOf(className: string, paths: PathIndex): readonly string[] {
  return endings.flatMap((ending) => paths.named(className + ending));
}

/** `com.acme.auth.Keys` is the file that ends like that, else the nearest of that name. */
function resolve(from: string, specifier: string, paths: PathIndex): string | undefined {
  const steps = specifier.split('.');
  const named = filesOf(steps.at(-1) ?? '', paths);
  const tail = `/${steps.join('/')}.`;
  const exact = named.filter((path) => `/${path}`.includes(tail));
  return nearest(from, exact)[0];
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
