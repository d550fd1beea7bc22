// `use` declarations of Rust, trees and all.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import type { ImportShape } from '../../code/shape.ts';

/** Paths are written with dots: `jsonwebtoken::EncodingKey` is `EncodingKey` of `jsonwebtoken`. */
export function importsOf(node: SyntaxNode, text: string): ImportShape[] {
  const tree = childOf(node, 'argument');
  return tree ? within(tree, [], text) : [];
}

const modulePath = /^(?:crate|self|super)(?:::[a-z]\w*)+::(?<name>[A-Za-z]\w*)$/;

/** `crate::keys::SECRET` without a `use` is its own import; of types there are instances, which are named otherwise. */
export function importsOfPath(node: SyntaxNode, text: string): ImportShape[] | undefined {
  const isInner = node.parent && /^(?:scoped_|use_)/.test(node.parent.type);
  if (node.type !== 'scoped_identifier' || isInner || node.end - node.start > 200) return undefined;
  if (childOf(node.parent ?? undefined, 'argument') === node) return undefined;
  const path = text.slice(node.start, node.end).replace(/\s/g, '');
  const name = modulePath.exec(path)?.groups?.name;
  if (name === undefined || /[A-Z][a-z]|^[A-Z]$/.test(name)) return undefined;
  const from = path.split('::').slice(0, -1).join('.');
  return [{ at: node, local: `${from}.${name}`, from, imported: name }];
}

function within(tree: SyntaxNode, prefix: readonly string[], text: string): ImportShape[] {
  const steps = (one: SyntaxNode | undefined): string[] =>
    one
      ? text
          .slice(one.start, one.end)
          .replace(/\s/g, '')
          .split('::')
          .filter((step) => step !== '')
      : [];
  switch (tree.type) {
    case 'scoped_use_list': {
      const below = [...prefix, ...steps(childOf(tree, 'path'))];
      return (childOf(tree, 'list')?.children ?? []).flatMap((one) => within(one, below, text));
    }
    case 'use_list':
      return tree.children.flatMap((one) => within(one, prefix, text));
    case 'use_as_clause': {
      const alias = childOf(tree, 'alias');
      return alias ? binding([...prefix, ...steps(childOf(tree, 'path'))], alias, text) : [];
    }
    case 'use_wildcard': {
      const path = [...prefix, ...steps(tree.children[0])];
      return [{ at: tree, local: '*', from: path.join('.'), imported: '*' }];
    }
    default:
      return binding([...prefix, ...steps(tree)], tree, text);
  }
}

function binding(path: readonly string[], at: SyntaxNode, text: string): ImportShape[] {
  const own = path.at(-1) === 'self' ? path.slice(0, -1) : path;
  const imported = own.at(-1);
  if (imported === undefined) return [];
  const written = text.slice(at.start, at.end).split('::').at(-1) ?? imported;
  const local = written === 'self' ? imported : written;
  return [{ at, local, from: own.slice(0, -1).join('.'), imported }];
}
