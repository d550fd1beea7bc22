// The first screen of the page: the five worst secrets with who has them, the score, and what has changed.
import { escapeMarkup } from '../../../report/escape.ts';
import { count, grouped, ranks } from '../../../report/findings.ts';
import { scoreRing } from '../../../report/html/charts.ts';
import { addCounts, meanScore } from '../../merge/summary.ts';
import type { Fleet } from '../fleet-json.ts';
import { toPageSecret } from './rows.ts';

/** Rows of what to do first. */
const firstRows = 5;

/** The worst of each: a secret of ninety repositories is one thing to mend, and leaves room for four others. */
function firstOf(worst: Fleet['worst']): Fleet['worst'] {
  const told = new Set<string>();
  return worst
    .filter(({ shared }) => {
      if (shared === null) return true;
      const isNew = !told.has(shared);
      told.add(shared);
      return isNew;
    })
    .slice(0, firstRows);
}

/** Five secrets with repository and owner: what somebody should do before anything else. */
export function renderFirst({ worst, shared: groups }: Fleet, up: string): string {
  const sizes = new Map(groups.map((group) => [group.number, group.repositories.length]));
  const heading = '<h2 id="first-title">Fix these first</h2>';
  if (worst.length === 0) {
    return `<section id="first" class="card" aria-labelledby="first-title">${heading}<p>Nothing that counts was found.</p></section>`;
  }
  const rows = firstOf(worst).map((one) => {
    const row = toPageSecret(one, up);
    const size = count(sizes.get(row.shared) ?? 1, 'repository', 'repositories');
    const shared =
      row.shared === '' ? '' : ` · <a href="#${row.shared}">${row.shared}</a> in ${size}`;
    const place = escapeMarkup(row.place);
    const where = row.link === null ? place : `<a href="${escapeMarkup(row.link)}">${place}</a>`;
    return `<li><span class="badge rank-${row.rank}">${row.rank}</span><div><p class="clip"><strong>${escapeMarkup(row.title)}</strong> ${escapeMarkup(row.reason)}</p><p class="meta"><a href="${escapeMarkup(row.report)}">${escapeMarkup(row.repository)}</a> · ${escapeMarkup(row.teams || 'no owner')}<span class="spot"> · ${where}</span>${shared}</p></div></li>`;
  });
  return `<section id="first" class="card" aria-labelledby="first-title">${heading}
<ol class="first">${rows.join('')}</ol>
</section>`;
}

export function renderScore({ repositories }: Fleet): string {
  const score = meanScore(repositories);
  const counts = addCounts(repositories);
  const graded = repositories.filter((row) => row.score !== null).length;
  const tiles = ranks.map(
    (rank) =>
      `<li class="tile rank-${rank}"><span class="number">${grouped(counts[rank])}</span> <span>${rank}</span></li>`,
  );
  const ring =
    score === null
      ? '<p>No signing secret was found, so there is no score.</p>'
      : `${scoreRing(score)}<p class="hint">The mean of ${count(graded, 'repository', 'repositories')} with signing secrets.</p>`;
  return `<section id="score" class="card" aria-labelledby="score-title"><h2 id="score-title">Score</h2>
<div class="score">${ring}</div>
<ul class="tiles">${tiles.join('')}</ul>
</section>`;
}

/** Empty where there is nothing to compare with. */
export function renderTrend({ trend }: Fleet): string {
  if (!trend) return '';
  const signed = (number: number): string =>
    number > 0 ? `+${grouped(number)}` : number === 0 ? '±0' : `−${grouped(-number)}`;
  const score =
    trend.points === null
      ? ''
      : `<div><dt>Score</dt><dd>${signed(trend.points)} from ${trend.before ?? 0}</dd></div>`;
  const counts = ranks.map(
    (rank) => `<div><dt>${rank}</dt><dd>${signed(trend.findings[rank])}</dd></div>`,
  );
  const lists = [
    ['Worse', trend.worse],
    ['Better', trend.better],
    ['New', trend.added],
    ['Gone', trend.gone],
  ] as const;
  const names = lists.flatMap(([name, all]) =>
    all.length === 0 ? [] : [`<div><dt>${name}</dt><dd>${listNames(all)}</dd></div>`],
  );
  return `<section id="trend" aria-labelledby="trend-title">
<h2 id="trend-title">Since the earlier run</h2>
<dl class="facts card">${score}${counts.join('')}</dl>
${names.length === 0 ? '' : `<dl class="moves">${names.join('')}</dl>`}
</section>`;
}

const maxNamed = 12;

function listNames(names: readonly string[]): string {
  const more = names.length - maxNamed;
  const named = names.slice(0, maxNamed).map(escapeMarkup).join(', ');
  return `${named}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}
