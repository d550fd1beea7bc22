// Finds secrets that no known call uses, by their names: variables and settings of configuration files here, constants
// and properties of code in discover-code.ts. Weaker evidence than a use, so the texts must pass a stricter look.
import { hmacAlgorithms } from '../model/algorithms.ts';
import { type Generated, isWholeEnvironment } from '../model/expression.ts';
import type { Definition } from '../model/facts.ts';
import { discoverInCode, discoverReadOf } from './discover-code.ts';
import { importedUnder, joinImported } from './imported-settings.ts';
import { isKeyPair } from './key-pairs.ts';
import { addConfiguredValues, identitiesOf, type Linker } from './linker.ts';
import { isVariableOf, raise, verdictOf } from './name-verdicts.ts';
import { isPlausibleByName } from './plausible.ts';
import { createReferences, type References } from './references.ts';
import type { Origin, OriginEnd } from './trail.ts';
import { noVia } from './via.ts';

/** Adds a node for every name that says "signing secret" and has none yet. */
export function discoverByName(linker: Linker): void {
  discoverConfigured(linker);
  const all = [...linker.index.facts.values()];
  const reported = all.filter(({ path }) => linker.isReported(path));
  // Where all of the environment is written out, what other code reads from it is written out.
  const isAll = reported.some(({ leaks }) => leaks.some(({ value }) => isWholeEnvironment(value)));
  for (const facts of isAll ? all : reported) discoverInCode(linker, facts);
}

function discoverConfigured(linker: Linker): void {
  const { index, graph, resolver } = linker;
  const references = createReferences({
    index,
    resolve: ({ definition, file }) => resolver.resolve(file.path, definition.value),
    // What says itself that it is a signing secret is found by its own name.
    isFollowed: (name) => verdictOf(linker, name) !== 'strong',
    noteShort: ({ file }) => resolver.noteTangled(file.path),
  });
  for (const facts of index.facts.values()) {
    for (const definition of facts.definitions) {
      if (definition.space === 'code') continue;
      const named = verdictOf(linker, definition.name, facts.path);
      if (named === 'none') discoverReadOf(linker, facts, definition);
      if (named !== 'strong' && named !== 'generic') continue;
      const isBacked = named === 'strong' || linker.evidence.backs(facts.path, definition);
      const verdict = isBacked ? 'strong' : 'generic';
      const end =
        definition.space === 'env'
          ? ({
              kind: 'env',
              name: definition.name,
              at: { path: facts.path, ...definition.at },
            } as const)
          : ({
              kind: 'setting',
              path: definition.name,
              at: { path: facts.path, ...definition.at },
            } as const);
      const origin: Origin = { ...emptyOrigin, end };
      const imported = importedUnder(linker, facts.path, definition);
      for (const { id, packageDirectory } of identitiesOf(linker, origin)) {
        if (isKeyPair(linker, id)) continue;
        const isUsed = graph.has(id) && graph.node(id, packageDirectory).uses.size > 0;
        const isKey = isUsed || imported.length > 0;
        if (!isKey && linker.evidence.isOfCloud(facts.path, definition)) continue;
        if (!isKey && !hasPlausibleText(linker, references, facts.path, definition)) continue;
        const node = graph.node(id, packageDirectory);
        raise(linker, id, packageDirectory, verdict);
        if (!isUsed) {
          if (node.names.length === 0) node.names.push(definition.name);
          addConfiguredValues(linker, id, origin, { encoding: 'utf8', hashedBy: null });
        }
        for (const used of imported) joinImported(linker, graph.node(id, packageDirectory), used);
      }
    }
  }
}

/** Made by what is no good, or of fewer bytes than any algorithm asks for: worth telling by the name alone. */
function isWeaklyMade({ isCryptographic, bytes }: Generated): boolean {
  return !isCryptographic || (bytes !== undefined && bytes < hmacAlgorithms.HS256.minBytes);
}

/** Whether an entry holds a text that can be the secret its name speaks of, itself or in the entries that it refers to. */
function hasPlausibleText(
  linker: Linker,
  references: References,
  path: string,
  definition: Definition,
): boolean {
  const isVariable = isVariableOf(linker);
  const { name, space, carrier, isTemplate = false } = definition;
  const nature = carrier === 'schema' ? 'code' : space === 'env' ? 'env' : 'setting';
  const isPlausible = (end: OriginEnd): boolean =>
    (end.kind === 'generated' && isWeaklyMade(end.generated)) ||
    (end.kind === 'text' &&
      !end.isCoerced &&
      isPlausibleByName(end.text, name, nature, isVariable));
  const isSure = verdictOf(linker, name) === 'strong';
  return linker.resolver.resolve(path, definition.value).some(({ end }) => {
    if (end.kind !== 'env' && end.kind !== 'setting') return isPlausible(end);
    return isSure && references.held(end, isTemplate).some(isPlausible);
  });
}

const emptyOrigin: Omit<Origin, 'end'> = {
  name: null,
  definition: null,
  definitionPath: null,
  encodings: [],
  hashedBy: null,
  fallbackFor: undefined,
  via: noVia,
};
