import { h } from './dom';
import { noticePage } from './ending';

/** Where the appliance serves HTTPS unless it is told otherwise. */
const HTTPS_PORT = 8443;

/** What is shown where the page was opened in a way in which browsers give neither microphone nor camera. */
export function insecureNotice(room: string): HTMLElement {
  const secure = `https://${location.hostname}:${HTTPS_PORT}/rooms/${room}`;
  return noticePage(
    'lock',
    'Open this page by https',
    'This page was opened by http, and browsers give microphone and camera to https pages only.\nThe browser may warn of the certificate: it is the appliance’s own, and you can go on.',
    [h('a', { class: 'button', href: secure }, `Go to ${location.hostname}:${HTTPS_PORT}`)],
  );
}
