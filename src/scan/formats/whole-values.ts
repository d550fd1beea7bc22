// What a value of configuration says as a whole: where the secret is to be had, which variable holds it, what a tool of the
// build puts in its place.
import { isEncryptedValue } from '../../model/encrypted-value.ts';
import type { Expression } from '../../model/expression.ts';
import type { RangeFinder } from '../../model/place.ts';
import type { Dialect, LowerOptions } from './references.ts';

/** Values that say where the secret is, not what it is. */
const vaultForms: readonly RegExp[] = [
  /^<[^<>%][^<>]{0,200}>$/,
  /^(?:vault|ssm|secretsmanager|secretref|file|keyvault):/i,
  /^(?:op|sm|awssm|gcpsm|gsm|akv|azkv|doppler|infisical|keychain|bws|akeyless):\/\//i,
  /^ref\+[a-z0-9]{1,20}:\/\//,
  /^arn:aws[a-z-]{0,20}:/,
  /^projects\/[^/]{1,100}\/secrets\//,
  /^\$ANSIBLE_VAULT;/,
  /^AQICAH[A-Za-z0-9+/]{40}/,
  /^PLACEHOLDER_/,
  /^@(?:\.{0,2}\/|Microsoft\.KeyVault\()/,
];

/** Whether a value only says where the secret is to be had: a vault path, an encrypted blob, `<...>`. */
export function isVaultReference(text: string): boolean {
  const trimmed = text.trim();
  return isEncryptedValue(trimmed) || vaultForms.some((form) => form.test(trimmed));
}

const processEnv = /^(?:process|import\.meta)\.env\.([A-Za-z_]\w{0,200})$/;
const symfonyEnv = /^%env\((?:[a-z_]{1,30}:){0,5}([A-Za-z_]\w{0,200})\)%$/;
/** `%jwt.secret%`, of a container of Symfony or a build. */
const symfonyParameter = /^%([A-Za-z][\w.-]{1,100})%$/;
/** Macros of Stalwart. */
const macro = /^%\{([a-z]{2,10}):([^{}]{1,200})\}%$/;
const supabaseEnv = /^env\(([A-Z_][A-Z0-9_]{0,200})\)$/;
/** What the whole value stands for; `undefined` where it is a text, with or without references in it. */
export function lowerWhole(
  text: string,
  rangeFor: RangeFinder,
  { dialect, isQuoted }: LowerOptions,
): Expression | undefined {
  const at = rangeFor(0, text.length);
  if (isVaultReference(text)) return { kind: 'unknown', at };
  // `@name` is a secret in Vercel's own store.
  if (dialect === 'vercel' && /^@[a-z][\w-]{1,100}$/.test(text)) return { kind: 'unknown', at };
  const other = lowerOtherMark(text, rangeFor, dialect);
  if (other) return other;
  const trimmed = text.trim();
  const named = isQuoted ? null : processEnv.exec(trimmed);
  const called = named ?? symfonyEnv.exec(trimmed) ?? supabaseEnv.exec(trimmed);
  return called?.[1] ? { kind: 'env', name: called[1], at } : undefined;
}

/** Longer values are no marks. */
const maxMarkLength = 2048;

/** Whole values that a tool of the build puts something in the place of: in files that are no variables themselves. */
const buildMark =
  /^(?:__[A-Za-z][\w.]{0,100}__|#\{[^{}]{1,100}\}#?|@[A-Za-z][\w.-]{0,100}@|%%[A-Z_]{1,100}%%)$/;
const tuple = /^_env:([A-Za-z_]\w{0,200})(?::(.*))?$/s;
const formatted = /^%\((ENV_)?([A-Za-z_]\w{0,200})\)s$/;

/** `__TOKEN__`, `#{Jwt.Key}`, `_env:NAME:default`, `%(ENV_NAME)s`. */
function lowerOtherMark(
  text: string,
  rangeFor: RangeFinder,
  dialect: Dialect,
): Expression | undefined {
  if (dialect === 'dotenv' || dialect === 'shell' || text.length > maxMarkLength) return undefined;
  const at = rangeFor(0, text.length);
  if (buildMark.test(text)) return { kind: 'unknown', at };
  const parameter = symfonyParameter.exec(text)?.[1];
  if (parameter !== undefined) return { kind: 'setting', path: parameter, at };
  const filled = macro.exec(text);
  if (filled?.[1] === 'env' && /^\w+$/.test(filled[2] ?? '')) {
    return { kind: 'env', name: filled[2] ?? '', at };
  }
  if (filled) return { kind: 'unknown', at };
  const looked = tuple.exec(text);
  if (looked?.[1]) {
    const value = looked[2];
    if (value === undefined || value === '') return { kind: 'env', name: looked[1], at };
    const from = text.length - value.length;
    const fallback = { kind: 'text', value, at: rangeFor(from, text.length) } as const;
    return { kind: 'env', name: looked[1], fallback, at };
  }
  const inserted = formatted.exec(text);
  if (!inserted?.[2]) return undefined;
  return inserted[1] ? { kind: 'env', name: inserted[2], at } : { kind: 'unknown', at };
}
