// Which findings a pull request is about: those on lines it touches, and those whose story goes through such a line -
// a call that now asks for a longer key, a value that now stands in two places. Pure.
import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import type { ChangedFile, Changes } from './changes.ts';

/** What is checked out, for comparing with the head commit: a run usually has a merge of it. */
export interface CheckedOut {
  /** Bytes of a file by its path from the root of the repository. */
  read(path: string): Uint8Array | undefined;
}

/** A line of the head commit that a comment can be put on. */
export interface Anchor {
  readonly path: string;
  readonly line: number;
}

/** A finding that the pull request is about. */
export interface TouchedFinding {
  readonly finding: Finding;
  /** `undefined`: GitHub shows no line of the story. */
  readonly anchor: Anchor | undefined;
  /** Whether the anchor is the finding's own line, with the numbers of the disk. */
  readonly isExact: boolean;
}

/** Whether a comment on it can offer a change: its own line is shown, and the disk has the numbers of the diff. */
export function canSuggest({ finding, isExact }: TouchedFinding): boolean {
  return isExact && finding.level !== 'note' && !finding.suppressed;
}

interface Lines {
  readonly line: number;
  readonly endLine: number;
}

/** The findings that `changes` are about, in order. Paths of findings count from `prefix`. */
export function selectTouched(
  findings: readonly Finding[],
  changes: Changes,
  { checkedOut, prefix }: { readonly checkedOut: CheckedOut; readonly prefix: string },
): TouchedFinding[] {
  const files = new Map<string, NumberedFile | undefined>();
  const fileAt = (path: string): NumberedFile | undefined => {
    if (!files.has(path)) {
      const change = changes.get(path);
      files.set(path, change && numberFile(change, checkedOut.read(path)));
    }
    return files.get(path);
  };
  return findings.flatMap((finding): TouchedFinding[] => {
    const places = [finding, ...finding.related].map((place) => ({
      path: prefix + place.path,
      line: place.line,
      endLine: place.endLine,
    }));
    const touched = places.filter((place) => fileAt(place.path)?.isTouched(place));
    if (touched.length === 0) return [];
    for (const place of touched) {
      const line = fileAt(place.path)?.shownLine(place);
      if (line === undefined) continue;
      const isExact = place === places[0] && line === place.line;
      return [{ finding, anchor: { path: place.path, line }, isExact }];
    }
    return [{ finding, anchor: undefined, isExact: false }];
  });
}

interface NumberedFile {
  isTouched(lines: Lines): boolean;
  /** The head commit's number of the first of `lines` that GitHub shows. */
  shownLine(lines: Lines): number | undefined;
}

/** A changed file, asked with the line numbers of the disk. */
function numberFile(change: ChangedFile, bytes: Uint8Array | undefined): NumberedFile {
  const isSame =
    change.blobId === undefined || (bytes !== undefined && blobId(bytes) === change.blobId);
  const texts = isSame
    ? []
    : Buffer.from(bytes ?? [])
        .toString('utf8')
        .split(/\r?\n|\r/);
  const numbers = isSame ? new Map<string, number[]>() : numbersByText(change.shown);
  /** Where the merge moved a line, its text tells where it was. */
  const headLine = (line: number): number | undefined => {
    if (isSame) return line;
    const text = texts[line - 1];
    if (text === undefined || text.trim() === '') return undefined;
    const candidates = numbers.get(text) ?? [];
    return candidates.toSorted((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
  };
  const { touched, shown } = change;
  return {
    isTouched({ line, endLine }) {
      if (touched === 'all') return true;
      const last = Math.min(endLine, line + longestStory);
      for (let at = line; at <= last; at++) {
        const number = headLine(at);
        if (number === undefined) continue;
        if (touched.some(({ from, to }) => from <= number && number <= to)) return true;
      }
      return false;
    },
    shownLine({ line, endLine }) {
      const last = Math.min(endLine, line + longestStory);
      for (let at = line; at <= last; at++) {
        const number = headLine(at);
        if (number !== undefined && shown.has(number)) return number;
      }
      return undefined;
    },
  };
}

/** A finding over more lines than these is looked at from its beginning. */
const longestStory = 200;

function numbersByText(shown: ReadonlyMap<number, string>): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const [number, text] of shown) {
    const same = numbers.get(text);
    if (same) same.push(number);
    else numbers.set(text, [number]);
  }
  return numbers;
}

/** Git's id of a file's content; compared with what GitHub says, and never printed. */
function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
