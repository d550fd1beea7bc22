// A tree with changes that are not on disk yet: fixes are planned, applied and audited again in memory, and only
// the result of all passes is written. What was scanned, what is edited and what is replaced are the same bytes: a
// file that reads otherwise at a second look is not edited.
import { createHash } from 'node:crypto';
import { applyEdits } from '../../fix/apply-edits.ts';
import { decodeFile, type FileText, newFileText } from '../../fix/file-text.ts';
import type { ReadResult, Tree } from '../../input/tree.ts';
import type { Edit } from '../../model/edit.ts';
import { UserError } from '../../model/errors.ts';
import { createPathRules } from '../../model/path-rules.ts';
import type { Source } from '../../model/source.ts';
import { readTarget } from '../../write/files.ts';
import { targetBelow } from '../../write/target.ts';

/** One file that differs from the disk. */
export interface ChangedFile {
  readonly path: string;
  /** As it was read; `null`: it is new. */
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

export interface Overlay {
  /** The tree as it would be. */
  readonly tree: Tree;
  /** Decoded text as it would be; `undefined` where there is none, or no edit could be written back. */
  readText(path: string): string | undefined;
  write(path: string, text: string): void;
  /** Throws where a file is no longer what it was when it was first read; one that was written is ours. */
  refuseIfChanged(path: string): void;
  /** The same, and applies edits to what is there. */
  edit(path: string, edits: readonly Edit[]): void;
  /** Treats `path` as ignored by git from now on. */
  untrack(path: string): void;
  /** Everything written so far, in order of paths. */
  changes(): ChangedFile[];
}

interface Entry {
  readonly before: Uint8Array | null;
  readonly file: FileText;
  after: Uint8Array;
}

export function createOverlay(base: Tree): Overlay {
  const listed = new Set(base.sources.map(({ path }) => path));
  const written = new Map<string, Entry>();
  const untracked = new Set<string>();
  const looks = createFirstLooks();

  const readListed = (path: string): ReadResult => {
    const result = base.read(path);
    looks.note(path, 'bytes' in result ? result.bytes : undefined);
    return result;
  };

  /** What the tree does not list (templates, manifests, ignore files) is read from the disk, if it could be written. */
  const readBase = (path: string): Uint8Array | undefined => {
    if (listed.has(path)) {
      const result = readListed(path);
      // The tree may use its buffer again.
      return 'bytes' in result ? Uint8Array.from(result.bytes) : undefined;
    }
    const bytes = readUnlisted(base.root, path);
    looks.note(path, bytes);
    return bytes;
  };

  const tree: Tree = {
    ...base,
    get sources() {
      const rules = written.get('.gitignore');
      const ignored =
        rules && createPathRules((decodeFile(rules.after)?.text ?? '').split(/\r?\n/));
      const added = [...written.keys()].filter((path) => !listed.has(path));
      const sources = [
        ...base.sources,
        ...added.map((path): Source => ({ path, tracked: trackedOf(path) })),
      ];
      return sources
        .map((source): Source => {
          const isIgnored =
            untracked.has(source.path) ||
            (source.tracked === 'untracked' && ignored?.ignores(source.path) === true);
          return isIgnored ? { ...source, tracked: 'ignored' } : source;
        })
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    read(path) {
      const entry = written.get(path);
      if (entry) return { bytes: entry.after };
      return readListed(path);
    },
    // The caller closes what it opened, once for all passes.
    close() {},
    isUnwritten: (path) => written.has(path),
  };

  const readText = (path: string): string | undefined => {
    const bytes = written.get(path)?.after ?? readBase(path);
    return bytes && decodeFile(bytes)?.text;
  };
  const write = (path: string, text: string): void => {
    const entry = written.get(path);
    if (entry) {
      entry.after = entry.file.encode(text);
      return;
    }
    const before = readBase(path) ?? null;
    looks.refuseIfChanged(path);
    const file = before ? decodeFile(before) : newFileText();
    if (file) written.set(path, { before, file, after: file.encode(text) });
  };

  const refuseIfChanged = (path: string): void => {
    if (!written.has(path)) looks.refuseIfChanged(path);
  };

  return {
    tree,
    readText,
    write,
    refuseIfChanged,
    edit(path, edits) {
      const text = readText(path) ?? '';
      refuseIfChanged(path);
      write(path, applyEdits(text, edits));
    },
    untrack: (path) => untracked.add(path),
    changes: () =>
      [...written]
        .filter(([, { before, after }]) => before === null || Buffer.compare(before, after) !== 0)
        .map(([path, { before, after }]) => ({ path, before, after }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** `undefined`: there is none, or it is none that a fix may touch. */
function readUnlisted(root: string, path: string): Uint8Array | undefined {
  try {
    return readTarget(targetBelow(root, path).path) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers what each file held when it was first looked at, by its digest: a tree may be larger than the memory. */
function createFirstLooks() {
  const first = new Map<string, string>();
  const changed = new Set<string>();
  return {
    note(path: string, bytes: Uint8Array | undefined): void {
      const digest = bytes ? createHash('sha256').update(bytes).digest('base64') : 'none';
      if ((first.get(path) ?? digest) !== digest) changed.add(path);
      first.set(path, first.get(path) ?? digest);
    },
    refuseIfChanged(path: string): void {
      if (!changed.has(path)) return;
      throw new UserError(`${path} was saved while keylint read it`, {
        hint: 'Nothing was changed. Run keylint again.',
      });
    },
  };
}

/** New env files come with an entry in .gitignore, which may be that of a directory above. */
function trackedOf(path: string): Source['tracked'] {
  return /(?:^|\/)\.(?:env|dev\.vars)(?!.*(?:example|sample|template|dist))/.test(path)
    ? 'ignored'
    : 'untracked';
}
