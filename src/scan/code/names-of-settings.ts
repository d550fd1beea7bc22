// Classes that hold what settings are called: `ConfigKey.SECRET_KEY = "SECRET_KEY"`.

/** Whether a class by the name of `owner` (`ConfigKey#`) holds such a name there; many a class of constants holds secrets. */
export function isNameOfSetting(owner: string, text: string | undefined): boolean {
  return /(?:Key|Name|Field|Constant)s?#$/.test(owner) && /^[A-Z][A-Z\d_]*$/.test(text ?? '');
}
