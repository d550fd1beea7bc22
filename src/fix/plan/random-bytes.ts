// Secrets that the program makes itself come from the system's random numbers afterwards, with enough bytes.
import { hmacAlgorithms } from '../../model/algorithms.ts';
import type { Edit } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import type { SecretValue } from '../../model/secret.ts';
import { childOf, nodeAt, type SyntaxNode } from '../../model/syntax-node.ts';
import type { Idiom } from '../idioms/idiom.ts';
import { idiomFor } from '../idioms/index.ts';
import { addSupport, isModule, openCode } from './code-support.ts';
import type { Draft, Left, PlanContext } from './plan-types.ts';
import { projectPlaces } from './project-places.ts';
import { openRepair } from './repair-file.ts';
import { removeUnusedImport } from './unused-import.ts';

/** Plans one `weak-random-secret`. */
export function drawRandomBytes(
  context: PlanContext,
  finding: Finding,
): { readonly draft: Draft } | { readonly left: Left } {
  const left = (reason: string) => ({ left: { finding, reason } });
  const found = projectPlaces(context.project)
    .valuesIn(finding.path)
    .find(({ value }) => value.at.start === finding.start);
  if (!found?.value.generated) return left(notEdited);
  const { secret, value } = found;
  const bytes = Math.max(secret.requiredBytes, hmacAlgorithms[secret.algorithm].minBytes);
  const drawn = drawValue(context, value, bytes);
  if ('reason' in drawn) return left(drawn.reason);
  return {
    draft: {
      safety: 'unsafe',
      title: `make ${secret.label} from the system's random numbers`,
      edits: drawn.edits,
      untrack: [],
      steps: [
        `${secret.label} is made anew at each start, which ends every session: better read it from the environment.`,
      ],
      findings: [finding],
    },
  };
}

const notEdited = 'keylint does not edit this place: use a cryptographic generator there';

function drawValue(
  context: PlanContext,
  value: SecretValue,
  bytes: number,
): { readonly edits: readonly Edit[] } | { readonly reason: string } {
  const { path } = value.at;
  const repair = context.repairOf(path);
  if (repair) {
    const opened = openRepair(context, path);
    if ('reason' in opened) return opened;
    return repair.drawRandomBytes(opened, { start: value.at.start, end: value.at.end, bytes });
  }
  const idiom = idiomFor(path);
  const file = openCode(context, path);
  if (!idiom) return { reason: notEdited };
  if ('reason' in file) return file;
  const chain = wholeChain(nodeAt(file.root, value.at.start, value.at.end), idiom);
  const { start, end } = wholeSum(chain, idiom, file.text);
  const call = idiom.randomBytes(bytes, file.style);
  const namespace = idiom.randomNamespace
    .exec(file.text)
    ?.slice(1)
    .find((name) => name !== undefined);
  const text = namespace === undefined ? call : `${namespace}.${call}`;
  const removed = removeUnusedImport(file, firstName(file.text.slice(start, end)));
  const added =
    namespace === undefined ? addSupport(file, idiom.randomSupport(isModule(file))) : [];
  return { edits: [{ path, start, end, text }, ...joinEdits(removed, added)] };
}

/** `Math.random` with everything that is called on it: `Math.random().toString(36).slice(2)`. */
function wholeChain(start: SyntaxNode, { nodes }: Idiom): SyntaxNode {
  let node = start;
  for (;;) {
    const parent = node.parent;
    const isLink = parent && nodes.chain.includes(parent.type) && parent.start === node.start;
    if (!isLink) return node;
    node = parent;
  }
}

/** What a part of `Math.random() + Math.random()` is a part of: random bytes make all of it unnecessary. */
function wholeSum(start: SyntaxNode, { nodes }: Idiom, text: string): SyntaxNode {
  let node = start;
  for (;;) {
    const parent = node.parent;
    if (parent?.type !== nodes.binary) return node;
    const [left, right] = [childOf(parent, 'left'), childOf(parent, 'right')];
    if (!left || !right || !/^\s*\+\s*$/.test(text.slice(left.end, right.start))) return node;
    node = parent;
  }
}

function firstName(expression: string): string {
  return /^[\w$]+/.exec(expression)?.[0].replaceAll('$', '\\$') ?? 'undefined';
}

/** An import that is added where another goes takes its place. */
function joinEdits(removed: readonly Edit[], added: readonly Edit[]): readonly Edit[] {
  const [gone] = removed;
  const [fresh] = added;
  if (!gone || !fresh || fresh.start <= gone.start || fresh.start > gone.end) {
    return [...removed, ...added];
  }
  return [{ ...gone, text: `${fresh.text.trim()}${/^\r?\n/.exec(fresh.text)?.[0] ?? ''}` }];
}
