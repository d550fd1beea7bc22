// Reads the `patch` of a changed file as the API gives it: hunks without file headers. By line counts, never by what
// lines look like, since the text of a file can look like a patch.

/** Lines of the new file, 1-based, both ends included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** The new side of a diff. */
export interface PatchLines {
  /** Text of every line that is shown, by number: those are the lines that can be commented on. */
  readonly shown: ReadonlyMap<number, string>;
  /** Added lines, and the neighbours of lines that only went away. */
  readonly touched: readonly LineRange[];
}

const hunkHeader =
  /^@@ -\d{1,10}(?:,(?<removed>\d{1,10}))? \+(?<start>\d{1,10})(?:,(?<added>\d{1,10}))? @@/;

/** Reads all hunks of one file. What is no patch gives no lines. */
export function parsePatch(patch: string): PatchLines {
  const shown = new Map<number, string>();
  const touched: LineRange[] = [];
  const lines = patch.split('\n');
  for (let index = 0; index < lines.length; ) {
    const hunk = hunkHeader.exec(lines[index++] ?? '')?.groups;
    if (!hunk) continue;
    let number = Number(hunk.start);
    let left = { old: Number(hunk.removed ?? 1), new: Number(hunk.added ?? 1) };
    let run = { removed: 0, added: 0 };
    const endRun = (): void => {
      if (run.added > 0) touched.push({ from: number - run.added, to: number - 1 });
      // A call lost its `algorithms`: what stands around the gap changed.
      else if (run.removed > 0) touched.push({ from: Math.max(1, number - 1), to: number });
      run = { removed: 0, added: 0 };
    };
    for (; left.old + left.new > 0 && index < lines.length; index++) {
      const line = lines[index] ?? '';
      const mark = line[0];
      if (mark === '\\') continue;
      if (mark === '-') {
        run.removed++;
        left = { ...left, old: left.old - 1 };
        continue;
      }
      if (mark === '+') run.added++;
      else endRun();
      shown.set(number++, line.slice(1).replace(/\r$/, ''));
      left = { old: left.old - (mark === '+' ? 0 : 1), new: left.new - 1 };
    }
    endRun();
  }
  return { shown, touched };
}
