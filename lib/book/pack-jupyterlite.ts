import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Scripts that JupyterLite's loader asks for when they are needed. */
const script = /^(?:jlab_core|\d+)\.[0-9a-f]+\.js$/;

/** Where the loader begins to load a script: of an address, telling a function when it is done. */
const loader = /__webpack_require__\.l=function\((\w+),(\w+),(\w+),(\w+)\)\{/g;

/** What it does first: a script that the site has compressed is unpacked, and loaded from the browser's memory. */
const unpacking = (_: string, address: string, done: string, key: string, id: string) => `
__webpack_require__.l=function(${address},${done},${key},${id}){
  if(!${address}.startsWith("blob:")){
    fetch(${address}.replace(/\\.js(?=\\?|$)/,".packed")).then(async(answer)=>{
      if(!answer.ok)throw Error(answer.status);
      const unpacked=answer.body.pipeThrough(new DecompressionStream("gzip"));
      const text=await new Response(unpacked).arrayBuffer();
      const here=URL.createObjectURL(new Blob([text],{type:"text/javascript"}));
      __webpack_require__.l(here,(said)=>{URL.revokeObjectURL(here);${done}(said)},${key},${id});
    }).catch(()=>${done}({type:"error",target:{src:${address}}}));
    return;
  }
`;

function patchLoader(path: string): void {
  const text = readFileSync(path, 'utf8');
  if (text.match(loader)?.length !== 1) {
    throw new Error(`${path}: the loader of scripts is not as it was in JupyterLite 0.8.6.`);
  }
  writeFileSync(path, text.replace(loader, unpacking));
}

/**
 * Compresses JupyterLite's scripts, 13 MB, to a third: the page unpacks each when it needs it, whatever the host does.
 * @param build JupyterLite's folder of scripts
 * @param applications those of its applications that the book has
 */
export function packJupyterLite(build: string, applications: readonly string[]): void {
  for (const name of applications) patchLoader(join(build, name, 'bundle.js'));
  for (const name of readdirSync(build).filter((file) => script.test(file))) {
    const path = join(build, name);
    const packed = gzipSync(readFileSync(path), { level: 9 });
    writeFileSync(path.replace(/js$/, 'packed'), packed);
    rmSync(path);
  }
}
