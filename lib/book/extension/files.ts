import type { Contents, ContentsManager } from './jupyter-types.js';

/** Where the kernel finds what lies in JupyterLite's drive: under the same path, in the project. */
export interface DriveFile {
  path: string;
  bytes: Uint8Array;
}

/** The bytes of a file, in the form in which the drive has it. */
function bytesOf({ format, content }: Contents): Uint8Array {
  if (format === 'base64')
    return Uint8Array.from(atob(String(content)), (one) => one.charCodeAt(0));
  return new TextEncoder().encode(format === 'json' ? JSON.stringify(content) : String(content));
}

/** A file of the drive, or nothing where a folder stands. */
export async function driveFile(drive: ContentsManager, path: string): Promise<DriveFile[]> {
  const found = await drive.get(path, { content: true });
  return found.type === 'directory' ? [] : [{ path, bytes: bytesOf(found) }];
}

/** The course's own folder, whose files the kernel's project holds already. */
const COURSE = 'notebooks';

/** The files that a visitor has put into the drive. */
export async function visitorsFiles(drive: ContentsManager, folder = ''): Promise<DriveFile[]> {
  const { content } = await drive.get(folder, { content: true });
  const files: DriveFile[] = [];
  for (const { path, type } of content as Contents[]) {
    if (path === COURSE) continue;
    files.push(...(await (type === 'directory' ? visitorsFiles : driveFile)(drive, path)));
  }
  return files;
}
