import type { ChatMessage, Participant } from '../control/protocol';
import type { Devices } from '../media/devices';
import type { LocalMedia, LocalState } from '../media/local';
import type { RemoteTrack } from '../media/receiving';
import { dialAddress } from '../room/dial-in';
import type { RoomState } from '../room/state';
import { isMuted, isSpeaking, showsVideo } from '../room/view';
import { Announcer } from './announcer';
import { Banner } from './banner';
import { ChatPanel } from './chat-panel';
import { DeviceChoice } from './device-choice';
import { Dialog } from './dialog';
import { h, setAttribute, setText } from './dom';
import { IconButton } from './icon-button';
import { icon, mark } from './icons';
import { cameraLook, microphoneLook, toggleCamera, toggleMicrophone } from './inputs';
import { Invitation } from './invitation';
import { explain } from './problems';
import { Stage } from './stage';
import type { TileView } from './tile';

const MOST_IN_NOTICE = 120;

export interface RoomViewParts {
  room: string;
  local: LocalMedia;
  devices: Devices;
  speaker: { id: string; choose(id: string): void };
  onLeave(): void;
  onRetry(): void;
  onHear(): void;
  /** Sends a text to the room's chat; rejects with why it was not sent. */
  onWrite(text: string): Promise<unknown>;
}

/** The room: header, tiles, controls. Draws what it is shown and keeps nothing. */
export class RoomView {
  readonly element: HTMLElement;
  readonly announcer = new Announcer();
  /** Where the others' sound elements live. */
  readonly sounds = h('div', { hidden: true });
  private readonly stage: Stage;
  private readonly count = h('span', { class: 'count' });
  private readonly banner: Banner;
  private readonly dial = h('code', {});
  private readonly invitation: Invitation;
  private readonly companyInvitation: Invitation;
  private readonly inviteDialog: Dialog;
  private readonly settingsDialog: Dialog;
  private readonly choice: DeviceChoice;
  private readonly microphone: IconButton;
  private readonly camera: IconButton;
  private readonly hear: HTMLElement;
  private readonly chat: ChatPanel;
  private readonly tracks = new Map<string, RemoteTrack>();

  constructor(private readonly parts: RoomViewParts) {
    const { local, devices, speaker } = parts;
    this.invitation = new Invitation(parts.room);
    this.companyInvitation = new Invitation(parts.room);
    this.inviteDialog = new Dialog('Invite others', this.invitation.element);
    this.choice = new DeviceChoice(devices, local, speaker);
    this.settingsDialog = new Dialog('Devices', this.choice.element);
    this.microphone = new IconButton(microphoneLook(local.state.value), () => this.toggled('microphone'));
    this.camera = new IconButton(cameraLook(local.state.value), () => this.toggled('camera'));
    this.hear = h(
      'button',
      { type: 'button', class: 'button hear', hidden: true, onclick: parts.onHear },
      icon('sound'),
      'Tap to hear the others',
    );
    this.chat = new ChatPanel(parts.onWrite, (open) => setAttribute(this.element, 'data-chat', open));
    this.banner = new Banner(parts.onRetry);
    this.stage = new Stage(this.company());
    this.element = h(
      'div',
      { class: 'room' },
      this.header(),
      h('div', { class: 'notices' }, this.banner.element, this.hear),
      this.stage.element,
      this.chat.element,
      this.announcer.element,
      this.controls(),
      this.inviteDialog.element,
      this.settingsDialog.element,
      this.sounds,
    );
  }

  show(state: RoomState, local: LocalState): void {
    const others = [...state.participants.values()];
    this.stage.show([selfView(state, local), ...others.map((participant) => this.viewOf(state, participant))]);
    const people = others.length + 1;
    setText(this.count, people === 1 ? 'Only you' : `${people} people`);
    this.microphone.look(microphoneLook(local));
    this.camera.look(cameraLook(local));
    this.hear.hidden = !state.playbackBlocked;
    this.banner.show(state);
    this.chat.show(state);
    setAttribute(this.element, 'data-reconnecting', state.phase.name === 'reconnecting');
    const addresses = state.dialIn.length > 0 ? state.dialIn : [dialAddress(this.parts.room)];
    setText(this.dial, addresses[0] ?? '');
    this.invitation.show(addresses);
    this.companyInvitation.show(addresses.slice(0, 1));
  }

  /** Somebody else wrote: with the chat closed it is shown for a moment; an open one reads it out itself. */
  heardInChat({ displayName, text }: ChatMessage): void {
    if (!this.chat.isOpen) {
      this.announcer.say(
        `${displayName}: ${text.length > MOST_IN_NOTICE ? `${text.slice(0, MOST_IN_NOTICE)}…` : text}`,
      );
    }
  }

  addTrack(track: RemoteTrack): void {
    this.tracks.set(track.consumerId, track);
  }

  removeTrack(track: RemoteTrack): void {
    this.tracks.delete(track.consumerId);
  }

  videoOf(participantId: string): HTMLVideoElement | null {
    return this.stage.videoOf(participantId);
  }

  dispose(): void {
    this.stage.dispose();
    this.choice.dispose();
    this.announcer.dispose();
    this.element.remove();
  }

  private header(): HTMLElement {
    const invite = () => this.inviteDialog.open();
    return h(
      'header',
      { class: 'room-header' },
      h(
        'a',
        { class: 'brand brand-small', href: '/', 'aria-label': 'Patchbay, other rooms', target: '_blank' },
        mark(),
      ),
      h('h1', { class: 'room-title' }, this.parts.room),
      this.count,
      h('div', { class: 'spring' }),
      h('p', { class: 'header-dial' }, icon('phone'), 'Dial ', this.dial),
      h(
        'button',
        { type: 'button', class: 'button button-quiet button-small', onclick: invite },
        icon('invite'),
        'Invite',
      ),
    );
  }

  private controls(): HTMLElement {
    const settings = new IconButton({ icon: 'settings', label: 'Devices', caption: 'Devices' }, () =>
      this.settingsDialog.open(),
    );
    const leave = new IconButton(
      { icon: 'hang-up', label: 'Leave the room', caption: 'Leave', tone: 'danger' },
      this.parts.onLeave,
    );
    return h(
      'footer',
      { class: 'controls' },
      h(
        'div',
        { class: 'controls-bar', role: 'toolbar', 'aria-label': 'Call' },
        this.microphone.element,
        this.camera.element,
        this.chat.button.element,
        settings.element,
        leave.element,
      ),
    );
  }

  /** What is shown in place of the others while there are none. */
  private company(): HTMLElement {
    return h(
      'li',
      { class: 'company' },
      h('h2', {}, 'Nobody else is here yet'),
      h('p', {}, 'Share this page, or dial in from a phone.'),
      this.companyInvitation.element,
    );
  }

  private viewOf(state: RoomState, participant: Participant): TileView {
    const video = showsVideo(participant)
      ? [...this.tracks.values()].find((each) => each.kind === 'video' && each.participantId === participant.id)
      : undefined;
    return {
      id: participant.id,
      name: participant.displayName,
      kind: participant.kind,
      self: false,
      muted: isMuted(participant),
      speaking: isSpeaking(state.levels.get(participant.id)),
      active: state.activeSpeaker === participant.id,
      held: participant.connection === 'held',
      away: participant.connection === 'away',
      video: video?.track ?? null,
    };
  }

  private toggled(kind: 'microphone' | 'camera'): void {
    const { local } = this.parts;
    if (kind === 'microphone') {
      toggleMicrophone(local);
    } else {
      toggleCamera(local);
    }
    const unwatch = local.state.watch((state) => {
      const { status, problem } = state[kind];
      if (status !== 'opening') {
        queueMicrotask(() => unwatch());
        if (problem !== null) {
          this.announcer.say(explain(kind, problem));
        }
      }
    });
  }
}

function selfView(state: RoomState, { microphone, camera, muted }: LocalState): TileView {
  const id = state.selfId ?? 'self';
  return {
    id: 'self',
    name: state.displayName,
    kind: 'browser',
    self: true,
    muted: muted || microphone.track === null,
    speaking: isSpeaking(state.levels.get(id)),
    active: state.activeSpeaker === id,
    held: false,
    away: false,
    video: camera.track,
  };
}
