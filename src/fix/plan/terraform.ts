// Terraform: a literal becomes `var.name`, with the variable beside it; the default of a variable goes.
import type { Edit } from '../../model/edit.ts';
import { appendedLine, directoryOf } from './env-files.ts';
import type { PlanContext } from './plan-types.ts';
import type { Leaving, TakenOut } from './references.ts';

/** `undefined` where the literal is a part of something, or no plain text in quotes. */
export function terraformReference(
  context: PlanContext,
  { value, text, name }: Leaving,
): TakenOut | undefined {
  const { path, start, end } = value.at;
  if (text[start - 1] !== '"' || text[end] !== '"') return undefined;
  const before = text.slice(Math.max(0, start - 1000), start - 1);
  const ownDefault = /\bvariable\s+"([\w-]{1,200})"\s*\{[^{}]*\n([ \t]*default[ \t]*=[ \t]*)$/.exec(
    before,
  );
  if (ownDefault?.[1]) {
    const from = start - 1 - (ownDefault[2] ?? '').length;
    const line = /^[ \t]*(?:#[^\n]*)?\r?\n?/.exec(text.slice(end + 1))?.[0].length ?? 0;
    return {
      edits: [{ path, start: from, end: end + 1 + line, text: '' }],
      step: stepFor(ownDefault[1]),
    };
  }
  if (!/(?:=|:)[ \t]*$/.test(before)) return undefined;
  const variable = name.toLowerCase();
  return {
    edits: [
      { path, start: start - 1, end: end + 1, text: `var.${variable}` },
      ...declare(context, path, text, variable),
    ],
    step: stepFor(variable),
  };
}

function stepFor(variable: string): string {
  return `Terraform asks for var.${variable} now: set TF_VAR_${variable} where it runs, from the secret store; the state holds the value, so keep that private too.`;
}

/** Files that make up a module lie in one directory. */
function declare(context: PlanContext, path: string, text: string, variable: string): Edit[] {
  const declared = new RegExp(`\\bvariable\\s+"?${variable}"?\\s*\\{`);
  const directory = directoryOf(path);
  const isKnown = context.project.files
    .map((file) => file.path)
    .filter((other) => directoryOf(other) === directory && other.endsWith('.tf'))
    .some((other) => declared.test(context.readText(other) ?? ''));
  if (isKnown || declared.test(text)) return [];
  const end = /\r?\n/.exec(text)?.[0] ?? '\n';
  const block = ['', `variable "${variable}" {`, '  type      = string', '  sensitive = true', '}'];
  const added = appendedLine(text, block.join(end));
  return [{ path, start: text.length, end: text.length, text: added }];
}
