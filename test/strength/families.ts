// How people make secrets: generators of weak secrets, a family each, seeded. Every one of them is under 128 bits
// or flagged by name; which share of them is a promise of the issue.
import { createHash } from 'node:crypto';
import { randomSource } from './cells.ts';

/** Draws for one sample. */
interface Draw {
  /** A number from 0 up to `limit`. */
  number(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

export interface Family {
  readonly name: string;
  make(draw: Draw): string;
}

/** A source of draws that gives the same samples for the same seed. */
export function drawFrom(seed: string): Draw {
  const random = randomSource(seed);
  const number = (limit: number): number => random(4).readUInt32BE(0) % limit;
  return {
    number,
    pick: (items) => {
      const item = items[number(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}

// Words and names of everyday use, written down here on purpose: lists of the estimator would test themselves.
const words =
  'river house green table summer coffee window garden market silver thunder planet bridge castle forest orange ' +
  'winter dragon shadow falcon rocket banana guitar pencil mirror engine harbor island jungle kitchen lemon monkey ' +
  'needle ocean pepper queen rabbit salmon tiger umbrella velvet wizard yellow zebra anchor basket candle dinner ' +
  'energy flower ginger hammer insect jacket ladder magnet nature office palace quartz ribbon school ticket uncle ' +
  'valley wallet travel simple happy secret strong little purple golden frozen broken hidden modern';
const wordList = words.split(' ');
const names =
  'michael jessica daniel emma oliver sophia lucas maria thomas anna peter laura martin julia kevin sarah david ' +
  'paula robert clara hannah felix carlos elena marco giulia pierre camille ahmed fatima ivan olga';
const nameList = names.split(' ');
const companies =
  'acme globex initech umbrella hooli vandelay stark wayne cyberdyne wonka contoso northwind fabrikam tailspin ' +
  'bluesky redwood shopify medisoft fintrack greenleaf datapoint cloudbase netwave bitforge';
const companyList = companies.split(' ');
const purposes = [
  'jwt',
  'auth',
  'token',
  'session',
  'api',
  'app',
  'access',
  'refresh',
  'signing',
  'cookie',
];
const tails = ['secret', 'key', 'secretkey', 'token', 'password', 'private_key', 'signature'];
const signs = ['!', '@', '#', '$', '!!', '!@#', '!@#$', '123', '*', '?', '1!', '#1', '@123', '$$'];
const sentences = [
  'this is my very secret key for the api',
  'please do not share this with anyone',
  'the cat sat on the warm window sill',
  'we will change this before going live',
  'nobody will ever guess this long sentence',
  'my dog likes to chase cars in the morning',
  'always look on the bright side of life',
  'to be or not to be that is the question',
  'i love coffee and sunny days at the beach',
  'one ring to rule them all and in the darkness bind them',
];
const walks = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc',
  'qazwsxedcrfv',
  'poiuytrewq',
  'qweasdzxc',
];
const foreign =
  'geheimnis passwort schluessel sicherheit sonnenschein clave secreto contraseña segura senha segredo chave ' +
  'motdepasse secret soleil bonjour parola segreta amore rahasia kucing wachtwoord geheim haslo tajne';
const foreignList = foreign.split(' ');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const leet = (text: string): string =>
  text.replace(
    /[aeiost]/g,
    (char) => ({ a: '@', e: '3', i: '1', o: '0', s: '$', t: '7' })[char] ?? char,
  );
const year = (draw: Draw): string => String(1990 + draw.number(37));
const two = (value: number): string => String(value).padStart(2, '0');
const date = (draw: Draw): readonly [string, string, string] => [
  String(1970 + draw.number(60)),
  two(1 + draw.number(12)),
  two(1 + draw.number(28)),
];
const several = (draw: Draw, count: number, list: readonly string[] = wordList): string[] =>
  Array.from({ length: count }, () => draw.pick(list));
const hash = (name: string, text: string): string => createHash(name).update(text).digest('hex');

/** Words that the hash families hash: what people type into an online hash tool. */
const hashed = [
  'secret',
  'password',
  'admin',
  '123456',
  'test',
  'hello',
  'jwt',
  'mysecret',
  'changeme',
  'qwerty',
  'letmein',
  'supersecret',
  'dragon',
  'monkey',
  'sunshine',
];

export const families: readonly Family[] = [
  { name: 'word + word + year', make: (d) => several(d, 2).join('') + year(d) },
  {
    name: 'Word + Word + year + sign',
    make: (d) => several(d, 2).map(capital).join('') + year(d) + d.pick(signs),
  },
  {
    name: 'company + JWT + signs',
    make: (d) => `${capital(d.pick(companyList))}JWT${d.pick(signs)}`,
  },
  {
    name: 'company-purpose-tail',
    make: (d) => [d.pick(companyList), d.pick(purposes), d.pick(tails)].join('-'),
  },
  {
    name: 'company_purpose_tail_year',
    make: (d) => [d.pick(companyList), d.pick(purposes), d.pick(tails), year(d)].join('_'),
  },
  {
    name: 'COMPANY_PURPOSE_TAIL',
    make: (d) => [d.pick(companyList), d.pick(purposes), d.pick(tails)].join('_').toUpperCase(),
  },
  {
    name: 'MyPurposeTail + digits',
    make: (d) => `My${capital(d.pick(purposes))}${capital(d.pick(tails))}${d.number(10_000)}`,
  },
  { name: 'one word', make: (d) => d.pick([...wordList, ...foreignList, ...hashed]) },
  { name: 'word + digits', make: (d) => d.pick(wordList) + d.number(d.pick([10, 100, 1000])) },
  { name: 'Word + year + sign', make: (d) => capital(d.pick(wordList)) + year(d) + d.pick(signs) },
  { name: 'name + two digits', make: (d) => d.pick(nameList) + two(d.number(100)) },
  {
    name: 'purpose and tail',
    make: (d) => d.pick(purposes) + d.pick(['', '-', '_', '.']) + d.pick(tails),
  },
  { name: 'leet word + word', make: (d) => leet(several(d, 2).join('')) },
  { name: 'leet words + year', make: (d) => leet(several(d, 2).map(capital).join('')) + year(d) },
  { name: 'leet with separators', make: (d) => leet(several(d, 3).join('-')) },
  { name: 'keyboard walks', make: (d) => several(d, 2, walks).join('') },
  { name: 'keyboard walk + digits', make: (d) => d.pick(walks) + d.number(1_000_000) },
  {
    name: 'keyboard walk in capitals and again',
    make: (d) => {
      const walk = d.pick(walks);
      return walk + walk.toUpperCase();
    },
  },
  {
    name: 'walk + shifted digits',
    make: (d) => `${d.pick(walks)}!@#$%^&*`.slice(0, 12 + d.number(8)),
  },
  {
    name: 'sentence in snake case',
    make: (d) => d.pick(sentences).replaceAll(' ', '_') + (d.number(2) ? `_${year(d)}` : ''),
  },
  {
    name: 'sentence with hyphens',
    make: (d) => `${d.pick(sentences).replaceAll(' ', '-')}${d.pick(signs)}`,
  },
  {
    name: 'sentence in camel case',
    make: (d) => d.pick(sentences).split(' ').map(capital).join('') + d.number(1000),
  },
  {
    name: 'sentence with spaces',
    make: (d) => `${capital(d.pick(sentences))}. ${capital(d.pick(wordList))}!`,
  },
  { name: 'doubled word', make: (d) => d.pick(wordList).repeat(2 + d.number(3)) },
  { name: 'doubled phrase', make: (d) => `${several(d, 2).join('-')}-`.repeat(2 + d.number(2)) },
  {
    name: 'word padded with 123456...',
    make: (d) => `${d.pick(wordList)}12345678901234567890123456789012`.slice(0, 32),
  },
  { name: 'words padded with zeros', make: (d) => several(d, 2).join('').padEnd(32, '0') },
  { name: 'words padded with x', make: (d) => several(d, 3).join('_').padEnd(40, 'x') },
  {
    name: 'base64 of a phrase',
    make: (d) => Buffer.from(several(d, 3).join(' ')).toString('base64'),
  },
  {
    name: 'base64 of name and year',
    make: (d) => Buffer.from(d.pick(nameList) + year(d) + d.pick(signs)).toString('base64'),
  },
  { name: 'hex of a phrase', make: (d) => Buffer.from(several(d, 3).join('-')).toString('hex') },
  {
    name: 'base64 of hex of a word',
    make: (d) =>
      Buffer.from(Buffer.from(several(d, 2).join('')).toString('hex')).toString('base64'),
  },
  {
    name: 'base64 of base64',
    make: (d) =>
      Buffer.from(Buffer.from(several(d, 2).join('_')).toString('base64')).toString('base64'),
  },
  { name: 'md5 of a word', make: (d) => hash('md5', d.pick(hashed)) },
  { name: 'sha1 of a word', make: (d) => hash('sha1', d.pick(hashed)) },
  { name: 'sha256 of a word', make: (d) => hash('sha256', d.pick([...hashed, ...wordList])) },
  { name: 'sha512 of a word', make: (d) => hash('sha512', d.pick(hashed)) },
  { name: 'SHA256 in capitals', make: (d) => hash('sha256', d.pick(hashed)).toUpperCase() },
  {
    name: 'sha256 of a word in base64',
    make: (d) => createHash('sha256').update(d.pick(hashed)).digest('base64'),
  },
  { name: 'name + birthday', make: (d) => d.pick(nameList) + [...date(d)].reverse().join('') },
  {
    name: 'names + date with dots',
    make: (d) =>
      `${capital(d.pick(nameList))}&${capital(d.pick(nameList))} ${[...date(d)].reverse().join('.')}`,
  },
  { name: 'ISO date + word', make: (d) => `${date(d).join('-')}-${several(d, 2).join('-')}` },
  {
    name: 'date and time',
    make: (d) => `${date(d).join('')}${two(d.number(24))}${two(d.number(60))}${two(d.number(60))}`,
  },
  { name: 'Unix time', make: (d) => String(1_100_000_000 + d.number(900_000_000)) },
  {
    name: 'Unix milliseconds',
    make: (d) =>
      String(1_100_000_000 + d.number(900_000_000)) + String(d.number(1000)).padStart(3, '0'),
  },
  {
    name: 'word + Unix milliseconds',
    make: (d) =>
      `${d.pick(purposes)}-${1_600_000_000 + d.number(200_000_000)}${String(d.number(1000)).padStart(3, '0')}`,
  },
  { name: 'reversed words', make: (d) => [...several(d, 3).join('')].reverse().join('') },
  {
    name: 'one character again and again',
    make: (d) => d.pick([...'aAx0123z*.']).repeat(8 + d.number(60)),
  },
  {
    name: 'digits in order',
    make: (d) => '0123456789'.repeat(8).slice(d.number(10), 20 + d.number(40)),
  },
  {
    name: 'alphabet and digits',
    make: (d) => 'abcdefghijklmnopqrstuvwxyz0123456789'.slice(d.number(6), 20 + d.number(16)),
  },
  {
    name: 'pattern again and again',
    make: (d) =>
      `${d.pick(['abc', '1a2b', 'xyz-', 'deadbeef', 'cafe', '0f'])}`.repeat(5 + d.number(8)),
  },
  {
    name: 'words of other languages',
    make: (d) => several(d, 3, foreignList).join(d.pick(['', '-', '_'])) + year(d),
  },
  { name: 'four words with hyphens', make: (d) => several(d, 4).join('-') },
  { name: 'five words in camel case', make: (d) => several(d, 5).map(capital).join('') },
  { name: 'six words with underscores', make: (d) => several(d, 6).join('_') },
  {
    name: 'your ... here',
    make: (d) =>
      `your-${d.pick(purposes)}-${d.pick(tails)}-${d.pick(['here', 'goes-here', 'change-me', 'in-production'])}`,
  },
  {
    name: 'change me',
    make: (d) =>
      `change${d.pick(['-', '_', ''])}${d.pick(['me', 'this', 'it'])}${d.pick(['', '-please', '-in-production', '_to_something_secure', '123'])}`,
  },
  {
    name: 'replace with ...',
    make: (d) =>
      `${d.pick(['replace', 'REPLACE'])}_${d.pick(['with', 'WITH', 'this_with'])}_${d.pick(['strong', 'random', 'your_own'])}_${d.pick(tails)}`,
  },
  {
    name: 'host name',
    make: (d) =>
      `${d.pick(['api', 'www', 'auth'])}.${d.pick(companyList)}.${d.pick(['com', 'io', 'net', 'local'])}`,
  },
  {
    name: 'e-mail address',
    make: (d) => `${d.pick(nameList)}.${d.pick(nameList)}@${d.pick(companyList)}.com`,
  },
  {
    name: 'e-mail address at a provider',
    make: (d) =>
      `${d.pick(nameList)}${d.pick(['', '.', '_'])}${d.pick([...nameList, year(d)])}@${d.pick(['gmail.com', 'hotmail.com', 'yahoo.com', 'outlook.com'])}`,
  },
  {
    name: 'host name + year',
    make: (d) =>
      `${d.pick(companyList)}.${d.pick(['com', 'io', 'dev', 'co.uk'])}${d.pick(['', '-', '_'])}${year(d)}`,
  },
  { name: 'URL', make: (d) => `https://${d.pick(companyList)}.com/${d.pick(purposes)}` },
  {
    name: 'IP address',
    make: (d) => `${d.pick(purposes)}-192.168.${d.number(256)}.${d.number(256)}`,
  },
  { name: 'phone number', make: (d) => `+49${1000000000 + d.number(899999999)}` },
  {
    name: 'alternating capitals',
    make: (d) => [...several(d, 3).join('')].map((c, i) => (i % 2 ? c.toUpperCase() : c)).join(''),
  },
  {
    name: 'letters apart',
    make: (d) => [...several(d, 2).join('')].join(d.pick(['-', '.', '_', ' '])),
  },
  {
    name: 'mashed home row',
    make: (d) => Array.from({ length: 20 + d.number(12) }, () => d.pick([...'asdfghjkl'])).join(''),
  },
  { name: 'words between signs', make: (d) => `!@#${several(d, 3).map(capital).join('!')}$%^` },
  {
    name: 'password + counter',
    make: (d) => `${d.pick(hashed)}${d.number(100_000)}${d.pick(signs)}`,
  },
  { name: 'quoted', make: (d) => `"${several(d, 3).join('-')}"` },
  {
    name: 'percent-encoded',
    make: (d) => encodeURIComponent(`${several(d, 3).join(' ')}!&${year(d)}`),
  },
];
