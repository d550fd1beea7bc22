// Dockerfile, Containerfile and Earthfile: ENV and ARG, which stay in the image, and variables that RUN lines set.

import { neverEnds } from '../never-ends.ts';
import { endOfWord, scanAssignments, wordValue } from './assignments.ts';
import type { ConfigNode } from './config-tree.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { addFlagItems, addFlags } from './flags.ts';
import type { FormatReader } from './format.ts';
import type { Problem } from './limits.ts';
import { formatNameOf } from './paths.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

export const dockerfileReader: FormatReader = {
  id: 'dockerfile',
  canRead(path) {
    const name = formatNameOf(path);
    return (
      (/^(?:dockerfile|containerfile|earthfile)(?:[.\-_][a-z0-9.\-_]{0,60})?$/.test(name) ||
        /.\.(?:dockerfile|containerfile)$/.test(name)) &&
      !/\.(?:md|ts|js|go|py|json|ya?ml|txt|dockerignore)$/.test(name)
    );
  },
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'dockerfile', dialect: 'shell' });
    const cut = (problem: Problem): void => collector.cut(problem);
    for (const instruction of instructionsOf(text, cut)) {
      if (collector.isFull) break;
      readInstruction(instruction, collector);
    }
    return collector.result();
  },
};

const keyword = /^\s*(?:ONBUILD\s+)?(ENV|ARG|RUN|CMD|ENTRYPOINT|COPY|ADD)\s+/i;

function readInstruction(instruction: StoredText, collector: DefinitionCollector): void {
  const indent = instruction.text.search(/\S/);
  const match = keyword.exec(instruction.text.slice(indent, indent + 200));
  if (!match) return;
  const word = match[1]?.toUpperCase();
  const from = indent + match[0].length;
  const body = sliceStored(instruction, from, instruction.text.length);
  const isCopied = word === 'COPY' || word === 'ADD';
  // Of what is copied from elsewhere nothing stands here.
  if (isCopied && !body.text.includes('\n')) return;
  if (word === 'ENV' || word === 'ARG') readPairs(body, word === 'ENV', collector);
  else {
    if (!isCopied) addArguments(body, collector);
    for (const { name, value, from: start, to } of scanAssignments(body)) {
      const at = sliceStored(body, start, to);
      const { start: entryStart, end } = at;
      collector.add({
        space: 'env',
        name,
        value,
        start: entryStart,
        end,
        isImageBaked: word === 'RUN' || isCopied,
      });
    }
  }
}

/** `CMD serve --jwt-secret=...`, `CMD ["serve", "--jwt-secret", "..."]` */
function addArguments(body: StoredText, collector: DefinitionCollector): void {
  if (!body.text.includes('--')) return;
  if (!body.text.startsWith('[')) {
    addFlags(body, collector);
    return;
  }
  const items = [...body.text.matchAll(/"((?:[^"\\\n]){0,500})"/g)].map((found): ConfigNode => {
    const from = found.index + 1;
    const stored = sliceStored(body, from, from + (found[1]?.length ?? 0));
    return { kind: 'scalar', stored, outerEnd: stored.end + 1, isText: true };
  });
  addFlagItems(items, collector);
}

const pairName = /([A-Za-z_][A-Za-z0-9_.-]{0,200})=/y;
const legacyPair = /^([A-Za-z_][A-Za-z0-9_.-]{0,200})[ \t]+(?=[^\s=])/;

function readPairs(body: StoredText, isEnv: boolean, collector: DefinitionCollector): void {
  const add = (name: string, value: StoredText, from: number, to: number): void => {
    const { start, end } = sliceStored(body, from, to);
    // Variables are expanded there, commands are not run.
    const dialect = 'dotenv';
    collector.add({ space: 'env', name, value, start, end, isImageBaked: true, dialect });
  };
  const legacy = isEnv ? legacyPair.exec(body.text.slice(0, 500)) : null;
  if (legacy?.[1]) {
    // `ENV KEY rest of the line`, quotes and all.
    const to = body.text.trimEnd().length;
    add(legacy[1], sliceStored(body, legacy[0].length, to), 0, to);
    return;
  }
  let offset = 0;
  while (offset < body.text.length) {
    pairName.lastIndex = offset;
    const match = pairName.exec(body.text);
    const from = offset + (match?.[0].length ?? 0);
    const word = endOfWord(body.text, from, /\s/);
    if (match?.[1]) add(match[1], wordValue(body, from, word), offset, word.to);
    offset = Math.max(word.to, offset + 1);
    while (/\s/.test(body.text.charAt(offset))) offset++;
  }
}

/** Logical lines: continuations joined, comments between them left out, each character with its place. */
function* instructionsOf(text: string, cut: (problem: Problem) => void): Generator<StoredText> {
  const mark = /^\s{0,50}#\s{0,20}escape\s{0,20}=\s{0,20}`/i.test(text.slice(0, 200)) ? '`' : '\\';
  let start = 0;
  let pending: { from: number; to: number }[] = [];
  let here: { readonly words: readonly string[]; readonly from: number } | undefined;
  while (start < text.length) {
    let lineEnd = start;
    while (lineEnd < text.length && text[lineEnd] !== '\n' && text[lineEnd] !== '\r') lineEnd++;
    const next = text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : lineEnd + 1;
    if (here) {
      const [word, ...others] = here.words;
      if (text.slice(start, Math.min(lineEnd, start + 200)).trim() === word) {
        if (others.length === 0) {
          yield { text: text.slice(here.from, start), start: here.from, end: start };
        }
        here = others.length === 0 ? undefined : { words: others, from: here.from };
      }
      start = next;
      continue;
    }
    let content = lineEnd;
    while (content > start && (text[content - 1] === ' ' || text[content - 1] === '\t')) content--;
    const isComment = text.slice(start, lineEnd).trimStart().startsWith('#');
    const isContinued = content > start && text[content - 1] === mark;
    if (!isComment) pending.push({ from: start, to: isContinued ? content - 1 : content });
    const isOpen = isComment ? pending.length > 0 : isContinued;
    const words = isOpen || isComment ? [] : hereWords(text, start, lineEnd);
    // Lines before the one that opens it were joined, and offsets would not fit.
    if (words.length > 0 && pending.length === 1) {
      here = { words, from: pending[0]?.from ?? start };
      pending = [];
    }
    if (!isOpen && pending.length > 0) {
      yield joinLines(text, pending);
      pending = [];
    }
    start = next;
  }
  if (here) cut(neverEnds('here-document', text, here.from));
  if (pending.length > 0) yield joinLines(text, pending);
}

const copying = /^\s*(?:ONBUILD\s+)?(?:COPY|ADD)\s/i;

/** The words that end the lines of `RUN <<EOF` or `COPY <<EOF .env`, one after the other; `<<<` gives a text instead. */
function hereWords(text: string, start: number, lineEnd: number): readonly string[] {
  const line = text.slice(start, Math.min(lineEnd, start + 1000));
  const isRun = /^\s*(?:ONBUILD\s+)?RUN\s/i.test(line);
  if (isRun ? !/(?<!<)<<-?(["']?)[A-Za-z_]\w{0,40}\1\s*$/.test(line) : !copying.test(line))
    return [];
  const words = line.matchAll(/(?<!<)<<-?(["']?)([A-Za-z_]\w{0,40})\1(?=\s|$)/g);
  return [...words].map(([, , word = '']) => word);
}

function joinLines(text: string, lines: readonly { from: number; to: number }[]): StoredText {
  const [first] = lines;
  const last = lines.at(-1);
  const start = first?.from ?? 0;
  const end = last?.to ?? start;
  if (lines.length === 1) return { text: text.slice(start, end), start, end };
  const offsets: number[] = [];
  let joined = '';
  for (const { from, to } of lines) {
    joined += text.slice(from, to);
    for (let offset = from; offset < to; offset++) offsets.push(offset);
  }
  offsets.push(end);
  return { text: joined, start, end, offsets };
}
