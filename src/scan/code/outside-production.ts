// From which code production is kept away: by the conditions around it, by exits before it, by what marks it.
import type { OutsideProduction } from '../../model/expression.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { Stage } from '../stage-names.ts';
import { stageOfArm } from './arms.ts';
import { conditionOf } from './conditions.ts';
import { dottedName } from './dotted-name.ts';
import { at, type Reading, shapeAs } from './reading.ts';
import { isPlaced, type Slot } from './shape.ts';
import { stageWhere } from './stages.ts';

/** Deepest nesting of blocks in which an exit is looked for. */
const maximumDepth = 8;

/** Whether production cannot get to `node`, by the conditions around it and the exits before it. */
export function outsideProduction(
  reading: Reading,
  node: SyntaxNode,
): OutsideProduction | undefined {
  if (!reading.stages.areTold) return undefined;
  const { stages } = reading.language;
  let child = node;
  for (let current: SyntaxNode | null = node; current; child = current, current = current.parent) {
    const mark = stages?.markOf?.(current, reading.text);
    const found = mark ?? (current === node ? undefined : stageOf(reading, current, child, node));
    if (found?.stage.where !== 'elsewhere') continue;
    const { environment } = found.stage;
    return { at: at(reading, found.test), ...(environment && { environment }) };
  }
  return undefined;
}

interface Found {
  readonly test: SyntaxNode;
  readonly stage: Stage;
}

/** What `node` says of the stage at `inner`, which `child` of it is or holds. */
function stageOf(
  reading: Reading,
  node: SyntaxNode,
  child: SyntaxNode,
  inner: SyntaxNode,
): Found | undefined {
  const branch = reading.branchOf(node);
  if (branch) {
    const holds = branch.holds.some((one) => covers(one, inner));
    if (!holds && !branch.fails.some((one) => covers(one, inner))) return undefined;
    return by(reading, branch.test, holds);
  }
  const arm = stageOfArm(reading, node);
  if (arm) return arm;
  return exitsOf(reading, node).findLast(({ after }) => after <= child.start);
}

function covers(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function by(reading: Reading, test: SyntaxNode, holds: boolean): Found | undefined {
  const stage = stageWhere(reading, conditionOf(reading, test), holds);
  return stage && { test, stage };
}

/** A statement that production does not get past. */
export interface Exit extends Found {
  readonly after: number;
}

/** `if is_production: raise ...`: what comes after it runs elsewhere. */
function exitsOf(reading: Reading, block: SyntaxNode): readonly Exit[] {
  const known = reading.stages.exits.get(block);
  if (known) return known;
  // A condition asks what keeps production from its own texts: by then all exits before it are here.
  const exits: Exit[] = [];
  reading.stages.exits.set(block, exits);
  for (const statement of block.children) {
    const branch = reading.branchOf(insideOf(statement));
    if (!branch) continue;
    const isGate = branch.isGate === true;
    if (!isGate && branch.fails.length > 0) continue;
    if (!isGate && !branch.holds.some((one) => leaves(reading, one, true))) continue;
    const found = by(reading, branch.test, isGate);
    if (found) exits.push({ ...found, after: statement.end });
  }
  return exits;
}

/** The one node in a statement that is nothing more. */
function insideOf(statement: SyntaxNode): SyntaxNode {
  const [only, ...more] = statement.children;
  const isWrapper = /^(?:expression|global)_statement$/.test(statement.type);
  return isWrapper && only && more.length === 0 ? only : statement;
}

const throwing = /^(?:raise_statement|throw_statement|throw_expression|exit_statement|throw)$/;
const returning = /^(?:return_statement|return_expression|return)$/;
const blocks =
  /^(?:block|statement_list|compound_statement|colon_block|then|do_block|else_block|control_structure_body|statements|expression_statement|block_body|body_statement|else|else_clause)$/;

/** `return errors.New("...")`, `return Err(...)`: how Go and Rust raise. */
const errorGiven =
  /^return\b[^;\n]{0,80}?\b(?:(?:errors|fmt|status|xerrors)\.(?:New|Newf|Wrap|Wrapf|Errorf|Error|WithStack)\(|Err\()/;

function givesError({ text }: Reading, { start, end }: SyntaxNode): boolean {
  return errorGiven.test(text.slice(start, Math.min(end, start + 200)));
}

/** Whether a statement stops the program, or (`orReturns`) at least the function. */
export function leaves(
  reading: Reading,
  statement: SyntaxNode,
  orReturns: boolean,
  depth = 0,
): boolean {
  if (depth > maximumDepth) return false;
  if (throwing.test(statement.type)) return true;
  if (returning.test(statement.type)) return orReturns || givesError(reading, statement);
  if (statement.type === 'jump_expression') {
    const word = /^\w+/.exec(reading.text.slice(statement.start, statement.start + 12))?.[0];
    return word === 'throw' || (orReturns && word === 'return');
  }
  if (blocks.test(statement.type))
    return statement.children.some((child) => leaves(reading, child, orReturns, depth + 1));
  return stops(reading, statement, 0);
}

/** A call that ends the program, or one on what such a call gives: `log.Fatal().Msg("...")`. */
function stops(reading: Reading, slot: Slot, depth: number): boolean {
  const pattern = reading.language.stages?.stops;
  const call = shapeAs(reading, reading.unwrap(slot), 'call');
  if (!pattern || depth > 4) return false;
  if (!call) return !isPlaced(slot) && pattern.test(dottedName(reading, slot) ?? '');
  const callee = reading.unwrap(call.callee);
  const name = dottedName(reading, callee);
  if (name !== undefined) return pattern.test(name);
  const member = shapeAs(reading, callee, 'member');
  return member !== undefined && stops(reading, member.of, depth + 1);
}
