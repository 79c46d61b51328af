export interface GridLayout {
  columns: number;
  tileWidth: number;
  tileHeight: number;
}

const WIDEST = 16 / 9;
const SMALLEST_TILE = 132;

/**
 * The arrangement of `count` equal tiles that covers most of a box, in CSS pixels. Tiles are between `narrowest` (width to
 * height) and 16:9. Where they would become too small they keep their size and the box scrolls.
 */
export function gridLayout(count: number, width: number, height: number, gap: number): GridLayout {
  const narrowest = width < 600 ? 1 : 4 / 3;
  let best: GridLayout = { columns: 1, tileWidth: 0, tileHeight: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const fits = shape((width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows, narrowest);
    if (fits.tileWidth * fits.tileHeight > best.tileWidth * best.tileHeight) {
      best = { columns, ...fits };
    }
  }
  return best.tileWidth >= Math.min(SMALLEST_TILE, width) ? best : scrolling(width, gap);
}

function shape(width: number, height: number, narrowest: number): { tileWidth: number; tileHeight: number } {
  const [roomWidth, roomHeight] = [Math.max(0, width), Math.max(0, height)];
  const tileWidth = Math.floor(Math.min(roomWidth, roomHeight * WIDEST));
  return { tileWidth, tileHeight: Math.floor(Math.min(roomHeight, tileWidth / narrowest)) };
}

function scrolling(width: number, gap: number): GridLayout {
  const columns = Math.max(1, Math.floor((width + gap) / (SMALLEST_TILE + gap)));
  const tileWidth = Math.floor((width - gap * (columns - 1)) / columns);
  return { columns, tileWidth, tileHeight: Math.floor((tileWidth * 3) / 4) };
}
