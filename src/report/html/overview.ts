// The first screen of the audit page: the verdict, the score, and two charts.
import type { Report } from '../../model/report.ts';
import { statementsOf, verdictOf } from '../coverage.ts';
import { escapeMarkup } from '../escape.ts';
import { count, countRanks, grouped, ranks, shownFindings } from '../findings.ts';
import type { ReporterOptions } from '../reporter.ts';
import { scoreRing, severityBars, strengthHistogram } from './charts.ts';
import type { SecretView } from './model.ts';
import { penalties, scoreOf } from './score.ts';

/** The page's heading. */
export function renderTitle(report: Report, options: ReporterOptions): string {
  return `<p class="eyebrow">JWT secret audit</p>
<h1>${escapeMarkup(options.title ?? 'This repository')}</h1>
<p class="lead">${verdictText(report, options)}</p>
${statementList(report)}${report.complete ? '' : '<p class="alert" role="alert"><strong>This audit is not complete.</strong> Something that was asked for could not be audited; <a href="#coverage">coverage</a> names it. The score holds for the rest alone.</p>'}`;
}

function verdictText(report: Report, options: ReporterOptions): string {
  const { files, secrets } = report.summary;
  const { kind, text } = verdictOf(report, options);
  const audited = `${count(secrets, 'signing secret')} in ${count(files.listed, 'file')}`;
  if (kind === 'findings') return `${text} on ${audited}.`;
  if (kind === 'clear' && !report.coverage.reported) return `Nothing wrong found in ${audited}.`;
  return `${escapeMarkup(text)}.`;
}

/** What the verdict rests on, in the head of the page. */
function statementList(report: Report): string {
  const said = statementsOf(report);
  if (said.length === 0) return '';
  const items = said.map(
    ({ level, text }) =>
      `<li>${level === 'warning' ? `<strong>${escapeMarkup(text)}</strong>` : escapeMarkup(text)}</li>`,
  );
  return `<ul class="hint" id="rests-on">${items.join('')}</ul>\n`;
}

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
<div class="cards">
<div class="card score"><h3>Score</h3>${score}</div>
<div class="card"><h3>Findings</h3><ul class="tiles">${tiles.join('')}</ul></div>
<div class="card"><h3>Secrets by severity</h3>${severityBars(secrets)}</div>
<div class="card"><h3>Strength: bits against what the algorithm needs</h3>${strengthHistogram(secrets)}</div>
</div>
</section>`;
}
