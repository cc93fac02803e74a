/**
 * What a mini-program's code finds around it: the language and what WeChat gives, and nothing of the browser. Every name
 * the browser has is a parameter of the function a file is wrapped in, so the file sees that instead.
 */

/** What WeChat's runtime has as well. Newer than the oldest phones are BigInt, WeakRef and Intl (missing on Android). */
const language = new Set(
  `Array ArrayBuffer Boolean DataView Date Error EvalError Float32Array Float64Array Infinity Int16Array Int32Array
   Int8Array JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol
   SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet clearInterval
   clearTimeout console decodeURI decodeURIComponent encodeURI encodeURIComponent escape isFinite isNaN parseFloat
   parseInt setInterval setTimeout undefined unescape`.split(/\s+/),
);

/** Taken from the language of this browser, since iOS 13 and Chrome 80 do not have it: [its owner, the names]. */
const tooNew: [object, string[]][] = [
  [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with']],
  [String.prototype, ['at', 'replaceAll', 'isWellFormed', 'toWellFormed']],
  [Object, ['hasOwn', 'groupBy']],
  [Promise, ['any', 'withResolvers', 'try']],
];

/** Makes this browser as old as the oldest phones the build is for. */
export function growOld(): void {
  for (const [owner, names] of tooNew) {
    for (const name of names) Reflect.deleteProperty(owner, name);
  }
}

/** Every name that must not be seen, found by asking this browser. */
function browserNames(): string[] {
  const names = new Set(['self', 'globalThis', 'Function', 'phone']);
  for (let one: object | null = window; one; one = Object.getPrototypeOf(one) as object | null) {
    for (const name of Object.getOwnPropertyNames(one)) names.add(name);
  }
  return [...names].filter(
    name => /^[A-Za-z_$][\w$]*$/.test(name) && !language.has(name) && !['eval', 'arguments'].includes(name),
  );
}

/** Functions made of text are refused in WeChat; what is a function is still an instance of this. */
const noFunction = new Proxy(Function, {
  apply: refuse,
  construct: refuse,
});

function refuse(): never {
  throw new EvalError('WeChat makes no functions of text');
}

/** The language's Date on a phone whose clock is ahead of this machine's. */
export function clockAhead(ms: number): DateConstructor {
  const now = () => Date.now() + ms;
  return new Proxy(Date, {
    construct: (date, given) => Reflect.construct(date, given.length > 0 ? given : [now()]) as Date,
    get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
  });
}

/** Makes a runner of files. `given` are the names a mini-program has: wx, App, Page, getApp … */
export function sandbox(given: Record<string, unknown>) {
  const hidden = browserNames().filter(name => !(name in given));
  const names = [...Object.keys(given), ...hidden, 'require', 'module', 'exports'];
  const values = [
    ...Object.values(given),
    ...hidden.map(name => (name === 'Function' ? noFunction : undefined)),
  ];
  /** Runs a file once; `require` is its own. */
  return (
    path: string,
    source: string,
    module: { exports: unknown },
    require: (target: string) => unknown,
  ): void => {
    const text = `"use strict";${source}\n//# sourceURL=weapp/${path}`;
    new Function(...names, text).call(undefined, ...values, require, module, module.exports);
  };
}
