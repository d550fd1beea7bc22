// Variables of a script that another takes in as its own text: `include 'config.php'`.

/** What such a variable is exported as, so that only those who take the script in can ask for it. */
export function scriptName(name: string): string {
  return `$${name}`;
}

export function isScriptName(name: string): boolean {
  return name.startsWith('$');
}
