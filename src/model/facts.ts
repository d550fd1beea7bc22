// What one file says, language and format left behind. `scan` makes Facts from bytes alone (pure, no I/O, never
// throws); `link` joins those of all files.
import type { Encoding, Expression } from './expression.ts';
import type { Confidence } from './finding.ts';
import type { Range } from './place.ts';

/**
 * Where a definition's name lives: the process environment (`JWT_SECRET`), a configuration tree (`jwt.secret`),
 * or the bindings of one source file (`config`, `secret@120`, `AuthService#`).
 */
export type NameSpace = 'env' | 'setting' | 'code';

/** What kind of text carries a definition; decides storage rules and how a fix writes. */
export type Carrier =
  | 'dotenv'
  | 'compose'
  | 'kubernetes'
  | 'helm'
  | 'workflow'
  | 'dockerfile'
  | 'config'
  | 'manifest'
  | 'code'
  | 'schema';

/**
 * What mentions of a constant take it for. `index`: something is looked up under it, which nobody does under a secret, or an
 * annotation names something with it. `name`: it tells apart, is compared or is shown. `value`: anything else, such as the
 * argument of a call.
 */
export type Mentioned = 'index' | 'name' | 'value';

/** A name is given a value. */
export interface Definition {
  readonly space: NameSpace;
  /** `JWT_SECRET`, `jwt.secret`, or the unique binding name in this file. */
  readonly name: string;
  readonly value: Expression;
  /** The whole entry: what a reader would point at (`JWT_SECRET=...`). `value.at` is the value alone. */
  readonly at: Range;
  readonly carrier: Carrier;
  /** The setting that a framework makes of it, by the name it has there: `SECRET_KEY` of a class of Flask's configuration. */
  readonly settingName?: string;
  /** What its value opens, where it is a key that signs nothing itself: `the credentials of Rails`. */
  readonly opens?: string;
  /** `production`, `staging`, `development`, `test` ... where the file, block or section says so. */
  readonly environment?: string;
  /** How the text here is encoded before it reaches the program: Kubernetes `data` is base64. Default `utf8`. */
  readonly storedAs?: Encoding;
  /** True for entries of templates (`.env.example`): never live, never linked as a value. */
  readonly isTemplate?: boolean;
  /** True where a public prefix puts the value into a browser bundle. */
  readonly isBrowserExposed?: boolean;
  /** True in an image layer: Dockerfile ENV and ARG. */
  readonly isImageBaked?: boolean;
  /** Switched off: a comment holds it (`# JWT_SECRET=...`), or the same file sets it again below. */
  readonly isCommentedOut?: boolean;
  /** What its own file takes a constant for, where that mentions it and the text might be a name. */
  readonly mentioned?: Mentioned;
  /** Least length a schema asks of the value, characters (`z.string().min(32)`). */
  readonly minLength?: number;
}

/** sign makes tokens, verify checks them, both does either; session and cookie keys are signing secrets too. */
export type UseRole = 'sign' | 'verify' | 'both';

/** What the key protects; decides the purpose of a secret where names do not. */
export type UseKind = 'jwt' | 'session' | 'cookie' | 'hmac';

/** A call that takes a signing secret. */
export interface Use {
  /** Library as people call it: `jsonwebtoken`. */
  readonly library: string;
  /** The call as people write it: `jwt.sign`. */
  readonly call: string;
  readonly role: UseRole;
  readonly kind: UseKind;
  /** The call's callee or the option that holds the key, on one line where possible. */
  readonly at: Range;
  /** Absent where the call takes none (`jwt.decode`) or takes it from a configured instance. */
  readonly key?: Expression;
  /** How the library turns a key given as text into bytes. */
  readonly keyEncoding: Encoding;
  /** The library hashes or derives first, so the length rules do not apply (Auth.js, iron-session). */
  readonly derivesKey?: boolean;
  /** A service has drawn the key and checks the tokens: no other key can take its place before it has made one. */
  readonly isIssued?: true;
  /** What becomes of an empty key: it is used like any other, or (default) the library refuses it. */
  readonly emptyKey?: 'taken';
  /** What the library itself demands, bytes, where more or less than RFC 7518 (iron-session: 32). */
  readonly minBytes?: number;
  /** The algorithm named in the call: one expression or a list; absent when the call does not say. */
  readonly algorithm?: Expression;
  /** What the library takes when nothing is named; absent where naming it is required. */
  readonly defaultAlgorithm?: string;
  /**
   * Verification only. `pinned`: the call restricts algorithms; `open`: it could and does not;
   * `unknown`: options come from somewhere unreadable; absent where the question does not arise.
   */
  readonly verification?: 'pinned' | 'open' | 'unknown';
  /**
   * Where `open`, the library takes what fits the key (HMAC for a text, RS, PS, ES for a public key) since this version
   * of its package; `0` for always. Absent: it takes whatever the token names.
   */
  readonly keyDecidesSince?: string;
  /** Where `open`, a call without a list fails since this version of the package. */
  readonly listNeededSince?: string;
  /** Keys are objects of one family: no algorithm that a token names makes another use of them. */
  readonly keysAreTyped?: true;
  /**
   * What it is given as key is the secret of an HMAC, whether the call says so or not: `always`, or `as-bytes`, where keys of
   * other families are objects.
   */
  readonly keyIsHmac?: 'always' | 'as-bytes';
  /** How sure it is that `open` is worth telling; default `high`. */
  readonly verificationConfidence?: Confidence;
  /** Algorithms a verify call accepts, to be resolved by link. */
  readonly accepted?: Expression;
  /** Signing only: whether the token gets an expiry. */
  readonly expiry?: 'set' | 'missing' | 'unknown';
  /** Signing only: how long the token lives, where the call says it. */
  readonly lifetime?: Lifetime;
  /** Verification only: what else of the token it looks at, and what it could and does not. */
  readonly audience?: 'set' | 'missing' | 'unknown';
  readonly issuer?: 'set' | 'missing' | 'unknown';
  /** What the code calls the result: the variable or property that is given to. */
  readonly givenTo?: string;
  /** Options the adapter could not read here and link may (an imported object), with what they were to answer. */
  readonly options?: Expression;
  /** The payload, where the expiry may come from it. */
  readonly payload?: Expression;
  /** `alg: none`, a verify switched off, a decode taken for a verify. */
  readonly hazard?:
    | 'alg-none'
    | 'signature-not-checked'
    | 'decode-only'
    | 'expiry-ignored'
    | 'expiry-optional';
  /** `FunctionOf.id` of the function the call stands in; absent at module level. */
  readonly inside?: string;
  /** A configured instance (`JwtModule.register`) that calls without a key refer to. */
  readonly provides?: string;
  /** The instance a call without a key takes its secret from: same string as its `provides`. */
  readonly consumes?: string;
}

/** How long a token lives, as a call or its claims say it. */
export interface Lifetime {
  readonly value: Expression;
  /** Unit of a number; a text says its own. */
  readonly unit: 'seconds' | 'milliseconds' | 'minutes';
  /** A number is a point in time, as in an `exp` claim, and no span. */
  readonly isMoment: boolean;
}

/** A call of a function of the project with arguments that may be secrets: how wrappers are looked through. */
export interface Call {
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
  /** Arguments that are given by name. */
  readonly keywords?: Readonly<Record<string, Expression>>;
  readonly at: Range;
}

/** A name of the file seen from outside. `from` set: re-exported from there; `exported` '*': everything. */
export interface Export {
  /** `*` with `from`: whatever that module exports. `=`: the module is the binding. */
  readonly exported: string;
  readonly local?: string;
  readonly from?: string;
}

/** A binding of the file that comes from another module; `imported` '*' is the namespace, 'default' the default. */
export interface Import {
  readonly local: string;
  readonly imported: string;
  readonly from: string;
  /** What is meant where there is a file of that name: `from package import module` of Python. */
  readonly asFile?: ImportedFile;
}

/** A module that is imported by its name from the one above it. */
export interface ImportedFile {
  readonly from: string;
  /** How the path of its file ends: `keys.py`, `keys/__init__.py`. */
  readonly names: readonly string[];
}

/** A value written to a log, an error or a response, or into what browsers download. */
export interface Leak {
  /** What it is written with: `console.log`. */
  readonly by: string;
  readonly value: Expression;
  readonly at: Range;
  /** A build puts it into what browsers download. */
  readonly isPublished?: true;
}

/** `keylint: ignore[rule-a,rule-b] reason` in a comment; applies to its own and the next line. */
export interface Suppression {
  readonly at: Range;
  /** Rule ids; empty: all rules. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** Lines it silences, 1-based. */
  readonly lines: readonly number[];
  /** Which tool's mark: our own, or one read behind an option. */
  readonly dialect: 'keylint' | 'gitleaks' | 'detect-secrets' | 'secretlint';
  /** It stands in no comment of its language and silences nothing; there to be told of. */
  readonly isStray?: boolean;
}

/** Names the project goes by: package name, repository, company. */
export interface ProjectName {
  readonly name: string;
  /** `package.json`, `README title`, `directory`. */
  readonly from: string;
}

/** A place where the program stops, at its start as a rule, unless a value is good enough. */
export interface Guard {
  /** What is looked at. */
  readonly value: Expression;
  /** Texts that it refuses; absent where it refuses an unset value. */
  readonly refuses?: Expression;
  readonly inProductionOnly: boolean;
  readonly at: Range;
  /** `FunctionOf.id` of the function it stands in; absent at module level. */
  readonly inside?: string;
}

/** A package that a manifest asks for. */
export interface Dependency {
  readonly name: string;
  /** As written: `^9.0.2`. */
  readonly version: string;
}

/** What one file says. All arrays are in source order. */
export interface Facts {
  readonly path: string;
  /** `javascript`, `dotenv`, `yaml` ... */
  readonly language: string;
  readonly definitions: readonly Definition[];
  readonly uses: readonly Use[];
  readonly calls: readonly Call[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly leaks: readonly Leak[];
  /** Where the program stops unless a value is set. */
  readonly guards?: readonly Guard[];
  readonly suppressions: readonly Suppression[];
  readonly projectNames: readonly ProjectName[];
  /**
   * Files of one unit see each other's names without an import: a Go package, a namespace. `isOpen`: those of other
   * units that begin with the same word before `:` as well, the nearest first. Absent: the file is its own unit.
   */
  readonly unit?: { readonly id: string; readonly isOpen: boolean };
  /** What a manifest of dependencies names: `django`, `laravel`, `tokens` (a library for JWTs). */
  readonly frameworks?: readonly string[];
  /** What a package manifest asks for. */
  readonly dependencies?: readonly Dependency[];
  /** True where the file imports a test runner: test code wherever it lies. */
  readonly isTestCode?: boolean;
  /** True where the syntax tree had errors: what was found still counts. */
  readonly hasSyntaxErrors?: boolean;
  /** Set where the file could not be read as its format; the run lists it as skipped. */
  readonly problem?: {
    readonly reason:
      | 'parse-error'
      | 'encoding'
      | 'too-large'
      | 'too-many'
      | 'budget'
      | 'bundled'
      | 'generated'
      | 'minified';
    readonly detail?: string;
    /** What could hold a secret was read all the same: the audit is complete. */
    readonly isPartial?: boolean;
  };
}
