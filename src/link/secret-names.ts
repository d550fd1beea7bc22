// What a name alone tells: whether it is likely to hold a signing secret.
import { withoutPublicPrefix } from '../model/browser-exposed.ts';
import { memoByText } from '../model/memo.ts';
import { compactName, wordsOf } from './name-words.ts';
import {
  attributeWords,
  exactGeneric,
  exactStrong,
  foreignWordsOfPaths,
  keepers,
  keyOwners,
  keyWords,
  otherKindWords,
  plainKeyWords,
  sessionWords,
  strongPaths,
  tokenWords,
  vendorWords,
} from './secret-words.ts';

/**
 * `strong`: the name says "signing secret". `generic`: it may (`SECRET_KEY`), something else must say so too.
 * `never`: it holds something else, whatever it looks like. `none`: nothing to be said.
 */
export type NameVerdict = 'strong' | 'generic' | 'never' | 'none';

const isForeignWord = (word: string): boolean => vendorWords.has(word) || otherKindWords.has(word);

/**
 * Judges one name: an environment variable, a dotted setting path, a constant. For paths the last element must
 * name the key; the others give context (`jwt.secret`, `session.keys`). `isUsed`: a call signs with it, which outweighs
 * words of other kinds of key, and of services that say "webhook": everybody checks theirs with an HMAC.
 */
export function judgeName(
  name: string,
  { isUsed = false }: { readonly isUsed?: boolean } = {},
): NameVerdict {
  return (isUsed ? judgeUsed : judgeUnused)(name);
}

const judgeUnused = memoByText((name: string) => judge(name, false));
const judgeUsed = memoByText((name: string) => judge(name, true));

function judge(written: string, isUsed: boolean): NameVerdict {
  const name = readName(written);
  const elements = elementsOf(name);
  const last = elements.at(-1) ?? '';
  const lastWords = wordsOf(last);
  const words = elements.length > 1 ? wordsOf(name) : lastWords;
  const lastWord = lastWords.at(-1) ?? '';
  const compact = lastWords.join('');
  const isJwt = words.includes('jwt') || words.includes('jws');
  if (lastWords.length === 0 || lastWords.length > 8) return 'none';
  if (attributeWords.has(lastWord) && !isVariant(lastWords)) return 'never';
  if (lastWords.includes('public') && !lastWords.includes('secret')) return 'never';
  // One of several kinds: `SECRET_TYPE_STANDARD`, `accessKeyKindShared`.
  const kindAt = lastWords.findLastIndex((word) => /^(?:types?|kinds?|category)$/.test(word));
  if (kindAt > 0 && lastWords.slice(0, kindAt).some((word) => keyWords.has(word))) return 'never';
  // Settings of a library stand behind its name: `JWT_GET_SECRET_KEY` is a function.
  const verb = (isJwt && /^jw[ts]$/.test(lastWords[0] ?? '') ? lastWords[1] : lastWords[0]) ?? '';
  // Where it lies: `datadirJWTKey`.
  if (/^(?:data)?dir$|^(?:file|path)name$/.test(verb)) return 'never';
  // A switch, not a secret: `JWT_SECRET_IS_BASE64`, `hasJwtSecret`. A message: `can_not_delete_signing_key`.
  if (
    lastWords.some((word) => /^(?:is|not|cannot|failed)$/.test(word)) ||
    /^(?:has|use|should|no|with|without|missing|invalid|incorrect|wrong|err|error|errors|msg|get|set|validate|check|generate|create|rotate|delete|remove|revoke|existing|external|from)$/.test(
      verb,
    )
  ) {
    return 'never';
  }
  // What the secret is only given along with: `identitiesWithTokenSecret`.
  if (lastWords.indexOf('with') > 0) return 'never';
  if (exactStrong.has(compact)) return 'strong';
  // Rocket keys its private cookies with it.
  if (compact === 'secretkey' && words[0] === 'rocket') return 'strong';
  // Play signs sessions with it before 2.6, for all that it says `crypto`.
  if (compact === 'secret' && elements.slice(-3, -1).join('.') === 'play.crypto') return 'strong';
  // What passwords are hashed with, in a project that is called after tokens: `acme-jwt.password.encoder.secret`.
  if (!isUsed && ofPasswords.test(elements.slice(0, -1).join('.'))) return 'never';
  const body = isVariant(lastWords) ? lastWords.slice(0, -1) : lastWords;
  const noun = body.at(-1) ?? '';
  const hasKeyWord = body.some((word) => keyWords.has(word));
  if (!hasKeyWord && !(isJwt && ['signing', 'sign', 'signature'].includes(noun))) return 'none';
  // Under what name something is kept: `JWT_LOCAL_STORAGE_KEY`, `sessionCacheKey`.
  if (/^keys?$/.test(noun) && keepers.has(body.at(-2) ?? '')) return 'never';
  // Go's `ContextJWTKey`, under which a request carries its claims.
  if (/^keys?$/.test(noun) && /^(?:context|ctx)$/.test(lastWords[0] ?? '')) return 'never';
  // What a claim is called: `jwt.authorities.key`.
  if (/^keys?$/.test(compact) && keepers.has(wordsOf(elements.at(-2) ?? '').at(-1) ?? '')) {
    return 'never';
  }
  // Cloud providers call their pairs "access key id" and "access key secret".
  if (/access key|accesskey/.test(lastWords.join(' '))) return 'never';
  const isMailed = words.some((word) =>
    /^(?:confirm|confirmation|verify|verification|token)$/.test(word),
  );
  const isWebhook = words.some((word) => /^webhooks?$/.test(word));
  const foreign = words.filter(
    (word) =>
      (isUsed ? !isWebhook && vendorWords.has(word) : isForeignWord(word)) &&
      !(isMailed && word === 'email'),
  );
  if (foreign.length > 0 && !(isJwt && !words.includes('client'))) return 'never';
  // An `hmac` is mostly the digest itself, also a `tokenHmac`; only an `hmacKey` is surely what it was made with.
  if (noun === 'hmac' && !isJwt) return 'generic';
  // An `hmacSalt` lies beside the digests that it was mixed into.
  if (noun === 'salt' && body.at(-2) === 'hmac') return isUsed ? 'generic' : 'none';
  const isHmacKey = noun === 'hmac' || (body.at(-2) === 'hmac' && keyWords.has(noun));
  const isSecretNoun = body.includes('secret') || body.includes('secrets') || isHmacKey;
  if (noun === 'password' || noun === 'passphrase') return 'none';
  if (words.includes('private') && !isSecretNoun) return isJwt ? 'generic' : 'none';
  // Below `jwt:` stand keys of caches and stores as well: `jwt.online-key` is none, `jwt.signing-key` is one.
  const isOwnJwt = lastWords.includes('jwt') || lastWords.includes('jws');
  if (isJwt && (isOwnJwt || isSecretNoun || body.every((word) => plainKeyWords.has(word)))) {
    return 'strong';
  }
  if (isJwt) return 'none';
  if (strongPaths.has(elements.slice(-2).map(compactName).join('.'))) return 'strong';
  // `key` names anything; in a list of `key` and `value` it names a name.
  if (elements.length > 1 && /^keys?$/.test(compact)) {
    const isItem = /^\d+$/.test(elements.at(-2) ?? '');
    return !isItem && words.some((word) => keyOwners.has(word)) ? 'generic' : 'none';
  }
  if (isSecretNoun) {
    if (exactGeneric.has(compact) && elements.length < 2) return 'generic';
    if (words.some((word) => tokenWords.has(word) || sessionWords.has(word))) return 'strong';
    return exactGeneric.has(compact) || body.length <= 2 || isUsed ? 'generic' : 'none';
  }
  // `key` alone is the commonest word of all: it needs a word of signing right beside it.
  if (noun === 'key' && ['signing', 'signature'].includes(body.at(-2) ?? '')) return 'strong';
  if (noun === 'key' && body.at(-2) === 'sign') return 'generic';
  // `TOKEN_SYMMETRIC_KEY` says outright that who verifies can sign.
  if (noun === 'key' && body.at(-2) === 'symmetric') {
    return words.some((word) => tokenWords.has(word)) ? 'strong' : 'generic';
  }
  if (body.length >= 2 && ['token', 'session', 'cookie', 'hmac'].includes(body.at(-2) ?? '')) {
    return noun === 'key' || noun === 'salt' ? 'generic' : 'none';
  }
  return exactGeneric.has(compact) ? 'generic' : 'none';
}

/** `jwt.password.secret` may be any key: how somebody has called it. */
const ofPasswords =
  /(?<!(?:^|\.)jw[ts]\.)(?:^|(?<=\.))passwords?(?:[._-]?(?:encod(?:er|ing)|hash(?:er|ing)?))?$/i;

/**
 * Whether a name of verdict `generic` is one that people give to the key of their own tokens: `SECRET_KEY`,
 * `TOKEN_KEY`, a plain `key` below `auth:`. `TUMBLR_SECRET` is none, whatever stands beside it.
 */
export function isCommonSecretName(name: string): boolean {
  if (judgeName(name) !== 'generic') return false;
  const elements = elementsOf(name);
  const compact = wordsOf(elements.at(-1) ?? '').join('');
  return (
    (exactGeneric.has(compact) && compact !== 'privatekey') ||
    /^(?:token|hmac|sign)(?:key|secret)$/.test(compact) ||
    (elements.length > 1 && /^keys?$/.test(compact))
  );
}

/** `token.secret.key` is the `secret-key` of `token`: two elements that only together name what they hold. */
function elementsOf(name: string): readonly string[] {
  const elements = name.split(/[.:/]|__/).filter((element) => element !== '');
  const [owner, last] = elements.slice(-2);
  const isOne =
    owner !== undefined &&
    /^keys?$/i.test(last ?? '') &&
    /^(?:secret|signing|sign|signature|hmac)$/i.test(owner);
  return isOne ? [...elements.slice(0, -2), `${owner}-${last}`] : elements;
}

/** Without the prefix that makes it public: `PUBLIC_` alone may be all that tells a public key. */
function readName(name: string): string {
  return /^PUBLIC_/.test(name) && !/secret/i.test(name) ? name : withoutPublicPrefix(name);
}

/** Whether a path or function name speaks of a service whose keys somebody else issues, or of webhooks. */
export function namesForeignService(name: string): boolean {
  return wordsOf(name).some((word) => isForeignWord(word) && !foreignWordsOfPaths.has(word));
}

/** Whether a name says, or may say, that it holds a signing secret. */
export function suggestsSecret(name: string): boolean {
  return mayNameSecret(name) && ['strong', 'generic'].includes(judgeName(name));
}

/** Cheap test that every name with a verdict of `strong` or `generic` passes: most of a JSON file's keys do not. */
export function mayNameSecret(name: string): boolean {
  return /secret|key|jwt|jws|hmac|salt|sign|passw|passphrase|appsettings/i.test(name);
}

/** `JWT_SECRET_DEV`, `jwtSecret2`: the last word only tells which one. */
function isVariant(words: readonly string[]): boolean {
  return (
    words.length > 1 &&
    /^(?:\d+|dev|development|prod|production|staging|stage|test|testing|local|old|new|previous|prev|current|default|fallback|primary|secondary|base64)$/.test(
      words.at(-1) ?? '',
    )
  );
}
