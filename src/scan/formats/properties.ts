// Line formats: Java `.properties`, `.ini`, `.cfg`, `.conf` (beego, PostgREST, HOCON) and Terraform variables.

import { endOfWord, wordValue } from './assignments.ts';
import { settingPath } from './config-definitions.ts';
import { isDataPath } from './data-paths.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { directivesReader } from './directives.ts';
import type { FormatReader, PartialFacts, ScanInput } from './format.ts';
import { cutAt } from './limits.ts';
import { environmentOfWord, formatNameOf, isBeanstalkPath } from './paths.ts';
import { type LineEntry, scanIni, scanProperties } from './properties-scan.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

const propertiesFile = /\.(?:properties|xcconfig)$/;
const iniFile = /\.(?:ini|cfg|cnf|conf|config|hocon|editorconfig)$/;
const noSettings =
  /^(?:messages|validationmessages|gradle-wrapper|log4j2?|logging|\.?editorconfig|nginx|httpd|setup|openssl)(?:[._-].*)?\.|_[a-z]{2}(?:_[a-z]{2})?\.properties$|\.(?:editorconfig|tf\.json)$/;

export const propertiesReader: FormatReader = {
  id: 'properties',
  canRead(path) {
    const name = formatNameOf(path);
    const isNamed = propertiesFile.test(name) || (iniFile.test(name) && !isBeanstalkPath(path));
    return isNamed && !noSettings.test(name) && !isDataPath(path);
  },
  read(input) {
    if (propertiesFile.test(formatNameOf(input.path))) return readProperties(input);
    return isApache.test(input.text) ? directivesReader.read(input) : readIni(input);
  },
};

/** Apache's files end like any other's. */
const isApache = /^[ \t]{0,40}(?:SetEnv[ \t]|<(?:VirtualHost|Directory|Location|IfModule)\b)/m;

function readProperties({ path, text, rangeOf }: ScanInput): PartialFacts {
  const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'spring' });
  const entries = scanProperties(text, (name) =>
    collector.cut(cutAt(name, 'thousands of entries')),
  );
  const profiles = profilesOf(entries);
  for (const { key, value, start, end, section } of entries) {
    const name = settingPath([key]);
    collector.add({
      space: 'setting',
      name,
      value,
      start,
      end,
      environment: profiles.get(section),
    });
  }
  return collector.result();
}

/** Parts of the file (between `#---` lines) to the environment of their profile. */
function profilesOf(entries: readonly LineEntry[]): ReadonlyMap<string, string> {
  const profiles = new Map<string, string>();
  for (const { key, value, section } of entries) {
    if (key !== 'spring.config.activate.on-profile' && key !== 'spring.profiles') continue;
    const environment = environmentOfWord(value.text.trim());
    if (environment) profiles.set(section, environment);
  }
  return profiles;
}

function readIni({ path, text, rangeOf }: ScanInput): PartialFacts {
  const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
  const entries = scanIni(text, (name) => collector.cut(cutAt(name, 'thousands of entries')));
  const isVariables = holdsVariables(path, entries);
  for (const { key, value, start, end, section } of entries) {
    const parts = section === '' ? [key] : [section, key];
    const environment = environmentOfSection(section);
    const name = settingPath(environment ? [key] : parts);
    const variable = isVariables ? key : undefined;
    const entry = { value, start, end, environment };
    const pool = /^env\[(\w{1,200})\]$/.exec(key)?.[1];
    if (pool !== undefined) collector.add({ space: 'env', name: pool, ...entry });
    else if (/^(?:environment|env)$/.test(key) && section !== '' && addPairs(value, collector))
      continue;
    else if (variable !== undefined) collector.add({ space: 'env', name: variable, ...entry });
    else collector.add({ space: 'setting', name, ...entry });
  }
  return collector.result();
}

/** `[production]`; `[pytest]` and `[testenv]` of tox.ini are what tests run with. */
function environmentOfSection(section: string): string | undefined {
  if (/^(?:tool:)?pytest(?:_env)?$|^testenv(?::|$)/.test(section)) return 'test';
  return section === '' ? undefined : environmentOfWord(section);
}

/** `environment=A="b",C=d` of supervisord, `env = A=b` of uWSGI; false where it is no list of variables. */
function addPairs(value: StoredText, collector: DefinitionCollector): boolean {
  if (!/^[A-Za-z_]\w{0,200}=/.test(value.text)) return false;
  for (let offset = 0; offset < value.text.length; ) {
    const name = /^[A-Za-z_]\w{0,200}(?==)/.exec(value.text.slice(offset, offset + 210))?.[0];
    if (name === undefined) {
      offset++;
      continue;
    }
    const from = offset + name.length + 1;
    const word = endOfWord(value.text, from, /,/);
    const { start, end } = sliceStored(value, offset, word.to);
    collector.add({ space: 'env', name, value: wordValue(value, from, word), start, end });
    offset = Math.max(word.to, from);
  }
  return true;
}

/** A file for `env_file` or `EnvironmentFile`: nothing but names in capitals, without sections. */
function holdsVariables(path: string, entries: readonly LineEntry[]): boolean {
  return (
    /\.(?:conf|cfg|config|ini)$/.test(formatNameOf(path)) &&
    entries.length > 0 &&
    entries.every(({ key, section }) => section === '' && /^[A-Z][A-Z0-9_]*$/.test(key))
  );
}
