import { Store, type Unsubscribe } from '../room/store';

export interface DeviceList {
  readonly microphones: readonly MediaDeviceInfo[];
  readonly cameras: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}

/** What is plugged in. Names are empty until the user has allowed a device of that kind. */
export class Devices {
  readonly list = new Store<DeviceList>({ microphones: [], cameras: [], speakers: [] });

  /** Reads the list now, and again whenever something is plugged or unplugged. */
  follow(): Unsubscribe {
    // Undefined outside a secure context, whatever the type says.
    const source: MediaDevices | undefined = navigator.mediaDevices;
    if (source === undefined) {
      return () => undefined;
    }
    const changed = () => void this.refresh();
    source.addEventListener('devicechange', changed);
    changed();
    return () => source.removeEventListener('devicechange', changed);
  }

  async refresh(): Promise<void> {
    const source: MediaDevices | undefined = navigator.mediaDevices;
    const all = (await source?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) => all.filter((device) => device.kind === kind && device.deviceId !== '');
    this.list.set({ microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') });
  }
}
