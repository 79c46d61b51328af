import type { Devices } from '../media/devices';
import type { LocalMedia, LocalState } from '../media/local';
import type { Sound } from '../media/sound';
import type { InputKind } from '../media/sources';
import { dialAddress } from '../room/dial-in';
import { readPreferences, savePreferences } from '../room/preferences';
import { hue, initials } from '../room/view';
import { DeviceChoice } from './device-choice';
import { h, setAttribute, setText } from './dom';
import { IconButton } from './icon-button';
import { icon, mark } from './icons';
import { cameraLook, microphoneLook, toggleCamera, toggleMicrophone } from './inputs';
import { Meter } from './meter';
import { explain } from './problems';

export interface PrejoinParts {
  room: string;
  local: LocalMedia;
  devices: Devices;
  sound: Sound;
  onJoin(displayName: string): void;
}

/** The card before a room: a name, a look at oneself, the choice of devices. */
export class Prejoin {
  readonly element: HTMLElement;
  private readonly video = h('video', { class: 'preview-video', playsinline: true, autoplay: true });
  private readonly avatar = h('div', { class: 'avatar', 'aria-hidden': 'true' });
  private readonly preview: HTMLElement;
  private readonly problems = h('div', { class: 'problems', role: 'status' });
  private readonly microphoneButton: IconButton;
  private readonly cameraButton: IconButton;
  private readonly name: HTMLInputElement;
  private readonly choice: DeviceChoice;
  private readonly joinButton = h('button', { class: 'button button-wide', type: 'submit' });
  private readonly meter: Meter;
  private readonly unwatch: () => void;

  constructor(private readonly parts: PrejoinParts) {
    const { room, local, devices, sound } = parts;
    this.video.muted = true;
    this.name = h('input', {
      class: 'text-input',
      id: 'name',
      name: 'name',
      autocomplete: 'name',
      maxlength: 64,
      required: true,
      placeholder: 'How others see you',
      oninput: () => this.drawAvatar(),
    });
    this.name.value = readPreferences().name;
    this.microphoneButton = new IconButton(microphoneLook(local.state.value), () => toggleMicrophone(local));
    this.cameraButton = new IconButton(cameraLook(local.state.value), () => toggleCamera(local));
    this.choice = new DeviceChoice(devices, local, null);
    this.meter = new Meter(sound, local);
    this.preview = h(
      'div',
      { class: 'preview' },
      this.avatar,
      this.video,
      h('div', { class: 'preview-controls' }, this.microphoneButton.element, this.cameraButton.element),
      this.meter.element,
    );
    this.element = h('div', { class: 'centred-page' }, this.card(room));
    this.unwatch = local.state.watch((state) => this.show(state));
    this.drawAvatar();
  }

  focus(): void {
    this.name.focus();
  }

  dispose(): void {
    this.unwatch();
    this.choice.dispose();
    this.meter.dispose();
    this.video.srcObject = null;
    this.element.remove();
  }

  private card(room: string): HTMLElement {
    const form = h(
      'form',
      { class: 'prejoin-form', onsubmit: (event) => this.submit(event) },
      h('a', { class: 'brand', href: '/' }, mark(), h('span', {}, 'Patchbay')),
      h('h1', {}, 'Join ', h('span', { class: 'room-name' }, room)),
      h('label', { class: 'field' }, h('span', { class: 'field-label' }, 'Your name'), this.name),
      this.choice.element,
      this.problems,
      this.joinButton,
      h(
        'p',
        { class: 'hint dial-hint' },
        icon('phone'),
        h('span', {}, 'Or dial ', h('code', {}, dialAddress(room)), ' from a phone'),
      ),
    );
    return h('main', { class: 'card prejoin' }, this.preview, form);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const name = this.name.value.trim();
    if (name === '') {
      this.name.value = '';
      this.name.reportValidity();
      return;
    }
    savePreferences({ name });
    this.parts.onJoin(name);
  }

  private show(state: LocalState): void {
    const { microphone, camera } = state;
    this.microphoneButton.look(microphoneLook(state));
    this.cameraButton.look(cameraLook(state));
    const stream = this.video.srcObject instanceof MediaStream ? this.video.srcObject : null;
    if ((stream?.getVideoTracks()[0] ?? null) !== camera.track) {
      this.video.srcObject = camera.track === null ? null : new MediaStream([camera.track]);
    }
    setAttribute(this.preview, 'data-video', camera.track !== null);
    setText(this.joinButton, microphone.status === 'failed' ? 'Join to listen only' : 'Join');
    this.showProblems(state);
    if (microphone.status === 'on' || camera.status === 'on') {
      void this.parts.devices.refresh(); // their names are told only now
    }
  }

  private showProblems({ microphone, camera }: LocalState): void {
    const texts: [InputKind, string][] = [];
    if (microphone.problem !== null) {
      texts.push(['microphone', explain('microphone', microphone.problem)]);
    }
    if (camera.problem !== null && !(camera.problem === 'refused' && microphone.problem === 'refused')) {
      texts.push(['camera', explain('camera', camera.problem)]);
    }
    const key = texts.map(([, text]) => text).join('\n');
    if (this.problems.dataset.key === key) {
      return;
    }
    this.problems.dataset.key = key;
    this.problems.replaceChildren(
      ...texts.map(([kind, text]) =>
        h(
          'div',
          { class: 'problem' },
          icon('warning'),
          h('p', {}, text),
          h(
            'button',
            { type: 'button', class: 'text-button', onclick: () => void this.parts.local.open(kind) },
            'Try again',
          ),
        ),
      ),
    );
  }

  private drawAvatar(): void {
    const name = this.name.value.trim();
    this.avatar.replaceChildren(name === '' ? icon('person') : initials(name));
    this.preview.style.setProperty('--hue', String(hue(name)));
  }
}
