// Where in the code a fix has to look: the literal at an offset, what it is the fallback of, and the expressions around
// a generated value.
import { type Expression, partsOf } from '../../../model/expression.ts';
import { nodeAt, type SyntaxNode } from '../../../model/syntax-node.ts';
import { type Reading, shapeAs } from '../reading.ts';
import { nodeOf } from '../shape.ts';

/** How far an expression is looked at from the inside out. */
const reach = 8;

/** The literal whose text stands at [start, end); `undefined` where that is only a part of one. */
export function literalAt(reading: Reading, start: number, end: number): SyntaxNode | undefined {
  let node: SyntaxNode | null = nodeAt(reading.root, start, end);
  for (let step = 0; node && step < 4; step++, node = node.parent) {
    const shape = shapeAs(reading, node, 'text');
    if (shape?.start === start && shape.end === end) return node;
  }
  return undefined;
}

/** A read that falls back to the literal. */
export interface FallbackRead {
  readonly whole: SyntaxNode;
  readonly of: 'env' | 'setting';
  readonly name: string;
}

/** The innermost read of a variable or setting that has the literal as its fallback. */
export function readAround(reading: Reading, literal: SyntaxNode): FallbackRead | undefined {
  for (const node of around(literal)) {
    const value = reading.lower(node);
    if ((value.kind === 'env' || value.kind === 'setting') && value.fallback) {
      if (!holds(value.fallback, literal)) return undefined;
      const name = value.kind === 'env' ? value.name : value.path;
      return { whole: node, of: value.kind, name };
    }
    const tested = testedVariable(reading, node);
    if (tested !== undefined) return { whole: node, of: 'env', name: tested };
  }
  return undefined;
}

/** `X if X in environ else 'dev'`, `getenv("X") != null ? getenv("X") : "dev"`: the condition asks for what is read. */
function testedVariable(reading: Reading, node: SyntaxNode): string | undefined {
  const shape = shapeAs(reading, node, 'either');
  if (shape?.options.length !== 2) return undefined;
  const reads = shape.options.map((option) => reading.lower(option));
  const read = reads.find(({ kind }) => kind === 'env');
  if (read?.kind !== 'env' || read.name === '' || read.fallback) return undefined;
  const [first, second] = shape.options.map(nodeOf);
  if (!first || !second || first.start === node.start) {
    const between = first && second ? reading.text.slice(first.end, second.start) : '';
    return between.includes(read.name) ? read.name : undefined;
  }
  return reading.text.slice(node.start, first.start).includes(read.name) ? read.name : undefined;
}

function* around(node: SyntaxNode): Iterable<SyntaxNode> {
  let at = node.parent;
  for (let step = 0; at && step < reach; step++, at = at.parent) yield at;
}

function holds(value: Expression, literal: SyntaxNode): boolean {
  const stack = [value];
  for (let next = stack.pop(), steps = 0; next && steps < 50; next = stack.pop(), steps++) {
    if (next.kind === 'text' && literal.start <= next.at.start && next.at.end <= literal.end)
      return true;
    stack.push(...partsOf(next));
  }
  return false;
}

/** A generated value and all around it that is made of generated values alone, outermost first. */
export function generatedAround(reading: Reading, start: number, end: number): SyntaxNode[] {
  const first = nodeAt(reading.root, start, end);
  const found = [first];
  for (const node of around(first)) {
    if (/statement|declaration|block|body|program|module|source/.test(node.type)) break;
    if (reading.of(node)?.kind === 'assign') break;
    if (isGenerated(reading.lower(node))) found.unshift(node);
  }
  return found;
}

function isGenerated(value: Expression): boolean {
  if (value.kind === 'generated') return !value.isCryptographic;
  if (value.kind === 'hashed' || value.kind === 'encoded' || value.kind === 'decoded')
    return isGenerated(value.of);
  return value.kind === 'concat' && value.parts.some(isGenerated);
}

/** Whether an expression of several parts can stand at [start, end) without parentheses. */
export function isAlone(text: string, start: number, end: number): boolean {
  const before = /(?:[(,{[:;]|[^=!<>]=|=>|->|\breturn|<-)[ \t\r\n]*$/.test(
    text.slice(Math.max(0, start - 40), start),
  );
  return before && /^[ \t]*(?:[),;}\]\r\n]|$)/.test(text.slice(end, end + 40));
}
