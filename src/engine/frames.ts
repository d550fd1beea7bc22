// Cuts the source lines a finding stands on, with every value that may be a secret masked before a line leaves
// this file: all known values, all quoted texts, and whatever follows a `=` or `:` in a configuration file.
import type { Frame } from '../model/finding.ts';

/** What a masked stretch looks like; its length says nothing of the value's. */
export const mask = '••••••••';

export interface FrameOptions {
  /** Decoded text of the file. */
  readonly text: string;
  /** 1-based first and last line to show. */
  readonly fromLine: number;
  readonly toLine: number;
  /** Half-open offsets to mask whatever they look like: every value of every secret in this file. */
  readonly maskRanges: readonly { readonly start: number; readonly end: number }[];
  /** Values of the run, masked wherever they occur. */
  readonly values: readonly string[];
  /** The file is configuration: everything right of the key is masked. */
  readonly isConfiguration: boolean;
}

const maxLineLength = 200;

/** Builds a frame; lines are cut to 200 characters after masking. */
export function createFrame(options: FrameOptions): Frame {
  const { text, fromLine, toLine } = options;
  const lines: string[] = [];
  let start = 0;
  for (let number = 1; number <= toLine && start <= text.length; number++) {
    const end = lineEnd(text, start);
    if (number >= fromLine) lines.push(maskLine(text, start, end, options));
    start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  }
  return { firstLine: fromLine, lines };
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return at;
  }
  return text.length;
}

function maskLine(text: string, start: number, end: number, options: FrameOptions): string {
  let line = '';
  let at = start;
  const ranges = options.maskRanges
    .filter((range) => range.start < end && range.end > start)
    .sort((a, b) => a.start - b.start);
  for (const range of ranges) {
    if (range.end <= at) continue;
    line += text.slice(at, Math.max(range.start, at)) + mask;
    at = Math.min(Math.max(range.end, at), end);
  }
  line += text.slice(at, end);
  line = options.isConfiguration ? maskAfterKey(line) : maskQuoted(line);
  for (const value of options.values) {
    if (value.length >= 4 && line.includes(value)) line = line.replaceAll(value, mask);
  }
  return line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line;
}

/** `KEY=value`, `key: value`, `"key": "value"`, `ENV KEY value`: the key stays, the rest goes. */
function maskAfterKey(line: string): string {
  const key =
    /^(\s*(?:export\s|ENV\s|ARG\s|-\s|#\s?)?\s*["']?[\w.$-]{1,200}["']?\s*[:=]\s?|\s*(?:ENV|ARG)\s+[\w.-]{1,200}\s)/.exec(
      line,
    );
  if (!key) return line.includes(mask) || line.trim().length < 3 ? line : maskQuoted(line);
  const rest = line.slice(key[0].length);
  if (rest.trim() === '' || /^[[{|>&*]?\s*$/.test(rest)) return line;
  const quote = /^["'`]/.exec(rest)?.[0] ?? '';
  return `${key[0]}${quote}${mask}${quote}`;
}

/** Masks quoted texts that are longer than an algorithm's name or hold no plain word. */
function maskQuoted(line: string): string {
  return line.replace(/(["'`])((?:\\.|(?!\1)[^\\]){1,2000})(\1|$)/g, (whole, open, inner, close) =>
    isHarmless(String(inner)) ? whole : `${open}${mask}${close}`,
  );
}

/** Algorithm names, option words, module paths: what a reader needs to see. */
function isHarmless(inner: string): boolean {
  return (
    /^(?:[HREP]S(?:256|384|512)|none|sha-?(?:1|256|384|512)|utf-?8|base64(?:url)?|hex|ascii|\d{1,4}\s?[smhdwy])$/i.test(
      inner,
    ) ||
    (/^(?:@[\w.-]+\/|node:|\.{1,2}\/)?[a-z][\w./-]{0,40}$/.test(inner) &&
      /^(?:jsonwebtoken|jose|express|passport|crypto|@|node:|\.{1,2}\/)/.test(inner))
  );
}
