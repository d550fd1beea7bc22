// Python: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { pythonEdits } from './edits.ts';
import { schemeDefaults } from './environ.ts';
import { flaskRows } from './libraries/flask.ts';
import { frameworkRows } from './libraries/frameworks.ts';
import { hostedTokenRows } from './libraries/hosted-tokens.ts';
import { joseRows } from './libraries/jose.ts';
import { pyjwtRows } from './libraries/pyjwt.ts';
import { pythonModules } from './modules.ts';
import { parsedArguments } from './options.ts';
import { markOfClass } from './setting-classes.ts';
import { settingNames } from './setting-names.ts';
import { shapeOfPython } from './shapes.ts';
import { pythonValues } from './values.ts';

export const python: Language = {
  id: 'python',
  title: 'Python',
  endings: ['.py', '.pyw'],
  grammarOf: () => 'python',
  leaves: [
    'identifier',
    'integer',
    'float',
    'string_start',
    'string_end',
    'true',
    'false',
    'none',
    'pass_statement',
    'string_content',
    'type',
  ],
  shapeOf: shapeOfPython,
  uses: [...pyjwtRows, ...joseRows, ...hostedTokenRows, ...flaskRows, ...frameworkRows],
  values: pythonValues,
  logs: [
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
  ],
  sets: [
    { path: 'os.environ.setdefault', space: 'env', isDefault: true },
    { path: 'os.putenv', space: 'env' },
  ],
  modules: pythonModules,
  settingNames,
  more: (file, facts, reading) => {
    const { definitions = [] } = parsedArguments(file, facts, reading);
    return { definitions: [...definitions, ...schemeDefaults(file, reading)] };
  },
  edits: pythonEdits,
  stages: {
    debug: /(?:^|\.)(?:DEBUG|debug)$/,
    stops: /^(?:sys\.exit|os\._exit|os\.abort|exit|quit)$/,
    markOf: markOfClass,
  },
  words: { constructor: '__init__', nothing: /^None$/, constructsByCall: true },
  infrastructure: /^(?:aws_cdk|pulumi\w*|constructs|cdktf\w*|cdk8s\w*)(?:\.|$)/,
  testImports: /^(?:pytest|unittest|nose|django\.test|rest_framework\.test)\b/,
};
