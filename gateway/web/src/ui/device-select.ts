import { h, replace } from './dom';

export interface DeviceSelectOptions {
  label: string;
  /** What the devices are called as long as the browser hides their names. */
  noun: string;
  onChoose(deviceId: string): void;
}

/** Names that Chromium gives to whatever the system's choice is. */
const ALIASES: ReadonlySet<string> = new Set(['default', 'communications']);

/** A labelled choice among devices of one kind. An empty id is the browser's own choice. */
export class DeviceSelect {
  readonly element: HTMLElement;
  private readonly select: HTMLSelectElement;
  private drawn = '';

  constructor(private readonly options: DeviceSelectOptions) {
    this.select = h('select', { onchange: () => options.onChoose(this.select.value) });
    this.element = h('label', { class: 'field' }, h('span', { class: 'field-label' }, options.label), this.select);
  }

  update(devices: readonly MediaDeviceInfo[], chosen: string): void {
    const named = devices.filter((device) => !ALIASES.has(device.deviceId));
    const key = JSON.stringify(named.map((device) => [device.deviceId, device.label]));
    if (key !== this.drawn) {
      this.drawn = key;
      const options = named.map((device, index) =>
        h('option', { value: device.deviceId }, device.label || `${this.options.noun} ${index + 1}`),
      );
      replace(this.select, h('option', { value: '' }, 'System default'), ...options);
    }
    const known = named.some((device) => device.deviceId === chosen);
    this.select.value = known ? chosen : '';
    this.select.disabled = devices.length === 0;
  }
}
