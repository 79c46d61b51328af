import { h } from './dom';
import { gridLayout } from './layout';
import { Tile, type TileView } from './tile';

const GAP = 12;
const GAP_NARROW = 8;

/** The grid of tiles. */
export class Stage {
  readonly element: HTMLElement;
  private readonly list = h('ul', { class: 'grid', 'aria-label': 'Participants' });
  private readonly tiles = new Map<string, Tile>();
  private readonly observer: ResizeObserver;
  private width = 0;
  private height = 0;

  /** `company` takes a tile's place while nobody else is there. */
  constructor(private readonly company: HTMLElement) {
    this.element = h('main', { class: 'stage' }, this.list);
    this.observer = new ResizeObserver((entries) => {
      const box = entries[0]?.contentRect;
      if (box !== undefined) {
        this.width = box.width;
        this.height = box.height;
        this.arrange();
      }
    });
    this.observer.observe(this.element);
  }

  show(views: readonly TileView[]): void {
    const left = new Set(this.tiles.keys());
    for (const view of views) {
      left.delete(view.id);
      let tile = this.tiles.get(view.id);
      if (tile === undefined) {
        tile = new Tile();
        this.tiles.set(view.id, tile);
        this.list.append(tile.element);
      }
      tile.update(view);
    }
    for (const id of left) {
      this.tiles.get(id)?.dispose();
      this.tiles.delete(id);
    }
    if (views.length <= 1) {
      this.list.append(this.company);
    } else {
      this.company.remove();
    }
    this.arrange();
  }

  videoOf(participantId: string): HTMLVideoElement | null {
    return this.tiles.get(participantId)?.videoElement ?? null;
  }

  dispose(): void {
    this.observer.disconnect();
    for (const tile of this.tiles.values()) {
      tile.dispose();
    }
    this.tiles.clear();
  }

  private arrange(): void {
    const count = this.list.childElementCount;
    const gap = this.width < 600 ? GAP_NARROW : GAP;
    const { tileWidth, tileHeight } = gridLayout(count, this.width, this.height, gap);
    const { style } = this.list;
    style.setProperty('--gap', `${gap}px`);
    style.setProperty('--tile-width', `${tileWidth}px`);
    style.setProperty('--tile-height', `${tileHeight}px`);
  }
}
