// Fixes whose edits would break the syntax of a file are no fixes: they are told apart before anything is applied.
import { applyEdits, editsByPath } from '../../fix/apply-edits.ts';
import type { PlannedFix } from '../../fix/plan/plan-types.ts';
import type { Parse } from './syntax.ts';

export interface DropOptions {
  readText(path: string): string | undefined;
  readonly parse: Parse;
}

/** The fixes whose files still parse with all of them applied, and those that go with one that does not. */
export function dropBroken(
  fixes: readonly PlannedFix[],
  { readText, parse }: DropOptions,
): { readonly sound: readonly PlannedFix[]; readonly broken: readonly PlannedFix[] } {
  let sound = [...fixes];
  const broken: PlannedFix[] = [];
  for (;;) {
    const found = [...editsByPath(sound)].find(([path, edits]) => {
      const text = readText(path) ?? '';
      // Saved since it was planned for: whoever writes refuses; nobody else may fail for it.
      if (edits.some(({ end }) => end > text.length)) return true;
      const before = parse(path, text);
      if (!before) return false;
      const hadErrors = before.hasErrors;
      return !hadErrors && parse(path, applyEdits(text, edits))?.hasErrors !== false;
    });
    if (!found) return { sound, broken };
    const [path] = found;
    const isIn = (fix: PlannedFix): boolean => fix.edits.some((edit) => edit.path === path);
    broken.push(...sound.filter(isIn));
    sound = sound.filter((fix) => !isIn(fix));
  }
}
