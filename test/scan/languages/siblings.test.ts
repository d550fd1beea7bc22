// Files have as many statements as their writer likes: what a reader asks of the one beside takes no look through all.
import { expect, test } from 'vitest';
import { indexInParent, type SyntaxNode, siblingOf } from '../../../src/model/syntax-node.ts';

interface Made extends SyntaxNode {
  parent: SyntaxNode | null;
}

/** A node of children that begin at these places; twice the same: the first has no length. */
function parentOf(...starts: readonly number[]): SyntaxNode {
  const children = starts.map(
    (start): Made => ({ type: 'a', start, end: start, field: null, parent: null, children: [] }),
  );
  const parent: SyntaxNode = {
    type: 'b',
    start: 0,
    end: 9,
    field: null,
    parent: null,
    children,
  };
  for (const child of children) child.parent = parent;
  return parent;
}

test.each([[[0]], [[0, 1, 2, 3]], [[0, 0, 1, 1, 1, 7]], [[5, 2, 5, 1]]])(
  'each of %j is where it is',
  (starts) => {
    const parent = parentOf(...starts);
    expect(parent.children.map(indexInParent)).toEqual(starts.map((_, index) => index));
    for (const [index, child] of parent.children.entries()) {
      expect(siblingOf(child, 1)).toBe(parent.children[index + 1]);
      expect(siblingOf(child, -1)).toBe(parent.children[index - 1]);
    }
  },
);

test('a root has none beside it', () => {
  expect(indexInParent(parentOf(1))).toBe(-1);
  expect(siblingOf(parentOf(1), 1)).toBeUndefined();
  expect(siblingOf(parentOf(1), 2)).toBeUndefined();
});

test('places are found without a look at all children', () => {
  const parent = parentOf(...Array.from({ length: 1_000 }, (_, n) => n));
  let looks = 0;
  const watched = new Proxy(parent.children, {
    get: (target, key, receiver) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  const child: SyntaxNode = { ...(parent.children[900] as SyntaxNode), parent: null };
  const node = { ...child, parent: { ...parent, children: watched } };
  Object.assign(parent.children, { 900: node });
  expect(indexInParent(node)).toBe(900);
  expect(looks).toBeLessThan(30);
});
