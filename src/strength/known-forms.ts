// Forms in which a known value is passed on: cut short, backwards, and its bytes in another encoding. What looks random
// in a published value looks as random in each of these, and is as public.
import { decodeBase64 } from './key-bytes.ts';

/** What is left of a cut value must be at least this long: 64 bits even where it is hexadecimal. */
const shortestCut = 16;
/** A shorter value is guessed whichever way it is written, and chance could turn up its bytes. */
const shortestEncoded = 16;

/** Values by their normal forms (`normaliseSecret`); answers with where the value is known from, and in which form. */
export interface FormIndex {
  find(form: string): string | undefined;
  /** The value that spells these bytes in hexadecimal or base64. */
  findBytes(bytes: Uint8Array): string | undefined;
}

/** An index of `values`: what was added, its normal form, and where it is known from. */
export function createFormIndex(
  values: Iterable<readonly [value: string, form: string, source: string]>,
): FormIndex {
  const sources = new Map<string, string>();
  const bytesOf = new Map<string, string>();
  for (const [value, form, source] of values) {
    if (!sources.has(form)) sources.set(form, source);
    const bytes = decodedBytes(value);
    if (bytes) bytesOf.set(bytes.toString('hex'), source);
  }
  // Words are recognised as words however little of them is left: only what looks random is looked for in parts.
  const parted = [...sources.keys()].filter(looksRandom);
  const forwards = parted.sort();
  const backwards = parted.map(turned).sort();
  const partOf = (form: string, asBeginning: string, asEnd: string): string | undefined => {
    if (form.length < shortestCut) return undefined;
    const begun = beginsWith(forwards, form);
    if (begun !== undefined) return `${sources.get(begun)} (${asBeginning})`;
    const ended = beginsWith(backwards, turned(form));
    return ended === undefined ? undefined : `${sources.get(turned(ended))} (${asEnd})`;
  };
  return {
    find: (form) => {
      const inverse = turned(form);
      const whole = sources.get(inverse);
      if (whole !== undefined) return `${whole} (backwards)`;
      return (
        partOf(form, 'cut short', 'its end') ??
        partOf(inverse, 'cut short, backwards', 'its end, backwards')
      );
    },
    findBytes: (bytes) =>
      bytes.length * 4 < shortestEncoded * 3
        ? undefined
        : bytesOf.get(Buffer.from(bytes).toString('hex')),
  };
}

/** Letters and digits mixed, and not only a number stuck to words. */
function looksRandom(form: string): boolean {
  return form.length > shortestCut && /\d[a-z]+\d[a-z]/.test(form);
}

function turned(text: string): string {
  let result = '';
  for (let i = text.length - 1; i >= 0; i--) result += text.charAt(i);
  return result;
}

/** The first of the sorted `texts` that begins with `start`. */
function beginsWith(texts: readonly string[], start: string): string | undefined {
  let from = 0;
  let to = texts.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((texts[middle] as string) < start) from = middle + 1;
    else to = middle;
  }
  const found = texts[from];
  return found?.startsWith(start) ? found : undefined;
}

function decodedBytes(value: string): Buffer | undefined {
  if (value.length < shortestEncoded) return undefined;
  if (value.length % 2 === 0 && /^[0-9a-f]+$/i.test(value)) return Buffer.from(value, 'hex');
  const isBase64 =
    /^[A-Za-z0-9+/_-]+={0,2}$/.test(value) && value.replace(/=+$/, '').length % 4 !== 1;
  return isBase64 ? decodeBase64(value) : undefined;
}
