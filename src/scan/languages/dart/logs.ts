// What writes out what it is given in Dart: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const dartLogs: readonly LogRow[] = [
  { path: ['print', 'debugPrint'], by: 'print' },
  {
    path: ['info', 'warning', 'severe', 'fine', 'shout', 'd', 'i', 'w', 'e'],
    receiver: /^(?:this\.)?_?(?:log|logger)$/i,
    by: 'logger',
  },
];
