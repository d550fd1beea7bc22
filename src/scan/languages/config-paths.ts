// What all readers of module settings share: what they say, texts of JSON with comments, paths that stay below the root.
import { createRequire } from 'node:module';
import { isNestedDeeper } from '../../model/nesting.ts';

/** One name, or all that begin with it. `*` of a target is what stands behind the prefix. */
export interface Alias {
  readonly prefix: string;
  readonly suffix: string;
  readonly isExact: boolean;
  readonly targets: readonly string[];
}

/** What the configurations of one directory say. */
export interface Mapping {
  readonly aliases: readonly Alias[];
  /** Directories that specifiers may be relative to. */
  readonly baseUrls: readonly string[];
}

const require = createRequire(import.meta.url);

/** Most of these files are plain JSON; what reads comments and trailing commas is loaded for the others. `undefined` for a tower of brackets. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (isNestedDeeper(text)) return undefined;
    // The cast: `require` knows no types.
    const { parse } = require('jsonc-parser') as typeof import('jsonc-parser');
    return parse(text, [], { allowTrailingComma: true });
  }
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>) // checked on this line
    : {};
}

export function join2(directory: string, below: string): string {
  return directory === '' ? below : `${directory}/${below}`;
}

/** Joins and normalises; `undefined` when it leaves the root. */
export function joinPath(directory: string, relative: string): string | undefined {
  return normalize(join2(directory, relative));
}

export function normalize(path: string): string | undefined {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** The directory of a path, '' at the root. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** Whether it is a manifest of npm. */
export function isPackage(path: string): boolean {
  return /(?:^|\/)package\.json$/.test(path);
}
