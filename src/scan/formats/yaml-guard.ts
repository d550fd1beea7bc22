// Watches the tokens of a YAML text for what no honest file has. The parser recurses, and near the end of the stack
// even a regular expression that V8 compiles there kills the whole process, which no `catch` can stop.

/** Looks at one token after the other; false from the first that goes too far. */
export type TokenGuard = (lexeme: string) => boolean;

// Block nesting cannot be deeper than the column, flow nesting than the open brackets.
const maxIndent = 200;
const maxFlowDepth = 100;
// `- - - -` and `a: a: a:` nest within a line.
const maxIndicatorsOfLine = 40;
// `&a &a &a` and `"a" "b"` are an error each, and errors are costly.
const maxAdjacent = 50;
// About a second of parsing.
const maxTokens = 300_000;

/** The guard of one text. */
export function createTokenGuard(): TokenGuard {
  let tokens = 0;
  let flowDepth = 0;
  let indicators = 0;
  let adjacent = 0;
  let isLineStart = true;
  let isScalarNext = false;
  let isFarIn = false;

  return (lexeme) => {
    if (tokens++ > maxTokens) return false;
    // What stands on a line of its own in a template of Helm is blank here, however long it is.
    if (isFarIn && !/^[\r\n]/.test(lexeme)) return false;
    isFarIn = false;
    const wasLineStart = isLineStart;
    isLineStart = false;
    if (isScalarNext) {
      isScalarNext = false;
      return ++adjacent <= maxAdjacent;
    }
    switch (lexeme.charAt(0)) {
      case '\u001f':
        isScalarNext = true;
        return true;
      case '\n':
      case '\r':
        isLineStart = true;
        if (flowDepth === 0) indicators = 0;
        return true;
      case ' ':
        isFarIn = wasLineStart && flowDepth === 0 && lexeme.length > maxIndent;
        return true;
      case '[':
      case '{':
        adjacent = 0;
        indicators = 0;
        return ++flowDepth <= maxFlowDepth;
      case ']':
      case '}':
        flowDepth = Math.max(0, flowDepth - 1);
        adjacent = 0;
        indicators = 0;
        return true;
      case ',':
        adjacent = 0;
        indicators = 0;
        return true;
      case '-':
        // Three of them start a document, which closes all that is open.
        if (lexeme.length > 1) flowDepth = 0;
        adjacent = 0;
        return ++indicators <= maxIndicatorsOfLine;
      case '?':
      case ':':
        adjacent = 0;
        return ++indicators <= maxIndicatorsOfLine;
      case '&':
      case '!':
      case '*':
      case '"':
      case "'":
        return ++adjacent <= maxAdjacent;
      default:
        return true;
    }
  };
}
