// From keylint's places, findings and actions to those of the protocol. Lines and columns count from 1 there and from 0
// here; both count UTF-16 units.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Diagnostic,
  DiagnosticSeverity,
  type Location,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Finding, Place, PlacedEdit } from './engine.ts';

const rulePages = 'https://github.com/keylint/keylint/blob/main/rules/docs';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  note: DiagnosticSeverity.Information,
} as const;

export function toUri(root: string, path: string): string {
  return pathToFileURL(join(root, path)).href;
}

export function toRange({
  line,
  column,
  endLine,
  endColumn,
}: Omit<Place, 'path' | 'start' | 'end'>): Range {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

export function toLocation(root: string, place: Place): Location {
  return { uri: toUri(root, place.path), range: toRange(place) };
}

/** The fingerprint travels along, so that an action can say which findings it resolves. */
export function toDiagnostic(root: string, finding: Finding): Diagnostic {
  return {
    range: toRange(finding),
    severity: severities[finding.level],
    source: 'keylint',
    code: finding.rule,
    codeDescription: { href: `${rulePages}/${finding.rule}.md` },
    message: finding.message,
    data: { fingerprint: finding.fingerprint },
    relatedInformation: finding.related.map(({ message, ...place }) => ({
      message,
      location: toLocation(root, place),
    })),
  };
}

/** One change a file; a file that is not there is made first. `versionOf`: of what is open. */
export function toWorkspaceEdit(
  root: string,
  edits: readonly PlacedEdit[],
  versionOf: (uri: string) => number | null,
): WorkspaceEdit {
  const changes = new Map<string, TextDocumentEdit>();
  const made = new Set<string>();
  for (const { text, isNew, ...place } of edits) {
    const uri = toUri(root, place.path);
    if (isNew) made.add(uri);
    const change = changes.get(uri) ?? {
      textDocument: { uri, version: versionOf(uri) },
      edits: [],
    };
    change.edits.push({ range: toRange(place), newText: text });
    changes.set(uri, change);
  }
  return {
    documentChanges: [
      ...[...made].map((uri) => ({
        kind: 'create' as const,
        uri,
        options: { ignoreIfExists: true },
      })),
      ...changes.values(),
    ],
  };
}
