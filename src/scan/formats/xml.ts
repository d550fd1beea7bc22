// XML: web.config and app.config of .NET, beans and contexts of Java, run configurations of editors, phpunit.xml,
// property lists, and any other file of settings.
import type { ConfigEntry, ConfigNode } from './config-tree.ts';
import { collectTree } from './config-walk.ts';
import { isDataPath } from './data-paths.ts';
import { createCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { frameworksIn, isDependencyManifest } from './frameworks.ts';
import { formatNameOf } from './paths.ts';
import type { StoredText } from './stored-text.ts';
import { scanXml, type XmlElement } from './xml-scan.ts';

const maxLength = 2_000_000;

const dotnetConfig =
  /^(?:web|app|machine|nuget|appsettings|connectionstrings|secrets|private)(?:\.[\w-]{1,60})?\.config$|\.(?:exe|dll)\.config$/;

/** Resources that hold settings; what others hold is words for people, in their languages. */
const settingsOfResources = /(?:settings?|config(?:uration)?|options|secrets?)\.resx$/;

export const xmlReader: FormatReader = {
  id: 'xml',
  canRead(path) {
    const name = formatNameOf(path);
    return (
      (/\.(?:xml|plist|[cfv]bproj|csproj|props|targets|pubxml|launch)$/.test(name) ||
        dotnetConfig.test(name) ||
        settingsOfResources.test(name)) &&
      !isDataPath(path)
    );
  },
  read({ path, text, rangeOf }) {
    if (text.length > maxLength) return { problem: { reason: 'too-large' } };
    const collector = createCollector({
      path,
      rangeOf,
      carrier: 'config',
      dialect: 'spring',
      isQuoted: true,
    });
    const elements = scanXml(text, (problem) => collector.cut(problem));
    const entries = elements.flatMap((element) => entriesOf(element));
    const root: ConfigNode = {
      kind: 'map',
      start: 0,
      end: text.length,
      entries,
      isRepeatable: true,
    };
    collectTree(root, collector, { hasSettings: true, variableNames: 'any' });
    const frameworks = isDependencyManifest(path) ? { frameworks: frameworksIn(text) } : {};
    return { ...collector.result(), ...frameworks };
  },
};

/** Elements that set variables of a process. */
const variableElement = /^(?:env|environment|environmentvariable|envvar|variable|server|setenv)$/i;
/** Attributes that give a name, and those that give its value. */
const nameAttributes = ['key', 'name', 'Name', 'Key', 'Include'] as const;
const valueAttributes = ['value', 'Value', 'connectionString', 'text'] as const;

const screaming = /^[A-Z][A-Z0-9_]*$/;

/** What an element sets: by a pair of attributes, by its text, by the elements and attributes inside. */
function entriesOf(element: XmlElement): ConfigEntry[] {
  const { attributes, children, start, end, name } = element;
  const key = nameAttributes
    .map((attribute) => attributes.get(attribute)?.text)
    .find((text) => text);
  const value =
    valueAttributes.map((attribute) => attributes.get(attribute)).find((text) => text) ??
    (key === undefined ? undefined : (element.text ?? onlyValue(children)));
  if (key !== undefined && value) return [pair(element, key, value)];
  if (element.text) {
    return [entry(name, scalar(element.text), element), ...attributeEntries(element)];
  }
  const pairs = name === 'dict' ? dictionary(children) : undefined;
  const inner = pairs ?? children.flatMap((child) => entriesOf(child));
  const own = pairs ? [] : attributeEntries(element);
  const map: ConfigNode = {
    kind: 'map',
    start,
    end,
    entries: [...own, ...inner],
    isRepeatable: true,
  };
  return [entry(ownName(element), map, element)];
}

/** What beans of Spring are called is their id, or their class. */
function ownName({ name, attributes }: XmlElement): string {
  if (name !== 'bean') return name;
  return attributes.get('id')?.text ?? attributes.get('class')?.text.split('.').at(-1) ?? name;
}

function pair(element: XmlElement, key: string, value: StoredText): ConfigEntry {
  const set = entry(key, scalar(value), element);
  const isVariable = variableElement.test(element.name) || screaming.test(key);
  return isVariable
    ? entry('env', { kind: 'map', ...rangeOf(element), entries: [set] }, element)
    : set;
}

function rangeOf({ start, end }: XmlElement): { readonly start: number; readonly end: number } {
  return { start, end };
}

/** `<value>...</value>` inside of `<property name="...">`. */
function onlyValue(children: readonly XmlElement[]): StoredText | undefined {
  const [only, ...more] = children;
  return only && more.length === 0 && /^value$/i.test(only.name) ? only.text : undefined;
}

function attributeEntries(element: XmlElement): ConfigEntry[] {
  return [...element.attributes].map(([name, value]) =>
    entry(name, scalar(value), { start: value.start, end: value.end }),
  );
}

/** Property lists: `<key>JwtSecret</key><string>...</string>`. */
function dictionary(children: readonly XmlElement[]): ConfigEntry[] {
  const found: ConfigEntry[] = [];
  for (const [index, child] of children.entries()) {
    const next = children[index + 1];
    if (child.name !== 'key' || !child.text || !next) continue;
    if (next.text && next.name === 'string') {
      found.push(entry(child.text.text, scalar(next.text), { start: child.start, end: next.end }));
    } else if (next.name === 'dict') {
      const { start, end } = next;
      const map: ConfigNode = { kind: 'map', start, end, entries: dictionary(next.children) };
      found.push(entry(child.text.text, map, next));
    }
  }
  return found;
}

function scalar(stored: StoredText): ConfigNode {
  return { kind: 'scalar', stored, outerEnd: stored.end + (stored.quote ? 1 : 0), isText: true };
}

function entry(
  key: string,
  node: ConfigNode,
  { start, end }: { readonly start: number; readonly end: number },
): ConfigEntry {
  return { key, start, end, node };
}
