// The first lines of the text report: how many secrets, how bad, and one row for each thing to mend, worst first.
import type { Report } from '../../model/report.ts';
import { visible } from '../escape.ts';
import { count, type FindingGroup, grouped, placeText, type Rank, ranks } from '../findings.ts';
import { type BlockContext, rankWidth } from './block.ts';
import { needIn, reasonOf, tellingOrder, titleOf } from './reason.ts';
import { shorten } from './wrap.ts';

/** What a reason has at least. */
const leastReason = 40;
/** Rows shown; more are counted. */
const maxRows = 20;

/** `12 secrets · 6 critical · 3 high · 1 without findings`. */
export function countLine(
  report: Report,
  groups: readonly FindingGroup[],
  { paint }: BlockContext,
): string {
  const secrets = groups.filter(({ isSecret }) => isSecret);
  const of = (rank: Rank): number => secrets.filter((group) => group.rank === rank).length;
  const fine = report.summary.secrets - secrets.length;
  const parts = [
    paint.bold(count(report.summary.secrets, 'secret')),
    ...ranks.flatMap((rank) =>
      rank === 'note' || of(rank) === 0 ? [] : [paint.rank(rank, `${grouped(of(rank))} ${rank}`)],
    ),
    fine > 0 ? paint.good(`${grouped(fine)} ok`) : '',
    of('note') > 0 ? paint.dim(`${grouped(of('note'))} with notes alone`) : '',
  ].filter((part) => part !== '');
  return parts.join(' · ');
}

/** One row a group; the widths follow what is in them. */
export function overviewRows(groups: readonly FindingGroup[], context: BlockContext): string[] {
  const { paint, columns } = context;
  const shown = groups.slice(0, groups.length === maxRows + 1 ? maxRows + 1 : maxRows);
  const rows = shown.flatMap((group) => {
    const [main] = tellingOrder(group.findings, context.rules);
    if (!main) return [];
    return [
      {
        rank: group.rank,
        title: visible(titleOf(group, main, context.rules)),
        place: visible(placeText({ path: main.path, line: main.line })),
        reason: visible(rowReason(group, main, context)),
      },
    ];
  });
  const free = columns - rankWidth - 4;
  const widest = (texts: readonly string[]): number =>
    Math.max(...texts.map(({ length }) => length));
  const titleWidth = Math.min(widest(rows.map(({ title }) => title)), Math.floor(free * 0.34));
  // Where a row has no room for whole paths, the name of the file has to do: its block says the rest.
  const isWide = widest(rows.map(({ place }) => place)) <= free - titleWidth - leastReason;
  const placeOf = ({ place }: { readonly place: string }): string =>
    isWide ? place : place.slice(place.lastIndexOf('/') + 1);
  const placeWidth = Math.min(widest(rows.map(placeOf)), Math.floor(free * 0.3));
  const reasonWidth = free - titleWidth - placeWidth;
  const more = groups.length - rows.length;
  return [
    ...rows.map((row) =>
      [
        paint.rank(row.rank, row.rank.padEnd(rankWidth)),
        paint.bold(shorten(row.title, titleWidth).padEnd(titleWidth)),
        '  ',
        paint.place(startCut(placeOf(row), placeWidth).padEnd(placeWidth)),
        '  ',
        shorten(row.reason, reasonWidth),
      ].join(''),
    ),
    ...(more > 0
      ? [paint.dim(`${' '.repeat(rankWidth)}and ${grouped(more)} more (keylint -v)`)]
      : []),
  ];
}

/** The bits come first: where the row is cut, they stay. */
function rowReason(
  group: FindingGroup,
  main: FindingGroup['findings'][number],
  { rules }: BlockContext,
): string {
  const reason = reasonOf(main);
  const { bits, requiredBytes } = main.secret ?? {};
  if (bits == null || rules.get(main.rule)?.category !== 'predictability') return reason;
  const needed = needIn(group.findings) === '' ? '' : ` of ${grouped((requiredBytes ?? 0) * 8)}`;
  return `${grouped(bits)}${needed} bits, ${reason}`;
}

/** A path is told from others by its end. */
function startCut(text: string, width: number): string {
  return text.length <= width ? text : `…${text.slice(text.length - width + 1)}`;
}
