// The findings of the audit page with their filters. Everything is in the page from the start, so that it can be
// read, printed and searched without the script.
import type { Finding, Frame } from '../../model/finding.ts';
import type { Report, RuleSummary } from '../../model/report.ts';
import { escapeMarkup } from '../escape.ts';
import { count, type Rank, rankOf, ranks, rulesById } from '../findings.ts';
import { markedRange } from '../frame-mark.ts';
import type { ReporterOptions } from '../reporter.ts';
import { placeCode, placeLink, prose } from './words.ts';

/** The findings to list, in the order of the list; `leftOut` of them the page does not hold. */
export interface ListedFindings {
  readonly findings: readonly Finding[];
  readonly leftOut: number;
}

/** Filters and list. The script finds the finding of an item by its position. */
export function renderFindings(
  { findings, leftOut }: ListedFindings,
  report: Report,
  options: ReporterOptions,
): string {
  const rules = rulesById(report);
  const items = findings.map((finding) => renderItem(finding, rules.get(finding.rule), options));
  const list =
    findings.length === 0
      ? '<p>None.</p>'
      : `${renderFilters(findings)}\n<ol id="list" class="findings">${items.join('\n')}</ol>`;
  const rest =
    leftOut === 0
      ? ''
      : `<p class="alert">${count(leftOut, 'more finding')} left out of this page, the least severe ones. <code>--format json</code> has them all.</p>`;
  return `<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${list}${rest}
</section>`;
}

function renderFilters(findings: readonly Finding[]): string {
  const present = new Set<Rank>(findings.map(rankOf));
  const boxes = ranks
    .filter((rank) => present.has(rank))
    .map(
      (rank) =>
        `<label class="pill rank-${rank}"><input type="checkbox" name="rank" value="${rank}" checked> ${rank}</label>`,
    );
  const rules = [...new Set(findings.map((finding) => finding.rule))].sort();
  const contexts = [...new Set(findings.map((finding) => finding.context))].sort();
  return `<form id="filters" class="filters" hidden>
<fieldset><legend>Severity</legend>${boxes.join('')}</fieldset>
<div class="fields">
<label>Search <input type="search" name="text" placeholder="name, message, place ( / )" autocomplete="off"></label>
<label>Path <input type="text" name="path" placeholder="contains, such as src/" autocomplete="off" spellcheck="false"></label>
<label>Rule <select name="rule"><option value="">all rules</option>${rules.map(option).join('')}</select></label>
<label>Context <select name="context"><option value="">all contexts</option>${contexts.map(option).join('')}</select></label>
</div>
<div class="actions"><output id="matches" aria-live="polite">${count(findings.length, 'finding')}</output>
<button type="reset">Reset filters</button><button type="button" id="expand" aria-pressed="false">Open all</button><button type="button" id="save">Save as JSON</button></div>
</form>`;
}

function option(value: string): string {
  return `<option>${escapeMarkup(value)}</option>`;
}

function renderItem(
  finding: Finding,
  rule: RuleSummary | undefined,
  options: ReporterOptions,
): string {
  const rank = rankOf(finding);
  const related = finding.related.map(
    (place) => `<li>${placeLink(place, options)} ${escapeMarkup(place.message)}</li>`,
  );
  const facts = [
    `${finding.confidence} confidence`,
    `${finding.context} context`,
    finding.fix === null
      ? ''
      : `${finding.fix} fix: <code>keylint --fix${finding.fix === 'safe' ? '' : '=unsafe'}</code>`,
    finding.suppressed ? `suppressed: ${escapeMarkup(finding.suppressed.reason)}` : '',
  ].filter((fact) => fact !== '');
  return `<li class="finding"><details><summary><span class="badge rank-${rank}">${rank}</span><span class="what"><span class="message">${escapeMarkup(finding.message)}</span><span class="meta"><code>${escapeMarkup(finding.rule)}</code> <span class="where">${placeCode(finding)}</span></span></span></summary>
<div class="body">${finding.frame ? renderFrame(finding, finding.frame) : ''}
${rule ? `<dl><dt>Why</dt><dd>${prose(rule.why)}</dd><dt>Fix</dt><dd>${prose(rule.howToFix)}</dd></dl>` : ''}
${related.length === 0 ? '' : `<p class="label">Related places</p><ul>${related.join('')}</ul>`}
<p class="hint">${options.sourceUrl === undefined ? '' : `${placeLink(finding, options)} · `}${facts.join(' · ')}</p></div></details></li>`;
}

function renderFrame(finding: Finding, frame: Frame): string {
  const lines = frame.lines.map((source, index) => {
    const number = frame.firstLine + index;
    const text = number === finding.line ? markLine(finding, source) : escapeMarkup(spaced(source));
    const mark = number === finding.line ? ' class="hit"' : '';
    return `<span${mark}><span class="line-number">${number}</span>${text}\n</span>`;
  });
  return `<pre class="frame"><code>${lines.join('')}</code></pre>`;
}

function markLine(finding: Finding, source: string): string {
  const [from, to] = markedRange(finding, source);
  const [before, marked, after] = [source.slice(0, from), source.slice(from, to), source.slice(to)];
  const mark = marked === '' ? '' : `<mark>${escapeMarkup(spaced(marked))}</mark>`;
  return `${escapeMarkup(spaced(before))}${mark}${escapeMarkup(spaced(after))}`;
}

function spaced(source: string): string {
  return source.replaceAll('\t', '  ');
}
