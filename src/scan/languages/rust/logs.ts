// What writes out what it is given in Rust: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const rustLogs: readonly LogRow[] = [
  {
    path: [
      'println!',
      'eprintln!',
      'print!',
      'dbg!',
      'info!',
      'debug!',
      'warn!',
      'error!',
      'trace!',
    ],
    by: 'println!',
  },
];
