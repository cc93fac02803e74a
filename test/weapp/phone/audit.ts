/** What can be told of a page in sight without knowing what it is for: its weight, and whether everybody can use it. */

/** Roles of what can be tapped. */
const tapped = '[role=button],[role=link],[role=radio],[role=checkbox],[role=switch],[role=tab]';

const isSeen = (element: Element) => {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
};
const textOf = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
const nameOf = (element: Element) => element.getAttribute('aria-label')?.trim() || textOf(element);
const wordsFor = (element: Element) =>
  `${element.getAttribute('role') ?? element.tagName.toLowerCase()} “${nameOf(element) || element.className}”`;

/** How far below the middle of an element its words stand, in px, where it holds nothing but one line of words. */
function offCentre(element: Element): number {
  if (element.childElementCount > 0 || !textOf(element)) return 0;
  const range = document.createRange();
  range.selectNodeContents(element);
  const words = range.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  return words.top + words.height / 2 - (box.top + box.height / 2);
}

/** Elements, how deep they nest, and the most children of one: what WeChat's own score looks at. */
export function weigh(page: Element): { nodes: number; depth: number; mostChildren: number } {
  const depthBelow = (element: Element): number =>
    1 + Math.max(0, ...[...element.children].map(child => depthBelow(child)));
  const elements = [page, ...page.querySelectorAll('*')];
  return {
    nodes: elements.length,
    depth: depthBelow(page),
    mostChildren: Math.max(...elements.map(one => one.childElementCount)),
  };
}

/** Complaints: what has no name, is too small to hit (`target` in px), hangs out of the page, or has small text (`text` in px). */
export function complaints(page: Element, least: { target: number; text: number }): string[] {
  const found: string[] = [];
  for (const element of page.querySelectorAll(
    `${tapped},[role=img],[role=dialog],[role=radiogroup],[role=group]`,
  )) {
    if (!nameOf(element)) found.push(`has no name: ${element.outerHTML.slice(0, 120)}`);
  }
  for (const element of page.querySelectorAll('input,textarea')) {
    if (!element.getAttribute('aria-label')) found.push(`has no name: ${element.outerHTML.slice(0, 120)}`);
  }
  for (const element of page.querySelectorAll('image')) {
    const named = element.closest('[role=img],[aria-hidden=true]');
    if (!named) found.push(`has no name: ${element.outerHTML.slice(0, 120)}`);
  }
  for (const element of [...page.querySelectorAll(tapped)].filter(isSeen)) {
    const { width, height } = element.getBoundingClientRect();
    if (Math.min(width, height) < least.target - 0.5)
      found.push(`is ${Math.round(width)}×${Math.round(height)}: ${wordsFor(element)}`);
    // A browser's button centres its words by itself, WeChat's view does not.
    if (Math.abs(offCentre(element)) > 4) found.push(`has its words off the middle: ${wordsFor(element)}`);
  }
  const { left, right } = page.getBoundingClientRect();
  if (page.scrollWidth > page.clientWidth + 1)
    found.push(`is wider than the page by ${page.scrollWidth - page.clientWidth}`);
  for (const element of [...page.querySelectorAll('*')].filter(isSeen)) {
    const box = element.getBoundingClientRect();
    const scrolls = element.closest('.choice--compact');
    if (!scrolls && (box.right > right + 1 || box.left < left - 1))
      found.push(`hangs out: ${wordsFor(element)}`);
    const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent?.trim());
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (hasText && size < least.text) found.push(`is ${size} px small: ${wordsFor(element)}`);
  }
  return found;
}
