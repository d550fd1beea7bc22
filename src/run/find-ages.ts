// How long the values of a project have stood as they are, for `--max-age`. Git tells it of what is committed; of a
// file that git does not track there is only its own date. Loaded when an age is asked for, never before.
import { statSync } from 'node:fs';
import type { Tree } from '../input/tree.ts';
import { dateValues, type PlacedValue } from '../input/value-dates.ts';
import { type Ages, countDays, dayOf, type ValueAge } from '../model/age.ts';
import { decodeText } from '../model/decode.ts';
import { createRangeFinder, type RangeFinder } from '../model/place.ts';
import { isPrevious } from '../model/problem.ts';
import type { Notice } from '../model/report.ts';
import type { SecretValue } from '../model/secret.ts';
import type { Skipped } from '../model/source.ts';

export interface AgeRequest {
  readonly tree: Tree;
  /** Those whose age counts. */
  readonly values: readonly SecretValue[];
  readonly maxDays: number;
  readonly now: Date;
}

export interface FoundAges {
  readonly ages: Ages;
  /** Files with values whose age is not known, so that the audit is not what was asked for. */
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
}

/** How the ages of a run are found; tests of rules bring their own. */
export type FindAges = (request: AgeRequest) => FoundAges;

/** A time of a file before the first draft of RFC 7519 is one that archives are given: npm 1985, zip 1980, Nix 1970. */
const firstBelievableFileTime = Date.UTC(2010, 11, 1) / 1000;

/** Looks the ages up. Never throws; what cannot be told is in `skipped`. */
export function findAges(request: AgeRequest): FoundAges {
  const { values } = request;
  const byValue = new Map<SecretValue, ValueAge>();
  const skipped = new Map<string, Skipped>();
  const add = (value: SecretValue, age: ValueAge | string | undefined): void => {
    const { path } = value.at;
    if (typeof age === 'object') byValue.set(value, age);
    else if (age !== undefined && !skipped.has(path)) {
      skipped.set(path, { path, reason: 'unknown-age', detail: age, isFailure: true });
    }
  };
  const tracked = values.filter(({ file }) => file.tracked === 'tracked');
  for (const [value, age] of askGit(tracked, request)) add(value, age);
  const ownDates = values.filter(({ file }) => file.tracked !== 'tracked');
  for (const value of ownDates) add(value, ageOfFile(value.at.path, request));
  return {
    ages: { maxDays: request.maxDays, byValue },
    skipped: [...skipped.values()],
    notices: remarkOn(ownDates, byValue, request.maxDays),
  };
}

/** An age, `undefined` for what is new, or why there is none. */
type Answer = readonly [value: SecretValue, age: ValueAge | string | undefined];

function askGit(values: readonly SecretValue[], request: AgeRequest): Answer[] {
  const { tree, now, maxDays } = request;
  const contents = new Map<string, Buffer | undefined>();
  const contentOf = (path: string): Buffer | undefined => {
    if (!contents.has(path)) {
      const read = tree.read(path);
      // The tree may use its buffer again.
      contents.set(path, 'bytes' in read ? Buffer.from(read.bytes) : undefined);
    }
    return contents.get(path);
  };
  const placed = placeValues(values, contentOf);
  const dates = dateValues({
    root: tree.root,
    values: placed.map(({ place }) => place),
    contentOf,
    commit: tree.commit,
    isOldEnough: (changedAt) => (countDays(changedAt, now) ?? 0) > maxDays,
  });
  return placed.map(({ value }, index): Answer => {
    const date = dates[index] ?? { kind: 'new' };
    if (date.kind === 'new') return [value, undefined];
    if (date.kind === 'unknown') return [value, date.reason];
    const { changedAt, isAtLeast } = date;
    const days = countDays(changedAt, now);
    if (days === undefined) return [value, 'the date of its commit cannot be true'];
    if (isAtLeast && days <= maxDays) {
      return [
        value,
        `the history that is here ends ${days} days ago; get all of it with \`git fetch --unshallow\`, or \`fetch-depth: 0\` of actions/checkout`,
      ];
    }
    return [value, { days, since: dayOf(changedAt), isAtLeast, basis: 'commit' }];
  });
}

/** The text of a file and its lines as git has them: a lone CR ends a line for us and not for git. */
interface GitText {
  readonly text: string;
  readonly rangeOf: RangeFinder;
}

function readAsGit(content: Buffer | undefined): GitText {
  const decoded = content && decodeText(content);
  const text = decoded && 'text' in decoded ? decoded.text : '';
  return { text, rangeOf: createRangeFinder(text.replace(/\r(?!\n)/g, ' ')) };
}

function placeValues(
  values: readonly SecretValue[],
  contentOf: (path: string) => Buffer | undefined,
): { readonly value: SecretValue; readonly place: PlacedValue }[] {
  const texts = new Map<string, GitText>();
  return values.map((value) => {
    // The previous value of a rotation is as old as its entry, not as the value that it keeps.
    const isKept = isPrevious(value.name);
    const { path, start, end } = isKept ? value.entry : value.at;
    const file = texts.get(path) ?? readAsGit(contentOf(path));
    texts.set(path, file);
    const { line, endLine } = file.rangeOf(start, end);
    const stored = isKept ? '' : file.text.slice(start, end);
    return { value, place: { path, from: line, to: endLine, stored } };
  });
}

/**
 * A value cannot have changed after its file did, so the file's date is a bound that no clone or copy can make too
 * high: they give a file a later date, or leave it the one it had.
 */
function ageOfFile(path: string, { tree, now }: AgeRequest): ValueAge | string | undefined {
  if (tree.isUnwritten?.(path)) return undefined;
  let changedAt: number;
  try {
    changedAt = statSync(`${tree.root}/${path}`).mtimeMs / 1000;
  } catch {
    return 'the date of the file cannot be read';
  }
  const days = changedAt < firstBelievableFileTime ? undefined : countDays(changedAt, now);
  if (days === undefined) return 'git does not track the file, and its own date cannot be true';
  return { days, since: dayOf(changedAt), isAtLeast: true, basis: 'file' };
}

function remarkOn(
  values: readonly SecretValue[],
  ages: ReadonlyMap<SecretValue, ValueAge>,
  maxDays: number,
): Notice[] {
  const young = values.filter((value) => (ages.get(value)?.days ?? maxDays + 1) <= maxDays);
  const [first, ...others] = [...new Set(young.map(({ at }) => at.path))];
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const message = `git does not track ${first}${more}: secrets there count as changed when the file was, and may be older`;
  return [{ kind: 'warning', message }];
}
