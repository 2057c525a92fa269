/** Makes these the environment, whole: nothing of an earlier job's is left. `KEY=value`, raw. */
export function setEnvironment(variables) {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  for (const variable of variables) {
    const [name = '', ...value] = Buffer.from(variable, 'latin1').toString().split('=');
    process.env[name] = value.join('=');
  }
}
//# sourceMappingURL=environment.js.map
