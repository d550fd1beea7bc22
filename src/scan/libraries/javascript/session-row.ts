// What rows of session and cookie libraries share.
import type { UseKind } from '../../../model/facts.ts';
import type { ArgumentPlace, LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

/** A function that is handed options with a secret in them; it signs and checks. */
export function session(row: {
  readonly library: string;
  readonly modules: readonly string[];
  readonly callee: string;
  readonly kind: UseKind;
  readonly key: readonly ArgumentPlace[];
  readonly example: string;
  readonly derivesKey?: boolean;
  readonly minBytes?: number;
  readonly emptyKey?: 'taken';
}): LibraryRow {
  const { callee, library, ...rest } = row;
  return javascriptRow({
    ...rest,
    library,
    shape: { kind: 'call', callee },
    call: callee || library,
    role: 'both',
  });
}

/** Options at argument `index`. */
export const option = (index: number, ...path: readonly string[]): ArgumentPlace => ({
  argument: index,
  path,
});
