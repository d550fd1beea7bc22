// Secrets that several repositories hold, as a map: from each to who runs with it, and to where it stands besides.
import { escapeMarkup } from '../../../report/escape.ts';
import { count, grouped } from '../../../report/findings.ts';
import { type SharedPlace, type SharedRow, wordsOfKind } from '../../merge/shared-rows.ts';
import type { Fleet } from '../fleet-json.ts';

/** Groups on the map; shared.csv has all. */
const maxGroups = 200;
/** Repositories named in a box of it. */
const maxNamed = 10;

/** Empty where no secret is shared. */
export function renderShared({ shared, repositories }: Fleet, up: string): string {
  if (shared.length === 0) return '';
  const reports = new Map(repositories.map(({ name, report }) => [name, report]));
  const linkTo = (name: string): string => {
    const report = reports.get(name);
    if (report == null) return escapeMarkup(name);
    const path = report.split('/').map(encodeURIComponent).join('/');
    return `<a href="${escapeMarkup(`${up}repos/${path}.html`)}">${escapeMarkup(name)}</a>`;
  };
  const flows = shared.slice(0, maxGroups).map((row) => renderGroup(row, linkTo));
  const more = shared.length - maxGroups;
  return `<section id="shared" aria-labelledby="shared-title">
<h2 id="shared-title">One secret, several repositories</h2>
<p class="hint">From each secret to the repositories that run with it, and to those whose tests or history hold it.</p>
<ul class="flows">${flows.join('\n')}</ul>
${more > 0 ? `<p class="alert">${grouped(more)} more are in shared.csv.</p>` : ''}
</section>`;
}

function renderGroup(row: SharedRow, linkTo: (name: string) => string): string {
  const { number, kinds, severity, name, places } = row;
  const running = places.filter(({ role }) => role === 'production');
  const others = places.filter(({ role }) => role !== 'production');
  const [first] = running;
  const bits = first?.bits == null ? '' : `, ${count(first.bits, 'bit')}`;
  const words = kinds.map(wordsOfKind).join('; ');
  return `<li class="flow" id="${number}">
<div class="node name rank-${severity}"><h3>${escapeMarkup(name)}</h3><p class="hint">${number}: ${words}</p><p class="hint">${escapeMarkup(first?.algorithm ?? '')}${bits}</p></div>
<div class="node"><h4>Runs in</h4>${placeList(running, linkTo)}</div>
<div class="node"><h4>Also in</h4>${others.length === 0 ? '<p class="hint">Nowhere else.</p>' : placeList(others, linkTo)}</div>
</li>`;
}

function placeList(places: readonly SharedPlace[], linkTo: (name: string) => string): string {
  const byName = new Map<string, SharedPlace[]>();
  for (const place of places) {
    const known = byName.get(place.repository);
    if (known) known.push(place);
    else byName.set(place.repository, [place]);
  }
  const items = [...byName].slice(0, maxNamed).map(([name, own]) => {
    const [place] = own;
    const role =
      place?.role === 'production'
        ? ''
        : `${place?.role === 'test' ? 'tests' : (place?.state ?? 'history')}, `;
    const more = own.length > 1 ? ` and ${count(own.length - 1, 'more place')}` : '';
    const owner =
      place && place.teams.length > 0
        ? ` <span class="hint">${escapeMarkup(place.teams.join(', '))}</span>`
        : '';
    return `<li>${linkTo(name)}${owner}<br><span class="hint">${role}${escapeMarkup(`${place?.path ?? ''}:${place?.line ?? 1}`)}${more}</span></li>`;
  });
  const more = byName.size - maxNamed;
  return `<ul>${items.join('')}${more > 0 ? `<li class="hint">and ${grouped(more)} more</li>` : ''}</ul>`;
}
