// A signing secret as a person thinks of it: one name, every place that sets it, every call that uses it.
// `link` builds these from the Facts of all files; rules and fixes read them.
import type { Ages } from './age.ts';
import type { HmacAlgorithm } from './algorithms.ts';
import type { Encoding, Generated } from './expression.ts';
import type { Carrier, Leak, ProjectName, Use, UseKind } from './facts.ts';
import type { Confidence } from './finding.ts';
import type { ProjectHistory } from './history.ts';
import type { Place } from './place.ts';
import type { PrivateKeyKind } from './private-key.ts';
import type { Context, TrackedState } from './source.ts';
import type { TokenKey } from './token.ts';

/** What a secret protects, as far as its name or use tells. */
export type Purpose =
  | 'access'
  | 'refresh'
  | 'session'
  | 'cookie'
  | 'csrf'
  | 'reset'
  | 'verification'
  | 'api'
  | 'webhook';

/** What the code around a call says its tokens are for. */
export interface StatedPurpose {
  readonly purpose: Purpose;
  /** Names of functions may tell what they are called for instead. */
  readonly isSure: boolean;
}

/** What linking knows of a file. */
export interface FileSummary {
  readonly path: string;
  readonly language: string;
  readonly context: Context;
  readonly tracked: TrackedState;
  /** Directory of the nearest package manifest, '' at the root: whose `.env` this is. */
  readonly packageDirectory: string;
}

/** A test that keeps a value from production, or from running at all. */
export interface ValueGuard {
  readonly at: Place;
  /** `production`: the value lives elsewhere only; `always`: the program stops before it is used. */
  readonly against: 'production' | 'always';
  /** It refuses this very text of a configuration file, whatever it would be used for. */
  readonly isOfText?: boolean;
}

/** One place that gives the secret a value: an entry of a file, a literal, a fallback, a generator. */
export interface SecretValue {
  /** The text as the program receives it, when it is written down. Never leaves the process. */
  readonly text?: string;
  /** The value alone, without quotes: what a fix replaces, where a finding lands. */
  readonly at: Place;
  /** The whole entry. */
  readonly entry: Place;
  readonly file: FileSummary;
  readonly carrier: Carrier;
  /** Name of the entry that holds it: `JWT_SECRET`, `jwt.secret`, a constant; `null` for a bare literal. */
  readonly name: string | null;
  readonly environment: string | null;
  /** How the program turns the text into the key's bytes. */
  readonly encoding: Encoding;
  /** How the file stores it: Kubernetes `data` is base64 of `text`. */
  readonly storedAs: Encoding;
  /** Live only when something else is unset: `process.env.X || 'dev'`, `${X:-dev}`, a schema default. */
  readonly isFallback: boolean;
  /** What it is the fallback of: the variable's or setting's name. */
  readonly fallbackFor?: string;
  /** Nothing is written down: what the program runs with where the variable is unset, or set and empty. */
  readonly unset?: 'empty' | 'undefined';
  /** A place that keeps production from running with it. */
  readonly guard?: ValueGuard;
  readonly isTemplate: boolean;
  readonly isBrowserExposed: boolean;
  readonly isImageBaked: boolean;
  readonly isCommentedOut: boolean;
  /** Set where the value is made at run time instead of written down. */
  readonly generated?: Generated;
  /** Name of the digest or derivation the code applies to the text before use. */
  readonly hashedBy?: string;
}

/** A use with what linking found out about it. */
export interface LinkedUse {
  readonly use: Use;
  readonly at: Place;
  readonly file: FileSummary;
  /** HMAC algorithms it may run with; empty where the call is asymmetric. */
  readonly algorithms: readonly HmacAlgorithm[];
  /** Every algorithm named, as written, `none` and RS256 included. */
  readonly algorithmNames: readonly string[];
  /** Neither call nor configuration names one: the library's default was taken. */
  readonly algorithmIsAssumed: boolean;
  readonly verification: 'pinned' | 'open' | 'unknown' | null;
  readonly expiry: 'set' | 'missing' | 'unknown' | null;
  /** How long its tokens live, seconds; absent where nobody can tell. */
  readonly lifetimeSeconds?: number;
  /** What its tokens are for, as far as the code around it says. */
  readonly purpose?: Purpose;
  /** A claim, the name of the result, or that of a function which makes such tokens says it. */
  readonly isPurposeSure?: boolean;
  /** Claims that everybody who holds the token can read, and should not: `password`. */
  readonly sensitiveClaims?: readonly string[];
  /** Ids of the secrets its key can come from; empty where nobody can tell. */
  readonly secretIds: readonly string[];
  /** The key is asymmetric: a PEM, a key pair, a JWKS. */
  readonly isAsymmetric: boolean;
  /** The key is a public one, by its text or by its names: everybody has it. */
  readonly publicKey?: 'yes' | 'maybe';
  /** Its key is the secret of an HMAC, though nothing names one: `Use.keyIsHmac`, and what is known of the key fits. */
  readonly isHmac?: true;
  /** Verification takes the algorithm that the token itself names: `algorithms: [header.alg]`. */
  readonly trustsHeader?: true;
  /** A manifest allows a version from before `Use.keyDecidesSince` or `listNeededSince`: the range as written. */
  readonly oldVersion?: string;
  /** Where the key passed through on its way here, use first: for SARIF code flows. */
  readonly path: readonly Place[];
}

export interface Secret {
  /** Unique in the run; made of names and places, never of the value. */
  readonly id: string;
  /** `JWT_SECRET`, `jwt.secret`, `secret`; `null` for a literal in the call. */
  readonly name: string | null;
  /** How messages call it: the name, or "the secret of jwt.sign". */
  readonly label: string;
  readonly purpose: Purpose | null;
  readonly kind: UseKind;
  /** The strictest among its uses. */
  readonly algorithm: HmacAlgorithm;
  readonly algorithmIsAssumed: boolean;
  readonly encoding: Encoding;
  /** Bytes that are asked of it: RFC 7518 for `algorithm`, or what the library demands; 0: no length rule. */
  readonly requiredBytes: number;
  /** The use that sets the bar, for messages: "HS512 in src/auth.ts:14". */
  readonly strictestUse?: LinkedUse;
  readonly values: readonly SecretValue[];
  readonly uses: readonly LinkedUse[];
  /** How sure linking is that this signs anything: `high` with a use, less by its name alone. */
  readonly confidence: Confidence;
  readonly packageDirectory: string;
}

/** A private key of an asymmetric algorithm, or a key that opens a store of secrets, where it is written down. */
export interface PrivateKey {
  readonly at: Place;
  readonly file: FileSummary;
  readonly carrier: Carrier;
  /** The variable, setting or constant that holds it; `null` for a literal and for a file of its own. */
  readonly name: string | null;
  readonly kind: PrivateKeyKind & {
    /** What it opens, where it signs nothing itself. */
    readonly opens?: string;
  };
  /** The calls that sign or check with it, as far as they are known. */
  readonly uses: readonly LinkedUse[];
  /** It stands in a template, from which somebody may copy it. */
  readonly isTemplate?: boolean;
}

export interface LinkedLeak {
  readonly leak: Leak;
  readonly at: Place;
  readonly file: FileSummary;
  /** The secret that is written out; `null` where only its name says that it is one. */
  readonly secret: Secret | null;
  readonly label: string;
}

/** Everything rules can ask about: the whole run after linking. */
export interface Project {
  readonly files: readonly FileSummary[];
  readonly secrets: readonly Secret[];
  /** All uses, those without a known secret too, in order of place. */
  readonly uses: readonly LinkedUse[];
  readonly leaks: readonly LinkedLeak[];
  /** In order of place. */
  readonly privateKeys?: readonly PrivateKey[];
  /** Those of templates that a call signs with, in order of place. */
  readonly templateKeys?: readonly PrivateKey[];
  readonly projectNames: readonly ProjectName[];
  /** How many names of secrets the settings leave out; absent: none. */
  readonly ignoredNames?: number;
  /** Only where somebody asked for a maximal age. */
  readonly ages?: Ages;
  /** Only where somebody asked for the history. */
  readonly history?: ProjectHistory;
  /** Keys that sign tokens of the files, in order of their first token; absent where nobody looked. */
  readonly tokenKeys?: readonly TokenKey[];
}
