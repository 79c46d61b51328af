/** Line drawings on a 24 × 24 grid. */
const DRAWINGS = {
  microphone: 'M9 6a3 3 0 0 1 6 0v6a3 3 0 0 1-6 0zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3.2',
  'microphone-off':
    'M9 9v3a3 3 0 0 0 4.6 2.5M15 11V6a3 3 0 0 0-5.8-1M5.5 11.5a6.5 6.5 0 0 0 10.4 5.2M18.1 13.6c.3-.7.4-1.4.4-2.1M12 18v3.2M3.5 3.5l17 17',
  camera: 'M5 6.5h8.5a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM15.5 11l5.5-3.2v8.4L15.5 13',
  'camera-off':
    'M9.5 6.5h4a2 2 0 0 1 2 2v4M15 17c-.4.3-.9.5-1.5.5H5a2 2 0 0 1-2-2v-7c0-.9.6-1.7 1.4-1.9M15.5 11l5.5-3.2v8.4l-2.5-1.5M3.5 3.5l17 17',
  phone:
    'M6.6 3.5h2.3c.5 0 .9.3 1 .8l.8 3.2c.1.4 0 .8-.3 1L8.7 10.2a13 13 0 0 0 5.1 5.1l1.7-1.7c.3-.3.7-.4 1-.3l3.2.8c.5.1.8.5.8 1v2.3c0 1.5-1.2 2.6-2.6 2.5C10.3 19.3 4.7 13.7 4.1 6.1 4 4.7 5.1 3.5 6.6 3.5z',
  'hang-up':
    'M3 14.2c-.5-.9-.4-2 .3-2.8 4.8-4.5 12.6-4.5 17.4 0 .7.8.8 1.9.3 2.8l-.9 1.4c-.3.5-.9.7-1.4.5l-2.8-1c-.5-.2-.8-.6-.8-1.1v-1.9a13 13 0 0 0-6.2 0V14c0 .5-.3.9-.8 1.1l-2.8 1c-.5.2-1.1 0-1.4-.5z',
  settings: 'M4 7h9M17 7h3M4 12h2M10 12h10M4 17h9M17 17h3M15 5v4M8 10v4M15 15v4',
  invite:
    'M15.5 20v-1.5a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4V20M9.2 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM18.5 8v6M15.5 11h6',
  person: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0',
  copy: 'M9 9h9a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2zM6 15H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  sound: 'M11 5L6.5 9H3.5v6h3l4.5 4zM15 9.2a4 4 0 0 1 0 5.6M17.8 6.5a8 8 0 0 1 0 11',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.1',
  chat: 'M5.5 4.5h13a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2H12l-4.5 3.5V17h-2a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2zM8 9h8M8 12.5h5',
  send: 'M4 12l16-7.5-5 16-3.5-6.5zM11.5 14L20 4.5',
  lock: 'M6.5 11h11a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-6.5A1.5 1.5 0 0 1 6.5 11zM8 11V8a4 4 0 0 1 8 0v3',
  door: 'M13 4h5a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 18 20h-5M4 12h11M11.5 8.5L15 12l-3.5 3.5',
  unplugged: 'M9 3v4M15 3v4M6.5 7h11v4a5.5 5.5 0 0 1-11 0zM12 16.5V21',
} as const;

export type IconName = keyof typeof DRAWINGS;

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', DRAWINGS[name]);
  svg.append(path);
  return svg;
}

/** The product's mark: two sockets and the cord between them. */
export function mark(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 32 32');
  svg.setAttribute('class', 'mark');
  svg.setAttribute('aria-hidden', 'true');
  const cord = document.createElementNS(SVG, 'path');
  cord.setAttribute('d', 'M9 12c0 9 14 0 14 9');
  const sockets = document.createElementNS(SVG, 'path');
  sockets.setAttribute('class', 'mark-sockets');
  sockets.setAttribute(
    'd',
    'M9 6.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM23 18.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8z',
  );
  svg.append(cord, sockets);
  return svg;
}
