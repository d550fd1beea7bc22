// What a fleet run is made of, as plain data: what is planned, what a worker hands back, what a run was told to do.
import type { Confidence, SecretSummary } from '../model/finding.ts';
import type { HistoryState } from '../model/history.ts';
import type { Place } from '../model/place.ts';
import type { Report, RuleSummary } from '../model/report.ts';
import type { Context } from '../model/source.ts';
import type { InventoryEntry } from '../report/reporter.ts';

/** Where the commits of a repository are. */
export type Location =
  /** A clone or a bare repository on this disk; absolute. */
  | { readonly kind: 'directory'; readonly path: string }
  /** An address that git fetches from. It holds no user and no password. */
  | { readonly kind: 'remote'; readonly url: string };

/** One repository of a fleet. */
export interface Member {
  /** `github.com/acme/shop`, `local/backend/api`: unique in a run. Reports are sorted by it and lie below it. */
  readonly name: string;
  readonly location: Location;
  readonly topics?: readonly string[];
  readonly isArchived?: true;
  readonly isFork?: true;
  /** Everybody can read it; absent: nobody said so. */
  readonly isPublic?: true;
}

/** What one worker does at a time: a repository, or several that share most of their objects. */
export interface Task {
  /** The same for the same members in every run: names its result. */
  readonly id: string;
  readonly members: readonly Member[];
  /** How much there is to do, in no unit: the most goes first. */
  readonly weight: number;
}

/** Hosts of code, and which of their repositories are wanted. */
export interface HostOptions {
  readonly githubApi: string;
  readonly gitlab: string;
  /** Of a GitHub App that gives the tokens. */
  readonly appId?: string;
  readonly isWithoutArchived: boolean;
  readonly isWithoutForks: boolean;
  readonly topics: readonly string[];
}

/** What every audit of a run is told. */
export interface FleetOptions {
  readonly sources: readonly string[];
  readonly history: boolean;
  readonly historySince?: string;
  readonly strict: boolean;
  readonly minConfidence: Confidence;
  /** One settings file for all, absolute; absent: each repository's own. */
  readonly config?: string;
  /** No settings at all. */
  readonly isWithoutSettings: boolean;
  readonly rules?: readonly string[];
  /** What hosts are asked, and for what: a plan that is made anew has to be the same. */
  readonly hosts: HostOptions;
}

/** `run.json`: written once. */
export interface RunFile {
  readonly version: 1;
  readonly id: string;
  readonly keylint: string;
  /** Of the program: results of different builds do not go together. */
  readonly build: string | null;
  /** When it was begun; the one time of day in a run. */
  readonly begun: string;
  readonly options: FleetOptions;
  /** Of `options.config`, keyed: a settings file may name values. */
  readonly settingsDigest: string | null;
  /** Tells whether a key is the key of this run. */
  readonly keyId: string;
}

/** What a value of a secret is to a program: the same text may be a test's here and production's there. */
export type ValueRole = 'production' | 'test' | 'past';

/** A value of a signing secret, without the value. */
export interface ValueRecord {
  /** Fingerprints with the key of the run; after the merge the numbers of groups, or nothing. */
  readonly ids: readonly string[];
  readonly role: ValueRole;
  /** Of role `past`. */
  readonly state?: HistoryState;
  readonly secretId: string;
  /** How messages call it. */
  readonly label: string;
  readonly at: Place;
  readonly context: Context;
  readonly confidence: Confidence;
  readonly secret: SecretSummary;
}

/** Which state of a repository was audited; `null` where it has no commit yet. */
export interface AuditedCommit {
  readonly id: string;
  /** ISO 8601, as the commit says. */
  readonly date: string;
}

/** The part of a result that linking across repositories reads. */
export interface MemberHead {
  readonly name: string;
  readonly commit: AuditedCommit | null;
  /** Why it is not audited, while other members of its task are. */
  readonly failed?: string;
  readonly values: readonly ValueRecord[];
}

/** A report with the ids of its rules: what they say is most of a report, and every build knows its own. */
export interface KeptReport extends Omit<Report, 'rules'> {
  readonly rules: readonly RuleSummary['id'][];
}

/** The part that reports are made of. */
export interface MemberBody {
  readonly name: string;
  readonly report: KeptReport;
  readonly inventory: readonly InventoryEntry[];
  /** GitHub's hashes of lines with findings, by path and line; none of a line whose hash would cover a secret. */
  readonly lineHashes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Address of a place on its host, with `{path}`, `{line}` and `{commit}`. */
  readonly link?: string;
  /** Owners of all of it, as its CODEOWNERS says. */
  readonly owners: readonly string[];
  /** Owners of the path of a finding, where they are others. */
  readonly ownersByPath: Readonly<Record<string, readonly string[]>>;
}

/** First line of a result; a line with a `MemberBody` each follows. */
export interface ResultHead {
  readonly version: 1;
  readonly task: string;
  readonly members: readonly MemberHead[];
}

export interface TaskResult {
  readonly head: ResultHead;
  readonly bodies: readonly MemberBody[];
}

/** Why a task has no result. */
export interface Failure {
  readonly task: string;
  /** For people; quotes nothing from a repository. */
  readonly reason: string;
  readonly tries: number;
}
