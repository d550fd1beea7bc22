// The tables of the page: teams, secrets, repositories, and what could not be audited.
import { escapeMarkup } from '../../../report/escape.ts';
import { count, grouped, ranks } from '../../../report/findings.ts';
import type { RepositoryRow } from '../../merge/summary.ts';
import { filesOfTeams } from '../../names.ts';
import type { Fleet } from '../fleet-json.ts';
import { type PageRepository, type PageSecret, rowsOfPage, toPageRepository } from './rows.ts';

/** Repositories named because they could not be audited. */
const maxUnaudited = 100;

/** Empty where all was audited. */
export function renderUnaudited({ repositories }: Fleet): string {
  const open = repositories.filter(({ status }) => status === 'failed' || status === 'incomplete');
  if (open.length === 0) return '';
  const items = open
    .slice(0, maxUnaudited)
    .map(
      ({ name, status, reason }) =>
        `<li><strong>${escapeMarkup(name)}</strong> ${status === 'failed' ? 'not at all' : 'in part'}: ${escapeMarkup(reason ?? 'no reason is known')}</li>`,
    );
  const more = open.length - maxUnaudited;
  return `<section id="unaudited" class="alert" role="alert" aria-labelledby="unaudited-title"><h2 id="unaudited-title">Not audited, or not in full</h2>
<details${open.length <= 3 ? ' open' : ''}><summary>${count(open.length, 'repository', 'repositories')}: what is said below holds for the others</summary><ul>${items.join('')}${more > 0 ? `<li>and ${grouped(more)} more</li>` : ''}</ul></details></section>`;
}

/** Names of one list. */
const maxNames = 5;

/** What repositories silence by themselves; empty where none does. */
export function renderSilenced({ repositories }: Fleet): string {
  const byReason = new Map<string, string[]>();
  for (const { name, status, reason } of repositories) {
    if (status !== 'audited' || reason === null) continue;
    const known = byReason.get(reason);
    if (known) known.push(name);
    else byReason.set(reason, [name]);
  }
  if (byReason.size === 0) return '';
  const items = [...byReason].slice(0, maxUnaudited).map(([reason, names]) => {
    const rest = names.length - maxNames;
    const shown = names.slice(0, maxNames).map((name) => escapeMarkup(name));
    const more = rest > 0 ? ` and ${grouped(rest)} more` : '';
    return `<li><strong>${shown.join(', ')}</strong>${more}: ${escapeMarkup(reason)}</li>`;
  });
  const more = byReason.size - maxUnaudited;
  const total = [...byReason.values()].reduce((sum, names) => sum + names.length, 0);
  return `<section id="silenced" aria-labelledby="silenced-title"><h2 id="silenced-title">Silenced by their own settings and comments</h2>
<details><summary>${count(total, 'repository', 'repositories')}</summary><ul>${items.join('')}${more > 0 ? `<li>and ${grouped(more)} more</li>` : ''}</ul></details></section>`;
}

/** Empty where there is one team, or none. */
export function renderTeams({ teams }: Fleet): string {
  if (teams.length < 2) return '';
  const files = filesOfTeams(teams.map(({ name }) => name));
  const rows = teams.map(({ name, repositories, findings, score }) => {
    const shown = name || 'no owner';
    const path = encodeURIComponent(files.get(name) ?? shown);
    const grade =
      score === null
        ? '<span class="hint">nothing to grade</span>'
        : gradeCell(score.points, score.grade);
    return `<tr><th scope="row"><a href="teams/${path}.html">${escapeMarkup(shown)}</a></th><td data-label="Score">${grade}</td><td data-label="Repositories">${grouped(repositories)}</td>${ranks.map((rank) => `<td data-label="${rank}">${countCell(findings[rank], rank)}</td>`).join('')}</tr>`;
  });
  return `<section id="teams" aria-labelledby="teams-title">
<h2 id="teams-title">Teams</h2>
<div class="scroll" role="region" aria-label="Table of teams" tabindex="0"><table class="stack">
<thead><tr><th scope="col">Team</th><th scope="col">Score</th><th scope="col">Repositories</th>${ranks.map((rank) => `<th scope="col">${rank}</th>`).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody></table></div>
</section>`;
}

export function renderSecrets({ worstCount }: Fleet, secrets: readonly PageSecret[]): string {
  const rest = worstCount - secrets.length;
  const rules = unique(secrets.map(({ rule }) => rule));
  const teams = unique(secrets.flatMap((one) => (one.teams === '' ? [] : one.teams.split(', '))));
  const body =
    secrets.length === 0
      ? '<p>None.</p>'
      : `<form class="filters" data-table="secrets" hidden><div class="fields">
<label>Search <input type="search" name="text" placeholder="name, repository, place ( / )" autocomplete="off"></label>
<label>Severity <select name="rank"><option value="">all</option>${unique(
          secrets.map(({ rank }) => rank),
        )
          .map(option)
          .join('')}</select></label>
<label>Owner <select name="team"><option value="">all</option>${teams.map(option).join('')}</select></label>
<label>Rule <select name="rule"><option value="">all</option>${rules.map(option).join('')}</select></label>
<label>Shared <select name="shared"><option value="">all</option><option value="yes">in several repositories</option></select></label>
</div>${pager(secrets.length, 'secret')}</form>
<div class="scroll" role="region" aria-label="Table of secrets" tabindex="0"><table class="stack wide" id="secrets-table">
<thead><tr>${heads(['Severity', 'Secret', 'Repository', 'Owner', 'Place', 'Bits', 'Shared'])}</tr></thead>
<tbody>${secrets.slice(0, rowsOfPage).map(secretRow).join('')}</tbody></table></div>`;
  return `<section id="secrets" aria-labelledby="secrets-title">
<h2 id="secrets-title">Secrets</h2>
${body}
${rest > 0 ? `<p class="alert">${grouped(rest)} more are in findings.csv, the least severe ones.</p>` : ''}
</section>`;
}

function secretRow(one: PageSecret): string {
  const place = `<code>${escapeMarkup(one.place)}</code>`;
  const where = one.link === null ? place : `<a href="${escapeMarkup(one.link)}">${place}</a>`;
  return `<tr><td data-label="Severity"><span class="badge rank-${one.rank}">${one.rank}</span></td><td data-label="Secret"><strong>${escapeMarkup(one.title)}</strong> <span>${escapeMarkup(one.reason)}</span></td><td data-label="Repository"><a href="${escapeMarkup(one.report)}">${escapeMarkup(one.repository)}</a></td><td data-label="Owner">${escapeMarkup(one.teams)}</td><td data-label="Place">${where}</td><td data-label="Bits">${one.bits === null ? '' : grouped(one.bits)}</td><td data-label="Shared">${one.shared === '' ? '' : `<a href="#${one.shared}">${one.shared}</a>`}</td></tr>`;
}

/** `all`: in the order of the table. */
export function renderRepositories(all: readonly RepositoryRow[], up: string): string {
  const teams = unique(all.flatMap((one) => one.teams.flatMap((team) => team.split(', '))));
  const first = all.slice(0, rowsOfPage).map((row) => toPageRepository(row, up));
  return `<section id="repositories" aria-labelledby="repositories-title">
<h2 id="repositories-title">Repositories</h2>
<form class="filters" data-table="repositories" hidden><div class="fields">
<label>Search <input type="search" name="text" placeholder="name, owner" autocomplete="off"></label>
<label>Owner <select name="team"><option value="">all</option>${teams.map(option).join('')}</select></label>
<label>State <select name="state"><option value="">all</option><option value="bad">with findings</option><option value="clear">without findings</option><option value="open">not audited in full</option><option value="shared">with a shared secret</option></select></label>
</div>${pager(all.length, 'repository', 'repositories')}</form>
<div class="scroll" role="region" aria-label="Table of repositories" tabindex="0"><table class="stack wide" id="repositories-table">
<thead><tr>${heads(['Repository', 'Owner', 'Score', ...ranks, 'Secrets', 'Shared', 'Last commit'])}</tr></thead>
<tbody>${first.map(repositoryRow).join('')}</tbody></table></div>
</section>`;
}

function repositoryRow(one: PageRepository): string {
  const name = escapeMarkup(one.name);
  const marks = one.marks === '' ? '' : ` <span class="hint">${one.marks}</span>`;
  const status =
    one.status === 'audited'
      ? ''
      : ` <span class="badge rank-${one.status === 'empty' ? 'note' : 'high'}">${one.status}</span>`;
  const shared = one.shared === '' ? [] : one.shared.split(', ');
  return `<tr><th scope="row">${one.report === null ? name : `<a href="${escapeMarkup(one.report)}">${name}</a>`}${marks}${status}</th><td data-label="Owner">${escapeMarkup(one.teams)}</td><td data-label="Score">${one.points < 0 ? '' : gradeCell(one.points, one.grade)}</td>${ranks.map((rank, at) => `<td data-label="${rank}">${countCell(one.counts[at] ?? 0, rank)}</td>`).join('')}<td data-label="Secrets">${grouped(one.secrets)}</td><td data-label="Shared">${shared.map((number) => `<a href="#${number}">${number}</a>`).join(' ')}</td><td data-label="Last commit">${escapeMarkup(one.date)}</td></tr>`;
}

function gradeCell(points: number, grade: string): string {
  return `<span class="grade-mark grade-${grade}">${grade}</span> ${points}`;
}

function countCell(number: number, rank: string): string {
  return number === 0 ? '' : `<span class="count rank-${rank}">${grouped(number)}</span>`;
}

function pager(all: number, noun: string, plural = `${noun}s`): string {
  return `<div class="actions"><output aria-live="polite">${count(all, noun, plural)}</output><button type="button" name="back" aria-label="Page before">‹</button><button type="button" name="on" aria-label="Next page">›</button><button type="reset">Reset filters</button></div>`;
}

function heads(names: readonly string[]): string {
  return names.map((name) => `<th scope="col">${name}</th>`).join('');
}

function option(value: string): string {
  return `<option>${escapeMarkup(value)}</option>`;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
