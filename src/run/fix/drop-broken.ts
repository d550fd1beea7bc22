// Fixes whose edits would break the syntax of a file are no fixes: they are told apart before anything is applied.
import { applyEdits, editsByPath } from '../../fix/apply-edits.ts';
import type { PlannedFix } from '../../fix/plan/plan-types.ts';
import type { Edit } from '../../model/edit.ts';
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
  const isBroken = (path: string, edits: readonly Edit[]): boolean => {
    const text = readText(path) ?? '';
    // Saved since it was planned for: whoever writes refuses; nobody else may fail for it.
    if (edits.some(({ end }) => end > text.length)) return true;
    const before = parse(path, text);
    if (!before || before.hasErrors) return false;
    return parse(path, applyEdits(text, edits))?.hasErrors !== false;
  };
  // What no dropped fix edits is as it was when it was looked at.
  const asked = new Set(editsByPath(sound).keys());
  for (;;) {
    const all = editsByPath(sound);
    const found = [...asked].find((path) => {
      const edits = all.get(path);
      if (edits && isBroken(path, edits)) return true;
      asked.delete(path);
      return false;
    });
    if (found === undefined) return { sound, broken };
    const isIn = (fix: PlannedFix): boolean => fix.edits.some((edit) => edit.path === found);
    const dropped = sound.filter(isIn);
    broken.push(...dropped);
    sound = sound.filter((fix) => !isIn(fix));
    for (const { edits } of dropped) for (const { path } of edits) asked.add(path);
  }
}
