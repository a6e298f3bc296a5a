/** What stands for a package that no browser has use for: whatever is asked of it says so. */
export function unavailable(name: string): unknown {
  const refuse = () => {
    throw new Error(`${name} is not there in the browser: this needs the project on a computer.`);
  };
  const known = new Set<PropertyKey>(['__esModule', 'then', 'prototype', 'name', 'length']);
  return new Proxy(class {}, {
    get: (target, key) =>
      known.has(key) || typeof key === 'symbol'
        ? Reflect.get(target, key)
        : unavailable(`${name}.${String(key)}`),
    apply: refuse,
    construct: refuse,
  });
}
