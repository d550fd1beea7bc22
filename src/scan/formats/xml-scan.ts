// XML as a tree of elements with exact places of texts and attributes. Lenient: what is not closed ends where its parent
// does; entities of a document type are not expanded.
import { neverEnds } from '../never-ends.ts';
import { type Problem, tooLarge } from './limits.ts';
import type { StoredText } from './stored-text.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, StoredText>;
  readonly children: readonly XmlElement[];
  /** The text right inside, where there is nothing else. */
  readonly text: StoredText | undefined;
  readonly start: number;
  readonly end: number;
}

interface OpenElement {
  name: string;
  attributes: ReadonlyMap<string, StoredText>;
  children: XmlElement[];
  texts: StoredText[];
  start: number;
}

const maxDepth = 60;
const maxElements = 50_000;

/** The elements at the top; `cut` is told of what is not read. */
export function scanXml(source: string, cut: (problem: Problem) => void): readonly XmlElement[] {
  const root: OpenElement = { name: '', attributes: new Map(), children: [], texts: [], start: 0 };
  const open: OpenElement[] = [root];
  let count = 0;
  let at = 0;
  const close = (end: number): void => {
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed && parent) parent.children.push(finish(closed, end));
  };
  /** Behind the mark that closes what opens here. */
  const behind = (mark: string, from: number, what: 'comment' | 'text' | 'declaration'): number => {
    const end = source.indexOf(mark, from);
    if (end === -1) cut(neverEnds(what, source, at));
    return end === -1 ? source.length : end + mark.length;
  };
  while (at < source.length) {
    if (count >= maxElements) {
      cut(tooLarge(`more than ${maxElements} elements`));
      break;
    }
    const mark = source.indexOf('<', at);
    const textEnd = mark === -1 ? source.length : mark;
    if (textEnd > at) open.at(-1)?.texts.push(decodeEntities(source, at, textEnd));
    if (mark === -1) break;
    at = mark;
    if (source.startsWith('<!--', at)) at = behind('-->', at + 4, 'comment');
    else if (source.startsWith('<![CDATA[', at)) {
      const start = at + 9;
      at = behind(']]>', start, 'text');
      const end = source.startsWith(']]>', at - 3) ? at - 3 : at;
      open.at(-1)?.texts.push({ text: source.slice(start, end), start, end });
    } else if (source[at + 1] === '?') at = behind('?>', at, 'declaration');
    else if (source[at + 1] === '!') {
      // `<!DOCTYPE x [ ... ]>`
      const end = behind('>', at, 'declaration');
      const hasMore = source.slice(at, end).includes('[');
      at = hasMore ? behind('>', behind(']', at, 'declaration'), 'declaration') : end;
    } else if (source[at + 1] === '/') {
      const end = after(source, '>', at);
      const name = source.slice(at + 2, end - 1).trim();
      const depth = open.findLastIndex((element) => element.name === name);
      if (depth > 0) while (open.length > depth) close(end);
      at = end;
    } else {
      const tag = readTag(source, at);
      if (!tag) {
        at++;
        continue;
      }
      count++;
      // No text holds the sign that opens an element: a quote was forgotten before it.
      if (tag.openAt !== undefined) cut(neverEnds('text', source, tag.openAt));
      at = tag.end;
      const { name, attributes, start } = tag;
      open.push({ name, attributes, children: [], texts: [], start });
      if (tag.isEmpty || open.length > maxDepth) close(tag.end);
    }
  }
  while (open.length > 1) close(source.length);
  return root.children;
}

function finish(element: OpenElement, end: number): XmlElement {
  const texts = element.texts.filter(({ text }) => text.trim() !== '');
  const [only] = texts;
  const isPlain = texts.length === 1 && only && element.children.length === 0;
  return {
    name: element.name,
    attributes: element.attributes,
    children: element.children,
    text: isPlain ? trimmed(only) : undefined,
    start: element.start,
    end,
  };
}

function after(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at === -1 ? source.length : at + mark.length;
}

const tagName = /<([A-Za-z_][\w.:-]{0,200})/y;
const attribute = /\s{0,200}([A-Za-z_@][\w.:-]{0,200})\s{0,20}=\s{0,20}(["'])/y;

function readTag(source: string, start: number) {
  tagName.lastIndex = start;
  const name = tagName.exec(source)?.[1];
  if (name === undefined) return undefined;
  const attributes = new Map<string, StoredText>();
  let at = tagName.lastIndex;
  let openAt: number | undefined;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(source);
    if (!found?.[1] || !found[2]) break;
    const from = attribute.lastIndex;
    const close = source.indexOf(found[2], from);
    if (close === -1 || source.slice(from, close).includes('<')) openAt ??= from;
    if (close === -1) break;
    const quote = found[2] === '"' ? 'double' : 'single';
    attributes.set(found[1], { ...decodeEntities(source, from, close), quote });
    at = close + 1;
  }
  const end = after(source, '>', at);
  return { name, attributes, start, end, isEmpty: source[end - 2] === '/', openAt };
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeEntities(source: string, start: number, end: number): StoredText {
  const raw = source.slice(start, end);
  if (!raw.includes('&')) return { text: raw, start, end };
  const offsets: number[] = [];
  let text = '';
  for (let at = 0; at < raw.length; ) {
    const found =
      raw[at] === '&'
        ? /^&(?:(\w{2,8})|#(\d{1,7})|#x([\da-fA-F]{1,6}));/.exec(raw.slice(at, at + 12))
        : null;
    const decoded = found ? decodeEntity(found) : undefined;
    const piece = decoded ?? raw.charAt(at);
    for (let index = 0; index < piece.length; index++) offsets.push(start + at);
    text += piece;
    at += decoded === undefined ? 1 : (found?.[0].length ?? 1);
  }
  return { text, start, end, offsets: [...offsets, end] };
}

function decodeEntity([, name, decimal, hex]: RegExpExecArray): string | undefined {
  if (name !== undefined) return entities.get(name);
  const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Space around a text belongs to the layout. */
function trimmed(stored: StoredText): StoredText {
  const { text, offsets } = stored;
  const from = text.length - text.trimStart().length;
  const to = text.trimEnd().length;
  const offsetOf = (index: number): number =>
    index === text.length ? stored.end : (offsets?.[index] ?? stored.start + index);
  return {
    text: text.slice(from, to),
    start: offsetOf(from),
    end: offsetOf(to),
    ...(offsets ? { offsets: [...offsets.slice(from, to), offsetOf(to)] } : {}),
  };
}
