// TOML: wrangler.toml, fly.toml, netlify.toml, supabase/config.toml, pyproject.toml and any other settings.
import { type ConfigEntry, type ConfigNode, child } from './config-tree.ts';
import { collectTree, deploymentScripts } from './config-walk.ts';
import { isDataPath } from './data-paths.ts';
import { createCollector } from './definitions.ts';
import { withFileNames } from './file-names.ts';
import type { FormatReader } from './format.ts';
import { frameworksIn, isDependencyManifest } from './frameworks.ts';
import { keepTelling, type Problem, tooLarge, tooMany } from './limits.ts';
import { baseNameOf, formatNameOf } from './paths.ts';
import { maxNodes, scanToml } from './toml-scan.ts';
import { wranglerEnvironment } from './wrangler.ts';

const manifests: ReadonlySet<string> = new Set([
  ...['wrangler.toml', 'fly.toml', 'netlify.toml', 'railway.toml', 'nixpacks.toml', 'app.toml'],
]);

const maxLength = 2_000_000;

let parser: typeof import('smol-toml') | undefined;

export const tomlReader: FormatReader = {
  id: 'toml',
  async load() {
    parser ??= await import('smol-toml');
  },
  canRead(path) {
    return /\.toml$|^\.replit$/.test(formatNameOf(path)) && !isDataPath(path);
  },
  read({ path, text: whole, rangeOf }) {
    const { text, problem: limit } = shorten(whole);
    const name = baseNameOf(path).toLowerCase();
    const isManifest = manifests.has(name);
    const collector = createCollector({
      path,
      rangeOf,
      carrier: isManifest ? 'manifest' : 'config',
      dialect: 'generic',
    });
    const parsed = parseToml(text);
    const scanned = scanToml(text);
    const root = parsed === undefined ? scanned : agreed(scanned, parsed, 0);
    if (root) {
      // What a framework reads under a common name is told apart by the name of its file.
      const own = name === 'rocket.toml' ? below('rocket', root) : root;
      const options = {
        hasSettings: !isManifest,
        variableNames: isManifest ? 'any' : 'screaming',
        ...(isManifest && { scriptKeys: deploymentScripts }),
        ...(name === 'pyproject.toml' && { environmentOf: testsOf(root) }),
        ...(/^fly(?:\.[\w-]+)?\.toml$/.test(name) && { bakedBlocks: new Set(['args']) }),
      } as const;
      collectTree(own, collector, options, wranglerEnvironment(name, root));
    }
    if (limit) collector.cut(limit);
    const frameworks = isDependencyManifest(path) ? { frameworks: frameworksIn(text) } : {};
    const result = collector.result();
    return {
      ...result,
      definitions: withFileNames(path, result.definitions ?? []),
      ...(parsed === undefined && { hasSyntaxErrors: true }),
      ...frameworks,
    };
  },
};

/** The blocks of pyproject.toml whose variables only pytest is given. */
function testsOf(root: ConfigNode): (node: ConfigNode) => string | undefined {
  const tool = child(root, 'tool');
  const blocks = [child(tool, 'pytest_env'), child(tool, 'pytest')];
  return (node) => (blocks.includes(node) ? 'test' : undefined);
}

function below(key: string, node: ConfigNode): ConfigNode {
  const { start, end } = rangeOfNode(node);
  return { kind: 'map', start, end, entries: [{ key, start, end, node }] };
}

function rangeOfNode(node: ConfigNode): { readonly start: number; readonly end: number } {
  return node.kind === 'scalar' ? { start: node.stored.start, end: node.outerEnd } : node;
}

/** Of a text that is too long, or has too many lines, what speaks of secrets and the headings of its tables. */
function shorten(text: string): { readonly text: string; readonly problem?: Problem } {
  const isLong = text.length > maxLength || countLines(text) > maxNodes;
  if (!isLong) return { text };
  const size = `${Math.round(text.length / 1e5) / 10} MB`;
  const kept = keepTelling(text, maxLength, (line) => /^\s{0,20}\[/.test(line));
  return kept === undefined
    ? { text: text.slice(0, maxLength), problem: tooLarge(size) }
    : { text: kept, problem: tooMany(size) };
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** `undefined` where the text is not valid; its parts may be all the same. */
function parseToml(text: string): unknown {
  if (!parser) throw new Error('the TOML reader was not loaded');
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

/** The tree without the texts that the parser reads otherwise: a wrong place would let a fix destroy the file. */
function agreed(node: ConfigNode, parsed: unknown, depth: number): ConfigNode | undefined {
  if (depth > 80) return undefined;
  if (node.kind === 'scalar') {
    if (!node.isText) return node;
    if (typeof parsed !== 'string') return undefined;
    if (node.stored.text === parsed) return node;
    return node.stored.isOpaque ? { ...node, stored: { ...node.stored, text: parsed } } : undefined;
  }
  if (node.kind === 'list') {
    if (!Array.isArray(parsed)) return undefined;
    const items = node.items.flatMap((item, index) => agreed(item, parsed[index], depth + 1) ?? []);
    return { ...node, items };
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const entries = node.entries.flatMap((entry): ConfigEntry[] => {
    const value = Object.hasOwn(parsed, entry.key) ? Reflect.get(parsed, entry.key) : undefined;
    const inner = value === undefined ? undefined : agreed(entry.node, value, depth + 1);
    return inner ? [{ ...entry, node: inner }] : [];
  });
  return { ...node, entries };
}
