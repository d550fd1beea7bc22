// The secrets of the audit page: a table of what each is worth, and the map from secret to environments to calls.
import { escapeMarkup } from '../escape.ts';
import { count, grouped, ranks } from '../findings.ts';
import type { InventoryPlace, ReporterOptions } from '../reporter.ts';
import { strengthMeter } from './charts.ts';
import type { SecretView } from './model.ts';
import { ageWords, duration, placeLink } from './words.ts';

/** Days after which a secret that never changed stands out: what most policies call a year. */
const oldDays = 365;
/** Places named of one environment or one secret; more are counted. */
const maxPlaces = 12;

/** One row a secret; empty text where there are none. */
export function renderSecrets(secrets: readonly SecretView[]): string {
  if (secrets.length === 0) return '';
  const hasAges = secrets.some(({ age }) => age !== undefined);
  const rows = secrets.map((view) => secretRow(view, hasAges));
  const columns = [
    'Secret',
    'Worst',
    'Purpose',
    'Algorithm',
    'Strength',
    'Guessed in',
    ...(hasAges ? ['Age'] : []),
  ];
  return `<section id="secrets" aria-labelledby="secrets-title">
<h2 id="secrets-title">Secrets</h2>
<div class="scroll" role="region" aria-label="Table of secrets" tabindex="0"><table id="table" class="stack">
<thead><tr>${columns.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody>
</table></div>
</section>`;
}

/** Where the findings of a secret stand on the page; `undefined` where there are none. */
export function anchorOf({ findings }: SecretView): string | undefined {
  const [first] = findings;
  return first && groupAnchor(first);
}

/** By a fingerprint: the same in every run, and no text of the repository. */
export function groupAnchor({ fingerprint }: { readonly fingerprint: string }): string {
  return `f-${fingerprint.replaceAll(/[^\w-]/g, '-')}`;
}

/** How the page calls a secret. */
export function secretName({ secret, definitions }: SecretView): string {
  const [first] = definitions;
  if (secret.name !== null) return escapeMarkup(secret.name);
  return first === undefined
    ? 'unnamed secret'
    : `unnamed secret <span class="hint">in ${escapeMarkup(first.path.split('/').at(-1) ?? '')}:${first.line}</span>`;
}

function secretRow(view: SecretView, hasAges: boolean): string {
  const { secret, rank, age } = view;
  // Nothing found against a value that nobody could read is no praise.
  const badge = rank ?? (secret.bits === null ? 'not rated' : 'ok');
  const bits =
    secret.bits === null
      ? 'not known'
      : `${grouped(Math.round(secret.bits))} of ${grouped(secret.requiredBytes * 8)} bits`;
  const bytes = secret.bytes === null ? '' : `, ${count(secret.bytes, 'byte')}`;
  const reason = secret.reason === null ? '' : ` <span class="hint">${secret.reason}</span>`;
  const share =
    secret.bits === null || secret.requiredBytes === 0
      ? -1
      : secret.bits / (secret.requiredBytes * 8);
  const anchor = anchorOf(view);
  const name = secretName(view);
  const order = rank === null ? ranks.length : ranks.indexOf(rank);
  const cell = (label: string, sort: string | number, content: string): string =>
    `<td data-label="${label}" data-sort="${escapeMarkup(String(sort))}">${content}</td>`;
  return `<tr><th scope="row" data-sort="${escapeMarkup(secret.name ?? '~')}">${anchor === undefined ? name : `<a href="#${anchor}">${name}</a>`}</th>${[
    cell(
      'Worst',
      order,
      `<span class="badge rank-${badge === 'not rated' ? 'note' : badge}">${badge}</span>`,
    ),
    cell('Purpose', secret.purpose ?? '~', escapeMarkup(secret.purpose ?? 'not known')),
    cell(
      'Algorithm',
      secret.algorithm,
      `${secret.algorithm}${secret.algorithmIsAssumed ? ' <span class="hint">assumed</span>' : ''}`,
    ),
    cell('Strength', share, `${strengthMeter(secret)}<span>${bits}${bytes}</span>${reason}`),
    cell(
      'Guessed in',
      secret.bits === null ? Number.MAX_VALUE : (secret.crackSeconds ?? 1e300),
      secret.bits === null ? 'not known' : duration(secret.crackSeconds),
    ),
    ...(hasAges
      ? [cell('Age', age?.days ?? -1, age === undefined ? 'not known' : ageText(age))]
      : []),
  ].join('')}</tr>`;
}

function ageText({ days, since }: { days: number; since: string }): string {
  const text = `<time datetime="${escapeMarkup(since)}" title="${escapeMarkup(since)}">${ageWords(days)}</time>`;
  return days > oldDays ? `<strong class="old">${text}</strong>` : text;
}

/** Secret, then where it is set by environment, then who uses it. */
export function renderMap(secrets: readonly SecretView[], options: ReporterOptions): string {
  if (secrets.length === 0) return '';
  const flows = secrets.map(
    (view) => `<li class="flow"${anchorOf(view) === undefined ? '' : ` id="m-${anchorOf(view)}"`}>
<div class="node name rank-${view.rank ?? (view.secret.bits === null ? 'note' : 'ok')}"><h3>${secretName(view)}</h3><p class="hint">${escapeMarkup(view.secret.purpose ?? 'purpose not known')}, ${view.secret.algorithm}</p></div>
<div class="node"><h4>Set in</h4>${environmentList(view.definitions, options)}</div>
<div class="node"><h4>Used by</h4>${useList(view.uses, options)}</div>
</li>`,
  );
  return `<section id="map" aria-labelledby="map-title">
<h2 id="map-title">Who uses what</h2>
<p class="hint">From each secret to the environments that set it and the calls that use it.</p>
<ul class="flows">${flows.join('\n')}</ul>
</section>`;
}

function environmentList(places: readonly InventoryPlace[], options: ReporterOptions): string {
  if (places.length === 0) return '<p class="hint">Not written down in this repository.</p>';
  const byEnvironment = new Map<string, InventoryPlace[]>();
  for (const place of places) {
    const environment = place.environment ?? 'any environment';
    const others = byEnvironment.get(environment);
    if (others) others.push(place);
    else byEnvironment.set(environment, [place]);
  }
  const items = [...byEnvironment].map(
    ([environment, found]) =>
      `<li><strong>${escapeMarkup(environment)}</strong>${placeList(found, options)}</li>`,
  );
  return `<ul>${items.join('')}</ul>`;
}

function useList(places: readonly InventoryPlace[], options: ReporterOptions): string {
  if (places.length === 0) return '<p class="hint">No call found.</p>';
  return placeList(places, options);
}

function placeList(places: readonly InventoryPlace[], options: ReporterOptions): string {
  const items = places
    .slice(0, maxPlaces)
    .map(
      (place) =>
        `<li>${placeLink(place, options)}${place.label === undefined ? '' : ` <span class="hint">${escapeMarkup(place.label)}</span>`}</li>`,
    );
  const more = places.length - maxPlaces;
  return `<ul>${items.join('')}${more > 0 ? `<li class="hint">and ${more} more</li>` : ''}</ul>`;
}
