// What writes out what it is given in Swift: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const swiftLogs: readonly LogRow[] = [
  { path: ['print', 'debugPrint', 'NSLog', 'dump'], by: 'print' },
  {
    path: ['trace', 'debug', 'info', 'notice', 'warning', 'error', 'critical'],
    receiver: /(?:^|\.)_?log(?:ger)?$/i,
    by: 'logger',
  },
];
