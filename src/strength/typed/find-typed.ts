// Tells keys that somebody made up to look random - a person at a keyboard, a language model - from random ones, and says
// what gave them away, in numbers that hold no letter of the key.
import { withoutEncodingPrefix } from '../readings.ts';
import { readClasses } from './classes.ts';
import { evidenceOf } from './evidence.ts';
import { placeOfKey } from './tables.ts';

/** One random key in 2^30, a billion, has as much evidence against it by chance; that is a bound, not an estimate. */
const convincingBits = 30;
/** Shorter texts hold too little evidence, and are too short for a key anyway. */
const shortest = 16;
/** Nobody makes up more. */
const longest = 512;

/** Keys as near as the next but one, in widths of a key. */
const nearby = 2.3;

/** Bytes one after the other, as source code has them: their spelling is regular, whatever they are. */
const listOfBytes =
  /^(?:(?:0x|\\x|\\u00|%|&#x?|\\)[0-9a-f]{2,3}[;, :]{0,2}){4}|^(?:\d{1,3}[,; ]\s?){4}/i;

/** Groups as in a UUID, but of any letters: no generator makes those. */
const uuidLike = /^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/i;
/** Hardly anybody types twenty-odd characters of that kind without falling into steps. */
const uuidSavedBits = 60;

/** A text that was made up. */
export interface Typed {
  /** Bits that a guesser who knows the habit is spared. */
  readonly savedBits: number;
  /** What gave it away: a clause. */
  readonly sign: string;
}

/** Whether `text` was typed to look random; `undefined` where it could be random. Linear. */
export function findTyped(text: string): Typed | undefined {
  if (uuidLike.test(text) && /[g-z]/i.test(text)) {
    return {
      savedBits: uuidSavedBits,
      sign: 'groups like those of a UUID, with letters that none has',
    };
  }
  const body = bodyOf(text);
  if (body.length < shortest || listOfBytes.test(body.slice(0, longest))) return undefined;
  const evidence = evidenceOf(body.slice(0, longest));
  if (!evidence || evidence.bits < convincingBits) return undefined;
  const { orderBits, symbolBits, isMashed } = evidence;
  const bySymbols = isMashed ? mashSign : symbolSign;
  const sign = orderBits >= symbolBits ? orderSign(body) : bySymbols(body);
  return { savedBits: evidence.bits, sign };
}

/** The key without a prefix such as `base64:`, padding, and signs between groups of one length. */
function bodyOf(text: string): string {
  const body = withoutEncodingPrefix(text).replace(/={1,6}$/, '');
  for (const sign of ['-', '_', ' ', '.', ':']) {
    const groups = body.split(sign);
    const [first, ...others] = groups;
    const last = others.pop();
    if (first === undefined || last === undefined || others.length === 0) continue;
    const { length } = first;
    const isRegular = length > 0 && last.length > 0 && last.length <= length;
    if (isRegular && others.every((group) => group.length === length)) return groups.join('');
  }
  return body;
}

const classNames = ['digits', 'small letters', 'capitals', 'signs'];

/** How the classes of characters take turns. */
function orderSign(body: string): string {
  const read = readClasses(body);
  if (!read) return '';
  const { kinds, counts } = read;
  const pairs = [0, 0, 0, 0];
  let changes = 0;
  for (let i = 1; i < kinds.length; i++) {
    const kind = kinds[i] as number;
    if (kind === kinds[i - 1]) pairs[kind] = (pairs[kind] as number) + 1;
    else changes++;
  }
  const apart = classNames.filter((_, kind) => (counts[kind] ?? 0) > 1 && pairs[kind] === 0);
  if (apart.length > 0) return `no two ${listed(apart)} in a row in ${body.length} characters`;
  const { length } = body;
  const same = counts.reduce((sum, count) => sum + (count * (count - 1)) / length, 0);
  const expected = Math.round(length - 1 - same);
  return `kinds of characters change ${changes} times in ${length}, by chance about ${expected}`;
}

/** How the characters of a class follow each other. */
function symbolSign(body: string): string {
  const { length } = body;
  const seen = new Map<string, number>();
  const pairs = new Set<string>();
  let soonest = length;
  let again = 0;
  for (let i = 0; i < length; i++) {
    const before = seen.get(body.charAt(i));
    if (before !== undefined) soonest = Math.min(soonest, i - before);
    seen.set(body.charAt(i), i);
    if (i === 0) continue;
    const pair = body.slice(i - 1, i + 1);
    if (pairs.has(pair)) again++;
    pairs.add(pair);
  }
  if (again * 3 > length) return `${again} pairs of characters in ${length} come again`;
  if (soonest > 3) return `no character comes again within ${soonest - 1} places in ${length}`;
  return `characters of ${length} come in turn and step up and down more evenly than by chance`;
}

/** How near the keys lie that follow each other. */
function mashSign(body: string): string {
  let steps = 0;
  for (let i = 1; i < body.length; i++) {
    const from = placeOfKey(body.charAt(i - 1));
    const to = placeOfKey(body.charAt(i));
    if (from && to && Math.hypot(from.x - to.x, from.y - to.y) < nearby) steps++;
  }
  return `hands roll over the keyboard: ${steps} of ${body.length - 1} steps lead to a key nearby, or to keys that were hit before`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
