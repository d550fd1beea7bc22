// Goes through a tree of tree-sitter. A cursor of its own is written into the parser's memory before every question and
// read back after every step, which takes twice as long as the questions and the steps: here it stays in that memory.
// The functions below are those that web-tree-sitter's own cursor calls, and no part of what it promises: package.json
// names its version to the last digit for them, and test/scan/languages/tree-cursor.test.ts compares the two cursors.
import type { Tree } from 'web-tree-sitter';

/** What WebAssembly exports, by the object that `Parser.init` was given. Each takes the address of the tree. */
export interface TreeSitterExports {
  readonly _ts_tree_root_node_wasm: (tree: number) => void;
  readonly _ts_tree_cursor_new_wasm: (tree: number) => void;
  readonly _ts_tree_cursor_current_node_type_id_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_current_field_id_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_start_index_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_end_index_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_goto_first_child_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_goto_next_sibling_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_goto_parent_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_delete_wasm: (tree: number) => void;
}

/** Stands at a node, the root at first. */
export interface Cursor {
  typeId(): number;
  /** 0 where the node has no field. */
  fieldId(): number;
  /** Half-open offsets, in UTF-16 code units. */
  start(): number;
  end(): number;
  /** These say whether there is one, and stay where they are if not. */
  toFirstChild(): boolean;
  toNextSibling(): boolean;
  toParent(): boolean;
}

/** What `use` makes of a cursor; nothing else may be asked of tree-sitter meanwhile. */
export function withCursor<T>(
  exports: TreeSitterExports,
  tree: Tree,
  use: (cursor: Cursor) => T,
): T {
  const address = (tree as unknown as { readonly 0: number })[0];
  const {
    _ts_tree_cursor_current_node_type_id_wasm: typeId,
    _ts_tree_cursor_current_field_id_wasm: fieldId,
    _ts_tree_cursor_start_index_wasm: start,
    _ts_tree_cursor_end_index_wasm: end,
    _ts_tree_cursor_goto_first_child_wasm: toFirstChild,
    _ts_tree_cursor_goto_next_sibling_wasm: toNextSibling,
    _ts_tree_cursor_goto_parent_wasm: toParent,
  } = exports;
  // The root is left in the parser's memory, where a cursor takes its node from and is then itself. One of `tree.walk()`
  // would be freed once more when it is collected, with whatever stands there by then.
  exports._ts_tree_root_node_wasm(address);
  exports._ts_tree_cursor_new_wasm(address);
  try {
    return use({
      typeId: () => typeId(address),
      fieldId: () => fieldId(address),
      start: () => start(address),
      end: () => end(address),
      toFirstChild: () => toFirstChild(address) === 1,
      toNextSibling: () => toNextSibling(address) === 1,
      toParent: () => toParent(address) === 1,
    });
  } finally {
    exports._ts_tree_cursor_delete_wasm(address);
  }
}
