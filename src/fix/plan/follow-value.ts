// The ways in which one place follows where its secret gets a new value, and what they have done so far.
import type { Safety } from '../../model/edit.ts';
import type { SecretValue } from '../../model/secret.ts';
import { encodeValue, type Slot } from '../encode-value.ts';
import { adviceFor } from './advice.ts';
import { ignorePath, type Variable } from './env-files.ts';
import { moveLiteral } from './move-literal.ts';
import { type PlanContext, unsafer } from './plan-types.ts';
import { keepPrevious } from './previous-value.ts';
import { projectPlaces } from './project-places.ts';
import { takeOut } from './references.ts';
import type { VariableWork } from './set-variables.ts';

/** What was done about the places of one secret. */
export interface Work extends VariableWork {
  safety: Safety;
  /** A value that an earlier rotation kept gives way to the one that is replaced now. */
  replacesEarlier: boolean;
  /** Values that left their files, by where: code and Compose files read a variable, other entries may be empty now. */
  moved: number;
  replaced: number;
  emptied: number;
  /** Paths whose old values stay in the history of git. */
  readonly published: Set<string>;
  /** Values whose place reads the variable afterwards, and for which keylint knows an env file. */
  readonly readers: SecretValue[];
}

export function startWork(): Work {
  return {
    edits: [],
    steps: [],
    untrack: [],
    safety: 'safe',
    replacesEarlier: false,
    moved: 0,
    replaced: 0,
    emptied: 0,
    published: new Set(),
    readers: [],
  };
}

/**
 * `move`: code reads a variable afterwards; `refer`: so does a file of another format, or its entry is empty; `replace`:
 * it holds the new value.
 */
export type Way = 'move' | 'refer' | 'replace';

/** Each gives why it cannot be done; `undefined`: it is. */
export const ways: Readonly<
  Record<
    Way,
    (context: PlanContext, value: SecretValue, variable: Variable, work: Work) => string | undefined
  >
> = { move, refer, replace };

function move(
  context: PlanContext,
  value: SecretValue,
  { name }: Variable,
  work: Work,
): string | undefined {
  const result = moveLiteral(context, value, name);
  if ('reason' in result) return result.reason;
  work.safety = 'unsafe';
  work.edits.push(...result.edits);
  work.steps.push(...(result.steps ?? []));
  if (result.isRead) work.readers.push(value);
  work.moved++;
  return undefined;
}

function refer(
  context: PlanContext,
  value: SecretValue,
  { name, algorithm }: Variable,
  work: Work,
): string | undefined {
  const { path } = value.at;
  const text = context.readText(path);
  if (text === undefined) return `${path} cannot be read as text`;
  const taken = takeOut(context, { value, text, name });
  if (!taken) return adviceFor(name, value);
  work.safety = 'unsafe';
  work.edits.push(...taken.edits);
  if (value.file.tracked === 'tracked') work.published.add(path);
  if (taken.isEmptied) work.emptied++;
  else work.moved++;
  // Compose reads the `.env` beside it; where other formats get their variables is not written in the repository.
  if (value.carrier === 'compose') work.readers.push(value);
  else {
    work.steps.push(
      taken.step ??
        `${path} reads ${name} from the environment now: set it wherever the program runs, in each environment a value of its own.`,
      `\`keylint generate --alg ${algorithm} --env-name ${name}\` makes a value; it goes to the secret store, not into a file that git tracks.`,
    );
  }
  return undefined;
}

function replace(
  context: PlanContext,
  value: SecretValue,
  variable: Variable,
  work: Work,
): string | undefined {
  const { path, start, end } = value.at;
  const text = context.readText(path);
  if (text === undefined) return `${path} cannot be read as text`;
  const slot = { text, start, end, language: value.file.language, storedAs: value.storedAs };
  const written = encodeValue(variable.secret, slot);
  if (written === undefined || leavesSpace(slot, value.text ?? ''))
    return `the value in ${path} cannot be written there`;
  if (context.keepPrevious) {
    const kept = keepPrevious(text, value, valuesIn(context, path));
    if (!kept) return `the old value in ${path} cannot be kept beside the new one: do it by hand`;
    work.edits.push(kept.edit);
    work.replacesEarlier ||= kept.replacesEarlier;
  }
  work.edits.push({ path, start, end, text: written, maskedText: variable.mask });
  if (value.file.tracked === 'untracked' && value.file.context === 'production') {
    work.edits.push(...ignorePath(context, path));
  }
  work.safety = unsafer(work.safety, safetyOf(value));
  work.replaced++;
  return undefined;
}

/** What git tracks in production context may be what is deployed: to change it is for people to decide. */
function safetyOf({ file }: SecretValue): Safety {
  return file.tracked === 'tracked' && file.context === 'production' ? 'unsafe' : 'safe';
}

function valuesIn({ project }: PlanContext, path: string): SecretValue[] {
  return projectPlaces(project)
    .valuesIn(path)
    .map(({ value }) => value);
}

/** White space at the ends of a block of YAML is a part of the value and lies outside of its place: it would stay. */
function leavesSpace({ text, start, end, language }: Slot, value: string): boolean {
  if (language !== 'yaml' || /["']/.test(text[start - 1] ?? '')) return false;
  const stored = text.slice(start, end);
  return (
    (/^\s/.test(value) && !/^\s/.test(stored)) ||
    (/[ \t]\n*$/.test(value) && !/[ \t]$/.test(stored))
  );
}
