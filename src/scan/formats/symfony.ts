// What Symfony makes of YAML: parameters of its container, and calls that configuration alone describes.
import type { Expression } from '../../model/expression.ts';
import type { Definition, Use } from '../../model/facts.ts';
import type { RangeFinder } from '../../model/place.ts';
import { type ConfigNode, child } from './config-tree.ts';

/**
 * Parameters of the container are read by their own names: `%jwt.secret%` is `parameters.jwt.secret`. What is bound to
 * arguments by name is what constructors call it: `$tokenKey` below `bind` or `arguments`.
 */
export function withParameterNames(
  path: string,
  definitions: readonly Definition[],
): readonly Definition[] {
  if (!/\.ya?ml$/.test(path)) return definitions;
  return definitions.map((definition) => {
    const { space, name } = definition;
    const bound = /^services\..*\b(?:bind|arguments)\.(?:string )?\$(\w+)$/.exec(name)?.[1];
    const parameter = /^parameters\.(.+)$/.exec(name)?.[1];
    const settingName =
      space !== 'setting' ? undefined : bound === undefined ? parameter : `services.bind.${bound}`;
    return settingName === undefined ? definition : { ...definition, settingName };
  });
}

/**
 * What LexikJWTAuthenticationBundle signs with, at the top of a file or below `when@prod`: `secret_key`, by the algorithm
 * that its encoder is given (lexik/LexikJWTAuthenticationBundle: DependencyInjection/Configuration.php).
 */
export function usesOfSymfony(root: ConfigNode, rangeOf: RangeFinder): Use[] {
  if (root.kind !== 'map') return [];
  return root.entries.flatMap(({ key, node }) => {
    if (/^when@/.test(key)) return usesOfSymfony(node, rangeOf);
    if (key === 'framework') return usesOfFramework(node, rangeOf);
    return key === 'lexik_jwt_authentication'
      ? [...usesOfLexik(node, rangeOf), ...lifetimeOfLexik(node, rangeOf)]
      : [];
  });
}

/** What Symfony signs links, fragments and remember-me cookies with: `framework: { secret: ... }`. */
function usesOfFramework(bundle: ConfigNode, rangeOf: RangeFinder): Use[] {
  const key = child(bundle, 'secret');
  if (key?.kind !== 'scalar' || key.stored.text === '') return [];
  const at = rangeOf(key.stored.start, key.stored.end);
  return [
    {
      library: 'symfony/framework-bundle',
      call: 'framework.secret',
      role: 'both',
      kind: 'hmac',
      at,
      key: keyOf(key.stored.text, at),
      keyEncoding: 'utf8',
      defaultAlgorithm: 'HS256',
    },
  ];
}

function usesOfLexik(bundle: ConfigNode, rangeOf: RangeFinder): Use[] {
  const key = child(bundle, 'secret_key');
  const encoder = child(bundle, 'encoder');
  const algorithm = encoder && child(encoder, 'signature_algorithm');
  // Without an algorithm it is RS256, and the key a file.
  if (key?.kind !== 'scalar' || algorithm?.kind !== 'scalar') return [];
  if (!/^HS\d{3}$/.test(algorithm.stored.text)) return [];
  const at = rangeOf(key.stored.start, key.stored.end);
  return [
    {
      library: 'lexik/jwt-authentication-bundle',
      call: 'lexik_jwt_authentication',
      role: 'both',
      kind: 'jwt',
      at,
      key: keyOf(key.stored.text, at),
      keyEncoding: 'utf8',
      algorithm: {
        kind: 'text',
        value: algorithm.stored.text,
        at: rangeOf(algorithm.stored.start, algorithm.stored.end),
      },
      verification: 'pinned',
      expiry: 'set',
    },
  ];
}

/** How many seconds its tokens live, whatever signs them: an hour where nothing is said, for ever where `null` is. */
function lifetimeOfLexik(bundle: ConfigNode, rangeOf: RangeFinder): Use[] {
  const ttl = child(bundle, 'token_ttl');
  if (ttl?.kind !== 'scalar') return [];
  const { text, start, end } = ttl.stored;
  const isEndless = /^(?:null|~)?$/i.test(text);
  if (!isEndless && !/^\d{1,12}$/.test(text)) return [];
  const at = rangeOf(start, end);
  return [
    {
      library: 'lexik/jwt-authentication-bundle',
      call: 'lexik_jwt_authentication',
      role: 'sign',
      kind: 'jwt',
      at,
      keyEncoding: 'utf8',
      ...(isEndless
        ? { expiry: 'missing' }
        : {
            expiry: 'set',
            lifetime: {
              value: { kind: 'unknown', number: { value: Number(text) }, at },
              unit: 'seconds',
              isMoment: false,
            },
          }),
    },
  ];
}

/** `%env(JWT_SECRET)%`, `%env(resolve:JWT_SECRET)%`; parameters of the container are settings. */
function keyOf(text: string, at: Expression['at']): Expression {
  const variable = /^%env\((?:\w{1,40}:){0,8}(\w{1,200})\)%$/.exec(text)?.[1];
  if (variable !== undefined) return { kind: 'env', name: variable, at };
  const parameter = /^%([\w.-]{1,200})%$/.exec(text)?.[1];
  return parameter === undefined
    ? { kind: 'text', value: text, at }
    : { kind: 'setting', path: parameter, at };
}
