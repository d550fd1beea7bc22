// What is known of the names of a file before anything is lowered: bindings, classes, scopes.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { ParameterShape, Slot } from './shape.ts';

/** Which parameter of which function a name is. */
export interface ParameterPlace {
  readonly function: SyntaxNode;
  readonly index: number;
}

/** One declared name. */
export interface Binding {
  readonly name: string;
  /** Unique in the file: as written at its top level, else `name@offset`. */
  readonly key: string;
  /** The node that names it. */
  readonly at: SyntaxNode;
  /** The declaration a reader would point at. */
  readonly declaration: SyntaxNode;
  /** What it is given first. */
  readonly value?: Slot | undefined;
  /** The way to its part of the value, or of what is handed to the parameter, where a pattern takes that apart. */
  readonly path: readonly string[];
  /** What it is where that part, or the parameter, is not given. */
  readonly fallback?: Slot | undefined;
  readonly type?: string | undefined;
  readonly parameter?: (ParameterPlace & { readonly shape: ParameterShape }) | undefined;
  readonly import?: { readonly from: string; readonly imported: string } | undefined;
  /** It names a class; so does its key with `#`, for an instance. */
  readonly isClass?: boolean | undefined;
  /** No other file sees it. */
  readonly isPrivate?: boolean | undefined;
  /** How often it is given a value. */
  assignments: number;
}

/** A class and what is known of it before lowering. */
export interface ClassInfo {
  readonly node: SyntaxNode;
  readonly key: string;
  readonly bases: readonly string[];
  /** Names of fields, properties and methods, with the declared type and first value of fields. */
  readonly members: Map<
    string,
    { readonly type?: string; readonly value?: Slot; readonly isMethod?: boolean }
  >;
}

export interface Scopes {
  readonly top: ReadonlyMap<string, Binding>;
  /** Modules of which everything is visible. */
  readonly wildcards: readonly string[];
  readonly classes: ReadonlyMap<string, ClassInfo>;
  readonly functions: readonly SyntaxNode[];
  /** In order of declaration. */
  readonly all: readonly Binding[];
  lookUp(node: SyntaxNode, name: string): Binding | undefined;
  /** The class whose member a node is or stands in, `self` in its methods. */
  classAround(node: SyntaxNode): ClassInfo | undefined;
  functionAround(node: SyntaxNode): SyntaxNode | undefined;
  /** `FunctionOf.id`: `issue`, `Service#.issue`, `function@120`; a second one of a name has `~2`. */
  idOf(functionNode: SyntaxNode): string;
  /** The callee of the call that a function is handed to, and its place there. */
  handedTo(functionNode: SyntaxNode): Slot | undefined;
  /** Whether the function is a member of its class and not a function within a method. */
  isMember(functionNode: SyntaxNode): boolean;
}
