// What writes out what it is given in C#: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const csharpLogs: readonly LogRow[] = [
  {
    path: ['Ok', 'Json', 'Results.Ok', 'Results.Json', 'Microsoft.AspNetCore.Http.Results.Ok'],
    isLoose: true,
  },
  {
    path: [
      'System.Console.WriteLine',
      'System.Console.Write',
      'Console.WriteLine',
      'Console.Write',
      'System.Diagnostics.Debug.WriteLine',
      'Debug.WriteLine',
    ],
    by: 'Console.WriteLine',
  },
  {
    path: [
      'LogInformation',
      'LogDebug',
      'LogWarning',
      'LogError',
      'LogTrace',
      'Information',
      'Debug',
      'Warning',
      'Error',
    ],
    receiver: /^(?:this\.)?_?(?:log|logger|Log|Logger)$/,
    by: 'ILogger',
  },
];
