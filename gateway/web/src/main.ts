import './ui/style.css';
import { roomOfPath } from './room/name';
import { RoomPage } from './room-page';
import { readSwitches } from './switches';
import { insecureNotice } from './ui/insecure';
import { landing } from './ui/landing';

function start(root: HTMLElement): void {
  const room = roomOfPath(location.pathname);
  if (typeof room !== 'string') {
    root.replaceChildren(landing((name) => location.assign(`/rooms/${name}`), room === undefined));
    root.querySelector('input')?.focus();
    return;
  }
  document.title = `${room} · Patchbay`;
  if (!window.isSecureContext) {
    root.replaceChildren(insecureNotice(room));
    return;
  }
  new RoomPage(root, room, readSwitches(location.search)).open();
}

const root = document.getElementById('app');
if (root !== null) {
  start(root);
}
