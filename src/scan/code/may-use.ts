// Whether a text can hold a call that a library row describes, told without a syntax tree, from the rows themselves.
import type { LibraryRow } from '../libraries/row.ts';
import type { Language } from './language.ts';

/** Both err towards more. */
export interface UseTest {
  /** Whether a word of a module stands in the text, and the name of one of its calls in the part that is asked about. */
  readonly mayUse: (text: string, part?: string) => boolean;
  /** Of the modules whose calls the text may hold: an import of one holds its word. */
  readonly moduleWordsOf: (text: string) => readonly string[];
}

export function createUseTest(language: Language): UseTest {
  const byName = new Map<string, Set<string>>();
  const open: string[] = [];
  for (const row of language.uses) {
    const name = nameOf(row);
    if (row.unresolved) open.push(name);
    const words = byName.get(name) ?? new Set();
    for (const module of row.modules) words.add(moduleWord(module));
    byName.set(name, words);
  }
  return {
    mayUse: (text, part = text) => {
      for (const [name, words] of byName) {
        if (!part.includes(name)) continue;
        if (open.includes(name)) return true;
        for (const word of words) if (text.includes(word)) return true;
      }
      return false;
    },
    moduleWordsOf: (text) => {
      const found = [...byName].flatMap(([name, words]) => (text.includes(name) ? [...words] : []));
      return found.filter((word) => word !== '');
    },
  };
}

/** What every text with the call holds. */
function nameOf({ shape, modules }: LibraryRow): string {
  const whole =
    shape.kind === 'call'
      ? shape.callee
      : shape.kind === 'method' || shape.kind === 'returned'
        ? shape.method
        : shape.kind === 'assigned'
          ? shape.property
          : shape.kind === 'plugin'
            ? ''
            : shape.type;
  const last = lastWord(whole);
  return last === '' ? lastWord(modules[0] ?? '') : last;
}

function lastWord(path: string): string {
  return (
    path
      .split(/[.#()]+/)
      .filter((step) => step !== '')
      .at(-1) ?? ''
  );
}

/** The longest step of a module's name: what an import of it cannot do without. What stands before `.hs256(key:)` of Swift is left out. */
function moduleWord(module: string): string {
  if (module === 'implicit') return '';
  const steps = module
    .split(/[./#()\\:]+/)
    .filter((step) => !/^(?:com|org|github|io|net|v\d+)?$/.test(step));
  return steps.reduce((longest, step) => (step.length > longest.length ? step : longest), '');
}
