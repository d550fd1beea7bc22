// Texts of the marks that decide how a dotenv file is read.
import fc from 'fast-check';

const piece = fc.oneof(
  fc.constantFrom(
    ...['A', 'B.c', 'D-e', 'export', 'export ', '=', ' = ', ': ', ':', "'", '"', '`', '\\', "\\'"],
    ...[
      '\\"',
      '\\n',
      '\\r',
      '#',
      ' # c',
      '\n',
      '\r\n',
      '\r',
      '\n\n',
      ' ',
      '\t',
      'x',
      'é',
      '😀',
      '$A',
    ],
    ...[
      '\u2028',
      '\u2029',
      '\u00a0',
      '\ufeff',
      'K=',
      "K='",
      'K="',
      'K=`',
      "'\n",
      '"\n',
      '`\n',
      '\nK=',
    ],
  ),
  fc.string({ maxLength: 4 }),
);
/** Any text, most of it quotes, signs, line ends and comments. */
export const randomDotenv = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
