// Swift: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { markOfDirective } from './directives.ts';
import { swiftRows } from './libraries/rows.ts';
import { swiftLogs } from './logs.ts';
import { swiftModules } from './modules.ts';
import { shapeOfSwift } from './shapes.ts';
import { swiftValues } from './values.ts';

export const swift: Language = {
  id: 'swift',
  title: 'Swift',
  endings: ['.swift'],
  grammarOf: () => 'swift',
  leaves: [
    'simple_identifier',
    'type_identifier',
    'line_str_text',
    'multi_line_str_text',
    'raw_str_end_part',
    'raw_str_part',
    'integer_literal',
    'boolean_literal',
    'modifiers',
    'value_binding_pattern',
    'type_parameters',
  ],
  shapeOf: shapeOfSwift,
  uses: swiftRows,
  values: swiftValues,
  logs: swiftLogs,
  modules: swiftModules,
  stages: {
    stops: /^(?:fatalError|preconditionFailure|exit|abort)$/,
    markOf: markOfDirective,
  },
  words: { constructor: 'init', nothing: /^nil$/, hasImplicitSelf: true, constructsByCall: true },
  testImports: /^(?:XCTest|Testing|XCTVapor|VaporTesting)\b/,
};
