// The score and the charts of the audit page.
import type { Report } from '../../model/report.ts';
import { verdictOf } from '../coverage.ts';
import { countRanks, grouped, ranks, shownFindings } from '../findings.ts';
import type { ReporterOptions } from '../reporter.ts';
import { scoreRing, severityBars, strengthHistogram } from './charts.ts';
import type { SecretView } from './model.ts';
import { penalties, scoreOf } from './score.ts';

/** Score, counts by severity, and the charts. */
export function renderOverview(
  report: Report,
  options: ReporterOptions,
  secrets: readonly SecretView[],
): string {
  const findings = shownFindings(report, options);
  const counts = countRanks(findings);
  const tiles = ranks.map(
    (rank) =>
      `<li class="tile rank-${rank}"><span class="number">${grouped(counts[rank])}</span> <span>${rank}</span></li>`,
  );
  const shares = Object.entries(penalties)
    .filter(([, share]) => share > 0)
    .map(([rank, share]) => `${rank} ${Math.round(share * 100)}%`);
  const accepted = report.findings.filter(({ suppressed }) => suppressed?.by === 'baseline');
  const isGraded = report.summary.secrets > 0 && verdictOf(report, options).kind !== 'nothing';
  // An audit that found nothing to grade deserves no best grade; what was accepted is as weak as before.
  const score = isGraded
    ? `${scoreRing(scoreOf([...findings, ...accepted]))}
<p class="hint">Each weak secret takes a share of what is left, by its worst finding: ${shares.join(', ')}. Notes take none.${accepted.length > 0 ? ' What the baseline accepts counts as well.' : ''}</p>`
    : '<p>No signing secret was found, so there is no score.</p>';
  return `<section id="overview" aria-labelledby="overview-title">
<h2 id="overview-title" class="sr">Overview</h2>
<div class="cards${secrets.length === 0 ? ' two' : ''}">
<div class="card score"><h3>Score</h3>${score}</div>
<div class="card"><h3>Findings</h3><ul class="tiles">${tiles.join('')}</ul></div>
${
  secrets.length === 0
    ? ''
    : `<div class="card"><h3>Secrets by severity</h3>${severityBars(secrets)}</div>
<div class="card"><h3>Strength: bits against what the algorithm needs</h3>${strengthHistogram(secrets)}</div>
`
}</div>
</section>`;
}
