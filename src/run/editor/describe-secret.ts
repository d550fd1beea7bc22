// What an editor shows where the cursor rests on a secret's name: where it is set, what signs with it, how long it is and
// how long it stands. Never the value, nor a part of it.
import type { Rater } from '../../engine/rater.ts';
import type { ValueAge } from '../../model/age.ts';
import { countOf, lineOf, needOf } from '../../model/problem.ts';
import type { Secret, SecretValue } from '../../model/secret.ts';
import type { Strength } from '../../model/strength.ts';

/** More places than these are counted, not listed. */
const mostPlaces = 8;

export interface DescribeOptions {
  readonly strengthOf: Rater;
  readonly ages: ReadonlyMap<SecretValue, ValueAge>;
}

/** Markdown. */
export function describeSecret(secret: Secret, { strengthOf, ages }: DescribeOptions): string {
  const assumed = secret.algorithmIsAssumed ? ' (assumed)' : '';
  const values = secret.values.map((value) =>
    describeValue(value, strengthOf(secret, value), ages.get(value)),
  );
  const uses = secret.uses.map((use) => `${code(use.use.call)} in ${code(lineOf(use.at))}`);
  return [
    `**${escapeMarkup(secret.label)}**: signing secret, ${secret.algorithm}${assumed}`,
    ...(secret.requiredBytes > 0 ? [`${escapeMarkup(needOf(secret))}.`] : []),
    values.length > 0 ? list('Set in', values) : 'Set nowhere in this tree.',
    ...(uses.length > 0 ? [list('Used by', uses)] : []),
  ].join('\n\n');
}

function describeValue(
  value: SecretValue,
  strength: Strength | undefined,
  age: ValueAge | undefined,
): string {
  const about = [
    value.environment,
    value.isTemplate && 'template',
    value.isCommentedOut && 'commented out',
    value.isFallback && 'fallback',
    value.generated && 'made at run time',
    value.unset && (value.unset === 'empty' ? 'empty' : 'unset'),
  ].filter((word) => typeof word === 'string');
  const rated =
    strength &&
    `${countOf(Math.round(strength.bytes), 'byte')}, about ${countOf(Math.floor(strength.bits), 'bit')}${
      strength.reason === null ? '' : `: ${strength.explanation}`
    }`;
  const since = age && `${age.isAtLeast ? 'at least ' : ''}${countOf(age.days, 'day')} old`;
  const told = [about.join(', '), rated, since].filter((part) => part);
  return [code(lineOf(value.at)), ...(told.length > 0 ? [escapeMarkup(told.join('; '))] : [])].join(
    ': ',
  );
}

function list(title: string, items: readonly string[]): string {
  const more = items.length - mostPlaces;
  return [
    `${title}`,
    ...items.slice(0, mostPlaces).map((item) => `- ${item}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n');
}

/** Paths and names are the repository's: nothing in them is markup. */
function code(text: string): string {
  const plain = withoutControls(text);
  return plain.includes('`') ? escapeMarkup(plain) : `\`${plain}\``;
}

function escapeMarkup(text: string): string {
  return withoutControls(text).replace(/[\\`*_{}[\]()#+!|<>&~]/g, '\\$&');
}

function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}
