// Gives each finding an identity that survives line moves and new values: rule, path, the secret's name or the
// kind of place, and a running number among equals. The value and its text never enter.
import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';

/** Fills `fingerprint`: `k1:` and 32 hex digits. `findings` must be in report order. */
export function createFingerprints(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = [
      finding.rule,
      finding.path,
      finding.secret?.name ?? '',
      finding.secret?.environment ?? '',
    ].join('\0');
    const number = seen.get(identity) ?? 0;
    seen.set(identity, number + 1);
    const digest = createHash('sha256').update(`${identity}\0${number}`).digest('hex');
    return { ...finding, fingerprint: `k1:${digest.slice(0, 32)}` };
  });
}
