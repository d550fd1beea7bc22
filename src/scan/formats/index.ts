// All configuration formats, in the order in which they are asked.
import { dependencyReader } from './dependencies.ts';
import { directivesReader } from './directives.ts';
import { dockerfileReader } from './dockerfile.ts';
import { documentReader } from './documents.ts';
import { dotenvReader } from './dotenv.ts';
import type { FormatReader } from './format.ts';
import { groovyReader } from './groovy.ts';
import { hclReader } from './hcl.ts';
import { hoconReader } from './hocon.ts';
import { jsonReader } from './json.ts';
import { keyFileReader } from './key-file.ts';
import { makefileReader } from './makefile.ts';
import { powershellReader } from './powershell.ts';
import { propertiesReader } from './properties.ts';
import { settingLinesReader } from './setting-lines.ts';
import { shellReader } from './shell.ts';
import { sqlReader } from './sql.ts';
import { systemdReader } from './systemd.ts';
import { tomlReader } from './toml.ts';
import { variablesReader } from './variables.ts';
import { xmlReader } from './xml.ts';
import { createYamlReader } from './yaml.ts';

const plainReaders: readonly FormatReader[] = [
  xmlReader,
  dependencyReader,
  dotenvReader,
  systemdReader,
  jsonReader,
  tomlReader,
  hclReader,
  directivesReader,
  hoconReader,
  propertiesReader,
  dockerfileReader,
  shellReader,
  makefileReader,
  sqlReader,
  groovyReader,
  powershellReader,
  settingLinesReader,
  variablesReader,
  keyFileReader,
  documentReader,
];

// A file inside a ConfigMap may be YAML, but not one with files inside of it again.
const embeddedReaders: readonly FormatReader[] = [...plainReaders, createYamlReader([])];

/** The first reader whose `canRead` says yes reads the file. */
export const formatReaders: readonly FormatReader[] = [
  ...plainReaders,
  createYamlReader(embeddedReaders),
];
