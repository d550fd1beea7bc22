// The findings of the audit page with their filters. Everything is in the page from the start, so that it can be
// read, printed and searched without the script.
import type { Finding, Frame } from '../../model/finding.ts';
import type { Report, RuleSummary } from '../../model/report.ts';
import { escapeMarkup } from '../escape.ts';
import {
  count,
  type FindingGroup,
  groupFindings,
  type Rank,
  rankOf,
  ranks,
  rulesById,
} from '../findings.ts';
import { markedRange } from '../frame-mark.ts';
import { repairText } from '../repair.ts';
import type { ReporterOptions } from '../reporter.ts';
import { reasonOf, tellingOrder, titleOf } from '../text/reason.ts';
import { compare } from './compare.ts';
import { groupAnchor } from './secrets.ts';
import { placeCode, placeLink, prose } from './words.ts';

/** The findings to list, in the order of the list; `leftOut` of them the page does not hold. */
export interface ListedFindings {
  readonly findings: readonly Finding[];
  readonly leftOut: number;
}

/** Filters and list: one card a secret with all that is wrong with it. The script finds a finding by its position. */
export function renderFindings(
  { findings, leftOut }: ListedFindings,
  report: Report,
  options: ReporterOptions,
): string {
  const context: ListContext = {
    rules: rulesById(report),
    options,
    positions: new Map(findings.map((finding, index) => [finding, index])),
    isNew: options.earlier ? compare(findings, options.earlier).isNew : () => false,
  };
  const groups = groupFindings(findings);
  const list =
    findings.length === 0
      ? '<p>None.</p>'
      : `${renderFilters(findings)}\n<ol id="list" class="findings">${groups.map((group) => renderGroup(group, context)).join('\n')}</ol>\n<p id="none" class="alert" hidden>No finding fits these filters.</p>`;
  const rest =
    leftOut === 0
      ? ''
      : `<p class="alert">${count(leftOut, 'more finding')} left out of this page, the least severe ones. <code>--format json</code> has them all.</p>`;
  return `<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${list}${rest}
</section>`;
}

interface ListContext {
  readonly rules: ReadonlyMap<string, RuleSummary>;
  readonly options: ReporterOptions;
  readonly positions: ReadonlyMap<Finding, number>;
  readonly isNew: (finding: Finding) => boolean;
}

function renderGroup(group: FindingGroup, context: ListContext): string {
  const { rules, isNew } = context;
  const [main] = tellingOrder(group.findings, rules);
  const [first] = group.findings;
  if (!main || !first) return '';
  const title = group.isSecret ? titleOf(group, main, rules) : group.title;
  const others = group.findings.length - 1;
  const ordered = tellingOrder(group.findings, rules);
  const newBadge = group.findings.some(isNew) ? ' <span class="badge rank-high">new</span>' : '';
  return `<li class="finding" id="${groupAnchor(first)}"><details><summary><span class="badge rank-${group.rank}">${group.rank}</span><span class="what"><span class="message">${escapeMarkup(title)}${newBadge}</span> <span>${escapeMarkup(reasonOf(main))}</span><span class="meta"><span class="where">${placeCode(main)}</span>${others > 0 ? ` and ${count(others, 'more finding')}` : ''}</span></span></summary>
<div class="body">${ordered.map((finding) => renderItem(finding, rules.get(finding.rule), context)).join('\n')}
${group.isSecret ? `<p class="hint"><a href="#m-${groupAnchor(first)}">Where it is set and who uses it</a></p>` : ''}</div></details></li>`;
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
  const secrets = sorted(findings.flatMap(({ secret }) => secret?.name ?? []));
  const environments = sorted(findings.flatMap(({ secret }) => secret?.environment ?? []));
  return `<form id="filters" class="filters" hidden>
<fieldset><legend>Severity</legend>${boxes.join('')}</fieldset>
<div class="fields">
<label>Search <input type="search" name="text" placeholder="name, message, place ( / )" autocomplete="off"></label>
<label>Path <input type="text" name="path" placeholder="contains, such as src/" autocomplete="off" spellcheck="false"></label>
<label>Rule <select name="rule"><option value="">all rules</option>${rules.map(option).join('')}</select></label>
<label>Secret <select name="secret"><option value="">all secrets</option>${secrets.map(option).join('')}</select></label>
<label>Environment <select name="environment"><option value="">all environments</option>${environments.map(option).join('')}</select></label>
<label>Repair <select name="fix"><option value="">all</option><option value="safe">--fix</option><option value="unsafe">--fix=unsafe</option><option value="hand">by hand</option></select></label>
<label>Context <select name="context"><option value="">all contexts</option>${contexts.map(option).join('')}</select></label>
</div>
<div class="actions"><output id="matches" aria-live="polite">${count(findings.length, 'finding')}</output>
<button type="reset">Reset filters</button><button type="button" id="expand" aria-pressed="false">Open all</button><button type="button" id="save">Save as JSON</button></div>
</form>`;
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function option(value: string): string {
  return `<option>${escapeMarkup(value)}</option>`;
}

function renderItem(
  finding: Finding,
  rule: RuleSummary | undefined,
  { options, positions, isNew }: ListContext,
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
  return `<article class="one" data-i="${positions.get(finding) ?? -1}"><h3><span class="badge rank-${rank}">${rank}</span> <code>${escapeMarkup(finding.rule)}</code>${isNew(finding) ? ' <span class="badge rank-high">new</span>' : ''}</h3>
<p class="message">${escapeMarkup(finding.message)}</p>
<p class="where">${placeLink(finding, options)}</p>
${finding.frame ? renderFrame(finding, finding.frame) : ''}
${rule ? `<dl><dt>Why</dt><dd>${prose(rule.why)}</dd><dt>Fix</dt><dd>${prose(repairText(finding, rule))}</dd></dl>` : ''}
${related.length === 0 ? '' : `<p class="label">Related places</p><ul>${related.join('')}</ul>`}
<p class="hint">${facts.join(' · ')}</p></article>`;
}

function renderFrame(finding: Finding, frame: Frame): string {
  const lines = frame.lines.map((source, index) => {
    const number = frame.firstLine + index;
    const text = number === finding.line ? markLine(finding, source) : escapeMarkup(spaced(source));
    const isHit = number === finding.line;
    const reason = isHit
      ? `  <span class="because">← ${escapeMarkup(reasonOf(finding))}</span>`
      : '';
    return `<span${isHit ? ' class="hit"' : ''}><span class="line-number">${number}</span>${text}${reason}\n</span>`;
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
