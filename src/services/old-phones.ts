const { hasOwnProperty: owns } = Object.prototype;

/** What @noble/hashes asks for while it loads, and phones before iOS 15.4 do not have. To be imported before it. */
Object.hasOwn ??= (of: object, name: PropertyKey) => owns.call(of, name);
