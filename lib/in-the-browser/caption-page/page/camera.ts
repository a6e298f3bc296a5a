import { byId } from '../../../display/page/element.js';
import type { GivenPicture } from './pictures.js';

/** A frame of the video as a picture. */
function frameOf(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
}

/** Wires the button that photographs, where the browser has a camera to offer; it stays hidden where not. */
export function wireCamera(
  take: (picture: GivenPicture) => void,
  refuse: (message: string) => void,
): void {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const open = byId<HTMLButtonElement>('photograph');
  const dialog = byId<HTMLDialogElement>('camera');
  const video = byId<HTMLVideoElement>('camera-view');
  let stream: MediaStream | undefined;

  open.hidden = false;
  open.addEventListener('click', async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    } catch (error) {
      refuse(`The browser gives no camera (${(error as Error).message}).`);
      return;
    }
    video.srcObject = stream;
    dialog.showModal();
    await video.play();
  });
  byId('camera-take').addEventListener('click', async () => {
    const source = await frameOf(video);
    dialog.close();
    if (source) take({ source, name: 'your photograph' });
  });
  byId('camera-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  });
}
