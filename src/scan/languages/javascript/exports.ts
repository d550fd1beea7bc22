// What a JavaScript module gives to others. ES modules by statement; CommonJS as the binding `module.exports`,
// which is also the default export.

import { shapeAs } from '../../code/reading.ts';
import { nodeOf } from '../../code/shape.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { classKey, isClass } from './classes.ts';
import { add, type Collector, define } from './collector.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { keyText, unwrap } from './shapes.ts';

const commonJs = 'module.exports';

/** Export statements of the module, then CommonJS assignments anywhere. */
export function collectExports(reading: Reading, collector: Collector): void {
  for (const node of reading.root.children) {
    if (node.type === 'export_statement') exportStatement(reading, collector, node);
  }
  for (const node of nodesOf(reading, 'assignment_expression')) {
    commonJsExport(reading, collector, node);
  }
}

function exportStatement(reading: Reading, collector: Collector, node: SyntaxNode): void {
  const source = childOf(node, 'source');
  const from = source && literalText(source, reading.text);
  const clause = node.children.find((child) => child.type === 'export_clause');
  const star = node.children.find((child) => child.type === 'namespace_export');
  const declaration = childOf(node, 'declaration');
  const value = childOf(node, 'value');
  const isDefault = /^export\s+default\b/.test(reading.text.slice(node.start, node.start + 40));
  if (clause) {
    for (const specifier of clause.children) {
      if (specifier.type !== 'export_specifier') continue;
      const { local, exported } = specifiedNames(reading, specifier);
      const source = from === undefined ? {} : { from };
      add(collector.exports, { exported, local, ...source });
      const binding = from === undefined ? reading.scopes.lookUp(specifier, local) : undefined;
      // A re-exported name that is written like a class may be one.
      const named = local === 'default' ? exported : local;
      if (binding?.isClass || (from !== undefined && /^[A-Z]/.test(named))) {
        add(collector.exports, { exported: `${exported}#`, local: `${local}#`, ...source });
      }
    }
  } else if (star?.children[0] && from !== undefined) {
    const exported = nameOf(reading, star.children[0]);
    add(collector.exports, { exported, local: '*', from });
  } else if (from !== undefined) add(collector.exports, { exported: '*', from });
  else if (declaration) {
    for (const local of declaredNames(reading, declaration)) {
      const exported = isDefault ? 'default' : local;
      add(collector.exports, { exported, local });
      if (isClass(declaration)) {
        add(collector.exports, { exported: `${exported}#`, local: `${local}#` });
      }
    }
  } else if (value && isDefault) {
    exportValue(reading, collector, value, 'default');
  } else if (/^export\s*=/.test(reading.text.slice(node.start, node.start + 40))) {
    const exported = node.children[0];
    if (exported) exportValue(reading, collector, exported, commonJs);
  }
}

/** `a as b`. Of `default`, which is a keyword, there is no node. */
function specifiedNames(
  reading: Reading,
  specifier: SyntaxNode,
): { readonly local: string; readonly exported: string } {
  const [name, alias] = [childOf(specifier, 'name'), childOf(specifier, 'alias')];
  const isRenamed = alias !== undefined || /\sas\s+default$/.test(textOf(reading, specifier));
  const local = name ? nameOf(reading, name) : 'default';
  if (!isRenamed) return { local, exported: local };
  return { local, exported: alias ? nameOf(reading, alias) : 'default' };
}

function exportValue(
  reading: Reading,
  collector: Collector,
  node: SyntaxNode,
  local: string,
): void {
  const exported = local === commonJs ? '=' : 'default';
  define(collector, local, lower(reading, node), at(reading, node));
  add(collector.exports, { exported, local });
  exportInstance(reading, collector, node, exported);
}

function nameOf(reading: Reading, node: SyntaxNode): string {
  return literalText(node, reading.text) ?? textOf(reading, node);
}

function declaredNames(reading: Reading, declaration: SyntaxNode): readonly string[] {
  const name = childOf(declaration, 'name');
  if (name) return [textOf(reading, name)];
  return declaration.children.flatMap((child) => {
    const { pairs = [] } = shapeAs(reading, child, 'assign') ?? {};
    return pairs.map(({ target }) => textOf(reading, nodeOf(target)));
  });
}

/** `module.exports = ...`, `module.exports.x = ...`, `exports.x = ...`; the values are defined elsewhere. */
function commonJsExport(reading: Reading, collector: Collector, node: SyntaxNode): void {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!right || left?.type !== 'member_expression') return;
  if (!textOf(reading, left).includes('exports')) return;
  const target = lower(reading, left);
  if (target.kind !== 'name' || target.path[0] !== commonJs) return;
  const [, property, deeper] = target.path;
  if (deeper !== undefined) return;
  if (property !== undefined) {
    add(collector.exports, { exported: property, local: `${commonJs}.${property}` });
    exportInstance(reading, collector, right, property);
    return;
  }
  add(collector.exports, { exported: '=', local: commonJs });
  exportInstance(reading, collector, right, '=');
  const value = unwrap(right);
  if (value.type !== 'object') return;
  for (const child of value.children) {
    const isShort = child.type === 'shorthand_property_identifier';
    const key = isShort ? child : childOf(child, 'key');
    const exported = key && keyText(key, reading.text);
    const held = isShort ? child : childOf(child, 'value');
    if (exported !== undefined && held) exportInstance(reading, collector, held, exported);
  }
}

/** Where a class is exported, so are its instances: `Config#` next to `Config`. */
function exportInstance(
  reading: Reading,
  collector: Collector,
  wrapped: SyntaxNode,
  exported: string,
): void {
  const node = unwrap(wrapped);
  const isNamed = node.type === 'identifier' || node.type === 'shorthand_property_identifier';
  const binding = isNamed ? reading.scopes.lookUp(node, textOf(reading, node)) : undefined;
  const local = isClass(node)
    ? `${classKey(reading, node)}#`
    : binding?.isClass
      ? `${binding.key}#`
      : undefined;
  if (local !== undefined) add(collector.exports, { exported: `${exported}#`, local });
}
