// Has TypeDoc write a page for each room, with all that is in it, and not one for each function: a tenth as much.
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// npx fetches TypeDoc, and it lies where its program does.
const program = createRequire(realpathSync(process.argv[1]));
const { Converter, DefaultTheme, DefaultThemeRenderContext, JSX, KindRouter, ReflectionKind } =
  await import(pathToFileURL(program.resolve('typedoc')).href);

class RoomRouter extends KindRouter {
  getPageKind(target) {
    return target.kindOf?.(ReflectionKind.Module) ? super.getPageKind(target) : undefined;
  }
}

class RoomContext extends DefaultThemeRenderContext {
  constructor(...words) {
    super(...words);
    const { member, moduleReflection } = this;
    this.moduleReflection = (room) =>
      room.isProject()
        ? moduleReflection(room)
        : together(this.commentSummary(room), this.commentTags(room), this.members(room));
    this.member = (one) =>
      one.isReference()
        ? this.moduleMemberSummary(one)
        : together(member(one), this.hierarchy(one.typeHierarchy));
  }
}

const together = (...parts) => JSX.createElement(JSX.Fragment, null, ...parts);

class RoomTheme extends DefaultTheme {
  ContextClass = RoomContext;
}

/** Where something is defined is told in words: the files are not beside the pages. */
function forgetAddresses({ project }) {
  for (const reflection of Object.values(project.reflections)) {
    for (const source of reflection.sources ?? []) source.url = undefined;
  }
}

/** Called by TypeDoc. */
export function load({ renderer, converter }) {
  renderer.defineRouter('rooms', RoomRouter);
  renderer.defineTheme('rooms', RoomTheme);
  converter.on(Converter.EVENT_RESOLVE_END, forgetAddresses, -1000);
}
