// What planning is given and what comes out of it.
import type { Fix, Safety } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import type { Repair } from '../../model/repair.ts';
import type { Remedy } from '../../model/rule.ts';
import type { FileSummary, Project } from '../../model/secret.ts';
import type { SyntaxTree } from '../../model/syntax-node.ts';
import type { Generate } from '../secret-format.ts';

export interface PlanInput {
  readonly project: Project;
  /** The findings to resolve: those that count and that `--rule` lets through. */
  readonly findings: readonly Finding[];
  /** What is to be done about the findings of a rule; `undefined` for one that nobody knows. */
  remedyOf(rule: string): Remedy | undefined;
  /** Decoded text without a byte order mark; `undefined` where there is no such file or it is no text. */
  readText(path: string): string | undefined;
  /** A syntax tree of a code file; `undefined` where no grammar reads it. */
  parse(path: string, text: string): SyntaxTree | undefined;
  /** How code of this file's language is repaired; `undefined` where it is not. */
  repairOf(path: string): Repair | undefined;
  /** All paths that the run lists, also those that nothing is said of. */
  paths(): Iterable<string>;
  /** Whether git tracks a file that the run does not list. */
  isTracked(path: string): boolean;
  /** Whether git did not tell if it tracks this file: then no secret is written to it. */
  isUnsure?(path: string): boolean;
  /** The root lies in a repository of git, which takes what is not ignored with the next `git add`. */
  readonly isRepository: boolean;
  /** The root is a part of a package that begins above it: its env files are out of reach. */
  readonly isInsidePackage: boolean;
  readonly generate: Generate;
  /** The most that fixes may do. */
  readonly safety: Safety;
  /** Keep each old value beside the new one, as `NAME_PREVIOUS`. */
  readonly keepPrevious: boolean;
  /** Replace these secrets whatever their strength; `null`: only what findings ask for. */
  readonly rotate: { readonly name: string; readonly environment: string | null } | null;
}

/** A fix and what belongs to it besides edits. */
export interface PlannedFix extends Fix {
  /** What it resolves. */
  readonly findings: readonly Finding[];
  /** Paths to take out of git's index; the files stay. */
  readonly untrack: readonly string[];
  /** What people have to do besides, in order: one sentence each. No values. */
  readonly steps: readonly string[];
}

export const unsureReason =
  'git did not tell whether it tracks the file, so no secret is written to it';

/** A finding that nothing was planned for. */
export interface Left {
  readonly finding: Finding;
  /** One sentence for people. */
  readonly reason: string;
}

export interface Plan {
  readonly fixes: readonly PlannedFix[];
  readonly left: readonly Left[];
  /** Why a rotation that was asked for cannot be done: one sentence for each group of places. */
  readonly refused: readonly string[];
}

/** A fix before findings are matched to it. */
export type Draft = Omit<PlannedFix, 'rules' | 'fingerprints'>;

/** Texts, trees and files, looked up once; plans of different safety share them. */
export interface PlanContext extends PlanInput {
  readonly fileOf: (path: string) => FileSummary | undefined;
  treeOf(path: string): SyntaxTree | undefined;
  /** What `make` gave for this key when it was asked first: a file may hold thousands of findings. */
  once<T>(key: string, make: () => T): T;
  /** Whether as much may be read on top of what was said yes to before; a plan has room for `most` in all. */
  hasRoomFor(length: number, most: number): boolean;
}

export function createContext(input: PlanInput): PlanContext {
  const files = new Map(input.project.files.map((file) => [file.path, file]));
  const texts = new Map<string, string | undefined>();
  const trees = new Map<string, SyntaxTree | undefined>();
  const made = new Map<string, unknown>();
  let taken = 0;
  const readText = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, input.readText(path));
    return texts.get(path);
  };
  return {
    ...input,
    readText,
    fileOf: (path) => files.get(path),
    treeOf(path) {
      if (!trees.has(path)) {
        const text = readText(path);
        trees.set(path, text === undefined ? undefined : input.parse(path, text));
      }
      return trees.get(path);
    },
    hasRoomFor(length, most) {
      if (taken + length > most) return false;
      taken += length;
      return true;
    },
    once<T>(key: string, make: () => T): T {
      if (!made.has(key)) made.set(key, make());
      // The cast: a key is asked for with one type alone.
      return made.get(key) as T;
    },
  };
}

/** The stricter of two. */
export function unsafer(a: Safety, b: Safety): Safety {
  return a === 'unsafe' ? a : b;
}
