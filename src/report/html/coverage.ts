// The end of the audit page: what was audited, what was not and why, and what the rules mean.
import { memoByObject } from '../../model/memo.ts';
import type { Report, RuleSummary } from '../../model/report.ts';
import { escapeMarkup } from '../escape.ts';
import { count, grouped } from '../findings.ts';
import { prose } from './words.ts';

/** Files named by path; more are counted. */
const maxNamed = 500;

/** What the audit rests on, with files that could not be audited and remarks on the run. */
export function renderCoverage(report: Report): string {
  const { files, bytes, secrets } = report.summary;
  const facts = [
    ['Files listed', files.listed],
    ['Scanned', files.scanned],
    ['Parsed', files.parsed],
    ['Skipped', files.skipped],
    ['Bytes', bytes],
    ['Signing secrets', secrets],
  ] as const;
  const skipped = report.skipped.toSorted((a, b) => Number(b.isFailure) - Number(a.isFailure));
  const rows = skipped
    .slice(0, maxNamed)
    .map(
      ({ path, reason, detail, isFailure }) =>
        `<li${isFailure ? ' class="failure"' : ''}><code class="place">${escapeMarkup(path)}</code> ${reason.replaceAll('-', ' ')}${detail === undefined ? '' : `: ${escapeMarkup(detail)}`}${isFailure ? ' <strong>(makes the audit incomplete)</strong>' : ''}</li>`,
    );
  const more = skipped.length - maxNamed;
  const notices = report.notices.map(
    ({ kind, message }) => `<li><strong>${kind}</strong>: ${escapeMarkup(message)}</li>`,
  );
  return `<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Coverage</h2>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${grouped(value)}</dd></div>`).join('')}</dl>
${rows.length === 0 ? '' : `<details${report.complete ? '' : ' open'}><summary>${count(skipped.length, 'file')} not audited, or not in full</summary><ul>${rows.join('')}${more > 0 ? `<li>and ${count(more, 'more file')}</li>` : ''}</ul></details>`}
${notices.length === 0 ? '' : `<h3>Remarks</h3><ul>${notices.join('')}</ul>`}
</section>`;
}

/** The rules that ran and found something, then the names of the others. */
export function renderRules(report: Report, found: ReadonlySet<string>): string {
  const described = report.rules.filter((rule) => found.has(rule.id));
  const silent = report.rules.filter((rule) => !found.has(rule.id));
  if (report.rules.length === 0) return '';
  const items = described.map(ruleItem);
  const others = silent.map(ruleName).join(' ');
  return `<section id="rules" aria-labelledby="rules-title">
<h2 id="rules-title">Rules</h2>
${items.join('\n')}
${others === '' ? '' : `<p class="hint">These ran and found nothing: ${others}</p>`}
</section>`;
}

// A fleet writes thousands of pages with the same rules.
const ruleItem = memoByObject(
  (rule: RuleSummary): string =>
    `<details class="rule"><summary>${ruleName(rule)} ${escapeMarkup(rule.title)}</summary><p>${prose(rule.looksFor)}</p><dl><dt>Why</dt><dd>${prose(rule.why)}</dd><dt>Fix</dt><dd>${prose(rule.howToFix)}</dd></dl>${references(rule.references)}</details>`,
);
const ruleName = memoByObject(({ id }: RuleSummary): string => `<code>${escapeMarkup(id)}</code>`);

function references(all: readonly string[]): string {
  const links = all.map((reference) =>
    reference.startsWith('https://')
      ? `<a href="${escapeMarkup(reference)}" rel="noopener noreferrer">${escapeMarkup(reference)}</a>`
      : escapeMarkup(reference),
  );
  return links.length === 0 ? '' : `<p class="hint">${links.join(' · ')}</p>`;
}
