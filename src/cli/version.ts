// The version of the package, read from its package.json, which is the one place that states it; and what tells this
// build from all others.
import { readFileSync } from 'node:fs';

/** `0.1.0`. */
export function readVersion(): string {
  // The same number of folders up from dist/src/cli and, in tests, from src/cli: the nearest that exists counts.
  for (const path of ['../../../package.json', '../../package.json']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (isManifest(manifest)) return manifest.version;
    } catch {
      // Not there: the next one.
    }
  }
  return 'unknown';
}

/** The bundler writes a digest of all sources in its place. */
declare const keylintBuildId: string;

/** `undefined` where the sources run as they are. */
export function readBuildId(): string | undefined {
  return typeof keylintBuildId === 'string' ? keylintBuildId : undefined;
}

function isManifest(value: unknown): value is { name: 'keylint'; version: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    value.name === 'keylint' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
