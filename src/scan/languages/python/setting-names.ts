// Names that Django and Flask take for settings: all that are written in capitals, of a module or of a class in it.
// https://docs.djangoproject.com/en/stable/topics/settings/, https://flask.palletsprojects.com/en/stable/config/

const settingsModule = /(?:^|\/)(?:\w{0,40}settings\w{0,40}|config\w{0,40})(?:\/\w+)?\.py$/;

/** A class that is called after names of settings holds these: `ConfigKey.SECRET_KEY = "SECRET_KEY"`. */
const inCapitals = /^(?:(?!\w*(?:Key|Name|Field|Constant)s?#)\w+#\.)?(?<key>[A-Z][A-Z0-9_]+)$/;

/** `SECRET_KEY` and `Config#.SECRET_KEY` of `app/settings.py` are `SECRET_KEY`; nothing is a setting in other files. */
export function settingNames(path: string): ((name: string) => string | undefined) | undefined {
  if (!settingsModule.test(path)) return undefined;
  return (name) => inCapitals.exec(name)?.groups?.key;
}
