// Tells people, in plain words and in order, what a new value means for the services that run.

export interface Rotation {
  readonly name: string;
  readonly environment: string | null;
  readonly keepsPrevious: boolean;
  readonly previousName: string;
  /** The previous value of an earlier rotation had to give way. */
  readonly replacesEarlier: boolean;
}

/** One sentence a step. */
export function deploymentSteps(rotation: Rotation): string[] {
  const { name, environment, keepsPrevious, previousName, replacesEarlier } = rotation;
  const where = environment === null ? '' : ` in ${environment}`;
  if (!keepsPrevious) {
    return [
      `${name}${where}: give every service that signs or verifies with it the new value at the same time; tokens signed before stop being valid, so people sign in again.`,
    ];
  }
  const earlier = replacesEarlier
    ? [
        `${name}${where}: the value that ${previousName} had kept from an earlier rotation is gone: if tokens signed with it are still about, \`keylint undo\` and rotate again when they have expired.`,
      ]
    : [];
  return [
    ...earlier,
    `${name}${where}: first deploy verifying code that tries ${name} and then ${previousName}: verify with the new secret, and only where the signature is wrong, once more with the previous one.`,
    `Then deploy the new ${name} together with ${previousName} to every service: new tokens are signed with the new secret, old ones still verify. Where Compose, a chart or a pipeline hands ${name} on by its name, let it hand ${previousName} on as well.`,
    `When the longest-lived old token has expired, remove ${previousName} everywhere; until then whoever knows the old value can still sign in.`,
  ];
}
