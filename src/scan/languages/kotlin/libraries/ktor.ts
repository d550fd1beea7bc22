// Rows of what Ktor signs sessions with: https://ktor.io/docs/server-sessions.html#sign_encrypt_session.
import type { LibraryRow } from '../../../libraries/row.ts';

const made = [
  ['SessionTransportTransformerMessageAuthentication', 0],
  // The key that encrypts stands before it.
  ['SessionTransportTransformerEncrypt', 1],
] as const;

export const ktorRows: readonly LibraryRow[] = made.map(
  ([callee, argument]): LibraryRow => ({
    library: 'ktor-server-sessions',
    // The second before Ktor 2.
    modules: ['io.ktor.server.sessions', 'io.ktor.sessions'],
    shape: { kind: 'call', callee },
    call: callee,
    role: 'both',
    kind: 'session',
    key: [{ keyword: 'signKey', argument }],
    keyEncoding: 'utf8',
    example: `import io.ktor.server.sessions.*
fun make(other: ByteArray) = ${callee}(${argument === 0 ? '' : 'other, '}"«tutorial-value»".toByteArray())
`,
  }),
);
