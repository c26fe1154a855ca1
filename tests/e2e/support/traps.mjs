// WebAssembly that breaks down. What it imports is wrapped, so that a call out of it can be made to trap (what runs in
// it is left where it stands, as after `unreachable`) or to fail in the page, on which Rust panics.
// Each function runs in the page.

/** An init script: wraps what the app imports. The call number `trapAtCall` traps, if there is one. */
export function wrapCalls(trapAtCall) {
  const faults = { nCalls: 0, nFaults: 0, trapIn: null, failIn: null };
  window.rundownFaults = faults;
  const trap = () => {
    faults.nFaults += 1;
    faults.trapIn = null;
    throw new WebAssembly.RuntimeError("unreachable");
  };
  const wrapped = (name, call) =>
    function (...args) {
      faults.nCalls += 1;
      if (faults.nCalls === trapAtCall || faults.trapIn?.test(name)) trap();
      return faults.failIn?.test(name) ? failing(this, call, args) : Reflect.apply(call, this, args);
    };
  /** Calls while no element can be made. */
  const failing = (self, call, args) => {
    const methods = [[Document, "createElement"], [Document, "createElementNS"], [Node, "cloneNode"]];
    const sound = methods.map(([{ prototype }, name]) => prototype[name]);
    faults.nFaults += 1;
    for (const [{ prototype }, name] of methods) {
      prototype[name] = () => {
        throw new TypeError("no more elements");
      };
    }
    try {
      return Reflect.apply(call, self, args);
    } finally {
      methods.forEach(([{ prototype }, name], idx) => (prototype[name] = sound[idx]));
    }
  };
  const wrapAll = (imports) => {
    for (const module of Object.values(imports)) {
      for (const [name, call] of Object.entries(module)) {
        if (typeof call === "function") module[name] = wrapped(name, call);
      }
    }
  };
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[way];
    WebAssembly[way] = (source, imports) => {
      wrapAll(imports);
      return instantiate.call(WebAssembly, source, imports);
    };
  }
}

/** From now on: `trapIn` the next call whose name is like it traps; `failIn` each such call fails. */
export function breakCalls({ trapIn, failIn }) {
  if (trapIn) window.rundownFaults.trapIn = new RegExp(trapIn, "i");
  if (failIn) window.rundownFaults.failIn = new RegExp(failIn, "i");
}

/** How often the app has called out of WebAssembly, and how often that has been made to fail. */
export function countedCalls() {
  const { nCalls, nFaults } = window.rundownFaults;
  return { nCalls, nFaults };
}
