// From where a cursor stands to what stands there: the name under it, and the secret of that name.
import type { Tree } from '../../input/tree.ts';
import { compactPath } from '../../link/name-words.ts';
import { decodeText } from '../../model/decode.ts';
import type { Project, Secret } from '../../model/secret.ts';

/** A cursor: 1-based line and column (UTF-16) of a file of the tree. */
export interface Cursor {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A name in a text, with half-open columns on its line. */
export interface NameAt {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** The text of a file as it is audited; `undefined` where there is none. */
export function textOf(tree: Tree, path: string): string | undefined {
  const read = tree.read(path);
  if (!('bytes' in read)) return undefined;
  const decoded = decodeText(read.bytes);
  return 'text' in decoded ? decoded.text : undefined;
}

/** What names of variables and settings are made of. */
const namePattern = /[\w$][\w$.:-]*/g;

/** Longer lines are no place for a cursor. */
const maxLine = 100_000;

/** The names that the cursor may mean, the longest first: `config.jwt.secret`, `jwt.secret`, `secret`. */
export function namesAt(text: string, { line, column }: Cursor): readonly NameAt[] {
  const written = text.split(/\r\n|\r|\n/, line)[line - 1] ?? '';
  if (written.length > maxLine) return [];
  const offset = column - 1;
  for (const { 0: name, index } of written.matchAll(namePattern)) {
    if (offset < index || offset > index + name.length) continue;
    return tailsOf(name).flatMap(({ tail, from }) =>
      // What is left of the cursor's own element is not meant.
      offset >= index + from
        ? [{ name: tail, line, column: index + from + 1, endColumn: index + name.length + 1 }]
        : [],
    );
  }
  return [];
}

function tailsOf(name: string): { readonly tail: string; readonly from: number }[] {
  const starts = [0, ...[...name.matchAll(/[.:]/g)].map(({ index }) => index + 1)];
  return starts.map((from) => ({ tail: name.slice(from), from })).filter(({ tail }) => tail !== '');
}

/** The secret that a name at the cursor stands for, nearest package first; of a value, the one that it belongs to. */
export function secretAt(
  project: Project,
  cursor: Cursor,
  names: readonly NameAt[],
): { readonly secret: Secret; readonly at: NameAt } | undefined {
  const known = project.secrets.filter(({ confidence }) => confidence !== 'low');
  for (const at of names) {
    const named = known.filter((secret) => isNamed(secret, at.name));
    const [nearest] = named.sort((a, b) => distance(a, cursor) - distance(b, cursor));
    if (nearest) return { secret: nearest, at };
  }
  return undefined;
}

function isNamed(secret: Secret, name: string): boolean {
  if (secret.name === name) return true;
  if (secret.values.some((value) => value.name === name || value.fallbackFor === name)) return true;
  const isPath = /[.:]/.test(name) && secret.name !== null;
  return isPath && compactPath(secret.name ?? '') === compactPath(name);
}

/** 0 where the file sets or uses it, then by how far its package is. */
function distance(secret: Secret, { path }: Cursor): number {
  const places = [...secret.values.map(({ at }) => at), ...secret.uses.map(({ at }) => at)];
  if (places.some((place) => place.path === path)) return 0;
  const { packageDirectory: directory } = secret;
  if (directory === '' || path.startsWith(`${directory}/`)) return 1000 - directory.length;
  return 2000;
}
