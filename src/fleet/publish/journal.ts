// What was published, a file a repository: whatever ends a publication, the next start goes on behind the last file.
// It holds digests of what was said, which holds no secret.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readText } from '../../read/read-file.ts';
import { namesIn, putFile } from '../../write/own-directory.ts';
import { taskId } from '../names.ts';

export type PublishKind = 'issues' | 'sarif';

export interface Published {
  readonly repository: string;
  /** Of what was to be said, in whatever way it was. */
  readonly digest: string;
  /** ISO 8601. */
  readonly at: string;
  /** Whether people were told. */
  readonly notified: boolean;
}

export interface Journal {
  /** Whether exactly this was said, or was found to need no saying. */
  has(repository: string, content: string): boolean;
  note(entry: {
    readonly repository: string;
    readonly content: string;
    readonly notified: boolean;
    readonly at: number;
  }): void;
  /** When people were told, milliseconds since 1970. */
  notifications(): number[];
}

const maxBytes = 1 << 16;

/** The journal of the run in `directory`. */
export function openJournal(directory: string, kind: PublishKind): Journal {
  const shelf = join(directory, 'published', kind);
  const pathOf = (repository: string): string => join(shelf, `${taskId([repository])}.json`);
  return {
    has: (repository, content) => readEntry(pathOf(repository))?.digest === digestOf(content),
    note({ repository, content, notified, at }) {
      const entry: Published = {
        repository,
        digest: digestOf(content),
        at: new Date(at).toISOString(),
        notified,
      };
      putFile(pathOf(repository), new TextEncoder().encode(`${JSON.stringify(entry)}\n`));
    },
    notifications: () =>
      namesIn(shelf).flatMap((name) => {
        const entry = readEntry(join(shelf, name));
        return entry?.notified ? [Date.parse(entry.at)] : [];
      }),
  };
}

function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

function readEntry(path: string): Published | undefined {
  const read = readText(path, { links: 'never', limitBytes: maxBytes });
  try {
    // The cast: written by `note`; what a full disk has cut is said again, and found by its marks.
    return 'text' in read ? (JSON.parse(read.text) as Published) : undefined;
  } catch {
    return undefined;
  }
}
