// Which versions of a configuration file hold an entry that none before had, and when one of these goes. A value of
// configuration is found by its name and by what it is nested below, so these are what is compared: the lines that name
// a secret with the keys above them. Only lines that hold a word of a name are looked at.
import type { Buffer } from 'node:buffer';
import { wordsOf } from '../../link/name-words.ts';
import { suggestsSecret } from '../../link/secret-names.ts';
import {
  type ChangedPart,
  changedPart,
  linesAfter,
  linesBefore,
  linesOf,
  withContext,
} from './changed-part.ts';
import { differingLines } from './differing-lines.ts';
import { lastPart } from './key-names.ts';
import type { Change, Novelty } from './new-lines.ts';
import { createEntryReader, createNestedReader, type Entry, keyOf } from './read-entry.ts';
import { withoutOthers } from './without-others.ts';

/** Lines below a name without a value of its own, and above one, that may hold the value. */
const linesBelow = 5;
const linesAbove = 2;

/** `[section]` of TOML and INI. */
const section = /^\[[^\n]{1,200}\]\s*$/m;

/** Lines that others are nested below, or that say what the whole file is. */
const meant = /[:{[|>(-]\s*(?:\s#.*)?$|^\s*(?:\[|<|apiVersion|kind)|\0/;

/** Longer lines are data, or a whole file: new whenever something in them changed. */
const maxLineLength = 1_000;

export interface EntryOptions {
  /** A key stands in the file, or passes through it: its first version is new in any case. */
  readonly isPassed: boolean;
  /** Nested by indentation: YAML and JSON. */
  readonly isNested: boolean;
  /** Whether calls of this project read a name. */
  readonly isUsed: (name: string) => boolean;
  /** A pattern that finds every line with a name that matters. */
  readonly words: RegExp;
}

type TakeEntry = (entry: string, from: number, to: number) => void;

const core = [
  'secret',
  'key',
  'jwt',
  'jws',
  'hmac',
  'salt',
  'sign',
  'passw',
  'passphrase',
  '\\bkty\\b',
  '\\bk["\']?:',
];

/** A pattern for the lines that are looked at: words of all names of secrets, and names that calls of this project read. */
export function createEntryWords(names: readonly string[]): RegExp {
  const own = names
    .map((name) => wordsOf(lastPart(name)).join('[^a-z\\d\\n]{0,2}'))
    .filter((pattern) => pattern.length > 2);
  return new RegExp([...new Set([...core, ...own])].join('|'), 'gi');
}

/** For the versions of one file, one after the other. */
export function createEntryNovelty({ isPassed, isNested, isUsed, words }: EntryOptions): Novelty {
  const readEntry = (isNested ? createNestedReader : createEntryReader)(isUsed);
  /** Entries of all versions, and those that came since something was lost. */
  const seen = new Set<string>();
  let recent = new Set<string>();
  const known = new Map<string, Entry>();
  let before: Buffer | undefined;
  /** Values of entries stand elsewhere in the file, under names that say nothing. */
  let refersToOthers = false;

  const read = (line: string): Entry => {
    const found = known.get(line);
    if (found) return found;
    const entry = readEntry(line);
    known.set(line, entry);
    return entry;
  };

  /** Calls `take` with each entry of a text, and what part of it that is. */
  const forEachEntry = (text: string, take: TakeEntry): void => {
    const references = new Set<string>();
    const headingsOf = createHeadings(text, !isNested && section.test(text));
    const kinds = isNested ? (text.match(/^(?:apiVersion|kind):.*$/gm) ?? []).join() : '';
    forEachLine(text, words, (start, end) => {
      const line = text.slice(start, end).trim();
      const entry = line.length > maxLineLength ? readEntry(line) : read(line);
      if (!entry.isTelling && !entry.isPlain) return;
      const path = headingsOf(start);
      if (!entry.isTelling && !suggestsSecret(`${path}.${entry.key}`)) return;
      for (const name of entry.references) references.add(name);
      const [from, to] = entry.isWhole ? [start, end] : around(text, start, end);
      const held = text.slice(from, to).replace(/\n\s+/g, '\n');
      take(`${kinds}\n${path}\n${held.trim()}`, from, to);
    });
    refersToOthers = references.size > 0;
    if (!refersToOthers) return;
    const given = [...references].map((name) => `\\b${name}["']?\\s?[:=]|&${name}\\b`).join('|');
    forEachLine(text, new RegExp(given, 'g'), (start, end) => {
      take(text.slice(start, end).trim(), start, end);
    });
  };

  /** Whether a version changed nothing of any entry: neither one, nor what stands around one, nor a heading. */
  const isQuiet = (old: Buffer, now: Buffer, part: ChangedPart | undefined): boolean => {
    const [from, to, toOld] = part ?? changedPart(old, now);
    const after = linesOf(now, ...withContext(now, from, to));
    const before = linesOf(old, ...withContext(old, from, toOld));
    return differingLines(before, after).every(
      (run) => isSilent(after, run.from, run.to) && isSilent(before, run.fromOld, run.toOld),
    );
  };
  const isSilent = (lines: readonly string[], from: number, to: number): boolean => {
    const near = lines.slice(Math.max(0, from - linesAfter), to + linesBefore);
    return (
      lines.slice(from, to).every((line) => !meant.test(line) && !holdsWord(line)) &&
      near.every((line) => !holdsWord(line) || isWhole(line))
    );
  };
  const holdsWord = (line: string): boolean => {
    words.lastIndex = 0;
    return words.test(line);
  };
  const isWhole = (line: string): boolean => {
    const { isTelling, isWhole: isAll } = readEntry(line.trim());
    return isAll || !isTelling;
  };

  return {
    take(bytes, part): Change {
      const old = before;
      const isFirst = old === undefined;
      before = bytes;
      const isSame = old !== undefined && !refersToOthers && isQuiet(old, bytes, part);
      if (isSame) return { isGain: false, isNamed: true, isLoss: false };
      // Text in UTF-16 has no lines here.
      if (bytes.subarray(0, 512).includes(0)) return { isGain: true, isNamed: true, isLoss: true };
      const now = new Set<string>();
      forEachEntry(bytes.toString('latin1'), (entry) => now.add(entry));
      const isLoss = [...recent].some((entry) => !now.has(entry));
      if (isLoss) recent = new Set();
      let isGain = isFirst && isPassed;
      for (const entry of now) {
        if (seen.has(entry)) continue;
        seen.add(entry);
        recent.add(entry);
        isGain = true;
      }
      return { isGain, isNamed: true, isLoss };
    },
    partOf(text) {
      if (!isNested) return text;
      const kept: number[] = [];
      forEachEntry(text, (_, from, to) => {
        for (let at = from; at <= to; ) {
          kept.push(at);
          const end = text.indexOf('\n', at);
          at = end === -1 ? text.length + 1 : end + 1;
        }
      });
      return withoutOthers(text, kept);
    },
  };
}

/** Calls `take` once with each line that the pattern finds something on. */
function forEachLine(
  text: string,
  pattern: RegExp,
  take: (start: number, end: number) => void,
): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const start = text.lastIndexOf('\n', match.index) + 1;
    const next = text.indexOf('\n', match.index);
    const end = next === -1 ? text.length : next;
    take(start, end);
    pattern.lastIndex = end;
  }
}

/**
 * Tells the headings that lines are nested below, by their indentation, as one dotted name; the lines have to be asked
 * for in order.
 */
function createHeadings(text: string, hasSections: boolean): (start: number) => string {
  const above: { readonly indent: number; readonly isItem: boolean; readonly key: string }[] = [];
  let next = 0;
  const read = (start: number): void => {
    const end = text.indexOf('\n', start);
    next = end === -1 ? text.length + 1 : end + 1;
    const indent = indentAt(text, start);
    const first = text.charCodeAt(start + indent);
    // Blank lines, and comments.
    if (first === 10 || first === 13 || first === 35 || Number.isNaN(first)) return;
    const isItem = first === 45;
    const isSection = hasSections && indent === 0 && first === 91;
    leave(isSection ? -1 : indent, isItem);
    const key = isItem ? '' : keyOf(text.slice(start + indent, Math.min(next - 1, start + 200)));
    above.push({ indent: isSection ? -1 : indent, isItem, key });
  };
  const leave = (indent: number, isItem: boolean): void => {
    for (let top = above.at(-1); top; top = above.at(-1)) {
      const isAbove = top.indent < indent || (top.indent === indent && isItem && !top.isItem);
      if (isAbove) return;
      above.pop();
    }
  };
  return (start) => {
    while (next < start) read(next);
    const indent = indentAt(text, start);
    leave(indent, text.charCodeAt(start + indent) === 45);
    return above.map(({ key }) => key).join('.');
  };
}

function indentAt(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at - start;
}

/** The lines around one that belong to the same part of the file, by their indentation. */
function around(text: string, start: number, end: number): [from: number, to: number] {
  const isItem = text[start + indentAt(text, start)] === '-';
  const own = indentAt(text, start);
  const depth = own + (isItem ? 2 : 0);
  let from = start;
  for (let line = 0; line < linesAbove && from > 0 && !isItem; line++) {
    const above = text.lastIndexOf('\n', from - 2) + 1;
    if (indentAt(text, above) < own && text[above + indentAt(text, above)] !== '-') break;
    from = above;
  }
  let to = end;
  for (let line = 0; line < linesBelow && to < text.length; line++) {
    const indent = indentAt(text, to + 1);
    const isBelow = indent >= depth || (indent >= own && text[to + 1 + indent] === '-' && !isItem);
    if (!isBelow) break;
    const next = text.indexOf('\n', to + 1);
    to = next === -1 ? text.length : next;
  }
  return [from, to];
}
