// Attaches masked source lines to findings: reads the few files concerned once more.
import { createFrames } from '../engine/frames.ts';
import { createValueFinder } from '../engine/value-finder.ts';
import type { Tree } from '../input/tree.ts';
import { hiddenSpans, type MaskedFile } from '../lexis/mask.ts';
import type { Span } from '../lexis/span.ts';
import type { IsWord } from '../lexis/words.ts';
import { decodeText } from '../model/decode.ts';
import type { Finding } from '../model/finding.ts';
import type { Project } from '../model/secret.ts';
import { createWordTest } from './known-words.ts';
import type { RunMemory } from './run-memory.ts';
import type { ScannedTree } from './scanned-tree.ts';

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
  // What signs in somebody's name is masked as well.
  for (const { tokens } of project.tokenKeys ?? []) {
    for (const { at } of tokens) {
      maskRanges.set(at.path, [...(maskRanges.get(at.path) ?? []), at]);
    }
  }
  const finder = createValueFinder(values);
  const isWord = createWordTest(project);
  const spansOf = createSpanFinder(project, scanned.memory, isWord);
  const languageOf = (path: string): string => scanned.facts.get(path)?.language ?? '';
  const files = new Map<string, ReturnType<typeof createFrames> | undefined>();
  const framesOf = (path: string): ReturnType<typeof createFrames> | undefined => {
    if (!files.has(path)) {
      const read = tree.read(path);
      const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
      const frames =
        decoded && 'text' in decoded
          ? createFrames({
              text: decoded.text,
              hidden: [
                ...spansOf({ path, text: decoded.text, language: languageOf(path) }),
                ...(maskRanges.get(path) ?? []),
              ],
              values: finder,
            })
          : undefined;
      files.set(path, frames);
    }
    return files.get(path);
  };
  return findings.map((finding) => {
    // What stands there now is another matter.
    if (finding.history?.place === 'introduced') return finding;
    const toLine = Math.min(finding.endLine, finding.line + 2);
    const frame = framesOf(finding.path)?.({ fromLine: finding.line, toLine, mark: finding });
    return frame ? { ...finding, frame } : finding;
  });
}

interface KnownSpans {
  readonly about: string;
  readonly language: string;
  readonly spans: readonly Span[];
}

/** What is hidden of a file; a session looks again where the file or what may be shown has changed. */
function createSpanFinder(
  { secrets }: Project,
  memory: RunMemory | undefined,
  isWord: IsWord,
): (file: Omit<MaskedFile, 'isWord'>) => readonly Span[] {
  if (!memory) return (file) => hiddenSpans({ ...file, isWord });
  const about = JSON.stringify(
    secrets.map(({ name, values }) => [name, ...values.map(({ text }) => text)]),
  );
  return (file) => {
    const known = memory.of(file.path).get<KnownSpans>('spans');
    if (known?.about === about && known.language === file.language) return known.spans;
    const spans = hiddenSpans({ ...file, isWord });
    memory.of(file.path).set('spans', { about, language: file.language, spans });
    return spans;
  };
}
