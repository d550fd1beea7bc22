// What changed since an earlier report: findings by their fingerprints, which outlive moved lines and new values.
import type { Finding } from '../../model/finding.ts';
import { escapeMarkup } from '../escape.ts';
import { count, type Rank, rankOf, ranks } from '../findings.ts';
import type { EarlierFinding, EarlierReport, ReporterOptions } from '../reporter.ts';
import { placeCode } from './words.ts';

/** Findings that are gone, named; more are counted. */
const maxNamed = 100;

export interface Comparison {
  readonly isNew: (finding: Finding) => boolean;
  readonly added: number;
  readonly left: number;
  readonly fixed: readonly EarlierFinding[];
}

/** Findings of now against those of before. */
export function compare(findings: readonly Finding[], earlier: EarlierReport): Comparison {
  const before = new Set(earlier.findings.map(({ fingerprint }) => fingerprint));
  const now = new Set(findings.map(({ fingerprint }) => fingerprint));
  const isNew = ({ fingerprint }: Finding): boolean => !before.has(fingerprint);
  const added = findings.filter(isNew).length;
  return {
    isNew,
    added,
    left: findings.length - added,
    fixed: earlier.findings.filter(({ fingerprint }) => !now.has(fingerprint)),
  };
}

/** New, fixed and left, with a trend by severity; empty where nothing is compared. */
export function renderComparison(
  findings: readonly Finding[],
  { earlier }: ReporterOptions,
): string {
  if (!earlier) return '';
  const { added, left, fixed } = compare(findings, earlier);
  const tile = (rank: string, number: number, word: string): string =>
    `<li class="tile rank-${rank}"><span class="number">${number}</span> <span>${word}</span></li>`;
  const named = fixed
    .slice(0, maxNamed)
    .map(
      (one) =>
        `<li><span class="badge rank-${one.rank}">${one.rank}</span> ${escapeMarkup(one.message)} <span class="hint"><code>${escapeMarkup(one.rule)}</code> ${placeCode(one)}</span></li>`,
    );
  const more = fixed.length - named.length;
  return `<section id="compare" aria-labelledby="compare-title">
<h2 id="compare-title">Since ${escapeMarkup(earlier.name)}</h2>
<div class="cards two"><div class="card"><h3>Findings</h3><ul class="tiles">${tile(added > 0 ? 'high' : 'ok', added, 'new')}${tile('ok', fixed.length, 'fixed')}${tile('note', left, 'left')}</ul></div>
<div class="card"><h3>Trend</h3><div class="scroll" role="region" aria-label="Trend by severity" tabindex="0"><table class="plain"><thead><tr><th scope="col">Severity</th><th scope="col">Before</th><th scope="col">Now</th><th scope="col">Change</th></tr></thead><tbody>${trendRows(findings, earlier)}</tbody></table></div></div></div>
${fixed.length === 0 ? '' : `<details><summary>${count(fixed.length, 'finding')} gone</summary><ul>${named.join('')}${more > 0 ? `<li>and ${count(more, 'more finding')}</li>` : ''}</ul></details>`}
</section>`;
}

function trendRows(findings: readonly Finding[], earlier: EarlierReport): string {
  const present = ranks.filter(
    (rank) =>
      numberOf(findings.map(rankOf), rank) +
        numberOf(
          earlier.findings.map((one) => one.rank),
          rank,
        ) >
      0,
  );
  return present
    .map((rank) => {
      const before = numberOf(
        earlier.findings.map((one) => one.rank),
        rank,
      );
      const now = numberOf(findings.map(rankOf), rank);
      const change = now - before;
      const words = change === 0 ? 'as before' : change > 0 ? `${change} more` : `${-change} fewer`;
      return `<tr><th scope="row">${rank}</th><td>${before}</td><td>${now}</td><td>${words}</td></tr>`;
    })
    .join('');
}

function numberOf(all: readonly Rank[], rank: Rank): number {
  return all.filter((one) => one === rank).length;
}
