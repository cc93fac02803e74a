/** Name → folder on this machine: `@core` → `/…/src/core`. */
export declare const folders: Record<string, string>;
