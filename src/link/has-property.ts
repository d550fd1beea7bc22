// Whether an object has a property, followed through names, calls and parameters: how a payload built elsewhere is
// asked for its `exp`.
import { type Expression, nameOfParameter } from '../model/expression.ts';
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
/** Names, calls and parameters between a payload and what it is made of. */
const maxDepth = 8;

/** Builds a check over an index; the file that asks pays for the steps. */
export function createPropertyCheck(
  index: FactIndex,
  functions: FunctionFinder,
  budgets: LinkBudgets,
): PropertyCheck {
  let steps = 0;
  let asker = '';
  /** What was found for one question, and how deep it was asked; being asked, nothing is known yet. */
  type Known = Map<unknown, { readonly answer: PropertyAnswer; readonly depth: number }>;
  const known: Known = new Map();
  const knownOfReturned: Known = new Map();

  /** Whether one step more may be taken. */
  function mayGoOn(): boolean {
    if (++steps <= maxSteps && budgets.of(asker).take()) return true;
    budgets.noteShort(asker);
    return false;
  }

  /** Two ways that meet are gone on with once; what is not known only for being far away is asked again where it is nearer. */
  function hasProperty(
    path: string,
    expression: Expression,
    property: string,
    depth: number,
    isReturned = false,
  ): PropertyAnswer {
    const key = keyOf(path, expression);
    const memory = isReturned ? knownOfReturned : known;
    const found = memory.get(key);
    if (found && (found.answer !== 'unknown' || found.depth <= depth)) return found.answer;
    if (depth > maxDepth || !mayGoOn()) return 'unknown';
    memory.set(key, { answer: 'unknown', depth });
    const answer = look(path, expression, property, depth, isReturned);
    memory.set(key, { answer, depth });
    return answer;
  }

  function look(
    path: string,
    expression: Expression,
    property: string,
    depth: number,
    isReturned: boolean,
  ): PropertyAnswer {
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
        // `payload[:exp] = ...` of a function that signs what it is handed.
        const own = [nameOfParameter(expression), ...expression.path, property].join('.');
        if (index.codeDefinitions(path, own).length > 0) return 'yes';
        const callers = functions.callersOf(path, expression.function);
        return agree(
          callers.map(({ path: from, call }) => {
            const whole = argumentFor(expression, call);
            const argument = whole && walk(whole, expression.path);
            return argument ? deeper(from, argument) : 'unknown';
          }),
        );
      }
      case 'text':
      case 'concat':
        return namesInJson(expression, property) ? 'yes' : 'no';
      default:
        return 'unknown';
    }
  }

  return (path, expression, property) => {
    steps = 0;
    asker = path;
    known.clear();
    knownOfReturned.clear();
    return hasProperty(path, expression, property, 0);
  };
}

/** What is the same wherever it stands: a name of a file, or the expression itself. */
function keyOf(path: string, expression: Expression): unknown {
  if (expression.kind === 'name') return `${path}\0${expression.path.join('.')}`;
  return expression;
}

/** A text has no properties but where it is JSON: what else is signed as one carries no claims at all. */
function namesInJson(expression: Expression, property: string): boolean {
  if (expression.kind === 'concat')
    return expression.parts.some((part) => namesInJson(part, property));
  return expression.kind === 'text' && expression.value.includes(`"${property}"`);
}

function isEmptyObject({ properties, spreads }: Expression & { kind: 'object' }): boolean {
  return spreads.length === 0 && Object.keys(properties).length === 0;
}

/** One `yes` is enough to doubt; `no` needs all. */
function agree(answers: readonly PropertyAnswer[]): PropertyAnswer {
  if (answers.includes('yes')) return 'yes';
  return answers.length > 0 && answers.every((answer) => answer === 'no') ? 'no' : 'unknown';
}
