// What writes out what it is given in Elixir: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const elixirLogs: readonly LogRow[] = [
  { path: ['IO.puts', 'IO.inspect', 'IO.write', 'dbg'], by: 'IO' },
  {
    path: ['debug', 'info', 'notice', 'warning', 'warn', 'error'].map((name) => `Logger.${name}`),
    by: 'Logger',
  },
];
