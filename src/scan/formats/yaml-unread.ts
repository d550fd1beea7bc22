// Lines of a YAML text with mistakes that the parser has made nothing of, although they give what is called like a secret
// a value: it goes on behind a mistake as well as it can, and leaves out what does not fit.
import type { Span } from '../../lexis/span.ts';
import type { ConfigNode } from './config-tree.ts';
import { isTelling } from './limits.ts';

/** `name: value` with a value that stands there: what a template puts in, a block or an alias is another matter. */
const pair =
  /^[ \t]*(?:- +)?(?<key>(?<quote>["']?)(?<name>[\w.-]{1,100})\k<quote>)(?:[ \t]*:[ \t]+|=)["']?[^\s"'{}[\]&*!|>%@`#$<~][^\n]{0,500}$/gm;
const filledIn = /\{\{|\$\{|<%|\{%/;

/** Where the first of them begins. `comments` are those of the text, in order. */
export function unreadPair(
  text: string,
  documents: readonly ConfigNode[],
  comments: readonly Span[],
): number | undefined {
  const read = readIn(documents);
  const texts = [...read.texts, ...comments].sort((a, b) => a.start - b.start);
  let next = 0;
  for (const { index, 0: line, groups } of text.matchAll(pair)) {
    const at = index + line.indexOf(groups?.key ?? '');
    while ((texts[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next++;
    const isInText = (texts[next]?.start ?? Number.POSITIVE_INFINITY) <= at;
    if (isInText || read.keys.has(at) || filledIn.test(line)) continue;
    if (isTelling(groups?.name ?? '')) return at;
  }
  return undefined;
}

interface ReadParts {
  /** Where keys stand that were read. */
  readonly keys: ReadonlySet<number>;
  /** Texts that are meant to hold lines. */
  readonly texts: readonly Span[];
}

/** What was read of the documents; nodes that aliases share are looked at once. */
function readIn(documents: readonly ConfigNode[]): ReadParts {
  const keys = new Set<number>();
  const texts: Span[] = [];
  const seen = new Set<ConfigNode>();
  const open = [...documents];
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'list') open.push(...node.items);
    else if (node.kind === 'map') {
      for (const entry of node.entries) {
        keys.add(entry.start);
        open.push(entry.node);
      }
    } else if (node.stored.quote) texts.push({ start: node.stored.start, end: node.outerEnd });
  }
  return { keys, texts };
}
