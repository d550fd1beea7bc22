// Reads JSON and its relaxed relatives (comments, trailing commas, single quotes, bare keys) into a tree with exact
// positions. Own code rather than jsonc-parser, because it must not recurse on hostile nesting and must read JSON5.
import type { ConfigEntry, ConfigNode } from './config-tree.ts';
import { readString } from './json-strings.ts';
import { holdsTelling, isTelling, type Problem, tooLarge, tooMany } from './limits.ts';

export interface JsonResult {
  readonly root: ConfigNode | undefined;
  /** Offset of the first thing that was not understood; what stands before it counts, and what was read behind it. */
  readonly errorOffset?: number;
  /** Whether reading went on to the end in the lines behind such things. */
  readonly isResumed?: boolean;
  /** Whether what was not read sets what may be a secret. */
  readonly isTellingLost?: boolean;
  /** Set where a limit was reached. */
  readonly problem?: Problem;
}

/** Beyond so many nodes only those are kept that speak of secrets, with a few of their neighbours. */
const maxNodes = 200_000;
const maxNeighbours = 64;
const maxDepth = 500;
/** Lines that are no JSON - of a template, of a merge that is not finished - are left out, so many of them. */
const maxLeftOut = 100;

interface Frame {
  readonly kind: 'map' | 'list';
  readonly start: number;
  readonly entries: ConfigEntry[];
  readonly items: ConfigNode[];
  key?: { readonly text: string; readonly start: number };
  /** Something in it speaks of secrets; only looked for beyond the limit. */
  isTelling?: boolean;
  /** It began before the limit: what it holds from there stays. */
  readonly isEarly: boolean;
}

/** Parses `text`; never throws, linear in its length. */
export function scanJson(text: string): JsonResult {
  const frames: Frame[] = [];
  /** More than one where values follow each other, one a line (JSON Lines) or with commas between. */
  const roots: ConfigNode[] = [];
  let offset = 0;
  let nodes = 0;
  let kept = 0;

  const put = (node: ConfigNode, speaks: boolean, isEarly = false): void => {
    const frame = frames.at(-1);
    if (!frame) {
      roots.push(node);
      return;
    }
    const key = frame.kind === 'list' ? undefined : frame.key;
    delete frame.key;
    if (frame.kind === 'map' && !key) return;
    if (nodes > maxNodes) {
      const isKept = speaks || (key !== undefined && isTelling(key.text));
      if (isKept) frame.isTelling = true;
      const neighbours = frame.items.length + frame.entries.length;
      const mayStay = node.kind === 'scalar' && neighbours < maxNeighbours;
      if (!isEarly && ((!isKept && !mayStay) || kept > maxNodes)) return;
    }
    if (key) frame.entries.push({ key: key.text, start: key.start, end: endOf(node), node });
    else frame.items.push(node);
  };
  const close = (end: number): void => {
    const frame = frames.pop();
    if (!frame) return;
    const { kind, start, entries, items, isEarly, isTelling: speaks = false } = frame;
    if (speaks) kept += entries.length + items.length;
    const node: ConfigNode =
      kind === 'map' ? { kind, start, end, entries } : { kind, start, end, items };
    put(node, speaks, isEarly);
  };
  const limits = (): { problem?: Problem } => {
    if (kept > maxNodes) return { problem: tooLarge(`more than ${2 * maxNodes} values`) };
    return nodes > maxNodes ? { problem: tooMany(`more than ${maxNodes} values`) } : {};
  };
  let firstError: number | undefined;
  let leftOut = 0;
  let isTellingLost = false;
  /** Goes on in the next line, inside of what is open; `false` where nothing can follow. */
  const resume = (): boolean => {
    const frame = frames.at(-1);
    if (frames.length > maxDepth || leftOut >= maxLeftOut) return false;
    const next = endOfLine(text, offset);
    if (next >= text.length) return false;
    leftOut++;
    firstError ??= offset;
    isTellingLost ||= setsTelling(text.slice(startOfLine(text, offset), next));
    if (frame) delete frame.key;
    offset = next;
    return true;
  };
  const fail = (): JsonResult => {
    const errorOffset = firstError ?? offset;
    if (offset < text.length) isTellingLost ||= speaks(text.slice(startOfLine(text, offset)));
    const isDeep = frames.length > maxDepth;
    while (frames.length > 0) close(offset);
    const root = asOne(roots);
    if (isDeep) return { root, problem: tooLarge(`nested deeper than ${maxDepth} levels`) };
    return { root, errorOffset, isTellingLost, ...limits() };
  };

  while (true) {
    offset = skipTrivia(text, offset);
    if (offset >= text.length) break;
    nodes++;
    if (frames.length > maxDepth) return fail();
    const frame = frames.at(-1);
    const char = text[offset];
    if (!frame && roots.length > 0 && !/[{[,]/.test(char ?? '')) {
      if (resume()) continue;
      return fail();
    }
    if (char === '}' || char === ']') {
      if (!frame || frame.kind !== (char === '}' ? 'map' : 'list') || frame.key) {
        if (resume()) continue;
        return fail();
      }
      close(++offset);
      continue;
    }
    if (char === ',') {
      if (frame ? frame.key : roots.length === 0) {
        if (resume()) continue;
        return fail();
      }
      offset++;
      continue;
    }
    if (frame?.kind === 'map' && !frame.key) {
      const key = readKey(text, offset);
      const colon = key ? skipTrivia(text, key.end) : -1;
      if (!key || text[colon] !== ':') {
        if (resume()) continue;
        return fail();
      }
      frame.key = { text: key.text, start: offset };
      offset = colon + 1;
      continue;
    }
    if (char === '{' || char === '[') {
      const isEarly = nodes <= maxNodes;
      const kind = char === '{' ? 'map' : 'list';
      frames.push({ kind, start: offset, entries: [], items: [], isEarly });
      offset++;
      continue;
    }
    const scalar = readScalar(text, offset);
    if (!scalar) {
      if (resume()) continue;
      return fail();
    }
    put(scalar.node, nodes > maxNodes && isTelling(text.slice(offset, scalar.end)));
    offset = scalar.end;
  }
  // What is no JSON around the only object is none of its neighbours.
  const maps = roots.filter(({ kind }) => kind === 'map');
  const root = asOne(firstError !== undefined && maps.length === 1 ? maps : roots);
  if (frames.length > 0 || !root) return fail();
  const resumed = firstError !== undefined && {
    errorOffset: firstError,
    isResumed: true,
    isTellingLost,
  };
  return { root, ...resumed, ...limits() };
}

/** Whether a text that is no JSON gives something that speaks of secrets a value; what templates put there is none. */
function setsTelling(text: string): boolean {
  return speaks(text) && /:\s{0,100}(?:["'[]|\{(?![{%]))/.test(text);
}

/** Whether secrets are spoken of, or it looks like a set of keys. */
function speaks(text: string): boolean {
  return holdsTelling(text) || /"kty"/.test(text);
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The only value of a text, or the list of all. */
function asOne(roots: readonly ConfigNode[]): ConfigNode | undefined {
  const [root] = roots;
  if (!root || roots.length === 1) return root;
  const items = [...roots];
  return { kind: 'list', start: 0, end: endOf(items.at(-1) ?? root), items };
}

/** Closing quote included. */
function endOf(node: ConfigNode): number {
  return node.kind === 'scalar' ? node.outerEnd : node.end;
}

function skipTrivia(text: string, from: number): number {
  let offset = from;
  while (offset < text.length) {
    const unit = text.charCodeAt(offset);
    if (unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xfeff || unit === 0xa0) offset++;
    else if (unit === 47 && text[offset + 1] === '/') offset = endOfLine(text, offset);
    else if (unit === 47 && text[offset + 1] === '*') {
      const end = text.indexOf('*/', offset + 2);
      // What nothing closes is no comment.
      if (end === -1) break;
      offset = end + 2;
    } else break;
  }
  return offset;
}

function endOfLine(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && text[offset] !== '\n' && text[offset] !== '\r') offset++;
  return offset;
}

const bareKey = /[\p{L}\p{Nl}$_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$]*/uy;
const bareWord = /[A-Za-z0-9+\-.]{1,400}/y;

function readKey(text: string, from: number): { text: string; end: number } | undefined {
  const quote = text[from];
  if (quote === '"' || quote === "'") {
    const string = readString(text, from);
    return string && { text: string.text, end: string.outerEnd };
  }
  bareKey.lastIndex = from;
  const name = bareKey.exec(text)?.[0];
  return name === undefined ? undefined : { text: name, end: from + name.length };
}

function readScalar(text: string, from: number): { node: ConfigNode; end: number } | undefined {
  const quote = text[from];
  if (quote === '"' || quote === "'") {
    const string = readString(text, from);
    if (!string) return undefined;
    const { outerEnd, ...stored } = string;
    return { node: { kind: 'scalar', stored, outerEnd, isText: true }, end: outerEnd };
  }
  bareWord.lastIndex = from;
  const word = bareWord.exec(text)?.[0];
  if (word === undefined) return undefined;
  const end = from + word.length;
  const stored = { text: word, start: from, end };
  return { node: { kind: 'scalar', stored, outerEnd: end, isText: false }, end };
}
