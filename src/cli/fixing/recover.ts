// Ends what a killed run left unfinished, before anything else is done, and says so.
import { recoverTransactions } from '../../fix/transaction/recover.ts';
import type { Io } from '../io.ts';
import { stateDirectoryOf } from './write-fixes.ts';

const words = {
  'rolled-forward': 'finished it',
  'rolled-back': 'took it back; nothing was changed',
  conflict: 'took it back, but for files that were edited since',
} as const;

/** Every command that reads or writes files calls it first; it costs one directory listing. */
export function recoverInterrupted(io: Io): void {
  for (const { outcome, paths } of recoverTransactions(stateDirectoryOf(io), io.cwd)) {
    const files = paths.length === 1 ? '1 file' : `${paths.length} files`;
    io.stderr.write(`keylint: an earlier fix of ${files} was interrupted: ${words[outcome]}.\n`);
  }
}
