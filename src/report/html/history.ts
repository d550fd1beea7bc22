// What git remembers, on the audit page: a row and a bar of time for each value that a commit held, worst first.
// Nothing here knows what day it is: the scale ends with the last date that a commit names.
import type { Finding } from '../../model/finding.ts';
import {
  type HistorySummary,
  historyStates,
  type PastCommit,
  type PastStory,
} from '../../model/history.ts';
import type { Report } from '../../model/report.ts';
import { escapeMarkup } from '../escape.ts';
import { count, grouped, type Rank, rankOf, shownFindings } from '../findings.ts';
import type { ReporterOptions } from '../reporter.ts';
import { placeCode } from './words.ts';

interface Told {
  readonly finding: Finding;
  readonly story: PastStory;
}

/** More rows than this nobody reads here; the findings have them all. */
const maxRows = 500;

const words: Readonly<Record<PastStory['state'], string>> = {
  live: 'in use',
  'live-elsewhere': 'in use in another branch',
  removed: 'removed',
  replaced: 'replaced',
  unreachable: 'no ref reaches it',
};

/** The section; empty text where the history was not looked at. */
export function renderHistory(report: Report, options: ReporterOptions): string {
  const { history } = report;
  if (!history) return '';
  const told = shownFindings(report, options)
    .flatMap((finding): Told[] => (finding.history ? [{ finding, story: finding.history }] : []))
    .sort((a, b) => historyStates.indexOf(a.story.state) - historyStates.indexOf(b.story.state));
  const scale = createScale(told);
  const rows = told.slice(0, maxRows).map((entry) => renderRow(entry, scale, options));
  const more = told.length - rows.length;
  const table =
    told.length === 0
      ? '<p>No signing secret was found in the history.</p>'
      : `<div class="scroll" role="region" aria-label="Table of secrets in the history" tabindex="0"><table class="stack">
<thead><tr><th scope="col">Secret</th><th scope="col">State</th><th scope="col">Came</th><th scope="col">Went</th><th scope="col">${scale ? scaleText(scale) : 'Time'}</th><th scope="col">Commits</th><th scope="col">Branches and tags</th></tr></thead>
<tbody>${rows.join('')}</tbody>
</table></div>${more > 0 ? `<p class="hint">and ${count(more, 'more')} among the findings</p>` : ''}
<p class="hint">Git tells when a value came and went, never whether the deployed one was changed. Rotate what is in use; a value that was changed everywhere is worth nothing to anybody.</p>`;
  return `<section id="history" aria-labelledby="history-title">
<h2 id="history-title">What git remembers</h2>
<p class="hint">${escapeMarkup(describeHistory(history))}</p>
${table}
</section>`;
}

/** What was looked at and what was not there, in one sentence or two; not escaped. */
export function describeHistory({
  commits,
  blobs,
  values,
  complete,
  gaps,
}: HistorySummary): string {
  const read = `${count(values, 'value')} of signing secrets in ${count(blobs, 'version')} of files from ${count(commits, 'commit')}.`;
  if (gaps.length === 0) return read;
  return `${complete ? '' : 'The history is not all there. '}${read} ${gaps.map(sentence).join(' ')}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The first and the last day of a bar, as times. */
interface Scale {
  readonly from: number;
  readonly to: number;
}

function createScale(told: readonly Told[]): Scale | undefined {
  const times = told.flatMap(({ story }) =>
    [story.introduced?.date, story.removed?.date].flatMap((date) =>
      date ? [Date.parse(date)] : [],
    ),
  );
  if (times.length === 0) return undefined;
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return { from, to: Math.max(to, from + 86_400_000) };
}

function scaleText({ from, to }: Scale): string {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  return `${day(from)} to ${day(to)}`;
}

function renderRow(
  { finding, story }: Told,
  scale: Scale | undefined,
  { showSuppressed }: ReporterOptions,
): string {
  const name = finding.secret?.name ?? 'unnamed secret';
  const place = story.introduced ?? finding;
  const branches = story.branches.map((branch) => `<code>${escapeMarkup(branch)}</code>`);
  const more = story.branchCount - branches.length;
  const accepted =
    showSuppressed && finding.suppressed ? ' <span class="hint">accepted</span>' : '';
  return `<tr><th scope="row">${escapeMarkup(name)} <span class="hint">${placeCode(place)}</span></th><td data-label="State"><span class="badge rank-${rankOf(finding)}">${words[story.state]}</span>${accepted}</td><td data-label="Came">${commitCell(story.introduced)}</td><td data-label="Went">${story.state === 'live' ? 'still there' : commitCell(story.removed)}</td><td class="wide">${scale ? bar(story, scale, rankOf(finding)) : ''}</td><td data-label="Commits">${grouped(story.commits)}</td><td data-label="Branches and tags">${branches.join(' ') || 'none'}${more > 0 ? ` <span class="hint">and ${grouped(more)} more</span>` : ''}</td></tr>`;
}

function commitCell(commit: PastCommit | null): string {
  if (commit === null) return 'not known';
  const day = commit.date?.slice(0, 10);
  const date = day === undefined ? 'not known' : `<time datetime="${day}">${day}</time>`;
  const earlier = commit.orEarlier ? ' or earlier' : '';
  const author =
    commit.author === undefined ? '' : ` <span class="hint">${escapeMarkup(commit.author)}</span>`;
  return `${date}${earlier} <code>${escapeMarkup(commit.commit.slice(0, 7))}</code>${author}`;
}

const width = 220;

/** From the commit that brought a value to the one that took it away, or on to the end. Decoration: the dates stand beside it. */
function bar({ introduced, removed, state }: PastStory, { from, to }: Scale, rank: Rank): string {
  if (!introduced?.date) return '';
  const at = (date: string) => ((Date.parse(date) - from) / (to - from)) * width;
  const start = at(introduced.date);
  const isOpen = state === 'live' || state === 'live-elsewhere' || !removed?.date;
  const end = isOpen ? width : Math.max(start, at(removed.date ?? introduced.date));
  const length = Math.max(3, end - start);
  const x = Math.min(start, width - length);
  return `<svg class="timeline" viewBox="0 0 ${width} 10" width="${width}" height="10" aria-hidden="true"><rect class="track" y="3" width="${width}" height="4" rx="2"/><rect class="fill-${rank}" x="${x.toFixed(1)}" width="${length.toFixed(1)}" height="10" rx="3"/></svg>`;
}
