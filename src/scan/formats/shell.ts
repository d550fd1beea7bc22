// Shell scripts and Procfiles, lightly: variables that are set or exported, and `NAME=value` arguments.
import type { Leak } from '../../model/facts.ts';
import type { RangeFinder } from '../../model/place.ts';
import { endOfWord, scanAssignments, wordValue } from './assignments.ts';
import { valueOfCommand } from './command-values.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { addFlags } from './flags.ts';
import type { FormatReader } from './format.ts';
import { formatNameOf } from './paths.ts';
import { addSecretCommands } from './secret-commands.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

export const shellReader: FormatReader = {
  id: 'shell',
  canRead(path) {
    return /\.(?:sh|bash|zsh|ksh|command)$|^procfile(?:[.\-_].*)?$|^crontab$|\.fish$|^\.(?:bashrc|bash_profile|profile|zshrc|zshenv|zprofile)$/.test(
      formatNameOf(path),
    );
  },
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'shell' });
    const whole = { text, start: 0, end: text.length };
    for (const { name, value, from, to } of scanAssignments(whole)) {
      if (collector.isFull) break;
      const { start, end } = sliceStored(whole, from, to);
      collector.add({ space: 'env', name, value, start, end });
    }
    addDefaults(whole, collector);
    addSecretCommands(whole, collector);
    addFlags(whole, collector);
    if (/\.fish$/.test(formatNameOf(path))) addVariablesOfFish(whole, collector);
    return { ...collector.result(), leaks: leaksOf(text, rangeOf) };
  },
};

/** `echo "the key is $JWT_SECRET"`: what is neither written to a file nor handed on ends in a log. */
function leaksOf(text: string, rangeOf: RangeFinder): readonly Leak[] {
  const printed = /^[ \t]{0,40}(?<by>echo|printf)[ \t][^\r\n|><;&`()]{1,500}$/gm;
  const named =
    /\$(?:\{(?<braced>[A-Z][A-Z0-9_]{2,100})\}|(?<bare>[A-Z][A-Z0-9_]{2,100})(?![\w]))/g;
  // A script that makes a key writes it out for somebody to keep.
  const made = new Set(
    [...text.matchAll(/\b(?<name>[A-Z][A-Z0-9_]{2,100})=["']?(?:\$\(|`)/g)].map(
      ({ groups }) => groups?.name ?? '',
    ),
  );
  const asked =
    /^[ \t]{0,40}(?<by>printenv)[ \t]{1,9}(?<name>[A-Z][A-Z0-9_]{2,100})[ \t]*$|(?<address>[?&][\w.-]{1,60}=)\$\{?(?<sent>[A-Z][A-Z0-9_]{2,100})\b/gm;
  const others = [...text.matchAll(asked)].flatMap(({ 0: all, index, groups }): readonly Leak[] => {
    const name = groups?.name ?? groups?.sent ?? '';
    const from = index + all.indexOf(name);
    const at = rangeOf(from, from + name.length);
    const isComment = /^[ \t]*#/.test(text.slice(text.lastIndexOf('\n', index - 1) + 1, index));
    if (made.has(name) || isComment) return [];
    return [{ by: groups?.by ?? 'an address', value: { kind: 'env', name, at }, at }];
  });
  const written = [...text.matchAll(printed)].flatMap((line) => {
    if (line[0].includes('::add-mask::')) return [];
    // What stands in single quotes is no variable.
    const plain = line[0].replace(/'[^']*'/g, (quoted) => ' '.repeat(quoted.length));
    return [...plain.matchAll(named)].flatMap((found): Leak | readonly Leak[] => {
      const from = line.index + found.index;
      const at = rangeOf(from, from + found[0].length);
      const name = found.groups?.braced ?? found.groups?.bare ?? '';
      if (made.has(name)) return [];
      return { by: line.groups?.by ?? 'echo', value: { kind: 'env', name, at }, at };
    });
  });
  return [...written, ...others];
}

/** `: "${NAME:=value}"` sets what is not set already; a line that is a comment is passed as one. */
function addDefaults(whole: StoredText, collector: DefinitionCollector): void {
  const setter =
    /^[ \t]{0,200}#.*|\$\{(?<name>[A-Za-z_]\w{0,100}):?=(?<text>[^\s{}$`"'\\]{1,500})\}/gm;
  for (const { index: start, 0: all, groups } of whole.text.matchAll(setter)) {
    if (collector.isFull) break;
    const { name, text } = groups ?? {};
    if (name === undefined || text === undefined) continue;
    const end = start + all.length;
    const value = sliceStored(whole, end - 1 - text.length, end - 1);
    collector.add({ space: 'env', name, value, start, end, isDefault: true });
  }
}

/** `set -gx NAME value` (https://fishshell.com/docs/current/cmds/set.html). */
function addVariablesOfFish(whole: StoredText, collector: DefinitionCollector): void {
  const { rangeOf } = collector;
  const setter =
    /^[ \t]{0,40}set[ \t]{1,10}(?:-[\w-]{1,20}[ \t]{1,10}){0,4}([A-Za-z_]\w{0,100})[ \t]{1,10}(?=\S)/gm;
  for (const found of whole.text.matchAll(setter)) {
    if (collector.isFull) break;
    const from = found.index + found[0].length;
    // `(command)` is what `$(command)` is elsewhere.
    const command = /^\(([^()\r\n]{1,500})\)/.exec(whole.text.slice(from, from + 600));
    const word = endOfWord(whole.text, from);
    const end = command ? from + command[0].length : word.to;
    const value = command
      ? valueOfCommand(command[1] ?? '', from + 1, rangeOf(from, end), rangeOf)
      : wordValue(whole, from, word);
    collector.add({ space: 'env', name: found[1] ?? '', value, start: found.index, end });
  }
}
