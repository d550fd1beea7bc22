// Compose files take values from the `.env` beside them: a literal or a default becomes a reference that stops the
// start when the variable is missing.
import type { Edit } from '../../model/edit.ts';
import type { SecretValue } from '../../model/secret.ts';

/** What may stand between a key and its text: an anchor, a tag, then a quote or the head of a block. */
const valueBegins =
  /[:=]\s*(?:[&!][\w!.-]{0,80}\s+){0,2}(?:["']|[|>][-+\d]{0,2}[ \t]*(?:#[^\n]*)?\n[ \t]*)?$/;

/** The edits that make the value at `value` a reference to `name`; `undefined` where it is a part of something. */
export function referToVariable(
  text: string,
  value: SecretValue,
  name: string,
): readonly Edit[] | undefined {
  const { path, start, end } = value.at;
  const before = text.slice(Math.max(0, start - 200), start);
  const operator = /\$\{([A-Za-z_]\w{0,100})(:?-)$/.exec(before);
  if (operator && text[end] === '}') {
    const from = start - (operator[2] ?? '').length;
    return [{ path, start: from, end, text: `:?${operator[1]} is not set` }];
  }
  if (!valueBegins.test(before)) return undefined;
  const isFlow = /\{[^}\n]*$/.test(before) && !/["']$/.test(before);
  const reference = `\${${name}:?${name} is not set}`;
  return [{ path, start, end, text: isFlow ? `"${reference}"` : reference }];
}
