// What two formats need of the linked project besides the report: all secrets for the audit page, and where values
// stand, so that no line hash covers one. Takes places, names and ratings; never reads a text.
import type { SecretSummary } from '../model/finding.ts';
import type { LinkedUse, Project, Secret, SecretValue } from '../model/secret.ts';
import type { Strength } from '../model/strength.ts';
import type { TextRange } from './line-hash.ts';
import type { InventoryEntry } from './reporter.ts';

/** The rating of a value; `undefined` where its text is not written down. */
export type StrengthOf = (secret: Secret, value: SecretValue) => Strength | undefined;

/**
 * Every secret that linking is not in doubt of, with its weakest live value's rating. Values of templates and
 * comments are no definitions: no program runs with them.
 */
export function takeInventory(project: Project, strengthOf: StrengthOf): InventoryEntry[] {
  return project.secrets
    .filter((secret) => secret.confidence !== 'low')
    .map((secret) => {
      const live = secret.values.filter((value) => !value.isTemplate && !value.isCommentedOut);
      return {
        id: secret.id,
        secret: summarize(secret, weakest(secret, live, strengthOf)),
        definitions: live.map(({ at, environment }) => ({
          path: at.path,
          line: at.line,
          column: at.column,
          environment,
        })),
        uses: secret.uses.map(({ at, ...use }) => ({
          path: at.path,
          line: at.line,
          column: at.column,
          label: useLabel(use),
        })),
      };
    });
}

/** The half-open offsets of all values that are written down, by path; for `createLineHashes`. */
export function collectSecretRanges(project: Project): ReadonlyMap<string, readonly TextRange[]> {
  const byPath = new Map<string, TextRange[]>();
  for (const value of project.secrets.flatMap((secret) => secret.values)) {
    // A value made at run time has a place too, and nothing in it to hide.
    if (value.generated) continue;
    const range = { start: value.at.start, end: value.at.end };
    const ranges = byPath.get(value.at.path);
    if (ranges) ranges.push(range);
    else byPath.set(value.at.path, [range]);
  }
  return byPath;
}

interface Rated {
  readonly value: SecretValue;
  readonly strength: Strength;
}

function weakest(
  secret: Secret,
  values: readonly SecretValue[],
  strengthOf: StrengthOf,
): Rated | undefined {
  return values
    .flatMap((value): Rated[] => {
      const strength = strengthOf(secret, value);
      return strength ? [{ value, strength }] : [];
    })
    .sort((a, b) => a.strength.bits - b.strength.bits)[0];
}

function summarize(secret: Secret, rated: Rated | undefined): SecretSummary {
  const strength = rated?.strength;
  return {
    name: secret.name,
    environment: rated?.value.environment ?? null,
    purpose: secret.purpose,
    algorithm: secret.algorithm,
    algorithmIsAssumed: secret.algorithmIsAssumed,
    encoding: rated?.value.encoding ?? secret.encoding,
    bytes: strength?.bytes ?? null,
    requiredBytes: secret.requiredBytes,
    capacityBits: strength?.capacityBits ?? null,
    bits: strength?.bits ?? null,
    reason: strength?.reason ?? null,
    crackSeconds: strength?.crackSeconds ?? null,
  };
}

/** `jwt.sign, HS512`; without the algorithm where the call is asked for none. */
function useLabel({ use, algorithms }: Omit<LinkedUse, 'at'>): string {
  return [use.call, ...algorithms].join(', ');
}
