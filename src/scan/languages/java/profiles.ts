// Classes, methods and fields that Spring makes in some profiles alone: `@Profile("dev")`, `@Profile("!prod")`.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import type { Stage } from '../../stage-names.ts';

const declaration =
  /^(?:class_declaration|method_declaration|function_declaration|property_declaration|object_declaration)$/;
const elsewhere =
  /^(?:dev|development|local|test|tests|testing|integration-?test|ci|e2e|docker-?dev|qa|staging|stage)$/i;
const production = /^!\s*(?:prod|production|live)$/i;

/** The profiles of a declaration, where production is none of them. */
export function profileOf(
  node: SyntaxNode,
  text: string,
): { readonly test: SyntaxNode; readonly stage: Stage } | undefined {
  if (!declaration.test(node.type)) return undefined;
  const modifiers = node.children.find(({ type }) => type === 'modifiers');
  for (const annotation of modifiers?.children ?? []) {
    const written = text.slice(annotation.start, Math.min(annotation.end, annotation.start + 300));
    const list = /^@(?:[\w.]+\.)?Profile\s*\((?<list>[^()]*)\)$/s.exec(written)?.groups?.list;
    const names = [...(list ?? '').matchAll(/"(?<name>[^"]*)"/g)].map(({ groups }) =>
      (groups?.name ?? '').trim(),
    );
    const isOutside = (name: string): boolean => elsewhere.test(name) || production.test(name);
    if (names.length === 0 || !names.every(isOutside)) continue;
    const isTest = names.every((name) => /test|^ci$|^e2e$/i.test(name));
    return {
      test: annotation,
      stage: { where: 'elsewhere', ...(isTest && { environment: 'test' }) },
    };
  }
  return undefined;
}
