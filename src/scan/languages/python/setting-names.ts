// Names that Django and Flask take for settings: all that are written in capitals, of a module or of a class in it.
// https://docs.djangoproject.com/en/stable/topics/settings/, https://flask.palletsprojects.com/en/stable/config/
import type { SettingNamer } from '../../code/language.ts';
import { isNameOfSetting } from '../../code/names-of-settings.ts';

const settingsModule = /(?:^|\/)(?:\w{0,40}settings\w{0,40}|config\w{0,40})(?:\/\w+)?\.py$/;

const inCapitals = /^(?:\w+#\.)?(?<key>[A-Z][A-Z0-9_]+)$/;

/** `SECRET_KEY` and `Config#.SECRET_KEY` of `app/settings.py` are `SECRET_KEY`; nothing is a setting in other files. */
export function settingNames(path: string): SettingNamer | undefined {
  if (!settingsModule.test(path)) return undefined;
  return ({ name, value }) => {
    const text = value.kind === 'text' ? value.value : undefined;
    if (isNameOfSetting(name.split('.')[0] ?? '', text)) return undefined;
    return inCapitals.exec(name)?.groups?.key;
  };
}
