// What writes out what it is given in Java: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const javaLogs: readonly LogRow[] = [
  {
    path: ['System.out.println', 'System.out.print', 'System.out.printf', 'System.err.println'],
    by: 'System.out.println',
  },
  {
    path: ['trace', 'debug', 'info', 'warn', 'error', 'fine', 'severe', 'warning'],
    receiver: /^(?:this\.)?_?(?:log|logger|LOG|LOGGER)$/,
    by: 'logger',
  },
  {
    path: ['ok', 'body', 'write', 'println', 'print', 'json', 'result'],
    receiver: /./,
    isLoose: true,
  },
];
