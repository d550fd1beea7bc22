// Settings whose names begin with that of their file, or with a heading that no reader asks for.
import type { Definition } from '../../model/facts.ts';

/**
 * `config_for(:jwt)` of Rails reads `config/jwt.yml`, so that its settings are `jwt.secret` as well. Rails shares what
 * stands below `shared`; what stands below `default` in Dynaconf's `settings.toml` counts wherever no environment says
 * otherwise (https://www.dynaconf.com/configuration/#environments).
 */
export function withFileNames(
  path: string,
  definitions: readonly Definition[],
): readonly Definition[] {
  const file = /(?:^|\/)config\/(?<name>\w{1,60})\.ya?ml$/.exec(path)?.groups?.name;
  const isLayered = /(?:^|\/)(?:settings|\.secrets)\.(?:ya?ml|toml)$/.test(path);
  if (file === undefined && !isLayered) return definitions;
  return definitions.map((definition) => {
    const { space, name, settingName } = definition;
    if (space !== 'setting' || settingName !== undefined) return definition;
    const own = name.replace(/^(?:shared|default|global)\./, '');
    if (file !== undefined) return { ...definition, settingName: `${file}.${own}` };
    return own === name ? definition : { ...definition, settingName: own };
  });
}
