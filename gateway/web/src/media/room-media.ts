import { Device, type types } from 'mediasoup-client';
import { ControlError } from '../control/errors';
import type { AnswerOf, Ask, DataOf, HelloAnswer, Method } from '../control/protocol';
import type { MediaHealth } from '../room/state';
import { IceWatch } from './ice-watch';
import { Receiving, type ReceivingListener, type RemoteTrack } from './receiving';
import type { Wanted } from './reconcile';
import { type Intent, Sending } from './sending';
import { connectWith, microphoneOptions, produceWith, videoOptions } from './transport-options';

export interface RoomMediaListener extends ReceivingListener {
  onHealth(health: MediaHealth): void;
  /** Packets have stopped; the control connection may be dead too, without having noticed. */
  onInterrupted(): void;
  /** The media connection is lost and restarting ICE does not help. */
  onHopeless(): void;
  /** A source could not be sent; the control connection is fine. */
  onSendFailed(source: 'microphone' | 'camera', error: unknown): void;
}

/** Losing the answer to one of these leaves unknown what the server has. */
const MAKES_OR_ENDS_SOMETHING: ReadonlySet<Method> = new Set<Method>([
  'createWebRtcTransport',
  'connectWebRtcTransport',
  'produce',
  'closeProducer',
  'consume',
  'resumeConsumer',
  'closeConsumer',
]);

interface Links {
  readonly send: types.Transport;
  readonly recv: types.Transport;
  readonly watches: Map<types.Transport, IceWatch>;
  readonly microphone: Sending;
  readonly camera: Sending;
  readonly receiving: Receiving;
}

/**
 * The media of one stay in a room: a transport each way, a producer for microphone and camera, a consumer for each
 * producer of the others. Remembers what is wanted, so that it can be set up anew.
 */
export class RoomMedia {
  private device: Device | null = null;
  private links: Links | null = null;
  private iceServers: RTCIceServer[] = [];
  private wanted: readonly Wanted[] = [];
  private microphone: Intent = { track: null, paused: false };
  private camera: Intent = { track: null, paused: false };
  private outcomeUnknown = false;

  constructor(
    private readonly control: Ask,
    private readonly listener: RoomMediaListener,
    private readonly videoCodec: string,
  ) {}

  /** Loads the device at the first time; resolves with what this browser can receive. */
  async prepare(hello: HelloAnswer): Promise<types.RtpCapabilities> {
    this.iceServers = hello.iceServers;
    if (this.device === null) {
      const device = await Device.factory();
      await device.load({ routerRtpCapabilities: hello.routerRtpCapabilities });
      this.device = device;
    }
    return this.device.recvRtpCapabilities;
  }

  /** True where a new control connection can go on with these transports. */
  get canResume(): boolean {
    return this.links !== null && !this.outcomeUnknown;
  }

  get tracks(): RemoteTrack[] {
    return this.links?.receiving.tracks ?? [];
  }

  get transports(): { send: types.Transport; recv: types.Transport } | null {
    return this.links;
  }

  /** Makes new transports, after closing the old ones, and sends and receives what is wanted. */
  async setUp(): Promise<void> {
    this.tearDown();
    const [send, recv] = await Promise.all([
      this.ask('createWebRtcTransport', { direction: 'send' }),
      this.ask('createWebRtcTransport', { direction: 'recv' }),
    ]);
    const device = this.device;
    if (device === null) {
      throw new Error('the device is not loaded');
    }
    const links = this.link(
      device,
      device.createSendTransport({ ...send, iceServers: this.iceServers }),
      device.createRecvTransport({ ...recv, iceServers: this.iceServers }),
    );
    this.links = links;
    this.listener.onHealth('idle');
    links.receiving.want(this.wanted);
    await Promise.all([this.send('microphone'), this.send('camera')]);
  }

  /** Goes on over a new control connection, possibly from another address. */
  async resume(): Promise<void> {
    const links = this.links;
    if (links === null) {
      throw new Error('nothing to resume');
    }
    await Promise.all([this.restartIce(links, links.send), this.restartIce(links, links.recv)]);
    await Promise.all([links.microphone.repeat(), links.camera.repeat()]);
    links.receiving.want(this.wanted);
    await Promise.all([this.send('microphone'), this.send('camera')]);
  }

  receive(wanted: readonly Wanted[]): void {
    this.wanted = wanted;
    this.links?.receiving.want(wanted);
  }

  consumerClosed(consumerId: string): void {
    this.links?.receiving.consumerClosed(consumerId);
  }

  sendMicrophone(intent: Intent): void {
    this.microphone = intent;
    void this.send('microphone');
  }

  sendCamera(intent: Intent): void {
    this.camera = intent;
    void this.send('camera');
  }

  close(): void {
    this.tearDown();
    this.wanted = [];
  }

  private async send(source: 'microphone' | 'camera'): Promise<void> {
    const sending = this.links?.[source];
    try {
      await sending?.set(this[source]);
    } catch (error) {
      if (!(error instanceof ControlError && error.outcomeUnknown) && sending === this.links?.[source]) {
        this.listener.onSendFailed(source, error);
      }
    }
  }

  private link(device: Device, send: types.Transport, recv: types.Transport): Links {
    const watches = new Map<types.Transport, IceWatch>();
    for (const transport of [send, recv]) {
      connectWith(transport, this.ask);
      const watch = new IceWatch({
        restart: async () => {
          if (this.links !== null) {
            await this.restartIce(this.links, transport);
          }
        },
        giveUp: () => this.listener.onHopeless(),
      });
      watches.set(transport, watch);
      transport.on('connectionstatechange', (state) => {
        watch.onState(state);
        this.listener.onHealth(health(send, recv));
        if (state === 'disconnected' || state === 'failed') {
          this.listener.onInterrupted();
        }
      });
    }
    produceWith(send, this.ask);
    return {
      send,
      recv,
      watches,
      microphone: new Sending('microphone', this.ask, send, microphoneOptions()),
      camera: new Sending('camera', this.ask, send, videoOptions(device, this.videoCodec)),
      receiving: new Receiving(this.ask, recv, this.listener),
    };
  }

  private async restartIce(links: Links, transport: types.Transport): Promise<void> {
    const { iceParameters } = await this.ask('restartIce', { transportId: transport.id });
    if (!transport.closed) {
      await transport.restartIce({ iceParameters });
      links.watches.get(transport)?.restarted();
    }
  }

  private tearDown(): void {
    const links = this.links;
    this.links = null;
    this.outcomeUnknown = false;
    if (links === null) {
      return;
    }
    links.receiving.close();
    links.microphone.close();
    links.camera.close();
    for (const [transport, watch] of links.watches) {
      watch.close();
      transport.close();
    }
    this.listener.onHealth('idle');
  }

  private readonly ask: Ask = async <M extends Method>(method: M, data: DataOf<M>): Promise<AnswerOf<M>> => {
    try {
      return await this.control(method, data);
    } catch (error) {
      if (MAKES_OR_ENDS_SOMETHING.has(method) && error instanceof ControlError && error.outcomeUnknown) {
        this.outcomeUnknown = true;
        if (error.code === 'timeout') {
          this.listener.onHopeless(); // the control connection lives, but nobody would ask again
        }
      }
      throw error;
    }
  };
}

/** The worse of the two; a transport that has not started counts for nothing. */
function health(...transports: types.Transport[]): MediaHealth {
  const states = transports.map((transport) => transport.connectionState).filter((state) => state !== 'new');
  if (states.some((state) => state === 'failed' || state === 'disconnected')) {
    return 'failing';
  }
  if (states.some((state) => state === 'connecting')) {
    return 'connecting';
  }
  return states.includes('connected') ? 'connected' : 'idle';
}
