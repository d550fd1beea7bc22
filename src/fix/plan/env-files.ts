// Sets a variable: in the `.env` that gets the secret, in the template beside it, and `.gitignore` follows. Each
// gives the edits that are missing, nothing where all is well.
import { parse } from 'dotenv';
import type { HmacAlgorithm } from '../../model/algorithms.ts';
import { hmacAlgorithms } from '../../model/algorithms.ts';
import type { Edit } from '../../model/edit.ts';
import { createPathRules } from '../../model/path-rules.ts';
import { ignoreLine } from '../ignore-line.ts';
import type { PlanContext } from './plan-types.ts';

/** Templates that list the variables of the env file beside them. */
export const templateNames: readonly string[] = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  'env.example',
  '.env.example.local',
];

export function inDirectory(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

export function directoryOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** Line end of a text; `otherwise` where it has none. */
export function lineEndOf(text: string, otherwise = '\n'): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? otherwise;
}

/** Text that adds a line to the end and keeps the final newline, or its absence. */
export function appendedLine(text: string, line: string, otherwise?: string): string {
  const end = lineEndOf(text, otherwise);
  const isOpen = text !== '' && !/[\r\n]$/.test(text);
  return isOpen ? `${end}${line}` : `${line}${end}`;
}

/** How a variable stands in an env file: not at all, without a value, or with one. */
export interface EnvEntry {
  readonly state: 'missing' | 'empty' | 'set';
  /** Where the value goes, for `empty`. */
  readonly offset: number;
}

/** Looks for the last `NAME=` of a dotenv text; commented lines do not count. */
export function findEntry(text: string, name: string): EnvEntry {
  if (!text.includes(name)) return { state: 'missing', offset: text.length };
  const pattern = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=(?<value>[^\\r\\n]*)`, 'gm');
  const match = [...text.matchAll(pattern)].at(-1);
  if (!match) return { state: 'missing', offset: text.length };
  const value = match.groups?.value ?? '';
  const isEmpty = /^[ \t]*(?:""|''|``)?[ \t]*(?:#.*)?$/.test(value);
  const quoted = /^[ \t]*["'`]/.exec(value)?.[0].length ?? 0;
  const offset = match.index + match[0].length - value.length + quoted;
  return { state: isEmpty ? 'empty' : 'set', offset };
}

/** A variable to be set, and what a template may say of it. */
export interface Variable {
  readonly name: string;
  readonly secret: string;
  readonly algorithm: HmacAlgorithm;
  /** What stands in a diff for the value. */
  readonly mask: string;
}

/** Sets `variable` in the env file at `path` unless it is set there. A comment behind an empty value stays. */
export function setVariable(context: PlanContext, path: string, variable: Variable): Edit[] {
  const { name, secret, mask } = variable;
  const text = context.readText(path) ?? '';
  const entry = findEntry(text, name);
  if (entry.state === 'set') return [];
  if (entry.state === 'empty') {
    // `NAME= # comment`: without a space the comment would become a part of the value.
    const gap = text[entry.offset] === '#' ? ' ' : '';
    return [
      {
        path,
        start: entry.offset,
        end: entry.offset,
        text: `${secret}${gap}`,
        maskedText: `${mask}${gap}`,
      },
    ];
  }
  return [
    {
      path,
      start: text.length,
      end: text.length,
      text: appendedLine(text, `${name}=${secret}`),
      maskedText: appendedLine(text, `${name}=${mask}`),
    },
  ];
}

/** The template beside an env file, or where it would be. */
function templateFor(context: PlanContext, envPath: string): string {
  const paths = templateNames.map((name) => inDirectory(directoryOf(envPath), name));
  const existing = paths.find((candidate) => context.readText(candidate) !== undefined);
  return existing ?? inDirectory(directoryOf(envPath), '.env.example');
}

/**
 * Names everything that the env file sets, without values, in a new template: what others knew from a file that
 * leaves git. Nothing where a template exists.
 */
export function makeTemplate(context: PlanContext, envPath: string): Edit[] {
  const path = templateFor(context, envPath);
  if (context.readText(path) !== undefined) return [];
  const text = context.readText(envPath) ?? '';
  // A parser of its own: a line of a key in quotes may look like the name of a variable.
  const names = Object.keys(parse(text));
  if (names.length === 0) return [];
  const lines = names.map((name) => `${name}=${lineEndOf(text)}`).join('');
  return [{ path, start: 0, end: 0, text: lines }];
}

/** Names the variable, without a value, in the template beside the env file. */
export function addToTemplate(context: PlanContext, envPath: string, variable: Variable): Edit[] {
  const path = templateFor(context, envPath);
  const text = context.readText(path) ?? '';
  if (findEntry(text, variable.name).state !== 'missing') return [];
  const { algorithm, name } = variable;
  const { minBytes } = hmacAlgorithms[algorithm];
  // A template that is made now ends its lines as the file beside it does.
  const end = lineEndOf(text, lineEndOf(context.readText(envPath) ?? ''));
  const lines = `# ${minBytes} random bytes: keylint generate --alg ${algorithm}${end}${name}=`;
  return [{ path, start: text.length, end: text.length, text: appendedLine(text, lines, end) }];
}

/** What `.gitignore` lacks so that git leaves `path` alone; nothing where it ignores it already. */
export function ignorePath(context: PlanContext, path: string): Edit[] {
  const tracked = context.fileOf(path)?.tracked;
  if (tracked === 'ignored' || isIgnored(context, path)) return [];
  const file = '.gitignore';
  const text = context.readText(file) ?? '';
  const added = appendedLine(text, ignoreLine(path));
  return [{ path: file, start: text.length, end: text.length, text: added }];
}

function isIgnored(context: PlanContext, path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, depth) => {
    const directory = parts.slice(0, depth).join('/');
    const rules = context.readText(inDirectory(directory, '.gitignore'));
    if (rules === undefined) return false;
    return createPathRules(rules.split(/\r?\n/)).ignores(parts.slice(depth).join('/'));
  });
}
