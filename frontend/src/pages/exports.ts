import { download, fileName } from '../base/download.ts';
import { words } from '../base/words.ts';
import type { Api } from '../model/api.ts';
import { isOver, type Run } from '../model/format.ts';
import { ndjson } from '../model/ndjson.ts';
import { type ExportItem, ExportMenu, type ExportOffer } from '../panels/export-menu.ts';
import { asPng, asSvg, mostPx } from '../timeline/export.ts';
import type { Caption } from '../timeline/figure.ts';
import type { Pictured } from '../timeline/scene.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { View } from '../timeline/view.ts';
import type { Session } from './session.ts';
import { pageAround } from './shell.ts';

/** What a run is called, where the page knows more than its ids. */
export interface Titles {
  readonly scenario: string;
  readonly variant: string;
}

interface Parts {
  readonly view: View;
  readonly session: Session;
  readonly timeline: Timeline;
  readonly api: Api;
  readonly titles: () => Titles | null;
  /** Where the run can be seen, for whoever has the file; null where nowhere. */
  readonly address: () => string | null;
  /** The page that takes a trace in; null where this is one. */
  readonly shell: (() => Promise<string>) | null;
}

type Make = (id: ExportItem['id'], ending: string, make: () => Promise<Blob>) => ExportItem;

/** The width of a printed picture, in CSS pixels: what fits a page without its text becoming small. */
const PAPER_PX = 900;

const t = words.exporting;

/** Saves the run on the page in all the forms that there are: what the server has comes from there, the rest is made here. */
export class Exports {
  private readonly host: HTMLElement;
  private readonly parts: Parts;
  private readonly menu: ExportMenu;
  private readonly options = { allLanes: false, twice: false, light: false };

  constructor(host: HTMLElement, parts: Parts) {
    this.host = host;
    this.parts = parts;
    this.menu = new ExportMenu(host, () => this.offer());
  }

  update(): void {
    this.menu.update();
  }

  /** All lanes for paper, whatever the window; null where there is nothing. */
  printed(): string | null {
    return this.vectors(this.parts.timeline.pictured({ all: true, mostPx: mostPx(1), widthPx: PAPER_PX }), true);
  }

  private svg(): string | null {
    return this.vectors(this.pictured(1), this.options.light);
  }

  private vectors(pictured: Pictured | null, light: boolean): string | null {
    return pictured && asSvg(this.host, pictured, this.parts.view, this.caption(pictured), light);
  }

  private async png(): Promise<Blob | null> {
    const ratio = this.options.twice ? 2 : devicePixelRatio;
    const pictured = this.pictured(ratio);
    return pictured && asPng(this.host, pictured, this.parts.view, this.caption(pictured), this.options.light, ratio);
  }

  private pictured(ratio: number): Pictured | null {
    return this.parts.timeline.pictured({ all: this.options.allLanes, mostPx: mostPx(ratio) });
  }

  private offer(): ExportOffer {
    const { view, session } = this.parts;
    const none = (view.recording?.trace.count ?? 0) === 0;
    const going = !session.run || !isOver(session.run);
    const making =
      (disabled: boolean): Make =>
      (id, ending, make) => ({
        id,
        disabled,
        save: async () => {
          const name = this.name(ending);
          download(await make(), name);
          return name;
        },
      });
    const whole = (content: Blob | null) => {
      if (!content) throw new Error(t.nothing);
      return content;
    };
    const picture = making(none);
    return {
      pictures: [
        picture('png', 'png', async () => whole(await this.png())),
        picture('svg', 'svg', async () => new Blob([this.svg() ?? ''], { type: 'image/svg+xml' })),
      ],
      options: (['allLanes', 'twice', 'light'] as const).map((id) => ({
        id,
        on: this.options[id],
        toggle: () => {
          this.options[id] = !this.options[id];
        },
      })),
      files: session.original
        ? this.ownFiles(making(none || going), session.original)
        : this.storedFiles(making(none || going), session.run?.id ?? ''),
    };
  }

  /** Of a run that the server has. */
  private storedFiles(item: Make, id: string): ExportItem[] {
    const { api } = this.parts;
    return [
      item('html', 'html', () => api.file(id, 'trace.html', 'text/html')),
      item('ndjson', 'ndjson', () => api.file(id, 'trace', 'application/x-ndjson')),
      item('json', 'json', () => api.file(id, 'trace', 'application/json')),
      item('perfetto', 'perfetto.json', () => api.file(id, 'trace.perfetto.json', 'application/json')),
    ];
  }

  /** Of a trace that is here and nowhere else. */
  private ownFiles(item: Make, original: () => Promise<Blob>): ExportItem[] {
    const { view, shell, titles, address } = this.parts;
    return [
      ...(shell
        ? [
            item('html', 'html', async () =>
              pageAround(await shell(), await original(), { origin: address(), titles: titles() }),
            ),
          ]
        : []),
      item('ndjson', 'ndjson', async () => new Blob([...ndjson(view.recording!)], { type: 'application/x-ndjson' })),
      item('json', 'json', original),
    ];
  }

  private name(ending: string): string {
    const { run } = this.parts.session;
    return fileName([run?.scenario, run?.variant, run?.id], ending);
  }

  private caption({ recording, layout, scale }: Pictured): Caption {
    const { view, session, titles, address } = this.parts;
    const run = session.run ?? recording.run;
    const { scenario, variant } = titles() ?? run;
    const lanes = this.parts.timeline.laneCount;
    const place = address();
    return {
      title: [scenario, variant].filter(Boolean).join(': '),
      lines: [
        aboutRun(run),
        ...(view.follow === 'off'
          ? [
              t.stretch(
                recording.clock.moment(Math.max(0, scale.fromNs), scale.nsPerPx),
                recording.clock.moment(scale.toNs, scale.nsPerPx),
              ),
            ]
          : []),
        ...(layout.lanes.length < lanes ? [t.cut(layout.lanes.length, lanes)] : []),
      ],
      source: place ? t.source(place) : t.here,
    };
  }
}

/** One line: in which mode, how it ended and what came of it, which one it is. */
function aboutRun({ mode, strategy, seed, status, outcome, reason, id }: Run): string {
  const parts = [
    mode === 'controlled' ? t.mode.controlled : t.mode.live,
    strategy ? words.strategy[strategy] : '',
    seed === null ? '' : words.strategy.seed(String(seed)),
    words.status[status].toLowerCase(),
    outcome?.summary ?? reason ?? '',
    id ? t.run(id) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
