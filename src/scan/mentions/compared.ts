// What a constant is compared with says what it is: a kind and a name are compared with names, what a request holds with a
// secret.
import type { Mentioned } from '../../model/facts.ts';
import { namesSomething, partsOf } from './mention-words.ts';

/** `DefaultJwtKey`: what is compared with is refused; with any other secret whoever asks is let in. */
export const refused =
  /default|insecure|unsafe|weak|known|public|placeholder|sample|example|forbidden|legacy|dummy/i;

/** By what stands on the other side. */
export function comparedWith(other: string, name: string): Mentioned {
  const path = other
    .trim()
    .replace(/\(\s?\)$/, '')
    .replace(/\[[^\]]{0,60}\]?$/, '');
  const last = path.split(/\s/).at(-1) ?? '';
  const words = partsOf(last.split(/[.:>]/).at(-1) ?? '');
  if (namesSomething(words)) return 'name';
  if (/\b(?:req|request|headers?|body|params|query)\b/i.test(last)) return 'value';
  if (words.length === 1 && words[0] === 'key' && /\w(?:\.|->|::)key$/.test(last)) return 'name';
  const isKey = words.some((word) => word === 'key' || word === 'secret') && !words.includes('api');
  return isKey && refused.test(name) ? 'name' : 'value';
}
