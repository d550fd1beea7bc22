// Bytes as text of a page, denser than base64: seven bits a character, which is one byte of UTF-8. Three characters do not
// come through a page as they are; a character of two bytes stands for one of them and for the seven bits that follow, so
// that nothing is lost by it: 8 bytes of text for 7 of data, where base64 has 9 and a third.

/** No page keeps the first, the second is read as a line feed, and the third could open a tag or a comment. */
const unfit = [0x00, 0x0d, 0x3c];
const bits = 7;
const mask = 0x7f;
/** The first character that takes two bytes: pairs for each of the three, and then what stands for one at the end. */
const firstPair = 0x80;
const firstLast = firstPair + (unfit.length << bits);

/** Text of characters below U+0203, none of them NUL, carriage return or `<`. */
export function toSevenBits(bytes: Uint8Array): string {
  const groups: number[] = [];
  let [held, count] = [0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    count += 8;
    while (count >= bits) {
      count -= bits;
      groups.push((held >>> count) & mask);
    }
    held &= (1 << count) - 1;
  }
  if (count > 0) groups.push((held << (bits - count)) & mask);
  const text: string[] = [];
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at] ?? 0;
    const index = unfit.indexOf(group);
    if (index < 0) {
      text.push(String.fromCharCode(group));
      continue;
    }
    const following = groups[++at];
    const code =
      following === undefined ? firstLast + index : firstPair + (index << bits) + following;
    text.push(String.fromCharCode(code));
  }
  return text.join('');
}

/** The bytes that were written. */
export function fromSevenBits(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((text.length * 2 * bits) / 8));
  let [held, count, length] = [0, 0, 0];
  const add = (group: number): void => {
    held = ((held << bits) | group) & 0x7fff;
    count += bits;
    if (count < 8) return;
    count -= 8;
    bytes[length++] = held >>> count;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= firstLast) add(unfit[code - firstLast] ?? 0);
    else {
      if (code >= firstPair) add(unfit[(code - firstPair) >>> bits] ?? 0);
      add(code & mask);
    }
  }
  return bytes.subarray(0, length);
}
