// Findings as SARIF results: one per rule and line, since GitHub merges results that share rule and line hash.
import type { Finding } from '../../model/finding.ts';
import type { Place } from '../../model/place.ts';
import { visible } from '../escape.ts';
import { isUse } from '../findings.ts';
import { toStory } from '../json.ts';
import type { ReporterOptions } from '../reporter.ts';
import { type SarifLocation, toLocation } from './locations.ts';
import { sentence } from './rules.ts';

/** GitHub rejects a result with more locations; one is the primary. */
const maxRelated = 999;
/** GitHub lists related places only where the message links to them; more than these would drown it. */
const maxLinks = 3;

/** A finding with those of the same rule that start on the same line. */
export interface LineGroup {
  readonly finding: Finding;
  readonly others: readonly Finding[];
}

/** Groups by rule, path and line, in the order of their first findings. */
export function mergeByLine(findings: readonly Finding[]): LineGroup[] {
  const groups = new Map<string, { finding: Finding; others: Finding[] }>();
  for (const finding of findings) {
    // A path cannot hold NUL, so the key is unambiguous.
    const key = `${finding.rule}\0${finding.path}\0${finding.line}`;
    const group = groups.get(key);
    if (group) group.others.push(finding);
    else groups.set(key, { finding, others: [] });
  }
  return [...groups.values()];
}

/** One result; `ruleIndex` is the rule's place among the driver's rules. */
export function toResult(group: LineGroup, ruleIndex: number, options: ReporterOptions): object {
  const { finding } = group;
  const related = relatedLocations(group, options.pathPrefix);
  const flow = flowPlaces(finding);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.level === 'info' ? 'note' : finding.level,
    message: { text: messageText(finding, related) },
    locations: [toLocation(finding, options.pathPrefix)],
    partialFingerprints: fingerprints(finding, options),
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(flow.length < 2
      ? {}
      : {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: flow.slice(0, maxRelated).map(({ place, message }) => ({
                    location: toLocation(place, options.pathPrefix, { message }),
                  })),
                },
              ],
            },
          ],
        }),
    // Suppressed findings get here only when asked for.
    ...(finding.suppressed
      ? {
          suppressions: [
            {
              kind: finding.suppressed.by === 'comment' ? 'inSource' : 'external',
              justification: visible(finding.suppressed.reason),
            },
          ],
        }
      : {}),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      context: finding.context,
      ...(finding.fix === null ? {} : { fix: finding.fix }),
      ...(finding.history ? { history: toStory(finding.history) } : {}),
    },
  };
}

/** The message with links to the first related places. */
function messageText(finding: Finding, related: readonly SarifLocation[]): string {
  const links = related.slice(0, maxLinks).map((location) => {
    const { artifactLocation, region } = location.physicalLocation;
    const name = artifactLocation.uri.split('/').at(-1) ?? '';
    return `[${name}:${region.startLine}](${location.id})`;
  });
  const text = sentence(escapeLinks(visible(finding.message) || finding.rule));
  return links.length === 0 ? text : `${text} See ${links.join(', ')}.`;
}

/** SARIF 3.11.6: `[text](target)` is a link unless its bracket is escaped. Names can hold one. */
function escapeLinks(text: string): string {
  return text.includes('](') ? text.replace(/[[\]\\]/g, '\\$&') : text;
}

function relatedLocations(group: LineGroup, prefix: string | undefined): SarifLocation[] {
  const places: { place: Place; message: string }[] = [
    ...group.finding.related.map((place) => ({ place, message: place.message })),
    ...group.others.map((place) => ({ place, message: place.message })),
    ...group.others.flatMap((other) =>
      other.related.map((place) => ({ place, message: place.message })),
    ),
  ];
  const seen = new Set<string>();
  return places
    .filter(({ place, message }) => {
      const key = `${place.path}\0${place.line}\0${place.column}\0${message}`;
      return seen.size < seen.add(key).size;
    })
    .slice(0, maxRelated)
    .map(({ place, message }, index) => toLocation(place, prefix, { id: index + 1, message }));
}

/** From the use to the definition, for findings on a secret; empty where there is nothing to follow. */
function flowPlaces(finding: Finding): { place: Place; message: string }[] {
  if (finding.flow) return finding.flow.map((place) => ({ place, message: place.message }));
  if (!finding.secret) return [];
  const uses = finding.related.filter(isUse).map((place) => ({ place, message: place.message }));
  const name = finding.secret.name ?? 'the secret';
  return [...uses, { place: finding, message: `${name} is set here` }];
}

/**
 * GitHub's own line hash where it covers no secret, and ours always. The hash of a line with a weak secret would
 * be a hash of that secret: there the upload action fills it in from its checkout (see line-hash.ts).
 */
function fingerprints(finding: Finding, options: ReporterOptions): Record<string, string> {
  const isPast = finding.history?.place === 'introduced';
  const lineHash = isPast ? undefined : options.lineHashes?.(finding.path)?.(finding.line);
  return {
    ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }),
    'keylint/v1': finding.fingerprint,
  };
}
