// Whether an object has a property, followed through names, calls and parameters: how a payload built elsewhere is
// asked for its `exp`.
import type { Expression } from '../model/expression.ts';
import type { LinkBudgets } from './budgets.ts';
import { liveDefinitions, walk } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import type { FunctionFinder } from './function-finder.ts';
import { argumentFor } from './parts.ts';

/** `unknown` where any part of the object is out of sight. */
export type PropertyAnswer = 'yes' | 'no' | 'unknown';

export type PropertyCheck = (
  path: string,
  expression: Expression,
  property: string,
) => PropertyAnswer;

/** Most objects looked at for one answer: callers of callers multiply. */
const maxSteps = 1_000;

/** Builds a check over an index; the file that asks pays for the steps. */
export function createPropertyCheck(
  index: FactIndex,
  functions: FunctionFinder,
  budgets: LinkBudgets,
): PropertyCheck {
  let steps = 0;
  let asker = '';

  /** Whether one step more may be taken. */
  function mayGoOn(): boolean {
    if (++steps <= maxSteps && budgets.of(asker).take()) return true;
    budgets.noteShort(asker);
    return false;
  }

  function hasProperty(
    path: string,
    expression: Expression,
    property: string,
    depth: number,
    isReturned = false,
  ): PropertyAnswer {
    if (depth > 8 || !mayGoOn()) return 'unknown';
    const deeper = (from: string, e: Expression) =>
      hasProperty(from, e, property, depth + 1, isReturned);
    switch (expression.kind) {
      case 'object': {
        // A function that gives claims of which there are none stands in for one that is handed in.
        if (isReturned && isEmptyObject(expression)) return 'unknown';
        if (Object.hasOwn(expression.properties, property)) return 'yes';
        const spreads = expression.spreads.map((spread) => deeper(path, spread));
        return spreads.includes('yes') ? 'yes' : spreads.includes('unknown') ? 'unknown' : 'no';
      }
      case 'choice':
        return agree(expression.options.map((option) => deeper(path, option)));
      case 'name': {
        const [base = '', ...rest] = expression.path;
        // `claims.exp = ...` after the fact counts as well.
        if (index.codeDefinitions(path, [...expression.path, property].join('.')).length > 0)
          return 'yes';
        const values = liveDefinitions(index.codeDefinitions(path, base)).flatMap(
          ({ value }) => walk(value, rest) ?? [],
        );
        return values.length > 0 ? agree(values.map((value) => deeper(path, value))) : 'unknown';
      }
      case 'call':
        return agree(
          functions
            .findFunctions(expression.callee, path)
            .flatMap((target) =>
              target.returns.map((value) =>
                hasProperty(target.path, value, property, depth + 1, true),
              ),
            ),
        );
      case 'parameter': {
        const callers = functions.callersOf(path, expression.function);
        return agree(
          callers.map(({ path: from, call }) => {
            const whole = argumentFor(expression, call);
            const argument = whole && walk(whole, expression.path);
            return argument ? deeper(from, argument) : 'unknown';
          }),
        );
      }
      // A text has no properties: what is signed as one carries no claims at all.
      case 'text':
      case 'concat':
        return 'no';
      default:
        return 'unknown';
    }
  }

  return (path, expression, property) => {
    steps = 0;
    asker = path;
    return hasProperty(path, expression, property, 0);
  };
}

function isEmptyObject({ properties, spreads }: Expression & { kind: 'object' }): boolean {
  return spreads.length === 0 && Object.keys(properties).length === 0;
}

/** One `yes` is enough to doubt; `no` needs all. */
function agree(answers: readonly PropertyAnswer[]): PropertyAnswer {
  if (answers.includes('yes')) return 'yes';
  return answers.length > 0 && answers.every((answer) => answer === 'no') ? 'no' : 'unknown';
}
