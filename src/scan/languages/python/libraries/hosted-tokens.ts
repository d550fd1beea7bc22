// Rows of services that have applications sign the tokens of their users: LiveKit (livekit/python-sdks:
// livekit-api/livekit/api/access_token.py), Stream (GetStream/stream-chat-python) and Twilio (twilio/twilio-python:
// twilio/jwt/access_token). All sign HS256.
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = {
  kind: 'jwt',
  keyEncoding: 'utf8',
  defaultAlgorithm: 'HS256',
  verification: 'pinned',
  isIssued: true,
} as const;

export const hostedTokenRows: readonly LibraryRow[] = [
  ...(
    [
      ['AccessToken', 'sign'],
      ['TokenVerifier', 'verify'],
    ] as const
  ).map(
    ([type, role]): LibraryRow => ({
      ...shared,
      library: 'livekit-api',
      modules: ['livekit.api'],
      shape: { kind: 'new', type },
      call: type,
      role,
      key: [{ keyword: 'api_secret', argument: 1 }],
      expiryDefault: 'set',
      example: `from livekit import api\napi.${type}('a', '«tutorial-value»')\n`,
    }),
  ),
  {
    ...shared,
    library: 'stream-chat',
    modules: ['stream_chat'],
    shape: { kind: 'new', type: 'StreamChat' },
    call: 'StreamChat',
    role: 'both',
    key: [{ keyword: 'api_secret', argument: 1 }],
    // Stream and Twilio draw their secrets themselves: how long these are is not for the application to say.
    derivesKey: true,
    expiryDefault: 'never',
    example:
      "from stream_chat import StreamChat\nStreamChat(api_key='a', api_secret='«tutorial-value»')\n",
  },
  {
    ...shared,
    library: 'twilio',
    modules: ['twilio.jwt.access_token'],
    shape: { kind: 'new', type: 'AccessToken' },
    call: 'AccessToken',
    role: 'sign',
    key: [{ keyword: 'secret', argument: 2 }],
    derivesKey: true,
    expiry: [{ keyword: 'ttl', argument: 6 }],
    expiryDefault: 'set',
    example:
      "from twilio.jwt.access_token import AccessToken\nAccessToken('a', 'b', '«tutorial-value»', identity='c')\n",
  },
];
