// What `keylint mcp` hands to the package keylint-mcp: the engine, so that both are of one version.
import type { Readable, Writable } from 'node:stream';

/** What an agent may ask for. Nothing of it takes a secret's text, and no answer holds one. */
export interface AgentEngine {
  readonly version: string;
  /** The report of a scan as the JSON contract has it, the loudest findings first. Rejects with what a person may read. */
  audit(request: AuditRequest): Promise<object>;
  /** All that a rule says of itself, as text. */
  explain(rule: string): Promise<string>;
  /** Makes a secret and puts it into a file unseen; what was done, as text. */
  generate(request: GenerateRequest): Promise<string>;
  /** What the secret of that name in that file is worth. */
  rate(request: RateRequest): Promise<object>;
  /** What to tell of an error; quotes no file and no argument. */
  describe(error: unknown): string;
}

export interface AuditRequest {
  /** Files or directories below the root; default: all of it. */
  readonly paths?: readonly string[] | undefined;
  readonly rules?: readonly string[] | undefined;
  /** Findings in tests, examples and documents count. */
  readonly strict?: boolean | undefined;
  /** At most so many findings. */
  readonly limit?: number | undefined;
}

export interface GenerateRequest {
  readonly algorithm: string;
  /** The variable. */
  readonly name: string;
  /** The env file, below the root. */
  readonly path: string;
  readonly format?: string | undefined;
  /** Replace a value that is there. */
  readonly replace?: boolean | undefined;
}

export interface RateRequest {
  readonly path: string;
  readonly name: string;
}

export interface AgentServeOptions {
  readonly engine: AgentEngine;
  readonly input: Readable;
  readonly output: Writable;
}

/** The package. */
export interface AgentServer {
  /** Serves until the client ends the connection. */
  serve(options: AgentServeOptions): Promise<void>;
}
