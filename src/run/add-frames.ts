// Attaches masked source lines to findings: reads the few files concerned once more.
import { createFrame } from '../engine/frames.ts';
import type { Tree } from '../input/tree.ts';
import { decodeText } from '../model/decode.ts';
import type { Finding } from '../model/finding.ts';
import type { Project } from '../model/secret.ts';
import type { ScannedTree } from './scan-tree.ts';

/** Reads the few files with findings again and attaches masked source lines. */
export function addFrames(
  findings: readonly Finding[],
  tree: Tree,
  project: Project,
  scanned: ScannedTree,
): Finding[] {
  const maskRanges = new Map<string, { start: number; end: number }[]>();
  const values = new Set<string>();
  for (const secret of project.secrets) {
    for (const value of secret.values) {
      if (value.text === undefined) continue;
      values.add(value.text);
      const list = maskRanges.get(value.at.path) ?? [];
      list.push(value.at);
      maskRanges.set(value.at.path, list);
    }
  }
  const texts = new Map<string, string | undefined>();
  const textOf = (path: string): string | undefined => {
    if (!texts.has(path)) {
      const read = tree.read(path);
      const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
      texts.set(path, decoded && 'text' in decoded ? decoded.text : undefined);
    }
    return texts.get(path);
  };
  const longestFirst = [...values].sort((a, b) => b.length - a.length).slice(0, 1_000);
  const configuration = new Set(formatLanguages);
  return findings.map((finding) => {
    const text = textOf(finding.path);
    if (text === undefined) return finding;
    const frame = createFrame({
      text,
      fromLine: finding.line,
      toLine: Math.min(finding.endLine, finding.line + 2),
      mark: finding,
      maskRanges: maskRanges.get(finding.path) ?? [],
      values: longestFirst,
      isConfiguration: configuration.has(scanned.facts.get(finding.path)?.language ?? ''),
    });
    return { ...finding, frame };
  });
}

const formatLanguages = [
  'dotenv',
  'yaml',
  'json',
  'toml',
  'properties',
  'ini',
  'dockerfile',
  'shell',
];
