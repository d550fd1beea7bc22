// What calls and members of libraries are as values, as data: reads of the environment and of settings, decodings,
// digests, generators, calls that hand on. The same table for every language, beside the rows of calls that sign.
import type { Encoding, Generated } from '../../model/expression.ts';

/** A part of a call: an argument by position, by keyword (else position), or what its method is called on. */
export type CallPart =
  | number
  | 'receiver'
  /** Under this name in an object of options, too. */
  | { readonly keyword: string; readonly argument?: number };

export type ValueMeaning =
  /** The environment as a whole: its members are variables. */
  | { readonly is: 'environment' }
  /** A tree of settings: its members are settings below `prefix`. */
  | { readonly is: 'settings'; readonly prefix?: string }
  | { readonly is: 'text'; readonly text: string }
  | {
      readonly is: 'env';
      readonly name: CallPart;
      readonly fallback?: CallPart;
      /** Without a fallback it fails where the variable is missing. */
      readonly failsAlone?: true;
    }
  | {
      readonly is: 'setting';
      readonly name: CallPart;
      /** The part that names the section which `name` stands in. */
      readonly section?: CallPart;
      readonly fallback?: CallPart;
      readonly prefix?: string;
    }
  /** A text made into bytes. */
  | { readonly is: 'decoded'; readonly of: CallPart; readonly encoding: Encoding }
  /** Bytes made into a text. */
  | { readonly is: 'encoded'; readonly of: CallPart; readonly encoding: Encoding }
  /** A digest or key derivation; `by` is its name, or the argument that says it. */
  | {
      readonly is: 'hashed';
      readonly of: CallPart;
      readonly by: string | { readonly argument: number };
    }
  | {
      readonly is: 'generated';
      /** As people call it: `random.choice`. */
      readonly by: string;
      readonly isCryptographic: boolean;
      /** The argument that says how much is drawn; bytes that are there to be filled say it too. */
      readonly bytes?: CallPart;
      /** What that argument counts; default bytes. `range`: numbers below it, or from it to the next. */
      readonly unit?: 'bytes' | 'bits' | 'letters' | 'range';
      /** Of each letter. */
      readonly bitsEach?: number;
      /** The argument that is filled with what is drawn; nothing is returned. */
      readonly fills?: number;
      /** Bytes, or letters, that are drawn where no argument says so. */
      readonly drawn?: number;
      readonly from?: Generated['from'];
      /** Nothing is made where this part is given, but a moment that is counted elsewhere: `new Date(now + lifetime)`. */
      readonly given?: CallPart;
    }
  /** What is read of a file: a setting under the name of the file. */
  | { readonly is: 'file'; readonly name: CallPart }
  /** Hands on one of its parts unchanged. */
  | { readonly is: 'same'; readonly of: CallPart }
  /** The second where the first is unset: `orElse`, `unwrap_or`. */
  | {
      readonly is: 'fallback';
      readonly first: CallPart;
      readonly second: CallPart;
      /** The argument that is filled with it; nothing is returned. */
      readonly fills?: number;
    }
  /** So long a time, by its source: `timedelta(days=30)`. What the source does not say is left a call. */
  | { readonly is: 'span' }
  /** The second part is joined to the first: `concat`. */
  | { readonly is: 'joined'; readonly parts: readonly CallPart[] }
  | MadeMeaning;

/** Texts and bytes that are made of what is written down. */
export type MadeMeaning =
  /** What follows the format takes the places in it: `%s`, `%d`. */
  | { readonly is: 'formatted'; readonly format: CallPart; readonly holes?: 'braces' }
  /** A map of what it is given: keys and values in turn, or lists of a key and a value. */
  | { readonly is: 'map'; readonly given: 'turns' | 'pairs' }
  | { readonly is: 'repeated'; readonly of: CallPart; readonly times: CallPart }
  /** Filled up to a length; without `fill` by spaces. */
  | {
      readonly is: 'padded';
      readonly of: CallPart;
      readonly length: CallPart;
      readonly fill: CallPart;
      readonly side: 'start' | 'end';
    }
  /** `slice`: counted from the end where negative; `substring`: from the start at least; `length`: `to` counts letters. */
  | {
      readonly is: 'cut';
      readonly of: CallPart;
      readonly from: CallPart;
      readonly to: CallPart;
      readonly how: 'slice' | 'substring' | 'length';
    }
  /** Numbers of bytes or of letters, in a list or as arguments. */
  | { readonly is: 'bytes' | 'letters'; readonly of: CallPart | 'all' }
  /** As many bytes, all of them the same; without `fill` zeros. */
  | { readonly is: 'filled'; readonly size: CallPart; readonly fill: CallPart };

/**
 * `path` is an origin: module and names joined with dots, `()` for a call's result, `#` for an instance
 * (`java.util.Random.#.nextInt`); `*.encode` is a method of that name on anything, `faker.*` whatever is below a module.
 */
export type ValueRow = { readonly path: string | readonly string[] } & ValueMeaning & {
    /** For `*.name`: what the receiver is called, dotted as written, where it may come from anywhere. */
    readonly receiver?: RegExp;
    /** For `*.name`: only where nothing is known of the receiver, or of a function of that name. */
    readonly onlyUnknown?: true;
    /**
     * Code in which «» marks the expression that the row is about, given to a name at the top level, in a class or in a
     * function; a test reads every one, and once more with the last step of its name changed.
     */
    readonly example: string;
  };
