// All configuration formats, in the order in which they are asked.
import { dotenvReader } from './dotenv.ts';
import type { FormatReader } from './format.ts';

/** The first reader whose `canRead` says yes reads the file. */
export const formatReaders: readonly FormatReader[] = [dotenvReader];
