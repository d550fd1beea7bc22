// One secret (or one file, where no secret is concerned) with its findings: the source first, then what is wrong
// with it, each rule explained once.
import type { Finding, SecretSummary } from '../../model/finding.ts';
import type { RuleSummary } from '../../model/report.ts';
import { visible } from '../escape.ts';
import type { FindingGroup } from '../findings.ts';
import { loudestFirst, placeText, rankOf } from '../findings.ts';
import { repairText } from '../repair.ts';
import { renderFrame } from './frame.ts';
import type { Paint } from './paint.ts';
import { hang, shorten } from './wrap.ts';

export interface TextContext {
  readonly paint: Paint;
  readonly rules: ReadonlyMap<string, RuleSummary>;
  readonly columns: number;
  readonly isVerbose: boolean;
  /** What the command line named, to be repeated by commands. */
  readonly scope: string;
}

const signs: Readonly<Record<Finding['level'], string>> = {
  error: '✖',
  warning: '▲',
  info: '▲',
  note: '·',
};

/** Related places shown of one source place, unless verbose. */
const maxRelated = 5;
/** Places of the same findings that are shown with their source, unless verbose; the others are listed. */
const maxFrames = 4;

/** The group's lines, a blank one last. */
export function renderGroup(group: FindingGroup, context: TextContext): string[] {
  const explained = new Set<string>();
  return [
    ...header(group, context),
    '',
    ...alike(clusters(group.findings)).flatMap((same) => renderAlike(same, explained, context)),
  ];
}

function header(group: FindingGroup, { paint, columns }: TextContext): string[] {
  const title = shorten(visible(group.title), columns - 12);
  const facts = shorten(
    visible(group.isSecret ? secretFacts(group.findings) : ''),
    columns - title.length - 10,
  );
  const used = 3 + title.length + (facts === '' ? 1 : facts.length + 4);
  const rule = '─'.repeat(Math.max(2, columns - used));
  const dash = paint.rank(group.rank, '──');
  const middle = facts === '' ? '' : ` ${paint.dim('·')} ${facts}`;
  return [`${dash} ${paint.bold(title)}${middle} ${paint.dim(rule)}`];
}

/** `access · HS512 needs 64 bytes · production, staging`. */
function secretFacts(findings: readonly Finding[]): string {
  const secrets = findings.flatMap((finding) => (finding.secret ? [finding.secret] : []));
  const first = secrets[0];
  if (!first) return '';
  const environments = new Set(secrets.flatMap((secret) => secret.environment ?? []));
  return [first.purpose ?? '', needs(first), [...environments].join(', ')]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function needs({ algorithm, algorithmIsAssumed, requiredBytes }: SecretSummary): string {
  const name = algorithmIsAssumed ? `${algorithm} assumed` : algorithm;
  if (requiredBytes === 0) return name;
  return `${name}${algorithmIsAssumed ? ',' : ''} needs ${requiredBytes} bytes`;
}

/** Findings of the same place share one source frame. In the order of the group. */
export function clusters(findings: readonly Finding[]): Finding[][] {
  const byPlace = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.path}\0${finding.line}\0${finding.column}\0${finding.endLine}\0${finding.endColumn}`;
    const cluster = byPlace.get(key);
    if (cluster) cluster.push(finding);
    else byPlace.set(key, [finding]);
  }
  return [...byPlace.values()].map(loudestFirst);
}

/** Clusters of which the same is to be said, word for word: a literal that was copied from file to file. */
function alike(all: readonly Finding[][]): Finding[][][] {
  const bySaid = new Map<string, Finding[][]>();
  for (const cluster of all) {
    const said = JSON.stringify(
      cluster.map(({ rule, severity, level, message, context, confidence, fix, suppressed }) => [
        [rule, severity, level, message, context, confidence, fix],
        suppressed?.reason ?? null,
      ]),
    );
    const same = bySaid.get(said);
    if (same) same.push(cluster);
    else bySaid.set(said, [cluster]);
  }
  return [...bySaid.values()];
}

/** The places one below the other, then what is wrong with all of them, once. */
function renderAlike(
  same: readonly Finding[][],
  explained: Set<string>,
  context: TextContext,
): string[] {
  const first = same[0] ?? [];
  // A list of one would take as much room as its frame.
  const isShort = context.isVerbose || same.length <= maxFrames + 1;
  const framed = isShort ? same.length : maxFrames;
  return [
    ...same.flatMap((cluster, position) => renderPlace(cluster, position < framed, context)),
    ...(same.length > framed ? [''] : []),
    ...first.flatMap((finding) =>
      renderFinding(finding, { explained, times: same.length }, context),
    ),
    ...renderRelated(same.flat(), context),
    '',
  ];
}

function renderPlace(
  [first]: readonly Finding[],
  isFramed: boolean,
  { paint, columns }: TextContext,
): string[] {
  if (!first) return [];
  const inContext = first.context === 'production' ? '' : paint.dim(` (${first.context})`);
  const place = `  ${paint.place(visible(placeText(first)))}${inContext}`;
  if (!isFramed) return [place];
  return [place, ...renderFrame(first, rankOf(first), { paint, columns, indent: '  ' }), ''];
}

function renderFinding(
  finding: Finding,
  { explained, times }: { readonly explained: Set<string>; readonly times: number },
  context: TextContext,
): string[] {
  const { paint, columns } = context;
  const rank = rankOf(finding);
  const marks = [
    times === 1 ? '' : `${times} places`,
    finding.fix === null ? '' : finding.fix === 'safe' ? 'fixable' : 'fixable, unsafe',
    finding.confidence === 'high' ? '' : `${finding.confidence} confidence`,
    finding.suppressed ? `suppressed: ${visible(finding.suppressed.reason)}` : '',
  ].filter((mark) => mark !== '');
  const lines = [
    `  ${paint.rank(rank, `${signs[finding.level]} ${rank}`)} ${paint.bold(finding.rule)}${marks.length === 0 ? '' : paint.dim(` [${marks.join('; ')}]`)}`,
    ...hang({ plain: '    ', painted: '    ' }, visible(finding.message), columns),
  ];
  const rule = context.rules.get(finding.rule);
  if (!rule || explained.has(finding.rule)) return lines;
  explained.add(finding.rule);
  const entry = (label: string, text: string): string[] =>
    hang(
      { plain: `    ${label}  `, painted: `    ${paint.dim(label)}  ` },
      visible(text),
      columns,
      paint.dim,
    );
  return [
    ...lines,
    ...entry('why', rule.why),
    ...entry('fix', repairText(finding, rule, context.scope)),
    ...(context.isVerbose ? rule.references.flatMap((reference) => entry('see', reference)) : []),
  ];
}

/** The other places of the cluster's story, each once. */
function renderRelated(cluster: readonly Finding[], context: TextContext): string[] {
  const { paint, columns } = context;
  const places = new Map<string, string[]>();
  for (const place of cluster.flatMap((finding) => finding.related)) {
    const plain = visible(placeText(place));
    const label = {
      plain: `  ↳ ${plain}  `,
      painted: `  ${paint.dim('↳')} ${paint.place(plain)}  `,
    };
    const text = visible(place.message);
    // A place that leaves no room for words beside it has them below.
    const isWide = label.plain.length + text.length > columns && label.plain.length > columns / 2;
    const lines = isWide
      ? [label.painted.trimEnd(), ...hang({ plain: '      ', painted: '      ' }, text, columns)]
      : hang(label, text, columns);
    places.set(`${plain} ${text}`, lines);
  }
  const all = [...places.values()];
  const shown = context.isVerbose ? all : all.slice(0, maxRelated);
  const more = all.length - shown.length;
  return [
    ...shown.flat(),
    ...(more > 0 ? [paint.dim(`  ↳ and ${more} more (--verbose lists them)`)] : []),
  ];
}
