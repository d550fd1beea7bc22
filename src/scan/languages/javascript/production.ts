// What conditions say of where a program runs: `process.env.NODE_ENV === 'production'`, `isDev`, and what follows for
// the code that they lead to.
import type { OutsideProduction } from '../../../model/expression.ts';
import {
  elsewhereWord,
  inTests,
  outside,
  productionName,
  type Stage,
  stageOfNames,
} from '../../stage-names.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { literalText } from './literals.ts';
import { dottedName, unwrap } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';

/** A statement that production does not get past. */
export interface Exit {
  readonly after: number;
  readonly test: SyntaxNode;
  readonly stage: Stage;
}

/** Files without any of these say nothing of where they run. */
const speaking = /prod|NODE_ENV|isDev|IS_DEV|development|_ENV\b/i;

const speaks = new WeakMap<Reading, boolean>();

function speaksOfStages(reading: Reading): boolean {
  let answer = speaks.get(reading);
  if (answer === undefined) {
    answer = speaking.test(reading.text);
    speaks.set(reading, answer);
  }
  return answer;
}

/** Names of variables and settings that hold the environment's name. */
const stageVariable =
  /\b(?:[A-Z]{2,12}_ENV(?:IRONMENT)?|ENV|ENVIRONMENT|APP_STAGE|STAGE|nodeEnv|appEnv|env|environment|stage|mode|MODE)\b['"]?[\])]*$/;

/** `isDev`, and `dev` alone: programs call what they compare once so. */
const elsewhereName = new RegExp(`^(?:(?:is|in)_?)?${elsewhereWord}$`, 'i');

/** What follows for the stage where `condition` holds, or does not. */
export function stageWhere(
  reading: Reading,
  wrapped: SyntaxNode,
  holds: boolean,
  depth = 0,
): Stage | undefined {
  if (depth > 8) return undefined;
  const node = unwrap(wrapped);
  const inside = (part: SyntaxNode | undefined, value: boolean): Stage | undefined =>
    part && stageWhere(reading, part, value, depth + 1);
  switch (node.type) {
    case 'unary_expression': {
      const isNegation = reading.text[node.start] === '!';
      return isNegation ? inside(childOf(node, 'argument'), !holds) : undefined;
    }
    case 'binary_expression': {
      const left = childOf(node, 'left');
      const right = childOf(node, 'right');
      if (!left || !right) return undefined;
      const operator = reading.text.slice(left.end, right.start).trim();
      if (operator === '&&' || operator === '||') {
        const [a, b] = [inside(left, holds), inside(right, holds)];
        // One side is enough where both must hold; else they have to agree.
        if ((operator === '&&') === holds) return a ?? b;
        return a && b && a.where === b.where ? a : undefined;
      }
      return compared(reading, operator, [left, right], holds);
    }
    case 'call_expression':
      return included(reading, node, holds) ?? named(reading, childOf(node, 'function'), holds);
    case 'identifier': {
      const binding = reading.scopes.lookup(node, textOf(reading, node));
      const known = binding?.assignments.length === 0 ? inside(binding.value, holds) : undefined;
      return known ?? named(reading, node, holds);
    }
    case 'member_expression':
      return named(reading, node, holds);
    default:
      return undefined;
  }
}

function named(reading: Reading, node: SyntaxNode | undefined, holds: boolean): Stage | undefined {
  const name = node && dottedName(reading, node)?.split('.').at(-1);
  if (name === undefined) return undefined;
  if (productionName.test(name)) return { where: holds ? 'production' : 'elsewhere' };
  const what = elsewhereName.exec(name)?.groups?.what;
  return what !== undefined && holds ? outside(inTests.test(what)) : undefined;
}

/** `process.env.NODE_ENV === 'production'`, either way round, and `!==`. */
function compared(
  reading: Reading,
  operator: string,
  sides: readonly [SyntaxNode, SyntaxNode],
  holds: boolean,
): Stage | undefined {
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const texts = sides.map((side) => literalText(unwrap(side), reading.text));
  const name = texts.find((text) => text !== undefined);
  const variable = sides[texts[0] === name ? 1 : 0];
  if (name === undefined || !stageVariable.test(textOf(reading, variable).slice(-80)))
    return undefined;
  return stageOfNames([name], operator.startsWith('=') === holds);
}

/** `['development', 'test'].includes(process.env.NODE_ENV)`. */
function included(reading: Reading, node: SyntaxNode, holds: boolean): Stage | undefined {
  const callee = childOf(node, 'function');
  const list = childOf(callee, 'object');
  const asked = childOf(node, 'arguments')?.children[0];
  if (!list || !asked || list.type !== 'array') return undefined;
  if (!stageVariable.test(textOf(reading, asked).slice(-80))) return undefined;
  const names = list.children.map((item) => literalText(item, reading.text) ?? '');
  return stageOfNames(names, holds);
}

/** Whether production cannot get to `node`, by the conditions around it and the exits before it. */
export function outsideProduction(
  reading: Reading,
  node: SyntaxNode,
): OutsideProduction | undefined {
  if (!speaksOfStages(reading)) return undefined;
  let child = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    const found = stageOf(reading, current, child);
    if (found?.stage.where !== 'elsewhere') continue;
    const { environment } = found.stage;
    return { at: at(reading, found.test), ...(environment && { environment }) };
  }
  return undefined;
}

function stageOf(
  reading: Reading,
  node: SyntaxNode,
  child: SyntaxNode,
): Pick<Exit, 'test' | 'stage'> | undefined {
  const by = (test: SyntaxNode | undefined, holds: boolean) => {
    const stage = test && stageWhere(reading, test, holds);
    return test && stage && { test, stage };
  };
  switch (node.type) {
    case 'ternary_expression':
    case 'if_statement':
      if (child.field === 'condition') return undefined;
      return by(childOf(node, 'condition'), child.field === 'consequence');
    case 'binary_expression': {
      const left = childOf(node, 'left');
      if (!left || child === left) return undefined;
      const operator = reading.text.slice(left.end, child.start);
      if (/^\s*&&/.test(operator)) return by(left, true);
      return /^\s*\|\|/.test(operator) ? by(left, false) : undefined;
    }
    case 'statement_block':
    case 'program':
    case 'switch_case':
      return exitsOf(reading, node).findLast(({ after }) => after <= child.start);
    default:
      return undefined;
  }
}

/** `if (isProduction) throw ...`: what comes after it runs elsewhere. */
function exitsOf(reading: Reading, block: SyntaxNode): readonly Exit[] {
  const known = reading.exits.get(block);
  if (known) return known;
  // A condition asks what keeps production from its own texts: by then all exits before it are here.
  const exits: Exit[] = [];
  reading.exits.set(block, exits);
  for (const statement of block.children) {
    if (statement.type !== 'if_statement' || childOf(statement, 'alternative')) continue;
    const test = childOf(statement, 'condition');
    const body = childOf(statement, 'consequence');
    if (!test || !body || !leaves(reading, body, true)) continue;
    const stage = stageWhere(reading, test, false);
    if (stage) exits.push({ after: statement.end, test, stage });
  }
  return exits;
}

/** Whether a statement stops the program, or (`orReturns`) at least the function. */
export function leaves(reading: Reading, statement: SyntaxNode, orReturns: boolean): boolean {
  switch (statement.type) {
    case 'throw_statement':
      return true;
    case 'return_statement':
      return orReturns || /\bexit\(/.test(textOf(reading, statement).slice(0, 80));
    case 'expression_statement': {
      const call = statement.children[0];
      const callee = call?.type === 'call_expression' ? childOf(call, 'function') : undefined;
      return /(?:^|\.)(?:exit|abort|fatal|panic|invariantViolation)$/.test(
        (callee && dottedName(reading, callee)) ?? '',
      );
    }
    case 'statement_block':
      return statement.children.some((child) => leaves(reading, child, orReturns));
    default:
      return false;
  }
}
