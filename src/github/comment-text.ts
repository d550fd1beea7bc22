// The words of a review: what a comment says of a finding, what the review itself says, and the hidden marks by
// which a later run knows its own comments again. Whatever comes from the repository is escaped.
import type { Finding } from '../model/finding.ts';
import type { RuleSummary } from '../model/report.ts';
import { escapeMarkdown, proseToMarkdown } from '../report/escape.ts';
import { rankOf } from '../report/findings.ts';
import { toUri } from '../report/sarif/locations.ts';

/** A change that GitHub offers to commit: lines `from` to `to` become `text`. */
export interface Suggestion {
  readonly from: number;
  readonly to: number;
  /** Without a final newline; empty deletes the lines. Never holds a secret, an old or a new one. */
  readonly text: string;
  /** What has to be done besides; `undefined` where nothing has. */
  readonly note: string | undefined;
}

export interface TextOptions {
  /** Path from the repository's root to that of the findings. */
  readonly prefix: string;
  /** Address of the tree, with a final slash. */
  readonly sourceUrl: string;
  readonly rules: ReadonlyMap<string, RuleSummary>;
  /** What the fence of a suggestion says; default: what GitHub reads. */
  readonly suggestionWord?: string;
}

/** GitHub refuses 65,536 characters; the rest is for our own last lines. */
export const longestBody = 60_000;

const icons = { critical: '🟣', high: '🔴', medium: '🟠', low: '🔵', note: '⚪' } as const;

const openMark = /<!-- keylint:(k1:[0-9a-f]{32}) -->/g;

/** The hidden mark of a finding's comment. */
export function markOf(fingerprint: string): string {
  return `<!-- keylint:${fingerprint} -->`;
}

/** Fingerprints of the findings that a body of ours speaks of and that are not marked as resolved. */
export function fingerprintsIn(body: string): string[] {
  return [...body.matchAll(openMark)].map((match) => match[1] ?? '');
}

/** The comment on findings that share a line, the loudest first. */
export function commentBody(
  findings: readonly Finding[],
  suggestion: Suggestion | undefined,
  options: TextOptions,
): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))];
  const rules = ids.flatMap((id) => options.rules.get(id) ?? []);
  const parts = [
    // First, so that a body that is cut keeps them.
    findings.map(({ fingerprint }) => markOf(fingerprint)).join('\n'),
    ...findings.map((finding) => `${headline(finding)}: ${escapeMarkdown(finding.message)}.`),
    relatedLines(findings, options),
    rules.length > 0
      ? `<details><summary>Why, and how to fix</summary>\n\n${rules.map(ruleEntry).join('\n')}\n\n</details>`
      : '',
    suggestion ? suggestionBlock(suggestion, options.suggestionWord) : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Other places of the findings, each once. */
function relatedLines(findings: readonly Finding[], options: TextOptions): string {
  const lines = findings
    .flatMap(({ related }) => related)
    .map((place) => `- ${link(place, options)} ${escapeMarkdown(place.message)}`);
  return [...new Set(lines)].slice(0, 5).join('\n');
}

/** Why a rule speaks, and what to do. */
export function ruleEntry({ id, why, howToFix }: RuleSummary): string {
  return `- **${escapeMarkdown(id)}**: ${proseToMarkdown(why)}<br>Fix: ${proseToMarkdown(howToFix)}`;
}

/** One finding as a line of the review's body. */
export function findingLine(finding: Finding, options: TextOptions): string {
  return `- ${headline(finding)} ${link(finding, options)} ${escapeMarkdown(finding.message)} ${markOf(finding.fingerprint)}`;
}

/** The review's body; of lines that do not fit the last ones are counted instead. */
export function reviewBody(head: string, lines: readonly string[]): string {
  const kept: string[] = [];
  let size = head.length + 200;
  for (const line of lines) {
    size += line.length + 1;
    if (size > longestBody) break;
    kept.push(line);
  }
  const more = lines.length - kept.length;
  return [
    head,
    ...(kept.length > 0 ? ['', ...kept] : []),
    ...(more > 0 ? ['', `${more} more are in the report of the job.`] : []),
  ].join('\n');
}

/** A comment of ours whose finding is gone. Replies of people stay where they are. */
export function resolvedBody(body: string, headSha: string): string {
  const note = `✅ **Resolved** in ${headSha.slice(0, 7)}.`;
  return `${note}\n\n${body.replace(openMark, '<!-- keylint-resolved:$1 -->')}`;
}

/** How bad it is and which rule says so. */
export function headline(finding: Finding): string {
  const rank = rankOf(finding);
  return `${icons[rank]} ${rank} **${escapeMarkdown(finding.rule)}**`;
}

function link(place: { path: string; line: number }, { prefix, sourceUrl }: TextOptions): string {
  const path = prefix + place.path;
  const uri = toUri(path);
  return `<a href="${sourceUrl}${uri.replaceAll("'", '%27')}#L${place.line}"><code>${escapeMarkdown(path)}:${place.line}</code></a>`;
}

function suggestionBlock({ text, note }: Suggestion, word = 'suggestion'): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const block = `${fence}${word}\n${text}${text === '' ? '' : '\n'}${fence}`;
  return note === undefined ? block : `${block}\n\n${proseToMarkdown(note)}`;
}
