// What the code around a literal says of the variable that is to replace it.

const read = String.raw`process\.env(?:\.(?<name>[A-Za-z_]\w{0,99})|\[["'](?<key>[A-Za-z_]\w{0,99})["']\])`;
const before = new RegExp(String.raw`${read}!?\s*:\s*$`);
const after = new RegExp(String.raw`^\s*:\s*${read}`);

/** As much as a long name and its white space take. */
const reach = 250;

/**
 * The variable that the other branch reads: of `isProduction ? process.env.KEY : 'literal'`, either way round.
 * `start` and `end` are those of the text in its quotes.
 */
export function variableOfOtherBranch(
  text: string,
  start: number,
  end: number,
): string | undefined {
  const other =
    before.exec(text.slice(Math.max(0, start - 1 - reach), start - 1)) ??
    after.exec(text.slice(end + 1, end + 1 + reach));
  return other?.groups?.name ?? other?.groups?.key;
}

/** The property that the object around `offset` is the value of: `cookieOptions` of `cookieOptions: { secret: ''`. */
export function ownerOf(text: string, offset: number): string | undefined {
  let depth = 0;
  for (let at = offset - 1; at >= 0 && offset - at < 1500; at--) {
    if (text[at] === '}') depth++;
    if (text[at] !== '{' || depth-- > 0) continue;
    return /([A-Za-z_$][\w$]{0,99})["']?\s*[:=]\s*$/.exec(
      text.slice(Math.max(0, at - reach), at),
    )?.[1];
  }
  return undefined;
}
