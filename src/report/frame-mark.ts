// Finds a finding again in its masked source line, for the formats that show source.
import type { Finding } from '../model/finding.ts';

/**
 * What to mark of the finding's first line: half-open offsets into `source`, the masked line. Where the frame does
 * not say: masks have a length of their own, so a finding on a value is marked where the nearest mask stands.
 */
export function markedRange(finding: Finding, source: string): readonly [number, number] {
  if (finding.frame?.mark) return [finding.frame.mark.start, finding.frame.mark.end];
  const end = finding.endLine === finding.line ? finding.endColumn - 1 : source.length;
  return nearestMask(finding, source) ?? [finding.column - 1, Math.min(end, source.length)];
}

function nearestMask(finding: Finding, source: string): readonly [number, number] | undefined {
  const column = finding.column - 1;
  const isOnMask = source[column] === '•';
  // A mask before the column moved it, and only a value can be found again by its mask.
  const isMoved = finding.secret !== undefined && source.slice(0, column).includes('•');
  if (!isOnMask && !isMoved) return undefined;
  const masks = [...source.matchAll(/•+/g)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  return masks.toSorted((a, b) => Math.abs(a[0] - column) - Math.abs(b[0] - column))[0];
}
