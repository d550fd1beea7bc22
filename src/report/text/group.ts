// One secret (or one file, where no secret is concerned) with its findings: the source first, then what is wrong
// with it, each rule explained once.
import type { Finding, SecretSummary } from '../../model/finding.ts';
import type { RuleSummary } from '../../model/report.ts';
import { visible } from '../escape.ts';
import type { FindingGroup } from '../findings.ts';
import { loudestFirst, placeText, rankOf } from '../findings.ts';
import { renderFrame } from './frame.ts';
import type { Paint } from './paint.ts';
import { hang } from './wrap.ts';

export interface TextContext {
  readonly paint: Paint;
  readonly rules: ReadonlyMap<string, RuleSummary>;
  readonly columns: number;
  readonly isVerbose: boolean;
}

const signs: Readonly<Record<Finding['level'], string>> = { error: '✖', warning: '▲', note: '·' };

/** Related places shown of one source place, unless verbose. */
const maxRelated = 5;

/** The group's lines, a blank one last. */
export function renderGroup(group: FindingGroup, context: TextContext): string[] {
  const explained = new Set<string>();
  return [
    ...header(group, context),
    '',
    ...clusters(group.findings).flatMap((cluster) => renderCluster(cluster, explained, context)),
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

function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  return length < 4 ? '' : `${text.slice(0, length - 1)}…`;
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
function clusters(findings: readonly Finding[]): Finding[][] {
  const byPlace = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.path}\0${finding.line}\0${finding.column}\0${finding.endLine}\0${finding.endColumn}`;
    const cluster = byPlace.get(key);
    if (cluster) cluster.push(finding);
    else byPlace.set(key, [finding]);
  }
  return [...byPlace.values()].map(loudestFirst);
}

function renderCluster(
  cluster: readonly Finding[],
  explained: Set<string>,
  context: TextContext,
): string[] {
  const [first] = cluster;
  if (!first) return [];
  const { paint, columns } = context;
  const inContext = first.context === 'production' ? '' : paint.dim(` (${first.context})`);
  const frame = renderFrame(first, rankOf(first), { paint, columns, indent: '  ' });
  return [
    `  ${paint.place(visible(placeText(first)))}${inContext}`,
    ...frame,
    '',
    ...cluster.flatMap((finding) => renderFinding(finding, explained, context)),
    ...renderRelated(cluster, context),
    '',
  ];
}

function renderFinding(finding: Finding, explained: Set<string>, context: TextContext): string[] {
  const { paint, columns } = context;
  const rank = rankOf(finding);
  const marks = [
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
    ...entry('fix', rule.howToFix),
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
