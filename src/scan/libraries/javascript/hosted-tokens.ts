// Rows of services that have applications sign the tokens of their users: LiveKit (livekit/node-sdks: AccessToken.ts),
// Stream (GetStream/stream-chat-js: src/signing.ts) and Twilio (twilio/twilio-node: src/jwt/AccessToken.ts). All sign HS256.
import type { LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

const livekit = 'livekit-server-sdk';
const shared = {
  kind: 'jwt',
  defaultAlgorithm: 'HS256',
  verification: 'pinned',
  isIssued: true,
} as const;

export const hostedTokenRows: readonly LibraryRow[] = [
  // Six hours where nothing is said; a number is seconds.
  javascriptRow({
    ...shared,
    library: livekit,
    modules: [livekit],
    shape: { kind: 'new', type: 'AccessToken' },
    call: 'new AccessToken',
    role: 'sign',
    key: [{ argument: 1 }],
    expiry: [{ argument: 2, path: ['ttl'] }],
    expiryDefault: 'set',
    example: `import { AccessToken } from '${livekit}';\nnew AccessToken('a', '«tutorial-value»', { identity: 'b' });`,
  }),
  ...['TokenVerifier', 'WebhookReceiver'].map((type) =>
    javascriptRow({
      ...shared,
      library: livekit,
      modules: [livekit],
      shape: { kind: 'new', type },
      call: `new ${type}`,
      role: 'verify',
      key: [{ argument: 1 }],
      example: `import { ${type} } from '${livekit}';\nnew ${type}('a', '«tutorial-value»');`,
    }),
  ),
  ...['RoomServiceClient', 'EgressClient', 'IngressClient', 'SipClient', 'AgentDispatchClient'].map(
    (type) =>
      javascriptRow({
        ...shared,
        library: livekit,
        modules: [livekit],
        shape: { kind: 'new', type },
        call: `new ${type}`,
        role: 'sign',
        key: [{ argument: 2 }],
        expiryDefault: 'set',
        example: `import { ${type} } from '${livekit}';\nnew ${type}('https://a', 'b', '«tutorial-value»');`,
      }),
  ),
  // Stream and Twilio draw their secrets themselves: how long these are is not for the application to say.
  ...(['getInstance', ''] as const).map((callee) =>
    javascriptRow({
      ...shared,
      library: 'stream-chat',
      modules: ['stream-chat'],
      shape:
        callee === ''
          ? { kind: 'new', type: 'StreamChat' }
          : { kind: 'call', callee: `StreamChat.${callee}` },
      call: callee === '' ? 'new StreamChat' : `StreamChat.${callee}`,
      role: 'both',
      // Browsers give the key of the application alone, or options.
      key: [{ argument: 1, written: /^[^{]/ }],
      derivesKey: true,
      expiryDefault: 'never',
      example: `import { StreamChat } from 'stream-chat';\n${callee === '' ? 'new StreamChat' : `StreamChat.${callee}`}('a', '«tutorial-value»');`,
    }),
  ),
  ...['AccessToken', 'jwt.AccessToken'].map((type) =>
    javascriptRow({
      ...shared,
      library: 'twilio',
      modules: ['twilio'],
      shape: { kind: 'new', type },
      call: 'new AccessToken',
      role: 'sign',
      key: [{ argument: 2 }],
      derivesKey: true,
      expiry: [{ argument: 3, path: ['ttl'] }],
      expiryDefault: 'set',
      example: `import twilio from 'twilio';\nnew twilio.${type}('a', 'b', '«tutorial-value»', { identity: 'c' });`,
    }),
  ),
];
