// Names and messages come from hostile repositories. What cannot be seen, or moves the cursor, is spelled out
// here once, for every format; each format then adds the escapes of its own syntax.

import { invisible } from '../model/invisible.ts';

// What CI servers read as a command in the middle of a log line: `##[error]`, `##vso[`, `##teamcity[`.
const logCommand = /##(?=\[|vso\[|teamcity\[)/gi;

const shortNames: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * `text` on one line with every invisible character spelled out (`\n`, `\x1b`, `\u202e`), and with nothing that a
 * CI server takes for a command inside of a line.
 */
export function visible(text: string): string {
  return text
    .replace(invisible, (character) => shortNames.get(character) ?? spell(character))
    .replace(logCommand, '#\\x23');
}

/** A line of plain text that no GitHub runner takes for a workflow command: those start with `::`. */
export function notACommand(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1\\x3a');
}

function spell(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\u{${code}}`;
}

/**
 * JSON of `value` where every invisible character inside strings is an escape: parses to the same value, and is
 * safe to print on a terminal. Two spaces of indent, no final newline.
 */
export function toSafeJson(value: unknown, indent = 2): string {
  // Only indentation has newlines outside of strings, and inside them JSON.stringify leaves none.
  return JSON.stringify(value, null, indent)
    .replace(invisible, (character) => (character === '\n' ? character : unitEscapes(character)))
    .replace(logCommand, '#\\u0023');
}

function unitEscapes(character: string): string {
  let escapes = '';
  for (let index = 0; index < character.length; index++) {
    escapes += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escapes;
}

const markupEntities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** `text` made visible, for element content and quoted attributes of HTML and XML 1.0; no line of it is a workflow command. */
export function escapeMarkup(text: string): string {
  return visible(text)
    .replace(/[&<>"']/g, (character) => markupEntities.get(character) ?? '')
    .replace(/::/g, ':&#58;');
}

/**
 * `text` made visible, as plain words of a GitHub or GitLab Markdown line or table cell: no markup, no table
 * border, no autolink. The empty comment keeps `@team`, `#12` and `!12` from notifying or linking anybody.
 */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/:(?!\d)|[!"#$&*<>@[\]\\^_`{|}~]/g, (character) => {
      const entity = `&#${character.charCodeAt(0)};`;
      return /[@#!]/.test(character) ? `${entity}<!-- -->` : entity;
    })
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}&#46;`);
}

/** Our own prose (of rules) as Markdown: what stands between backticks stays code, the rest is plain words. */
export function proseToMarkdown(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : `\`${visible(part)}\``))
    .join('');
}
