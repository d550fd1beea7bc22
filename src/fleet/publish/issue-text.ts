// The words of the one issue that a repository gets, and the marks by which a later run knows it again. Whoever reads it
// may not know of the company's other repositories: of those it says how many, never which.
import { headline, longestBody, markOf, ruleEntry } from '../../github/comment-text.ts';
import type { Finding } from '../../model/finding.ts';
import { escapeMarkdown } from '../../report/escape.ts';
import { count, loudestFirst } from '../../report/findings.ts';
import { addressOf, type Described } from '../merge/summary.ts';

/** Says that an issue is ours; findings have a mark each besides. */
export const fleetMark = '<!-- keylint-fleet -->';

export const issueTitle = 'Signing secrets to replace (keylint)';

/** The issue's body; empty where there is nothing to say. */
export function issueBody(findings: readonly Finding[], described: Described): string {
  if (findings.length === 0) return '';
  const { report } = described;
  const ordered = loudestFirst(findings);
  const ids = [...new Set(ordered.map(({ rule }) => rule))];
  const rules = ids.flatMap((id) => report.rules.find((rule) => rule.id === id) ?? []);
  const head = `**keylint** has ${count(findings.length, 'finding')} on the secrets that sign tokens here, in the commit ${described.commit?.id.slice(0, 12) ?? ''}.`;
  const why = `<details><summary>Why, and how to fix</summary>\n\n${rules.map(ruleEntry).join('\n')}\n\n</details>`;
  const foot =
    'A value that was committed stays in every clone: replace it, then take it out. This text is kept up to date by the next run, and the issue is closed when nothing is left of it. Close it to hear no more of these findings.';
  const parts = [fleetMark, head, '', '', '', why, '', foot];
  const room = longestBody - parts.join('\n').length - 200;
  parts[3] = linesWithin(ordered, described, room).join('\n');
  return parts.join('\n');
}

/** Those that do not fit are counted: the loudest come first. */
function linesWithin(findings: readonly Finding[], described: Described, room: number): string[] {
  const lines: string[] = [];
  let left = room;
  for (const finding of findings) {
    const line = lineOf(finding, described);
    left -= line.length + 1;
    if (left < 0) return [...lines, `- ${findings.length - lines.length} more are in the report.`];
    lines.push(line);
  }
  return lines;
}

function lineOf(finding: Finding, { body, commit }: Described): string {
  const place = `<code>${escapeMarkdown(finding.path)}:${finding.line}</code>`;
  const address = addressOf(finding, body.link, commit);
  const linked =
    address === null ? place : `<a href="${address.replaceAll('"', '%22')}">${place}</a>`;
  return `- ${headline(finding)} ${linked} ${escapeMarkdown(finding.message)} ${markOf(finding.fingerprint)}`;
}
