// Repairs code of any language that is read through its shapes; what its people write is the language's `edits`.
import type { Edit } from '../../../model/edit.ts';
import { createRangeFinder } from '../../../model/place.ts';
import type {
  DrawnValue,
  MovedLiteral,
  PinnedCall,
  Repair,
  Repaired,
  RepairFile,
} from '../../../model/repair.ts';
import { nodeAt, type SyntaxNode } from '../../../model/syntax-node.ts';
import type { Code, Edits, LiteralPlace } from '../edits.ts';
import type { Language } from '../language.ts';
import { startReading } from '../read-code.ts';
import { type Reading, shapeAs } from '../reading.ts';
import { nodeOf } from '../shape.ts';
import { dropFallback } from './drop-fallback.ts';
import { type FallbackRead, generatedAround, isAlone, literalAt, readAround } from './places.ts';
import { insertion, replaced } from './support.ts';

/** `undefined` where the language has no edits. */
export function repairOf(language: Language): Repair | undefined {
  const { edits } = language;
  if (!edits) return undefined;
  return {
    loading: edits.loading,
    moveLiteral: (file, literal) => moveLiteral(readFile(file, language), file, edits, literal),
    pinAlgorithms: (file, call) => pinAlgorithms(readFile(file, language), file, edits, call),
    drawRandomBytes: (file, value) => drawRandomBytes(readFile(file, language), file, edits, value),
  };
}

/** A file may hold thousands of findings: it is read once. */
const readings = new WeakMap<SyntaxNode, Reading>();

function readFile({ root, path, text }: RepairFile, language: Language): Reading {
  const known = readings.get(root);
  if (known) return known;
  const reading = startReading({ path, text, rangeOf: createRangeFinder(text) }, root, language);
  readings.set(root, reading);
  return reading;
}

function moveLiteral(
  reading: Reading,
  file: RepairFile,
  edits: Edits,
  { start, end, variable, isFallback }: MovedLiteral,
): Repaired {
  const node = literalAt(reading, start, end);
  if (!node) {
    const inside = edits.inside?.(file, start, end);
    if (inside) return { edits: inside.edits, isRead: true };
    return { reason: 'the value is put together from several texts: move it by hand' };
  }
  const fallback = readAround(reading, node);
  const name = fallback?.of === 'env' && isVariable(fallback.name) ? fallback.name : variable;
  const place: LiteralPlace = { reading, file, node, variable: name, read: edits.read(name, file) };
  if (fallback) return withoutFallback(edits, place, fallback);
  const special = edits.place?.(place);
  if (special && 'reason' in special) return special;
  if (special && 'edits' in special) return { isRead: true, ...special };
  const chosen = special ?? place.read;
  return {
    edits: [replaced(file.path, node, written(file, node, chosen)), ...(chosen.support ?? [])],
    isRead: !isFallback || name === variable,
  };
}

function isVariable(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

function written({ text }: RepairFile, { start, end }: SyntaxNode, code: Code): string {
  return code.isLoose && !isAlone(text, start, end) ? `(${code.text})` : code.text;
}

function withoutFallback(edits: Edits, place: LiteralPlace, read: FallbackRead): Repaired {
  const { file, node, reading } = place;
  const isRead = read.of === 'env';
  const steps = isRead
    ? []
    : [`${file.path} has no fallback for ${read.name} any more: set it wherever the program runs.`];
  const done = (all: readonly Edit[]): Repaired => ({ edits: all, isRead, steps });
  const own = edits.fallback?.({ ...place, ...read });
  if (own) return 'reason' in own ? own : done(own.edits);
  const dropped = dropFallback(reading, file, read, node);
  if (dropped) return done(dropped);
  const shape = shapeAs(reading, read.whole, 'fallback');
  if (edits.failure && shape) {
    // The read keeps its way; what stood in for it fails.
    const failure = edits.failure(read.name, file);
    const second = nodeOf(shape.second);
    return done([replaced(file.path, second, failure.text), ...(failure.support ?? [])]);
  }
  if (!isRead) {
    return {
      reason: `the default of ${read.name} stands in code: take it out there, and set it in the settings`,
    };
  }
  const { read: code } = place;
  return done([
    replaced(file.path, read.whole, written(file, read.whole, code)),
    ...(code.support ?? []),
  ]);
}

function pinAlgorithms(
  reading: Reading,
  file: RepairFile,
  edits: Edits,
  { start, end, library, call, algorithms }: PinnedCall,
): Repaired {
  const pin = edits.pins.find((row) => row.library === library && row.call === call);
  if (!pin) return { reason: `where ${call} takes its algorithms is not known to keylint` };
  const callee = nodeAt(reading.root, start, end);
  const node = callNode(reading, callee);
  const shape = node && shapeAs(reading, node, 'call');
  const last = shape?.arguments.at(-1);
  if (!node || !shape || !last || shape.arguments.length < (pin.after ?? 1)) {
    return { reason: 'the arguments of the call come from elsewhere: add the list there' };
  }
  if (/^\s*\*/.test(file.text.slice(nodeOf(last.value).start)))
    return { reason: 'the options of the call come from elsewhere: add the list there' };
  const code = pin.argument(algorithms, file);
  if ('reason' in code) return code;
  const item = itemOf(node, nodeOf(last.value));
  const gap = lineBefore(file, item.start) ?? ' ';
  return {
    edits: [insertion(file.path, item.end, `,${gap}${code.text}`), ...(code.support ?? [])],
    isRead: false,
  };
}

/** The call that a node is, or is the callee of. */
function callNode(reading: Reading, from: SyntaxNode): SyntaxNode | undefined {
  let node: SyntaxNode | null = from;
  for (let step = 0; node && step < 5; step++, node = node.parent) {
    if (shapeAs(reading, node, 'call')) return node;
  }
  return undefined;
}

/** The child of an argument list that a value stands in, with its keyword. */
export function itemOf(call: SyntaxNode, value: SyntaxNode): SyntaxNode {
  let node = value;
  for (let step = 0; node.parent && step < 5; step++) {
    if (node.parent === call || /argument(?:s|_list)$|^arguments/.test(node.parent.type))
      return node;
    node = node.parent;
  }
  return value;
}

/** The line end and white space before what begins its line; `undefined` where something stands before it. */
function lineBefore({ text, style }: RepairFile, offset: number): string | undefined {
  const indent = /\n([ \t]*)$/.exec(text.slice(Math.max(0, offset - 500), offset))?.[1];
  return indent === undefined ? undefined : `${style.lineEnd}${indent}`;
}

function drawRandomBytes(
  reading: Reading,
  file: RepairFile,
  edits: Edits,
  { start, end, bytes }: DrawnValue,
): Repaired {
  const nodes = generatedAround(reading, start, end);
  const drawn = edits.draw({ reading, file, nodes, bytes });
  return 'reason' in drawn ? drawn : { edits: drawn.edits, isRead: false };
}
