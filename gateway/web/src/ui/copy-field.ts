import { h, setText } from './dom';
import { icon } from './icons';

const CONFIRM_FOR_MS = 1800;

/** A text with a button that copies it. */
export function copyField(label: string, text: string): HTMLElement {
  const button = h('button', { type: 'button', class: 'quiet-button', 'aria-label': `Copy ${label}` }, icon('copy'));
  const done = h('span', { class: 'visually-hidden', role: 'status' });
  const value = h('code', { class: 'copy-field-text' }, text);
  button.addEventListener('click', () => {
    copy(text, value).then((copied) => {
      if (!copied) {
        return;
      }
      button.replaceChildren(icon('check'));
      setText(done, 'Copied');
      setTimeout(() => {
        button.replaceChildren(icon('copy'));
        setText(done, '');
      }, CONFIRM_FOR_MS);
    });
  });
  return h('div', { class: 'copy-field' }, value, button, done);
}

/** Where the clipboard is out of reach the text is selected, ready to be copied by hand. */
async function copy(text: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    window.getSelection()?.selectAllChildren(shown);
    return false;
  }
}
