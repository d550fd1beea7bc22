// Which language repairs a file, and which grammar reads it for that.
import type { Repair } from '../model/repair.ts';
import type { SyntaxTree } from '../model/syntax-node.ts';
import type { Language } from './code/language.ts';
import { repairOf } from './code/repair/repair.ts';
import { languages } from './languages/index.ts';
import { type GrammarName, grammarOf } from './languages/syntax.ts';

const repairs = new Map<Language, Repair | undefined>();

/** `undefined` where keylint does not edit the language, or not through its shapes. */
export function repairFor(path: string): Repair | undefined {
  const language = languageOf(path);
  if (!language) return undefined;
  if (!repairs.has(language)) repairs.set(language, repairOf(language));
  return repairs.get(language);
}

const scripts: Readonly<Record<string, GrammarName>> = {
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
};

/** A syntax tree of a file that can be edited; the parser must have been started. */
export function parseForRepair(path: string, text: string): SyntaxTree | undefined {
  const extension = path.split('.').at(-1) ?? '';
  const script = Object.hasOwn(scripts, extension) ? scripts[extension] : undefined;
  if (script) return grammarOf(script, { leaves: new Set() }).parse(text);
  const language = languageOf(path);
  if (!language?.edits) return undefined;
  const leaves = new Set(language.leaves);
  const tree = grammarOf(language.grammarOf(path), { leaves }).parse(text);
  if (tree) language.prepare?.(tree.root);
  return tree;
}

function languageOf(path: string): Language | undefined {
  const ending = path.slice(path.lastIndexOf('.')).toLowerCase();
  return languages.find(({ endings }) => endings.includes(ending));
}
