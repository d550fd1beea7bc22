// The first screen of the audit page: the verdict, the score, and two charts.
import type { Report } from '../../model/report.ts';
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
<p class="lead">${verdict(report, options)}</p>
${report.complete ? '' : '<p class="alert" role="alert"><strong>This audit is not complete.</strong> Something that was asked for could not be audited; <a href="#coverage">coverage</a> names it. The score holds for the rest alone.</p>'}`;
}

function verdict(report: Report, options: ReporterOptions): string {
  const { files, secrets } = report.summary;
  const counts = countRanks(shownFindings(report, options));
  const failing = counts.critical + counts.high + counts.medium + counts.low;
  const audited = `${count(secrets, 'signing secret')} in ${count(files.listed, 'file')}`;
  if (failing > 0) return `${count(failing, 'finding')} on ${audited}.`;
  if (files.listed === 0) return 'No files were audited: nothing matched what was asked for.';
  return `Nothing wrong found in ${audited}.`;
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
  // An audit of nothing deserves no best grade.
  const score =
    report.summary.files.listed === 0
      ? '<p>Nothing was audited, so there is no score.</p>'
      : `${scoreRing(scoreOf(findings))}
<p class="hint">Each weak secret takes a share of what is left, by its worst finding: ${shares.join(', ')}. Notes take none.</p>`;
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
