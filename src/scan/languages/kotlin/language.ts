// Kotlin: the grammar and the shapes of its nodes; modules are those of Java, and so are most libraries and values.
import type { Language } from '../../code/language.ts';
import { java } from '../java/language.ts';
import { jvmModules } from '../java/modules.ts';
import { profileOf } from '../java/profiles.ts';
import { layOpenComments } from './comments.ts';
import { kotlinEdits } from './edits.ts';
import { ktorRows } from './libraries/ktor.ts';
import { shapeOfKotlin } from './shapes.ts';
import { kotlinValues } from './values.ts';

export const kotlin: Language = {
  id: 'kotlin',
  title: 'Kotlin',
  endings: ['.kt', '.kts'],
  grammarOf: () => 'kotlin',
  leaves: [
    'simple_identifier',
    'type_identifier',
    'string_content',
    'integer_literal',
    'boolean_literal',
    'visibility_modifier',
    'member_modifier',
    'binding_pattern_kind',
  ],
  layOpen: layOpenComments,
  shapeOf: shapeOfKotlin,
  uses: [...ktorRows, ...java.uses],
  values: [...kotlinValues, ...java.values],
  logs: [{ path: ['println', 'print'], by: 'println' }, ...java.logs],
  sets: [{ path: 'System.setProperty', space: 'setting' }],
  modules: jvmModules,
  edits: kotlinEdits,
  stages: {
    debug: /^BuildConfig\.DEBUG$/,
    stops: /^(?:error|exitProcess|TODO|System\.exit)$/,
    markOf: profileOf,
  },
  words: {
    constructor: 'constructor',
    nothing: /^null$/,
    hasImplicitSelf: true,
    constructsByCall: true,
  },
  testImports: /^(?:org\.junit|kotlin\.test|io\.mockk|io\.kotest|org\.mockito)\b/,
};
