// Texts in capitals: `JWT_SECRET` where a secret would stand is the name of a variable that some loader resolves,
// `CHANGE_ME_IN_PRODUCTION` is the commonest placeholder there is. Scanning and linking have to agree on which is which.

const inCapitals = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** What a variable that holds a key is called at its end. */
const keyWord =
  /_(?:SECRETS?|KEYS?|TOKENS?|SALT|PASSWORD|PASSPHRASE|HMAC|PEPPER|SEED)(?:_(?:\d{1,3}|BASE64|B64|DEV|PROD|STAGING|TEST|LOCAL))?$/;

/** Words that tell people what to do, or what the text is like; names of variables have none of them. */
const advice =
  /(?:^|_)(?:CHANGE\w*|REPLACE\w*|YOURS?|MY|OUR|INSERT|PUT|ENTER|SET|ADD|FILL|TODO|FIXME|X{3,}|HERE|PLEASE|EXAMPLE|SAMPLE|DUMMY|PLACEHOLDER|DEFAULT|RANDOM|STRING|SUPER|VERY|STRONG|LONG|SECURE|INSECURE|UNSAFE|WEAK|ONLY|NOT|GENERATED?|SOME|ANY|THIS|THE|TBD|FAKE|TEMP|MUST|CHARS?|CHARACTERS|BITS?|BYTES)(?:_|$)/;

/** Words in capitals, joined by underscores. */
export function isInCapitals(text: string): boolean {
  return inCapitals.test(text);
}

/** Whether a text in capitals reads like advice or a placeholder: nothing is ever called so. */
export function isAdvice(text: string): boolean {
  return inCapitals.test(text) && advice.test(text);
}

/** Whether a text is more likely the name of a variable that holds a key than a key. */
export function isKeyVariableName(text: string): boolean {
  return inCapitals.test(text) && keyWord.test(text) && !advice.test(text);
}

/** What is drawn, and no name: many digits among letters of both cases, or a row of hexadecimal ones. */
export function isDrawn(text: string): boolean {
  return (
    /^(?=(?:\D*\d){3})(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{20,}$/.test(text) ||
    /^[\da-f-]{32,}$/i.test(text)
  );
}
