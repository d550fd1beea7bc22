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
  const uri = addressOf(place, options);
  return uri === undefined
    ? text
    : `<a href="${escapeMarkup(uri)}" rel="noopener noreferrer">${text}</a>`;
}

/** Where the place can be looked at; nothing but pages and editors is linked to. */
function addressOf(
  { path, line }: { path: string; line: number },
  { sourceUrl, pathPrefix, link, source, root }: ReporterOptions,
): string | undefined {
  const uri = toUri(path, pathPrefix);
  if (link === undefined)
    return sourceUrl === undefined ? undefined : `${sourceUrl}${uri}#L${line}`;
  const values: Readonly<Record<string, string>> = {
    path: link.includes('{root}') ? toUri(path, undefined) : uri,
    line: String(line),
    commit: source?.commit ?? 'HEAD',
    root: encodeURI(root ?? '').replace(/^\//, ''),
  };
  const filled = link.replace(
    /\{(path|line|commit|root)\}/g,
    (_, name) => values[String(name)] ?? '',
  );
  return /^(?:https?|vscode(?:-insiders)?|idea|cursor):\/\//.test(filled) ? filled : undefined;
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
    if (number >= 1e6) return `${grouped(Math.round(number / 1e6))} million ${unit}s`;
    return `${grouped(number)} ${unit}${number === 1 ? '' : 's'}`;
  }
  return 'at once';
}

/** `3.6 years`, `11 days`. */
export function ageWords(days: number): string {
  if (days < 60) return days === 1 ? '1 day' : `${days} days`;
  if (days < 730) return `${Math.round(days / 30.44)} months`;
  return `${(days / 365.25).toFixed(1)} years`;
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
