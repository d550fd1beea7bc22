// From which code production is kept away: by the conditions around it, by exits before it, by what marks it.
import type { OutsideProduction } from '../../model/expression.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { outside, type Stage } from '../stage-names.ts';
import { stageOfArm } from './arms.ts';
import type { Branch } from './branches.ts';
import { conditionOf } from './conditions.ts';
import { dottedName } from './dotted-name.ts';
import { at, shapeAs, type ValueReading } from './reading.ts';
import { isPlaced, type Slot } from './shape.ts';
import { stageWhere } from './stages.ts';

/** Deepest nesting of blocks in which an exit is looked for. */
const maximumDepth = 8;

/** Whether production cannot get to `node`, by the conditions around it and the exits before it. */
export function outsideProduction(
  reading: ValueReading,
  node: SyntaxNode,
): OutsideProduction | undefined {
  if (!reading.stages.areTold) return undefined;
  return saidBy(reading, markOf(reading, node)) ?? outsideAround(reading, node);
}

/** Nodes that choose nothing and hold no statements. */
const quiet = new Set(
  'arguments,argument_list,array,dictionary,lexical_declaration,list,object,pair,template_string,template_substitution,variable_declaration,variable_declarator'.split(
    ',',
  ),
);

/** What the nodes around say; each is asked once, where the arms of a branch are nodes of its own. */
function outsideAround(reading: ValueReading, node: SyntaxNode): OutsideProduction | undefined {
  const { around } = reading.stages;
  const asked: SyntaxNode[] = [];
  let found: OutsideProduction | null = null;
  let isSame = true;
  const isQuiet = !reading.language.stages?.markOf;
  for (let child = node; child.parent && !found; child = child.parent) {
    const known = around.get(child);
    if (known !== undefined) {
      found = known;
      break;
    }
    const { parent } = child;
    if (isQuiet && quiet.has(parent.type)) continue;
    asked.push(child);
    const branch = reading.branchOf(parent);
    if (branch && [...branch.holds, ...branch.fails].some((one) => one.parent !== parent))
      isSame = false;
    const stage = branch
      ? stageOfBranch(reading, branch, node)
      : (stageOfArm(reading, parent) ??
        exitsOf(reading, parent).findLast(({ after }) => after <= child.start));
    found = saidBy(reading, markOf(reading, parent) ?? stage ?? standIn(reading, parent)) ?? null;
  }
  if (isSame) for (const one of asked) around.set(one, found);
  return found ?? undefined;
}

/** `fn mock_config() -> Config`, `fakeSettings() {`: what a function makes that stands in for another in tests. */
const standingIn = /^[^(){};=]{0,80}?\b(?:mock|fake|dummy|stub)(?:_[a-z]|[A-Z])\w{0,60}\s{0,5}\(/;

function standIn({ text }: ValueReading, node: SyntaxNode): Found | undefined {
  if (!/function|method/.test(node.type)) return undefined;
  const head = text.slice(node.start, Math.min(node.end, node.start + 160));
  return standingIn.test(head) ? { test: node, stage: outside(true) } : undefined;
}

function markOf(reading: ValueReading, node: SyntaxNode): Found | undefined {
  return reading.language.stages?.markOf?.(node, reading.text);
}

function saidBy(reading: ValueReading, found: Found | undefined): OutsideProduction | undefined {
  if (found?.stage.where !== 'elsewhere') return undefined;
  const { environment } = found.stage;
  return { at: at(reading, found.test), ...(environment && { environment }) };
}

interface Found {
  readonly test: SyntaxNode;
  readonly stage: Stage;
}

/** What a branch says of the stage at `inner`. */
function stageOfBranch(
  reading: ValueReading,
  { test, holds, fails }: Branch,
  inner: SyntaxNode,
): Found | undefined {
  const isHeld = holds.some((one) => covers(one, inner));
  if (!isHeld && !fails.some((one) => covers(one, inner))) return undefined;
  return by(reading, test, isHeld);
}

function covers(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function by(reading: ValueReading, test: SyntaxNode, holds: boolean): Found | undefined {
  const stage = stageWhere(reading, conditionOf(reading, test), holds);
  return stage && { test, stage };
}

/** A statement that production does not get past. */
export interface Exit extends Found {
  readonly after: number;
}

/** `if is_production: raise ...`: what comes after it runs elsewhere. */
function exitsOf(reading: ValueReading, block: SyntaxNode): readonly Exit[] {
  // Nothing comes after the only statement.
  if (block.children.length < 2) return [];
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
  const isWrapper =
    statement.type === 'expression_statement' || statement.type === 'global_statement';
  return isWrapper && only && more.length === 0 ? only : statement;
}

const throwing = new Set(
  'raise_statement,throw_statement,throw_expression,exit_statement,throw'.split(','),
);
const returning = new Set('return_statement,return_expression,return'.split(','));
const blocks = new Set(
  'block,statement_block,statement_list,compound_statement,colon_block,then,do_block,else_block,control_structure_body,statements,expression_statement,block_body,body_statement,else,else_clause'.split(
    ',',
  ),
);

/** `return errors.New("...")`, `return Err(...)`: how Go and Rust raise. */
const errorGiven =
  /^return\b[^;\n]{0,80}?\b(?:(?:errors|fmt|status|xerrors)\.(?:New|Newf|Wrap|Wrapf|Errorf|Error|WithStack)\(|Err\()/;

function givesError({ text }: ValueReading, { start, end }: SyntaxNode): boolean {
  return errorGiven.test(text.slice(start, Math.min(end, start + 200)));
}

/** Whether a statement stops the program, or (`orReturns`) at least the function. */
export function leaves(
  reading: ValueReading,
  statement: SyntaxNode,
  orReturns: boolean,
  depth = 0,
): boolean {
  if (depth > maximumDepth) return false;
  if (throwing.has(statement.type)) return true;
  if (returning.has(statement.type)) {
    const [value] = statement.children;
    return (
      orReturns || givesError(reading, statement) || (value ? stops(reading, value, 0) : false)
    );
  }
  if (statement.type === 'jump_expression') {
    const word = /^\w+/.exec(reading.text.slice(statement.start, statement.start + 12))?.[0];
    return word === 'throw' || (orReturns && word === 'return');
  }
  if (blocks.has(statement.type))
    return statement.children.some((child) => leaves(reading, child, orReturns, depth + 1));
  return stops(reading, statement, 0);
}

/** What is called where that is nothing but names and dots, as in most statements: told without a shape. */
function calledPlainly(text: string, start: number): string | undefined {
  const head = /^[A-Za-z_]\w*(?:\.\w+)*(?=\()/.exec(text.slice(start, start + 80));
  return head && !/^(?:self|new|await|super)\b/.test(head[0]) ? head[0] : undefined;
}

/** A call that ends the program, or one on what such a call gives: `log.Fatal().Msg("...")`. */
function stops(reading: ValueReading, slot: Slot, depth: number): boolean {
  const pattern = reading.language.stages?.stops;
  if (!pattern || depth > 4) return false;
  const written = isPlaced(slot) ? undefined : calledPlainly(reading.text, slot.start);
  if (written !== undefined) return pattern.test(written);
  const call = shapeAs(reading, reading.unwrap(slot), 'call');
  if (!call) return !isPlaced(slot) && pattern.test(dottedName(reading, slot) ?? '');
  const callee = reading.unwrap(call.callee);
  const name = dottedName(reading, callee);
  if (name !== undefined) return pattern.test(name);
  const member = shapeAs(reading, callee, 'member');
  return member !== undefined && stops(reading, member.of, depth + 1);
}
