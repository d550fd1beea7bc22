// Rows of jwt-simple, josekit, hmac, and the session keys of actix-web, axum and cookie.
import type { LibraryRow } from '../../../libraries/row.ts';

const file = (uses: string, value: string): string =>
  `use ${uses};\nfn f() { let k = ${value}; g(k); }\n`;

export const otherRustRows: readonly LibraryRow[] = [
  {
    library: 'jsonwebtoken',
    modules: ['jsonwebtoken.Validation.new.()', 'jsonwebtoken.Validation.default.()'],
    shape: { kind: 'call', callee: 'insecure_disable_signature_validation' },
    call: 'Validation::insecure_disable_signature_validation',
    role: 'verify',
    kind: 'jwt',
    key: [],
    keyEncoding: 'utf8',
    hazard: 'signature-not-checked',
    example:
      'use jsonwebtoken::{Algorithm, Validation};\nfn f() { let mut v = Validation::new(Algorithm::HS256); v.insecure_disable_signature_validation(); }\n',
  },
  ...['dangerous_insecure_decode', 'dangerous.insecure_decode'].map(
    (callee): LibraryRow => ({
      library: 'jsonwebtoken',
      modules: ['jsonwebtoken'],
      shape: { kind: 'call', callee },
      call: callee.replace('.', '::'),
      role: 'verify',
      kind: 'jwt',
      key: [],
      keyEncoding: 'utf8',
      onlyDecodes: true,
      example: `use jsonwebtoken::${callee.replace('.', '::')};\nfn authenticate(t: &str) -> bool { ${callee.split('.').at(-1)}::<Claims>(t).is_ok() }\n`,
    }),
  ),
  ...[256, 384, 512].map(
    (bits): LibraryRow => ({
      library: 'jwt-simple',
      modules: [`jwt_simple.prelude.HS${bits}Key`, `jwt_simple.algorithms.HS${bits}Key`],
      shape: { kind: 'call', callee: 'from_bytes' },
      call: `HS${bits}Key::from_bytes`,
      role: 'both',
      kind: 'jwt',
      key: [{ argument: 0 }],
      keyEncoding: 'utf8',
      defaultAlgorithm: `HS${bits}`,
      verification: 'pinned',
      expiryDefault: 'set',
      example: file('jwt_simple::prelude::*', `HS${bits}Key::from_bytes(b"«tutorial-value»")`),
    }),
  ),
  ...[256, 384, 512].flatMap((bits) =>
    (['signer_from_bytes', 'verifier_from_bytes'] as const).map(
      (callee): LibraryRow => ({
        library: 'josekit',
        modules: [`josekit.jws.HS${bits}`, `josekit.jws.alg.hmac.HmacJwsAlgorithm.Hs${bits}`],
        shape: { kind: 'call', callee },
        call: `HS${bits}.${callee}`,
        role: callee.startsWith('signer') ? 'sign' : 'verify',
        kind: 'jwt',
        key: [{ argument: 0 }],
        keyEncoding: 'utf8',
        defaultAlgorithm: `HS${bits}`,
        verification: 'pinned',
        expiryDefault: 'unknown',
        example: file(`josekit::jws::HS${bits}`, `HS${bits}.${callee}(b"«tutorial-value»")`),
      }),
    ),
  ),
  ...(
    [
      'actix_web.cookie.Key',
      'cookie.Key',
      'axum_extra.extract.cookie.Key',
      'rocket.http.private.cookie.Key',
    ] as const
  ).flatMap((module) =>
    (['from', 'derive_from'] as const).map(
      (callee): LibraryRow => ({
        library: 'cookie',
        modules: [module],
        shape: { kind: 'call', callee },
        call: `Key::${callee}`,
        role: 'both',
        kind: 'session',
        key: [{ argument: 0 }],
        keyEncoding: 'utf8',
        minBytes: callee === 'from' ? 64 : 32,
        example: file(module.replaceAll('.', '::'), `Key::${callee}(b"«tutorial-value»")`),
      }),
    ),
  ),
  {
    library: 'hmac',
    modules: ['hmac.Hmac', 'Hmac'],
    shape: { kind: 'call', callee: 'new_from_slice' },
    call: 'Hmac::new_from_slice',
    role: 'both',
    kind: 'hmac',
    key: [{ argument: 0 }],
    keyEncoding: 'utf8',
    example: file('hmac::Hmac', 'Hmac::<Sha256>::new_from_slice(b"«tutorial-value»")'),
  },
];
