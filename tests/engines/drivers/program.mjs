/** The program that `.ci/env` has found, by the name of the variable. */
export function program(variable) {
  const path = process.env[variable];
  if (!path) throw new Error(`${variable} is not set: run \`make engines\`, or \`. .ci/env\` after \`.ci/setup test\``);
  return path;
}
