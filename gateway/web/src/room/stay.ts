import type { Ask, ChatMessage, JoinAnswer, Participant, RoomEvent } from '../control/protocol';
import { Session, type SessionWorld } from '../control/session';
import type { LocalMedia } from '../media/local';
import type { RemoteTrack } from '../media/receiving';
import type { Wanted } from '../media/reconcile';
import { RoomMedia } from '../media/room-media';
import { afterEvent, afterJoin, emptyRoom, type RoomState } from './state';
import { Store } from './store';

export interface StayListener {
  /** The room was joined for the first time, with so many others in it. */
  onEntered(others: number): void;
  onTrack(track: RemoteTrack): void;
  onTrackGone(track: RemoteTrack): void;
  onJoined(participant: Participant): void;
  onLeft(participant: Participant, reason: string): void;
  /** Somebody else wrote, while this page was in the room. */
  onChat(message: ChatMessage): void;
  onTrouble(message: string): void;
}

/** One stay of this page in one room: the control session, the media, and what there is to show, kept in line. */
export class Stay {
  readonly state: Store<RoomState>;
  readonly media: RoomMedia;
  private readonly session: Session;
  private readonly undo: (() => void)[] = [];

  constructor(
    room: string,
    world: SessionWorld,
    private readonly local: LocalMedia,
    private readonly listener: StayListener,
    videoCodec: string,
  ) {
    this.state = new Store(emptyRoom(room));
    this.session = new Session(world, {
      onPhase: (phase) => {
        this.state.update({ phase });
        if (phase.name === 'ended') {
          this.close();
        }
      },
      onEvent: (event) => this.heard(event),
      prepare: (hello) => {
        this.state.update({ dialIn: hello.dialIn ?? [] });
        return this.media.prepare(hello);
      },
      canResume: () => this.media.canResume,
      onJoined: (answer) => this.joined(answer),
    });
    this.media = new RoomMedia(
      this.session.ask,
      {
        onTrack: (track) => this.listener.onTrack(track),
        onTrackGone: (track) => this.listener.onTrackGone(track),
        onHealth: (media) => this.state.update({ media }),
        onInterrupted: () => this.session.checkNow(),
        onHopeless: () => this.session.rejoin('the media connection was lost'),
        onSendFailed: (source, error) => {
          console.warn(`the ${source} could not be sent:`, error);
          this.listener.onTrouble(`Your ${source} could not be sent. Switch it off and on again.`);
        },
      },
      videoCodec,
    );
  }

  /** Goes in. `seat` is one kept over a reload. */
  start(displayName: string, seat: string | null, pin: string | null): void {
    this.state.update({ displayName });
    this.followNetwork();
    this.undo.push(this.local.state.watch(() => this.sendLocal()));
    this.session.start(displayName, seat, pin);
  }

  leave(): Promise<void> {
    return this.session.leave();
  }

  retryNow(): void {
    this.session.retryNow();
  }

  /** Sends a request of its own: for tests. */
  get ask(): Ask {
    return this.session.ask;
  }

  /** Lets the control connection go as if the network had lost it. */
  dropControl(): void {
    this.session.drop('dropped on request');
  }

  /** The right to be this participant, to be kept over a reload. */
  get seat(): string | null {
    return this.session.heldSeat;
  }

  private async joined(answer: JoinAnswer): Promise<void> {
    if (this.state.value.selfId === null) {
      this.listener.onEntered(answer.participants.length);
    }
    this.state.set(afterJoin(this.state.value, answer));
    this.media.receive(wantedOf(this.state.value));
    if (answer.resumed) {
      await this.media.resume();
    } else {
      await this.media.setUp();
    }
  }

  private heard(event: RoomEvent): void {
    if (event.event === 'consumerClosed') {
      this.media.consumerClosed(event.data.consumerId);
      return;
    }
    const before = this.state.value;
    const after = afterEvent(before, event);
    this.state.set(after);
    if (after.participants !== before.participants) {
      this.media.receive(wantedOf(after));
    }
    if (event.event === 'participantJoined') {
      this.listener.onJoined(event.data.participant);
    } else if (event.event === 'participantLeft') {
      const gone = before.participants.get(event.data.participantId);
      if (gone !== undefined) {
        this.listener.onLeft(gone, event.data.reason);
      }
    } else if (event.event === 'chatMessage' && after.selfId !== event.data.participantId) {
      this.listener.onChat(event.data);
    }
  }

  private sendLocal(): void {
    const { microphone, camera, muted } = this.local.state.value;
    this.media.sendMicrophone({ track: microphone.track, paused: muted });
    this.media.sendCamera({ track: camera.track, paused: false });
  }

  private followNetwork(): void {
    const changed = () => this.session.checkNow();
    const shown = () => {
      if (document.visibilityState === 'visible') {
        changed();
      }
    };
    // Not in every browser, nor in TypeScript's library.
    const network = (navigator as { connection?: EventTarget }).connection;
    window.addEventListener('online', changed);
    window.addEventListener('offline', changed);
    document.addEventListener('visibilitychange', shown);
    network?.addEventListener('change', changed);
    this.undo.push(() => {
      window.removeEventListener('online', changed);
      window.removeEventListener('offline', changed);
      document.removeEventListener('visibilitychange', shown);
      network?.removeEventListener('change', changed);
    });
  }

  private close(): void {
    for (const undo of this.undo.splice(0)) {
      undo();
    }
    this.media.close();
  }
}

function wantedOf(state: RoomState): Wanted[] {
  return [...state.participants.values()].flatMap((participant) =>
    participant.producers.map(({ id, kind }) => ({ participantId: participant.id, producerId: id, kind })),
  );
}
