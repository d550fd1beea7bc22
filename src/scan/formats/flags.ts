// Options of a command line that hand a key over: `serve --jwt-secret=...`, `["--jwt-secret", "..."]`.
import { endOfWord, wordValue } from './assignments.ts';
import type { ConfigNode } from './config-tree.ts';
import { outerRange } from './config-tree.ts';
import type { DefinitionCollector } from './definitions.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

/** Names of options that hold a key themselves; most options are none, and no definition of theirs is wanted. */
const keyName = /(?:secret|(?:signing|jwt|session|cookie|token|auth|hmac)-?key)$/i;

const option = /(?<![\w-])--(?<name>[a-z][\w.-]{2,80})(?:=|[ \t]{1,4}(?![-\s|&;<>]))/gi;

/** Adds what the options of a script are given. */
export function addFlags(script: StoredText, collector: DefinitionCollector): void {
  for (const found of script.text.matchAll(option)) {
    const name = found.groups?.name ?? '';
    if (collector.isFull || !keyName.test(name) || !isGiven(script.text, found.index)) continue;
    const from = found.index + found[0].length;
    const word = endOfWord(script.text, from);
    const value = wordValue(script, from, word);
    add(name, value, sliceStored(script, found.index, word.to), collector);
  }
}

/** Whether the option stands behind a command: help lists options in lines of their own, comments show them. */
function isGiven(text: string, at: number): boolean {
  let start = text.lastIndexOf('\n', at - 1) + 1;
  // A line of options alone goes on from the one before.
  while (start > 1 && text[start - 2] === '\\' && at - start < 2_000) {
    start = text.lastIndexOf('\n', start - 2) + 1;
  }
  const before = text.slice(start, at);
  return /[\w)}"']/.test(before) && !/^\s*#|\s#\s|\b(?:echo|printf|usage|help)\b/i.test(before);
}

/** Adds what the items of a list of arguments are given: in the same item, or in the next. */
export function addFlagItems(items: readonly ConfigNode[], collector: DefinitionCollector): void {
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'scalar' || !item.isText) continue;
    const { stored } = item;
    const found = /^--(?<name>[a-z][\w.-]{2,80})(?<sign>=?)/i.exec(stored.text);
    const { name = '', sign } = found?.groups ?? {};
    if (!found || !keyName.test(name)) continue;
    if (sign === '=') {
      const value = sliceStored(stored, found[0].length, stored.text.length);
      add(name, value, outerRange(item), collector);
      continue;
    }
    const next = items[index + 1];
    const isValue = found[0] === stored.text && next?.kind === 'scalar' && next.isText;
    if (isValue && !next.stored.text.startsWith('-'))
      add(name, next.stored, outerRange(next), collector);
  }
}

function add(
  name: string,
  value: StoredText,
  { start, end }: { readonly start: number; readonly end: number },
  collector: DefinitionCollector,
): void {
  // `--jwt-secret SECRET` shows where the secret goes.
  if (value.text === '' || /^(?:[A-Z_]+$|[<[])/.test(value.text)) return;
  collector.add({ space: 'setting', name, value, start, end, dialect: 'shell' });
}
