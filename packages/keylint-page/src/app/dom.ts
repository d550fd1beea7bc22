// The few things that the page does to its document. Texts are set as texts: nothing that is pasted becomes markup.
import { UserError } from '../../../../src/model/errors.ts';

/** An element that index.html is known to have. */
export function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  // The cast: the caller knows its own page.
  return found as T;
}

/** The value of a field of a form, by its name. */
export function field(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  // Forms have line ends of their own.
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
}

export function text(tag: string, content: string, className?: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = content;
  if (className !== undefined) made.className = className;
  return made;
}

/** Names and what they say. */
export function row(entries: readonly (readonly [name: string, value: string])[]): HTMLElement {
  const list = document.createElement('dl');
  for (const [name, value] of entries) list.append(text('dt', name), text('dd', value));
  return list;
}

/** Puts an answer below a form. */
export function show(form: string, answer: readonly HTMLElement[]): void {
  element(`${form}-answer`).replaceChildren(...answer);
}

export function clear(form: string): void {
  show(form, []);
}

/** One line about the page as a whole, read out by screen readers. */
export function say(line: string): void {
  element('status').textContent = line;
}

/** Runs `answer` when a form is sent, which goes nowhere. What is wrong is said below it. */
export function onSubmit(
  id: string,
  answer: (form: HTMLFormElement) => void | Promise<void>,
): void {
  const form = element<HTMLFormElement>(id);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const box = element(`${id}-answer`);
    box.setAttribute('aria-busy', 'true');
    try {
      await answer(form);
    } catch (error) {
      const words =
        error instanceof UserError ? error.message : 'That did not work: the page has a fault.';
      show(id, [text('p', words, 'bad')]);
    } finally {
      box.removeAttribute('aria-busy');
    }
  });
}
