// Finds emoji. A keyboard offers some 3,700, but people tap those on the first pages.

/** A stretch of emoji from the place that was asked for. */
export interface Emoji {
  readonly end: number;
  readonly bits: number;
}

/** What a tapped one is worth: the 200 in common use are nearly all that is tapped. */
const emojiBits = 7.6;
/** The colour of a skin, and signs that join or style. */
const modifierBits = 1;
/** That emoji come, and that they end. */
const stretchBits = 3;

/** The emoji that begin at `start`, from the first one. */
export function findEmoji(text: string, start: number): Emoji | undefined {
  if (isEmoji(text.charCodeAt(start - 1)) || lengthAt(text, start) === 0) return undefined;
  let bits = stretchBits;
  let end = start;
  for (;;) {
    const length = lengthAt(text, end);
    if (length > 0) bits += emojiBits;
    else if (isModifier(text.charCodeAt(end))) bits += modifierBits;
    else return { end, bits };
    end += Math.max(1, length);
  }
}

/** Code units of the emoji at `index`; 0 where there is none. */
function lengthAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code >= 0xd83c && code <= 0xd83e) return 2;
  return isEmoji(code) && code < 0xd800 ? 1 : 0;
}

function isModifier(code: number): boolean {
  return code === 0xfe0f || code === 0x200d;
}

/** Whether a code unit is one of an emoji, or styles one. */
export function isEmoji(code: number): boolean {
  return (
    (code >= 0x2300 && code < 0x2400) ||
    (code >= 0x2600 && code < 0x27c0) ||
    (code >= 0x2b00 && code < 0x2c00) ||
    (code >= 0xd83c && code <= 0xd83e) ||
    (code >= 0xdc00 && code < 0xe000) ||
    isModifier(code)
  );
}
