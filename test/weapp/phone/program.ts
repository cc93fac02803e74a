/** A built mini-program as a phone gets it: read and compiled beforehand (../program.ts), then run by main.ts. */
export type Program = {
  app: AppJson;
  /** The compiled templates of all files: JavaScript whose value is a function for each path. */
  templates: string;
  /** JavaScript files by their path, `pages/find/index.js`. */
  scripts: Record<string, string>;
  /** The JSON beside a page or component, by its path without extension. */
  configs: Record<string, PageJson>;
  /** The style sheets, imports taken in and units turned into the browser's, by path without extension. */
  styles: Record<string, string>;
};

export type AppJson = {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: { color: string; selectedColor: string; list: { pagePath: string; text: string }[] };
  window?: PageJson;
};

export type PageJson = {
  navigationBarTitleText?: string;
  navigationStyle?: 'default' | 'custom';
  usingComponents?: Record<string, string>;
  component?: boolean;
};

/** All pages of all packages, in the order of app.json. */
export function pagesOf({ pages, subPackages = [] }: AppJson): string[] {
  return [...pages, ...subPackages.flatMap(({ root, pages }) => pages.map(page => `${root}/${page}`))];
}
