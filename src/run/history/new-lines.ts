// Whether a version of a file can hold a secret that the versions before it did not: only then it is parsed. Versions
// of a file differ in a few lines, and most of these say nothing of signing. Works on raw bytes, line by line; a line
// counts once a file, wherever it stands.
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
const assignment = /([\p{L}_$][\p{L}\d_$]{0,60})['"\]]*\s*(?::[^='"`]{1,40})?[:=][^=>]/gu;
const names = /[\p{L}_$][\p{L}\d_$]+/gu;

export interface Novelty {
  /** Takes the next version. */
  isNew(bytes: Buffer): boolean;
}

/** For the versions of one file, one after the other. `more`: words of this project that tell as well. */
export function createNovelty({
  isCode,
  more,
}: {
  readonly isCode: boolean;
  readonly more?: RegExp | undefined;
}): Novelty {
  const seen = new Set<string>();
  const spoken = new Set<string>();
  let before: Buffer | undefined;

  /** Whether the line was not there before; it is from now on. */
  const add = (line: string): boolean => seen.size < seen.add(line).size;

  const isTelling = (line: string): boolean => {
    if (more?.test(line)) return true;
    return isCode
      ? tellingCode.test(line) && statement.test(line)
      : tellingConfiguration.test(line);
  };

  const mayBelong = (line: string): boolean => !isCode || holdsText(line);

  const givesText = (line: string): boolean =>
    isCode && [...line.matchAll(assignment)].some(([, name = '']) => spoken.has(name));

  const look = (lines: readonly string[]): boolean => {
    let isNew = false;
    let near = 0;
    const above: string[] = [];
    for (const raw of lines) {
      const line = raw.trim();
      if (line === '' || (isCode && comment.test(line))) continue;
      near--;
      // A bundle, or data: looked at closely it would take longer than it is worth.
      if (line.length > maxLineLength) isNew = true;
      else if (isTelling(line)) {
        near = linesAfter;
        for (const other of above.splice(0)) if (add(other)) isNew = true;
        if (add(line)) {
          isNew = true;
          if (isCode) for (const [name] of line.matchAll(names)) spoken.add(name);
        }
      } else if (mayBelong(line)) {
        if (near > 0 || givesText(line)) {
          if (add(line)) isNew = true;
        } else {
          above.push(line);
          if (above.length > linesBefore) above.shift();
        }
      }
    }
    return isNew;
  };

  return {
    isNew(bytes) {
      const [from, to] = before ? changedPart(before, bytes) : [0, bytes.length];
      const isFirst = before === undefined;
      before = bytes;
      // Text in UTF-16 has no lines here.
      if (bytes.subarray(0, 512).includes(0)) return true;
      if (isFirst) {
        look(bytes.toString('latin1').split('\n'));
        return true;
      }
      if (from >= to) return false;
      return look(bytes.toString('latin1', ...withContext(bytes, from, to)).split('\n'));
    },
  };
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

/** Half-open range of `now` without what it begins and ends with as `before` does. */
function changedPart(before: Buffer, now: Buffer): [from: number, to: number] {
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
  return [from, now.length - tail];
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
