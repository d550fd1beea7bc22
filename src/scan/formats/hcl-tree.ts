// The tree that HCL is read into: attributes, blocks and values with the places where they stand.

export type HclValue =
  | HclText
  | {
      readonly kind: 'object';
      readonly entries: readonly HclEntry[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'list';
      readonly items: readonly HclValue[];
      readonly start: number;
      readonly end: number;
    }
  /** `var.jwt.secret` */
  | {
      readonly kind: 'reference';
      readonly path: readonly string[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly HclValue[];
      readonly start: number;
      readonly end: number;
    }
  /** `test ? yes : no` */
  | {
      readonly kind: 'choice';
      readonly yes: HclValue;
      readonly no: HclValue;
      readonly start: number;
      readonly end: number;
    }
  /** Numbers, booleans, `null`, and whatever is worked out when it runs. */
  | { readonly kind: 'other'; readonly start: number; readonly end: number };

/** A quoted text or a here document. */
export interface HclText {
  readonly kind: 'text';
  readonly isHereDocument: boolean;
  /** Texts and what is filled in between them, in order. */
  readonly parts: readonly HclPart[];
  /** Between the quotes, or the first and last line of a here document. */
  readonly inner: { readonly start: number; readonly end: number };
  /** With its quotes. */
  readonly start: number;
  readonly end: number;
}

export type HclPart = HclLiteral | HclFilled;

/** `${...}` in a text, offsets with the braces. */
export interface HclFilled {
  readonly kind: 'filled';
  readonly value: HclValue;
  readonly start: number;
  readonly end: number;
}

export interface HclLiteral {
  readonly kind: 'literal';
  /** After escapes. */
  readonly value: string;
  /** `offsets[i]` is where character `i` stands, `offsets[value.length]` where it ends. */
  readonly offsets: readonly number[];
}

/** An attribute or, where `labels` is set, a block. */
export interface HclEntry {
  readonly key: string;
  readonly labels?: readonly string[];
  readonly value: HclValue;
  readonly start: number;
  readonly end: number;
}

/** The text of a template that nothing is filled into. */
export function plainText({ parts }: HclText): string | undefined {
  const [only, ...more] = parts;
  if (more.length > 0 || (only && only.kind !== 'literal')) return undefined;
  return only?.value ?? '';
}
