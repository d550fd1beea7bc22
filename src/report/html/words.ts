// Small phrases of the audit page, already escaped.
import { escapeMarkup } from '../escape.ts';
import { grouped } from '../findings.ts';
import type { ReporterOptions } from '../reporter.ts';
import { toUri } from '../sarif/locations.ts';

/** `path:line` as code; the path may wrap after its slashes. */
export function placeCode({ path, line }: { path: string; line: number }): string {
  return `<code class="place">${escapeMarkup(path).replaceAll('/', '/<wbr>')}:${line}</code>`;
}

/** `path:line` as code, linked where the tree's address is known. */
export function placeLink(place: { path: string; line: number }, options: ReporterOptions): string {
  const text = placeCode(place);
  if (options.sourceUrl === undefined) return text;
  const uri = `${options.sourceUrl}${toUri(place.path, options.pathPrefix)}#L${place.line}`;
  return `<a href="${escapeMarkup(uri)}" rel="noopener noreferrer">${text}</a>`;
}

/** `4 minutes`, `3 years`: the largest unit that fits. */
export function duration(seconds: number | null): string {
  if (seconds === null || seconds > 1e18) return 'beyond reach';
  if (seconds < 1) return 'at once';
  const units = [
    ['year', 31_557_600],
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  for (const [unit, size] of units) {
    if (seconds < size) continue;
    const number = Math.round(seconds / size);
    if (number >= 1e6) return `${number.toExponential(0).replace('e+', ' × 10^')} ${unit}s`;
    return `${grouped(number)} ${unit}${number === 1 ? '' : 's'}`;
  }
  return 'at once';
}

/** Prose of our own with its code spans. */
export function prose(text: string): string {
  return text
    .split('`')
    .map((part, index) =>
      index % 2 === 0 ? escapeMarkup(part) : `<code>${escapeMarkup(part)}</code>`,
    )
    .join('');
}
