// Library rows by where a call leads, so that each call costs one look-up.
import { rowsOf } from '../../libraries/index.ts';
import type { LibraryRow } from '../../libraries/row.ts';
import type { Origin } from './origin.ts';

interface RowIndex {
  /** By module and path below it: `jsonwebtoken sign`. */
  readonly byOrigin: ReadonlyMap<string, readonly LibraryRow[]>;
  readonly unresolved: readonly LibraryRow[];
  readonly plugins: readonly LibraryRow[];
  readonly typed: ReadonlyMap<string, readonly LibraryRow[]>;
  readonly returned: ReadonlyMap<string, readonly LibraryRow[]>;
}

/** The rows of JavaScript, indexed once. */
export const index = indexRows(rowsOf('javascript'));

function indexRows(rows: readonly LibraryRow[]): RowIndex {
  const byOrigin = new Map<string, LibraryRow[]>();
  const typed = new Map<string, LibraryRow[]>();
  const returned = new Map<string, LibraryRow[]>();
  const into = (map: Map<string, LibraryRow[]>, key: string, row: LibraryRow): void => {
    map.set(key, [...(map.get(key) ?? []), row]);
  };
  for (const row of rows) {
    const path = pathOfShape(row);
    if (path !== undefined) {
      for (const module of row.modules)
        into(byOrigin, `${row.shape.kind === 'new' ? 'new ' : ''}${module} ${path}`, row);
    }
    if (row.shape.kind === 'typed') into(typed, row.shape.type, row);
    if (row.shape.kind === 'returned') into(returned, row.shape.method, row);
  }
  return {
    byOrigin,
    unresolved: rows.filter((row) => row.unresolved),
    plugins: rows.filter((row) => row.shape.kind === 'plugin'),
    typed,
    returned,
  };
}

/** The origin path that a shape stands for, as `originOf` writes it. */
function pathOfShape({ shape }: LibraryRow): string | undefined {
  switch (shape.kind) {
    case 'call':
      return shape.callee;
    case 'new':
      return shape.type;
    case 'assigned':
      return [...(shape.type ? [shape.type] : []), '#', shape.property, '='].join('.');
    case 'method': {
      const made = shape.type.endsWith('()') ? `${shape.type.slice(0, -2)}.()` : `${shape.type}.#`;
      return `${made.replace(/^\./, '')}.${shape.method}`;
    }
    default:
      return undefined;
  }
}

/** Rows of what a callee leads to; `prefix` is `new ` for constructors. */
export function rowsAt(origin: Origin | undefined, prefix = ''): readonly LibraryRow[] {
  if (!origin) return [];
  return index.byOrigin.get(`${prefix}${origin.module} ${origin.path.join('.')}`) ?? [];
}
