// Arms of a choice by the environment's name: `case "production":`, `when 'test'`, `_ -> "dev"`.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { type Stage, stageOfNames } from '../stage-names.ts';
import { shapeAs, type ValueReading } from './reading.ts';
import { isStage } from './stages.ts';

const arms = new Set(
  'match_conditional_expression,match_default_expression,case_statement,default_statement,switch_expression_arm,switch_section,switch_block_statement_group,switch_rule,case_clause,match_arm,expression_case,default_case,when_entry,when,stab_clause'.split(
    ',',
  ),
);
const patterns =
  /^(?:when_condition|switch_label|constant_pattern|case_pattern|pattern|match_pattern|match_condition_list)$/;
const subjects = new Set(['condition', 'subject', 'value']);
const patternFields = new Set(['pattern', 'value', 'conditional_expressions', 'left']);

/** Where the arm that a node is lies, where it tells. */
export function stageOfArm(
  reading: ValueReading,
  node: SyntaxNode,
): { readonly test: SyntaxNode; readonly stage: Stage } | undefined {
  const isElse = node.type === 'else' && node.parent?.type === 'case';
  if (!node.parent || (!arms.has(node.type) && !isElse)) return undefined;
  const subject = subjectOf(node);
  if (!subject || !isStage(reading, subject)) return undefined;
  const own = namesOf(reading, node);
  if (own.length > 0) {
    const stage = stageOfNames(own, true);
    return stage && { test: node, stage };
  }
  // What all others are for is none of theirs; of a pattern that is no text nobody knows.
  const others = node.parent.children.filter((one) => one.start < node.start);
  if (!isDefault(reading, node)) return undefined;
  const stage = stageOfNames(
    others.flatMap((one) => namesOf(reading, one)),
    false,
  );
  return stage && { test: node, stage };
}

/** What is asked: beside the arms, or beside the block that holds them. */
function subjectOf(arm: SyntaxNode): SyntaxNode | undefined {
  for (const above of [arm.parent, arm.parent?.parent]) {
    for (const child of above?.children ?? []) {
      if (child.start >= arm.start) break;
      if (arms.has(child.type)) break;
      if (child.type === 'when_subject' || child.type === 'arguments') return child.children[0];
      if (child.field !== null && subjects.has(child.field)) return child;
      if (above?.type === 'switch_expression' && child.field === null) return child;
    }
  }
  return undefined;
}

function patternsOf(arm: SyntaxNode): readonly SyntaxNode[] {
  return arm.children
    .slice(0, -1)
    .filter(
      ({ type, field }) => patterns.test(type) || (field !== null && patternFields.has(field)),
    );
}

function namesOf(reading: ValueReading, arm: SyntaxNode): readonly string[] {
  const names: string[] = [];
  const visit = (node: SyntaxNode, depth: number): void => {
    const text = shapeAs(reading, node, 'text');
    if (text) names.push(text.value);
    else if (depth < 5) for (const child of node.children) visit(child, depth + 1);
  };
  if (arms.has(arm.type)) for (const pattern of patternsOf(arm)) visit(pattern, 0);
  return names;
}

function isDefault(reading: ValueReading, arm: SyntaxNode): boolean {
  if (/^default|^match_default/.test(arm.type) || arm.type === 'else') return true;
  const written = reading.text.slice(arm.start, arm.start + 12);
  return (
    /^(?:case\s+)?(?:_|else|default)\b/.test(written) ||
    (arm.type === 'switch_section' && patternsOf(arm).length === 0)
  );
}
