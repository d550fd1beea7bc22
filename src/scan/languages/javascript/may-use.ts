// Whether a text can hold a call that a library row describes, told without a syntax tree: few files of a repository
// do, and only these have to be parsed to know what a secret is used for.
import { rowsOf } from '../../libraries/index.ts';
import type { CallShape, LibraryRow } from '../../libraries/row.ts';

/** The name that every text with a call of this shape holds; `''` where the module's own name is all there is. */
function nameIn(shape: CallShape): string {
  switch (shape.kind) {
    case 'call':
      return lastOf(shape.callee);
    case 'new':
    case 'typed':
      return lastOf(shape.type);
    case 'method':
    case 'returned':
      return lastOf(shape.method);
    case 'assigned':
      return shape.property;
    case 'plugin':
      return '';
  }
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** The method name at the end of a row's `unresolved`: `/(?:^|\.)subtle\.importKey$/` -> `importKey`. */
function openNameOf({ unresolved }: LibraryRow): string | undefined {
  return unresolved && /(?<name>[A-Za-z]\w*)\$$/.exec(unresolved.source)?.groups?.name;
}

const rows = rowsOf('javascript');

/** Names that say "a use" whatever the file imports; everyday ones only where tokens are spoken of. */
const openNames = [
  ...new Set(
    rows.map((row) => (row.shape.kind === 'returned' ? row.shape.method : openNameOf(row))),
  ),
].filter((name) => name !== undefined);

const namesOfModule = new Map<string, Set<string>>();
for (const row of rows) {
  for (const module of row.modules) {
    const names = namesOfModule.get(module) ?? new Set();
    namesOfModule.set(module, names.add(nameIn(row.shape)));
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A module specifier of a row, in quotes. */
const specifier = new RegExp(
  `["'\`](?:node:|(?:npm|jsr):/?|https://[\\w.-]{1,60}/(?:x/|npm/)?)?(${[...namesOfModule.keys()].map(escaped).join('|')})(?:@[^"'\`\n]{0,120})?["'\`]`,
  'g',
);

/** Receivers of the rows whose method's name is an everyday word: `jwt.sign`, `auth.strategy('x', 'jwt')`. */
const receiver = /jwt|jsonwebtoken|@hapi\/cookie|hapi-auth-cookie/i;

const everyday = /^(?:sign|verify|encode|decode|strategy)$/;

/**
 * Errs towards true; a text that holds neither a row's module with its call nor an open call gives false. The call has to
 * stand in `part`.
 */
export function mayUse(text: string, part = text): boolean {
  const speaksOfTokens = receiver.test(text);
  if (openNames.some((name) => (speaksOfTokens || !everyday.test(name)) && part.includes(name))) {
    return true;
  }
  for (const [, module = ''] of text.matchAll(specifier)) {
    for (const name of namesOfModule.get(module) ?? []) if (part.includes(name)) return true;
  }
  return false;
}

/** Of the modules whose calls the text may hold: a specifier of one ends like this. */
export function moduleWordsOf(text: string): readonly string[] {
  const called = [...namesOfModule].filter(([, names]) =>
    [...names].some((name) => text.includes(name)),
  );
  return called.flatMap(([module]) => ["'", '"', '`', '@'].map((end) => module + end));
}
