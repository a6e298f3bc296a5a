// Has TypeDoc write a page for each room, with all that is in it, and not one for each function: a tenth as much.
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// npx fetches TypeDoc, and it lies where its program does.
const program = createRequire(realpathSync(process.argv[1]));
const {
  Converter,
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  KindRouter,
  PageEvent,
  ReflectionKind,
} = await import(pathToFileURL(program.resolve('typedoc')).href);

class RoomRouter extends KindRouter {
  getPageKind(target) {
    return target.kindOf?.(ReflectionKind.Module) ? super.getPageKind(target) : undefined;
  }
}

class RoomContext extends DefaultThemeRenderContext {
  constructor(...words) {
    super(...words);
    const { member, memberDeclaration, moduleReflection } = this;
    this.moduleReflection = (room) =>
      room.isProject()
        ? moduleReflection(room)
        : together(this.commentSummary(room), this.commentTags(room), this.members(room));
    this.member = (one) => (one.isReference() ? this.moduleMemberSummary(one) : member(one));
    this.memberDeclaration = (one) =>
      one.kindOf(ReflectionKind.ClassOrInterface)
        ? together(
            this.commentSummary(one),
            one.typeParameters && this.typeParameters(one.typeParameters),
            this.commentTags(one),
            this.hierarchy(one.typeHierarchy),
            this.memberSources(one),
          )
        : memberDeclaration(one);
  }
}

const together = (...parts) => JSX.createElement(JSX.Fragment, null, ...parts);

class RoomTheme extends DefaultTheme {
  ContextClass = RoomContext;

  /** The rooms, by name: what one holds is told on its page. */
  buildNavigation(project) {
    return super.buildNavigation(project).map(({ children, ...room }) => room);
  }
}

/** For readers who hear a page or go through it by keys: its parts have names, and no link lies within a button. */
function accessible(page) {
  page.contents = page.contents
    ?.replace('<div class="col-content">', '<div class="col-content" role="main">')
    .replace(
      '<div class="page-menu">',
      '<div class="page-menu" role="complementary" aria-label="This page">',
    )
    .replaceAll(/<a [^>]*class="tsd-anchor-icon">(?:(?!<\/a>).)*<\/a>(?=<\/h2><\/summary>)/gs, '');
}

/** Where something of this project is defined is told in words: the files are not beside the pages. */
function sourcesInWords({ project }) {
  for (const reflection of Object.values(project.reflections)) {
    const own = reflection.sources?.filter(({ fileName }) => !fileName.includes('node_modules'));
    if (own?.length === 0) delete reflection.sources;
    else if (own) reflection.sources = own.map((source) => ({ ...source, url: undefined }));
  }
}

/** Called by TypeDoc. */
export function load({ renderer, converter }) {
  renderer.defineRouter('rooms', RoomRouter);
  renderer.defineTheme('rooms', RoomTheme);
  renderer.on(PageEvent.END, accessible);
  converter.on(Converter.EVENT_RESOLVE_END, sourcesInWords, -1000);
}
