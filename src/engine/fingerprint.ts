// Gives each finding an identity that survives line moves and new values: rule, path, the secret's name or the
// kind of place, and a running number among equals. The value and its text never enter.
import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';

/**
 * Fills `fingerprint`: `k1:` and 32 hex digits. `findings` must be in report order. `nameOf`: the name of a whole secret
 * by its id, however the line calls it that a finding is on.
 */
export function createFingerprints(
  findings: readonly Finding[],
  nameOf: (secretId: string) => string | null,
): Finding[] {
  const seen = new Map<string, number>();
  const fingerprints = new Map<Finding, string>();
  for (const finding of oldestFirst(findings)) {
    const identity = [
      finding.rule,
      finding.path,
      (finding.secretId === undefined ? finding.secret?.name : nameOf(finding.secretId)) ?? '',
      finding.secret?.environment ?? '',
    ].join('\0');
    const number = seen.get(identity) ?? 0;
    seen.set(identity, number + 1);
    const digest = createHash('sha256').update(`${identity}\0${number}`).digest('hex');
    fingerprints.set(finding, `k1:${digest.slice(0, 32)}`);
  }
  return findings.map((finding) => ({
    ...finding,
    fingerprint: fingerprints.get(finding) ?? '',
  }));
}

/** A value that git remembers since later gives none before it another number, wherever it stood. */
function oldestFirst(findings: readonly Finding[]): Finding[] {
  const dateOf = ({ history }: Finding): string => history?.introduced?.date ?? '';
  return [...findings].sort((a, b) => {
    const [one, other] = [dateOf(a), dateOf(b)];
    return one < other ? -1 : Number(one > other);
  });
}
