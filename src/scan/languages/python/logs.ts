// What writes out what it is given in Python: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const pythonLogs: readonly LogRow[] = [
  { path: ['print', 'pprint.pprint'], by: 'print' },
  {
    path: [
      ...['jsonify', 'make_response', 'Response', 'json.jsonify'].map((name) => `flask.${name}`),
      ...['JsonResponse', 'HttpResponse'].map((name) => `django.http.${name}`),
      ...['fastapi', 'starlette'].flatMap((from) =>
        ['JSONResponse', 'PlainTextResponse', 'Response'].map(
          (name) => `${from}.responses.${name}`,
        ),
      ),
      ...['aiohttp.web.json_response', 'web.json_response', 'rest_framework.response.Response'],
    ],
    isLoose: true,
  },
  {
    path: ['debug', 'info', 'warning', 'warn', 'error', 'critical', 'exception', 'log'],
    receiver: /^(?:self\.|cls\.|this\.|app\.|current_app\.)?_?(?:log|logger|logging|LOG|LOGGER)$/,
    by: 'logging',
  },
];
