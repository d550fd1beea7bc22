// The head of the audit page: what was audited, in which state, and what somebody should do first.
import type { Report } from '../../model/report.ts';
import { statementsOf, verdictOf } from '../coverage.ts';
import { escapeMarkup } from '../escape.ts';
import { count, groupFindings, rankOf, rulesById, shownFindings } from '../findings.ts';
import { repairOf } from '../repair.ts';
import type { ReporterOptions } from '../reporter.ts';
import { reasonOf, tellingOrder, titleOf } from '../text/reason.ts';
import { placeLink } from './words.ts';

/** Rows of what to do first. */
const firstRows = 5;

/** The page's heading. */
export function renderTitle(report: Report, options: ReporterOptions): string {
  return `<p class="eyebrow">JWT secret audit</p>
<h1>${escapeMarkup(options.title ?? 'This repository')}</h1>
<p class="lead">${verdictText(report, options)}</p>
${aboutList(report, options)}${statementList(report)}${report.complete ? '' : '<p class="alert" role="alert"><strong>This audit is not complete.</strong> Something that was asked for could not be audited; <a href="#coverage">coverage</a> names it. The score holds for the rest alone.</p>'}`;
}

/** Secrets first: one place may hold several findings, and one new value mends them all. */
function verdictText(report: Report, options: ReporterOptions): string {
  const { files, secrets } = report.summary;
  const { kind, text } = verdictOf(report, options);
  const audited = `${count(secrets, 'signing secret')} in ${count(files.listed, 'file')}`;
  if (kind === 'findings') {
    const counted = shownFindings(report, options).filter(
      (one) => rankOf(one) !== 'note' && !one.suppressed,
    );
    const groups = groupFindings(counted, ({ rule }) => rule);
    const weak = groups.filter(({ isSecret }) => isSecret).length;
    const others = groups.length - weak;
    const parts = [
      ...(weak > 0 ? [`${count(weak, 'secret')} to replace or move`] : []),
      ...(others > 0 ? [`${count(others, 'other place')} to mend`] : []),
    ];
    return `${parts.join(' and ')}: ${text} on ${audited}.`;
  }
  if (kind === 'clear' && !report.coverage.reported) return `Nothing wrong found in ${audited}.`;
  return `${escapeMarkup(text)}.`;
}

function aboutList(report: Report, { source, about = [] }: ReporterOptions): string {
  const facts = [
    ...(source
      ? ([
          [
            'Commit',
            `${source.commit.slice(0, 10)}${source.isDirty ? ', with uncommitted changes' : ''}`,
          ],
          ['Date of the commit', source.date.slice(0, 10)],
          ['Branch', source.branch ?? 'none checked out'],
        ] as const)
      : []),
    ...about,
    ['keylint', report.tool.version] as const,
  ];
  return `<dl class="about">${facts.map(([name, value]) => `<div><dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd></div>`).join('')}</dl>\n`;
}

/** What the verdict rests on, in the head of the page. */
function statementList(report: Report): string {
  const said = statementsOf(report);
  if (said.length === 0) return '';
  const items = said.map(
    ({ level, text }) =>
      `<li>${level === 'warning' ? `<strong>${escapeMarkup(text)}</strong>` : escapeMarkup(text)}</li>`,
  );
  return `<ul class="hint" id="rests-on">${items.join('')}</ul>\n`;
}

/** Five rows: what, why, with which command, where; empty where nothing counts. */
export function renderFirst(report: Report, options: ReporterOptions): string {
  const rules = rulesById(report);
  const counted = shownFindings(report, options).filter(
    (one) => rankOf(one) !== 'note' && !one.suppressed,
  );
  const groups = groupFindings(counted, ({ rule }) => rule);
  if (groups.length === 0) return '';
  const rows = groups.slice(0, firstRows).flatMap((group) => {
    const [main] = tellingOrder(group.findings, rules);
    const rule = main && rules.get(main.rule);
    if (!main || !rule) return [];
    const { what, command } = repairOf(main, rule);
    return [
      `<li><span class="badge rank-${group.rank}">${group.rank}</span><div><strong>${escapeMarkup(titleOf(group, main, rules))}</strong> ${escapeMarkup(reasonOf(main))} <span class="where">${placeLink(main, options)}</span><br><span class="hint">${escapeMarkup(what)}${command === null ? '' : `: <code>${escapeMarkup(command)}</code>`}</span></div></li>`,
    ];
  });
  return `<section id="first" aria-labelledby="first-title" class="card">
<h2 id="first-title">Fix these first</h2>
<ol class="first">${rows.join('')}</ol>
</section>`;
}
