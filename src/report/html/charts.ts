// Charts as inline SVG. Sizes are presentation attributes, never `style`, which the page's policy forbids; every
// chart has its numbers in words.
import type { SecretSummary } from '../../model/finding.ts';
import { escapeMarkup } from '../escape.ts';
import type { Rank } from '../findings.ts';
import type { SecretView } from './model.ts';
import type { Score } from './score.ts';

/** A ring that is filled by the score's share, with the grade inside. */
export function scoreRing({ points, grade }: Score): string {
  const radius = 52;
  const length = 2 * Math.PI * radius;
  const filled = ((length * points) / 100).toFixed(1);
  return `<svg class="ring grade-${grade}" viewBox="0 0 128 128" width="128" height="128" role="img" aria-label="Score ${points} of 100, grade ${grade}">
<circle class="track" cx="64" cy="64" r="${radius}"/>
<circle class="value" cx="64" cy="64" r="${radius}" stroke-dasharray="${filled} ${length.toFixed(1)}" transform="rotate(-90 64 64)"/>
<text class="grade" x="64" y="72" text-anchor="middle">${grade}</text>
<text class="points" x="64" y="94" text-anchor="middle">${points} / 100</text>
</svg>`;
}

/** How secrets are ranked on the page; `ok` is a secret without findings. */
export type Bar = Rank | 'ok';

const barLabels: Readonly<Record<Bar, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  note: 'Notes only',
  ok: 'Nothing found',
};

/** Horizontal bars: how many secrets have their worst finding in each severity. */
export function severityBars(secrets: readonly SecretView[]): string {
  const bars = (Object.keys(barLabels) as Bar[]).map((bar) => ({
    bar,
    label: barLabels[bar],
    value: secrets.filter((secret) => (secret.rank ?? 'ok') === bar).length,
  }));
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const rows = bars.map(({ bar, label, value }, index) => {
    const y = index * 28;
    const width = ((value / most) * 190).toFixed(1);
    return `<text x="0" y="${y + 17}">${label}</text><rect class="track" x="104" y="${y + 4}" width="190" height="18" rx="4"/><rect class="fill-${bar}" x="104" y="${y + 4}" width="${width}" height="18" rx="4"/><text class="number" x="304" y="${y + 17}">${value}</text>`;
  });
  const words = bars.map(({ label, value }) => `${label}: ${value}`).join(', ');
  return `<svg class="chart" viewBox="0 0 330 ${bars.length * 28}" role="img" aria-label="Secrets by their worst finding. ${words}">${rows.join('')}</svg>`;
}

const bins: readonly { readonly label: string; readonly below: number; readonly bar: Bar }[] = [
  { label: '<10%', below: 0.1, bar: 'critical' },
  { label: '<25%', below: 0.25, bar: 'critical' },
  { label: '<50%', below: 0.5, bar: 'high' },
  { label: '<75%', below: 0.75, bar: 'medium' },
  { label: '<100%', below: 1, bar: 'low' },
  { label: '100%', below: Number.POSITIVE_INFINITY, bar: 'ok' },
];

/** Bits that guessing must spend, as a share of what the algorithm needs; `undefined` where either is unknown. */
export function strengthShare({ bits, requiredBytes }: SecretSummary): number | undefined {
  return bits === null || requiredBytes === 0 ? undefined : bits / (requiredBytes * 8);
}

/** Vertical bars: how many secrets have which share of the bits that their algorithm needs. */
export function strengthHistogram(secrets: readonly SecretView[]): string {
  const shares = secrets.flatMap(({ secret }) => strengthShare(secret) ?? []);
  const unknown = secrets.length - shares.length;
  const counts = bins.map(
    ({ below }, index) =>
      shares.filter((share) => share < below && share >= (bins[index - 1]?.below ?? 0)).length,
  );
  const most = Math.max(1, ...counts);
  const columns = bins.map(({ label, bar }, index) => {
    const value = counts[index] ?? 0;
    const height = (value / most) * 104;
    const x = index * 55 + 2;
    return `<rect class="fill-${bar}" x="${x}" y="${(124 - height).toFixed(1)}" width="46" height="${height.toFixed(1)}" rx="4"/><text class="number" x="${x + 23}" y="${(118 - height).toFixed(1)}" text-anchor="middle">${value}</text><text x="${x + 23}" y="144" text-anchor="middle">${escapeMarkup(label)}</text>`;
  });
  const words = bins.map(({ label }, index) => `${label}: ${counts[index]}`).join(', ');
  const rest = unknown === 0 ? '' : `, unknown: ${unknown}`;
  return `<svg class="chart" viewBox="0 0 330 150" role="img" aria-label="Secrets by the share of the needed bits they have. ${escapeMarkup(words + rest)}"><line class="axis" x1="0" x2="330" y1="124.5" y2="124.5"/>${columns.join('')}</svg>${unknown === 0 ? '' : `<p class="hint">Not known of ${unknown}: the value is not written down, or nothing asks for a length.</p>`}`;
}

/** A small bar for a table cell: bits against required bits. Decoration; the numbers stand beside it. */
export function strengthMeter(secret: SecretSummary): string {
  const share = strengthShare(secret);
  if (share === undefined) return '';
  const bar = bins.find(({ below }) => share < below)?.bar ?? 'ok';
  const width = Math.min(1, share) * 96;
  return `<svg class="meter" viewBox="0 0 96 6" width="96" height="6" aria-hidden="true"><rect class="track" width="96" height="6" rx="3"/><rect class="fill-${bar}" width="${width.toFixed(1)}" height="6" rx="3"/></svg>`;
}
