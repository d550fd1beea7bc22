// PHP: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { phpEdits } from './edits.ts';
import { firebaseRows } from './libraries/firebase.ts';
import { lcobucciRows } from './libraries/lcobucci.ts';
import { otherPhpRows } from './libraries/others.ts';
import { phpLogs } from './logs.ts';
import { phpModules } from './modules.ts';
import { phpSettings } from './settings.ts';
import { shapeOfPhp } from './shapes.ts';
import { phpValues } from './values.ts';

export const php: Language = {
  id: 'php',
  title: 'PHP',
  endings: ['.php', '.phtml', '.inc'],
  grammarOf: () => 'php',
  leaves: [
    'name',
    'string',
    'string_content',
    'integer',
    'boolean',
    'null',
    'php_tag',
    'text',
    'primitive_type',
    'visibility_modifier',
  ],
  shapeOf: shapeOfPhp,
  uses: [...firebaseRows, ...lcobucciRows, ...otherPhpRows],
  values: phpValues,
  logs: phpLogs,
  modules: phpModules,
  more: phpSettings,
  edits: phpEdits,
  stages: {
    debug: /^(?:WP_DEBUG|APP_DEBUG|runningUnitTests)$/,
    stops: /^(?:die|exit|abort|abort_if|trigger_error)$/,
  },
  words: { constructor: '__construct', nothing: /^null$/i },
  testImports: /^(?:PHPUnit|Tests|Pest|Mockery)\b/,
};
