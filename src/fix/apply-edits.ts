// Text and edits to text, and the choice of fixes that do not get in each other's way. Pure; nothing is written.
import type { Edit, Fix } from '../model/edit.ts';

type TextEdit = Pick<Edit, 'start' | 'end' | 'text'>;

/** Fixes whose edits can be applied together, and those that have to wait for another look at the result. */
export interface Selection<T extends Fix> {
  readonly chosen: readonly T[];
  readonly deferred: readonly T[];
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Insertions touch nothing but the inside of a range; two at one offset are both kept, in order. */
function isOverlap(a: TextEdit, b: TextEdit): boolean {
  if (a.start === a.end || b.start === b.end) {
    const [point, range] = a.start === a.end ? [a, b] : [b, a];
    return range.start < point.start && point.start < range.end;
  }
  return a.start < b.end && b.start < a.end;
}

/** In order of place; an insertion stands before the range that begins where it does. */
function compareEdits(a: TextEdit, b: TextEdit): number {
  return a.start - b.start || a.end - b.end;
}

/** The edits of one file, sorted; finds neighbours in logarithmic time. */
function createEditList() {
  const edits: Edit[] = [];
  const indexFor = (edit: Edit): number => {
    let low = 0;
    let high = edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = edits[middle];
      if (at && compareEdits(at, edit) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    /** `same`: already there; `overlap`: cannot stand beside what is there. */
    relationOf(edit: Edit): 'free' | 'same' | 'overlap' {
      const index = indexFor(edit);
      // Everything taken is disjoint, so only what stands directly around it, and insertions there, can matter.
      let isTaken = false;
      for (let i = index; i < edits.length; i++) {
        const other = edits[i];
        if (!other || other.start > edit.end) break;
        if (isSame(other, edit)) isTaken = true;
        else if (isOverlap(other, edit)) return 'overlap';
      }
      for (let i = index - 1; i >= 0; i--) {
        const other = edits[i];
        if (!other) break;
        if (isSame(other, edit)) isTaken = true;
        else if (isOverlap(other, edit)) return 'overlap';
        if (other.start < edit.start && other.start !== other.end) break;
      }
      return isTaken ? 'same' : 'free';
    },
    add(edit: Edit): void {
      edits.splice(indexFor(edit), 0, edit);
    },
  };
}

/**
 * Takes fixes in order, each whole or not at all; one that overlaps an earlier one is deferred. An edit that two
 * fixes have in common (the same import) counts once.
 */
export function selectFixes<T extends Fix>(fixes: readonly T[]): Selection<T> {
  const lists = new Map<string, ReturnType<typeof createEditList>>();
  const listOf = (path: string) => {
    const list = lists.get(path) ?? createEditList();
    lists.set(path, list);
    return list;
  };
  const chosen: T[] = [];
  const deferred: T[] = [];
  for (const fix of fixes) {
    const relations = fix.edits.map((edit) => listOf(edit.path).relationOf(edit));
    if (relations.includes('overlap') || hasOverlap(fix.edits)) {
      deferred.push(fix);
      continue;
    }
    chosen.push(fix);
    fix.edits.forEach((edit, index) => {
      if (relations[index] === 'free') listOf(edit.path).add(edit);
    });
  }
  return { chosen, deferred };
}

function hasOverlap(edits: readonly Edit[]): boolean {
  return edits.some((a, index) =>
    edits.slice(index + 1).some((b) => a.path === b.path && !isSame(a, b) && isOverlap(a, b)),
  );
}

/** The edits of `fixes` by path, sorted by place, those in common once. */
export function editsByPath(fixes: readonly Fix[]): Map<string, Edit[]> {
  const byPath = new Map<string, Edit[]>();
  const seen = new Set<string>();
  for (const edit of fixes.flatMap((fix) => fix.edits)) {
    const edits = byPath.get(edit.path) ?? [];
    byPath.set(edit.path, edits);
    const key = [edit.start, edit.end, edit.text, edit.path].join('\0');
    if (!seen.has(key)) edits.push(edit);
    seen.add(key);
  }
  for (const edits of byPath.values()) edits.sort(compareEdits);
  return byPath;
}

/**
 * Applies edits of one text. Offsets are UTF-16 units of `text` as it was before any edit; order does not matter.
 * Throws a RangeError where two overlap or one lies outside of the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort(compareEdits);
  let result = '';
  let offset = 0;
  for (const edit of sorted) {
    if (edit.start < offset || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edit ${edit.start}..${edit.end} overlaps another or leaves the text`);
    }
    result += text.slice(offset, edit.start) + edit.text;
    offset = edit.end;
  }
  return result + text.slice(offset);
}
