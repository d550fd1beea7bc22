// A code file as its language repairs it: the text, the tree, and what lies beside it.
import type { RepairFile } from '../../model/repair.ts';
import { openCode } from './code-support.ts';
import { directoryOf, inDirectory } from './env-files.ts';
import type { PlanContext } from './plan-types.ts';

/** The file ready for its language, or why there can be no edits. */
export function openRepair(
  context: PlanContext,
  path: string,
): RepairFile | { readonly reason: string } {
  return context.once(`repair ${path}`, () => open(context, path));
}

/** Files of one directory and one language. */
function siblings(context: PlanContext, directory: string, ending: string): readonly string[] {
  return context.once(`siblings ${directory} ${ending}`, () =>
    [...context.paths()].filter((path) => path.endsWith(ending) && directoryOf(path) === directory),
  );
}

/** Those of them that say something: each is asked once, however many files of the directory are repaired. */
function saying(
  context: PlanContext,
  directory: string,
  ending: string,
  pattern: RegExp,
): readonly string[] {
  return context.once(`saying ${directory} ${ending} ${pattern}`, () =>
    siblings(context, directory, ending).filter((one) => pattern.test(context.readText(one) ?? '')),
  );
}

function open(context: PlanContext, path: string): RepairFile | { readonly reason: string } {
  const file = openCode(context, path);
  if ('reason' in file) return file;
  const directory = directoryOf(path);
  const ending = path.slice(path.lastIndexOf('.'));
  const opened: RepairFile = {
    ...file,
    isBeside: (pattern) =>
      saying(context, directory, ending, pattern).some((other) => other !== path),
    home: (key) => context.once(`home ${directory} ${key}`, () => opened),
    manifest(name) {
      const own = context.fileOf(path)?.packageDirectory ?? '';
      for (const at of new Set([own, ''])) {
        const text = context.readText(inDirectory(at, name));
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
  return opened;
}
