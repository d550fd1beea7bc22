// Secrets that the program makes itself come from the system's random numbers afterwards, with enough bytes.
import { hmacAlgorithms } from '../../model/algorithms.ts';
import type { Finding } from '../../model/finding.ts';
import type { Idiom } from '../idioms/idiom.ts';
import { idiomFor } from '../idioms/index.ts';
import { nodeAt, type SyntaxNode } from '../syntax-node.ts';
import { addSupport, isModule, openCode } from './code-support.ts';
import type { Draft, Left, PlanContext } from './plan-types.ts';

/** Plans one `weak-random-secret`. */
export function drawRandomBytes(
  context: PlanContext,
  finding: Finding,
): { readonly draft: Draft } | { readonly left: Left } {
  const left = (reason: string) => ({ left: { finding, reason } });
  const found = context.project.secrets
    .flatMap((secret) => secret.values.map((value) => ({ secret, value })))
    .find(({ value }) => value.at.path === finding.path && value.at.start === finding.start);
  const idiom = idiomFor(finding.path);
  const file = openCode(context, finding.path);
  if (!found?.value.generated || !idiom || !file) {
    return left('keylint does not edit this place: use a cryptographic generator there');
  }
  const { secret, value } = found;
  const node = wholeChain(nodeAt(file.root, value.at.start, value.at.end), idiom);
  if (node.parent?.type === idiom.nodes.binary && node.parent.field !== null) {
    const operator = file.text.slice(node.parent.start, node.parent.end);
    if (/\+/.test(operator)) return left('the value is put together: mend it by hand');
  }
  const { start, end } = node;
  const bytes = Math.max(secret.requiredBytes, hmacAlgorithms[secret.algorithm].minBytes);
  return {
    draft: {
      safety: 'unsafe',
      title: `make ${secret.label} of ${bytes} bytes from randomBytes`,
      edits: [
        { path: finding.path, start, end, text: idiom.randomBytes(bytes, file.style) },
        ...addSupport(file, idiom.randomSupport(isModule(file))),
      ],
      untrack: [],
      steps: [
        `${secret.label} is made anew at each start, which ends every session: better read it from the environment.`,
      ],
      findings: [finding],
    },
  };
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
