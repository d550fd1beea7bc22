// What writes out what it is given in PHP: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const phpLogs: readonly LogRow[] = [
  {
    path: ['echo', 'response.().json', 'Symfony.Component.HttpFoundation.JsonResponse'],
    isLoose: true,
  },
  {
    path: ['error_log', 'var_dump', 'print_r', 'syslog', 'printf', 'dd', 'dump', 'logger'],
    by: 'error_log',
  },
  {
    path: [
      'Illuminate.Support.Facades.Log.info',
      'Illuminate.Support.Facades.Log.debug',
      'Illuminate.Support.Facades.Log.error',
      'Illuminate.Support.Facades.Log.warning',
    ],
    by: 'Log::info',
  },
  {
    path: ['debug', 'info', 'notice', 'warning', 'error', 'critical'],
    receiver: /^(?:this\.)?_?log(?:ger)?$/i,
    by: 'logger',
  },
];
