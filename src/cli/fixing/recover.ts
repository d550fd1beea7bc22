// Ends what a killed run left unfinished, before anything else is done, and says so.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../files.ts';
import type { Io } from '../io.ts';
import { stateDirectoryOf } from '../user-directories.ts';

const words = {
  'rolled-forward': 'finished it',
  'rolled-back': 'took it back; nothing was changed',
  conflict: 'took it back, but for files that were edited since',
} as const;

/**
 * Every command that reads or writes files calls it first; it costs one directory listing. Old values that have been
 * kept for long enough are deleted with it. Never throws.
 */
export async function recoverInterrupted(io: Io): Promise<void> {
  const stateDirectory = stateDirectoryOf(io);
  const names = namesOfTransactions(stateDirectory);
  if (names.length === 0) return;
  // None of them are ours: nothing is written there.
  const { isInCheckout } = await import('../../fix/transaction/journal.ts');
  if (isInCheckout(stateDirectory, io.cwd)) return;
  const { forgetExpired } = await import('../../fix/transaction/retention.ts');
  forgetExpired(stateDirectory);
  if (!names.some((name) => name.endsWith('.pending'))) return;
  try {
    const { recoverTransactions } = await import('../../fix/transaction/recover.ts');
    for (const { outcome, paths } of recoverTransactions(stateDirectory, io.cwd)) {
      const files = paths.length === 1 ? '1 file' : `${paths.length} files`;
      io.stderr.write(`keylint: an earlier fix of ${files} was interrupted: ${words[outcome]}.\n`);
    }
  } catch (error) {
    io.stderr.write(
      `keylint: an earlier fix was interrupted and could not be ended (${errorCode(error)}); its journal is in ${stateDirectory}.\n`,
    );
  }
}

function namesOfTransactions(stateDirectory: string): string[] {
  try {
    return readdirSync(join(stateDirectory, 'transactions'));
  } catch {
    return [];
  }
}
