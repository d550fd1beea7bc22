// Sets of values that are public: our own list with its sources, and lists that settings or --wordlist add.
// A value is matched whatever its case and separators, with digits and signs stuck to its ends, cut short, backwards, and
// in another encoding of its bytes.
import type { KnownSecretLookup } from '../model/strength.ts';
import { createFormIndex, type FormIndex } from './known-forms.ts';
import { loadBundle } from './lists/load.ts';

/** Letters that must be left before digits at the ends are ignored: `secret2024` is `secret`, `a1` is not `a`. */
const shortestCore = 6;
/** Longer texts are nobody's published default; they are cut off before anything is computed. */
const longest = 1024;

/** The form that known values are compared in: lower case, letters and digits only. */
export function normaliseSecret(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9\u0080-\uffff]+/g, '');
}

/** The normal form without digits at its ends; the same where too little would be left. */
export function coreOf(normal: string): string {
  let start = 0;
  let end = normal.length;
  while (start < end && isDigit(normal.charCodeAt(start))) start++;
  while (end > start && isDigit(normal.charCodeAt(end - 1))) end--;
  return end - start >= shortestCore ? normal.slice(start, end) : normal;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A growing set of known values: what `find` answers is where a value is known from. */
export interface KnownSecretSet extends KnownSecretLookup {
  add(value: string, source: string): void;
  /** Whether the text was added as it is, capitals and signs included. */
  isLiteral(text: string): boolean;
  /** Where the value is known from that spells these bytes in hexadecimal or base64. */
  findBytes(bytes: Uint8Array): string | undefined;
  readonly size: number;
}

/** An empty set. Values are kept in normal form in this process's memory only. */
export function createKnownSecretSet(): KnownSecretSet {
  const exact = new Map<string, string>();
  const literal = new Set<string>();
  const normal = new Map<string, string>();
  const cores = new Map<string, string>();
  const added: (readonly [value: string, form: string, source: string])[] = [];
  let forms: FormIndex | undefined;
  const formIndex = (): FormIndex => {
    forms ??= createFormIndex(added);
    return forms;
  };
  return {
    add(value, source) {
      if (value === '') return;
      literal.add(value);
      forms = undefined;
      const form = normaliseSecret(value);
      // A value made of signs alone has no normal form and is matched as it is.
      if (form === '') {
        exact.set(value, source);
        return;
      }
      added.push([value, form, source]);
      if (!normal.has(form)) normal.set(form, source);
      if (/[a-z\u0080-\uffff]/.test(form)) {
        const core = coreOf(form);
        if (core === form && core.length >= shortestCore && !cores.has(core))
          cores.set(core, source);
      }
    },
    find(text) {
      if (text.length > longest) return undefined;
      const form = normaliseSecret(text);
      if (form === '') return exact.get(text);
      return normal.get(form) ?? cores.get(coreOf(form)) ?? formIndex().find(form);
    },
    findBytes: (bytes) => formIndex().findBytes(bytes),
    isLiteral: (text) => literal.has(text),
    get size() {
      return normal.size + exact.size;
    },
  };
}

/**
 * What stands before and after the letters of a text that `lookup` knows whatever digits those are; nothing where it
 * knows the digits too. An attacker must guess them.
 */
export function passedOver(text: string, lookup: KnownSecretLookup): readonly string[] {
  let start = 0;
  let end = text.length;
  while (start < end && !isLetter(text.charCodeAt(start))) start++;
  while (end > start && !isLetter(text.charCodeAt(end - 1))) end--;
  const ends = [text.slice(0, start), text.slice(end)];
  const [head, tail] = ends.map(otherDigits);
  const other = `${head}${text.slice(start, end)}${tail}`;
  return other === text || lookup.find(other) === undefined ? [] : ends;
}

function otherDigits(text: string): string {
  return text.replace(/\d/g, (digit) => String((Number(digit) + 5) % 10));
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 127;
}

/** A set of values from one source: the settings, a word list. */
export function createKnownSecrets(
  values: Iterable<string>,
  source = 'your own list of known secrets',
): KnownSecretSet {
  const set = createKnownSecretSet();
  for (const value of values) set.add(value, source);
  return set;
}

/** A published secret as it is used, and where it is published. */
export interface PublishedValue {
  readonly value: string;
  readonly source: string;
}

/** All published secrets that ship with keylint, in the order of the list. */
export function publishedValues(): readonly PublishedValue[] {
  const entries: unknown = JSON.parse(loadBundle().known);
  return (Array.isArray(entries) ? entries : []).map((entry) => {
    // The cast: the list is our own and its test holds its form.
    const { value, source, reversed } = entry as PublishedValue & { reversed?: boolean };
    return { value: reversed ? [...value].reverse().join('') : value, source };
  });
}

let published: KnownSecretSet | undefined;

/** The published secrets that ship with keylint. */
export function publishedSecrets(): KnownSecretSet {
  if (published) return published;
  const set = createKnownSecretSet();
  for (const { value, source } of publishedValues()) set.add(value, source);
  published = set;
  return set;
}
