// Configuration files of PHP frameworks: the array that `config/jwt.php` returns holds the settings below `jwt`.

import type { Expression } from '../../../model/expression.ts';
import type { Definition, Use } from '../../../model/facts.ts';
import { isTranslationPath } from '../../../model/translation-paths.ts';
import type { CodeFile, MoreReading } from '../../code/language.ts';
import type { PartialFacts } from '../../formats/format.ts';

const configFile =
  /(?:^|\/)config\/(?:autoload\/)?(?<name>[\w-]+)(?:\.(?:global|local|prod|dev|test))?\.php$/;

/** Laravel's `key` of `config/app.php`, which its variable, or the cipher beside it, tells from others. */
function ownKeyOf(whole: Expression): Expression | undefined {
  if (whole.kind !== 'object') return undefined;
  const { key, cipher } = whole.properties;
  const isOwn = key?.kind === 'env' ? key.name === 'APP_KEY' : cipher && key?.kind === 'text';
  return isOwn ? key : undefined;
}

/** `config('jwt.secret')` is `secret` of what `config/jwt.php` returns. */
export function phpSettings(
  { path, root, text }: CodeFile,
  _facts: PartialFacts,
  reading: MoreReading,
): PartialFacts {
  const returned = root.children.find(({ type }) => type === 'return_statement')?.children[0];
  if (!returned) return {};
  // Packages publish theirs from directories of any name.
  const name = configFile.exec(path)?.groups?.name ?? /([^/]+)\.php$/.exec(path)?.[1];
  if (name === undefined) return {};
  const definitions: Definition[] = [];
  const collect = (value: Expression, prefix: string, depth: number): void => {
    if (value.kind === 'object' && depth < 6) {
      for (const [key, inner] of Object.entries(value.properties))
        collect(inner, `${prefix}.${key}`, depth + 1);
    } else if (value.kind !== 'unknown' && value.kind !== 'object' && definitions.length < 500) {
      definitions.push({ space: 'setting', name: prefix, value, at: value.at, carrier: 'code' });
    }
  };
  const whole = reading.lower(returned);
  // Laravel keeps its phrases as it keeps its settings: `lang/en/errors.php` returns them.
  if (!isTranslationPath(path)) collect(whole, name, 0);
  const own = name === 'app' && ownKeyOf(whole);
  if (own) {
    const { at } = own;
    definitions.push({ space: 'setting', name: 'app.app_key', value: own, at, carrier: 'code' });
  }
  // `$config = require 'config.php'` is what the script returns.
  const local = 'return';
  const { at } = whole;
  definitions.push({ space: 'code', name: local, value: whole, at, carrier: 'code' });
  const frameworks = own ? { frameworks: ['laravel'] } : {};
  const uses = name === 'jwt' ? usesOfJwtAuth(whole, text) : [];
  return { definitions, uses, exports: [{ exported: '=', local }], ...frameworks };
}

/** What tymon/jwt-auth and its successor sign with: `secret` of `config/jwt.php`, by `algo`, for `ttl` minutes. */
function usesOfJwtAuth(whole: Expression, text: string): readonly Use[] {
  if (whole.kind !== 'object') return [];
  const { secret: key, algo: algorithm, ttl } = whole.properties;
  if (!key || !algorithm || !ttl) return [];
  const isEndless = text.slice(ttl.at.start, ttl.at.end) === 'null';
  return [
    {
      library: 'tymon/jwt-auth',
      call: 'config/jwt.php',
      role: 'both',
      kind: 'jwt',
      at: isEndless ? ttl.at : algorithm.at,
      key,
      keyEncoding: 'utf8',
      algorithm,
      defaultAlgorithm: 'HS256',
      verification: 'pinned',
      expiry: isEndless ? 'missing' : 'set',
      lifetime: { value: ttl, unit: 'minutes', isMoment: false },
    },
  ];
}
