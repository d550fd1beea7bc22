// findings.csv and shared.csv: a line a finding, and a line a place of a shared secret.
import { rankOf } from '../../report/findings.ts';
import type { SharedRow } from '../merge/shared-rows.ts';
import type { Described } from '../merge/summary.ts';
import { addressOf } from '../merge/summary.ts';
import { csvLine } from './csv.ts';

export const findingsHead = csvLine([
  ...[
    'repository',
    'teams',
    'severity',
    'rule',
    'path',
    'line',
    'message',
    'secret',
    'environment',
  ],
  ...['algorithm', 'bits', 'confidence', 'context', 'history', 'introduced', 'link', 'fingerprint'],
]);

export function findingsLines({ member, report, body, commit, teamsOf }: Described): string {
  return report.findings
    .filter(({ suppressed }) => !suppressed)
    .map((finding) =>
      csvLine([
        member.name,
        teamsOf(finding.path).join(' '),
        rankOf(finding),
        finding.rule,
        finding.path,
        finding.line,
        finding.message,
        finding.secret?.name ?? null,
        finding.secret?.environment ?? null,
        finding.secret?.algorithm ?? null,
        finding.secret?.bits ?? null,
        finding.confidence,
        finding.context,
        finding.history?.state ?? null,
        finding.history?.introduced?.date ?? null,
        addressOf(finding, body.link, commit),
        finding.fingerprint,
      ]),
    )
    .join('');
}

export const sharedHead = csvLine([
  ...['group', 'severity', 'kinds', 'repository', 'teams', 'role', 'state', 'path', 'line'],
  ...['secret', 'environment', 'algorithm', 'bits'],
]);

export function sharedLines({ number, severity, kinds, places }: SharedRow): string {
  return places
    .map((place) =>
      csvLine([
        number,
        severity,
        kinds.join(' '),
        place.repository,
        place.teams.join(' '),
        place.role,
        place.state,
        place.path,
        place.line,
        place.secret,
        place.environment,
        place.algorithm,
        place.bits,
      ]),
    )
    .join('');
}
