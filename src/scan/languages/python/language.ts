// Python: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { pythonEdits } from './edits.ts';
import { schemeDefaults } from './environ.ts';
import { flaskRows } from './libraries/flask.ts';
import { frameworkRows } from './libraries/frameworks.ts';
import { hostedTokenRows } from './libraries/hosted-tokens.ts';
import { joseRows } from './libraries/jose.ts';
import { pyjwtRows } from './libraries/pyjwt.ts';
import { pythonLogs } from './logs.ts';
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
  logs: pythonLogs,
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
