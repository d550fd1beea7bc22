// Places as SARIF locations: percent-encoded paths from the repository's root and regions of one line.
import type { Place } from '../../model/place.ts';
import { visible } from '../escape.ts';

export interface SarifLocation {
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine?: number;
      readonly endColumn?: number;
    };
  };
  readonly message?: { readonly text: string };
}

/**
 * A relative URI from the repository's root. Without a base id, which is what GitHub maps best. Halves of
 * surrogate pairs have no UTF-8 and become U+FFFD.
 */
export function toUri(path: string, prefix = ''): string {
  const uri = `${prefix}${path}`
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    // encodeURIComponent leaves these five, which RFC 3986 reserves.
    .map((segment) =>
      encodeURIComponent(segment).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
  // An empty URI is not allowed, and neither is one that starts with what reads as an authority.
  return uri.replace(/^\/+/, '') || '.';
}

/** `place` as a location. GitHub shows an alert on a pull request only if all its lines changed: one line. */
export function toLocation(
  place: Place,
  prefix: string | undefined,
  more: { id?: number; message?: string } = {},
): SarifLocation {
  const startLine = Math.max(1, place.line);
  const startColumn = Math.max(1, place.column);
  const isOneLine = place.endLine === place.line && place.endColumn > place.column;
  return {
    ...(more.id === undefined ? {} : { id: more.id }),
    physicalLocation: {
      artifactLocation: { uri: toUri(place.path, prefix) },
      // Without an end the region goes to the end of its line.
      region: isOneLine
        ? { startLine, startColumn, endLine: startLine, endColumn: place.endColumn }
        : { startLine, startColumn },
    },
    ...(more.message === undefined ? {} : { message: { text: visible(more.message) || '-' } }),
  };
}
