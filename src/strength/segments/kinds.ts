// What the pieces of a text can be, as names for people and as small numbers for the inner loop.
import { type DocumentName, documentNames } from '../find-document.ts';
import { wordKinds } from '../lists/collect-words.ts';
import { type FormatName, formatNames } from './find-formats.ts';

const runKinds = [
  'reversed word',
  'project name',
  'separator',
  'repeat',
  'mirror',
  'sequence',
  'generator cycle',
  'keyboard walk',
  'random',
  'mashed keys',
  'number',
  'known value',
  'host name',
  'e-mail address',
  'URL',
  'project host name',
  'project e-mail address',
  'project URL',
  'word of another script',
  'well-known number',
  'emoji',
] as const;

/** What a piece is. */
export type SegmentKind =
  | (typeof wordKinds)[number]
  | FormatName
  | DocumentName
  | (typeof runKinds)[number];

/** All kinds; the word kinds come first, so that a word's stored kind is its number here. */
export const segmentKinds: readonly SegmentKind[] = [
  ...wordKinds,
  ...formatNames,
  ...documentNames,
  ...runKinds,
];

/** Number of a kind. */
export function kindNumber(kind: SegmentKind): number {
  return segmentKinds.indexOf(kind);
}
