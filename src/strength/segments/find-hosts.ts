// Finds host names, e-mail addresses and URLs. Their fixed parts are cheap; the names in them are priced like any other
// text, so that a random label stays worth its characters.
import { addressBits } from './find-formats.ts';
import { endings, firstLabels, mailDomains, ports, schemes } from './hosts.ts';
import type { SegmentKind } from './kinds.ts';
import type { Segmentation } from './segment.ts';

/** One address; `bits` is what is left to guess of it. */
export interface HostMatch {
  readonly start: number;
  readonly end: number;
  readonly what: SegmentKind;
  readonly bits: number;
}

/** Gives the cheapest description of a part of an address. */
export type Describe = (part: string) => Segmentation;

/** Addresses in one text; more are nobody's secret, and the bound keeps hostile texts cheap. */
const mostHosts = 16;

/** Telling where a name ends: its description on its own takes that for known. */
const partEnd = 2.5;

const label = '[a-z0-9](?:[a-z0-9-]{0,62})';
/** At a place where no name is under way: a scheme, a mailbox, labels with dots between them, a port. */
const address = new RegExp(
  `(?<![a-z0-9.@-])(?:(?<scheme>[a-z]{2,10})://)?(?:(?<mailbox>[a-z0-9][a-z0-9._%+-]{0,63})@)?` +
    `(?<labels>${label}(?:\\.${label}){0,5})(?::(?<port>\\d{2,5})(?!\\d))?`,
  'gi',
);
const ip = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** All addresses in `text`, in order; they do not overlap. */
export function findHosts(text: string, describe: Describe): readonly HostMatch[] {
  const found: HostMatch[] = [];
  if (!/[.@]|:\d|:\/\//.test(text)) return found;
  address.lastIndex = 0;
  for (let tries = 0; tries < mostHosts; ) {
    const match = address.exec(text);
    if (!match) break;
    const { scheme, mailbox, labels = '', port } = match.groups ?? {};
    if (!scheme && !mailbox && !port && !labels.includes('.')) continue;
    tries++;
    const priced = priceAddress({ scheme, mailbox, labels, port }, describe);
    if (!priced) continue;
    const { index: start } = match;
    const end = start + match[0].length - priced.left;
    found.push({ start, end, what: priced.what, bits: priced.bits });
  }
  return found;
}

interface Address {
  readonly scheme: string | undefined;
  readonly mailbox: string | undefined;
  readonly labels: string;
  readonly port: string | undefined;
}

interface PricedAddress {
  readonly what: SegmentKind;
  readonly bits: number;
  /** Characters at the end that are no part of it. */
  readonly left: number;
}

function priceAddress(parts: Address, describe: Describe): PricedAddress | undefined {
  const { scheme, mailbox, labels, port } = parts;
  let hasProject = false;
  const priceText = (part: string): number => {
    const { bits, pieces } = describe(part);
    hasProject ||= pieces.some(({ what }) => what === 'project name');
    return bits;
  };
  const schemeRank = scheme === undefined ? 0 : schemes.indexOf(scheme.toLowerCase());
  if (schemeRank < 0) return undefined;
  const name = splitLabels(labels, port !== undefined);
  const hostBits = name
    ? nameBits(name, mailbox !== undefined, priceText)
    : localBits(parts, priceText);
  if (hostBits === undefined) return undefined;
  const bits =
    hostBits +
    (scheme === undefined ? 0 : rankBits(schemeRank)) +
    (mailbox === undefined ? 0 : partEnd + priceText(mailbox)) +
    (port === undefined ? 0 : portBits(port));
  const what = mailbox ? 'e-mail address' : scheme ? 'URL' : 'host name';
  const left = name ? labels.length - name.length : 0;
  return { what: hasProject ? `project ${what}` : what, bits, left };
}

/** A host below a public ending; that of a mailbox is likely a provider's. */
function nameBits(
  { labels, ending, whole }: SplitName,
  isMailbox: boolean,
  priceText: (part: string) => number,
): number {
  const provider = isMailbox ? mailDomains.indexOf(whole) : -1;
  if (provider >= 0) return 1 + rankBits(provider);
  let bits = 1 + rankBits(ending);
  labels.forEach((part, index) => {
    // Nothing but `www` and its like is first without being the name itself.
    const known = index < labels.length - 1 ? firstLabels.indexOf(part.toLowerCase()) : -1;
    bits += known < 0 ? partEnd + priceText(part) : 1 + rankBits(known);
  });
  return bits;
}

/** What only a scheme or a port makes a host: this machine, an IP address, a name of the local network. */
function localBits(
  { scheme, mailbox, labels, port }: Address,
  priceText: (part: string) => number,
): number | undefined {
  if (mailbox !== undefined || (scheme === undefined && port === undefined)) return undefined;
  if (ip.test(labels)) return 1 + addressBits(labels);
  if (labels.toLowerCase() === 'localhost') return 2;
  return scheme === undefined || labels.includes('.') ? undefined : 3 + partEnd + priceText(labels);
}

function portBits(port: string): number {
  return ports.includes(port) ? 5 : 1 + port.length * Math.log2(10);
}

/** Bits of a place in a list that is ordered by use. */
function rankBits(rank: number): number {
  return 1.5 + 1.1 * Math.log2(rank + 1);
}

interface SplitName {
  /** Those before the ending. */
  readonly labels: readonly string[];
  /** Place in `endings`. */
  readonly ending: number;
  /** Labels and ending in lower case. */
  readonly whole: string;
  /** Characters that belong to the name. */
  readonly length: number;
}

/** Splits at the public ending, which digits or a hyphen may follow where no port does: `acme.io2024`. */
function splitLabels(text: string, isClosed: boolean): SplitName | undefined {
  const labels = text.toLowerCase().split('.');
  const last = labels.pop() ?? '';
  const cut = isClosed ? last : (/^[a-z]+/.exec(last)?.[0] ?? '');
  if (cut === '' || labels.length === 0) return undefined;
  const whole = [...labels, cut].join('.');
  const { length } = whole;
  const second = endings.indexOf(`${labels.at(-1)}.${cut}`);
  const original = text.split('.').slice(0, -1);
  if (second >= 0 && labels.length > 1) {
    return { labels: original.slice(0, -1), ending: second, whole, length };
  }
  const ending = endings.indexOf(cut);
  return ending < 0 ? undefined : { labels: original, ending, whole, length };
}
