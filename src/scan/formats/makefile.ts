// Makefiles and justfiles: variables that they set and export, and those in front of the commands of a recipe.
import { scanAssignments } from './assignments.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { addFlags } from './flags.ts';
import type { FormatReader } from './format.ts';
import { joinedLines } from './joined-lines.ts';
import { formatNameOf } from './paths.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

export const makefileReader: FormatReader = {
  id: 'makefile',
  canRead(path) {
    return /^(?:gnu)?makefile(?:\.[\w-]{1,40})?$|\.(?:mk|mak)$|^\.?justfile$|\.just$/.test(
      formatNameOf(path),
    );
  },
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'make' });
    for (const line of joinedLines(text)) {
      if (collector.isFull) break;
      if (/^(?:\t| {2,})/.test(line.text)) addRecipe(line, collector);
      else addVariable(line, collector);
    }
    return collector.result();
  },
};

// `run: export JWT_SECRET = x` sets it for one target.
const assignment =
  /^(?:[^\s:=#][^:=#]{0,200}:[ \t]+)?(?:(?:export|override|private)[ \t]+){0,3}([A-Za-z_][\w-]{0,200})[ \t]*(\?=|:{1,3}=|\+=|!=|=)[ \t]*/;

function addVariable(line: StoredText, collector: DefinitionCollector): void {
  const head = assignment.exec(line.text.slice(0, 800));
  const name = head?.[1];
  if (!head || name === undefined || head[2] === '+=') return;
  const from = head[0].length;
  const comment = /(?:^|[^\\])#/.exec(line.text.slice(from));
  const raw = comment
    ? line.text.slice(from, from + comment.index + comment[0].length - 1)
    : line.text.slice(from);
  const to = from + raw.trimEnd().length;
  const isQuoted = /^(["']).*\1$/s.test(line.text.slice(from, to)) && to - from >= 2;
  const value = sliceStored(line, from + (isQuoted ? 1 : 0), to - (isQuoted ? 1 : 0));
  const { start, end } = sliceStored(line, 0, to);
  if (head[2] === '!=') {
    // What a command prints.
    collector.add({ space: 'env', name, value: asCommand(value), start, end });
    return;
  }
  const isDefault = head[2] === '?=';
  collector.add({ space: 'env', name, value, start, end, ...(isDefault && { isDefault }) });
}

/** `NAME != command` is `NAME := $(shell command)`. */
function asCommand(value: StoredText): StoredText {
  return { ...value, text: `$(shell ${value.text})`, isOpaque: true };
}

/** The shell's view of a recipe: `$$` is its dollar sign, what is `$(X)` to make was put in before. */
function addRecipe(line: StoredText, collector: DefinitionCollector): void {
  const body = sliceStored(line, /^\s*[@+-]*/.exec(line.text)?.[0].length ?? 0, line.text.length);
  addFlags(body, collector);
  for (const { name, value, from, to } of scanAssignments(body)) {
    const { start, end } = sliceStored(body, from, to);
    const isShells = value.text.startsWith('$$(');
    // `$$NAME` is known to the shell alone.
    if (value.text.includes('$$') && !isShells) continue;
    if (isShells) {
      const command = { ...sliceStored(value, 1, value.text.length), isOpaque: true };
      collector.add({ space: 'env', name, value: command, start, end, dialect: 'shell' });
    } else collector.add({ space: 'env', name, value, start, end });
  }
}
