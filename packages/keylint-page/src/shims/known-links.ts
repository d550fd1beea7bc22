// What the page has instead of a memory of what linking came to ask for: nothing is remembered from one audit to the next.
import type { KnownLinks } from '../../../../src/run/known-links.ts';

export const openKnownLinks = (): KnownLinks | undefined => undefined;

export const scanLinked = async (): Promise<void> => {};
