// What `keylint lsp` hands to the package keylint-lsp: the engine, so that both are of one version.
import type { Readable, Writable } from 'node:stream';
import type { Workspace } from './workspace.ts';

export interface Engine {
  readonly version: string;
  /** Opens one folder of the editor, absolute. Rejects where the options make no sense. */
  open(directory: string): Promise<Workspace>;
  /** What to tell a person of an error; quotes no file. */
  describe(error: unknown): string;
}

export interface ServeOptions {
  readonly engine: Engine;
  readonly input: Readable;
  readonly output: Writable;
}

/** The package. */
export interface LanguageServer {
  /** Serves until the editor ends the connection. */
  serve(options: ServeOptions): Promise<void>;
}
