import { h } from './dom';
import { sentence } from './ending';
import { icon, mark } from './icons';

/** The card that asks for a room's PIN; `problem` tells what was wrong with the last one. */
export function pinCard(room: string, problem: string | null, enter: (pin: string) => void): HTMLElement {
  const pin = h('input', {
    class: 'text-input',
    id: 'pin',
    type: 'password',
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: 16,
    required: true,
    'aria-describedby': 'pin-problem',
    'aria-invalid': problem === null ? null : 'true',
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const typed = pin.value.replace(/\s/g, '');
    if (typed !== '') {
      enter(typed);
    }
  };
  const card = h(
    'main',
    { class: 'card notice' },
    h('div', { class: 'brand' }, mark(), h('span', {}, 'Patchbay')),
    h('div', { class: 'notice-icon' }, icon('lock')),
    h('h1', {}, `${room} asks for a PIN`),
    h('p', { class: 'lead' }, 'Whoever invited you knows it.'),
    h(
      'form',
      { class: 'prejoin-form', onsubmit: submit },
      h('label', { class: 'field' }, h('span', { class: 'field-label' }, 'PIN'), pin),
      h('p', { id: 'pin-problem', class: 'problem', role: 'alert', hidden: problem === null }, sentence(problem ?? '')),
      h('button', { type: 'submit', class: 'button button-wide' }, 'Join'),
    ),
    h('div', { class: 'actions' }, h('a', { class: 'button button-quiet', href: '/' }, 'Another room')),
  );
  return h('div', { class: 'centred-page' }, card);
}
