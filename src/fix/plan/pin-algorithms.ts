// Verify calls get the list of algorithms that the linked sign calls use.
import type { Edit } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import type { CodeFile } from '../../model/repair.ts';
import type { LinkedUse, Project } from '../../model/secret.ts';
import { childOf, nodeAt, type SyntaxNode } from '../../model/syntax-node.ts';
import type { Idiom, PinRow } from '../idioms/idiom.ts';
import { idiomFor } from '../idioms/index.ts';
import { ancestor } from '../syntax-node.ts';
import { openCode } from './code-support.ts';
import type { Draft, Left, PlanContext } from './plan-types.ts';
import { projectPlaces } from './project-places.ts';
import { openRepair } from './repair-file.ts';

/** Plans one `verify-without-algorithms`. */
export function pinAlgorithms(
  context: PlanContext,
  finding: Finding,
): { readonly draft: Draft } | { readonly left: Left } {
  const left = (reason: string) => ({ left: { finding, reason } });
  const [use] = projectPlaces(context.project).usesAt(finding);
  if (!use) return left('keylint does not edit this place: name the algorithm by hand');
  const algorithms = signingAlgorithms(context.project, use);
  if (algorithms.length === 0) {
    return left('no call that signs with this secret was found: name the algorithm by hand');
  }
  const pinned = pinCall(context, use, algorithms);
  if ('reason' in pinned) return left(pinned.reason);
  return {
    draft: {
      safety: 'unsafe',
      title: `accept only ${algorithms.join(' and ')} in ${use.use.call}`,
      edits: pinned.edits,
      untrack: [],
      steps: [],
      findings: [finding],
    },
  };
}

type Pinned = { readonly edits: readonly Edit[] } | { readonly reason: string };

function pinCall(context: PlanContext, use: LinkedUse, algorithms: readonly string[]): Pinned {
  const { path, start, end } = use.at;
  const { library, call } = use.use;
  const repair = context.repairOf(path);
  if (repair) {
    const opened = openRepair(context, path);
    if ('reason' in opened) return opened;
    return repair.pinAlgorithms(opened, { start, end, library, call, algorithms });
  }
  const idiom = idiomFor(path);
  const file = openCode(context, path);
  if (!idiom) return { reason: 'keylint does not edit this language yet' };
  if ('reason' in file) return file;
  const row = idiom.pins.find((one) => one.library === library && one.call.test(call));
  if (!row) return { reason: `where ${call} takes its algorithms is not known to keylint` };
  const edit = pinEdit({ file, idiom, row, use }, algorithms);
  return edit
    ? { edits: [edit] }
    : { reason: 'the options of the call come from elsewhere: add the list there' };
}

/**
 * What the tokens of this secret are signed with; an instance that signs says it for its own verify calls. Where the
 * key could not be followed, the package's sign calls say it if all of them agree.
 */
function signingAlgorithms(project: Project, use: LinkedUse): string[] {
  const isSigning = (other: LinkedUse): boolean =>
    other.use.role !== 'verify' && other.use.kind === 'jwt';
  const places = projectPlaces(project);
  const signing = places
    .secretsOf(use.secretIds)
    .flatMap(({ uses }) => uses)
    .filter(isSigning);
  const own = use.use.role === 'both' ? [use] : [];
  const found = namesOf([...signing, ...own]);
  if (found.length > 0) return found;
  const inPackage = places.usesIn(use.file.packageDirectory).filter(isSigning);
  const names = namesOf(inPackage);
  return names.length === 1 && !inPackage.some(({ isAsymmetric }) => isAsymmetric) ? names : [];
}

function namesOf(uses: readonly LinkedUse[]): string[] {
  return [...new Set(uses.flatMap(({ algorithms }) => algorithms))].sort();
}

interface Target {
  readonly file: CodeFile;
  readonly idiom: Idiom;
  readonly row: PinRow;
  readonly use: LinkedUse;
}

function pinEdit(target: Target, algorithms: readonly string[]): Edit | undefined {
  const { file, idiom, row, use } = target;
  const at = nodeAt(file.root, use.at.start, use.at.end);
  const call = ancestor(at, idiom.nodes.call);
  const list = childOf(call, 'arguments');
  if (!call || !list) return undefined;
  const text =
    row.path.length === 0
      ? `${file.style.quote}${algorithms[0]}${file.style.quote}`
      : idiom.pin(row.path, algorithms, file.style);
  if (row.path.length === 0 && algorithms.length > 1) return undefined;
  const given = list.children[row.argument];
  if (given === undefined) return appendArgument(target, list, text);
  if (row.path.length === 0) return undefined;
  if (given.type === idiom.nodes.object) return addProperty(target, given, text, algorithms);
  // A callback stands where the options may be left out.
  if (!idiom.nodes.function.includes(given.type)) return undefined;
  return insertion(file.path, given.start, `{ ${text} },${lineBefore(file, given) ?? ' '}`);
}

/** The line end and white space before a node that begins its line; `undefined` where it does not. */
function lineBefore({ text, style }: CodeFile, { start }: SyntaxNode): string | undefined {
  const indent = /\n([ \t]*)$/.exec(text.slice(Math.max(0, start - 500), start))?.[1];
  return indent === undefined ? undefined : `${style.lineEnd}${indent}`;
}

function appendArgument({ file, row }: Target, list: SyntaxNode, text: string): Edit | undefined {
  const last = list.children.at(-1);
  const missing = row.argument - list.children.length;
  const padding = (row.padding ?? []).slice(list.children.length, row.argument);
  if (!last || padding.length < missing || padding.includes('')) return undefined;
  const added = [...padding, row.path.length === 0 ? text : `{ ${text} }`];
  const gap = lineBefore(file, last) ?? ' ';
  return insertion(file.path, last.end, added.map((argument) => `,${gap}${argument}`).join(''));
}

/** Goes into the innermost object of the path that is there already. */
function addProperty(
  { file, idiom, row }: Target,
  object: SyntaxNode,
  text: string,
  algorithms: readonly string[],
): Edit | undefined {
  const [outer = '', ...rest] = row.path;
  const pair = object.children.find(
    (child) => child.type === 'pair' && nameOf(file, child) === outer,
  );
  if (pair && rest.length > 0) {
    const inner = childOf(pair, 'value');
    if (inner?.type !== idiom.nodes.object) return undefined;
    return putLast(file, inner, idiom.pin(rest, algorithms, file.style));
  }
  return pair ? undefined : putLast(file, object, text);
}

function nameOf({ text }: CodeFile, pair: SyntaxNode): string {
  const key = childOf(pair, 'key');
  return key ? text.slice(key.start, key.end).replace(/^["']|["']$/g, '') : '';
}

/** Behind the last property, on a line of its own where that has one. */
function putLast(file: CodeFile, object: SyntaxNode, text: string): Edit {
  const last = object.children.at(-1);
  if (!last) {
    return { path: file.path, start: object.start, end: object.end, text: `{ ${text} }` };
  }
  const before = file.text.slice(object.start, last.start);
  const line = /\n([ \t]*)$/.exec(before);
  const comma = /^\s*,/.exec(file.text.slice(last.end, object.end))?.[0];
  const gap = line ? `${file.style.lineEnd}${line[1]}` : ' ';
  if (comma)
    return insertion(file.path, last.end + comma.length, `${gap}${text}${line ? ',' : ''}`);
  return insertion(file.path, last.end, `,${gap}${text}`);
}

function insertion(path: string, offset: number, text: string): Edit {
  return { path, start: offset, end: offset, text };
}
