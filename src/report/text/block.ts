// One secret (or one call, where no secret is concerned) in as few lines as tell all of it: where, why beside the
// mark, what it is worth, where else, and what to do.
import type { Finding } from '../../model/finding.ts';
import { visible } from '../escape.ts';
import { type FindingGroup, isUse, loudestFirst, placeText, rankOf } from '../findings.ts';
import { type Repair, repairOf } from '../repair.ts';
import { markedLine } from './frame.ts';
import { clusters, type TextContext } from './group.ts';
import { needIn, reasonOf, tellingOrder, titleOf, worthOf } from './reason.ts';
import { hang, shorten } from './wrap.ts';

export interface BlockContext extends TextContext {
  /** There are few blocks, so each may say all that it knows. */
  readonly isRoomy: boolean;
  /** Of the block's own place, `/`-ended: beside it files go by their names. */
  readonly folder?: string;
}

/** Other places shown; more are counted. */
const maxPlaces = { roomy: 6, tight: 3 } as const;
/** Width of `critical  `. */
export const rankWidth = 10;

/** The block's lines, a blank one last. */
export function renderBlock(group: FindingGroup, shared: BlockContext): string[] {
  const told = group.findings.filter(
    (finding) => group.rank === 'note' || rankOf(finding) !== 'note',
  );
  const [here = [], ...elsewhere] = mainPlaceFirst(told, shared);
  const [main, ...others] = tellingOrder(here, shared.rules);
  if (!main) return [];
  const folder = visible(main.path.slice(0, main.path.lastIndexOf('/') + 1));
  const context = { ...shared, folder: shared.isRoomy ? folder : '' };
  const isStorage = ({ rule }: Finding): boolean => context.rules.get(rule)?.category === 'storage';
  const stored = others.find(isStorage);
  const title = visible(titleOf(group, main, context.rules));
  const head = header({ group, main, title, stored, more: elsewhere.length }, context);
  const rest = others.filter(
    (one) => !(head.isStoredSaid && one === stored) && !isLength(one, context),
  );
  const facts = factsOf({ main, here, rest }, context);
  return [
    ...head.lines,
    ...frame(main, facts, context),
    ...otherPlaces({ here, elsewhere }, context),
    ...(context.isRoomy ? usesOf(group, context) : []),
    ...repairLines({ main, stored, group }, context),
    '',
  ];
}

/** Findings by place, the place of the most telling one first. */
function mainPlaceFirst(findings: readonly Finding[], context: BlockContext): Finding[][] {
  const places = clusters(findings);
  const first = tellingOrder(findings, context.rules)[0];
  const main = places.find((place) => first !== undefined && place.includes(first)) ?? [];
  return [main, ...places.filter((place) => place !== main)];
}

function isLength({ rule }: Finding, { rules }: BlockContext): boolean {
  return rules.get(rule)?.category === 'length';
}

interface Header {
  readonly group: FindingGroup;
  readonly main: Finding;
  readonly title: string;
  readonly stored: Finding | undefined;
  readonly more: number;
}

/** `critical  JWT_SECRET falls back to a literal    src/auth.ts:16:40 (+2)`. */
function header({ group, main, title, stored, more }: Header, { paint, columns }: BlockContext) {
  const place = visible(placeText(main));
  const plus = more > 0 ? ` (+${more})` : '';
  const phrase = stored ? ` ${visible(reasonOf(stored))}` : '';
  const room = columns - rankWidth - place.length - plus.length - 2;
  const isStoredSaid = stored !== undefined && title.length + phrase.length <= room;
  const said = isStoredSaid ? phrase : '';
  const rank = paint.rank(group.rank, group.rank.padEnd(rankWidth));
  const shown = shorten(title, Math.max(room, 12));
  const blanks = Math.max(
    2,
    columns - rankWidth - shown.length - said.length - place.length - plus.length,
  );
  // A path is never broken: where it does not fit beside the name it has a line of its own.
  const isWide = rankWidth + shown.length + said.length + 2 + place.length + plus.length > columns;
  const start = `${rank}${paint.bold(shown)}${said}`;
  const end = `${paint.place(place)}${paint.dim(plus)}`;
  return {
    isStoredSaid,
    lines: isWide
      ? [start, `${' '.repeat(rankWidth)}${end}`]
      : [`${start}${' '.repeat(blanks)}${end}`],
  };
}

/** The line and its mark, the reason beside the mark where it fits; then what else there is to know. */
function frame(main: Finding, facts: readonly string[], context: BlockContext): string[] {
  const { paint, columns, isRoomy } = context;
  const reason = visible(reasonOf(main));
  const marked = markedLine(main, columns - 8);
  if (!marked) return entry([reason, ...facts], context);
  const gutter = paint.dim(`${' '.repeat(5)} │`);
  const source = `${paint.dim(`${String(main.line).padStart(5)} │`)} ${marked.text}`.trimEnd();
  const carets = paint.rank(rankOf(main), '^'.repeat(marked.length));
  const mark = `${gutter} ${' '.repeat(marked.start)}${carets}`;
  const before = 8 + marked.start + marked.length + 1;
  const room = columns - before;
  const [only] = facts;
  const both = `${reason}: ${only}`;
  if (facts.length === 1 && both.length <= room) return [source, `${mark} ${both}`];
  if (reason.length <= room) return [source, `${mark} ${reason}`, ...entry(facts, context)];
  if (room < 30) return [source, mark, ...entry([reason, ...facts], context)];
  if (!isRoomy) return [source, `${mark} ${shorten(reason, room)}`, ...entry(facts, context)];
  const [first = '', ...more] = hang({ plain: ' '.repeat(before), painted: '' }, reason, columns);
  return [source, `${mark} ${first}`, ...more, ...entry(facts, context)];
}

interface Here {
  readonly main: Finding;
  /** At the place of the main one. */
  readonly here: readonly Finding[];
  /** Those of them that are still to be told. */
  readonly rest: readonly Finding[];
}

/** What the value is worth where that is the point, and the other findings of the place. */
function factsOf({ main, here, rest }: Here, { rules, isRoomy }: BlockContext): string[] {
  const isAboutWorth = here.some(({ rule }) =>
    ['predictability', 'length'].includes(rules.get(rule)?.category ?? ''),
  );
  const worth = main.secret && isAboutWorth ? worthOf(main.secret, isRoomy) : '';
  const need = needIn(here).replace(/ in \S+:\d+(?= needs )/, '');
  const others = rest
    .map(reasonOf)
    .map((reason) => (isRoomy ? reason : (reason.split(/: | and /)[0] ?? '')));
  return [worth, need, ...others].filter((part) => part !== '').map(visible);
}

function entry(parts: readonly string[], { paint, columns, folder = '' }: BlockContext): string[] {
  if (parts.length === 0) return [];
  const text = parts
    .join('; ')
    .split(' ')
    .map((word) => (folder !== '' && word.startsWith(folder) ? word.slice(folder.length) : word))
    .join(' ');
  return hang({ plain: '      = ', painted: `      ${paint.dim('=')} ` }, text, columns);
}

/** Places of which the same is to be said are listed; of the others it is said what is wrong there. */
function otherPlaces(
  { here, elsewhere }: { here: readonly Finding[]; elsewhere: readonly Finding[][] },
  context: BlockContext,
): string[] {
  const { paint, columns, isRoomy, rules } = context;
  const same = elsewhere.filter((place) => isSame(place, here));
  const unlike = elsewhere.filter((place) => !isSame(place, here));
  const most = isRoomy ? maxPlaces.roomy : maxPlaces.tight;
  const listed = same
    .slice(0, most)
    .flatMap(([first]) => (first ? [visible(placeText(first))] : []));
  const more = same.length > listed.length ? [`${same.length - listed.length} more`] : [];
  const left = unlike.length - most;
  return [
    ...(listed.length > 0 ? entry([`also ${[...listed, ...more].join(', ')}`], context) : []),
    ...unlike.slice(0, left === 1 ? most + 1 : most).flatMap((place) => {
      const told = tellingOrder(place, rules);
      const first = told[0];
      if (!first) return [];
      const said = told.filter((one, index) => index === 0 || !isLength(one, context));
      const plain = visible(placeText(first));
      const text = visible(said.map(reasonOf).join('; '));
      if (isRoomy) return entry([`${plain} ${text}`], context);
      const shown = shorten(text, Math.max(20, columns - plain.length - 9));
      return [`      ${paint.dim('=')} ${paint.place(plain)} ${shown}`];
    }),
    ...(left > 1 ? [paint.dim(`      = and ${left} more places (-v)`)] : []),
  ];
}

function isSame(place: readonly Finding[], here: readonly Finding[]): boolean {
  const said = (findings: readonly Finding[]): string =>
    loudestFirst(findings)
      .map(({ rule, severity, message }) => `${rule} ${severity} ${message}`)
      .join('\n');
  return said(place) === said(here);
}

/** `signs in a.ts:4, verifies in b.ts:15`. */
function usesOf({ findings }: FindingGroup, context: BlockContext): string[] {
  const uses = new Map<string, Set<string>>();
  for (const place of findings.flatMap(({ related }) => related)) {
    const verb = isUse(place) ? place.message.split(' ')[0] : undefined;
    if (verb === undefined) continue;
    uses.set(
      verb,
      (uses.get(verb) ?? new Set()).add(visible(placeText({ path: place.path, line: place.line }))),
    );
  }
  const parts = [...uses].map(([verb, places]) => {
    const all = [...places];
    const shown = all.slice(0, maxPlaces.roomy);
    const more = all.length > shown.length ? ` and ${all.length - shown.length} more` : '';
    return `${verb} in ${shown.join(', ')}${more}`;
  });
  return parts.length === 0 ? [] : entry([parts.join('; ')], context);
}

interface ToRepair {
  readonly main: Finding;
  /** Where it is stored decides what to do: a value in a better place is a new one as well. */
  readonly stored: Finding | undefined;
  readonly group: FindingGroup;
}

function repairLines({ main, stored, group }: ToRepair, context: BlockContext): string[] {
  const { paint, columns, isRoomy, scope, rules } = context;
  const ids = [...new Set(tellingOrder(group.findings, rules).map(({ rule }) => rule))];
  const repaired = stored?.fix ? stored : main;
  const rule = rules.get(repaired.rule);
  if (!rule) return [];
  const repair = repairOf(repaired, rule, scope);
  const text = repairSentence(repair, repaired, isRoomy);
  const label = { plain: '  fix   ', painted: `  ${paint.good('fix')}   ` };
  if (isRoomy) {
    const sentence = unbroken(visible(text), repair.command, columns - label.plain.length);
    const lines = sentence.flatMap((part, at) =>
      hang(at === 0 ? label : blankLabel, part, columns),
    );
    return [...lines, ...ruleLines(ids, main, context)];
  }
  const tag = `${main.rule}${ids.length > 1 ? ` +${ids.length - 1}` : ''}`;
  const room = columns - label.plain.length - tag.length - 2;
  const shown = shorten(visible(text), Math.max(20, room));
  const blanks = ' '.repeat(Math.max(2, room + 2 - shown.length));
  return [`${label.painted}${shown}${blanks}${paint.dim(tag)}`];
}

/** A command that does not fit behind what it does has a line of its own: it is there to be copied. */
function unbroken(text: string, command: string | null, room: number): string[] {
  if (command === null || text.length <= room || command.length > room) return [text];
  if (!text.endsWith(command)) return [text];
  return [text.slice(0, -command.length).trimEnd(), command];
}

/** In the place of a label, on the lines below it. */
const blankLabel = { plain: ' '.repeat(8), painted: ' '.repeat(8) };

function ruleLines(ids: readonly string[], main: Finding, { paint, columns }: BlockContext) {
  const all = ids.join(' ');
  const explained = `${all} (keylint explain ${main.rule})`;
  return hang(blankLabel, explained.length + 8 <= columns ? explained : all, columns, paint.dim);
}

/** Where there are many blocks the last line of the report has the whole command. */
function repairSentence({ what, command }: Repair, { fix }: Finding, isRoomy: boolean): string {
  if (command === null) return what;
  if (isRoomy || fix === null) return `${what}:  ${command}`;
  return `${what} (${fix === 'safe' ? '--fix' : '--fix=unsafe'})`;
}
