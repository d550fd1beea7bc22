// How the text of a secret is written into a file: what stands between the offsets that a value covers now, with
// the quotes, escapes and encodings that its format asks for.
import type { Encoding } from '../model/expression.ts';

/** The place of a value in a file. */
export interface Slot {
  /** The whole decoded file. */
  readonly text: string;
  /** The value without quotes, UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** `FileSummary.language`: `dotenv`, `yaml`, `json` ... */
  readonly language: string;
  /** How the file stores the value: Kubernetes `data` is base64 of it. */
  readonly storedAs: Encoding;
}

/** Formats that have texts in quotes only; a bare number or word there must become a text. */
const quotedFormats: ReadonlySet<string> = new Set(['json', 'jsonc', 'json5', 'toml', 'hcl']);

/** Alphabets of hex, base64, base64url and the prefixes before them: nothing that any format gives a meaning to. */
const plainText = /^[A-Za-z0-9_+/=.:-]+$/;

/** What YAML 1.1 or 1.2 would read as a number, a boolean, a date or null. */
const yamlScalar =
  /^(?:[-+]?[\d.][\d_.:,eE+-]*|0[xXoO][\da-fA-F_]+|\d{4}-\d\d?-\d\d?.*|true|false|yes|no|on|off|null|~|[yn])$/i;

/** Base64, hex ... of the UTF-8 bytes of `text`; the text itself for `utf8`. */
export function storeAs(text: string, encoding: Encoding): string {
  const bytes = Buffer.from(text, 'utf8');
  if (encoding === 'base64' || encoding === 'base64url' || encoding === 'hex') {
    return bytes.toString(encoding);
  }
  return text;
}

/**
 * What to put between `slot.start` and `slot.end` so that the program receives `secret`. `undefined` where that
 * cannot be said: a secret with characters that need escaping.
 */
export function encodeValue(secret: string, slot: Slot): string | undefined {
  const stored = storeAs(secret, slot.storedAs);
  if (!plainText.test(stored)) return undefined;
  const before = slot.text[slot.start - 1] ?? '';
  const isQuoted = before === '"' || before === "'" || before === '`';
  if (isQuoted) return stored;
  if (quotedFormats.has(slot.language) && !isInsideText(slot)) return `"${stored}"`;
  if (slot.language === 'yaml' && yamlScalar.test(stored) && !isInsideText(slot)) {
    return `"${stored}"`;
  }
  return stored;
}

/** Whether the value is a part of a larger text: `NAME=value` in a list of YAML, a key inside JSON in a variable. */
function isInsideText({ text, start }: Slot): boolean {
  const before = text[start - 1] ?? '';
  return /[\w=/-]/.test(before);
}
