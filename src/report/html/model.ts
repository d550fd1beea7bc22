// What the audit page shows of secrets: one entry each with its definitions by environment, its uses and its age,
// from the inventory where there is one, else from the findings.
import type { Finding, SecretSummary } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { isUse, type Rank, rankOf, ranks, shownFindings } from '../findings.ts';
import type { InventoryEntry, InventoryPlace, ReporterOptions, SecretAge } from '../reporter.ts';

/** A secret as the page lists it. */
export interface SecretView {
  readonly secret: SecretSummary;
  readonly definitions: readonly InventoryPlace[];
  readonly uses: readonly InventoryPlace[];
  readonly findings: readonly Finding[];
  /** `null`: nothing is wrong with it. */
  readonly rank: Rank | null;
  /** Of the definition that has stood longest. */
  readonly age: SecretAge | undefined;
}

/** Secrets, the loudest first. */
export function viewSecrets(report: Report, options: ReporterOptions): SecretView[] {
  const byId = new Map<string, Finding[]>();
  for (const finding of shownFindings(report, options)) {
    if (finding.secretId === undefined || !finding.secret) continue;
    const findings = byId.get(finding.secretId);
    if (findings) findings.push(finding);
    else byId.set(finding.secretId, [finding]);
  }
  const ages = new Map((options.ages ?? []).map((age) => [lineKey(age), age]));
  const inventory = options.inventory ?? [];
  const known = new Set(inventory.map((entry) => entry.id));
  const derived = [...byId].flatMap(([id, findings]) =>
    known.has(id) ? [] : (deriveEntry(id, findings) ?? []),
  );
  return [...inventory, ...derived]
    .map((entry) => viewSecret(entry, byId.get(entry.id) ?? [], ages))
    .sort((a, b) => loudness(a) - loudness(b) || names(a, b));
}

function viewSecret(
  entry: InventoryEntry,
  findings: readonly Finding[],
  ages: ReadonlyMap<string, SecretAge>,
): SecretView {
  const found = findings.map(rankOf);
  const age = entry.definitions
    .flatMap((place) => ages.get(lineKey(place)) ?? [])
    .sort((a, b) => b.days - a.days)[0];
  return {
    secret: weakest(entry.secret, findings),
    definitions: entry.definitions,
    uses: entry.uses,
    findings,
    rank: ranks.find((rank) => found.includes(rank)) ?? null,
    age,
  };
}

/** Without an inventory: what the findings say. */
function deriveEntry(id: string, findings: readonly Finding[]): InventoryEntry | undefined {
  const secret = findings[0]?.secret;
  if (!secret) return undefined;
  const definitions = uniquePlaces(
    findings.map((finding) => ({
      path: finding.path,
      line: finding.line,
      column: finding.column,
      environment: finding.secret?.environment ?? null,
    })),
  );
  const defined = new Set(definitions.map(lineKey));
  const uses = uniquePlaces(
    findings.flatMap((finding) =>
      finding.related.filter(isUse).map(({ path, line, column, message }) => ({
        path,
        line,
        column,
        label: message,
      })),
    ),
  ).filter((place) => !defined.has(lineKey(place)));
  return { id, secret, definitions, uses };
}

/** The summary with the fewest bits: one secret can have several values. */
function weakest(secret: SecretSummary, findings: readonly Finding[]): SecretSummary {
  return findings
    .flatMap((finding) => finding.secret ?? [])
    .reduce(
      (least, next) =>
        (next.bits ?? Number.POSITIVE_INFINITY) < (least.bits ?? Number.POSITIVE_INFINITY)
          ? next
          : least,
      secret,
    );
}

function uniquePlaces(places: readonly InventoryPlace[]): InventoryPlace[] {
  const unique = new Map(places.map((place) => [`${lineKey(place)}\0${place.column}`, place]));
  return [...unique.values()];
}

function lineKey({ path, line }: { path: string; line: number }): string {
  return `${path}\0${line}`;
}

function loudness({ rank }: SecretView): number {
  return rank === null ? ranks.length : ranks.indexOf(rank);
}

function names(a: SecretView, b: SecretView): number {
  const [first, second] = [a.secret.name ?? '', b.secret.name ?? ''];
  return first === second ? 0 : first < second ? -1 : 1;
}
