// What scan knows of libraries that take signing secrets, as data: one row per call shape, for every language.
// A row says where in a call the key, the algorithm, the expiry and the accepted algorithms stand.
import type { Encoding } from '../../model/expression.ts';
import type { Use, UseKind, UseRole } from '../../model/facts.ts';
import type { Confidence } from '../../model/finding.ts';

/** Languages whose rows stand in this folder; those of others stand with their language. */
export type RowLanguage = 'javascript';

/** How a call of the library looks, relative to the module it is imported from. */
export type CallShape =
  /** `jwt.sign(...)`, or `sign(...)` after a named import. `''` is a call of the module itself. */
  | { readonly kind: 'call'; readonly callee: string }
  /** `new Strategy(...)`, and `super(...)` of a class that extends it or a mixin made of it. */
  | { readonly kind: 'new'; readonly type: string }
  /** A method of an object that was made by `type`: a class, or a function when it ends in `()`. */
  | { readonly kind: 'method'; readonly type: string; readonly method: string }
  /** An object literal that is declared to be of this type (`const authOptions: NextAuthOptions = {}`). */
  | { readonly kind: 'typed'; readonly type: string }
  /** The object that a method of this name returns (`createJwtOptions() { return {...} }`). */
  | { readonly kind: 'returned'; readonly method: string }
  /** A property of an instance that is assigned (`app.keys = [...]`); argument 0 is the value. */
  | { readonly kind: 'assigned'; readonly type: string; readonly property: string }
  /** The module handed to a host: `fastify.register(plugin, options)`; argument 0 is the plugin. */
  | { readonly kind: 'plugin'; readonly by: readonly string[] };

/** Where something stands in a call. */
export interface ArgumentPlace {
  /** Zero-based; of the call, or of the fluent call named by `chain`. */
  readonly argument?: number;
  /** Name of a keyword argument, for languages that have them; looked at before `argument`. */
  readonly keyword?: string;
  /** A fluent call on the same object: `.setProtectedHeader({ alg })`. */
  readonly chain?: string;
  /** Of several fluent calls of that name, the one whose first argument is written like this: `.AddClaim("exp", end)`. */
  readonly first?: RegExp;
  /** Among the arguments, a call of this name, whose argument it is: `jwt.WithValidMethods(...)`, an option of Go. */
  readonly option?: string;
  /** The place counts only where the source of the argument is like this. */
  readonly written?: RegExp;
  /** Properties below it, through the items of lists; `()` is what a function there returns. */
  readonly path?: readonly string[];
}

/** A function that makes a key for one algorithm, when it is called with at least so many arguments; default 1. */
export interface KeyMaker {
  readonly by: string;
  readonly arguments?: number;
}

/** A property of the call that holds only when the source at `place` reads `is`, case included, or is like it. */
export interface Condition {
  readonly place: ArgumentPlace;
  readonly is: string | readonly string[] | RegExp;
}

/** One call shape of one library. */
export interface LibraryRow {
  readonly language?: RowLanguage;
  /** As people call it: `jsonwebtoken`. */
  readonly library: string;
  /** Module specifiers it is imported from; subpaths are listed apart. */
  readonly modules: readonly string[];
  readonly shape: CallShape;
  /** The call as people write it: `jwt.sign`. */
  readonly call: string;
  readonly role: UseRole;
  readonly kind: UseKind;
  /**
   * Dotted callee that is unmistakable without an import, tested against `this.jwtService.sign`; for receivers
   * that come from injection, parameters or decorators.
   */
  readonly unresolved?: RegExp;
  /** The row applies only in files whose path and text are like this: settings modules. */
  readonly inFiles?: { readonly path?: RegExp; readonly text?: RegExp };
  /** Fewest arguments for an `unresolved` match; default 1. */
  readonly minArguments?: number;
  /** The row applies only if all of these hold. */
  readonly when?: readonly Condition[];
  /** Fluent calls on the same object with which the row does not apply; nor does it where others are not known. */
  readonly without?: readonly string[];
  /** Where the key stands; the first place that holds something wins. Empty: the call takes none. */
  readonly key: readonly ArgumentPlace[];
  /** A call without a key takes it from elsewhere, so it is a use all the same. */
  readonly isKeyOptional?: boolean;
  /** How a key given as text becomes bytes. */
  readonly keyEncoding: Encoding;
  readonly algorithm?: readonly ArgumentPlace[];
  /** Names the algorithm, as its group, in the function around the call, for keys that do not know what they sign. */
  readonly algorithmAround?: RegExp;
  /** `hash`: the algorithm is given as a hash name (`sha512`), `jws`: as RFC 7518 names it (default). */
  readonly algorithmNames?: 'hash' | 'jws';
  readonly defaultAlgorithm?: string;
  /** Where a verification restricts algorithms. */
  readonly accepted?: readonly ArgumentPlace[];
  /** Verification without `accepted`: `open` takes what the key allows, `pinned` takes only the default. */
  readonly verification?: 'open' | 'pinned';
  /**
   * Without `accepted` the library takes what fits the key, HMAC for a text and RS, PS, ES for a public key, since this
   * version of its package; `0` for always. Absent: it takes whatever the token names.
   */
  readonly keyDecidesSince?: string;
  /** Without `accepted` the call fails since this version of the package. */
  readonly listNeededSince?: string;
  /** Keys are objects of one family: no algorithm that a token names makes another use of them. */
  readonly keysAreTyped?: true;
  /** What it is given as key is the secret of an HMAC; `as-bytes`: where it is no object of another family. */
  readonly keyIsHmac?: Use['keyIsHmac'];
  /** Functions that make keys, or sets of keys, each bound to its algorithm: with one, no list is missing. */
  readonly boundKeys?: readonly KeyMaker[];
  /** How sure it is that a verification without `accepted` is worth telling; default `high`. */
  readonly verificationConfidence?: Confidence;
  /** Where a signing call sets the expiry, options first. */
  readonly expiry?: readonly ArgumentPlace[];
  /**
   * Claims are made in statements of their own: tokens never expire where the function around makes them and says nothing
   * of an end.
   */
  readonly expiryAround?: { readonly made: RegExp; readonly ends: RegExp };
  /** The fluent call that makes a new builder, whatever it is called on: nobody has given that an expiry before. */
  readonly begins?: string;
  /** What is written there where tokens get none: `False`. */
  readonly neverExpires?: RegExp;
  /** What a number among `expiry` is; default: a span of seconds. */
  readonly expiryNumber?: 'milliseconds' | 'moment';
  /** Where a verification demands an audience and an issuer. */
  readonly audience?: readonly ArgumentPlace[];
  readonly issuer?: readonly ArgumentPlace[];
  /** The claims are handed to what the call gives: to it, or to its method of this name below the name at `as`. */
  readonly claimsLater?: { readonly method?: string; readonly as?: ArgumentPlace };
  /** The fluent call that adds one claim, by its name: `withClaim("role", role)`. */
  readonly claimCall?: string;
  /** Where the claims stand, when an `exp` claim among them sets the expiry. */
  readonly payload?: ArgumentPlace;
  /**
   * What a call without an expiry means. `set`: the library sets one unasked; `never`: the question does not
   * arise; `unknown`: the claims are given elsewhere. Default: missing.
   */
  readonly expiryDefault?: 'set' | 'never' | 'unknown';
  /** Reads a token without checking it; a use only where that is plainly taken for a check. */
  readonly onlyDecodes?: boolean;
  /** Pages use it too, to show what a token says: without a sign of a server it is no check. */
  readonly runsInBrowsers?: true;
  readonly hazards?: readonly (Condition & { readonly hazard: NonNullable<Use['hazard']> })[];
  /** What is wrong with the call whatever it is given. */
  readonly hazard?: Use['hazard'];
  /** The library hashes or derives the key first: raw length does not matter. */
  readonly derivesKey?: boolean;
  /** A service has drawn the key and checks the tokens that are signed with it. */
  readonly isIssued?: true;
  /** An empty key is used like any other; default: the library refuses it. */
  readonly emptyKey?: 'taken';
  /** Bytes the library itself demands. */
  readonly minBytes?: number;
  /** The instance that calls without a key refer to. */
  readonly provides?: string;
  readonly consumes?: string;
  /** The name of the example's file, where it matters. */
  readonly exampleFile?: string;
  /** Code with «» around the key's text (no marks: a call without a key); a test runs every one. */
  readonly example: string;
}
