/**
 * WeChat's own elements, made of the browser's: near enough to tap, to type into and to be looked at, with aria-* turned
 * into the roles and names a screen reader gets. How they look unstyled is in elements.css.
 */
import { type Element as EaselElement, NativeNode as Native, type NativeNode } from 'glass-easel';

const known = new Set([
  'view',
  'text',
  'image',
  'input',
  'textarea',
  'picker',
  'camera',
  'canvas',
  'scroll-view',
  'button',
  'label',
  'switch',
  'checkbox',
  'radio',
  'navigator',
  'web-view',
  'block',
  'root-portal',
]);

type Field = HTMLInputElement | HTMLTextAreaElement;
const isField = (element: unknown): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** Makes an element of the given tag. `components` are the tags a page may use besides WeChat's own. */
export function makeElement(
  tag: string,
  components: Set<string>,
  report: (problem: string) => void,
): HTMLElement {
  if (!known.has(tag) && !components.has(tag)) report(`there is no element or component <${tag}>`);
  const element = document.createElement(tag);
  if (isField(element)) {
    element.addEventListener('keydown', event => {
      const { key } = event as KeyboardEvent;
      if (key === 'Enter' && element instanceof HTMLInputElement) {
        say(element, 'confirm', { value: element.value });
      }
    });
  }
  return element;
}

/** Lets an element say what WeChat's would: a picker's `change`, a camera's `scancode`. */
function say(element: Element, type: string, detail: unknown): void {
  element.dispatchEvent(new CustomEvent(type, { detail }));
}

/** What WeChat puts into an event's detail, where the browser's own event says it otherwise. */
export function detailOf(original: unknown, detail: unknown): unknown {
  if (original instanceof CustomEvent) return original.detail;
  if (original instanceof Event && isField(original.target)) {
    const { value, selectionStart } = original.target;
    return { value, cursor: selectionStart };
  }
  return detail;
}

/** Takes over how glass-easel writes attributes, since what is undefined or false means something else in a browser. */
export function writeAttributesAsWeChat(report: (problem: string) => void): void {
  Native.prototype.updateAttribute = function (this: NativeNode, name: string, value: unknown) {
    const element = (this as EaselElement).getBackendElement() as unknown as HTMLElement;
    if (element) write(element, name, value, report);
  };
}

function write(element: HTMLElement, name: string, value: unknown, report: (problem: string) => void): void {
  const given = value !== undefined && value !== null && value !== '';
  const text = given ? String(value) : '';
  if (name === 'aria-role') put(element, 'role', text);
  else if (name.startsWith('aria-')) put(element, name, text);
  else if (isField(element)) writeField(element, name, value, text);
  else if (element.tagName === 'IMAGE' && name === 'src' && given) draw(element, text, report);
  else put(element, name, value === false ? '' : text);
}

function put(element: Element, name: string, text: string): void {
  if (text === '') element.removeAttribute(name);
  else element.setAttribute(name, text);
}

function writeField(field: Field, name: string, value: unknown, text: string): void {
  if (name === 'value') {
    if (field.value !== text) field.value = text;
  } else if (name === 'disabled') field.disabled = value === true;
  else if (name === 'maxlength') field.maxLength = Number(value) < 0 ? -1 : Number(value);
  else if (name === 'placeholder') field.placeholder = text;
  else if (name === 'placeholder-class') colourPlaceholder(field, text);
  else if (name === 'focus') {
    if (value === true) requestAnimationFrame(() => field.focus());
  } else if (name === 'type') {
    // WeChat's types are keyboards; what is typed stays text.
    field.inputMode = text === 'number' || text === 'digit' ? 'numeric' : 'text';
  } else put(field, name, value === false ? '' : text);
}

/** WeChat draws a placeholder as an element of the given class; here its colour is read off one and lent. */
function colourPlaceholder(field: Field, className: string): void {
  requestAnimationFrame(() => {
    if (!field.parentElement) return;
    const probe = document.createElement('span');
    probe.className = className;
    field.parentElement.append(probe);
    field.style.setProperty('--placeholder', getComputedStyle(probe).color);
    probe.remove();
  });
}

/** WeChat's image is a box with its picture as background; whether the picture can be shown is tried apart. */
function draw(element: HTMLElement, source: string, report: (problem: string) => void): void {
  element.style.backgroundImage = `url("${source.replace(/"/g, '%22')}")`;
  const tried = new Image();
  tried.onload = () => say(element, 'load', { width: tried.naturalWidth, height: tried.naturalHeight });
  tried.onerror = () => {
    report(`an image cannot be shown: ${source.slice(0, 80)}`);
    say(element, 'error', { errMsg: 'GET fail' });
  };
  tried.src = source;
}
