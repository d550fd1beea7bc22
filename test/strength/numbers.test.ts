// Each number of src/strength/rate-reading.ts decides something: a text of each kind that is judged otherwise, or is worth
// something else, when the number is a little greater or smaller. A number that is changed on purpose changes its lines.
import { expect, test } from 'vitest';
import type { AssessOptions, Reason } from '../../src/model/strength.ts';
import { assess } from '../../src/strength/assess.ts';

type Judged = [
  decides: string,
  text: string,
  bits: number,
  reason: Reason | null,
  options?: AssessOptions,
];

test.each<Judged>([
  ['what is out of reach: 128 bits', 'for-terces-do7MwO@N', 92.1, 'dictionary'],
  ['a share of 60 %, no less', 'summerBBB11', 37.5, 'dictionary'],
  ['a share of 60 %, no more', 'sea!!16930682', 55.6, 'short'],
  ['40 bits saved, no more', 'summerbca2b1bba2bb2bb1', 83.2, 'dictionary'],
  ['40 bits saved, no less', '1Solxngardenverystaple', 90.7, 'short'],
  ['14 bits saved at least, no more', 'of_9f_of_of_co', 65.2, 'dictionary'],
  ['14 bits saved at least, no less', 'api_xq_jwt8965', 66.8, 'short'],
  ['a known value: 8 bits', 'token', 8, 'known'],
  ['another spelling: 4 bits', 'SECRET', 12, 'known'],
  ['backwards: 2 bits', 'nedrag', 16.8, 'dictionary'],
  ['the adaptive code: 6 bits', '0f0f0f0f0f0f', 17.3, 'pattern'],
  ['cheaper by a quarter, no more', 'BaBBaBBaaa', 33.6, 'low-entropy'],
  ['cheaper by a quarter, no less', 'z99Z99zzz', 42.3, 'pattern'],
  ['prose: 55 % of its words', 'api-the-summer-and-my', 43.8, 'dictionary'],
  ['three words that nothing predicts', 'is.and.jwt.is.green', 43.6, 'dictionary'],
  ['256 bytes', 'AAIAAgEDAgMDAwMD', 64.8, 'short', { encoding: 'base64' }],
  ['95 characters', 'do2aabaaa2accaccaaab1aba2aacc', 117.9, 'short'],
  [
    'a placeholder of up to 64 characters',
    'your-window-zk7-green-herew!CpJ2Y6rEzqpVpQ8G@bUnPgj',
    265.5,
    'placeholder',
  ],
  ['a placeholder below 80 %, no more', 'change_me_fRqdHoCP', 87.6, 'short'],
  ['a placeholder below 80 %, no less', 'change_me_mGcCmUo', 81.4, 'placeholder'],
  ['half explained, no less', 'bbcbbdcadd6c#bbaabbbbbb', 96, 'low-entropy'],
  ['half explained, no more', 'cbabbab1bb1baa11!!A!a', 97.1, 'dictionary'],
  ['15 % glue, no more', 'your-token-secretkey-goes-here', 50.6, 'placeholder'],
  ['15 % glue, no less', 'yFuikeythisnogardkeynogardcoffee', 97, 'dictionary'],
  ['70 % words, no more', '83riD-garden-api-horse-garden', 80.8, 'dictionary'],
  ['70 % words, no less', 'aomy-do-very-9f-summer-zk7-zk7', 122, 'dictionary'],
  ['85 % of a short text, no more', 'ivan30', 26.4, 'low-entropy'],
  ['85 % of a short text, no less', 'queen6', 24.2, 'dictionary'],
  ['60 % explained, no more', 'housePv3', 40.5, 'dictionary'],
  ['60 % explained, no less', 'nogardbg2Ct', 53.8, 'short'],
  ['twelve characters, no less', 'tablecacbcba', 51, 'dictionary'],
  ['twelve characters, no more', 'asadsadatable', 51, 'short'],
])('%s: %s', (_, text, bits, reason, options) => {
  const strength = assess(text, options);
  expect([strength.bits.toFixed(1), strength.reason]).toEqual([bits.toFixed(1), reason]);
});
