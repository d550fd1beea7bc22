// What is taken where something is unset.
import type { EnvRead, Expression, SettingRead } from '../../model/expression.ts';
import type { Range } from '../../model/place.ts';

/** `first`, and `second` where it is unset; the fallback moves into reads. `keepsEmpty`: an empty text is a value. */
export function withFallback(
  first: Expression,
  second: Expression,
  where: Range,
  keepsEmpty = false,
): Expression {
  switch (first.kind) {
    case 'text':
      return first.value === '' && !keepsEmpty ? second : first;
    case 'env':
      return {
        ...first,
        ...fallbackTo(first, second, where),
        ...(keepsEmpty && { keepsEmpty }),
      };
    case 'setting':
      return { ...first, ...fallbackTo(first, second, where) };
    case 'choice':
      if (first.how === 'fallback')
        return { ...first, options: [...first.options, second], at: where };
      break;
    default:
  }
  return { kind: 'choice', how: 'fallback', options: [first, second], at: where };
}

function fallbackTo(
  { fallback }: EnvRead | SettingRead,
  second: Expression,
  where: Range,
): Pick<EnvRead, 'fallback'> {
  return { fallback: fallback ? withFallback(fallback, second, where) : second };
}
