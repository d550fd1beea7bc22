// New secrets for fixes, straight from the system's random numbers.
import { randomBytes } from 'node:crypto';
import type { Generate } from '../../fix/secret-format.ts';
import { hmacAlgorithms } from '../../model/algorithms.ts';

/** As many bytes as `algorithm` asks for. The text is never printed. */
export const generateSecret: Generate = ({ algorithm, format }) => {
  const bytes = hmacAlgorithms[algorithm].minBytes;
  return { text: randomBytes(bytes).toString(format), bytes };
};
