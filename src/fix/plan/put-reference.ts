// Puts a reference where a value stands, with the quotes that the format asks for around it.
import type { Edit } from '../../model/edit.ts';
import type { SecretValue } from '../../model/secret.ts';

/**
 * `yaml`: as it stands, in quotes only where the syntax asks for them; `single`, `double`: always in those, unless there
 * are some; `none`: never in quotes; `shell`: in double quotes, which let it expand; `erb`: quotes of its own inside.
 */
export type Quoting = 'yaml' | 'single' | 'double' | 'none' | 'shell' | 'erb';

interface Place {
  readonly value: Pick<SecretValue, 'at'>;
  readonly text: string;
}

/** What may stand between a key and its text: an anchor, a tag, then a quote or the head of a block. */
const valueBegins =
  /[:=]\s*(?:[&!][\w!.-]{0,80}\s+){0,2}(?:["']|[|>][-+\d]{0,2}[ \t]*(?:#[^\n]*)?\n[ \t]*)?$/;

/** `key value`, as Java's properties may be written. */
const propertyBegins = /^[ \t]*[^\s=:#!]{1,200}[ \t]+$/;

const reach = 300;

/** `undefined` where the value is a part of something larger. */
export function putReference(
  { value, text }: Place,
  reference: string,
  quoting: Quoting,
): Edit | undefined {
  const { path, start, end } = value.at;
  const before = text.slice(Math.max(0, start - reach), start);
  const edit = (from: number, to: number, written: string): Edit => ({
    path,
    start: from,
    end: to,
    text: written,
  });
  const fallback = fallbackAt(before, text.slice(end, end + reach), quoting);
  if (fallback) return edit(start - fallback.before, end + fallback.after, fallback.text);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const isProperty = path.endsWith('.properties') && propertyBegins.test(line);
  if (!isProperty && !valueBegins.test(before)) return undefined;
  const quote = /["']$/.exec(before)?.[0] ?? '';
  if (quote !== '' && text[end] !== quote) return undefined;
  if (quote === '')
    return isInside(before) ? undefined : edit(start, end, bare(before, reference, quoting));
  switch (quoting) {
    case 'none':
      return edit(start - 1, end + 1, reference);
    case 'shell':
      return isInside(before.slice(0, -1)) ? undefined : edit(start - 1, end + 1, `"${reference}"`);
    case 'erb':
      return edit(start, end, quote === "'" ? reference.replaceAll("'", '"') : reference);
    default:
      return edit(start, end, reference);
  }
}

/** An entry that had no quotes. */
function bare(before: string, reference: string, quoting: Quoting): string {
  const isFlow = /\{[^}\n]*$|\[[^\]\n]*$/.test(before);
  switch (quoting) {
    case 'single':
      return `'${reference}'`;
    case 'double':
    case 'shell':
      return `"${reference}"`;
    case 'none':
      return reference;
    default:
      return isFlow || reference === '' ? `"${reference}"` : reference;
  }
}

/** Whether a quote of the line is still open: `sh -c 'A=1 node .'`. */
function isInside(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (
    (line.match(/(?<!\\)'/g)?.length ?? 0) % 2 === 1 ||
    (line.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1
  );
}

interface Fallback {
  /** How many characters before and behind the value go with it. */
  readonly before: number;
  readonly after: number;
  readonly text: string;
}

/** A value that only stands in for a variable: the reference is there already, and its default goes. */
function fallbackAt(before: string, after: string, quoting: Quoting): Fallback | undefined {
  if (quoting === 'erb') {
    const fetched = /ENV\.fetch\(\s*(['"])(\w{1,200})\1\s*,\s*['"]$/.exec(before);
    const closed = /^['"]\s*\)/.exec(after);
    if (fetched?.[2] && closed) {
      return { before: fetched[0].length, after: closed[0].length, text: `ENV['${fetched[2]}']` };
    }
    const either = /\s*\|\|\s*['"]$/.exec(before);
    return either ? { before: either[0].length, after: 1, text: '' } : undefined;
  }
  if (!after.startsWith('}')) return undefined;
  const shell = /\$\{([A-Za-z_]\w{0,200})(:?-)$/.exec(before);
  if (shell?.[2]) return { before: shell[2].length, after: 0, text: `:?${shell[1]} is not set` };
  return /\$\{[\w.-]{1,200}:$/.test(before) ? { before: 1, after: 0, text: '' } : undefined;
}
