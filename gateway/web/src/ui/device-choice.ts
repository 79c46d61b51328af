import type { Devices } from '../media/devices';
import type { InputState, LocalMedia } from '../media/local';
import { canChooseSpeaker } from '../media/playback';
import type { InputKind } from '../media/sources';
import { savePreferences } from '../room/preferences';
import { DeviceSelect } from './device-select';
import { h } from './dom';

/** The choices of microphone, camera and, where there is somebody to hear, loudspeaker. */
export class DeviceChoice {
  readonly element = h('div', { class: 'device-choice' });
  private readonly undo: (() => void)[] = [];

  constructor(devices: Devices, local: LocalMedia, speaker: { id: string; choose(id: string): void } | null) {
    const microphone = this.input('microphone', 'Microphone', local);
    const camera = this.input('camera', 'Camera', local);
    this.element.append(microphone.element, camera.element);
    const refresh = () => {
      const { microphones, cameras } = devices.list.value;
      microphone.update(microphones, inUse(local.state.value.microphone));
      camera.update(cameras, inUse(local.state.value.camera));
    };
    this.undo.push(devices.list.watch(refresh), local.state.watch(refresh));
    if (speaker !== null && canChooseSpeaker()) {
      this.speaker(devices, speaker);
    }
  }

  dispose(): void {
    for (const undo of this.undo) {
      undo();
    }
  }

  private input(kind: InputKind, label: string, local: LocalMedia): DeviceSelect {
    return new DeviceSelect({
      label,
      noun: label,
      onChoose: (chosen) => {
        const deviceId = chosen === '' ? null : chosen;
        savePreferences(kind === 'microphone' ? { microphoneId: deviceId } : { cameraId: deviceId });
        void local.choose(kind, deviceId);
      },
    });
  }

  private speaker(devices: Devices, speaker: { id: string; choose(id: string): void }): void {
    let current = speaker.id;
    const select = new DeviceSelect({
      label: 'Loudspeaker',
      noun: 'Loudspeaker',
      onChoose: (deviceId) => {
        current = deviceId;
        savePreferences({ speakerId: deviceId });
        speaker.choose(deviceId);
      },
    });
    this.element.append(select.element);
    this.undo.push(devices.list.watch(({ speakers }) => select.update(speakers, current)));
  }
}

/** The device that is open, or else the one that is to be opened. */
function inUse({ track, deviceId }: InputState): string {
  return track?.getSettings().deviceId ?? deviceId ?? '';
}
