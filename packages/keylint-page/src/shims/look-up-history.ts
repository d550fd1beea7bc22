// What the page has instead of a history: one text has none, and nobody asks for it.
import type { LookedUpHistory } from '../../../../src/run/look-up-history.ts';

export const lookUpHistory = async (): Promise<LookedUpHistory> => ({ skipped: [], notices: [] });
