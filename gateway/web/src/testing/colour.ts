/** The mean colour of the lower left quarter of a video's picture, as red, green, blue; null where there is no picture. */
export function meanColour(video: HTMLVideoElement): [number, number, number] | null {
  if (video.videoWidth === 0) {
    return null;
  }
  const side = 16;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) {
    return null;
  }
  const { videoWidth: width, videoHeight: height } = video;
  context.drawImage(video, 0, height * 0.75, width / 4, height / 4, 0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    sums[0] += data[at] ?? 0;
    sums[1] += data[at + 1] ?? 0;
    sums[2] += data[at + 2] ?? 0;
  }
  return sums.map((sum) => Math.round(sum / (side * side))) as [number, number, number];
}
