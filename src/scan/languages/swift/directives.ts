// Lines that only some builds have: `#if DEBUG` ... `#else` ... `#endif`. The grammar has the directives in a row with
// what they enclose.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import type { Stage } from '../../stage-names.ts';

/** The nearest directive before a node that is still open, where it leaves production out. */
export function markOfDirective(
  node: SyntaxNode,
  text: string,
): { readonly test: SyntaxNode; readonly stage: Stage } | undefined {
  // What belongs together may stand in blocks of its own: a directive before them counts as well.
  const open: { test: SyntaxNode; isElse: boolean; asked: string }[] = [];
  for (const sibling of node.parent ? directivesIn(node.parent) : []) {
    if (sibling.start >= node.start) break;
    const [, word = '', asked = ''] =
      /^#(if|elseif|else|endif)\b\s*(.{0,80})/.exec(text.slice(sibling.start, sibling.end)) ?? [];
    if (word === 'if') open.push({ test: sibling, isElse: false, asked: asked.trim() });
    else if (word === 'endif') open.pop();
    else {
      const last = open.pop();
      if (last)
        open.push({ test: last.test, isElse: true, asked: word === 'else' ? last.asked : '' });
    }
  }
  for (const { test, isElse, asked } of open) {
    const isDebug = isElse ? /^!\s*DEBUG$|^RELEASE$/.test(asked) : asked === 'DEBUG';
    if (isDebug) return { test, stage: { where: 'elsewhere' } };
  }
  return undefined;
}

const known = new WeakMap<SyntaxNode, readonly SyntaxNode[]>();

function directivesIn(block: SyntaxNode): readonly SyntaxNode[] {
  let directives = known.get(block);
  if (!directives) {
    directives = block.children.filter(({ type }) => type === 'directive');
    known.set(block, directives);
  }
  return directives;
}
