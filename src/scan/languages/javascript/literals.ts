// Text of JavaScript string and template literals.
import type { SyntaxNode } from '../syntax.ts';

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
]);

/** A string literal or a template without substitutions, after escapes; `undefined` for all else. */
export function literalText(node: SyntaxNode, text: string): string | undefined {
  const isTemplate = node.type === 'template_string';
  if (node.type !== 'string' && !isTemplate) return undefined;
  if (isTemplate && node.children.some((child) => child.type === 'template_substitution')) {
    return undefined;
  }
  return unescapeText(text.slice(node.start + 1, Math.max(node.start + 1, node.end - 1)));
}

/** Resolves the escapes of ECMA-262 12.9.4; an escape that is none stands for its own character. */
export function unescapeText(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_, braced?: string, unicode?: string, hex?: string, single?: string) => {
      const digits = braced ?? unicode ?? hex;
      if (digits !== undefined) {
        const point = Number.parseInt(digits, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : '';
      }
      if (single === '\n' || single === '\r\n' || single === '\r') return '';
      return simpleEscapes.get(single ?? '') ?? single ?? '';
    },
  );
}
