// Dockerfile, Containerfile and Earthfile: ENV and ARG, which stay in the image, and variables that RUN lines set.
import { endOfWord, scanAssignments, wordValue } from './assignments.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
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
    for (const instruction of instructionsOf(text)) {
      if (collector.isFull) break;
      readInstruction(instruction, collector);
    }
    return collector.result();
  },
};

const keyword = /^\s*(?:ONBUILD\s+)?(ENV|ARG|RUN|CMD|ENTRYPOINT)\s+/i;

function readInstruction(instruction: StoredText, collector: DefinitionCollector): void {
  const match = keyword.exec(instruction.text.slice(0, 200));
  if (!match) return;
  const word = match[1]?.toUpperCase();
  const from = match[0].length;
  const body = sliceStored(instruction, from, instruction.text.length);
  if (word === 'ENV' || word === 'ARG') readPairs(body, word === 'ENV', collector);
  else {
    for (const { name, value, from: start, to } of scanAssignments(body)) {
      const at = sliceStored(body, start, to);
      const { start: entryStart, end } = at;
      collector.add({
        space: 'env',
        name,
        value,
        start: entryStart,
        end,
        isImageBaked: word === 'RUN',
      });
    }
  }
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
function* instructionsOf(text: string): Generator<StoredText> {
  const mark = /^\s{0,50}#\s{0,20}escape\s{0,20}=\s{0,20}`/i.test(text.slice(0, 200)) ? '`' : '\\';
  let start = 0;
  let pending: { from: number; to: number }[] = [];
  let here: { readonly word: string; readonly from: number } | undefined;
  while (start < text.length) {
    let lineEnd = start;
    while (lineEnd < text.length && text[lineEnd] !== '\n' && text[lineEnd] !== '\r') lineEnd++;
    const next = text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : lineEnd + 1;
    if (here) {
      if (text.slice(start, Math.min(lineEnd, start + 200)).trim() === here.word) {
        yield { text: text.slice(here.from, start), start: here.from, end: start };
        here = undefined;
      }
      start = next;
      continue;
    }
    let content = lineEnd;
    while (content > start && (text[content - 1] === ' ' || text[content - 1] === '\t')) content--;
    const isComment = /^[ \t]*#/.test(text.slice(start, Math.min(lineEnd, start + 200)));
    const isContinued = content > start && text[content - 1] === mark;
    if (!isComment) pending.push({ from: start, to: isContinued ? content - 1 : content });
    const isOpen = isComment ? pending.length > 0 : isContinued;
    const word = isOpen || isComment ? undefined : hereWord(text, start, lineEnd);
    // Lines before the one that opens it were joined, and offsets would not fit.
    if (word !== undefined && pending.length === 1) {
      here = { word, from: pending[0]?.from ?? start };
      pending = [];
    }
    if (!isOpen && pending.length > 0) {
      yield joinLines(text, pending);
      pending = [];
    }
    start = next;
  }
  if (pending.length > 0) yield joinLines(text, pending);
}

/** The word that ends the lines of `RUN <<EOF`; `undefined` where the instruction has none. */
function hereWord(text: string, start: number, lineEnd: number): string | undefined {
  const line = text.slice(start, Math.min(lineEnd, start + 1000));
  if (!/^\s*(?:ONBUILD\s+)?RUN\s/i.test(line)) return undefined;
  return /<<-?(["']?)([A-Za-z_]\w{0,40})\1\s*$/.exec(line)?.[2];
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
