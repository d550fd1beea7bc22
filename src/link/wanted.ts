// Which names an import asks a module for.

/** The names below a module that an imported name means; `Keys#.SECRET` is a member of a class there. */
export function wantedFrom(imported: string, rest: readonly string[]): readonly string[] {
  if (imported === '*') return rest;
  return imported.includes('#.') ? [...imported.split(/(?<=#)\./), ...rest] : [imported, ...rest];
}
