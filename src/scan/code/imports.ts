// What a file takes from others and what others can take from it.
import type { Export, Import } from '../../model/facts.ts';
import { scriptName } from '../../model/script-name.ts';
import type { Entries } from './entries.ts';
import { type Reading, sourceOf } from './reading.ts';
import { isTypeName, isTypeOf } from './types.ts';

/** Bindings that come from other modules; a class comes with its instances, `X#`. */
export function collectImports({ scopes, language }: Reading): Import[] {
  const imports: Import[] = [];
  for (const { key, import: source } of scopes.top.values()) {
    if (!source) continue;
    const { imported } = source;
    // Where classes are looked up by name, the module of an import is the class itself.
    const isClassPath =
      language.modules.visible === 'names' && imported !== '*' && !imported.includes('#');
    const from = isClassPath ? `${source.from}.${imported}` : source.from;
    const asFile = language.modules.fileNamed?.(from, imported);
    const what = { imported, from, ...(asFile && { asFile }) };
    imports.push({ local: key, ...what });
    if (imported.includes('#')) continue;
    if (isTypeName(imported)) imports.push({ local: `${key}#`, imported: `${imported}#`, from });
    else if (isTypeName(key)) imports.push({ local: `${key}#`, ...what });
  }
  return imports;
}

/** Everything at the top level can be seen from outside, imported names too where a module hands them on. */
export function collectExports(reading: Reading, entries: Entries): Export[] {
  const { scopes, language } = reading;
  const exports: Export[] = [];
  // `from config import *`: what the file does not say itself may come from there.
  if (language.modules.handsOnStars)
    for (const from of scopes.wildcards) exports.push({ exported: '*', from });
  // A file of a package that fills the fields of its structures is one of those that say what they hold.
  const filled = language.modules.visible === 'unit' ? entries.objects : [];
  for (const type of new Set(filled.map(({ shape }) => shape.type))) {
    if (type !== undefined && isTypeOf(reading, type) && !scopes.classes.has(type)) {
      exports.push({ exported: `${type}#`, local: `${type}#` });
    }
  }
  for (const { name, key, isClass, isPrivate, import: source } of scopes.top.values()) {
    if (isPrivate && language.modules.handsOnStars)
      exports.push({ exported: scriptName(name), local: key });
    if (isClass || isPrivate) continue;
    exports.push({ exported: name, local: key });
    // `Settings = Config()`: a name written like a class that is none.
    if (isTypeName(name))
      exports.push({
        exported: `${name}#`,
        local: source && isTypeName(source.imported) ? `${key}#` : key,
      });
  }
  for (const { shape } of entries.functions) {
    if (!shape.name || !shape.parameters[0]?.isExtended) continue;
    const name = sourceOf(reading, shape.name);
    exports.push({ exported: name, local: name });
  }
  for (const { key } of scopes.classes.values()) {
    exports.push({ exported: `${key}#`, local: `${key}#` }, { exported: key, local: `${key}#` });
  }
  return exports;
}
