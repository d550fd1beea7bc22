// Jupyter notebooks: the code of all cells, read as one file of their language, with places in the JSON around it.
import type { Definition } from '../../model/facts.ts';
import type { RangeFinder } from '../../model/place.ts';
import { type ConfigNode, child, textAt } from '../formats/config-tree.ts';
import type { PartialFacts, ScanInput } from '../formats/format.ts';
import { lossesOf } from '../formats/json.ts';
import { scanJson } from '../formats/json-scan.ts';
import { type Problem, worseOf } from '../formats/limits.ts';
import { isNotebookPath } from '../formats/paths.ts';
import type { StoredText } from '../formats/stored-text.ts';
import type { LanguageAdapter } from './adapter.ts';

/** An adapter for notebooks whose cells `code` reads. */
export function notebookAdapter(code: LanguageAdapter): LanguageAdapter {
  return {
    id: 'notebook',
    canRead: isNotebookPath,
    isWorthParsing: (input) => code.isWorthParsing(input),
    mayUse: (text) => code.mayUse(text),
    mayPassOn: () => false,
    load: () => code.load(),
    read: (input) => read(input, code),
  };
}

function read(input: ScanInput, code: LanguageAdapter): PartialFacts {
  const result = scanJson(input.text);
  const { root } = result;
  const losses = lossesOf(input, result);
  if (!root) return losses;
  const language = textAt(root, 'metadata', 'kernelspec', 'language') ?? 'python';
  if (language.toLowerCase() !== 'python') return { problem: foreign };
  if (!child(root, 'cells')) return { ...losses, problem: losses.problem ?? strange };
  const source = sourceOf(root);
  const rangeOf: RangeFinder = (start, end) =>
    input.rangeOf(source.offsetOf(start), Math.max(source.offsetOf(start), source.offsetOf(end)));
  const facts = code.read({ path: input.path, text: source.text, rangeOf });
  const definitions = [...(facts.definitions ?? []), ...source.variables(rangeOf)];
  // Places are told for the JSON; what the parser of the cells could not make sense of is no fault of that.
  const problem = worseOf(losses.problem, facts.problem);
  return {
    ...losses,
    ...facts,
    definitions: definitions.sort((a, b) => a.at.start - b.at.start),
    ...(problem && { problem }),
  };
}

/** Left out as files of a language are that nothing here reads. */
const foreign: Problem = {
  reason: 'parse-error',
  detail: 'its cells are not written in Python',
  isPartial: true,
};

/** Not as notebooks have been written since 2014. */
const strange: Problem = {
  reason: 'parse-error',
  detail: 'it has no cells where notebooks have them',
};

function sourceOf(root: ConfigNode) {
  const cells = child(root, 'cells');
  let text = '';
  const offsets: number[] = [];
  for (const cell of cells?.kind === 'list' ? cells.items : []) {
    if (textAt(cell, 'cell_type') !== 'code') continue;
    const source = child(cell, 'source');
    let end = offsets.at(-1) ?? 0;
    for (const line of source?.kind === 'list' ? source.items : source ? [source] : []) {
      if (line.kind !== 'scalar' || !line.isText) continue;
      text += line.stored.text;
      append(offsets, line.stored);
      end = line.stored.end;
    }
    text += '\n';
    offsets.push(end);
  }
  const magic = /^[ \t]*[%!].*$/gm;
  const last = offsets.at(-1) ?? 0;
  return {
    // `%env` and `!pip` are no code of the language; their place is kept.
    text: text.replace(magic, (line) => ' '.repeat(line.length)),
    offsetOf: (offset: number): number => offsets[offset] ?? last,
    variables: (rangeOf: RangeFinder): Definition[] => environmentMagic(text, rangeOf),
  };
}

function append(offsets: number[], { text, start, offsets: own }: StoredText): void {
  for (let index = 0; index < text.length; index++) offsets.push(own?.[index] ?? start + index);
}

/** `%env NAME=value` */
function environmentMagic(text: string, rangeOf: RangeFinder): Definition[] {
  const found: Definition[] = [];
  for (const match of text.matchAll(
    /^[ \t]*%(?:set_)?env[ \t]+([A-Za-z_]\w{0,200})[= ][ \t]*(\S{1,1000})[ \t]*$/gm,
  )) {
    const [whole, name = '', value = ''] = match;
    const end = match.index + whole.trimEnd().length;
    const from = end - value.length;
    found.push({
      space: 'env',
      name,
      value: { kind: 'text', value, at: rangeOf(from, end) },
      at: rangeOf(match.index, end),
      carrier: 'code',
    });
  }
  return found;
}
