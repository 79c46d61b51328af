import { roomName } from '../room/name';
import { h, setAttribute, setText } from './dom';
import { mark } from './icons';

/** The page that asks which room to go to. `refused` is a name in the address that no room can have. */
export function landing(go: (room: string) => void, refused: boolean): HTMLElement {
  const hint = h('p', { class: 'hint', id: 'room-hint' });
  const input = h('input', {
    class: 'text-input',
    id: 'room',
    name: 'room',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: false,
    maxlength: 64,
    placeholder: 'lobby',
    'aria-describedby': 'room-hint',
  });
  const explain = (wrong: boolean) => {
    setText(
      hint,
      wrong
        ? 'Room names have letters a to z, digits, dots, dashes and underscores only.'
        : 'Any name makes a room. Share it with the others.',
    );
    setAttribute(hint, 'data-wrong', wrong);
    setAttribute(input, 'aria-invalid', wrong);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const name = roomName(input.value || input.placeholder);
    if (name === null) {
      explain(true);
      input.focus();
    } else {
      go(name);
    }
  };
  input.addEventListener('input', () => explain(input.value !== '' && roomName(input.value) === null));
  explain(refused);
  const card = h(
    'main',
    { class: 'card landing' },
    h('div', { class: 'brand' }, mark(), h('span', {}, 'Patchbay')),
    h('h1', {}, 'Where phones and browsers meet'),
    h('p', { class: 'lead' }, 'Go to a room here, or dial it from any SIP phone.'),
    h(
      'form',
      { class: 'landing-form', onsubmit: submit, novalidate: true },
      h('label', { class: 'field-label', for: 'room' }, 'Room'),
      h('div', { class: 'joined-inputs' }, input, h('button', { class: 'button', type: 'submit' }, 'Go')),
      hint,
    ),
  );
  return h('div', { class: 'centred-page' }, card);
}
