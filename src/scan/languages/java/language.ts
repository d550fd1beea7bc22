// Java: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { javaEdits } from './edits.ts';
import { javaJwtRows } from './libraries/java-jwt.ts';
import { jjwtRows } from './libraries/jjwt.ts';
import { nimbusRows } from './libraries/nimbus.ts';
import { otherJavaRows } from './libraries/others.ts';
import { javaLogs } from './logs.ts';
import { jvmModules } from './modules.ts';
import { profileOf } from './profiles.ts';
import { shapeOfJava } from './shapes.ts';
import { layOpenTextBlocks } from './text-blocks.ts';
import { javaValues } from './values.ts';

export const java: Language = {
  id: 'java',
  title: 'Java',
  endings: ['.java'],
  grammarOf: () => 'java',
  leaves: [
    'identifier',
    'type_identifier',
    'string_literal',
    'decimal_integer_literal',
    'null_literal',
    'true',
    'false',
    'integral_type',
    'void_type',
    'type_parameters',
  ],
  layOpen: layOpenTextBlocks,
  shapeOf: shapeOfJava,
  uses: [...jjwtRows, ...javaJwtRows, ...nimbusRows, ...otherJavaRows],
  values: javaValues,
  logs: javaLogs,
  sets: [
    { path: 'System.setProperty', space: 'setting' },
    { path: '*.setProperty', space: 'setting' },
  ],
  modules: jvmModules,
  edits: javaEdits,
  stages: {
    stops: /^(?:System\.exit|Runtime\.getRuntime)$/,
    asserts:
      /^(?:Objects\.requireNonNull|(?:Assert\.)?(?:notNull|hasText|hasLength)|(?:Preconditions\.)?check(?:NotNull|Argument))$/,
    markOf: profileOf,
  },
  words: { constructor: '', nothing: /^null$/, hasImplicitSelf: true, hasGetters: true },
  testImports: /^(?:org\.junit|org\.testng|org\.mockito|org\.assertj)\b/,
};
