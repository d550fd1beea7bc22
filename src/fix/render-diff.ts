// The unified diff of a dry run, made from texts in which secrets are hidden already.
import { createTwoFilesPatch } from 'diff';

/** One file as people may see it. */
export interface ShownFile {
  readonly path: string;
  /** `null`: the file is new. */
  readonly before: string | null;
  /** `null`: the file is removed. */
  readonly after: string | null;
  /** Lines of context: values of configuration files are hidden, so more of them say nothing. */
  readonly context: number;
}

/** As `git diff --no-prefix` words it, one file after the other; '' where nothing differs. */
export function renderDiff(files: readonly ShownFile[]): string {
  return files
    .filter(({ before, after }) => before !== after)
    .map(({ path, before, after, context }) =>
      createTwoFilesPatch(
        before === null ? '/dev/null' : path,
        after === null ? '/dev/null' : path,
        before ?? '',
        after ?? '',
        undefined,
        undefined,
        { context },
      ).replace(/^(?:Index: .*\n)?=+\n/, ''),
    )
    .join('');
}
