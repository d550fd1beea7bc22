// Whether a file can be left out of linking until something leads into it: most files that hold the word `secret` speak of
// something else, as their Facts show once they were read.
import { type Expression, partsOf } from '../model/expression.ts';
import type { Call, Definition, Facts } from '../model/facts.ts';
import { mayBePrivateKey } from '../model/private-key.ts';
import { bareName } from './expressions.ts';
import { mayNameSecret, suggestsSecret } from './secret-names.ts';

/**
 * Nothing in it sets, names, passes on, uses, guards or writes out a signing secret by what the file itself says. Errs
 * towards false. Of the project's own names for secrets it knows nothing.
 */
export function saysNothing(facts: Facts): boolean {
  const { definitions, calls, uses, leaks, suppressions, projectNames, guards } = facts;
  const { frameworks, dependencies, problem } = facts;
  const told = [uses, leaks, suppressions, projectNames, guards, frameworks, dependencies];
  if (problem || told.some((list) => list !== undefined && list.length > 0)) return false;
  return !definitions.some(tellsByDefinition) && !calls.some(tellsByCall);
}

function tellsByDefinition({ space, name, settingName, opens, value }: Definition): boolean {
  if (space !== 'code' || settingName !== undefined || opens !== undefined) return true;
  // A function is called by those who want what it gives.
  if (value.kind === 'function') return tells(value, []);
  const path = bareName(name).split('.');
  return tellsByName(path) || tells(value, path);
}

function tellsByCall({ callee, arguments: given, keywords }: Call): boolean {
  return tells(callee, []) || given.some((one) => tells(one, [])) || tellsIn(keywords ?? {}, []);
}

/** The name of a value, with those of what it stands in. */
function tellsByName(path: readonly string[]): boolean {
  return suggestsSecret(path.slice(-3).join('.'));
}

function tellsIn(
  properties: Readonly<Record<string, Expression>>,
  path: readonly string[],
): boolean {
  return Object.entries(properties).some(([name, value]) => {
    const inner = [...path, name];
    return tellsByName(inner) || tells(value, inner);
  });
}

/** Whether an expression names a secret, or reads one, at any depth. */
function tells(expression: Expression, path: readonly string[]): boolean {
  if (expression.kind === 'object') {
    return (
      tellsIn(expression.properties, path) || expression.spreads.some((one) => tells(one, path))
    );
  }
  if (expression.kind === 'call' && tellsIn(expression.keywords ?? {}, [])) return true;
  return tellsItself(expression) || partsOf(expression).some((part) => tells(part, path));
}

function tellsItself(expression: Expression): boolean {
  switch (expression.kind) {
    case 'text':
      return mayBePrivateKey(expression.value);
    case 'name':
      return tellsByName(expression.path);
    case 'member':
      return tellsByName([expression.property]);
    case 'env':
      return tellsByRead(expression.name, expression.fallback);
    case 'setting':
      return tellsByRead(expression.path, expression.fallback);
    default:
      return false;
  }
}

/** What is read may be the key of a call elsewhere, whose value stands here. */
function tellsByRead(name: string, fallback: Expression | undefined): boolean {
  return (fallback !== undefined && mayNameSecret(name)) || tellsByName([name]);
}
