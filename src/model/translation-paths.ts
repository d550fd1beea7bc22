// Files of translations: phrases for people, whose names and texts speak of secrets and are none.

const directories =
  /(?:^|\/)(?:i18n|l10n|locales?|langs?|languages?|translations?|intl|nls|phrases)\//;

const fileName =
  /^(?:[a-z]{2,3}[-_](?:[A-Z]{2}|[A-Z][a-z]{3}|[a-z]{2})|ar|bg|ca|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|id|it|ja|ko|lt|lv|ms|nb|nl|no|pl|pt|ro|ru|sk|sl|sr|sv|th|tr|uk|vi|zh)\.(?:json|ya?ml|[cm]?[jt]s)$/;

/** Whether a path is one of translations, by its directories or by a name such as `pt-BR.json`. */
export function isTranslationPath(path: string): boolean {
  return (
    directories.test(path.toLowerCase()) || fileName.test(path.slice(path.lastIndexOf('/') + 1))
  );
}
