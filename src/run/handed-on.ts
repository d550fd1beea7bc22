// Where a name leads on from a module that does not define it: barrels of barrels are followed to their end at once, since
// rounds of linking are few and each of them would go one module further.
import type { ModuleResolver } from '../link/fact-index.ts';
import type { Facts } from '../model/facts.ts';
import type { Demand } from './rounds-memory.ts';

/** Names that were looked for in a module, and what the module says. */
interface Asked {
  readonly facts: Facts;
  readonly names: ReadonlySet<string>;
}

/** The modules that `facts` hands some of `names` on from, each with the names it is asked for. */
export function handedOn({ facts, names }: Asked, resolveModule: ModuleResolver): Demand[] {
  const wanted = new Map<string, Set<string>>();
  const ask = (from: string, asked: Iterable<string>): void => {
    const target = resolveModule(facts.path, from);
    if (target === undefined || target === facts.path) return;
    wanted.set(target, new Set([...(wanted.get(target) ?? []), ...asked]));
  };
  const named = [...names].filter((name) => name !== whole);
  const isAsked = (exported: string): boolean =>
    names.has(exported) || (names.has(whole) && exported === 'default');
  for (const { exported, local, from } of facts.exports) {
    if (exported === '*') {
      if (from !== undefined && named.length > 0) ask(from, named);
    } else if (exported === '=') {
      // The module is an object: it may be that of another, hold all of it, or hold by these names what comes from there.
      const modules = bindingsOf(facts, local);
      for (const { local: binding, imported, from: module } of facts.imports) {
        if (modules.has(binding)) ask(module, imported === whole ? names : [plain(imported)]);
        else if (names.has(binding)) ask(module, [plain(imported)]);
      }
    } else if (isAsked(exported)) {
      const binding = facts.imports.find((one) => one.local === (local ?? exported));
      if (from !== undefined) ask(from, [plain(local ?? exported)]);
      else if (binding) ask(binding.from, [plain(binding.imported)]);
    }
  }
  return [...wanted].map(([path, asked]) => ({ path, names: asked }));
}

/** What a definition is given as a whole: `module.exports = all`, `module.exports = { ...all }`. */
function bindingsOf({ definitions }: Facts, name: string | undefined): ReadonlySet<string> {
  const given = definitions.flatMap(({ name: own, value }) => {
    if (own !== name) return [];
    return value.kind === 'object' ? value.spreads : [value];
  });
  return new Set(given.flatMap((value) => (value.kind === 'name' ? value.path.slice(0, 1) : [])));
}

/** The module as a whole, and what it exports without a name. */
const whole = '*';

function plain(name: string): string {
  return name === 'default' || name === '=' ? whole : name;
}
