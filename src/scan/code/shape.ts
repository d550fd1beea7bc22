// The one small syntax that every grammar is read as. A language says which of its nodes has which shape; scopes,
// origins, lowering and facts are the same for all.
import type { SyntaxNode } from '../../model/syntax-node.ts';

/** A shape that no node of its own has: the callee of a method call, the value that an annotation gives. */
export type Placed<S extends Shape = Shape> = S & { readonly at: SyntaxNode };

/** What fills a slot of a shape. */
export type Slot = SyntaxNode | Placed;

export interface Argument {
  readonly value: Slot;
  /** Named arguments, entries of an object initializer, options without braces; `**` of an object that is spread out. */
  readonly keyword?: string;
  /** A list that stands for its items: `f(...list)`. */
  readonly isSpread?: boolean;
}

/** One of the names that a pattern takes out of a value. */
export interface PatternPart {
  readonly at: SyntaxNode;
  /** Properties that lead to it, numbers in lists. */
  readonly path: readonly string[];
  /** What it is where that part is unset. */
  readonly fallback?: SyntaxNode;
}

export interface ParameterShape {
  readonly name: SyntaxNode;
  /** All of it, with its type and default, where that is more than the name. */
  readonly whole?: SyntaxNode;
  /** The names of a pattern that stands in the place of the name. */
  readonly parts?: readonly PatternPart[];
  /** How bodies call it, where that is not what is written: `$key` of PHP is `key`. */
  readonly called?: string;
  readonly fallback?: Slot;
  /** What is injected whatever a caller passes: `@Value("${jwt.secret}")`. */
  readonly injected?: Slot;
  /** Declared type, its plain name. */
  readonly type?: string;
  /** `self`, `cls`: no caller passes it. */
  readonly isReceiver?: boolean;
  /** What stands before the dot where an extension method is called: `services.AddTokens(key)`. */
  readonly isExtended?: boolean;
  /** It is a property of the class too: `class A(private val key: String)`. */
  readonly isProperty?: boolean;
  /** It takes all further arguments as a list. */
  readonly isRest?: boolean;
  /** Callers say its name: `fallback:` of Ruby, what stands behind `*` in Python. */
  readonly isNamedOnly?: boolean;
  /** It takes all further named arguments as one object: `**options`. */
  readonly isKeywords?: boolean;
}

export interface ImportShape {
  /** The node that names the binding. */
  readonly at: SyntaxNode;
  /** What the file calls it; `*`: everything in `from` is visible by its own name. */
  readonly local: string;
  /** The module or namespace, separators as rows write them (dots, slashes for Go). */
  readonly from: string;
  /** `*`: the module itself. */
  readonly imported: string;
}

export interface AssignedPair {
  readonly target: Slot;
  readonly value?: Slot | undefined;
  /** Declared type of the target, its plain name. */
  readonly type?: string | undefined;
  /** The way to the part of the value that the target is given, where a pattern takes it apart. */
  readonly path?: readonly string[] | undefined;
  /** What the target is where that part is unset. */
  readonly fallback?: Slot | undefined;
  /** No other file sees the name, though it stands at the top level: variables of a PHP script. */
  readonly isPrivate?: boolean;
}

export type TextShape = {
  readonly kind: 'text';
  /** After escapes. */
  readonly value: string;
  /** The content without quotes. */
  readonly start: number;
  readonly end: number;
};

export type Shape =
  | TextShape
  | { readonly kind: 'name'; readonly name: string }
  /** `this`, `self`, `$this`, `self::`. */
  | { readonly kind: 'self' }
  | {
      readonly kind: 'member';
      readonly of: Slot;
      readonly property: string;
      /** The name that says which, where it is not written down: `x[key]`. */
      readonly key?: SyntaxNode;
      /** What it is a member of may be no more than a module: `config::SECRET`. */
      readonly isScoped?: boolean;
    }
  | {
      readonly kind: 'call';
      readonly callee: Slot;
      readonly arguments: readonly Argument[];
      readonly isNew?: boolean;
      /** It hands on to the constructor of the base class: `super(key)`, `: base(key)`. */
      readonly isBase?: boolean;
    }
  /** `a || b`, `a ?: b`, `getOrElse`: the second where the first is unset; `keepsEmpty`: an empty text is not. */
  | {
      readonly kind: 'fallback';
      readonly first: Slot;
      readonly second: Slot;
      readonly keepsEmpty?: boolean;
    }
  | { readonly kind: 'either'; readonly options: readonly Slot[] }
  | { readonly kind: 'joined'; readonly parts: readonly Slot[] }
  | {
      readonly kind: 'object';
      readonly entries: readonly { readonly key: string; readonly value: Slot }[];
      readonly spreads: readonly Slot[];
      /** The class or struct that it is an instance of. */
      readonly type?: string;
    }
  | { readonly kind: 'list'; readonly items: readonly Slot[] }
  /** Parentheses, awaits, casts: the value is the inner one's. */
  | { readonly kind: 'same'; readonly of: Slot }
  /** A variable of the environment, where the syntax itself says so (annotations, struct tags). */
  | { readonly kind: 'env'; readonly name: string; readonly fallback?: Slot }
  /** A setting, likewise: `@Value("${jwt.secret:dev}")`. */
  | { readonly kind: 'setting'; readonly path: string; readonly fallback?: Slot }
  /** `declares`: the names are new ones of the function, class or file around. */
  | {
      readonly kind: 'assign';
      readonly pairs: readonly AssignedPair[];
      readonly declares: boolean;
      /** The names are those of the function around, whatever block they stand in: `var` of JavaScript. */
      readonly isHoisted?: boolean;
      /** `x ||= y`: what is there already stays. */
      readonly isFallback?: boolean;
      /** `x += y`: it goes behind what is there. */
      readonly adds?: true;
    }
  | {
      readonly kind: 'function';
      readonly name?: SyntaxNode;
      /** Where the name is not what its node says. */
      readonly called?: string;
      /** Go, Rust, Kotlin: a method that stands outside of its class. */
      readonly receiver?: { readonly name?: SyntaxNode; readonly type: string };
      readonly parameters: readonly ParameterShape[];
      readonly body: SyntaxNode;
      /** The body is what it returns; its last statement where it is a block (Ruby, Rust, Scala). */
      readonly isExpression?: boolean;
      /** It is called on the class itself. */
      readonly isStatic?: boolean;
      /** What `this` is in it is not what it is around it. */
      readonly hasOwnSelf?: boolean;
      /** Read like a field: C# properties, Kotlin getters. */
      readonly isProperty?: boolean;
    }
  | {
      readonly kind: 'class';
      /** Absent: its members are those of the class around it (companion objects, `class << self`). */
      readonly name?: SyntaxNode;
      /** Whose members these are, where no node names the class: `impl Service`. */
      readonly called?: string;
      readonly bases?: readonly string[];
      /** Parameters of its primary constructor. */
      readonly parameters?: readonly ParameterShape[];
    }
  | { readonly kind: 'return'; readonly value: Slot }
  /** Where it stands as a value it is what its first binding names: `require 'config.php'`, `crate::keys::SECRET`. */
  | { readonly kind: 'import'; readonly bindings: readonly ImportShape[] };

/** The shapes of one kind. */
export type ShapeOf<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

/** Whether a slot is filled by a shape, not by a node. */
export function isPlaced(slot: Slot): slot is Placed {
  // Every node has children: asking for a property of many shapes is quicker than asking whether there is one.
  return (slot as Partial<SyntaxNode>).children === undefined;
}

/** The node that a reader would point at. */
export function nodeOf(slot: Slot): SyntaxNode {
  return isPlaced(slot) ? slot.at : slot;
}

/** A shape for a slot. */
export function place<S extends Shape>(shape: S, at: SyntaxNode): Placed<S> {
  return { ...shape, at };
}
