// Dart: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { foldDart } from './fold.ts';
import { dartRows } from './libraries/rows.ts';
import { dartLogs } from './logs.ts';
import { dartModules } from './modules.ts';
import { shapeOfDart } from './shapes.ts';
import { dartValues } from './values.ts';

export const dart: Language = {
  id: 'dart',
  title: 'Dart',
  endings: ['.dart'],
  grammarOf: () => 'dart',
  leaves: [
    'identifier',
    'type_identifier',
    'identifier_dollar_escaped',
    'decimal_integer_literal',
    'hex_integer_literal',
    'null_literal',
    'true',
    'false',
    'final_builtin',
    'const_builtin',
    'inferred_type',
    'void_type',
    'nullable_type',
    'annotation',
  ],
  prepare: foldDart,
  shapeOf: shapeOfDart,
  uses: dartRows,
  values: [
    ...dartValues,
    {
      path: ['SecretKey', 'dart_jsonwebtoken.SecretKey'],
      is: 'same',
      of: 0,
      example:
        "import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';\nfinal key = «SecretKey('tutorial')»;\n",
    },
  ],
  logs: dartLogs,
  modules: dartModules,
  stages: {
    debug: /^(?:kDebugMode|kProfileMode)$/,
    stops: /^exit$/,
    stageOf: (node, text) =>
      text.slice(node.start, node.end) === 'kReleaseMode'
        ? { where: 'production', isOneOfTwo: true }
        : undefined,
  },
  words: { constructor: '', nothing: /^null$/, hasImplicitSelf: true, constructsByCall: true },
  testImports: /^(?:test|flutter_test|mockito|mocktail)\b/,
};
