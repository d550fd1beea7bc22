// Writes an expression on one line, so that tests read as tables.
import type { Expression } from '../../../src/model/expression.ts';

/** `$X||"y"` reads the variable X with a fallback, `&a.b` a setting, `#f.0` the first parameter of f. */
export function printExpression(expression: Expression | undefined): string {
  if (!expression) return '-';
  const print = printExpression;
  const list = (parts: readonly Expression[]): string => parts.map(print).join(', ');
  switch (expression.kind) {
    case 'text':
      return JSON.stringify(expression.value);
    case 'name':
      return expression.path.join('.').replace(/@\d+/g, '@');
    case 'env':
      return `$${expression.name}${expression.fallback ? `||${print(expression.fallback)}` : ''}`;
    case 'setting':
      return `&${expression.path}${expression.fallback ? `||${print(expression.fallback)}` : ''}`;
    case 'choice':
      return `${expression.how}(${list(expression.options)})`;
    case 'concat':
      return `concat(${list(expression.parts)})`;
    case 'decoded':
    case 'encoded':
      return `${expression.kind}:${expression.encoding}(${print(expression.of)})`;
    case 'hashed':
      return `hashed:${expression.by}(${print(expression.of)})`;
    case 'generated':
      return `${expression.isCryptographic ? 'strong' : 'weak'}:${expression.by}${expression.bytes ? `(${expression.bytes})` : ''}`;
    case 'member':
      return `${print(expression.of)}->${expression.property}`;
    case 'call':
      return `${print(expression.callee)}(${list(expression.arguments)})`;
    case 'object': {
      const own = Object.entries(expression.properties).map(
        ([key, value]) => `${key}: ${print(value)}`,
      );
      const spread = expression.spreads.map((part) => `...${print(part)}`);
      return `{${[...own, ...spread].join(', ')}}`;
    }
    case 'list':
      return `[${list(expression.items)}]`;
    case 'function':
      return `fn(${list(expression.returns)})`;
    case 'parameter': {
      const path = [expression.index, ...expression.path].join('.');
      const fallback = expression.fallback ? `=${print(expression.fallback)}` : '';
      return `#${expression.function.replace(/@\d+/g, '@')}.${path}${fallback}`;
    }
    default:
      return '?';
  }
}
