import type { LocalMedia, LocalState } from '../media/local';
import { savePreferences } from '../room/preferences';
import type { ButtonLook } from './icon-button';

export function microphoneLook({ microphone, muted }: LocalState): ButtonLook {
  if (microphone.status === 'failed') {
    return { icon: 'microphone-off', label: 'No mic: try again', caption: 'No mic', tone: 'alert' };
  }
  if (muted || microphone.status === 'off') {
    return { icon: 'microphone-off', label: 'Unmute microphone', caption: 'Unmute', tone: 'off' };
  }
  return { icon: 'microphone', label: 'Mute microphone', caption: 'Mute' };
}

export function cameraLook({ camera }: LocalState): ButtonLook {
  switch (camera.status) {
    case 'failed':
      return { icon: 'camera-off', label: 'No camera: try again', caption: 'No camera', tone: 'alert' };
    case 'off':
      return { icon: 'camera-off', label: 'Start video', caption: 'Start video', tone: 'off' };
    default:
      return { icon: 'camera', label: 'Stop video', caption: 'Stop video' };
  }
}

export function toggleMicrophone(local: LocalMedia): void {
  const { microphone, muted } = local.state.value;
  if (microphone.status === 'off' || microphone.status === 'failed') {
    local.setMuted(false);
    savePreferences({ muted: false });
    void local.open('microphone');
    return;
  }
  local.setMuted(!muted);
  savePreferences({ muted: !muted });
}

export function toggleCamera(local: LocalMedia): void {
  const on = local.state.value.camera.status === 'on' || local.state.value.camera.status === 'opening';
  savePreferences({ camera: !on });
  if (on) {
    local.close('camera');
  } else {
    void local.open('camera');
  }
}
