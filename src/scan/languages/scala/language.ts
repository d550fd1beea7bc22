// Scala: the grammar and the shapes of its nodes; libraries of the JVM are Java's, beside its own.
import type { Language } from '../../code/language.ts';
import { java } from '../java/language.ts';
import { jvmModules } from '../java/modules.ts';
import { scalaRows } from './libraries/rows.ts';
import { scalaLogs } from './logs.ts';
import { shapeOfScala } from './shapes.ts';
import { scalaValues } from './values.ts';

export const scala: Language = {
  id: 'scala',
  title: 'Scala',
  endings: ['.scala', '.sc', '.sbt'],
  grammarOf: () => 'scala',
  leaves: [
    'identifier',
    'type_identifier',
    'operator_identifier',
    'string',
    'integer_literal',
    'boolean_literal',
    'access_modifier',
    'wildcard',
  ],
  shapeOf: shapeOfScala,
  uses: [...scalaRows, ...java.uses],
  values: [...scalaValues, ...java.values],
  logs: scalaLogs,
  modules: jvmModules,
  stages: { stops: /^(?:sys\.(?:error|exit)|System\.exit)$/ },
  words: {
    constructor: 'this',
    nothing: /^(?:null|None)$/,
    hasImplicitSelf: true,
    constructsByCall: true,
    returnsLast: true,
  },
  testImports: /^(?:org\.scalatest|org\.specs2|munit|zio\.test|utest)\b/,
};
