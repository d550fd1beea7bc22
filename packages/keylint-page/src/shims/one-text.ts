// What one text has none of: other files that it is linked with, aliases for them, ages in a history. A pasted one is in
// UTF-8.
import type { Notice } from '../../../../src/model/report.ts';
import type { Skipped } from '../../../../src/model/source.ts';

export const openKnownLinks = (): undefined => undefined;
export const scanLinked = async (): Promise<void> => {};

export const isModuleConfig = (): boolean => false;
export const manifestAliases = (): readonly never[] => [];
export const toolAliases = (): readonly never[] => [];

interface Nothing {
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
}

export const readMaxAge = (): undefined => undefined;
export const lookUpAges = async (): Promise<Nothing> => ({ skipped: [], notices: [] });
export const beginHistory = async (): Promise<undefined> => undefined;
export const lookUpHistory = lookUpAges;

/** Configuration that fills structures. */
export const filledStructures = (): Readonly<Record<string, never>> => ({});
export const deserializedStructures = filledStructures;
export const boundOptions = filledStructures;
export const embeddedFiles = (): readonly never[] => [];

export const createModulePathResolver = () => (): undefined => undefined;

/** Settings of another stage are in another file. */
export const withoutReplaced = <U>(uses: readonly U[]): readonly U[] => uses;

export const ebcdicText = (): undefined => undefined;

/** One file alone is full before a run is. */
export const withinRun = <F>(
  facts: F,
): { readonly facts: F; readonly cut: ReadonlyMap<string, string> } => ({
  facts,
  cut: new Map(),
});
export const noteFull = (): void => {};
