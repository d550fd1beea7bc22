// How rules word what they found about one value of one secret: names, numbers and places in the same form in all
// of them. Nothing here reads a secret's text beyond asking whether there is one.
import type { RelatedPlace, Severity } from './finding.ts';
import type { Place } from './place.ts';
import type { Problem, ValueSubject } from './rule.ts';
import type { LinkedUse, Secret, SecretValue } from './secret.ts';
import { severityOfStrength } from './severity.ts';
import type { PredictableReason, Strength } from './strength.ts';

/** More related places than this help nobody; they are cut in order. */
const maxRelatedPlaces = 10;

/**
 * Whether a program could run with this value: it is written down, not empty (an empty entry counts as unset), no
 * template entry and not commented out.
 */
export function isLive(value: SecretValue): boolean {
  return !!value.text && !value.isTemplate && !value.isCommentedOut;
}

/**
 * Whether a rotation has kept the value for a while, by the name it gave it (`JWT_SECRET_PREVIOUS`, `secretPrevious`):
 * it goes when it has run out, and no new value is to take its place.
 */
export function isPrevious(name: string | null): boolean {
  return name !== null && (/[_-]previous$/i.test(name) || /[a-z\d]Previous$/.test(name));
}

/**
 * Whether a value is one that a rotation would replace when it grows old: live, in production context, and not only
 * the fallback of something that is set elsewhere.
 */
export function isInService(value: SecretValue): boolean {
  return isLive(value) && !value.isFallback && value.file.context === 'production';
}

/**
 * The secret as the line of one of its values knows it: `A ?? B` makes one secret of two variables, and what is said of
 * the line that sets `B` calls it `B`. Code gives its texts names that say less than the variable they stand in for.
 */
export function heldAs(secret: Secret, value: SecretValue): Secret {
  const { name, carrier } = value;
  if (name === null || carrier === 'code' || carrier === 'schema' || name === secret.name) {
    return secret;
  }
  return { ...secret, name, label: name };
}

/** The secret's label at the beginning of a sentence. */
export function subjectOf(secret: Secret): string {
  if (secret.name !== null) return secret.label;
  return secret.label.charAt(0).toUpperCase() + secret.label.slice(1);
}

/** `1 byte`, `20 bytes`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `src/auth.ts:14`. */
export function lineOf(place: Place): string {
  return `${place.path}:${place.line}`;
}

/** How far a literal gets that a test in the code keeps from production: the end of a sentence, or nothing. */
export function reachOf({ guard }: SecretValue): string {
  if (!guard) return '';
  if (guard.against === 'production') return ', outside of production only';
  return `, though the program stops before it is used (${lineOf(guard.at)})`;
}

/** Who asks for how many bytes: `HS512 in src/auth.ts:14 needs 64 bytes`, `HS256 is assumed and needs 32 bytes`. */
export function needOf(secret: Secret): string {
  const bytes = countOf(secret.requiredBytes, 'byte');
  const use = secret.strictestUse;
  if (use?.use.minBytes === secret.requiredBytes) {
    return `${use.use.library} in ${lineOf(use.at)} needs ${bytes}`;
  }
  if (secret.algorithmIsAssumed) return `${secret.algorithm} is assumed and needs ${bytes}`;
  if (!use) return `${secret.algorithm} needs ${bytes}`;
  return `${secret.algorithm} in ${lineOf(use.at)} needs ${bytes}`;
}

/** The command that makes a value in place of this one, in the form that its readers decode. */
export function generateCommand(secret: Secret, { encoding }: SecretValue): string {
  const isDecoded = encoding === 'hex' || encoding === 'base64';
  return `keylint generate --alg ${secret.algorithm}${isDecoded ? ` --format ${encoding}` : ''}`;
}

const roleVerbs = { sign: 'signs', verify: 'verifies', both: 'signs and verifies' } as const;

function describeUse(use: LinkedUse, secret: Secret): string {
  const verb = roleVerbs[use.use.role];
  if (use.use.kind === 'session' || use.use.kind === 'cookie') {
    return `${verb} ${use.use.kind}s with ${secret.label}`;
  }
  const algorithms = [...new Set(use.algorithms)].join(' or ');
  const assumed = use.algorithmIsAssumed && algorithms ? ' (assumed)' : '';
  return `${verb} ${algorithms || 'tokens'}${assumed} with ${secret.label}`;
}

/** The calls that use `secret`, but for those on the line the finding itself is on. */
export function usePlaces(secret: Secret, at: Place): RelatedPlace[] {
  return secret.uses
    .filter((use) => use.at.path !== at.path || use.at.line !== at.line)
    .slice(0, maxRelatedPlaces)
    .map((use) => ({ ...use.at, message: describeUse(use, secret) }));
}

/** Places that hold a value of `secret`, worded with their environment. */
export function valuePlaces(
  values: readonly SecretValue[],
  message: (value: SecretValue) => string,
): RelatedPlace[] {
  return values
    .slice(0, maxRelatedPlaces)
    .map((value) => ({ ...value.at, message: message(value) }));
}

/** Where editors keep how a program is started from a desk: `.vscode/launch.json`. */
const editorFolder = /(?:^|\/)\.(?:vscode|devcontainer|idea)\//;

/** Rails writes keys for development and tests into this file itself. */
const secretsOfRails = /(?:^|\/)config\/secrets\.ya?ml$/;

/**
 * The keys of CI jobs, and those that an editor starts a program with, are throw-away as a rule, so a guessable one
 * is worth a remark and no more; one that looks random, or that names production, is taken seriously.
 */
export function isThrowAway(value: SecretValue, strength: Strength | undefined): boolean {
  if (value.environment === 'development' && secretsOfRails.test(value.at.path)) return true;
  return (
    (value.carrier === 'workflow' || editorFolder.test(value.at.path)) &&
    value.environment !== 'production' &&
    (strength?.predictable ?? null) !== null
  );
}

/** A problem on the value itself, with the calls that use it beside it. */
export function aboutValue(
  { secret, value, strength }: Pick<ValueSubject, 'secret' | 'value' | 'strength'>,
  message: string,
  severity?: Severity,
): Problem {
  const worded = isThrowAway(value, strength) ? 'low' : severity;
  return {
    at: value.at,
    message,
    ...(worded && { severity: worded }),
    confidence: secret.confidence,
    related: usePlaces(secret, value.at),
    secret,
    value,
  };
}

/** `md5 of it`; where the code does not say how, `a hash of it`. */
function derivedName(by: string): string {
  if (by === 'concatenation') return 'a text joined from it';
  return by === 'hash' ? 'a hash of it' : `${by} of it`;
}

/**
 * The whole check of a rule of the predictable kinds: nothing unless `reason` is the strongest one against a live
 * value, so that exactly one of these rules speaks.
 */
export function aboutPredictable(
  subject: ValueSubject,
  reason: PredictableReason,
): Problem | undefined {
  const { secret, value, strength } = subject;
  if (strength?.predictable !== reason || !isLive(value)) return undefined;
  const hashed = value.hashedBy ? `; ${derivedName(value.hashedBy)} is as easy to guess` : '';
  const bits = countOf(Math.round(strength.bits), 'bit');
  const verb = reason === 'low-entropy' ? 'has' : 'is';
  return aboutValue(
    subject,
    `${subjectOf(secret)} ${verb} ${strength.explanation} (about ${bits})${hashed}`,
    severityOfStrength(strength),
  );
}
