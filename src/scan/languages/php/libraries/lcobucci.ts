// Rows of lcobucci/jwt 3 to 5 (src/Builder.php, src/Token/Builder.php, src/Configuration.php, src/JwtFacade.php).
import type { LibraryRow } from '../../../libraries/row.ts';

const file = (uses: readonly string[], body: string): string =>
  `<?php\n${uses.map((one) => `use Lcobucci\\JWT\\${one};\n`).join('')}${body}\n`;

const shared = { library: 'lcobucci/jwt', kind: 'jwt', keyEncoding: 'utf8' } as const;
const signing = {
  ...shared,
  role: 'sign',
  claimCall: 'withClaim',
  key: [{ argument: 1 }],
  algorithm: [{ argument: 0 }],
  expiry: [
    { chain: 'expiresAt', argument: 0 },
    { chain: 'setExpiration', argument: 0 },
  ],
  expiryNumber: 'moment',
} as const;
const key = ['Signer\\Hmac\\Sha256', 'Signer\\Key\\InMemory'];

export const lcobucciRows: readonly LibraryRow[] = [
  {
    ...shared,
    modules: ['Lcobucci.JWT.Configuration'],
    shape: { kind: 'call', callee: 'forSymmetricSigner' },
    call: 'Configuration::forSymmetricSigner',
    role: 'both',
    key: [{ argument: 1 }],
    algorithm: [{ argument: 0 }],
    verification: 'pinned',
    expiryDefault: 'never',
    example: file(
      ['Configuration', ...key],
      "$c = Configuration::forSymmetricSigner(new Sha256(), InMemory::plainText('«tutorial-value»'));",
    ),
  },
  {
    ...shared,
    modules: ['Lcobucci.JWT.Configuration'],
    shape: { kind: 'call', callee: 'forUnsecuredSigner' },
    call: 'Configuration::forUnsecuredSigner',
    role: 'both',
    key: [],
    hazard: 'alg-none',
    expiryDefault: 'never',
    example: file(['Configuration'], '$c = Configuration::forUnsecuredSigner();'),
  },
  {
    ...signing,
    modules: ['Lcobucci.JWT.Builder'],
    shape: { kind: 'method', type: '', method: 'sign' },
    call: 'Builder::sign',
    example: file(
      ['Builder', 'Signer\\Hmac\\Sha256'],
      "$t = (new Builder())->setExpiration(1)->sign(new Sha256(), '«tutorial-value»')->getToken();",
    ),
  },
  {
    ...signing,
    modules: [
      'Lcobucci.JWT.Builder.#',
      'Lcobucci.JWT.Token.Builder.#',
      'Lcobucci.JWT.Configuration.#',
      'Lcobucci.JWT.Configuration.forSymmetricSigner.()',
      'Lcobucci.JWT.Configuration.forAsymmetricSigner.()',
    ],
    shape: { kind: 'call', callee: 'getToken' },
    call: 'Builder::getToken',
    begins: 'builder',
    example: file(
      ['Token\\Builder', ...key],
      "$t = (new Builder($e, $f))->expiresAt($x)->getToken(new Sha256(), InMemory::plainText('«tutorial-value»'));",
    ),
  },
  // A facade gives its tokens five minutes, and more where the callback asks for it.
  {
    ...shared,
    modules: ['Lcobucci.JWT.JwtFacade'],
    shape: { kind: 'method', type: '', method: 'issue' },
    call: 'JwtFacade::issue',
    role: 'sign',
    key: [{ argument: 1 }],
    algorithm: [{ argument: 0 }],
    expiryDefault: 'set',
    example: file(
      ['JwtFacade', ...key],
      "$t = (new JwtFacade())->issue(new Sha256(), InMemory::plainText('«tutorial-value»'), $claims);",
    ),
  },
  {
    ...shared,
    modules: ['Lcobucci.JWT.Validation.Constraint'],
    shape: { kind: 'new', type: 'SignedWith' },
    call: 'new SignedWith',
    role: 'verify',
    key: [{ argument: 1 }],
    algorithm: [{ argument: 0 }],
    verification: 'pinned',
    example: file(
      ['Validation\\Constraint\\SignedWith', ...key],
      "$c = new SignedWith(new Sha256(), InMemory::plainText('«tutorial-value»'));",
    ),
  },
];
