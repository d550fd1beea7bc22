// Lists files whose values refer to each other too often to follow them all.
import type { Tree } from '../input/tree.ts';
import { tangledValues } from '../model/budget.ts';
import { decodeText } from '../model/decode.ts';
import { judgeProblem } from './scan-file.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** Lists a file once, whether it was scanning or linking that its values were too much for. */
export function noteTangled(tree: Tree, { facts, skipped }: ScannedTree, path: string): void {
  const known = facts.get(path);
  if (!known || known.problem) return;
  const read = tree.read(path);
  if (!('bytes' in read)) return;
  const decoded = decodeText(read.bytes);
  const text = 'text' in decoded ? decoded.text : '';
  const problem = { reason: 'budget', detail: tangledValues } as const;
  skipped.push(judgeProblem(known, problem, { bytes: read.bytes, text }));
}
