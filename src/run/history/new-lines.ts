// Whether a version of a file can hold a secret that the versions before it did not, and whether the next one takes
// something away: what only grows needs to be parsed once. Versions of a file differ in a few lines, and most of these
// say nothing of signing. Works on raw bytes, line by line; a line counts once a file, wherever it stands.
import type { Buffer } from 'node:buffer';

/** Words of lines of configuration that name a signing secret, or say what stands below. */
const tellingConfiguration =
  /secret|jwt|jws|jose|hmac|sign|key|salt|passphrase|pepper|token|session|cookie|auth|env/i;

/**
 * Words of lines of code that name, set or use a signing secret. What a call signs with may have any name: lines that
 * give a text to a name from such a line count too.
 */
const tellingCode =
  /secret|jwt|jws|\bjose|hmac|\bsign|[a-z]Sign|sign_?(?:er|ing|ature)|passphrase|passport|pepper|\bsalt|salt\b|(?:app|auth|api|token|session|cookie|private|access|refresh|encryption|hash|master)_?keys?\b|\bkeys\s*[:=]\s*\[|keygrip|cookie-?(?:parser|session)|session\(|\biron\b|iron-|\bseal|process\.env|import\.meta\.env|getenv|environ\b/i;

/** Lines after a telling one, and before it, that belong to it: a call over several lines, a name above its value. */
const linesAfter = 5;
const linesBefore = 2;

/** A longer line is new whenever something in it changed. */
const maxLineLength = 1_000;

const comment = /^(?:\/\/|\*|\/\*|<!--)/;
/** What a line of code must hold to set or use anything. */
const statement = /['"`(=:]/;
const literals = /(['"`])((?:(?!\1)[^\\]|\\.){3,})|0x[\da-f]|\[\s*\d/gi;
/** Texts that a line beside a telling one holds for other reasons: types, headers, media types, names of events. */
const plain =
  /^(?:string|number|boolean|function|object|undefined|symbol|bigint|utf-?8|ascii|latin1|binary|base64|base64url|hex|[A-Z][a-z]+(?:-[A-Z][a-z]+)+|[a-z]+\/[a-z\d.+-]+|[^\p{L}\d]*)$/u;
const loads = /\brequire\(\s*['"`]|^import\b|^export\b.*\bfrom\b/;
/** `"jsonwebtoken": "^9.0.2",`: lines of a manifest that change with every release, and are no secret for all their name. */
const versionLine =
  /^["']?[@\w./-]{1,200}["']?\s*[:=]\s*["']?(?:npm:[@\w./-]{1,200}@)?[\^~<>=v]{0,3}\s?\d{1,9}(?:\.(?:\d{1,9}|[x*])){1,3}(?:[-+][\w.+-]{1,60})?["']?,?$/;
const assignment = /([\p{L}_$][\p{L}\d_$]{0,60})['"\]]*\s*(?::[^='"`]{1,40})?[:=][^=>]/gu;
const names = /[\p{L}_$][\p{L}\d_$]+/gu;

export interface Novelty {
  /** Takes the next version. */
  take(bytes: Buffer): Change;
}

/** What a version changed of the lines that matter. */
export interface Change {
  /** It has some that no version before it had. */
  readonly isGain: boolean;
  /** Some of the version just before it are gone, or lines that they may have led to. */
  readonly isLoss: boolean;
}

/** What a line says, whatever stands around it. */
interface Line {
  readonly isTelling: boolean;
  /** It can be a part of what a telling line beside it says. */
  readonly mayBelong: boolean;
  /** Names that it gives a text to. */
  readonly given: readonly string[];
}

/** For the versions of one file, one after the other. `more`: words of this project that tell as well. */
export function createNovelty({
  isCode,
  isNested = false,
  more,
}: {
  readonly isCode: boolean;
  /** Configuration that is indented as it is nested. */
  readonly isNested?: boolean;
  readonly more?: RegExp | undefined;
}): Novelty {
  const seen = new Set<string>();
  const spoken = new Set<string>();
  /** Versions have most of their lines in common. */
  const known = new Map<string, Line>();
  let before: Buffer | undefined;

  /** Whether the line was not there before; it is from now on. */
  const add = (line: string): boolean => seen.size < seen.add(line).size;

  const isTelling = (line: string): boolean => {
    if (more?.test(line)) return true;
    return isCode
      ? tellingCode.test(line) && statement.test(line)
      : tellingConfiguration.test(line);
  };

  const read = (text: string): Line => {
    const found = known.get(text);
    if (found) return found;
    const isNothing = isCode ? comment.test(text) : versionLine.test(text);
    const mayBelong = !isNothing && (!isCode || holdsText(text));
    const line = {
      isTelling: !isNothing && isTelling(text),
      mayBelong,
      given: isCode && mayBelong ? [...text.matchAll(assignment)].map(([, name = '']) => name) : [],
    };
    known.set(text, line);
    return line;
  };

  /** Whether there is anything new in lines. */
  const look = (lines: readonly string[]): boolean => {
    let isNew = false;
    let near = 0;
    let depth = 0;
    const above: string[] = [];
    for (const raw of lines) {
      const text = raw.trim();
      if (text === '') continue;
      // A bundle, or data: looked at closely it would take longer than it is worth.
      if (text.length > maxLineLength) {
        isNew = true;
        continue;
      }
      const line = read(text);
      near--;
      if (isNested && indentOf(raw) <= depth && !text.startsWith('-')) near = 0;
      if (line.isTelling) {
        near = linesAfter;
        depth = indentOf(raw);
        for (const other of above.splice(0)) if (add(other)) isNew = true;
        if (add(text)) {
          isNew = true;
          if (isCode) for (const [name] of text.matchAll(names)) spoken.add(name);
        }
      } else if (line.mayBelong) {
        if (near > 0 || line.given.some((name) => spoken.has(name))) {
          if (add(text)) isNew = true;
        } else {
          above.push(text);
          if (above.length > linesBefore) above.shift();
        }
      }
    }
    return isNew;
  };

  const isMissed = (gone: readonly string[], now: readonly string[]): boolean => {
    const left = new Set(now.map((line) => line.trim()));
    return gone.some((raw) => {
      const text = raw.trim();
      if (text === '' || left.has(text)) return false;
      return text.length > maxLineLength || seen.has(text) || read(text).mayBelong;
    });
  };

  return {
    take(bytes) {
      const old = before;
      before = bytes;
      // Text in UTF-16 has no lines here.
      if (bytes.subarray(0, 512).includes(0)) return { isGain: true, isLoss: true };
      if (!old) {
        look(linesOf(bytes, 0, bytes.length));
        return { isGain: true, isLoss: false };
      }
      const [from, to, toOld] = changedPart(old, bytes);
      if (from === to && from === toOld) return { isGain: false, isLoss: false };
      const now = linesOf(bytes, ...withContext(bytes, from, to));
      const gone = linesOf(old, ...withContext(old, from, toOld));
      return { isLoss: isMissed(gone, now), isGain: look(now) };
    },
  };
}

function linesOf(bytes: Buffer, from: number, to: number): string[] {
  return bytes.toString('latin1', from, to).split('\n');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether a line of code holds a text that can be a secret, or bytes. */
function holdsText(line: string): boolean {
  if (loads.test(line)) return false;
  for (const [, , text] of line.matchAll(literals)) {
    if (text === undefined || !plain.test(text)) return true;
  }
  return false;
}

const blockBytes = 4096;

/** Where two texts begin to differ, and where each of them ends to. */
function changedPart(before: Buffer, now: Buffer): [from: number, to: number, toOld: number] {
  const shorter = Math.min(before.length, now.length);
  let from = 0;
  while (from + blockBytes <= shorter && isSame(before, from, now, from)) from += blockBytes;
  while (from < shorter && before[from] === now[from]) from++;
  let tail = 0;
  const most = shorter - from;
  while (
    tail + blockBytes <= most &&
    isSame(before, before.length - tail - blockBytes, now, now.length - tail - blockBytes)
  ) {
    tail += blockBytes;
  }
  while (tail < most && before[before.length - tail - 1] === now[now.length - tail - 1]) tail++;
  return [from, now.length - tail, before.length - tail];
}

function isSame(a: Buffer, atA: number, b: Buffer, atB: number): boolean {
  return a.compare(b, atB, atB + blockBytes, atA, atA + blockBytes) === 0;
}

/** Whole lines, with those above that a changed line may belong to. */
function withContext(bytes: Buffer, from: number, to: number): [from: number, to: number] {
  let start = from;
  for (let line = 0; line <= linesAfter && start > 0; line++) {
    start = bytes.lastIndexOf(10, start - 1 - (line === 0 ? 0 : 1)) + 1;
    if (start === 0) break;
  }
  let end = to;
  for (let line = 0; line <= linesBefore; line++) {
    const next = bytes.indexOf(10, end);
    if (next === -1) return [start, bytes.length];
    end = next + 1;
  }
  return [start, end];
}
